// SPDX-License-Identifier: MIT
// One file on its way. What has arrived is known by the server; where to ask is kept in localStorage, so that the
// same file goes on after the page was closed. Knows nothing of the page.

const AGAIN = [500, 1000, 2000, 4000, 8000, 15_000]; // ms between attempts that bring nothing

const keyOf = ({ name, size, lastModified }) => `upload:${name}:${size}:${lastModified}`;

export class Transfer extends EventTarget {
  /** @param {File} file */
  constructor(file) {
    super();
    this.file = file;
    this.key = keyOf(file);
    this.state = 'waiting'; // running, paused, failed, done
    this.sent = 0;
    this.text = '';
    this.xhr = null;
  }

  change(state, text = '') {
    this.state = state;
    this.text = text;
    this.dispatchEvent(new Event('change'));
  }

  /** Runs until the file is there, is paused, or cannot be uploaded. @returns {Promise<object | null>} the stored file */
  async run() {
    this.change('running');
    for (let failures = 0, last = -1; this.state === 'running';) {
      try {
        const offset = await this.where();
        if (this.state !== 'running') return null;
        if (offset > last) failures = 0;
        last = this.sent = offset;
        const answer = await this.send(offset);
        if (answer.status === 201) {
          localStorage.removeItem(this.key);
          this.sent = this.file.size;
          this.change('done');
          return answer.value.file;
        }
        if (answer.status !== 409) return this.fail(answer.value.error);
      } catch (error) {
        if (error.fatal) return this.fail(error.message);
        if (this.state !== 'running') return null;
        if (failures === AGAIN.length) return this.fail('The server cannot be reached.');
        this.change('running', 'connection lost, trying again …');
        await new Promise((resolve) => setTimeout(resolve, AGAIN[failures++]));
      }
    }
    return null;
  }

  fail(text) {
    this.change('failed', text);
    return null;
  }

  /** @returns {Promise<number>} how much the server has; a new upload when it knows none */
  async where() {
    const id = localStorage.getItem(this.key);
    if (id) {
      const answer = await fetch(`api/uploads/${id}`);
      if (answer.ok) {
        const { offset, problem } = await answer.json();
        if (problem && this.problem === problem) throw Object.assign(new Error(problem), { fatal: true });
        this.problem = problem;
        this.id = id;
        return offset;
      }
      if (answer.status !== 404) throw new Error('no answer');
    }
    const { name, size } = this.file;
    const answer = await fetch('api/uploads', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name, size }) });
    const value = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(value.error), { fatal: true });
    this.id = value.id;
    localStorage.setItem(this.key, value.id);
    return 0;
  }

  send(offset) {
    return new Promise((resolve, reject) => {
      const xhr = this.xhr = new XMLHttpRequest(); // fetch tells no progress of a body
      xhr.open('PATCH', `api/uploads/${this.id}`);
      xhr.setRequestHeader('Upload-Offset', offset);
      xhr.upload.onprogress = ({ loaded }) => {
        this.sent = offset + loaded;
        this.change('running');
      };
      xhr.onload = () => {
        try {
          resolve({ status: xhr.status, value: JSON.parse(xhr.responseText) });
        } catch (error) {
          reject(error);
        }
      };
      xhr.onerror = xhr.onabort = () => reject(new Error('interrupted'));
      xhr.send(this.file.slice(offset));
    });
  }

  pause() {
    this.change('paused');
    this.xhr?.abort();
  }

  async cancel() {
    this.pause();
    localStorage.removeItem(this.key);
    if (this.id) await fetch(`api/uploads/${this.id}`, { method: 'DELETE' }).catch(() => {});
  }
}

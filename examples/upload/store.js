// SPDX-License-Identifier: MIT
// Uploads on disk: parts/<id>.json says what is to come, parts/<id>.part is what has come, files/<name> is whole and
// sums/<name>.json has its checksum. What counts is what lies on disk, so that any process may be killed at any time.
'use strict';

const { createHash, randomBytes } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { refusal } = require('../common/page.js');

const ID = /^[0-9a-f]{32}$/;
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const { promises } = fs;

/** A name that is safe as the last part of a path on any system, or an error that says why not. */
function checkName(name) {
  if (typeof name !== 'string') throw refusal(400, 'a file needs a name');
  name = name.normalize('NFC');
  const wrong = name === '' ? 'is empty' : name.startsWith('.') ? 'begins with a dot' :
    /[/\\]/.test(name) ? 'contains a path' : /[\0-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069]/.test(name) ? 'contains forbidden characters' :
      /[. ]$/.test(name) ? 'ends with a dot or a space' : !name.isWellFormed() ? 'is no text' :
        Buffer.byteLength(name) > 200 ? 'is longer than 200 bytes' : null;
  if (wrong !== null) throw refusal(400, `the file name ${wrong}`);
  return name;
}

class Store {
  /**
   * @param {string} folder
   * @param {{ maxFile?: number, maxParts?: number, stale?: number, spare?: number }} [options] bytes of a file, unfinished
   *   uploads, milliseconds after which an unfinished one is deleted, bytes of the disk that stay free
   */
  constructor(folder, { maxFile = 50 * 2 ** 30, maxParts = 1000, stale = 86400_000, spare = 64 << 20 } = {}) {
    Object.assign(this, { folder, maxFile, maxParts, stale, spare });
    this.active = new Map(); // id -> { stop, done } of the request that writes it now
    this.problems = new Map(); // id -> why the last attempt failed, for a client that could not read the answer
    this.hashes = new Map(); // id -> { hash, offset }; what is missing here is read from disk again
    for (const name of ['parts', 'files', 'sums']) fs.mkdirSync(path.join(folder, name), { recursive: true });
  }

  part(id, ending) { return path.join(this.folder, 'parts', `${id}.${ending}`); }
  file(name) { return path.join(this.folder, 'files', name); }
  sum(name) { return path.join(this.folder, 'sums', `${name}.json`); }

  /** @returns {Promise<{ id: string, offset: 0 }>} */
  async create({ name, size, sha256 }) {
    name = checkName(name);
    if (!Number.isSafeInteger(size) || size < 0) throw refusal(400, 'a file needs a size');
    if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) throw refusal(400, 'sha256 is 64 hexadecimal digits');
    if (size > this.maxFile) throw refusal(413, `at most ${this.maxFile} bytes a file`);
    if ((await promises.readdir(path.join(this.folder, 'parts'))).length >= 2 * this.maxParts) throw refusal(429, 'too many unfinished uploads');
    const { bavail, bsize } = await promises.statfs(this.folder);
    if (size + this.spare > bavail * bsize) throw refusal(507, 'the disk is full');
    const id = randomBytes(16).toString('hex');
    await promises.writeFile(this.part(id, 'part'), '');
    await promises.writeFile(this.part(id, 'json'), JSON.stringify({ name, size, sha256 }));
    return { id, offset: 0 };
  }

  /** @returns {Promise<{ name: string, size: number, offset: number, sha256?: string }>} */
  async look(id) {
    try {
      if (!ID.test(id)) throw new Error('no id');
      const [about, { size }] = await Promise.all([promises.readFile(this.part(id, 'json'), 'utf8'), promises.stat(this.part(id, 'part'))]);
      return { ...JSON.parse(about), offset: size, problem: this.problems.get(id) };
    } catch {
      throw refusal(404, 'no such upload');
    }
  }

  /**
   * Writes what a request brings, from `offset` on; when that was the rest, the file gets its name.
   * @param {import('node:http').IncomingMessage} source
   * @returns {Promise<{ offset: number, file?: object }>}
   */
  async append(id, offset, source) {
    // The client has come back on a new connection while the old one looks alive: the new one counts.
    for (let other; (other = this.active.get(id)) !== undefined;) {
      other.stop();
      await other.done;
    }
    let finish;
    this.active.set(id, { stop: () => source.destroy(), done: new Promise((resolve) => { finish = resolve; }) });
    try {
      const about = await this.look(id);
      if (offset !== about.offset) throw Object.assign(refusal(409, 'this is not where the upload has got to'), { details: { offset: about.offset } });
      const length = Number(source.headers['content-length'] ?? 0);
      if (offset + length > about.size) throw refusal(413, 'more than was announced');
      this.problems.delete(id);
      const end = await this.write(id, about, source);
      if (end < about.size) return { offset: end };
      return { offset: end, file: await this.complete(id, about) };
    } catch (error) {
      if (error.statusCode !== 404 && error.statusCode !== 409) this.problems.set(id, error.statusCode ? error.message : error.code ?? 'error');
      throw error;
    } finally {
      this.active.delete(id);
      finish();
    }
  }

  /** Constant memory: the next chunk is read when this one lies on disk. @returns {Promise<number>} the new offset */
  async write(id, { size, offset }, source) {
    const state = await this.hashOf(id, offset);
    const handle = await promises.open(this.part(id, 'part'), 'r+');
    try {
      for await (const chunk of source.iterator({ destroyOnReturn: false })) { // else an error could not be answered
        if (offset + chunk.length > size) throw refusal(413, 'more than was announced');
        for (let from = 0; from < chunk.length;) {
          const { bytesWritten } = await handle.write(chunk, from, chunk.length - from, offset);
          state.hash.update(chunk.subarray(from, from + bytesWritten));
          from += bytesWritten;
          state.offset = offset += bytesWritten;
        }
      }
      if (offset === size) await handle.sync();
      return offset;
    } catch (error) {
      if (FULL.has(error.code)) throw refusal(507, 'the disk is full');
      throw error;
    } finally {
      await handle.close();
    }
  }

  async hashOf(id, offset) {
    let state = this.hashes.get(id);
    if (state?.offset === offset) return state;
    state = { hash: createHash('sha256'), offset };
    if (offset > 0) {
      for await (const chunk of fs.createReadStream(this.part(id, 'part'), { end: offset - 1, highWaterMark: 1 << 18 })) state.hash.update(chunk);
    }
    this.hashes.set(id, state);
    return state;
  }

  async complete(id, { name, size, sha256: wanted }) {
    const { hash } = await this.hashOf(id, size);
    const sha256 = hash.digest('hex');
    this.hashes.delete(id);
    if (wanted !== undefined && wanted !== sha256) {
      await this.cancel(id);
      throw Object.assign(refusal(422, 'the checksum is not what was announced'), { details: { sha256 } });
    }
    name = await this.give(id, name);
    const entry = { name, size, sha256, at: new Date().toISOString() };
    await promises.writeFile(this.sum(name), JSON.stringify(entry));
    await this.cancel(id);
    return entry;
  }

  /** A name that nobody has: linking fails when it is there, whoever asks at the same time. */
  async give(id, name) {
    const { name: stem, ext } = path.parse(name);
    for (let n = 1; ; n++) {
      const wanted = n === 1 ? name : `${stem} (${n})${ext}`;
      try {
        await promises.link(this.part(id, 'part'), this.file(wanted));
        return wanted;
      } catch (error) {
        if (error.code === 'ENOENT') throw refusal(404, 'no such upload');
        if (error.code !== 'EEXIST' || n === 10_000) throw error;
      }
    }
  }

  async cancel(id) {
    this.hashes.delete(id);
    this.problems.delete(id);
    await promises.rm(this.part(id, 'json'), { force: true });
    await promises.rm(this.part(id, 'part'), { force: true });
  }

  /** @returns {Promise<object[]>} newest first */
  async list() {
    const names = (await promises.readdir(path.join(this.folder, 'sums'))).filter((name) => name.endsWith('.json'));
    const entries = [];
    for (const name of names) {
      const text = await promises.readFile(path.join(this.folder, 'sums', name), 'utf8').catch(() => '');
      if (text.endsWith('}')) entries.push(JSON.parse(text));
    }
    return entries.sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  async remove(name) {
    checkName(name);
    await promises.rm(this.file(name)).catch(() => { throw refusal(404, 'no such file'); });
    await promises.rm(this.sum(name), { force: true });
  }

  /** Deletes unfinished uploads to which nothing has come for a long time. @returns {Promise<number>} how many */
  async sweep() {
    let count = 0;
    for (const file of await promises.readdir(path.join(this.folder, 'parts'))) {
      const id = path.parse(file).name;
      if (this.active.has(id) || !file.endsWith('.part')) continue;
      const stats = await promises.stat(this.part(id, 'part')).catch(() => null);
      if (stats === null || Date.now() - stats.mtimeMs < this.stale) continue;
      await this.cancel(id);
      count++;
    }
    for (const id of this.hashes.keys()) if (!this.active.has(id) && !fs.existsSync(this.part(id, 'part'))) this.hashes.delete(id);
    return count;
  }
}

module.exports = { Store, checkName };

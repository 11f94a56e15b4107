// SPDX-License-Identifier: MIT
// The output of workers: whole lines, each with its worker's number; and what the primary has to say itself.
'use strict';

const NEWLINE = 10, BRACE = 123;
const MAX_LINE = 65536; // longer ones are passed on in pieces

/** @param {string} text */
function say(text) {
  process.stderr.write(`[eddy] ${text}\n`);
}

/** Cuts bytes into lines with a prefix. A line that is a JSON object stays as it is: programs read it. */
class Prefixer {
  constructor(prefix) {
    this.prefix = Buffer.from(prefix);
    this.rest = [];
    this.restLength = 0;
    this.continued = false; // the beginning of this line has gone out already
  }

  /** @param {Buffer} chunk @returns {Buffer | undefined} what can go out now */
  push(chunk) {
    const last = chunk.lastIndexOf(NEWLINE);
    if (last < 0) {
      this.rest.push(chunk);
      this.restLength += chunk.length;
      if (this.restLength < MAX_LINE) return undefined;
      const out = this.lines(this.take());
      this.continued = true;
      return out;
    }
    const whole = this.restLength > 0 ? Buffer.concat([...this.take(true), chunk.subarray(0, last + 1)]) :
      chunk.subarray(0, last + 1);
    if (last + 1 < chunk.length) {
      this.rest.push(chunk.subarray(last + 1));
      this.restLength = chunk.length - last - 1;
    }
    return this.lines(whole);
  }

  /** What is left at the end, as a line. */
  end() {
    return this.restLength > 0 ? this.lines(Buffer.concat([...this.take(true), Buffer.from('\n')])) : undefined;
  }

  take(list = false) {
    const { rest } = this;
    this.rest = [];
    this.restLength = 0;
    return list ? rest : Buffer.concat(rest);
  }

  lines(bytes) {
    const parts = [];
    for (let at = 0; at < bytes.length;) {
      let end = bytes.indexOf(NEWLINE, at);
      end = end < 0 ? bytes.length : end + 1;
      if (!this.continued && bytes[at] !== BRACE) parts.push(this.prefix);
      this.continued = false;
      parts.push(bytes.subarray(at, end));
      at = end;
    }
    return Buffer.concat(parts);
  }
}

/** @param {Readable} source of a worker @param {Writable} target @param {string} prefix */
function forward(source, target, prefix) {
  const prefixer = new Prefixer(prefix);
  source.on('data', (chunk) => {
    const out = prefixer.push(chunk);
    if (out === undefined || target.write(out)) return;
    source.pause();
    target.once('drain', () => source.resume());
  });
  source.on('end', () => {
    const out = prefixer.end();
    if (out !== undefined) target.write(out);
  });
}

module.exports = { forward, Prefixer, say };

// SPDX-License-Identifier: MIT
// What run() returns: a stream of test events, which are emitted under their own names, too.
'use strict';

const Readable = require('stream').Readable;

class TestsStream extends Readable {
  #buffer = [];
  #canPush = false;

  constructor() {
    super({ __proto__: null, objectMode: true, highWaterMark: Number.MAX_SAFE_INTEGER });
  }

  _read() {
    this.#canPush = true;
    while (this.#buffer.length > 0) {
      if (!this.#push(this.#buffer.shift())) return;
    }
  }

  #push(event) {
    return this.push(event);
  }

  /** @param {{ type: string, data: object }} event */
  add(event) {
    if (event !== null) this.emit(event.type, event.data);
    if (this.#canPush && this.#buffer.length === 0) this.#canPush = this.#push(event);
    else this.#buffer.push(event);
  }

  end() {
    this.add(null);
  }
}

module.exports = { TestsStream };

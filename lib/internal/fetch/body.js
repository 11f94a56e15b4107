// SPDX-License-Identifier: MIT
// The body of a fetched response: pieces that the connection brings. text(), json(), bytes() and arrayBuffer() take them
// as they are; the web stream comes into being when somebody looks at it.
'use strict';

const MOST_UNREAD = 65_536; // bytes that wait for a reader; then the connection is not read

const own = (bytes) => bytes.byteLength === bytes.buffer.byteLength;

class FetchBody {
  constructor(exchange) {
    this.exchange = exchange;
    this.pieces = [];
    this.size = 0;
    this.received = 0;
    this.complete = false;
    this.error = null;
    this.taken = false;    // by text() and the like
    this.made = null;      // the stream
    this.controller = null;
    this.wakeUp = null;    // who waits for more
    this.source = null;    // what undici keeps here: nothing, this can be read once
    this.length = null;
  }

  // ---- from the connection -------------------------------------------------------------------------------

  /** @returns {boolean} whether there may be more */
  push(piece) {
    if (this.complete) return true; // cancelled
    this.received += piece.length;
    this.pieces.push(piece);
    this.size += piece.length;
    this.wake();
    return this.taken || this.size < MOST_UNREAD;
  }

  finish() {
    if (this.complete) return;
    this.complete = true;
    this.wake();
  }

  fail(error) {
    if (this.complete) return;
    this.complete = true;
    this.error = error;
    if (this.wakeUp !== null) this.wake();
    else if (this.controller !== null && this.pieces.length === 0) this.controller.error(error);
  }

  wake() {
    const { wakeUp } = this;
    this.wakeUp = null;
    wakeUp?.();
  }

  // ---- all of it -----------------------------------------------------------------------------------------

  /** @param {(bytes: Buffer) => T} convert @returns {Promise<T>} */
  all(convert) {
    this.taken = true;
    if (this.complete) return this.settle(convert);
    this.exchange.resume();
    return new Promise((resolve) => {
      const look = () => {
        if (this.complete) resolve(this.settle(convert));
        else this.wakeUp = look;
      };
      look();
    });
  }

  async settle(convert) {
    if (this.error !== null) throw this.error;
    const { pieces } = this;
    this.pieces = [];
    this.size = 0;
    return convert(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
  }

  // ---- as a stream ---------------------------------------------------------------------------------------

  get stream() {
    return this.made ??= this.taken ? disturbed() : this.makeStream();
  }
  set stream(stream) {
    this.made = stream;
  }

  makeStream() {
    const stream = new ReadableStream({
      type: 'bytes',
      start: (controller) => { this.controller = controller; },
      pull: () => this.pull(),
      cancel: () => {
        this.complete = true;
        this.pieces = [];
        this.wakeUp = null;
        this.exchange.cancel();
      },
    });
    if (this.error !== null && this.pieces.length === 0) this.controller.error(this.error);
    return stream;
  }

  pull() {
    const { controller } = this;
    if (this.pieces.length > 0) {
      const piece = this.pieces.shift();
      this.size -= piece.length;
      controller.enqueue(new Uint8Array(own(piece) ? piece.buffer : piece)); // it is transferred: not a pool's
      if (this.pieces.length > 0) return undefined;
      if (this.complete && this.error === null) {
        controller.close();
        return undefined;
      }
    }
    if (this.error !== null) {
      controller.error(this.error);
      return undefined;
    }
    if (this.complete) {
      controller.close();
      controller.byobRequest?.respond(0);
      return undefined;
    }
    this.exchange.resume();
    return new Promise((resolve) => {
      this.wakeUp = () => {
        this.pull();
        resolve();
      };
    });
  }
}

// What is seen of a body that text() has taken: locked, and read from.
function disturbed() {
  const stream = new ReadableStream({ start(controller) { controller.close(); } });
  stream.getReader().read();
  return stream;
}

// ---- Response.prototype --------------------------------------------------------------------------------------

const text = (bytes) => {
  const start = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.utf8Slice(start, bytes.length);
};
const conversions = {
  __proto__: null,
  text,
  json: (bytes) => JSON.parse(text(bytes)),
  bytes: (bytes) => new Uint8Array(own(bytes) ? bytes.buffer : bytes),
  arrayBuffer: (bytes) => (own(bytes) ? bytes.buffer : new Uint8Array(bytes).buffer),
};

/** Lets the methods of undici's Response take the short way where the body is ours and untouched. */
function install(Response, stateOf) {
  const { prototype } = Response;
  for (const name in conversions) {
    const slow = prototype[name], convert = conversions[name];
    const { [name]: method } = {
      [name]() {
        const body = this instanceof Response ? stateOf(this).body : undefined;
        if (body instanceof FetchBody && body.made === null && !body.taken) return body.all(convert);
        return slow.call(this);
      },
    };
    Object.defineProperty(prototype, name, { __proto__: null, configurable: true, enumerable: true, writable: true, value: method });
  }
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'bodyUsed');
  Object.defineProperty(prototype, 'bodyUsed', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: Object.getOwnPropertyDescriptor({
      get bodyUsed() {
        const body = this instanceof Response ? stateOf(this).body : undefined;
        if (body instanceof FetchBody && body.made === null) return body.taken;
        return get.call(this);
      },
    }, 'bodyUsed').get,
  });
}

module.exports = { FetchBody, install };

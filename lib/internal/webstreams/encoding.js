// SPDX-License-Identifier: MIT
// TextEncoderStream and TextDecoderStream (WHATWG Encoding §7.4, §7.5). Their private members are the
// check of `this`.
'use strict';

const { TransformStream } = require('internal/webstreams/transformstream');
const { finishClass, inspectable } = require('internal/webstreams/util');

class TextEncoderStream {
  #encoder = new TextEncoder();
  #transform;
  #pendingHigh = '';

  constructor() {
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        // A pair of surrogates may be cut between chunks.
        let text = this.#pendingHigh + `${chunk}`;
        this.#pendingHigh = '';
        const last = text.charCodeAt(text.length - 1);
        if (last >= 0xd800 && last <= 0xdbff) {
          this.#pendingHigh = text.slice(-1);
          text = text.slice(0, -1);
        }
        if (text !== '') controller.enqueue(this.#encoder.encode(text));
      },
      flush: (controller) => {
        if (this.#pendingHigh !== '') controller.enqueue(new Uint8Array([0xef, 0xbf, 0xbd]));
      },
    });
  }

  get encoding() {
    return this.#encoder.encoding;
  }
  get readable() {
    return this.#transform.readable;
  }
  get writable() {
    return this.#transform.writable;
  }
}

class TextDecoderStream {
  #decoder;
  #transform;

  constructor(encoding = 'utf-8', options = {}) {
    this.#decoder = new TextDecoder(encoding, options);
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        if (chunk === undefined) throw new TypeError('The chunk is not a BufferSource');
        const text = this.#decoder.decode(chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush: (controller) => {
        const text = this.#decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
  }

  get encoding() {
    return this.#decoder.encoding;
  }
  get fatal() {
    return this.#decoder.fatal;
  }
  get ignoreBOM() {
    return this.#decoder.ignoreBOM;
  }
  get readable() {
    return this.#transform.readable;
  }
  get writable() {
    return this.#transform.writable;
  }
}
finishClass(TextEncoderStream, ['encoding', 'readable', 'writable']);
finishClass(TextDecoderStream, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable']);
inspectable(TextEncoderStream, (self) => ({ encoding: self.encoding, readable: self.readable, writable: self.writable }));
inspectable(TextDecoderStream, (self) => ({
  encoding: self.encoding, fatal: self.fatal, ignoreBOM: self.ignoreBOM, readable: self.readable, writable: self.writable,
}));

module.exports = { TextEncoderStream, TextDecoderStream };

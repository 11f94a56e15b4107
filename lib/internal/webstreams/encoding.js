// SPDX-License-Identifier: MIT
// TextEncoderStream and TextDecoderStream (WHATWG Encoding §7.4, §7.5).
'use strict';

const { TransformStream } = require('internal/webstreams/transformstream');
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { finishClass, inspectable } = require('internal/webstreams/util');

class TextEncoderStream {
  #transform;
  #pendingHigh = '';

  constructor() {
    const encoder = new TextEncoder();
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
        if (text !== '') controller.enqueue(encoder.encode(text));
      },
      flush: (controller) => {
        if (this.#pendingHigh !== '') controller.enqueue(new Uint8Array([0xef, 0xbf, 0xbd]));
      },
    });
  }

  get encoding() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextEncoderStream');
    return 'utf-8';
  }
  get readable() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextEncoderStream');
    return this.#transform.readable;
  }
  get writable() {
    if (!(#transform in this)) throw new ERR_INVALID_THIS('TextEncoderStream');
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
    if (!(#decoder in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return this.#decoder.encoding;
  }
  get fatal() {
    if (!(#decoder in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return this.#decoder.fatal;
  }
  get ignoreBOM() {
    if (!(#decoder in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return this.#decoder.ignoreBOM;
  }
  get readable() {
    if (!(#decoder in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return this.#transform.readable;
  }
  get writable() {
    if (!(#decoder in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
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

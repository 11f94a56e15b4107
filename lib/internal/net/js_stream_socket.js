// SPDX-License-Identifier: MIT
// A net.Socket over any Duplex: what require('_stream_wrap') gives, and what packages take from a TLSSocket's handle
// (`_parentWrap.constructor`) to speak HTTP over a stream of HTTP/2.
'use strict';

const { Socket } = require('net');
const { DuplexHandle } = require('internal/tls/handle');
const { codes: { ERR_STREAM_WRAP } } = require('internal/errors');

class JSStreamSocket extends Socket {
  constructor(stream) {
    super({ handle: new DuplexHandle(stream), manualStart: true });
    this.stream = stream;
    this.attached = false;
    stream.on('error', (error) => this.emit('error', error));
  }

  // Not before somebody reads: TLS that looks at its socket through this class leaves the bytes where they are.
  attach() {
    this.attached = true;
    const { stream } = this;
    stream.on('data', (chunk) => {
      if (typeof chunk === 'string' || stream.readableObjectMode) {
        stream.pause();
        this.emit('error', new ERR_STREAM_WRAP());
      } else if (!this.push(chunk)) {
        stream.pause();
      }
    });
    const ended = () => { if (!this.readableEnded) this.push(null); };
    stream.once('end', ended);
    stream.once('close', () => {
      ended();
      if (this.writable) this.destroy();
    });
  }

  _read() {
    if (!this.attached) this.attach();
    this.stream.resume();
  }

  _write(chunk, encoding, callback) {
    this.stream.write(chunk, encoding, callback);
  }

  _writev(chunks, callback) {
    this.stream.cork();
    for (let i = 0; i < chunks.length - 1; i++) this.stream.write(chunks[i].chunk, chunks[i].encoding);
    const { chunk, encoding } = chunks.at(-1);
    this.stream.write(chunk, encoding, callback);
    this.stream.uncork();
  }

  _final(callback) {
    if (this.stream.writable) this.stream.end(() => callback());
    else callback();
  }
}
Object.defineProperty(JSStreamSocket, 'StreamWrap', { __proto__: null, configurable: true, get() { return JSStreamSocket; } });

module.exports = { JSStreamSocket };

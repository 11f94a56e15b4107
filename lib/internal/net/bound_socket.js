// SPDX-License-Identifier: MIT
// net.BoundSocket: an address taken before anybody listens or connects on it. server.listen(boundSocket) adopts it.
'use strict';

const { TCP, constants: TCPConstants } = internalBinding('tcp_wrap');
const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
const {
  ExceptionWithHostPort, codes: { ERR_INVALID_ARG_VALUE, ERR_SOCKET_HANDLE_ADOPTED },
} = require('internal/errors');
const { isIP } = require('internal/net');
const { validateObject, validatePort, validateString } = require('internal/validators');

class BoundSocket {
  #handle;
  #isPipe;
  #path;

  /**
   * @param {{ port?: number, host?: string, path?: string }} [options] host: an address, not a name; default 0.0.0.0
   * @throws the error of bind
   */
  constructor(options = {}) {
    validateObject(options, 'options');
    const { port = 0, host = '0.0.0.0', path } = options;
    this.#isPipe = path !== undefined;
    let err;
    if (this.#isPipe) {
      validateString(path, 'options.path');
      this.#path = path;
      this.#handle = new Pipe(PipeConstants.SERVER);
      err = this.#handle.bind(path);
    } else {
      validatePort(port, 'options.port');
      const family = isIP(host);
      if (family === 0) {
        throw new ERR_INVALID_ARG_VALUE('options.host', host,
                                        'must be a numeric IP address; net.BoundSocket does not perform DNS resolution');
      }
      this.#handle = new TCP(TCPConstants.SERVER);
      err = family === 6 ? this.#handle.bind6(host, +port, 0) : this.#handle.bind(host, +port);
    }
    if (err) {
      this.#handle.close();
      this.#handle = null;
      throw new ExceptionWithHostPort(err, 'bind', this.#isPipe ? path : host, this.#isPipe ? undefined : +port);
    }
  }

  #open() {
    if (this.#handle === null) throw new ERR_SOCKET_HANDLE_ADOPTED();
    return this.#handle;
  }

  /** @returns {{ address: string, family: string, port: number } | string} */
  address() {
    const handle = this.#open();
    if (this.#isPipe) return this.#path;
    const out = {};
    handle.getsockname(out);
    return { address: out.address, family: out.family, port: out.port };
  }

  /** @returns {number} the descriptor */
  fd() {
    return this.#open().fd;
  }

  get isPipe() {
    return this.#isPipe;
  }

  /** Gives the address up. */
  close() {
    this.#handle?.close();
    this.#handle = null;
  }

  [Symbol.dispose]() {
    this.close();
  }

  /** The handle of `value` if it is a BoundSocket, for the one who adopts it. */
  static adopt(value) {
    if (value === null || typeof value !== 'object' || !(#handle in value)) return undefined;
    const handle = value.#open();
    value.#handle = null;
    return handle;
  }
}

const { adopt } = BoundSocket;
delete BoundSocket.adopt;

module.exports = { BoundSocket, adopt };

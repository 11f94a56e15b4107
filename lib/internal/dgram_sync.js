// SPDX-License-Identifier: MIT
// bindSync and connectSync of dgram.Socket: at once, and so for numeric addresses only.
'use strict';

const { kStateSymbol: kState } = require('internal/dgram');
const { isIP } = require('internal/net');
const {
  ExceptionWithHostPort,
  codes: { ERR_INVALID_ARG_VALUE, ERR_IP_BLOCKED, ERR_SOCKET_ALREADY_BOUND, ERR_SOCKET_DGRAM_IS_CONNECTED },
} = require('internal/errors');
const { validateObject, validatePort, validateString } = require('internal/validators');

/** @param {object} tools of lib/dgram.js */
module.exports = function addSyncMethods(Socket, { UNBOUND, BOUND, DISCONNECTED, CONNECTED, bindFlags, healthCheck, startListening }) {
  function numeric(socket, address, name, method) {
    validateString(address, name);
    if (isIP(address) === 0) {
      throw new ERR_INVALID_ARG_VALUE(name, address, `must be a numeric IP address; ${method} does not perform DNS resolution`);
    }
    return address;
  }

  /**
   * Binds now. 'listening' is emitted in the next tick.
   * @param {{ port?: number, address?: string }} [options] any free port, all addresses
   * @returns {{ address: string, family: string, port: number }}
   * @throws what keeps the address from being bound, e.g. EADDRINUSE
   */
  Socket.prototype.bindSync = function bindSync(options = {}) {
    validateObject(options, 'options');
    healthCheck(this);
    const state = this[kState];
    if (state.bindState !== UNBOUND) throw new ERR_SOCKET_ALREADY_BOUND();
    const port = options.port === undefined || options.port === null ? 0 : validatePort(options.port, 'options.port', true);
    const address = options.address ? numeric(this, options.address, 'options.address', 'bindSync') :
      this.type === 'udp4' ? '0.0.0.0' : '::';
    const err = state.handle.bind(address, port, bindFlags(state));
    if (err) throw new ExceptionWithHostPort(err, 'bind', address, port);
    state.bindState = BOUND;
    startListening(this, true);
    process.nextTick(() => this.emit('listening'));
    return this.address();
  };

  /**
   * Connects now, bound to a free port if it was not bound. 'connect' is emitted in the next tick.
   * @param {number} port
   * @param {string} [address] the loopback
   */
  Socket.prototype.connectSync = function connectSync(port, address) {
    port = validatePort(port, 'Port', false);
    address = address === undefined || address === '' ? (this.type === 'udp4' ? '127.0.0.1' : '::1') :
      numeric(this, address, 'address', 'connectSync');
    healthCheck(this);
    const state = this[kState];
    if (state.connectState !== DISCONNECTED) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
    if (state.sendBlockList?.check(address, `ipv${state.handle.family}`)) throw new ERR_IP_BLOCKED(address);
    if (state.bindState === UNBOUND) this.bindSync();
    const err = state.handle.connect(address, port);
    if (err) throw new ExceptionWithHostPort(err, 'connect', address, port);
    state.connectState = CONNECTED;
    process.nextTick(() => this.emit('connect'));
  };
};

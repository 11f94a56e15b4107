// SPDX-License-Identifier: MIT
// A Redis client over one socket, as much of it as this example needs: commands are pipelined, replies come in order.
'use strict';

const net = require('node:net');

/** Cuts RESP2 replies out of bytes. */
class Replies {
  constructor() {
    this.text = Buffer.alloc(0);
    this.at = 0;
  }

  push(chunk) {
    this.text = this.at < this.text.length ? Buffer.concat([this.text.subarray(this.at), chunk]) : chunk;
    this.at = 0;
  }

  /** The next whole reply, undefined if it is not all there. */
  next() {
    const start = this.at, reply = this.read();
    if (reply === undefined) this.at = start;
    return reply;
  }

  read() {
    const end = this.text.indexOf('\r\n', this.at);
    if (end < 0) return undefined;
    const type = this.text[this.at], line = this.text.toString('utf8', this.at + 1, end);
    this.at = end + 2;
    switch (type) {
      case 0x2b: return line;                   // +
      case 0x2d: return new Error(line);        // -
      case 0x3a: return +line;                  // :
      case 0x24: {                              // $
        const length = +line;
        if (length < 0) return null;
        if (this.text.length < this.at + length + 2) return undefined;
        const value = this.text.toString('utf8', this.at, this.at + length);
        this.at += length + 2;
        return value;
      }
      case 0x2a: {                              // *
        if (+line < 0) return null;
        const list = [];
        for (let i = 0; i < +line; i++) {
          const item = this.read();
          if (item === undefined) return undefined;
          list.push(item);
        }
        return list;
      }
      default: throw new Error('not a Redis server');
    }
  }
}

class Redis {
  /** @param {{ port?: number, host?: string, path?: string }} where */
  constructor(where) {
    this.waiting = [];
    this.closed = null; // why no more commands are taken
    const replies = new Replies();
    this.socket = net.connect(where);
    this.socket.on('data', (chunk) => {
      replies.push(chunk);
      for (let reply; (reply = replies.next()) !== undefined;) {
        const { resolve, reject } = this.waiting.shift();
        if (reply instanceof Error) reject(reply);
        else resolve(reply);
      }
    });
    this.socket.on('error', (err) => this.fail(err));
    this.socket.on('close', () => this.fail(new Error('the connection to Redis is closed')));
  }

  fail(err) {
    this.closed ??= err;
    for (const { reject } of this.waiting.splice(0)) reject(err);
  }

  /** @param {...(string | number)} args a command @returns {Promise<any>} */
  send(...args) {
    let text = `*${args.length}\r\n`;
    for (const arg of args) text += `$${Buffer.byteLength(`${arg}`)}\r\n${arg}\r\n`;
    if (this.closed) return Promise.reject(this.closed);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.socket.write(text);
    });
  }

  close() {
    this.socket.end();
  }
}

module.exports = { Redis, Replies };

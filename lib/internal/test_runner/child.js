// SPDX-License-Identifier: MIT
// A test file that the runner started as a process: its events go to stdout, framed so that the runner
// can tell them from what the tests print. The other end: FrameParser.
'use strict';

// Two bytes that no UTF-8 text holds, then the length of the JSON that follows.
const kMagic0 = 0xff;
const kMagic1 = 0x0f;

function packError(error, depth = 0) {
  if (error === null || typeof error !== 'object' || depth > 8) {
    if (typeof error === 'bigint' || typeof error === 'symbol' || typeof error === 'function') return { $text: String(error) };
    return { $value: error };
  }
  const isError = error instanceof Error;
  if (!isError) {
    return { $text: require('internal/util/inspect').inspect(error) };
  }
  const packed = { $error: true, name: error.name, message: error.message, stack: error.stack, own: {} };
  for (const key of Object.keys(error)) {
    if (key === 'cause' || key === 'stack' || key === 'message') continue;
    const value = error[key];
    packed.own[key] = value === null || typeof value !== 'object' ?
      packError(value, depth + 1) : { $text: require('internal/util/inspect').inspect(value) };
  }
  if ('cause' in error) packed.cause = packError(error.cause, depth + 1);
  return packed;
}

function unpackError(packed) {
  if (packed === null || typeof packed !== 'object') return packed;
  if (packed.$error) {
    const error = new Error(packed.message);
    error.stack = packed.stack;
    if (packed.name !== 'Error') {
      Object.defineProperty(error, 'name', { __proto__: null, value: packed.name, writable: true, configurable: true });
    }
    for (const key of Object.keys(packed.own)) {
      if (key === 'name') continue;
      error[key] = unpackError(packed.own[key]);
    }
    if (packed.cause !== undefined) {
      Object.defineProperty(error, 'cause', {
        __proto__: null, value: unpackError(packed.cause), writable: true, configurable: true, enumerable: false,
      });
    }
    return error;
  }
  return packed.$text !== undefined ? packed.$text : packed.$value;
}

function frame(event) {
  const { Buffer } = require('buffer');
  const data = { ...event.data };
  if (data.details?.error) data.details = { ...data.details, error: packError(data.details.error) };
  const body = Buffer.from(JSON.stringify({ type: event.type, data }));
  const head = Buffer.alloc(6);
  head[0] = kMagic0;
  head[1] = kMagic1;
  head.writeUInt32BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** Sends the events of this process to the runner. */
function connect(harness) {
  harness.summaryFile = process.argv[1];
  harness.reports.subscribe((event) => process.stdout.write(frame(event)));
}

/** Splits the output of a child into events and text. */
class FrameParser {
  #pending;

  constructor(onEvent, onText) {
    this.onEvent = onEvent;
    this.onText = onText;
  }

  /** @param {Buffer} chunk */
  push(chunk) {
    const { Buffer } = require('buffer');
    let rest = this.#pending === undefined ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#pending = undefined;
    while (rest.length > 0) {
      const at = rest.indexOf(kMagic0);
      if (at !== 0) {
        const text = at === -1 ? rest : rest.subarray(0, at);
        this.onText(text);
        rest = at === -1 ? rest.subarray(rest.length) : rest.subarray(at);
        continue;
      }
      if (rest.length < 6) break;
      const length = rest.readUInt32BE(2);
      if (rest[1] !== kMagic1) {
        this.onText(rest.subarray(0, 1));
        rest = rest.subarray(1);
        continue;
      }
      if (rest.length < 6 + length) break;
      const event = JSON.parse(rest.toString('utf8', 6, 6 + length));
      if (event.data.details?.error) event.data.details.error = unpackError(event.data.details.error);
      this.onEvent(event);
      rest = rest.subarray(6 + length);
    }
    if (rest.length > 0) this.#pending = rest;
  }

  end() {
    if (this.#pending !== undefined) this.onText(this.#pending);
  }
}

module.exports = { connect, FrameParser };

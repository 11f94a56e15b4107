// SPDX-License-Identifier: MIT
// A test file that the runner started as a process: its events go to stdout, framed so that the runner
// can tell them from what the tests print. The other end: FrameParser.
'use strict';

// Two bytes that no UTF-8 text holds, then the length of the JSON that follows.
const kMagic0 = 0xff;
const kMagic1 = 0x0f;
const kMaxDepth = 8; // of causes

function packValue(value, depth) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'bigint' && typeof value !== 'symbol' && typeof value !== 'function')) {
    return { $value: value };
  }
  if (value instanceof Error && depth <= kMaxDepth) return packError(value, depth);
  try {
    return { $v8: require('v8').serialize(value).toString('base64') };
  } catch {
    return { $text: require('internal/util/inspect').inspect(value) };
  }
}

function packError(error, depth) {
  const dom = error instanceof DOMException || undefined;
  const packed = { $error: true, dom, name: error.name, message: error.message, stack: error.stack, own: {} };
  for (const key of Object.keys(error)) {
    if (key === 'stack' || key === 'message') continue;
    packed.own[key] = packValue(error[key], depth + 1);
  }
  if (error instanceof AggregateError && Array.isArray(error.errors)) {
    packed.errors = error.errors.map((each) => packValue(each, depth + 1));
  }
  if (packed.own.cause === undefined && 'cause' in error) packed.cause = packValue(error.cause, depth + 1);
  return packed;
}

const natives = { __proto__: null, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function unpackValue(packed) {
  if (packed.$error) return unpackError(packed);
  if (packed.$v8 !== undefined) return require('v8').deserialize(require('buffer').Buffer.from(packed.$v8, 'base64'));
  return packed.$text ?? packed.$value;
}

function emptyError({ dom, errors, name, message }) {
  if (dom) return new DOMException(message, name);
  if (errors !== undefined) return new AggregateError(errors.map(unpackValue), message);
  const Native = natives[name] ?? Error;
  return new Native(message);
}

function unpackError(packed) {
  const error = emptyError(packed);
  Object.defineProperty(error, 'stack', {
    __proto__: null, value: packed.stack, writable: true, configurable: true, enumerable: false,
  });
  if (packed.name !== error.name) {
    Object.defineProperty(error, 'name', { __proto__: null, value: packed.name, writable: true, configurable: true });
  }
  for (const key of Object.keys(packed.own)) {
    if (key !== 'name') error[key] = unpackValue(packed.own[key]);
  }
  if (packed.cause !== undefined) {
    Object.defineProperty(error, 'cause', {
      __proto__: null, value: unpackValue(packed.cause), writable: true, configurable: true, enumerable: false,
    });
  }
  return error;
}

function frame(event) {
  const { Buffer } = require('buffer');
  const data = { ...event.data };
  if (data.details?.error) data.details = { ...data.details, error: packValue(data.details.error, 0) };
  const body = Buffer.from(JSON.stringify({ type: event.type, data }));
  const head = Buffer.alloc(6);
  head[0] = kMagic0;
  head[1] = kMagic1;
  head.writeUInt32BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** Sends the events of this process to the runner. */
function connect(harness) {
  harness.reports.subscribeLater((event) => process.stdout.write(frame(event)));
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
      if (event.data.details?.error) event.data.details.error = unpackValue(event.data.details.error);
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

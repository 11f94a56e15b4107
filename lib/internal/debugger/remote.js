// SPDX-License-Identifier: MIT
// How a value of the program is shown: from the preview that the inspector sends with it.
'use strict';

const { inspect } = require('internal/util/inspect');

const kMaxLine = 60;

function shorten(type, subtype, value, description) {
  switch (subtype) {
    case 'null': return 'null';
    case 'date': return inspect(new Date(value ?? description));
    case 'regexp': return value ?? description;
  }
  if (type === 'string') return inspect(value ?? description);
  if (type === 'function') return '[Function]';
  return value ?? description ?? 'undefined';
}

/** A property of a preview. */
const property = ({ type, subtype, value }) => shorten(type, subtype, value);

function entry({ key, value }, depth) {
  const text = nested(value, depth);
  return key === undefined ? text : `${nested(key, depth)} => ${text}`;
}

// A key or value of a Map or Set.
function nested(preview, depth) {
  if (preview.type === 'string') return preview.description;
  if (preview.type !== 'object' || preview.subtype === 'null') return shorten(preview.type, preview.subtype, undefined, preview.description);
  return body(preview, depth + 1);
}

function body(preview, depth) {
  const { subtype, description, properties = [], entries, overflow } = preview;
  const isArray = subtype === 'array';
  let parts;
  if (entries !== undefined) parts = entries.map((item) => entry(item, depth));
  else if (isArray) parts = properties.filter(({ name }) => /^\d+$/.test(name)).map(property);
  else if (subtype === 'map' || subtype === 'set') parts = [];
  else parts = properties.map((item) => `${/^[\w$]+$/.test(item.name) ? item.name : inspect(item.name)}: ${property(item)}`);
  if (overflow) parts.push('...');
  const { 0: open, 1: close } = isArray ? '[]' : '{}';
  const prefix = subtype === 'map' || subtype === 'set' ? `${description} ` : '';
  if (parts.length === 0) return `${prefix}${open}${close}`;
  const length = parts.reduce((sum, part) => sum + part.length + 1, 0);
  return `${prefix}${open} ${parts.join(length > kMaxLine ? ',\n  ' : ', ')} ${close}`;
}

/** A RemoteObject of the protocol, to be shown. */
class RemoteValue {
  constructor(object) {
    Object.assign(this, object);
  }

  get isError() {
    return this.subtype === 'error';
  }

  [inspect.custom]() {
    const { type, subtype, value, unserializableValue, description, preview } = this;
    if (this.isError) return description;
    if (unserializableValue !== undefined) return unserializableValue;
    if (type !== 'object' || subtype === 'null' || subtype === 'date' || subtype === 'regexp') {
      return shorten(type, subtype, value, description);
    }
    const plain = subtype === undefined || subtype === 'array' || subtype === 'map' || subtype === 'set' || subtype === 'proxy';
    return plain && preview !== undefined ? body(preview, 0) : description;
  }
}

/** @returns {RemoteValue} what an evaluation has given, or thrown */
function fromAnswer({ result, exceptionDetails }) {
  return new RemoteValue(exceptionDetails?.exception ?? result);
}

module.exports = { RemoteValue, fromAnswer };

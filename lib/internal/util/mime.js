// SPDX-License-Identifier: MIT
'use strict';

// util.MIMEType and MIMEParams, as the MIME Sniffing standard parses and serialises them.

const { codes: { ERR_INVALID_MIME_SYNTAX } } = require('internal/errors');

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notQuotable = /[^\t\u0020-\u007e\u0080-\u00ff]/;
const endingSpace = /[\r\n\t ]*$/;
const needsQuotes = /["\\]/g;

const lower = (text) => `${text}`.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

// Errors show all of what was given, at places of the text without the spaces around it.
function parseType(input) {
  const text = input.replace(/^[\t\n\r ]+/, ''); // HTTP's white space
  const slash = text.indexOf('/');
  const type = slash === -1 ? text : text.slice(0, slash);
  const badType = type.search(notToken);
  if (type === '' || badType !== -1 || slash === -1) throw new ERR_INVALID_MIME_SYNTAX('type', input, badType);
  const rest = text.slice(slash + 1);
  const semicolon = rest.indexOf(';');
  const subtype = (semicolon === -1 ? rest : rest.slice(0, semicolon)).replace(endingSpace, '');
  const badSubtype = subtype.search(notToken);
  if (subtype === '' || badSubtype !== -1) throw new ERR_INVALID_MIME_SYNTAX('subtype', input, badSubtype);
  return { type: lower(type), subtype: lower(subtype), params: semicolon === -1 ? '' : rest.slice(semicolon + 1).replace(endingSpace, '') };
}

/** A quoted string from its opening quote: [value, position after it]. */
function parseQuoted(text, at) {
  let value = '';
  for (at++; at < text.length; at++) {
    const character = text[at];
    if (character === '"') return [value, at + 1];
    if (character === '\\' && at + 1 < text.length) value += text[++at];
    else value += character;
  }
  return [value, at];
}

function parseParams(text) {
  const params = new Map();
  let at = 0;
  while (at < text.length) {
    while (at < text.length && /[\r\n\t ]/.test(text[at])) at++;
    const start = at;
    while (at < text.length && text[at] !== ';' && text[at] !== '=') at++;
    const name = lower(text.slice(start, at));
    if (text[at] !== '=') {
      at++;
      continue;
    }
    at++;
    let value;
    if (text[at] === '"') {
      [value, at] = parseQuoted(text, at);
      while (at < text.length && text[at] !== ';') at++;
    } else {
      const end = text.indexOf(';', at);
      value = text.slice(at, end === -1 ? text.length : end).replace(endingSpace, '');
      at = end === -1 ? text.length : end;
      if (value === '') {
        at++;
        continue;
      }
    }
    if (name !== '' && !notToken.test(name) && !notQuotable.test(value) && !params.has(name)) params.set(name, value);
    at++;
  }
  return params;
}

function serializeValue(value) {
  if (value !== '' && !notToken.test(value)) return value;
  return `"${value.replace(needsQuotes, '\\$&')}"`;
}

class MIMEParams {
  #data = new Map();
  #source = null;

  /** Parameters are parsed when first looked at. */
  static from(source) {
    const params = new MIMEParams();
    params.#source = source;
    return params;
  }

  #map() {
    if (this.#source !== null) {
      this.#data = parseParams(this.#source);
      this.#source = null;
    }
    return this.#data;
  }

  delete(name) { this.#map().delete(lower(name)); }
  get(name) { return this.#map().get(lower(name)) ?? null; }
  has(name) { return this.#map().has(lower(name)); }

  set(name, value) {
    const map = this.#map();
    name = lower(name);
    value = `${value}`;
    const badName = name.search(notToken);
    if (name === '' || badName !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter name', name, badName);
    const badValue = value.search(notQuotable);
    if (badValue !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', value, badValue);
    map.set(name, value);
  }

  * entries() { yield* this.#map().entries(); }
  * keys() { yield* this.#map().keys(); }
  * values() { yield* this.#map().values(); }

  toString() {
    let text = '';
    for (const [name, value] of this.#map()) text += `${text && ';'}${name}=${serializeValue(value)}`;
    return text;
  }
}
const fromSource = MIMEParams.from;
delete MIMEParams.from;
Object.defineProperties(MIMEParams.prototype, {
  [Symbol.iterator]: { configurable: true, writable: true, value: MIMEParams.prototype.entries },
  toJSON: { configurable: true, writable: true, value: MIMEParams.prototype.toString },
});

class MIMEType {
  #type;
  #subtype;
  #params;

  /** @param {string} input */
  constructor(input) {
    const data = parseType(`${input}`);
    this.#type = data.type;
    this.#subtype = data.subtype;
    this.#params = fromSource(data.params);
  }

  /** @returns {MIMEType|null} null instead of an error */
  static parse(input) {
    try {
      return new MIMEType(input);
    } catch (error) {
      if (error.code === 'ERR_INVALID_MIME_SYNTAX') return null;
      throw error;
    }
  }

  get type() { return this.#type; }
  set type(value) {
    value = `${value}`;
    const bad = value.search(notToken);
    if (value === '' || bad !== -1) throw new ERR_INVALID_MIME_SYNTAX('type', value, bad);
    this.#type = lower(value);
  }

  get subtype() { return this.#subtype; }
  set subtype(value) {
    value = `${value}`;
    const bad = value.search(notToken);
    if (value === '' || bad !== -1) throw new ERR_INVALID_MIME_SYNTAX('subtype', value, bad);
    this.#subtype = lower(value);
  }

  get essence() { return `${this.#type}/${this.#subtype}`; }
  get params() { return this.#params; }

  toString() {
    const params = this.#params.toString();
    return params === '' ? this.essence : `${this.essence};${params}`;
  }
}
Object.defineProperty(MIMEType.prototype, 'toJSON',
  { configurable: true, writable: true, value: MIMEType.prototype.toString });

module.exports = { MIMEParams, MIMEType };

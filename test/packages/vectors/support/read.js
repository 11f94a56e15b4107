// Reads the files of vectors: NIST's "name = value" records, and the blobs that Rust crates keep Wycheproof's in.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const NIST = '/usr/lib/python3/dist-packages/cryptography_vectors';

/**
 * The records of a file: objects of lower-case names, each with what stood in brackets before it, and `section`, the last
 * bracket. A record ends where its first name comes again.
 */
function* records(file) {
  let head = {}, record = {}, section = '', first = '';
  let afterHead = true;
  for (const line of fs.readFileSync(path.join(NIST, file), 'latin1').split(/\r?\n/)) {
    const bracket = /^\[(.*)\]$/.exec(line.trim());
    const pair = /^([\w ]+?)\s*=\s*(.*?)\s*$/.exec(line);
    if (bracket) {
      if (Object.keys(record).length) yield { ...head, ...record, section };
      record = {};
      if (!afterHead) head = {};
      afterHead = true;
      section = bracket[1];
      for (const [, name, value] of bracket[1].matchAll(/(\w+)\s*=\s*(\w+)/g)) head[name.toLowerCase()] = value;
    } else if (pair) {
      afterHead = false;
      const name = pair[1].toLowerCase();
      if (first === '' || name in record) {
        if (Object.keys(record).length) yield { ...head, ...record, section };
        record = {};
        first = name;
      }
      record[name] = pair[2];
    } else if (line.trim() === 'FAIL') {
      record.result = 'FAIL';
    }
  }
  if (Object.keys(record).length) yield { ...head, ...record, section };
}

/** The fields of a file in the format of Rust's blobby: numbers are 7 bits a byte, most significant first. */
function blobs(file) {
  const data = fs.readFileSync(file);
  let at = 0;
  const number = () => {
    let value = 0;
    for (let more = true; more;) {
      const byte = data[at++];
      value = value * 128 + (byte & 127) + (byte & 128 ? 1 : 0);
      more = (byte & 128) !== 0;
    }
    return value;
  };
  const take = (length) => data.subarray(at, at += length);
  const common = Array.from({ length: number() }, () => take(number()));
  const fields = [];
  while (at < data.length) {
    const n = number();
    fields.push(n & 1 ? common[n >>> 1] : take(n >>> 1));
  }
  return fields;
}

/** What a file of RSA Laboratories says: [label, bytes], where a label is a line like "# Modulus:" and bytes follow in hex. */
function* labelled(file) {
  let label, text = '';
  for (const line of [...fs.readFileSync(path.join(NIST, file), 'latin1').split(/\r?\n/), '#']) {
    if (/^[0-9a-f]{2}( [0-9a-f]{2})*\s*$/i.test(line)) {
      text += line.replace(/\s/g, '');
    } else if (line.startsWith('#')) {
      if (label !== undefined && text !== '') yield [label, Buffer.from(text, 'hex')];
      label = /^# (.*?):\s*$/.exec(line)?.[1];
      text = '';
    }
  }
}

const hex = (text) => Buffer.from(text ?? '', 'hex');
const list = (folder, pattern) => fs.readdirSync(path.join(NIST, folder)).filter((file) => pattern.test(file)).map((file) => path.join(folder, file));

module.exports = { records, blobs, hex, labelled, list };

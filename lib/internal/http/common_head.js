// SPDX-License-Identifier: MIT
// The head of most answers: headers of which none is about framing or the connection, a known length, and a connection that goes
// on. It is put together of few strings, and of none when it was the same the last time.
'use strict';

const { MathFloor } = primordials;

const { utcDate } = require('internal/http/date');
const { isShared, isSpecial, propertyKey } = require('internal/http/validate');

const kMost = 16; // headers of a head that is remembered
const kSlots = 16;

class Memo {
  constructor() {
    this.firstLine = '';
    this.entries = new Array(kMost).fill(null);
    this.count = 0;
    this.tail = '';
    this.length = -1;
    this.head = '';
    this.flat = false; // head is one piece
  }
}
let memos = null;

// What follows the program's headers, up to the length.
let kept = '', tail = '', keptDate = '', keptTimeout = -1, keptMax;

/** How long a connection goes on that nobody uses. */
function keepAliveLine(timeout, max) {
  return `Keep-Alive: timeout=${MathFloor(timeout / 1000)}${~~max > 0 ? `, max=${max}` : ''}\r\n`;
}

/** The date, and that the connection goes on. */
function keptLines(timeout, max) {
  const date = utcDate();
  if (date !== keptDate || timeout !== keptTimeout || max !== keptMax) {
    keptDate = date;
    keptTimeout = timeout;
    keptMax = max;
    kept = propertyKey(`Date: ${date}\r\nConnection: keep-alive\r\n${keepAliveLine(timeout, max)}`);
    tail = propertyKey(`${kept}Content-Length: `);
  }
  return kept;
}

/**
 * @param {string} firstLine with CRLF
 * @param {object|null} table of the headers that were set
 * @param {number} length of the body
 * @param {number} timeout of a connection that nobody uses, in milliseconds
 * @param {number} max requests on a connection, if that is said
 * @returns {string} '' if there is a header that has to be looked at
 */
function commonHead(firstLine, table, length, timeout, max) {
  keptLines(timeout, max);
  if (memos === null) {
    memos = [];
    for (let i = 0; i < kSlots; i++) memos.push(new Memo());
  }
  const memo = memos[length & (kSlots - 1)];
  const { entries } = memo;
  let n = 0;
  if (memo.tail === tail && memo.length === length && memo.firstLine === firstLine) {
    if (table !== null) {
      for (const key in table) {
        if (n === kMost || entries[n] !== table[key]) {
          n = -1;
          break;
        }
        n++;
      }
    }
    if (n === memo.count) {
      if (!memo.flat) {
        memo.flat = true;
        memo.head = propertyKey(memo.head);
      }
      return memo.head;
    }
  }
  let head = firstLine, shared = true;
  n = 0;
  memo.tail = ''; // not to be found while its entries change
  if (table !== null) {
    for (const key in table) {
      const entry = table[key];
      const value = entry[1];
      if (typeof value !== 'string' || isSpecial(key)) return '';
      head += `${entry[0]}: ${value}\r\n`;
      shared &&= n < kMost && isShared(entry, key);
      if (shared) entries[n++] = entry;
    }
  }
  head += `${tail}${length}\r\n\r\n`;
  if (shared) {
    memo.firstLine = firstLine;
    memo.tail = tail;
    memo.count = n;
    memo.flat = false;
    memo.length = length;
    memo.head = head;
  }
  return head;
}

module.exports = { commonHead, keepAliveLine, keptLines };

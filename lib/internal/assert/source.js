// SPDX-License-Identifier: MIT
'use strict';

// The source of a failed `assert(…)`, for its message. Loaded by the first failure without message.

const { Error, ErrorCaptureStackTrace } = primordials;
const { isErrorStackTraceLimitWritable, overrideStackTrace } = require('internal/errors');

/** Where `fn` was called from. */
function callerOf(fn) {
  const limit = Error.stackTraceLimit;
  const canLimit = isErrorStackTraceLimitWritable();
  if (canLimit) Error.stackTraceLimit = 1;
  const holder = new Error();
  let site;
  overrideStackTrace.set(holder, (_, sites) => {
    site = sites[0];
    return '';
  });
  ErrorCaptureStackTrace(holder, fn);
  if (canLimit) Error.stackTraceLimit = limit;
  holder.stack; // eslint-disable-line no-unused-expressions
  return site;
}

function lineOf(filename, number) {
  const { readFileSync } = require('fs');
  if (filename.startsWith('file:')) filename = require('internal/url').fileURLToPath(filename);
  return readFileSync(filename, 'utf8').split('\n')[number - 1];
}

/** Position after the parenthesis that closes the first one after `start`; the end, if it is further down. */
function endOfCall(line, start) {
  let depth = 0;
  let quote = '';
  for (let i = start; i < line.length; i++) {
    const character = line[i];
    if (quote !== '') {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'" || character === '`') {
      quote = character;
    } else if (character === '(') {
      depth++;
    } else if (character === ')' && --depth === 0) {
      return i + 1;
    }
  }
  return line.length;
}

/**
 * @param {Function} fn the function whose caller is meant
 * @returns {string|undefined} the first line of the call; undefined if there is no source
 */
function sourceOfCall(fn) {
  try {
    const site = callerOf(fn);
    const filename = site?.getFileName();
    if (!filename || filename.startsWith('node:') || site.isEval()) return undefined;
    const line = lineOf(filename, site.getLineNumber());
    if (line === undefined) return undefined;
    const column = site.getColumnNumber() - 1;
    // The position is that of the method's name.
    const start = column - /[\w$.?]*$/.exec(line.slice(0, column))[0].length;
    return line.slice(start, endOfCall(line, column)).trimEnd();
  } catch {
    return undefined;
  }
}

module.exports = { sourceOfCall };

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
    if (site === undefined || site.getFileName()?.startsWith('node:')) return undefined;
    const { getCallSource } = internalBinding('util');
    const line = getCallSource(site.getLineNumber(), site.getColumnNumber())?.split('\n')[site.getLineNumber() - 1];
    if (line === undefined) return undefined;
    const column = site.getColumnNumber() - 1;
    // The position is that of the method's name.
    const start = column - (/[\p{ID_Start}_$](?:[\p{ID_Continue}$.]|\[[^\]]*\])*$/u.exec(line.slice(0, column))?.[0].length ?? 0);
    return line.slice(start, endOfCall(line, column)).trimEnd()
      // eslint-disable-next-line no-control-regex
      .replace(/[\x00-\x08\x0b-\x1f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  } catch {
    return undefined;
  }
}

module.exports = { sourceOfCall };

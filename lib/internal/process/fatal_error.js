// SPDX-License-Identifier: MIT
// Prints the exception that ends the program, in Node's form: the source line with carets, the error, and
// the version.
'use strict';

const { rawDebug } = internalBinding('process');
const { errorArrow, isDecorated, lastArrow, lastFrames, locate } = internalBinding('contextify');
const { getOptionValue } = require('internal/options');

function inspectError(error) {
  const { inspect } = require('internal/util/inspect');
  let colors = false;
  try {
    colors = require('internal/util/colors').shouldColorize(process.stderr);
  } catch { /* no stderr */ }
  return inspect(error, { customInspect: false, colors, depth: 5 });
}

function inspectOther(value) {
  if (typeof value === 'symbol') return '';
  if (typeof value !== 'object' && typeof value !== 'function') return `${value}`;
  if (value === null) return 'null';
  try {
    return require('internal/util/inspect').inspect(value);
  } catch {
    return '[object that cannot be inspected]'; // its getters throw
  }
}

function isError(value) {
  try {
    return require('internal/util/types').isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

// Arrows end in a newline.
function arrowOf(error, fromPromise) {
  if (error !== null && typeof error === 'object') {
    if (isDecorated(error)) return undefined;
    const arrow = errorArrow(error);
    if (typeof arrow === 'string') return arrow;
  }
  return fromPromise ? locate(error) : lastArrow() ?? locate(error);
}

/** With --trace-uncaught: the frames of what was thrown last. */
function thrownAt() {
  const frames = lastFrames();
  return frames === '' ? '' : `Thrown at:\n${frames}`;
}

function hintOf(error) {
  try {
    return require('internal/process/module_hint').hintFor(error);
  } catch {
    return undefined;
  }
}

/** An 'error' event without listener: the stack tells where it was emitted, too. */
function enhance(error) {
  try {
    const { stack } = error, enhanced = require('internal/errors').fatalExceptionStackEnhancers.beforeInspector(error);
    if (enhanced !== stack) error.stack = enhanced;
  } catch {
    // Frozen, or its getters throw.
  }
}

/**
 * @param {any} error
 * @param {boolean} fromPromise it is the reason of an unhandled rejection
 */
function printFatalError(error, fromPromise) {
  if (require('internal/modules/hooks_state').sourceMaps.enabled && isError(error)) void error.stack; // makes its own arrow
  const arrow = arrowOf(error, fromPromise);
  let text;
  if (isError(error)) {
    enhance(error);
    const body = inspectError(error);
    text = arrow === undefined ? body : `${arrow}\n${body}`;
  } else {
    const primitive = error === null || typeof error !== 'object' && typeof error !== 'function';
    text = arrow === undefined ? `Uncaught:\n${inspectOther(error)}` : `\n${arrow}${inspectOther(error)}`;
    if (!primitive && typeof errorArrow(error) === 'string') text = `${arrow}\n${inspectOther(error)}`; // thrown in vm, or -e
    if (primitive) {
      if (!getOptionValue('--trace-uncaught')) {
        const { basename } = require('path');
        text += `\n(Use \`${basename(process.argv0 || 'node')} --trace-uncaught ...\` to show where the exception was thrown)`;
      }
    }
  }
  if (getOptionValue('--trace-uncaught')) {
    const at = thrownAt();
    if (at !== '') text += `\n${at}`;
  }
  const hint = hintOf(error);
  if (hint !== undefined) text += `\n\nHint: ${hint}`;
  const { atExit: { report } } = require('internal/process/execution');
  if (report !== null) {
    rawDebug(text);
    report(error);
    text = '';
  }
  if (getOptionValue('--extra-info-on-fatal-exception')) text = `${text}${text === '' ? '' : '\n'}\nNode.js ${process.version}`;
  if (text !== '') rawDebug(text);
}

module.exports = { printFatalError };

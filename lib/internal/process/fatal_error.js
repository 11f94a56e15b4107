// SPDX-License-Identifier: MIT
// Prints the exception that ends the program, in Node's form: the source line with carets, the error, and
// the version.
'use strict';

const { rawDebug } = internalBinding('process');
const { errorArrow, isDecorated, lastArrow, lastFrames, locate, placeOf } = internalBinding('contextify');
const { getOptionValue } = require('internal/options');

/** An error, or another object, as the text that tells about it. */
function inspectObject(value) {
  const { inspect } = require('internal/util/inspect');
  let colors = false;
  try {
    colors = require('internal/util/colors').shouldColorize(process.stderr);
  } catch { /* no stderr */ }
  return inspect(value, { customInspect: false, colors, depth: Math.max(inspect.defaultOptions.depth, 5) });
}

function inspectPrimitive(value) {
  return typeof value === 'symbol' ? '' : `${value}`;
}

/** What can be said of an object whose stack cannot be read: its getter throws, or Error.prepareStackTrace does. */
function nameAndMessage(value) {
  try {
    const { name, message } = value;
    if (name !== undefined && message !== undefined) return `${name}: ${message}`;
  } catch {
    // These throw as well.
  }
  return `[object ${internalBinding('util').getConstructorName(value)}]`;
}

function hasReadableStack(value) {
  try {
    void value.stack;
    return true;
  } catch {
    return false;
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
  const mapped = require('internal/modules/hooks_state').sourceMaps.enabled ? arrowInSource(error, fromPromise) : '';
  if (mapped !== '') return mapped;
  if (error !== null && typeof error === 'object') {
    if (isDecorated(error)) return undefined;
    const arrow = errorArrow(error);
    if (typeof arrow === 'string') return arrow;
  }
  return fromPromise ? locate(error) : lastArrow() ?? locate(error);
}

function arrowInSource(error, fromPromise) {
  const place = fromPromise && error !== null && typeof error === 'object' ? placeOf(error) : placeOf();
  return place === undefined ? '' : require('internal/source_map/prepare_stack_trace').mappedArrow(...place);
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
  const arrow = arrowOf(error, fromPromise);
  const primitive = error === null || typeof error !== 'object' && typeof error !== 'function';
  const readable = !primitive && hasReadableStack(error);
  let text;
  if (readable && isError(error)) {
    enhance(error);
    const body = inspectObject(error);
    text = arrow === undefined ? body : `${arrow}\n${body}`;
  } else {
    const body = primitive ? inspectPrimitive(error) : readable ? inspectObject(error) : nameAndMessage(error);
    text = arrow === undefined ? `Uncaught:\n${body}` : `\n${arrow}${body}`;
    if (!primitive && typeof errorArrow(error) === 'string') text = `${arrow}\n${body}`; // thrown in vm, or -e; errors
    if (!readable && !getOptionValue('--trace-uncaught')) {
      const { basename } = require('path');
      text += `\n(Use \`${basename(process.argv0 || 'node')} --trace-uncaught ...\` to show where the exception was thrown)`;
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

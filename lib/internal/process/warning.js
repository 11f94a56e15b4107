// SPDX-License-Identifier: MIT
// process.emitWarning, and how warnings are printed.
'use strict';

const { ArrayIsArray, Error, ErrorCaptureStackTrace, ErrorPrototypeToString } = primordials;
const { codes } = require('internal/errors');
const { validateString } = require('internal/validators');
const { getOptionValue } = require('internal/options');
const { onWarning: listener } = require('internal/process/setup');

let hintShown = false;
let file, fileOpened = false;
let disabled;

function closeFile() {
  require('fs').closeSync(file);
}

/** NODE_REDIRECT_WARNINGS or --redirect-warnings: a descriptor, kept open. */
function warningFd() {
  if (fileOpened) return file;
  fileOpened = true;
  const name = getOptionValue('--redirect-warnings') || process.env.NODE_REDIRECT_WARNINGS;
  if (!name) return undefined;
  const fs = require('fs');
  try {
    file = fs.openSync(name, 'a');
    process.once('exit', closeFile);
  } catch {
    // Then they go where they always go.
  }
  return file;
}

function writeOut(message) {
  const fd = warningFd();
  if (fd === undefined) {
    require('internal/console/global').error(message);
    return;
  }
  require('fs').appendFile(fd, `${message}\n`, (err) => {
    if (err) internalBinding('process').rawDebug(message);
  });
}

function isDisabled(warning) {
  disabled ??= new Set(getOptionValue('--disable-warning') ?? []);
  return disabled.size > 0 && (disabled.has(warning.code) || disabled.has(warning.name));
}

/** What the listener of 'warning' does that is there from the start. */
function onWarning(warning) {
  if (!(warning instanceof Error)) return;
  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && process.noDeprecation) return;
  if (isDisabled(warning)) return;
  const trace = process.traceProcessWarnings || (isDeprecation && process.traceDeprecation);
  let message = `(${process.release.name}:${process.pid}) `;
  if (warning.code) message += `[${warning.code}] `;
  if (trace && warning.stack) message += warning.stack;
  else message += typeof warning.toString === 'function' ? `${warning.toString()}` : ErrorPrototypeToString(warning);
  if (typeof warning.detail === 'string') message += `\n${warning.detail}`;
  if (!trace && !hintShown) {
    hintShown = true;
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    const argv0 = require('path').basename(process.argv0 || 'node', '.exe');
    message += `\n(Use \`${argv0} ${flag} ...\` to show where the warning was created)`;
  }
  writeOut(message);
}

/**
 * @param {string | Error} warning
 * @param {string | { type?: string, code?: string, ctor?: Function, detail?: string }} [type]
 * @param {string} [code]
 * @param {Function} [ctor] frames above it are left out of the stack
 */
function emitWarning(warning, type, code, ctor) {
  if (process.noDeprecation && type === 'DeprecationWarning') return;
  let detail;
  if (type !== null && typeof type === 'object' && !ArrayIsArray(type)) {
    ctor = type.ctor;
    code = type.code;
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = '';
    type = 'Warning';
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') {
    ctor = code;
    code = undefined;
  } else if (code !== undefined) {
    validateString(code, 'code');
  }
  if (typeof warning === 'string') {
    warning = createWarning(warning, type, code, ctor, detail);
  } else if (!(warning instanceof Error)) {
    throw new codes.ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      // In a tick, so that nothing between here and the loop can catch it.
      process.nextTick(() => { throw warning; });
      return;
    }
  }
  process.nextTick(doEmit, warning);
}

/** The same at once: for what is about to end the process. */
function emitWarningSync(warning, type, code, ctor) {
  process.emit('warning', createWarning(warning, type, code, ctor));
}

function doEmit(warning) {
  process.emit('warning', warning);
}

function createWarning(text, type, code, ctor, detail) {
  const warning = new Error(text);
  warning.name = `${type || 'Warning'}`;
  if (code !== undefined) warning.code = code;
  if (detail !== undefined) warning.detail = detail;
  ErrorCaptureStackTrace(warning, ctor || process.emitWarning);
  return warning;
}

/** At start: whether the default listener stays, and the flags that process offers. */
function applyOptions() {
  if (getOptionValue('--warnings') === false) process.removeListener('warning', listener);
  if (getOptionValue('--deprecation') === false) process.noDeprecation = true;
  if (getOptionValue('--trace-deprecation')) process.traceDeprecation = true;
  if (getOptionValue('--throw-deprecation')) process.throwDeprecation = true;
  if (getOptionValue('--trace-warnings')) process.traceProcessWarnings = true;
}

/** For a snapshot of this heap: the next process has its own options, file and hint. */
function forget() {
  process.removeListener('warning', listener);
  process.on('warning', listener);
  hintShown = fileOpened = false;
  if (file !== undefined) closeFile();
  process.removeListener('exit', closeFile);
  file = disabled = undefined;
  delete process.noDeprecation;
  delete process.traceDeprecation;
  delete process.throwDeprecation;
  delete process.traceProcessWarnings;
}

module.exports = { applyOptions, forget, emitWarning, emitWarningSync, onWarning };

// SPDX-License-Identifier: MIT
// How the REPL shows what was thrown and not caught.
'use strict';

const { ErrorPrepareStackTrace, overrideStackTrace } = require('internal/errors');

// Frames from the typed code's outermost one down say nothing to the user.
function trimStack(error) {
  let fresh = false; // the text is made now
  overrideStackTrace.set(error, (_, sites) => {
    fresh = true;
    const end = sites.findLastIndex((site) => site.getFunctionName() === null && /^REPL\d+$/.test(site.getFileName()));
    const { prepareStackTrace } = Error;
    return Reflect.apply(typeof prepareStackTrace === 'function' ? prepareStackTrace : ErrorPrepareStackTrace,
                         Error, [error, end === -1 ? sites : sites.slice(0, end)]);
  });
  const { stack } = error;
  overrideStackTrace.delete(error);
  if (error.name !== 'SyntaxError' && (fresh || typeof stack !== 'string')) return;
  error.stack = trimText(stack, error.name === 'SyntaxError');
}

const importOutside = 'Cannot use import statement outside a module';

// What to write in the place of `import … from …`.
function hintAtDynamicImport(error, line) {
  if (error.name !== 'SyntaxError' || !error.message?.includes(importOutside)) return;
  const dynamic = require('internal/repl/dynamic_import').toDynamicImport(line ?? '');
  const was = error.message;
  error.message = `Cannot use import statement inside the Node.js REPL, alternatively use dynamic import: ${dynamic}`;
  error.stack = error.stack.replace(was, () => error.message);
}

// The same for a stack that is text already.
function trimText(stack, isSyntaxError) {
  const lines = stack.split('\n');
  let at = lines.findLastIndex((line) => /^\s+at REPL\d+:\d+:\d+$/.test(line));
  if (at === -1) at = lines.findLastIndex((line) => /^\s+at (?:async )?[^()\s]+:\d+:\d+$/.test(line));
  if (at === -1 && isSyntaxError) at = lines.findIndex((line) => /^\s+at /.test(line));
  const text = at === -1 ? stack : lines.slice(0, at).join('\n');
  return isSyntaxError ? text.replace(/^REPL\d+:\d+\r?\n/, '') : text;
}

/** Before an error is shown: its stack ends where the typed code begins. @param {string} [line] what was typed */
function prepare(error, line) {
  trimStack(error);
  hintAtDynamicImport(error, line);
}

/** A SyntaxError of the typed text: only what concerns that. */
function ofCompiler(error) {
  if (typeof error?.stack === 'string') {
    error.stack = error.stack.replace(/^REPL\d+:\d+\n/, '').replace(/\n\s+at [\s\S]*$/, '');
  }
  return error;
}

// 'Uncaught ' goes in front of the line that names the error; source lines stay above it.
function mark(text, width) {
  const lines = text.split(/(?<=\n)/);
  let out = '';
  let marked = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!marked && /^\[?([A-Z][a-z0-9_]*)*Error/.test(line)) {
      out += width >= line.length ? `Uncaught ${line}` : `Uncaught:\n${line}`;
      marked = true;
    } else {
      out += line;
    }
  }
  if (!marked) out = `Uncaught${lines.length === 1 ? ' ' : ':\n'}${out}`;
  return out.endsWith('\n') ? out : `${out}\n`;
}

module.exports = { mark, ofCompiler, prepare };

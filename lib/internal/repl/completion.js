// SPDX-License-Identifier: MIT
// Tab completion of the REPL: names of the context, properties of expressions without side effects,
// module names, files in fs calls, dot commands.
'use strict';

const path = require('path');
const { BuiltinModule } = require('internal/boot/loader');

const requirePattern = /\brequire\s*\(\s*['"`](([\w@./:-]+\/)?(?:[\w@./:-]*))(?![^'"`])$/;
const importPattern = /\bimport\s*\(\s*['"`](([\w@./:-]+\/)?(?:[\w@./:-]*))(?![^'"`])$/;
const fsPattern = /fs(?:\.promises)?\.\s*[a-z][a-zA-Z]+\(\s*["'](.*)/;
const simpleExpression = /(?:[\w$]+(?:\s*(?:\?\.|\.)\s*[\w$]+|\[(?:'[^']*'|"[^"]*"|\d+|[\w$]+)\])*\s*(?:\?\.|\.)\s*)?[\w$]*$/;

function isIdentifier(text) {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}

function ownNames(object) {
  try {
    // A million elements are nothing to complete.
    const names = Array.isArray(object) || ArrayBuffer.isView(object) ?
      internalBinding('util').getOwnNonIndexProperties(object, 0) : Object.getOwnPropertyNames(object);
    return names.filter((name) => typeof name === 'string' && isIdentifier(name));
  } catch {
    return [];
  }
}

const keywords = [
  'async', 'await', 'break', 'case', 'catch', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else',
  'export', 'false', 'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof', 'let', 'new', 'null',
  'return', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void', 'while', 'with', 'yield',
];

function modulesFor(prefix, subdirectory, repl) {
  const groups = [];
  const fs = require('fs');
  const { Module } = require('internal/modules/cjs/loader');
  const isRelative = /^\.\.?\//.test(prefix);
  const directories = isRelative ? [process.cwd()] : [...repl.context.module?.paths ?? [], ...Module.globalPaths];
  const names = new Set();
  const extensions = Object.keys(Module._extensions);
  for (const base of directories) {
    const dir = path.resolve(base, subdirectory);
    let entries;
    try {
      entries = fs.readdirSync(dir, { withFileTypes: true });
    } catch {
      continue;
    }
    for (const entry of entries) {
      const ext = path.extname(entry.name);
      const stem = entry.name.slice(0, entry.name.length - ext.length);
      if (/-\d+\.\d+(?:\.\d+)?/.test(stem) || entry.name === '.npm') continue;
      if (!entry.isDirectory()) {
        if (extensions.includes(ext) && (!subdirectory || stem !== 'index')) names.add(`${subdirectory}${stem}`);
        continue;
      }
      names.add(`${subdirectory}${entry.name}/`);
      try {
        if (fs.readdirSync(path.resolve(dir, entry.name)).some((f) => extensions.some((e) => f === `index${e}`))) {
          names.add(`${subdirectory}${entry.name}`);
        }
      } catch { /* not readable */ }
    }
  }
  if (names.size > 0) groups.push([...names]);
  if (!subdirectory) {
    groups.push(BuiltinModule.getCanBeRequiredByUsersWithoutSchemeList(),
                BuiltinModule.getAllBuiltinModuleIds().map((id) => (id.startsWith('node:') ? id : `node:${id}`)));
  }
  return groups;
}

function filesFor(match) {
  const fs = require('fs');
  let base = '';
  let filePath = match[1];
  let dir = path.resolve(filePath, '.');
  try {
    if (!filePath.endsWith('/')) {
      base = path.basename(filePath);
      dir = path.resolve(path.dirname(filePath));
    }
    const list = fs.readdirSync(dir).filter((name) => name.startsWith(base)).map((name) => name.slice(base.length));
    filePath = base;
    return [list.length > 0 ? list : [], list.length === 0 ? '' : list.length > 0 ? '' : filePath];
  } catch {
    return [[], ''];
  }
}

// Runs code that cannot do anything: names and member access only.
function evaluate(repl, expression) {
  const vm = require('vm');
  if (hasGetter(repl, expression)) return undefined;
  try {
    const options = { displayErrors: false, timeout: 333 };
    return repl.useGlobal ? new vm.Script(expression).runInThisContext(options) :
      new vm.Script(expression).runInContext(repl.context, options);
  } catch {
    return undefined;
  }
}

// A getter anywhere on the way would run user code.
function hasGetter(repl, expression) {
  const parts = expression.replaceAll('?.', '.').split('.').map((p) => p.trim());
  if (parts.length < 2) return false;
  const vm = require('vm');
  let object;
  try {
    object = repl.useGlobal ? new vm.Script(parts[0]).runInThisContext() : new vm.Script(parts[0]).runInContext(repl.context);
  } catch {
    return true;
  }
  for (let i = 1; i < parts.length; i++) {
    if (object === null || object === undefined) return true;
    const key = /^[\w$]+/.exec(parts[i])?.[0];
    let host = Object(object);
    let descriptor;
    while (host !== null && descriptor === undefined) {
      if (require('internal/util/types').isProxy(host)) return true;
      descriptor = Object.getOwnPropertyDescriptor(host, key);
      host = Object.getPrototypeOf(host);
    }
    if (descriptor?.get !== undefined) return true;
    object = descriptor?.value;
  }
  return false;
}

function memberGroups(object) {
  const groups = [];
  if (object === null || object === undefined) return groups;
  let p;
  if ((typeof object === 'object' && object !== null) || typeof object === 'function') {
    groups.push(ownNames(object));
    p = Object.getPrototypeOf(object);
  } else {
    p = object.constructor ? object.constructor.prototype : null;
  }
  for (let sentinel = 5; p !== null && sentinel-- > 0; p = Object.getPrototypeOf(p)) groups.push(ownNames(p));
  return groups;
}

function globalGroups(repl) {
  const groups = [];
  let p = repl.useGlobal ? globalThis : repl.context;
  groups.push(lexicalNames(repl));
  for (; p !== null && p !== undefined; p = Object.getPrototypeOf(p)) groups.push(ownNames(p));
  if (!repl.useGlobal) {
    try {
      const { runInContext } = require('vm');
      groups.push(runInContext('Object.getOwnPropertyNames(globalThis)', repl.context).filter(isIdentifier));
    } catch { /* the context is gone */ }
  }
  groups.push(keywords);
  return groups;
}

function lexicalNames(repl) {
  return [...repl.lexicals ?? []];
}

/**
 * @param {string} line up to the cursor
 * @param {(error: any, result: [string[], string]) => void} callback
 */
function complete(repl, line, callback) {
  const trimmed = line.trimStart();
  let match;
  if ((match = /^\s*\.(\w*)$/.exec(trimmed)) !== null) {
    const names = Object.keys(repl.commands);
    return finish([match[1] ? names.filter((n) => n.startsWith(match[1])) : names], match[1], callback);
  }
  if ((match = requirePattern.exec(trimmed)) !== null || (match = importPattern.exec(trimmed)) !== null) {
    return finish(modulesFor(match[1], match[2] ?? '', repl), match[1], callback);
  }
  if ((match = fsPattern.exec(trimmed)) !== null && repl.allowFileCompletion !== false) {
    const { 0: list, 1: on } = filesFor(match);
    return callback(null, [list, on]);
  }
  const found = simpleExpression.exec(trimmed);
  if (trimmed.length !== 0 && (found === null || (found[0] === '' && !/[\s;|&([{=,!:?+\-*/%<>~^]$/.test(trimmed)))) {
    return callback(null, [[], undefined]);
  }
  const text = found?.[0] ?? '';
  const dot = text.lastIndexOf('.');
  if (dot === -1) return finish(globalGroups(repl), text, callback);
  const optional = text[dot - 1] === '?';
  const expression = text.slice(0, optional ? dot - 1 : dot);
  const filter = text.slice(dot + 1).trimStart();
  if (/^\d+$/.test(expression)) return callback(null, [[], text]);
  const object = evaluate(repl, expression);
  const chaining = optional ? '?.' : '.';
  const groups = memberGroups(object).map((group) => group.filter((n) => n.startsWith(filter)).map((n) => `${expression}${chaining}${n}`));
  return finish(groups, `${expression}${chaining}${filter}`, callback);
}

function finish(groups, completeOn, callback) {
  const seen = new Set();
  const result = [];
  for (const group of groups) {
    const list = [...new Set(group)].filter((name) => name.startsWith(completeOn) && !seen.has(name)).sort();
    for (const name of list) seen.add(name);
    if (list.length === 0) continue;
    if (result.length > 0) result.unshift('');
    result.unshift(...list);
  }
  callback(null, [result, completeOn]);
}

module.exports = { complete };

// SPDX-License-Identifier: MIT
// Tab completion of the REPL: names of the context, properties of expressions without side effects,
// module names, files in fs calls, dot commands.
'use strict';

const path = require('path');
const { BuiltinModule } = require('internal/boot/loader');

const requirePattern = /\brequire\s*\(\s*['"`](([\w@./:-]+\/)?(?:[\w@./:-]*))(?![^'"`])$/;
const importPattern = /\bimport\s*\(\s*['"`](([\w@./:-]+\/)?(?:[\w@./:-]*))(?![^'"`])$/;
const fsPattern = /fs(?:\.promises)?\.\s*[a-z][a-zA-Z]+\(\s*["'](.*)/;

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

/** Groups of what can stand in require('…') or, with file extensions, in import('…'). */
function modulesFor(prefix, subdirectory, repl, isImport) {
  if (prefix === '.') return [['./', '../']];
  if (prefix === '..') return [['../']];
  const groups = [];
  const { Module } = require('internal/modules/cjs/loader');
  const isRelative = /^\.\.?\//.test(prefix);
  const directories = isRelative ? [process.cwd()] : [...repl.context.module?.paths ?? [], ...Module.globalPaths];
  const names = new Set();
  const extensions = Object.keys(Module._extensions);
  for (const base of directories) addModules(names, path.resolve(base, subdirectory), subdirectory, extensions, isImport);
  if (names.size > 0) groups.push([...names]);
  if (!isRelative) {
    groups.push(repl.builtinNames(), BuiltinModule.getAllBuiltinModuleIds().map((id) => (id.startsWith('node:') ? id : `node:${id}`)));
  }
  return groups;
}

function addModules(names, directory, subdirectory, extensions, isImport) {
  const fs = require('fs');
  let entries;
  try {
    entries = fs.readdirSync(directory, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const ext = path.extname(entry.name);
    const stem = entry.name.slice(0, entry.name.length - ext.length);
    if (/-\d+\.\d+(?:\.\d+)?/.test(stem) || entry.name === '.npm') continue;
    if (!entry.isDirectory()) {
      if (extensions.includes(ext) && (!subdirectory || stem !== 'index')) names.add(`${subdirectory}${isImport ? entry.name : stem}`);
      continue;
    }
    names.add(`${subdirectory}${entry.name}/`);
    try {
      if (fs.readdirSync(path.resolve(directory, entry.name)).some((f) => f === 'package.json' || extensions.some((e) => f === `index${e}`))) {
        names.add(`${subdirectory}${entry.name}`);
      }
    } catch { /* not readable */ }
  }
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

function lookUp(repl, name) {
  const vm = require('vm');
  const options = { displayErrors: false, timeout: 333 };
  const global = repl.useGlobal ? globalThis : repl.context;
  // An accessor of the global object is only run if it is the library's.
  const descriptor = Object.getOwnPropertyDescriptor(global, name);
  if (descriptor?.get !== undefined && !repl.useGlobal && Object.getOwnPropertyDescriptor(globalThis, name)?.get === undefined &&
      name !== '_' && name !== '_error' && !BuiltinModule.canBeRequiredByUsers(name)) throw new Unknown();
  const script = new vm.Script(name);
  return repl.useGlobal ? script.runInThisContext(options) : script.runInContext(repl.context, options);
}

// The value of an expression would take running user code, or there is none.
class Unknown extends Error {}

function property(object, key) {
  if (object === null || object === undefined || (typeof key === 'object' && key !== null) || typeof key === 'function') throw new Unknown();
  const { isProxy } = require('internal/util/types');
  for (let host = Object(object); host !== null; host = Object.getPrototypeOf(host)) {
    if (isProxy(host)) throw new Unknown();
    const descriptor = Object.getOwnPropertyDescriptor(host, key);
    if (descriptor === undefined) continue;
    if (descriptor.get !== undefined) throw new Unknown();
    return descriptor.value;
  }
  return undefined;
}

const primitive = (value) => {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function' || typeof value === 'symbol') throw new Unknown();
  return value;
};
const binary = {
  '__proto__': null,
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '%': (a, b) => a % b,
  '===': (a, b) => a === b, '!==': (a, b) => a !== b, '<': (a, b) => a < b, '>': (a, b) => a > b,
  '<=': (a, b) => a <= b, '>=': (a, b) => a >= b,
};

// Literals, names, members and simple arithmetic: nothing that could run code.
function valueOf(repl, node) {
  switch (node.type) {
    case 'Literal': return node.value;
    case 'Identifier': return lookUp(repl, node.name);
    case 'ThisExpression': return repl.useGlobal ? globalThis : repl.context;
    case 'ChainExpression': return valueOf(repl, node.expression);
    case 'ArrayExpression': return [];
    case 'ObjectExpression': return {};
    case 'TemplateLiteral': {
      let text = node.quasis[0].value.cooked;
      node.expressions.forEach((part, i) => {
        text += `${primitive(valueOf(repl, part))}${node.quasis[i + 1].value.cooked}`;
      });
      return text;
    }
    case 'ConditionalExpression':
      return valueOf(repl, valueOf(repl, node.test) ? node.consequent : node.alternate);
    case 'BinaryExpression': {
      const fn = binary[node.operator];
      if (fn === undefined) throw new Unknown();
      return fn(primitive(valueOf(repl, node.left)), primitive(valueOf(repl, node.right)));
    }
    case 'MemberExpression':
      return property(valueOf(repl, node.object), node.computed ? valueOf(repl, node.property) : node.property.name);
  }
  throw new Unknown();
}

function evaluate(repl, expression) {
  const { Parser } = require('internal/deps/acorn/dist/acorn');
  try {
    const { body } = Parser.parse(`(${expression}\n)`, { __proto__: null, ecmaVersion: 'latest' });
    return body.length === 1 ? valueOf(repl, body[0].expression) : undefined;
  } catch {
    return undefined;
  }
}

const closers = { '__proto__': null, ']': '[', ')': '(', '}': '{' };
const isNameChar = (ch) => ch !== undefined && /[\p{ID_Continue}$]/u.test(ch);

// Index of what opens the string or bracket that ends at `end`; -1 if there is none.
function openerBefore(text, end) {
  const last = text[end];
  if (last === '"' || last === "'" || last === '`') {
    for (let i = end - 1; i >= 0; i--) if (text[i] === last && text[i - 1] !== '\\') return i;
    return -1;
  }
  let depth = 0;
  for (let i = end; i >= 0; i--) {
    const ch = text[i];
    if (i !== end && (ch === '"' || ch === "'" || ch === '`')) {
      i = openerBefore(text, i);
      if (i === -1) return -1;
    } else if (closers[ch] !== undefined) {
      depth++;
    } else if (ch === '[' || ch === '(' || ch === '{') {
      if (--depth === 0) return ch === closers[last] ? i : -1;
    }
  }
  return -1;
}

/** The expression at the end of `text` of which a member is being typed: where it begins, -1 if it cannot be. */
function expressionStart(text) {
  let i = text.length;
  for (;;) {
    while (i > 0 && /\s/.test(text[i - 1])) i--;
    const end = i;
    // One primary: a name, a literal, or brackets behind one.
    while (i > 0 && text[i - 1] === ']') {
      i = openerBefore(text, i - 1);
      if (i === -1) return -1;
    }
    if (isNameChar(text[i - 1])) {
      while (i > 0 && isNameChar(text[i - 1])) i--;
    } else if (i > 0 && /["'`)}]/.test(text[i - 1])) {
      i = openerBefore(text, i - 1);
      if (i === -1 || (text[i] === '(' && /[\p{ID_Continue}$)\]]\s*$/u.test(text.slice(0, i)))) return -1; // a call
    } else if (i === end) {
      return -1;
    }
    let before = i;
    while (before > 0 && /\s/.test(text[before - 1])) before--;
    if (text[before - 1] !== '.') return i;
    i = before - 1;
    if (text[i - 1] === '?') i--;
  }
}

function memberGroups(object) {
  const groups = [];
  if (object === null || object === undefined || require('internal/util/types').isProxy(object)) return groups;
  let p;
  if ((typeof object === 'object' && object !== null) || typeof object === 'function') {
    groups.push(ownNames(object));
    p = Object.getPrototypeOf(object);
  } else {
    p = object.constructor ? object.constructor.prototype : null;
  }
  for (let sentinel = 5; p !== null && sentinel-- > 0; p = Object.getPrototypeOf(p)) {
    groups.push(ownNames(p).filter((name) => !/^__(?:define|lookup)/.test(name)));
  }
  return groups;
}

function globalGroups(repl) {
  const groups = [lexicalNames(repl)];
  const global = repl.useGlobal ? globalThis : repl.context;
  if (global !== null && global !== undefined) {
    for (let p = Object.getPrototypeOf(global); p !== null; p = Object.getPrototypeOf(p)) groups.push(ownNames(p));
    const own = ownNames(global);
    if (!repl.useGlobal) {
      try {
        own.push(...require('vm').runInContext('Object.getOwnPropertyNames(globalThis)', repl.context).filter(isIdentifier));
      } catch { /* the context is gone */ }
    }
    groups.push(own);
  }
  groups.push(keywords);
  return groups;
}

function lexicalNames(repl) {
  return [...repl.lexicals ?? []];
}

/** Whether the text stops within a string. */
function endsInString(text) {
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const ch = text[i];
    if (quote === '') {
      if (ch === '"' || ch === "'" || ch === '`') quote = ch;
    } else if (ch === '\\') {
      i++;
    } else if (ch === quote || (quote === '`' && ch === '$' && text[i + 1] === '{')) {
      quote = '';
    }
  }
  return quote !== '';
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
  if ((match = requirePattern.exec(trimmed)) !== null) {
    return finish(modulesFor(match[1], match[2] ?? '', repl, false), match[1], callback);
  }
  if ((match = importPattern.exec(trimmed)) !== null) {
    return finish(modulesFor(match[1], match[2] ?? '', repl, true), match[1], callback);
  }
  if ((match = fsPattern.exec(trimmed)) !== null && repl.allowFileCompletion !== false) {
    const { 0: list, 1: on } = filesFor(match);
    return callback(null, [list, on]);
  }
  if (endsInString(trimmed)) return callback(null, [[], undefined]);
  const name = /[\p{ID_Continue}$]*$/u.exec(trimmed)[0];
  if (/\b(?:let|const|var|class|function)\s+[\p{ID_Continue}$]*$/u.test(trimmed)) return callback(null, [[], undefined]); // a new name
  const head = trimmed.slice(0, trimmed.length - name.length).trimEnd();
  if (!head.endsWith('.') || head.endsWith('..')) {
    if ((name === '' && trimmed !== '') || /^\d/.test(name)) return callback(null, [[], undefined]);
    return finish(trimmed === '' ? globalGroups(repl).slice(0, -1) : globalGroups(repl), name, callback);
  }
  const chaining = head.endsWith('?.') ? '?.' : '.';
  const text = head.slice(0, head.length - chaining.length);
  const start = expressionStart(text);
  if (start === -1) return callback(null, [[], undefined]);
  const expression = text.slice(start).trim();
  if (/^\d+$/.test(expression)) return callback(null, [[], `${expression}${chaining}${name}`]);
  const on = `${expression}${chaining}${name}`;
  const found = memberGroups(evaluate(repl, expression)).map((group) => group.map((member) => `${expression}${chaining}${member}`));
  return finish(found, on, callback);
}

function finish(groups, completeOn, callback) {
  const seen = new Set();
  const result = [];
  const lower = completeOn?.toLocaleLowerCase();
  for (const group of groups) {
    const list = [...new Set(group)].filter((name) => name.toLocaleLowerCase().startsWith(lower) && !seen.has(name)).sort();
    for (const name of list) seen.add(name);
    if (list.length === 0) continue;
    if (result.length > 0) result.unshift('');
    result.unshift(...list);
  }
  callback(null, [result, completeOn]);
}

module.exports = { complete };

// SPDX-License-Identifier: MIT
// node:repl: read, evaluate, print, loop.
'use strict';

const { Interface } = require('readline');
const vm = require('vm');
const path = require('path');
const { deprecate, deprecateInstantiation } = require('internal/util');
const { inspect } = require('internal/util/inspect');
const { BuiltinModule } = require('internal/boot/loader');
const { kIsPasting } = require('internal/readline/keys');
const { kContinueLine, kFinishEditor, kForgetLine, kRunBuffer, kSetPromptText } = require('internal/readline/utils');
const uncaught = require('internal/repl/uncaught');
const { Recoverable, isRecoverableError, kStandalone } = require('internal/repl/recoverable');
const { validateFunction } = require('internal/validators');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_REPL_EVAL_CONFIG, ERR_SCRIPT_EXECUTION_INTERRUPTED },
} = require('internal/errors');

const REPL_MODE_SLOPPY = Symbol('repl-sloppy');
const REPL_MODE_STRICT = Symbol('repl-strict');
const kShowError = Symbol('show error');
const kShowResult = Symbol('show result');
const kBuffered = Symbol('bufferedCommand');
const kWhole = Symbol('nothing follows the text any more');

/** Shows a value; `options` are those of util.inspect. */
const writer = (value) => inspect(value, writer.options);
writer.options = { ...inspect.defaultOptions, showProxy: true };

function stdioOr(options) {
  const { input, output } = options;
  if (!input && !output) return { input: process.stdin, output: process.stdout };
  return { input, output };
}

function REPLServer(prompt, stream, eval_, useGlobal, ignoreUndefined, replMode) {
  if (!(this instanceof REPLServer)) return deprecateInstantiation(REPLServer, 'DEP0185', ...arguments);
  const options = prompt !== null && typeof prompt === 'object' ? { ...prompt } :
    { prompt, input: stream?.stdin ?? stream, output: stream?.stdout ?? stream, eval: eval_, useGlobal, ignoreUndefined, replMode };
  if (stream?.stdin === undefined && stream !== undefined && options.input === undefined) options.input = options.output = stream;
  Object.assign(options, stdioOr({ input: options.input ?? options.stream, output: options.output ?? options.stream }));
  if (options.breakEvalOnSigint && options.eval) throw new ERR_INVALID_REPL_EVAL_CONFIG();
  if (options.terminal === undefined) options.terminal = options.output.isTTY;
  options.terminal = !!options.terminal;
  if (options.terminal && options.useColors === undefined) {
    options.useColors = require('internal/util/colors').shouldColorize(options.output);
  }
  defineStreams(this, options);
  this.useColors = !!options.useColors;
  this.useGlobal = !!options.useGlobal;
  this.ignoreUndefined = !!options.ignoreUndefined;
  this.replMode = options.replMode ?? REPL_MODE_SLOPPY;
  this[kStandalone] = options[kStandalone] === true;
  this.breakEvalOnSigint = !!options.breakEvalOnSigint;
  this.underscoreAssigned = false;
  this.last = undefined;
  this.underscoreErrAssigned = false;
  this.lastError = undefined;
  this.editorMode = false;
  this.lines = [];
  this.lines.level = [];
  this.lexicals = new Set();
  this.waiting = undefined; // lines that arrive while something is awaited
  this[kBuffered] = '';
  this[kWhole] = false;
  this.commands = { __proto__: null };
  this.eval = inDomain(this, options.domain, typeof options.eval === 'function' ? options.eval : defaultEval.bind(this));
  this.writer = options.writer ?? writer;
  if (this.writer === writer) writer.options = { ...writer.options, colors: this.useColors };
  const { completer } = options;
  if (completer !== undefined && typeof completer !== 'function') throw new ERR_INVALID_ARG_VALUE('completer', completer);
  const prompted = options.prompt === undefined ? '> ' : `${options.prompt}`;
  Interface.call(this, {
    input: options.input, output: options.output, terminal: options.terminal, historySize: options.historySize,
    completer: typeof completer === 'function' ? completer : (line, callback) => {
      require('internal/repl/completion').complete(this, line, callback);
    },
    prompt: prompted,
  });
  this.initialPrompt = prompted;
  this.resetContext();
  require('internal/repl/commands').defineDefaultCommands(this);
  const wantsPreview = options.preview ?? !options.eval;
  if (options.terminal && wantsPreview) {
    const { Preview } = require('internal/repl/preview');
    Object.defineProperty(this, 'preview', { __proto__: null, configurable: true, value: new Preview(this) });
  }
  listen(this);
  this.displayPrompt();
}
Object.setPrototypeOf(REPLServer.prototype, Interface.prototype);
Object.setPrototypeOf(REPLServer, Interface);

// The old names of input and output.
function defineStreams(repl, { input, output }) {
  const warn = 'repl.inputStream and repl.outputStream are deprecated. Use repl.input and repl.output instead';
  for (const { 0: name, 1: stream } of [['inputStream', input], ['outputStream', output]]) {
    let current = stream;
    Object.defineProperty(repl, name, {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get: pending(() => current, warn, 'DEP0141'),
      set: pending((value) => { current = value; }, warn, 'DEP0141'),
    });
  }
}

// A deprecation that only --pending-deprecation shows.
function pending(fn, message, code) {
  if (!require('internal/options').getOptionValue('--pending-deprecation')) return fn;
  return deprecate(fn, message, code);
}

const domains = new WeakSet(); // of all REPLs
let listenersRefused = false;

// A listener would take over what the REPL has to show.
function refuseListeners() {
  process.prependListener('newListener', (event, listener) => {
    if (event !== 'uncaughtException' || !domains.has(process.domain) || listener.name === 'domainUncaughtExceptionClear') return;
    const { codes: { ERR_INVALID_REPL_INPUT } } = require('internal/errors');
    throw new ERR_INVALID_REPL_INPUT('Listeners for `uncaughtException` cannot be used in the REPL');
  });
}

// What the typed code throws later, in callbacks, is shown instead of ending the program.
function inDomain(repl, domain, fn) {
  if (!BuiltinModule.exists('domain')) {
    repl._domain = new (require('events'))();
    if (repl[kStandalone]) {
      require('internal/process/execution').capture.fn ??= (error) => repl[kShowError](error);
    }
    return fn;
  }
  repl._domain = domain ?? require('domain').create();
  repl._domain.on('error', (error) => {
    if (error?.domainThrown) { // says nothing to who sees the error
      delete error.domain;
      delete error.domainThrown;
    }
    repl[kShowError](error);
  });
  if (!repl[kStandalone]) {
    if (!listenersRefused) refuseListeners();
    listenersRefused = true;
    domains.add(repl._domain);
  }
  return repl._domain.bind(fn);
}

// ---- evaluation ---------------------------------------------------------------------------------------

function defaultEval(code, context, file, callback) {
  let script;
  let awaited = false;
  let source = code;
  if (code === '\n') return callback(null);
  // `{ a: 1 }` is an object, not a block.
  if (/^\s*\{/.test(source) && !/;\s*$/.test(source)) {
    const object = `(${source.trim()})\n`;
    if (compiles(object)) source = object;
  }
  if (source.includes('await') && require('internal/options').getOptionValue('--experimental-repl-await')) {
    try {
      const replaced = require('internal/repl/await').processTopLevelAwait(source);
      if (replaced !== null) {
        source = replaced;
        awaited = true;
      }
    } catch (error) {
      if (error instanceof Recoverable) return callback(error);
    }
  }
  if (this.replMode === REPL_MODE_STRICT && !/^\s*$/.test(source)) source = `'use strict'; void 0;\n${source}`;
  try {
    script = new vm.Script(source, {
      filename: file, displayErrors: true,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch (error) {
    if (isRecoverableError(error, code)) return callback(new Recoverable(error));
    return callback(uncaught.ofCompiler(error));
  }
  noteLexicals(this, code);
  let result;
  try {
    const options = { displayErrors: false, breakOnSigint: this.breakEvalOnSigint };
    const wasRaw = this.breakEvalOnSigint && this.terminal ? this._setRawMode(false) : undefined;
    try {
      result = this.useGlobal ? script.runInThisContext(options) : script.runInContext(context, options);
    } finally {
      if (wasRaw !== undefined) {
        this._setRawMode(wasRaw);
        this.sawReturnAt = 0; // an Enter pressed meanwhile arrives as \n, which is no second half of \r\n
      }
    }
  } catch (error) {
    if (error?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') error.stack = error.message;
    const { domain } = process;
    if (domain && domain !== this._domain) { // one that the typed code has entered
      domain.emit('error', error);
      domain.exit();
      return undefined;
    }
    return callback(error === undefined || error === null ? new Thrown(error) : error);
  }
  if (awaited) return settle(this, result, callback);
  return callback(null, result);
}

// undefined and null as thrown values.
class Thrown {
  constructor(value) {
    this.value = value;
  }
}

function compiles(source) {
  try {
    new vm.Script(source);
    return true;
  } catch {
    return false;
  }
}

function noteLexicals(repl, code) {
  for (const match of code.matchAll(/\b(?:let|const|class)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu)) repl.lexicals.add(match[1]);
}

// Top-level await: what is typed until the promise is settled waits; Ctrl+C ends the waiting.
function settle(repl, promise, callback) {
  let settled = false;
  const finish = (error, result) => {
    if (settled) return;
    settled = true;
    repl.interrupt = undefined;
    if (!repl.terminal) repl.resume();
    callback(error, result);
    replay(repl);
  };
  repl.waiting = [];
  if (!repl.terminal) repl.pause();
  else if (repl.breakEvalOnSigint) repl.interrupt = () => finish(interrupted());
  promise.then((result) => finish(null, result?.value), (error) => finish(error ?? new Thrown(error)));
}

function interrupted() {
  const error = new ERR_SCRIPT_EXECUTION_INTERRUPTED();
  error.stack = `${error}`; // where the REPL was says nothing
  return error;
}

// Lines, or keys of a terminal, that came in the meantime.
function replay(repl) {
  const { waiting } = repl;
  repl.waiting = undefined;
  for (let i = 0; i < waiting.length; i++) {
    if (typeof waiting[i] === 'string') repl.emit('line', waiting[i]);
    else repl._ttyWrite(...waiting[i]);
    if (repl.waiting !== undefined) {
      repl.waiting.push(...waiting.slice(i + 1));
      return;
    }
  }
  if (repl.closeWhenDone) repl.close();
}

// ---- the loop -----------------------------------------------------------------------------------------

let evalCounter = 1;

function listen(repl) {
  let sawSigint = false;
  repl.on('close', () => repl.emit('exit'));
  repl.on('SIGINT', () => {
    const empty = repl.line.length === 0;
    repl.clearLine();
    repl.editorMode = false;
    repl[kSetPromptText](repl.initialPrompt);
    const command = repl[kBuffered];
    if (command.length === 0 && empty) {
      if (sawSigint) {
        repl.close();
        sawSigint = false;
        return;
      }
      repl.output.write('(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n');
      sawSigint = true;
    } else {
      sawSigint = false;
    }
    repl.clearBufferedCommand();
    repl.lines.level = [];
    repl.displayPrompt();
  });
  repl.on('line', (line) => {
    line ??= '';
    sawSigint = false;
    if (repl.waiting !== undefined) {
      repl.waiting.push(line);
      return;
    }
    if (repl.editorMode) {
      repl[kBuffered] += `${line}\n`;
      // The next line begins where this one did, unless both are pasted.
      const indent = repl.terminal && !repl[kIsPasting] && !repl.loading ? /^\s+/.exec(line) : null;
      if (indent !== null) repl.write(indent[0]);
      return;
    }
    const trimmed = line.trim();
    if (trimmed.startsWith('.') && !trimmed.startsWith('..') && Number.isNaN(Number.parseFloat(trimmed))) {
      const match = /^\.([^\s]+)\s*(.*)$/.exec(trimmed);
      if (match !== null && repl.parseREPLKeyword(match[1], match[2])) return;
      if (!repl[kBuffered]) {
        repl.output.write('Invalid REPL keyword\n');
        repl.displayPrompt();
        return;
      }
    }
    if (/\n\s*\.break\s*$/.test(line)) {
      repl.parseREPLKeyword('break', '');
      return;
    }
    repl[kRunBuffer](`${repl[kBuffered]}${line}\n`);
  });
  if (repl.terminal) takeKeys(repl);
}

// The keys of a terminal, before the line editor has them.
function takeKeys(repl) {
  const { ReverseSearch } = require('internal/repl/reverse_search');
  const write = repl._ttyWrite;
  const search = process.env.TERM === 'dumb' ? undefined : new ReverseSearch(repl);
  repl._ttyWrite = (data, key) => {
    key ??= {};
    if (repl.waiting !== undefined) {
      if (repl.interrupt !== undefined && key.ctrl && key.name === 'c') repl.interrupt();
      else repl.waiting.push([data, key]);
      return;
    }
    if (repl.editorMode) {
      editorKey(repl, write, data, key);
      return;
    }
    // What is printed at the end has a line of its own.
    if (key.ctrl && key.name === 'd' && repl.cursor === 0 && repl.line.length === 0) repl.clearLine();
    const { preview } = repl;
    preview?.clear(key);
    if (search !== undefined && search.key(data, key)) return;
    write.call(repl, data, key);
    if (preview !== undefined && repl.waiting === undefined) preview.show(key.name !== 'escape');
  };
}

function editorKey(repl, write, data, key) {
  if (key.ctrl && !key.shift) {
    if (key.name === 'd') repl[kFinishEditor]();
    else if (key.name !== 'n' && key.name !== 'p') write.call(repl, data, key);
    return;
  }
  if (key.name === 'up' || key.name === 'down') return; // no history
  if (key.name === 'tab') repl.previousKey = null; // a second one lists nothing
  write.call(repl, data, key);
}

/** The end of editor mode: what has been typed is run. */
REPLServer.prototype[kFinishEditor] = function() {
  this.editorMode = false;
  this[kSetPromptText](this.initialPrompt);
  this[kWhole] = true;
  if (this.terminal) this._line();
  else this.emit('line', '');
};

REPLServer.prototype[kSetPromptText] = function(text) {
  Interface.prototype.setPrompt.call(this, text);
};

REPLServer.prototype.setPrompt = function setPrompt(prompt) {
  this.initialPrompt = prompt;
  Interface.prototype.setPrompt.call(this, prompt);
};

/** Evaluates what has been typed so far. */
REPLServer.prototype[kRunBuffer] = function(code) {
  let called = false;
  const { [kWhole]: whole } = this;
  this[kWhole] = false;
  const file = `REPL${evalCounter++}`;
  const finish = (...args) => {
    const { 0: error, 1: result } = args;
    if (called) return;
    called = true;
    if (error instanceof Recoverable && !whole) {
      if (this.terminal) {
        this[kContinueLine]();
      } else {
        this[kBuffered] = code;
        this.displayPrompt();
      }
      return;
    }
    if (error && code.trim().startsWith('npm ')) {
      this.output.write('npm should be run outside of the Node.js REPL, in your normal shell.\n(Press Ctrl+D to exit.)\n');
      this.clearBufferedCommand();
      this.displayPrompt();
      return;
    }
    const lines = code.replace(/\n$/, '').split('\n');
    for (let i = 0; i < lines.length; i++) this.lines.push(lines[i]);
    this.clearBufferedCommand();
    if (error !== null && error !== undefined) {
      if (this.terminal && error.name === 'SyntaxError') this[kForgetLine]();
      this[kShowError](error instanceof Recoverable ? error.err : error);
      return;
    }
    if (args.length > 1) this[kShowResult](result); // nothing was evaluated otherwise
    this.displayPrompt();
  };
  this.eval(code, this.context, file, finish);
};

REPLServer.prototype[kShowResult] = function(result) {
  if (!this.underscoreAssigned) this.last = result;
  if (this.ignoreUndefined && result === undefined) return;
  this.output.write(`${this.writer(result)}\n`);
};

/** Prints what was thrown. */
REPLServer.prototype[kShowError] = function(thrown) {
  const error = thrown instanceof Thrown ? thrown.value : thrown;
  if (this[kStandalone] && process.listenerCount('uncaughtException') > 0) {
    process.nextTick(() => {
      process.emit('uncaughtException', error);
      this.clearBufferedCommand();
      if (!this.closed) this.displayPrompt();
    });
    return;
  }
  const isError = require('internal/util/types').isNativeError(error);
  if (isError) uncaught.prepare(error, this.lines[this.lines.length - 1]);
  if (!this.underscoreErrAssigned) this.lastError = error;
  let text = this.writer(error);
  if (isError && text[0] === '[' && text.endsWith(']')) text = text.slice(1, -1);
  this.output.write(uncaught.mark(text, writer.options.breakLength ?? 80));
  this.clearBufferedCommand();
  this.lines.level = [];
  this.displayPrompt();
};

REPLServer.prototype.displayPrompt = function(preserveCursor) {
  let prompt = this.initialPrompt;
  if (this[kBuffered].length > 0) prompt = process.env.NODE_REPL_MULTILINE_PROMPT ?? '| ';
  if (this.editorMode) prompt = '';
  this[kSetPromptText](prompt);
  this.prompt(preserveCursor);
};

REPLServer.prototype.clearBufferedCommand = function clearBufferedCommand() {
  this[kBuffered] = '';
};

/** @param {string} keyword without the dot; @returns {boolean} whether there is such a command */
REPLServer.prototype.parseREPLKeyword = function(keyword, rest) {
  const command = this.commands[keyword];
  if (command === undefined) return false;
  command.action.call(this, rest);
  return true;
};

REPLServer.prototype.defineCommand = function(keyword, command) {
  if (typeof command === 'function') command = { action: command };
  else validateFunction(command.action, 'cmd.action');
  this.commands[keyword] = command;
};

REPLServer.prototype.complete = function(...args) {
  this.completer(...args);
};

Object.defineProperty(REPLServer.prototype, 'builtinNames', { __proto__: null, configurable: true, value: builtins });

REPLServer.prototype.completeOnEditorMode = (callback) => (error, results) => {
  if (error) return callback(error);
  const { 0: found, 1: on = '' } = results;
  const names = found.filter((name) => name !== '' && name.startsWith(on));
  return callback(null, [names.length > 0 ? [require('internal/readline/utils').commonPrefix(names)] : [], on]);
};

REPLServer.prototype.setupHistory = function setupHistory(file, callback) {
  require('internal/repl/history').setupHistory(this, file, callback);
};

REPLServer.prototype.close = function close() {
  if (this.closed) return;
  if (this.waiting !== undefined) {
    this.closeWhenDone = true;
    return;
  }
  process.nextTick(() => Interface.prototype.close.call(this));
};

// ---- the context ----------------------------------------------------------------------------------------

REPLServer.prototype.createContext = function() {
  let context;
  if (this.useGlobal) {
    context = globalThis;
  } else {
    context = vm.createContext();
    const names = Object.getOwnPropertyNames(globalThis);
    const own = new Set(vm.runInContext('Object.getOwnPropertyNames(globalThis)', context));
    for (const name of names) {
      if (!own.has(name)) {
        Object.defineProperty(context, name, { __proto__: null, ...Object.getOwnPropertyDescriptor(globalThis, name) });
      }
    }
    context.global = context;
    const { Console } = require('console');
    Object.defineProperty(context, 'console', {
      __proto__: null, configurable: true, writable: true, value: new Console(this.output),
    });
  }
  const { Module } = require('internal/modules/cjs/loader');
  const { makeRequireFunction, addBuiltinLibsToObject } = require('internal/modules/helpers');
  const mod = new Module('<repl>');
  let cwd = '/';
  try {
    cwd = process.cwd();
  } catch { /* it is gone */ }
  mod.paths = [...Module._resolveLookupPaths('<repl>', mod) ?? []];
  if (!mod.paths.includes(path.join(cwd, 'node_modules'))) mod.paths = [path.resolve('./repl/node_modules'), ...Module._nodeModulePaths(cwd), ...Module.globalPaths];
  const define = (name, value) => Object.defineProperty(context, name, {
    __proto__: null, configurable: true, writable: true, value,
  });
  define('module', mod);
  define('require', makeRequireFunction(mod));
  addBuiltinLibsToObject(context, '<REPL>');
  return context;
};

REPLServer.prototype.resetContext = function() {
  this.context = this.createContext();
  this.underscoreAssigned = false;
  this.underscoreErrAssigned = false;
  this.lines = [];
  this.lines.level = [];
  this.lexicals = new Set();
  underscore(this, '_', 'last', 'underscoreAssigned');
  underscore(this, '_error', 'lastError', 'underscoreErrAssigned');
  this.emit('reset', this.context);
};

function underscore(repl, name, field, flag) {
  Object.defineProperty(repl.context, name, {
    __proto__: null,
    configurable: true,
    get: () => repl[field],
    set: (value) => {
      repl[field] = value;
      if (!repl[flag]) {
        repl[flag] = true;
        repl.output.write(`Expression assignment to ${name} now disabled.\n`);
      }
    },
  });
}

function start(prompt, source, eval_, useGlobal, ignoreUndefined, replMode) {
  const repl = new REPLServer(prompt, source, eval_, useGlobal, ignoreUndefined, replMode);
  module.exports.repl ??= repl;
  return repl;
}

let builtinNames; // programs may add to it
function builtins() {
  return builtinNames ??= BuiltinModule.getCanBeRequiredByUsersWithoutSchemeList().filter((id) => !id.startsWith('_'));
}

module.exports = {
  start,
  writer,
  REPLServer,
  REPL_MODE_SLOPPY,
  REPL_MODE_STRICT,
  Recoverable,
  isValidSyntax: compiles,
};
Object.defineProperty(module.exports, 'builtinModules', {
  __proto__: null, enumerable: false, configurable: true, set() {},
  get: pending(builtins, 'repl.builtinModules is deprecated. Check module.builtinModules instead', 'DEP0191'),
});
Object.defineProperty(module.exports, '_builtinLibs', {
  __proto__: null, enumerable: false, configurable: true, set() {},
  get: pending(builtins, 'repl._builtinLibs is deprecated. Check module.builtinModules instead', 'DEP0142'),
});

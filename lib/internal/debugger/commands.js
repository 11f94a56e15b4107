// SPDX-License-Identifier: MIT
// What can be typed in the debugger. A command that needs no arguments is run by its name alone.
'use strict';

const path = require('path');
const { helpText } = require('internal/debugger/help');
const { addBreakpoint, clearBreakpoint } = require('internal/debugger/breakpoints');
const { validateString } = require('internal/validators');
const { inspect } = require('internal/util/inspect');
const { codes: { ERR_DEBUGGER_ERROR } } = require('internal/errors');

const aliases = {
  '__proto__': null, 'c': 'cont', 'n': 'next', 's': 'step', 'o': 'out', 'bt': 'backtrace', 'sb': 'setBreakpoint', 'cb': 'clearBreakpoint',
  'r': 'run', 'restart': 'run', 'p': 'exec',
};
const domains = ['Debugger', 'HeapProfiler', 'Profiler', 'Runtime'];

/** Text that is printed as it is. */
class Plain {
  constructor(text) {
    this.text = text;
  }

  [inspect.custom]() {
    return this.text;
  }
}

const plainOrNothing = (text) => (text === undefined ? undefined : new Plain(text));

class Profile {
  constructor(data) {
    this.data = data;
  }

  /** @param {string} [file] */
  save(file = 'node.cpuprofile') {
    const absolute = path.resolve(file);
    require('fs').writeFileSync(absolute, JSON.stringify(this.data));
    return new Plain(`Saved profile to ${absolute}`);
  }

  [inspect.custom]() {
    return `[Profile ${this.data.endTime - this.data.startTime}μs]`;
  }
}

function makeCommands(session) {
  const { client } = session;
  // The answer of these is the next pause.
  const resume = (method) => async () => {
    if (!client.isConnected) return new Plain('Use `run` to start the app again.');
    await client.call(method);
    return undefined;
  };
  const pauseOn = (state) => () => {
    session.pauseOn = state;
    if (client.isConnected) return client.call('Debugger.setPauseOnExceptions', { state }).then(() => undefined);
    return undefined;
  };
  return {
    __proto__: null,
    run: () => session.restart(),
    kill: () => session.stop(),
    cont: resume('Debugger.resume'),
    next: resume('Debugger.stepOver'),
    step: resume('Debugger.stepInto'),
    out: resume('Debugger.stepOut'),
    pause: resume('Debugger.pause'),
    backtrace: () => new Plain(session.backtrace()),
    list: async (delta = 5) => new Plain(await session.listAround(session.frame.location, delta)),
    setContextLineNumber(delta = 2) {
      if (!Number.isInteger(delta)) throw new ERR_DEBUGGER_ERROR('setContextLineNumber needs a number of lines');
      if (delta < 1) throw new ERR_DEBUGGER_ERROR('setContextLineNumber needs a number of lines from 1 on');
      session.contextLines = delta;
    },
    setBreakpoint: async (...args) => plainOrNothing(await addBreakpoint(session, ...args)),
    clearBreakpoint: (script, line) => clearBreakpoint(session, script, line),
    breakpoints() {
      if (session.breakpoints.length === 0) return new Plain('No breakpoints yet');
      return new Plain(session.breakpoints.map(({ name, line }, i) => `#${i} ${name}${line === undefined ? '' : `:${line + 1}`}`).join('\n'));
    },
    breakOnException: pauseOn('all'),
    breakOnUncaught: pauseOn('uncaught'),
    breakOnNone: pauseOn('none'),
    watch(expression) {
      validateString(expression, 'expression');
      if (!session.watched.includes(expression)) session.watched.push(expression);
    },
    unwatch(which) {
      const at = typeof which === 'number' ? which : session.watched.indexOf(`${which}`);
      if (at >= 0 && at < session.watched.length) session.watched.splice(at, 1);
    },
    watchers: async () => new Plain(await session.watcherText(false)),
    exec: (expression) => (expression.trim() === '.scope' ? session.scopeNames() : session.evaluate(expression)),
    repl: () => debugRepl(session),
    scripts(all = false) {
      const here = session.frames?.[0].location.scriptId;
      const lines = [];
      for (const { scriptId, name, isNative } of session.scripts.values()) {
        if (isNative && !all) continue;
        lines.push(`${scriptId === here ? '*' : ' '} ${scriptId}: ${name}${isNative ? ' <native>' : ''}`);
      }
      return new Plain(lines.join('\n'));
    },
    async profile() { await client.call('Profiler.start'); },
    async profileEnd() {
      const { profile } = await client.call('Profiler.stop');
      session.profiles.push(new Profile(profile));
      return session.profiles[session.profiles.length - 1];
    },
    profiles: () => session.profiles,
    takeHeapSnapshot: (file = 'node.heapsnapshot') => heapSnapshot(session, file),
    help: () => new Plain(helpText),
    version: async () => new Plain((await session.evaluate('process.versions.v8')).value),
  };
}

// One at a time: two would mix their chunks.
function heapSnapshot(session, file) {
  const { client } = session;
  const absolute = path.resolve(file);
  const take = async () => {
    const chunks = [];
    const onChunk = ({ chunk }) => chunks.push(chunk);
    client.on('HeapProfiler.addHeapSnapshotChunk', onChunk);
    try {
      await client.call('HeapProfiler.takeHeapSnapshot');
    } finally {
      client.off('HeapProfiler.addHeapSnapshotChunk', onChunk);
    }
    require('fs').writeFileSync(absolute, chunks.join(''));
    return new Plain(`Wrote snapshot: ${absolute}`);
  };
  session.snapshot = (session.snapshot ?? Promise.resolve()).then(take, take);
  return session.snapshot;
}

// `repl`: everything is evaluated in the program, until Ctrl+C.
function debugRepl(session) {
  const { repl } = session;
  const { eval: before } = repl;
  session.print('Press Ctrl+C to leave debug repl');
  repl.eval = (code, context, file, callback) => {
    session.evaluate(code.trim()).then((value) => callback(null, value), callback);
  };
  repl.setPrompt('> ');
  repl.once('SIGINT', () => {
    repl.eval = before;
    repl.setPrompt('debug> ');
    process.nextTick(() => repl.displayPrompt());
  });
}

// Methods of the protocol as objects: Debugger.getScriptSource({ scriptId: '1' }).
function domainObject(session, domain) {
  return new Proxy({ __proto__: null }, {
    get: (target, method) => (typeof method === 'string' && method !== 'then' ? (params) => session.client.call(`${domain}.${method}`, params) : undefined),
  });
}

function fillContext(context, session, commands) {
  const define = (name, value) => Object.defineProperty(context, name, { __proto__: null, configurable: true, writable: true, enumerable: false, value });
  for (const name of Object.keys(commands)) define(name, commands[name]);
  for (const name of Object.keys(aliases)) define(name, commands[aliases[name]]);
  for (const domain of domains) define(domain, domainObject(session, domain));
  // profiles[0].save() works as it is.
  define('profiles', session.profiles);
}

function createRepl(session) {
  const commands = makeCommands(session);
  let last = '\n';
  const evaluate = async (code, context, file) => {
    const line = code.trim();
    const command = commands[aliases[line] ?? line];
    if (command !== undefined) return command();
    const expression = /^(?:exec|p) +([^]+)$/.exec(line) ?? /^(?:exec|p)([\t"'`{[/][^]*)$/.exec(line);
    if (expression !== null) return commands.exec(expression[1]);
    return require('vm').runInContext(code, context, { filename: file, displayErrors: false });
  };
  const repl = require('repl').start({
    prompt: 'debug> ', input: process.stdin, output: process.stdout, useGlobal: false, ignoreUndefined: true,
    eval(code, context, file, callback) {
      const given = code.trim() === '' ? last : code;
      last = given;
      session.busy = true;
      const done = (error, value) => {
        session.busy = false;
        callback(error, value);
      };
      evaluate(given, context, file).then((value) => done(null, value), done);
    },
  });
  fillContext(repl.context, session, commands);
  repl.on('reset', () => fillContext(repl.context, session, commands));
  repl.on('exit', () => process.exit(0));
  repl.defineCommand('interrupt', {
    help: 'Stop waiting, or leave the debug repl',
    action() {
      repl.emit('SIGINT');
    },
  });
  return repl;
}

module.exports = { createRepl };

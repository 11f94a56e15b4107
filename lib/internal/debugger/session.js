// SPDX-License-Identifier: MIT
// One session of the debugger: the connection, the scripts, the breakpoints, where the program stands; what it prints.
'use strict';

const path = require('path');
const { Client } = require('internal/debugger/client');
const { Target, startupError } = require('internal/debugger/target');
const { fromAnswer } = require('internal/debugger/remote');
const { listing } = require('internal/debugger/listing');
const { codes: { ERR_DEBUGGER_ERROR } } = require('internal/errors');

const kConnectTries = 5;
const kConnectPause = 1_000; // ms

function relative(url) {
  let file = url;
  if (url.startsWith('file://')) file = require('internal/url').fileURLToPath(url);
  const here = `${path.resolve()}${path.sep}`;
  return file.startsWith(here) ? file.slice(here.length) : file;
}

class Session {
  client = new Client();
  scripts = new Map(); // id -> { scriptId, url, name, isNative }
  breakpoints = []; // { id, name, url, urlRegex, line, condition, scriptId }
  watched = [];
  profiles = [];
  frames = null; // of the pause; null: running
  pauseOn = 'none'; // exceptions
  contextLines = 2;
  repl = null;
  busy = false; // a command runs: the prompt comes after it

  constructor(options) {
    this.target = new Target(options, (text) => this.#programSays(text));
    this.client.on('close', () => {
      this.frames = null;
      this.scripts.clear();
    });
    this.client.on('Debugger.scriptParsed', (script) => this.#addScript(script));
    this.client.on('Debugger.resumed', () => {
      this.frames = null;
    });
    this.client.on('Debugger.paused', (event) => this.#paused(event).catch((error) => this.print(`${error.stack}`)));
  }

  /** Starts program and REPL. */
  async run() {
    await this.start();
    const { createRepl } = require('internal/debugger/commands');
    this.repl = createRepl(this);
    await this.resumeStart();
  }

  // ---- output

  /** Shows text above the prompt. */
  print(text) {
    const { repl } = this;
    if (repl === null) {
      process.stdout.write(`${text}\n`);
      return;
    }
    if (repl.terminal && !this.busy) process.stdout.write('\r\u001b[0J');
    process.stdout.write(`${text}\n`);
    if (!this.busy) repl.displayPrompt(true);
  }

  #programSays(text) {
    this.print(text.split(/\r?\n/).map((line) => `< ${line}`).join('\n'));
  }

  // ---- start, end

  /** Starts the program, or finds it, and connects. */
  async start() {
    const { host, port } = await this.target.launch();
    const { setTimeout: wait } = require('timers/promises');
    const quiet = this.repl !== null;
    let text = `connecting to ${host}:${port} ...`;
    if (!quiet) process.stdout.write(text);
    for (let tries = 1; ; tries++) {
      try {
        await this.client.connect(host, port);
        break;
      } catch (error) {
        if (error.code !== 'ECONNREFUSED') throw error;
        if (tries === kConnectTries) throw startupError(' failed to connect, please retry');
        await wait(kConnectPause);
      }
    }
    text += ' ok';
    if (quiet) this.print(text);
    else process.stdout.write(' ok\n');
    await this.client.call('Runtime.enable');
    await this.client.call('Profiler.enable');
    await this.client.call('Profiler.setSamplingInterval', { interval: 100 });
    await this.client.call('Debugger.enable');
    await this.client.call('Debugger.setPauseOnExceptions', { state: this.pauseOn });
    await this.client.call('Debugger.setAsyncCallStackDepth', { maxDepth: 0 });
    await this.#restoreBreakpoints();
  }

  /** Lets the program begin: it pauses before its first statement. */
  resumeStart() {
    return this.client.call('Runtime.runIfWaitingForDebugger');
  }

  async restart() {
    await this.stop();
    await this.start();
    await this.resumeStart();
  }

  async stop() {
    this.client.close();
    await this.target.kill();
  }

  // ---- scripts

  #addScript(script) {
    const { scriptId, url } = script;
    if (!url) return;
    this.scripts.set(scriptId, {
      scriptId, url, name: relative(url), isNative: url.startsWith('node:') && !require('module').isBuiltin(url),
    });
    for (const breakpoint of this.breakpoints) {
      if (breakpoint.urlRegex !== undefined && new RegExp(breakpoint.urlRegex).test(url)) breakpoint.name = relative(url);
    }
  }

  /** @returns {{ known: object[], exact: object | undefined }} scripts of which this may be the name */
  findScripts(name) {
    const all = [...this.scripts.values()];
    const exact = all.find((script) => script.scriptId === name || script.name === name || script.url === name ||
      script.url === require('internal/url').pathToFileURL(path.resolve(name)).href);
    return { exact, known: exact !== undefined ? [exact] : all.filter((script) => script.url.endsWith(`/${name}`) || script.url.endsWith(name)) };
  }

  async sourceOf(scriptId) {
    const script = this.scripts.get(scriptId);
    if (script.lines === undefined) {
      const { scriptSource } = await this.client.call('Debugger.getScriptSource', { scriptId });
      script.lines = scriptSource.split(/\r\n|[\r\n]/);
    }
    return script.lines;
  }

  // ---- the pause

  /** The frame that is looked at. Throws unless the program is paused. */
  get frame() {
    if (this.frames === null) throw new ERR_DEBUGGER_ERROR('Requires execution to be paused');
    return this.frames[0];
  }

  nameOf({ scriptId }) {
    return this.scripts.get(scriptId)?.name ?? '(unknown)';
  }

  async listAround(location, delta) {
    const { scriptId, lineNumber, columnNumber } = location;
    return listing(await this.sourceOf(scriptId), {
      line: lineNumber, column: columnNumber, delta, colors: this.repl?.useColors === true,
      isBreakpoint: (line) => this.breakpoints.some((b) => b.scriptId === scriptId && b.line === line),
    });
  }

  async #paused({ callFrames, reason, hitBreakpoints }) {
    if (process.env.NODE_INSPECT_RESUME_ON_START === '1' && reason === 'Break on start') {
      await this.client.call('Debugger.resume');
      return;
    }
    this.frames = callFrames;
    const { location } = callFrames[0];
    const what = reason === 'other' || (reason === 'ambiguous' && hitBreakpoints?.length > 0) ? 'break' : reason;
    const header = `${what} in ${this.nameOf(location)}:${location.lineNumber + 1}`;
    const watchers = await this.watcherText(true);
    const source = await this.listAround(location, this.contextLines);
    this.print([header, watchers, source].filter((text) => text !== '').join('\n'));
  }

  backtrace() {
    if (this.frames === null) throw new ERR_DEBUGGER_ERROR('Requires execution to be paused');
    return this.frames.map(({ functionName, location }, i) =>
      `#${i} ${functionName || '(anonymous)'} ${this.nameOf(location)}:${location.lineNumber + 1}:${location.columnNumber}`).join('\n');
  }

  /** Evaluates where the program stands, or in its global scope. */
  async evaluate(expression) {
    const wanted = { expression, objectGroup: 'eddy-inspect', generatePreview: true };
    if (this.frames === null) return fromAnswer(await this.client.call('Runtime.evaluate', wanted));
    return fromAnswer(await this.client.call('Debugger.evaluateOnCallFrame', { callFrameId: this.frame.callFrameId, ...wanted }));
  }

  /** @returns {Promise<string[][]>} the names in each scope of the frame but the global one */
  async scopeNames() {
    const scopes = this.frame.scopeChain.filter(({ type }) => type !== 'global');
    return Promise.all(scopes.map(async ({ object }) => {
      const { result } = await this.client.call('Runtime.getProperties', { objectId: object.objectId, ownProperties: true });
      return result.map(({ name }) => name);
    }));
  }

  /** The watched expressions with their values. */
  async watcherText(withTitle) {
    if (this.watched.length === 0) return '';
    const { inspect } = require('internal/util/inspect');
    const values = await Promise.all(this.watched.map((expression) =>
      this.evaluate(expression).then((value) => (value.isError ? `<${value.description.split('\n', 1)[0]}>` : inspect(value)),
                                     (error) => `<${error.message}>`)));
    const width = `${values.length - 1}`.length;
    const lines = values.map((value, i) => {
      const head = `${' '.repeat(2)}${`${i}`.padStart(width)}: ${this.watched[i]} =`;
      return value.includes('\n') ? `${head}\n    ${value.replaceAll('\n', '\n    ')}` : `${head} ${value}`;
    });
    return withTitle ? `Watchers:\n${lines.join('\n')}\n` : lines.join('\n');
  }

  // ---- breakpoints

  /** @param {object} wanted { url | urlRegex, lineNumber, condition } */
  async addBreakpoint(wanted, name) {
    const { breakpointId, locations } = await this.client.call('Debugger.setBreakpointByUrl', wanted);
    const { 0: location } = locations;
    const breakpoint = {
      id: breakpointId, wanted, urlRegex: wanted.urlRegex,
      name: location === undefined ? name : this.nameOf(location), scriptId: location?.scriptId,
      line: location?.lineNumber ?? wanted.lineNumber,
    };
    this.breakpoints.push(breakpoint);
    return breakpoint;
  }

  async #restoreBreakpoints() {
    const old = this.breakpoints.filter(({ wanted }) => wanted !== undefined);
    this.breakpoints = [];
    for (const { wanted, name } of old) await this.addBreakpoint(wanted, name);
    if (old.length > 0) this.print(`${old.length} breakpoints restored.`);
  }
}

module.exports = { Session };

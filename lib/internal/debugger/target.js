// SPDX-License-Identifier: MIT
// The program that is debugged: a child of ours, or a process somewhere that listens for debuggers.
'use strict';

const kFreeWait = 2_000; // ms that a port in use may take to become free
const kPoll = 100; // ms between two looks

/** What the user has to mend: printed without a stack. */
function startupError(message) {
  const error = new Error(message);
  error.code = 'ERR_DEBUGGER_STARTUP_ERROR';
  return error;
}

function isTaken(host, port) {
  return new Promise((resolve) => {
    const socket = require('net').connect(port, host);
    const done = (taken) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

async function waitUntilFree(host, port) {
  const { setTimeout: wait } = require('timers/promises');
  for (const end = Date.now() + kFreeWait; await isTaken(host, port); await wait(kPoll)) {
    if (Date.now() > end) throw startupError(`Timeout (${kFreeWait}) waiting for ${host}:${port} to be free`);
  }
}

class Target {
  #options;
  #child = null;

  /** @param {{host: string, port: number, script: string|null, args: string[]}} options @param {(text: string) => void} print its output */
  constructor(options, print) {
    this.#options = options;
    this.print = print;
  }

  /** @returns {boolean} a process that we attach to, and leave running */
  get isRemote() {
    return this.#options.script === null;
  }

  /** Starts the program anew. @returns {Promise<{host: string, port: number}>} where its inspector listens */
  async launch() {
    const { host, port, script, args } = this.#options;
    if (this.isRemote) return { host, port };
    await this.kill();
    if (port !== 0) await waitUntilFree(host, port);
    const child = require('child_process').spawn(process.execPath, [`--inspect-brk=${port}`, script, ...args], { stdio: ['inherit', 'pipe', 'pipe'] });
    this.#child = child;
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    child.stdout.on('data', (text) => this.print(text));
    child.once('exit', () => {
      if (this.#child === child) this.#child = null;
    });
    return new Promise((resolve, reject) => {
      let seen = '';
      child.once('error', reject);
      child.once('exit', () => reject(startupError('The program ended before the debugger could connect')));
      child.stderr.on('data', (text) => {
        this.print(text);
        if (seen === null) return;
        seen += text;
        const match = /Debugger listening on ws:\/\/\[?([^\]/]+?)\]?:(\d+)\//.exec(seen);
        if (match === null) return;
        seen = null;
        resolve({ host: match[1], port: Number(match[2]) });
      });
    });
  }

  /** Ends the program, if it is ours. */
  kill() {
    const child = this.#child;
    if (child === null) return undefined;
    this.#child = null;
    child.kill();
    return new Promise((resolve) => {
      child.once('exit', resolve);
    });
  }

  get isRunning() {
    return this.isRemote || this.#child !== null;
  }
}

module.exports = { Target, startupError };

// SPDX-License-Identifier: MIT
// Command line of `eddy inspect`: a script to start, host:port or -p pid to attach to.
'use strict';

const kInvalidArgument = 9;

function usage() {
  const name = require('path').basename(process.argv0);
  process.stderr.write(`Usage: ${name} inspect script.js
       ${name} inspect <host>:<port>
       ${name} inspect --port=<port> Use 0 for random port assignment
       ${name} inspect -p <pid>
`);
  process.exit(kInvalidArgument);
}

/** Asks a process to open its inspector. */
function wake(pid) {
  try {
    process._debugProcess(pid);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    process.stderr.write(`Target process: ${pid} doesn't exist.\n`);
    process.exit(1);
  }
}

/** @returns {{ host: string, port: number, script: string | null, args: string[] }} script null: attach */
function readArguments(given) {
  const { 0: target } = given;
  const args = given.slice(1);
  const address = /^([^:]+):(\d+)$/.exec(target);
  if (address !== null) return { host: address[1], port: Number(address[2]), script: null, args };
  if (target === '-p' && args.length === 1 && /^\d+$/.test(args[0])) {
    wake(Number(args[0]));
    return { host: '127.0.0.1', port: 9229, script: null, args: [] };
  }
  const port = /^--port=(\d+)$/.exec(target);
  if (port !== null) return { host: '127.0.0.1', port: Number(port[1]), script: args[0], args: args.slice(1) };
  return { host: '127.0.0.1', port: 9229, script: target, args };
}

function start(given) {
  if (given.length === 0) usage();
  const options = readArguments(given);
  if (options.script === undefined) usage();
  const { Session } = require('internal/debugger/session');
  const session = new Session(options);
  const fail = (error) => {
    if (error?.code !== 'ERR_DEBUGGER_STARTUP_ERROR') {
      process.stderr.write('There was an internal error in the debugger. Please report this bug.\n');
      process.stderr.write(`${error?.stack ?? error}\n`);
    } else {
      process.stderr.write(`${error.message}\n`);
    }
    session.target.kill();
    process.exit(1);
  };
  process.on('uncaughtException', fail);
  process.on('exit', () => session.target.kill());
  process.once('SIGTERM', () => process.exit(0));
  process.once('SIGHUP', () => process.exit(0));
  session.run().catch(fail);
}

module.exports = { start };

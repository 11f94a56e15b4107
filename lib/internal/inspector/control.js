// SPDX-License-Identifier: MIT
// The server for front-ends: inspector.open() and the options --inspect, --inspect-brk, --inspect-wait.
'use strict';

const { SymbolDispose } = primordials;
const binding = internalBinding('inspector');
const {
  codes: { ERR_INSPECTOR_ALREADY_ACTIVATED, ERR_INSPECTOR_NOT_ACTIVE },
} = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { writeText } = internalBinding('util');
const { validateInt32 } = require('internal/validators');

function checkPermission() {
  if (process.permission === undefined || getOptionValue('--allow-inspector')) return;
  require('internal/process/permission').deny(
    'Access to this API has been restricted. Use --allow-inspector to manage permissions.', 'Inspector');
}

/** What is given as --inspect-port or --inspect=: [host:]port. */
function readAddress(text) {
  const match = /^(?:(?:\[([^\]]*)\]|([^:]*)):)?(\d*)$/.exec(text);
  const bare = match === null ? /^\[([^\]]*)\]$/.exec(text) : null;
  const host = match === null ? bare?.[1] ?? text : match[1] ?? match[2];
  const port = match === null || match[3] === '' ? 9229 : Number(match[3]);
  return { host: host || '127.0.0.1', port };
}

function isLoopback(host) {
  return /^127\.\d+\.\d+\.\d+$/.test(host) || host === '::1' || host === 'localhost' || host === '[::1]';
}

/** @returns {boolean} whether it listens; otherwise stderr says why not */
function start(port, host) {
  require('internal/inspector/agent');
  require('internal/inspector/console').wrap(); // a front-end that comes later is shown what was printed before
  const script = process.argv[1];
  const isFile = script !== undefined && script.startsWith('/');
  const url = isFile ? require('internal/url').pathToFileURL(script).href : 'file://';
  const publish = getOptionValue('--inspect-publish-uid').split(',');
  const err = binding.open(host, port, isFile ? script : `${process.title ?? 'eddy'}[${process.pid}]`, url, publish.includes('http'));
  if (err !== 0) {
    const { getSystemErrorMessage } = require('util');
    writeText(2, `Starting inspector on ${host}:${port} failed: ${getSystemErrorMessage(err)}\n`);
    return false;
  }
  if (publish.includes('stderr')) {
    writeText(2, `Debugger listening on ${binding.url()}\nFor help, see: https://nodejs.org/en/docs/inspector\n`);
  }
  if (getOptionValue('--experimental-network-inspection')) require('internal/inspector/network').enable();
  return true;
}

/**
 * Lets front-ends connect.
 * @param {number} [port] 0: any; default: that of the command line, else 9229 @param {string} [host] default 127.0.0.1
 * @param {boolean} [waits] blocks until a front-end has connected
 * @returns {Disposable} closes it again
 */
function open(port, host, waits) {
  checkPermission();
  if (binding.url() !== undefined) throw new ERR_INSPECTOR_ALREADY_ACTIVATED();
  const given = readAddress(getOptionValue('--inspect-port'));
  if (port !== undefined && port >>> 0 === port) validateInt32(port, 'port', 0, 65535);
  else if (port !== undefined && typeof port === 'number') validateInt32(port, 'port', 0, 65535);
  if (host && !isLoopback(host)) {
    process.emitWarning('Binding the inspector to a public IP with an open port is insecure, ' +
      'as it allows external hosts to connect to the inspector and perform a remote code execution attack. ' +
      'Documentation can be found at https://nodejs.org/api/cli.html#--inspecthostport', 'SecurityWarning');
  }
  start(port >>> 0 === port ? port : given.port, host || given.host);
  if (waits) wait();
  return { __proto__: null, [SymbolDispose]() { close(); } };
}

/** Disconnects all front-ends, and lets no more connect. */
function close() { binding.close(); }

/** @returns {string | undefined} of the server: ws://… */
function url() { return binding.url(); }

/** Blocks until a front-end has connected and said Runtime.runIfWaitingForDebugger. */
function waitForDebugger() {
  if (binding.url() === undefined) throw new ERR_INSPECTOR_NOT_ACTIVE();
  wait();
}

function wait() {
  require('internal/inspector/agent').broadcast('NodeRuntime', 'NodeRuntime.waitingForDebugger', {});
  binding.waitForDebugger();
}

let breakPending = false; // --inspect-brk: the program's first statement is still to come

/** At the start of a process, when one of the options is given. */
function startFromOptions() {
  const { host, port } = readAddress(getOptionValue('--inspect-port'));
  process.debugPort = port;
  const breaks = getOptionValue('--inspect-brk') || getOptionValue('--inspect-brk-node');
  if (!(getOptionValue('--inspect') || breaks || getOptionValue('--inspect-wait'))) return;
  checkPermission();
  if (!start(port, host)) return; // the program runs without: as in Node
  process.debugPort = Number(new URL(binding.url()).port);
  if (breaks || getOptionValue('--inspect-wait')) binding.waitForDebugger();
  breakPending = breaks;
}

/** Right before the program's first statement: pauses there if --inspect-brk asks for it. Once. */
function pauseOnStart() {
  if (!breakPending) return;
  breakPending = false;
  binding.pauseNext('Break on start');
}

/**
 * A worker whose debugger wants it: waits for that.
 * @param {boolean} breaks then pauses at the program's first statement; a text that is evaluated does not, as in Node
 */
function waitInWorker(breaks) {
  binding.waitForDebugger();
  if (!breaks) return;
  require('internal/options').overrideOptions(['--inspect-brk']);
  breakPending = true;
}

module.exports = {
  checkPermission, close, open, pauseOnStart, readAddress, start, startFromOptions, url, waitInWorker, waitForDebugger,
};

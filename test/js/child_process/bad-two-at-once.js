// SPDX-License-Identifier: MIT
// child_process: of two wrong values Node's is told, getters throw through, nothing is started.
'use strict';
const assert = require('node:assert');
const { ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } = require('node:child_process');
const { checkOutcomes, mine } = require('../../fixtures/outcome');

const table = [
  [() => spawn('', 5), `TypeError ERR_INVALID_ARG_VALUE: The argument 'file' cannot be empty. Received ''`],
  [() => spawn(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "file" argument must be of type string. Received type number (5)'],
  [() => spawn('x', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "args" argument must be of type object. Received type number (5)'],
  [() => spawn('x', [], 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => spawn('x\0', ['a\0']), `TypeError ERR_INVALID_ARG_VALUE: The argument 'file' must be a string without null bytes. Received 'x\\x00'`],
  [() => spawn('x', ['a\0b'], { cwd: 5 }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'args[0]' must be a string without null bytes. Received 'a\\x00b'`],
  [() => spawn('x', [], { cwd: 5, detached: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.cwd" property must be of type string or an instance of Buffer or URL. Received type number (5)'],
  [() => spawn('x', [], { uid: 'a', gid: 'b' }), `TypeError ERR_INVALID_ARG_TYPE: The "options.uid" property must be int32. Received type string ('a')`],
  [() => spawn('x', [], { gid: 'b', shell: 5 }), `TypeError ERR_INVALID_ARG_TYPE: The "options.gid" property must be int32. Received type string ('b')`],
  [() => spawn('x', [], { shell: 5, argv0: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.shell" property must be one of type boolean or string. Received type number (5)'],
  [() => spawn('x', [], { argv0: 5, windowsHide: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.argv0" property must be of type string. Received type number (5)'],
  [() => spawn('x', [], { argv0: 'a\0' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.argv0' must be a string without null bytes. Received 'a\\x00'`],
  [() => spawn('x', [], { cwd: 'a\0' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.cwd' must be a string, Uint8Array, or URL without null bytes. Received 'a\\x00'`],
  [() => spawn('x', [], { env: { 'a\0': 1 } }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.env['a\u0000']' must be a string without null bytes. Received 'a\\x00'`],
  [() => spawn('x', [], { env: { A: 'b\0' }, stdio: 'bad' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.env['A']' must be a string without null bytes. Received 'b\\x00'`],
  [() => spawn('x', [], { stdio: 'bad' }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'stdio' is invalid. Received 'bad'`],
  [() => spawn('x', [], { stdio: ['bad'] }), `TypeError ERR_INVALID_SYNC_FORK_INPUT: Asynchronous forks do not support Buffer, TypedArray, DataView or string input: 'bad'`],
  [() => spawn('x', [], { stdio: [{}] }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'stdio' is invalid. Received {}`],
  [() => spawn('x', [], { stdio: ['ipc', 'ipc'] }), 'Error ERR_IPC_ONE_PIPE: Child process can have only one IPC pipe'],
  [() => spawn('x', [], { serialization: 'bad' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.serialization' must be one of: undefined, 'json', 'advanced'. Received 'bad'`],
  [() => spawn('x', [], { timeout: -1, killSignal: 'bad' }), 'RangeError ERR_OUT_OF_RANGE: The value of "timeout" is out of range. It must be an unsigned integer. Received -1'],
  [() => spawn('x', [], { killSignal: 'bad' }), 'TypeError ERR_UNKNOWN_SIGNAL: Unknown signal: bad'],
  [() => spawn('x', [], { signal: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.signal" property must be an instance of AbortSignal. Received type number (5)'],
  [() => spawn('x', [], { get cwd() { mine(); } }), 'Error undefined: mine'],
  [() => spawn('x', [], { env: { get A() { mine(); } } }), 'Error undefined: mine'],
  [() => spawnSync('x', [], { timeout: -1, maxBuffer: -1 }), 'RangeError ERR_OUT_OF_RANGE: The value of "timeout" is out of range. It must be an unsigned integer. Received -1'],
  [() => spawnSync('x', [], { maxBuffer: -1, killSignal: 'bad' }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.maxBuffer" is out of range. It must be a positive number. Received -1'],
  [() => spawnSync('x', [], { input: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.stdio[0]" property must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)'],
  [() => spawnSync('x', [], { stdio: [0, 'bad'] }), 'returned'],
  [() => spawnSync('x', [], { stdio: ['ipc'] }), 'Error ERR_IPC_SYNC_FORK: IPC cannot be used with synchronous forks'],
  [() => execFile(5, [], {}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received type number (5)'],
  [() => execFile('x', [], { timeout: -1, maxBuffer: -1 }), 'RangeError ERR_OUT_OF_RANGE: The value of "timeout" is out of range. It must be an unsigned integer. Received -1'],
  [() => execFile('x', [], 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => execFile('x', [], {}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received type number (5)'],
  [() => execFileSync('x', [], () => {}), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received function '],
  [() => execFileSync('x', [], 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => execFileSync('', []), `TypeError ERR_INVALID_ARG_VALUE: The argument 'file' cannot be empty. Received ''`],
  [() => exec(5, 5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "command" argument must be of type string. Received type number (5)'],
  [() => exec('x\0', { cwd: 5 }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'command' must be a string without null bytes. Received 'x\\x00'`],
  [() => execSync(5), 'TypeError ERR_INVALID_ARG_TYPE: The "command" argument must be of type string. Received type number (5)'],
  [() => execSync('x', { timeout: -1 }), 'RangeError ERR_OUT_OF_RANGE: The value of "timeout" is out of range. It must be an unsigned integer. Received -1'],
  [() => fork(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "modulePath" argument must be of type string or an instance of Buffer or URL. Received type number (5)'],
  [() => fork('x', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "args" argument must be an instance of Array. Received type number (5)'],
  [() => fork('x', [], 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => fork('x', [], { stdio: ['pipe'] }), `Error ERR_CHILD_PROCESS_IPC_REQUIRED: Forked processes must have an IPC channel, missing value 'ipc' in options.stdio`],
  [() => fork('x', [], { execPath: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "file" argument must be of type string. Received type number (5)'],
  [() => fork('x', [], { serialization: 5 }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.serialization' must be one of: undefined, 'json', 'advanced'. Received 5`],
  [() => new ChildProcess().spawn(), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received undefined'],
  [() => new ChildProcess().spawn({ file: 5, args: 5, envPairs: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.file" property must be of type string. Received type number (5)'],
  [() => new ChildProcess().spawn({ file: 'x', args: 5, envPairs: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.args" property must be an instance of Array. Received type number (5)'],
  [() => new ChildProcess().spawn({ file: 'x', serialization: 5 }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.serialization' must be one of: undefined, 'json', 'advanced'. Received 5`],
];

checkOutcomes(table);
// An aborted signal: an AbortError, and no process of it is left.
const child = spawn('sleep', ['60'], { signal: AbortSignal.abort() });
child.on('error', (error) => assert.strictEqual(error.name, 'AbortError'));
child.on('exit', (code, signal) => assert.strictEqual(signal, 'SIGTERM'));

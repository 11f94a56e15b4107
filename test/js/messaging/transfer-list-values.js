// SPDX-License-Identifier: MIT
// What a transfer list may hold: anything else is a DataCloneError with Node's words; postMessage says whether it has posted.
'use strict';

const assert = require('node:assert');
const { markAsUntransferable, MessageChannel, Worker } = require('node:worker_threads');

const refused = (fn, message) => assert.throws(fn, { name: 'DataCloneError', code: 25, message });
const invalid = 'Found invalid value in transferList.';

const { port1, port2 } = new MessageChannel();
for (const value of [1, null, undefined, 'x', Symbol('q'), {}, () => {}, new Uint8Array(1), new SharedArrayBuffer(1), new Blob([]),
                     AbortSignal.abort(), new Proxy(new ArrayBuffer(1), {})]) {
  refused(() => port1.postMessage(0, [value]), invalid);
  refused(() => port1.postMessage(0, { transfer: [value] }), invalid);
  refused(() => new Worker('', { eval: true, transferList: [value] }), invalid);
  if (Object(value) === value) refused(() => structuredClone(0, { transfer: [value] }), invalid);
}
assert.throws(() => port1.postMessage(0, { transfer: null }),
  { code: 'ERR_INVALID_ARG_TYPE', message: 'Optional options.transfer argument must be an iterable' });

const unsupported = 'Cannot transfer object of unsupported type.';
const detached = new ArrayBuffer(1);
structuredClone(detached, { transfer: [detached] });
refused(() => port1.postMessage(0, [detached]), unsupported);
for (const value of [{}, () => {}, new ArrayBuffer(1), new Blob([])]) {
  markAsUntransferable(value);
  refused(() => port1.postMessage(0, [value]), unsupported);
}

const other = new MessageChannel();
other.port1.close();
refused(() => port1.postMessage(0, [other.port1]), 'MessagePort in transfer list is already detached');

assert.strictEqual(port1.postMessage(1), true);
assert.strictEqual(port1.postMessage(1, null), true);
port2.close();
assert.strictEqual(port1.postMessage(1), true);
port1.close();
assert.strictEqual(port1.postMessage(1), undefined);

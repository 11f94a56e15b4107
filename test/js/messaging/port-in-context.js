// SPDX-License-Identifier: MIT
// moveMessagePortToContext: the port and what comes through it belong to the context.
'use strict';

const assert = require('node:assert');
const vm = require('node:vm');
const { MessageChannel, moveMessagePortToContext } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
let got;
const context = vm.createContext({ tell: (...args) => got = args });
const moved = moveMessagePortToContext(port1, context);
vm.runInContext(`(port) => {
  port.onmessage = ({ data }) => {
    tell(port instanceof Object, data instanceof Object, data.bytes instanceof Uint8Array, data.map instanceof Map, data.list.length);
    port.close();
  };
  port.start();
}`, context)(moved);
const bytes = new Uint8Array(2);
port2.postMessage({ bytes, map: new Map(), list: [1, 2] }, [bytes.buffer]);
port2.on('close', () => assert.deepStrictEqual(got, [true, true, true, true, 2]));
process.on('exit', () => assert.ok(got));

assert.throws(() => moveMessagePortToContext({}, context),
              { code: 'ERR_INVALID_ARG_TYPE', message: 'The "port" argument must be a MessagePort instance' });
for (const wrong of [{}, null, 5]) {
  assert.throws(() => moveMessagePortToContext(new MessageChannel().port1, wrong),
                { code: 'ERR_INVALID_ARG_TYPE', message: 'Invalid context argument' });
}

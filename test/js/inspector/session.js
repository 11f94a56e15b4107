// SPDX-License-Identifier: MIT
// Sessions of the program itself: commands, events, a breakpoint in code that ran before, refusals.
'use strict';
const assert = require('assert');
const inspector = require('inspector');
const { Session: PromiseSession } = require('inspector/promises');

function debugged(a) {
  return a + 1;
}

const session = new inspector.Session();
assert.throws(() => session.post('Runtime.enable'), { code: 'ERR_INSPECTOR_NOT_CONNECTED' });
session.connect();
assert.throws(() => session.connect(), { code: 'ERR_INSPECTOR_ALREADY_CONNECTED' });
assert.throws(() => session.connectToMainThread(), { code: 'ERR_INSPECTOR_NOT_WORKER' });
assert.throws(() => session.post(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => inspector.waitForDebugger(), { code: 'ERR_INSPECTOR_NOT_ACTIVE' });

let value;
session.post('Runtime.evaluate', { expression: '6 * 7' }, (error, { result }) => { value = result.value; });
assert.strictEqual(value, 42);
session.post('No.such', (error) => { value = error; });
assert.strictEqual(value.code, 'ERR_INSPECTOR_COMMAND');
session.post('Network.nonsense', (error) => { value = error.message; });
assert.match(value, /-32601.*wasn't found/);

const seen = [];
session.on('Runtime.consoleAPICalled', ({ params }) => seen.push(params.args[0].value, params.stackTrace.callFrames[0].url));
session.post('Runtime.enable');
console.log('for the front-end');
assert.deepStrictEqual(seen, ['for the front-end', `file://${__filename}`]);

let pausedIn;
session.once('Debugger.paused', ({ params }) => { pausedIn = params.callFrames[0].functionName; });
session.post('Debugger.enable');
session.post('Debugger.setBreakpointByUrl', { lineNumber: 8, url: `file://${__filename}` });
assert.strictEqual(debugged(1), 2);
assert.strictEqual(pausedIn, 'debugged');
session.post('Runtime.evaluate', { expression: 'new Promise(() => {})', awaitPromise: true }, (error) => { value = error; });
session.disconnect();
session.disconnect();
process.nextTick(() => assert.strictEqual(value.code, 'ERR_INSPECTOR_CLOSED'));

(async () => {
  const other = new PromiseSession();
  other.connect();
  await other.post('Profiler.enable');
  await other.post('Profiler.start');
  const { profile } = await other.post('Profiler.stop');
  assert.ok(profile.nodes.length > 0);
  await assert.rejects(other.post('Nothing.here'), { code: 'ERR_INSPECTOR_COMMAND' });
  other.disconnect();
})();

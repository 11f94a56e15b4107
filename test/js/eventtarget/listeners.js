// SPDX-License-Identifier: MIT
// Listeners of targets: once, signal, handleEvent, stopping, default prevention.
'use strict';
const assert = require('node:assert');
const target = new EventTarget();
const calls = [];
target.addEventListener('x', () => calls.push('once'), { once: true });
target.addEventListener('x', { handleEvent(event) { calls.push(event.type); } });
const controller = new AbortController();
target.addEventListener('x', () => calls.push('signal'), { signal: controller.signal });
target.dispatchEvent(new Event('x'));
controller.abort();
target.dispatchEvent(new Event('x'));
assert.deepStrictEqual(calls, ['once', 'x', 'signal', 'x']);

const stopped = new EventTarget();
stopped.addEventListener('y', (event) => event.stopImmediatePropagation());
stopped.addEventListener('y', () => assert.fail('not reached'));
stopped.addEventListener('z', (event) => event.preventDefault(), { passive: true });
stopped.dispatchEvent(new Event('y'));
assert.strictEqual(stopped.dispatchEvent(new Event('z', { cancelable: true })), true);

// SPDX-License-Identifier: MIT
// A port that is closing can still be let go, and says so.
'use strict';
const assert = require('node:assert');
const { MessageChannel } = require('node:worker_threads');

const { port1 } = new MessageChannel();
port1.on('message', () => {});
assert.strictEqual(port1.hasRef(), true);
port1.close();
assert.strictEqual(port1.hasRef(), true);
port1.unref();
assert.strictEqual(port1.hasRef(), false);
port1.on('close', () => assert.strictEqual(port1.hasRef(), false));

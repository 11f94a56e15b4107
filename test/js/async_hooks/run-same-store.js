// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');

// run() and exit() that change nothing open no context of their own: enterWith() within holds after them.
const storage = new AsyncLocalStorage();
storage.exit(() => storage.enterWith('entered'));
assert.strictEqual(storage.getStore(), 'entered');

const withDefault = new AsyncLocalStorage({ defaultValue: 3 });
withDefault.run(3, () => withDefault.enterWith(4));
assert.strictEqual(withDefault.getStore(), 4);
withDefault.run(5, () => withDefault.enterWith(6));
assert.strictEqual(withDefault.getStore(), 4);

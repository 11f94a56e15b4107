// SPDX-License-Identifier: MIT
// A rejection that nobody handles goes to the domain in which the promise was rejected.
'use strict';

const assert = require('node:assert');
const domain = require('node:domain');

const seen = [];
const d = domain.create();
d.on('error', (error) => seen.push(`domain: ${error.message}`));
process.on('unhandledRejection', (error) => seen.push(`process: ${error.message}`));
d.run(() => {
  Promise.reject(new Error('inside'));
});
Promise.reject(new Error('outside'));
process.on('exit', () => assert.deepStrictEqual(seen, ['domain: inside', 'process: outside']));

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable } = require('stream');

// A stream that was filled and ended before anybody listened begins to flow with 'resume', not before it.
const log = [];
const filled = new Readable({ read() {} });
filled.push('a');
filled.push(null);
for (const name of ['resume', 'data', 'end']) filled.on(name, () => log.push(name));

// Who listens to 'readable' of an empty one hears of its end, though read() was never called.
const empty = new Readable({ read() {} });
empty.push(null);
for (const name of ['readable', 'end']) empty.on(name, () => log.push(`empty ${name}`));

setImmediate(() => {
  assert.deepStrictEqual(log, ['resume', 'data', 'empty readable', 'end', 'empty end']);
});

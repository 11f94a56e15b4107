// SPDX-License-Identifier: MIT
'use strict';
// A wrapped stream that closes closes what is around it, without an error that nobody has made.
const assert = require('assert');
const { Readable } = require('stream');

const log = [];
const watch = (name, stream) => stream.on('error', (error) => log.push(`${name} error ${error.message}`)).on('close', () => log.push(`${name} close`));
watch('unread', Readable.wrap(Readable.from(['a'])));
const early = new Readable({ read() {} });
watch('early', Readable.wrap(early));
early.destroy();
const failed = new Readable({ read() {} });
watch('failed', Readable.wrap(failed));
failed.destroy(new Error('own'));
watch('method', new Readable({ read() {} }).wrap(Readable.from([])));
const inner = watch('inner', new Readable({ read() {} }));
watch('outer', Readable.wrap(inner)).destroy();
for (const value of [undefined, null, 5, {}]) assert.throws(() => Readable.wrap(value), { name: 'TypeError' });
process.on('exit', () => assert.deepStrictEqual(log.sort(), [
  'early close', 'failed close', 'failed error own', 'inner close', 'inner error The operation was aborted', 'method close', 'outer close', 'unread close',
].sort()));

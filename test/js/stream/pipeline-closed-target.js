// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { PassThrough, Readable, Writable, pipeline } = require('stream');

// A stream that is gone already is no target: that is said at once, and the source is left alone.
function gone(stream) {
  stream.on('error', () => {});
  return stream.destroy();
}
const refused = { code: 'ERR_STREAM_UNABLE_TO_PIPE', message: 'Cannot pipe to a closed or destroyed stream' };
const source = new Readable({ read() {} });
assert.throws(() => pipeline(source, gone(new Writable()), assert.fail), refused);
assert.throws(() => pipeline(source, new PassThrough(), gone(new PassThrough()), assert.fail), refused);
assert.strictEqual(source.destroyed, false);
assert.rejects(require('stream/promises').pipeline(source, gone(new Writable())), refused);

// What is not a stream is asked nothing: the failure comes to the callback.
let failed = false;
pipeline(['a'], gone(new Writable()), (error) => { failed = Boolean(error); });
process.on('exit', () => assert.strictEqual(failed, true));

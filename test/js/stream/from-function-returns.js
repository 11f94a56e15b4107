// SPDX-License-Identifier: MIT
'use strict';
// A Duplex of an async function that returns before its input has ended: what is still to be written fails, and the stream closes.
const assert = require('assert');
const { Duplex, Readable, pipeline } = require('stream');

const log = [];
function watch(name, duplex) {
  for (const event of ['error', 'finish', 'close']) duplex.on(event, (error) => log.push(`${name} ${event}${error ? ` ${error.code}` : ''}`));
  return duplex;
}
const broken = watch('break', Duplex.from(async (source) => {
  for await (const chunk of source) {
    log.push(`${chunk}`);
    break;
  }
}));
broken.write('a', (error) => log.push(`write ${error}`));
broken.write('b', (error) => log.push(`write ${error.code}`));

watch('empty', Duplex.from(async () => {}));
watch('all', Duplex.from(async (source) => { for await (const chunk of source) void chunk; })).end('x');

let told = 0;
pipeline(Readable.from(['a', 'b', 'c']), Duplex.from(async (source) => { for await (const chunk of source) if (chunk) break; }), () => told++);

process.on('exit', () => {
  assert.strictEqual(told, 1);
  assert.deepStrictEqual(log.sort(), [
    'a', 'write null', 'write ABORT_ERR', 'break error ABORT_ERR', 'break close', 'empty error ABORT_ERR', 'empty close', 'all finish', 'all close',
  ].sort());
});

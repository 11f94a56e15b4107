'use strict';
// A header block without end: neither memory nor time is spent on it.
const assert = require('node:assert');
const { fields, frame, talk } = require('./frames.js');

(async () => {
  const before = process.memoryUsage().rss;
  await talk({}, () => assert.fail('no request'), (socket) => {
    socket.write(frame('HEADERS', 0, 1, fields()));
    const part = frame('CONTINUATION', 0, 1, fields([['x-a', 'b'.repeat(100)]]).subarray(6));
    const many = Buffer.concat(new Array(500).fill(part));
    const more = () => { while (!socket.destroyed && socket.write(many)); };
    socket.on('drain', more);
    more();
  });
  assert.ok(process.memoryUsage().rss - before < 200e6);
})().then(() => process.on('exit', (code) => assert.strictEqual(code, 0)));

'use strict';
// disconnect(): the channel is gone for the program at once, and 'disconnect' comes in the next tick.
const assert = require('node:assert');
const { fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.once('message', () => {
    process.disconnect();
    assert.strictEqual(process.channel, null);
    assert.strictEqual(process.connected, false);
  });
} else {
  const first = fork(__filename, ['child']);
  first.send('go');
  first.on('exit', (code) => assert.strictEqual(code, 0));

  const second = fork(__filename, ['child']);
  const heard = [];
  second.disconnect();
  assert.strictEqual(second.channel, null);
  second.on('disconnect', () => heard.push('disconnect'));
  second.on('error', (error) => heard.push(error.code));
  assert.strictEqual(second.send('late'), false);
  second.on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.deepStrictEqual(heard, ['disconnect', 'ERR_IPC_CHANNEL_CLOSED']);
  });
}

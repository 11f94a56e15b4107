// SPDX-License-Identifier: MIT
// subscribe(topic, listener): functions get what any process of a cluster publishes, until they have enough; `local`
// stays in its process.
'use strict';
const assert = require('assert');
const cluster = require('cluster');
const { publish, subscribe } = require('eddy:ws');

if (cluster.isPrimary) {
  const got = [];
  const end = subscribe('a', (data, isBinary) => got.push(data, isBinary));
  const endAgain = subscribe('a', (data) => got.push(`again ${data}`));
  assert.strictEqual(publish('a', 'one'), 0); // no sockets
  publish('b', 'nothing');
  endAgain();
  endAgain();
  publish('a', new Uint8Array([1]), { local: true });
  publish('a', 2);
  assert.deepStrictEqual(got, ['one', false, 'again one', new Uint8Array([1]), true, '2', false]);
  end();
  publish('a', 'late');
  assert.strictEqual(got.length, 7);
  assert.throws(() => subscribe('a'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => subscribe(1, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });

  // A listener that ends itself, or others, while it is called.
  const order = [];
  const first = subscribe('c', () => { order.push(1); first(); second(); });
  const second = subscribe('c', () => order.push(2));
  publish('c', '');
  publish('c', '');
  assert.deepStrictEqual(order, [1, 2]);

  const texts = [];
  subscribe('up', (data) => {
    texts.push(`${data}`);
    if (texts.length === 2) publish('down', 'done');
  });
  for (let i = 0; i < 2; i++) cluster.fork();
  let exits = 0;
  cluster.on('exit', (worker, code) => {
    assert.strictEqual(code, 0);
    if (++exits === 2) assert.deepStrictEqual(texts, ['é 1', 'é 1']);
  });
  process.on('exit', () => assert.strictEqual(exits, 2));
} else {
  subscribe('down', (data) => {
    assert.strictEqual(data, 'done');
    process.disconnect();
  });
  publish('up', 'not for others', { local: true });
  publish('up', Buffer.from('é 1'));
}

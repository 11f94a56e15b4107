// SPDX-License-Identifier: MIT
// Flags: --expose-internals
// A burst of connections: each worker gets as many as the others, whoever confirms first. One that does not confirm for a
// while is not waited for, until it does.
'use strict';

const assert = require('node:assert');
const { RoundRobinHandle } = require('internal/cluster/handles');
const { internal } = require('internal/cluster/messages');

const sent = []; // ids of workers
class FakeWorker {
  constructor(id) {
    this.id = id;
    this.unconfirmed = [];
    this.process = {
      connected: true,
      send: ({ seq }) => {
        sent.push(id);
        this.unconfirmed.push(seq);
        return true;
      },
    };
  }

  confirm() {
    internal(this, assert.fail)({ cmd: 'NODE_CLUSTER', ack: this.unconfirmed.shift(), accepted: true });
  }
}

function burst(handle, count) {
  for (let i = 0; i < count; i++) handle.distribute(0, { close() {} });
}

const handle = new RoundRobinHandle('key', '127.0.0.1', { port: 0, fd: -1, flags: 0 }, 'round-robin');
const a = new FakeWorker(1), b = new FakeWorker(2);
handle.add(a, assert.ifError);
handle.add(b, (err) => {
  assert.ifError(err);
  setImmediate(() => {
    burst(handle, 6);
    assert.deepStrictEqual(sent, [1, 2]);
    b.confirm();
    assert.deepStrictEqual(sent, [1, 2]); // it is the other's turn
    a.confirm();
    assert.deepStrictEqual(sent, [1, 2, 1, 2]);
    b.confirm();
    // The first takes its time: the rest is the second's.
    const wait = setInterval(() => {
      if (sent.length < 6) {
        if (b.unconfirmed.length > 0) b.confirm();
        return;
      }
      clearInterval(wait);
      assert.deepStrictEqual(sent, [1, 2, 1, 2, 2, 2]);
      assert.strictEqual(a.unconfirmed.length, 1);
      a.confirm();
      if (b.unconfirmed.length > 0) b.confirm();
      burst(handle, 2);
      assert.deepStrictEqual(sent.slice(6).sort(), [1, 2]);
      a.confirm();
      b.confirm();
      handle.remove(a);
      assert.strictEqual(handle.remove(b), true);
    }, 1);
  });
});

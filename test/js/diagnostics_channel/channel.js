// SPDX-License-Identifier: MIT
// Channels: subscribers may come and go while a message is published.
'use strict';
const assert = require('node:assert');
const { channel, tracingChannel } = require('node:diagnostics_channel');

const chan = channel('test');
const seen = [];
const second = (data) => seen.push(['second', data]);
const first = (data) => {
  seen.push(['first', data]);
  chan.unsubscribe(second);
};
chan.subscribe(first);
chan.subscribe(second);
chan.publish(1);
chan.publish(2);
assert.deepStrictEqual(seen, [['first', 1], ['second', 1], ['first', 2]]);
chan.unsubscribe(first);
assert.strictEqual(chan.hasSubscribers, false);

const trace = tracingChannel('work');
const events = [];
trace.subscribe({ start: () => events.push('start'), end: ({ result }) => events.push(result) });
assert.strictEqual(trace.traceSync(() => 7), 7);
assert.deepStrictEqual(events, ['start', 7]);

// SPDX-License-Identifier: MIT
// new MessageEvent(): what it refuses, in the words of WebIDL.
'use strict';

const assert = require('node:assert');

const refused = [
  [[], '1 argument required, but 0 found.'],
  [[Symbol('x')], 'type is a symbol, which cannot be converted to a DOMString.'],
  [['m', 1], 'Expected 1 to be one of: Null, Undefined, Object.'],
  [['m', { ports: null }], 'eventInitDict.ports (null) is not iterable.'],
  [['m', { ports: {} }], 'eventInitDict.ports is not iterable.'],
  [['m', { ports: [1] }], 'Expected eventInitDict.ports[0] ("1") to be an instance of MessagePort.'],
  [['m', { source: 'x' }], 'Expected eventInitDict.source (""x"") to be an instance of MessagePort.'],
];
for (const [args, message] of refused) {
  assert.throws(() => new MessageEvent(...args), { name: 'TypeError', message: `MessageEvent constructor: ${message}` });
}
const { port1, port2 } = new MessageChannel();
const event = new MessageEvent('m', { data: 1, origin: 2, lastEventId: null, source: port1, ports: new Set([port2]) });
assert.deepStrictEqual([event.data, event.origin, event.lastEventId], [1, '2', 'null']);
assert.strictEqual(event.source, port1);
assert.strictEqual(event.ports[0], port2);
assert(Object.isFrozen(event.ports));
port1.close();

// SPDX-License-Identifier: MIT
// inspect(): values and options, with the texts that Node prints.
'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

const tagged = (name, tag, Base = Object) => {
  const C = { [name]: class extends Base { get [Symbol.toStringTag]() { return tag; } } }[name];
  return C;
};
const custom = (value) => ({ a: { [inspect.custom]: () => value } });
const green = (text) => `\u001b[32m${text}\u001b[39m`;
const hidden = { showHidden: true };
const colors = { colors: true };
const separated = { numericSeparator: true };

const table = [
  // A tag that ends in the name of the class stands for it.
  [new Intl.Locale('en'), {}, 'Intl.Locale {}'],
  [new WebAssembly.Memory({ initial: 1 }), {}, 'WebAssembly.Memory {}'],
  [new (tagged('Foo', 'a.b.Foo'))(), {}, 'a.b.Foo {}'],
  [new (tagged('Foo', 'a.b.Foo', Map))([[1, 2]]), {}, 'a.b.Foo(1) { 1 => 2 }'],
  [new (tagged('Foo', 'a.b.Foo', Date))(0), {}, 'a.b.Foo 1970-01-01T00:00:00.000Z'],
  [new (tagged('Foo', '.Foo'))(), {}, 'Foo [.Foo] {}'],
  [new (tagged('Foo', 'xFoo'))(), {}, 'Foo [xFoo] {}'],
  [new (tagged('Foo', 'Foo.x'))(), {}, 'Foo [Foo.x] {}'],
  // What a custom function returns is shown like any value, strings as they are.
  [custom(5), colors, '{ a: \u001b[33m5\u001b[39m }'],
  [custom(undefined), colors, '{ a: \u001b[90mundefined\u001b[39m }'],
  [custom(Symbol('q')), {}, '{ a: Symbol(q) }'],
  [custom(10n), {}, '{ a: 10n }'],
  [custom(function f() {}), {}, '{ a: [Function: f] }'],
  [custom('s\nt'), {}, '{\n  a: s\n  t\n}'],
  // Numbers.
  [[1e-7, -1.5e-7, 1e21, 5e-324], separated, '[ 1e-7, -1.5e-7, 1e+21, 5e-324 ]'],
  [[-0, 123456.123456, 0.1234567, NaN, Infinity], separated, '[ -0, 123_456.123_456, 0.123_456_7, NaN, Infinity ]'],
  [[1234567n, -1234n], separated, '[ 1_234_567n, -1_234n ]'],
  // Memory.
  [new ArrayBuffer(1), colors,
    `ArrayBuffer { \u001b[36m[Uint8Contents]\u001b[39m: <00>, ${green('[byteLength]')}: \u001b[33m1\u001b[39m }`],
  [new Uint8Array(1), hidden, 'Uint8Array(1) [\n  0,\n  [BYTES_PER_ELEMENT]: 1,\n  [length]: 1,\n  [byteLength]: 1,\n' +
    '  [byteOffset]: 0,\n  [buffer]: ArrayBuffer { [byteLength]: 1 }\n]'],
  [Object.setPrototypeOf(new ArrayBuffer(1), null), {},
    '[ArrayBuffer: null prototype] {\n  [Uint8Contents]: <00>,\n  [byteLength]: undefined\n}'],
  [new SharedArrayBuffer(1), hidden, 'SharedArrayBuffer {\n  [Uint8Contents]: <00>,\n  [byteLength]: 1,\n  ' +
    "[byteLength]: [Getter],\n  [maxByteLength]: [Getter],\n  [growable]: [Getter],\n  [Symbol(Symbol.toStringTag)]: 'SharedArrayBuffer'\n}"],
  [Object.assign(Buffer.from('a'), { x: 1 }), {}, '<Buffer 61, x: 1>'],
  // Inherited accessors: of all classes but the language's.
  [crypto.subtle, hidden, "SubtleCrypto { [Symbol(Symbol.toStringTag)]: 'SubtleCrypto' }"],
  [Object.create(Map.prototype), hidden, 'Map {}'],
  [Object.create(Blob.prototype), { ...hidden, customInspect: false },
    "Blob {\n  type: [Getter],\n  size: [Getter],\n  [Symbol(Symbol.toStringTag)]: 'Blob'\n}"],
  [Object.defineProperty({}, '__proto__', { value: 1 }), hidden, "{ [['__proto__']]: 1 }"],
  [{ ['__proto__']: 1 }, {}, "{ ['__proto__']: 1 }"],
  [new URLSearchParams('a=1').entries(), { compact: false }, "URLSearchParams Iterator {\n  [\n  'a',\n  '1'\n] }"],
  [new WritableStream().getWriter(), {}, 'WritableStreamDefaultWriter {\n' +
    "  stream: WritableStream { locked: true, state: 'writable' },\n  close: Promise { <pending> },\n" +
    '  ready: Promise { undefined },\n  desiredSize: 1\n}'],
];

for (const [value, options, expected] of table) assert.strictEqual(inspect(value, options), expected);

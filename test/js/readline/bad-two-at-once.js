// SPDX-License-Identifier: MIT
// readline: of two wrong options Node's is told, getters throw through; options may be inherited.
'use strict';
const assert = require('node:assert');
const readline = require('node:readline');
const promises = require('node:readline/promises');
const { PassThrough } = require('node:stream');
const { checkOutcomes, mine } = require('../../fixtures/outcome');
const input = new PassThrough();
const output = new PassThrough();

const table = [
  [() => readline.createInterface({ input, signal: 5, history: 5, completer: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.signal" property must be an instance of AbortSignal. Received type number (5)'],
  [() => readline.createInterface({ input, history: 5, completer: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "history" argument must be an instance of Array. Received type number (5)'],
  [() => readline.createInterface({ input, historySize: 'x', completer: 5 }), `TypeError ERR_INVALID_ARG_TYPE: The "size" argument must be of type number. Received type string ('x')`],
  [() => readline.createInterface({ input, historySize: -1, history: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "history" argument must be an instance of Array. Received type number (5)'],
  [() => readline.createInterface({ input, tabSize: 0, completer: 5 }), 'RangeError ERR_OUT_OF_RANGE: The value of "tabSize" is out of range. It must be >= 1 && <= 4294967295. Received 0'],
  [() => readline.createInterface({ input, tabSize: 'x', history: 5 }), `TypeError ERR_INVALID_ARG_TYPE: The "tabSize" argument must be of type number. Received type string ('x')`],
  [() => readline.createInterface({ input, tabSize: 1.5, historySize: NaN }), 'RangeError ERR_OUT_OF_RANGE: The value of "tabSize" is out of range. It must be an integer. Received 1.5'],
  [() => readline.createInterface({ input, completer: {} }), `TypeError ERR_INVALID_ARG_VALUE: The argument 'completer' is invalid. Received {}`],
  [() => promises.createInterface({ input, tabSize: 0, completer: 5 }), 'RangeError ERR_OUT_OF_RANGE: The value of "tabSize" is out of range. It must be >= 1 && <= 4294967295. Received 0'],
  [() => promises.createInterface({ input, signal: 5, history: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.signal" property must be an instance of AbortSignal. Received type number (5)'],
  [() => readline.createInterface({ input, get output() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get completer() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get terminal() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get signal() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get historySize() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get history() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get removeHistoryDuplicates() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get tabSize() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get prompt() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get escapeCodeTimeout() { mine(); } }), 'Error undefined: mine'],
  [() => readline.createInterface({ input, get crlfDelay() { mine(); } }), 'Error undefined: mine'],
  [() => readline.clearLine(output, 1, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received type number (5)'],
  [() => readline.clearScreenDown(output, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received type number (5)'],
  [() => readline.cursorTo(output, 'x', 'y'), 'returned'],
  [() => readline.cursorTo(output, 1, 2, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received type number (5)'],
  [() => readline.cursorTo(output, NaN), `TypeError ERR_INVALID_ARG_VALUE: The argument 'x' is invalid. Received NaN`],
  [() => readline.cursorTo(output, 1, NaN), `TypeError ERR_INVALID_ARG_VALUE: The argument 'y' is invalid. Received NaN`],
  [() => readline.moveCursor(output, 1, 1, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received type number (5)'],
  [() => new promises.Readline(5), 'TypeError ERR_INVALID_ARG_TYPE: The "stream" argument must be an instance of Writable. Received type number (5)'],
  [() => new promises.Readline(output).clearLine('x'), `TypeError ERR_INVALID_ARG_TYPE: The "dir" argument must be of type number. Received type string ('x')`],
  [() => new promises.Readline(output).cursorTo('x', 'y'), `TypeError ERR_INVALID_ARG_TYPE: The "x" argument must be of type number. Received type string ('x')`],
  [() => new promises.Readline(output).moveCursor('x', 1), `TypeError ERR_INVALID_ARG_TYPE: The "dx" argument must be of type number. Received type string ('x')`],
];

checkOutcomes(table);
assert.strictEqual(input.listenerCount('data') + input.listenerCount('keypress') + input.listenerCount('end'), 0); // nothing is left at the stream

// Options of a class, inherited ones, and a Proxy.
let closed = 0;
process.on('exit', () => assert.strictEqual(closed, 2));
class Options {
  get input() { return input; }
  get prompt() { return 'inherited> '; }
}
for (const create of [readline.createInterface, promises.createInterface]) {
  for (const options of [new Options(), Object.create({ input, prompt: 'inherited> ' }), new Proxy({ input, prompt: 'inherited> ' }, {})]) {
    const rl = create(options);
    assert.strictEqual(rl.getPrompt(), 'inherited> ');
    rl.close();
  }
  // An aborted signal closes it.
  const aborted = create({ input, signal: AbortSignal.abort() });
  aborted.on('close', () => { closed++; });
}
assert.rejects(promises.createInterface({ input }).question('q', { signal: AbortSignal.abort() }), { name: 'AbortError' })
  .then(() => input.destroy());

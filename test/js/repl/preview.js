// While a line is typed the REPL shows its result in grey, without side effects, and the only possible completion.
'use strict';
const assert = require('node:assert');
const repl = require('node:repl');
const { PassThrough } = require('node:stream');

process.env.TERM = 'xterm';
const input = new PassThrough();
let output = '';
const sink = new PassThrough();
sink.on('data', (chunk) => { output += chunk; });
const server = repl.start({ prompt: '> ', input, output: sink, terminal: true, useColors: true });
server.context.counter = 0;
server.context.object = { longPropertyName: 1 };
server.context.bump = () => ++server.context.counter;

function type(text) {
  output = '';
  for (const key of text) input.emit('keypress', key, { sequence: key, name: key });
  const shown = output;
  server.preview.clear();
  server.line = '';
  server.cursor = 0;
  return shown;
}
const grey = (text) => `\u001b[90m${text}\u001b[39m`;

setImmediate(() => {
  assert.ok(type('1 + 2').includes(`\n${grey('3')}`));
  assert.ok(type('({ a: [1] })').includes(grey('{ a: [ 1 ] }')));
  assert.ok(type('{ a: 1 }.a').includes(grey('1')));
  assert.ok(type('null.x').includes(grey('TypeError: Cannot read properties of null (reading \'x\')')));
  assert.ok(!type('nothing_of_that_name').includes('Error'));
  assert.ok(type('object.longP').includes(grey('ropertyName')));
  assert.ok(!type('bump()').includes(`\n${grey('1')}`));
  assert.strictEqual(server.context.counter, 0);
  assert.ok(!type('while(true){}').includes('\n'));

  // The right arrow takes the completion.
  for (const key of 'object.longP') input.emit('keypress', key, { sequence: key, name: key });
  input.emit('keypress', undefined, { name: 'right', sequence: '\u001b[C' });
  assert.strictEqual(server.line, 'object.longPropertyName');
  server.close();
});

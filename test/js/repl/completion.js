// Tab completion of members: through brackets and literals, in any case, and never by running user code.
'use strict';
const assert = require('node:assert');
const repl = require('node:repl');
const { PassThrough } = require('node:stream');

const server = repl.start({ prompt: '', input: new PassThrough(), output: new PassThrough(), terminal: false });
let ran = 0;
Object.assign(server.context, {
  o: { 'in ner': { deepOne: 1 }, get getter() { ran++; return { x: 1 }; }, list: [{ item: 1 }] },
  key: 'in ner',
  proxy: new Proxy({ x: 1 }, { ownKeys() { ran++; return ['x']; }, get() { ran++; return 1; } }),
  call() { ran++; return { x: 1 }; },
});
const complete = (line) => {
  let found;
  server.complete(line, (error, result) => { found = result; });
  return found;
};
for (const line of ['o["in ner"].deep', "o['in ner'].deep", 'o[`in ner`].deep', 'o[key].deep', 'o["in " + "ner"].deep',
                    'o[key].DEEP', 'if (o[key].deep', 'o?.[key]?.deep']) {
  const { 0: names } = complete(line);
  if (line.includes('?.[')) continue; // optional brackets are not looked into
  assert.deepStrictEqual(names.map((name) => name.split('.').at(-1)), ['deepOne'], line);
}
assert.deepStrictEqual(complete('o.list[0].it')[0], ['o.list[0].item']);
assert.ok(complete("''.a")[0].includes("''.at"));
assert.ok(complete('("").a')[0].includes('("").at'));
for (const line of ['o.getter.', 'proxy.', 'call().', 'o[call()].', 'let a', 'o.getter["x"].']) {
  assert.deepStrictEqual(complete(line)[0], [], line);
}
assert.strictEqual(ran, 0);
assert.ok(complete('require("node:f')[0].includes('node:fs'));
assert.ok(complete('.ex')[0].includes('exit'));
server.close();

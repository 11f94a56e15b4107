// SPDX-License-Identifier: MIT
// Standard decorators; those of experimentalDecorators with metadata when tsconfig.json asks for them.
'use strict';

const assert = require('node:assert');
const { write, run } = require('../../fixtures/typescript/run.js');

write({
  'standard.mts': `// @not a decorator
function dec(value: any, context: any) { console.log(context.kind, context.name); }
@dec class A { @dec m(): number { return 1 } }
console.log(new A().m());
`,
  'legacy/tsconfig.json': '{ // comment\n "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true, }, }',
  'legacy/a.cts': `(Reflect as any).metadata = (k: string, v: any) => () => console.log(k, v?.name ?? v);
function prop(target: any, key: string) { console.log('legacy', typeof target, key) }
class A { @prop m(a: string): void {} }
`,
  'plain.ts': '/** @param {string} a */\nconst mail: string = "x@y.z"; console.log(mail);\n',
});

const standard = run(['standard.mts']);
assert.strictEqual(standard.stdout, 'method m\nclass A\n1\n', standard.stderr);
const legacy = run(['legacy/a.cts']);
assert.match(legacy.stdout, /legacy object m/, legacy.stderr);
assert.match(legacy.stdout, /design:type Function/);
assert.strictEqual(run(['plain.ts']).stdout, 'x@y.z\n');

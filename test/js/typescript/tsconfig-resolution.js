// SPDX-License-Identifier: MIT
// After Node's rules: './x.js' finds x.ts, "paths" of tsconfig.json (also inherited) count, extensions may be
// left out unless moduleResolution is nodenext, and nothing of it without tsconfig.json.
'use strict';

const assert = require('node:assert');
const { write, run } = require('../../fixtures/typescript/run.js');

write({
  'app/tsconfig.json': '{"extends":"./base.json"}',
  'app/base.json': '{"compilerOptions":{"paths":{"@/*":["./src/*"],"exact":["./src/c.ts"]}}}',
  'app/src/a.ts': 'export const a: string = "a";\n',
  'app/src/b.ts': 'export const b: string = "b";\n',
  'app/src/c.ts': 'export const c: string = "c";\n',
  'app/src/d/index.ts': 'export const d: string = "d";\n',
  'app/main.mts': 'import { a } from "@/a"; import { b } from "./src/b.js"; import { c } from "exact"; import { d } from "./src/d";\n' +
    'console.log(a, b, c, d);\n',
  'app/main.cts': 'const { a } = require("@/a"); const { b } = require("./src/b.js"); console.log(a, b);\n',
  'next/tsconfig.json': '{"compilerOptions":{"module":"NodeNext"}}',
  'next/x.ts': 'export const x = 1;\n',
  'next/main.mts': 'import "./x";\n',
  'bare/x.ts': 'export const x = 1;\n',
  'bare/main.mts': 'import "./x";\n',
});

assert.strictEqual(run(['--no-warnings', 'app/main.mts']).stdout, 'a b c d\n');
assert.strictEqual(run(['--no-warnings', 'app/main.cts']).stdout, 'a b\n');
for (const name of ['next', 'bare']) {
  const { status, stderr } = run([`${name}/main.mts`]);
  assert.strictEqual(status, 1);
  assert.match(stderr, /ERR_MODULE_NOT_FOUND/);
  assert.match(stderr, /Hint: the file is called '\.\/x\.ts'\. Did you forget the extension\?/);
}

// Programs: tsc compiles a small project, eslint finds a fault, prettier formats.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('../lib.js');

const bin = (name) => path.join(__dirname, 'node_modules', name);

(async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-tools-'));
  fs.writeFileSync(path.join(dir, 'a.ts'), "import { b } from './b';\nexport const a: string = b(2).toFixed(1);\nconsole.log(a);\n");
  fs.writeFileSync(path.join(dir, 'b.ts'), 'export function b(n: number): number { return n * 2; }\n');
  fs.writeFileSync(path.join(dir, 'tsconfig.json'),
                   '{"compilerOptions":{"module":"commonjs","target":"es2022","outDir":"out","strict":true,"types":[]},"files":["a.ts"]}');
  await run(process.execPath, [bin('typescript/bin/tsc'), '-p', dir]);
  assert.strictEqual((await run(process.execPath, [path.join(dir, 'out/a.js')])).stdout, '4.0\n');
  fs.writeFileSync(path.join(dir, 'bad.ts'), 'const n: number = "x";\n');
  await assert.rejects(run(process.execPath, [bin('typescript/bin/tsc'), '--noEmit', '--lib', 'es2022', path.join(dir, 'bad.ts')]),
                       (error) => error.code === 2 && error.stdout.includes('TS2322'));

  fs.writeFileSync(path.join(dir, 'eslint.config.mjs'), "export default [{ rules: { 'no-unused-vars': 'error' } }];\n");
  fs.writeFileSync(path.join(dir, 'c.js'), 'const unused = 1;\n');
  await assert.rejects(run(process.execPath, [bin('eslint/bin/eslint.js'), 'c.js'], { cwd: dir }),
                       (error) => error.code === 1 && error.stdout.includes('no-unused-vars'));
  fs.writeFileSync(path.join(dir, 'd.js'), 'const  a={b:1}\n');
  const { stdout } = await run(process.execPath, [bin('prettier/bin/prettier.cjs'), path.join(dir, 'd.js')]);
  assert.strictEqual(stdout, 'const a = { b: 1 };\n');
  fs.rmSync(dir, { recursive: true });
})();

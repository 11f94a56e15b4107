// esbuild (a program of its own), @swc/core and lightningcss: results, source maps, errors, plugins, many at a time.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const esbuild = require('esbuild');
const swc = require('@swc/core');
const lightningcss = require('lightningcss');

async function withEsbuild(folder) {
  assert.strictEqual(esbuild.transformSync('let x: number = 1 + 1', { loader: 'ts', minify: true }).code, 'let x=2;\n');
  const many = await Promise.all(Array.from({ length: 50 }, (_, i) => esbuild.transform(`export const n = ${i} ?? 1`, { target: 'es2019' })));
  assert.match(many[49].code, /const n = 49/);
  fs.writeFileSync(path.join(folder, 'a.js'), "import { b } from './b.js';\nimport v from 'virtual:x';\nconsole.log(b, v);");
  fs.writeFileSync(path.join(folder, 'b.js'), 'export const b = 42, unused = 1;');
  const plugin = {
    name: 'virtual',
    setup(build) {
      build.onResolve({ filter: /^virtual:/ }, (args) => ({ path: args.path, namespace: 'virtual' }));
      build.onLoad({ filter: /.*/, namespace: 'virtual' }, async () => ({ contents: 'export default "made up"' }));
    },
  };
  const options = { entryPoints: [path.join(folder, 'a.js')], bundle: true, write: false, plugins: [plugin], metafile: true, logLevel: 'silent' };
  const { outputFiles: [out], metafile } = await esbuild.build(options);
  assert.match(out.text, /42[^]*made up/);
  assert.strictEqual(Object.keys(metafile.inputs).length, 3);
  await assert.rejects(esbuild.transform('let let'), { message: /Transform failed/ });
  const context = await esbuild.context(options);
  assert.strictEqual((await context.rebuild()).errors.length, 0);
  await context.dispose();
}

async function withSwc() {
  const options = { jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2020' }, sourceMaps: true };
  const { code, map } = await swc.transform('enum E { A }\nexport const e: E = E.A;', options);
  assert.match(code, /E\["A"\]|E\.A/);
  assert.strictEqual(JSON.parse(map).version, 3);
  assert.strictEqual((await swc.minify('const long = 1; console.log(long + 1)', { compress: true, mangle: true, module: true })).code, 'console.log(2);');
  const ast = swc.parseSync('a + b');
  assert.strictEqual(ast.body[0].expression.operator, '+');
  await assert.rejects(swc.transform('let let', options), /Syntax Error|Expected|let/);
  const many = await Promise.all(Array.from({ length: 50 }, (_, i) => swc.transform(`export const n: number = ${i}`, options)));
  assert.match(many[49].code, /const n = 49/);
}

async function withLightningcss(folder) {
  const { code } = lightningcss.transform({
    filename: 'a.css', minify: true, code: Buffer.from('.a { color: #ff0000; & .b { margin: 0px 0px } }'), targets: { chrome: 80 << 16 },
    visitor: { Color: (color) => (color.type === 'rgb' ? { ...color, b: 255 } : color) }, // JavaScript called from Rust
  });
  assert.strictEqual(code.toString(), '.a{color:#f0f}.a .b{margin:0}');
  fs.writeFileSync(path.join(folder, 'main.css'), '@import "other.css"; .main { color: red }');
  const bundled = await lightningcss.bundleAsync({
    filename: path.join(folder, 'main.css'), minify: true,
    resolver: { read: async (file) => (file.endsWith('other.css') ? '.other { color: blue }' : fs.promises.readFile(file, 'utf8')) },
  });
  assert.strictEqual(bundled.code.toString(), '.other{color:#00f}.main{color:red}');
  assert.throws(() => lightningcss.transform({ filename: 'a.css', code: Buffer.from('}') }),
    { name: 'SyntaxError', fileName: 'a.css' });
}

(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-compilers-'));
  try {
    await withEsbuild(folder);
    await withSwc();
    await withLightningcss(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
})();

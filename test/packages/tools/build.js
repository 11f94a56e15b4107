// Bundlers and compilers: webpack, vite build, esbuild, babel, swc, tsx, ts-node on a small project each, `node` = Eddy.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../lib.js');
const { project } = require('./lib/project.js');

const bin = (name) => path.join(__dirname, 'node_modules', name);

(async () => {
  const { dir, file, options, remove } = project('build');
  file('package.json', '{"name":"x","private":true}');
  file('math.ts', 'export enum Op { Add = "add" }\nexport const add = (a: number, b: number): number => a + b;\nexport const unused = "left out";\n');
  file('main.ts', 'import { add, Op } from "./math";\nconsole.log(Op.Add, add(1, 2));\n');
  const output = 'add 3\n';

  await run(process.execPath, [bin('esbuild/bin/esbuild'), 'main.ts', '--bundle', '--platform=node', '--minify', '--sourcemap', '--outfile=esbuild.js'], options);
  assert.strictEqual((await run('node', ['esbuild.js'], options)).stdout, output);
  assert.ok(!fs.readFileSync(path.join(dir, 'esbuild.js'), 'utf8').includes('left out'));
  file('esbuild-api.js', `
    const esbuild = require(${JSON.stringify(bin('esbuild'))});
    (async () => {
      const { code } = await esbuild.transform('let x: number = 1', { loader: 'ts' });
      const bad = await esbuild.build({ stdin: { contents: 'let +' }, write: false, logLevel: 'silent' }).catch((error) => error.errors.length);
      console.log(code.trim(), bad, esbuild.transformSync('1+1').code.trim());
    })();`);
  assert.strictEqual((await run('node', ['esbuild-api.js'], options)).stdout, 'let x = 1; 1 1 + 1;\n');

  file('babel.config.json', `{"presets":[${JSON.stringify(bin('@babel/preset-typescript'))}]}`);
  await run(process.execPath, [bin('@babel/cli/bin/babel.js'), 'math.ts', 'main.ts', '--extensions', '.ts', '-d', 'babel', '--source-maps'], options);
  assert.match(fs.readFileSync(path.join(dir, 'babel/math.js'), 'utf8'), /const add = \(a, b\) => a \+ b;/);

  file('swc.js', `
    const swc = require(${JSON.stringify(bin('@swc/core'))});
    const { code } = swc.transformSync('export const a: number = 1', { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } });
    swc.minify('const long = 1; console.log(long)', { module: true }).then((min) => console.log(/exports/.test(code), min.code));`);
  assert.strictEqual((await run('node', ['swc.js'], options)).stdout, 'true console.log(1);\n');

  assert.strictEqual((await run(process.execPath, [bin('tsx/dist/cli.mjs'), 'main.ts'], options)).stdout, output);
  file('tsconfig.json', '{"compilerOptions":{"module":"commonjs","target":"es2022","strict":true,"types":[]}}');
  assert.strictEqual((await run(process.execPath, [bin('ts-node/dist/bin.js'), '-T', 'main.ts'], options)).stdout, output);
  file('wrong.ts', 'const n: number = "x"; console.log(n);\n');
  await assert.rejects(run(process.execPath, [bin('ts-node/dist/bin.js'), 'wrong.ts'], options), (error) => error.stderr.includes('TS2322'));

  file('webpack.js', `
    const webpack = require(${JSON.stringify(bin('webpack'))});
    webpack({ mode: 'production', target: 'node', context: __dirname, entry: './entry.js', output: { path: __dirname, filename: 'webpacked.js' } },
      (error, stats) => { if (error || stats.hasErrors()) { console.log(error ?? stats.toString()); process.exit(1); } });`);
  file('entry.js', 'import { add, Op } from "./babel/math.js"; import("./lazy.js").then(({ default: text }) => console.log(Op.Add, add(1, 2), text));');
  file('lazy.js', 'export default "lazy";');
  await run('node', ['webpack.js'], options);
  assert.strictEqual((await run('node', ['webpacked.js'], options)).stdout, 'add 3 lazy\n');

  file('index.html', '<!doctype html><body><script type="module" src="/main.ts"></script></body>');
  file('style.css', 'body { color: rgb(255, 0, 0) }');
  file('main.ts', 'import "./style.css";\nimport { add } from "./math";\ndocument.title = `${add(1, 2)}`;\n');
  await run(process.execPath, [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], options);
  const assets = fs.readdirSync(path.join(dir, 'dist/assets')).sort();
  assert.match(assets.join(' '), /^index-\S+\.css index-\S+\.js$/);
  assert.ok(!fs.readFileSync(path.join(dir, 'dist/assets', assets[1]), 'utf8').includes('left out'));
  remove();
})();

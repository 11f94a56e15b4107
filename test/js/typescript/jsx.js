// SPDX-License-Identifier: MIT
// .tsx and .jsx: the automatic runtime by default, the classic one by pragma or tsconfig.json, as module or CommonJS.
'use strict';

const assert = require('node:assert');
const { write, run } = require('../../fixtures/typescript/run.js');

const runtime = 'exports.jsx = exports.jsxs = (t, p) => ({ t, p });\n';
write({
  'node_modules/react/package.json': '{"name":"react","exports":{"./jsx-runtime":"./jsx-runtime.js"}}',
  'node_modules/react/jsx-runtime.js': runtime,
  'node_modules/other/jsx-runtime/index.js': runtime.replace('({ t, p })', "'other'"),
  'auto.tsx': 'const n: number = 1;\nconsole.log(JSON.stringify(<div a="1">{n}</div>));\n',
  'module.tsx': 'import { sep } from "node:path";\nconsole.log(JSON.stringify(<b>{sep}</b>), typeof require);\n',
  'common.jsx': 'const { sep } = require("node:path");\nmodule.exports = 1;\nconsole.log(JSON.stringify(<b>{sep}</b>));\n',
  'other.jsx': '/** @jsxImportSource other */\nconsole.log(<b/>);\n',
  'pragma.jsx': '/** @jsx h */\nconst h = (t, p, ...c) => [t, p, c];\nconsole.log(JSON.stringify(<b x={1}>y</b>));\n',
  'classic/tsconfig.json': '{"compilerOptions":{"jsx":"react","jsxFactory":"h","jsxFragmentFactory":"F"}}',
  'classic/a.tsx': 'const F = "f", h = (t: any, p: any, ...c: any[]) => [t, p, c];\nconsole.log(JSON.stringify(<><b/></>));\n',
  'bad.tsx': 'const a = <div>;\n',
  'importer.mjs': 'import "./pragma.jsx";\n',
});

const out = (...args) => {
  const { stdout, stderr } = run(['--no-warnings', ...args]);
  assert.strictEqual(stderr, '');
  return stdout;
};
assert.strictEqual(out('auto.tsx'), '{"t":"div","p":{"a":"1","children":1}}\n');
assert.strictEqual(out('module.tsx'), '{"t":"b","p":{"children":"/"}} undefined\n');
assert.strictEqual(out('common.jsx'), '{"t":"b","p":{"children":"/"}}\n');
assert.strictEqual(out('other.jsx'), 'other\n');
assert.strictEqual(out('pragma.jsx'), '["b",{"x":1},["y"]]\n');
assert.strictEqual(out('importer.mjs'), '["b",{"x":1},["y"]]\n');
assert.strictEqual(out('classic/a.tsx'), '["f",null,[["b",null,[]]]]\n');
const bad = run(['bad.tsx']);
assert.strictEqual(bad.status, 1);
assert.match(bad.stderr, /bad\.tsx:2\n\n\^\n\nSyntaxError \[ERR_INVALID_TYPESCRIPT_SYNTAX\]/);

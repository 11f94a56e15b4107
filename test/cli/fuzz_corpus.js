// SPDX-License-Identifier: MIT
// What the fuzz targets have found interesting so far, replayed under AddressSanitizer and UBSan (test/fuzz/corpus: an
// input a line, in base64).
'use strict';
const assert = require('node:assert');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '../..'), fuzz = path.join(root, 'test/fuzz');
const deps = path.resolve(root, process.env.EDDY_DEPS ?? '.deps');
const headers = fs.globSync('npm-*/node_modules/node-api-headers/include', { cwd: deps }).map((dir) => `-isystem${path.join(deps, dir)}`);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-corpus-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));

const names = fs.readdirSync(path.join(fuzz, 'corpus')).map((name) => path.basename(name, '.txt'));
assert.ok(names.length >= 6);
for (const name of names) {
  const inputs = fs.readFileSync(path.join(fuzz, 'corpus', `${name}.txt`), 'utf8').trim().split('\n');
  const input = Buffer.concat(inputs.flatMap((line) => {
    const bytes = Buffer.from(line, 'base64'), length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  }));
  const program = path.join(dir, name), source = path.join(fuzz, `${name}.c`);
  const libraries = /^\/\/ Link: (.*)$/m.exec(fs.readFileSync(source, 'utf8'))?.[1].split(' ') ?? [];
  execFileSync('gcc', ['-std=c17', '-O0', '-g', '-D_GNU_SOURCE', `-I${path.join(root, 'src')}`, ...headers, '-fsanitize=address,undefined',
                       '-fno-sanitize-recover=all', '-o', program, source, path.join(fuzz, 'replay.c'), ...libraries, '-lm']);
  const { status, signal, stderr } = spawnSync(program, { input, env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' } });
  assert.strictEqual(status, 0, `${name}: ${signal} ${stderr}`);
}

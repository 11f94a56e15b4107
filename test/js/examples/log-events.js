// SPDX-License-Identifier: MIT
// examples/log-events: every line once, in order, over pieces, truncation and rotation; its speed.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { LogTail } = require('../../../examples/log-events/tail');
const { LogEvents } = require('../../../examples/log-events/events');

process.exitCode = 1; // until all has happened
const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'logs-'));
const file = path.join(dir, 'app.log');

async function followsEverything() {
  const tail = new LogTail([file]);
  const lines = [];
  let wake = () => {};
  tail.on('lines', (batch) => { lines.push(...batch); wake(); });
  const until = async (n) => { while (lines.length < n) await new Promise((resolve) => { wake = resolve; }); };
  fs.writeFileSync(file, 'one\ntw'); // it did not exist
  await until(1);
  fs.appendFileSync(file, Buffer.from('o \u20ac').subarray(0, 4));
  await new Promise(setImmediate);
  fs.appendFileSync(file, Buffer.from('\u20ac').subarray(2)); // cut within a character
  fs.appendFileSync(file, '\n');
  await until(2);
  fs.renameSync(file, `${file}.1`);
  fs.appendFileSync(`${file}.1`, 'late\n');
  fs.writeFileSync(file, 'new\n');
  await until(4);
  fs.writeFileSync(file, 'x\n'); // shorter: truncated
  await until(5);
  tail.close();
  assert.deepStrictEqual(lines, ['one', 'two \u20ac', 'late', 'new', 'x']);
}

async function makesEvents() {
  const big = path.join(dir, 'big.log'), count = 200_000;
  const row = '127.0.0.1 - - [28/Nov/2026:21:22:11] "GET /index.html HTTP/1.1" 200 1234 12ms\n';
  fs.writeFileSync(big, row.repeat(count) + 'ERROR: disk full\n');
  const start = performance.now();
  const events = new LogEvents([big], { problem: { contains: 'ERROR', pattern: /\b(?<level>ERROR): (?<text>.*)/ } }, { fromStart: true });
  const event = await new Promise((resolve) => events.once('problem', resolve));
  const ms = performance.now() - start;
  events.close();
  assert.strictEqual(events.bytes, fs.statSync(big).size);
  assert.deepStrictEqual({ ...event }, { file: big, line: 'ERROR: disk full', level: 'ERROR', text: 'disk full' });
  console.log(`${Math.round(count / ms)} lines/ms`);
}

followsEverything().then(makesEvents).then(() => { process.exitCode = 0; });

// SPDX-License-Identifier: MIT
// A thousand signals of two kinds while a server answers: no request fails, listeners run, and what is written on signals (reports)
// is whole.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { start } = require('./fixtures/load');

process.exitCode = 1; // until all has happened

const APP = `
const http = require('node:http');
const counts = { SIGUSR2: 0, SIGHUP: 0 };
process.on('SIGHUP', (name, number) => {
  counts[name]++;
  if (number !== 1) throw new Error('number');
});
process.on('SIGUSR2', (name) => { if (++counts[name] % 100 === 1) process.report.writeReport('written-' + counts[name] + '.json'); });
http.createServer((req, res) => {
  if (req.url === '/counts') return res.end(JSON.stringify(counts));
  setImmediate(() => res.end('hello'));
}).listen(0, '127.0.0.1', function() { console.log('PORT=' + this.address().port); });
process.on('SIGTERM', () => process.exit(0));
`;

/** One request for each signal, eight at a time. */
async function during(it, signals) {
  let next = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (next < signals.length) {
      const answered = it.get('/');
      assert.ok(it.child.kill(signals[next++]), it.output());
      assert.deepStrictEqual(await answered, { code: 200, text: 'hello' });
    }
  }));
}

async function listeners() {
  const it = await start(APP);
  await during(it, Array.from({ length: 1000 }, (_, i) => (i % 2 ? 'SIGUSR2' : 'SIGHUP')));
  let counts;
  do { // the last ones may come after the last answer
    counts = JSON.parse((await it.get('/counts')).text);
  } while (counts.SIGUSR2 === 0 || counts.SIGHUP === 0);
  // Signals of one kind that have not been delivered yet are one signal.
  assert.ok(counts.SIGUSR2 <= 500 && counts.SIGHUP <= 500, JSON.stringify(counts));
  it.child.kill('SIGTERM');
  assert.strictEqual(await it.exited, 0, it.output());
  const reports = fs.readdirSync(it.dir).filter((name) => name.startsWith('written-'));
  assert.ok(reports.length >= 1);
  for (const name of reports) assert.strictEqual(JSON.parse(fs.readFileSync(path.join(it.dir, name))).header.processId, it.child.pid);
}

/** --report-on-signal: the signal writes one and does not end the process. */
async function reports() {
  const it = await start(APP, '--report-on-signal', '--report-signal=SIGIO', '--report-compact');
  await during(it, Array(20).fill('SIGIO'));
  const written = () => fs.readdirSync(it.dir).filter((name) => /^report\.\d+\.\d+\.\d+\.\d+\.\d+\.json$/.test(name));
  while (written().length === 0) await it.get('/');
  it.child.kill('SIGTERM');
  assert.strictEqual(await it.exited, 0, it.output());
  for (const name of written()) {
    const text = fs.readFileSync(path.join(it.dir, name), 'utf8');
    assert.strictEqual(text.trim().split('\n').length, 1); // compact
    const { header, javascriptHeap, libuv } = JSON.parse(text);
    assert.deepStrictEqual([header.event, header.trigger], ['SIGIO', 'Signal']);
    assert.ok(javascriptHeap.usedMemory > 0 && libuv.some(({ type }) => type === 'tcp'));
  }
}

listeners().then(reports).then(() => { process.exitCode = 0; });

// SPDX-License-Identifier: MIT
// A program that has run once and then crashes again and again is started at once, then after 0.1 s, 0.2 s, 0.4 s …; a reload
// does not wait for that.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { APP, serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

(async () => {
  const app = `
    const fs = require('node:fs'), path = require('node:path');
    fs.appendFileSync(path.join(__dirname, 'starts'), Date.now() + '\\n');
    if (fs.existsSync(path.join(__dirname, 'broken'))) process.exit(7);
    ${APP}`;
  const it = await serve(['--workers=1'], { app });
  const broken = path.join(it.dir, 'broken');
  const starts = () => fs.readFileSync(path.join(it.dir, 'starts'), 'utf8').trim().split('\n').map(Number);
  fs.writeFileSync(broken, '');
  await assert.rejects(it.get('/crash'));
  const status = await it.until((s) => s.restarts >= 6);
  assert.strictEqual(status.state, 'starting');
  const at = starts();
  // [the first one, at once, 0.1 s later, 0.2 s, 0.4 s, 0.8 s]: no sooner. How much later is the machine's affair.
  const gaps = at.slice(2).map((time, i) => time - at[i + 1]);
  [100, 200, 400, 800].forEach((least, i) => assert.ok(gaps[i] >= least - 5, `${gaps}`));
  fs.rmSync(broken);
  assert.strictEqual((await it.ask('POST', '/reload')).code, 200);
  assert.strictEqual((await it.get('/')).text, 'hello');
  await it.seen(new RegExp(`(?:has ended with code 7[^]*){${at.length - 1}}`));
  assert.strictEqual(await it.stop(), 0);
  process.exitCode = 0;
})();

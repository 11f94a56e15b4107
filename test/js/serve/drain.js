// SPDX-License-Identifier: MIT
// SIGTERM: requests under way are answered with "Connection: close", then the program's own SIGTERM listener runs,
// and all ends with 0. A request that never ends does not hold it up for longer than --drain-timeout.
'use strict';

const assert = require('node:assert');
const http = require('node:http');
const { APP, serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

async function answersFirst() {
  const app = `${APP}\nprocess.on('SIGTERM', () => { console.log('TERM'); process.exit(0); });`;
  const it = await serve(['--workers=2'], { app });
  const agent = new http.Agent({ keepAlive: true });
  assert.strictEqual((await it.get('/', agent)).headers.connection, 'keep-alive');
  const slow = it.get('/slow', agent);
  await it.seen(/SLOW/); // it has arrived
  const exited = it.stop();
  const { code, headers, text } = await slow;
  assert.strictEqual(code, 200);
  assert.strictEqual(text, 'slow');
  assert.strictEqual(headers.connection, 'close');
  assert.strictEqual(await exited, 0);
  assert.strictEqual(it.text.match(/TERM/g).length, 2);
  agent.destroy();
}

async function hasAnEnd() {
  const app = `${APP.replace("req.url === '/slow'", "req.url === '/never') return console.log('NEVER'); if (req.url === '/slow'")}`;
  const it = await serve(['--workers=1', '--drain-timeout=200'], { app });
  const never = it.get('/never');
  await it.seen(/NEVER/);
  const exited = it.stop();
  await assert.rejects(never, { code: 'ECONNRESET' });
  assert.strictEqual(await exited, 0);
}

answersFirst().then(hasAnEnd).then(() => { process.exitCode = 0; });

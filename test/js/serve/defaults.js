// SPDX-License-Identifier: MIT
// `eddy serve`: connections are kept for longer than load balancers keep them, NODE_ENV, places;
// and a program called serve.js is still a program.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

(async () => {
  const env = { NODE_ENV: undefined, EDDY_WORKER: undefined };
  delete process.env.NODE_ENV;
  const it = await serve(['--worker-log', 'prefix', 'serve', '--workers=1'], { env });
  const agent = new http.Agent({ keepAlive: true });
  const { headers, text } = await it.get('/env', agent);
  assert.strictEqual(headers['keep-alive'], 'timeout=72');
  const seen = JSON.parse(text);
  assert.strictEqual(seen.NODE_ENV, 'production');
  assert.strictEqual(seen.EDDY_WORKER, '1');
  assert.strictEqual(seen.NODE_APP_INSTANCE, '0');
  for (const name of ['EDDY_SERVE', 'NODE_UNIQUE_ID', 'NODE_CHANNEL_FD']) assert(!(name in seen), name);
  agent.destroy();
  assert.strictEqual(await it.stop(), 0);

  fs.writeFileSync(path.join(it.dir, 'serve.js'), 'console.log("mine", process.argv[2])');
  assert.strictEqual(spawnSync(process.execPath, ['serve', 'x'], { cwd: it.dir, encoding: 'utf8' }).stdout, 'mine x\n');
  process.exitCode = 0;
})();

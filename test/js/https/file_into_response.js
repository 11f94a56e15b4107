// SPDX-License-Identifier: MIT
// A file piped into an answer over TLS, to a reader that is slow now and then.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const https = require('node:https');
const os = require('node:os');
const path = require('node:path');
const { key, cert } = require('../tls/fixtures/keys');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-file-'));
const file = path.join(directory, 'file');
const bytes = Buffer.alloc(3000001);
for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 7 + (i >> 8)) & 255;
fs.writeFileSync(file, bytes);

const server = https.createServer({ key, cert }, (req, res) => {
  if (req.url === '/length') res.setHeader('Content-Length', bytes.length);
  fs.createReadStream(file).pipe(res);
}).listen(0, async () => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  for (const url of ['/length', '/chunked', '/length']) {
    const body = await new Promise((resolve, reject) => {
      https.get({ port: server.address().port, path: url, agent }, (res) => {
        const chunks = [];
        res.on('data', (chunk) => {
          if (chunks.push(chunk) % 16 !== 0) return;
          res.pause();
          setImmediate(() => res.resume());
        }).on('end', () => resolve(Buffer.concat(chunks)));
      }).on('error', reject);
    });
    assert.ok(body.equals(bytes), url);
  }
  agent.destroy();
  server.close();
  fs.rmSync(directory, { recursive: true });
});

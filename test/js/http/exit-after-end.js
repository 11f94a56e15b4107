// SPDX-License-Identifier: MIT
// An answer that has been given is sent although the handler then ends the process.
'use strict';
const assert = require('assert');
const { spawn } = require('child_process');
const http = require('http');

function server(last) {
  return `const http = require('http');
    http.createServer((req, res) => { res.end('bye'); ${last} }).listen(0, function() { console.log(this.address().port); });`;
}

for (const last of ['process.exit()', 'process.kill(process.pid, "SIGKILL")', 'process.nextTick(() => { throw 1; })']) {
  const child = spawn(process.execPath, ['-e', server(last)], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', (port) => http.get({ port: Number(port), agent: false }, (res) => {
    res.setEncoding('latin1');
    let body = '';
    res.on('data', (chunk) => { body += chunk; });
    res.on('end', () => assert.strictEqual(body, 'bye', last));
  }));
}

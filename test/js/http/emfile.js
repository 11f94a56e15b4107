// SPDX-License-Identifier: MIT
// A server without a free descriptor lets connections wait, and takes them again when there are some.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { spawn } = require('child_process');

if (process.argv[2] === 'child') {
  http.createServer((req, res) => res.end('alive')).listen(0, function() { console.log(this.address().port); });
} else {
  const command = `ulimit -n 48; exec "${process.execPath}" "${__filename}" child`;
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.once('data', (line) => {
    const port = Number(line);
    const sockets = [];
    let open = 0;
    for (let i = 0; i < 64; i++) sockets.push(net.connect(port, '127.0.0.1', connected).on('error', connected));
    function connected() {
      if (++open < sockets.length) return;
      for (const socket of sockets) socket.destroy();
      ask();
    }
    // While the server has not seen yet that the others are gone, libuv may drop a connection.
    function ask() {
      http.get({ port, host: '127.0.0.1', agent: false }, (res) => {
        assert.strictEqual(res.statusCode, 200);
        res.resume().on('end', () => child.kill());
      }).on('error', () => { if (child.exitCode === null && child.signalCode === null) setTimeout(ask, 20); });
    }
  });
  child.on('exit', (code, signal) => assert.strictEqual(signal, 'SIGTERM'));
}

// SPDX-License-Identifier: MIT
// A client leaves in the middle of a file: pipeline() closes the file at once, and pipe() when nobody can reach the stream; a
// descriptor that somebody has closed by its number meanwhile belongs to who has it next.
'use strict';

const assert = require('assert');
const fs = require('fs');
const http = require('http');
const net = require('net');
const os = require('os');
const path = require('path');
const { pipeline } = require('stream');
require('v8').setFlagsFromString('--expose-gc');
const gc = require('vm').runInNewContext('gc');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-left-'));
const file = path.join(directory, 'file');
fs.writeFileSync(file, Buffer.alloc(50 << 20));
const isOpen = () => fs.readdirSync('/proc/self/fd').some((fd) => {
  try {
    return fs.readlinkSync(`/proc/self/fd/${fd}`) === file;
  } catch {
    return false; // of readdir itself
  }
});

const results = [];
let next;
const server = http.createServer((req, res) => {
  if (req.url === '/pipeline') {
    pipeline(fs.createReadStream(file), res, (error) => {
      assert.strictEqual(error.code, 'ERR_STREAM_PREMATURE_CLOSE');
      results.push('pipeline');
    });
  } else {
    const stream = fs.createReadStream(file);
    stream.pipe(res);
    res.on('close', () => {
      results.push(req.url.slice(1));
      if (req.url !== '/number') return;
      fs.closeSync(stream.fd);
      do next = fs.openSync(__filename); while (next !== stream.fd); // the lowest that is free
    });
  }
}).listen(0, async () => {
  for (const url of ['/number', '/pipeline', '/pipe']) {
    const socket = net.connect(server.address().port);
    socket.write(`GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`);
    socket.once('data', () => {
      assert.ok(isOpen());
      socket.destroy();
    });
    while (!results.includes(url.slice(1))) await new Promise(setImmediate);
    while (isOpen()) { // or the test takes too long
      gc();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  assert.ok(fs.fstatSync(next).isFile()); // still open
  server.close();
  fs.rmSync(directory, { recursive: true });
});

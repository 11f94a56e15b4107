// SPDX-License-Identifier: MIT
// A request and its cancellation in one piece: whatever the program does with the stream before it is told is no error of
// its own (nobody listens to 'error' here), and the stream closes with the client's code.
'use strict';
const assert = require('node:assert');
const http2 = require('node:http2');
const net = require('node:net');
const { fields, frame } = require('./frames.js');

const { NGHTTP2_CANCEL } = http2.constants;
const actions = {
  respond(stream) {
    stream.respond({ ':status': 200 });
    stream.end('x');
  },
  headersOnly: (stream) => stream.respond({ ':status': 204 }, { endStream: true }),
  informational(stream) {
    stream.additionalHeaders({ ':status': 103 });
    stream.respond();
    stream.end();
  },
  trailers(stream) {
    stream.respond({}, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ a: '1' }));
    stream.end('x');
  },
  writeOnData: (stream) => stream.on('data', () => stream.write('x')),
  end: (stream) => stream.end('x'),
  file: (stream) => stream.respondWithFile(__filename),
  push: (stream) => stream.pushStream({ ':path': '/x' }, () => {}),
  reset: (stream) => stream.close(NGHTTP2_CANCEL),
};

function attempt(action, pieces) {
  return new Promise((resolve) => {
    const server = http2.createServer();
    server.on('stream', (stream) => {
      stream.on('close', () => {
        socket.destroy();
        server.close(() => resolve(stream.rstCode));
      });
      action(stream);
    });
    let socket;
    server.listen(0, () => {
      socket = net.connect(server.address().port);
      socket.on('error', () => {}).resume();
      socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame('SETTINGS', 0, 0), ...pieces,
        frame('RST_STREAM', 0, 1, Buffer.from([0, 0, 0, NGHTTP2_CANCEL]))]));
    });
  });
}

(async () => {
  const withBody = [frame('HEADERS', 4, 1, fields()), frame('DATA', 0, 1, Buffer.from('data'))];
  for (const name in actions) {
    assert.strictEqual(await attempt(actions[name], [frame('HEADERS', 5, 1, fields())]), NGHTTP2_CANCEL, name);
    assert.strictEqual(await attempt(actions[name], withBody), NGHTTP2_CANCEL, name);
  }
})().then(() => process.on('exit', (code) => assert.strictEqual(code, 0)));

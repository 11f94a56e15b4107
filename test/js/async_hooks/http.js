// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { createHook, executionAsyncId, executionAsyncResource } = require('async_hooks');
const http = require('http');
const { finished } = require('stream');

// A connection of a server and each request of a client are resources, within which messages are delivered.
const types = new Map();
const made = [];
const destroyed = [];
createHook({
  init(id, type) {
    if (!type.startsWith('HTTP') && type !== 'STREAM_END_OF_STREAM') return;
    types.set(id, type);
    made.push(type);
  },
  destroy(id) { if (types.get(id)?.startsWith('HTTP')) destroyed.push(types.get(id)); },
}).enable();

const seen = [];
const server = http.createServer((request, response) => {
  seen.push(types.get(executionAsyncId()));
  assert.strictEqual(executionAsyncResource().type, 'HTTPINCOMINGMESSAGE');
  assert.strictEqual(executionAsyncResource().socket, request.socket);
  response.end('x');
}).listen(0, () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const get = (left) => {
    const request = http.get({ port: server.address().port, agent }, (response) => {
      seen.push(types.get(executionAsyncId()));
      assert.strictEqual(executionAsyncResource().req, request);
      finished(response.resume(), () => {
        if (left > 1) {
          get(left - 1);
        } else {
          agent.destroy();
          server.close();
        }
      });
    });
  };
  get(2);
});
process.on('exit', () => {
  const messages = made.filter((type) => type.startsWith('HTTP'));
  assert.deepStrictEqual(messages.sort(), ['HTTPCLIENTREQUEST', 'HTTPCLIENTREQUEST', 'HTTPINCOMINGMESSAGE']);
  assert.deepStrictEqual(destroyed.sort(), messages);
  assert.deepStrictEqual(seen, ['HTTPINCOMINGMESSAGE', 'HTTPCLIENTREQUEST', 'HTTPINCOMINGMESSAGE', 'HTTPCLIENTREQUEST']);
  assert.ok(made.includes('STREAM_END_OF_STREAM'));
});

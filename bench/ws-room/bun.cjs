// SPDX-License-Identifier: MIT
// The room with Bun's own server: one topic.
'use strict';

const ticker = require('./ticker.cjs');

const server = Bun.serve({
  port: Number(process.env.PORT), hostname: '127.0.0.1',
  fetch: (req, server) => (server.upgrade(req) ? undefined : new Response('', { status: 426 })),
  websocket: {
    open(ws) {
      ws.subscribe('room');
      count();
    },
    message() {},
  },
});
const count = ticker((text) => server.publish('room', text));

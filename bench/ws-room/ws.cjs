// SPDX-License-Identifier: MIT
// The room with the npm package ws, for any runtime.
'use strict';

const { WebSocketServer } = require(process.env.WS ?? 'ws');
const ticker = require('./ticker.cjs');

const wss = new WebSocketServer({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 1024 });
wss.on('connection', ticker((text) => {
  const data = Buffer.from(text);
  for (const client of wss.clients) client.send(data, { binary: false });
}));

// SPDX-License-Identifier: MIT
// The room with eddy:ws: one topic.
'use strict';

const { WebSocketServer } = require('eddy:ws');
const ticker = require('./ticker.cjs');

const wss = new WebSocketServer({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 1024, clientTracking: false });
const count = ticker((text) => wss.publish('room', text));
wss.on('connection', (ws) => {
  ws.subscribe('room');
  count();
});

// SPDX-License-Identifier: MIT
// eddy:ws: WebSocket server and client with the API of the npm package `ws`, over frames and compression in C.
// What is beyond that API: topics (subscribe, publish), and a limit on what is queued for a slow peer.
'use strict';

const WebSocket = require('internal/ws/websocket');
const WebSocketServer = require('internal/ws/server');
const createWebSocketStream = require('internal/ws/stream');
const { listen, publish } = require('internal/ws/topics');

WebSocket.WebSocket = WebSocket;
WebSocket.WebSocketServer = WebSocket.Server = WebSocketServer;
WebSocket.createWebSocketStream = createWebSocketStream;
WebSocket.publish = publish;
WebSocket.subscribe = listen;

module.exports = WebSocket;

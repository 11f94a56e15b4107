// SPDX-License-Identifier: MIT
// A class made of OutgoingMessage that has no head: end(body) is the body, and a write of nothing that ends it.
'use strict';
const assert = require('node:assert');
const { OutgoingMessage } = require('node:http');
const { Writable } = require('node:stream');

class Message extends OutgoingMessage {
  _implicitHeader() {}
}
const chunks = [];
const writable = new Writable({ write(chunk, encoding, callback) {
  chunks.push(String(chunk));
  setImmediate(callback);
} });
const message = new Message();
message.socket = message.connection = writable;
writable._httpMessage = message;
let finished = false;
message.on('finish', () => finished = true);
message.end('hello');
process.on('exit', () => {
  assert.deepStrictEqual(chunks, ['hello', '']);
  assert.strictEqual(finished, true);
});

// Heads of answers that are the same again and again, and such as differ in one thing from the one before, say what was set.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const cases = [
  [['Content-Type', 'text/plain']], [['Content-Type', 'text/plain'], ['X-A', '1']], [['X-A', '1'], ['Content-Type', 'text/plain']],
  [['content-type', 'text/plain']], [['Content-Type', 'text/plaim']], [], [['X-A', '1'], ['Connection', 'keep-alive']],
  [['X-A', '1']], [['X-A', 1]], [['X-A', '']], [['Set-Cookie', ['a=1', 'b=2']]], [['X-Long', 'x'.repeat(60)]],
  Array.from({ length: 12 }, (_, i) => [`X-${i}`, 'v']), [['Date', 'today']], [['Keep-Alive', 'timeout=9']],
];
const order = [];
for (let i = 0; i < 40; i++) for (let k = 0; k < cases.length; k++) order.push(i < 20 ? k : (k * 7) % cases.length);

let n = 0;
const server = http.createServer((req, res) => {
  const which = order[n++];
  if (n % 5 === 0) res.statusCode = 201;
  if (n % 11 === 0) res.statusMessage = 'Fine';
  for (const [name, value] of cases[which]) res.setHeader(name, value);
  if (n % 3 === 0) res.appendHeader('X-More', 'a').appendHeader('X-More', 'b');
  res.end(n % 7 === 0 ? 'hello' : 'hallo');
});

function expected(i) {
  const k = i + 1;
  const code = k % 5 === 0 ? 201 : 200;
  const lines = [`HTTP/1.1 ${code} ${k % 11 === 0 ? 'Fine' : http.STATUS_CODES[code]}`];
  const names = new Set();
  for (const [name, value] of cases[order[i]]) {
    names.add(name.toLowerCase());
    for (const one of [value].flat()) lines.push(`${name}: ${one}`);
  }
  if (k % 3 === 0) lines.push('X-More: a', 'X-More: b');
  if (!names.has('date')) lines.push('Date: now');
  if (!names.has('connection')) {
    lines.push('Connection: keep-alive');
    if (!names.has('keep-alive')) lines.push('Keep-Alive: timeout=5');
  }
  lines.push('Content-Length: 5');
  return lines;
}

server.listen(0, () => {
  const socket = net.connect(server.address().port);
  let text = '', seen = 0;
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    text += chunk;
    for (let end; (end = text.indexOf('\r\n\r\n')) >= 0 && text.length >= end + 9;) {
      const head = text.slice(0, end).replace(/^Date: [A-Z].*GMT$/m, 'Date: now');
      assert.deepStrictEqual(head.split('\r\n'), expected(seen));
      assert.strictEqual(text.slice(end + 4, end + 9), (seen + 1) % 7 === 0 ? 'hello' : 'hallo');
      text = text.slice(end + 9);
      if (++seen === order.length) {
        socket.end();
        server.close();
        return;
      }
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    }
  });
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
});
process.on('exit', () => assert.strictEqual(n, order.length));

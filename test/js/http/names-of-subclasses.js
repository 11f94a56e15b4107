// SPDX-License-Identifier: MIT
// What the parts of http call on each other is under no name: methods of subclasses are the program's alone.
'use strict';

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

function mine() {
  assert.fail('called by the library');
}
function unfinished() {
  assert.fail('not all came');
}
process.on('exit', unfinished);

class Server extends http.Server {}
class Request extends http.IncomingMessage {}
class Client extends http.ClientRequest {}
const names = [
  'dispatchRequest', 'emitClientError', 'errorAnswer', '_addBody', '_endBody', '_answered', 'destroyAborted', 'connect',
  'setHeadersFrom', 'onResponseStart',
];
for (const Class of [Server, Request, Client]) {
  for (const name of names) Class.prototype[name] = mine;
}
class Named extends Server {
  get responseOptions() { return 'mine'; }
  get uniqueHeaders() { return 'mine, too'; }
}

const server = new Named({ IncomingMessage: Request }, (req, res) => {
  req.resume().on('end', () => res.end(`${server.responseOptions}, ${server.uniqueHeaders}`));
});
server.listen(0, () => {
  const { port } = server.address();
  const client = new Client({ port, method: 'POST', agent: false }, (res) => {
    let text = '';
    res.setEncoding('utf8').on('data', (chunk) => { text += chunk; }).on('end', () => {
      assert.strictEqual(text, 'mine, mine, too');
      const socket = net.connect(port).setEncoding('latin1');
      socket.end('BAD\r\n\r\n');
      let answer = '';
      socket.on('data', (chunk) => { answer += chunk; }).on('end', () => {
        assert.match(answer, /^HTTP\/1\.1 400 /);
        server.close();
        process.off('exit', unfinished);
      });
    });
  });
  client.end('body');
});

'use strict';
// A piece of a file as an answer: the server has finished it when the client has it, so that close() ends the connection.
const assert = require('node:assert');
const fs = require('node:fs');
const http = require('node:http');

const { size } = fs.statSync(__filename);
const server = http.createServer((request, response) => {
  response.setHeader('Content-Length', size);
  fs.createReadStream(__filename, { start: 0, end: size - 1 }).pipe(response);
});
server.keepAliveTimeout = 0; // for ever
server.listen(0, () => {
  const agent = new http.Agent({ keepAlive: true });
  http.get({ port: server.address().port, agent }, (response) => {
    let read = 0;
    response.on('data', (chunk) => read += chunk.length);
    response.on('end', () => {
      assert.strictEqual(read, size);
      server.getConnections((error, count) => assert.strictEqual(count, 1));
      const watchdog = setTimeout(() => {
        server.closeAllConnections();
        assert.fail('the connection is still there');
      }, 5000);
      server.close(() => {
        clearTimeout(watchdog);
        agent.destroy();
      });
    });
  });
});

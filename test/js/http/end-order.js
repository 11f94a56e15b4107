// SPDX-License-Identifier: MIT
// What happens, tick by tick, when an answer has been written.
'use strict';
const assert = require('assert');
const http = require('http');

function order(handler, expected) {
  return new Promise((resolve) => {
    const log = [];
    const server = http.createServer((req, res) => {
      for (const event of ['resume', 'end', 'close']) req.on(event, () => log.push(`req.${event}`));
      for (const event of ['finish', 'close']) res.on(event, () => log.push(`res.${event}`));
      handler(req, res, log);
      let tick = 0;
      const next = () => {
        log.push(`${++tick}`);
        if (tick < 4) process.nextTick(next);
      };
      process.nextTick(next);
    });
    server.listen(0, () => http.get({ port: server.address().port, agent: false }, (res) => {
      res.resume();
      res.on('end', () => setImmediate(() => {
        assert.strictEqual(log.join(' '), expected);
        server.close(resolve);
      }));
    }));
  });
}

(async () => {
  await order((req, res) => res.end('x'), 'res.finish 1 req.end res.close 2 req.close 3 4');
  await order((req, res, log) => res.end('x', () => log.push('ended')),
              'ended res.finish 1 req.end res.close 2 req.close 3 4');
  await order((req, res, log) => {
    res.write('x', () => log.push('written'));
    res.end(() => log.push('ended'));
  }, 'written ended res.finish 1 req.end res.close 2 req.close 3 4');
  await order((req, res) => {
    req.resume();
    req.on('end', () => res.end('x'));
  }, 'req.resume 1 req.end 2 res.finish req.close 3 res.close 4');
})();

// SPDX-License-Identifier: MIT
// eddy examples/log-events/main.js FILE…: errors, slow requests and logins in growing log files, one line of JSON each.
'use strict';

const { LogEvents } = require('./events');

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: main.js FILE…');
  process.exit(2);
}
const events = new LogEvents(files, {
  problem: { contains: 'ERROR', pattern: /\bERROR\b:? (?<text>.*)/ },
  slow: { contains: 'ms\n', pattern: /"(?<method>[A-Z]+) (?<url>\S+) [^"]*" \d+ \d+ (?<ms>\d{4,})ms$/ },
  login: { contains: 'login ', pattern: /login (?<result>accepted|refused) for (?<user>\S+)/ },
});
for (const name of ['problem', 'slow', 'login']) {
  events.on(name, (event) => process.stdout.write(`${JSON.stringify({ event: name, ...event })}\n`));
}
events.on('error', () => {}); // an unreadable file is looked at again
process.once('SIGINT', () => {
  process.stderr.write(`${events.bytes} bytes\n`);
  events.close();
});

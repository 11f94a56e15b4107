// Shared by the package tests: a server on a free port, requests with the real curl.
'use strict';
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');

const run = promisify(execFile);

/** curl -s ARGS URL -> its output. */
async function curl(...args) {
  const { stdout } = await run('curl', ['-sS', '--max-time', '100', ...args], { maxBuffer: 1 << 26 });
  return stdout;
}

/** Listens on a free port of 127.0.0.1; resolves to the address as a URL without trailing slash. */
function listen(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

module.exports = { run, curl, listen };

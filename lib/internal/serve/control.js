// SPDX-License-Identifier: MIT
// The local socket of `eddy serve`: HTTP over a Unix socket that only its user can open. GET /status, GET /ready
// (200 or 503), POST /reload. `eddy status` and `eddy reload` are its clients, curl --unix-socket another.
'use strict';

const fs = require('fs');
const path = require('path');

/** Where the sockets are when nobody says. */
function directory() {
  const { RUNTIME_DIRECTORY, XDG_RUNTIME_DIR } = process.env;
  if (RUNTIME_DIRECTORY) return RUNTIME_DIRECTORY.split(':', 1)[0];
  if (XDG_RUNTIME_DIR) return path.join(XDG_RUNTIME_DIR, 'eddy');
  return path.join(require('os').tmpdir(), `eddy-${process.getuid()}`);
}

/** Nobody else may have made it, or may write into it. */
function prepareDirectory(dir) {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const stat = fs.lstatSync(dir);
  if (!stat.isDirectory() || stat.uid !== process.getuid() || (stat.mode & 0o022) !== 0) {
    throw new Error(`${dir} is not a directory of this user alone`);
  }
}

function reply(res, code, value) {
  const body = `${JSON.stringify(value, null, 2)}\n`;
  res.writeHead(code, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'Connection': 'close' });
  res.end(body);
}

/**
 * @param {string | undefined} socketPath undefined: the default; 'none': no socket
 * @param {{ status(): object, reload(): Promise<boolean> }} supervisor
 * @returns {{ path: string, close(): void } | null}
 */
function openControl(socketPath, supervisor) {
  if (socketPath === 'none') return null;
  let file = socketPath;
  if (file === undefined) {
    prepareDirectory(directory());
    for (const other of findSockets()) removeIfDead(other);
    file = path.join(directory(), `${process.pid}.sock`);
  }
  fs.rmSync(file, { force: true });
  const server = require('http').createServer((req, res) => {
    const { pathname } = new URL(req.url, 'http://localhost');
    const status = supervisor.status();
    if (req.method === 'GET' && pathname === '/status') return reply(res, 200, status);
    if (req.method === 'GET' && pathname === '/ready') return reply(res, status.ready ? 200 : 503, { ready: status.ready });
    if (req.method === 'POST' && pathname === '/reload') {
      return supervisor.reload().then((ok) => reply(res, ok ? 200 : 500, { reloaded: ok }));
    }
    return reply(res, 404, { error: 'not found' });
  });
  server.requestTimeout = server.headersTimeout = 5000;
  server.on('error', (err) => require('internal/serve/log').say(`status socket: ${err.message}`));
  const mask = process.umask(0o077);
  server.listen(file);
  process.umask(mask);
  server.unref();
  return {
    path: file,
    close() {
      server.close();
      fs.rmSync(file, { force: true });
    },
  };
}

// ---- the client -------------------------------------------------------------------------------------------

/** The sockets that `name` (a process id, a path, or nothing: all) stands for. */
function findSockets(name) {
  if (name !== undefined && !/^\d+$/.test(name)) return [name];
  if (name !== undefined) return [path.join(directory(), `${name}.sock`)];
  let names = [];
  try {
    names = fs.readdirSync(directory());
  } catch {
    // Nobody has made it: nothing runs.
  }
  return names.filter((file) => /^\d+\.sock$/.test(file)).map((file) => path.join(directory(), file));
}

/** The socket of one that was killed: nobody listens to it, and its process is not there any more. */
function removeIfDead(file) {
  try {
    process.kill(+path.basename(file, '.sock'), 0);
    return;
  } catch (err) {
    if (err.code !== 'ESRCH') return;
  }
  // Without such a process in this container, there may be one in another.
  const socket = require('net').connect(file, () => socket.destroy());
  socket.unref();
  socket.on('error', (err) => {
    if (err.code === 'ECONNREFUSED') fs.rmSync(file, { force: true });
  });
}

/** @returns {Promise<{ code: number, value: object }>} */
function ask(socketPath, method, url) {
  return new Promise((resolve, reject) => {
    const req = require('http').request({ socketPath, method, path: url, agent: false }, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk) => { text += chunk; });
      res.on('end', () => {
        try {
          resolve({ code: res.statusCode, value: JSON.parse(text) });
        } catch { // 408: the server was busy for longer than a request may take
          reject(new Error(`the status socket answered ${res.statusCode} ${res.statusMessage}`));
        }
      });
    });
    req.on('error', reject);
    req.end();
  });
}

module.exports = { ask, findSockets, openControl, prepareDirectory };

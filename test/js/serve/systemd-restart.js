// SPDX-License-Identifier: MIT
// The socket of a .socket unit stays open while the service restarts: who connects then is answered by the next one.
'use strict';

const assert = require('node:assert');
const path = require('node:path');
const { dir, play, write } = require('./fixtures/systemd');

process.exitCode = 1; // until all has happened

const script = write(`
  const server = require('node:http').createServer((req, res) => res.end(process.env.EDDY_WORKERS));
  server.listen(process.argv[2] === 'path' ? { path: process.argv[3] } : process.env.PORT);`);

// Starts the service twice on one socket, of the kind that is asked for; each time only after a client has connected.
const manager = `
import os, signal, socket, sys
kind, path = sys.argv[1:3]
s = socket.socket(socket.AF_UNIX if kind == 'path' else socket.AF_INET)
s.bind(path if kind == 'path' else ('127.0.0.1', 0)); s.listen(64)
for i in range(2):
  c = socket.socket(s.family); c.settimeout(30); c.connect(s.getsockname())
  c.sendall(b'GET / HTTP/1.1\\\\r\\\\nHost: x\\\\r\\\\nConnection: close\\\\r\\\\n\\\\r\\\\n')
  pid = os.fork()
  if pid == 0:
    os.dup2(s.fileno(), 3)
    os.set_inheritable(3, True)
    os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()))
    os.environ.pop('PORT', None)
    os.execv(sys.argv[3], sys.argv[3:])
  text = b''
  while True:
    piece = c.recv(65536)
    if not piece: break
    text += piece
  os.kill(pid, signal.SIGTERM)
  print(text.split(b'\\\\r\\\\n\\\\r\\\\n')[1].decode(), os.waitpid(pid, 0)[1], flush=True)
`.replaceAll('\\\\', '\\');

(async () => {
  for (const kind of ['port', 'path']) {
    const socket = path.join(dir, 'socket');
    const it = play(manager, [kind, socket, process.execPath, '--status-socket=none', '--workers=2', script, kind, socket]);
    const code = await it.exited;
    assert.deepStrictEqual([code, it.text()], [0, '2 0\n2 0\n'], kind);
  }
  process.exitCode = 0;
})();

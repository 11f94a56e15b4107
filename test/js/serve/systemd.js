// SPDX-License-Identifier: MIT
// Socket activation and notifications: the program's port is the inherited socket, the service manager hears
// READY, RELOADING, STOPPING and the watchdog.
'use strict';

const assert = require('node:assert');
const net = require('node:net');
const { dir, play, write } = require('./fixtures/systemd');

process.exitCode = 1; // until all has happened

const script = write(`
  require('node:http').createServer((req, res) => res.end(String('NOTIFY_SOCKET' in process.env)))
    .listen(process.env.PORT);`);
const manager = `
import os, socket, sys
n = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); n.bind('${dir}/notify')
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(64)
pid = os.fork()
if pid == 0:
  fd = s.fileno()
  os.dup2(fd, 3, inheritable=True)
  os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()), NOTIFY_SOCKET='${dir}/notify', WATCHDOG_USEC='40000')
  os.environ.pop('PORT', None)
  os.execv(sys.argv[1], sys.argv[1:])
print('PID=%d PORT=%d' % (pid, s.getsockname()[1]), flush=True)
while True:
  t = n.recv(4096).decode()
  print(t.replace('\\n', ' '), flush=True)
  if 'STOPPING' in t: break
print('EXIT=%d' % os.waitpid(pid, 0)[1], flush=True)
`;
const { seen } = play(manager, [process.execPath, '--status-socket=none', '--workers=2', script]);

function get(port) {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
    socket.on('data', (chunk) => { answer += chunk; }).on('end', () => resolve(answer)).on('error', reject);
  });
}

(async () => {
  const [, pid, port] = await seen(/PID=(\d+) PORT=(\d+)/);
  await seen(/READY=1 STATUS=2 of 2 workers ready/);
  assert.match(await get(port), /\r\n\r\nfalse$/);
  await seen(/WATCHDOG=1[^]*WATCHDOG=1/);
  process.kill(+pid, 'SIGHUP');
  await seen(/RELOADING=1 MONOTONIC_USEC=\d+[^]*READY=1 STATUS=reloaded/);
  assert.match(await get(port), /\r\n\r\nfalse$/);
  process.kill(+pid, 'SIGTERM');
  await seen(/STOPPING=1[^]*EXIT=0/);
  process.exitCode = 0;
})();

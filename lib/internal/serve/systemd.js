// SPDX-License-Identifier: MIT
// What systemd and its like tell a service and want to hear: sd_listen_fds(3), sd_notify(3), sd_watchdog_enabled(3).
'use strict';

const { inheritedSocket, notify: send } = internalBinding('service');
const { resolve } = require('path');

const FIRST_FD = 3;

/** The sockets this process was started with; their variables are gone afterwards. */
function takeSockets(env = process.env) {
  const { LISTEN_FDS, LISTEN_PID } = env;
  for (const name of ['LISTEN_FDS', 'LISTEN_PID', 'LISTEN_FDNAMES']) delete env[name];
  const sockets = [];
  if (+LISTEN_PID !== process.pid) return sockets;
  for (let i = 0; i < Math.min(+LISTEN_FDS || 0, 1024); i++) {
    const socket = inheritedSocket(FIRST_FD + i);
    if (socket !== undefined) sockets.push({ fd: FIRST_FD + i, ...socket });
  }
  return sockets;
}

const wildcards = new Set(['', '0.0.0.0', '::']);

/** The socket for what a program wants to listen to; it is taken out of the list. @returns {number | undefined} */
function matchSocket(sockets, address, port) {
  const i = sockets.findIndex((socket) => {
    // cluster's primary shortens paths to what they are from here.
    if (port < 0 || port === null || port === undefined) {
      return socket.type === 'pipe' && (socket.address === address || resolve(socket.address) === resolve(address));
    }
    return socket.type === 'tcp' && socket.port === +port &&
      (wildcards.has(address ?? '') || wildcards.has(socket.address) || socket.address === address);
  });
  return i < 0 ? undefined : sockets.splice(i, 1)[0].fd;
}

/** Speaks to the service manager, if there is one. */
class Notifier {
  constructor(env = process.env) {
    this.path = env.NOTIFY_SOCKET;
    this.timer = null;
    const { WATCHDOG_PID, WATCHDOG_USEC } = env;
    for (const name of ['NOTIFY_SOCKET', 'WATCHDOG_PID', 'WATCHDOG_USEC']) delete env[name]; // not the workers' business
    if (this.path === undefined || !(+WATCHDOG_USEC > 0)) return;
    if (WATCHDOG_PID !== undefined && +WATCHDOG_PID !== process.pid) return;
    this.timer = setInterval(() => this.tell('WATCHDOG=1'), Math.max(1, +WATCHDOG_USEC / 2000));
    this.timer.unref();
  }

  /** @param {...string} lines VARIABLE=value */
  tell(...lines) {
    if (this.path !== undefined) send(this.path, lines.join('\n'));
  }

  ready(status) { this.tell('READY=1', `STATUS=${status}`); }
  status(status) { this.tell(`STATUS=${status}`); }
  stopping() { this.tell('STOPPING=1'); }
  reloading() {
    // With Type=notify-reload the time has to be there, too.
    this.tell('RELOADING=1', `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`);
  }
}

module.exports = { matchSocket, Notifier, takeSockets };

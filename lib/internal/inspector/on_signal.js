// SPDX-License-Identifier: MIT
// What SIGUSR1 does in the process that gets it. Called from C (src/inspector/agent.c), perhaps in the middle of the program's code.
'use strict';

const binding = internalBinding('inspector');

/** SIGUSR1: front-ends may connect, as with --inspect. Nothing if they may already. */
function openForDebugger() {
  if (binding.url() !== undefined) return;
  const { getOptionValue } = require('internal/options');
  const control = require('internal/inspector/control');
  const { host, port } = control.readAddress(getOptionValue('--inspect-port'));
  const set = process.debugPort;
  control.start(typeof set === 'number' && set !== 9229 ? set : port, host);
}

/** @param {number} uid @param {number} pid as the process knows itself @returns {string} file that tells `eddy top` the address */
function addressFile(uid, pid) { return `/tmp/eddy-${uid}/top-${pid}`; }

let asks = 0;        // of `eddy top`
let opened = false;  // the server, for it

/** `eddy top`: it may connect, nobody else hears of it. The address, whose last part is a secret, is in a file of this user's. */
function openForWatcher() {
  const fs = require('fs'), asked = ++asks;
  let file;
  const end = () => {
    if (asked !== asks) return; // somebody has come since
    fs.rmSync(file, { force: true });
    if (opened && require('internal/inspector/agent').sessions.size === 0) {
      binding.close();
      opened = false;
    }
  };
  try {
    require('internal/inspector/agent');
    file = addressFile(process.getuid(), process.pid);
    require('internal/serve/control').prepareDirectory(require('path').dirname(file));
    if (binding.url() === undefined) {
      if (binding.open('127.0.0.1', 0, process.argv[1] ?? process.title, 'file://', false, true) !== 0) return;
      opened = true;
    }
    fs.rmSync(`${file}~`, { force: true });
    fs.writeFileSync(`${file}~`, binding.url(), { mode: 0o600, flag: 'wx' });
    fs.renameSync(`${file}~`, file);
  } catch { // no place for the file: nobody will come
    if (opened) end();
    return;
  }
  const { isWatched, onLastEnd } = require('internal/inspector/domain_eddy');
  onLastEnd(end);
  require('timers').setTimeout(() => { if (!isWatched()) end(); }, 5000).unref();
}

module.exports = { addressFile, openForDebugger, openForWatcher };

// SPDX-License-Identifier: MIT
// Finds Eddy's processes, and connects to one. All errors are for the user: their messages say what to do.
'use strict';

const fs = require('fs');
const { setTimeout: sleep } = require('timers/promises');

const binding = internalBinding('inspector');
const { addressFile } = require('internal/inspector/on_signal');

/** Whether a process understands the signal: the thread that waits for it has a name. */
function understands(pid) {
  const name = binding.watchThread();
  try {
    for (const thread of fs.readdirSync(`/proc/${pid}/task`)) {
      if (fs.readFileSync(`/proc/${pid}/task/${thread}/comm`, 'latin1').trimEnd() === name) return true;
    }
  } catch { /* it is gone, or somebody else's */ }
  return false;
}

/** @returns {number[]} ids of the processes of Eddy's that this user may look at, this one left out */
function findProcesses() {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
    .filter((pid) => pid !== process.pid && understands(pid));
}

/** How its command line begins. */
function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
  } catch {
    return '';
  }
}

/** The process that is meant. @param {string | undefined} text its id; undefined: the only one @returns {number} */
function choose(text) {
  if (text === undefined) {
    const found = findProcesses();
    if (found.length === 1) return found[0];
    if (found.length === 0) throw new Error('no other program runs on Eddy');
    throw new Error(`which one? eddy top PID\n${found.map((pid) => `${`${pid}`.padStart(8)}  ${commandOf(pid)}`).join('\n')}`);
  }
  const pid = Number(text);
  if (!/^\d+$/.test(text) || pid < 1) throw new Error(`not a process id: ${text}`);
  if (pid === process.pid) throw new Error('that is this process');
  if (!fs.existsSync(`/proc/${pid}`)) throw new Error(`there is no process ${pid}`);
  if (!understands(pid)) {
    throw new Error(`process ${pid} does not answer: it is not Eddy, or another user's, or runs with --permission and without --allow-inspector`);
  }
  return pid;
}

/** Where the inspector of a process listens, which it is asked to tell. @returns {Promise<string>} */
async function askForAddress(pid) {
  const { uid } = fs.statSync(`/proc/${pid}`);
  const own = /^NSpid:.*\s(\d+)$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? pid; // in a container
  const file = `/proc/${pid}/root${addressFile(uid, own)}`;
  fs.rmSync(file, { force: true });
  const err = internalBinding('process_methods').kill(pid, binding.watchSignal());
  if (err !== 0) throw new Error(`process ${pid}: ${require('util').getSystemErrorMessage(err)}`);
  for (const end = Date.now() + 5000; Date.now() < end; await sleep(5)) {
    try {
      if (fs.lstatSync(file).uid === uid) return fs.readFileSync(file, 'utf8');
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  throw new Error(`process ${pid} does not answer: it stands still in a call that does not return, or is stopped`);
}

/** @param {number} pid @returns {Promise<import('internal/debugger/client').Client>} with the domain Eddy enabled */
async function attach(pid) {
  const { Client } = require('internal/debugger/client');
  const client = new Client();
  await client.connectTo(await askForAddress(pid));
  await client.call('Eddy.enable');
  return client;
}

module.exports = { attach, choose };

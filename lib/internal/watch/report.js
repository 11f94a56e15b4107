// SPDX-License-Identifier: MIT
// In a program that runs under --watch: tells the watching process which files it has loaded or looked for, and what each looked
// like before: it may have changed when the watching process hears of it. They are appended to a file whose name children and
// workers inherit; under a watcher that is no Eddy they go through the IPC channel, as Node's do.
'use strict';

const { watching } = require('internal/modules/hooks_state');

const told = new Set();

function toFile(list) {
  const { tryLook } = require('internal/watch/files');
  return (file) => {
    if (told.has(file)) return;
    told.add(file);
    internalBinding('modules').append(list, `${tryLook(file)}\t${file}\n`);
  };
}

function toParent(file) {
  if (told.has(file) || !process.connected) return;
  told.add(file);
  process.send({ 'watch:require': [file] });
}

/** Called at start when the environment says that somebody watches. */
function start() {
  const list = process.env.EDDY_WATCH_LIST;
  if (list) watching.report = toFile(list);
  else if (typeof process.send === 'function') watching.report = toParent;
}

module.exports = { start };

// SPDX-License-Identifier: MIT
// In a child that was started with an IPC channel: process.send and 'message' before any user code runs.
'use strict';

function setupChannel(fdText) {
  const fd = Number.parseInt(fdText, 10);
  // Not for our own children.
  delete process.env.NODE_CHANNEL_FD;
  const mode = process.env.NODE_CHANNEL_SERIALIZATION_MODE || 'json';
  delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
  if (!(fd >= 0)) return;
  const { Pipe, constants } = internalBinding('pipe_wrap');
  const handle = new Pipe(constants.IPC);
  if (handle.open(fd) !== 0) {
    handle.close();
    return;
  }
  // The channel keeps the process alive only while somebody listens to it.
  handle.unref();
  const control = require('internal/child_process/ipc').setupChannel(process, handle, mode === 'advanced' ? 'advanced' : 'json');
  process.on('newListener', function onNewListener(name) {
    if (name === 'message' || name === 'disconnect') control.refCounted();
  });
  process.on('removeListener', function onRemoveListener(name) {
    if (name === 'message' || name === 'disconnect') control.unrefCounted();
  });
  if (process.env.NODE_UNIQUE_ID) require('internal/cluster/setup').setupWorker();
}

module.exports = { setupChannel };

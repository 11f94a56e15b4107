// SPDX-License-Identifier: MIT
// A FileHandle that went to another thread says so.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs/promises');
const { MessageChannel } = require('node:worker_threads');

(async () => {
  const handle = await fs.open(__filename);
  const { port1, port2 } = new MessageChannel();
  const arrived = new Promise((resolve) => port2.once('message', resolve));
  port1.postMessage(handle, [handle]);
  await assert.rejects(handle.read(), { code: 'EBADF', syscall: 'read', message: 'The FileHandle has been transferred' });
  await (await arrived).close();
  port1.close();
})();

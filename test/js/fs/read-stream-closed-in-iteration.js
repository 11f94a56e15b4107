// SPDX-License-Identifier: MIT
// The end of a file comes in a later turn than its last bytes: who closes the stream when it gets them has closed it early.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');

process.exitCode = 1; // until all has happened

async function closed() {
  const stream = fs.createReadStream(__filename);
  await assert.rejects(async () => {
    for await (const chunk of stream) {
      assert.ok(chunk.length > 0);
      stream.close();
    }
  }, { code: 'ERR_STREAM_PREMATURE_CLOSE' });
  assert.ok(stream.destroyed && !stream.readableEnded);
}

closed().then(() => { process.exitCode = 0; });

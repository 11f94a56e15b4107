// SPDX-License-Identifier: MIT
// A stream whose signal is aborted already opens nothing: no descriptor is left, no file is emptied.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aborted-before-'));
const file = path.join(folder, 'file');
fs.writeFileSync(file, 'precious');
const descriptors = () => fs.readdirSync('/proc/self/fd').length;

/** All events of a stream until it is closed. */
async function eventsOf(stream) {
  const seen = [];
  for (const name of ['open', 'ready', 'finish', 'end', 'error']) stream.on(name, (value) => seen.push(value?.name ?? name));
  await new Promise((closed) => stream.on('close', closed));
  await new Promise(setImmediate);
  return seen;
}

(async () => {
  const before = descriptors();
  for (let i = 0; i < 20; i++) {
    const signal = AbortSignal.abort();
    assert.deepStrictEqual(await eventsOf(fs.createReadStream(file, { signal })), ['AbortError']);
    assert.deepStrictEqual(await eventsOf(fs.createWriteStream(file, { signal })), ['AbortError']);
    assert.deepStrictEqual(await eventsOf(fs.createWriteStream(path.join(folder, 'new'), { signal })), ['AbortError']);
  }
  assert.strictEqual(descriptors(), before);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'precious');
  assert.deepStrictEqual(fs.readdirSync(folder), ['file']);

  // Aborted before it is open, while it opens, and while it works.
  for (let i = 0; i < 20; i++) {
    for (const make of [fs.createReadStream, fs.createWriteStream]) {
      for (const when of [(f) => f(), process.nextTick, setImmediate, (f, stream) => stream.on('open', f)]) {
        const controller = new AbortController();
        const stream = make(path.join(folder, 'other'), { signal: controller.signal, flags: 'w+' });
        if (stream.write) stream.write('x'.repeat(1e5));
        else stream.resume();
        const events = eventsOf(stream);
        when(() => controller.abort(), stream);
        assert.ok((await events).includes('AbortError') || stream.readableEnded);
      }
    }
  }
  assert.strictEqual(descriptors(), before);
  fs.rmSync(folder, { recursive: true });
})();

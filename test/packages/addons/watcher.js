// @parcel/watcher: events from its own thread, snapshots, unsubscribing lets the program end.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const watcher = require('@parcel/watcher');

(async () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-watched-')));
  const snapshot = path.join(os.tmpdir(), `eddy-snapshot-${process.pid}`);
  try {
    await watcher.writeSnapshot(folder, snapshot);
    const seen = new Set();
    let check = () => {};
    const subscription = await watcher.subscribe(folder, (error, events) => {
      assert.strictEqual(error, null);
      for (const { type, path: file } of events) seen.add(`${type} ${path.relative(folder, file)}`);
      check();
    }, { ignore: ['ignored'] });
    const until = (event) => new Promise((resolve) => {
      check = () => { if (seen.has(event)) resolve(); };
      check();
    });
    fs.writeFileSync(path.join(folder, 'ignored'), 'x');
    fs.writeFileSync(path.join(folder, 'file'), 'one');
    await until('create file');
    fs.writeFileSync(path.join(folder, 'file'), 'two');
    await until('update file');
    fs.mkdirSync(path.join(folder, 'deep'));
    await until('create deep');
    fs.writeFileSync(path.join(folder, 'deep', 'inner'), 'x');
    await until('create deep/inner');
    fs.rmSync(path.join(folder, 'file'));
    await until('delete file');
    assert.ok(![...seen].some((event) => event.endsWith('ignored')));
    await subscription.unsubscribe();
    const events = await watcher.getEventsSince(folder, snapshot);
    assert.deepStrictEqual(events.map((event) => path.relative(folder, event.path)).sort(), ['deep', 'deep/inner', 'ignored']);
    await assert.rejects(watcher.subscribe('/nowhere/at/all', () => {}));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.rmSync(snapshot, { force: true });
  }
})();

// SPDX-License-Identifier: MIT
// Ten times longer, the same memory and open files: fs: at once, with callbacks, promises, streams and watchers.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');
const { promisify } = require('node:util');
const { folder, longer } = require('../../fixtures/longer');

const nothing = () => {};
const signal = new AbortController().signal; // outlives all that listen to it

function files() {
  const directory = folder();
  const names = Array.from({ length: 8 }, (_, i) => path.join(directory, `file-${i}`));
  for (const name of names) fs.writeFileSync(name, 'größer '.repeat(300));
  return { directory, names, absent: path.join(directory, 'absent') };
}

longer(__filename, {
  'at once': [50, () => {
    const { directory, names, absent } = files();
    return () => {
      for (const name of names) {
        fs.statSync(name, { bigint: true });
        fs.existsSync(absent);
        fs.readFileSync(name, 'utf8');
        fs.readFileSync(name);
        fs.writeFileSync(name, 'größer '.repeat(300));
        fs.appendFileSync(name, 'x');
        fs.realpathSync(name);
        fs.accessSync(name);
      }
      fs.readdirSync(directory, { withFileTypes: true });
      const fd = fs.openSync(names[0], 'r+');
      fs.readvSync(fd, [Buffer.alloc(10)]);
      fs.writeSync(fd, 'text', 3);
      fs.fstatSync(fd);
      fs.ftruncateSync(fd, 50);
      fs.closeSync(fd);
      try {
        fs.openSync(absent);
      } catch { /* that is what it is for */ }
    };
  }],
  directories: [25, () => {
    const { directory, names } = files();
    return async () => {
      const made = fs.mkdtempSync(path.join(directory, 'made-'));
      fs.mkdirSync(path.join(made, 'a/b'), { recursive: true });
      fs.symlinkSync(names[0], path.join(made, 'link'));
      fs.cpSync(made, `${made}-copy`, { recursive: true });
      fs.readdirSync(directory, { recursive: true });
      fs.globSync('**', { cwd: made });
      for await (const entry of await fs.promises.opendir(directory)) if (entry.name === 'file-3') break;
      await fs.promises.rm(`${made}-copy`, { recursive: true });
      fs.rmSync(made, { recursive: true });
    };
  }],
  callbacks: [50, () => {
    const { directory, names, absent } = files();
    const [readFile, stat, readdir, writeFile, access] = ['readFile', 'stat', 'readdir', 'writeFile', 'access'].map((name) => promisify(fs[name]));
    return () => Promise.all(names.map(async (name) => {
      await readFile(name);
      await stat(name);
      await writeFile(name, 'größer '.repeat(300), { signal });
      await access(absent).catch(nothing);
      return (await readdir(directory)).length;
    }));
  }],
  promises: [50, () => {
    const { names, absent } = files();
    return () => Promise.all(names.map(async (name) => {
      await fs.promises.readFile(name, { encoding: 'utf8', signal });
      await fs.promises.stat(name);
      await fs.promises.readFile(absent).catch(nothing);
      const handle = await fs.promises.open(name, 'r+');
      await handle.read(Buffer.alloc(100), 0, 100, 0);
      await handle.writeFile('text');
      await handle.close();
      const stop = new AbortController(), reading = fs.promises.readFile(name, { signal: stop.signal }).catch(nothing);
      stop.abort();
      await reading;
    }));
  }],
  streams: [40, () => {
    const { names } = files(), copy = `${names[0]}-copy`;
    fs.writeFileSync(names[0], Buffer.alloc(200_000, 'b'));
    return async () => {
      await pipeline(fs.createReadStream(names[0]), fs.createWriteStream(copy), { signal });
      for await (const chunk of fs.createReadStream(names[0], { signal, highWaterMark: 16_384 })) if (chunk.length < 10) break;
      const handle = await fs.promises.open(names[1]);
      for await (const line of handle.readLines()) if (line.length < 10) break;
      const stop = new AbortController();
      const streams = [fs.createReadStream(names[0], { signal: stop.signal }), fs.createWriteStream(copy, { signal: stop.signal })];
      const closed = streams.map((stream) => new Promise((resolve) => { stream.on('error', nothing).on('close', resolve); }));
      stop.abort();
      await Promise.all(closed);
      await (await fs.openAsBlob(names[1])).text();
    };
  }],
  watchers: [50, () => {
    const { directory, names } = files();
    return async () => {
      const watcher = fs.watch(directory, { signal });
      watcher.on('change', nothing).close();
      fs.watchFile(names[0], { interval: 100_000 }, nothing);
      fs.unwatchFile(names[0], nothing);
      const stop = new AbortController();
      fs.watch(names[1], { signal: stop.signal }, nothing);
      const next = fs.promises.watch(directory, { signal: stop.signal }).next().catch(nothing);
      stop.abort();
      await next;
      await new Promise(setImmediate);
    };
  }],
});

// SPDX-License-Identifier: MIT
// A form with fields and files through a real server: as parts, saved to disk, and as FormData; nothing stays behind.
'use strict';
const assert = require('assert');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { formData, multipart, saveMultipart } = require('eddy:multipart');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-multipart-'));
const big = Buffer.alloc(3_000_000);
for (let i = 0; i < big.length; i++) big[i] = i * 7;
const form = new FormData();
form.append('title', 'Grüße');
form.append('tag', 'a');
form.append('tag', 'b');
form.append('small', new Blob(['tiny'], { type: 'text/x' }), 'a"b.txt');
form.append('big', new Blob([big]), 'big.bin');

const handlers = {
  async '/parts'(req) {
    const got = [];
    for await (const part of multipart(req)) {
      if (part.name === 'tag') continue; // not wanted: is skipped
      got.push([part.name, part.filename, part.type, part.isFile ? (await part.buffer()).length : await part.text()]);
    }
    return got;
  },
  async '/save'(req) {
    let progress = 0;
    const { fields, files, remove } = await saveMultipart(req, { dir, onProgress: ({ bytes }) => { progress = bytes; } });
    assert.ok(fs.readFileSync(files[1].path).equals(big));
    assert.strictEqual(fs.statSync(files[1].path).mode & 0o777, 0o600);
    assert.strictEqual(progress, big.length);
    await remove();
    return [fields.title, fields.tag, files.map(({ name, filename, type, size }) => [name, filename, type, size])];
  },
  async '/form'(req) {
    const got = await formData(req, { dir });
    const file = got.get('big');
    assert.strictEqual(fs.readdirSync(dir).length, 1); // only the large one is on disk
    assert.ok(Buffer.from(await file.arrayBuffer()).equals(big));
    await got[Symbol.asyncDispose]();
    return [got.getAll('tag'), await got.get('small').text(), file.name, file.size];
  },
};

const expected = {
  '/parts': [['title', null, 'text/plain', 'Grüße'], ['small', 'a"b.txt', 'text/x', 4], ['big', 'big.bin', 'application/octet-stream', 3_000_000]],
  '/save': ['Grüße', ['a', 'b'], [['small', 'a"b.txt', 'text/x', 4], ['big', 'big.bin', 'application/octet-stream', 3_000_000]]],
  '/form': [['a', 'b'], 'tiny', 'big.bin', 3_000_000],
};

const server = http.createServer((req, res) => {
  handlers[req.url](req).then((result) => res.end(JSON.stringify(result)), (error) => {
    res.writeHead(error.statusCode ?? 500);
    res.end(error.stack);
  });
}).listen(0, async () => {
  for (const url of Object.keys(expected)) {
    const res = await fetch(`http://127.0.0.1:${server.address().port}${url}`, { method: 'POST', body: form });
    const text = await res.text();
    assert.strictEqual(res.status, 200, text);
    assert.deepStrictEqual(JSON.parse(text), expected[url]);
  }
  assert.deepStrictEqual(fs.readdirSync(dir), []);
  fs.rmdirSync(dir);
  server.close();
});

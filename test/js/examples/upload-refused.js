// SPDX-License-Identifier: MIT
// examples/upload: names that lead elsewhere, sizes, offsets, checksums, a full disk, stale parts, forms.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { folder, main, root, start } = require('./fixtures/program.js');
const { request, upload } = require('../../../examples/upload/client.js');

const dir = folder('upload'), uploads = path.join(dir, 'uploads');
const json = { 'Content-Type': 'application/json' };
let url;

const create = (body, headers = json) => request(`${url}/api/uploads`, { method: 'POST', headers }, typeof body === 'string' ? body : JSON.stringify(body));
const patch = (id, offset, body, headers) => request(`${url}/api/uploads/${id}`, {
  method: 'PATCH', headers: { 'Upload-Offset': offset, ...headers ?? { 'Content-Length': Buffer.byteLength(body) } },
}, body);
const status = async (promise) => (await promise).status;

async function names() {
  for (const name of ['', '.', '..', '.htaccess', '../up', '..\\up', '/etc/passwd', 'a/b', 'a\0b', 'a\nb', 'a.', 'x'.repeat(201), '\u202egpj.exe', 5, null]) {
    assert.strictEqual(await status(create({ name, size: 1 })), 400, JSON.stringify(name));
  }
  for (const name of ['../../store.js', '..%2f..%2fserver.js', '%2e%2e', 'none', '.hidden']) {
    assert.ok([400, 404].includes(await status(request(`${url}/files/${name}`, { path: `/files/${name}` }))), name);
    assert.ok([400, 404, 405].includes(await status(request(`${url}/api/files/x`, { path: `/api/files/${name}`, method: 'DELETE' }))), name);
  }
  for (const id of ['0'.repeat(32), '..%2f..%2fx', 'x']) assert.strictEqual(await status(patch(id, 0, 'x')), 404);
  for (const name of ['\u00fc 漢字 \u{1f600}.txt', 'a b+c%.txt', 'constructor', 'e\u0301']) {
    const { value: { id } } = await create({ name, size: 3 });
    const { value } = await patch(id, 0, 'abc');
    assert.strictEqual(value.file.name, name.normalize('NFC'));
    const got = await fetch(`${url}/files/${encodeURIComponent(value.file.name)}`, { headers: { Range: 'bytes=1-' } });
    assert.deepStrictEqual([got.status, await got.text()], [206, 'bc']);
    assert.match(got.headers.get('content-disposition'), /^attachment; filename\*=UTF-8''/);
  }
}

async function numbers() {
  for (const size of [-1, 1.5, '1', null, undefined, 2 ** 60]) assert.strictEqual(await status(create({ name: 'a', size })), 400);
  assert.strictEqual(await status(create({ name: 'a', size: 30e6 })), 413);
  assert.strictEqual(await status(create('no json')), 400);
  assert.strictEqual(await status(create('{}', { 'Content-Type': 'text/plain' })), 415);
  const { value: { id } } = await create({ name: 'a', size: 6 });
  assert.strictEqual(await status(patch(id, '-1', 'x')), 400);
  assert.deepStrictEqual((await patch(id, 3, 'x')).value.offset, 0);
  assert.deepStrictEqual((await patch(id, 0, 'abc')).value, { offset: 3 });
  assert.deepStrictEqual((await patch(id, 0, 'abc')), { status: 409, value: { error: 'this is not where the upload has got to', offset: 3 } });
  assert.strictEqual(await status(patch(id, 3, 'defg')), 413);
  assert.strictEqual(await status(patch(id, 3, 'defg', { 'Transfer-Encoding': 'chunked' })), 413);
  assert.strictEqual((await patch(id, 3, 'def')).value.file.size, 6);
  assert.strictEqual(await status(patch(id, 6, '')), 404);
  const wrong = await create({ name: 'a', size: 1, sha256: '0'.repeat(64) });
  assert.strictEqual(await status(patch(wrong.value.id, 0, 'x')), 422);
  const empty = await create({ name: 'empty', size: 0 });
  assert.strictEqual((await patch(empty.value.id, 0, '')).value.file.sha256.slice(0, 8), 'e3b0c442');
  const form = new FormData();
  form.append('file', new Blob(['from a form']), 'form.txt');
  assert.strictEqual((await (await fetch(`${url}/form`, { method: 'POST', body: form })).json()).files[0].size, 11);
  const parts = Array.from({ length: 4 }, () => create({ name: 'a', size: 1 }));
  assert.deepStrictEqual((await Promise.all(parts)).map((each) => each.status), [201, 201, 201, 201]);
  assert.strictEqual(await status(create({ name: 'a', size: 1 })), 429);
}

/** A limit on the size of files stands for a disk that is full in the middle. */
async function full(env) {
  const server = await start(['-c', 'ulimit -f 10240; exec "$0" "$@"', process.execPath, path.join(root, 'upload/server.js')], { command: 'bash', env });
  ({ url } = server);
  const file = path.join(dir, 'big');
  fs.writeFileSync(file, Buffer.alloc(20e6, 'big'));
  await assert.rejects(upload(url, file, { state: dir }), { status: 507 });
  const again = await upload(url, file, { state: dir }).catch((error) => error); // goes on where the disk was full
  assert.strictEqual(again.status, 507);
  assert.strictEqual(await server.stop(), 0);
  const free = await start(['upload/server.js'], { env }); // there is space again
  ({ url } = free);
  let from = 0;
  // It is another server: the client would begin anew, so tell it which upload it was.
  const id = fs.readdirSync(path.join(uploads, 'parts')).find((name) => name.endsWith('.part') && fs.statSync(path.join(uploads, 'parts', name)).size > 0);
  from = fs.statSync(path.join(uploads, 'parts', id)).size;
  assert.strictEqual(from, 10240 * 1024);
  const { value } = await patch(id.slice(0, 32), from, fs.readFileSync(file).subarray(from));
  assert.strictEqual(value.file.size, 20e6);
  assert.strictEqual(await status(create({ name: 'a', size: 1 })), 201);
  assert.strictEqual(await free.stop(), 0);
}

main(async () => {
  const env = { UPLOADS: uploads, MAX_FILE: '20000000', MAX_PARTS: '4' };
  const server = await start(['upload/server.js'], { env });
  ({ url } = server);
  await names();
  await numbers();
  assert.strictEqual(await server.stop(), 0);
  await (await start(['upload/server.js'], { env: { ...env, STALE: '1' } })).stop(); // deletes what nobody has touched for a millisecond
  await full(env);
  const last = await start(['upload/server.js'], { env: { ...env, SPARE: '1e18' } });
  ({ url } = last);
  assert.strictEqual(await status(create({ name: 'a', size: 1 })), 507);
  await last.stop();
});

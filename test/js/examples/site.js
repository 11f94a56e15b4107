// examples/site: pages from Markdown, files with ETag and ranges, API, uploads, refusals.
'use strict';
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const uploads = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-site-'));
const child = spawn(process.execPath, [path.join(__dirname, '../../../examples/site/server.js')], {
  env: { ...process.env, PORT: '0', UPLOADS: uploads, MAX_UPLOAD: '200000' }, stdio: ['ignore', 'pipe', 'inherit'],
});
child.stdout.setEncoding('utf8');
let out = '';
child.stdout.on('data', (text) => {
  out += text;
  const url = /open (http:\S+)\//.exec(out)?.[1];
  if (url) {
    out = '';
    run(url).finally(() => {
      child.kill('SIGTERM');
      fs.rmSync(uploads, { recursive: true });
    }).catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
  }
});

async function run(url) {
  const home = await fetch(url);
  assert.strictEqual(home.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.match(await home.text(), /<h1>Eddy<\/h1>/);
  const css = await fetch(`${url}/public/style.css`);
  const etag = css.headers.get('etag');
  await css.arrayBuffer();
  assert.strictEqual((await fetch(`${url}/public/style.css`, { headers: { 'If-None-Match': etag } })).status, 304);
  const range = await fetch(`${url}/public/style.css`, { headers: { Range: 'bytes=0-4' } });
  assert.strictEqual(range.status, 206);
  assert.strictEqual((await range.text()).length, 5);
  assert.strictEqual((await fetch(`${url}/public/..%2f..%2fserver.js`)).status, 404);
  const body = Buffer.alloc(150000, 'eddy');
  const stored = await fetch(`${url}/upload/a%20b.bin`, { method: 'PUT', body });
  assert.deepStrictEqual(await stored.json(), { name: 'a b.bin', size: 150000 });
  assert.deepStrictEqual(fs.readFileSync(path.join(uploads, 'a b.bin')), body);
  const large = await fetch(`${url}/upload/large`, { method: 'PUT', body: Buffer.alloc(300000) }).catch(() => null);
  assert.ok(large === null || large.status === 413);
  assert.deepStrictEqual(fs.readdirSync(uploads), ['a b.bin']);
  assert.strictEqual((await (await fetch(`${url}/api/status`)).json()).uploads, 1);
  const live = await fetch(`${url}/live/events`), reader = live.body.getReader();
  const first = JSON.parse(/data: (.*)\n/.exec(Buffer.from((await reader.read()).value))[1]);
  assert.strictEqual(first.watchers, 1); // itself
  assert.match(first.runtime, /^Eddy .* \(Node\.js v24\./);
  await reader.cancel();
  assert.strictEqual((await fetch(`${url}/nowhere`)).status, 404);
  assert.strictEqual((await fetch(url, { method: 'DELETE' })).status, 405);
}

// SPDX-License-Identifier: MIT
// Uploads of any size that go on where they stopped. The protocol is in README.md beside this file.
'use strict';

const os = require('node:os');
const path = require('node:path');
const { multipart } = require('eddy:multipart');
const { sendFile } = require('../site/files.js');
const { refusal, sendJSON, sendPage, serve } = require('../common/page.js');
const { Store, checkName } = require('./store.js');

const number = (name) => (process.env[name] === undefined ? undefined : Number(process.env[name]));
const store = new Store(process.env.UPLOADS ?? path.join(os.tmpdir(), 'eddy-upload'), {
  maxFile: number('MAX_FILE'), maxParts: number('MAX_PARTS'), stale: number('STALE'), spare: number('SPARE'),
});

async function readJSON(req) {
  if (!/^application\/json\b/.test(req.headers['content-type'])) throw refusal(415, 'JSON is wanted'); // so a form of another site cannot
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) if ((text += chunk).length > 10_000) throw refusal(413, 'too much');
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw refusal(400, 'this is no JSON');
  }
}

async function patch(req, res, id) {
  const offset = req.headers['upload-offset'] ?? '';
  if (!/^\d{1,15}$/.test(offset)) throw refusal(400, 'Upload-Offset is missing');
  const result = await store.append(id, Number(offset), req);
  res.setHeader('Upload-Offset', result.offset);
  sendJSON(res, result, result.file ? 201 : 200);
}

/** Files of an ordinary form (curl -F, a browser without script): streamed as well, but from the beginning each time. */
async function form(req, res) {
  const files = [];
  for await (const part of multipart(req, { maxFileSize: store.maxFile })) {
    if (!part.isFile || !part.filename) {
      await part.skip();
      continue;
    }
    const name = checkName(part.filename), { id } = await store.create({ name, size: 0 });
    try {
      const size = await store.write(id, { size: store.maxFile, offset: 0 }, part.stream);
      files.push(await store.complete(id, { name, size }));
    } catch (error) {
      await store.cancel(id);
      throw error;
    }
  }
  sendJSON(res, { files }, 201);
}

async function download(req, res, name) {
  checkName(name);
  // Never shown as a page of this site, whatever is in it.
  res.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  res.setHeader('X-Content-Type-Options', 'nosniff');
  if (!await sendFile(req, res, path.join(store.folder, 'files'), name)) throw refusal(404, 'no such file');
}

async function handle(req, res) {
  const { pathname } = new URL(req.url, 'http://upload');
  const [, top, kind, id] = pathname.split('/').map(decodeURIComponent);
  const route = `${req.method} ${top === 'api' ? kind : top}${id === undefined ? '' : '/*'}`;
  switch (route) {
    case 'POST uploads': return sendJSON(res, await store.create(await readJSON(req)), 201);
    case 'HEAD uploads/*':
    case 'GET uploads/*': {
      const found = await store.look(id);
      res.setHeader('Upload-Offset', found.offset);
      res.setHeader('Upload-Length', found.size);
      return sendJSON(res, found);
    }
    case 'PATCH uploads/*': return patch(req, res, id);
    case 'DELETE uploads/*':
      await store.look(id);
      await store.cancel(id);
      return res.writeHead(204).end();
    case 'GET files': return kind === 'files' ? sendJSON(res, await store.list()) : download(req, res, kind ?? '');
    case 'HEAD files': return download(req, res, kind ?? '');
    case 'DELETE files/*':
      await store.remove(id);
      return res.writeHead(204).end();
    case 'POST form': return form(req, res);
    default: return sendPage(req, res, path.join(__dirname, 'public'));
  }
}

const sweep = () => store.sweep().catch(console.error);
const timer = setInterval(sweep, Math.min(store.stale, 600_000));
sweep();
const server = serve(handle, { stop: () => clearInterval(timer) });
server.requestTimeout = 0; // an upload may take hours; one that stands still ends with the socket's time-out
server.timeout = 60_000;

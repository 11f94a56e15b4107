// SPDX-License-Identifier: MIT
// A web site from files on disk. See README.md beside this file.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { render } = require('./markdown.js');
const { page, livePage, uploadPage } = require('./pages.js');
const { sendFile, receiveFile } = require('./files.js');
const { counters, status, watch, closeWatchers } = require('./status.js');

const root = path.resolve(__dirname, '../..');
const uploads = process.env.UPLOADS ?? path.join(os.tmpdir(), 'eddy-uploads');
const maxUpload = Number(process.env.MAX_UPLOAD ?? 1024 ** 3);
const docs = ['README', 'ARCHITECTURE', 'CONTRIBUTING', 'CHANGELOG'].filter((name) =>
  fs.existsSync(path.join(root, `${name}.md`)));

function send(res, code, type, body) {
  res.writeHead(code, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  res.end(body);
}
const sendPage = (res, title, body, code = 200) => send(res, code, 'text/html; charset=utf-8', page(title, body, docs));
const sendJSON = (res, value, code = 200) => send(res, code, 'application/json', `${JSON.stringify(value)}\n`);

async function sendDocument(res, name) {
  if (!docs.includes(name)) return sendPage(res, 'Not found', '<h1>Not found</h1>', 404);
  sendPage(res, name, render(await fs.promises.readFile(path.join(root, `${name}.md`), 'utf8')));
}

async function upload(req, res, name) {
  const file = await receiveFile(req, uploads, name, maxUpload);
  counters.uploads++;
  counters.bytesUploaded += file.size;
  sendJSON(res, file, 201);
}

async function handle(req, res) {
  counters.requests++;
  const { pathname } = new URL(req.url, 'http://site');
  const reading = req.method === 'GET' || req.method === 'HEAD';
  if (req.method === 'PUT' && pathname.startsWith('/upload/')) {
    return upload(req, res, decodeURIComponent(pathname.slice(8)));
  }
  if (!reading) return sendJSON(res, { error: 'method not allowed' }, 405);
  if (pathname === '/') return sendDocument(res, docs[0]);
  if (pathname.startsWith('/docs/')) return sendDocument(res, decodeURIComponent(pathname.slice(6)).replace(/\.md$/, ''));
  if (pathname === '/api/status') return sendJSON(res, status());
  if (pathname === '/live') return sendPage(res, 'Live', livePage);
  if (pathname === '/live/events') return watch(req, res);
  if (pathname === '/upload') return sendPage(res, 'Upload', uploadPage);
  if (pathname.startsWith('/public/') &&
      await sendFile(req, res, path.join(__dirname, 'public'), decodeURIComponent(pathname.slice(8)))) return;
  sendPage(res, 'Not found', '<h1>Not found</h1>', 404);
}

const server = http.createServer((req, res) => {
  handle(req, res).catch((error) => {
    if (res.headersSent || res.destroyed) return res.destroy();
    res.setHeader('Connection', 'close');
    const code = error instanceof URIError || error.code === 'ERR_INVALID_URL' ? 400 : error.statusCode ?? 500;
    if (code === 500) console.error(error);
    sendJSON(res, { error: error.message }, code);
  });
});

server.listen(Number(process.env.PORT ?? 8080), process.env.HOST ?? '127.0.0.1', () => {
  const { address, port } = server.address();
  console.log(`serving ${root}\nopen http://${address}:${port}/`);
});
server.on('error', (error) => {
  console.error(`cannot serve: ${error.message}`);
  process.exitCode = 1;
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    closeWatchers();
    server.close();
    server.closeIdleConnections();
  });
}

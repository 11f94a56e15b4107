// SPDX-License-Identifier: MIT
// What the examples with a page share: the files of the page, answers in JSON, an HTTP server that stops in order.
'use strict';

const http = require('node:http');
const { sendFile } = require('../site/files.js');

// Nothing but the page's own files is run or shown, whatever text others have typed.
const SAFE = {
  'Content-Security-Policy': "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

function sendJSON(res, value, code = 200) {
  const body = `${JSON.stringify(value)}\n`;
  res.writeHead(code, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'Cache-Control': 'no-store' });
  res.end(body);
}

/** An error that is answered with `statusCode`. */
const refusal = (statusCode, message) => Object.assign(new Error(message), { statusCode });

/** Answers a request for a file of the page: those in `folder`, and base.css. */
async function sendPage(req, res, folder) {
  if (req.method !== 'GET' && req.method !== 'HEAD') throw refusal(405, 'method not allowed');
  for (const name of Object.keys(SAFE)) res.setHeader(name, SAFE[name]);
  const name = decodeURIComponent(req.url.split('?', 1)[0]);
  const root = name === '/base.css' ? __dirname : folder;
  if (!await sendFile(req, res, root, name === '/' ? 'index.html' : name)) throw refusal(404, 'not found');
}

/** Closing at once would lose the answer for a client that is still sending: what comes is thrown away for a while. */
function linger(req) {
  req.resume();
  setTimeout(() => { if (!req.complete) req.destroy(); }, 2000).unref();
}

/**
 * An HTTP server around an asynchronous handler; what the handler throws is answered. Listens to $PORT and $HOST.
 * @param {(req: http.IncomingMessage, res: http.ServerResponse) => Promise<void>} handle
 * @param {{ port?: number, stop?: () => void }} [options] stop: called once when the process is asked to end
 */
function serve(handle, { port = 8080, stop } = {}) {
  const server = http.createServer((req, res) => {
    handle(req, res).catch((error) => {
      if (res.headersSent || res.destroyed) return res.destroy();
      const code = error instanceof URIError || error.code === 'ERR_INVALID_URL' ? 400 : error.statusCode ?? 500;
      if (code === 500) console.error(error);
      if (!req.complete) linger(req);
      sendJSON(res, { error: code === 500 ? 'internal error' : error.message, ...error.details }, code);
    });
  });
  server.on('error', (error) => {
    console.error(`cannot serve: ${error.message}`);
    process.exitCode = 1;
    stop?.();
  });
  server.listen(Number(process.env.PORT ?? port), process.env.HOST ?? '127.0.0.1', () => {
    const { address, port } = server.address();
    console.log(`open http://${address}:${port}/`);
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop?.();
      server.close();
      server.closeIdleConnections();
    });
  }
  return server;
}

module.exports = { refusal, sendJSON, sendPage, serve };

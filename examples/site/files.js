// SPDX-License-Identifier: MIT
// Files: sent as streams with ETag and ranges; uploads written as they arrive.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');
const { Transform } = require('node:stream');

const types = {
  '__proto__': null,
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** "bytes=0-99" -> { start, end }; undefined without a range, null when it cannot be satisfied. */
function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end || start >= size ? null : { start, end };
}

/**
 * Sends a file below `root`.
 * @returns {Promise<boolean>} false when there is none
 */
async function sendFile(req, res, root, name) {
  const file = path.join(root, path.normalize(`/${name}`));
  const stats = await fs.promises.stat(file).catch(() => null);
  if (!stats?.isFile()) return false;
  const etag = `"${stats.size.toString(16)}-${Math.floor(stats.mtimeMs).toString(16)}"`;
  const headers = {
    'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
    'ETag': etag,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'max-age=60',
  };
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304, headers).end();
    return true;
  }
  const range = parseRange(req.headers.range, stats.size);
  if (range === null) {
    res.writeHead(416, { 'Content-Range': `bytes */${stats.size}` }).end();
    return true;
  }
  headers['Content-Length'] = range ? range.end - range.start + 1 : stats.size;
  if (range) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${stats.size}`;
  res.writeHead(range ? 206 : 200, headers);
  if (req.method === 'HEAD') res.end();
  else await pipeline(fs.createReadStream(file, range ?? {}), res);
  return true;
}

/** Counts bytes and stops what grows over the limit. */
function meter(limit) {
  let total = 0;
  const stream = new Transform({
    transform(chunk, encoding, done) {
      total += chunk.length;
      stream.total = total;
      done(total > limit ? Object.assign(new Error('upload too large'), { statusCode: 413 }) : null, chunk);
    },
  });
  stream.total = 0;
  return stream;
}

/**
 * Writes the body of a request to `folder`. A half-received file never gets its name.
 * @returns {Promise<{name: string, size: number}>}
 */
async function receiveFile(req, folder, name, limit) {
  const safe = path.basename(name).replace(/[^\w.() -]/g, '_').slice(0, 200);
  if (safe === '' || safe.startsWith('.')) throw Object.assign(new Error('bad file name'), { statusCode: 400 });
  await fs.promises.mkdir(folder, { recursive: true });
  const part = path.join(folder, `.${safe}.${process.pid}.${Date.now()}.part`);
  const counter = meter(limit);
  try {
    await pipeline(req, counter, fs.createWriteStream(part, { flags: 'wx' }));
    await fs.promises.rename(part, path.join(folder, safe));
  } catch (error) {
    await fs.promises.rm(part, { force: true });
    throw error;
  }
  return { name: safe, size: counter.total };
}

module.exports = { sendFile, receiveFile, parseRange };

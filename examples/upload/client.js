// SPDX-License-Identifier: MIT
// Uploads files from the command line: client.js URL FILE… May be killed and started again: it goes on where it was.
'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');

const AGAIN = [200, 500, 1000, 2000, 4000, 8000]; // ms between attempts that bring nothing

function request(url, options, body) {
  return new Promise((resolve, reject) => {
    const req = http.request(url, options, async (res) => {
      let text = '';
      for await (const chunk of res.setEncoding('utf8')) text += chunk;
      if (!req.writableFinished) req.destroy(); // refused before all was sent
      const value = text.startsWith('{') ? JSON.parse(text) : {};
      resolve({ status: res.statusCode, value });
    });
    req.on('error', reject);
    if (body?.pipe) body.on('error', reject).pipe(req).on('close', () => body.destroy());
    else req.end(body);
  });
}

async function sha256(file) {
  const hash = createHash('sha256');
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1 << 18 })) hash.update(chunk);
  return hash.digest('hex');
}

const fatal = (status, value) => Object.assign(new Error(`${status}: ${value.error}`), { status, fatal: true });

/**
 * @param {string} url of the server @param {string} file
 * @param {{ name?: string, state?: string, onProgress?: (offset: number) => void }} [options] state: folder for what is to be resumed
 * @returns {Promise<object>} name, size, sha256
 */
async function upload(url, file, { name = path.basename(file), state = path.join(os.homedir(), '.eddy-upload'), onProgress } = {}) {
  const { size, mtimeMs } = fs.statSync(file);
  fs.mkdirSync(state, { recursive: true });
  const key = createHash('sha256').update(JSON.stringify([url, path.resolve(file), name, size, mtimeMs])).digest('hex');
  const memory = path.join(state, key);
  let id = fs.existsSync(memory) ? fs.readFileSync(memory, 'utf8') : '';
  for (let failures = 0, last = -1; ;) {
    try {
      let offset = 0;
      if (id) {
        const { status, value } = await request(`${url}/api/uploads/${id}`, { method: 'GET' });
        if (status === 404) id = '';
        else ({ offset } = value);
      }
      if (!id) {
        const body = JSON.stringify({ name, size, sha256: await sha256(file) });
        const { status, value } = await request(`${url}/api/uploads`, { method: 'POST', headers: { 'Content-Type': 'application/json' } }, body);
        if (status !== 201) throw fatal(status, value);
        ({ id, offset } = value);
        fs.writeFileSync(memory, id);
      }
      if (offset > last) failures = 0;
      last = offset;
      onProgress?.(offset);
      const headers = { 'Upload-Offset': offset, 'Content-Length': size - offset };
      const { status, value } = await request(`${url}/api/uploads/${id}`, { method: 'PATCH', headers }, fs.createReadStream(file, { start: offset }));
      if (status === 201) {
        fs.rmSync(memory, { force: true });
        return value.file;
      }
      if (status !== 409) throw fatal(status, value);
    } catch (error) {
      if (error.fatal || failures >= AGAIN.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN[failures++]));
    }
  }
}

module.exports = { request, upload };

if (require.main === module) {
  const [, , url, ...files] = process.argv;
  (async () => {
    for (const file of files) {
      const onProgress = (offset) => console.log(`${file}: from byte ${offset}`);
      console.log(await upload(url.replace(/\/$/, ''), file, { onProgress, state: process.env.STATE }));
    }
  })().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

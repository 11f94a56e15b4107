// SPDX-License-Identifier: MIT
// Limits, bodies that are no multipart bodies, uploads that end too early: an error that says what to answer, no file left.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Readable } = require('stream');
const { multipart, saveMultipart } = require('eddy:multipart');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-multipart-'));
const head = (name, filename) => `--b\r\nContent-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n\r\n`;
const file = (content) => `${head('f', 'x')}${content}\r\n`;
const contentType = 'multipart/form-data; boundary=b';

function save(text, options) {
  const source = Readable.from([Buffer.from(text.slice(0, 50)), Buffer.from(text.slice(50))]);
  return saveMultipart(source, { contentType, dir, ...options });
}

async function refuse(text, options, code, statusCode) {
  await assert.rejects(save(text, options), (error) => {
    assert.strictEqual(error.code, code, error.stack);
    assert.strictEqual(error.statusCode, statusCode);
    return true;
  });
  assert.deepStrictEqual(fs.readdirSync(dir), []);
}

(async () => {
  const limit = 'ERR_MULTIPART_LIMIT', invalid = 'ERR_MULTIPART_INVALID';
  await refuse(`${file('x'.repeat(101))}--b--`, { maxFileSize: 100 }, limit, 413);
  await refuse(`${head('a')}${'x'.repeat(101)}\r\n--b--`, { maxFieldSize: 100 }, limit, 413);
  await refuse(`${file('1')}${file('2')}--b--`, { maxFiles: 1 }, limit, 413);
  await refuse(`${file('1')}${head('a')}v\r\n--b--`, { maxParts: 1 }, limit, 413);
  await refuse(`${file('x'.repeat(200))}--b--`, { maxTotalSize: 200 }, limit, 413);
  await refuse(`--b\r\nX: ${'y'.repeat(17000)}\r\n\r\n`, {}, invalid, 400);
  await refuse(file('cut off'), {}, invalid, 400);
  await refuse('nothing of the kind', {}, invalid, 400);
  await refuse('', { contentType: 'text/plain' }, 'ERR_MULTIPART_TYPE', 415);
  await refuse('', { contentType: 'multipart/form-data' }, 'ERR_MULTIPART_BOUNDARY', 400);
  await refuse('', { contentType: `multipart/form-data; boundary=${'b'.repeat(71)}` }, 'ERR_MULTIPART_BOUNDARY', undefined);
  assert.throws(() => multipart('text'), { code: 'ERR_INVALID_ARG_TYPE' });

  const aborted = new Readable({ read() {} });
  aborted.push(head('f', 'x') + 'some bytes');
  const saving = saveMultipart(aborted, { contentType, dir });
  setImmediate(() => aborted.destroy());
  await assert.rejects(saving, { code: 'ERR_MULTIPART_ABORTED', statusCode: 400 });
  assert.deepStrictEqual(fs.readdirSync(dir), []);

  const { files, fields } = await save(`${head('a', '../../etc/passwd')}x\r\n${head('__proto__')}v\r\n--b--`);
  assert.strictEqual(files[0].filename, 'passwd'); // and it lies under a name of ours
  assert.strictEqual(path.dirname(files[0].path), dir);
  assert.strictEqual(fields.__proto__, 'v');
  assert.strictEqual({}.v, undefined);
  fs.rmSync(dir, { recursive: true });
})();

// SPDX-License-Identifier: MIT
// formData(): an upload as FormData. Small files are in memory, large ones lie in temporary files that go with it.
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { multipart } = require('internal/multipart/reader');
const { freshName } = require('internal/multipart/save');

/**
 * @param {Readable | Request} source as for multipart()
 * @param {object} [options] those of multipart(), and maxMemory (bytes of one file kept in memory, default 256 KiB), dir
 * @returns {Promise<FormData>} its large files are read from disk as they are used; `form[Symbol.asyncDispose]()` deletes them,
 *   and so does the end of the process
 */
async function formData(source, options) {
  const form = new FormData(), temporary = [];
  const limit = options?.maxMemory ?? 256 * 1024, dir = options?.dir ?? os.tmpdir();
  const remove = () => {
    process.removeListener('exit', removeAtExit);
    return Promise.all(temporary.splice(0).map((file) => fs.promises.rm(file, { force: true }))).then(() => {});
  };
  const removeAtExit = () => temporary.forEach((file) => fs.rmSync(file, { force: true }));
  try {
    for await (const part of multipart(source, options)) {
      const name = part.name ?? '';
      if (part.isFile) form.append(name, await toFile(part, limit, dir, temporary), part.filename);
      else form.append(name, await part.text());
    }
  } catch (error) {
    await remove();
    throw error;
  }
  if (temporary.length > 0) process.once('exit', removeAtExit);
  Object.defineProperty(form, Symbol.asyncDispose, { __proto__: null, value: remove, configurable: true });
  return form;
}

async function toFile(part, limit, dir, temporary) {
  const chunks = [];
  let size = 0, file = null;
  for await (const chunk of part) {
    size += chunk.length;
    if (file !== null) {
      await file.appendFile(chunk);
    } else {
      chunks.push(chunk);
      if (size <= limit) continue;
      const target = path.join(dir, freshName());
      file = await fs.promises.open(target, 'wx', 0o600);
      temporary.push(target);
      await file.writev(chunks);
    }
  }
  if (file === null) return new File(chunks, part.filename, { type: part.type });
  await file.close();
  const blob = await fs.openAsBlob(temporary.at(-1), { type: part.type });
  return new File([blob], part.filename, { type: part.type });
}

module.exports = { formData };

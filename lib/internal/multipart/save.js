// SPDX-License-Identifier: MIT
// saveMultipart(): a whole upload, files on disk. All or nothing: after a failure no file is left.
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { multipart } = require('internal/multipart/reader');

let count = 0;

/** A name nobody else takes: the client's own is only kept as a property. */
function freshName() {
  return `eddy-upload-${process.pid}-${Date.now().toString(36)}-${++count}-${Math.random().toString(36).slice(2, 10)}`;
}

/**
 * @param {Readable | Request} source as for multipart()
 * @param {object} [options] those of multipart(), and dir (default: os.tmpdir()), mode (of the files, default 0o600),
 *   onProgress({ name, filename, bytes }) after each chunk of a file
 * @returns {Promise<{ fields: Record<string, string | string[]>, files: { name, filename, type, path, size }[], remove(): Promise<void> }>}
 *   fields has a null prototype; a field that came more than once is an array. remove() deletes the files.
 * @throws what multipart() and the file system throw
 */
async function saveMultipart(source, options) {
  const fields = { __proto__: null }, files = [];
  const dir = options?.dir ?? os.tmpdir(), onProgress = options?.onProgress;
  const remove = () => Promise.all(files.map((file) => fs.promises.rm(file.path, { force: true }))).then(() => {});
  try {
    for await (const part of multipart(source, options)) {
      if (!part.isFile) {
        add(fields, part.name ?? '', await part.text());
        continue;
      }
      if (onProgress !== undefined) report(part, onProgress);
      const saved = await part.save(path.join(dir, freshName()), options);
      files.push({ name: part.name, filename: part.filename, type: part.type, ...saved });
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { fields, files, remove };
}

function add(fields, name, value) {
  const old = fields[name];
  if (old === undefined) fields[name] = value;
  else if (Array.isArray(old)) old.push(value);
  else fields[name] = [old, value];
}

function report(part, onProgress) {
  let bytes = 0;
  const push = part.stream.push;
  part.stream.push = function(chunk) {
    if (chunk !== null) {
      bytes += chunk.length;
      onProgress({ name: part.name, filename: part.filename, bytes });
    }
    return push.call(this, chunk);
  };
}

module.exports = { freshName, saveMultipart };

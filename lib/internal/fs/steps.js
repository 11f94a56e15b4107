// SPDX-License-Identifier: MIT
// What one job of the pool does with a whole file, in the steps that hooks of async_hooks know: each is a request.
'use strict';

const { binding, kBuffer, kUsePromises } = require('internal/fs/utils');
const { announce } = require('internal/async_resources');
const { withFile, writeAll } = require('internal/fs/abortable');

/** Runs work(fd, done) on a file that is opened and closed for it; callback gets what done gets. */
function withOpen(path, flags, mode, work, callback) {
  if (typeof path === 'number') return work(path, callback);
  binding.open(path, flags, mode, (error, fd) => {
    if (error) return callback(error);
    work(fd, (failed, value) => {
      binding.close(fd, (closeFailed) => {
        const reason = failed ?? closeFailed;
        if (reason) callback(reason);
        else if (value === undefined) callback(null);
        else callback(null, value);
      });
    });
  });
}

/** As binding.readFile with a callback. */
function readFile(path, flags, code, callback) {
  withOpen(path, flags, 0o666, (fd, done) => {
    binding.fstat(fd, false, (error) => {
      if (error) done(error);
      else binding.readFile(fd, 0, code ?? kBuffer, done);
    });
  }, callback);
}

/** As binding.writeFile with a callback. */
function writeFile(path, data, flags, mode, callback) {
  withOpen(path, flags, mode, (fd, done) => binding.writeFile(fd, data, 0, 0, done), callback);
}

/** As binding.truncate with a callback. */
function truncate(path, length, callback) {
  withOpen(path, require('fs').constants.O_RDWR, 0o666, (fd, done) => binding.ftruncate(fd, length, done), callback);
}

/** The same with promises: a FileHandle is opened for it. */
const promised = {
  readFile: (path, flags, code) => withFile(path, flags, 0o666, async (fd) => {
    announce('FILEHANDLE');
    await binding.fstat(fd, false, kUsePromises);
    return binding.readFile(fd, 0, code, kUsePromises);
  }),

  writeFile: (path, data, flags, mode, signal, flush) => withFile(path, flags, mode, async (fd) => {
    announce('FILEHANDLE');
    await writeAll(fd, data, signal);
    if (flush) await binding.fsync(fd, kUsePromises);
  }),
};

module.exports = { promised, readFile, truncate, writeFile };

// SPDX-License-Identifier: MIT
// Descriptors of streams that were piped to something that has closed: a client that left. As in Node the stream stays as it is,
// so that it can be piped elsewhere; when nobody can do that any more, its descriptor is not left open for good.
'use strict';

const { SafeMap } = primordials;
const { binding } = require('internal/fs/utils');

const tokens = new SafeMap(); // by descriptor
let registry = null;

function onGarbage(token) {
  if (tokens.get(token.fd) !== token) return;
  tokens.delete(token.fd);
  binding.close(token.fd, () => {});
}

/** `stream`, which has `fd` open, may be forgotten. */
function abandon(stream, fd) {
  const token = { __proto__: null, fd };
  registry ??= new FinalizationRegistry(onGarbage);
  tokens.set(fd, token);
  registry.register(stream, token);
}

/** Somebody closes `fd`, by its number perhaps: what has it next is none of ours. */
function closes(fd) {
  if (tokens.size !== 0) tokens.delete(fd);
}

module.exports = { abandon, closes };

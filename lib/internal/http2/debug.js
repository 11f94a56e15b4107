// SPDX-License-Identifier: MIT
// NODE_DEBUG=http2 and NODE_DEBUG_NATIVE=http2: what sessions and streams do, on stderr. Decided once: a program that
// wants none of it pays a look at a constant.
'use strict';

const { debuglog } = require('internal/util/debuglog');

const log = debuglog('http2');
const enabled = log.enabled || /(^|,)http2(,|$)/i.test(process.env.NODE_DEBUG_NATIVE ?? '');

function nameOf(session, handle) {
  return `Http2Session ${session.type === 0 ? 'server' : 'client'} (${handle?.getAsyncId() ?? 0})`;
}

function write(line) {
  if (log.enabled && process.env.NODE_DEBUG_NATIVE === undefined) log(line);
  else process.stderr.write(`${line}\n`);
}

function session(target, handle, text) {
  write(`${nameOf(target, handle)} ${text}`);
}

function stream(target, of, handle, text) {
  write(`HttpStream ${target.id} (${handle?.streamAsyncId(target.id) ?? 0}) [${nameOf(of, handle)}] ${text}`);
}

module.exports = { enabled, session, stream };

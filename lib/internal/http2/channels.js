// SPDX-License-Identifier: MIT
// diagnostics_channel: what is published about streams.
'use strict';

const { channel } = require('diagnostics_channel');

const side = (name, extra) => {
  const channels = { __proto__: null };
  for (const event of ['created', 'start', 'finish', 'close', 'error', ...extra]) {
    channels[event] = channel(`http2.${name}.stream.${event}`);
  }
  return channels;
};

module.exports = {
  client: side('client', ['bodyChunkSent', 'bodySent']),
  server: side('server', []),
};

// SPDX-License-Identifier: MIT
// The functions that C calls for every connection; each is a method of the class that the connection is of.
'use strict';

const binding = internalBinding('http_parser');

binding.setCallbacks([
  function onHead(bits, url, head, body, status) { return this.onHead(bits, url, head, body, status); },
  function onBody(chunk) { this.onBody(chunk); },
  function onComplete(trailers) { this.onComplete(trailers); },
  function onUpgrade(rest) { this.onUpgrade(rest); },
  function onEnd(status) { this.onEnd(status); },
  function onError(code, reason, bytesParsed, rawPacket) { this.onParseError(code, reason, bytesParsed, rawPacket); },
  function onDrain(status) { this.onDrain(status); },
  function onExpired(connections, kinds) {
    for (let i = 0; i < connections.length; i++) connections[i].onExpired(kinds[i]);
  },
]);

module.exports = { Connection: binding.Connection, ConnectionList: binding.ConnectionList };

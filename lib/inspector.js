// SPDX-License-Identifier: MIT
// node:inspector: sessions of V8's inspector, and the server for front-ends.
'use strict';

const { Session } = require('internal/inspector/session');
const { close, open, url, waitForDebugger } = require('internal/inspector/control');
const { vmConsole } = require('internal/boot/globals');
const events = require('internal/inspector/events');

module.exports = {
  open,
  close,
  url,
  waitForDebugger,
  console: vmConsole,
  Session,
  Network: events.Network,
  NetworkResources: events.NetworkResources,
  DOMStorage: events.DOMStorage,
};

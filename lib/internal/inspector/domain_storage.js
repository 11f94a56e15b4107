// SPDX-License-Identifier: MIT
// The domain DOMStorage: what localStorage and sessionStorage hold.
'use strict';

const { INVALID_PARAMS, ProtocolError } = require('internal/inspector/domains');
const { storages } = require('internal/inspector/events');

function itemsOf(isLocal) {
  const registered = storages.get(isLocal ? 'local' : 'session');
  if (registered !== undefined) return Object.entries(registered);
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--experimental-webstorage') && !getOptionValue('--webstorage')) return [];
  const storage = isLocal ? globalThis.localStorage : globalThis.sessionStorage;
  return Object.keys(storage).map((key) => [key, storage.getItem(key)]);
}

const commands = {
  '__proto__': null,
  'DOMStorage.enable': (session) => { session.state.DOMStorage = {}; },
  'DOMStorage.disable': (session) => { delete session.state.DOMStorage; },
  'DOMStorage.getDOMStorageItems': (session, { storageId }) => {
    if (session.state.DOMStorage === undefined) throw new ProtocolError('DOMStorage domain is not enabled');
    if (typeof storageId?.isLocalStorage !== 'boolean') throw new ProtocolError('Invalid parameters', INVALID_PARAMS);
    return { entries: itemsOf(storageId.isLocalStorage) };
  },
};

module.exports = { commands };

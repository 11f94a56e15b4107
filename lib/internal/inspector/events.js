// SPDX-License-Identifier: MIT
// What a program, or the library, tells front-ends: inspector.Network, NetworkResources, DOMStorage.
'use strict';

const { validateObject, validateString } = require('internal/validators');
const { emitExperimentalWarning } = require('internal/util');

function emit(domain, event, params) {
  if (params !== undefined) validateObject(params, 'params');
  require('internal/inspector/domains').onEvent(domain, event, params ?? {});
}

function functionsOf(domain, names) {
  const functions = {};
  for (const name of names) Object.assign(functions, { [name]: (params) => emit(domain, `${domain}.${name}`, params) });
  return functions;
}

const Network = functionsOf('Network', [
  'requestWillBeSent', 'responseReceived', 'loadingFinished', 'loadingFailed', 'dataSent', 'dataReceived',
  'webSocketCreated', 'webSocketClosed', 'webSocketHandshakeResponseReceived',
]);

const resources = new Map(); // URL -> text, for Network.loadNetworkResource

const NetworkResources = {
  /** @param {string} url @param {string} value what a front-end gets that asks for it */
  put(url, value) {
    const { getOptionValue } = require('internal/options');
    if (!getOptionValue('--experimental-inspector-network-resource')) {
      emitExperimentalWarning?.('inspector.NetworkResources');
    }
    validateString(url, 'url');
    validateString(value, 'value');
    resources.set(url, value);
  },
};

const storages = new Map(); // "local" | "session" -> entries, for DOMStorage.getDOMStorageItems

const DOMStorage = {
  ...functionsOf('DOMStorage', [
    'domStorageItemAdded', 'domStorageItemRemoved', 'domStorageItemUpdated', 'domStorageItemsCleared',
  ]),
  /** @param {{ isLocalStorage: boolean, storageMap: Record<string, string> }} params */
  registerStorage(params) {
    validateObject(params, 'params');
    const { isLocalStorage, storageMap } = params;
    const { validateBoolean } = require('internal/validators');
    validateBoolean(isLocalStorage, 'params.isLocalStorage');
    validateObject(storageMap, 'params.storageMap');
    storages.set(isLocalStorage ? 'local' : 'session', storageMap);
  },
};

module.exports = { DOMStorage, Network, NetworkResources, resources, storages };

'use strict';
// What builtin modules export stands in Node's order: programs print and walk through it.
const assert = require('assert');

const starts = {
  crypto: ['argon2', 'argon2Sync', 'checkPrime', 'checkPrimeSync', 'createCipheriv'],
  util: ['_errnoException', '_exceptionWithHostPort', '_extend', 'callbackify'],
  https: ['Agent', 'globalAgent', 'Server', 'createServer', 'get', 'request'],
  http: ['_connectionListener', 'METHODS', 'STATUS_CODES', 'Agent', 'ClientRequest', 'IncomingMessage'],
  v8: ['cachedDataVersionTag', 'getHeapSnapshot', 'getHeapStatistics'],
  worker_threads: ['isInternalThread', 'isMainThread', 'MessagePort', 'MessageChannel'],
};
for (const id in starts) {
  assert.deepStrictEqual(Object.keys(require(id)).slice(0, starts[id].length), starts[id], id);
}

const ends = {
  crypto: ['constants', 'webcrypto', 'subtle', 'getRandomValues'],
  fs: ['Dir', 'opendir', 'opendirSync', 'constants', 'promises'],
  dns: ['resolveTxt', 'reverse', 'promises'],
};
for (const id in ends) assert.deepStrictEqual(Object.keys(require(id)).slice(-ends[id].length), ends[id], id);

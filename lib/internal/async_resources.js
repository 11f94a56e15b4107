// SPDX-License-Identifier: MIT
// Resources that hooks hear of and that nothing here has an object for. Loaded when there are hooks.
'use strict';

const { emitAfter, emitBefore, emitDestroy, emitInit, getDefaultTriggerAsyncId, newAsyncId } = require('internal/async_hooks');
const { enqueueMicrotask } = internalBinding('process');

/** What the class of a type's resources is called, where the types' users do not have classes of their own. */
const names = {
  __proto__: null,
  BLOBREADER: 'BlobReader', CHECKPRIMEREQUEST: 'CheckPrimeJob', CIPHERREQUEST: 'AESCipherJob', DERIVEBITSREQUEST: 'DHBitsJob',
  DIRHANDLE: 'DirHandle', DNSCHANNEL: 'ChannelWrap', ELDHISTOGRAM: 'Histogram', FILEHANDLE: 'FileHandle',
  FILEHANDLECLOSEREQ: 'FileHandleCloseReq', FSREQCALLBACK: 'FSReqCallback', FSREQPROMISE: 'FSReqPromise', HASHREQUEST: 'HashJob',
  HEAPSNAPSHOT: 'HeapSnapshotStream', KEYGENREQUEST: 'SecretKeyGenJob', KEYPAIRGENREQUEST: 'NamedKeyPairGenJob',
  PBKDF2REQUEST: 'PBKDF2Job', RANDOMBYTESREQUEST: 'RandomBytesJob', RANDOMPRIMEREQUEST: 'RandomPrimeJob',
  SCRYPTREQUEST: 'ScryptJob', SIGNREQUEST: 'SignJob', ZLIB: 'Zlib',
};
const classes = new Map();

/**
 * @param {string} type as hooks are told it
 * @returns {object} whose class is called as Node calls that of the type
 */
function resourceOf(type) {
  const name = names[type];
  if (name === undefined) return {};
  let Class = classes.get(name);
  if (Class === undefined) classes.set(name, Class = { [name]: class {} }[name]);
  return new Class();
}

/** Tells hooks of a resource that is made here and now. @returns {number} its id */
function announce(type, resource = resourceOf(type)) {
  const id = newAsyncId();
  emitInit(id, type, getDefaultTriggerAsyncId(), resource);
  return id;
}

/** The same of work that is done by now: it has begun, has called back, and is gone. */
function announceDone(type) {
  const trigger = getDefaultTriggerAsyncId(), resource = resourceOf(type);
  const id = announce(type, resource);
  enqueueMicrotask(() => {
    emitBefore(id, trigger, resource);
    emitAfter(id);
    emitDestroy(id);
  });
}

module.exports = { announce, announceDone, resourceOf };

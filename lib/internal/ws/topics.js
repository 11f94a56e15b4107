// SPDX-License-Identifier: MIT
// Topics: who gets what is published, in this process and in the other workers of its cluster. A message is encoded
// once, and compressed once for all sockets that can share it.
'use strict';

const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

const TEXT = 1, BINARY = 2, OPEN = 1;
const topics = new Map(); // name -> Set of sockets
const listeners = new Map(); // name -> array of functions, never changed in place
let listening = false; // to the other processes of a cluster

function checkTopic(topic) {
  if (typeof topic !== 'string') {
    const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
    throw new ERR_INVALID_ARG_TYPE('topic', 'string', topic);
  }
}

function subscribe(ws, topic) {
  checkTopic(topic);
  if (ws.readyState > OPEN) return;
  let sockets = topics.get(topic);
  if (sockets === undefined) topics.set(topic, sockets = new Set());
  sockets.add(ws);
  (ws._topics ??= new Set()).add(topic);
  listenToCluster();
}

function unsubscribe(ws, topic) {
  checkTopic(topic);
  if (ws._topics === null || !ws._topics.delete(topic)) return;
  const sockets = topics.get(topic);
  sockets.delete(ws);
  if (sockets.size === 0) topics.delete(topic);
}

function unsubscribeAll(ws) {
  for (const topic of [...ws._topics]) unsubscribe(ws, topic);
}

function toBytes(data) {
  if (typeof data === 'string' || isArrayBufferView(data) || isAnyArrayBuffer(data)) return data;
  return typeof data === 'number' ? String(data) : Buffer.from(data);
}

/** One message to many sockets. @returns {number} how many it was given to */
function sendToAll(sockets, data, options, except) {
  data = toBytes(data);
  const opcode = options?.binary ?? typeof data !== 'string' ? BINARY : TEXT;
  const length = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
  let plain, compressed, count = 0;
  for (const ws of sockets) {
    if (ws === except || ws.readyState !== OPEN) continue;
    count++;
    const compress = options?.compress !== false && length >= ws._threshold;
    if (!ws._isServer || ws._blobs !== null || ws._fragmenting || (compress && ws._frameKey === undefined) ||
        (ws._limit > 0 && ws._queued > ws._limit)) {
      ws.send(data, options); // needs bytes of its own, or has to be looked at
    } else if (compress) {
      compressed ??= new Map();
      let frame = compressed.get(ws._frameKey);
      if (frame === undefined) compressed.set(ws._frameKey, frame = ws._connection.encode(opcode, data, true));
      ws._writeFrame(frame);
    } else {
      plain ??= ws._connection.encode(opcode, data, false);
      ws._writeFrame(plain);
    }
  }
  return count;
}

/**
 * What is published to `topic`, in this process or another one of its cluster, is given to a function.
 * @param {string} topic
 * @param {(data: string | Buffer | ArrayBuffer | ArrayBufferView, isBinary: boolean) => void} listener
 * @returns {() => void} ends it
 */
function listen(topic, listener) {
  checkTopic(topic);
  require('internal/validators').validateFunction(listener, 'listener');
  listeners.set(topic, [...listeners.get(topic) ?? [], listener]);
  listenToCluster();
  let listening = true;
  return () => {
    if (!listening) return;
    listening = false;
    const all = listeners.get(topic), left = all.toSpliced(all.indexOf(listener), 1);
    if (left.length > 0) listeners.set(topic, left);
    else listeners.delete(topic);
  };
}

function publishHere(topic, data, options, except) {
  const functions = listeners.get(topic);
  if (functions !== undefined) {
    const isBinary = options?.binary ?? typeof data !== 'string';
    for (const listener of functions) listener(data, isBinary);
  }
  const sockets = topics.get(topic);
  return sockets === undefined ? 0 : sendToAll(sockets, data, options, except);
}

/**
 * @param {string} topic
 * @param {string | Buffer | ArrayBuffer | ArrayBufferView} data
 * @param {{ binary?: boolean, compress?: boolean, local?: boolean }} [options] local: not to other processes
 * @param {WebSocket} [except] does not get it
 * @returns {number} sockets of this process that it was sent to
 */
function publish(topic, data, options, except) {
  checkTopic(topic);
  listenToCluster();
  data = toBytes(data);
  const { hasCluster, relay } = require('internal/cluster/relay');
  if (options?.local !== true && hasCluster()) relay('ws', toPayload(topic, data, options));
  return publishHere(topic, data, options, except);
}

// ---- the other processes of a cluster ------------------------------------------------------------------------

// Binary data travels as base64: the channel between the processes may be JSON.
function toPayload(topic, data, options) {
  const payload = { topic };
  if (typeof data === 'string') payload.text = data;
  else if (isArrayBufferView(data)) payload.base64 = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
  else payload.base64 = Buffer.from(data).toString('base64');
  if (options) payload.options = { binary: options.binary, compress: options.compress };
  return payload;
}

function listenToCluster() {
  if (listening) return;
  listening = true;
  require('internal/cluster/relay').onRelay('ws', ({ topic, text, base64, options }) => {
    publishHere(topic, text ?? Buffer.from(base64, 'base64'), options);
  });
}

module.exports = { listen, publish, sendToAll, subscribe, unsubscribe, unsubscribeAll };

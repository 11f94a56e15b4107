// SPDX-License-Identifier: MIT
// Topics: who gets what is published, in this process and in the other workers of its cluster. A message is encoded
// once, and compressed once for all sockets that can share it.
'use strict';

const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { kOwner } = require('internal/ws/owner');
const { WebSocketTopic, broadcast } = internalBinding('ws');

const TEXT = 1, BINARY = 2, OPEN = 1;
const topics = new Map(); // name -> WebSocketTopic, which C has the connections of; none is empty
const listeners = new Map(); // name -> array of functions, never changed in place
const kName = Symbol('name');
let listening = false; // to the other processes of a cluster

function checkTopic(topic) {
  if (typeof topic !== 'string') {
    const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
    throw new ERR_INVALID_ARG_TYPE('topic', 'string', topic);
  }
}

function subscribe(ws, name) {
  checkTopic(name);
  if (ws.readyState > OPEN) return;
  listenToCluster();
  if (ws._connection === null) {
    (ws._earlyTopics ??= new Set()).add(name);
    return;
  }
  let topic = topics.get(name);
  if (topic === undefined) {
    topic = new WebSocketTopic();
    topic[kName] = name;
    topics.set(name, topic);
  }
  topic.add(ws._connection);
}

/** What a WebSocket has subscribed to before it was open. */
function subscribeEarly(ws) {
  const names = ws._earlyTopics;
  ws._earlyTopics = null;
  for (const name of names) subscribe(ws, name);
}

function unsubscribe(ws, name) {
  checkTopic(name);
  ws._earlyTopics?.delete(name);
  const topic = ws._connection === null ? undefined : topics.get(name);
  if (topic !== undefined && topic.remove(ws._connection) === 0) topics.delete(name);
}

function isSubscribed(ws, name) {
  if (ws._connection === null) return ws._earlyTopics !== null && ws._earlyTopics.has(name);
  return topics.get(name)?.has(ws._connection) === true;
}

/** Topics to which nobody listens any more. */
function forget(empty) {
  for (const topic of empty) topics.delete(topic[kName]);
}

function toBytes(data) {
  if (typeof data === 'string' || isArrayBufferView(data) || isAnyArrayBuffer(data)) return data;
  return typeof data === 'number' ? String(data) : Buffer.from(data);
}

function opcodeOf(data, options) { return options?.binary ?? typeof data !== 'string' ? BINARY : TEXT; }

/** One message to many sockets. @returns {number} how many it was given to */
function sendToAll(sockets, data, options) {
  data = toBytes(data);
  const connections = [];
  for (const ws of sockets) if (ws.readyState === OPEN) connections.push(ws._connection);
  const opcode = opcodeOf(data, options);
  return sent(broadcast(connections, opcode, data, options?.compress !== false), opcode, data, options);
}

// C has done it, but for the sockets that need JavaScript: those that have no native stream, that are clients, or that
// have to be looked at.
function sent(result, opcode, data, options) {
  if (typeof result === 'number') {
    if (result < 0) throw new RangeError('WebSocket message too large');
    return result;
  }
  let count = result[0], plain, compressed;
  const length = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
  for (let i = 1; i < result.length; i++) {
    const ws = result[i][kOwner];
    if (ws._readyState !== OPEN) continue;
    count++;
    const compress = options?.compress !== false && length >= ws._threshold;
    if (ws._native || !ws._isServer || ws._blobs !== null || ws._fragmenting || (compress && ws._frameKey === undefined) ||
        (ws._limit > 0 && ws._queued > ws._limit)) {
      if (ws._native) ws._queued = ws.bufferedAmount;
      ws.send(data, options);
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
  if (sockets === undefined) return 0;
  const opcode = opcodeOf(data, options);
  return sent(sockets.publish(opcode, data, options?.compress !== false, except?._connection), opcode, data, options);
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

module.exports = { forget, isSubscribed, listen, publish, sendToAll, subscribe, subscribeEarly, unsubscribe };

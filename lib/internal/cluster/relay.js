// SPDX-License-Identifier: MIT
// Messages of the library itself to all other processes of a cluster: a worker's go to the primary, which passes
// them on. Used by eddy:ws for topics.
'use strict';

const { sendHelper } = require('internal/cluster/messages');

const receivers = new Map(); // channel -> function(payload)
let listening = false;

/** Whether there is a cluster to talk to. */
function hasCluster() {
  const cluster = require('cluster');
  return cluster.isWorker || Object.keys(cluster.workers).length > 0;
}

/** @param {string} channel @param {object} payload what JSON can hold; goes to all processes but this one */
function relay(channel, payload) {
  const cluster = require('cluster');
  const message = { act: 'relay', channel, payload };
  if (cluster.isWorker) sendHelper(process, message);
  else passOn(cluster.workers, message, undefined);
}

/** @param {string} channel @param {(payload: object) => void} receiver of what the others relay */
function onRelay(channel, receiver) {
  receivers.set(channel, receiver);
  const cluster = require('cluster');
  if (listening || !cluster.isWorker) return;
  listening = true;
  process.on('internalMessage', (message) => {
    if (message.cmd === 'NODE_CLUSTER' && message.act === 'relay') receive(message);
  });
}

function receive({ channel, payload }) { receivers.get(channel)?.(payload); }

function passOn(workers, { channel, payload }, from) {
  for (const id of Object.keys(workers)) {
    const worker = workers[id];
    if (worker !== from && worker.isConnected()) sendHelper(worker.process, { act: 'relay', channel, payload });
  }
}

/** In the primary: a worker's message. */
function onWorkerMessage(workers, worker, message) {
  passOn(workers, message, worker);
  receive(message);
}

module.exports = { hasCluster, onRelay, onWorkerMessage, relay };

// SPDX-License-Identifier: MIT
// Between any two threads: postMessageToThread, and questions that a Worker object asks its thread. Every
// thread that has loaded worker_threads has a mailbox: a broadcast channel that bears its number.
'use strict';

const { broadcast } = internalBinding('messaging');
const {
  codes: {
    ERR_WORKER_MESSAGING_ERRORED, ERR_WORKER_MESSAGING_FAILED, ERR_WORKER_MESSAGING_SAME_THREAD,
    ERR_WORKER_MESSAGING_TIMEOUT, ERR_WORKER_NOT_RUNNING,
  },
} = require('internal/errors');
const { validateNumber } = require('internal/validators');
const { MessageChannel, postQuietly } = require('internal/worker/io');
const state = require('internal/worker/state');

const nameOf = (threadId) => `\x01thread ${threadId}`; // as in src/worker.c
let mailbox;

function onMail({ source, value, reply }) {
  let result = 'ok';
  try {
    if (process.listenerCount('workerMessage') === 0) result = 'failed';
    else process.emit('workerMessage', value, source);
  } catch {
    result = 'errored';
  }
  reply.postMessage(result);
  reply.close();
}

/** From now on the thread can be written to. */
function openMailbox() {
  if (mailbox !== undefined) return;
  mailbox = state.mailbox ?? broadcast(nameOf(state.threadId));
  mailbox.on('message', onMail);
  mailbox.unref();
}

/** The next message of a port; `lost` if it closes before, `timeout` after that many ms. */
function answerOf(port, timeout) {
  return new Promise((resolve) => {
    let timer;
    const settle = (message) => {
      clearTimeout(timer);
      port.close();
      resolve(message);
    };
    port.once('message', settle);
    port.once('close', () => settle('lost'));
    if (timeout !== undefined) timer = setTimeout(settle, timeout, 'timeout');
  });
}

/** @see worker_threads.postMessageToThread */
async function postMessageToThread(threadId, value, transferList, timeout) {
  if (typeof transferList === 'number' && timeout === undefined) {
    timeout = transferList;
    transferList = [];
  }
  if (timeout !== undefined) validateNumber(timeout, 'timeout', 0);
  if (threadId === state.threadId) throw new ERR_WORKER_MESSAGING_SAME_THREAD();
  const { port1, port2 } = new MessageChannel();
  const out = broadcast(nameOf(threadId));
  let sent;
  try {
    sent = postQuietly(out, { source: state.threadId, value, reply: port2 }, [port2, ...(transferList ?? [])]);
  } finally {
    out.close();
    if (!sent) port1.close();
  }
  if (!sent) throw new ERR_WORKER_MESSAGING_FAILED();
  const answer = await answerOf(port1, timeout);
  if (answer === 'ok') return;
  if (answer === 'errored') throw new ERR_WORKER_MESSAGING_ERRORED();
  if (answer === 'timeout') throw new ERR_WORKER_MESSAGING_TIMEOUT();
  throw new ERR_WORKER_MESSAGING_FAILED();
}

// ---- questions of a Worker object ----

const answers = {
  __proto__: null,
  heapSnapshot: ([internals, numeric]) => internalBinding('v8').heapSnapshot(internals, numeric),
  heapStatistics: () => {
    const figures = require('v8').getHeapStatistics();
    return { ...figures, does_zap_garbage: figures.does_zap_garbage !== 0 };
  },
  cpuUsage: (previous) => process.threadCpuUsage(previous),
};

/**
 * @param {MessagePort} port to the thread
 * @param {string} what a name in `answers`
 * @param {any} [argument]
 */
async function ask(port, what, argument) {
  const { port1, port2 } = new MessageChannel();
  port.postMessage({ type: 'ask', what, argument, reply: port2 }, [port2]);
  const answer = await answerOf(port1);
  if (answer === 'lost') throw new ERR_WORKER_NOT_RUNNING();
  return answer.value;
}

/** In the thread. */
function answer({ what, argument, reply }) {
  reply.postMessage({ value: answers[what](argument) });
  reply.close();
}

module.exports = { answer, ask, openMailbox, postMessageToThread };

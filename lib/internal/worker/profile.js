// SPDX-License-Identifier: MIT
// worker.startCpuProfile() and startHeapProfile(): through a session of the inspector in the worker's thread.
'use strict';

const { SymbolAsyncDispose } = primordials;
const { codes: { ERR_WORKER_NOT_RUNNING }, genericNodeError } = require('internal/errors');

const kinds = {
  '__proto__': null,
  'cpu': { start: [['Profiler.enable'], ['Profiler.start']], stop: 'Profiler.stop' },
  'heap': { start: [['HeapProfiler.enable'], ['HeapProfiler.startSampling']], stop: 'HeapProfiler.stopSampling' },
};
const heapProfiles = new WeakSet(); // workers whose heap is being sampled: V8 does that once at a time

function connect(threadId) {
  const { connectToThread } = require('internal/inspector/agent');
  const waiting = new Map();
  let id = 0, ended = false;
  const link = connectToThread(threadId, (message) => {
    if (message.id === undefined) return;
    const { resolve } = waiting.get(message.id);
    waiting.delete(message.id);
    resolve(message.result);
  }, () => {
    ended = true;
    for (const { reject } of waiting.values()) reject(new ERR_WORKER_NOT_RUNNING());
  });
  return {
    post(method, params) {
      if (ended) return Promise.reject(new ERR_WORKER_NOT_RUNNING());
      const { promise, resolve, reject } = Promise.withResolvers();
      waiting.set(++id, { resolve, reject });
      link.post(params === undefined ? { id, method } : { id, method, params });
      return promise;
    },
    close: () => link.close(),
  };
}

/** A profile that is being taken. */
class ProfileHandle {
  #stop;

  constructor(stop) {
    this.#stop = stop;
  }

  /** @returns {Promise<string>} the profile as JSON; again and again the same */
  stop() {
    return this.#stop();
  }

  async [SymbolAsyncDispose]() {
    await this.#stop();
  }
}

class CPUProfileHandle extends ProfileHandle {}
class HeapProfileHandle extends ProfileHandle {}

/**
 * @param {Worker} worker @param {boolean} isRunning @param {'cpu' | 'heap'} name
 * @returns {Promise<ProfileHandle>}
 */
async function startProfile(worker, isRunning, name) {
  if (!isRunning) throw new ERR_WORKER_NOT_RUNNING();
  if (name === 'heap' && heapProfiles.has(worker)) {
    throw genericNodeError('heap profile has already been started', { code: 'ERR_HEAP_PROFILE_HAVE_BEEN_STARTED' });
  }
  const kind = kinds[name];
  const session = connect(worker.threadId);
  if (name === 'heap') heapProfiles.add(worker);
  for (const [method, params] of kind.start) await session.post(method, params);
  let result;
  const stop = () => result ??= session.post(kind.stop).then(({ profile }) => {
    heapProfiles.delete(worker);
    session.close();
    return JSON.stringify(profile);
  });
  return name === 'cpu' ? new CPUProfileHandle(stop) : new HeapProfileHandle(stop);
}

module.exports = { startProfile };

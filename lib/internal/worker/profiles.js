// SPDX-License-Identifier: MIT
// CPU and heap profiles of a worker thread: what runs in the thread (start, stop), and the handles that its parent
// holds. Each profile is a session of V8's inspector of its own.
'use strict';

const { genericNodeError } = require('internal/errors');

const sessions = new Map(); // in the thread: number -> Session
let lastNumber = 0, heapProfile = 0;

class Session {
  constructor() {
    const { Connection } = internalBinding('inspector');
    this.result = undefined;
    this.nextId = 1;
    this.connection = new Connection((text) => {
      const message = JSON.parse(text);
      if (message.id !== undefined) this.result = message.result;
    });
  }

  call(method, params = {}) {
    this.connection.dispatch(JSON.stringify({ id: this.nextId++, method, params }));
    return this.result;
  }
}

function add(session) {
  sessions.set(++lastNumber, session);
  return lastNumber;
}

function end(number, method) {
  const session = sessions.get(number);
  sessions.delete(number);
  const { profile } = session.call(method);
  session.connection.disconnect();
  return JSON.stringify(profile);
}

/** In the thread: answers of internal/worker/messaging. */
const answers = {
  __proto__: null,
  startCpuProfile() {
    const session = new Session();
    session.call('Profiler.enable');
    session.call('Profiler.start');
    return add(session);
  },
  stopCpuProfile: (number) => end(number, 'Profiler.stop'),
  startHeapProfile() {
    if (heapProfile !== 0) { // the sampler is one for the whole thread
      throw genericNodeError('heap profiler have been started', { code: 'ERR_HEAP_PROFILE_HAVE_BEEN_STARTED' });
    }
    const session = new Session();
    session.call('HeapProfiler.enable');
    session.call('HeapProfiler.startSampling');
    return heapProfile = add(session);
  },
  stopHeapProfile(number) {
    heapProfile = 0;
    return end(number, 'HeapProfiler.stopSampling');
  },
};

class ProfileHandle {
  #ask;
  #profile;

  /** @param {() => Promise<string>} ask stops it */
  constructor(ask) {
    this.#ask = ask;
  }

  /** @returns {Promise<string>} the profile as JSON; the same one when it is asked again */
  stop() {
    this.#profile ??= this.#ask();
    return this.#profile;
  }

  async [Symbol.asyncDispose]() {
    await this.stop();
  }
}

class CPUProfileHandle extends ProfileHandle {}
class HeapProfileHandle extends ProfileHandle {}

/**
 * In the parent.
 * @param {'Cpu' | 'Heap'} kind
 * @param {(what: string, argument?: any) => Promise<any>} ask a question of the thread
 */
async function startProfile(kind, ask) {
  const number = await ask(`start${kind}Profile`);
  const Handle = kind === 'Cpu' ? CPUProfileHandle : HeapProfileHandle;
  return new Handle(() => ask(`stop${kind}Profile`, number));
}

module.exports = { answers, startProfile };

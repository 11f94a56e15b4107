// SPDX-License-Identifier: MIT
'use strict';

// v8.startCpuProfile(): a profile of this thread, through a session of the inspector in the process itself.

class SyncCPUProfileHandle {
  #session;

  constructor(session) {
    this.#session = session;
  }

  /**
   * Ends the profile.
   * @returns {string|undefined} JSON for *.cpuprofile files; undefined the second time
   */
  stop() {
    const session = this.#session;
    if (session === undefined) return undefined;
    this.#session = undefined;
    let text;
    session.post('Profiler.stop', (error, result) => { // called before post() returns
      if (error === null) text = JSON.stringify(result.profile);
    });
    session.disconnect();
    return text;
  }

  [Symbol.dispose]() {
    this.stop();
  }
}

/** @returns {SyncCPUProfileHandle} whose stop() gives the profile */
function startCpuProfile() {
  const { Session } = require('inspector');
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  return new SyncCPUProfileHandle(session);
}

module.exports = { startCpuProfile };

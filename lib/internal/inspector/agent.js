// SPDX-License-Identifier: MIT
// The thread's agent, JavaScript's part: sessions of all kinds, and what the first one turns on. A session is an object
// with send(message); `state` is what the domains of domains.js remember of it.
'use strict';

const binding = internalBinding('inspector');
const domains = require('internal/inspector/domains');

const threadState = require('internal/worker/state');

binding.setup(threadState.isMainThread ? `${process.argv0}[${process.pid}]` : `Worker[${threadState.threadId}]`);

const sessions = new Set();     // all that may use our own domains
const outside = new Map();      // number -> session: front-ends, and other threads' sessions in this one
const elsewhere = new Map();    // number -> function(message | null): this thread's sessions in other threads

function makeSession(send) {
  const session = { send, state: { __proto__: null } };
  sessions.add(session);
  return session;
}

function dropSession(session) {
  if (!sessions.delete(session)) return;
  domains.forget(session);
}

binding.setHandlers({
  onDomain(id, text) {
    let session = outside.get(id);
    if (session === undefined) {
      outside.set(id, session = makeSession((message) => binding.send(id, JSON.stringify(message))));
    }
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    domains.dispatch(session, message);
  },
  onClose(id) {
    const session = outside.get(id);
    outside.delete(id);
    if (session !== undefined) dropSession(session);
  },
  onCount() { require('internal/inspector/console').wrap(); },
  onReply(id, text) {
    const receive = elsewhere.get(id);
    if (receive === undefined) return;
    if (text === undefined) elsewhere.delete(id);
    receive(text === undefined ? null : JSON.parse(text));
  },
  // In a microtask: this thread has been interrupted.
  onReplies() { binding.takeReplies(); },
  // The program has ended, sessions have not. Those that asked for it are told; 1: they decide when the context ends.
  onEnd() {
    let told = 0;
    for (const session of sessions) {
      if (!session.state.NodeRuntime?.notifyWhenWaiting) continue;
      session.send({ method: 'NodeRuntime.waitingForDisconnect' });
      told = 1;
    }
    return told;
  },
  // 1: all sessions are those of `eddy top`.
  onlyWatched() {
    for (const session of sessions) if (session.state.Eddy === undefined) return 0;
    return sessions.size > 0 ? 1 : 0;
  },
  // 1: one of those is still there.
  onKept() {
    for (const session of sessions) if (session.state.NodeRuntime?.notifyWhenWaiting) return 1;
    return 0;
  },
  onAsyncDepth(depth) { require('internal/inspector/async_hook').setDepth(depth); },
});

/** A session in this thread. @param {(message: object) => void} onMessage */
function connectHere(onMessage) {
  require('internal/inspector/console').wrap();
  const connection = new binding.Connection((text) => onMessage(JSON.parse(text)));
  const session = makeSession(onMessage);
  return {
    post(message) {
      if (domains.isOwn(message.method)) domains.dispatch(session, message);
      else connection.dispatch(JSON.stringify(message));
    },
    close() {
      dropSession(session);
      connection.disconnect();
    },
  };
}

/**
 * A session in another thread.
 * @param {number} thread its number, 0: the main thread
 * @param {(message: object) => void} onMessage @param {() => void} [onEnd] the thread, or the session, has ended
 */
function connectToThread(thread, onMessage, onEnd) {
  const id = binding.remoteConnect(thread);
  elsewhere.set(id, (message) => {
    if (message !== null) onMessage(message);
    else onEnd?.();
  });
  return {
    post(message) { binding.remotePost(thread, id, JSON.stringify(message)); },
    close() {
      elsewhere.delete(id);
      binding.remoteClose(thread, id);
    },
  };
}

/** An event of one of our own domains, to all sessions that have enabled it. */
function broadcast(domain, method, params) {
  for (const session of sessions) {
    if (session.state[domain] !== undefined) session.send({ method, params });
  }
}

module.exports = { broadcast, connectHere, connectToThread, sessions };

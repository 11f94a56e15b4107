// SPDX-License-Identifier: MIT
// The domains NodeWorker and Target: sessions in the worker threads of this thread, through a session in this one.
'use strict';

const { ProtocolError } = require('internal/inspector/domains');

let lastSession = 0;
const watching = new Set(); // sessions that want to know of workers

function attach(session, worker, waiting) {
  const enabled = session.state.NodeWorker;
  const { threadId } = worker;
  const sessionId = `${++lastSession}`;
  const link = require('internal/inspector/agent').connectToThread(threadId, (message) => {
    session.send({ method: 'NodeWorker.receivedMessageFromWorker', params: { sessionId, message: JSON.stringify(message) } });
  }, () => {
    if (enabled.links.delete(sessionId)) session.send({ method: 'NodeWorker.detachedFromWorker', params: { sessionId } });
  });
  enabled.links.set(sessionId, link);
  session.send({
    method: 'NodeWorker.attachedToWorker',
    params: {
      sessionId,
      workerInfo: { workerId: `${threadId}`, type: 'worker', title: `[worker ${threadId}] ${worker.threadName ?? ''}`.trim(), url: worker[kUrl] ?? '' },
      waitingForDebugger: waiting,
    },
  });
}

const kUrl = Symbol('inspector url');

/** A worker is about to start. @returns {boolean} whether it is to wait for its debugger */
function onWorker(worker, url) {
  worker[kUrl] = url;
  let waits = false;
  for (const session of watching) waits ||= session.state.NodeWorker.waitForDebuggerOnStart;
  for (const session of watching) attach(session, worker, waits);
  return waits;
}

function linkOf(session, sessionId) {
  const link = session.state.NodeWorker?.links.get(sessionId);
  if (link === undefined) throw new ProtocolError('Session is not attached to a worker or the worker is not running');
  return link;
}

const commands = {
  '__proto__': null,
  'NodeWorker.enable': (session, { waitForDebuggerOnStart }) => {
    const links = new Map();
    session.state.NodeWorker ??= {
      links,
      detachAll() {
        watching.delete(session);
        for (const link of links.values()) link.close();
        links.clear();
      },
    };
    session.state.NodeWorker.waitForDebuggerOnStart = waitForDebuggerOnStart === true;
    if (watching.has(session)) return;
    watching.add(session);
    state.onWorker = onWorker;
    const own = new Map([...state.threads].map((worker) => [worker.threadId, worker]));
    for (const threadId of internalBinding('inspector').threads()) {
      if (threadId !== state.threadId) attach(session, own.get(threadId) ?? { threadId }, false);
    }
  },
  'NodeWorker.disable': (session) => {
    session.state.NodeWorker?.detachAll();
    delete session.state.NodeWorker;
  },
  'NodeWorker.sendMessageToWorker': (session, { sessionId, message }) => {
    linkOf(session, sessionId).post(JSON.parse(message));
  },
  'NodeWorker.detach': (session, { sessionId }) => {
    linkOf(session, sessionId).close();
    session.state.NodeWorker.links.delete(sessionId);
  },
  'Target.setAutoAttach': () => ({}),
  'Target.getTargets': () => ({ targetInfos: [] }),
};

const state = require('internal/worker/state');

module.exports = { commands };

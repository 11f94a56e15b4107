// SPDX-License-Identifier: MIT
// The domains of the protocol that are not V8's. A command is a function (session, params) that returns the result, a
// promise of it, or throws; a domain is enabled in a session when session.state has it.
'use strict';

const INVALID_PARAMS = -32602, METHOD_NOT_FOUND = -32601, SERVER_ERROR = -32000;
const owned = new Set(['NodeRuntime', 'NodeTracing', 'NodeWorker', 'Network', 'DOMStorage', 'IO', 'Target', 'Eddy']);

class ProtocolError extends Error {
  constructor(message, code = SERVER_ERROR) {
    super(message);
    this.protocolCode = code;
  }
}

function domainOf(method) { return method.slice(0, method.indexOf('.')); }

/** Whether a method is answered here. */
function isOwn(method) { return owned.has(domainOf(method)); }

const commands = {
  '__proto__': null,
  'NodeRuntime.enable': (session) => {
    session.state.NodeRuntime ??= {};
    if (internalBinding('inspector').isWaiting()) session.send({ method: 'NodeRuntime.waitingForDebugger', params: {} });
  },
  'NodeRuntime.disable': (session) => { delete session.state.NodeRuntime; },
  'NodeRuntime.notifyWhenWaitingForDisconnect': (session, { enabled }) => {
    session.state.NodeRuntime ??= {};
    session.state.NodeRuntime.notifyWhenWaiting = enabled;
  },
};

function load(domain) {
  if (domain === 'Network') Object.assign(commands, require('internal/inspector/domain_network').commands);
  else if (domain === 'IO') Object.assign(commands, require('internal/inspector/domain_network').commands);
  else if (domain === 'NodeWorker') Object.assign(commands, require('internal/inspector/domain_worker').commands);
  else if (domain === 'Target') Object.assign(commands, require('internal/inspector/domain_worker').commands);
  else if (domain === 'Eddy') Object.assign(commands, require('internal/inspector/domain_eddy').commands);
  else if (domain === 'DOMStorage') Object.assign(commands, require('internal/inspector/domain_storage').commands);
}

const loaded = new Set();

/** Answers one message of a session. */
function dispatch(session, { id, method, params }) {
  const domain = domainOf(method);
  if (!loaded.has(domain)) {
    loaded.add(domain);
    load(domain);
  }
  const command = commands[method];
  const answer = (result) => session.send({ id, result: result ?? {} });
  const refuse = (error) => {
    if (error.protocolCode === undefined) throw error;
    session.send({ id, error: { code: error.protocolCode, message: error.message } });
  };
  if (command === undefined) {
    refuse(new ProtocolError(`'${method}' wasn't found`, METHOD_NOT_FOUND));
    return;
  }
  try {
    const result = command(session, params ?? {});
    if (typeof result?.then === 'function') result.then(answer, refuse);
    else answer(result);
  } catch (error) {
    refuse(error);
  }
}

/** An event of a domain, from a program or from the library. */
function onEvent(domain, method, params) {
  if (!loaded.has(domain)) {
    loaded.add(domain);
    load(domain);
  }
  if (domain === 'Network') params = require('internal/inspector/domain_network').onEvent(method, params);
  if (params !== undefined) require('internal/inspector/agent').broadcast(domain, method, params);
}

/** A session has ended. */
function forget(session) {
  session.state.NodeWorker?.detachAll?.();
  session.state.NodeTracing?.stop?.();
  session.state.Eddy?.stop();
}

module.exports = { INVALID_PARAMS, ProtocolError, dispatch, forget, isOwn, onEvent };

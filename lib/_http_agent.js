// SPDX-License-Identifier: MIT
// http.Agent: sockets per origin, kept open between requests.
'use strict';

const { NumberIsFinite, ObjectKeys, ObjectSetPrototypeOf, ObjectValues } = primordials;

const net = require('net');
const { expectAgain, expectNothing } = require('internal/net/pump');
const EventEmitter = require('events');
const { headerOf } = require('_http_incoming');
const { validateNumber, validateOneOf } = require('internal/validators');
const { once } = require('internal/util');
const { AsyncResource } = require('async_hooks');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { async_id_symbol } = require('internal/async_hooks').symbols;

const kOnKeylog = Symbol('onkeylog');
const kGetName = Symbol('getName');     // the class's own getName, whose names may be kept
const kOptions = Symbol('kOptions');    // of a socket: what it was made with,
const kName = Symbol('kName');          // and the name of that
const kLastName = Symbol('lastName');   // { host, port, name } of the last plain name
const kRequestOptions = Symbol('requestOptions');
const kRequestAsyncResource = Symbol('requestAsyncResource');
const HTTP_AGENT_KEEP_ALIVE_TIMEOUT_BUFFER = 1000;

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.options = { __proto__: null, ...options };
  this.defaultPort = this.options.defaultPort || 80;
  this.protocol = this.options.protocol || 'http:';
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  this.options.path = null; // the path of a request is not the path of a pipe
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  this[kLastName] = { host: undefined, port: undefined, name: 'localhost::' };
  this.agentKeepAliveTimeoutBuffer =
    typeof this.options.agentKeepAliveTimeoutBuffer === 'number' && this.options.agentKeepAliveTimeoutBuffer >= 0 &&
    NumberIsFinite(this.options.agentKeepAliveTimeoutBuffer) ?
      this.options.agentKeepAliveTimeoutBuffer : HTTP_AGENT_KEEP_ALIVE_TIMEOUT_BUFFER;
  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets !== undefined) validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  else this.maxTotalSockets = Infinity;

  if (this.options.proxyEnv) {
    const { kProxy, parseProxy } = require('internal/http/proxy');
    const proxy = parseProxy(this.options.proxyEnv, this.protocol);
    if (proxy !== null) this[kProxy] = proxy;
  }
  this.on('free', (socket, opts) => onFree(this, socket, opts));
  this.on('newListener', maybeEnableKeylog);
}
ObjectSetPrototypeOf(Agent.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;

function maybeEnableKeylog(event) {
  if (event !== 'keylog') return;
  this.removeListener('newListener', maybeEnableKeylog);
  const agent = this;
  this[kOnKeylog] = function onkeylog(line) { agent.emit('keylog', line, this); };
  for (const socket of ObjectValues(this.sockets).flat()) socket.on('keylog', this[kOnKeylog]);
}

// A socket has done its request: the next one that waits takes it, or it is kept.
function onFree(agent, socket, options) {
  const name = keptName(agent, socket, options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const requests = agent.requests[name];
  if (requests?.length) {
    const req = requests.shift();
    const before = req[kRequestAsyncResource];
    if (before) {
      before.runInAsyncScope(() => setRequestSocket(agent, req, socket));
      req[kRequestAsyncResource] = null;
    } else {
      setRequestSocket(agent, req, socket);
    }
    if (requests.length === 0) delete agent.requests[name];
    return;
  }
  const req = socket._httpMessage;
  if (!req?.shouldKeepAlive || !agent.keepAlive) {
    socket.destroy();
    return;
  }
  const free = agent.freeSockets[name] || [];
  const count = free.length + (agent.sockets[name]?.length ?? 0);
  if (agent.totalSocketCount > agent.maxTotalSockets || count > agent.maxSockets ||
      free.length >= agent.maxFreeSockets || !agent.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  agent.freeSockets[name] = free;
  socket[async_id_symbol] = -1;
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once('error', freeSocketErrorListener);
  expectNothing(socket); // an answer that nobody has asked for must not be taken for the next one's
  free.push(socket);
}

function freeSocketErrorListener() {
  this.destroy();
  this.emit('agentRemove');
}

Agent.prototype.createConnection = function createConnection(...args) {
  const options = args[0];
  if (this?.options?.proxyEnv && options !== null && typeof options === 'object' && !options.socketPath) {
    const { connectToProxy, proxyFor } = require('internal/http/proxy');
    const proxy = proxyFor(this, 'http:', options.host || 'localhost', options.port);
    if (proxy !== null) return connectToProxy(proxy, options);
  }
  return net.createConnection(...args);
};

/** Which requests may share a socket. */
Agent.prototype.getName = function getName(options = {}) {
  let name = options.host || 'localhost';
  name += ':';
  if (options.port) name += options.port;
  name += ':';
  if (options.localAddress) name += options.localAddress;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

Agent.prototype[kGetName] = Agent.prototype.getName;

const plainGetName = Agent.prototype.getName;

/** The name of a socket's options: that it was made with, unless somebody has an opinion of his own on names. */
function keptName(agent, socket, options) {
  return socket[kOptions] === options && agent.getName === agent[kGetName] ? socket[kName] : agent.getName(options);
}

/** The name for a request's options under the agent's, without merging the two: most requests find a socket. */
function plainName(agent, options) {
  const own = agent.options;
  const option = (key) => (own[key] !== undefined || key in own ? own[key] : options[key]);
  const family = option('family');
  if (family === 4 || family === 6 || option('localAddress') || option('socketPath')) return null;
  const host = option('host'), port = option('port'), last = agent[kLastName];
  if (last.host !== host || last.port !== port) {
    const name = `${host || 'localhost'}:${port || ''}:`;
    agent[kLastName] = { host, port, name };
    return name;
  }
  return last.name;
}

function merged(agent, options, req) {
  options = { __proto__: null, ...options, ...agent.options };
  if (options.socketPath) options.path = options.socketPath;
  normalizeServerName(options, req);
  return options;
}

Agent.prototype.addRequest = function addRequest(req, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  let name = this.getName === plainGetName ? plainName(this, options) : null;
  const isMerged = name === null;
  if (isMerged) {
    options = merged(this, options, req);
    name = this.getName(options);
  } else {
    checkHostHeader(req);
  }
  this.sockets[name] ||= [];
  const free = this.freeSockets[name];
  let socket;
  if (free) {
    while (free.length && (free[0].destroyed || !free[0].writable) && this.scheduling === 'fifo') free.shift();
    do {
      socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    } while (socket && (socket.destroyed || !socket.writable));
    if (!free.length) delete this.freeSockets[name];
  }
  const count = (free?.length ?? 0) + this.sockets[name].length;
  if (socket) {
    expectAgain(socket);
    this.reuseSocket(socket, req);
    setRequestSocket(this, req, socket);
    this.sockets[name].push(socket);
  } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(req, isMerged ? options : merged(this, options, req), (error, created) => {
      if (error) req.onSocket(created, error);
      else setRequestSocket(this, req, created);
    });
  } else {
    // All sockets are busy: the request waits.
    this.requests[name] ||= [];
    req[kRequestOptions] = isMerged ? options : merged(this, options, req);
    req[kRequestAsyncResource] = new AsyncResource('QueuedRequest');
    this.requests[name].push(req);
  }
};

Agent.prototype.createSocket = function createSocket(req, options, cb) {
  options = { __proto__: null, ...options, ...this.options };
  if (options.socketPath) options.path = options.socketPath;
  normalizeServerName(options, req);
  // A TimeoutOverflowWarning shows where it is given.
  if (options.timeout) options.timeout = require('internal/timers').getTimerDuration(options.timeout, 'timeout');
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;
  const onCreate = once((error, socket) => {
    if (error) return cb(error);
    this.sockets[name] ||= [];
    this.sockets[name].push(socket);
    this.totalSocketCount++;
    installListeners(this, socket, options);
    cb(null, socket);
  });
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const created = this.createConnection(options, onCreate);
  if (created) onCreate(null, created);
};

function normalizeServerName(options, req) {
  if (!options.servername && options.servername !== '') options.servername = calculateServerName(options, req);
}

function checkHostHeader(req) {
  const header = req.getHeader('host');
  if (header && typeof header !== 'string') throw new ERR_INVALID_ARG_TYPE('options.headers.host', 'String', header);
  return header;
}

// The name to present to TLS: the Host header's, else the host.
function calculateServerName(options, req) {
  let servername = options.host;
  const header = checkHostHeader(req);
  if (header) {
    if (header.startsWith('[')) {
      const index = header.indexOf(']');
      servername = index === -1 ? header : header.slice(1, index);
    } else {
      servername = header.split(':', 1)[0];
    }
  }
  return net.isIP(servername) ? '' : servername;
}

function installListeners(agent, socket, options) {
  socket[kOptions] = options;
  socket[kName] = options._agentKey;
  function onFreeSocket() {
    agent.emit('free', socket, options);
  }
  function onClose() {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  }
  function onTimeout() {
    // Idle and out of time: it goes.
    for (const list of ObjectValues(agent.freeSockets)) {
      if (list.includes(socket)) {
        socket.destroy();
        return;
      }
    }
  }
  function onRemove() {
    // 'agentRemove': somebody else has taken the socket over (upgrade).
    expectAgain(socket);
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
    socket.removeListener('close', onClose);
    socket.removeListener('free', onFreeSocket);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  }
  socket.on('free', onFreeSocket);
  socket.on('close', onClose);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
  if (agent[kOnKeylog]) socket.on('keylog', agent[kOnKeylog]);
}

Agent.prototype.removeSocket = function removeSocket(socket, options) {
  const name = keptName(this, socket, options);
  const sets = [this.sockets];
  if (!socket.writable) sets.push(this.freeSockets); // it will not be used again
  for (const sockets of sets) {
    const index = sockets[name] ? sockets[name].indexOf(socket) : -1;
    if (index !== -1) {
      sockets[name].splice(index, 1);
      if (sockets[name].length === 0) delete sockets[name];
    }
  }
  let req;
  if (this.requests[name]?.length) {
    req = this.requests[name][0];
  } else {
    // Another origin may have been kept waiting by the total limit.
    for (const key of ObjectKeys(this.requests)) {
      if (this.sockets[key]?.length) break;
      req = this.requests[key][0];
      options = req[kRequestOptions];
      break;
    }
  }
  if (req && options) {
    req[kRequestOptions] = undefined;
    this.createSocket(req, options, (error, created) => {
      if (error) {
        req.onSocket(null, error);
      } else {
        // It takes its turn like any socket that has become free.
        created.emit('free');
      }
    });
  }
};

/** Called when a socket becomes idle. @returns {boolean} whether to keep it */
Agent.prototype.keepSocketAlive = function keepSocketAlive(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let timeout = this.options.timeout || 0;
  const header = headerOf(socket._httpMessage?.res, 'keep-alive');
  if (header) {
    // The server says how long it will wait: be earlier than that.
    const hint = /timeout=(\d+)/.exec(header)?.[1];
    if (hint) {
      const serverTimeout = Number(hint) * 1000 - this.agentKeepAliveTimeoutBuffer;
      if (serverTimeout <= 0) return false;
      if (timeout === 0 || serverTimeout < timeout) timeout = serverTimeout;
    }
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return true;
};

Agent.prototype.reuseSocket = function reuseSocket(socket, req) {
  socket.removeListener('error', freeSocketErrorListener);
  req.reusedSocket = true;
  socket.ref();
};

Agent.prototype.destroy = function destroy() {
  for (const set of [this.freeSockets, this.sockets]) {
    for (const key of ObjectKeys(set)) {
      for (const socket of set[key].slice()) socket.destroy();
    }
  }
};

function setRequestSocket(agent, req, socket) {
  req.onSocket(socket);
  const agentTimeout = agent.options.timeout || 0;
  if (req.timeout === undefined || req.timeout === agentTimeout) return;
  socket.setTimeout(req.timeout);
}

/** Options of the agents that programs get without asking. */
function globalOptions() {
  const useProxy = process.env.NODE_USE_ENV_PROXY === '1' || require('internal/options').getOptionValue('--use-env-proxy');
  return { keepAlive: true, scheduling: 'lifo', timeout: 5000, proxyEnv: useProxy ? process.env : undefined };
}

module.exports = { Agent, globalAgent: new Agent(globalOptions()), globalOptions, kGetName };

// SPDX-License-Identifier: MIT
// Proxies from the environment (http_proxy, https_proxy, no_proxy): which request takes one, requests in absolute
// form for http, CONNECT tunnels for https.
'use strict';

const { ObjectAssign } = primordials;

const { isIP } = require('internal/net');
const { codes: { ERR_PROXY_INVALID_CONFIG, ERR_PROXY_TUNNEL } } = require('internal/errors');
const { validateObject } = require('internal/validators');

const MAX_TUNNEL_HEAD = 16384; // bytes of a proxy's answer to CONNECT
const kProxy = Symbol('kProxy'); // of an Agent: the Proxy, if it has one

const decode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

class Proxy {
  constructor(url, noProxy) {
    this.protocol = url.protocol;
    this.hostname = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
    this.port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    this.href = `${url.protocol}//${url.host}/`; // without the password
    this.authorization = url.username || url.password ?
      `Basic ${Buffer.from(`${decode(url.username)}:${decode(url.password)}`).toString('base64')}` : undefined;
    this.except = String(noProxy ?? '').split(/[\s,]+/).filter(Boolean).map((entry) => entry.toLowerCase());
  }

  /** @returns {boolean} whether requests to this host go through the proxy */
  serves(hostname, port) {
    const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
    return !this.except.some((entry) => matches(entry, host, port));
  }
}

/** An entry of NO_PROXY: *, host, .domain, *.domain, address, address-address, each but the last also with :port. */
function matches(entry, host, port) {
  if (entry === '*') return true;
  if (isIP(host) !== 0) {
    const [first, last] = entry.split('-');
    if (last !== undefined && isIP(first) !== 0 && isIP(first) === isIP(last)) {
      const { BlockList } = require('net');
      const range = new BlockList(), family = `ipv${isIP(first)}`;
      range.addRange(first, last, family);
      return isIP(host) === isIP(first) && range.check(host, family);
    }
  }
  if (entry === host) return true;
  const withPort = /^(.*):(\d+)$/.exec(entry);
  if (withPort !== null && isIP(entry) !== 6) {
    if (Number(withPort[2]) !== Number(port)) return false;
    entry = withPort[1].replace(/^\[|\]$/g, '');
    if (entry === '*' || entry === host) return true;
  }
  const suffix = entry.startsWith('*.') ? entry.slice(1) : entry;
  return suffix.startsWith('.') && (host.endsWith(suffix) || host === suffix.slice(1));
}

/**
 * @param {object} env variables, as process.env; those in lower case count first
 * @param {string} protocol of the requests: 'http:' or 'https:'
 * @returns {Proxy | null}
 */
function parseProxy(env, protocol) {
  const text = protocol === 'https:' ? env.https_proxy || env.HTTPS_PROXY : env.http_proxy || env.HTTP_PROXY;
  if (!text || !/^https?:/i.test(text)) return null;
  const url = /[\r\n]/.test(text) ? null : URL.parse(text);
  if (url === null) throw new ERR_PROXY_INVALID_CONFIG(`Invalid proxy URL: ${text}`);
  return new Proxy(url, env.no_proxy ?? env.NO_PROXY);
}

/** The proxy for a request, or null. Only http: goes to it in absolute form. */
function proxyFor(agent, protocol, host, port) {
  const proxy = agent?.[kProxy];
  return proxy && protocol === 'http:' && proxy.serves(host, port) ? proxy : null;
}

/** What a request through a proxy says besides its own headers. */
function proxyHeaders(proxy, keepAlive) {
  const headers = { __proto__: null };
  if (proxy.authorization) headers['proxy-authorization'] = proxy.authorization;
  headers['proxy-connection'] = keepAlive ? 'keep-alive' : 'close';
  return headers;
}

/** A connection to the proxy itself. */
function connectToProxy(proxy, options) {
  const target = { host: proxy.hostname, port: proxy.port, timeout: options.timeout };
  if (proxy.protocol !== 'https:') return require('net').connect(target);
  const { ca, rejectUnauthorized } = options;
  return require('tls').connect({ ...target, ca, rejectUnauthorized, servername: isIP(proxy.hostname) ? '' : proxy.hostname });
}

/** callback(err, socket): a socket to options.host through the proxy, for TLS to be spoken over. */
function openTunnel(proxy, options, keepAlive, callback) {
  const host = isIP(options.host) === 6 ? `[${options.host}]` : options.host, target = `${host}:${options.port}`;
  if (/[^\x21-\x7e]/.test(target)) {
    process.nextTick(callback, new ERR_PROXY_TUNNEL(`Invalid tunnel target: ${JSON.stringify(target)}`));
    return;
  }
  const socket = connectToProxy(proxy, options);
  let head = '';
  const end = (err) => {
    for (const event in listeners) socket.removeListener(event, listeners[event]);
    if (!err) return callback(null, socket);
    socket.on('error', () => {});
    socket.destroy();
    callback(err);
  };
  const failed = (why, properties) =>
    end(ObjectAssign(new ERR_PROXY_TUNNEL(`Failed to establish tunnel to ${target} via ${proxy.href}: ${why}`), properties));
  const listeners = {
    __proto__: null,
    data(chunk) {
      head += chunk.latin1Slice();
      const at = head.indexOf('\r\n\r\n');
      if (at < 0) {
        if (head.length > MAX_TUNNEL_HEAD) failed('its answer is too long');
        return;
      }
      const line = head.slice(0, head.indexOf('\r\n')), status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(line);
      if (status === null) failed('invalid answer');
      else if (status[1] !== '200') failed(line, { statusCode: Number(status[1]) });
      else if (at + 4 !== head.length) failed('data before the tunnel was used');
      else end();
    },
    end() { failed('connection ended'); },
    close() { failed('connection closed'); },
    error: end,
    timeout() { failed(`timed out after ${options.timeout}ms`); },
  };
  for (const event in listeners) socket.on(event, listeners[event]);
  socket.once(proxy.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
    let text = `CONNECT ${target} HTTP/1.1\r\n`;
    const headers = proxyHeaders(proxy, keepAlive);
    for (const name in headers) text += `${name}: ${headers[name]}\r\n`;
    socket.write(`${text}host: ${target}\r\n\r\n`, 'latin1');
  });
}

/** fetch() takes the same proxies. */
function setFetchProxy(env) {
  const { EnvHttpProxyAgent, setGlobalDispatcher } = require('internal/fetch').undici();
  setGlobalDispatcher(new EnvHttpProxyAgent({
    httpProxy: env.http_proxy ?? env.HTTP_PROXY,
    httpsProxy: env.https_proxy ?? env.HTTPS_PROXY,
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
  }));
}

/**
 * http.setGlobalProxyFromEnv: from now on the global agents and fetch() use the proxies of `env`.
 * @param {object} [env] process.env
 * @returns {() => void} puts things back
 */
function setGlobalProxyFromEnv(env = process.env) {
  validateObject(env, 'proxyEnv');
  const http = require('http'), https = require('https');
  const { getGlobalDispatcher, setGlobalDispatcher } = require('internal/fetch').undici();
  const before = [http.globalAgent, https.globalAgent, getGlobalDispatcher()];
  const settings = { keepAlive: true, scheduling: 'lifo', timeout: 5000, proxyEnv: env };
  const agents = [new http.Agent(settings), new https.Agent(settings)]; // may throw
  setFetchProxy(env);
  [http.globalAgent, https.globalAgent] = agents;
  return () => {
    [http.globalAgent, https.globalAgent] = before;
    setGlobalDispatcher(before[2]);
  };
}

module.exports = {
  connectToProxy, kProxy, openTunnel, parseProxy, proxyFor, proxyHeaders, setFetchProxy, setGlobalProxyFromEnv,
};

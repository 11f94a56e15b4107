// SPDX-License-Identifier: MIT
// class WebSocketServer: the opening handshake (RFC 6455 §4.2) on an HTTP server. API of the npm package `ws`.
'use strict';

const EventEmitter = require('events');
const http = require('http');
const WebSocket = require('internal/ws/websocket');
const { acceptDeflate, parseExtensions } = require('internal/ws/extension');
const { acceptKey, parseProtocols } = require('internal/ws/handshake');

const RUNNING = 0, CLOSING = 1, CLOSED = 2;
const DEFAULT_MAX_PAYLOAD = 100 * 1024 * 1024;
const kUpgraded = Symbol('upgraded');

class WebSocketServer extends EventEmitter {
  /**
   * Exactly one of port, server and noServer.
   * @param {object} options port, host, backlog, server, noServer, path; clientTracking (default true);
   *   maxPayload (bytes of a message, default 100 MiB); perMessageDeflate (default false; true or an object with
   *   threshold (bytes, default 1024), serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits,
   *   clientMaxWindowBits, zlibDeflateOptions { level, memLevel }); skipUTF8Validation; autoPong (default true);
   *   allowSynchronousEvents (default true: ticks do not run between messages that came together);
   *   verifyClient(info[, callback]); handleProtocols(protocols, request); WebSocket (class);
   *   closeTimeout (ms, default 30 s); maxQueuedBytes (per peer, default 16 MiB; 0: no limit)
   * @param {() => void} [callback] when it listens
   */
  constructor(options, callback) {
    super();
    options = {
      allowSynchronousEvents: true,
      autoPong: true,
      backlog: null,
      clientTracking: true,
      closeTimeout: 30_000,
      handleProtocols: null,
      host: null,
      maxPayload: DEFAULT_MAX_PAYLOAD,
      maxQueuedBytes: undefined,
      noServer: false,
      path: null,
      perMessageDeflate: false,
      port: null,
      server: null,
      skipUTF8Validation: false,
      verifyClient: null,
      WebSocket,
      ...options,
    };
    if ((options.port == null && !options.server && !options.noServer) ||
        (options.port != null && (options.server || options.noServer)) || (options.server && options.noServer)) {
      throw new TypeError('One and only one of the "port", "server", or "noServer" options must be specified');
    }
    if (options.perMessageDeflate === true) options.perMessageDeflate = {};
    this.options = options;
    this.clients = options.clientTracking ? new Set() : undefined;
    this._state = RUNNING;
    this._closeWhenEmpty = false;
    this._listeners = null;
    if (options.port != null) {
      this._server = http.createServer((req, res) => {
        const body = http.STATUS_CODES[426];
        res.writeHead(426, { 'Content-Length': body.length, 'Content-Type': 'text/plain' });
        res.end(body);
      });
      this._server.listen(options.port, options.host, options.backlog, callback);
    } else if (options.server) {
      this._server = options.server;
    }
    if (this._server) this._listen();
  }

  _listen() {
    this._listeners = {
      listening: () => this.emit('listening'),
      error: (error) => this.emit('error', error),
      upgrade: (req, socket, head) => this.handleUpgrade(req, socket, head, (ws) => this.emit('connection', ws, req)),
    };
    for (const event of Object.keys(this._listeners)) this._server.on(event, this._listeners[event]);
  }

  /** @returns {object | string | null} as net.Server's */
  address() {
    if (this.options.noServer) throw new Error('The server is operating in "noServer" mode');
    return this._server ? this._server.address() : null;
  }

  /** Takes no more connections; open ones stay. @param {(error?: Error) => void} [callback] */
  close(callback) {
    if (this._state === CLOSED) {
      if (callback) this.once('close', () => callback(new Error('The server is not running')));
      process.nextTick(closed, this);
      return;
    }
    if (callback) this.once('close', callback);
    if (this._state === CLOSING) return;
    this._state = CLOSING;
    const server = this._server;
    if (this._listeners !== null) {
      for (const event of Object.keys(this._listeners)) server.removeListener(event, this._listeners[event]);
      this._listeners = null;
    }
    this._server = null;
    if (server && !this.options.server) {
      server.close(() => closed(this));
    } else if (this.clients && this.clients.size > 0) {
      this._closeWhenEmpty = true;
    } else {
      process.nextTick(closed, this);
    }
  }

  /** Whether a request is for this server: by its path. */
  shouldHandle(req) {
    if (!this.options.path) return true;
    const query = req.url.indexOf('?');
    return (query < 0 ? req.url : req.url.slice(0, query)) === this.options.path;
  }

  /**
   * @param {http.IncomingMessage} req @param {import('stream').Duplex} socket @param {Buffer} head
   * @param {(ws: WebSocket, req: http.IncomingMessage) => void} callback
   */
  handleUpgrade(req, socket, head, callback) {
    socket.on('error', destroyOnError);
    const { headers } = req;
    const key = headers['sec-websocket-key'], version = Number(headers['sec-websocket-version']);
    if (req.method !== 'GET') return refuse(this, req, socket, 405, 'Invalid HTTP method');
    if (headers.upgrade === undefined || headers.upgrade.toLowerCase() !== 'websocket') {
      return refuse(this, req, socket, 400, 'Invalid Upgrade header');
    }
    if (key === undefined || !/^[+/0-9A-Za-z]{22}==$/.test(key)) {
      return refuse(this, req, socket, 400, 'Missing or invalid Sec-WebSocket-Key header');
    }
    if (version !== 8 && version !== 13) {
      return refuse(this, req, socket, 400, 'Missing or invalid Sec-WebSocket-Version header', {
        'Sec-WebSocket-Version': '13, 8',
      });
    }
    if (!this.shouldHandle(req)) return abort(socket, 400);
    let protocols = new Set(), agreed = null;
    const wanted = headers['sec-websocket-protocol'], extensions = headers['sec-websocket-extensions'];
    if (wanted !== undefined) {
      protocols = parseProtocols(wanted);
      if (protocols === null) return refuse(this, req, socket, 400, 'Invalid Sec-WebSocket-Protocol header');
    }
    if (this.options.perMessageDeflate && extensions !== undefined) {
      try {
        agreed = acceptDeflate(this.options.perMessageDeflate, parseExtensions(extensions));
      } catch {
        return refuse(this, req, socket, 400, 'Invalid or unacceptable Sec-WebSocket-Extensions header');
      }
    }
    this._verify(req, socket, version, () => {
      this.completeUpgrade(agreed, key, protocols, req, socket, head, callback);
    });
  }

  _verify(req, socket, version, go) {
    const { verifyClient } = this.options;
    if (!verifyClient) return go();
    const info = {
      origin: req.headers[version === 8 ? 'sec-websocket-origin' : 'origin'],
      secure: !!(req.socket.authorized || req.socket.encrypted),
      req,
    };
    if (verifyClient.length === 2) {
      verifyClient(info, (verified, code, message, headers) => {
        if (verified) go();
        else abort(socket, code || 401, message, headers);
      });
    } else if (verifyClient(info)) {
      go();
    } else {
      abort(socket, 401);
    }
  }

  /** Answers the handshake; see handleUpgrade. @param {object | null} agreed what acceptDeflate has said */
  completeUpgrade(agreed, key, protocols, req, socket, head, callback) {
    if (!socket.readable || !socket.writable) return socket.destroy();
    if (socket[kUpgraded]) {
      throw new Error('server.handleUpgrade() was called more than once with the same socket, possibly due to a misconfiguration');
    }
    if (this._state > RUNNING) return abort(socket, 503);
    socket[kUpgraded] = true;
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade',
                   `Sec-WebSocket-Accept: ${acceptKey(key)}`];
    const { options } = this;
    const ws = new options.WebSocket(null, undefined, options);
    if (protocols.size > 0) {
      const protocol = options.handleProtocols ? options.handleProtocols(protocols, req) : protocols.values().next().value;
      if (protocol) {
        lines.push(`Sec-WebSocket-Protocol: ${protocol}`);
        ws._protocol = protocol;
      }
    }
    if (agreed !== null) {
      lines.push(`Sec-WebSocket-Extensions: ${agreed.header}`);
      ws._extensions = 'permessage-deflate';
    }
    this.emit('headers', lines, req);
    socket.write(lines.concat('\r\n').join('\r\n'));
    socket.removeListener('error', destroyOnError);
    const deflate = options.perMessageDeflate || {};
    ws.setSocket(socket, undefined, {
      allowSynchronousEvents: options.allowSynchronousEvents,
      maxPayload: options.maxPayload,
      maxQueuedBytes: options.maxQueuedBytes,
      skipUTF8Validation: options.skipUTF8Validation,
      deflate: agreed === null ? null : agreed.accepted,
      threshold: deflate.threshold ?? 1024,
      level: deflate.zlibDeflateOptions?.level,
      memLevel: deflate.zlibDeflateOptions?.memLevel,
    });
    if (this.clients) {
      this.clients.add(ws);
      ws.on('close', () => {
        this.clients.delete(ws);
        if (this._closeWhenEmpty && this.clients.size === 0) process.nextTick(closed, this);
      });
    }
    callback(ws, req);
    // Frames that came with the handshake are delivered when somebody can listen.
    if (head.length > 0 && ws._connection !== null) ws._connection.feed(head);
  }

  /** To all clients subscribed to `topic`, in all workers of a cluster. @returns {number} of this process */
  publish(topic, data, options) { return require('internal/ws/topics').publish(topic, data, options); }

  /** To all open clients of this server; the message is encoded once. @returns {number} how many */
  broadcast(data, options) { return require('internal/ws/topics').sendToAll(this.clients ?? [], data, options); }
}

function closed(server) {
  server._state = CLOSED;
  server.emit('close');
}

function destroyOnError() { this.destroy(); }

/** The answer to a handshake that cannot be. */
function abort(socket, code, message, headers) {
  message = message || http.STATUS_CODES[code];
  const all = {
    'Connection': 'close', 'Content-Type': 'text/html', 'Content-Length': Buffer.byteLength(message), ...headers,
  };
  socket.once('finish', socket.destroy);
  const lines = Object.keys(all).map((name) => `${name}: ${all[name]}`);
  socket.end(`HTTP/1.1 ${code} ${http.STATUS_CODES[code]}\r\n${lines.join('\r\n')}\r\n\r\n${message}`);
}

function refuse(server, req, socket, code, message, headers) {
  if (server.listenerCount('wsClientError') > 0) server.emit('wsClientError', new Error(message), socket, req);
  else abort(socket, code, message, headers);
}

module.exports = WebSocketServer;

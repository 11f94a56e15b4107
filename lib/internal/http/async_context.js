// SPDX-License-Identifier: MIT
// What async_hooks hear of HTTP: a resource for each connection of a server and for each request of a client, within which
// messages are delivered. Only loaded while there are hooks that want to know.
'use strict';

const { emitAfter, emitBefore, emitDestroy, emitInit, getDefaultTriggerAsyncId, newAsyncId } =
  require('internal/async_hooks');
const { kFlagExpectContinue, kFlagExpectOther, kFlagHost } = require('internal/http/bits');

class HTTPServerAsyncResource {
  constructor(connection) {
    this.type = 'HTTPINCOMINGMESSAGE';
    // Most connections of servers get no socket before somebody looks.
    Object.defineProperty(this, 'socket', { enumerable: true, configurable: true, get() { return connection.socket; } });
  }
}

class HTTPClientAsyncResource {
  constructor(req) {
    this.type = 'HTTPCLIENTREQUEST';
    this.req = req;
  }
}

class HTTPContext {
  #id = newAsyncId();
  #trigger = getDefaultTriggerAsyncId();
  #resource;

  constructor(resource) {
    this.#resource = resource;
    emitInit(this.#id, resource.type, this.#trigger, resource);
  }

  /** Calls fn within the resource. */
  run(fn) {
    const id = this.#id;
    emitBefore(id, this.#trigger, this.#resource);
    try {
      return fn();
    } finally {
      emitAfter(id);
    }
  }

  /** Once. */
  end() {
    emitDestroy(this.#id);
    this.#id = 0;
  }
}

/** connection.server.dispatchRequest() within the connection's resource. */
function dispatch(connection, req, res, bits) {
  connection.context.run(() => connection.server.dispatchRequest(connection, req, res, bits, kFlagHost, kFlagExpectContinue,
                                                                 kFlagExpectOther));
}

module.exports = {
  dispatch,
  ofConnection: (connection) => new HTTPContext(new HTTPServerAsyncResource(connection)),
  ofRequest: (req) => new HTTPContext(new HTTPClientAsyncResource(req)),
};

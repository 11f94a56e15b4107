// SPDX-License-Identifier: MIT
// What async_hooks hear of HTTP: a resource for each connection of a server and for each request of a client, within which
// messages are delivered. Only loaded while there are hooks that want to know.
'use strict';

const { emitAfter, emitBefore, emitDestroy, emitInit, getDefaultTriggerAsyncId, newAsyncId } =
  require('internal/async_hooks');

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
  #trigger;
  #resource;

  constructor(resource, trigger = getDefaultTriggerAsyncId()) {
    this.#resource = resource;
    this.#trigger = trigger;
    emitInit(this.#id, resource.type, this.#trigger, resource);
  }

  /** Calls method of self within the resource. No closures: functions that all messages go through call this. */
  run(self, method, ...args) {
    const id = this.#id;
    emitBefore(id, this.#trigger, this.#resource);
    try {
      return Reflect.apply(method, self, args);
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

module.exports = {
  ofConnection: (connection) => new HTTPContext(new HTTPServerAsyncResource(connection), connection.handle?.getAsyncId?.()),
  ofRequest: (req) => new HTTPContext(new HTTPClientAsyncResource(req)),
};

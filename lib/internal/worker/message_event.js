// SPDX-License-Identifier: MIT
// MessageEvent: what ports, broadcast channels, WebSockets and EventSources dispatch.
'use strict';

const { Event, kTrustEvent } = require('internal/event_target');
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { kEnumerableProperty, kEmptyObject } = require('internal/util');
const { validateObject } = require('internal/validators');

function isSource(value) {
  return value === null || value instanceof require('internal/worker/io').MessagePort;
}

function show(value) {
  return require('internal/util/inspect').inspect(value);
}

function notPort(name, value) {
  return new TypeError(
    `MessageEvent constructor: Expected eventInitDict.${name} ("${show(value)}") to be an instance of MessagePort.`);
}

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  /**
   * @param {string} type
   * @param {{ data?: any, origin?: string, lastEventId?: string, source?: MessagePort|null,
   *   ports?: MessagePort[] }} [init]
   */
  constructor(type, init = kEmptyObject) {
    if (arguments.length === 0) super();
    if (init !== null) validateObject(init, 'eventInitDict', 1 | 4);
    super(type, init);
    this.#data = init?.data === undefined ? null : init.data;
    this.#origin = init?.origin === undefined ? '' : `${init.origin}`;
    this.#lastEventId = init?.lastEventId === undefined ? '' : `${init.lastEventId}`;
    this.#source = init?.source ?? null;
    const ports = init?.ports ?? [];
    if (!isSource(this.#source)) throw notPort('source', this.#source);
    if (typeof ports?.[Symbol.iterator] !== 'function') {
      throw new TypeError(`MessageEvent constructor: eventInitDict.ports (${show(ports)}) is not iterable.`);
    }
    this.#ports = Object.freeze([...ports]);
    for (let i = 0; i < this.#ports.length; i++) {
      if (this.#ports[i] === null || !isSource(this.#ports[i])) throw notPort(`ports[${i}]`, this.#ports[i]);
    }
  }

  static #check(event) {
    if (typeof event !== 'object' || event === null || !(#data in event)) throw new ERR_INVALID_THIS('MessageEvent');
    return event;
  }

  get data() { return MessageEvent.#check(this).#data; }
  get origin() { return MessageEvent.#check(this).#origin; }
  get lastEventId() { return MessageEvent.#check(this).#lastEventId; }
  get source() { return MessageEvent.#check(this).#source; }
  get ports() { return MessageEvent.#check(this).#ports; }

  initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = '', lastEventId = '',
                   source = null, ports = []) {
    MessageEvent.#check(this);
    return new MessageEvent(type, { bubbles, cancelable, data, origin, lastEventId, source, ports });
  }
}
Object.defineProperties(MessageEvent.prototype, {
  data: kEnumerableProperty,
  origin: kEnumerableProperty,
  lastEventId: kEnumerableProperty,
  source: kEnumerableProperty,
  ports: kEnumerableProperty,
  initMessageEvent: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'MessageEvent' },
});

/** An event that the runtime dispatches. */
function trustedMessageEvent(type, data, ports = []) {
  return new MessageEvent(type, { data, ports, [kTrustEvent]: true });
}

module.exports = { MessageEvent, trustedMessageEvent };

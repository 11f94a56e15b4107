// SPDX-License-Identifier: MIT
// MessageEvent: what ports, broadcast channels, WebSockets and EventSources dispatch.
'use strict';

const { Event, kTrustEvent } = require('internal/event_target');
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { kEnumerableProperty, kEmptyObject } = require('internal/util');

function isSource(value) {
  return value === null || value instanceof require('internal/worker/io').MessagePort;
}

function show(value) {
  return typeof value === 'string' ? `"${value}"` : require('internal/util/inspect').inspect(value);
}

function refuse(why) {
  return new TypeError(`MessageEvent constructor: ${why}`);
}

function notPort(name, value) {
  return refuse(`Expected eventInitDict.${name} ("${show(value)}") to be an instance of MessagePort.`);
}

function readPorts(ports) {
  if (ports === undefined) return [];
  if (ports === null || typeof ports !== 'object') throw refuse(`eventInitDict.ports (${show(ports)}) is not iterable.`);
  if (typeof ports[Symbol.iterator] !== 'function') throw refuse('eventInitDict.ports is not iterable.');
  return [...ports];
}

/** What the constructor does before there is an event. */
function checkArguments(args, type, init) {
  if (args.length === 0) throw refuse('1 argument required, but 0 found.');
  if (typeof type === 'symbol') throw refuse('type is a symbol, which cannot be converted to a DOMString.');
  if (init !== null && typeof init !== 'object' && typeof init !== 'function') {
    throw refuse(`Expected ${String(init)} to be one of: Null, Undefined, Object.`);
  }
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
    checkArguments(arguments, type, init);
    super(type, typeof init === 'function' || Array.isArray(init) ? { ...init } : init);
    this.#data = init?.data === undefined ? null : init.data;
    this.#origin = init?.origin === undefined ? '' : `${init.origin}`;
    this.#lastEventId = init?.lastEventId === undefined ? '' : `${init.lastEventId}`;
    this.#source = init?.source ?? null;
    if (!isSource(this.#source)) throw notPort('source', this.#source);
    this.#ports = Object.freeze(readPorts(init?.ports));
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

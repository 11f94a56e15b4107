// SPDX-License-Identifier: MIT
'use strict';

// EventEmitterAsyncResource: an emitter whose listeners run in the async context of its creation.

const EventEmitter = require('events');
const { SafeArrayIterator } = primordials;
const { AsyncResource } = require('async_hooks');
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateString } = require('internal/validators');

class EventEmitterReferencingAsyncResource extends AsyncResource {
  #eventEmitter;

  constructor(eventEmitter, type, options) {
    super(type, options);
    this.#eventEmitter = eventEmitter;
  }

  /** The emitter this resource belongs to. */
  get eventEmitter() {
    if (this === undefined) throw new ERR_INVALID_THIS('EventEmitterReferencingAsyncResource');
    return this.#eventEmitter;
  }
}

class EventEmitterAsyncResource extends EventEmitter {
  #asyncResource;

  /**
   * @param {{captureRejections?: boolean, name?: string, triggerAsyncId?: number,
   *   requireManualDestroy?: boolean}|string} [options]
   */
  constructor(options = undefined) {
    let name;
    if (typeof options === 'string') {
      name = options;
      options = undefined;
    } else {
      if (new.target === EventEmitterAsyncResource) validateString(options?.name, 'options.name');
      name = options?.name || new.target.name;
    }
    super(options);
    this.#asyncResource = new EventEmitterReferencingAsyncResource(this, name, options ?? kEmptyObject);
  }

  emit(event, ...args) {
    return EventEmitterAsyncResource.#of(this).runInAsyncScope(super.emit, this, event, ...new SafeArrayIterator(args));
  }

  emitDestroy() { EventEmitterAsyncResource.#of(this).emitDestroy(); }
  get asyncId() { return EventEmitterAsyncResource.#of(this).asyncId(); }
  get triggerAsyncId() { return EventEmitterAsyncResource.#of(this).triggerAsyncId(); }
  get asyncResource() { return EventEmitterAsyncResource.#of(this); }

  static #of(emitter) {
    if (emitter === null || typeof emitter !== 'object' || !(#asyncResource in emitter)) {
      throw new ERR_INVALID_THIS('EventEmitterAsyncResource');
    }
    return emitter.#asyncResource;
  }
}

module.exports = { EventEmitterAsyncResource };

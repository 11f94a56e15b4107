// SPDX-License-Identifier: MIT
// node:trace_events: which categories go to the trace log, besides those of --trace-event-categories.
'use strict';

const { customInspectSymbol } = require('internal/util');
const { validateObject, validateStringArray } = require('internal/validators');
const { codes: { ERR_TRACE_EVENTS_CATEGORY_REQUIRED, ERR_TRACE_EVENTS_UNAVAILABLE } } = require('internal/errors');

if (!require('internal/worker/state').isMainThread) throw new ERR_TRACE_EVENTS_UNAVAILABLE();
const tracing = require('internal/tracing');

const MAX_ENABLED = 10;
const enabled = new Set();

class Tracing {
  #categories;
  #enabled = false;

  constructor(categories) {
    this.#categories = [...categories];
  }

  enable() {
    if (this.#enabled) return;
    this.#enabled = true;
    tracing.add(this.#categories);
    enabled.add(this);
    if (enabled.size > MAX_ENABLED) {
      process.emitWarning('Possible trace_events memory leak detected. There are more than ' +
                          `${MAX_ENABLED} enabled Tracing objects.`);
    }
  }

  disable() {
    if (!this.#enabled) return;
    this.#enabled = false;
    tracing.remove(this.#categories);
    enabled.delete(this);
  }

  get enabled() {
    return this.#enabled;
  }

  get categories() {
    return this.#categories.join(',');
  }

  [customInspectSymbol](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `Tracing ${inspect({ enabled: this.enabled, categories: this.categories }, {
      ...options, depth: options.depth == null ? null : options.depth - 1,
    })}`;
  }
}

/** @param {{ categories: string[] }} options @returns {Tracing} */
function createTracing(options) {
  validateObject(options, 'options');
  validateStringArray(options.categories, 'options.categories');
  if (options.categories.length <= 0) throw new ERR_TRACE_EVENTS_CATEGORY_REQUIRED();
  return new Tracing(options.categories);
}

/** @returns {string | undefined} all enabled categories, with commas */
function getEnabledCategories() {
  return tracing.enabledCategories();
}

module.exports = { createTracing, getEnabledCategories };

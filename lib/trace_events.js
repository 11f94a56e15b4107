// SPDX-License-Identifier: MIT
// node:trace_events: which categories are traced. Eddy keeps the book; --trace-event-categories counts too.
'use strict';

const { customInspectSymbol } = require('internal/util');
const { validateObject, validateStringArray } = require('internal/validators');
const { codes: { ERR_TRACE_EVENTS_CATEGORY_REQUIRED } } = require('internal/errors');

const MAX_ENABLED = 10;
const counts = new Map();
const enabled = new Set();
let started = false;

function addOptionCategories() {
  if (started) return;
  started = true;
  const { getOptionValue } = require('internal/options');
  const list = getOptionValue('--trace-event-categories');
  if (!list) return;
  for (const name of list.split(',')) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
}

class Tracing {
  #categories;
  #enabled = false;

  constructor(categories) {
    this.#categories = [...categories];
  }

  enable() {
    if (this.#enabled) return;
    this.#enabled = true;
    addOptionCategories();
    for (const name of this.#categories) counts.set(name, (counts.get(name) ?? 0) + 1);
    enabled.add(this);
    if (enabled.size > MAX_ENABLED) {
      process.emitWarning('Possible trace_events memory leak detected. There are more than ' +
                          `${MAX_ENABLED} enabled Tracing objects.`);
    }
  }

  disable() {
    if (!this.#enabled) return;
    this.#enabled = false;
    for (const name of this.#categories) {
      const left = counts.get(name) - 1;
      if (left > 0) counts.set(name, left);
      else counts.delete(name);
    }
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
  addOptionCategories();
  return counts.size === 0 ? undefined : [...counts.keys()].sort().join(',');
}

module.exports = { createTracing, getEnabledCategories };

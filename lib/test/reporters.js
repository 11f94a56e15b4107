// SPDX-License-Identifier: MIT
// node:test/reporters: the built-in reporters, for run().compose().
'use strict';

const { Transform } = require('stream');

function generator(name) {
  return {
    async *[name](source) {
      const { Formatter } = require(`internal/test_runner/reporter/${name}`);
      const formatter = new Formatter();
      const head = formatter.begin?.();
      if (head) yield head;
      for await (const event of source) {
        const text = formatter.format(event);
        if (text) yield text;
      }
      const tail = formatter.end?.();
      if (tail) yield tail;
    },
  }[name];
}

function transform(name, className) {
  return {
    [className]: class extends Transform {
      #formatter;
      constructor() {
        super({ __proto__: null, writableObjectMode: true });
        const { Formatter } = require(`internal/test_runner/reporter/${name}`);
        this.#formatter = new Formatter();
      }
      _transform(event, encoding, callback) {
        callback(null, this.#formatter.format(event));
      }
      _flush(callback) {
        callback(null, this.#formatter.end?.() ?? '');
      }
    },
  }[className];
}

const classes = { __proto__: null };
function lazyClass(name, className) {
  return {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      // Usable with and without `new`.
      return classes[name] ??= callable(transform(name, className));
    },
  };
}
function callable(Class) {
  const fn = function(...args) {
    return Reflect.construct(Class, args);
  };
  fn.prototype = Class.prototype;
  return fn;
}

Object.defineProperties(module.exports, {
  __proto__: null,
  dot: { __proto__: null, configurable: true, enumerable: true, value: generator('dot') },
  junit: { __proto__: null, configurable: true, enumerable: true, value: generator('junit') },
  spec: lazyClass('spec', 'SpecReporter'),
  tap: { __proto__: null, configurable: true, enumerable: true, value: generator('tap') },
  lcov: lazyClass('lcov', 'LcovReporter'),
});

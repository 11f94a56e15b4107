// SPDX-License-Identifier: MIT
'use strict';

// util.inspect.defaultOptions: what inspect() and format() go by unless told otherwise.

const { ObjectSeal } = primordials;

module.exports = {
  inspectDefaultOptions: ObjectSeal({
    showHidden: false,
    depth: 2,
    colors: false,
    customInspect: true,
    showProxy: false,
    maxArrayLength: 100,
    maxStringLength: 10000,
    breakLength: 80,
    compact: 3,
    sorted: false,
    getters: false,
    numericSeparator: false,
  }),
};

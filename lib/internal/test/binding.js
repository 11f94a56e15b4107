// SPDX-License-Identifier: MIT
// With --expose-internals: what tests of internals may look at.
'use strict';

module.exports = { internalBinding, primordials };

// SPDX-License-Identifier: MIT
// v8, Serializer, Deserializer: wrong arguments are refused, with Node's codes.
'use strict';
const v8 = require('node:v8');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE', VALUE = 'ERR_INVALID_ARG_VALUE';

check([
  ['getCppHeapStatistics', 'null', VALUE], ['getCppHeapStatistics', 'big', VALUE],
  ['getCppHeapStatistics', 'nul', VALUE], ['getCppHeapStatistics', 'det', VALUE], ['deserialize', '', TYPE],
  ['deserialize', 'big', TYPE], ['deserialize', 'nul', TYPE], ['deserialize', 'x det', TYPE],
  ['isStringOneByteRepresentation', '', TYPE], ['isStringOneByteRepresentation', 'big', TYPE],
  ['isStringOneByteRepresentation', 'det', TYPE], ['isStringOneByteRepresentation', 'shrunk', TYPE],
], (name, args) => v8[name](...args));
check([
  ['transferArrayBuffer', '', TYPE], ['transferArrayBuffer', 'big', TYPE], ['transferArrayBuffer', 'nul', TYPE],
], (name, args) => new v8.Deserializer(v8.serialize(1))[name](...args));

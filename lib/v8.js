// SPDX-License-Identifier: MIT
// require('v8'): the heap, serialisation, flags, promise hooks.
'use strict';

const { Serializer, Deserializer } = internalBinding('serdes');
const binding = internalBinding('v8');
const { lazyProperty } = require('internal/boot/lazy');
const { defineLazyProperties } = require('internal/util');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateString, validateObject, validateOneOf, validateUint32, validateFunction } = require('internal/validators');
const { DefaultDeserializer, DefaultSerializer, deserialize, serialize } = require('internal/v8/serdes');
const { getHeapSnapshot, writeHeapSnapshot } = require('internal/heap_utils');
const { heapStatistics } = require('internal/v8/heap_figures');

const four = new Float64Array(4);

/** Figures of the heap as a whole, in bytes. */
function getHeapStatistics() {
  return heapStatistics();
}

/** Figures of each space of the heap. */
function getHeapSpaceStatistics() {
  const spaces = [];
  for (let i = 0; ; i++) {
    const name = binding.heapSpace(i, four);
    if (name === undefined) return spaces;
    spaces.push({
      space_name: name,
      space_size: four[0],
      space_used_size: four[1],
      space_available_size: four[2],
      physical_space_size: four[3],
    });
  }
}

/** How much of the heap is code. */
function getHeapCodeStatistics() {
  binding.heapCode(four);
  return {
    code_and_metadata_size: four[0],
    bytecode_and_metadata_size: four[1],
    external_script_source_size: four[2],
    cpu_profiler_metadata_size: four[3],
  };
}

/** @param {string} flags V8's own options, for all threads */
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
  binding.setFlagsFromString(flags);
}

/** A number that changes with V8's version and flags. */
const cachedDataVersionTag = () => {
  return binding.cachedDataVersionTag();
};

/** @param {string} content @returns {boolean} whether V8 keeps it in one byte per character */
function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  return binding.isStringOneByteRepresentation(content);
}

/**
 * Finds objects whose prototype chain has ctor.prototype.
 * @param {Function} ctor
 * @param {{ format?: 'count'|'summary' }} [options]
 */
function queryObjects(ctor, options = { __proto__: null }) {
  validateFunction(ctor, 'constructor');
  require('internal/util').emitExperimentalWarning('v8.queryObjects()');
  validateObject(options, 'options');
  const format = options.format || 'count';
  if (format !== 'count' && format !== 'summary') throw new ERR_INVALID_ARG_VALUE('options.format', format);
  if (ctor.prototype === null || typeof ctor.prototype !== 'object') return format === 'count' ? 0 : [];
  const found = binding.queryObjects(ctor.prototype);
  if (format === 'count') return found.length;
  const { inspect } = require('internal/util/inspect');
  return found.map((object) => inspect(object, { depth: 0 }));
}

let nearHeapLimit = require('internal/options').getOptionValue('--heapsnapshot-near-heap-limit') > 0;

/** @param {number} limit how many snapshots may be written when the heap is nearly full */
function setHeapSnapshotNearHeapLimit(limit) {
  validateUint32(limit, 'limit', true);
  if (nearHeapLimit) return; // the first call and the option count
  nearHeapLimit = true;
  binding.setHeapSnapshotNearHeapLimit(limit);
}

/** Writes what NODE_V8_COVERAGE has counted up to now, and counts from zero again. */
const takeCoverage = () => {
  if (process.env.NODE_V8_COVERAGE) require('internal/process/coverage').write();
};

/** Writes what NODE_V8_COVERAGE has counted, and ends the counting. */
const stopCoverage = () => {
  if (process.env.NODE_V8_COVERAGE) require('internal/process/coverage').finish();
};

/** @param {'brief'|'detailed'} [type] */
function getCppHeapStatistics(type = 'detailed') {
  validateOneOf(type, 'type', ['brief', 'detailed']);
  const result = {
    __proto__: null,
    committed_size_bytes: 0, resident_size_bytes: 0, used_size_bytes: 0, space_statistics: [], type_names: [],
    detail_level: type,
  };
  return result;
}

const GCProfiler = require('internal/v8/gc_profiler');

module.exports = {
  cachedDataVersionTag,
  getHeapSnapshot,
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  getCppHeapStatistics,
  setFlagsFromString,
  Serializer,
  Deserializer,
  DefaultSerializer,
  DefaultDeserializer,
  deserialize,
  takeCoverage,
  stopCoverage,
  serialize,
  writeHeapSnapshot,
  queryObjects,
  setHeapSnapshotNearHeapLimit,
  GCProfiler,
  isStringOneByteRepresentation,
  startCpuProfile: function startCpuProfile() { return require('internal/v8/cpu_profile').startCpuProfile(); },
};
lazyProperty(module.exports, 'promiseHooks', true, () => {
  const { createHook, onInit, onBefore, onAfter, onSettled } = require('internal/promise_hooks');
  return { createHook, onInit, onBefore, onAfter, onSettled };
});
defineLazyProperties(module.exports, 'internal/v8/startup_snapshot', ['startupSnapshot']);

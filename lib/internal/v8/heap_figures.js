// SPDX-License-Identifier: MIT
// The object that v8.getHeapStatistics and GCProfiler show of the engine's figures.
'use strict';

const binding = internalBinding('v8');
const names = [
  'total_heap_size', 'total_heap_size_executable', 'total_physical_size', 'total_available_size', 'used_heap_size',
  'heap_size_limit', 'malloced_memory', 'peak_malloced_memory', 'does_zap_garbage', 'number_of_native_contexts',
  'number_of_detached_contexts', 'total_global_handles_size', 'used_global_handles_size', 'external_memory',
];
const camel = names.map((name) => name.replace(/_./g, (part) => part[1].toUpperCase()));

function heapStatistics() {
  const figures = new Float64Array(names.length);
  binding.heapStatistics(figures);
  const result = {};
  for (let i = 0; i < names.length; i++) result[names[i]] = figures[i];
  return result;
}

/** The same figures in the names that GCProfiler uses. */
function camelStatistics(figures) {
  const result = {};
  for (let i = 0; i < names.length; i++) {
    if (camel[i] === 'doesZapGarbage' || camel[i].startsWith('numberOf')) continue;
    result[camel[i]] = figures[i];
  }
  return result;
}

module.exports = { camelStatistics, heapStatistics };

// SPDX-License-Identifier: MIT
/* heap.h: figures of V8's heap, heap snapshots, garbage collection profiles. heap.cc; src/bindings/v8.c. */
#ifndef EDDY_ENGINE_HEAP_H
#define EDDY_ENGINE_HEAP_H

#include "engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* total_heap_size, total_heap_size_executable, total_physical_size, total_available_size, used_heap_size,
 * heap_size_limit, malloced_memory, peak_malloced_memory, does_zap_garbage, number_of_native_contexts,
 * number_of_detached_contexts, total_global_handles_size, used_global_handles_size, external_memory */
#define EDDY_HEAP_FIGURES 14
void eddy_heap_statistics(napi_env env, double out[EDDY_HEAP_FIGURES]);
size_t eddy_heap_space_count(napi_env env);
/* space_size, space_used_size, space_available_size, physical_space_size; the space's name */
const char *eddy_heap_space(napi_env env, size_t index, double out[4]);
/* code_and_metadata_size, bytecode_and_metadata_size, external_script_source_size, cpu_profiler_metadata_size */
void eddy_heap_code(napi_env env, double out[4]);
uint32_t eddy_cached_data_version(void);
bool eddy_string_is_one_byte(napi_value string);

/* JSON text in pieces; write returns false to stop. */
void eddy_heap_snapshot(napi_env env, bool internals, bool numeric,
                        bool (*write)(void *arg, const char *data, size_t len), void *arg);
/* Objects of the context whose prototype chain has `prototype`. */
napi_value eddy_query_objects(napi_env env, napi_value prototype);

/* Called around each collection: kind (1 scavenge, 2 minor, 4 mark-compact, 8 incremental, 16 weak
 * callbacks), before or after; flags as V8 has them (4: forced). No JavaScript. */
typedef void (*eddy_gc_callback)(napi_env env, int kind, int flags, bool before, void *data);
void eddy_gc_watch(napi_env env, eddy_gc_callback fn, void *data);
void eddy_gc_unwatch(napi_env env, eddy_gc_callback fn, void *data);

#ifdef __cplusplus
}
#endif
#endif

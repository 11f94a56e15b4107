// SPDX-License-Identifier: MIT
/* fatal.h: fatal errors of the engine; fatal.cc tells src/fatal of them. heap_limit.cc: a heap that is nearly full. */
#ifndef EDDY_ENGINE_FATAL_H
#define EDDY_ENGINE_FATAL_H

#include "engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The frames of the JavaScript that runs on this thread, outermost last: "f (file:1:2)". At most `limit`. */
void eddy_js_stack(napi_env env, int limit, void (*frame)(void *data, int index, const char *text), void *data);
/* A function's name in the source's form; malloc'ed, NULL if it has no other. */
char *eddy_demangle(const char *symbol);

/* src/fatal/fatal.c: says it, leaves a report, aborts. napi may be NULL. `trigger`: as the report calls it; `heap_works`:
 * the JavaScript stack may be looked at, which allocates. */
__attribute__((noreturn)) void eddy_fatal(napi_env napi, const char *trigger, const char *where, const char *message,
                                          bool heap_works);

/* src/fatal/fatal.c: on stderr. */
void eddy_print_native_stack(void);

/* The next `count` times that the heap is nearly full, `write` is called (it may make a heap snapshot), and the heap grows;
 * false from it ends that. */
void eddy_engine_snapshots_near_limit(napi_env env, unsigned count, bool (*write)(napi_env env));

#ifdef __cplusplus
}
#endif
#endif

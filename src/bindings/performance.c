// SPDX-License-Identifier: MIT
/* performance.c: clocks of the process and its loop, for lib/perf_hooks.js and events. Times are in
 * milliseconds since the process began, in workers, too. */
#include "eddy.h"
#include "engine/heap.h"

static double performance_ms(uint64_t hrtime) {
  return (double)(hrtime - eddy_process.start_hrtime) / 1e6;
}

/* now() -> ms since the time origin */
static napi_value performance_now(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_f64(info, performance_ms(uv_hrtime()));
  return NULL;
}

static double performance_now_fast(eddy_fast_value receiver) {
  (void)receiver;
  return performance_ms(uv_hrtime());
}
static const struct eddy_fast performance_fast_now = {performance_now_fast, EDDY_FAST_F64, {EDDY_FAST_END}};

/* getTimeOriginTimestamp() -> when the process began, in ms since 1970 */
static napi_value performance_time_origin(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_f64(info, eddy_process.start_time_ms);
  return NULL;
}

/* loopIdleTime() -> ms that the loop has waited for events */
static napi_value performance_loop_idle(napi_env env, napi_callback_info info) {
  eddy_ret_f64(info, (double)eddy_idle_time(eddy_env_of(env)) / 1e6);
  return NULL;
}

/* milestones() -> [loop start, loop end, process, V8, environment, main script], -1 if not yet */
static napi_value performance_milestones(napi_env env, napi_callback_info info) {
  (void)info;
  const struct eddy_env *e = eddy_env_of(env);
  napi_value times[1 + EDDY_MILESTONE_COUNT];
  const double loop_start = performance_ms(e->time_origin_ns + e->loop_start_ns);
  times[0] = eddy_f64(env, e->loop_start_ns == 0 ? -1 : loop_start);
  for (int i = 0; i < EDDY_MILESTONE_COUNT; i++) {
    const double at = performance_ms(e->time_origin_ns + e->milestones[i]);
    times[1 + i] = eddy_f64(env, e->milestones[i] == 0 ? -1 : at);
  }
  return eddy_array(env, times, COUNTOF(times));
}

/* Collections since JavaScript was last told; more than these are forgotten. */
#define PERFORMANCE_MAX_COLLECTIONS 64
struct performance_gc {
  uv_async_t wake; /* never keeps the loop alive */
  struct eddy_env *env;
  uint64_t began;
  eddy_ref callback;
  int count;
  struct { int type, flags; uint64_t start, duration; } rows[PERFORMANCE_MAX_COLLECTIONS];
};

static void performance_gc_done(napi_env env, int type, int flags, bool before, void *data) {
  (void)env;
  struct performance_gc *gc = data;
  if (before) {
    gc->began = uv_hrtime();
    return;
  }
  if (gc->began == 0 || gc->count == PERFORMANCE_MAX_COLLECTIONS) return;
  gc->rows[gc->count].type = type;
  gc->rows[gc->count].flags = flags;
  gc->rows[gc->count].start = gc->began;
  gc->rows[gc->count].duration = uv_hrtime() - gc->began;
  gc->count++;
  gc->began = 0;
  uv_async_send(&gc->wake);
}

/* Tells JavaScript: callback([type, flags, start, duration, …]), times in ms since the origin. */
static void performance_gc_report(uv_async_t *wake) {
  struct performance_gc *gc = CONTAINER_OF(wake, struct performance_gc, wake);
  struct eddy_env *e = gc->env;
  if (gc->count == 0 || gc->callback == NULL || !e->can_call_js) return;
  struct eddy_scope scope;
  eddy_scope_open(e->napi, &scope);
  napi_value values[4 * PERFORMANCE_MAX_COLLECTIONS];
  size_t n = 0;
  for (int i = 0; i < gc->count; i++) {
    values[n++] = eddy_i32(e->napi, gc->rows[i].type);
    values[n++] = eddy_i32(e->napi, gc->rows[i].flags);
    values[n++] = eddy_f64(e->napi, performance_ms(gc->rows[i].start));
    values[n++] = eddy_f64(e->napi, (double)gc->rows[i].duration / 1e6);
  }
  gc->count = 0;
  napi_value list = eddy_array(e->napi, values, n);
  eddy_loop_call(e, NULL, eddy_undefined(e->napi), eddy_ref_get(e->napi, gc->callback), 1, &list, NULL);
  eddy_scope_close(&scope);
}

static void performance_gc_closed(uv_handle_t *wake) {
  free(CONTAINER_OF((uv_async_t *)wake, struct performance_gc, wake));
}

static void performance_gc_stop(struct eddy_env *e, void *data) {
  struct performance_gc *gc = data;
  eddy_gc_unwatch(e->napi, performance_gc_done, gc);
  eddy_ref_free(gc->callback);
  uv_close((uv_handle_t *)&gc->wake, performance_gc_closed);
  e->binding_data[EDDY_DATA_PERF] = NULL;
  e->binding_release[EDDY_DATA_PERF] = NULL;
}

/* trackCollections(callback): tells of garbage collections; undefined stops that */
static napi_value performance_track_collections(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_of(env);
  struct performance_gc *gc = e->binding_data[EDDY_DATA_PERF];
  if (!eddy_arg_is_function(info, 0)) {
    if (gc != NULL) performance_gc_stop(e, gc);
    return NULL;
  }
  if (gc != NULL) return NULL;
  gc = eddy_calloc(1, sizeof *gc);
  gc->env = e;
  CHECK(uv_async_init(e->loop, &gc->wake, performance_gc_report) == 0);
  uv_unref((uv_handle_t *)&gc->wake);
  gc->callback = eddy_ref_new(env, eddy_arg(info, 0));
  eddy_gc_watch(env, performance_gc_done, gc);
  e->binding_data[EDDY_DATA_PERF] = gc;
  e->binding_release[EDDY_DATA_PERF] = performance_gc_stop;
  return NULL;
}

static const struct eddy_method performance_methods[] = {
  {"now", performance_now, 0, &performance_fast_now},
  {"getTimeOriginTimestamp", performance_time_origin, 0, NULL},
  {"loopIdleTime", performance_loop_idle, 0, NULL},
  {"milestones", performance_milestones, 0, NULL},
  {"trackCollections", performance_track_collections, 1, NULL},
};
const struct eddy_binding eddy_binding_performance = {
  "performance", performance_methods, COUNTOF(performance_methods), NULL, 0, NULL,
};

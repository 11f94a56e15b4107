// SPDX-License-Identifier: MIT
/* v8.c: what lib/v8.js shows of the heap. Figures go into arrays that JavaScript hands in. */
#include "eddy.h"
#include "engine/heap.h"
#include "fatal/fatal.h"

static napi_value v8_heap_statistics(napi_env env, napi_callback_info info) {
  struct eddy_bytes out;
  CHECK(eddy_arg_bytes(info, 0, &out) && out.len == EDDY_HEAP_FIGURES * sizeof(double));
  eddy_heap_statistics(env, (double *)(void *)out.data);
  return NULL;
}

static napi_value v8_heap_code(napi_env env, napi_callback_info info) {
  struct eddy_bytes out;
  CHECK(eddy_arg_bytes(info, 0, &out) && out.len == 4 * sizeof(double));
  eddy_heap_code(env, (double *)(void *)out.data);
  return NULL;
}

/* heapSpace(index, out) -> its name, undefined past the last */
static napi_value v8_heap_space(napi_env env, napi_callback_info info) {
  struct eddy_bytes out;
  size_t index = eddy_arg_u32(info, 0);
  CHECK(eddy_arg_bytes(info, 1, &out) && out.len == 4 * sizeof(double));
  if (index >= eddy_heap_space_count(env)) return NULL;
  return eddy_utf8(env, eddy_heap_space(env, index, (double *)(void *)out.data), (size_t)-1);
}

static napi_value v8_set_flags(napi_env env, napi_callback_info info) {
  struct eddy_str flags;
  CHECK(eddy_arg_str(env, info, 0, &flags));
  eddy_engine_set_flags(flags.data);
  eddy_str_release(&flags);
  return NULL;
}

static napi_value v8_snapshots_near_limit(napi_env env, napi_callback_info info) {
  eddy_snapshots_near_limit(env, eddy_arg_u32(info, 0));
  return NULL;
}

static napi_value v8_version_tag(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_u32(info, eddy_cached_data_version());
  return NULL;
}

static napi_value v8_is_one_byte(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_bool(info, eddy_string_is_one_byte(eddy_arg(info, 0)));
  return NULL;
}

static napi_value v8_query_objects(napi_env env, napi_callback_info info) {
  return eddy_query_objects(env, eddy_arg(info, 0));
}

/* ---- heap snapshots: collected whole, since nothing may run while V8 writes one ---- */

struct text { char *data; size_t len, size; };

static bool append(void *arg, const char *data, size_t len) {
  struct text *t = arg;
  if (t->len + len > t->size) {
    t->size = (t->len + len) * 2;
    t->data = eddy_realloc(t->data, t->size);
  }
  memcpy(t->data + t->len, data, len);
  t->len += len;
  return true;
}

/* heapSnapshot(internals, numeric) -> Buffer of JSON */
static napi_value v8_heap_snapshot(napi_env env, napi_callback_info info) {
  struct text t = {0};
  eddy_heap_snapshot(env, eddy_arg_bool(info, 0), eddy_arg_bool(info, 1), append, &t);
  return eddy_buffer_adopt(env, t.data, t.len);
}

/* ---- GCProfiler ---- */

#define SPACES_MAX 16
struct heap_figures { double whole[EDDY_HEAP_FIGURES]; double spaces[SPACES_MAX][4]; };
struct gc_record { int kind; uint64_t begin, end; struct heap_figures before, after; };
struct gc_profile { struct gc_record *records; size_t count, size; };

static size_t space_count(napi_env env) {
  size_t count = eddy_heap_space_count(env);
  return count < SPACES_MAX ? count : SPACES_MAX;
}

static void take_figures(napi_env env, struct heap_figures *f) {
  eddy_heap_statistics(env, f->whole);
  for (size_t i = 0; i < space_count(env); i++) eddy_heap_space(env, i, f->spaces[i]);
}

static void on_gc(napi_env env, int kind, int flags, bool before, void *data) {
  (void)flags;
  struct gc_profile *p = data;
  if (before) {
    if (p->count == p->size) {
      p->size = p->size == 0 ? 32 : p->size * 2;
      p->records = eddy_realloc(p->records, p->size * sizeof *p->records);
    }
    struct gc_record *r = &p->records[p->count++];
    r->kind = kind;
    r->end = 0;
    take_figures(env, &r->before);
    r->begin = uv_hrtime();
  } else if (p->count > 0) {
    struct gc_record *r = &p->records[p->count - 1];
    r->end = uv_hrtime();
    take_figures(env, &r->after);
  }
}

struct profiler { struct eddy_native native; struct gc_profile profile; bool running; napi_env env; };
static const struct eddy_class profiler_class;

static void profiler_stop_watching(struct profiler *p) {
  if (p->running) eddy_gc_unwatch(p->env, on_gc, &p->profile);
  p->running = false;
}
static void profiler_finalize(void *owner) {
  struct profiler *p = owner;
  profiler_stop_watching(p);
  free(p->profile.records);
  free(p);
}
static napi_value profiler_construct(napi_env env, napi_callback_info info) {
  struct profiler *p = eddy_calloc(1, sizeof *p);
  p->env = env;
  eddy_native_init(env, eddy_this(info), &p->native, &profiler_class, p, profiler_finalize);
  return NULL;
}
static napi_value profiler_start(napi_env env, napi_callback_info info) {
  struct profiler *p = eddy_native_of(eddy_this(info), &profiler_class);
  if (p->running) return NULL;
  p->running = true;
  p->profile.count = 0;
  eddy_gc_watch(env, on_gc, &p->profile);
  return NULL;
}

static napi_value numbers(napi_env env, const double *values, size_t n) {
  napi_value list = eddy_array(env, NULL, 0);
  for (size_t i = 0; i < n; i++) eddy_set_index(env, list, (uint32_t)i, eddy_f64(env, values[i]));
  return list;
}

/* [figures of the heap, [figures of each space, …]] */
static napi_value figures(napi_env env, const struct heap_figures *f) {
  napi_value spaces = eddy_array(env, NULL, 0);
  for (size_t i = 0; i < space_count(env); i++) {
    eddy_set_index(env, spaces, (uint32_t)i, numbers(env, f->spaces[i], 4));
  }
  napi_value pair[] = {numbers(env, f->whole, EDDY_HEAP_FIGURES), spaces};
  return eddy_array(env, pair, 2);
}

/* stop() -> [[kind, cost in µs, figures before, figures after], …], undefined if it was not running */
static napi_value profiler_stop(napi_env env, napi_callback_info info) {
  struct profiler *p = eddy_native_of(eddy_this(info), &profiler_class);
  if (!p->running) return NULL;
  profiler_stop_watching(p);
  napi_value list = eddy_array(env, NULL, 0);
  uint32_t n = 0;
  for (size_t i = 0; i < p->profile.count; i++) {
    struct gc_record *r = &p->profile.records[i];
    if (r->end == 0) continue;
    napi_value row[] = {eddy_i32(env, r->kind), eddy_f64(env, (double)(r->end - r->begin) / 1e3),
                        figures(env, &r->before), figures(env, &r->after)};
    eddy_set_index(env, list, n++, eddy_array(env, row, COUNTOF(row)));
  }
  return list;
}

static const struct eddy_method profiler_methods[] = {{"start", profiler_start, 0, NULL},
                                                      {"stop", profiler_stop, 0, NULL}};
static const struct eddy_class profiler_class = {"GCProfiler", profiler_construct, profiler_methods,
                                                 COUNTOF(profiler_methods), NULL};

static const struct eddy_method v8_methods[] = {
    {"heapStatistics", v8_heap_statistics, 1, NULL},
    {"heapCode", v8_heap_code, 1, NULL},
    {"heapSpace", v8_heap_space, 2, NULL},
    {"setFlagsFromString", v8_set_flags, 1, NULL},
    {"setHeapSnapshotNearHeapLimit", v8_snapshots_near_limit, 1, NULL},
    {"cachedDataVersionTag", v8_version_tag, 0, NULL},
    {"isStringOneByteRepresentation", v8_is_one_byte, 1, NULL},
    {"queryObjects", v8_query_objects, 1, NULL},
    {"heapSnapshot", v8_heap_snapshot, 2, NULL},
};
static const struct eddy_class *const v8_classes[] = {&profiler_class};
const struct eddy_binding eddy_binding_v8 = {"v8", v8_methods, COUNTOF(v8_methods), v8_classes,
                                             COUNTOF(v8_classes), NULL};

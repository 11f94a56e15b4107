// SPDX-License-Identifier: MIT
/* tracing.c: the trace log for the library (lib/internal/tracing.js). */
#include "engine/tracing.h"

#include "eddy.h"

/* setCategories('node,v8'): '' ends tracing */
static napi_value tracing_set_categories(napi_env env, napi_callback_info info) {
  struct eddy_str list;
  if (!eddy_arg_str(env, info, 0, &list)) return NULL;
  eddy_trace_set(list.data);
  eddy_str_release(&list);
  return NULL;
}

/* setPattern(path): ${rotation} and ${pid} are replaced */
static napi_value tracing_set_pattern(napi_env env, napi_callback_info info) {
  struct eddy_str pattern;
  if (!eddy_arg_str(env, info, 0, &pattern)) return NULL;
  eddy_trace_pattern(pattern.data);
  eddy_str_release(&pattern);
  return NULL;
}

/* setName('thread_name' | 'process_name', name) */
static napi_value tracing_set_name(napi_env env, napi_callback_info info) {
  struct eddy_str key, name;
  if (!eddy_arg_str(env, info, 0, &key)) return NULL;
  if (eddy_arg_str(env, info, 1, &name)) {
    eddy_trace_name(strcmp(key.data, "process_name") == 0 ? "process_name" : "thread_name", name.data);
    eddy_str_release(&name);
  }
  eddy_str_release(&key);
  return NULL;
}

/* timestamp(ms since the time origin) -> nanoseconds of the log's clock */
static napi_value tracing_timestamp(napi_env env, napi_callback_info info) {
  const struct eddy_env *e = eddy_env_current(env);
  eddy_ret_f64(info, (double)e->time_origin_ns + eddy_arg_f64(info, 0) * 1e6);
  return NULL;
}

/* write(phase, group, name, nanoseconds): an event of another time than now */
static napi_value tracing_write(napi_env env, napi_callback_info info) {
  struct eddy_str phase, group, name;
  if (!eddy_arg_str(env, info, 0, &phase)) return NULL;
  if (eddy_arg_str(env, info, 1, &group)) {
    if (eddy_arg_str(env, info, 2, &name)) {
      const double at = eddy_arg_f64(info, 3);
      eddy_trace_write(phase.data[0], eddy_trace_flag(group.data), name.data, at > 0 ? (uint64_t)at : 0);
      eddy_str_release(&name);
    }
    eddy_str_release(&group);
  }
  eddy_str_release(&phase);
  return NULL;
}

static const struct eddy_method tracing_methods[] = {
  {"setCategories", tracing_set_categories, 1, NULL},
  {"setPattern", tracing_set_pattern, 1, NULL},
  {"setName", tracing_set_name, 2, NULL},
  {"timestamp", tracing_timestamp, 1, NULL},
  {"write", tracing_write, 4, NULL},
};

/* trace(phase, group, name, id, data) and isTraceCategoryEnabled(group) are the engine's own. */
static void tracing_setup(napi_env env, napi_value exports) {
  eddy_set(env, exports, "trace", eddy_extra(env, "trace"));
  eddy_set(env, exports, "isTraceCategoryEnabled", eddy_extra(env, "isTraceCategoryEnabled"));
}

const struct eddy_binding eddy_binding_tracing = {
  "tracing", tracing_methods, COUNTOF(tracing_methods), NULL, 0, tracing_setup,
};

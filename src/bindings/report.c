// SPDX-License-Identifier: MIT
/* report.c: what lib/internal/process/report.js tells src/fatal beforehand; the native stack for its own reports. */
#include "eddy.h"
#include "fatal/fatal.h"
#include "worker_report.h"

/* configure(enabled, compact, excludeEnv, header, directory, filename) */
static napi_value report_configure(napi_env env, napi_callback_info info) {
  struct eddy_str text[3];
  for (int i = 0; i < 3; i++) CHECK(eddy_arg_str(env, info, 3 + i, &text[i]));
  const struct eddy_report_settings s = {
    .enabled = eddy_arg_bool(info, 0), .compact = eddy_arg_bool(info, 1), .exclude_env = eddy_arg_bool(info, 2),
    .header = text[0].data, .directory = text[1].data, .filename = text[2].data,
  };
  eddy_report_configure(&s);
  for (int i = 0; i < 3; i++) eddy_str_release(&text[i]);
  return NULL;
}

/* nextNumber(): for a report's file name */
static napi_value report_next_number(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_u32(info, eddy_diagnostic_number());
  return NULL;
}

struct frames { napi_env env; napi_value list; uint32_t count; };

static void add_frame(void *data, int index, const struct eddy_frame *f) {
  (void)index;
  struct frames *frames = data;
  char pc[32], symbol[2048];
  napi_value row = eddy_object(frames->env);
  snprintf(pc, sizeof pc, "0x%016llx", (unsigned long long)(uintptr_t)f->pc);
  snprintf(symbol, sizeof symbol, "%s [%s]", f->symbol ? f->symbol : "", f->file ? f->file : "");
  eddy_set_str(frames->env, row, "pc", pc);
  eddy_set_str(frames->env, row, "symbol", symbol);
  napi_set_element(frames->env, frames->list, frames->count++, row);
}

/* nativeStack() -> [{ pc, symbol }] */
static napi_value report_native_stack(napi_env env, napi_callback_info info) {
  (void)info;
  struct frames frames = {.env = env};
  napi_create_array(env, &frames.list);
  eddy_native_stack(1, add_frame, &frames);
  return frames.list;
}

struct asked { struct eddy_report_ask **items; size_t count, capacity; const char *how; };

static void ask_one(struct eddy_env *child, void *data) {
  struct asked *a = data;
  if (a->count == a->capacity) {
    a->capacity = a->capacity ? a->capacity * 2 : 8;
    a->items = eddy_realloc(a->items, a->capacity * sizeof *a->items);
  }
  a->items[a->count++] = eddy_report_ask(child, a->how);
}

/* workers(how) -> the reports of the worker threads that this one has started, as texts. All are asked, then waited for. */
static napi_value report_workers(napi_env env, napi_callback_info info) {
  struct eddy_str how;
  CHECK(eddy_arg_str(env, info, 0, &how));
  struct asked asked = {.how = how.data};
  eddy_workers_each(eddy_env_of(env), ask_one, &asked);
  eddy_str_release(&how);
  napi_value list;
  napi_create_array(env, &list);
  uint32_t told = 0;
  for (size_t i = 0; i < asked.count; i++) {
    char *text = eddy_report_wait(asked.items[i]);
    if (text != NULL) napi_set_element(env, list, told++, eddy_utf8(env, text, (size_t)-1));
    free(text);
  }
  free(asked.items);
  return list;
}

static const struct eddy_method report_methods[] = {
  {"configure", report_configure, 6, NULL},
  {"nextNumber", report_next_number, 0, NULL},
  {"nativeStack", report_native_stack, 0, NULL},
  {"workers", report_workers, 1, NULL},
};
const struct eddy_binding eddy_binding_report = {"report", report_methods, COUNTOF(report_methods), NULL, 0, NULL};

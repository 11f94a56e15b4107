// SPDX-License-Identifier: MIT
/* worker_report.c: see worker_report.h. `lock` guards every question and the field of the env that names it. A question belongs to
 * two threads, and goes with the second: who asked may have given up, who was asked may have ended. */
#include "worker_report.h"

#include <stdlib.h>
#include <string.h>

#define REPORT_PATIENCE_NS 2000000000ull /* a thread may wait in the system, or for the one that asks */

struct eddy_report_ask {
  int owners;
  bool told;
  char *how, *text;
};

static uv_once_t once = UV_ONCE_INIT;
static uv_mutex_t lock;
static uv_cond_t told;

static void report_init(void) { CHECK(uv_mutex_init(&lock) == 0 && uv_cond_init(&told) == 0); }

static void report_disown(struct eddy_report_ask *ask) {
  if (--ask->owners > 0) return;
  free(ask->how);
  free(ask->text);
  free(ask);
}

/* ---- the thread that is asked --------------------------------------------------------------------------------- */

static void report_interrupt(napi_env napi, void *env) {
  (void)napi;
  eddy_report_answer(env);
}

static void report_tell(struct eddy_report_ask *ask, char *text) {
  uv_mutex_lock(&lock);
  ask->text = text;
  ask->told = true;
  uv_cond_broadcast(&told);
  report_disown(ask);
  uv_mutex_unlock(&lock);
}

static struct eddy_report_ask *report_take(struct eddy_env *env) {
  uv_once(&once, report_init);
  uv_mutex_lock(&lock);
  struct eddy_report_ask *ask = env->report_ask;
  env->report_ask = NULL;
  uv_mutex_unlock(&lock);
  return ask;
}

/* What subreport(how) of lib/internal/process/report.js returns. */
static char *report_text(struct eddy_env *env, const char *how) {
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value id = eddy_utf8(env->napi, "internal/process/report", (size_t)-1), arg = eddy_utf8(env->napi, how, (size_t)-1), fn;
  napi_value exports = eddy_call_plain(env->napi, NULL, eddy_slot_get(env->napi, EDDY_SLOT_REQUIRE), 1, &id);
  napi_value made = NULL;
  if (exports != NULL && napi_get_named_property(env->napi, exports, "subreport", &fn) == napi_ok)
    made = eddy_call_plain(env->napi, NULL, fn, 1, &arg);
  size_t len;
  char *text = NULL;
  if (made != NULL && napi_get_value_string_utf8(env->napi, made, NULL, 0, &len) == napi_ok) {
    text = eddy_alloc(len + 1);
    napi_get_value_string_utf8(env->napi, made, text, len + 1, &len);
  }
  eddy_take_exception(env->napi);
  eddy_scope_close(&scope);
  return text;
}

void eddy_report_answer(struct eddy_env *env) {
  if (env->report_ask == NULL) return;
  struct eddy_report_ask *ask = report_take(env);
  if (ask != NULL) report_tell(ask, env->can_call_js && !env->stopping ? report_text(env, ask->how) : NULL);
}

void eddy_report_refuse(struct eddy_env *env) {
  struct eddy_report_ask *ask = report_take(env);
  if (ask != NULL) report_tell(ask, NULL);
}

/* ---- the thread that asks ---------------------------------------------------------------------------------------- */

struct eddy_report_ask *eddy_report_ask(struct eddy_env *child, const char *how) {
  uv_once(&once, report_init);
  struct eddy_report_ask *ask = eddy_calloc(1, sizeof *ask);
  ask->owners = 2;
  ask->how = eddy_strdup(how);
  uv_mutex_lock(&lock);
  const bool free_to_ask = child->report_ask == NULL; /* it may still owe the answer to an earlier question */
  if (free_to_ask) child->report_ask = ask;
  uv_mutex_unlock(&lock);
  if (!free_to_ask) {
    report_tell(ask, NULL);
    return ask;
  }
  eddy_interrupt(child->napi, report_interrupt, child);
  uv_async_send(&child->wake);
  return ask;
}

char *eddy_report_wait(struct eddy_report_ask *ask) {
  const uint64_t end = uv_hrtime() + REPORT_PATIENCE_NS;
  uv_mutex_lock(&lock);
  for (uint64_t now = uv_hrtime(); !ask->told && now < end; now = uv_hrtime()) uv_cond_timedwait(&told, &lock, end - now);
  char *text = ask->text;
  ask->text = NULL;
  report_disown(ask);
  uv_mutex_unlock(&lock);
  return text;
}

// SPDX-License-Identifier: MIT
/* finalize.c: runs the finalizers of collected objects from the loop, and other calls from the loop into
 * addon code. The engine says when there is something to do (eddy_addon_finalize_soon/_wake). */
#include "addons/addons.h"

void eddy_addon_finalize_soon(struct eddy_env *env);
void eddy_addon_finalize_wake(struct eddy_env *env);
bool eddy_addon_can_call_js(struct eddy_env *env);
void eddy_addon_uncaught(napi_env env, napi_value error);

static void run_finalizers(struct eddy_addons *t) {
  struct eddy_scope scope;
  eddy_scope_open(t->env->napi, &scope);
  eddy_engine_run_finalizers(t->env->napi);
  for (struct eddy_list *l = t->addons.next; l != &t->addons; l = l->next) {
    eddy_engine_run_finalizers(CONTAINER_OF(l, struct eddy_addon, link)->env);
  }
  eddy_loop_drain(t->env);
  eddy_scope_close(&scope);
}

/* Before the immediates of this turn, which may look at what the finalizers did. */
static void on_idle(uv_idle_t *idle) {
  struct eddy_addons *t = CONTAINER_OF(idle, struct eddy_addons, idle);
  uv_idle_stop(&t->idle);
  run_finalizers(t);
}

static void on_wake(uv_async_t *wake) {
  run_finalizers(CONTAINER_OF(wake, struct eddy_addons, wake));
}

struct eddy_addons *eddy_addons_of(struct eddy_env *env) {
  struct eddy_addons *t = env->binding_data[EDDY_DATA_ADDONS];
  if (t != NULL) return t;
  t = eddy_calloc(1, sizeof *t);
  t->env = env;
  eddy_list_init(&t->addons);
  eddy_list_init(&t->hooks);
  CHECK(uv_idle_init(env->loop, &t->idle) == 0);
  CHECK(uv_async_init(env->loop, &t->wake, on_wake) == 0);
  uv_unref((uv_handle_t *)&t->wake);
  env->binding_data[EDDY_DATA_ADDONS] = t;
  return t;
}

struct eddy_addon *eddy_addon_of(napi_env env) { return eddy_addon_record(env); }

/* During a collection: only libuv may be touched. */
void eddy_addon_finalize_soon(struct eddy_env *env) {
  struct eddy_addons *t = eddy_addons_of(env);
  if (t->releasing) return;
  uv_idle_start(&t->idle, on_idle);
}

/* Any thread, under the engine's lock, while the env is alive. */
void eddy_addon_finalize_wake(struct eddy_env *env) {
  struct eddy_addons *t = env->binding_data[EDDY_DATA_ADDONS];
  if (t != NULL && !t->releasing) uv_async_send(&t->wake);
}

bool eddy_addon_can_call_js(struct eddy_env *env) { return env->can_call_js; }

void eddy_addon_uncaught(napi_env env, napi_value error) {
  struct eddy_env *e = eddy_env_of(env);
  if (!e->can_call_js) return;
  napi_throw(e->napi, error);
  eddy_loop_uncaught(e);
}

static void warn_uncaught(struct eddy_env *e) {
  napi_value process = eddy_slot_get(e->napi, EDDY_SLOT_PROCESS);
  napi_value emit = eddy_get(e->napi, process, "emitWarning");
  napi_value argv[] = {
      eddy_utf8(e->napi,
                "Uncaught N-API callback exception detected, please run node with option "
                "--force-node-api-uncaught-exceptions-policy=true to handle those exceptions properly.",
                (size_t)-1),
      eddy_utf8(e->napi, "DeprecationWarning", (size_t)-1), eddy_utf8(e->napi, "DEP0168", (size_t)-1)};
  if (emit == NULL || !eddy_is_function(emit)) return;
  if (eddy_call_plain(e->napi, process, emit, COUNTOF(argv), argv) == NULL) eddy_loop_uncaught(e);
}

static bool uncaught_policy_forced(void) {
  for (int i = 0; i < eddy_process.exec_argc; i++) {
    const char *name = "--force-node-api-uncaught-exceptions-policy";
    const char *arg = eddy_process.exec_argv[i];
    size_t len = strlen(name);
    if (strncmp(arg, name, len) == 0 && (arg[len] == 0 || strcmp(arg + len, "=true") == 0)) return true;
  }
  return false;
}

void eddy_addon_enter(struct eddy_addon *addon, struct eddy_async *a, void (*fn)(napi_env, void *),
                      void *data, bool lenient) {
  struct eddy_env *e = addon->thread->env;
  napi_env env = addon->env; /* the addon's record may go while it runs */
  struct eddy_scope scope;
  struct eddy_loop_scope calls;
  eddy_scope_open(e->napi, &scope);
  eddy_loop_enter(e, a, &calls);
  fn(env, data);
  napi_value error = eddy_take_exception(env);
  if (error != NULL && lenient && eddy_addon_api_version(env) < 10 && !uncaught_policy_forced()) {
    if (e->can_call_js) warn_uncaught(e);
  } else if (error != NULL) {
    eddy_addon_uncaught(env, error);
  }
  eddy_loop_leave(e, &calls, error != NULL);
  eddy_scope_close(&scope);
}

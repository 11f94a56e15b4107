// SPDX-License-Identifier: MIT
/* loop.c: the event loop, and the only way from it into JavaScript. Every callback that libuv makes
 * enters JavaScript through eddy_loop_call, which afterwards runs process.nextTick callbacks and
 * microtasks until both are empty. */
#include "eddy.h"
#include "loop_watch.h"

void eddy_immediates_init(struct eddy_env *env);
void eddy_children_tell(struct eddy_env *env); /* bindings/spawn.c */
bool eddy_engine_await_compiled(napi_env env); /* engine/wasm_compiling.cc */

/* ---- async context --------------------------------------------------------------------------- */

void eddy_async_init(struct eddy_env *env, struct eddy_async *a, napi_value resource,
                     const char *type) {
  double *fields = env->async_fields;
  a->id = ++fields[EDDY_ASYNC_ID_COUNTER];
  const double wanted = fields[EDDY_ASYNC_DEFAULT_TRIGGER];
  a->trigger = wanted >= 0 ? wanted : fields[EDDY_ASYNC_EXECUTION_ID];
  napi_value frame = eddy_get_continuation(env->napi);
  a->frame = eddy_is_undefined(frame) ? NULL : eddy_ref_new(env->napi, frame);
  a->resource = NULL;
  if (fields[EDDY_ASYNC_HOOKS_INIT] > 0 && env->can_call_js) {
    napi_value hook = eddy_slot_get(env->napi, EDDY_SLOT_ASYNC_INIT);
    napi_value argv[] = {eddy_f64(env->napi, a->id), eddy_utf8(env->napi, type, (size_t)-1),
                         eddy_f64(env->napi, a->trigger), resource ? resource : eddy_undefined(env->napi)};
    resource = eddy_call_plain(env->napi, NULL, hook, COUNTOF(argv), argv);
    if (resource == NULL) eddy_loop_uncaught(env);
  }
  if (fields[EDDY_ASYNC_TOTAL_HOOKS] > 0 && resource != NULL) {
    a->resource = eddy_ref_new(env->napi, resource);
  }
}

double eddy_async_trigger(struct eddy_env *env, const struct eddy_async *a) {
  const double before = env->async_fields[EDDY_ASYNC_DEFAULT_TRIGGER];
  env->async_fields[EDDY_ASYNC_DEFAULT_TRIGGER] = a->id;
  return before;
}

void eddy_async_trigger_back(struct eddy_env *env, double before) {
  env->async_fields[EDDY_ASYNC_DEFAULT_TRIGGER] = before;
}

void eddy_async_tell(struct eddy_env *env, const char *type) {
  struct eddy_async a;
  eddy_async_init(env, &a, NULL, type);
  eddy_ref_free(a.frame);
  eddy_ref_free(a.resource);
}

static void call_async_hook(struct eddy_env *env, enum eddy_slot slot, double id) {
  napi_value hook = eddy_slot_get(env->napi, slot);
  if (hook == NULL) return;
  napi_value argv[] = {eddy_f64(env->napi, id)};
  if (eddy_call_plain(env->napi, NULL, hook, 1, argv) == NULL) eddy_loop_uncaught(env);
}

void eddy_async_release(struct eddy_env *env, struct eddy_async *a) {
  eddy_ref_free(a->frame);
  eddy_ref_free(a->resource);
  a->frame = a->resource = NULL;
  if (a->id > 0 && env->async_fields != NULL && env->can_call_js &&
      env->async_fields[EDDY_ASYNC_HOOKS_DESTROY] > 0) {
    struct eddy_scope scope;
    eddy_scope_open(env->napi, &scope);
    call_async_hook(env, EDDY_SLOT_ASYNC_DESTROY, a->id);
    eddy_scope_close(&scope);
  }
  a->id = 0;
}

/* ---- into JavaScript -------------------------------------------------------------------------- */

void eddy_loop_uncaught(struct eddy_env *env) {
  if (eddy_is_terminating(env->napi)) return;
  napi_value exception = eddy_take_exception(env->napi);
  if (exception == NULL || env->stopping) return; /* a thread that is ended half-way throws anything */
  napi_value handler = eddy_slot_get(env->napi, EDDY_SLOT_FATAL_EXCEPTION);
  CHECK(handler != NULL);
  napi_value argv[] = {exception, eddy_bool(env->napi, false)};
  napi_value handled = eddy_call_plain(env->napi, NULL, handler, COUNTOF(argv), argv);
  if (handled != NULL && eddy_is_true(handled)) return;
  if (eddy_is_terminating(env->napi) || env->exiting) return;
  /* The handler itself threw (exit code 7), or found nobody who wants the exception. */
  eddy_take_exception(env->napi);
  eddy_env_exit(env, handled == NULL ? 7 : 1);
}

/* After an exception the rest waits for the next call into JavaScript (the handler has queued one), so that ticks
 * that throw for ever do not keep the loop from turning. */
static void run_ticks(struct eddy_env *env) {
  if (!env->can_call_js || env->tick_info == NULL) return;
  for (;;) {
    if (env->tick_info[0] == 0) eddy_run_microtasks(env->napi);
    if (env->tick_info[0] == 0 && env->tick_info[1] == 0) return;
    if (!env->can_call_js || eddy_is_terminating(env->napi)) return;
    const bool rejections = env->tick_info[1] != 0;
    napi_value fn = eddy_slot_get(env->napi, EDDY_SLOT_TICK_CALLBACK);
    napi_value process = eddy_slot_get(env->napi, EDDY_SLOT_PROCESS), ticks_only = eddy_bool(env->napi, !rejections);
    if (eddy_call_plain(env->napi, process, fn, 1, &ticks_only) == NULL) {
      eddy_loop_uncaught(env);
      return;
    }
    if (rejections) return;
  }
}

void eddy_loop_drain(struct eddy_env *env) {
  if (env->call_depth > 0) return;
  env->call_depth++;
  if (env->watch != NULL) eddy_loop_watch_enter(env->watch);
  run_ticks(env);
  if (env->watch != NULL) eddy_loop_watch_leave(env->watch);
  env->call_depth--;
}

void eddy_loop_drain_entered(struct eddy_env *env) {
  if (env->call_depth == 1) run_ticks(env);
}

void eddy_loop_enter(struct eddy_env *env, struct eddy_async *a, struct eddy_loop_scope *s) {
  double *fields = env->async_fields;
  s->id = a ? a->id : 0;
  s->told = false;
  s->execution = fields[EDDY_ASYNC_EXECUTION_ID];
  s->trigger = fields[EDDY_ASYNC_TRIGGER_ID];
  if (env->call_depth++ == 0 && env->watch != NULL) eddy_loop_watch_enter(env->watch);
  if (a == NULL) return;
  s->before = eddy_get_continuation(env->napi);
  fields[EDDY_ASYNC_EXECUTION_ID] = a->id;
  fields[EDDY_ASYNC_TRIGGER_ID] = a->trigger;
  eddy_set_continuation(env->napi, eddy_ref_get(env->napi, a->frame));
  if (fields[EDDY_ASYNC_HOOKS_BEFORE] > 0 || (a->resource != NULL && fields[EDDY_ASYNC_TOTAL_HOOKS] > 0)) {
    s->told = true;
    napi_value hook = eddy_slot_get(env->napi, EDDY_SLOT_ASYNC_BEFORE);
    napi_value argv[] = {eddy_f64(env->napi, a->id), eddy_ref_get(env->napi, a->resource)};
    if (argv[1] == NULL) argv[1] = eddy_undefined(env->napi);
    if (eddy_call_plain(env->napi, NULL, hook, 2, argv) == NULL) eddy_loop_uncaught(env);
  }
}

void eddy_loop_leave(struct eddy_env *env, struct eddy_loop_scope *s, bool failed) {
  double *fields = env->async_fields;
  if (s->id > 0) {
    if (s->told || fields[EDDY_ASYNC_HOOKS_AFTER] > 0) {
      call_async_hook(env, EDDY_SLOT_ASYNC_AFTER, s->id);
    }
    eddy_set_continuation(env->napi, s->before);
  }
  fields[EDDY_ASYNC_EXECUTION_ID] = env->call_depth > 1 ? s->execution : 0;
  fields[EDDY_ASYNC_TRIGGER_ID] = env->call_depth > 1 ? s->trigger : 0;
  if (env->call_depth == 1 && !failed) run_ticks(env);
  if (--env->call_depth == 0 && env->watch != NULL) eddy_loop_watch_leave(env->watch);
}

void eddy_loop_call(struct eddy_env *env, struct eddy_async *a, napi_value recv, napi_value fn,
                    size_t argc, const napi_value *argv, napi_value *result) {
  if (result) *result = NULL;
  if (!env->can_call_js) return;
  struct eddy_loop_scope scope;
  eddy_loop_enter(env, a, &scope);
  napi_value value = eddy_call_plain(env->napi, recv, fn, argc, argv);
  if (value == NULL) eddy_loop_uncaught(env);
  eddy_loop_leave(env, &scope, value == NULL);
  if (result) *result = value;
}

void eddy_loop_call_method(struct eddy_env *env, struct eddy_async *a, napi_value recv,
                           const char *name, size_t argc, const napi_value *argv,
                           napi_value *result) {
  if (result) *result = NULL;
  if (!env->can_call_js) return;
  napi_value fn = eddy_get(env->napi, recv, name);
  if (eddy_is_function(fn)) eddy_loop_call(env, a, recv, fn, argc, argv, result);
}

/* ---- immediates: uv_check runs them; an active uv_idle keeps the loop from waiting -------------- */

static void on_idle(uv_idle_t *idle) { (void)idle; }

static void on_check(uv_check_t *check) {
  struct eddy_env *env = CONTAINER_OF(check, struct eddy_env, immediate_check);
  if (env->ended_children) eddy_children_tell(env);
  const bool left_over = env->tick_info != NULL && (env->tick_info[0] != 0 || env->tick_info[1] != 0);
  if ((env->immediate_info[0] == 0 && !left_over) || !env->can_call_js) return;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  if (left_over) eddy_loop_drain(env); /* after an exception: before the immediates, not between them */
  eddy_trace_span('B', "CheckImmediate");
  do {
    napi_value fn = eddy_slot_get(env->napi, EDDY_SLOT_IMMEDIATES);
    eddy_loop_call(env, NULL, eddy_slot_get(env->napi, EDDY_SLOT_PROCESS), fn, 0, NULL, NULL);
  } while (env->immediate_info[2] != 0 && env->can_call_js && !eddy_is_terminating(env->napi));
  eddy_trace_span('E', "CheckImmediate");
  if (env->immediate_info[1] == 0) uv_idle_stop(&env->immediate_idle);
  eddy_scope_close(&scope);
}

void eddy_immediates_init(struct eddy_env *env) {
  CHECK(uv_check_start(&env->immediate_check, on_check) == 0);
  uv_unref((uv_handle_t *)&env->immediate_check);
  if (env->immediate_info[1] > 0) uv_idle_start(&env->immediate_idle, on_idle);
}

/* ---- the loop ------------------------------------------------------------------------------------ */

static void emit(struct eddy_env *env, enum eddy_slot slot) {
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value fn = eddy_slot_get(env->napi, slot);
  if (fn != NULL) eddy_loop_call(env, NULL, NULL, fn, 0, NULL, NULL);
  eddy_scope_close(&scope);
}

static bool alive(struct eddy_env *env) { return uv_loop_alive(env->loop) && !env->stopping; }

void eddy_loop_run_until_idle(struct eddy_env *env) {
  if (env->loop_start_ns == 0) env->loop_start_ns = uv_hrtime() - env->time_origin_ns;
  if (alive(env)) eddy_engine_expect_tasks();
  do {
    uv_run(env->loop, UV_RUN_DEFAULT);
    if (env->stopping) return;
    struct eddy_scope scope;
    eddy_scope_open(env->napi, &scope);
    eddy_trace_span('B', "RunAndClearNativeImmediates");
    do {
      while (eddy_engine_run_tasks(env->napi)) eddy_loop_drain(env);
    } while (!env->stopping && !uv_loop_alive(env->loop) && eddy_engine_await_compiled(env->napi));
    eddy_trace_span('E', "RunAndClearNativeImmediates");
    eddy_scope_close(&scope);
    if (alive(env)) continue;
    eddy_trace_span('B', "BeforeExit");
    emit(env, EDDY_SLOT_BEFORE_EXIT);
    eddy_trace_span('E', "BeforeExit");
  } while (alive(env));
}

int eddy_loop_run(struct eddy_env *env) {
  eddy_loop_watch_start(env);
  eddy_loop_run_until_idle(env);
  if (env->stopping) return env->exit_code;
  env->milestones[EDDY_MILESTONE_LOOP_EXIT] = uv_hrtime() - env->time_origin_ns;
  emit(env, EDDY_SLOT_EXIT);
  return env->exit_code;
}

// SPDX-License-Identifier: MIT
/* timers.c: the one uv_timer under all JavaScript timers, and the idle handle under setImmediate.
 * The lists live in lib/internal/timers.js; this wakes them up. */
#include "eddy.h"

/* ---- the clock ---------------------------------------------------------------------------------- */

/* Milliseconds on the loop's clock since the process (or worker) started. */
static double timers_now(struct eddy_env *e) {
  /* The loop's own time is that of its last turn: a timer would be too early by what has run since. */
  uv_update_time(e->loop);
  return (double)uv_now(e->loop) - (double)(e->time_origin_ns / 1000000);
}

/* For the fast call, which gets no environment. Code is compiled when the other has been called often. */
static _Thread_local struct eddy_env *timers_env;

static napi_value timers_get_libuv_now(napi_env env, napi_callback_info info) {
  timers_env = eddy_env_current(env);
  eddy_ret_f64(info, timers_now(timers_env));
  return NULL;
}

static double timers_get_libuv_now_fast(eddy_fast_value receiver) {
  (void)receiver;
  CHECK(timers_env != NULL);
  return timers_now(timers_env);
}
static const struct eddy_fast timers_fast_now = {timers_get_libuv_now_fast, EDDY_FAST_F64, {EDDY_FAST_END}};

/* ---- timers --------------------------------------------------------------------------------------- */

static void timers_fire(uv_timer_t *timer);

static void timers_schedule(struct eddy_env *e, double ms) {
  uv_timer_start(&e->timer, timers_fire, ms > 0 ? (uint64_t)ms : 1, 0);
}

static void timers_ref(struct eddy_env *e, bool on) {
  if (on) uv_ref((uv_handle_t *)&e->timer);
  else uv_unref((uv_handle_t *)&e->timer);
}

/* Runs the due lists. They tell when to come back: 0 never; negative: nothing keeps the loop alive. */
static void timers_fire(uv_timer_t *timer) {
  struct eddy_env *e = CONTAINER_OF(timer, struct eddy_env, timer);
  struct eddy_scope scope;
  if (!e->can_call_js) return;
  eddy_scope_open(e->napi, &scope);
  napi_value process = eddy_slot_get(e->napi, EDDY_SLOT_PROCESS), result;
  napi_value now = eddy_f64(e->napi, timers_now(e)); /* after an exception too: what has become due since waits */
  eddy_trace_span('B', "RunTimers");
  do {
    napi_value fn = eddy_slot_get(e->napi, EDDY_SLOT_TIMERS);
    if (!fn) break;
    result = NULL;
    eddy_loop_call(e, NULL, process, fn, 1, &now, &result);
  } while (!result && e->can_call_js && !e->exiting);
  eddy_trace_span('E', "RunTimers");
  if (result && eddy_is_number(result)) {
    double next = eddy_to_f64(result);
    if (next != 0) {
      /* Ticks and microtasks have run since: what they scheduled or referenced stays. */
      const double wait = (next < 0 ? -next : next) - timers_now(e);
      uv_timer_t *t = &e->timer;
      const bool sooner = uv_is_active((uv_handle_t *)t) && (double)uv_timer_get_due_in(t) <= wait;
      if (!sooner) timers_schedule(e, wait);
      timers_ref(e, e->timer_info ? e->timer_info[0] > 0 : next > 0);
    }
  }
  eddy_scope_close(&scope);
}

static napi_value timers_schedule_timer(napi_env env, napi_callback_info info) {
  timers_schedule(eddy_env_current(env), eddy_arg_f64(info, 0));
  return NULL;
}

static napi_value timers_toggle_timer_ref(napi_env env, napi_callback_info info) {
  timers_ref(eddy_env_current(env), eddy_arg_bool(info, 0));
  return NULL;
}

/* ---- immediates: src/loop.c runs them ------------------------------------------------------------ */

/* An idle handle that does nothing keeps the loop from waiting in poll. */
static void timers_idle(uv_idle_t *idle) { (void)idle; }

static napi_value timers_toggle_immediate_ref(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  if (eddy_arg_bool(info, 0)) uv_idle_start(&e->immediate_idle, timers_idle);
  else uv_idle_stop(&e->immediate_idle);
  return NULL;
}

/* ---- set-up ------------------------------------------------------------------------------------------ */

/* setupTimers(processImmediate, processTimers) */
static napi_value timers_setup_timers(napi_env env, napi_callback_info info) {
  eddy_slot_set(env, EDDY_SLOT_IMMEDIATES, eddy_arg(info, 0));
  eddy_slot_set(env, EDDY_SLOT_TIMERS, eddy_arg(info, 1));
  return NULL;
}

static const struct eddy_method timers_methods[] = {
  { "setupTimers", timers_setup_timers, 2, NULL },
  { "getLibuvNow", timers_get_libuv_now, 0, &timers_fast_now },
  { "scheduleTimer", timers_schedule_timer, 1, NULL },
  { "toggleTimerRef", timers_toggle_timer_ref, 1, NULL },
  { "toggleImmediateRef", timers_toggle_immediate_ref, 1, NULL },
};

/* immediateInfo and timerInfo, shared with C: over explicit ArrayBuffers. */
static void timers_setup(napi_env env, napi_value exports) {
  napi_value buffer, array;
  void *data;
  CHECK(napi_create_arraybuffer(env, 3 * sizeof(uint32_t), &data, &buffer) == napi_ok);
  CHECK(napi_create_typedarray(env, napi_uint32_array, 3, buffer, 0, &array) == napi_ok);
  eddy_slot_set(env, EDDY_SLOT_IMMEDIATE_INFO, array);
  eddy_set(env, exports, "immediateInfo", array);
  CHECK(napi_create_arraybuffer(env, sizeof(int32_t), &data, &buffer) == napi_ok);
  CHECK(napi_create_typedarray(env, napi_int32_array, 1, buffer, 0, &array) == napi_ok);
  eddy_slot_set(env, EDDY_SLOT_TIMER_INFO, array);
  eddy_set(env, exports, "timerInfo", array);
}

const struct eddy_binding eddy_binding_timers = {
  "timers", timers_methods, COUNTOF(timers_methods), NULL, 0, timers_setup,
};

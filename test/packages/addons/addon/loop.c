// libuv on the environment's own loop: a timer, work in the pool, uv_version, and a handle that keeps the loop alive.
#include <node_api.h>
#include <stdlib.h>
#include <uv.h>

struct waiting {
  uv_timer_t timer;
  uv_work_t work;
  napi_env env;
  napi_ref callback;
  int result;
};

static void waiting_closed(uv_handle_t *handle) { free(handle->data); }

static void call(struct waiting *w) {
  napi_handle_scope scope;
  napi_open_handle_scope(w->env, &scope);
  napi_value callback, global, result;
  napi_get_reference_value(w->env, w->callback, &callback);
  napi_get_global(w->env, &global);
  napi_create_int32(w->env, w->result, &result);
  napi_delete_reference(w->env, w->callback);
  napi_make_callback(w->env, NULL, global, callback, 1, &result, NULL);
  napi_close_handle_scope(w->env, scope);
}

static void work_done(uv_work_t *work, int status) {
  struct waiting *w = work->data;
  w->result += status;
  call(w);
  uv_close((uv_handle_t *)&w->timer, waiting_closed);
}

static void work_run(uv_work_t *work) { ((struct waiting *)work->data)->result = 6 * 7; }

static void timer_fired(uv_timer_t *timer) {
  struct waiting *w = timer->data;
  uv_queue_work(timer->loop, &w->work, work_run, work_done);
}

static napi_value later(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value callback;
  napi_get_cb_info(env, info, &count, &callback, NULL, NULL);
  uv_loop_t *loop;
  napi_get_uv_event_loop(env, &loop);
  struct waiting *w = calloc(1, sizeof *w);
  w->env = env;
  w->timer.data = w->work.data = w;
  napi_create_reference(env, callback, 1, &w->callback);
  uv_timer_init(loop, &w->timer);
  uv_timer_start(&w->timer, timer_fired, 5, 0);
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value function, version;
  napi_create_function(env, "later", NAPI_AUTO_LENGTH, later, NULL, &function);
  napi_set_named_property(env, exports, "later", function);
  napi_create_string_utf8(env, uv_version_string(), NAPI_AUTO_LENGTH, &version);
  napi_set_named_property(env, exports, "version", version);
  return exports;
}

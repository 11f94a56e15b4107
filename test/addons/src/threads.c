// SPDX-License-Identifier: MIT
// threads.c: async work and a thread-safe function, for test/addons/threads.js.
#include <node_api.h>
#include <stdint.h>
#include <stdlib.h>
#include <uv.h>

struct job { napi_async_work work; napi_deferred deferred; int32_t n; };

static void job_run(napi_env env, void *data) {
  struct job *j = data;
  (void)env;
  j->n *= j->n;
}

static void job_done(napi_env env, napi_status status, void *data) {
  struct job *j = data;
  napi_value result;
  (void)status;
  napi_create_int32(env, j->n, &result);
  napi_resolve_deferred(env, j->deferred, result);
  napi_delete_async_work(env, j->work);
  free(j);
}

// square(n) -> promise, computed on the pool
static napi_value square(napi_env env, napi_callback_info info) {
  napi_value n, promise, name;
  size_t argc = 1;
  struct job *j = calloc(1, sizeof *j);
  napi_get_cb_info(env, info, &argc, &n, NULL, NULL);
  napi_get_value_int32(env, n, &j->n);
  napi_create_promise(env, &j->deferred, &promise);
  napi_create_string_utf8(env, "square", NAPI_AUTO_LENGTH, &name);
  napi_create_async_work(env, NULL, name, job_run, job_done, j, &j->work);
  napi_queue_async_work(env, j->work);
  return promise;
}

static uv_thread_t thread;

static void produce(void *arg) {
  napi_threadsafe_function f = arg;
  for (intptr_t i = 1; i <= 100; i++) napi_call_threadsafe_function(f, (void *)i, napi_tsfn_blocking);
  napi_release_threadsafe_function(f, napi_tsfn_release);
}

static void deliver(napi_env env, napi_value fn, void *context, void *data) {
  napi_value self, n;
  (void)context;
  if (env == NULL) return;
  napi_get_undefined(env, &self);
  napi_create_int32(env, (int32_t)(intptr_t)data, &n);
  napi_call_function(env, self, fn, 1, &n, NULL);
}

static void finished(napi_env env, void *data, void *hint) {
  (void)env; (void)data; (void)hint;
  uv_thread_join(&thread);
}

// count(fn): another thread calls fn with 1 … 100 through a queue of three
static napi_value count(napi_env env, napi_callback_info info) {
  napi_value fn, name;
  size_t argc = 1;
  napi_threadsafe_function f;
  napi_get_cb_info(env, info, &argc, &fn, NULL, NULL);
  napi_create_string_utf8(env, "count", NAPI_AUTO_LENGTH, &name);
  napi_create_threadsafe_function(env, fn, NULL, name, 3, 1, NULL, finished, NULL, deliver, &f);
  uv_thread_create(&thread, produce, f);
  return NULL;
}

NAPI_MODULE_INIT() {
  const napi_property_descriptor members[] = {
      {"square", NULL, square, NULL, NULL, NULL, napi_default, NULL},
      {"count", NULL, count, NULL, NULL, NULL, napi_default, NULL},
  };
  napi_define_properties(env, exports, 2, members);
  return exports;
}

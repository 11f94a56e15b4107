// SPDX-License-Identifier: MIT
/* threadsafe.c: napi_threadsafe_function: a queue that any thread fills and the loop empties by calls into
 * JavaScript. Everything that other threads touch is guarded by `lock`. The struct goes when its handle is
 * closed, its queue is empty, and no thread holds it any more. */
#include "addons/addons.h"

#define CALLS_PER_TURN 1000 /* then other events of the loop have their turn */
#define QUEUE_START 16

struct napi_threadsafe_function__ {
  struct eddy_list link;      /* in addon->functions */
  struct eddy_addon *addon;
  struct eddy_async async;
  struct eddy_cleanup *cleanup;
  napi_ref fn;
  void *context;
  napi_threadsafe_function_call_js call_js;
  napi_finalize finalize;
  void *finalize_data;
  uv_async_t wake;
  bool handle_closing;        /* loop thread only */

  uv_mutex_t lock;
  uv_cond_t room;             /* a bounded queue has room, or is closing */
  void **items;               /* ring */
  size_t capacity, head, count, limit;
  size_t threads;
  bool closing;               /* no more calls are taken */
  bool finalized;             /* the handle is closed: the last thread frees */
};

/* ---- the queue, under the lock ---- */

static void queue_push(napi_threadsafe_function f, void *item) {
  if (f->count == f->capacity) {
    size_t capacity = f->capacity == 0 ? QUEUE_START : f->capacity * 2;
    void **items = eddy_alloc(capacity * sizeof *items);
    for (size_t i = 0; i < f->count; i++) items[i] = f->items[(f->head + i) % f->capacity];
    free(f->items);
    f->items = items;
    f->capacity = capacity;
    f->head = 0;
  }
  f->items[(f->head + f->count++) % f->capacity] = item;
}

static void *queue_shift(napi_threadsafe_function f) {
  void *item = f->items[f->head];
  f->head = (f->head + 1) % f->capacity;
  f->count--;
  return item;
}

static void threadsafe_free(napi_threadsafe_function f) {
  uv_mutex_destroy(&f->lock);
  uv_cond_destroy(&f->room);
  free(f->items);
  free(f);
}

/* ---- the loop's side ---- */

static void call_finalize(napi_env env, void *arg) {
  napi_threadsafe_function f = arg;
  f->finalize(env, f->finalize_data, f->context);
}

static void on_closed(uv_handle_t *handle) {
  napi_threadsafe_function f = CONTAINER_OF(handle, struct napi_threadsafe_function__, wake);
  struct eddy_addon *addon = f->addon;
  struct eddy_scope scope;
  eddy_scope_open(addon->thread->env->napi, &scope);
  eddy_list_remove(&f->link); /* a finalizer that ends the process would wait for it */
  if (f->finalize != NULL) eddy_addon_enter(addon, NULL, call_finalize, f, true);
  /* What nobody will receive any more is handed back, so that it can be freed. */
  for (;;) {
    uv_mutex_lock(&f->lock);
    bool empty = f->count == 0;
    void *item = empty ? NULL : queue_shift(f);
    uv_mutex_unlock(&f->lock);
    if (empty) break;
    f->call_js(NULL, NULL, f->context, item);
  }
  if (f->fn != NULL) napi_delete_reference(addon->env, f->fn);
  eddy_async_release(addon->thread->env, &f->async);
  eddy_scope_close(&scope);
  uv_mutex_lock(&f->lock);
  f->finalized = true;
  bool last = f->threads == 0;
  uv_mutex_unlock(&f->lock);
  if (last) threadsafe_free(f);
}

/* No more calls: waiting threads wake up and learn it. */
static void close_handle(napi_threadsafe_function f) {
  uv_mutex_lock(&f->lock);
  f->closing = true;
  uv_cond_broadcast(&f->room);
  bool first = !f->handle_closing;
  f->handle_closing = true;
  uv_mutex_unlock(&f->lock);
  if (!first) return;
  if (f->cleanup != NULL) eddy_cleanup_remove(f->cleanup);
  f->cleanup = NULL;
  uv_close((uv_handle_t *)&f->wake, on_closed);
}

static void on_cleanup(void *arg) {
  napi_threadsafe_function f = arg;
  f->cleanup = NULL;
  close_handle(f);
}

static void default_call_js(napi_env env, napi_value fn, void *context, void *data) {
  (void)context;
  (void)data;
  if (env == NULL || fn == NULL) return;
  napi_value self;
  napi_get_undefined(env, &self);
  napi_status status = napi_call_function(env, self, fn, 0, NULL, NULL);
  if (status != napi_ok && status != napi_pending_exception) {
    napi_throw_error(env, "ERR_NAPI_TSFN_CALL_JS", "Failed to call JS callback");
  }
}

struct call { napi_threadsafe_function f; void *item; };

static void call_one(napi_env env, void *arg) {
  struct call *call = arg;
  napi_value fn = NULL;
  if (call->f->fn != NULL) napi_get_reference_value(env, call->f->fn, &fn);
  call->f->call_js(env, fn, call->f->context, call->item);
}

/* Takes one item off the queue and calls JavaScript. False when there is nothing left to do. */
static bool dispatch(napi_threadsafe_function f) {
  uv_mutex_lock(&f->lock);
  if (f->closing || f->count == 0) {
    bool done = f->closing || f->threads == 0;
    uv_mutex_unlock(&f->lock);
    if (done) close_handle(f);
    return false;
  }
  if (f->limit > 0 && f->count == f->limit) uv_cond_signal(&f->room);
  struct call call = {f, queue_shift(f)};
  uv_mutex_unlock(&f->lock);
  eddy_addon_enter(f->addon, &f->async, call_one, &call, true);
  return !f->handle_closing;
}

static void on_wake(uv_async_t *wake) {
  napi_threadsafe_function f = CONTAINER_OF(wake, struct napi_threadsafe_function__, wake);
  for (int i = 0; i < CALLS_PER_TURN; i++) {
    if (!dispatch(f)) return;
  }
  uv_async_send(&f->wake);
}

/* ---- Node-API ---- */

static napi_status read_type(napi_env env, napi_value name, struct eddy_str *type) {
  napi_value text;
  if (name == NULL) return napi_invalid_arg;
  if (napi_coerce_to_string(env, name, &text) != napi_ok) return napi_string_expected;
  return eddy_value_str(env, text, type) ? napi_ok : napi_generic_failure;
}

napi_status napi_create_threadsafe_function(
    napi_env env, napi_value func, napi_value async_resource, napi_value async_resource_name,
    size_t max_queue_size, size_t initial_thread_count, void *thread_finalize_data,
    napi_finalize thread_finalize_cb, void *context, napi_threadsafe_function_call_js call_js_cb,
    napi_threadsafe_function *result) {
  if (env == NULL) return napi_invalid_arg;
  if (initial_thread_count == 0 || result == NULL || (func == NULL && call_js_cb == NULL)) {
    return eddy_addon_status(env, napi_invalid_arg);
  }
  if (func != NULL && !eddy_is_function(func)) return eddy_addon_status(env, napi_invalid_arg);
  napi_value resource = async_resource;
  if (resource == NULL) {
    resource = eddy_object(env);
  } else if (napi_coerce_to_object(env, async_resource, &resource) != napi_ok) {
    return eddy_addon_status(env, napi_object_expected);
  }
  struct eddy_str type;
  napi_status status = read_type(env, async_resource_name, &type);
  if (status != napi_ok) return eddy_addon_status(env, status);

  struct eddy_env *e = eddy_env_of(env);
  napi_threadsafe_function f = eddy_calloc(1, sizeof *f);
  f->addon = eddy_addon_of(env);
  f->context = context;
  f->call_js = call_js_cb != NULL ? call_js_cb : default_call_js;
  f->finalize = thread_finalize_cb;
  f->finalize_data = thread_finalize_data;
  f->limit = max_queue_size;
  f->threads = initial_thread_count;
  CHECK(uv_mutex_init(&f->lock) == 0);
  CHECK(uv_cond_init(&f->room) == 0);
  CHECK(uv_async_init(e->loop, &f->wake, on_wake) == 0);
  if (func != NULL) napi_create_reference(env, func, 1, &f->fn);
  eddy_async_init(e, &f->async, resource, type.data);
  eddy_str_release(&type);
  eddy_list_push(&f->addon->functions, &f->link);
  f->cleanup = eddy_cleanup_add(f->addon->thread, on_cleanup, f);
  *result = f;
  return eddy_addon_status(env, napi_ok);
}

napi_status napi_get_threadsafe_function_context(napi_threadsafe_function func, void **result) {
  CHECK(func != NULL && result != NULL);
  *result = func->context;
  return napi_ok;
}

/* One thread less. Unlocks; frees when it was the last and the loop is done with it. */
static void drop_thread(napi_threadsafe_function f) {
  bool last = --f->threads == 0 && f->finalized;
  uv_mutex_unlock(&f->lock);
  if (last) threadsafe_free(f);
}

napi_status napi_call_threadsafe_function(napi_threadsafe_function func, void *data,
                                          napi_threadsafe_function_call_mode is_blocking) {
  CHECK(func != NULL);
  uv_mutex_lock(&func->lock);
  while (func->limit > 0 && func->count >= func->limit && !func->closing) {
    if (is_blocking == napi_tsfn_nonblocking) {
      uv_mutex_unlock(&func->lock);
      return napi_queue_full;
    }
    uv_cond_wait(&func->room, &func->lock);
  }
  if (func->closing) {
    if (func->threads == 0) {
      uv_mutex_unlock(&func->lock);
      return napi_invalid_arg;
    }
    drop_thread(func);
    return napi_closing;
  }
  queue_push(func, data);
  uv_async_send(&func->wake);
  uv_mutex_unlock(&func->lock);
  return napi_ok;
}

napi_status napi_acquire_threadsafe_function(napi_threadsafe_function func) {
  CHECK(func != NULL);
  uv_mutex_lock(&func->lock);
  bool closing = func->closing;
  if (!closing) func->threads++;
  uv_mutex_unlock(&func->lock);
  return closing ? napi_closing : napi_ok;
}

napi_status napi_release_threadsafe_function(napi_threadsafe_function func,
                                             napi_threadsafe_function_release_mode mode) {
  CHECK(func != NULL);
  uv_mutex_lock(&func->lock);
  if (func->threads == 0) {
    uv_mutex_unlock(&func->lock);
    return napi_invalid_arg;
  }
  if ((func->threads == 1 || mode == napi_tsfn_abort) && !func->closing) {
    func->closing = mode == napi_tsfn_abort;
    if (func->closing) uv_cond_broadcast(&func->room);
    uv_async_send(&func->wake);
  }
  drop_thread(func);
  return napi_ok;
}

napi_status napi_unref_threadsafe_function(node_api_basic_env env, napi_threadsafe_function func) {
  (void)env;
  CHECK(func != NULL);
  uv_unref((uv_handle_t *)&func->wake);
  return napi_ok;
}

napi_status napi_ref_threadsafe_function(node_api_basic_env env, napi_threadsafe_function func) {
  (void)env;
  CHECK(func != NULL);
  uv_ref((uv_handle_t *)&func->wake);
  return napi_ok;
}

// SPDX-License-Identifier: MIT
/* handle.c: what all JavaScript-visible libuv handles and requests share: ownership, closing, pins. */
#include "eddy.h"

/* ---- handles ---------------------------------------------------------------------------------- */

static void handle_collected(void *owner) {
  struct eddy_handle *h = owner;
  eddy_async_release(h->env, &h->async);
  h->release(h);
}

void eddy_handle_init(struct eddy_env *env, struct eddy_handle *h, uv_handle_t *uv, napi_value js,
                      const struct eddy_class *cls, const char *type,
                      void (*release)(struct eddy_handle *)) {
  h->env = env;
  h->uv = uv;
  h->state = EDDY_HANDLE_OPEN;
  h->on_close = NULL;
  h->release = release;
  uv->data = h;
  eddy_list_push(&env->handles, &h->link);
  eddy_native_init(env->napi, js, &h->native, cls, h, handle_collected);
  eddy_native_hold(&h->native);
  eddy_async_init(env, &h->async, js, type);
}

/* The struct stays until the JavaScript object is collected, so `this` of a closed handle is safe. */
static void handle_closed(uv_handle_t *uv) {
  struct eddy_handle *h = uv->data;
  struct eddy_env *env = h->env;
  h->state = EDDY_HANDLE_CLOSED;
  eddy_list_remove(&h->link);
  if (!env->can_call_js) {
    eddy_ref_free(h->on_close);
    if (h->native.handle) eddy_native_detach(&h->native);
    handle_collected(h);
    return;
  }
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value fn = eddy_ref_get(env->napi, h->on_close);
  napi_value js = eddy_native_value(&h->native);
  eddy_ref_free(h->on_close);
  h->on_close = NULL;
  if (fn != NULL) eddy_loop_call(env, &h->async, js, fn, 0, NULL, NULL);
  eddy_async_release(env, &h->async);
  eddy_native_unhold(&h->native);
  eddy_scope_close(&scope);
}

void eddy_handle_close(struct eddy_handle *h, napi_value callback) {
  if (h->state != EDDY_HANDLE_OPEN) return;
  h->state = EDDY_HANDLE_CLOSING;
  if (eddy_is_function(callback)) h->on_close = eddy_ref_new(h->env->napi, callback);
  uv_close(h->uv, handle_closed);
}

struct eddy_handle *eddy_this_handle(napi_callback_info info) {
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &eddy_handle_class);
  return h && h->state == EDDY_HANDLE_OPEN ? h : NULL;
}

static napi_value handle_close(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_handle *h = eddy_this_handle(info);
  if (h) eddy_handle_close(h, eddy_arg_is_function(info, 0) ? eddy_arg(info, 0) : NULL);
  return NULL;
}
static napi_value handle_ref(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_handle *h = eddy_this_handle(info);
  if (h) uv_ref(h->uv);
  return NULL;
}
static napi_value handle_unref(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_handle *h = eddy_this_handle(info);
  if (h) uv_unref(h->uv);
  return NULL;
}
static napi_value handle_has_ref(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &eddy_handle_class);
  eddy_ret_bool(info, h && h->state != EDDY_HANDLE_CLOSED && uv_has_ref(h->uv));
  return NULL;
}
static napi_value handle_async_id(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &eddy_handle_class);
  eddy_ret_f64(info, h ? h->async.id : -1);
  return NULL;
}

static const struct eddy_method handle_methods[] = {
  {"close", handle_close, 1, NULL},       {"ref", handle_ref, 0, NULL},
  {"unref", handle_unref, 0, NULL},       {"hasRef", handle_has_ref, 0, NULL},
  {"getAsyncId", handle_async_id, 0, NULL},
};

const struct eddy_class eddy_handle_class = {
  "HandleWrap", NULL, handle_methods, COUNTOF(handle_methods), NULL,
};

static const struct eddy_class *const classes[] = {&eddy_handle_class};
const struct eddy_binding eddy_binding_handle = {"handle", NULL, 0, classes, COUNTOF(classes), NULL};

/* ---- requests ----------------------------------------------------------------------------------- */

void eddy_req_init(struct eddy_env *env, struct eddy_req *r, napi_value object, napi_value fn,
                   const char *type) {
  memset(r, 0, sizeof *r);
  r->env = env;
  if (object && eddy_is_undefined(object)) object = NULL;
  r->object = object ? eddy_ref_new(env->napi, object) : NULL;
  r->fn = fn ? eddy_ref_new(env->napi, fn) : NULL;
  eddy_list_push(&env->requests, &r->link);
  eddy_async_init(env, &r->async, object, type);
}

void eddy_req_pin(struct eddy_req *r, napi_value v) {
  for (int i = 0; i < EDDY_REQ_PINS; i++) {
    if (r->pins[i] == NULL) {
      r->pins[i] = eddy_ref_new(r->env->napi, v);
      r->stores[i] = eddy_store_hold(r->env->napi, v);
      return;
    }
  }
  UNREACHABLE();
}

static void unpin(struct eddy_req *r) {
  eddy_list_remove(&r->link);
  for (int i = 0; i < EDDY_REQ_PINS; i++) {
    eddy_ref_free(r->pins[i]);
    eddy_store_free(r->stores[i]);
    r->pins[i] = NULL;
    r->stores[i] = NULL;
  }
}

void eddy_req_complete(struct eddy_req *r, size_t argc, const napi_value *argv) {
  struct eddy_env *env = r->env;
  napi_value object = eddy_ref_get(env->napi, r->object);
  napi_value fn = eddy_ref_get(env->napi, r->fn);
  unpin(r);
  eddy_ref_free(r->object);
  eddy_ref_free(r->fn);
  r->object = r->fn = NULL;
  struct eddy_async async = r->async;
  if (env->can_call_js) {
    if (fn == NULL && object != NULL) {
      eddy_loop_call_method(env, &async, object, "oncomplete", argc, argv, NULL);
    } else if (fn != NULL) {
      eddy_loop_call(env, &async, object, fn, argc, argv, NULL);
    }
  }
  eddy_async_release(env, &async);
}

void eddy_req_release(struct eddy_req *r) {
  unpin(r);
  eddy_ref_free(r->object);
  eddy_ref_free(r->fn);
  eddy_async_release(r->env, &r->async);
}

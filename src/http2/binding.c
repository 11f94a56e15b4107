// SPDX-License-Identifier: MIT
/* binding.c: internalBinding('http2'): the class Session and the callbacks it makes. */
#include "http2/http2.h"

static void idle_closed(uv_handle_t *idle) { free(CONTAINER_OF(idle, struct h2_data, idle)); }

static void data_release(struct eddy_env *env, void *p) {
  struct h2_data *d = p;
  while (!eddy_list_empty(&d->dirty)) {
    struct h2_session *s = CONTAINER_OF(d->dirty.next, struct h2_session, dirty_link);
    eddy_list_remove(&s->dirty_link);
    s->dirty = false;
  }
  for (int i = 0; i < H2_CALLBACKS; i++) eddy_ref_free(d->callbacks[i]);
  nghttp2_session_callbacks_del(d->ng);
  nghttp2_session_callbacks_del(d->ng_unpadded);
  free(d->out);
  env->binding_data[EDDY_DATA_HTTP2] = NULL;
  env->binding_release[EDDY_DATA_HTTP2] = NULL;
  uv_close((uv_handle_t *)&d->idle, idle_closed);
}

struct h2_data *h2_data(struct eddy_env *env) {
  struct h2_data *d = env->binding_data[EDDY_DATA_HTTP2];
  if (d) return d;
  d = eddy_calloc(1, sizeof *d);
  eddy_list_init(&d->dirty);
  CHECK(uv_idle_init(env->loop, &d->idle) == 0);
  d->ng = h2_callbacks_new(true);
  d->ng_unpadded = h2_callbacks_new(false);
  env->binding_data[EDDY_DATA_HTTP2] = d;
  env->binding_release[EDDY_DATA_HTTP2] = data_release;
  return d;
}

/* setCallbacks([...]): see enum h2_callback */
static napi_value set_callbacks(napi_env env, napi_callback_info info) {
  struct h2_data *d = h2_data(eddy_env_of(env));
  for (uint32_t i = 0; i < H2_CALLBACKS; i++) {
    napi_value fn = NULL;
    napi_get_element(env, eddy_arg(info, 0), i, &fn);
    eddy_ref_free(d->callbacks[i]);
    d->callbacks[i] = eddy_is_function(fn) ? eddy_ref_new(env, fn) : NULL;
  }
  return NULL;
}

struct h2_session *h2_this(napi_callback_info info) {
  struct h2_session *s = eddy_native_of(eddy_this(info), &h2_session_class);
  return s && s->ng && !s->dead ? s : NULL;
}

/* new Session(isServer, options) */
static napi_value session_construct(napi_env env, napi_callback_info info) {
  struct h2_session *s = eddy_calloc(1, sizeof *s);
  s->env = eddy_env_of(env);
  s->server = eddy_arg_bool(info, 0);
  s->events_end = &s->events;
  eddy_list_init(&s->streams);
  eddy_list_init(&s->dirty_link);
  const int err = h2_session_open(s, env, eddy_arg(info, 1));
  if (err != 0) {
    free(s->scan);
    free(s);
    eddy_throw(env, "ERR_HTTP2_ERROR", nghttp2_strerror(err));
    return NULL;
  }
  eddy_native_init(env, eddy_this(info), &s->native, &h2_session_class, s, h2_session_free);
  eddy_async_init(s->env, &s->async, eddy_this(info), "HTTP2SESSION");
  return NULL;
}

/* consume(handle): the session's bytes come from and go to this from now on */
static napi_value session_consume(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  eddy_ret_bool(info, s && h2_transport_open(s, eddy_arg(info, 0)));
  return NULL;
}

/* receive(bytes): from a transport in JavaScript, or what a socket had read before */
static napi_value session_receive(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  struct eddy_bytes bytes;
  if (!s || !eddy_arg_bytes(info, 0, &bytes)) return NULL;
  const bool copy = s->copy_input;
  s->copy_input = true;
  s->env->call_depth++; /* JavaScript is below: no ticks in between */
  h2_session_receive(s, bytes.data, bytes.len);
  s->env->call_depth--;
  s->copy_input = copy;
  return NULL;
}

/* written(status): a transport in JavaScript has done what H2_ON_OUTPUT gave it */
static napi_value session_written(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = eddy_native_of(eddy_this(info), &h2_session_class);
  if (s) h2_transport_done(s, eddy_arg_i32(info, 0));
  return NULL;
}

/* flush(): what there is to send goes to the transport now */
static napi_value session_flush(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  if (s) h2_session_flush(s);
  return NULL;
}

/* destroy(code, silent) */
static napi_value session_destroy(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  if (s) h2_session_destroy(s, eddy_arg_u32(info, 0), eddy_arg_bool(info, 1));
  return NULL;
}

static napi_value session_async_id(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = eddy_native_of(eddy_this(info), &h2_session_class);
  eddy_ret_f64(info, s ? s->async.id : -1);
  return NULL;
}

/* pending(): whether the transport is still writing; then onWritten(0) follows */
static napi_value session_pending(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  if (s && s->writes > 0) s->tell_drained = true;
  eddy_ret_bool(info, s && s->writes > 0);
  return NULL;
}

/* scheduled(): whether there is something to send or to tell in this turn of the loop */
static napi_value session_scheduled(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  eddy_ret_bool(info, s && (s->dirty || s->events));
  return NULL;
}

/* progress(): bytes written so far, if there is more to write; else -1 */
static napi_value session_progress(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  eddy_ret_f64(info, s && (s->queued > 0 || s->writes > 0) ? s->bytes_written : -1);
  return NULL;
}

static const struct eddy_method session_methods[] = {
  {"consume", session_consume, 1, NULL},
  {"receive", session_receive, 1, NULL},
  {"written", session_written, 1, NULL},
  {"flush", session_flush, 0, NULL},
  {"destroy", session_destroy, 2, NULL},
  {"getAsyncId", session_async_id, 0, NULL},
  {"pending", session_pending, 0, NULL},
  {"scheduled", session_scheduled, 0, NULL},
  {"progress", session_progress, 0, NULL},
  {"request", h2_js_request, 2, NULL},
  {"respond", h2_js_respond, 5, NULL},
  {"info", h2_js_info, 2, NULL},
  {"trailers", h2_js_trailers, 2, NULL},
  {"push", h2_js_push, 2, NULL},
  {"reset", h2_js_rst, 2, NULL},
  {"write", h2_js_write, 3, NULL},
  {"writev", h2_js_writev, 2, NULL},
  {"end", h2_js_end, 2, NULL},
  {"readStart", h2_js_read_start, 1, NULL},
  {"readStop", h2_js_read_stop, 1, NULL},
  {"streamState", h2_js_stream_state, 1, NULL},
  {"streamAsyncId", h2_js_stream_async_id, 1, NULL},
  {"settings", h2_js_settings, 1, NULL},
  {"localSettings", h2_js_local_settings, 0, NULL},
  {"remoteSettings", h2_js_remote_settings, 0, NULL},
  {"ping", h2_js_ping, 1, NULL},
  {"goaway", h2_js_goaway, 3, NULL},
  {"altsvc", h2_js_altsvc, 3, NULL},
  {"origin", h2_js_origin, 1, NULL},
  {"setNextStreamID", h2_js_set_next_stream, 1, NULL},
  {"setLocalWindowSize", h2_js_set_window, 1, NULL},
  {"state", h2_js_state, 0, NULL},
  {"statistics", h2_js_statistics, 0, NULL},
};
const struct eddy_class h2_session_class = {
  "Session", session_construct, session_methods, COUNTOF(session_methods), NULL,
};

static const struct eddy_method http2_functions[] = {
  {"setCallbacks", set_callbacks, 1, NULL},
  {"strerror", h2_js_strerror, 1, NULL},
};
static const struct eddy_class *const http2_classes[] = {&h2_session_class};
const struct eddy_binding eddy_binding_http2 = {
  "http2", http2_functions, COUNTOF(http2_functions), http2_classes, COUNTOF(http2_classes), NULL,
};

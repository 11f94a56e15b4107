// SPDX-License-Identifier: MIT
/* ws.c: the binding `ws`: class WebSocketConnection, the native half of lib/internal/ws/websocket.js. Takes frames
 * from a native stream or from JavaScript, and enters JavaScript once per message. Writing is in ws_send.c,
 * topics in ws_topic.c. */
#include "bindings/ws.h"

/* ---- per-thread state ------------------------------------------------------------------------------------- */

static void data_handle_closed(uv_handle_t *handle) {
  struct ws_data *d = handle->data;
  if (--d->open_handles == 0) free(d);
}

static void data_release(struct eddy_env *env, void *p) {
  struct ws_data *d = p;
  (void)env;
  for (int i = 0; i < WS_CALLBACKS; i++) eddy_ref_free(d->callbacks[i]);
  while (!eddy_list_empty(&d->dirty)) eddy_list_remove(d->dirty.next);
  while (!eddy_list_empty(&d->rounds)) eddy_list_remove(d->rounds.next);
  ws_channels_release(&d->channels);
  ws_shared_windows_release(&d->windows);
  uv_close((uv_handle_t *)&d->prepare, data_handle_closed);
  uv_close((uv_handle_t *)&d->idle, data_handle_closed);
  uv_close((uv_handle_t *)&d->check, data_handle_closed);
}

static void on_idle(uv_idle_t *idle) { (void)idle; }

/* The loop does not wait while something is left to write. */
static void data_flush(struct ws_data *d) {
  const bool nothing = eddy_list_empty(&d->dirty) && eddy_list_empty(&d->rounds); /* also because those who had it have gone */
  if (nothing || ws_flush_all(d->idle.loop->data, d)) uv_idle_stop(&d->idle);
  else uv_idle_start(&d->idle, on_idle);
}

static void on_prepare(uv_prepare_t *prepare) { data_flush(prepare->data); }

static void on_check(uv_check_t *check) { data_flush(check->data); }

struct ws_data *ws_data(struct eddy_env *env) {
  struct ws_data *d = env->binding_data[EDDY_DATA_WS];
  if (d) return d;
  d = eddy_calloc(1, sizeof *d);
  eddy_list_init(&d->dirty);
  eddy_list_init(&d->rounds);
  CHECK(uv_prepare_init(env->loop, &d->prepare) == 0 && uv_check_init(env->loop, &d->check) == 0);
  CHECK(uv_idle_init(env->loop, &d->idle) == 0);
  d->prepare.data = d->check.data = d->idle.data = d;
  d->open_handles = 3;
  uv_prepare_start(&d->prepare, on_prepare);
  uv_check_start(&d->check, on_check);
  uv_unref((uv_handle_t *)&d->prepare);
  uv_unref((uv_handle_t *)&d->check);
  env->binding_data[EDDY_DATA_WS] = d;
  env->binding_release[EDDY_DATA_WS] = data_release;
  return d;
}

/* setCallbacks([onMessage, onControl, onError, onEnd, onDrain]): `this` is the connection */
static napi_value ws_set_callbacks(napi_env env, napi_callback_info info) {
  struct ws_data *d = ws_data(eddy_env_of(env));
  for (uint32_t i = 0; i < WS_CALLBACKS; i++) {
    napi_value fn;
    if (napi_get_element(env, eddy_arg(info, 0), i, &fn) != napi_ok || !eddy_is_function(fn)) continue;
    eddy_ref_free(d->callbacks[i]);
    d->callbacks[i] = eddy_ref_new(env, fn);
  }
  return NULL;
}

/* ---- life ------------------------------------------------------------------------------------------------- */

struct ws_connection *ws_connection_this(napi_callback_info info) {
  struct ws_connection *c = eddy_native_of(eddy_this(info), &ws_connection_class);
  return c && !c->dead ? c : NULL;
}

static void connection_finalize(void *owner) {
  struct ws_connection *c = owner;
  eddy_list_remove(&c->dirty);
  ws_topics_leave(c);
  ws_reader_release(&c->reader);
  ws_reader_drop_control(&c->reader);
  ws_deflate_release(&c->deflate);
  free(c->rest);
  ws_queue_clear(&c->out);
  free(c);
}

/* A number of bytes that JavaScript has given: Infinity and what is no number mean the most there is. */
static size_t bytes_of(double n) { return n >= 0 && n < (double)SIZE_MAX ? (size_t)n : SIZE_MAX; }

/* new WebSocketConnection(server, maxPayload, checkUtf8, limit, together[, threshold, outTakeover, inTakeover, outBits,
 * level, memLevel]) */
static napi_value connection_construct(napi_env env, napi_callback_info info) {
  struct ws_connection *c = eddy_calloc(1, sizeof *c);
  const int64_t max = eddy_arg_i64(info, 1);
  c->env = eddy_env_of(env);
  c->server = eddy_arg_bool(info, 0);
  c->max_payload = max > 0 ? (uint64_t)max : 0;
  c->limit = bytes_of(eddy_arg_f64(info, 3));
  c->together = eddy_arg_bool(info, 4);
  c->uses_deflate = !eddy_arg_is_undefined(info, 5);
  c->threshold = c->uses_deflate ? bytes_of(eddy_arg_f64(info, 5)) : SIZE_MAX;
  eddy_list_init(&c->dirty);
  ws_reader_init(&c->reader, c->server, c->uses_deflate, c->max_payload,
                 eddy_arg_bool(info, 2) ? eddy_utf8_valid : NULL);
  if (c->uses_deflate) {
    ws_deflate_init(&c->deflate, &ws_data(c->env)->windows, eddy_arg_bool(info, 6), eddy_arg_bool(info, 7),
                    eddy_arg_i32(info, 8), eddy_arg_i32(info, 9), eddy_arg_i32(info, 10));
  }
  eddy_native_init(env, eddy_this(info), &c->native, &ws_connection_class, c, connection_finalize);
  return NULL;
}

/* ---- into JavaScript -------------------------------------------------------------------------------------- */

void ws_call(struct ws_connection *c, enum ws_callback which, size_t argc, const napi_value *argv) {
  struct eddy_env *env = c->env;
  if (!env->can_call_js) return;
  napi_value js = eddy_native_value(&c->native);
  napi_value fn = eddy_ref_get(env->napi, ws_data(env)->callbacks[which]);
  if (!js || !fn) return;
  if (env->call_depth == 0) {
    eddy_loop_call(env, ws_transport_async(c), js, fn, argc, argv, NULL);
  } else if (!eddy_call_plain(env->napi, js, fn, argc, argv)) {
    eddy_loop_uncaught(env);
  }
}

static void deliver_error(struct ws_connection *c) {
  napi_env env = c->env->napi;
  const struct ws_error *e = &c->reader.error;
  char text[128];
  const char *hole = strstr(e->text, "%d");
  if (hole) snprintf(text, sizeof text, "%.*s%d", (int)(hole - e->text), e->text, e->number);
  else snprintf(text, sizeof text, "%s", e->text);
  napi_value argv[] = {eddy_utf8(env, e->code, (size_t)-1), eddy_utf8(env, text, (size_t)-1),
                       eddy_i32(env, c->reader.close_code), eddy_bool(env, e->range)};
  ws_call(c, WS_ON_ERROR, COUNTOF(argv), argv);
}

/* Replaces a deflated payload by what it stands for. False: the reader has failed. */
static bool inflate_event(struct ws_connection *c, struct ws_event *e) {
  uint8_t *data;
  size_t len;
  const int err = ws_inflate_message(&c->deflate, e->data, e->len, c->max_payload, &data, &len);
  if (e->owned) free(e->data);
  if (err == WS_ZLIB_TOO_LARGE) {
    ws_reader_fail(&c->reader, "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH", "Max payload size exceeded", 1009, true);
  } else if (err != 0) {
    ws_reader_fail(&c->reader, "Z_DATA_ERROR", "invalid compressed data", 1007, false);
  } else if (e->opcode == WS_TEXT && c->reader.check_utf8 && !eddy_utf8_valid(data, len)) {
    free(data);
    ws_reader_fail(&c->reader, "WS_ERR_INVALID_UTF8", "Invalid WebSocket frame: invalid UTF-8 sequence", 1007, false);
  } else {
    *e = (struct ws_event){WS_MESSAGE, e->opcode, false, true, data, len};
    return true;
  }
  return false;
}

static void deliver(struct ws_connection *c, struct ws_event *e) {
  napi_env env = c->env->napi;
  if (e->kind == WS_MESSAGE && e->compressed && !inflate_event(c, e)) e->kind = WS_ERROR;
  if (e->kind == WS_ERROR) {
    deliver_error(c);
    return;
  }
  napi_value data = e->owned ? eddy_buffer_adopt(env, e->data, e->len) : eddy_buffer_copy(env, e->data, e->len);
  if (!data) {
    ws_reader_fail(&c->reader, "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH", "Max payload size exceeded", 1009, true);
    deliver_error(c);
    return;
  }
  if (e->kind == WS_MESSAGE) {
    napi_value argv[] = {data, eddy_bool(env, e->opcode == WS_BINARY)};
    ws_call(c, WS_ON_MESSAGE, COUNTOF(argv), argv);
  } else {
    napi_value argv[] = {eddy_i32(env, e->opcode), data};
    if (e->opcode == WS_CLOSE) ws_reader_release(&c->reader); /* nothing counts after it, section 5.5.1 */
    ws_call(c, WS_ON_CONTROL, COUNTOF(argv), argv);
  }
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

static void keep_rest(struct ws_connection *c, const uint8_t *p, size_t n) {
  if (n == 0) return;
  c->rest = eddy_realloc(c->rest, c->rest_len + n);
  memcpy(c->rest + c->rest_len, p, n);
  c->rest_len += n;
}

/* All messages in the bytes; the caller holds the connection and a scope. */
static void feed(struct ws_connection *c, uint8_t *data, size_t len) {
  napi_env env = c->env->napi;
  size_t off = 0;
  c->feeding = true;
  while (!c->dead && !c->reader.dead) {
    if (c->paused) {
      keep_rest(c, data + off, len - off);
      break;
    }
    struct ws_event e;
    ws_reader_next(&c->reader, data, len, &off, &e);
    if (e.kind == WS_MORE) break;
    struct eddy_scope scope; /* one a message: many may come in one read */
    eddy_scope_open(env, &scope);
    deliver(c, &e);
    eddy_scope_close(&scope);
  }
  c->feeding = false;
}

/* What came before a pause, now that it is over. */
static void feed_rest(struct ws_connection *c) {
  while (c->rest && !c->paused && !c->feeding && !c->dead) {
    uint8_t *rest = c->rest;
    const size_t len = c->rest_len;
    c->rest = NULL;
    c->rest_len = 0;
    feed(c, rest, len);
    free(rest);
  }
}

void ws_received(struct ws_connection *c, ssize_t nread, uint8_t *data) {
  struct eddy_env *env = c->env;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  eddy_native_hold(&c->native);
  if (nread < 0) {
    napi_value arg = eddy_i32(env->napi, nread == UV_EOF ? 0 : (int32_t)nread);
    ws_call(c, WS_ON_END, 1, &arg);
  } else if (c->together && env->call_depth == 0 && env->can_call_js) {
    struct eddy_loop_scope calls;
    eddy_loop_enter(env, ws_transport_async(c), &calls);
    feed(c, data, (size_t)nread);
    eddy_loop_leave(env, &calls, false);
  } else {
    feed(c, data, (size_t)nread);
  }
  eddy_native_unhold(&c->native);
  eddy_scope_close(&scope);
}

/* attach(handle) -> whether frames come from this handle, from readStart() on, and go to it */
static napi_value connection_attach(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  eddy_ret_bool(info, c && ws_transport_open(c, eddy_arg(info, 0)));
  return NULL;
}

/* readStart(): unless it is paused. There may be something already. */
static napi_value connection_read_start(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (!c || c->paused) return NULL;
  eddy_native_hold(&c->native);
  ws_transport_read(c, true);
  eddy_native_unhold(&c->native);
  return NULL;
}

/* feed(bytes): from a socket that JavaScript reads; their memory is used and changed */
static napi_value connection_feed(napi_env env, napi_callback_info info) {
  struct ws_connection *c = ws_connection_this(info);
  struct eddy_bytes bytes;
  if (!c || !eddy_arg_bytes(info, 0, &bytes) || bytes.len == 0) return NULL;
  uint8_t *copy = malloc(bytes.len); /* JavaScript runs in between, and may detach the memory */
  if (!copy) {
    eddy_throw_range(env, "ERR_MEMORY_ALLOCATION_FAILED", "Failed to allocate memory");
    return NULL;
  }
  memcpy(copy, bytes.data, bytes.len);
  eddy_native_hold(&c->native);
  if (c->feeding) keep_rest(c, copy, bytes.len);
  else feed(c, copy, bytes.len);
  feed_rest(c);
  free(copy);
  eddy_native_unhold(&c->native);
  return NULL;
}

/* pause(): no more messages until resume() */
static napi_value connection_pause(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (!c) return NULL;
  c->paused = true;
  ws_transport_read(c, false);
  return NULL;
}

/* resume(): delivers what was held back, then reads on */
static napi_value connection_resume(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (!c) return NULL;
  c->paused = false;
  eddy_native_hold(&c->native);
  feed_rest(c);
  if (!c->paused) ws_transport_read(c, true);
  eddy_native_unhold(&c->native);
  return NULL;
}

/* detach(): the stream is JavaScript's again; nothing more is read or written here */
static napi_value connection_detach(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (!c) return NULL;
  ws_flush(c);
  ws_drop_output(c);
  ws_reader_release(&c->reader);
  ws_deflate_release(&c->deflate);
  c->dead = c->closed = true;
  ws_transport_close(c);
  return NULL;
}

/* close(): nothing more of what is published */
static napi_value connection_close(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (c) c->closed = true;
  return NULL;
}

/* slow(on): what is published is given to JavaScript, which knows what it has to wait for */
static napi_value connection_slow(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (c) c->slow = eddy_arg_bool(info, 0);
  return NULL;
}

static const struct eddy_method connection_methods[] = {
  {"attach", connection_attach, 1, NULL}, {"feed", connection_feed, 1, NULL},
  {"readStart", connection_read_start, 0, NULL},
  {"pause", connection_pause, 0, NULL},   {"resume", connection_resume, 0, NULL},
  {"detach", connection_detach, 0, NULL}, {"send", ws_send, 3, NULL},
  {"close", connection_close, 0, NULL},   {"slow", connection_slow, 1, NULL},
  {"encode", ws_encode, 4, NULL},         {"queued", ws_queued, 0, NULL},
  {"wantDrain", ws_want_drain, 0, NULL},  {"flush", ws_flush_now, 0, NULL},
  {"leaveTopics", ws_leave_topics, 0, NULL},
};
const struct eddy_class ws_connection_class = {
  "WebSocketConnection", connection_construct, connection_methods, COUNTOF(connection_methods), NULL,
};

static const struct eddy_method ws_methods[] = {
  {"setCallbacks", ws_set_callbacks, 1, NULL}, {"broadcast", ws_broadcast, 4, NULL},
};
static const struct eddy_class *const ws_classes[] = {&ws_connection_class, &ws_topic_class};
const struct eddy_binding eddy_binding_ws = {
  "ws", ws_methods, COUNTOF(ws_methods), ws_classes, COUNTOF(ws_classes), NULL,
};

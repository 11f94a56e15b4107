// SPDX-License-Identifier: MIT
/* connection.c: the binding `http_parser`: class Connection. It takes bytes from a native stream (consume) or
 * from JavaScript (execute), and enters JavaScript once per request: with head, and whole body if that came
 * in the same read. */
#include "http/connection.h"

enum { BIT_COMPLETE = 1 << 13, SHIFT_METHOD = 14, SHIFT_MINOR = 20, SHIFT_MAJOR = 24 };

/* ---- per-thread state ---------------------------------------------------------------------------------- */

static void data_release(struct eddy_env *env, void *p) {
  (void)env;
  struct http_data *d = p;
  for (int i = 0; i < HTTP_CALLBACKS; i++) eddy_ref_free(d->callbacks[i]);
  for (int i = 0; i < http_known_name_count(); i++) eddy_ref_free(d->names[i]);
  free(d->names);
  free(d->batch);
  free(d);
}

struct http_data *http_data(struct eddy_env *env) {
  struct http_data *d = env->binding_data[EDDY_DATA_HTTP];
  if (d) return d;
  d = eddy_calloc(1, sizeof *d);
  d->names = eddy_calloc((size_t)http_known_name_count(), sizeof *d->names);
  napi_value list = eddy_slot_get(env->napi, EDDY_SLOT_HTTP_1);
  for (uint32_t i = 0; list && i < HTTP_CALLBACKS; i++) {
    napi_value fn;
    if (napi_get_element(env->napi, list, i, &fn) == napi_ok && eddy_is_function(fn)) {
      d->callbacks[i] = eddy_ref_new(env->napi, fn);
    }
  }
  env->binding_data[EDDY_DATA_HTTP] = d;
  env->binding_release[EDDY_DATA_HTTP] = data_release;
  return d;
}

napi_value http_callback(struct eddy_env *env, enum http_callback which) {
  return eddy_ref_get(env->napi, http_data(env)->callbacks[which]);
}

/* setCallbacks([...]): see enum http_callback */
static napi_value http_set_callbacks(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_of(env);
  eddy_slot_set(env, EDDY_SLOT_HTTP_1, eddy_arg(info, 0));
  if (e->binding_data[EDDY_DATA_HTTP]) data_release(e, e->binding_data[EDDY_DATA_HTTP]);
  e->binding_data[EDDY_DATA_HTTP] = NULL;
  return NULL;
}

/* ---- life --------------------------------------------------------------------------------------------------- */

struct http_connection *http_connection_this(napi_callback_info info) {
  struct http_connection *c = eddy_native_of(eddy_this(info), &http_connection_class);
  return c && !c->dead ? c : NULL;
}

static void connection_finalize(void *owner) {
  struct http_connection *c = owner;
  http_list_remove(c);
  free(c->partial);
  free(c->rest);
  free(c->file);
  free(c);
}

void http_release_freed(struct http_connection *c) {
  if (!c->dead || c->feeding || c->pending_writes > 0 || c->native.holds > 0 || http_data(c->env)->batch_owner == c) return;
  if (c->stream || c->tls || !c->env->can_call_js) return;
  eddy_native_detach(&c->native);
  connection_finalize(c);
}

/* new Connection(type, maxHeadBytes, leniency, maxHeaders) */
static napi_value connection_construct(napi_env env, napi_callback_info info) {
  struct http_connection *c = eddy_calloc(1, sizeof *c);
  c->env = eddy_env_of(env);
  eddy_list_init(&c->link);
  const int64_t max = eddy_arg_i64(info, 1);
  http_parser_init(&c->parser, eddy_arg_i32(info, 0) == 0 ? HTTP_REQUEST : HTTP_RESPONSE,
                   max > 0 ? (size_t)max : 16384, (uint8_t)eddy_arg_i32(info, 2));
  c->parser.max_headers = eddy_arg_u32(info, 3);
  eddy_native_init(env, eddy_this(info), &c->native, &http_connection_class, c, connection_finalize);
  return NULL;
}

/* reset(type, maxHeadBytes, leniency): as if new, for another connection or message (clients) */
static napi_value connection_reset(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  if (!c) return NULL;
  const int64_t max = eddy_arg_i64(info, 1);
  http_parser_init(&c->parser, eddy_arg_i32(info, 0) == 0 ? HTTP_REQUEST : HTTP_RESPONSE,
                   max > 0 ? (size_t)max : 16384, (uint8_t)eddy_arg_i32(info, 2));
  c->partial_len = 0;
  c->head_done = false;
  return NULL;
}

/* ---- into JavaScript ------------------------------------------------------------------------------------------ */

/* From the loop through eddy_loop_call, within the scope of the read (received()); from execute(), which JavaScript
 * called, directly. False if it threw. */
static bool call(struct http_connection *c, enum http_callback which, size_t argc, const napi_value *argv,
                 napi_value *result) {
  struct eddy_env *env = c->env;
  napi_value js = eddy_native_value(&c->native), fn = http_callback(env, which), value = NULL;
  if (!js || !fn) return false;
  if (which == HTTP_ON_HEAD && c->parser.type == HTTP_REQUEST) http_data(env)->requests++;
  if (!c->nested) {
    struct eddy_async *context = http_transport_async(c);
    double id = 0;
    if (context && which == HTTP_ON_HEAD) { /* each message is an execution of its own */
      id = context->id;
      context->id = ++env->async_fields[EDDY_ASYNC_ID_COUNTER];
    }
    eddy_loop_call(env, context, js, fn, argc, argv, &value);
    context = http_transport_async(c);
    if (id && context) context->id = id;
  } else {
    value = eddy_call_plain(env->napi, js, fn, argc, argv);
  }
  if (result) *result = value;
  c->threw = value == NULL;
  return value != NULL;
}

/* Ticks and microtasks run when the bytes of a read have been worked on, and after each piece of a body: what a program
 * awaits because of a piece comes before the end, and handlers of requests that came together before it, as in Node. */
static void drain(struct http_connection *c) {
  if (!c->nested && !c->threw) eddy_loop_drain_entered(c->env);
}

static napi_value head_bits(struct http_connection *c, bool complete) {
  const struct http_parser *p = &c->parser;
  const uint32_t bits = (p->flags & 0x1fff) | (complete ? BIT_COMPLETE : 0) |
                        (uint32_t)p->method << SHIFT_METHOD | (uint32_t)p->minor << SHIFT_MINOR |
                        (uint32_t)p->major << SHIFT_MAJOR;
  return eddy_u32(c->env->napi, bits);
}

static void mark_complete(struct http_connection *c) {
  c->head_done = false;
  c->message_start = c->answered_since = 0;
}

/* Delivers a head of `n` bytes at base. `rest` bytes follow it; returns how many of them were taken as the
 * body. `stop` is set when JavaScript took the connection over. */
static size_t deliver_head(struct http_connection *c, const uint8_t *base, size_t n, size_t rest, bool *stop) {
  napi_env env = c->env->napi;
  struct http_parser *p = &c->parser;
  const enum http_state after = p->state;
  const bool old = p->major == 1 && p->minor == 0;
  size_t body = 0;
  napi_value argv[6];
  argv[1] = eddy_latin1(env, base + p->url_start, p->url_length);
  argv[2] = eddy_latin1(env, base + p->headers_start, n - p->headers_start);
  argv[3] = argv[5] = eddy_undefined(env);
  argv[4] = eddy_i32(env, p->status);
  bool complete = after == HTTP_DONE;
  if (after == HTTP_BODY_LENGTH && (p->type == HTTP_REQUEST || c->whole_bodies) && rest >= p->content_left &&
      !(p->flags & (HTTP_F_UPGRADE | HTTP_F_EXPECT_CONTINUE | HTTP_F_EXPECT_OTHER))) {
    body = (size_t)p->content_left;
    argv[3] = eddy_buffer_copy(env, base + n, body);
    complete = true;
  }
  argv[0] = head_bits(c, complete);
  if (complete) {
    http_parser_next(p);
    mark_complete(c);
  } else {
    c->head_done = true;
  }
  c->idle_since = 0;
  c->idle_soon = false;
  c->more = rest > body;
  napi_value result = NULL;
  const bool ok = call(c, HTTP_ON_HEAD, 5, argv, &result);
  const int verdict = ok && eddy_is_number(result) ? eddy_to_i32(result) : 0;
  if (c->dead || !ok) {
    *stop = c->dead || c->nested;
  } else if (verdict == 3) {
    drain(c);
    if (!c->dead) call(c, HTTP_ON_COMPLETE, 1, &argv[5], NULL);
    *stop = c->dead;
  } else if (verdict == 2) {
    if (!complete) p->state = HTTP_UPGRADED;
    *stop = true;
  } else if (verdict == 1 && !complete) {
    p->state = HTTP_DONE;
  } else if (after == HTTP_UPGRADED && !complete) {
    /* Nobody upgrades: an ordinary message without body. */
    p->state = HTTP_DONE;
  }
  if (!c->dead && verdict != 2) p->flags &= ~(uint32_t)HTTP_F_UPGRADE; /* nor after the body */
  /* The answer to an old request mostly ends the connection: what follows waits for that. */
  if (ok && c->more && !c->dead && verdict != 2 && ((body > 0 && verdict == 0) || old)) {
    drain(c);
    *stop = *stop || c->dead;
  }
  return body;
}

/* `last`: nothing of what was read comes after it */
static bool deliver_body(struct http_connection *c, const uint8_t *data, size_t len, bool last) {
  napi_value chunk = last ? eddy_read_buffer_value(c->env, (uint8_t *)(uintptr_t)data, len)
                          : eddy_buffer_copy(c->env->napi, data, len);
  if (!chunk) return false;
  c->more = !last;
  const bool ok = call(c, HTTP_ON_BODY, 1, &chunk, NULL) || !c->nested;
  drain(c);
  return ok && !c->dead;
}

/* `more`: bytes of what was read come after it */
static bool deliver_complete(struct http_connection *c, const uint8_t *trailers, size_t len, bool more) {
  napi_value arg = trailers && len > 2 ? eddy_latin1(c->env->napi, trailers, len) : eddy_undefined(c->env->napi);
  http_parser_next(&c->parser);
  mark_complete(c);
  c->more = more;
  return (call(c, HTTP_ON_COMPLETE, 1, &arg, NULL) || !c->nested) && !c->dead;
}

static void deliver_error(struct http_connection *c, const uint8_t *packet, size_t len, size_t parsed) {
  napi_env env = c->env->napi;
  napi_value argv[] = {eddy_utf8(env, c->parser.error_code, (size_t)-1),
                       eddy_utf8(env, c->parser.error_reason, (size_t)-1), eddy_f64(env, (double)parsed),
                       packet ? eddy_buffer_copy(env, packet, len) : eddy_undefined(env)};
  call(c, HTTP_ON_ERROR, COUNTOF(argv), argv, NULL);
}

/* ---- feeding ---------------------------------------------------------------------------------------------------- */

/* Keeps an incomplete head. False: out of memory. */
static bool keep(struct http_connection *c, const uint8_t *data, size_t len) {
  if (c->partial_len + len > c->partial_cap) {
    const size_t cap = c->partial_len + len + 512;
    uint8_t *grown = realloc(c->partial, cap);
    if (!grown) return false;
    c->partial = grown;
    c->partial_cap = cap;
  }
  memcpy(c->partial + c->partial_len, data, len);
  c->partial_len += len;
  return true;
}

static void drop_partial(struct http_connection *c) {
  c->partial_len = 0;
  if (c->partial_cap > 4096) {
    free(c->partial);
    c->partial = NULL;
    c->partial_cap = 0;
  }
}

/* A head or trailers from data[*off]. Returns 1 go on, 0 wants more or stopped, -1 error. */
static int feed_head(struct http_connection *c, const uint8_t *data, size_t len, size_t *off, bool *stop) {
  struct http_parser *p = &c->parser;
  const bool trailers = p->state == HTTP_TRAILERS;
  const size_t before = c->partial_len;
  if (before > 0 && !keep(c, data + *off, len - *off)) return -1;
  const uint8_t *base = before > 0 ? c->partial : data + *off;
  const size_t available = before > 0 ? c->partial_len : len - *off;
  const ptrdiff_t n = http_parser_head(p, base, available);
  if (n < 0) {
    c->partial_len = 0;
    if (p->error_at > before) *off += p->error_at - before;
    return -1;
  }
  if (n == 0 && !trailers && p->headers_start == 0 && p->scan == available) {
    http_parser_next(p); /* only empty lines so far: as if they had not come */
    c->partial_len = 0;
    *off = len;
    return 0;
  }
  if (n == 0) {
    if (before == 0 && !keep(c, base, available)) return -1;
    *off = len;
    return 0;
  }
  size_t taken = (size_t)n;
  if (trailers) {
    uint8_t *copy = before > 0 ? memcpy(eddy_alloc(taken), base, taken) : NULL;
    c->partial_len = 0;
    *off += taken - before;
    *stop = !deliver_complete(c, copy ? copy : base, taken, *off < len);
    free(copy);
  } else {
    if (before > 0) {
      /* The bytes must outlive what JavaScript does with the connection. */
      uint8_t *own = c->partial;
      c->partial = NULL;
      c->partial_len = c->partial_cap = 0;
      taken += deliver_head(c, own, taken, available - taken, stop);
      free(own);
    } else {
      taken += deliver_head(c, base, taken, available - taken, stop);
    }
    *off += taken - before;
  }
  return 1;
}

static bool carried(const struct http_connection *c) { return c->stream || c->tls; }

/* Between two requests: the client does not take the answers, or JavaScript has enough of them. */
static bool congested(const struct http_connection *c) {
  return c->parser.type == HTTP_REQUEST && c->parser.state == HTTP_HEAD && c->partial_len == 0 && carried(c) &&
         (!c->want_read || http_transport_queued(c) > HTTP_OUT_MAX);
}

/* Works on all of data. Returns how much was used; *failed tells of a parse error. */
static size_t feed(struct http_connection *c, const uint8_t *data, size_t len, bool *failed) {
  struct http_parser *p = &c->parser;
  size_t off = 0;
  bool stop = false;
  *failed = false;
  while (off < len && !stop && !c->dead && !congested(c)) {
    if (p->state == HTTP_HEAD || p->state == HTTP_TRAILERS) {
      const uint64_t idle_since = c->idle_since;
      const bool begins = p->state == HTTP_HEAD && c->partial_len == 0 && c->message_start == 0;
      if (begins) {
        c->message_start = uv_now(c->env->loop) + 1;
        c->idle_since = 0;
      }
      const int result = feed_head(c, data, len, &off, &stop);
      if (result < 0) *failed = true;
      if (result == 0 && begins && c->partial_len == 0) {
        c->message_start = 0;
        c->idle_since = idle_since;
      }
      if (result <= 0) break;
    } else if (p->state >= HTTP_BODY_LENGTH && p->state < HTTP_TRAILERS) {
      const uint8_t *content;
      size_t used, n;
      if (c->answered_since) c->answered_since = uv_now(c->env->loop) + 1;
      if (!http_parser_body(p, data + off, len - off, &used, &content, &n)) {
        *failed = true;
        off += used;
        break;
      }
      off += used;
      if (n > 0 && !deliver_body(c, content, n, off == len)) break;
    } else if (p->state != HTTP_DONE) {
      break; /* upgraded or dead: the rest is not ours */
    }
    if (!c->dead && !stop && p->state == HTTP_DONE && !deliver_complete(c, NULL, 0, off < len)) break;
  }
  if (!c->dead && !*failed && !stop && p->state == HTTP_BODY_REFUSED) {
    const uint8_t *content;
    size_t used, n;
    *failed = !http_parser_body(p, data, 0, &used, &content, &n);
  }
  if (!c->dead && !*failed && p->state == HTTP_DONE && !stop) deliver_complete(c, NULL, 0, false);
  c->more = false;
  return off;
}

void eddy_http_flush(struct eddy_env *env) {
  struct http_data *data = env->binding_data[EDDY_DATA_HTTP];
  if (data && data->batch_owner) http_flush_batch(data->batch_owner);
}

void http_idle(struct http_connection *c) {
  const uint64_t now = uv_now(c->env->loop) + 1;
  c->idle_soon = false;
  if (c->message_start) c->answered_since = c->head_done ? now : 0;
  else if (c->partial_len == 0 && !c->rest) c->idle_since = now;
  http_transport_join(c);
}

void http_send_failed(struct http_connection *c, int err) {
  struct eddy_env *env = c->env;
  if (c->dead || !env->can_call_js || !http_transport_usable(c)) return;
  napi_value js = eddy_native_value(&c->native), arg = eddy_i32(env->napi, err);
  if (js) eddy_loop_call(env, http_transport_async(c), js, http_callback(env, HTTP_ON_DRAIN), 1, &arg, NULL);
}

static void end_feeding(struct http_connection *c) {
  struct eddy_env *env = c->env;
  c->feeding = false;
  const int result = http_flush_batch(c);
  if (c->idle_soon && c->pending_writes == 0) http_idle(c); /* or when the client has taken it: http_drained */
  struct http_data *data = http_data(env);
  if (data->batch_owner == c) data->batch_owner = NULL;
  if (result < 0) http_send_failed(c, result); /* the client is gone; the next read may say no more than that the connection has ended */
}

/* Keeps bytes for later, behind those that are kept already; no more are read until then. */
static void hold_back(struct http_connection *c, const uint8_t *bytes, size_t len) {
  c->rest = eddy_realloc(c->rest, c->rest_len + len);
  memcpy(c->rest + c->rest_len, bytes, len);
  c->rest_len += len;
  http_transport_read_stop(c);
}

/* An exception on its way to the JavaScript that called goOn(). */
static bool threw(struct eddy_env *env) {
  bool pending = false;
  napi_is_exception_pending(env->napi, &pending);
  return pending;
}

static void received(struct http_connection *c, ssize_t nread, uint8_t *bytes) {
  struct eddy_env *env = c->env;
  bool failed;
  if (nread < 0) {
    napi_value arg = eddy_i32(env->napi, nread == UV_EOF ? 0 : (int32_t)nread);
    call(c, HTTP_ON_END, 1, &arg, NULL);
    return;
  }
  const size_t used = feed(c, bytes, (size_t)nread, &failed);
  if (failed && !c->dead) {
    deliver_error(c, bytes, (size_t)nread, used);
  } else if (!c->dead && c->parser.state == HTTP_UPGRADED) {
    napi_value rest = eddy_buffer_copy(env->napi, bytes + used, (size_t)nread - used);
    call(c, HTTP_ON_UPGRADE, 1, &rest, NULL);
  } else if (!c->dead && carried(c) && used < (size_t)nread && (congested(c) || threw(env))) {
    hold_back(c, bytes + used, (size_t)nread - used);
  }
}

void http_received(struct http_connection *c, ssize_t nread, uint8_t *bytes) {
  if (c->rest && nread > 0) {
    hold_back(c, bytes, (size_t)nread);
    return;
  }
  struct eddy_env *env = c->env;
  struct eddy_loop_scope scope;
  eddy_native_hold(&c->native);
  c->feeding = true;
  c->threw = false;
  c->nested = env->call_depth > 0 || !env->can_call_js;
  if (!c->nested) eddy_loop_enter(env, NULL, &scope);
  received(c, nread, bytes);
  c->more = false;
  if (!c->nested) eddy_loop_leave(env, &scope, c->threw);
  end_feeding(c);
  eddy_native_unhold(&c->native);
}

void http_resume(struct http_connection *c) {
  if (!c->rest || c->dead || !c->want_read || !http_transport_usable(c)) return;
  uint8_t *bytes = c->rest;
  const size_t len = c->rest_len;
  c->rest = NULL;
  c->rest_len = 0;
  http_received(c, (ssize_t)len, bytes);
  free(bytes);
  if (!c->dead && !c->rest && c->want_read && http_transport_usable(c)) http_transport_read_start(c);
}

/* consume(handle, handshaking): from now on C reads from this native stream, or TLS over one, whose first handshake
 * may still be to come; false if it is neither */
static napi_value connection_consume(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  const bool opened = c && http_transport_open(c, eddy_arg(info, 0));
  if (opened && eddy_arg_bool(info, 1)) c->handshake_since = uv_now(c->env->loop) + 1;
  eddy_ret_bool(info, opened);
  return NULL;
}

/* handshaking() -> whether the first TLS handshake is still under way */
static napi_value connection_handshaking(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  eddy_ret_bool(info, c && c->handshake_since != 0);
  return NULL;
}

/* unconsume(): the stream's bytes go to JavaScript again; returns those that were held back, if any */
static napi_value connection_unconsume(napi_env env, napi_callback_info info) {
  struct http_connection *c = http_connection_this(info);
  if (!c || !carried(c)) return NULL;
  napi_value rest = c->rest ? eddy_buffer_copy(env, c->rest, c->rest_len) : NULL;
  free(c->rest);
  c->rest = NULL;
  c->rest_len = 0;
  http_transport_close(c);
  return rest;
}

/* execute(bytes) -> bytes used; errors and events go to the callbacks. -1 after a parse error. */
static napi_value connection_execute(napi_env env, napi_callback_info info) {
  struct http_connection *c = http_connection_this(info);
  struct eddy_bytes bytes;
  if (!c || !eddy_arg_bytes(info, 0, &bytes)) return NULL;
  /* JavaScript runs in between, and may change or detach the memory: parse a copy. */
  uint8_t *copy = malloc(bytes.len ? bytes.len : 1);
  if (!copy) return NULL;
  if (bytes.len) memcpy(copy, bytes.data, bytes.len);
  bool failed;
  const bool nested = c->nested;
  eddy_native_hold(&c->native);
  c->nested = true; /* JavaScript is below: no ticks in between */
  c->env->call_depth++;
  const size_t used = feed(c, copy, bytes.len, &failed);
  if (failed && !c->dead) deliver_error(c, copy, bytes.len, used);
  c->env->call_depth--;
  c->nested = nested;
  free(copy);
  if (failed) eddy_ret_i32(info, -1);
  else eddy_ret_f64(info, (double)used);
  eddy_native_unhold(&c->native);
  (void)env;
  return NULL;
}

/* finish() -> whether the connection may end here; otherwise the error callback has been called */
static napi_value connection_finish(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  if (!c) return NULL;
  const bool nested = c->nested;
  c->nested = true;
  c->env->call_depth++;
  const enum http_state before = c->parser.state;
  bool ok = http_parser_finish(&c->parser);
  if (ok && c->partial_len > 0) {
    c->parser.error_code = "HPE_INVALID_EOF_STATE";
    c->parser.error_reason = "Invalid EOF state";
    ok = false;
  }
  if (!ok) deliver_error(c, NULL, 0, 0);
  else if (before == HTTP_BODY_EOF) deliver_complete(c, NULL, 0, false);
  c->env->call_depth--;
  c->nested = nested;
  eddy_ret_bool(info, ok);
  return NULL;
}

/* goOn(): works on what was held back; held(): is there any? */
static napi_value connection_go_on(napi_env env, napi_callback_info info) {
  struct http_connection *c = http_connection_this(info);
  (void)env;
  if (!c) return NULL;
  eddy_native_hold(&c->native);
  if (!c->feeding) http_resume(c);
  eddy_native_unhold(&c->native);
  return NULL;
}
static napi_value connection_held(napi_env env, napi_callback_info info) {
  struct http_connection *c = http_connection_this(info);
  (void)env;
  eddy_ret_bool(info, c && c->rest);
  return NULL;
}

/* readStart(), readStop(): of the consumed stream */
static napi_value connection_read_start(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  if (c) c->want_read = true;
  eddy_ret_i32(info, !c ? UV_EBADF : c->rest ? 0 : http_transport_read_start(c));
  return NULL;
}
static napi_value connection_read_stop(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  if (c) c->want_read = false;
  eddy_ret_i32(info, c ? http_transport_read_stop(c) : UV_EBADF);
  return NULL;
}

static napi_value connection_idle(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  if (c) http_idle(c);
  return NULL;
}

/* between() -> whether no byte of a request has been read that is not answered, and nothing waits to be written */
static napi_value connection_between(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  eddy_ret_bool(info, c && carried(c) && !c->dead && !c->feeding && !c->head_done && c->partial_len == 0 &&
                          c->pending_writes == 0);
  return NULL;
}

/* wholeBodies(): of a client whose requests are all answered with a body: one that came in the same read comes with
 * the head, as those of requests do */
static napi_value connection_whole_bodies(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  if (c) c->whole_bodies = true;
  return NULL;
}

/* flush(): what has been batched goes out now */
static napi_value connection_flush(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  eddy_ret_i32(info, c ? http_flush_batch(c) : 0);
  return NULL;
}

/* cork() -> whether uncork() is to follow: until then writes are batched, unless another connection's are */
static napi_value connection_cork(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  const bool cork = c && !c->more && !c->corked && http_data(c->env)->batch_len == 0;
  if (cork) c->corked = true;
  eddy_ret_bool(info, cork);
  return NULL;
}
/* drop(): what has been batched since cork() is not sent */
static napi_value connection_drop(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  if (!c || !c->corked) return NULL;
  struct http_data *data = http_data(c->env);
  if (data->batch_owner == c) data->batch_len = 0;
  return NULL;
}
static napi_value connection_uncork(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  if (!c) return NULL;
  c->corked = false;
  eddy_ret_i32(info, c->more ? 0 : http_flush_batch(c));
  struct http_data *data = http_data(c->env);
  if (data->batch_owner == c && !c->feeding) data->batch_owner = NULL;
  return NULL;
}

/* free(): JavaScript is done with it */
static napi_value connection_free(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  if (!c) return NULL;
  http_transport_close(c);
  c->dead = true;
  http_drop_file(c);
  free(c->rest);
  c->rest = NULL;
  c->rest_len = 0;
  drop_partial(c);
  return NULL;
}

static napi_value http_methods_list(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value list = eddy_array(env, NULL, 0);
  for (int i = 0; i < http_method_count; i++) {
    eddy_set_index(env, list, (uint32_t)i, eddy_intern(env, http_method_names[i]));
  }
  return list;
}

static const struct eddy_method connection_methods[] = {
  {"reset", connection_reset, 3, NULL},          {"consume", connection_consume, 2, NULL},
  {"unconsume", connection_unconsume, 0, NULL},  {"execute", connection_execute, 1, NULL},
  {"finish", connection_finish, 0, NULL},        {"readStart", connection_read_start, 0, NULL},
  {"readStop", connection_read_stop, 0, NULL},   {"idle", connection_idle, 0, NULL},
  {"flush", connection_flush, 0, NULL},          {"free", connection_free, 0, NULL},
  {"goOn", connection_go_on, 0, NULL},           {"held", connection_held, 0, NULL},
  {"cork", connection_cork, 0, NULL},            {"uncork", connection_uncork, 0, NULL},
  {"drop", connection_drop, 0, NULL},
  {"send", http_send, 3, NULL},                  {"queued", http_queued, 0, NULL},
  {"between", connection_between, 0, NULL},      {"handshaking", connection_handshaking, 0, NULL},
  {"wholeBodies", connection_whole_bodies, 0, NULL}, {"takeFile", http_take_file, 3, NULL},
  {"sendTaken", http_send_taken, 2, NULL},
};
const struct eddy_class http_connection_class = {
  "Connection", connection_construct, connection_methods, COUNTOF(connection_methods), NULL,
};

/* requests() -> number of requests that the servers of this thread have received */
static napi_value http_requests(napi_env env, napi_callback_info info) {
  eddy_ret_f64(info, http_data(eddy_env_of(env))->requests);
  return NULL;
}

static const struct eddy_method http_binding_methods[] = {
  {"requests", http_requests, 0, NULL},
  {"setCallbacks", http_set_callbacks, 1, NULL},
  {"headers", http_headers_flat, 1, NULL},
  {"rawHeaders", http_headers_raw, 1, NULL},
  {"methods", http_methods_list, 0, NULL},
};
static const struct eddy_class *const http_classes[] = {&http_connection_class, &http_list_class};
const struct eddy_binding eddy_binding_http_parser = {
  "http_parser", http_binding_methods, COUNTOF(http_binding_methods), http_classes, COUNTOF(http_classes), NULL,
};

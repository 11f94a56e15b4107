// SPDX-License-Identifier: MIT
/* writer.c: what goes out of a connection. Head, chunk framing and body become one buffer and one system call;
 * answers to requests that came together go out together. */
#include "http/connection.h"

enum { SEND_CHUNKED = 1, SEND_LAST = 2, SEND_IDLE = 8 /* the connection is idle behind it */ };
enum { STACK_SEND = 16384, COPY_MAX = 8192 /* bytes: more are not copied */ };

struct piece {
  napi_value value;       /* string, bytes, or NULL */
  struct eddy_bytes bytes;
  size_t bound;           /* most bytes it can take */
  bool text, latin1;
};

void http_drained(struct http_connection *c, uint32_t writes, int status) {
  c->pending_writes -= writes;
  struct eddy_env *env = c->env;
  if (c->dead || !env->can_call_js) {
    if (c->pending_writes == 0) eddy_native_unhold(&c->native);
    return;
  }
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value js = eddy_native_value(&c->native);
  napi_value arg = eddy_i32(env->napi, status);
  const bool last = c->pending_writes == 0;
  if (last && c->idle_soon) http_idle(c);
  if (last && js) eddy_loop_call(env, http_transport_async(c), js, http_callback(env, HTTP_ON_DRAIN), 1, &arg, NULL);
  if (last) {
    http_resume(c);
    eddy_native_unhold(&c->native);
  }
  eddy_scope_close(&scope);
}

static int write_out(struct http_connection *c, const uint8_t *data, size_t len) {
  if (c->stream && eddy_stream_ring_send(c->stream, data, len)) return 0;
  const uv_buf_t buf = uv_buf_init((char *)(uintptr_t)data, (unsigned)len);
  return len == 0 ? 0 : http_transport_write(c, &buf, 1);
}

int http_flush_batch(struct http_connection *c) {
  struct http_data *data = http_data(c->env);
  if (data->batch_owner != c || data->batch_len == 0) return 0;
  const size_t len = data->batch_len;
  data->batch_len = 0;
  if (!http_transport_usable(c)) return UV_EPIPE;
  return write_out(c, data->batch, len);
}

static bool measure(napi_env env, struct piece *p) {
  p->bound = 0;
  p->text = false;
  if (!p->value || eddy_is_nullish(p->value)) return true;
  if (eddy_is_string(p->value)) {
    const size_t units = eddy_text_length(env, p->value, EDDY_LATIN1);
    p->text = true;
    if (p->latin1) p->bound = units;
    else if (units * 3 <= STACK_SEND / 2) p->bound = units * 3;
    else p->bound = eddy_text_length(env, p->value, EDDY_UTF8);
    return true;
  }
  if (!eddy_value_bytes(p->value, &p->bytes)) return false;
  p->bound = p->bytes.len;
  return true;
}

static size_t put(napi_env env, const struct piece *p, uint8_t *to) {
  if (p->bound == 0) return 0;
  if (p->text) return eddy_text_write(env, p->value, p->latin1 ? EDDY_LATIN1 : EDDY_UTF8, to, p->bound, NULL);
  memcpy(to, p->bytes.data, p->bytes.len);
  return p->bytes.len;
}

/* Body with its chunk framing: the size is written in front once it is known. */
static size_t put_body(napi_env env, const struct piece *body, int flags, uint8_t *to) {
  if (!(flags & SEND_CHUNKED)) return put(env, body, to);
  size_t n = 0;
  if (body->bound > 0) {
    uint8_t *content = to + 18;
    const size_t len = put(env, body, content);
    if (len > 0) {
      char size[20];
      const int digits = snprintf(size, sizeof size, "%zx\r\n", len);
      memcpy(to, size, (size_t)digits);
      memmove(to + digits, content, len);
      n = (size_t)digits + len;
      memcpy(to + n, "\r\n", 2);
      n += 2;
    }
  }
  if (flags & SEND_LAST) {
    memcpy(to + n, "0\r\n\r\n", 5);
    n += 5;
  }
  return n;
}

/* Much at once: the bytes go to the kernel from where they are. */
static int send_large(napi_env env, struct http_connection *c, const struct piece *head, const struct piece *body,
                      int flags) {
  uint8_t before[STACK_SEND + 24];
  size_t n = put(env, head, before);
  char *after = (char *)(uintptr_t)"\r\n0\r\n\r\n";
  if (flags & SEND_CHUNKED) n += (size_t)snprintf((char *)before + n, 24, "%zx\r\n", body->bytes.len);
  const uv_buf_t bufs[3] = {
    uv_buf_init((char *)before, (unsigned)n),
    uv_buf_init((char *)body->bytes.data, (unsigned)body->bytes.len),
    uv_buf_init(after, flags & SEND_LAST ? 7 : 2),
  };
  const unsigned first = n == 0, count = flags & SEND_CHUNKED ? 3 : 2;
  return http_transport_write(c, bufs + first, count - first);
}

int http_send_bytes(napi_env env, struct http_connection *c, napi_value head_value, struct eddy_bytes bytes, int flags) {
  struct piece head = {.value = head_value, .latin1 = true};
  const struct piece body = {.bytes = bytes, .bound = bytes.len};
  int result = http_flush_batch(c);
  if (!measure(env, &head)) return UV_EINVAL;
  if (result >= 0 && head.bound >= STACK_SEND) { /* by itself */
    uint8_t *copy = eddy_alloc(head.bound + 1);
    result = write_out(c, copy, put(env, &head, copy));
    free(copy);
    head.bound = 0;
  }
  return result < 0 ? result : send_large(env, c, &head, &body, flags);
}

/* What JavaScript is told of send(): 2 instead of 0 if it need not call idle(), which the end of this read does. */
static int32_t sent(struct http_connection *c, int result, int flags) {
  if (result < 0) return result;
  if (c->pending_writes > 0) return 1;
  if (!(flags & SEND_IDLE) || !c->feeding || c->more) return result;
  c->idle_soon = true;
  return 2;
}

/* send(head|undefined, body|undefined, flags): head Latin-1, body UTF-8 text or bytes. Returns 0 or 2 (gone or
 * batched), 1 (ondrain follows) or a negative code. Nothing here runs user code. */
napi_value http_send(napi_env env, napi_callback_info info) {
  struct http_connection *c = http_connection_this(info);
  if (!c || !http_transport_usable(c)) {
    eddy_ret_i32(info, UV_EPIPE);
    return NULL;
  }
  struct piece head = {.value = eddy_arg(info, 0), .latin1 = true};
  struct piece body = {.value = eddy_arg(info, 1)};
  const int flags = eddy_arg_i32(info, 2);
  if (!measure(env, &head) || !measure(env, &body)) {
    eddy_ret_i32(info, UV_EINVAL);
    return NULL;
  }
  const size_t need = head.bound + body.bound + 32;
  struct http_data *data = http_data(c->env);
  const bool small = body.text || body.bound <= COPY_MAX;
  const bool later = c->more || c->corked, begun = data->batch_owner == c && data->batch_len > 0;
  if ((begun || (later && data->batch_len == 0)) && small && need <= HTTP_BATCH_SIZE) {
    int full = 0;
    if (begun && data->batch_len + need > HTTP_BATCH_SIZE) full = http_flush_batch(c);
    data->batch_owner = c;
    if (!data->batch) data->batch = eddy_alloc(HTTP_BATCH_SIZE + 1);
    data->batch_len += put(env, &head, data->batch + data->batch_len);
    data->batch_len += put_body(env, &body, flags, data->batch + data->batch_len);
    if (!later && full >= 0) full = http_flush_batch(c);
    eddy_ret_i32(info, sent(c, full, flags)); /* no end of it while the kernel takes no more */
    return NULL;
  }
  http_flush_batch(c);
  if (!small && head.bound < STACK_SEND) {
    eddy_ret_i32(info, send_large(env, c, &head, &body, flags));
    return NULL;
  }
  uint8_t stack[STACK_SEND];
  uint8_t *out = need <= sizeof stack ? stack : malloc(need);
  int result = UV_ENOMEM;
  if (out) {
    size_t n = put(env, &head, out);
    n += put_body(env, &body, flags, out + n);
    result = write_out(c, out, n);
    if (out != stack) free(out);
  }
  eddy_ret_i32(info, result == 0 ? sent(c, 0, flags) : result);
  return NULL;
}

/* queued() -> bytes that wait in user space, those of the batch included */
napi_value http_queued(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_connection *c = http_connection_this(info);
  const struct http_data *data = c ? http_data(c->env) : NULL;
  eddy_ret_f64(info, c ? (double)(http_transport_queued(c) + (data->batch_owner == c ? data->batch_len : 0)) : 0);
  return NULL;
}

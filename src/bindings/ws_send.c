// SPDX-License-Identifier: MIT
/* ws_send.c: WebSocket frames out. Small ones are gathered in the connection's buffer and leave once per turn of
 * the loop; large ones go to the kernel from where they lie. */
#include "bindings/ws.h"

/* Payloads from here on are not copied first. */
#define WS_DIRECT_BYTES 16384
/* The buffer of a turn is written when it has reached this. */
#define WS_FLUSH_BYTES 65536
/* Shared frames are joined up to this: each joining copies all of them. */
#define WS_JOIN_BYTES 4096

/* Bits beside the opcode: more fragments of the message follow; not masked although we are a client. */
#define WS_NOT_FINAL 0x10
#define WS_NOT_MASKED 0x20

static void mark_dirty(struct ws_connection *c) {
  if (eddy_list_empty(&c->dirty)) eddy_list_push(&ws_data(c->env)->dirty, &c->dirty);
}

void ws_frame_release(struct ws_frame **frame) {
  if (*frame && --(*frame)->refs == 0) free(*frame);
  *frame = NULL;
}

void ws_drop_output(struct ws_connection *c) {
  ws_frame_release(&c->frame);
  free(c->out);
  c->out = NULL;
  c->out_len = c->out_cap = 0;
  c->wants_drain = false;
  eddy_list_remove(&c->dirty);
}

/* n more bytes at the end of the buffer; NULL: out of memory. A shared frame comes into it first. */
static uint8_t *reserve(struct ws_connection *c, size_t n) {
  if (c->frame) {
    struct ws_frame *frame = c->frame;
    c->frame = NULL;
    uint8_t *to = reserve(c, frame->len + n);
    if (to) {
      memcpy(to, frame->bytes, frame->len);
      c->out_len += frame->len;
    }
    ws_frame_release(&frame);
    return to ? c->out + c->out_len : NULL;
  }
  if (c->out_len + n > c->out_cap) {
    size_t cap = c->out_cap ? c->out_cap * 2 : 256;
    if (cap < c->out_len + n) cap = c->out_len + n;
    uint8_t *grown = realloc(c->out, cap);
    if (!grown) return NULL;
    c->out = grown;
    c->out_cap = cap;
  }
  return c->out + c->out_len;
}

static void write_done(struct eddy_stream *s, int status, void *data) {
  struct ws_connection *c = data;
  (void)s;
  c->writing--;
  if (c->stream && c->env->can_call_js) {
    if (status < 0 && status != UV_ECANCELED) c->failed = status;
    if (c->failed || (c->wants_drain && c->writing == 0)) mark_dirty(c);
  }
  eddy_native_unhold(&c->native);
}

/* The buffer and then `bufs`, in one write. A failure is told by ws_flush_all. */
static void write_out(struct ws_connection *c, const uint8_t *p, size_t n) {
  if (!c->stream || c->stream->h.state != EDDY_HANDLE_OPEN) {
    c->out_len = 0;
    ws_frame_release(&c->frame);
    return;
  }
  uv_buf_t bufs[3];
  unsigned count = 0;
  if (c->frame) bufs[count++] = uv_buf_init((char *)c->frame->bytes, (unsigned)c->frame->len);
  if (c->out_len) bufs[count++] = uv_buf_init((char *)c->out, (unsigned)c->out_len);
  if (n) bufs[count++] = uv_buf_init((char *)p, (unsigned)n);
  if (count == 0) return;
  const int result = eddy_stream_write(c->stream, bufs, count, write_done, c);
  c->out_len = 0;
  ws_frame_release(&c->frame); /* what the kernel did not take was copied */
  if (result > 0) {
    c->writing++;
    eddy_native_hold(&c->native);
  } else if (result < 0) {
    c->failed = result;
    mark_dirty(c);
  }
}

void ws_flush(struct ws_connection *c) {
  if (c->out_len > 0 || c->frame) write_out(c, NULL, 0);
  if (!c->out) return;
  free(c->out); /* an idle connection keeps no buffer */
  c->out = NULL;
  c->out_cap = 0;
}

/* Writes, then tells what there is to tell. The connection may be gone afterwards. */
static void settle(struct ws_connection *c) {
  struct eddy_scope scope;
  ws_flush(c);
  eddy_list_remove(&c->dirty);
  const int failed = c->failed;
  const bool drained = c->wants_drain && c->writing == 0;
  if (!failed && !drained) return;
  c->failed = 0;
  c->wants_drain = false;
  eddy_scope_open(c->env->napi, &scope);
  napi_value arg = eddy_i32(c->env->napi, failed);
  ws_call(c, failed ? WS_ON_END : WS_ON_DRAIN, 1, &arg);
  eddy_scope_close(&scope);
}

void ws_flush_all(struct eddy_env *env, struct ws_data *d) {
  ws_frame_release(&d->last);
  ws_frame_release(&d->last_base);
  /* Those that become dirty meanwhile wait for the next turn: no connection can keep the loop here. */
  struct eddy_list now;
  eddy_list_init(&now);
  while (!eddy_list_empty(&d->dirty)) {
    struct eddy_list *item = d->dirty.next;
    eddy_list_remove(item);
    eddy_list_push(&now, item);
  }
  while (!eddy_list_empty(&now)) {
    struct ws_connection *c = CONTAINER_OF(now.next, struct ws_connection, dirty);
    if (env->can_call_js) settle(c);
    else eddy_list_remove(&c->dirty);
  }
}

/* ---- what is sent ----------------------------------------------------------------------------------------- */

static const uint8_t *new_mask(struct ws_connection *c, int opcode, uint8_t mask[4]) {
  if (c->server || (opcode & WS_NOT_MASKED)) return NULL;
  struct ws_data *d = ws_data(c->env);
  if (d->random_left < 4) {
    if (uv_random(NULL, NULL, d->random, sizeof d->random, 0, NULL) != 0) return memset(mask, 0x5a, 4);
    d->random_left = sizeof d->random;
  }
  d->random_left -= 4;
  return memcpy(mask, d->random + d->random_left, 4);
}

/* A payload as bytes. Of a string, `text` is only measured: it is encoded where it is wanted. */
struct payload { const uint8_t *data; size_t len; napi_value text; uint8_t *owned; };

static bool payload_of(napi_env env, napi_callback_info info, struct payload *p) {
  struct eddy_bytes bytes;
  memset(p, 0, sizeof *p);
  if (eddy_arg_is_string(info, 1)) {
    p->text = eddy_arg(info, 1);
    p->len = eddy_text_length(env, p->text, EDDY_UTF8);
    return true;
  }
  if (!eddy_arg_bytes(info, 1, &bytes)) return false;
  p->data = bytes.data;
  p->len = bytes.len;
  return true;
}

static void payload_put(napi_env env, const struct payload *p, uint8_t *to) {
  if (p->text) eddy_text_write(env, p->text, EDDY_UTF8, to, p->len, NULL);
  else if (p->len) memcpy(to, p->data, p->len);
}

/* The bytes in one piece, which are freed with payload_release. */
static bool payload_flatten(napi_env env, struct payload *p) {
  if (!p->text) return true;
  if (!(p->owned = malloc(p->len ? p->len : 1))) return false;
  payload_put(env, p, p->owned);
  p->data = p->owned;
  p->text = NULL;
  return true;
}

static bool payload_deflate(napi_env env, struct ws_connection *c, struct payload *p) {
  uint8_t *out;
  size_t len;
  if (!payload_flatten(env, p) || ws_deflate_message(&c->deflate, p->data, p->len, &out, &len) != 0) return false;
  free(p->owned);
  *p = (struct payload){out, len, NULL, out};
  return true;
}

/* Arguments (opcode, data, compress) -> a payload ready to be framed. 0 or a negative code. */
static int prepare_payload(napi_env env, napi_callback_info info, struct ws_connection *c, struct payload *p,
                           bool *compressed) {
  if (!payload_of(env, info, p)) return UV_EINVAL;
  *compressed = c->uses_deflate && eddy_arg_bool(info, 2);
  if (*compressed && !payload_deflate(env, c, p)) {
    free(p->owned);
    return UV_ENOMEM;
  }
  return 0;
}

/* What leaves at the end of this turn only counts when something stands before it: to a program, a send that the
 * kernel is going to take is not buffered. */
static double queued(const struct ws_connection *c) {
  const double before = c->stream ? (double)eddy_stream_queued(c->stream) : 0;
  return before > 0 ? before + (double)c->out_len + (double)(c->frame ? c->frame->len : 0) : 0;
}

static size_t head_write(uint8_t *head, int opcode, bool compressed, size_t len, const uint8_t *key) {
  return ws_head_write(head, (enum ws_opcode)(opcode & 0x0f), !(opcode & WS_NOT_FINAL), compressed, len, key);
}

/* A frame into the buffer, or around it. */
static int put_frame(napi_env env, struct ws_connection *c, int opcode, bool compressed, const struct payload *p) {
  uint8_t mask[4], head[WS_HEAD_MAX];
  const uint8_t *key = new_mask(c, opcode, mask);
  const size_t n = head_write(head, opcode, compressed, p->len, key);
  const bool direct = p->len >= WS_DIRECT_BYTES && !key && !p->text;
  uint8_t *to = reserve(c, n + (direct ? 0 : p->len));
  if (!to) return UV_ENOMEM;
  memcpy(to, head, n);
  c->out_len += n;
  if (direct) {
    write_out(c, p->data, p->len);
    return 0;
  }
  payload_put(env, p, to + n);
  if (key) ws_mask(to + n, p->len, key, 0);
  c->out_len += p->len;
  if (c->out_len >= WS_FLUSH_BYTES) write_out(c, NULL, 0);
  else mark_dirty(c);
  return 0;
}

/* send(opcode, data, compress) -> bytes waiting to be written, or a negative code */
napi_value ws_send(napi_env env, napi_callback_info info) {
  struct ws_connection *c = ws_connection_this(info);
  struct payload p;
  bool compressed;
  int err = c && c->stream ? prepare_payload(env, info, c, &p, &compressed) : UV_EPIPE;
  if (err == 0) {
    err = put_frame(env, c, eddy_arg_i32(info, 0), compressed, &p);
    free(p.owned);
  }
  eddy_ret_f64(info, err < 0 ? err : queued(c));
  return NULL;
}

/* `base` (NULL: nothing) and then the bytes, as one piece that connections share: the last one, when it is the same.
 * So connections which get the same messages in a turn have one buffer together. NULL: out of memory. */
static struct ws_frame *share(struct ws_data *d, struct ws_frame *base, const struct eddy_bytes *bytes) {
  const size_t before = base ? base->len : 0;
  struct ws_frame *frame = d->last;
  if (!frame || d->last_base != base || frame->len != before + bytes->len ||
      memcmp(frame->bytes + before, bytes->data, bytes->len) != 0) {
    frame = malloc(sizeof *frame + before + bytes->len);
    if (!frame) return NULL;
    frame->refs = 1;
    frame->len = before + bytes->len;
    if (base) {
      memcpy(frame->bytes, base->bytes, before);
      base->refs++; /* its address means this base as long as we compare with it */
    }
    memcpy(frame->bytes + before, bytes->data, bytes->len);
    ws_frame_release(&d->last);
    ws_frame_release(&d->last_base);
    d->last = frame;
    d->last_base = base;
  }
  frame->refs++;
  return frame;
}

/* Whether the bytes go behind the shared frames of a connection, or into a buffer of its own. */
static bool may_share(const struct ws_connection *c, const struct eddy_bytes *bytes) {
  return c->out_len == 0 && (!c->frame || c->frame->len + bytes->len <= WS_JOIN_BYTES);
}

/* Adds the bytes to the shared frames of a connection. */
static int put_shared(struct ws_connection *c, const struct eddy_bytes *bytes) {
  struct ws_frame *frame = share(ws_data(c->env), c->frame, bytes);
  if (!frame) return UV_ENOMEM;
  ws_frame_release(&c->frame);
  c->frame = frame;
  mark_dirty(c);
  return 0;
}

/* sendFrame(bytes): a frame that encode() made, of a server. -> as send */
napi_value ws_send_frame(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  struct eddy_bytes bytes;
  int err = c && c->stream && eddy_arg_bytes(info, 0, &bytes) ? 0 : UV_EPIPE;
  if (err == 0 && bytes.len >= WS_DIRECT_BYTES) {
    write_out(c, bytes.data, bytes.len);
  } else if (err == 0 && may_share(c, &bytes)) {
    err = put_shared(c, &bytes);
  } else if (err == 0) {
    uint8_t *to = reserve(c, bytes.len);
    if (to) {
      memcpy(to, bytes.data, bytes.len);
      c->out_len += bytes.len;
      if (c->out_len >= WS_FLUSH_BYTES) write_out(c, NULL, 0);
      else mark_dirty(c);
    } else {
      err = UV_ENOMEM;
    }
  }
  eddy_ret_f64(info, err < 0 ? err : queued(c));
  return NULL;
}

/* encode(opcode, data, compress[, mask]) -> Buffer with the whole frame; undefined: out of memory */
napi_value ws_encode(napi_env env, napi_callback_info info) {
  struct ws_connection *c = ws_connection_this(info);
  struct payload p;
  bool compressed;
  if (!c || prepare_payload(env, info, c, &p, &compressed) != 0) return NULL;
  uint8_t mask[4], head[WS_HEAD_MAX], *to;
  const int opcode = eddy_arg_i32(info, 0);
  const uint8_t *key = new_mask(c, opcode, mask);
  struct eddy_bytes given;
  if (key && eddy_arg_bytes(info, 3, &given) && given.len == 4) memcpy(mask, given.data, 4);
  const size_t n = head_write(head, opcode, compressed, p.len, key);
  uint8_t *frame = malloc(n + p.len);
  if (frame) {
    to = memcpy(frame, head, n);
    payload_put(env, &p, to + n);
    if (key) ws_mask(to + n, p.len, key, 0);
  }
  free(p.owned);
  return frame ? eddy_buffer_adopt(env, frame, n + p.len) : NULL;
}

/* queued() -> bytes that have not reached the kernel */
napi_value ws_queued(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  eddy_ret_f64(info, c ? queued(c) : 0);
  return NULL;
}

/* wantDrain(): onDrain is called, once, when all that was sent has reached the kernel */
napi_value ws_want_drain(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (!c) return NULL;
  c->wants_drain = true;
  if (c->writing == 0) mark_dirty(c);
  return NULL;
}

/* flush(): writes now what would leave at the end of the turn; without a connection, of all of them */
napi_value ws_flush_now(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (c) ws_flush(c);
  return NULL;
}

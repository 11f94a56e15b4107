// SPDX-License-Identifier: MIT
/* ws_send.c: WebSocket frames out. They are gathered in the connection's queue and leave once per turn of the loop, in
 * one write; large ones go to the kernel from where they lie. While the kernel takes nothing, the queue waits. */
#include "bindings/ws.h"

/* Payloads from here on are not copied first. */
#define WS_DIRECT_BYTES 16384
/* A queue is written when it has reached this. */
#define WS_FLUSH_BYTES 65536
/* Pieces of a queue that need no allocation to be written. */
#define WS_STACK_BUFS 32
/* How long a turn of the loop writes what connections have of their own, and then what was published (ns). */
#define WS_TURN_OWN 8000000
#define WS_TURN_ROUND 4000000

void ws_mark_dirty(struct ws_connection *c) {
  if (!eddy_list_empty(&c->dirty)) {
    if (!c->in_round) return;
    eddy_list_remove(&c->dirty);
  }
  c->in_round = false;
  eddy_list_push(&ws_data(c->env)->dirty, &c->dirty);
}

void ws_mark_round(struct ws_connection *c) {
  if (!eddy_list_empty(&c->dirty)) return;
  c->in_round = true;
  eddy_list_push(&ws_data(c->env)->rounds, &c->dirty);
}

void ws_drop_output(struct ws_connection *c) {
  ws_queue_clear(&c->out);
  c->wants_drain = false;
  eddy_list_remove(&c->dirty);
}

/* ---- to the stream ---------------------------------------------------------------------------------------- */

/* What waits in the stream until the kernel takes more. */
struct ws_write {
  uv_write_t uv;
  struct ws_connection *c;
  uint32_t count;
  struct ws_piece pieces[];
};

static void write_failed(struct ws_connection *c, int err) {
  c->failed = err;
  ws_queue_clear(&c->out);
  ws_mark_dirty(c);
}

static void write_free(struct ws_write *w) {
  for (uint32_t i = 0; i < w->count; i++) ws_run_release(w->pieces[i].run);
  free(w);
}

void ws_written(struct ws_connection *c, int status) {
  c->writing--;
  if (c->carried && c->env->can_call_js) {
    if (status < 0 && status != UV_ECANCELED) c->failed = status;
    if (c->failed || (c->writing == 0 && (c->wants_drain || !ws_queue_empty(&c->out)))) ws_mark_dirty(c);
  }
  eddy_native_unhold(&c->native);
}

static void write_done(uv_write_t *uv, int status) {
  struct ws_write *w = CONTAINER_OF(uv, struct ws_write, uv);
  struct ws_connection *c = w->c;
  write_free(w);
  ws_written(c, status);
}

static void buf_of(uv_buf_t *buf, const struct ws_piece *piece) {
  buf->base = (char *)piece->run->bytes + piece->from;
  buf->len = piece->to - piece->from;
}

/* The stream keeps what the queue has beyond `done` bytes, which are written. */
static void write_rest(struct ws_connection *c, size_t done, uv_buf_t *bufs) {
  struct ws_write *w = malloc(sizeof *w + ws_queue_pieces(&c->out) * sizeof *w->pieces);
  if (!w) {
    write_failed(c, UV_ENOMEM);
    return;
  }
  w->c = c;
  w->count = ws_queue_take(&c->out, done, w->pieces);
  for (uint32_t i = 0; i < w->count; i++) buf_of(&bufs[i], &w->pieces[i]);
  const int err = uv_write(&w->uv, &c->stream->uv.stream, bufs, w->count, write_done);
  if (err != 0) {
    write_free(w);
    write_failed(c, err);
    return;
  }
  c->writing++;
  eddy_native_hold(&c->native);
}

/* The queue, which is `count` of bufs, into the stream; if that takes not all, copies or keeps the n bytes at p too. */
static void write_plain(struct ws_connection *c, uv_buf_t *bufs, unsigned count, const uint8_t *p, size_t n) {
  uv_buf_t *rest = bufs;
  size_t left = 0;
  const int err = eddy_stream_try(c->stream, &rest, &count);
  for (unsigned i = 0; i < count; i++) left += rest[i].len;
  uint8_t *copy;
  if (err < 0) {
    write_failed(c, err);
  } else if (left == 0) {
    ws_queue_clear(&c->out);
  } else if (n == 0) {
    write_rest(c, c->out.bytes - left, bufs);
  } else if ((copy = ws_queue_reserve(&c->out, n))) {
    memcpy(copy, p, n);
    write_rest(c, c->out.bytes - left, bufs);
  } else {
    write_failed(c, UV_ENOMEM);
  }
}

static void write_encrypted(struct ws_connection *c, const uv_buf_t *bufs, unsigned count) {
  const int err = ws_transport_encrypt(c, bufs, count);
  if (err < 0) write_failed(c, err);
  else ws_queue_clear(&c->out);
}

/* The queue and then n bytes at p, in one write. */
static void write_out(struct ws_connection *c, const uint8_t *p, size_t n) {
  const uint32_t pieces = ws_queue_pieces(&c->out);
  uv_buf_t stack[WS_STACK_BUFS], *bufs = pieces < WS_STACK_BUFS ? stack : malloc((pieces + 1) * sizeof *bufs);
  if (!bufs) {
    write_failed(c, UV_ENOMEM);
    return;
  }
  for (uint32_t i = 0; i < pieces; i++) buf_of(&bufs[i], ws_queue_piece(&c->out, i));
  bufs[pieces] = (uv_buf_t){.base = (char *)p, .len = n};
  const unsigned count = pieces + (n > 0);
  if (c->stream) write_plain(c, bufs, count, p, n);
  else write_encrypted(c, bufs, count);
  if (bufs != stack) free(bufs);
}

static bool writable(struct ws_connection *c) {
  if (ws_transport_usable(c)) return true;
  ws_queue_clear(&c->out);
  return false;
}

void ws_flush(struct ws_connection *c) {
  if (!ws_queue_empty(&c->out) && writable(c)) write_out(c, NULL, 0);
}

/* Writes, then tells what there is to tell. The connection may be gone afterwards. */
static void settle(struct ws_connection *c) {
  struct eddy_scope scope;
  if (c->writing == 0) ws_flush(c); /* else when that is over, all together */
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

/* The next connections of a list come into the cache while the kernel works for this one. */
static void prefetch(struct eddy_list *next) {
  const struct ws_connection *c = CONTAINER_OF(next, struct ws_connection, dirty);
  const char *stream = (const char *)c->stream;
  for (size_t i = 0; stream && i < sizeof(struct eddy_stream); i += 64) __builtin_prefetch(stream + i);
  __builtin_prefetch(next->next, 1);
  __builtin_prefetch((const char *)next->next + 63, 1);
}

/* Those that become dirty meanwhile wait for the next turn: no connection can keep the loop here. */
static void flush_list(struct eddy_env *env, struct eddy_list *list, struct eddy_list *mark, uint64_t nanoseconds) {
  if (eddy_list_empty(list)) return;
  const uint64_t until = uv_hrtime() + nanoseconds;
  eddy_list_push(list, mark);
  for (unsigned n = 1; list->next != mark; n++) {
    struct ws_connection *c = CONTAINER_OF(list->next, struct ws_connection, dirty);
    if (c->dirty.next != mark) prefetch(c->dirty.next);
    if (env->can_call_js) settle(c);
    else eddy_list_remove(&c->dirty);
    if (n % 32 == 0 && uv_hrtime() >= until) break;
  }
  eddy_list_remove(mark);
}

bool ws_flush_all(struct eddy_env *env, struct ws_data *d) {
  flush_list(env, &d->dirty, &d->mark, WS_TURN_OWN);
  flush_list(env, &d->rounds, &d->mark, WS_TURN_ROUND);
  return eddy_list_empty(&d->dirty) && eddy_list_empty(&d->rounds);
}

/* ---- what is sent ----------------------------------------------------------------------------------------- */

/* Four bytes of argument i; NULL: none are given. */
static const uint8_t *mask_arg(napi_callback_info info, int i) {
  struct eddy_bytes given;
  return eddy_arg_bytes(info, i, &given) && given.len == 4 ? given.data : NULL;
}

static const uint8_t *new_mask(struct ws_connection *c, int opcode, uint8_t mask[4], const uint8_t *given) {
  if (c->server ? !(opcode & WS_MASKED) : opcode & WS_NOT_MASKED) return NULL;
  if (given) return memcpy(mask, given, 4);
  struct ws_data *d = ws_data(c->env);
  if (d->random_left < 4) {
    if (uv_random(NULL, NULL, d->random, sizeof d->random, 0, NULL) != 0) return memset(mask, 0x5a, 4);
    d->random_left = sizeof d->random;
  }
  d->random_left -= 4;
  return memcpy(mask, d->random + d->random_left, 4);
}

bool ws_payload_of(napi_env env, napi_callback_info info, int i, struct ws_payload *p) {
  struct eddy_bytes bytes;
  memset(p, 0, sizeof *p);
  if (eddy_arg_is_string(info, i)) {
    p->text = eddy_arg(info, i);
    p->len = eddy_text_length(env, p->text, EDDY_UTF8);
    return true;
  }
  if (!eddy_arg_bytes(info, i, &bytes)) return false;
  p->data = bytes.data;
  p->len = bytes.len;
  return true;
}

static void payload_put(napi_env env, const struct ws_payload *p, uint8_t *to) {
  if (p->text) eddy_text_write(env, p->text, EDDY_UTF8, to, p->len, NULL);
  else if (p->len) memcpy(to, p->data, p->len);
}

bool ws_payload_flatten(napi_env env, struct ws_payload *p) {
  if (!p->text) return true;
  if (!(p->owned = malloc(p->len ? p->len : 1))) return false;
  payload_put(env, p, p->owned);
  p->data = p->owned;
  p->text = NULL;
  return true;
}

static bool payload_deflate(napi_env env, struct ws_connection *c, struct ws_payload *p) {
  uint8_t *out;
  size_t len;
  if (!ws_payload_flatten(env, p) || ws_deflate_message(&c->deflate, p->data, p->len, &out, &len) != 0) return false;
  free(p->owned);
  *p = (struct ws_payload){out, len, NULL, out};
  return true;
}

/* Arguments (opcode, data, compress) -> a payload ready to be framed. 0 or a negative code. */
static int prepare_payload(napi_env env, napi_callback_info info, struct ws_connection *c, struct ws_payload *p,
                           bool *compressed) {
  if (!ws_payload_of(env, info, 1, p)) return UV_EINVAL;
  *compressed = c->uses_deflate && eddy_arg_bool(info, 2);
  if (*compressed && !payload_deflate(env, c, p)) {
    free(p->owned);
    return UV_ENOMEM;
  }
  return 0;
}

/* What leaves at the end of this turn only counts when something stands before it: to a program, a send that the
 * kernel is going to take is not buffered. */
double ws_queued_bytes(const struct ws_connection *c) {
  const double before = (double)ws_transport_queued(c);
  return before > 0 ? before + (double)c->out.bytes : 0;
}

static size_t head_write(uint8_t *head, int opcode, bool compressed, size_t len, const uint8_t *key) {
  return ws_head_write(head, (enum ws_opcode)(opcode & 0x0f), !(opcode & WS_NOT_FINAL), compressed, len, key);
}

int ws_put_frame(napi_env env, struct ws_connection *c, int opcode, bool compressed, const struct ws_payload *p,
                 const uint8_t *given) {
  uint8_t mask[4], head[WS_HEAD_MAX];
  const uint8_t *key = new_mask(c, opcode, mask, given);
  const size_t n = head_write(head, opcode, compressed, p->len, key);
  const bool direct = p->len >= WS_DIRECT_BYTES && !key && !p->text && c->writing == 0 && writable(c);
  uint8_t *to = ws_queue_reserve(&c->out, n + (direct ? 0 : p->len));
  if (!to) return UV_ENOMEM;
  memcpy(to, head, n);
  if (direct) {
    write_out(c, p->data, p->len);
    return 0;
  }
  payload_put(env, p, to + n);
  if (key) ws_mask(to + n, p->len, key, 0);
  if (c->out.bytes >= WS_FLUSH_BYTES && c->writing == 0) ws_flush(c);
  else ws_mark_dirty(c);
  return 0;
}

/* send(opcode, data, compress[, mask]) -> bytes waiting to be written, or a negative code */
napi_value ws_send(napi_env env, napi_callback_info info) {
  struct ws_connection *c = ws_connection_this(info);
  struct ws_payload p;
  bool compressed;
  int err = c && c->carried ? prepare_payload(env, info, c, &p, &compressed) : UV_EPIPE;
  if (err == 0) {
    err = ws_put_frame(env, c, eddy_arg_i32(info, 0), compressed, &p, mask_arg(info, 3));
    free(p.owned);
  }
  eddy_ret_f64(info, err < 0 ? err : ws_queued_bytes(c));
  return NULL;
}

/* encode(opcode, data, compress[, mask]) -> Buffer with the whole frame; undefined: out of memory */
napi_value ws_encode(napi_env env, napi_callback_info info) {
  struct ws_connection *c = ws_connection_this(info);
  struct ws_payload p;
  bool compressed;
  if (!c || prepare_payload(env, info, c, &p, &compressed) != 0) return NULL;
  uint8_t mask[4], head[WS_HEAD_MAX], *to;
  const int opcode = eddy_arg_i32(info, 0);
  const uint8_t *key = new_mask(c, opcode, mask, mask_arg(info, 3));
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
  eddy_ret_f64(info, c ? ws_queued_bytes(c) : 0);
  return NULL;
}

/* wantDrain(): onDrain is called, once, when all that was sent has reached the kernel */
napi_value ws_want_drain(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (!c) return NULL;
  c->wants_drain = true;
  if (c->writing == 0) ws_mark_dirty(c);
  return NULL;
}

/* flush(): writes now what would leave at the end of the turn; without a connection, of all of them */
napi_value ws_flush_now(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_connection *c = ws_connection_this(info);
  if (c) ws_flush(c);
  return NULL;
}

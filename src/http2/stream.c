// SPDX-License-Identifier: MIT
/* stream.c: streams by number, the chunks that wait to be sent on them, and their reading side. */
#include "http2/http2.h"

/* ---- number -> stream: open addressing, linear probing ----------------------------------------------------- */

static size_t slot_of(const struct h2_session *s, int32_t id) {
  return ((uint32_t)id * 2654435761u >> 7) & (s->table_size - 1);
}

struct h2_stream *h2_stream_of(struct h2_session *s, int32_t id) {
  if (s->table_size == 0) return NULL;
  for (size_t i = slot_of(s, id); s->table[i]; i = (i + 1) & (s->table_size - 1)) {
    if (s->table[i]->id == id) return s->table[i];
  }
  return NULL;
}

static void table_put(struct h2_session *s, struct h2_stream *st) {
  size_t i = slot_of(s, st->id);
  while (s->table[i]) i = (i + 1) & (s->table_size - 1);
  s->table[i] = st;
}

static void table_add(struct h2_session *s, struct h2_stream *st) {
  if (2 * (s->stream_count + 1) > s->table_size) {
    struct h2_stream **old = s->table;
    const size_t size = s->table_size;
    s->table_size = size ? size * 2 : 8;
    s->table = eddy_calloc(s->table_size, sizeof *s->table);
    for (size_t i = 0; i < size; i++) {
      if (old[i]) table_put(s, old[i]);
    }
    free(old);
  }
  table_put(s, st);
  s->stream_count++;
}

/* What follows in the same run of slots moves up, so that it can still be found. */
void h2_stream_unlink(struct h2_stream *st) {
  struct h2_session *s = st->session;
  size_t i = slot_of(s, st->id);
  while (s->table[i] != st) i = (i + 1) & (s->table_size - 1);
  s->table[i] = NULL;
  for (size_t j = (i + 1) & (s->table_size - 1); s->table[j]; j = (j + 1) & (s->table_size - 1)) {
    struct h2_stream *other = s->table[j];
    s->table[j] = NULL;
    table_put(s, other);
  }
  eddy_list_remove(&st->link);
  s->stream_count--;
}

struct h2_stream *h2_stream_new(struct h2_session *s, int32_t id) {
  struct h2_stream *st = eddy_calloc(1, sizeof *st);
  st->session = s;
  st->id = id;
  st->tail = &st->head;
  st->max_bytes = nghttp2_session_get_local_settings(s->ng, NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE);
  eddy_list_push(&s->streams, &st->link);
  table_add(s, st);
  s->streams_total++;
  s->memory += sizeof *st;
  if (s->stream_count > s->max_concurrent) s->max_concurrent = s->stream_count;
  return st;
}

static void chunk_drop(struct h2_stream *st) {
  struct h2_chunk *c = st->head;
  st->head = c->next;
  if (!st->head) st->tail = &st->head;
  eddy_store_free(c->store);
  st->session->queued -= c->len;
  st->session->memory -= c->len;
  free(c);
}

void h2_stream_free(struct h2_stream *st) {
  while (st->head) chunk_drop(st);
  st->session->memory -= st->paused_bytes + sizeof *st;
  h2_fields_release(&st->fields);
  eddy_async_release(st->session->env, &st->async);
  free(st);
}

/* ---- sending ---------------------------------------------------------------------------------------------------- */

/* How much may go into the next DATA frame. The bytes themselves follow in h2_stream_send_data. */
static ssize_t stream_source(nghttp2_session *ng, int32_t id, uint8_t *buf, size_t max, uint32_t *flags,
                             nghttp2_data_source *source, void *data) {
  struct h2_stream *st = source->ptr;
  (void)ng;
  (void)id;
  (void)buf;
  (void)data;
  if (st->queued == 0 && !st->ended) {
    st->deferred = true;
    return NGHTTP2_ERR_DEFERRED;
  }
  const size_t n = st->queued < max ? st->queued : max;
  *flags |= NGHTTP2_DATA_FLAG_NO_COPY;
  if (n == st->queued && st->ended) {
    *flags |= NGHTTP2_DATA_FLAG_EOF;
    if (st->trailers) {
      *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
      h2_event_new(st->session, H2_ON_TRAILERS, st->id, NULL, 0);
    }
  }
  return (ssize_t)n;
}

nghttp2_data_provider h2_stream_provider(struct h2_stream *st) {
  return (nghttp2_data_provider){{.ptr = st}, stream_source};
}

static void tell_written(struct h2_stream *st) {
  if (st->queued > 0 || !st->waiting) return;
  st->waiting = false;
  h2_event_new(st->session, H2_ON_WRITTEN, st->id, NULL, 0);
}

/* Puts a DATA frame into the output: its header, padding, `len` bytes of the queue. */
int h2_stream_send_data(struct h2_stream *st, const uint8_t *head, size_t len, size_t pad) {
  struct h2_data *d = h2_data(st->session->env);
  const uint8_t pad_length = (uint8_t)(pad > 0 ? pad - 1 : 0);
  if (d->out_len >= H2_OUT_SIZE) return NGHTTP2_ERR_WOULDBLOCK; /* nghttp2 asks again after this buffer */
  if (!h2_out_append(d, head, 9) || (pad > 0 && !h2_out_append(d, &pad_length, 1)))
    return NGHTTP2_ERR_CALLBACK_FAILURE;
  while (len > 0 && st->head) {
    struct h2_chunk *c = st->head;
    const size_t n = c->len - c->off < len ? c->len - c->off : len;
    if (!h2_out_append(d, c->data + c->off, n)) return NGHTTP2_ERR_CALLBACK_FAILURE;
    c->off += n;
    len -= n;
    st->queued -= n;
    if (c->off == c->len) chunk_drop(st);
  }
  if (pad > 1 && !h2_out_append(d, NULL, pad - 1)) return NGHTTP2_ERR_CALLBACK_FAILURE;
  tell_written(st);
  return 0;
}

void h2_stream_wake(struct h2_stream *st) {
  if (st->deferred) {
    st->deferred = false;
    nghttp2_session_resume_data(st->session->ng, st->id);
  }
  h2_session_schedule(st->session);
}

static struct h2_chunk *chunk_new(struct h2_stream *st, size_t own) {
  struct h2_chunk *c = malloc(sizeof *c + own);
  if (!c) return NULL;
  c->next = NULL;
  c->store = NULL;
  c->data = c->own;
  c->off = 0;
  c->len = own;
  *st->tail = c;
  st->tail = &c->next;
  return c;
}

static void chunk_added(struct h2_stream *st, struct h2_chunk *c) {
  st->queued += c->len;
  st->session->queued += c->len;
  st->session->memory += c->len;
}

static bool append_text(struct h2_stream *st, napi_env env, napi_value text, enum eddy_encoding encoding) {
  const size_t len = eddy_text_length(env, text, encoding);
  if (len == 0) return true;
  struct h2_chunk *c = chunk_new(st, len);
  if (!c) return false;
  c->len = eddy_text_write(env, text, encoding, c->own, len, NULL);
  chunk_added(st, c);
  return true;
}

/* A string or bytes to the end of the queue. False: neither, or out of memory. */
bool h2_stream_append(struct h2_stream *st, napi_env env, napi_value chunk, int encoding) {
  struct eddy_bytes bytes;
  if (eddy_is_string(chunk)) return append_text(st, env, chunk, (enum eddy_encoding)encoding);
  if (!eddy_value_bytes(chunk, &bytes)) return false;
  if (bytes.len == 0) return true;
  const bool copy = bytes.len <= H2_COPY_MAX || eddy_may_shrink(chunk);
  struct h2_chunk *c = chunk_new(st, copy ? bytes.len : 0);
  if (!c) return false;
  if (copy) {
    memcpy(c->own, bytes.data, bytes.len);
  } else {
    c->store = eddy_store_hold(env, chunk);
    c->data = bytes.data;
    c->len = bytes.len;
  }
  chunk_added(st, c);
  return true;
}

/* ---- for JavaScript ------------------------------------------------------------------------------------------------ */

static struct h2_stream *stream_arg(napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  return s ? h2_stream_of(s, eddy_arg_i32(info, 0)) : NULL;
}

/* After appending: 1: onWritten follows; 0: there was nothing to send */
static void ret_appended(napi_callback_info info, struct h2_stream *st, bool ok) {
  if (!ok) {
    eddy_ret_i32(info, UV_ENOMEM);
    return;
  }
  st->waiting = st->queued > 0;
  h2_stream_wake(st);
  eddy_ret_i32(info, st->waiting ? 1 : 0);
}

/* write(id, chunk, encoding number): 1, 0, or negative (the stream has gone) */
napi_value h2_js_write(napi_env env, napi_callback_info info) {
  struct h2_stream *st = stream_arg(info);
  if (!st) eddy_ret_i32(info, UV_EPIPE);
  else ret_appended(info, st, h2_stream_append(st, env, eddy_arg(info, 1), eddy_arg_i32(info, 2)));
  return NULL;
}

/* writev(id, [chunk, encoding number, ...]) */
napi_value h2_js_writev(napi_env env, napi_callback_info info) {
  struct h2_stream *st = stream_arg(info);
  napi_value list = eddy_arg(info, 1);
  uint32_t n = 0;
  bool ok = true;
  if (!st || napi_get_array_length(env, list, &n) != napi_ok) {
    eddy_ret_i32(info, UV_EPIPE);
    return NULL;
  }
  for (uint32_t i = 0; ok && i + 1 < n; i += 2) {
    napi_value chunk = NULL, encoding = NULL;
    napi_get_element(env, list, i, &chunk);
    napi_get_element(env, list, i + 1, &encoding);
    ok = h2_stream_append(st, env, chunk, eddy_is_number(encoding) ? eddy_to_i32(encoding) : EDDY_UTF8);
  }
  ret_appended(info, st, ok);
  return NULL;
}

/* end(id, noTrailers): no more chunks will come */
napi_value h2_js_end(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_stream *st = stream_arg(info);
  if (st && !st->ended) {
    st->ended = true;
    if (eddy_arg_bool(info, 1)) st->trailers = false;
    h2_stream_wake(st);
  }
  eddy_ret_bool(info, st != NULL);
  return NULL;
}

/* readStart(id): what was received while nobody read opens the window again */
napi_value h2_js_read_start(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_stream *st = stream_arg(info);
  if (!st || st->reading) return NULL;
  st->reading = true;
  if (st->paused_bytes > 0) {
    nghttp2_session_consume_stream(st->session->ng, st->id, st->paused_bytes);
    st->session->memory -= st->paused_bytes;
    st->paused_bytes = 0;
    h2_session_schedule(st->session);
  }
  return NULL;
}

napi_value h2_js_read_stop(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_stream *st = stream_arg(info);
  if (st) st->reading = false;
  return NULL;
}

/* streamState(id): [state, weight, sum of weights, local close, remote close, local window] or undefined */
napi_value h2_js_stream_state(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  const int32_t id = eddy_arg_i32(info, 0);
  nghttp2_stream *st = s ? nghttp2_session_find_stream(s->ng, id) : NULL;
  if (!st) return NULL;
  napi_value v[6] = {
    eddy_i32(env, (int32_t)nghttp2_stream_get_state(st)),
    eddy_i32(env, nghttp2_stream_get_weight(st)),
    eddy_i32(env, nghttp2_stream_get_sum_dependency_weight(st)),
    eddy_i32(env, nghttp2_session_get_stream_local_close(s->ng, id)),
    eddy_i32(env, nghttp2_session_get_stream_remote_close(s->ng, id)),
    eddy_i32(env, nghttp2_session_get_stream_local_window_size(s->ng, id)),
  };
  return eddy_array(env, v, COUNTOF(v));
}

/* asyncId(id): 0 if there is none (yet) */
napi_value h2_js_stream_async_id(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_stream *st = stream_arg(info);
  eddy_ret_f64(info, st ? st->async.id : 0);
  return NULL;
}

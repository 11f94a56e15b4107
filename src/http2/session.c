// SPDX-License-Identifier: MIT
/* session.c: the life of a session: bytes in, output out, the end. */
#include "http2/http2.h"

/* ---- memory of nghttp2: counted, for maxSessionMemory ------------------------------------------------------ */

union h2_header { size_t size; max_align_t align; };

static void *h2_malloc(size_t size, void *data) {
  union h2_header *p = malloc(size + sizeof *p);
  if (!p) return NULL;
  p->size = size;
  ((struct h2_session *)data)->memory += size;
  return p + 1;
}

static void h2_free(void *ptr, void *data) {
  if (!ptr) return;
  union h2_header *p = (union h2_header *)ptr - 1;
  ((struct h2_session *)data)->memory -= p->size;
  free(p);
}

static void *h2_calloc(size_t n, size_t size, void *data) {
  if (size && n > SIZE_MAX / 2 / size) return NULL;
  void *p = h2_malloc(n * size, data);
  if (p) memset(p, 0, n * size);
  return p;
}

static void *h2_realloc(void *ptr, size_t size, void *data) {
  if (!ptr) return h2_malloc(size, data);
  union h2_header *p = (union h2_header *)ptr - 1;
  const size_t before = p->size;
  p = realloc(p, size + sizeof *p);
  if (!p) return NULL;
  p->size = size;
  ((struct h2_session *)data)->memory += size - before;
  return p + 1;
}

/* ---- beginning ------------------------------------------------------------------------------------------------ */

static double option(napi_env env, napi_value options, const char *name, double otherwise) {
  napi_value v = eddy_get(env, options, name);
  return v && eddy_is_number(v) ? eddy_to_f64(v) : otherwise;
}

static uint32_t option_u32(napi_env env, napi_value options, const char *name, uint32_t otherwise) {
  const double v = option(env, options, name, otherwise);
  return v < 0 ? 0 : v > UINT32_MAX ? UINT32_MAX : (uint32_t)v;
}

static nghttp2_option *options_new(struct h2_session *s, napi_env env, napi_value options) {
  nghttp2_option *o;
  if (nghttp2_option_new(&o) != 0) return NULL;
  nghttp2_option_set_no_auto_window_update(o, 1);
  nghttp2_option_set_no_closed_streams(o, 1);
  if (!s->server) {
    nghttp2_option_set_builtin_recv_extension_type(o, NGHTTP2_ALTSVC);
    nghttp2_option_set_builtin_recv_extension_type(o, NGHTTP2_ORIGIN);
  }
  nghttp2_option_set_max_deflate_dynamic_table_size(o, option_u32(env, options, "maxDeflateDynamicTableSize", 4096));
  nghttp2_option_set_max_reserved_remote_streams(o, option_u32(env, options, "maxReservedRemoteStreams", 200));
  nghttp2_option_set_max_send_header_block_length(o, option_u32(env, options, "maxSendHeaderBlockLength", 65536));
  nghttp2_option_set_peer_max_concurrent_streams(o, option_u32(env, options, "peerMaxConcurrentStreams", 100));
  nghttp2_option_set_max_settings(o, option_u32(env, options, "maxSettings", 32));
  if (option(env, options, "strictFieldWhitespaceValidation", 1) == 0)
    nghttp2_option_set_no_rfc9113_leading_and_trailing_ws_validation(o, 1);
  const double burst = option(env, options, "streamResetBurst", 0);
  if (burst > 0)
    nghttp2_option_set_stream_reset_rate_limit(o, (uint64_t)burst, (uint64_t)option(env, options, "streamResetRate", 33));
  return o;
}

/* 0 or a negative code of nghttp2 */
int h2_session_open(struct h2_session *s, napi_env env, napi_value options) {
  const uint32_t least = s->server ? 4 : 1;
  s->max_pairs = option_u32(env, options, "maxHeaderListPairs", 128);
  if (s->max_pairs < least) s->max_pairs = least;
  s->max_invalid_frames = option_u32(env, options, "maxSessionInvalidFrames", 1000);
  s->max_rejected_streams = option_u32(env, options, "maxSessionRejectedStreams", 100);
  s->max_memory = option(env, options, "maxSessionMemory", 10) * 1e6;
  s->padding = (int)option(env, options, "paddingStrategy", 0);
  nghttp2_option *o = options_new(s, env, options);
  if (!o) return NGHTTP2_ERR_NOMEM;
  nghttp2_mem mem = {s, h2_malloc, h2_free, h2_calloc, h2_realloc};
  struct h2_data *d = h2_data(s->env);
  nghttp2_session_callbacks *callbacks = s->padding ? d->ng : d->ng_unpadded;
  if (s->server) {
    s->scan = eddy_calloc(1, sizeof *s->scan);
    h2_scan_init(s->scan);
  }
  const int err = s->server ? nghttp2_session_server_new3(&s->ng, callbacks, s, o, &mem)
                            : nghttp2_session_client_new3(&s->ng, callbacks, s, o, &mem);
  nghttp2_option_del(o);
  return err;
}

/* ---- in ---------------------------------------------------------------------------------------------------------- */

static bool alive(const struct h2_session *s) { return s->ng && !s->dead && s->env->can_call_js; }

/* Events and output until there is none of either: handlers answer, and answers end streams. */
static void settle(struct h2_session *s) {
  do {
    h2_events_dispatch(s);
    h2_session_flush(s);
  } while (alive(s) && s->events && !s->dispatching && s->feeding);
}

/* To nghttp2; frames that scan.c has doubts about after what was before them. */
static ssize_t feed(struct h2_session *s, const uint8_t *data, size_t len) {
  size_t fed = 0, at = 0, frame;
  while (s->scan && h2_scan_next(s->scan, data, len, &at, &frame)) {
    /* Open, unless what nghttp2 has not seen yet resets it. */
    if (h2_stream_of(s, s->scan->id) && !s->scan->resets) continue;
    s->scan->resets = false;
    const ssize_t n = nghttp2_session_mem_recv(s->ng, data + fed, frame - fed);
    if (n < 0) return n;
    fed = frame;
    const uint32_t code = h2_stream_of(s, s->scan->id) ? NGHTTP2_NO_ERROR : h2_scan_verdict(s->scan);
    if (code == NGHTTP2_NO_ERROR) continue;
    nghttp2_session_terminate_session(s->ng, code);
    return (ssize_t)len;
  }
  if (s->scan) s->scan->resets = false;
  return nghttp2_session_mem_recv(s->ng, data + fed, len - fed);
}

void h2_session_receive(struct h2_session *s, const uint8_t *data, size_t len) {
  if (!alive(s) || s->in_codec) return;
  const bool outer = !s->feeding;
  eddy_native_hold(&s->native);
  s->feeding = true;
  s->bytes_read += (double)len;
  s->in_codec = true;
  const ssize_t n = feed(s, data, len);
  s->in_codec = false;
  if (n < 0) h2_event_new(s, H2_ON_ERROR, 0, NULL, 0)->a = n;
  if (outer) {
    settle(s);
    s->feeding = false;
    if (alive(s) && s->writes == 0 && nghttp2_session_want_write(s->ng)) h2_session_schedule(s);
  }
  eddy_native_unhold(&s->native);
}

void h2_session_end(struct h2_session *s, int status) {
  if (!alive(s)) return;
  eddy_native_hold(&s->native);
  h2_event_new(s, H2_ON_END, 0, NULL, 0)->a = status;
  h2_events_dispatch(s);
  eddy_native_unhold(&s->native);
}

/* ---- out ----------------------------------------------------------------------------------------------------------- */

static bool out_room(struct h2_data *d, size_t more) {
  if (d->out_len + more <= d->out_cap) return true;
  const size_t cap = d->out_len + more > H2_OUT_ROOM ? d->out_len + more : H2_OUT_ROOM;
  uint8_t *grown = realloc(d->out, cap);
  if (!grown) return false;
  d->out = grown;
  d->out_cap = cap;
  return true;
}

bool h2_out_append(struct h2_data *d, const void *bytes, size_t len) {
  if (!out_room(d, len)) return false;
  if (bytes) memcpy(d->out + d->out_len, bytes, len);
  else memset(d->out + d->out_len, 0, len);
  d->out_len += len;
  return true;
}

/* Takes from nghttp2 what it may send now, up to a buffer full. */
static void gather(struct h2_session *s, struct h2_data *d) {
  const uint8_t *bytes;
  ssize_t n = 0;
  s->in_codec = true;
  while (d->out_len < H2_OUT_SIZE && (n = nghttp2_session_mem_send(s->ng, &bytes)) > 0) {
    if (!h2_out_append(d, bytes, (size_t)n)) {
      n = NGHTTP2_ERR_NOMEM;
      break;
    }
  }
  s->in_codec = false;
  if (n < 0 && !s->dead) h2_event_new(s, H2_ON_ERROR, 0, NULL, 0)->a = n;
}

static void write_out(struct h2_session *s) {
  struct h2_data *d = h2_data(s->env);
  s->flushing = true;
  while (s->ng && s->writes == 0 && s->kind != H2_NONE && !s->peer_gone) {
    d->out_len = 0;
    gather(s, d);
    const size_t len = d->out_len;
    d->out_len = 0;
    if (len == 0) break;
    const int result = h2_transport_write(s, d->out, len);
    if (result < 0) {
      /* The peer is gone, or this side has said its end: what has arrived is to be read, and then the end. */
      if (result != UV_ENOMEM) s->peer_gone = true;
      else if (alive(s)) h2_event_new(s, H2_ON_END, 0, NULL, 0)->a = result;
      break;
    }
  }
  s->flushing = false;
  if (d->out_cap > 2 * H2_OUT_ROOM && d->out_len == 0) {
    free(d->out);
    d->out = NULL;
    d->out_cap = 0;
  }
}

void h2_session_flush(struct h2_session *s) {
  if (!alive(s) || s->flushing || s->in_codec) return;
  eddy_native_hold(&s->native);
  write_out(s);
  if (alive(s) && !s->done_told && s->writes == 0 && !nghttp2_session_want_read(s->ng) &&
      !nghttp2_session_want_write(s->ng)) {
    s->done_told = true;
    h2_event_new(s, H2_ON_DONE, 0, NULL, 0);
  }
  if (s->events && !s->dispatching && !s->feeding) {
    /* JavaScript below us does not expect to be entered again. */
    if (s->env->call_depth == 0) h2_events_dispatch(s);
    else h2_session_schedule(s);
  }
  eddy_native_unhold(&s->native);
}

static void on_idle(uv_idle_t *idle) {
  struct h2_data *d = CONTAINER_OF(idle, struct h2_data, idle);
  struct eddy_list now;
  eddy_list_init(&now);
  while (!eddy_list_empty(&d->dirty)) { /* what becomes dirty meanwhile waits for the next turn */
    struct eddy_list *item = d->dirty.next;
    eddy_list_remove(item);
    eddy_list_push(&now, item);
  }
  while (!eddy_list_empty(&now)) {
    struct h2_session *s = CONTAINER_OF(now.next, struct h2_session, dirty_link);
    eddy_list_remove(&s->dirty_link);
    s->dirty = false;
    struct eddy_scope scope;
    eddy_scope_open(s->env->napi, &scope);
    settle(s);
    eddy_native_unhold(&s->native);
    eddy_scope_close(&scope);
  }
  if (eddy_list_empty(&d->dirty)) uv_idle_stop(&d->idle);
}

void h2_session_schedule(struct h2_session *s) {
  if (s->dirty || s->feeding || !alive(s)) return;
  struct h2_data *d = h2_data(s->env);
  s->dirty = true;
  eddy_native_hold(&s->native);
  eddy_list_push(&d->dirty, &s->dirty_link);
  uv_idle_start(&d->idle, on_idle);
}

/* ---- the end ---------------------------------------------------------------------------------------------------------- */

static void release(struct h2_session *s) {
  nghttp2_session *ng = s->ng;
  s->ng = NULL;
  h2_events_drop(s);
  h2_values_release(s);
  while (!eddy_list_empty(&s->streams)) {
    struct h2_stream *st = CONTAINER_OF(s->streams.next, struct h2_stream, link);
    h2_stream_unlink(st);
    st->gone = true;
    if (st->events == 0) h2_stream_free(st); /* else with the event that is being delivered */
  }
  free(s->scan);
  s->scan = NULL;
  free(s->table);
  s->table = NULL;
  s->table_size = 0;
  if (ng) nghttp2_session_del(ng);
}

/* silent: without a GOAWAY, the transport is gone. From JavaScript only. */
void h2_session_destroy(struct h2_session *s, uint32_t code, bool silent) {
  if (!s->ng || s->dead) return;
  eddy_native_hold(&s->native);
  if (!silent && s->kind != H2_NONE) {
    struct h2_data *d = h2_data(s->env);
    s->dead = true; /* from here on no events */
    d->out_len = 0;
    gather(s, d); /* resets, for example, which are not sent after GOAWAY */
    nghttp2_session_terminate_session(s->ng, code);
    gather(s, d);
    const size_t len = d->out_len;
    d->out_len = 0;
    if (len) h2_transport_write(s, d->out, len);
  }
  s->dead = true;
  h2_transport_close(s);
  release(s);
  eddy_async_release(s->env, &s->async);
  eddy_native_unhold(&s->native);
}

void h2_session_free(void *owner) {
  struct h2_session *s = owner;
  s->dead = true;
  if (!s->env->can_call_js) s->stream = NULL, s->tls = NULL; /* the thread ends: they may be gone already */
  h2_transport_close(s);
  if (s->dirty) eddy_list_remove(&s->dirty_link);
  release(s);
  eddy_async_release(s->env, &s->async);
  free(s);
}

// SPDX-License-Identifier: MIT
/* transport.c: what carries the bytes of a connection: a TCP or Pipe handle, or TLS over one. Without either
 * JavaScript does, with execute() and its own writes. */
#include "http/connection.h"

/* ---- a stream ------------------------------------------------------------------------------------------ */

static void stream_read(struct eddy_stream *s, void *owner, ssize_t nread, uint8_t *bytes) {
  struct http_connection *c = owner;
  struct eddy_scope scope;
  (void)s;
  eddy_scope_open(c->env->napi, &scope);
  http_received(c, nread, bytes);
  http_release_freed(c);
  eddy_scope_close(&scope);
}

static void stream_closed(struct eddy_stream *s, void *owner) {
  (void)s;
  http_transport_forget(owner);
}

/* Of an answer that was handed over with others. */
static int stream_sent(struct eddy_stream *s, void *owner, const uint8_t *rest, size_t len, int err) {
  struct http_connection *c = owner;
  (void)s;
  if (rest) {
    const uv_buf_t buf = uv_buf_init((char *)(uintptr_t)rest, (unsigned)len);
    return http_transport_write(c, &buf, 1);
  }
  struct eddy_scope scope;
  eddy_scope_open(c->env->napi, &scope);
  http_send_failed(c, err);
  eddy_scope_close(&scope);
  return 0;
}

static const struct eddy_stream_reader stream_reader = {stream_read, stream_closed, true, stream_sent};

/* ---- TLS ----------------------------------------------------------------------------------------------- */

static void tls_read(void *owner, ssize_t nread, uint8_t *bytes) { http_received(owner, nread, bytes); }

static void tls_wrote(void *owner, int status) {
  struct http_connection *c = owner;
  if (c->pending_writes > 0) http_drained(c, c->pending_writes, status); /* TLS tells once, when all is gone */
}

/* The writes that were under way will not be heard of any more. */
static void writes_lost(struct http_connection *c) {
  if (c->pending_writes == 0) return;
  c->pending_writes = 0;
  eddy_native_unhold(&c->native);
}

static void tls_closed(void *owner) {
  struct http_connection *c = owner;
  eddy_native_hold(&c->native);
  http_transport_forget(c);
  writes_lost(c);
  eddy_native_unhold(&c->native);
}

/* The first request may begin: its clock starts. */
static bool tls_established(void *owner) {
  struct http_connection *c = owner;
  if (c->handshake_since == 0) return false; /* it is not the first */
  c->handshake_since = 0;
  c->message_start = uv_now(c->env->loop);
  if (c->message_start == 0) c->message_start = 1;
  return true;
}

static const struct eddy_tls_reader tls_reader = {tls_read, tls_wrote, tls_closed, tls_established};

/* ---- either -------------------------------------------------------------------------------------------- */

bool http_transport_open(struct http_connection *c, napi_value handle) {
  if (c->stream || c->tls) return false;
  c->stream = eddy_stream_of(handle);
  struct tls_wrap *tls = c->stream ? NULL : eddy_tls_wrap_of(handle);
  if (tls && eddy_tls_native_below(tls)) c->tls = tls;
  if (!c->stream && !c->tls) return false;
  c->held = true;
  eddy_native_hold(&c->native);
  if (c->stream) eddy_stream_set_reader(c->stream, &stream_reader, c);
  else eddy_tls_set_reader(c->tls, &tls_reader, c);
  return true;
}

void http_transport_join(struct http_connection *c) {
  if (c->stream && !c->stream->ring_read && c->parser.type == HTTP_REQUEST && !c->rest && http_transport_usable(c)) eddy_stream_ring_join(c->stream);
}

void http_transport_close(struct http_connection *c) {
  http_flush_batch(c);
  if (c->stream) eddy_stream_set_reader(c->stream, NULL, NULL);
  const bool tls = c->tls != NULL;
  if (tls) eddy_tls_set_reader(c->tls, NULL, NULL);
  eddy_native_hold(&c->native);
  http_transport_forget(c);
  if (tls) writes_lost(c);
  eddy_native_unhold(&c->native);
}

void http_transport_forget(struct http_connection *c) {
  http_flush_batch(c);
  http_list_remove(c);
  c->stream = NULL;
  c->tls = NULL;
  struct http_data *data = http_data(c->env);
  if (data->batch_owner == c) {
    data->batch_owner = NULL;
    data->batch_len = 0;
  }
  if (c->held) {
    c->held = false;
    eddy_native_unhold(&c->native);
  }
}

bool http_transport_usable(const struct http_connection *c) {
  return c->stream ? c->stream->h.state == EDDY_HANDLE_OPEN : c->tls && eddy_tls_usable(c->tls);
}

struct eddy_async *http_transport_async(struct http_connection *c) {
  if (!http_transport_usable(c)) return NULL;
  return c->stream ? &c->stream->h.async : eddy_tls_async(c->tls);
}

int http_transport_read_start(struct http_connection *c) {
  if (c->stream) return eddy_stream_read_start(c->stream);
  return c->tls ? eddy_tls_read_start(c->tls) : UV_EBADF;
}

int http_transport_read_stop(struct http_connection *c) {
  if (c->stream) return eddy_stream_read_stop(c->stream);
  if (!c->tls) return UV_EBADF;
  eddy_tls_read_stop(c->tls);
  return 0;
}

size_t http_transport_queued(const struct http_connection *c) {
  if (c->stream) return eddy_stream_queued(c->stream);
  return c->tls ? eddy_tls_queued(c->tls) : 0;
}

static void stream_wrote(struct eddy_stream *s, int status, void *owner) {
  (void)s;
  http_drained(owner, 1, status);
}

int http_transport_write(struct http_connection *c, const uv_buf_t *bufs, unsigned count) {
  const int result = c->stream ? eddy_stream_write(c->stream, bufs, count, stream_wrote, c)
                     : c->tls  ? eddy_tls_write(c->tls, bufs, count) : UV_EPIPE;
  if (result == 1 && c->pending_writes++ == 0) eddy_native_hold(&c->native);
  return result;
}

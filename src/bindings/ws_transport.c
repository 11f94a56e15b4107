// SPDX-License-Identifier: MIT
/* ws_transport.c: what carries the bytes of a WebSocket: a TCP or Pipe handle, or TLS over one. Without either
 * JavaScript does. */
#include "bindings/ws.h"

/* Small pieces are put together: each write makes a record of its own. */
#define WS_RECORD_BYTES 16384

static void left(struct ws_connection *c) {
  c->stream = NULL;
  c->tls = NULL;
  c->carried = false;
  eddy_native_unhold(&c->native);
}

static void closed(struct ws_connection *c) {
  ws_flush(c); /* the last words of this turn: an answer to a close frame */
  ws_drop_output(c);
}

/* ---- a stream ------------------------------------------------------------------------------------------- */

static void stream_read(struct eddy_stream *s, void *owner, ssize_t nread, uint8_t *data) {
  (void)s;
  ws_received(owner, nread, data);
}

static void stream_closed(struct eddy_stream *s, void *owner) {
  (void)s;
  closed(owner);
  left(owner);
}

static const struct eddy_stream_reader stream_reader = {stream_read, stream_closed, false, NULL};

/* ---- TLS ------------------------------------------------------------------------------------------------ */

static void tls_read(void *owner, ssize_t nread, uint8_t *data) { ws_received(owner, nread, data); }

static void tls_wrote(void *owner, int status) {
  struct ws_connection *c = owner;
  if (c->writing > 0) ws_written(c, status); /* TLS tells once, when all is gone */
}

/* What was under way will not be heard of any more. */
static void write_lost(struct ws_connection *c) {
  if (c->writing == 0) return;
  c->writing = 0;
  eddy_native_unhold(&c->native);
}

static void tls_closed(void *owner) {
  struct ws_connection *c = owner;
  eddy_native_hold(&c->native);
  closed(c);
  left(c);
  write_lost(c);
  eddy_native_unhold(&c->native);
}

static const struct eddy_tls_reader tls_reader = {tls_read, tls_wrote, tls_closed, NULL};

static int encrypt(struct ws_connection *c, const uv_buf_t *bufs, unsigned count) {
  const int result = eddy_tls_write(c->tls, bufs, count);
  if (result == 1 && c->writing == 0) {
    c->writing = 1;
    eddy_native_hold(&c->native);
  }
  return result;
}

int ws_transport_encrypt(struct ws_connection *c, const uv_buf_t *bufs, unsigned count) {
  uint8_t record[WS_RECORD_BYTES];
  size_t total = 0, n = 0;
  for (unsigned i = 0; i < count; i++) total += bufs[i].len;
  if (count == 1 || total > sizeof record) return encrypt(c, bufs, count);
  for (unsigned i = 0; i < count; i++) {
    if (bufs[i].len) memcpy(record + n, bufs[i].base, bufs[i].len);
    n += bufs[i].len;
  }
  const uv_buf_t buf = uv_buf_init((char *)record, (unsigned)n);
  return encrypt(c, &buf, 1);
}

/* ---- either --------------------------------------------------------------------------------------------- */

bool ws_transport_open(struct ws_connection *c, napi_value handle) {
  if (c->carried) return false;
  struct eddy_stream *stream = eddy_stream_of(handle);
  struct tls_wrap *tls = stream ? NULL : eddy_tls_wrap_of(handle);
  if (stream ? stream->reader != NULL : !tls || !eddy_tls_native_below(tls)) return false;
  c->stream = stream;
  c->tls = tls;
  c->carried = true;
  eddy_native_hold(&c->native);
  if (stream) eddy_stream_set_reader(stream, &stream_reader, c);
  else eddy_tls_set_reader(tls, &tls_reader, c);
  return true;
}

void ws_transport_close(struct ws_connection *c) {
  if (!c->carried) return;
  const bool tls = c->tls != NULL;
  if (tls) eddy_tls_set_reader(c->tls, NULL, NULL);
  else eddy_stream_set_reader(c->stream, NULL, NULL);
  eddy_native_hold(&c->native);
  left(c);
  if (tls) write_lost(c);
  eddy_native_unhold(&c->native);
}

bool ws_transport_usable(const struct ws_connection *c) {
  return c->stream ? c->stream->h.state == EDDY_HANDLE_OPEN : c->tls && eddy_tls_usable(c->tls);
}

void ws_transport_read(struct ws_connection *c, bool on) {
  if (!ws_transport_usable(c)) return;
  if (c->stream && on) eddy_stream_read_start(c->stream);
  else if (c->stream) eddy_stream_read_stop(c->stream);
  else if (on) eddy_tls_read_start(c->tls);
  else eddy_tls_read_stop(c->tls);
}

size_t ws_transport_queued(const struct ws_connection *c) {
  return c->stream ? eddy_stream_queued(c->stream) : c->tls ? eddy_tls_queued(c->tls) : 0;
}

struct eddy_async *ws_transport_async(struct ws_connection *c) {
  if (!ws_transport_usable(c)) return NULL;
  return c->stream ? &c->stream->h.async : eddy_tls_async(c->tls);
}

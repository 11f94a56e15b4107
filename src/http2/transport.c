// SPDX-License-Identifier: MIT
/* transport.c: what carries the bytes of a session: a TCP or Pipe handle, a TLSWrap, or (over any other Duplex)
 * JavaScript, which gets H2_ON_OUTPUT and calls receive(). */
#include "http2/http2.h"

static void native_read(struct eddy_stream *stream, void *owner, ssize_t nread, uint8_t *data) {
  struct h2_session *s = owner;
  (void)stream;
  if (nread > 0) h2_session_receive(s, data, (size_t)nread);
  else h2_session_end(s, (int)nread);
}

static void native_closed(struct eddy_stream *stream, void *owner) {
  struct h2_session *s = owner;
  (void)stream;
  s->stream = NULL;
  h2_transport_close(s);
}

static const struct eddy_stream_reader native_reader = {native_read, native_closed, false};

static void tls_read(void *owner, ssize_t nread, uint8_t *data) {
  struct h2_session *s = owner;
  if (nread > 0) h2_session_receive(s, data, (size_t)nread);
  else h2_session_end(s, (int)nread);
}

/* TLS tells once, when all is gone. */
static void tls_wrote(void *owner, int status) {
  struct h2_session *s = owner;
  while (s->writes > 0) h2_transport_done(s, status);
}

static void tls_closed(void *owner) {
  struct h2_session *s = owner;
  s->tls = NULL;
  tls_wrote(s, UV_ECANCELED);
  h2_transport_close(s);
}

static const struct eddy_tls_reader tls_reader = {tls_read, tls_wrote, tls_closed, NULL};

/* handle: that of the socket, or anything else for a transport in JavaScript */
bool h2_transport_open(struct h2_session *s, napi_value handle) {
  if (s->kind != H2_NONE) return false;
  s->stream = eddy_stream_of(handle);
  s->tls = s->stream ? NULL : eddy_tls_wrap_of(handle);
  if (s->stream) {
    s->kind = H2_NATIVE;
    eddy_stream_set_reader(s->stream, &native_reader, s);
  } else if (s->tls) {
    s->kind = H2_TLS;
    eddy_tls_set_reader(s->tls, &tls_reader, s);
  } else {
    s->kind = H2_JS;
  }
  s->held = true;
  eddy_native_hold(&s->native);
  return true;
}

void h2_transport_close(struct h2_session *s) {
  if (s->kind == H2_NONE) return;
  s->kind = H2_NONE;
  if (s->stream) eddy_stream_set_reader(s->stream, NULL, NULL);
  s->stream = NULL;
  struct tls_wrap *tls = s->tls;
  s->tls = NULL;
  if (tls) eddy_tls_set_reader(tls, NULL, NULL);
  if (tls) tls_wrote(s, 0);
  if (s->held) {
    s->held = false;
    eddy_native_unhold(&s->native);
  }
}

static void native_wrote(struct eddy_stream *stream, int status, void *data) {
  (void)stream;
  h2_transport_done(data, status);
}

static int js_write(struct h2_session *s, const uint8_t *data, size_t len) {
  napi_env env = s->env->napi;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value bytes = eddy_buffer_copy(env, data, len), result = NULL;
  napi_value fn = eddy_ref_get(env, h2_data(s->env)->callbacks[H2_ON_OUTPUT]);
  if (bytes && fn) eddy_loop_call(s->env, &s->async, eddy_native_value(&s->native), fn, 1, &bytes, &result);
  const int code = result && eddy_is_number(result) ? eddy_to_i32(result) : bytes ? 0 : UV_ENOMEM;
  eddy_scope_close(&scope);
  return code;
}

/* Ticks run before this returns: written() may have been called by then. */
static int js_write_counted(struct h2_session *s, const uint8_t *data, size_t len) {
  const uint32_t before = s->writes++;
  eddy_native_hold(&s->native);
  const int result = js_write(s, data, len);
  if (s->writes == before) return 0;
  if (result == 1) return 1;
  s->writes--;
  eddy_native_unhold(&s->native);
  return result;
}

/* A write that is under way keeps the session alive. */
int h2_transport_write(struct h2_session *s, const uint8_t *data, size_t len) {
  int result = UV_EPIPE;
  s->bytes_written += (double)len;
  const uv_buf_t buf = uv_buf_init((char *)(uintptr_t)data, (unsigned)len);
  if (s->kind == H2_NATIVE) {
    result = eddy_stream_write(s->stream, &buf, 1, native_wrote, s);
  } else if (s->kind == H2_TLS) {
    result = eddy_tls_write(s->tls, &buf, 1);
  } else if (s->kind == H2_JS) {
    return js_write_counted(s, data, len);
  }
  if (result == 1) {
    s->writes++;
    eddy_native_hold(&s->native);
  }
  return result;
}

void h2_transport_done(struct h2_session *s, int status) {
  if (s->writes == 0) return;
  s->writes--;
  if (!s->dead && s->env->can_call_js) {
    if (s->tell_drained && s->writes == 0) {
      s->tell_drained = false;
      h2_event_new(s, H2_ON_WRITTEN, 0, NULL, 0);
    }
    if (status >= 0 || s->events) h2_session_schedule(s);
  }
  eddy_native_unhold(&s->native);
}

// SPDX-License-Identifier: MIT
/* tls_wrap.c: class TLSWrap: TLS over a stream. With a native stream below (TCP, Pipe) it is that
 * stream's reader and never shows ciphertext to JavaScript; over anything else JavaScript carries the
 * bytes (receive, onencout). OpenSSL works on memory (tls_bio.c); its callbacks only take notes,
 * JavaScript is called after OpenSSL has returned (tls_callbacks.c). Used by lib/internal/tls/wrap.js. */
#include "bindings/tls_wrap.h"

#define TLS_READ_BYTES 16384 /* the most one record holds */
#define TLS_RECORD_MORE 64   /* header, padding and tag of a record */
#define TLS_ALPN_MAX 65535

static struct tls_wrap *tls_this(napi_callback_info info) { return eddy_tls_wrap_of(eddy_this(info)); }

SSL *eddy_tls_ssl_this(napi_callback_info info) {
  struct tls_wrap *w = tls_this(info);
  return w ? w->ssl : NULL;
}

/* ---- the end ---------------------------------------------------------------------------------------- */

static void tls_detach(struct tls_wrap *w) {
  if (w->stream) eddy_stream_set_reader(w->stream, NULL, NULL);
  w->stream = NULL;
}

static void tls_write_finished(struct tls_wrap *w, int status);

static void tls_destroy(struct tls_wrap *w) {
  if (w->busy > 0 || w->in_ssl > 0) {
    w->destroy_later = true;
    return;
  }
  const struct eddy_tls_reader *reader = w->reader;
  w->reader = NULL;
  if (reader) reader->closed(w->reader_owner); /* who may have something to write */
  tls_detach(w);
  SSL_free(w->ssl);
  w->ssl = NULL;
  tls_buffers_free(w);
  SSL_SESSION_free(w->next_session);
  w->next_session = NULL;
  free(w->pending);
  w->pending = NULL;
  w->pending_len = 0;
  w->destroy_later = false;
  if (w->js_waits && w->transport_writes == 0) { /* else the transport tells */
    w->failed = UV_ECANCELED;
    tls_write_finished(w, UV_ECANCELED);
  }
  if (w->held) {
    w->held = false;
    eddy_native_unhold(&w->native);
  }
}

static void tls_leave(struct tls_wrap *w) {
  if (--w->busy == 0 && w->destroy_later) tls_destroy(w);
}

static void tls_free(void *owner) {
  struct tls_wrap *w = owner;
  w->busy = w->in_ssl = 0;
  w->held = w->js_waits = w->reader_waits = false;
  if (!w->env->can_call_js) { /* the thread ends: they may be gone already */
    w->stream = NULL;
    w->reader = NULL;
  }
  tls_destroy(w);
  tls_drop_notes(w);
  eddy_ref_free(w->context);
  eddy_async_release(w->env, &w->async);
  free(w->alpn);
  free(w->ocsp);
  free(w);
}

/* ---- out -------------------------------------------------------------------------------------------- */

static void tls_write_finished(struct tls_wrap *w, int status) {
  if (w->transport_writes > 0 || (w->pending && status >= 0)) return;
  w->writing = 0;
  if (w->reader_waits) {
    w->reader_waits = false;
    if (w->reader) w->reader->wrote(w->reader_owner, status);
  }
  if (!w->js_waits) return;
  w->js_waits = false;
  napi_env env = w->env->napi;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value arg = eddy_i32(env, status), fn = eddy_stream_default_callback(w->env, EDDY_STREAM_ON_WRITE);
  if (fn) eddy_loop_call(w->env, &w->async, eddy_native_value(&w->native), fn, 1, &arg, NULL);
  eddy_scope_close(&scope);
}

static void tls_transport_done(struct eddy_stream *s, int status, void *data) {
  struct tls_wrap *w = data;
  (void)s;
  w->transport_writes--;
  if (status < 0 && w->failed == 0) w->failed = status;
  if (w->env->can_call_js) tls_write_finished(w, w->failed);
  eddy_native_unhold(&w->native);
}

/* Sends what OpenSSL has produced. 0, 1 (under way) or a negative code. */
static int tls_flush(struct tls_wrap *w) {
  uint8_t *data = w->out;
  const size_t n = w->out_len;
  int r = 0;
  if (!w->ssl || n == 0) return 0;
  w->out = NULL;
  w->out_len = w->out_cap = 0;
  if (w->stream) {
    uv_buf_t buf = uv_buf_init((char *)data, (unsigned)n);
    r = eddy_stream_write(w->stream, &buf, 1, tls_transport_done, w);
    free(data);
    if (r == 1) {
      w->transport_writes++;
      eddy_native_hold(&w->native);
    }
    return r;
  }
  napi_value bytes = w->native_below ? NULL : eddy_buffer_copy(w->env->napi, data, n);
  free(data);
  if (w->native_below) return 1; /* it is closed: told when this is destroyed */
  if (!bytes) return UV_ENOMEM;
  w->transport_writes++; /* until JavaScript calls encOutDone */
  tls_call(w, "onencout", 1, &bytes);
  return w->transport_writes > 0 ? 1 : w->failed;
}

static bool tls_keep(struct tls_wrap *w, const uint8_t *data, size_t len) {
  uint8_t *all = realloc(w->pending, w->pending_len + len + 1);
  if (!all) return false;
  if (len) memcpy(all + w->pending_len, data, len);
  w->pending = all;
  w->pending_len += len;
  return true;
}

/* Gives cleartext to OpenSSL; what it does not take is kept. false: an error. */
static bool tls_encrypt(struct tls_wrap *w, const uint8_t *data, size_t len) {
  size_t done = 0, n;
  if (len > TLS_READ_BYTES && !tls_output_reserve(w, len + (len / TLS_READ_BYTES + 1) * TLS_RECORD_MORE)) return false;
  while (done < len) {
    ERR_clear_error();
    w->in_ssl++;
    int r = SSL_write_ex(w->ssl, data + done, len - done, &n);
    int err = r == 1 ? 0 : SSL_get_error(w->ssl, r);
    w->in_ssl--;
    if (r == 1) {
      done += n;
      continue;
    }
    if (err == SSL_ERROR_WANT_READ || err == SSL_ERROR_WANT_WRITE || err == SSL_ERROR_WANT_X509_LOOKUP)
      return tls_keep(w, data + done, len - done);
    return false;
  }
  return true;
}

static void tls_send_pending(struct tls_wrap *w) {
  if (!w->pending || !w->established) return;
  uint8_t *data = w->pending;
  size_t len = w->pending_len;
  w->pending = NULL;
  w->pending_len = 0;
  bool ok = tls_encrypt(w, data, len);
  free(data);
  int r = tls_flush(w);
  if (!ok) r = UV_EPROTO;
  else if (r == 1 && !w->stream && w->native_below) r = UV_EBADF; /* JavaScript did not like the other side */
  if (w->failed == 0 && r < 0) w->failed = r;
  tls_write_finished(w, w->failed);
}

/* ---- in ----------------------------------------------------------------------------------------------- */

static void tls_emit_read(struct tls_wrap *w, ssize_t nread, uint8_t *data) {
  napi_env env = w->env->napi;
  if (w->reader) {
    if (nread > 0) w->bytes_read += (double)nread;
    else if (w->eof_told) return;
    else w->eof_told = true;
    w->reader->read(w->reader_owner, nread, data);
    return;
  }
  napi_value argv[3] = { eddy_i32(env, (int32_t)nread), eddy_undefined(env), eddy_undefined(env) };
  if (nread > 0) {
    argv[1] = eddy_buffer_copy(env, data, (size_t)nread);
    if (!argv[1]) return;
    w->bytes_read += (double)nread;
  } else if (w->eof_told) {
    return;
  } else {
    w->eof_told = true;
  }
  napi_value fn = eddy_stream_default_callback(w->env, EDDY_STREAM_ON_READ);
  if (fn) eddy_loop_call(w->env, &w->async, eddy_native_value(&w->native), fn, 3, argv, NULL);
}

static void tls_fail(struct tls_wrap *w, napi_value error) {
  tls_flush(w); /* the alert */
  tls_call(w, "onerror", 1, &error);
}

/* What the next record holds; for a reader in C, what all records at hand hold, as far as it goes into `data`. (A
 * program sees records one by one, as in Node.) Returns SSL_get_error of the last read. */
static int tls_read_records(struct tls_wrap *w, uint8_t *data, size_t size, size_t *len) {
  int r;
  ERR_clear_error();
  w->in_ssl++;
  do {
    size_t n = 0;
    r = SSL_read_ex(w->ssl, data + *len, size - *len, &n);
    *len += n;
  } while (w->reader && r == 1 && *len < size && (w->in_len > 0 || SSL_has_pending(w->ssl)));
  const int err = r == 1 ? SSL_ERROR_NONE : SSL_get_error(w->ssl, r);
  w->in_ssl--;
  return err;
}

/* One step of reading: true if there may be more. */
static bool tls_read_step(struct tls_wrap *w) {
  uint8_t data[TLS_READ_BYTES];
  size_t n = 0;
  const size_t before = w->in_len;
  const int err = tls_read_records(w, data, sizeof data, &n);
  if (w->destroy_later) return false;
  const bool broken = (err == SSL_ERROR_SSL || err == SSL_ERROR_SYSCALL) && ERR_peek_error() != 0;
  /* Made now: what follows may use OpenSSL. */
  napi_value error = broken ? eddy_tls_connection_error(w->env->napi) : NULL;
  if (!tls_tell(w)) return false;
  if (n > 0) {
    tls_emit_read(w, (ssize_t)n, data);
    if (!w->ssl || w->destroy_later) return false;
  }
  switch (err) {
    case SSL_ERROR_NONE:
      return w->in_len > 0 || SSL_has_pending(w->ssl);
    case SSL_ERROR_ZERO_RETURN:
      tls_flush(w);
      tls_emit_read(w, UV_EOF, NULL);
      return false;
    case SSL_ERROR_SSL:
    case SSL_ERROR_SYSCALL:
      if (broken) tls_fail(w, error);
      return false;
    default: /* after each record that carries no data */
      return w->in_len > 0 && w->in_len < before;
  }
}

/* true: done, or waits for bytes; false: failed or destroyed. */
static bool tls_handshake_step(struct tls_wrap *w) {
  ERR_clear_error();
  w->in_ssl++;
  int r = SSL_do_handshake(w->ssl);
  int err = r == 1 ? 0 : SSL_get_error(w->ssl, r);
  w->in_ssl--;
  if (w->destroy_later) return false;
  if (err == SSL_ERROR_SSL || err == SSL_ERROR_SYSCALL) {
    if (ERR_peek_error() != 0) {
      napi_value error = eddy_tls_connection_error(w->env->napi);
      tls_flush(w);
      if (tls_tell(w)) tls_call(w, "onerror", 1, &error);
      return false;
    }
  }
  /* A client that does not want this server leaves before its last message: the server never takes it for a guest. */
  const bool client_done = w->done_noted && !SSL_is_server(w->ssl);
  if (!client_done) tls_flush(w);
  if (!tls_tell(w)) return false;
  if (client_done) tls_flush(w);
  return true;
}

/* Lets OpenSSL do all it can with the bytes it has. Calls JavaScript. */
static void tls_cycle(struct tls_wrap *w) {
  if (!w->ssl || !w->started) return;
  if (w->busy > 0 || w->in_ssl > 0) { /* called from below: the outer one goes on */
    w->again = true;
    return;
  }
  struct eddy_scope scope;
  eddy_scope_open(w->env->napi, &scope);
  eddy_native_hold(&w->native);
  w->busy++; /* destroy waits until the end of this */
  bool alive = true;
  while (alive && !w->established) {
    w->again = false;
    alive = tls_handshake_step(w);
    if (!w->again) break;
  }
  if (alive && w->established) {
    tls_send_pending(w);
    while (w->ssl && !w->destroy_later && w->reading && tls_read_step(w)) {
    }
  }
  if (w->ssl && !w->destroy_later) tls_flush(w);
  tls_input_keep(w);
  tls_leave(w);
  eddy_native_unhold(&w->native);
  eddy_scope_close(&scope);
}

static void tls_on_read(struct eddy_stream *s, void *owner, ssize_t nread, uint8_t *data) {
  struct tls_wrap *w = owner;
  (void)s;
  if (!w->ssl) return;
  eddy_native_hold(&w->native);
  if (nread > 0) {
    tls_input_lend(w, data, (size_t)nread);
    tls_cycle(w);
    tls_input_keep(w);
  } else {
    tls_cycle(w);
    struct eddy_scope scope;
    eddy_scope_open(w->env->napi, &scope);
    if (w->ssl) tls_emit_read(w, nread, NULL);
    eddy_scope_close(&scope);
  }
  eddy_native_unhold(&w->native);
}

static void tls_stream_closed(struct eddy_stream *s, void *owner) {
  (void)s;
  ((struct tls_wrap *)owner)->stream = NULL;
}

static const struct eddy_stream_reader tls_reader = { tls_on_read, tls_stream_closed, false };

/* ---- construction, start ------------------------------------------------------------------------------------ */

/* new TLSWrap(parent, context, isServer): parent: a stream handle, or any object without a stream. */
static napi_value tls_construct(napi_env env, napi_callback_info info) {
  struct tls_context *c = eddy_tls_context_of(eddy_arg(info, 1));
  struct eddy_env *e = eddy_env_current(env);
  if (!c) {
    eddy_throw_type(env, "ERR_TLS_INVALID_CONTEXT", "context must be a SecureContext");
    return NULL;
  }
  struct tls_wrap *w = eddy_calloc(1, sizeof *w);
  w->env = e;
  w->notes_end = &w->notes;
  w->server = eddy_arg_bool(info, 2);
  w->stream = eddy_stream_of(eddy_arg(info, 0));
  w->native_below = w->stream != NULL;
  w->ssl = SSL_new(c->ctx);
  BIO *bio = tls_bio_new(w);
  CHECK(w->ssl && bio);
  SSL_set_bio(w->ssl, bio, bio);
  SSL_set_ex_data(w->ssl, eddy_tls_ssl_index(), w);
  SSL_set_mode(w->ssl, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                           SSL_MODE_ENABLE_PARTIAL_WRITE);
  SSL_set_info_callback(w->ssl, tls_info);
  SSL_set_verify(w->ssl, SSL_VERIFY_NONE, tls_verify);
  SSL_set_cert_cb(w->ssl, tls_cert, NULL);
  if (w->server) SSL_set_accept_state(w->ssl);
  else SSL_set_connect_state(w->ssl);
  w->context = eddy_ref_new(env, eddy_arg(info, 1));
  eddy_native_init(env, eddy_this(info), &w->native, &eddy_tls_wrap_class, w, tls_free);
  eddy_native_hold(&w->native);
  w->held = true;
  eddy_async_init(e, &w->async, eddy_this(info), "TLSWRAP");
  if (w->stream) eddy_stream_set_reader(w->stream, &tls_reader, w);
  return NULL;
}

static void tls_begin(struct tls_wrap *w);

static napi_value tls_start(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (w) tls_begin(w);
  return NULL;
}

/* encOutDone(status): what onencout was given has been written. */
static napi_value tls_enc_out_done(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = eddy_native_of(eddy_this(info), &eddy_tls_wrap_class);
  int status = eddy_arg_i32(info, 0);
  if (!w || w->transport_writes == 0) return NULL;
  w->transport_writes--;
  if (status < 0 && w->failed == 0) w->failed = status;
  tls_write_finished(w, w->failed);
  return NULL;
}

static napi_value tls_destroy_ssl(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = eddy_native_of(eddy_this(info), &eddy_tls_wrap_class);
  if (w && w->ssl) tls_destroy(w);
  return NULL;
}

/* receive(bytes): ciphertext that JavaScript has read. */
static napi_value tls_receive(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  struct eddy_bytes bytes;
  if (!w || !eddy_arg_bytes(info, 0, &bytes)) return NULL;
  tls_input_lend(w, bytes.data, bytes.len);
  tls_input_keep(w); /* JavaScript owns these bytes, and will run */
  tls_cycle(w);
  return NULL;
}

/* receiveEnd(code): there is no more. */
static napi_value tls_receive_end(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (!w) return NULL;
  tls_cycle(w);
  if (w->ssl) tls_emit_read(w, eddy_arg_i32(info, 0), NULL);
  return NULL;
}

static napi_value tls_read_start(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  eddy_ret_i32(info, w ? eddy_tls_read_start(w) : UV_EBADF);
  return NULL;
}

static napi_value tls_read_stop(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (w) eddy_tls_read_stop(w);
  eddy_ret_i32(info, 0);
  return NULL;
}

/* ---- writing -------------------------------------------------------------------------------------------------- */

/* 0: gone; 1: whoever `waits` is told; negative: failed. */
static int tls_writev(struct tls_wrap *w, const uv_buf_t *bufs, unsigned count, bool *waits) {
  size_t total = 0;
  for (unsigned i = 0; i < count; i++) total += bufs[i].len;
  w->bytes_written += (double)total;
  w->writing = total;
  const bool later = !w->established || w->pending || w->in_ssl > 0;
  for (unsigned i = 0; i < count; i++) {
    const uint8_t *data = (const uint8_t *)bufs[i].base;
    if (later || w->pending) {
      if (!tls_keep(w, data, bufs[i].len)) return UV_ENOMEM;
    } else if (!tls_encrypt(w, data, bufs[i].len)) {
      ERR_clear_error();
      tls_flush(w);
      return UV_EPROTO;
    }
  }
  int r = later ? 1 : tls_flush(w);
  if (w->pending) r = 1;
  if (r == 1) *waits = true;
  return r;
}

static int tls_write(struct tls_wrap *w, const uint8_t *data, size_t len) {
  const uv_buf_t buf = uv_buf_init((char *)(uintptr_t)data, (unsigned)len);
  return tls_writev(w, &buf, 1, &w->js_waits);
}

static void tls_begin(struct tls_wrap *w) {
  if (w->started) return;
  w->started = true;
  if (w->stream) eddy_stream_read_start(w->stream);
  tls_cycle(w);
}

struct tls_wrap *eddy_tls_wrap_of(napi_value js) {
  struct tls_wrap *w = eddy_native_of(js, &eddy_tls_wrap_class);
  return w && w->ssl && !w->destroy_later ? w : NULL;
}

void eddy_tls_set_reader(struct tls_wrap *w, const struct eddy_tls_reader *reader, void *owner) {
  w->reader = reader;
  w->reader_owner = owner;
  w->reader_waits = false;
}

bool eddy_tls_usable(const struct tls_wrap *w) {
  return w->ssl && !w->destroy_later && (!w->native_below || w->stream);
}

int eddy_tls_write(struct tls_wrap *w, const uv_buf_t *bufs, unsigned count) {
  return eddy_tls_usable(w) ? tls_writev(w, bufs, count, &w->reader_waits) : UV_EPIPE;
}

size_t eddy_tls_queued(const struct tls_wrap *w) {
  return w->pending_len + (w->stream ? eddy_stream_queued(w->stream) : 0);
}

struct eddy_async *eddy_tls_async(struct tls_wrap *w) { return &w->async; }

bool eddy_tls_native_below(const struct tls_wrap *w) { return w->stream != NULL; }

int eddy_tls_read_start(struct tls_wrap *w) {
  w->reading = true;
  int err = w->stream && w->started ? eddy_stream_read_start(w->stream) : 0;
  /* What came while nobody read. */
  if (w->established && (SSL_has_pending(w->ssl) || w->in_len > 0)) tls_cycle(w);
  return err;
}

void eddy_tls_read_stop(struct tls_wrap *w) {
  w->reading = false;
  if (w->stream && w->established) eddy_stream_read_stop(w->stream);
}

static napi_value tls_write_buffer(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  struct eddy_bytes bytes;
  int r = w ? UV_EINVAL : UV_EBADF;
  if (w && eddy_arg_bytes(info, 0, &bytes)) r = tls_write(w, bytes.data, bytes.len);
  if (r == 1) tls_begin(w); /* to write is to start */
  eddy_ret_i32(info, r);
  return NULL;
}

static napi_value tls_shutdown(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (!w) return NULL;
  ERR_clear_error();
  SSL_shutdown(w->ssl); /* once: a second call would throw away what the peer still sends */
  ERR_clear_error();
  tls_flush(w);
  return NULL;
}

/* ---- settings --------------------------------------------------------------------------------------------------- */

/* setVerifyMode(request, reject) */
static napi_value tls_set_verify_mode(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (!w) return NULL;
  int mode = SSL_VERIFY_NONE;
  if (w->server && eddy_arg_bool(info, 0)) {
    mode = SSL_VERIFY_PEER;
    if (eddy_arg_bool(info, 1)) mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  }
  SSL_set_verify(w->ssl, mode, tls_verify);
  return NULL;
}

/* Only contexts whose keys somebody wants: OpenSSL spells each of them out. */
static void tls_log_keys(struct tls_wrap *w) {
  w->keylog = true;
  SSL_CTX_set_keylog_callback(SSL_get_SSL_CTX(w->ssl), tls_keylog);
}

enum tls_feature { TLS_SESSIONS, TLS_KEYLOG, TLS_HELLO, TLS_CERT, TLS_ALPN, TLS_PSK, TLS_OCSP };

/* enable(feature) */
static napi_value tls_enable(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (!w) return NULL;
  if (w->established) w->hello_passed = w->cert_passed = true; /* only the first handshake asks */
  switch ((enum tls_feature)eddy_arg_i32(info, 0)) {
    case TLS_SESSIONS: w->sessions = true; break;
    case TLS_KEYLOG: tls_log_keys(w); break;
    case TLS_HELLO: w->hello_cb = true; break;
    case TLS_CERT: w->cert_cb = true; break;
    case TLS_ALPN: w->alpn_cb = true; break;
    case TLS_OCSP: SSL_set_tlsext_status_type(w->ssl, TLSEXT_STATUSTYPE_ocsp); break;
    case TLS_PSK:
      w->psk_cb = true;
      if (w->server) SSL_set_psk_server_callback(w->ssl, tls_psk_server);
      else SSL_set_psk_client_callback(w->ssl, tls_psk_client);
      break;
  }
  return NULL;
}

/* setPskIdentityHint(text): false if it is too long. */
static napi_value tls_set_psk_hint(napi_env env, napi_callback_info info) {
  struct tls_wrap *w = tls_this(info);
  struct eddy_str hint;
  bool ok = false;
  if (w && eddy_arg_str(env, info, 0, &hint)) {
    ok = SSL_use_psk_identity_hint(w->ssl, hint.data) == 1;
    eddy_str_release(&hint);
    ERR_clear_error();
  }
  eddy_ret_bool(info, ok);
  return NULL;
}

/* setALPNProtocols(wire format) */
static napi_value tls_set_alpn(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  struct eddy_bytes bytes;
  if (!w || !eddy_arg_bytes(info, 0, &bytes) || bytes.len > TLS_ALPN_MAX) return NULL;
  if (!w->server) {
    SSL_set_alpn_protos(w->ssl, bytes.data, (unsigned)bytes.len);
    return NULL;
  }
  free(w->alpn);
  w->alpn = eddy_alloc(bytes.len + 1);
  memcpy(w->alpn, bytes.data, bytes.len);
  w->alpn_len = bytes.len;
  return NULL;
}

/* certCbDone(context | undefined, ocspResponse): goes on after oncertcb. */
static napi_value tls_cert_done(napi_env env, napi_callback_info info) {
  struct tls_wrap *w = tls_this(info);
  struct eddy_bytes bytes;
  if (!w) return NULL;
  struct tls_context *c = eddy_arg_is_object(info, 0) ? eddy_tls_context_of(eddy_arg(info, 0)) : NULL;
  if (c) {
    SSL_set_SSL_CTX(w->ssl, c->ctx);
    X509_STORE *store = SSL_CTX_get_cert_store(c->ctx);
    SSL_set1_verify_cert_store(w->ssl, store);
    SSL_set_client_CA_list(w->ssl, SSL_dup_CA_list(SSL_CTX_get_client_CA_list(c->ctx)));
    if (w->keylog) tls_log_keys(w);
    eddy_ref_free(w->context);
    w->context = eddy_ref_new(env, eddy_arg(info, 0));
  }
  if (eddy_arg_is_bytes(info, 1) && eddy_arg_bytes(info, 1, &bytes)) {
    free(w->ocsp);
    w->ocsp = eddy_alloc(bytes.len + 1);
    memcpy(w->ocsp, bytes.data, bytes.len);
    w->ocsp_len = bytes.len;
  }
  w->cert_passed = true;
  tls_cycle(w);
  return NULL;
}

/* loadSession(bytes): the server's answer to a session id. */
static napi_value tls_load_session(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  struct eddy_bytes bytes;
  if (!w || !eddy_arg_bytes(info, 0, &bytes)) return NULL;
  const unsigned char *p = bytes.data;
  SSL_SESSION_free(w->next_session);
  w->next_session = d2i_SSL_SESSION(NULL, &p, (long)bytes.len);
  ERR_clear_error();
  return NULL;
}

/* helloDone(): goes on after onclienthello. */
static napi_value tls_hello_done(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (!w) return NULL;
  w->hello_passed = true;
  tls_cycle(w);
  return NULL;
}

static napi_value tls_cycle_now(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (w) tls_cycle(w);
  return NULL;
}

static napi_value tls_renegotiate(napi_env env, napi_callback_info info) {
  struct tls_wrap *w = tls_this(info);
  if (!w) return NULL;
  ERR_clear_error();
  if (SSL_renegotiate(w->ssl) != 1) {
    eddy_tls_throw(env, "SSL_renegotiate");
    return NULL;
  }
  w->in_ssl++;
  SSL_do_handshake(w->ssl);
  w->in_ssl--;
  if (w->ssl) tls_flush(w);
  return NULL;
}

/* getCounters(): [read, written, queued] bytes of cleartext. */
static napi_value tls_counters(napi_env env, napi_callback_info info) {
  struct tls_wrap *w = eddy_native_of(eddy_this(info), &eddy_tls_wrap_class);
  double queued = 0;
  if (w && w->ssl) queued = (double)w->writing + (w->stream ? (double)eddy_stream_queued(w->stream) : 0);
  napi_value v[3] = { eddy_f64(env, w ? w->bytes_read : 0), eddy_f64(env, w ? w->bytes_written : 0),
                      eddy_f64(env, queued) };
  return eddy_array(env, v, 3);
}

static napi_value tls_async_id(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = eddy_native_of(eddy_this(info), &eddy_tls_wrap_class);
  eddy_ret_f64(info, w ? w->async.id : -1);
  return NULL;
}

static const struct eddy_method tls_methods[] = {
  { "start", tls_start, 0, NULL },
  { "destroySSL", tls_destroy_ssl, 0, NULL },
  { "encOutDone", tls_enc_out_done, 1, NULL },
  { "receive", tls_receive, 1, NULL },
  { "receiveEnd", tls_receive_end, 1, NULL },
  { "readStart", tls_read_start, 0, NULL },
  { "readStop", tls_read_stop, 0, NULL },
  { "encrypt", tls_write_buffer, 1, NULL },
  { "sslShutdown", tls_shutdown, 0, NULL },
  { "setVerifyMode", tls_set_verify_mode, 2, NULL },
  { "enable", tls_enable, 1, NULL },
  { "setPskIdentityHint", tls_set_psk_hint, 1, NULL },
  { "setALPNProtocols", tls_set_alpn, 1, NULL },
  { "certCbDone", tls_cert_done, 2, NULL },
  { "loadSession", tls_load_session, 1, NULL },
  { "helloDone", tls_hello_done, 0, NULL },
  { "cycle", tls_cycle_now, 0, NULL },
  { "renegotiate", tls_renegotiate, 0, NULL },
  { "getCounters", tls_counters, 0, NULL },
  { "getAsyncId", tls_async_id, 0, NULL },
};

const struct eddy_class eddy_tls_wrap_class = {
  "TLSWrap", tls_construct, tls_methods, COUNTOF(tls_methods), &eddy_tls_info_class,
};

// SPDX-License-Identifier: MIT
/* tls_wrap.c: class TLSWrap: TLS over a stream. With a native stream below (TCP, Pipe) it is that
 * stream's reader and never shows ciphertext to JavaScript; over anything else JavaScript carries the
 * bytes (receive, onencout). OpenSSL works on memory BIOs; its callbacks only take notes, JavaScript is
 * called after OpenSSL has returned. Used by lib/internal/tls/wrap.js. */
#include "bindings/stream.h"
#include "bindings/tls.h"

#define TLS_READ_BYTES 16384 /* the most one record holds */
#define TLS_ALPN_MAX 65535

struct tls_note { struct tls_note *next; const char *method; uint8_t *a, *b; size_t a_len, b_len; };

struct tls_wrap {
  struct eddy_env *env;
  struct eddy_native native;
  struct eddy_async async;
  SSL *ssl;
  BIO *in, *out;                 /* owned by ssl */
  struct eddy_stream *stream;    /* NULL: JavaScript carries the bytes, or it is closed */
  eddy_ref context;
  bool server, held, started, established, reading, eof_told;
  bool done_noted, start_noted;  /* for JavaScript, after OpenSSL has returned */
  bool hello_cb, hello_noted, hello_passed;
  bool cert_cb, cert_noted, cert_passed;
  bool sessions, keylog, alpn_cb, psk_cb, ocsp_cb;
  bool write_waiting;            /* JavaScript waits for onwrite */
  int busy;                      /* in a cycle: destroy waits */
  int in_ssl;                    /* inside OpenSSL */
  bool again;                    /* the handshake can go on */
  bool destroy_later;
  int transport_writes;
  int failed;                    /* of the transport */
  size_t writing;                /* bytes of the write that JavaScript waits for */
  uint8_t *pending;              /* cleartext that OpenSSL does not take yet */
  size_t pending_len;
  uint8_t *alpn;
  size_t alpn_len;
  uint8_t *ocsp;
  size_t ocsp_len;
  SSL_SESSION *next_session;
  struct tls_note *notes, **notes_end;
  const struct eddy_tls_reader *reader; /* NULL: JavaScript reads */
  void *reader_owner;
  double bytes_read, bytes_written;
};

int eddy_tls_ctx_index(void) { return 0; } /* SSL_CTX app data */
int eddy_tls_ssl_index(void) { return 0; }

static struct tls_wrap *tls_of(SSL *ssl) { return SSL_get_ex_data(ssl, eddy_tls_ssl_index()); }

static struct tls_wrap *tls_this(napi_callback_info info) { return eddy_tls_wrap_of(eddy_this(info)); }

SSL *eddy_tls_ssl_this(napi_callback_info info) {
  struct tls_wrap *w = tls_this(info);
  return w ? w->ssl : NULL;
}

/* ---- notes: what OpenSSL's callbacks have to say -------------------------------------------------- */

static void tls_note(struct tls_wrap *w, const char *method, const void *a, size_t a_len,
                     const void *b, size_t b_len) {
  struct tls_note *n = eddy_calloc(1, sizeof *n);
  n->method = method;
  n->a = eddy_alloc(a_len + 1);
  n->b = eddy_alloc(b_len + 1);
  if (a_len) memcpy(n->a, a, a_len);
  if (b_len) memcpy(n->b, b, b_len);
  n->a_len = a_len;
  n->b_len = b_len;
  *w->notes_end = n;
  w->notes_end = &n->next;
}

static void tls_note_free(struct tls_note *n) {
  free(n->a);
  free(n->b);
  free(n);
}

static void tls_call(struct tls_wrap *w, const char *method, size_t argc, const napi_value *argv) {
  eddy_loop_call_method(w->env, &w->async, eddy_native_value(&w->native), method, argc, argv, NULL);
}

static void tls_tell_notes(struct tls_wrap *w) {
  napi_env env = w->env->napi;
  while (w->notes) {
    struct tls_note *n = w->notes;
    w->notes = n->next;
    if (!w->notes) w->notes_end = &w->notes;
    napi_value argv[2] = { eddy_buffer_copy(env, n->a, n->a_len),
                           eddy_buffer_copy(env, n->b, n->b_len) };
    const char *method = n->method;
    tls_note_free(n);
    if (argv[0] && argv[1]) tls_call(w, method, 2, argv);
  }
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
  tls_detach(w);
  const struct eddy_tls_reader *reader = w->reader;
  w->reader = NULL;
  if (reader) reader->closed(w->reader_owner);
  SSL_free(w->ssl);
  w->ssl = NULL;
  SSL_SESSION_free(w->next_session);
  w->next_session = NULL;
  free(w->pending);
  w->pending = NULL;
  w->pending_len = 0;
  w->destroy_later = false;
  if (w->write_waiting && w->transport_writes == 0) { /* else the transport tells */
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
  w->held = w->write_waiting = false;
  if (!w->env->can_call_js) { /* the thread ends: they may be gone already */
    w->stream = NULL;
    w->reader = NULL;
  }
  tls_destroy(w);
  while (w->notes) {
    struct tls_note *n = w->notes;
    w->notes = n->next;
    tls_note_free(n);
  }
  eddy_ref_free(w->context);
  eddy_async_release(w->env, &w->async);
  free(w->alpn);
  free(w->ocsp);
  free(w);
}

/* ---- out -------------------------------------------------------------------------------------------- */

static void tls_write_finished(struct tls_wrap *w, int status) {
  if (!w->write_waiting || w->transport_writes > 0 || (w->pending && status >= 0)) return;
  w->write_waiting = false;
  w->writing = 0;
  if (w->reader) {
    w->reader->wrote(w->reader_owner, status);
    return;
  }
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
  char *data;
  long n = w->ssl ? BIO_get_mem_data(w->out, &data) : 0;
  int r = 0;
  if (n <= 0) return 0;
  if (w->stream) {
    uv_buf_t buf = uv_buf_init(data, (unsigned)n);
    r = eddy_stream_write(w->stream, &buf, 1, tls_transport_done, w);
    BIO_reset(w->out);
    if (r == 1) {
      w->transport_writes++;
      eddy_native_hold(&w->native);
    }
    return r;
  }
  napi_value bytes = eddy_buffer_copy(w->env->napi, data, (size_t)n);
  BIO_reset(w->out);
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
  if (w->failed == 0 && r < 0) w->failed = r;
  tls_write_finished(w, w->failed);
}

/* ---- in ----------------------------------------------------------------------------------------------- */

static void tls_emit_read(struct tls_wrap *w, ssize_t nread, const uint8_t *data) {
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

static void tls_fail(struct tls_wrap *w) {
  napi_value error = eddy_tls_error(w->env->napi, 0, "TLS error");
  tls_flush(w); /* the alert */
  tls_call(w, "onerror", 1, &error);
}

static void tls_tell_hello(struct tls_wrap *w);
static void tls_tell_cert(struct tls_wrap *w);

/* Tells JavaScript what has happened inside OpenSSL. false: destroyed meanwhile. */
static bool tls_tell(struct tls_wrap *w) {
  napi_env env = w->env->napi;
  if (w->start_noted) {
    w->start_noted = false;
    napi_value now = eddy_f64(env, (double)uv_now(w->env->loop));
    tls_call(w, "onhandshakestart", 1, &now);
  }
  if (w->ssl && w->hello_noted) tls_tell_hello(w);
  if (w->ssl && w->cert_noted) tls_tell_cert(w);
  if (w->ssl && w->notes) tls_tell_notes(w);
  if (w->ssl && w->done_noted) {
    w->done_noted = false;
    tls_call(w, "onhandshakedone", 0, NULL);
  }
  return w->ssl && !w->destroy_later;
}

/* One step of reading: true if there may be more. */
static bool tls_read_step(struct tls_wrap *w) {
  uint8_t data[TLS_READ_BYTES];
  size_t n = 0;
  int before = (int)BIO_ctrl_pending(w->in);
  ERR_clear_error();
  w->in_ssl++;
  int r = SSL_read_ex(w->ssl, data, sizeof data, &n);
  int err = r == 1 ? 0 : SSL_get_error(w->ssl, r);
  w->in_ssl--;
  if (w->destroy_later) return false;
  if (!tls_tell(w)) return false;
  if (r == 1) {
    tls_emit_read(w, (ssize_t)n, data);
    return w->ssl != NULL;
  }
  switch (err) {
    case SSL_ERROR_ZERO_RETURN:
      tls_flush(w);
      tls_emit_read(w, UV_EOF, NULL);
      return false;
    case SSL_ERROR_SSL:
    case SSL_ERROR_SYSCALL:
      if (ERR_peek_error() != 0) tls_fail(w);
      return false;
    default: { /* after each record that carries no data */
      int left = (int)BIO_ctrl_pending(w->in);
      return left > 0 && left < before;
    }
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
      napi_value error = eddy_tls_error(w->env->napi, 0, "TLS error");
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
    BIO_write(w->in, data, (int)nread);
    tls_cycle(w);
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

static const struct eddy_stream_reader tls_reader = { tls_on_read, tls_stream_closed };

/* ---- OpenSSL's callbacks --------------------------------------------------------------------------------- */

static void tls_info(const SSL *ssl, int where, int ret) {
  struct tls_wrap *w = tls_of((SSL *)ssl);
  (void)ret;
  bool first = !w->established;
  bool old = SSL_version(ssl) < TLS1_3_VERSION; /* later "handshakes" of TLS 1.3 are tickets */
  if ((where & SSL_CB_HANDSHAKE_START) && (first || old)) w->start_noted = true;
  if ((where & SSL_CB_HANDSHAKE_DONE) && (first || (old && !SSL_renegotiate_pending((SSL *)ssl)))) {
    w->established = true;
    w->done_noted = true;
  }
}

static int tls_verify(int ok, X509_STORE_CTX *store) {
  (void)ok;
  (void)store;
  return 1; /* JavaScript looks at the result (verifyError) */
}

static int tls_hello(SSL *ssl, int *alert, void *arg) {
  struct tls_wrap *w = tls_of(ssl);
  (void)alert;
  (void)arg;
  if (!w || !w->hello_cb || w->hello_passed) return SSL_CLIENT_HELLO_SUCCESS;
  if (!w->hello_noted) {
    const unsigned char *id, *ticket;
    size_t id_len = SSL_client_hello_get0_session_id(ssl, &id), ticket_len = 0;
    int has_ticket = SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_session_ticket, &ticket, &ticket_len);
    uint8_t flag = has_ticket && ticket_len > 0;
    w->hello_noted = true;
    tls_note(w, "onclienthello", id, id_len, &flag, 1);
  }
  return SSL_CLIENT_HELLO_RETRY;
}

/* Its note is told with the others. */
static void tls_tell_hello(struct tls_wrap *w) { w->hello_noted = false; }

static int tls_cert(SSL *ssl, void *arg) {
  struct tls_wrap *w = tls_of(ssl);
  (void)arg;
  if (!w || !w->cert_cb || w->cert_passed) return 1;
  w->cert_noted = true;
  return -1;
}

static void tls_tell_cert(struct tls_wrap *w) {
  napi_env env = w->env->napi;
  const char *name = SSL_get_servername(w->ssl, TLSEXT_NAMETYPE_host_name);
  w->cert_noted = false;
  napi_value argv[2] = { eddy_utf8(env, name ? name : "", (size_t)-1),
                         eddy_bool(env, SSL_get_tlsext_status_type(w->ssl) == TLSEXT_STATUSTYPE_ocsp) };
  tls_call(w, "oncertcb", 2, argv);
}

static int tls_new_session(SSL *ssl, SSL_SESSION *session) {
  struct tls_wrap *w = tls_of(ssl);
  if (!w || !w->sessions) return 0;
  unsigned id_len;
  const unsigned char *id = SSL_SESSION_get_id(session, &id_len);
  int len = i2d_SSL_SESSION(session, NULL);
  if (len <= 0) return 0;
  unsigned char *der = eddy_alloc((size_t)len), *p = der;
  i2d_SSL_SESSION(session, &p);
  tls_note(w, "onnewsession", id, id_len, der, (size_t)len);
  free(der);
  return 0;
}

static SSL_SESSION *tls_get_session(SSL *ssl, const unsigned char *id, int len, int *copy) {
  struct tls_wrap *w = tls_of(ssl);
  (void)id;
  (void)len;
  *copy = 0;
  SSL_SESSION *session = w ? w->next_session : NULL;
  if (w) w->next_session = NULL;
  return session;
}

static void tls_keylog(const SSL *ssl, const char *line) {
  struct tls_wrap *w = tls_of((SSL *)ssl);
  if (!w || !w->keylog) return;
  size_t len = strlen(line);
  char *text = eddy_alloc(len + 1);
  memcpy(text, line, len);
  text[len] = '\n';
  tls_note(w, "onkeylog", text, len + 1, NULL, 0);
  free(text);
}

/* The protocols of the other side in order of ours; JavaScript decides if it wants to. */
static int tls_select_alpn(SSL *ssl, const unsigned char **out, unsigned char *out_len,
                           const unsigned char *in, unsigned in_len, void *arg) {
  struct tls_wrap *w = tls_of(ssl);
  (void)arg;
  if (!w) return SSL_TLSEXT_ERR_NOACK;
  if (w->alpn_cb) {
    napi_env env = w->env->napi;
    struct eddy_scope scope;
    eddy_scope_open(env, &scope);
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    napi_value argv[2] = { eddy_utf8(env, name ? name : "", (size_t)-1),
                           eddy_buffer_copy(env, in, in_len) }, result = NULL;
    eddy_loop_call_method(w->env, &w->async, eddy_native_value(&w->native), "onalpn", 2, argv, &result);
    int at = result && eddy_is_number(result) ? eddy_to_i32(result) : -1;
    eddy_scope_close(&scope);
    if (at < 0 || (unsigned)at >= in_len || at + 1u + in[at] > in_len) return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = in + at + 1;
    *out_len = in[at];
    return SSL_TLSEXT_ERR_OK;
  }
  if (!w->alpn) return SSL_TLSEXT_ERR_NOACK;
  int r = SSL_select_next_proto((unsigned char **)out, out_len, w->alpn, (unsigned)w->alpn_len, in, in_len);
  return r == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

static int tls_status(SSL *ssl, void *arg) {
  struct tls_wrap *w = tls_of(ssl);
  (void)arg;
  if (!w) return SSL_TLSEXT_ERR_NOACK;
  if (!w->server) { /* the answer of the server */
    const unsigned char *response;
    long len = SSL_get_tlsext_status_ocsp_resp(ssl, &response);
    struct eddy_scope scope; /* now: who does not like it destroys before the handshake is over */
    eddy_scope_open(w->env->napi, &scope);
    napi_value arg = len > 0 ? eddy_buffer_copy(w->env->napi, response, (size_t)len) : eddy_null(w->env->napi);
    tls_call(w, "onocspresponse", 1, &arg);
    eddy_scope_close(&scope);
    return w->destroy_later ? 0 : 1;
  }
  if (!w->ocsp) return SSL_TLSEXT_ERR_NOACK;
  unsigned char *copy = OPENSSL_memdup(w->ocsp, w->ocsp_len);
  SSL_set_tlsext_status_ocsp_resp(ssl, copy, (long)w->ocsp_len);
  return SSL_TLSEXT_ERR_OK;
}

/* onpsk(hintOrIdentity, maxIdentity, maxPsk): { psk, identity } or undefined. Length of the key, 0: none. */
static unsigned tls_psk(SSL *ssl, const char *text, char *identity, unsigned max_identity,
                        unsigned char *psk, unsigned max_psk) {
  struct tls_wrap *w = tls_of(ssl);
  unsigned len = 0;
  if (!w || !w->psk_cb) return 0;
  napi_env env = w->env->napi;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value argv[3] = { text ? eddy_utf8(env, text, (size_t)-1) : eddy_null(env),
                         eddy_u32(env, max_identity), eddy_u32(env, max_psk) }, result = NULL;
  eddy_loop_call_method(w->env, &w->async, eddy_native_value(&w->native), "onpsk", 3, argv, &result);
  struct eddy_bytes bytes;
  struct eddy_str name;
  napi_value key = result && !eddy_is_nullish(result) ? eddy_get(env, result, "psk") : NULL;
  if (key && eddy_is_bytes(key) && eddy_value_bytes(key, &bytes) && bytes.len <= max_psk) {
    len = (unsigned)bytes.len;
    memcpy(psk, bytes.data, bytes.len);
    if (identity && eddy_value_str(env, eddy_get(env, result, "identity"), &name)) {
      if (name.len < max_identity) memcpy(identity, name.data, name.len + 1);
      else len = 0;
      eddy_str_release(&name);
    }
  }
  eddy_scope_close(&scope);
  return len;
}

static unsigned tls_psk_client(SSL *ssl, const char *hint, char *identity, unsigned max_identity,
                               unsigned char *psk, unsigned max_psk) {
  return tls_psk(ssl, hint, identity, max_identity, psk, max_psk);
}
static unsigned tls_psk_server(SSL *ssl, const char *identity, unsigned char *psk, unsigned max_psk) {
  return tls_psk(ssl, identity, NULL, 0, psk, max_psk);
}

void eddy_tls_install(SSL_CTX *ctx) {
  SSL_CTX_set_client_hello_cb(ctx, tls_hello, NULL);
  SSL_CTX_sess_set_new_cb(ctx, tls_new_session);
  SSL_CTX_sess_set_get_cb(ctx, tls_get_session);
  SSL_CTX_set_keylog_callback(ctx, tls_keylog);
  SSL_CTX_set_tlsext_ticket_key_evp_cb(ctx, eddy_tls_ticket);
  SSL_CTX_set_alpn_select_cb(ctx, tls_select_alpn, NULL);
  SSL_CTX_set_tlsext_status_cb(ctx, tls_status);
}

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
  w->ssl = SSL_new(c->ctx);
  w->in = BIO_new(BIO_s_mem());
  w->out = BIO_new(BIO_s_mem());
  CHECK(w->ssl && w->in && w->out);
  BIO_set_mem_eof_return(w->in, -1);
  SSL_set_bio(w->ssl, w->in, w->out);
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
  BIO_write(w->in, bytes.data, (int)bytes.len);
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
  if (!w) {
    eddy_ret_i32(info, UV_EBADF);
    return NULL;
  }
  w->reading = true;
  int err = w->stream && w->started ? eddy_stream_read_start(w->stream) : 0;
  /* What came while nobody read. */
  if (w->established && (SSL_has_pending(w->ssl) || BIO_ctrl_pending(w->in) > 0)) tls_cycle(w);
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value tls_read_stop(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (w) {
    w->reading = false;
    if (w->stream && w->established) eddy_stream_read_stop(w->stream);
  }
  eddy_ret_i32(info, 0);
  return NULL;
}

/* ---- writing -------------------------------------------------------------------------------------------------- */

static int tls_write(struct tls_wrap *w, const uint8_t *data, size_t len) {
  w->bytes_written += (double)len;
  w->writing = len;
  if (!w->established || w->pending || w->in_ssl > 0) {
    if (!tls_keep(w, data, len)) return UV_ENOMEM;
    w->write_waiting = true;
    return 1;
  }
  if (!tls_encrypt(w, data, len)) {
    ERR_clear_error();
    tls_flush(w);
    return UV_EPROTO;
  }
  int r = tls_flush(w);
  if (w->pending) r = 1;
  if (r == 1) w->write_waiting = true;
  return r;
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
}

int eddy_tls_write(struct tls_wrap *w, const uint8_t *data, size_t len) {
  return w->ssl && !w->destroy_later ? tls_write(w, data, len) : UV_EPIPE;
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

enum tls_feature { TLS_SESSIONS, TLS_KEYLOG, TLS_HELLO, TLS_CERT, TLS_ALPN, TLS_PSK, TLS_OCSP };

/* enable(feature) */
static napi_value tls_enable(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_wrap *w = tls_this(info);
  if (!w) return NULL;
  switch ((enum tls_feature)eddy_arg_i32(info, 0)) {
    case TLS_SESSIONS: w->sessions = true; break;
    case TLS_KEYLOG: w->keylog = true; break;
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

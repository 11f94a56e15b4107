// SPDX-License-Identifier: MIT
/* tls_callbacks.c: what OpenSSL asks and tells while it works for a TLSWrap. Most of it only takes notes, which
 * are told to JavaScript after OpenSSL has returned (tls_tell). */
#include "bindings/tls_wrap.h"

int eddy_tls_ctx_index(void) { return 0; } /* SSL_CTX app data */
int eddy_tls_ssl_index(void) { return 0; }

static struct tls_wrap *tls_of(SSL *ssl) { return SSL_get_ex_data(ssl, eddy_tls_ssl_index()); }

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
  if (w->done_noted && w->after_done == NULL) w->after_done = n;
}

static void tls_note_free(struct tls_note *n) {
  free(n->a);
  free(n->b);
  free(n);
}

void tls_call(struct tls_wrap *w, const char *method, size_t argc, const napi_value *argv) {
  eddy_loop_call_method(w->env, &w->async, eddy_native_value(&w->native), method, argc, argv, NULL);
}

static void tls_tell_done(struct tls_wrap *w) {
  w->done_noted = false;
  const bool taken = w->reader && w->reader->established && w->reader->established(w->reader_owner);
  if (!taken) tls_call(w, "onhandshakedone", 0, NULL);
}

static void tls_tell_notes(struct tls_wrap *w) {
  napi_env env = w->env->napi;
  while (w->notes) {
    struct tls_note *n = w->notes;
    if (n == w->after_done && w->done_noted) { /* what TLS 1.3 sends when the handshake is over */
      tls_tell_done(w);
      continue;
    }
    w->notes = n->next;
    if (!w->notes) w->notes_end = &w->notes;
    napi_value argv[2] = { eddy_buffer_copy(env, n->a, n->a_len),
                           eddy_buffer_copy(env, n->b, n->b_len) };
    const char *method = n->method;
    tls_note_free(n);
    if (argv[0] && argv[1]) tls_call(w, method, 2, argv);
  }
}

void tls_drop_notes(struct tls_wrap *w) {
  while (w->notes) {
    struct tls_note *n = w->notes;
    w->notes = n->next;
    tls_note_free(n);
  }
}

static void tls_tell_cert(struct tls_wrap *w);

/* Tells JavaScript what has happened inside OpenSSL. false: destroyed meanwhile. */
bool tls_tell(struct tls_wrap *w) {
  napi_env env = w->env->napi;
  if (w->start_noted) {
    w->start_noted = false;
    const double before = w->last_start;
    w->last_start = (double)uv_now(w->env->loop) + 1;
    if (before > 0) { /* once more: somebody counts */
      napi_value since = eddy_f64(env, w->last_start - before);
      tls_call(w, "onhandshakestart", 1, &since);
    }
  }
  w->hello_noted = false; /* its note is told with the others */
  if (w->ssl && w->cert_noted) tls_tell_cert(w);
  if (w->ssl && w->notes) tls_tell_notes(w);
  if (w->ssl && w->done_noted) tls_tell_done(w);
  return w->ssl && !w->destroy_later;
}

/* ---- OpenSSL's callbacks --------------------------------------------------------------------------------- */

void tls_info(const SSL *ssl, int where, int ret) {
  struct tls_wrap *w = tls_of((SSL *)ssl);
  (void)ret;
  bool first = !w->established;
  bool old = SSL_version(ssl) < TLS1_3_VERSION; /* later "handshakes" of TLS 1.3 are tickets */
  if ((where & SSL_CB_HANDSHAKE_START) && (first || old)) w->start_noted = true;
  if ((where & SSL_CB_HANDSHAKE_DONE) && (first || (old && !SSL_renegotiate_pending((SSL *)ssl)))) {
    w->established = true;
    w->done_noted = true;
    w->after_done = NULL; /* the next note */
  }
}

int tls_verify(int ok, X509_STORE_CTX *store) {
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

int tls_cert(SSL *ssl, void *arg) {
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

void tls_keylog(const SSL *ssl, const char *line) {
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
  if (w->alpn_len == 0) return SSL_TLSEXT_ERR_NOACK;
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
    tls_tell_notes(w); /* keys come before */
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

unsigned tls_psk_client(SSL *ssl, const char *hint, char *identity, unsigned max_identity,
                               unsigned char *psk, unsigned max_psk) {
  return tls_psk(ssl, hint, identity, max_identity, psk, max_psk);
}
unsigned tls_psk_server(SSL *ssl, const char *identity, unsigned char *psk, unsigned max_psk) {
  return tls_psk(ssl, identity, NULL, 0, psk, max_psk);
}

void eddy_tls_install(SSL_CTX *ctx) {
  SSL_CTX_set_client_hello_cb(ctx, tls_hello, NULL);
  SSL_CTX_sess_set_new_cb(ctx, tls_new_session);
  SSL_CTX_sess_set_get_cb(ctx, tls_get_session);
  SSL_CTX_set_tlsext_ticket_key_evp_cb(ctx, eddy_tls_ticket);
  SSL_CTX_set_alpn_select_cb(ctx, tls_select_alpn, NULL);
  SSL_CTX_set_tlsext_status_cb(ctx, tls_status);
}

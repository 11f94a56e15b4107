// SPDX-License-Identifier: MIT
/* tls_bio.c: the BIO between OpenSSL and a TLSWrap. OpenSSL reads ciphertext from where the stream has put it,
 * and writes into a block that lives until it is sent: an idle connection has no buffer of ours at all. */
#include "bindings/tls_wrap.h"

#define TLS_OUT_FIRST 1024 /* bytes: most answers; a handshake takes a few steps more */

/* ---- input -------------------------------------------------------------------------------------------- */

void tls_input_lend(struct tls_wrap *w, const uint8_t *data, size_t len) {
  const bool none_left = w->in_len == 0;
  tls_input_keep(w); /* what is left is in a block of ours now */
  if (none_left) {
    w->in = data;
    w->in_len = len;
    return;
  }
  const size_t at = (size_t)(w->in - w->in_own);
  w->in_own = eddy_realloc(w->in_own, at + w->in_len + len);
  memcpy(w->in_own + at + w->in_len, data, len);
  w->in = w->in_own + at;
  w->in_len += len;
}

void tls_input_keep(struct tls_wrap *w) {
  if (w->in_len == 0) {
    free(w->in_own);
    w->in_own = NULL;
    w->in = NULL;
  } else if (!w->in_own) {
    w->in_own = eddy_alloc(w->in_len);
    memcpy(w->in_own, w->in, w->in_len);
    w->in = w->in_own;
  }
}

static int bio_read(BIO *bio, char *to, size_t len, size_t *done) {
  struct tls_wrap *w = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  *done = len < w->in_len ? len : w->in_len;
  if (*done == 0) {
    BIO_set_retry_read(bio);
    return 0;
  }
  memcpy(to, w->in, *done);
  w->in += *done;
  w->in_len -= *done;
  return 1;
}

/* ---- output ------------------------------------------------------------------------------------------- */

bool tls_output_reserve(struct tls_wrap *w, size_t more) {
  if (more <= w->out_cap - w->out_len) return true;
  size_t cap = w->out_cap ? 2 * w->out_cap : TLS_OUT_FIRST;
  if (cap < w->out_len + more) cap = w->out_len + more;
  uint8_t *grown = realloc(w->out, cap);
  if (!grown) return false;
  w->out = grown;
  w->out_cap = cap;
  return true;
}

static int bio_write(BIO *bio, const char *data, size_t len, size_t *done) {
  struct tls_wrap *w = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  *done = 0;
  if (!tls_output_reserve(w, len)) return 0;
  memcpy(w->out + w->out_len, data, len);
  w->out_len += len;
  *done = len;
  return 1;
}

void tls_buffers_free(struct tls_wrap *w) {
  free(w->in_own);
  free(w->out);
  w->in_own = w->out = NULL;
  w->in = NULL;
  w->in_len = w->out_len = w->out_cap = 0;
}

/* ---- the BIO ------------------------------------------------------------------------------------------ */

static long bio_ctrl(BIO *bio, int command, long number, void *p) {
  const struct tls_wrap *w = BIO_get_data(bio);
  (void)number;
  (void)p;
  switch (command) {
    case BIO_CTRL_FLUSH: return 1;
    case BIO_CTRL_PENDING: return (long)w->in_len;
    case BIO_CTRL_WPENDING: return (long)w->out_len;
    default: return 0;
  }
}

static BIO_METHOD *method; /* written once */

static void method_once(void) {
  method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "eddy");
  CHECK(method);
  BIO_meth_set_read_ex(method, bio_read);
  BIO_meth_set_write_ex(method, bio_write);
  BIO_meth_set_ctrl(method, bio_ctrl);
}

BIO *tls_bio_new(struct tls_wrap *w) {
  static uv_once_t once = UV_ONCE_INIT;
  uv_once(&once, method_once);
  BIO *bio = BIO_new(method);
  if (!bio) return NULL;
  BIO_set_data(bio, w);
  BIO_set_init(bio, 1);
  return bio;
}

// SPDX-License-Identifier: MIT
/* tls_wrap.h: struct tls_wrap as tls_wrap.c (the engine), tls_callbacks.c (what OpenSSL asks and tells) and
 * tls_bio.c (the bytes) share it. Everyone else: tls.h. */
#ifndef EDDY_TLS_WRAP_H
#define EDDY_TLS_WRAP_H

#include "bindings/stream.h"
#include "bindings/tls.h"

struct tls_note { struct tls_note *next; const char *method; uint8_t *a, *b; size_t a_len, b_len; };

struct tls_wrap {
  struct eddy_env *env;
  struct eddy_native native;
  struct eddy_async async;
  SSL *ssl;
  const uint8_t *in;             /* ciphertext OpenSSL has not taken: lent by who called, or in in_own */
  size_t in_len;
  uint8_t *in_own;
  uint8_t *out;                  /* ciphertext to send */
  size_t out_len, out_cap;
  struct eddy_stream *stream;    /* NULL: JavaScript carries the bytes, or it is closed */
  eddy_ref context;
  bool server, held, started, established, reading, eof_told;
  bool native_below;             /* there is or was a stream */
  bool done_noted, start_noted;  /* for JavaScript, after OpenSSL has returned */
  bool hello_cb, hello_noted, hello_passed;
  bool cert_cb, cert_noted, cert_passed;
  bool sessions, keylog, alpn_cb, psk_cb, ocsp_cb;
  bool js_waits, reader_waits;   /* for the end of a write */
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
  struct tls_note *notes, **notes_end, *after_done;
  const struct eddy_tls_reader *reader; /* NULL: JavaScript reads */
  void *reader_owner;
  double bytes_read, bytes_written;
  double last_start;             /* loop time of the last handshake's start, 0: none yet */
};

/* tls_bio.c */
BIO *tls_bio_new(struct tls_wrap *w);
/* Ciphertext to work on. It need only live until tls_input_keep, which copies what is left. */
void tls_input_lend(struct tls_wrap *w, const uint8_t *data, size_t len);
void tls_input_keep(struct tls_wrap *w);
bool tls_output_reserve(struct tls_wrap *w, size_t more);
void tls_buffers_free(struct tls_wrap *w);

/* tls_callbacks.c */
void tls_call(struct tls_wrap *w, const char *method, size_t argc, const napi_value *argv);
bool tls_tell(struct tls_wrap *w);
void tls_drop_notes(struct tls_wrap *w);
void tls_info(const SSL *ssl, int where, int ret);
int tls_verify(int ok, X509_STORE_CTX *store);
int tls_cert(SSL *ssl, void *arg);
void tls_keylog(const SSL *ssl, const char *line);
unsigned tls_psk_client(SSL *ssl, const char *hint, char *identity, unsigned max_identity, unsigned char *psk,
                        unsigned max_psk);
unsigned tls_psk_server(SSL *ssl, const char *identity, unsigned char *psk, unsigned max_psk);

#endif

// SPDX-License-Identifier: MIT
/* tls.h: what the tls_*.c files share. All of it runs on the JavaScript thread. */
#ifndef EDDY_TLS_H
#define EDDY_TLS_H

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "eddy.h"

struct tls_context {
  struct eddy_env *env;
  struct eddy_native native;
  SSL_CTX *ctx;
  X509 *cert, *issuer;
  bool shared_store;                /* of tls_roots.c: not to be changed */
  bool ticket_callback;             /* JavaScript makes and finds the ticket keys */
  unsigned char ticket_keys[48]; /* name, HMAC key, AES key: 16 bytes each */
};

extern const struct eddy_class eddy_tls_context_class, eddy_tls_wrap_class;
struct tls_context *eddy_tls_context_of(napi_value js);
/* Index of SSL_CTX and SSL ex_data that hold the struct. */
int eddy_tls_ctx_index(void);
int eddy_tls_ssl_index(void);

/* An Error from OpenSSL's queue (which is emptied): code, library, reason, opensslErrorStack. */
napi_value eddy_tls_error(napi_env env, unsigned long code, const char *fallback);
/* The same of a connection, as Node reports those: the message is all that OpenSSL prints, places and data included. */
napi_value eddy_tls_connection_error(napi_env env);
void eddy_tls_throw(napi_env env, const char *fallback);

/* Certificate as the object of getPeerCertificate() (without issuerCertificate). */
napi_value eddy_x509_object(napi_env env, X509 *cert);
/* The authority information access, one a line, safe to parse; NULL if there is none. */
napi_value eddy_x509_info_access_text(napi_env env, X509 *cert);
napi_value eddy_x509_der(napi_env env, X509 *cert);

/* Session tickets and the other callbacks of a context, tls_wrap.c. */
void eddy_tls_install(SSL_CTX *ctx);

/* tls_roots.c: the default trust of the thread for c; a store that c alone has, to add to. */
void eddy_tls_use_roots(struct tls_context *c);
X509_STORE *eddy_tls_own_store(struct tls_context *c);
napi_value eddy_tls_set_roots(napi_env env, napi_callback_info info);
napi_value eddy_tls_parse_certificates(napi_env env, napi_callback_info info);

/* tls_ticket.c: the callback of a context, and a method of SecureContext. */
int eddy_tls_ticket(SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac,
                    int encrypt);
napi_value eddy_tls_enable_ticket_callback(napi_env env, napi_callback_info info);

/* tls_engine.c: methods of SecureContext. tls_trace.c: one of TLSInfo. */
napi_value eddy_tls_client_cert_engine(napi_env env, napi_callback_info info);
napi_value eddy_tls_engine_key(napi_env env, napi_callback_info info);
napi_value eddy_tls_enable_trace(napi_env env, napi_callback_info info);

/* A protocol in C over TLS, as eddy_stream_reader is over a stream. While one is set, JavaScript sees none of
 * the cleartext. */
struct eddy_tls_reader {
  /* nread > 0: bytes, valid during the call; else UV_EOF or an error: the end, called once. A scope is open. */
  void (*read)(void *owner, ssize_t nread, uint8_t *data);
  void (*wrote)(void *owner, int status); /* after eddy_tls_write has returned 1 */
  void (*closed)(void *owner);            /* the TLSWrap goes away; may not call JavaScript */
  /* A handshake is done. False, or NULL here: JavaScript is told (onhandshakedone). */
  bool (*established)(void *owner);
};
struct tls_wrap;
struct tls_wrap *eddy_tls_wrap_of(napi_value js); /* NULL when destroyed, or if it is none */
void eddy_tls_set_reader(struct tls_wrap *w, const struct eddy_tls_reader *reader, void *owner);
/* Neither destroyed nor is the stream below closed; whether there is one. */
bool eddy_tls_usable(const struct tls_wrap *w);
bool eddy_tls_native_below(const struct tls_wrap *w);
/* 0: done; 1: wrote() follows; negative: failed. */
int eddy_tls_write(struct tls_wrap *w, const uv_buf_t *bufs, unsigned count);
size_t eddy_tls_queued(const struct tls_wrap *w);
/* read_start may call read() before it returns: there may be cleartext already. */
int eddy_tls_read_start(struct tls_wrap *w);
void eddy_tls_read_stop(struct tls_wrap *w);
struct eddy_async *eddy_tls_async(struct tls_wrap *w);

/* tls_info.c: base class of TLSWrap, with the methods that only look. */
extern const struct eddy_class eddy_tls_info_class;
SSL *eddy_tls_ssl_this(napi_callback_info info); /* NULL when destroyed */
int eddy_tls_password(char *buf, int size, int rwflag, void *data);

#endif

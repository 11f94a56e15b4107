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
  unsigned char ticket_keys[48]; /* name, HMAC key, AES key: 16 bytes each */
};

extern const struct eddy_class eddy_tls_context_class, eddy_tls_wrap_class;
struct tls_context *eddy_tls_context_of(napi_value js);
/* Index of SSL_CTX and SSL ex_data that hold the struct. */
int eddy_tls_ctx_index(void);
int eddy_tls_ssl_index(void);

/* An Error from OpenSSL's queue (which is emptied): code, library, reason, opensslErrorStack. */
napi_value eddy_tls_error(napi_env env, unsigned long code, const char *fallback);
void eddy_tls_throw(napi_env env, const char *fallback);

/* Certificate as the object of getPeerCertificate() (without issuerCertificate). */
napi_value eddy_x509_object(napi_env env, X509 *cert);
napi_value eddy_x509_der(napi_env env, X509 *cert);

/* Session tickets and the other callbacks of a context, tls_wrap.c. */
void eddy_tls_install(SSL_CTX *ctx);

/* tls_info.c: base class of TLSWrap, with the methods that only look. */
extern const struct eddy_class eddy_tls_info_class;
SSL *eddy_tls_ssl_this(napi_callback_info info); /* NULL when destroyed */
int eddy_tls_password(char *buf, int size, int rwflag, void *data);

#endif

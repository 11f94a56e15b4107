// SPDX-License-Identifier: MIT
/* tls_context.c: class SecureContext over SSL_CTX: keys, certificates, what is trusted, versions and
 * ciphers. Used by lib/internal/tls/secure-context.js, which validates. Failures throw. */
#include <openssl/dh.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>

#include "bindings/tls.h"

struct tls_context *eddy_tls_context_of(napi_value js) {
  struct tls_context *c = eddy_native_of(js, &eddy_tls_context_class);
  return c && c->ctx ? c : NULL;
}

static struct tls_context *context_this(napi_env env, napi_callback_info info) {
  struct tls_context *c = eddy_tls_context_of(eddy_this(info));
  if (c) return c;
  if (eddy_native_of(eddy_this(info), &eddy_tls_context_class)) eddy_throw(env, "ERR_INVALID_STATE", "SecureContext is closed");
  else eddy_throw_type(env, NULL, "Illegal invocation");
  return c;
}

static void context_clear(struct tls_context *c) {
  SSL_CTX_free(c->ctx);
  X509_free(c->cert);
  X509_free(c->issuer);
  c->ctx = NULL;
  c->cert = c->issuer = NULL;
}

static void context_free(void *owner) {
  context_clear(owner);
  free(owner);
}

static napi_value context_construct(napi_env env, napi_callback_info info) {
  struct tls_context *c = eddy_calloc(1, sizeof *c);
  c->env = eddy_env_current(env);
  eddy_native_init(env, eddy_this(info), &c->native, &eddy_tls_context_class, c, context_free);
  return NULL;
}

/* init(side, min, max): side 0 both, 1 server, 2 client. */
static napi_value context_init(napi_env env, napi_callback_info info) {
  struct tls_context *c = eddy_native_of(eddy_this(info), &eddy_tls_context_class);
  if (!c || c->ctx) return NULL;
  int side = eddy_arg_i32(info, 0);
  const SSL_METHOD *method = side == 1 ? TLS_server_method()
                             : side == 2 ? TLS_client_method() : TLS_method();
  ERR_clear_error();
  c->ctx = SSL_CTX_new(method);
  if (!c->ctx || RAND_bytes(c->ticket_keys, sizeof c->ticket_keys) != 1) {
    eddy_tls_throw(env, "SSL_CTX_new");
    return NULL;
  }
  SSL_CTX_set_ex_data(c->ctx, eddy_tls_ctx_index(), c);
  SSL_CTX_set_options(c->ctx, SSL_OP_NO_SSLv2 | SSL_OP_NO_SSLv3 | SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
  /* One record at a time: what a record brings (a session, a renegotiation) is told before the next. */
  SSL_CTX_clear_mode(c->ctx, SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_mode(c->ctx, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(c->ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_SERVER |
                                             SSL_SESS_CACHE_NO_INTERNAL | SSL_SESS_CACHE_NO_AUTO_CLEAR);
  SSL_CTX_set_min_proto_version(c->ctx, eddy_arg_i32(info, 1));
  SSL_CTX_set_max_proto_version(c->ctx, eddy_arg_i32(info, 2));
  eddy_tls_install(c->ctx);
  return NULL;
}

static napi_value context_close(napi_env env, napi_callback_info info) {
  (void)env;
  struct tls_context *c = eddy_native_of(eddy_this(info), &eddy_tls_context_class);
  if (c) context_clear(c);
  return NULL;
}

/* ---- keys and certificates ------------------------------------------------------------------------ */

int eddy_tls_password(char *buf, int size, int rwflag, void *data) {
  const struct eddy_str *pass = data;
  (void)rwflag;
  if (!pass || pass->len > (size_t)size) return -1;
  memcpy(buf, pass->data, pass->len);
  return (int)pass->len;
}

/* Argument i, text or bytes, as a BIO. */
static BIO *context_bio(napi_env env, napi_callback_info info, int i) {
  struct eddy_bytes bytes;
  struct eddy_str text;
  BIO *bio = BIO_new(BIO_s_mem());
  if (eddy_arg_is_bytes(info, i) && eddy_arg_bytes(info, i, &bytes)) {
    BIO_write(bio, bytes.data, (int)bytes.len);
  } else if (eddy_arg_str(env, info, i, &text)) {
    BIO_write(bio, text.data, (int)text.len);
    eddy_str_release(&text);
  }
  return bio;
}

/* setKey(pem, passphrase) */
static napi_value context_set_key(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  struct eddy_str pass = { .data = (char *)"" };
  if (!c) return NULL;
  bool has_pass = eddy_arg_is_string(info, 1) && eddy_arg_str(env, info, 1, &pass);
  BIO *bio = context_bio(env, info, 0);
  ERR_clear_error();
  /* Without a passphrase an empty one is tried: "bad decrypt" says more than "cancelled". */
  EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, eddy_tls_password, &pass);
  BIO_free(bio);
  if (has_pass) eddy_str_release(&pass);
  if (!key || SSL_CTX_use_PrivateKey(c->ctx, key) != 1)
    eddy_tls_throw(env, "PEM_read_bio_PrivateKey");
  EVP_PKEY_free(key);
  return NULL;
}

/* The certificate that signed `cert`, from the chain or the store. */
static X509 *context_issuer(SSL_CTX *ctx, X509 *cert, STACK_OF(X509) *chain) {
  for (int i = 0; i < sk_X509_num(chain); i++) {
    X509 *ca = sk_X509_value(chain, i);
    if (X509_check_issued(ca, cert) == X509_V_OK) return X509_dup(ca);
  }
  X509_STORE_CTX *store = X509_STORE_CTX_new();
  X509 *issuer = NULL;
  if (store && X509_STORE_CTX_init(store, SSL_CTX_get_cert_store(ctx), NULL, NULL) == 1)
    X509_STORE_CTX_get1_issuer(&issuer, store, cert);
  X509_STORE_CTX_free(store);
  return issuer;
}

static int context_use_cert(struct tls_context *c, X509 *cert, STACK_OF(X509) *chain) {
  if (SSL_CTX_use_certificate(c->ctx, cert) != 1) return 0;
  SSL_CTX_clear_chain_certs(c->ctx);
  for (int i = 0; i < sk_X509_num(chain); i++)
    if (SSL_CTX_add1_chain_cert(c->ctx, sk_X509_value(chain, i)) != 1) return 0;
  X509_free(c->cert);
  X509_free(c->issuer);
  X509_up_ref(cert);
  c->cert = cert;
  c->issuer = context_issuer(c->ctx, cert, chain);
  return 1;
}

/* setCert(pem): the certificate, followed by its chain. */
static napi_value context_set_cert(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (!c) return NULL;
  BIO *bio = context_bio(env, info, 0);
  ERR_clear_error();
  X509 *cert = PEM_read_bio_X509_AUX(bio, NULL, eddy_tls_password, NULL), *extra;
  STACK_OF(X509) *chain = sk_X509_new_null();
  int ok = cert != NULL;
  while (ok && (extra = PEM_read_bio_X509(bio, NULL, eddy_tls_password, NULL)))
    sk_X509_push(chain, extra);
  if (ok) {
    ERR_clear_error(); /* the end of the file */
    ok = context_use_cert(c, cert, chain);
  }
  if (!ok) eddy_tls_throw(env, "SSL_CTX_use_certificate_chain");
  sk_X509_pop_free(chain, X509_free);
  X509_free(cert);
  BIO_free(bio);
  return NULL;
}

/* addCACert(pem): one or more certificates to trust. */
static napi_value context_add_ca(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (!c) return NULL;
  BIO *bio = context_bio(env, info, 0);
  X509_STORE *store = eddy_tls_own_store(c);
  X509 *cert;
  ERR_clear_error();
  while ((cert = PEM_read_bio_X509_AUX(bio, NULL, eddy_tls_password, NULL))) {
    X509_STORE_add_cert(store, cert);
    SSL_CTX_add_client_CA(c->ctx, cert);
    X509_free(cert);
  }
  ERR_clear_error();
  BIO_free(bio);
  return NULL;
}

/* addRootCerts(): what is trusted by default. */
static napi_value context_add_roots(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (!c) return NULL;
  eddy_tls_use_roots(c);
  return NULL;
}

static napi_value context_add_crl(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (!c) return NULL;
  BIO *bio = context_bio(env, info, 0);
  X509_CRL *crl = PEM_read_bio_X509_CRL(bio, NULL, eddy_tls_password, NULL);
  BIO_free(bio);
  if (!crl) {
    ERR_clear_error();
    eddy_throw(env, "ERR_CRYPTO_OPERATION_FAILED", "Failed to parse CRL");
    return NULL;
  }
  X509_STORE *store = eddy_tls_own_store(c);
  X509_STORE_add_crl(store, crl);
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  X509_CRL_free(crl);
  return NULL;
}

/* Old files are encrypted with what only the legacy provider knows. */
static void context_pkcs12_error(napi_env env) {
  unsigned long err = ERR_peek_error();
  const char *reason = ERR_reason_error_string(err);
  bool unsupported = false;
  for (; err != 0; err = ERR_get_error())
    if (ERR_GET_LIB(err) == ERR_LIB_EVP && ERR_GET_REASON(err) == ERR_R_UNSUPPORTED) unsupported = true;
  if (unsupported) eddy_throw(env, "ERR_CRYPTO_UNSUPPORTED_OPERATION", "Unsupported PKCS12 PFX data");
  else eddy_throw(env, NULL, reason ? reason : "Unable to load PFX certificate");
}

/* loadPKCS12(bytes, passphrase) */
static napi_value context_load_pkcs12(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  struct eddy_str pass;
  if (!c) return NULL;
  bool has_pass = eddy_arg_is_string(info, 1) && eddy_arg_str(env, info, 1, &pass);
  BIO *bio = context_bio(env, info, 0);
  PKCS12 *p12 = NULL;
  EVP_PKEY *key = NULL;
  X509 *cert = NULL;
  STACK_OF(X509) *chain = NULL;
  ERR_clear_error();
  int ok = d2i_PKCS12_bio(bio, &p12) && PKCS12_parse(p12, has_pass ? pass.data : "", &key, &cert, &chain);
  if (ok && (!cert || !key)) {
    ok = 0;
    eddy_throw(env, "ERR_CRYPTO_OPERATION_FAILED", "Unable to load private key from PFX data");
  } else if (ok) {
    if (!chain) chain = sk_X509_new_null();
    ok = context_use_cert(c, cert, chain) && SSL_CTX_use_PrivateKey(c->ctx, key) == 1;
    for (int i = 0; ok && i < sk_X509_num(chain); i++) {
      X509_STORE_add_cert(eddy_tls_own_store(c), sk_X509_value(chain, i));
      SSL_CTX_add_client_CA(c->ctx, sk_X509_value(chain, i));
    }
    if (!ok) eddy_tls_throw(env, "Unable to load PFX certificate");
  } else {
    context_pkcs12_error(env);
  }
  if (has_pass) eddy_str_release(&pass);
  sk_X509_pop_free(chain, X509_free);
  EVP_PKEY_free(key);
  X509_free(cert);
  PKCS12_free(p12);
  BIO_free(bio);
  return NULL;
}

/* ---- settings ----------------------------------------------------------------------------------------- */

typedef int (*context_text_fn)(SSL_CTX *, const char *);

static napi_value context_text(napi_env env, napi_callback_info info, context_text_fn fn,
                               const char *fallback) {
  struct tls_context *c = context_this(env, info);
  struct eddy_str text;
  if (!c || !eddy_arg_str(env, info, 0, &text)) return NULL;
  ERR_clear_error();
  if (fn(c->ctx, text.data) != 1) eddy_tls_throw(env, fallback);
  eddy_str_release(&text);
  return NULL;
}

static napi_value context_set_ciphers(napi_env env, napi_callback_info info) {
  return context_text(env, info, SSL_CTX_set_cipher_list, "Failed to set ciphers");
}
static napi_value context_set_cipher_suites(napi_env env, napi_callback_info info) {
  return context_text(env, info, SSL_CTX_set_ciphersuites, "Failed to set ciphers");
}

static int context_groups(SSL_CTX *ctx, const char *list) {
  return strcmp(list, "auto") == 0 ? 1 : (int)SSL_CTX_set1_groups_list(ctx, list);
}
static int context_sigalgs(SSL_CTX *ctx, const char *list) {
  return (int)SSL_CTX_set1_sigalgs_list(ctx, list);
}
static napi_value context_set_ecdh_curve(napi_env env, napi_callback_info info) {
  return context_text(env, info, context_groups, "Failed to set ECDH curve");
}
static napi_value context_set_sigalgs(napi_env env, napi_callback_info info) {
  return context_text(env, info, context_sigalgs, "Failed to set sigalgs");
}

/* setDHParam(true | pem): a warning text, or undefined. */
static napi_value context_set_dh(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (!c) return NULL;
  if (!eddy_arg_is_string(info, 0) && !eddy_arg_is_bytes(info, 0)) {
    SSL_CTX_set_dh_auto(c->ctx, 1);
    return NULL;
  }
  BIO *bio = context_bio(env, info, 0);
  EVP_PKEY *params = PEM_read_bio_Parameters(bio, NULL);
  BIO_free(bio);
  if (!params) {
    ERR_clear_error();
    return NULL;
  }
  int bits = EVP_PKEY_get_bits(params);
  if (bits < 1024) {
    EVP_PKEY_free(params);
    eddy_throw(env, "ERR_INVALID_ARG_VALUE", "DH parameter is less than 1024 bits");
    return NULL;
  }
  if (SSL_CTX_set0_tmp_dh_pkey(c->ctx, params) != 1) {
    EVP_PKEY_free(params);
    ERR_clear_error();
    eddy_throw(env, "ERR_CRYPTO_OPERATION_FAILED", "Error setting temp DH parameter");
    return NULL;
  }
  return bits < 2048 ? eddy_utf8(env, "DH parameter is less than 2048 bits", (size_t)-1) : NULL;
}

static napi_value context_set_options(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (c) SSL_CTX_set_options(c->ctx, (uint64_t)eddy_arg_i64(info, 0));
  return NULL;
}

static napi_value context_set_session_id_context(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  struct eddy_str text;
  if (!c || !eddy_arg_str(env, info, 0, &text)) return NULL;
  if (SSL_CTX_set_session_id_context(c->ctx, (unsigned char *)text.data, (unsigned)text.len) != 1)
    eddy_tls_throw(env, "SSL_CTX_set_session_id_context error");
  eddy_str_release(&text);
  return NULL;
}

static napi_value context_set_session_timeout(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (c) SSL_CTX_set_timeout(c->ctx, eddy_arg_i32(info, 0));
  return NULL;
}

/* getProto(max): the lowest or highest version. */
static napi_value context_get_proto(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (!c) return NULL;
  long v = eddy_arg_bool(info, 0) ? SSL_CTX_get_max_proto_version(c->ctx)
                                  : SSL_CTX_get_min_proto_version(c->ctx);
  eddy_ret_i32(info, (int32_t)v);
  return NULL;
}

/* setProtos(min, max); 0: unchanged. */
static napi_value context_set_protos(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (!c) return NULL;
  if (eddy_arg_i32(info, 0)) SSL_CTX_set_min_proto_version(c->ctx, eddy_arg_i32(info, 0));
  if (eddy_arg_i32(info, 1)) SSL_CTX_set_max_proto_version(c->ctx, eddy_arg_i32(info, 1));
  return NULL;
}

/* setPartialChain(): an intermediate certificate may be the anchor. */
static napi_value context_partial_chain(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  if (c) X509_STORE_set_flags(eddy_tls_own_store(c), X509_V_FLAG_PARTIAL_CHAIN);
  return NULL;
}

static napi_value context_get_ticket_keys(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  return c ? eddy_buffer_copy(env, c->ticket_keys, sizeof c->ticket_keys) : NULL;
}

static napi_value context_set_ticket_keys(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  struct eddy_bytes bytes;
  if (c && eddy_arg_bytes(info, 0, &bytes) && bytes.len == sizeof c->ticket_keys)
    memcpy(c->ticket_keys, bytes.data, sizeof c->ticket_keys);
  return NULL;
}

static napi_value context_get_certificate(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  return c && c->cert ? eddy_x509_der(env, c->cert) : eddy_null(env);
}

static napi_value context_get_issuer(napi_env env, napi_callback_info info) {
  struct tls_context *c = context_this(env, info);
  return c && c->issuer ? eddy_x509_der(env, c->issuer) : eddy_null(env);
}

/* external(): an opaque value that stands for the SSL_CTX. */
static napi_value context_external(napi_env env, napi_callback_info info) {
  struct tls_context *c = eddy_tls_context_of(eddy_this(info));
  napi_value out = NULL;
  if (!c) eddy_throw_type(env, NULL, "Illegal invocation");
  else napi_create_external(env, c->ctx, NULL, NULL, &out);
  return out;
}

/* getSSLCiphers(): the names of all ciphers. */
static napi_value context_all_ciphers(napi_env env, napi_callback_info info) {
  SSL_CTX *ctx = SSL_CTX_new(TLS_method());
  /* Those of TLS 1.3 that OpenSSL does not offer by itself are there too. */
  if (ctx) {
    SSL_CTX_set_ciphersuites(ctx, "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:"
                                  "TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256");
  }
  SSL *ssl = ctx ? SSL_new(ctx) : NULL;
  napi_value list = eddy_array(env, NULL, 0);
  (void)info;
  if (ssl) {
    STACK_OF(SSL_CIPHER) *ciphers = SSL_get_ciphers(ssl);
    for (int i = 0; i < sk_SSL_CIPHER_num(ciphers); i++)
      eddy_set_index(env, list, (uint32_t)i,
                     eddy_utf8(env, SSL_CIPHER_get_name(sk_SSL_CIPHER_value(ciphers, i)), (size_t)-1));
  }
  SSL_free(ssl);
  SSL_CTX_free(ctx);
  return list;
}

static const struct eddy_method context_methods[] = {
  { "init", context_init, 3, NULL },
  { "close", context_close, 0, NULL },
  { "setKey", context_set_key, 2, NULL },
  { "setCert", context_set_cert, 1, NULL },
  { "addCACert", context_add_ca, 1, NULL },
  { "addRootCerts", context_add_roots, 0, NULL },
  { "addCRL", context_add_crl, 1, NULL },
  { "loadPKCS12", context_load_pkcs12, 2, NULL },
  { "setCiphers", context_set_ciphers, 1, NULL },
  { "setCipherSuites", context_set_cipher_suites, 1, NULL },
  { "setECDHCurve", context_set_ecdh_curve, 1, NULL },
  { "setSigalgs", context_set_sigalgs, 1, NULL },
  { "setDHParam", context_set_dh, 1, NULL },
  { "setOptions", context_set_options, 1, NULL },
  { "setSessionIdContext", context_set_session_id_context, 1, NULL },
  { "setSessionTimeout", context_set_session_timeout, 1, NULL },
  { "getProto", context_get_proto, 1, NULL },
  { "setProtos", context_set_protos, 2, NULL },
  { "setAllowPartialTrustChain", context_partial_chain, 0, NULL },
  { "getTicketKeys", context_get_ticket_keys, 0, NULL },
  { "setTicketKeys", context_set_ticket_keys, 1, NULL },
  { "getCertificate", context_get_certificate, 0, NULL },
  { "getIssuer", context_get_issuer, 0, NULL },
  { "external", context_external, 0, NULL },
  { "setClientCertEngine", eddy_tls_client_cert_engine, 1, NULL },
  { "setEngineKey", eddy_tls_engine_key, 2, NULL },
  { "enableTicketKeyCallback", eddy_tls_enable_ticket_callback, 0, NULL },
};

const struct eddy_class eddy_tls_context_class = {
  "SecureContext", context_construct, context_methods, COUNTOF(context_methods), NULL,
};

/* getCertCompression(): names of the algorithms of RFC 8879 that OpenSSL has (3.2 is the first to have any). */
static napi_value context_cert_compression(napi_env env, napi_callback_info info) {
  napi_value list = eddy_array(env, NULL, 0);
  (void)info;
#ifdef TLSEXT_comp_cert_zlib
  static const struct { int number; const char *name; } known[] = {
    { TLSEXT_comp_cert_zlib, "zlib" }, { TLSEXT_comp_cert_brotli, "brotli" }, { TLSEXT_comp_cert_zstd, "zstd" },
  };
  uint32_t n = 0;
  for (size_t i = 0; i < COUNTOF(known); i++) {
    SSL_CTX *ctx = SSL_CTX_new(TLS_method());
    int number = known[i].number;
    if (ctx && SSL_CTX_set1_cert_comp_preference(ctx, &number, 1) == 1)
      eddy_set_index(env, list, n++, eddy_utf8(env, known[i].name, (size_t)-1));
    SSL_CTX_free(ctx);
  }
  ERR_clear_error();
#endif
  return list;
}

static const struct eddy_method tls_functions[] = {
  { "getCertCompression", context_cert_compression, 0, NULL },
  { "getSSLCiphers", context_all_ciphers, 0, NULL },
  { "setRoots", eddy_tls_set_roots, 2, NULL },
  { "parseCertificates", eddy_tls_parse_certificates, 1, NULL },
};

static const struct eddy_class *const tls_classes[] = { &eddy_tls_context_class, &eddy_tls_info_class,
                                                     &eddy_tls_wrap_class };

const struct eddy_binding eddy_binding_tls_wrap = {
  "tls_wrap", tls_functions, COUNTOF(tls_functions), tls_classes, COUNTOF(tls_classes), NULL,
};

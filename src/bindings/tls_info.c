// SPDX-License-Identifier: MIT
/* tls_info.c: class TLSInfo, the half of TLSWrap that looks at a connection: certificates, sessions,
 * cipher, protocol, names. */
#include <openssl/evp.h>
#include <openssl/ocsp.h>

#include "bindings/tls.h"

#define TLS_FINISHED_MAX 64

static napi_value info_text(napi_env env, const char *s) {
  return s ? eddy_utf8(env, s, (size_t)-1) : eddy_null(env);
}

/* ---- certificates ------------------------------------------------------------------------------------ */

/* The peer's certificates, leaf first. Free with sk_X509_pop_free. */
static STACK_OF(X509) *info_chain(SSL *ssl) {
  STACK_OF(X509) *sent = SSL_get_peer_cert_chain(ssl), *out = sk_X509_new_null();
  X509 *leaf = SSL_get1_peer_certificate(ssl);
  if (leaf) sk_X509_push(out, leaf);
  for (int i = 0; i < sk_X509_num(sent); i++) {
    X509 *cert = sk_X509_value(sent, i);
    if (leaf && i == 0 && X509_cmp(leaf, cert) == 0) continue;
    X509_up_ref(cert);
    sk_X509_push(out, cert);
  }
  return out;
}

static X509 *info_find_issuer(X509 *cert, STACK_OF(X509) *list) {
  for (int i = 0; i < sk_X509_num(list); i++)
    if (X509_check_issued(sk_X509_value(list, i), cert) == X509_V_OK) return sk_X509_value(list, i);
  return NULL;
}

static X509 *info_store_issuer(SSL *ssl, X509 *cert) {
  X509_STORE_CTX *store = X509_STORE_CTX_new();
  X509 *issuer = NULL;
  if (store && X509_STORE_CTX_init(store, SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl)), NULL, NULL) == 1 &&
      X509_STORE_CTX_get1_issuer(&issuer, store, cert) != 1)
    issuer = NULL;
  X509_STORE_CTX_free(store);
  ERR_clear_error();
  return issuer;
}

/* Links issuerCertificate up to the root, which points to itself. */
static void info_link_issuers(napi_env env, SSL *ssl, STACK_OF(X509) *chain, X509 *cert, napi_value js) {
  for (int depth = 0; cert && depth < 16; depth++) {
    if (X509_check_issued(cert, cert) == X509_V_OK) {
      eddy_set(env, js, "issuerCertificate", js);
      return;
    }
    X509 *next = info_find_issuer(cert, chain), *owned = NULL;
    if (!next) next = owned = info_store_issuer(ssl, cert);
    if (!next) return;
    napi_value up = eddy_x509_object(env, next);
    eddy_set(env, js, "issuerCertificate", up);
    js = up;
    if (owned) {
      sk_X509_push(chain, owned); /* freed with the chain */
    }
    cert = next;
  }
}

/* getPeerCertificate(abbreviated): an object, or undefined without certificate. */
static napi_value info_peer_certificate(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  if (!ssl) return NULL;
  STACK_OF(X509) *chain = info_chain(ssl);
  napi_value out = NULL;
  if (sk_X509_num(chain) > 0) {
    X509 *leaf = sk_X509_value(chain, 0);
    out = eddy_x509_object(env, leaf);
    if (!eddy_arg_bool(info, 0)) info_link_issuers(env, ssl, chain, leaf, out);
  }
  sk_X509_pop_free(chain, X509_free);
  return out;
}

static napi_value info_certificate(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  X509 *cert = ssl ? SSL_get_certificate(ssl) : NULL;
  return cert ? eddy_x509_object(env, cert) : NULL;
}

/* getPeerX509(), getX509(): DER. */
static napi_value info_peer_der(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  X509 *cert = ssl ? SSL_get1_peer_certificate(ssl) : NULL;
  napi_value out = cert ? eddy_x509_der(env, cert) : NULL;
  X509_free(cert);
  return out;
}
static napi_value info_der(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  X509 *cert = ssl ? SSL_get_certificate(ssl) : NULL;
  return cert ? eddy_x509_der(env, cert) : NULL;
}

static const struct { long code; const char *name; } info_verify_names[] = {
#define V(n) { X509_V_ERR_##n, #n },
  V(UNABLE_TO_GET_ISSUER_CERT) V(UNABLE_TO_GET_CRL) V(UNABLE_TO_DECRYPT_CERT_SIGNATURE)
  V(UNABLE_TO_DECRYPT_CRL_SIGNATURE) V(UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY) V(CERT_SIGNATURE_FAILURE)
  V(CRL_SIGNATURE_FAILURE) V(CERT_NOT_YET_VALID) V(CERT_HAS_EXPIRED) V(CRL_NOT_YET_VALID)
  V(CRL_HAS_EXPIRED) V(ERROR_IN_CERT_NOT_BEFORE_FIELD) V(ERROR_IN_CERT_NOT_AFTER_FIELD)
  V(ERROR_IN_CRL_LAST_UPDATE_FIELD) V(ERROR_IN_CRL_NEXT_UPDATE_FIELD) V(OUT_OF_MEM)
  V(DEPTH_ZERO_SELF_SIGNED_CERT) V(SELF_SIGNED_CERT_IN_CHAIN) V(UNABLE_TO_GET_ISSUER_CERT_LOCALLY)
  V(UNABLE_TO_VERIFY_LEAF_SIGNATURE) V(CERT_CHAIN_TOO_LONG) V(CERT_REVOKED) V(INVALID_CA)
  V(PATH_LENGTH_EXCEEDED) V(INVALID_PURPOSE) V(CERT_UNTRUSTED) V(CERT_REJECTED)
  V(HOSTNAME_MISMATCH)
#undef V
};

/* verifyError(): null, or { code, reason }. */
static napi_value info_verify_error(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  if (!ssl) return eddy_null(env);
  long code = X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT;
  X509 *cert = SSL_get1_peer_certificate(ssl);
  const SSL_CIPHER *cipher = SSL_get_current_cipher(ssl);
  if (cert) {
    code = SSL_get_verify_result(ssl);
    X509_free(cert);
  } else if ((cipher && SSL_CIPHER_get_auth_nid(cipher) == NID_auth_psk) ||
             (SSL_version(ssl) == TLS1_3_VERSION && SSL_session_reused(ssl))) {
    code = X509_V_OK; /* a shared key vouches for the peer */
  }
  if (code == X509_V_OK) return eddy_null(env);
  const char *name = "UNSPECIFIED";
  for (size_t i = 0; i < COUNTOF(info_verify_names); i++)
    if (info_verify_names[i].code == code) name = info_verify_names[i].name;
  napi_value out = eddy_object(env);
  eddy_set_str(env, out, "code", name);
  eddy_set_str(env, out, "reason", X509_verify_cert_error_string(code));
  return out;
}

/* ---- sessions ------------------------------------------------------------------------------------------ */

static napi_value info_get_session(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  SSL_SESSION *session = ssl ? SSL_get_session(ssl) : NULL;
  int len = session ? i2d_SSL_SESSION(session, NULL) : 0;
  if (len <= 0) return NULL;
  unsigned char *der = eddy_alloc((size_t)len), *p = der;
  i2d_SSL_SESSION(session, &p);
  napi_value out = eddy_buffer_copy(env, der, (size_t)len);
  free(der);
  return out;
}

static napi_value info_set_session(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  struct eddy_bytes bytes;
  if (!ssl || !eddy_arg_bytes(info, 0, &bytes)) return NULL;
  const unsigned char *p = bytes.data;
  SSL_SESSION *session = d2i_SSL_SESSION(NULL, &p, (long)bytes.len);
  if (!session) {
    ERR_clear_error();
    return NULL;
  }
  if (SSL_set_session(ssl, session) != 1) eddy_tls_throw(env, "SSL_set_session error");
  SSL_SESSION_free(session);
  return NULL;
}

static napi_value info_is_reused(napi_env env, napi_callback_info info) {
  (void)env;
  SSL *ssl = eddy_tls_ssl_this(info);
  eddy_ret_bool(info, ssl && SSL_session_reused(ssl));
  return NULL;
}

static napi_value info_ticket(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  SSL_SESSION *session = ssl ? SSL_get_session(ssl) : NULL;
  const unsigned char *ticket;
  size_t len = 0;
  if (!session) return NULL;
  SSL_SESSION_get0_ticket(session, &ticket, &len);
  return ticket ? eddy_buffer_copy(env, ticket, len) : NULL;
}

/* ---- cipher, keys, names ----------------------------------------------------------------------------------- */

static napi_value info_cipher(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  const SSL_CIPHER *c = ssl ? SSL_get_current_cipher(ssl) : NULL;
  if (!c) return NULL; /* not agreed on yet */
  napi_value out = eddy_object(env);
  eddy_set(env, out, "name", info_text(env, SSL_CIPHER_get_name(c)));
  eddy_set(env, out, "standardName", info_text(env, SSL_CIPHER_standard_name(c)));
  eddy_set(env, out, "version", info_text(env, SSL_CIPHER_get_version(c)));
  return out;
}

/* getEphemeralKeyInfo(): null on servers. */
static napi_value info_ephemeral(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  EVP_PKEY *key = NULL;
  if (!ssl || SSL_is_server(ssl)) return eddy_null(env);
  napi_value out = eddy_object(env);
  if (!SSL_get_peer_tmp_key(ssl, &key)) return out;
  int id = EVP_PKEY_get_id(key);
  if (id == EVP_PKEY_DH) {
    eddy_set_str(env, out, "type", "DH");
    eddy_set_i32(env, out, "size", EVP_PKEY_get_bits(key));
  } else {
    char name[64] = "";
    size_t len = 0;
    if (id == EVP_PKEY_EC) EVP_PKEY_get_group_name(key, name, sizeof name, &len);
    else snprintf(name, sizeof name, "%s", OBJ_nid2sn(id));
    eddy_set_str(env, out, "type", "ECDH");
    eddy_set_str(env, out, "name", name);
    eddy_set_i32(env, out, "size", EVP_PKEY_get_bits(key));
  }
  EVP_PKEY_free(key);
  return out;
}

static const char *info_sig_name(int nid) {
  switch (nid) {
    case EVP_PKEY_RSA: return "RSA";
    case EVP_PKEY_RSA_PSS: return "RSA-PSS";
    case EVP_PKEY_DSA: return "DSA";
    case EVP_PKEY_EC: return "ECDSA";
    case NID_ED25519: return "Ed25519";
    case NID_ED448: return "Ed448";
    default: return OBJ_nid2sn(nid);
  }
}

static napi_value info_sigalgs(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  napi_value list = eddy_array(env, NULL, 0);
  int n = ssl ? SSL_get_shared_sigalgs(ssl, 0, NULL, NULL, NULL, NULL, NULL) : 0;
  for (int i = 0; i < n; i++) {
    int sign = 0, hash = 0, both = 0;
    unsigned char raw_sign, raw_hash;
    char text[96];
    SSL_get_shared_sigalgs(ssl, i, &sign, &hash, &both, &raw_sign, &raw_hash);
    const char *name = info_sig_name(sign);
    if (hash != NID_undef) snprintf(text, sizeof text, "%s+%s", name ? name : "UNDEF", OBJ_nid2sn(hash));
    else snprintf(text, sizeof text, "%s", name ? name : "UNDEF");
    eddy_set_index(env, list, (uint32_t)i, eddy_utf8(env, text, (size_t)-1));
  }
  return list;
}

static napi_value info_protocol(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  return info_text(env, ssl ? SSL_get_version(ssl) : NULL);
}

static napi_value info_get_servername(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  const char *name = ssl ? SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name) : NULL;
  return name ? eddy_utf8(env, name, (size_t)-1) : eddy_bool(env, false);
}

static napi_value info_set_servername(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  struct eddy_str name;
  if (!ssl || !eddy_arg_str(env, info, 0, &name)) return NULL;
  SSL_set_tlsext_host_name(ssl, name.data);
  eddy_str_release(&name);
  return NULL;
}

static napi_value info_alpn(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  const unsigned char *proto = NULL;
  unsigned len = 0;
  if (ssl) SSL_get0_alpn_selected(ssl, &proto, &len);
  return len ? eddy_utf8(env, (const char *)proto, len) : eddy_bool(env, false);
}

typedef size_t (*info_finished_fn)(const SSL *, void *, size_t);

static napi_value info_finished(napi_env env, napi_callback_info info, info_finished_fn fn) {
  SSL *ssl = eddy_tls_ssl_this(info);
  unsigned char data[TLS_FINISHED_MAX];
  size_t len = ssl ? fn(ssl, data, sizeof data) : 0;
  return len > 0 ? eddy_buffer_copy(env, data, len < sizeof data ? len : sizeof data) : NULL;
}
static napi_value info_get_finished(napi_env env, napi_callback_info info) {
  return info_finished(env, info, SSL_get_finished);
}
static napi_value info_get_peer_finished(napi_env env, napi_callback_info info) {
  return info_finished(env, info, SSL_get_peer_finished);
}

/* exportKeyingMaterial(length, label, context) */
static napi_value info_export(napi_env env, napi_callback_info info) {
  SSL *ssl = eddy_tls_ssl_this(info);
  struct eddy_str label;
  struct eddy_bytes context = { NULL, 0 };
  size_t len = eddy_arg_u32(info, 0);
  if (!ssl || !eddy_arg_str(env, info, 1, &label)) return NULL;
  bool use = eddy_arg_is_bytes(info, 2) && eddy_arg_bytes(info, 2, &context);
  unsigned char *out = malloc(len + 1);
  napi_value result = NULL;
  ERR_clear_error();
  if (out && SSL_export_keying_material(ssl, out, len, label.data, label.len, context.data,
                                        context.len, use) == 1)
    result = eddy_buffer_copy(env, out, len);
  else eddy_tls_throw(env, "SSL_export_keying_material");
  free(out);
  eddy_str_release(&label);
  return result;
}

static napi_value info_max_fragment(napi_env env, napi_callback_info info) {
  (void)env;
  SSL *ssl = eddy_tls_ssl_this(info);
  eddy_ret_bool(info, ssl && SSL_set_max_send_fragment(ssl, eddy_arg_u32(info, 0)) == 1);
  return NULL;
}

static napi_value info_construct(napi_env env, napi_callback_info info) {
  (void)info;
  eddy_throw_type(env, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  return NULL;
}

static const struct eddy_method info_methods[] = {
  { "getPeerCertificate", info_peer_certificate, 1, NULL },
  { "getCertificate", info_certificate, 0, NULL },
  { "getPeerX509Certificate", info_peer_der, 0, NULL },
  { "getX509Certificate", info_der, 0, NULL },
  { "verifyError", info_verify_error, 0, NULL },
  { "enableTrace", eddy_tls_enable_trace, 0, NULL },
  { "getSession", info_get_session, 0, NULL },
  { "setSession", info_set_session, 1, NULL },
  { "isSessionReused", info_is_reused, 0, NULL },
  { "getTLSTicket", info_ticket, 0, NULL },
  { "getCipher", info_cipher, 0, NULL },
  { "getEphemeralKeyInfo", info_ephemeral, 0, NULL },
  { "getSharedSigalgs", info_sigalgs, 0, NULL },
  { "getProtocol", info_protocol, 0, NULL },
  { "getServername", info_get_servername, 0, NULL },
  { "setServername", info_set_servername, 1, NULL },
  { "getALPNNegotiatedProtocol", info_alpn, 0, NULL },
  { "getFinished", info_get_finished, 0, NULL },
  { "getPeerFinished", info_get_peer_finished, 0, NULL },
  { "exportKeyingMaterial", info_export, 3, NULL },
  { "setMaxSendFragment", info_max_fragment, 1, NULL },
};

const struct eddy_class eddy_tls_info_class = {
  "TLSInfo", info_construct, info_methods, COUNTOF(info_methods), NULL,
};

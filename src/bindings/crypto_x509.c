// SPDX-License-Identifier: MIT
/* crypto_x509.c: class Certificate behind X509Certificate, and SPKAC. The texts are x509.c's.
 * Used by lib/internal/crypto/x509.js. */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <limits.h>

#include "bindings/tls.h"
#include "crypto.h"

struct certificate { X509 *x509; struct eddy_native native; };
static const struct eddy_class certificate_class;

static void certificate_free(void *owner) {
  struct certificate *c = owner;
  X509_free(c->x509);
  free(c);
}

/* new Certificate(PEM or DER) */
static napi_value certificate_construct(napi_env env, napi_callback_info info) {
  struct eddy_bytes in;
  CHECK(eddy_arg_bytes(info, 0, &in) && in.len <= INT_MAX);
  ERR_clear_error();
  BIO *bio = BIO_new_mem_buf(in.data ? (const void *)in.data : "", (int)in.len);
  X509 *x509 = PEM_read_bio_X509_AUX(bio, NULL, NULL, NULL);
  BIO_free(bio);
  if (!x509) {
    const unsigned char *p = in.data;
    ERR_set_mark();
    x509 = d2i_X509(NULL, &p, (long)in.len);
    ERR_pop_to_mark();
  }
  if (!x509) {
    napi_throw(env, eddy_openssl_error_as(env, "Failed to parse certificate", OPENSSL_STACK_NONE));
    return NULL;
  }
  ERR_clear_error();
  struct certificate *c = eddy_calloc(1, sizeof *c);
  c->x509 = x509;
  eddy_native_init(env, eddy_this(info), &c->native, &certificate_class, c, certificate_free);
  return NULL;
}

static X509 *this_x509(napi_callback_info info) {
  struct certificate *c = eddy_native_of(eddy_this(info), &certificate_class);
  CHECK(c);
  return c->x509;
}

static napi_value bio_text(napi_env env, BIO *bio, size_t chop) {
  char *data;
  const long len = BIO_get_mem_data(bio, &data);
  napi_value out = len >= (long)chop && len > 0 ? eddy_utf8(env, data, (size_t)len - chop) : NULL;
  BIO_free(bio);
  return out;
}

static napi_value name_text(napi_env env, const X509_NAME *name) {
  BIO *bio = BIO_new(BIO_s_mem());
  X509_NAME_print_ex(bio, name, 0, ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT |
                                     XN_FLAG_SEP_MULTILINE | XN_FLAG_FN_SN);
  return bio_text(env, bio, 0);
}

/* legacy() -> the object of getPeerCertificate() */
static napi_value certificate_legacy(napi_env env, napi_callback_info info) {
  return eddy_x509_object(env, this_x509(info));
}

static napi_value certificate_info_access(napi_env env, napi_callback_info info) {
  return eddy_x509_info_access_text(env, this_x509(info));
}

static napi_value certificate_subject(napi_env env, napi_callback_info info) {
  return name_text(env, X509_get_subject_name(this_x509(info)));
}
static napi_value certificate_issuer(napi_env env, napi_callback_info info) {
  return name_text(env, X509_get_issuer_name(this_x509(info)));
}
static napi_value certificate_raw(napi_env env, napi_callback_info info) {
  return eddy_x509_der(env, this_x509(info));
}
static napi_value certificate_pem(napi_env env, napi_callback_info info) {
  BIO *bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, this_x509(info));
  return bio_text(env, bio, 0);
}

/* signature() -> [name, oid] */
static napi_value certificate_signature(napi_env env, napi_callback_info info) {
  const ASN1_OBJECT *object = NULL;
  char oid[128];
  X509_ALGOR_get0(&object, NULL, NULL, X509_get0_tbs_sigalg(this_x509(info)));
  const int nid = OBJ_obj2nid(object);
  OBJ_obj2txt(oid, sizeof oid, object, 1);
  const napi_value pair[] = {nid == NID_undef ? eddy_undefined(env) : eddy_utf8(env, OBJ_nid2ln(nid), (size_t)-1),
                             eddy_utf8(env, oid, (size_t)-1)};
  return eddy_array(env, pair, 2);
}

static napi_value certificate_public_key(napi_env env, napi_callback_info info) {
  EVP_PKEY *pkey = X509_get_pubkey(this_x509(info));
  if (pkey) return eddy_key_new(env, pkey);
  napi_throw(env, eddy_openssl_error(env, "Failed to read the public key"));
  return NULL;
}

/* check("host" | "email" | "ip", name, flags) -> what matched, undefined; false: no such name */
static napi_value certificate_check(napi_env env, napi_callback_info info) {
  struct eddy_str kind, name;
  X509 *x509 = this_x509(info);
  const unsigned flags = eddy_arg_u32(info, 2);
  char *peer = NULL;
  eddy_arg_str(env, info, 0, &kind);
  eddy_arg_str(env, info, 1, &name);
  int result;
  if (kind.data[0] == 'h') result = X509_check_host(x509, name.data, name.len, flags, &peer);
  else if (kind.data[0] == 'e') result = X509_check_email(x509, name.data, name.len, flags);
  else result = X509_check_ip_asc(x509, name.data, flags);
  napi_value out = result == 1 ? eddy_utf8(env, peer ? peer : name.data, (size_t)-1) : result == 0 ? NULL : eddy_bool(env, false);
  OPENSSL_free(peer);
  eddy_str_release(&kind);
  eddy_str_release(&name);
  ERR_clear_error();
  return out;
}

static napi_value certificate_is_issued_by(napi_env env, napi_callback_info info) {
  struct certificate *other = eddy_native_of(eddy_arg(info, 0), &certificate_class);
  (void)env;
  eddy_ret_bool(info, other && X509_check_issued(other->x509, this_x509(info)) == X509_V_OK);
  ERR_clear_error();
  return NULL;
}

static napi_value certificate_has_key(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_bool(info, X509_check_private_key(this_x509(info), eddy_key_of(eddy_arg(info, 0))) == 1);
  ERR_clear_error();
  return NULL;
}

static napi_value certificate_verify(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_bool(info, X509_verify(this_x509(info), eddy_key_of(eddy_arg(info, 0))) == 1);
  ERR_clear_error();
  return NULL;
}

static const struct eddy_method certificate_methods[] = {
  {"legacy", certificate_legacy, 0, NULL}, {"infoAccess", certificate_info_access, 0, NULL},       {"subject", certificate_subject, 0, NULL},
  {"issuer", certificate_issuer, 0, NULL},       {"raw", certificate_raw, 0, NULL},
  {"pem", certificate_pem, 0, NULL},             {"signature", certificate_signature, 0, NULL},
  {"publicKey", certificate_public_key, 0, NULL}, {"check", certificate_check, 3, NULL},
  {"isIssuedBy", certificate_is_issued_by, 1, NULL}, {"hasKey", certificate_has_key, 1, NULL},
  {"verify", certificate_verify, 1, NULL},
};
static const struct eddy_class certificate_class = {
  "Certificate", certificate_construct, certificate_methods, COUNTOF(certificate_methods), NULL,
};

/* ---- SPKAC ------------------------------------------------------------------------------------------------ */

/* spkac("verify" | "key" | "challenge", bytes) -> boolean, Buffer; undefined if it cannot be read */
static napi_value x509_spkac(napi_env env, napi_callback_info info) {
  struct eddy_str what;
  struct eddy_bytes in;
  eddy_arg_str(env, info, 0, &what);
  CHECK(eddy_arg_bytes(info, 1, &in) && in.len <= INT_MAX);
  size_t len = in.len;
  while (len > 0 && (in.data[len - 1] == '\n' || in.data[len - 1] == '\r' || in.data[len - 1] == ' ')) len--;
  NETSCAPE_SPKI *spki = len ? NETSCAPE_SPKI_b64_decode((const char *)in.data, (int)len) : NULL;
  EVP_PKEY *pkey = spki ? X509_PUBKEY_get(spki->spkac->pubkey) : NULL;
  napi_value out = NULL;
  if (what.data[0] == 'v') {
    out = eddy_bool(env, pkey && NETSCAPE_SPKI_verify(spki, pkey) > 0);
  } else if (what.data[0] == 'c' && spki) {
    const ASN1_STRING *challenge = spki->spkac->challenge;
    out = eddy_buffer_copy(env, ASN1_STRING_get0_data(challenge), (size_t)ASN1_STRING_length(challenge));
  } else if (pkey) {
    BIO *bio = BIO_new(BIO_s_mem());
    char *data;
    PEM_write_bio_PUBKEY(bio, pkey);
    const long n = BIO_get_mem_data(bio, &data);
    out = eddy_buffer_copy(env, data, (size_t)n);
    BIO_free(bio);
  }
  EVP_PKEY_free(pkey);
  NETSCAPE_SPKI_free(spki);
  eddy_str_release(&what);
  ERR_clear_error();
  return out;
}

static const struct eddy_method methods[] = {{"spkac", x509_spkac, 2, NULL}};
static const struct eddy_class *const classes[] = {&certificate_class};
const struct eddy_binding eddy_binding_crypto_x509 = {
  "crypto_x509", methods, COUNTOF(methods), classes, COUNTOF(classes), NULL,
};

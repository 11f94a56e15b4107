// SPDX-License-Identifier: MIT
/* crypto_key.c: asymmetric keys: reading and writing PEM, DER and the numbers of JWK.
 * Used by lib/internal/crypto/keys.js; other files get the EVP_PKEY with eddy_key_of. */
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/encoder.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <limits.h>

#include "crypto.h"
#include "crypto_p256.h"
#include "engine/clone.h"

struct key { EVP_PKEY *pkey; struct eddy_native native; };

static void key_free(void *owner) {
  struct key *k = owner;
  EVP_PKEY_free(k->pkey);
  free(k);
}

/* Instances are made by eddy_key_new only, which hands the key over here. */
static _Thread_local EVP_PKEY *key_to_adopt;
static napi_value key_construct(napi_env env, napi_callback_info info) {
  struct key *k = eddy_calloc(1, sizeof *k);
  k->pkey = key_to_adopt;
  key_to_adopt = NULL;
  eddy_native_init(env, eddy_this(info), &k->native, &eddy_key_class, k, key_free);
  return NULL;
}

napi_value eddy_key_new(napi_env env, EVP_PKEY *pkey) {
  eddy_p256_prepare(pkey);
  key_to_adopt = pkey;
  return eddy_class_new(env, &eddy_key_class, 0, NULL);
}

EVP_PKEY *eddy_key_of(napi_value value) {
  struct key *k = eddy_native_of(value, &eddy_key_class);
  return k ? k->pkey : NULL;
}

static EVP_PKEY *this_key(napi_callback_info info) {
  EVP_PKEY *pkey = eddy_key_of(eddy_this(info));
  CHECK(pkey);
  return pkey;
}

/* ---- reading ------------------------------------------------------------------------------------------ */

struct passphrase { const uint8_t *data; size_t len; bool given, asked; };

static int give_passphrase(char *out, int size, int writing, void *arg) {
  struct passphrase *p = arg;
  (void)writing;
  p->asked = true;
  if (!p->given || p->len > (size_t)size) return -1;
  if (p->len) memcpy(out, p->data, p->len);
  return (int)p->len;
}

/* What a SEQUENCE of DER holds, as far as there are bytes; false: it is none. */
static bool in_sequence(const struct eddy_bytes *in, struct eddy_bytes *out) {
  size_t head = 2, len = 0;
  if (in->len < head || in->data[0] != 0x30) return false;
  if (in->data[1] & 0x80) {
    head += in->data[1] & 0x7f;
    if (head > in->len || head > 2 + sizeof len) return false;
    for (size_t i = 2; i < head; i++) len = len << 8 | in->data[i];
  } else {
    len = in->data[1];
  }
  *out = (struct eddy_bytes){in->data + head, len < in->len - head ? len : in->len - head};
  return true;
}

/* A private key of RSA starts with its version, an encrypted one with the algorithm, which is no number. */
static bool is_rsa_private(const struct eddy_bytes *in) {
  struct eddy_bytes body;
  return in_sequence(in, &body) && body.len >= 3 && body.data[0] == 2 && body.data[1] == 1 && !(body.data[2] & 0xfe);
}
static bool is_encrypted(const struct eddy_bytes *in) {
  struct eddy_bytes body;
  return in_sequence(in, &body) && body.len >= 1 && body.data[0] != 2;
}

static EVP_PKEY *read_pkcs8(BIO *bio, const struct eddy_bytes *in, struct passphrase *pass) {
  if (is_encrypted(in)) return d2i_PKCS8PrivateKey_bio(bio, NULL, give_passphrase, pass);
  PKCS8_PRIV_KEY_INFO *plain = d2i_PKCS8_PRIV_KEY_INFO_bio(bio, NULL);
  EVP_PKEY *pkey = plain ? EVP_PKCS82PKEY(plain) : NULL;
  PKCS8_PRIV_KEY_INFO_free(plain);
  return pkey;
}

/* type: "pkcs1", "pkcs8", "sec1", or "" for PEM */
static EVP_PKEY *read_private(const struct eddy_bytes *in, const char *type, struct passphrase *pass) {
  EVP_PKEY *pkey;
  BIO *bio = BIO_new_mem_buf(in->data ? (const void *)in->data : "", (int)in->len);
  if (strcmp(type, "pkcs8") == 0) pkey = read_pkcs8(bio, in, pass);
  else if (type[0]) pkey = d2i_PrivateKey_bio(bio, NULL);
  else pkey = PEM_read_bio_PrivateKey(bio, NULL, give_passphrase, pass);
  BIO_free(bio);
  return pkey;
}

/* *found: it is of a public key */
static EVP_PKEY *read_public_pem(const struct eddy_bytes *in, bool *found) {
  char *name = NULL, *header = NULL;
  unsigned char *data = NULL;
  long len = 0;
  EVP_PKEY *pkey = NULL;
  BIO *bio = BIO_new_mem_buf(in->data ? (const void *)in->data : "", (int)in->len);
  if (PEM_read_bio(bio, &name, &header, &data, &len) == 1) {
    const unsigned char *p = data;
    *found = true;
    if (strcmp(name, "PUBLIC KEY") == 0) {
      pkey = d2i_PUBKEY(NULL, &p, len);
    } else if (strcmp(name, "RSA PUBLIC KEY") == 0) {
      pkey = d2i_PublicKey(EVP_PKEY_RSA, NULL, &p, len);
    } else if (strcmp(name, "CERTIFICATE") == 0 || strcmp(name, "X509 CERTIFICATE") == 0) {
      X509 *cert = d2i_X509(NULL, &p, len);
      pkey = cert ? X509_get_pubkey(cert) : NULL;
      X509_free(cert);
    } else {
      *found = false;
    }
  }
  OPENSSL_free(name);
  OPENSSL_free(header);
  OPENSSL_free(data);
  BIO_free(bio);
  return pkey;
}

static napi_value read_done(napi_env env, EVP_PKEY *pkey, const struct passphrase *pass, const char *failed,
                            enum openssl_stack stack) {
  if (pkey) {
    ERR_clear_error();
    return eddy_key_new(env, pkey);
  }
  const unsigned long first = ERR_peek_error();
  const bool unread = first == 0 || (ERR_GET_LIB(first) == ERR_LIB_PEM && ERR_GET_REASON(first) == PEM_R_BAD_PASSWORD_READ);
  if (pass->asked && !pass->given && unread) {
    ERR_clear_error();
    eddy_throw_type(env, "ERR_MISSING_PASSPHRASE", "Passphrase required for encrypted key");
    return NULL;
  }
  napi_throw(env, eddy_openssl_error_as(env, failed, stack));
  return NULL;
}

/* readPrivate(bytes, type, passphrase | undefined) -> Key */
static napi_value key_read_private(napi_env env, napi_callback_info info) {
  struct eddy_bytes in, secret = {NULL, 0};
  struct eddy_str type;
  eddy_arg_str(env, info, 1, &type);
  CHECK(eddy_arg_bytes(info, 0, &in));
  struct passphrase pass = {NULL, 0, eddy_arg_bytes(info, 2, &secret), false};
  pass.data = secret.data;
  pass.len = secret.len;
  ERR_clear_error();
  EVP_PKEY *pkey = in.len > INT_MAX ? NULL : read_private(&in, type.data, &pass);
  eddy_str_release(&type);
  return read_done(env, pkey, &pass, "Failed to read private key", OPENSSL_STACK_ALL);
}

/* readPublic(bytes, type, passphrase | undefined) -> Key; PEM may be a private key or a certificate too */
static napi_value key_read_public(napi_env env, napi_callback_info info) {
  struct eddy_bytes in, secret = {NULL, 0};
  struct eddy_str type;
  EVP_PKEY *pkey = NULL;
  eddy_arg_str(env, info, 1, &type);
  CHECK(eddy_arg_bytes(info, 0, &in) && in.len <= INT_MAX);
  struct passphrase pass = {NULL, 0, eddy_arg_bytes(info, 2, &secret), false};
  pass.data = secret.data;
  pass.len = secret.len;
  const unsigned char *p = in.data;
  bool is_public = false;
  ERR_clear_error();
  if (strcmp(type.data, "spki") == 0) {
    pkey = d2i_PUBKEY(NULL, &p, (long)in.len);
    is_public = true;
  } else if (strcmp(type.data, "pkcs1") == 0 && !is_rsa_private(&in)) {
    pkey = d2i_PublicKey(EVP_PKEY_RSA, NULL, &p, (long)in.len);
    is_public = true;
  } else if (type.len || (!(pkey = read_public_pem(&in, &is_public)) && !is_public)) {
    ERR_clear_error();
    pkey = read_private(&in, type.data, &pass);
  }
  const bool der = type.len > 0;
  eddy_str_release(&type);
  return read_done(env, pkey, &pass, der && !is_public ? "Failed to read private key" : "Failed to read asymmetric key",
                   der && is_public ? OPENSSL_STACK_ONLY : OPENSSL_STACK_ALL);
}

static EVP_PKEY *from_params(const char *type, OSSL_PARAM *params) {
  EVP_PKEY *pkey = NULL;
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
  if (!ctx || !params || EVP_PKEY_fromdata_init(ctx) != 1 || EVP_PKEY_fromdata(ctx, &pkey, EVP_PKEY_KEYPAIR, params) != 1) {
    pkey = NULL;
  }
  EVP_PKEY_CTX_free(ctx);
  return pkey;
}

static const char *const rsa_params[] = {
  OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_FACTOR1,
  OSSL_PKEY_PARAM_RSA_FACTOR2, OSSL_PKEY_PARAM_RSA_EXPONENT1, OSSL_PKEY_PARAM_RSA_EXPONENT2,
  OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
};

/* fromRsa(n, e, d?, p?, q?, dp?, dq?, qi?) -> Key, or undefined */
static napi_value key_from_rsa(napi_env env, napi_callback_info info) {
  OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
  BIGNUM *numbers[COUNTOF(rsa_params)] = {0};
  struct eddy_bytes bytes;
  for (int i = 0; i < (int)COUNTOF(rsa_params); i++) {
    if (!eddy_arg_bytes(info, i, &bytes)) continue;
    numbers[i] = BN_bin2bn(bytes.data, (int)bytes.len, NULL);
    OSSL_PARAM_BLD_push_BN(build, rsa_params[i], numbers[i]);
  }
  OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
  EVP_PKEY *pkey = from_params("RSA", params);
  OSSL_PARAM_free(params);
  OSSL_PARAM_BLD_free(build);
  for (size_t i = 0; i < COUNTOF(rsa_params); i++) BN_clear_free(numbers[i]);
  ERR_clear_error();
  return pkey ? eddy_key_new(env, pkey) : NULL;
}

/* fromEc(curve, point, d?) -> Key, or undefined */
static napi_value key_from_ec(napi_env env, napi_callback_info info) {
  struct eddy_str curve;
  struct eddy_bytes point, secret;
  eddy_arg_str(env, info, 0, &curve);
  eddy_arg_bytes(info, 1, &point);
  OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
  BIGNUM *d = eddy_arg_bytes(info, 2, &secret) ? BN_bin2bn(secret.data, (int)secret.len, NULL) : NULL;
  OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, curve.data, curve.len);
  if (point.len) OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point.data, point.len);
  if (d) OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, d);
  OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
  EVP_PKEY *pkey = from_params("EC", params);
  OSSL_PARAM_free(params);
  OSSL_PARAM_BLD_free(build);
  BN_clear_free(d);
  eddy_str_release(&curve);
  ERR_clear_error();
  return pkey ? eddy_key_new(env, pkey) : NULL;
}

/* fromRaw(name, bytes, isPrivate) -> Key, or undefined */
static napi_value key_from_raw(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  struct eddy_bytes bytes;
  eddy_arg_str(env, info, 0, &name);
  eddy_arg_bytes(info, 1, &bytes);
  EVP_PKEY *pkey = eddy_arg_bool(info, 2) ? EVP_PKEY_new_raw_private_key_ex(NULL, name.data, NULL, bytes.data, bytes.len)
                                          : EVP_PKEY_new_raw_public_key_ex(NULL, name.data, NULL, bytes.data, bytes.len);
  eddy_str_release(&name);
  ERR_clear_error();
  return pkey ? eddy_key_new(env, pkey) : NULL;
}

/* ---- writing ------------------------------------------------------------------------------------------ */

static napi_value take_bio(napi_env env, BIO *bio, bool ok, bool pem, const char *failed) {
  napi_value out = NULL;
  char *data;
  const long len = BIO_get_mem_data(bio, &data);
  if (ok) out = pem ? eddy_utf8(env, data, (size_t)len) : eddy_buffer_copy(env, data, (size_t)len);
  else napi_throw(env, eddy_openssl_error_as(env, failed, OPENSSL_STACK_NONE));
  BIO_free(bio);
  return out;
}

/* key.writePublic(pem?, "pkcs1" | "spki") -> string or Buffer */
static napi_value key_write_public(napi_env env, napi_callback_info info) {
  EVP_PKEY *pkey = this_key(info);
  const bool pem = eddy_arg_bool(info, 0);
  struct eddy_str type;
  eddy_arg_str(env, info, 1, &type);
  BIO *bio = BIO_new(BIO_s_mem());
  bool ok;
  if (strcmp(type.data, "pkcs1") == 0) {
    OSSL_ENCODER_CTX *ctx = OSSL_ENCODER_CTX_new_for_pkey(pkey, OSSL_KEYMGMT_SELECT_PUBLIC_KEY, pem ? "PEM" : "DER", "type-specific", NULL);
    ok = OSSL_ENCODER_to_bio(ctx, bio) == 1;
    OSSL_ENCODER_CTX_free(ctx);
  } else {
    ok = (pem ? PEM_write_bio_PUBKEY(bio, pkey) : i2d_PUBKEY_bio(bio, pkey)) == 1;
  }
  eddy_str_release(&type);
  return take_bio(env, bio, ok, pem, "Failed to encode public key");
}

/* key.writePrivate(pem?, "pkcs1" | "sec1" | "pkcs8", cipher | undefined, passphrase | undefined) */
static napi_value key_write_private(napi_env env, napi_callback_info info) {
  EVP_PKEY *pkey = this_key(info);
  const bool pem = eddy_arg_bool(info, 0);
  struct eddy_str type, cipher_name;
  struct eddy_bytes pass = {NULL, 0};
  const EVP_CIPHER *cipher = NULL;
  eddy_arg_str(env, info, 1, &type);
  if (eddy_arg_str(env, info, 2, &cipher_name)) {
    cipher = EVP_get_cipherbyname(cipher_name.data);
    eddy_str_release(&cipher_name);
    if (!cipher) {
      eddy_str_release(&type);
      eddy_throw(env, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
      return NULL;
    }
  }
  eddy_arg_bytes(info, 3, &pass);
  static uint8_t nothing[1];
  unsigned char *text = cipher ? (pass.data ? pass.data : nothing) : NULL;
  BIO *bio = BIO_new(BIO_s_mem());
  bool ok;
  if (strcmp(type.data, "pkcs8") == 0) {
    ok = (pem ? PEM_write_bio_PKCS8PrivateKey(bio, pkey, cipher, (char *)text, (int)pass.len, NULL, NULL)
              : i2d_PKCS8PrivateKey_bio(bio, pkey, cipher, (char *)text, (int)pass.len, NULL, NULL)) == 1;
  } else {
    ok = (pem ? PEM_write_bio_PrivateKey_traditional(bio, pkey, cipher, text, (int)pass.len, NULL, NULL)
              : i2d_PrivateKey_bio(bio, pkey)) == 1;
  }
  eddy_str_release(&type);
  return take_bio(env, bio, ok, pem, "Failed to encode private key");
}

static void set_number(napi_env env, napi_value out, const char *name, EVP_PKEY *pkey, const char *param, int width) {
  BIGNUM *n = NULL;
  uint8_t *data;
  if (EVP_PKEY_get_bn_param(pkey, param, &n) == 1) {
    if (width < BN_num_bytes(n)) width = BN_num_bytes(n);
    napi_value bytes = eddy_buffer_new(env, (size_t)width, &data);
    BN_bn2binpad(n, data, width);
    eddy_set(env, out, name, bytes);
  }
  BN_clear_free(n);
}

/* key.numbers() -> the big numbers or raw bytes behind the key, as Buffers, by the names of JWK */
static napi_value key_numbers(napi_env env, napi_callback_info info) {
  static const char *const names[] = {"n", "e", "d", "p", "q", "dp", "dq", "qi"};
  EVP_PKEY *pkey = this_key(info);
  napi_value out = eddy_object_null(env);
  unsigned char raw[128];
  size_t len = sizeof raw;
  const int id = EVP_PKEY_get_base_id(pkey);
  if (id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS) {
    for (size_t i = 0; i < COUNTOF(names); i++) set_number(env, out, names[i], pkey, rsa_params[i], 0);
  } else if (id == EVP_PKEY_EC) {
    const int width = (EVP_PKEY_get_bits(pkey) + 7) / 8;
    set_number(env, out, "x", pkey, OSSL_PKEY_PARAM_EC_PUB_X, width);
    set_number(env, out, "y", pkey, OSSL_PKEY_PARAM_EC_PUB_Y, width);
    set_number(env, out, "d", pkey, OSSL_PKEY_PARAM_PRIV_KEY, width);
  } else {
    if (EVP_PKEY_get_raw_public_key(pkey, raw, &len) == 1) eddy_set(env, out, "x", eddy_buffer_copy(env, raw, len));
    len = sizeof raw;
    if (EVP_PKEY_get_raw_private_key(pkey, raw, &len) == 1) eddy_set(env, out, "d", eddy_buffer_copy(env, raw, len));
    OPENSSL_cleanse(raw, sizeof raw);
  }
  ERR_clear_error();
  return out;
}

/* ---- what a key is ------------------------------------------------------------------------------------ */

static const char *key_type_name(EVP_PKEY *pkey) {
  switch (EVP_PKEY_get_base_id(pkey)) {
    case EVP_PKEY_RSA: return "rsa";
    case EVP_PKEY_RSA_PSS: return "rsa-pss";
    case EVP_PKEY_DSA: return "dsa";
    case EVP_PKEY_DH: case EVP_PKEY_DHX: return "dh";
    case EVP_PKEY_EC: return "ec";
    case EVP_PKEY_ED25519: return "ed25519";
    case EVP_PKEY_ED448: return "ed448";
    case EVP_PKEY_X25519: return "x25519";
    case EVP_PKEY_X448: return "x448";
    default: return NULL;
  }
}

static napi_value key_type(napi_env env, napi_callback_info info) {
  const char *name = key_type_name(this_key(info));
  return name ? eddy_utf8(env, name, (size_t)-1) : NULL;
}

static void set_lower(napi_env env, napi_value out, const char *key, EVP_PKEY *pkey, const char *param, const char *otherwise) {
  char text[64];
  if (EVP_PKEY_get_utf8_string_param(pkey, param, text, sizeof text, NULL) != 1) snprintf(text, sizeof text, "%s", otherwise);
  size_t n = 0;
  for (char *p = text; *p; p++) {
    /* SHA2-256 and SHA-256 are sha256 here */
    if (*p == '-' || (p == text + 3 && strncmp(p, "2-", 2) == 0)) continue;
    text[n++] = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
  }
  text[n] = '\0';
  eddy_set_str(env, out, key, text);
}

static void set_pss(napi_env env, napi_value out, EVP_PKEY *pkey) {
  char text[64];
  int salt = 20;
  const bool has_salt = EVP_PKEY_get_int_param(pkey, OSSL_PKEY_PARAM_RSA_PSS_SALTLEN, &salt) == 1;
  if (!has_salt && EVP_PKEY_get_utf8_string_param(pkey, OSSL_PKEY_PARAM_RSA_DIGEST, text, sizeof text, NULL) != 1 &&
      EVP_PKEY_get_utf8_string_param(pkey, OSSL_PKEY_PARAM_RSA_MGF1_DIGEST, text, sizeof text, NULL) != 1) return;
  set_lower(env, out, "hashAlgorithm", pkey, OSSL_PKEY_PARAM_RSA_DIGEST, "sha1");
  set_lower(env, out, "mgf1HashAlgorithm", pkey, OSSL_PKEY_PARAM_RSA_MGF1_DIGEST, "sha1");
  eddy_set_i32(env, out, "saltLength", salt);
}

/* key.details() -> { modulusLength, publicExponent (bytes), … } */
static napi_value key_details(napi_env env, napi_callback_info info) {
  EVP_PKEY *pkey = this_key(info);
  napi_value out = eddy_object(env);
  char curve[80];
  switch (EVP_PKEY_get_base_id(pkey)) {
    case EVP_PKEY_RSA: case EVP_PKEY_RSA_PSS:
      eddy_set_i32(env, out, "modulusLength", EVP_PKEY_get_bits(pkey));
      set_number(env, out, "publicExponent", pkey, OSSL_PKEY_PARAM_RSA_E, 0);
      if (EVP_PKEY_get_base_id(pkey) == EVP_PKEY_RSA_PSS) set_pss(env, out, pkey);
      break;
    case EVP_PKEY_DSA: {
      BIGNUM *q = NULL;
      eddy_set_i32(env, out, "modulusLength", EVP_PKEY_get_bits(pkey));
      if (EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_FFC_Q, &q) == 1) eddy_set_i32(env, out, "divisorLength", BN_num_bits(q));
      BN_free(q);
      break;
    }
    case EVP_PKEY_EC:
      if (EVP_PKEY_get_group_name(pkey, curve, sizeof curve, NULL) == 1) {
        const int nid = OBJ_txt2nid(curve);
        eddy_set_str(env, out, "namedCurve", nid != NID_undef ? OBJ_nid2sn(nid) : curve);
      }
      break;
    default: break;
  }
  ERR_clear_error();
  return out;
}

/* key.equals(other) -> true, false; throws if the kinds cannot be compared */
static napi_value key_equals(napi_env env, napi_callback_info info) {
  EVP_PKEY *other = eddy_key_of(eddy_arg(info, 0));
  const int same = other ? EVP_PKEY_eq(this_key(info), other) : 0;
  ERR_clear_error();
  if (same == -2) eddy_throw(env, "ERR_CRYPTO_UNSUPPORTED_OPERATION", "Unsupported crypto operation");
  else eddy_ret_bool(info, same == 1);
  return NULL;
}

static const struct eddy_method key_methods[] = {
  {"writePublic", key_write_public, 2, NULL}, {"writePrivate", key_write_private, 4, NULL},
  {"numbers", key_numbers, 0, NULL},          {"type", key_type, 0, NULL},
  {"details", key_details, 0, NULL},          {"equals", key_equals, 1, NULL},
};
const struct eddy_class eddy_key_class = {"Key", key_construct, key_methods, COUNTOF(key_methods), NULL};

/* ---- travelling between threads: the OpenSSL key is counted, and not changed once it is made ---------------- */

static void *key_share(napi_env env, void *owner, bool transfer) {
  (void)env;
  (void)transfer;
  EVP_PKEY *pkey = ((struct key *)owner)->pkey;
  EVP_PKEY_up_ref(pkey);
  return pkey;
}
static napi_value key_receive(napi_env env, void *shared) {
  EVP_PKEY_up_ref(shared); /* a message can be read more than once */
  return eddy_key_new(env, shared);
}
static void key_drop(void *shared) { EVP_PKEY_free(shared); }

const struct eddy_shareable eddy_shareable_key = {
  &eddy_key_class, EDDY_CLONEABLE, key_share, key_receive, key_drop, false,
};

static const struct eddy_method methods[] = {
  {"readPrivate", key_read_private, 3, NULL}, {"readPublic", key_read_public, 3, NULL},
  {"fromRsa", key_from_rsa, 8, NULL},         {"fromEc", key_from_ec, 3, NULL},
  {"fromRaw", key_from_raw, 3, NULL},
};
static const struct eddy_class *const classes[] = {&eddy_key_class};
const struct eddy_binding eddy_binding_crypto_key = {
  "crypto_key", methods, COUNTOF(methods), classes, COUNTOF(classes), NULL,
};

// SPDX-License-Identifier: MIT
/* crypto_sign.c: signatures, and RSA encryption. Used by lib/internal/crypto/sig.js and publicencrypt.js. */
#include "crypto_sha.h" /* first: it says which of OpenSSL's interfaces are meant */

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/proverr.h>
#include <openssl/rsa.h>

#include <limits.h>
#include <pthread.h>

#include "crypto.h"
#include "crypto_p256.h"

struct signing {
  struct pool_job job;
  struct crypto_errors errors;
  EVP_PKEY *pkey;
  char digest[64];
  const struct sha_kind *kind; /* the digest's, if it is one of crypto_sha.h */
  uint8_t *data, *signature;
  size_t data_len, signature_len;
  int padding, salt;          /* INT_MIN: not given */
  bool verify, p1363, hashed, ok, digest_missing;
  bool valid;
};

static void signing_release(struct pool_job *job) {
  struct signing *s = (struct signing *)job;
  EVP_PKEY_free(s->pkey);
  free(s->data);
  free(s->signature);
  free(s);
}

/* Half the length of a signature in IEEE P1363 form; 0: the key has no such form. */
static size_t half_length(EVP_PKEY *pkey) {
  BIGNUM *q = NULL;
  size_t bytes = 0;
  const int id = EVP_PKEY_get_base_id(pkey);
  const char *param = id == EVP_PKEY_EC ? OSSL_PKEY_PARAM_EC_ORDER : id == EVP_PKEY_DSA ? OSSL_PKEY_PARAM_FFC_Q : NULL;
  if (param && EVP_PKEY_get_bn_param(pkey, param, &q) == 1) bytes = (size_t)(BN_num_bits(q) + 7) / 8;
  BN_free(q);
  return bytes;
}

static bool to_p1363(struct signing *s) {
  const size_t n = half_length(s->pkey);
  const unsigned char *p = s->signature;
  if (n == 0) return true;
  ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &p, (long)s->signature_len);
  if (!sig) return false;
  uint8_t *out = eddy_calloc(2, n);
  const bool ok = BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, (int)n) > 0 && BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + n, (int)n) > 0;
  ECDSA_SIG_free(sig);
  free(s->signature);
  s->signature = out;
  s->signature_len = 2 * n;
  return ok;
}

static bool to_der(struct signing *s) {
  const size_t n = half_length(s->pkey);
  if (n == 0) return true;
  if (s->signature_len != 2 * n) return false;
  ECDSA_SIG *sig = ECDSA_SIG_new();
  ECDSA_SIG_set0(sig, BN_bin2bn(s->signature, (int)n, NULL), BN_bin2bn(s->signature + n, (int)n, NULL));
  unsigned char *der = NULL;
  const int len = i2d_ECDSA_SIG(sig, &der);
  ECDSA_SIG_free(sig);
  if (len <= 0) return false;
  free(s->signature);
  s->signature = eddy_alloc((size_t)len);
  s->signature_len = (size_t)len;
  memcpy(s->signature, der, (size_t)len);
  OPENSSL_free(der);
  return true;
}

static bool set_padding(struct signing *s, EVP_PKEY_CTX *ctx) {
  const int id = EVP_PKEY_get_base_id(s->pkey);
  if (id != EVP_PKEY_RSA && id != EVP_PKEY_RSA_PSS) return true;
  const int padding = s->padding != INT_MIN ? s->padding : id == EVP_PKEY_RSA ? RSA_PKCS1_PADDING : RSA_PKCS1_PSS_PADDING;
  if (EVP_PKEY_CTX_set_rsa_padding(ctx, padding) <= 0) return false;
  return padding != RSA_PKCS1_PSS_PADDING || s->salt == INT_MIN || EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, s->salt) > 0;
}

/* ECDSA without the general interface, which takes as long as the curve does; false: the key is another.
 * EVP_PKEY_get0_EC_KEY makes the old form of a key once, under a lock, and keeps it with the key. */
static bool ecdsa_direct(struct signing *s, const uint8_t *digest, size_t size, bool *ok) {
  if (EVP_PKEY_get_base_id(s->pkey) != EVP_PKEY_EC) return false;
  const int answer = s->verify ? eddy_p256_verify(s->pkey, digest, size, s->signature, s->signature_len, s->p1363) : -1;
  if (answer >= 0) {
    s->valid = answer == 1;
    return *ok = true;
  }
  EC_KEY *ec = (EC_KEY *)EVP_PKEY_get0_EC_KEY(s->pkey);
  if (!ec) {
    ERR_clear_error();
    return false;
  }
  if (s->verify) {
    s->valid = (!s->p1363 || to_der(s)) && s->signature_len <= INT_MAX &&
               ECDSA_verify(0, digest, (int)size, s->signature, (int)s->signature_len, ec) == 1;
    return *ok = true;
  }
  unsigned len = 0;
  s->signature = eddy_alloc((size_t)ECDSA_size(ec) + 1);
  *ok = ECDSA_sign(0, digest, (int)size, s->signature, &len, ec) == 1;
  s->signature_len = len;
  *ok = *ok && (!s->p1363 || to_p1363(s));
  return true;
}

/* The same over a message, with a digest of crypto_sha.h. */
static bool ecdsa_message(struct signing *s, bool *ok) {
  if (EVP_PKEY_get_base_id(s->pkey) != EVP_PKEY_EC) return false;
  struct sha sha;
  uint8_t digest[SHA_SIZE_MAX];
  sha_init(&sha, s->kind);
  sha_update(&sha, s->data, s->data_len);
  sha_final(&sha, digest);
  return ecdsa_direct(s, digest, s->kind->size, ok);
}

/* What Node's OpenSSL refuses: digests for DSA that nobody has approved for it, and for curves those of no certain length. */
static bool digest_allowed(EVP_PKEY *pkey, const EVP_MD *md) {
  const int id = EVP_PKEY_get_base_id(pkey);
  int reason = 0;
  if (md && id == EVP_PKEY_EC && EVP_MD_get_flags(md) & EVP_MD_FLAG_XOF) reason = PROV_R_INVALID_DIGEST;
  if (md && id == EVP_PKEY_DSA) {
    static const int approved[] = {NID_sha1, NID_sha224, NID_sha256, NID_sha384, NID_sha512, NID_sha512_224, NID_sha512_256,
                                   NID_sha3_224, NID_sha3_256, NID_sha3_384, NID_sha3_512};
    size_t i = 0;
    while (i < COUNTOF(approved) && approved[i] != EVP_MD_get_type(md)) i++;
    if (i == COUNTOF(approved)) reason = PROV_R_DIGEST_NOT_ALLOWED;
  }
  if (reason) ERR_raise(ERR_LIB_PROV, reason);
  return reason == 0;
}

/* The digest to which an RSA-PSS key is tied (RFC 8017 A.2.3); NULL: there is none. OpenSSL 3.0 takes its default all the same. */
static const char *digest_of_key(EVP_PKEY *pkey, char *name, size_t size) {
  if (EVP_PKEY_get_base_id(pkey) != EVP_PKEY_RSA_PSS) return NULL;
  ERR_set_mark();
  const bool tied = EVP_PKEY_get_default_digest_name(pkey, name, size) == 2; /* not 1: a proposal */
  ERR_pop_to_mark();
  return tied ? name : NULL;
}

/* The data are what is to be signed: hashed on the way. */
static bool sign_message(struct signing *s, EVP_MD_CTX *md) {
  EVP_PKEY_CTX *ctx = NULL;
  char of_key[32];
  const char *digest = s->digest[0] ? s->digest : digest_of_key(s->pkey, of_key, sizeof of_key);
  bool ok = false;
  if (digest && (!s->kind || EVP_PKEY_get_base_id(s->pkey) == EVP_PKEY_DSA) && !digest_allowed(s->pkey, eddy_md_find(digest))) return false;
  if (s->kind && ecdsa_message(s, &ok)) return ok;
  if (s->verify) {
    if (EVP_DigestVerifyInit_ex(md, &ctx, digest, NULL, NULL, s->pkey, NULL) != 1 || !set_padding(s, ctx)) return false;
    if (s->p1363 && !to_der(s)) return true;
    s->valid = EVP_DigestVerify(md, s->signature, s->signature_len, s->data, s->data_len) == 1;
    return true;
  }
  if (EVP_DigestSignInit_ex(md, &ctx, digest, NULL, NULL, s->pkey, NULL) != 1 || !set_padding(s, ctx)) return false;
  if (EVP_DigestSign(md, NULL, &s->signature_len, s->data, s->data_len) != 1) return false;
  s->signature = eddy_alloc(s->signature_len + 1);
  return EVP_DigestSign(md, s->signature, &s->signature_len, s->data, s->data_len) == 1 && (!s->p1363 || to_p1363(s));
}

static void signing_run(struct pool_job *job) {
  struct signing *s = (struct signing *)job;
  EVP_MD_CTX *md = EVP_MD_CTX_new();
  s->ok = sign_message(s, md);
  eddy_openssl_save(&s->errors);
  EVP_MD_CTX_free(md);
}

static int signing_finish(struct pool_job *job, napi_value *argv) {
  struct signing *s = (struct signing *)job;
  napi_env env = job->env->napi;
  argv[0] = eddy_null(env);
  if (!s->ok) {
    eddy_openssl_restore(&s->errors);
    argv[0] = eddy_openssl_error(env, s->verify ? "Verification failed" : "Signing failed");
    return 1;
  }
  ERR_clear_error();
  argv[1] = s->verify ? eddy_bool(env, s->valid) : eddy_buffer_copy(env, s->signature, s->signature_len);
  return 2;
}

static uint8_t *copy(napi_callback_info info, int i, size_t *len) {
  struct eddy_bytes bytes = {NULL, 0};
  if (!eddy_arg_bytes(info, i, &bytes)) return NULL;
  uint8_t *out = eddy_alloc(bytes.len + 1);
  if (bytes.len) memcpy(out, bytes.data, bytes.len);
  *len = bytes.len;
  return out;
}

/* false: there is no such digest */
static bool set_digest(struct signing *s, const char *name) {
  const int number = sha_number(name);
  s->kind = sha_kind(number);
  const EVP_MD *md = s->kind ? NULL : EVP_get_digestbyname(name);
  if (!s->kind && (!md || !eddy_md_find(name))) return false;
  snprintf(s->digest, sizeof s->digest, "%s", s->kind ? sha_name(number) : EVP_MD_get0_name(md));
  return true;
}

static void throw_unknown(napi_env env, const char *name, size_t len) {
  static const char said[] = "Invalid digest: ";
  char *message = eddy_alloc(sizeof said + len);
  memcpy(message, said, sizeof said - 1);
  memcpy(message + sizeof said - 1, name, len + 1);
  ERR_clear_error();
  eddy_throw_type(env, "ERR_CRYPTO_INVALID_DIGEST", message);
  free(message);
}

/* sign(Key, digest | undefined, data, padding | undefined, salt | undefined, p1363?, signature | undefined,
 *      callback | undefined) -> Buffer, or whether the signature is right */
static napi_value sign_sign(napi_env env, napi_callback_info info) {
  struct signing *s = eddy_calloc(1, sizeof *s);
  struct eddy_str name;
  if (eddy_arg_str(env, info, 1, &name)) {
    const bool known = set_digest(s, name.data);
    if (!known) throw_unknown(env, name.data, name.len);
    eddy_str_release(&name);
    if (!known) {
      signing_release(&s->job);
      return NULL;
    }
  }
  s->pkey = eddy_key_of(eddy_arg(info, 0));
  CHECK(s->pkey);
  EVP_PKEY_up_ref(s->pkey);
  s->data = copy(info, 2, &s->data_len);
  s->padding = eddy_arg_is_number(info, 3) && eddy_arg_i32(info, 3) != -1 ? eddy_arg_i32(info, 3) : INT_MIN;
  s->salt = eddy_arg_is_number(info, 4) ? eddy_arg_i32(info, 4) : INT_MIN;
  s->p1363 = eddy_arg_bool(info, 5);
  s->signature = copy(info, 6, &s->signature_len);
  s->verify = s->signature != NULL;
  s->job.run = signing_run;
  s->job.finish = signing_finish;
  s->job.release = signing_release;
  ERR_clear_error();
  return pool_job_go(&s->job, env, eddy_arg(info, 7), "SIGNREQUEST");
}

/* What newer releases of OpenSSL say besides. */
enum { SIGNATURE_FAILURE = 234, SIGNATURE_NOT_SUPPORTED = 237 };
static void load_newer(void) {
  static const ERR_STRING_DATA texts[] = {
    {ERR_PACK(ERR_LIB_EVP, 0, SIGNATURE_FAILURE), "provider signature failure"},
    {ERR_PACK(ERR_LIB_EVP, 0, SIGNATURE_NOT_SUPPORTED), "provider signature not supported"}, {0, NULL},
  };
  ERR_load_strings_const(texts);
}
static void raise_newer(int reason) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load_newer);
  ERR_raise(ERR_LIB_EVP, reason);
}

/* Sign and Verify: the digest is known already. */
static bool sign_digest(struct signing *s, EVP_PKEY_CTX *ctx, const EVP_MD *md) {
  if ((s->verify ? EVP_PKEY_verify_init(ctx) : EVP_PKEY_sign_init(ctx)) <= 0) return false;
  /* Padding and digests that cannot be are errors to Sign, and a wrong signature to Verify. */
  if (!set_padding(s, ctx)) return s->verify;
  if (!digest_allowed(s->pkey, md) || EVP_PKEY_CTX_set_signature_md(ctx, md) <= 0) return s->verify;
  if (s->verify) {
    if (s->p1363 && !to_der(s)) return true;
    s->valid = EVP_PKEY_verify(ctx, s->signature, s->signature_len, s->data, s->data_len) == 1;
    return true;
  }
  bool ok = EVP_PKEY_sign(ctx, NULL, &s->signature_len, s->data, s->data_len) > 0;
  if (ok) {
    s->signature = eddy_alloc(s->signature_len + 1);
    ok = EVP_PKEY_sign(ctx, s->signature, &s->signature_len, s->data, s->data_len) > 0;
  }
  if (!ok) raise_newer(SIGNATURE_FAILURE);
  return ok && (!s->p1363 || to_p1363(s));
}

/* signDigest(Key, digest name, digest, padding, salt, p1363?, signature | undefined) */
static napi_value sign_sign_digest(napi_env env, napi_callback_info info) {
  struct signing s = {0};
  struct eddy_str name;
  napi_value out = NULL;
  eddy_arg_str(env, info, 1, &name);
  const EVP_MD *md = eddy_md_find(name.data);
  eddy_str_release(&name);
  s.pkey = eddy_key_of(eddy_arg(info, 0));
  CHECK(s.pkey);
  s.data = copy(info, 2, &s.data_len);
  s.padding = eddy_arg_is_number(info, 3) ? eddy_arg_i32(info, 3) : INT_MIN;
  s.salt = eddy_arg_is_number(info, 4) ? eddy_arg_i32(info, 4) : INT_MIN;
  s.p1363 = eddy_arg_bool(info, 5);
  s.signature = copy(info, 6, &s.signature_len);
  s.verify = s.signature != NULL;
  ERR_clear_error();
  EVP_PKEY_CTX *ctx = NULL;
  bool ok = false;
  const size_t half = s.verify && s.p1363 ? half_length(s.pkey) : 0;
  const bool malformed = half > 0 && s.signature_len != 2 * half, xof = md && EVP_MD_get_flags(md) & EVP_MD_FLAG_XOF;
  if (xof && !malformed) ERR_raise(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE); /* these have no length, and no memory of none is to be had */
  const bool direct = md && !xof && !malformed && s.data_len == (size_t)EVP_MD_get_size(md) && ecdsa_direct(&s, s.data, s.data_len, &ok);
  if (!direct && !xof && !malformed) ok = (ctx = EVP_PKEY_CTX_new_from_pkey(NULL, s.pkey, NULL)) != NULL && sign_digest(&s, ctx, md);
  if (malformed) eddy_throw(env, "ERR_CRYPTO_OPERATION_FAILED", "Malformed signature");
  else if (!ok) napi_throw(env, eddy_openssl_error(env, s.verify ? "Verification failed" : "Signing failed"));
  else if (s.verify) out = eddy_bool(env, s.valid);
  else out = eddy_buffer_copy(env, s.signature, s.signature_len);
  ERR_clear_error();
  EVP_PKEY_CTX_free(ctx);
  free(s.data);
  free(s.signature);
  return out;
}

/* ---- RSA encryption ------------------------------------------------------------------------------------- */

enum rsa_use { PUBLIC_ENCRYPT, PRIVATE_DECRYPT, PRIVATE_ENCRYPT, PUBLIC_DECRYPT };
typedef int rsa_start(EVP_PKEY_CTX *ctx);
typedef int rsa_step(EVP_PKEY_CTX *ctx, unsigned char *out, size_t *out_len, const unsigned char *in, size_t len);
static const struct { rsa_start *init; rsa_step *step; } rsa_uses[] = {
  {EVP_PKEY_encrypt_init, EVP_PKEY_encrypt}, {EVP_PKEY_decrypt_init, EVP_PKEY_decrypt},
  {EVP_PKEY_sign_init, EVP_PKEY_sign}, {EVP_PKEY_verify_recover_init, EVP_PKEY_verify_recover},
};

/* Which error it is that a key is of a kind without these operations, is a matter of OpenSSL's release as well. */
static bool rsa_init(enum rsa_use use, EVP_PKEY_CTX *ctx, int kind) {
  const bool signs = kind == EVP_PKEY_EC || kind == EVP_PKEY_DSA || kind == EVP_PKEY_ED25519 || kind == EVP_PKEY_ED448;
  if (rsa_uses[use].init(ctx) > 0) return true;
  if (signs && use >= PRIVATE_ENCRYPT) ERR_clear_error();
  if (signs && use == PUBLIC_DECRYPT) raise_newer(SIGNATURE_NOT_SUPPORTED);
  return false;
}

/* rsa(use, Key, bytes, padding, oaepHash | undefined, oaepLabel | undefined) -> Buffer */
static napi_value sign_rsa(napi_env env, napi_callback_info info) {
  const enum rsa_use use = (enum rsa_use)eddy_arg_i32(info, 0);
  EVP_PKEY *pkey = eddy_key_of(eddy_arg(info, 1));
  const int padding = eddy_arg_i32(info, 3);
  struct eddy_bytes in, label;
  struct eddy_str hash;
  napi_value out = NULL;
  CHECK(pkey && use <= PUBLIC_DECRYPT && eddy_arg_bytes(info, 2, &in));
  const EVP_MD *md = NULL;
  if (eddy_arg_str(env, info, 4, &hash)) {
    md = EVP_get_digestbyname(hash.data);
    eddy_str_release(&hash);
    if (!md) {
      eddy_throw(env, "ERR_OSSL_EVP_INVALID_DIGEST", "Invalid digest used");
      return NULL;
    }
  }
  static const uint8_t nothing[1];
  const unsigned char *data = in.data ? in.data : nothing;
  unsigned char *bytes = NULL;
  size_t len = 0;
  ERR_clear_error();
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, pkey, NULL);
  bool ok = ctx && rsa_init(use, ctx, EVP_PKEY_get_base_id(pkey)) && EVP_PKEY_CTX_set_rsa_padding(ctx, padding) > 0;
  if (ok && md && padding == RSA_PKCS1_OAEP_PADDING) ok = EVP_PKEY_CTX_set_rsa_oaep_md(ctx, md) > 0;
  if (ok && eddy_arg_bytes(info, 5, &label) && label.len) {
    void *copied = OPENSSL_memdup(label.data, label.len);
    ok = EVP_PKEY_CTX_set0_rsa_oaep_label(ctx, copied, (int)label.len) > 0;
  }
  if (ok && (ok = rsa_uses[use].step(ctx, NULL, &len, data, in.len) > 0)) {
    bytes = eddy_alloc(len + 1);
    ok = rsa_uses[use].step(ctx, bytes, &len, data, in.len) > 0;
    if (!ok && use >= PRIVATE_ENCRYPT) raise_newer(SIGNATURE_FAILURE);
  }
  if (ok) out = eddy_buffer_copy(env, bytes, len);
  else napi_throw(env, eddy_openssl_error(env, "error:00000000:lib(0)::reason(0)"));
  if (bytes) OPENSSL_cleanse(bytes, len);
  free(bytes);
  EVP_PKEY_CTX_free(ctx);
  return out;
}

static const struct eddy_method methods[] = {
  {"sign", sign_sign, 8, NULL}, {"signDigest", sign_sign_digest, 7, NULL}, {"rsa", sign_rsa, 6, NULL},
  {"kem", eddy_kem, 3, NULL},
};
const struct eddy_binding eddy_binding_crypto_sign = {"crypto_sign", methods, COUNTOF(methods), NULL, 0, NULL};

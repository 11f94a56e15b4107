// SPDX-License-Identifier: MIT
/* crypto_keygen.c: making key pairs, in the pool or at once. Used by lib/internal/crypto/keygen.js. */
#include <openssl/core_names.h>
#include <openssl/dh.h>
#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include "crypto.h"

struct keygen {
  struct pool_job job;
  struct crypto_errors errors;
  char kind[16];        /* as OpenSSL calls it */
  char name[64];        /* curve or group */
  char hash[32], mgf1[32];
  int bits, divisor, salt, generator;
  bool explicit_curve;
  unsigned exponent;
  uint8_t *prime;
  size_t prime_len;
  EVP_PKEY *pkey;
};

static void keygen_release(struct pool_job *job) {
  struct keygen *k = (struct keygen *)job;
  EVP_PKEY_free(k->pkey);
  free(k->prime);
  free(k);
}

static bool is_kind(const struct keygen *k, const char *kind) { return strcmp(k->kind, kind) == 0; }

static bool set_rsa(const struct keygen *k, EVP_PKEY_CTX *ctx) {
  BIGNUM *e = BN_new();
  BN_set_word(e, k->exponent);
  bool ok = EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, k->bits) == 1 && EVP_PKEY_CTX_set1_rsa_keygen_pubexp(ctx, e) == 1;
  BN_free(e);
  if (ok && k->hash[0]) ok = EVP_PKEY_CTX_set_rsa_pss_keygen_md_name(ctx, k->hash, NULL) == 1;
  if (ok && k->mgf1[0]) ok = EVP_PKEY_CTX_set_rsa_pss_keygen_mgf1_md_name(ctx, k->mgf1) == 1;
  if (ok && k->salt >= 0) ok = EVP_PKEY_CTX_set_rsa_pss_keygen_saltlen(ctx, k->salt) == 1;
  return ok;
}

/* Parameters to make a key from: DSA always, Diffie-Hellman with a prime's length. */
static EVP_PKEY *make_parameters(const struct keygen *k) {
  EVP_PKEY *params = NULL;
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, k->kind, NULL);
  bool ok = ctx && EVP_PKEY_paramgen_init(ctx) == 1;
  if (is_kind(k, "DSA")) {
    ok = ok && EVP_PKEY_CTX_set_dsa_paramgen_bits(ctx, k->bits) == 1 &&
         (k->divisor < 0 || EVP_PKEY_CTX_set_dsa_paramgen_q_bits(ctx, k->divisor) == 1);
  } else {
    ok = ok && EVP_PKEY_CTX_set_dh_paramgen_prime_len(ctx, k->bits) == 1 &&
         EVP_PKEY_CTX_set_dh_paramgen_generator(ctx, k->generator) == 1;
  }
  if (!ok || EVP_PKEY_paramgen(ctx, &params) != 1) params = NULL;
  EVP_PKEY_CTX_free(ctx);
  return params;
}

static EVP_PKEY *dh_parameters(const struct keygen *k) {
  BIGNUM *p = BN_bin2bn(k->prime, (int)k->prime_len, NULL), *g = BN_new();
  BN_set_word(g, (BN_ULONG)k->generator);
  EVP_PKEY *pkey = eddy_dh_from(p, g, NULL, NULL);
  BN_free(p);
  BN_free(g);
  return pkey;
}

static void keygen_run(struct pool_job *job) {
  struct keygen *k = (struct keygen *)job;
  EVP_PKEY *params = NULL;
  EVP_PKEY_CTX *ctx = NULL;
  const bool dh = is_kind(k, "DH");
  if (is_kind(k, "DSA") || (dh && !k->name[0])) {
    params = k->prime ? dh_parameters(k) : make_parameters(k);
    ctx = params ? EVP_PKEY_CTX_new_from_pkey(NULL, params, NULL) : NULL;
  } else {
    ctx = EVP_PKEY_CTX_new_from_name(NULL, k->kind, NULL);
  }
  bool ok = ctx && EVP_PKEY_keygen_init(ctx) == 1;
  if (ok && strncmp(k->kind, "RSA", 3) == 0) ok = set_rsa(k, ctx);
  if (ok && k->name[0]) ok = EVP_PKEY_CTX_set_group_name(ctx, k->name) == 1;
  if (ok && is_kind(k, "EC")) {
    ok = EVP_PKEY_CTX_set_ec_param_enc(ctx, k->explicit_curve ? OPENSSL_EC_EXPLICIT_CURVE : OPENSSL_EC_NAMED_CURVE) == 1;
  }
  if (ok && EVP_PKEY_generate(ctx, &k->pkey) != 1) k->pkey = NULL;
  eddy_openssl_save(&k->errors);
  EVP_PKEY_CTX_free(ctx);
  EVP_PKEY_free(params);
}

static int keygen_finish(struct pool_job *job, napi_value *argv) {
  struct keygen *k = (struct keygen *)job;
  napi_env env = job->env->napi;
  argv[0] = eddy_null(env);
  argv[1] = eddy_undefined(env);
  if (!k->pkey) {
    argv[0] = eddy_openssl_job_error(env, &k->errors, "Key generation job failed");
    return 1;
  }
  argv[1] = eddy_key_new(env, k->pkey);
  k->pkey = NULL;
  return 2;
}

static void take_text(napi_env env, napi_value from, const char *name, char *out, size_t size) {
  struct eddy_str s;
  if (!eddy_value_str(env, eddy_get(env, from, name), &s)) return;
  snprintf(out, size, "%s", s.data);
  eddy_str_release(&s);
}

static int take_int(napi_env env, napi_value from, const char *name, int otherwise) {
  napi_value v = eddy_get(env, from, name);
  return eddy_is_number(v) ? (int)eddy_to_f64(v) : otherwise;
}

/* generate({ kind, name, bits, … }, callback | undefined) -> Key */
static napi_value keygen_generate(napi_env env, napi_callback_info info) {
  napi_value o = eddy_arg(info, 0);
  struct keygen *k = eddy_calloc(1, sizeof *k);
  k->job.run = keygen_run;
  k->job.finish = keygen_finish;
  k->job.release = keygen_release;
  take_text(env, o, "kind", k->kind, sizeof k->kind);
  take_text(env, o, "name", k->name, sizeof k->name);
  take_text(env, o, "hash", k->hash, sizeof k->hash);
  take_text(env, o, "mgf1", k->mgf1, sizeof k->mgf1);
  k->bits = take_int(env, o, "bits", 0);
  k->divisor = take_int(env, o, "divisor", -1);
  k->salt = take_int(env, o, "salt", -1);
  k->generator = take_int(env, o, "generator", 2);
  k->explicit_curve = eddy_is_true(eddy_get(env, o, "explicit"));
  napi_value e = eddy_get(env, o, "exponent");
  k->exponent = eddy_is_number(e) ? (unsigned)eddy_to_f64(e) : 65537;
  struct eddy_bytes prime;
  if (eddy_value_bytes(eddy_get(env, o, "prime"), &prime)) {
    k->prime = eddy_alloc(prime.len + 1);
    k->prime_len = prime.len;
    if (prime.len) memcpy(k->prime, prime.data, prime.len);
  }
  ERR_clear_error();
  return pool_job_go(&k->job, env, eddy_arg(info, 1), "KEYPAIRGENREQUEST");
}

static const struct eddy_method methods[] = {{"generate", keygen_generate, 2, NULL}};
const struct eddy_binding eddy_binding_crypto_keygen = {"crypto_keygen", methods, COUNTOF(methods), NULL, 0, NULL};

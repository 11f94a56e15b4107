// SPDX-License-Identifier: MIT
/* crypto_dh.c: Diffie-Hellman, on numbers and on curves, and the agreement of two keys; primes.
 * Used by lib/internal/crypto/diffiehellman.js and lib/internal/crypto/prime.js. */
#define OPENSSL_SUPPRESS_DEPRECATED /* the old interface is the one that tells what Node tells */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>

#include "crypto.h"

EVP_PKEY *eddy_dh_from(const BIGNUM *p, const BIGNUM *g, const BIGNUM *pub, const BIGNUM *priv) {
  EVP_PKEY *pkey = NULL;
  OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
  OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_FFC_P, p);
  OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_FFC_G, g);
  if (pub) OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PUB_KEY, pub);
  if (priv) OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, priv);
  OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);
  const int selection = pub || priv ? EVP_PKEY_KEYPAIR : EVP_PKEY_KEY_PARAMETERS;
  if (!ctx || EVP_PKEY_fromdata_init(ctx) != 1 || EVP_PKEY_fromdata(ctx, &pkey, selection, params) != 1) pkey = NULL;
  EVP_PKEY_CTX_free(ctx);
  OSSL_PARAM_free(params);
  OSSL_PARAM_BLD_free(build);
  return pkey;
}

/* ---- agreement of two keys ------------------------------------------------------------------------------ */

struct agreement { struct pool_job job; struct crypto_errors errors; EVP_PKEY *own, *peer; uint8_t *out; size_t len; };

static void agreement_release(struct pool_job *job) {
  struct agreement *a = (struct agreement *)job;
  EVP_PKEY_free(a->own);
  EVP_PKEY_free(a->peer);
  free(a->out);
  free(a);
}

static void agreement_run(struct pool_job *job) {
  struct agreement *a = (struct agreement *)job;
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, a->own, NULL);
  const int id = EVP_PKEY_get_base_id(a->own);
  bool ok = ctx && EVP_PKEY_derive_init(ctx) == 1;
  if (ok && (id == EVP_PKEY_DH || id == EVP_PKEY_DHX)) EVP_PKEY_CTX_set_dh_pad(ctx, 1);
  ok = ok && EVP_PKEY_derive_set_peer(ctx, a->peer) == 1 && EVP_PKEY_derive(ctx, NULL, &a->len) == 1;
  if (ok) {
    a->out = eddy_alloc(a->len + 1);
    ok = EVP_PKEY_derive(ctx, a->out, &a->len) == 1;
  }
  if (!ok) {
    free(a->out);
    a->out = NULL;
    eddy_openssl_save(&a->errors);
  }
  EVP_PKEY_CTX_free(ctx);
}

static int agreement_finish(struct pool_job *job, napi_value *argv) {
  struct agreement *a = (struct agreement *)job;
  napi_env env = job->env->napi;
  argv[0] = eddy_null(env);
  if (!a->out) {
    eddy_openssl_restore(&a->errors);
    argv[0] = eddy_openssl_error(env, "diffieHellman failed");
    return 1;
  }
  argv[1] = eddy_buffer_copy(env, a->out, a->len);
  return 2;
}

/* agree(own Key, peer's Key, callback | undefined) -> Buffer */
static napi_value dh_agree(napi_env env, napi_callback_info info) {
  struct agreement *a = eddy_calloc(1, sizeof *a);
  a->own = eddy_key_of(eddy_arg(info, 0));
  a->peer = eddy_key_of(eddy_arg(info, 1));
  CHECK(a->own && a->peer);
  EVP_PKEY_up_ref(a->own);
  EVP_PKEY_up_ref(a->peer);
  a->job.run = agreement_run;
  a->job.finish = agreement_finish;
  a->job.release = agreement_release;
  ERR_clear_error();
  return pool_job_go(&a->job, env, eddy_arg(info, 2), "DERIVEBITSREQUEST");
}

/* ---- primes ------------------------------------------------------------------------------------------------ */

struct prime { struct pool_job job; struct crypto_errors errors; BIGNUM *n, *add, *rem; int bits, checks; bool safe, check, ok; };

static void prime_release(struct pool_job *job) {
  struct prime *p = (struct prime *)job;
  BN_clear_free(p->n);
  BN_free(p->add);
  BN_free(p->rem);
  free(p);
}

static void prime_run(struct pool_job *job) {
  struct prime *p = (struct prime *)job;
  BN_CTX *ctx = BN_CTX_new();
  if (p->check) p->ok = BN_check_prime(p->n, ctx, NULL) == 1;
  else p->ok = BN_generate_prime_ex2(p->n, p->bits, p->safe, p->add, p->rem, NULL, ctx) == 1;
  eddy_openssl_save(&p->errors);
  BN_CTX_free(ctx);
}

static int prime_finish(struct pool_job *job, napi_value *argv) {
  struct prime *p = (struct prime *)job;
  napi_env env = job->env->napi;
  argv[0] = eddy_null(env);
  if (p->check) {
    argv[1] = eddy_bool(env, p->ok);
    return 2;
  }
  if (!p->ok) {
    argv[0] = eddy_openssl_job_error(env, &p->errors, "could not generate prime");
    return 1;
  }
  uint8_t *data;
  const int len = BN_num_bytes(p->n);
  argv[1] = eddy_buffer_new(env, (size_t)len, &data);
  BN_bn2binpad(p->n, data, len);
  return 2;
}

static struct prime *prime_new(bool check) {
  struct prime *p = eddy_calloc(1, sizeof *p);
  p->check = check;
  p->job.run = prime_run;
  p->job.finish = prime_finish;
  p->job.release = prime_release;
  ERR_clear_error();
  return p;
}

static BIGNUM *arg_number(napi_callback_info info, int i) {
  struct eddy_bytes bytes;
  return eddy_arg_bytes(info, i, &bytes) ? BN_bin2bn(bytes.data, (int)bytes.len, NULL) : NULL;
}

/* checkPrime(bytes, callback | undefined) -> boolean */
static napi_value dh_check_prime(napi_env env, napi_callback_info info) {
  struct prime *p = prime_new(true);
  p->n = arg_number(info, 0);
  return pool_job_go(&p->job, env, eddy_arg(info, 1), "CHECKPRIMEREQUEST");
}

/* generatePrime(bits, safe, add | undefined, rem | undefined, callback | undefined) -> Buffer */
static napi_value dh_generate_prime(napi_env env, napi_callback_info info) {
  struct prime *p = prime_new(false);
  p->n = BN_secure_new();
  p->bits = eddy_arg_i32(info, 0);
  p->safe = eddy_arg_bool(info, 1);
  p->add = arg_number(info, 2);
  p->rem = arg_number(info, 3);
  const char *wrong = NULL;
  if (p->add && BN_num_bits(p->add) > p->bits) wrong = "invalid options.add";
  else if (p->add && p->rem && BN_cmp(p->rem, p->add) != -1) wrong = "invalid options.rem";
  if (wrong) {
    prime_release(&p->job);
    eddy_throw_range(env, "ERR_OUT_OF_RANGE", wrong);
    return NULL;
  }
  return pool_job_go(&p->job, env, eddy_arg(info, 4), "RANDOMPRIMEREQUEST");
}

/* ---- numbers: modular powers and checks for class DiffieHellman ------------------------------------------- */

static napi_value number_out(napi_env env, const BIGNUM *n, int width) {
  uint8_t *data;
  if (width < BN_num_bytes(n)) width = BN_num_bytes(n);
  napi_value out = eddy_buffer_new(env, (size_t)width, &data);
  BN_bn2binpad(n, data, width);
  return out;
}

/* group(name) -> [prime, generator], or undefined */
static napi_value dh_group(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  eddy_arg_str(env, info, 0, &name);
  EVP_PKEY *pkey = NULL;
  BIGNUM *p = NULL, *g = NULL;
  OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name.data, 0), OSSL_PARAM_construct_end()};
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);
  if (EVP_PKEY_fromdata_init(ctx) == 1) EVP_PKEY_fromdata(ctx, &pkey, EVP_PKEY_KEY_PARAMETERS, params);
  EVP_PKEY_CTX_free(ctx);
  eddy_str_release(&name);
  napi_value out = NULL;
  if (pkey && EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_FFC_P, &p) == 1 &&
      EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_FFC_G, &g) == 1) {
    const napi_value pair[] = {number_out(env, p, 0), number_out(env, g, 0)};
    out = eddy_array(env, pair, 2);
  }
  BN_free(p);
  BN_free(g);
  EVP_PKEY_free(pkey);
  ERR_clear_error();
  return out;
}

/* verify(prime, generator) -> bits of DH_check, as DH.verifyError */
static napi_value dh_verify(napi_env env, napi_callback_info info) {
  (void)env;
  int codes = 0;
  DH *dh = DH_new();
  DH_set0_pqg(dh, arg_number(info, 0), NULL, arg_number(info, 1));
  DH_check(dh, &codes);
  DH_free(dh);
  ERR_clear_error();
  eddy_ret_i32(info, codes);
  return NULL;
}

/* generate(prime, generator, private | undefined) -> [public, private] */
static napi_value dh_generate(napi_env env, napi_callback_info info) {
  DH *dh = DH_new();
  BIGNUM *priv = arg_number(info, 2);
  DH_set0_pqg(dh, arg_number(info, 0), NULL, arg_number(info, 1));
  if (priv) DH_set0_key(dh, NULL, priv);
  napi_value out = NULL;
  ERR_clear_error();
  if (DH_generate_key(dh) == 1) {
    const napi_value pair[] = {number_out(env, DH_get0_pub_key(dh), 0), number_out(env, DH_get0_priv_key(dh), 0)};
    out = eddy_array(env, pair, 2);
  } else {
    ERR_clear_error();
    eddy_throw(env, "ERR_CRYPTO_OPERATION_FAILED", "Key generation failed");
  }
  DH_free(dh);
  return out;
}

/* compute(prime, generator, private, peer) -> Buffer; -1, 1, 2: the peer's key is invalid, too small, too large */
static napi_value dh_compute(napi_env env, napi_callback_info info) {
  DH *dh = DH_new();
  BIGNUM *peer = arg_number(info, 3);
  DH_set0_pqg(dh, arg_number(info, 0), NULL, arg_number(info, 1));
  DH_set0_key(dh, NULL, arg_number(info, 2));
  uint8_t *data = eddy_alloc((size_t)DH_size(dh) + 1);
  int codes = 0;
  napi_value out = NULL;
  ERR_clear_error();
  const int checked = DH_check_pub_key(dh, peer, &codes);
  const int len = checked && !codes ? DH_compute_key_padded(data, peer, dh) : -1;
  if (len >= 0) out = eddy_buffer_copy(env, data, (size_t)len);
  else if (checked && !codes) napi_throw(env, eddy_openssl_error(env, "Computing the secret failed"));
  else out = eddy_i32(env, codes & DH_CHECK_PUBKEY_TOO_SMALL ? 1 : codes & DH_CHECK_PUBKEY_TOO_LARGE ? 2 : -1);
  OPENSSL_cleanse(data, (size_t)DH_size(dh));
  free(data);
  BN_free(peer);
  DH_free(dh);
  ERR_clear_error();
  return out;
}

/* ---- curves: class ECDH -------------------------------------------------------------------------------------- */

static EC_GROUP *arg_group(napi_env env, napi_callback_info info, int i) {
  struct eddy_str name;
  if (!eddy_arg_str(env, info, i, &name)) return NULL;
  const int nid = OBJ_sn2nid(name.data);
  eddy_str_release(&name);
  EC_GROUP *group = nid == NID_undef ? NULL : EC_GROUP_new_by_curve_name(nid);
  ERR_clear_error();
  return group;
}

static EC_POINT *arg_point(const EC_GROUP *group, napi_callback_info info, int i) {
  struct eddy_bytes bytes;
  EC_POINT *point = EC_POINT_new(group);
  if (eddy_arg_bytes(info, i, &bytes) && EC_POINT_oct2point(group, point, bytes.data, bytes.len, NULL) == 1) return point;
  EC_POINT_free(point);
  ERR_clear_error();
  return NULL;
}

static napi_value point_out(napi_env env, const EC_GROUP *group, const EC_POINT *point, int form) {
  uint8_t *data;
  const size_t len = EC_POINT_point2oct(group, point, (point_conversion_form_t)form, NULL, 0, NULL);
  if (len == 0) return NULL;
  napi_value out = eddy_buffer_new(env, len, &data);
  EC_POINT_point2oct(group, point, (point_conversion_form_t)form, data, len, NULL);
  return out;
}

/* hasCurve(name) */
static napi_value ecdh_has_curve(napi_env env, napi_callback_info info) {
  EC_GROUP *group = arg_group(env, info, 0);
  eddy_ret_bool(info, group != NULL);
  EC_GROUP_free(group);
  return NULL;
}

/* nistName(name) -> the short name of the curve that NIST calls so (FIPS 186-4: "P-224"); undefined: it calls none so */
static napi_value ecdh_nist_name(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  if (!eddy_arg_str(env, info, 0, &name)) return NULL;
  const int nid = EC_curve_nist2nid(name.data);
  eddy_str_release(&name);
  return nid == NID_undef ? NULL : eddy_utf8(env, OBJ_nid2sn(nid), (size_t)-1);
}

/* convert(curve, point, form) -> Buffer; undefined: no point of that curve */
static napi_value ecdh_convert(napi_env env, napi_callback_info info) {
  EC_GROUP *group = arg_group(env, info, 0);
  EC_POINT *point = group ? arg_point(group, info, 1) : NULL;
  napi_value out = point ? point_out(env, group, point, eddy_arg_i32(info, 2)) : NULL;
  EC_POINT_free(point);
  EC_GROUP_free(group);
  return out;
}

/* pair(curve, private | undefined) -> [point, private]; undefined: not a private key of that curve */
static napi_value ecdh_pair(napi_env env, napi_callback_info info) {
  EC_GROUP *group = arg_group(env, info, 0);
  CHECK(group);
  const BIGNUM *order = EC_GROUP_get0_order(group);
  BIGNUM *priv = arg_number(info, 1);
  if (!priv) {
    priv = BN_secure_new();
    do BN_priv_rand_range(priv, order); while (BN_is_zero(priv));
  }
  napi_value out = NULL;
  EC_POINT *point = EC_POINT_new(group);
  if (!BN_is_zero(priv) && BN_cmp(priv, order) < 0 && EC_POINT_mul(group, point, priv, NULL, NULL, NULL) == 1) {
    const napi_value pair[] = {point_out(env, group, point, POINT_CONVERSION_UNCOMPRESSED),
                               number_out(env, priv, (BN_num_bits(order) + 7) / 8)};
    out = eddy_array(env, pair, 2);
  }
  EC_POINT_free(point);
  BN_clear_free(priv);
  EC_GROUP_free(group);
  ERR_clear_error();
  return out;
}

/* compute(curve, private, peer's point) -> Buffer; undefined: the point is not of that curve; null: there is no secret */
static napi_value ecdh_compute(napi_env env, napi_callback_info info) {
  EC_GROUP *group = arg_group(env, info, 0);
  CHECK(group);
  EC_POINT *peer = arg_point(group, info, 2), *product = EC_POINT_new(group);
  BIGNUM *priv = arg_number(info, 1), *x = BN_new();
  napi_value out = NULL;
  if (peer && EC_POINT_mul(group, product, NULL, peer, priv, NULL) == 1 &&
      EC_POINT_get_affine_coordinates(group, product, x, NULL, NULL) == 1) {
    out = number_out(env, x, (EC_GROUP_get_degree(group) + 7) / 8);
  } else if (peer) {
    out = eddy_null(env);
  }
  BN_clear_free(priv);
  BN_clear_free(x);
  EC_POINT_free(peer);
  EC_POINT_clear_free(product);
  EC_GROUP_free(group);
  ERR_clear_error();
  return out;
}

static const struct eddy_method methods[] = {
  {"agree", dh_agree, 3, NULL},        {"checkPrime", dh_check_prime, 2, NULL},
  {"generatePrime", dh_generate_prime, 5, NULL}, {"group", dh_group, 1, NULL},
  {"verify", dh_verify, 2, NULL},      {"generate", dh_generate, 3, NULL},
  {"compute", dh_compute, 4, NULL},    {"ecHasCurve", ecdh_has_curve, 1, NULL},
  {"ecConvert", ecdh_convert, 3, NULL}, {"ecPair", ecdh_pair, 2, NULL},
  {"ecCompute", ecdh_compute, 3, NULL}, {"ecNistName", ecdh_nist_name, 1, NULL},
};
const struct eddy_binding eddy_binding_crypto_dh = {"crypto_dh", methods, COUNTOF(methods), NULL, 0, NULL};

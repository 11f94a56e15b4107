// SPDX-License-Identifier: MIT
/* crypto_kem.c: key encapsulation. Used by lib/internal/crypto/kem.js. */
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>

#include "crypto.h"

struct kem {
  struct pool_job job;
  EVP_PKEY *pkey;
  bool open, ok;            /* open: decapsulate */
  uint8_t *text, *secret;   /* ciphertext, shared key */
  size_t text_len, secret_len;
};

static void kem_release(struct pool_job *job) {
  struct kem *k = (struct kem *)job;
  if (k->secret) OPENSSL_cleanse(k->secret, k->secret_len);
  EVP_PKEY_free(k->pkey);
  free(k->text);
  free(k->secret);
  free(k);
}

/* RSA names its scheme; other kinds of keys have one only. */
static bool kem_init(struct kem *k, EVP_PKEY_CTX *ctx) {
  if ((k->open ? EVP_PKEY_decapsulate_init(ctx, NULL) : EVP_PKEY_encapsulate_init(ctx, NULL)) <= 0) return false;
  return EVP_PKEY_get_base_id(k->pkey) != EVP_PKEY_RSA || EVP_PKEY_CTX_set_kem_op(ctx, OSSL_KEM_PARAM_OPERATION_RSASVE) > 0;
}

static void kem_run(struct pool_job *job) {
  struct kem *k = (struct kem *)job;
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, k->pkey, NULL);
  bool ok = ctx && kem_init(k, ctx);
  if (ok && k->open) {
    ok = EVP_PKEY_decapsulate(ctx, NULL, &k->secret_len, k->text, k->text_len) > 0 &&
         (k->secret = malloc(k->secret_len + 1)) != NULL &&
         EVP_PKEY_decapsulate(ctx, k->secret, &k->secret_len, k->text, k->text_len) > 0;
  } else if (ok) {
    ok = EVP_PKEY_encapsulate(ctx, NULL, &k->text_len, NULL, &k->secret_len) > 0 &&
         (k->text = malloc(k->text_len + 1)) != NULL && (k->secret = malloc(k->secret_len + 1)) != NULL &&
         EVP_PKEY_encapsulate(ctx, k->text, &k->text_len, k->secret, &k->secret_len) > 0;
  }
  k->ok = ok;
  ERR_clear_error();
  EVP_PKEY_CTX_free(ctx);
}

static int kem_finish(struct pool_job *job, napi_value *argv) {
  struct kem *k = (struct kem *)job;
  napi_env env = job->env->napi;
  argv[0] = eddy_null(env);
  if (!k->ok) {
    eddy_throw(env, "ERR_CRYPTO_OPERATION_FAILED",
               k->open ? "Failed to perform decapsulation" : "Failed to perform encapsulation");
    argv[0] = eddy_take_exception(env);
    return 1;
  }
  const napi_value secret = eddy_buffer_copy(env, k->secret, k->secret_len);
  const napi_value pair[] = {secret, k->open ? NULL : eddy_buffer_copy(env, k->text, k->text_len)};
  argv[1] = k->open ? secret : eddy_array(env, pair, 2);
  return 2;
}

napi_value eddy_kem(napi_env env, napi_callback_info info) {
  struct kem *k = eddy_calloc(1, sizeof *k);
  struct eddy_bytes text;
  k->pkey = eddy_key_of(eddy_arg(info, 0));
  CHECK(k->pkey);
  EVP_PKEY_up_ref(k->pkey);
  if (eddy_arg_bytes(info, 1, &text)) {
    k->open = true;
    k->text_len = text.len;
    k->text = eddy_alloc(text.len + 1);
    if (text.len) memcpy(k->text, text.data, text.len);
  }
  k->job.run = kem_run;
  k->job.finish = kem_finish;
  k->job.release = kem_release;
  return pool_job_go(&k->job, env, eddy_arg(info, 2), "KEMREQUEST");
}

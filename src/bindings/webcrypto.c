// SPDX-License-Identifier: MIT
/* webcrypto.c: what crypto.subtle needs beyond node:crypto: ciphers, MACs, digests and RSA-OAEP as one job each, on the
 * pool or at once. Used by lib/internal/crypto/web/, which has validated everything but what only OpenSSL knows. */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <openssl/rsa.h>

#include <limits.h>

#include "crypto.h"
#include "crypto_gcm.h"

enum { BLOCK = 16 };

/* All bytes are copies: the caller may change his while the job runs (Web Crypto, "get a copy of the bytes"). */
struct web_job {
  struct pool_job job;
  struct crypto_errors errors;
  bool (*work)(struct web_job *w);
  const EVP_CIPHER *cipher;
  const EVP_MD *md;
  EVP_PKEY *pkey;
  char name[64];               /* of a MAC, or of a digest */
  uint8_t *data, *key, *iv, *extra; /* extra: additional data, label, customisation */
  size_t data_len, key_len, iv_len, extra_len;
  uint8_t *expected;           /* a MAC to be verified; NULL: make one */
  size_t expected_len;
  unsigned tag_len, counter_bits;
  bool encrypt, ok, valid;
  bool in_place;               /* data and out are the same bytes */
  uint8_t *out;
  size_t out_len;              /* of a MAC or digest: wanted (0: the algorithm's), then what there is */
};

static void web_wipe(uint8_t *bytes, size_t len) {
  if (bytes) OPENSSL_cleanse(bytes, len);
  free(bytes);
}

static void web_release(struct pool_job *job) {
  struct web_job *w = (struct web_job *)job;
  EVP_PKEY_free(w->pkey);
  if (!w->in_place) web_wipe(w->data, w->data_len);
  else if (w->out) OPENSSL_cleanse(w->out, w->data_len);
  web_wipe(w->key, w->key_len);
  free(w->iv);
  free(w->extra);
  free(w->expected);
  free(w->out);
  free(w);
}

static void web_run(struct pool_job *job) {
  struct web_job *w = (struct web_job *)job;
  w->ok = w->work(w);
  if (!w->ok) eddy_openssl_save(&w->errors);
}

static int web_finish(struct pool_job *job, napi_value *argv) {
  struct web_job *w = (struct web_job *)job;
  napi_env env = job->env->napi;
  argv[0] = eddy_null(env);
  if (!w->ok) {
    eddy_openssl_restore(&w->errors);
    argv[0] = eddy_openssl_error(env, "Cipher job failed");
    return 1;
  }
  if (w->expected) {
    argv[1] = eddy_bool(env, w->valid);
    return 2;
  }
  argv[1] = eddy_arraybuffer_adopt(env, w->out, w->out_len);
  w->out = NULL;
  return 2;
}

static struct web_job *web_new(bool (*work)(struct web_job *w)) {
  struct web_job *w = eddy_calloc(1, sizeof *w);
  w->work = work;
  w->job.run = web_run;
  w->job.finish = web_finish;
  w->job.release = web_release;
  ERR_clear_error();
  return w;
}

/* A copy with room for `more` bytes; NULL when the argument is no bytes, or too large to copy (then `*len` is not 0). */
static uint8_t *take(napi_callback_info info, int i, size_t more, size_t *len) {
  struct eddy_bytes bytes;
  *len = 0;
  if (!eddy_arg_bytes(info, i, &bytes)) return NULL;
  *len = bytes.len;
  uint8_t *copy = malloc(bytes.len + more + 1);
  if (copy && bytes.len) memcpy(copy, bytes.data, bytes.len);
  return copy;
}

static void take_name(napi_env env, napi_callback_info info, int i, char *out, size_t size) {
  struct eddy_str name;
  if (!eddy_arg_str(env, info, i, &name)) return;
  snprintf(out, size, "%s", name.data);
  eddy_str_release(&name);
}

static napi_value too_large(napi_env env, struct web_job *w) {
  web_release(&w->job);
  eddy_throw_range(env, "ERR_OUT_OF_RANGE", "data is too long");
  return NULL;
}

/* ---- ciphers -------------------------------------------------------------------------------------------- */

/* Runs `len` bytes at w->out + from, in place where the mode allows it. */
static bool cipher_step(struct web_job *w, EVP_CIPHER_CTX *ctx, size_t from, size_t len, size_t *made) {
  int some = 0, last = 0;
  const uint8_t *in = w->data + from;
  if (EVP_CipherUpdate(ctx, w->out + from, &some, in, (int)len) != 1) return false;
  if (EVP_CipherFinal_ex(ctx, w->out + from + some, &last) != 1) return false;
  *made = (size_t)some + (size_t)last;
  return true;
}

static bool is_aead(const EVP_CIPHER *cipher) {
  return (EVP_CIPHER_get_flags(cipher) & EVP_CIPH_FLAG_AEAD_CIPHER) != 0;
}

static bool aead_init(struct web_job *w, EVP_CIPHER_CTX *ctx) {
  const bool gcm = EVP_CIPHER_get_mode(w->cipher) == EVP_CIPH_GCM_MODE;
  if (EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_IVLEN, (int)w->iv_len, NULL) != 1) return false;
  /* OCB must know the length before it sees the key; GCM takes any when it is asked for the tag. */
  return gcm || EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, (int)w->tag_len, NULL) == 1;
}

static bool cipher_aead(struct web_job *w, EVP_CIPHER_CTX *ctx) {
  int ignored;
  size_t len = w->data_len;
  if (!w->encrypt) {
    if (len < w->tag_len) return false;
    len -= w->tag_len;
    if (EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, (int)w->tag_len, w->data + len) != 1) return false;
  }
  if (w->extra_len && EVP_CipherUpdate(ctx, NULL, &ignored, w->extra, (int)w->extra_len) != 1) return false;
  if (!cipher_step(w, ctx, 0, len, &w->out_len)) return false;
  if (!w->encrypt) return true;
  if (EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, (int)w->tag_len, w->out + w->out_len) != 1) return false;
  w->out_len += w->tag_len;
  return true;
}

/* How many blocks until the counter, the low `bits` of the block, is zero again; 0: more than anyone has. */
static unsigned __int128 blocks_left(const uint8_t *block, unsigned bits) {
  unsigned __int128 counter = 0;
  for (int i = 0; i < BLOCK; i++) counter = counter << 8 | block[i];
  if (bits == 128) return -counter;
  const unsigned __int128 period = (unsigned __int128)1 << bits;
  return period - (counter & (period - 1));
}

static void clear_counter(uint8_t *block, unsigned bits) {
  for (int i = BLOCK - 1; bits; i--) {
    const unsigned here = bits < 8 ? bits : 8;
    block[i] = (uint8_t)(block[i] & ~((1u << here) - 1));
    bits -= here;
  }
}

/* OpenSSL counts in all 128 bits, Web Crypto in the low ones only: where they wrap, it starts anew. */
static bool cipher_ctr(struct web_job *w, EVP_CIPHER_CTX *ctx) {
  const unsigned __int128 blocks = (w->data_len + BLOCK - 1) / BLOCK, left = blocks_left(w->iv, w->counter_bits);
  if (w->counter_bits < 64 && blocks > (unsigned __int128)1 << w->counter_bits) {
    ERR_raise(ERR_LIB_EVP, EVP_R_INVALID_OPERATION);
    return false;
  }
  size_t first = w->data_len, made = 0;
  if (left && blocks > left) first = (size_t)left * BLOCK;
  if (!cipher_step(w, ctx, 0, first, &made)) return false;
  w->out_len = made;
  if (first == w->data_len) return true;
  clear_counter(w->iv, w->counter_bits);
  if (EVP_CipherInit_ex(ctx, NULL, NULL, NULL, w->iv, w->encrypt) != 1) return false;
  if (!cipher_step(w, ctx, first, w->data_len - first, &made)) return false;
  w->out_len += made;
  return true;
}

/* The same without OpenSSL, where that is quicker. What cannot be authenticated leaves no text behind (web_release()). */
static bool cipher_gcm(struct web_job *w) {
  uint8_t tag[GCM_TAG];
  if (w->tag_len > GCM_TAG || (!w->encrypt && w->data_len < w->tag_len)) return false;
  struct gcm *g = gcm_new(w->encrypt, w->key, w->key_len, w->iv, w->iv_len);
  if (!g) return false;
  w->out_len = w->encrypt ? w->data_len : w->data_len - w->tag_len;
  bool ok = gcm_aad(g, w->extra, w->extra_len) && gcm_update(g, w->data, w->out_len, w->out);
  gcm_final(g, tag);
  gcm_free(g);
  if (!ok || !w->encrypt) return ok && CRYPTO_memcmp(tag, w->data + w->out_len, w->tag_len) == 0;
  memcpy(w->out + w->out_len, tag, w->tag_len);
  w->out_len += w->tag_len;
  return true;
}

static bool cipher_work(struct web_job *w) {
  if (w->in_place && gcm_usable(w->cipher, w->key_len, w->iv_len)) return cipher_gcm(w);
  EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
  const int mode = EVP_CIPHER_get_mode(w->cipher);
  bool ok = ctx != NULL;
  if (ok && mode == EVP_CIPH_WRAP_MODE) EVP_CIPHER_CTX_set_flags(ctx, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  ok = ok && EVP_CipherInit_ex(ctx, w->cipher, NULL, NULL, NULL, w->encrypt) == 1 &&
       EVP_CIPHER_CTX_get_key_length(ctx) == (int)w->key_len && (!is_aead(w->cipher) || aead_init(w, ctx)) &&
       EVP_CipherInit_ex(ctx, NULL, NULL, w->key, w->iv_len ? w->iv : NULL, w->encrypt) == 1;
  if (ok && is_aead(w->cipher)) ok = cipher_aead(w, ctx);
  else if (ok && w->counter_bits) ok = cipher_ctr(w, ctx);
  else ok = ok && cipher_step(w, ctx, 0, w->data_len, &w->out_len);
  EVP_CIPHER_CTX_free(ctx);
  return ok;
}

/* cipher(encrypt, name, key, iv | undefined, additional data | undefined, tag bytes, counter bits, data,
 *        callback | undefined) -> ArrayBuffer */
static napi_value web_cipher(napi_env env, napi_callback_info info) {
  struct web_job *w = web_new(cipher_work);
  w->encrypt = eddy_arg_bool(info, 0);
  take_name(env, info, 1, w->name, sizeof w->name);
  w->cipher = eddy_cipher_find(w->name);
  CHECK(w->cipher);
  w->key = take(info, 2, 0, &w->key_len);
  w->iv = take(info, 3, 0, &w->iv_len);
  w->extra = take(info, 4, 0, &w->extra_len);
  w->tag_len = eddy_arg_u32(info, 5);
  w->counter_bits = eddy_arg_u32(info, 6);
  w->data = take(info, 7, 2 * BLOCK, &w->data_len);
  CHECK(!w->counter_bits || (w->iv && w->iv_len == BLOCK && w->counter_bits <= 128));
  const bool wrap = EVP_CIPHER_get_mode(w->cipher) == EVP_CIPH_WRAP_MODE;
  w->in_place = !wrap;
  w->out = wrap ? malloc(w->data_len + 2 * BLOCK) : w->data;
  if (!w->out || !w->data || (!w->extra && w->extra_len) || w->data_len > INT_MAX || w->extra_len > INT_MAX ||
      w->iv_len > INT_MAX) {
    return too_large(env, w);
  }
  return pool_job_go(&w->job, env, eddy_arg(info, 8), "CIPHERREQUEST");
}

/* ---- MACs, digests --------------------------------------------------------------------------------------- */

static bool mac_work(struct web_job *w) {
  const bool hmac = w->md != NULL;
  EVP_MAC *mac = EVP_MAC_fetch(NULL, hmac ? "HMAC" : w->name, NULL);
  EVP_MAC_CTX *ctx = mac ? EVP_MAC_CTX_new(mac) : NULL;
  OSSL_PARAM params[3] = {OSSL_PARAM_construct_end(), OSSL_PARAM_construct_end(), OSSL_PARAM_construct_end()};
  if (hmac) {
    params[0] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, w->name, 0);
  } else {
    params[0] = OSSL_PARAM_construct_size_t(OSSL_MAC_PARAM_SIZE, &w->out_len);
    if (w->extra_len) params[1] = OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_CUSTOM, w->extra, w->extra_len);
  }
  bool ok = ctx && EVP_MAC_init(ctx, w->key, w->key_len, params) == 1 && EVP_MAC_update(ctx, w->data, w->data_len) == 1;
  const size_t room = ok ? EVP_MAC_CTX_get_mac_size(ctx) : 0;
  w->out = malloc(room + 1);
  ok = ok && w->out && EVP_MAC_final(ctx, w->out, &w->out_len, room) == 1;
  if (ok && w->expected) {
    w->valid = w->expected_len == w->out_len && CRYPTO_memcmp(w->expected, w->out, w->out_len) == 0;
  }
  EVP_MAC_CTX_free(ctx);
  EVP_MAC_free(mac);
  return ok;
}

/* mac("KMAC-128" | "KMAC-256" | undefined: HMAC, digest | undefined, key, customisation | undefined, length, data,
 *     expected | undefined, callback | undefined) -> ArrayBuffer, or whether it is the expected one */
static napi_value web_mac(napi_env env, napi_callback_info info) {
  struct web_job *w = web_new(mac_work);
  take_name(env, info, eddy_arg_is_string(info, 0) ? 0 : 1, w->name, sizeof w->name);
  w->md = eddy_arg_is_string(info, 0) ? NULL : eddy_md_find(w->name);
  w->key = take(info, 2, 0, &w->key_len);
  w->extra = take(info, 3, 0, &w->extra_len);
  w->out_len = (size_t)eddy_arg_i64(info, 4);
  w->data = take(info, 5, 0, &w->data_len);
  w->expected = take(info, 6, 0, &w->expected_len);
  if (!w->data || (!w->extra && w->extra_len) || (!w->expected && w->expected_len)) return too_large(env, w);
  return pool_job_go(&w->job, env, eddy_arg(info, 7), "SIGNREQUEST");
}

static bool digest_work(struct web_job *w) {
  EVP_MD_CTX *ctx = EVP_MD_CTX_new();
  const bool xof = w->out_len != 0;
  if (!xof) w->out_len = (size_t)EVP_MD_get_size(w->md);
  w->out = malloc(w->out_len + 1);
  bool ok = w->out && ctx && EVP_DigestInit_ex(ctx, w->md, NULL) == 1 && EVP_DigestUpdate(ctx, w->data, w->data_len) == 1;
  ok = ok && (xof ? EVP_DigestFinalXOF(ctx, w->out, w->out_len) : EVP_DigestFinal_ex(ctx, w->out, NULL)) == 1;
  EVP_MD_CTX_free(ctx);
  return ok;
}

/* digest(name, length (0: the digest's own), data, callback | undefined) -> ArrayBuffer */
static napi_value web_digest(napi_env env, napi_callback_info info) {
  struct web_job *w = web_new(digest_work);
  take_name(env, info, 0, w->name, sizeof w->name);
  w->md = eddy_md_find(w->name);
  CHECK(w->md);
  w->out_len = (size_t)eddy_arg_i64(info, 1);
  w->data = take(info, 2, 0, &w->data_len);
  if (!w->data) return too_large(env, w);
  return pool_job_go(&w->job, env, eddy_arg(info, 3), "HASHREQUEST");
}

/* ---- RSA-OAEP -------------------------------------------------------------------------------------------- */

static bool oaep_work(struct web_job *w) {
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, w->pkey, NULL);
  bool ok = ctx && (w->encrypt ? EVP_PKEY_encrypt_init(ctx) : EVP_PKEY_decrypt_init(ctx)) > 0 &&
            EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_OAEP_PADDING) > 0 && EVP_PKEY_CTX_set_rsa_oaep_md(ctx, w->md) > 0;
  if (ok && w->extra_len) {
    void *label = OPENSSL_memdup(w->extra, w->extra_len);
    ok = label && EVP_PKEY_CTX_set0_rsa_oaep_label(ctx, label, (int)w->extra_len) > 0;
  }
  size_t room = (size_t)EVP_PKEY_get_size(w->pkey);
  w->out = malloc(room + 1);
  ok = ok && w->out && (w->encrypt ? EVP_PKEY_encrypt(ctx, w->out, &room, w->data, w->data_len)
                                   : EVP_PKEY_decrypt(ctx, w->out, &room, w->data, w->data_len)) > 0;
  w->out_len = room;
  EVP_PKEY_CTX_free(ctx);
  return ok;
}

/* oaep(encrypt, Key, digest, label | undefined, data, callback) -> ArrayBuffer */
static napi_value web_oaep(napi_env env, napi_callback_info info) {
  struct web_job *w = web_new(oaep_work);
  w->encrypt = eddy_arg_bool(info, 0);
  w->pkey = eddy_key_of(eddy_arg(info, 1));
  CHECK(w->pkey);
  EVP_PKEY_up_ref(w->pkey);
  take_name(env, info, 2, w->name, sizeof w->name);
  w->md = eddy_md_find(w->name);
  w->extra = take(info, 3, 0, &w->extra_len);
  w->data = take(info, 4, 0, &w->data_len);
  if (!w->data || w->extra_len > INT_MAX || (!w->extra && w->extra_len)) return too_large(env, w);
  return pool_job_go(&w->job, env, eddy_arg(info, 5), "RSACIPHERREQUEST");
}

/* hasCipher(name), hasMac(name): whether the OpenSSL in use has it */
static napi_value web_has_cipher(napi_env env, napi_callback_info info) {
  char name[64] = "";
  take_name(env, info, 0, name, sizeof name);
  const EVP_CIPHER *cipher = eddy_cipher_find(name);
  ERR_clear_error();
  eddy_ret_bool(info, cipher != NULL);
  return NULL;
}

static napi_value web_has_mac(napi_env env, napi_callback_info info) {
  char name[64] = "";
  take_name(env, info, 0, name, sizeof name);
  EVP_MAC *mac = EVP_MAC_fetch(NULL, name, NULL);
  ERR_clear_error();
  eddy_ret_bool(info, mac != NULL);
  EVP_MAC_free(mac);
  return NULL;
}

static const struct eddy_method methods[] = {
  {"cipher", web_cipher, 9, NULL}, {"mac", web_mac, 8, NULL}, {"digest", web_digest, 4, NULL},
  {"oaep", web_oaep, 6, NULL}, {"hasCipher", web_has_cipher, 1, NULL}, {"hasMac", web_has_mac, 1, NULL},
};
const struct eddy_binding eddy_binding_webcrypto = {"webcrypto", methods, COUNTOF(methods), NULL, 0, NULL};

// SPDX-License-Identifier: MIT
/* crypto.c: hashes, HMACs, random bytes, key derivation, on OpenSSL 3. */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/objects.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <strings.h>

#include "crypto.h"

/* Errors of these libraries carry the library in their code. */
static const char *library_prefix(unsigned long code) {
  switch (ERR_GET_LIB(code)) {
    case ERR_LIB_SYS: return "SYS_";
    case ERR_LIB_BN: return "BN_";
    case ERR_LIB_RSA: return "RSA_";
    case ERR_LIB_DH: return "DH_";
    case ERR_LIB_EVP: return "EVP_";
    case ERR_LIB_BUF: return "BUF_";
    case ERR_LIB_OBJ: return "OBJ_";
    case ERR_LIB_PEM: return "PEM_";
    case ERR_LIB_DSA: return "DSA_";
    case ERR_LIB_X509: return "X509_";
    case ERR_LIB_ASN1: return "ASN1_";
    case ERR_LIB_CRYPTO: return "CRYPTO_";
    case ERR_LIB_EC: return "EC_";
    case ERR_LIB_SSL: return "SSL_";
    case ERR_LIB_BIO: return "BIO_";
    case ERR_LIB_PKCS7: return "PKCS7_";
    case ERR_LIB_X509V3: return "X509V3_";
    case ERR_LIB_PKCS12: return "PKCS12_";
    case ERR_LIB_RAND: return "RAND_";
    case ERR_LIB_UI: return "UI_";
    default: return "";
  }
}

/* The newest OpenSSL error as an Error with library, reason and code, as Node's; the queue is emptied. */
napi_value eddy_openssl_error(napi_env env, const char *fallback) {
  const unsigned long code = ERR_get_error();
  char text[256];
  napi_value error, message;
  if (code == 0) snprintf(text, sizeof text, "%s", fallback);
  else ERR_error_string_n(code, text, sizeof text);
  message = eddy_utf8(env, text, (size_t)-1);
  if (napi_create_error(env, NULL, message, &error) != napi_ok) return eddy_undefined(env);
  const char *reason = code ? ERR_reason_error_string(code) : NULL;
  const char *library = code ? ERR_lib_error_string(code) : NULL;
  if (library) eddy_set_str(env, error, "library", library);
  if (reason) {
    char name[128];
    snprintf(name, sizeof name, "ERR_%s%s", ERR_GET_LIB(code) == ERR_LIB_SSL ? "" : "OSSL_", library_prefix(code));
    size_t n = strlen(name);
    eddy_set_str(env, error, "reason", reason);
    for (const char *p = reason; *p && n < sizeof name - 1; p++, n++) {
      name[n] = *p == ' ' ? '_' : *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
    }
    name[n] = '\0';
    eddy_set_str(env, error, "code", name);
  }
  napi_value stack = eddy_array(env, NULL, 0);
  uint32_t more = 0;
  for (unsigned long next; (next = ERR_get_error()) != 0; more++) {
    ERR_error_string_n(next, text, sizeof text);
    eddy_set_index(env, stack, more, eddy_utf8(env, text, (size_t)-1));
  }
  if (more) eddy_set(env, error, "opensslErrorStack", stack);
  return error;
}

void eddy_openssl_save(struct crypto_errors *errors) {
  unsigned long code;
  while ((code = ERR_get_error()) != 0) {
    if (errors->count < COUNTOF(errors->codes)) errors->codes[errors->count++] = code;
  }
}

void eddy_openssl_restore(const struct crypto_errors *errors) {
  ERR_clear_error();
  for (unsigned i = 0; i < errors->count; i++) {
    ERR_new();
    ERR_set_error(ERR_GET_LIB(errors->codes[i]), ERR_GET_REASON(errors->codes[i]), NULL);
  }
}

/* ---- hashes --------------------------------------------------------------------------------------------- */

struct hash {
  EVP_MD_CTX *md;
  struct eddy_native native;
  unsigned length;   /* wanted, in bytes; 0: the algorithm's */
  bool done;
};
static const struct eddy_class hash_class;

static void hash_free(void *owner) {
  struct hash *h = owner;
  EVP_MD_CTX_free(h->md);
  free(h);
}

/* The SHAKEs have no length of their own in newer OpenSSLs: the ones they used to have. */
static unsigned digest_length(const EVP_MD *md) {
  if (EVP_MD_is_a(md, "SHAKE128")) return 16;
  if (EVP_MD_is_a(md, "SHAKE256")) return 32;
  const int size = EVP_MD_get_size(md);
  return size > 0 ? (unsigned)size : 0;
}

static struct hash *hash_this(napi_callback_info info) { return eddy_native_of(eddy_this(info), &hash_class); }

/* new Hash(algorithm | Hash to copy, outputLength | undefined): `ok` tells whether that worked */
static napi_value hash_construct(napi_env env, napi_callback_info info) {
  struct hash *from = eddy_arg_is_object(info, 0) ? eddy_native_of(eddy_arg(info, 0), &hash_class) : NULL;
  struct hash *h = eddy_calloc(1, sizeof *h);
  h->md = EVP_MD_CTX_new();
  bool ok = false, known = true; /* a digest, if only one that no provider in use has */
  if (from) {
    ok = EVP_MD_CTX_copy(h->md, from->md) == 1;
    h->length = digest_length(EVP_MD_CTX_get0_md(from->md));
  } else {
    struct eddy_str name;
    eddy_arg_str(env, info, 0, &name);
    const EVP_MD *md = eddy_md_find(name.data);
    known = md || EVP_get_digestbyname(name.data) != NULL;
    eddy_str_release(&name);
    ok = md && EVP_DigestInit_ex(h->md, md, NULL) == 1;
    if (ok) h->length = digest_length(md);
  }
  if (!ok) {
    hash_free(h);
    if (!known) ERR_clear_error();
    napi_throw(env, eddy_openssl_error(env, "Digest method not supported"));
    return NULL;
  }
  if (!eddy_arg_is_undefined(info, 1)) {
    const unsigned wanted = eddy_arg_u32(info, 1);
    const bool xof = (EVP_MD_get_flags(EVP_MD_CTX_get0_md(h->md)) & EVP_MD_FLAG_XOF) != 0;
    if (wanted != h->length && !xof) {
      hash_free(h);
      eddy_throw(env, "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH", "Unsupported state or unable to set output length");
      return NULL;
    }
    h->length = wanted;
  }
  eddy_native_init(env, eddy_this(info), &h->native, &hash_class, h, hash_free);
  return NULL;
}

/* update(bytes | UTF-8 string) */
static napi_value hash_update(napi_env env, napi_callback_info info) {
  struct hash *h = hash_this(info);
  struct eddy_bytes bytes;
  struct eddy_str text;
  bool ok = false;
  if (h && eddy_arg_bytes(info, 0, &bytes)) {
    ok = EVP_DigestUpdate(h->md, bytes.data, bytes.len) == 1;
  } else if (h && eddy_arg_str(env, info, 0, &text)) {
    ok = EVP_DigestUpdate(h->md, text.data, text.len) == 1;
    eddy_str_release(&text);
  }
  eddy_ret_bool(info, ok);
  return NULL;
}

static bool finish_digest(EVP_MD_CTX *md, unsigned char *out, unsigned length) {
  const EVP_MD *algorithm = EVP_MD_CTX_get0_md(md);
  if (length == 0) return true;
  if (EVP_MD_get_flags(algorithm) & EVP_MD_FLAG_XOF) return EVP_DigestFinalXOF(md, out, length) == 1;
  return EVP_DigestFinal_ex(md, out, NULL) == 1;
}

static napi_value hex_string(napi_env env, const unsigned char *bytes, unsigned len) {
  static const char digits[] = "0123456789abcdef";
  uint8_t text[2 * EVP_MAX_MD_SIZE];
  for (unsigned i = 0; i < len; i++) {
    text[2 * i] = (uint8_t)digits[bytes[i] >> 4];
    text[2 * i + 1] = (uint8_t)digits[bytes[i] & 15];
  }
  return eddy_latin1(env, text, 2 * len);
}

/* digest(hex?) -> Buffer, or a hexadecimal string */
static napi_value hash_digest(napi_env env, napi_callback_info info) {
  struct hash *h = hash_this(info);
  if (!h) return NULL;
  unsigned char small[EVP_MAX_MD_SIZE];
  if (eddy_arg_bool(info, 0) && h->length <= sizeof small) {
    if (finish_digest(h->md, small, h->length)) return hex_string(env, small, h->length);
  } else {
    uint8_t *data;
    napi_value out = eddy_buffer_new(env, h->length, &data);
    if (out && finish_digest(h->md, data, h->length)) return out;
  }
  napi_throw(env, eddy_openssl_error(env, "digest failed"));
  return NULL;
}

static const struct eddy_method hash_methods[] = {
  {"update", hash_update, 1, NULL}, {"digest", hash_digest, 1, NULL},
};
static const struct eddy_class hash_class = {"Hash", hash_construct, hash_methods, COUNTOF(hash_methods), NULL};

static bool digest_xof(const EVP_MD *md, const uint8_t *data, size_t data_len, unsigned char *out, unsigned len) {
  EVP_MD_CTX *ctx = EVP_MD_CTX_new();
  const bool ok = EVP_DigestInit_ex(ctx, md, NULL) == 1 && EVP_DigestUpdate(ctx, data, data_len) == 1 &&
                  EVP_DigestFinalXOF(ctx, out, len) == 1;
  EVP_MD_CTX_free(ctx);
  return ok;
}

/* hash(algorithm, bytes | UTF-8 string, hex?) -> Buffer or string; undefined for an unknown algorithm */
static napi_value one_shot_hash(napi_env env, napi_callback_info info) {
  struct eddy_str name, text = {.data = text.inline_data};
  struct eddy_bytes in;
  eddy_arg_str(env, info, 0, &name);
  const EVP_MD *md = eddy_md_find(name.data);
  eddy_str_release(&name);
  if (!md) return NULL;
  const bool is_text = eddy_arg_str(env, info, 1, &text);
  if (is_text) in = (struct eddy_bytes){(uint8_t *)text.data, text.len};
  else eddy_arg_bytes(info, 1, &in);
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned len = 0;
  const uint8_t *data = in.data ? in.data : (const uint8_t *)"";
  const bool xof = (EVP_MD_get_flags(md) & EVP_MD_FLAG_XOF) != 0;
  const bool ok = xof ? digest_xof(md, data, in.len, out, len = digest_length(md)) : EVP_Digest(data, in.len, out, &len, md, NULL) == 1;
  if (is_text) eddy_str_release(&text);
  if (!ok) {
    napi_throw(env, eddy_openssl_error(env, "hash failed"));
    return NULL;
  }
  return eddy_arg_bool(info, 2) ? hex_string(env, out, len) : eddy_buffer_copy(env, out, len);
}

/* ---- HMAC --------------------------------------------------------------------------------------------------- */

struct hmac { EVP_MAC_CTX *mac; struct eddy_native native; };
static const struct eddy_class hmac_class;

static void hmac_free(void *owner) {
  struct hmac *h = owner;
  EVP_MAC_CTX_free(h->mac);
  free(h);
}

/* new Hmac(algorithm, key) */
static napi_value hmac_construct(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  struct eddy_bytes key;
  eddy_arg_str(env, info, 0, &name);
  if (eddy_md_find(name.data) == NULL) {
    eddy_str_release(&name);
    ERR_clear_error();
    eddy_throw(env, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest");
    return NULL;
  }
  eddy_arg_bytes(info, 1, &key);
  static _Thread_local EVP_MAC *algorithm;
  if (!algorithm) algorithm = EVP_MAC_fetch(NULL, "HMAC", NULL);
  struct hmac *h = eddy_calloc(1, sizeof *h);
  h->mac = algorithm ? EVP_MAC_CTX_new(algorithm) : NULL;
  char *digest = strncasecmp(name.data, "RSA-", 4) == 0 ? name.data + 4 : name.data;
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               OSSL_PARAM_construct_end()};
  const bool ok = h->mac && EVP_MAC_init(h->mac, key.data ? key.data : (const uint8_t *)"", key.len, params) == 1;
  eddy_str_release(&name);
  if (!ok) {
    hmac_free(h);
    napi_throw(env, eddy_openssl_error(env, "HMAC failed"));
    return NULL;
  }
  eddy_native_init(env, eddy_this(info), &h->native, &hmac_class, h, hmac_free);
  return NULL;
}

static napi_value hmac_update(napi_env env, napi_callback_info info) {
  struct hmac *h = eddy_native_of(eddy_this(info), &hmac_class);
  struct eddy_bytes bytes;
  struct eddy_str text;
  bool ok = false;
  if (h && eddy_arg_bytes(info, 0, &bytes)) {
    ok = EVP_MAC_update(h->mac, bytes.data, bytes.len) == 1;
  } else if (h && eddy_arg_str(env, info, 0, &text)) {
    ok = EVP_MAC_update(h->mac, (const unsigned char *)text.data, text.len) == 1;
    eddy_str_release(&text);
  }
  eddy_ret_bool(info, ok);
  return NULL;
}

static napi_value hmac_digest(napi_env env, napi_callback_info info) {
  struct hmac *h = eddy_native_of(eddy_this(info), &hmac_class);
  unsigned char out[EVP_MAX_MD_SIZE];
  size_t len = 0;
  if (h && EVP_MAC_final(h->mac, out, &len, sizeof out) == 1) return eddy_buffer_copy(env, out, len);
  napi_throw(env, eddy_openssl_error(env, "HMAC failed"));
  return NULL;
}

static const struct eddy_method hmac_methods[] = {
  {"update", hmac_update, 1, NULL}, {"digest", hmac_digest, 0, NULL},
};
static const struct eddy_class hmac_class = {"Hmac", hmac_construct, hmac_methods, COUNTOF(hmac_methods), NULL};

/* ---- jobs: random bytes, key derivation ------------------------------------------------------------------------ */

enum kdf_kind { KDF_RANDOM, KDF_PBKDF2, KDF_SCRYPT, KDF_HKDF };
struct kdf_job {
  struct pool_job job;
  enum kdf_kind kind;
  uint8_t *a, *b, *c;           /* password/key, salt, info: copies */
  size_t a_len, b_len, c_len;
  char digest[64];
  uint64_t n, r, p, max_memory; /* iterations in n */
  uint8_t *out;                 /* random: the pinned target */
  size_t out_len;
  bool ok;
};

static void kdf_release(struct pool_job *job) {
  struct kdf_job *k = (struct kdf_job *)job;
  if (k->a) OPENSSL_cleanse(k->a, k->a_len);
  free(k->a);
  free(k->b);
  free(k->c);
  if (k->kind != KDF_RANDOM) free(k->out);
  free(k);
}

static bool run_hkdf(struct kdf_job *k) {
  EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
  EVP_KDF_CTX *ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
  const OSSL_PARAM params[] = {
    OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, k->digest, 0),
    OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, k->a, k->a_len),
    OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, k->b, k->b_len),
    OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, k->c, k->c_len),
    OSSL_PARAM_construct_end(),
  };
  const bool ok = ctx && EVP_KDF_derive(ctx, k->out, k->out_len, params) == 1;
  EVP_KDF_CTX_free(ctx);
  EVP_KDF_free(kdf);
  return ok;
}

static void kdf_run(struct pool_job *job) {
  struct kdf_job *k = (struct kdf_job *)job;
  switch (k->kind) {
    case KDF_RANDOM:
      k->ok = k->out_len == 0 || RAND_bytes_ex(NULL, k->out, k->out_len, 0) == 1;
      break;
    case KDF_PBKDF2: {
      const EVP_MD *md = eddy_md_find(k->digest);
      k->ok = md && PKCS5_PBKDF2_HMAC((const char *)k->a, (int)k->a_len, k->b, (int)k->b_len, (int)k->n, md,
                                      (int)k->out_len, k->out) == 1;
      break;
    }
    case KDF_SCRYPT:
      k->ok = EVP_PBE_scrypt((const char *)k->a, k->a_len, k->b, k->b_len, k->n, k->r, k->p, k->max_memory,
                             k->out, k->out_len) == 1;
      break;
    case KDF_HKDF:
      k->ok = k->out_len == 0 || run_hkdf(k);
      break;
  }
}

static int kdf_finish(struct pool_job *job, napi_value *argv) {
  struct kdf_job *k = (struct kdf_job *)job;
  napi_env env = job->env->napi;
  argv[0] = eddy_null(env);
  argv[1] = eddy_undefined(env);
  if (!k->ok) {
    argv[0] = eddy_openssl_error(env, "Deriving bits failed");
    return 1;
  }
  if (k->kind != KDF_RANDOM) {
    argv[1] = eddy_buffer_adopt(env, k->out, k->out_len);
    k->out = NULL;
  }
  return 2;
}

static uint8_t *copy_bytes(napi_callback_info info, int i, size_t *len) {
  struct eddy_bytes bytes;
  eddy_arg_bytes(info, i, &bytes);
  *len = bytes.len;
  uint8_t *copy = eddy_alloc(bytes.len + 1);
  if (bytes.len) memcpy(copy, bytes.data, bytes.len);
  return copy;
}

static struct kdf_job *kdf_new(enum kdf_kind kind) {
  struct kdf_job *k = eddy_calloc(1, sizeof *k);
  k->kind = kind;
  k->job.run = kdf_run;
  k->job.finish = kdf_finish;
  k->job.release = kdf_release;
  return k;
}

/* randomFill(bytes, offset, size, callback | undefined) */
static napi_value crypto_random_fill(napi_env env, napi_callback_info info) {
  struct eddy_bytes bytes;
  if (!eddy_arg_bytes(info, 0, &bytes)) return NULL;
  const size_t offset = (size_t)eddy_arg_i64(info, 1), size = (size_t)eddy_arg_i64(info, 2);
  CHECK(offset <= bytes.len && size <= bytes.len - offset);
  if (!eddy_arg_is_function(info, 3)) {
    if (size && RAND_bytes_ex(NULL, bytes.data + offset, size, 0) != 1) {
      napi_throw(env, eddy_openssl_error(env, "no random bytes"));
    }
    return NULL;
  }
  struct kdf_job *k = kdf_new(KDF_RANDOM);
  k->out = bytes.data + offset;
  k->out_len = size;
  pool_job_go(&k->job, env, eddy_arg(info, 3), "RANDOMBYTESREQUEST");
  pool_job_pin(&k->job, eddy_arg(info, 0));
  return NULL;
}

static void take_digest(napi_env env, napi_callback_info info, int i, struct kdf_job *k) {
  struct eddy_str name;
  eddy_arg_str(env, info, i, &name);
  snprintf(k->digest, sizeof k->digest, "%s", name.data);
  eddy_str_release(&name);
}

/* pbkdf2(password, salt, iterations, length, digest, callback | undefined) */
static napi_value crypto_pbkdf2(napi_env env, napi_callback_info info) {
  struct kdf_job *k = kdf_new(KDF_PBKDF2);
  k->a = copy_bytes(info, 0, &k->a_len);
  k->b = copy_bytes(info, 1, &k->b_len);
  k->n = (uint64_t)eddy_arg_i64(info, 2);
  k->out_len = (size_t)eddy_arg_i64(info, 3);
  k->out = eddy_alloc(k->out_len + 1);
  take_digest(env, info, 4, k);
  return pool_job_go(&k->job, env, eddy_arg(info, 5), "PBKDF2REQUEST");
}

/* scrypt(password, salt, N, r, p, maxmem, length, callback | undefined) */
static napi_value crypto_scrypt(napi_env env, napi_callback_info info) {
  const uint64_t n = (uint64_t)eddy_arg_i64(info, 2), r = (uint64_t)eddy_arg_i64(info, 3);
  const uint64_t p = (uint64_t)eddy_arg_i64(info, 4), max = (uint64_t)eddy_arg_i64(info, 5);
  if (EVP_PBE_scrypt(NULL, 0, NULL, 0, n, r, p, max, NULL, 0) != 1) {
    const unsigned long code = ERR_peek_last_error();
    const char *reason = code ? ERR_reason_error_string(code) : NULL;
    char message[160];
    snprintf(message, sizeof message, "Invalid scrypt params%s%s", reason ? ": " : "", reason ? reason : "");
    ERR_clear_error();
    eddy_throw_range(env, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", message);
    return NULL;
  }
  struct kdf_job *k = kdf_new(KDF_SCRYPT);
  k->a = copy_bytes(info, 0, &k->a_len);
  k->b = copy_bytes(info, 1, &k->b_len);
  k->n = n;
  k->r = r;
  k->p = p;
  k->max_memory = max;
  k->out_len = (size_t)eddy_arg_i64(info, 6);
  k->out = eddy_alloc(k->out_len + 1);
  return pool_job_go(&k->job, env, eddy_arg(info, 7), "SCRYPTREQUEST");
}

/* hkdf(digest, key, salt, info, length, callback | undefined) */
static napi_value crypto_hkdf(napi_env env, napi_callback_info info) {
  struct kdf_job *k = kdf_new(KDF_HKDF);
  take_digest(env, info, 0, k);
  k->a = copy_bytes(info, 1, &k->a_len);
  k->b = copy_bytes(info, 2, &k->b_len);
  k->c = copy_bytes(info, 3, &k->c_len);
  k->out_len = (size_t)eddy_arg_i64(info, 4);
  k->out = eddy_alloc(k->out_len + 1);
  return pool_job_go(&k->job, env, eddy_arg(info, 5), "HKDFREQUEST");
}

/* ---- small things ------------------------------------------------------------------------------------------- */

/* timingSafeEqual(a, b): of the same length */
static napi_value crypto_timing_safe_equal(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes a, b;
  eddy_arg_bytes(info, 0, &a);
  eddy_arg_bytes(info, 1, &b);
  eddy_ret_bool(info, a.len == b.len && CRYPTO_memcmp(a.data, b.data, a.len) == 0);
  return NULL;
}

/* digestSize(name) -> bytes, 0 for an unknown digest */
static napi_value crypto_digest_size(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  eddy_arg_str(env, info, 0, &name);
  const EVP_MD *md = eddy_md_find(name.data);
  eddy_str_release(&name);
  if (!md) ERR_clear_error();
  eddy_ret_i32(info, md ? EVP_MD_get_size(md) : 0);
  return NULL;
}

/* hasDigestName(name): known to OpenSSL, if only as one that no provider in use has */
static napi_value crypto_has_digest_name(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  eddy_arg_str(env, info, 0, &name);
  eddy_ret_bool(info, EVP_get_digestbyname(name.data) != NULL);
  eddy_str_release(&name);
  return NULL;
}

struct name_list { napi_env env; napi_value list; uint32_t n; };

static void add_cipher(const EVP_CIPHER *cipher, const char *from, const char *to, void *arg) {
  struct name_list *names = arg;
  (void)to;
  if (cipher == NULL && from == NULL) return;
  /* Only what the providers in use can really do. */
  EVP_CIPHER *fetched = EVP_CIPHER_fetch(NULL, cipher ? EVP_CIPHER_get0_name(cipher) : from, NULL);
  if (!fetched) {
    ERR_clear_error();
    return;
  }
  EVP_CIPHER_free(fetched);
  eddy_set_index(names->env, names->list, names->n++, eddy_utf8(names->env, from, (size_t)-1));
}

static void add_digest(const EVP_MD *md, const char *from, const char *to, void *arg) {
  struct name_list *names = arg;
  (void)to;
  if (md == NULL && from == NULL) return;
  if (eddy_md_find(from) == NULL) {
    ERR_clear_error();
    return;
  }
  eddy_set_index(names->env, names->list, names->n++, eddy_utf8(names->env, from, (size_t)-1));
}

static napi_value crypto_hashes(napi_env env, napi_callback_info info) {
  (void)info;
  struct name_list names = {env, eddy_array(env, NULL, 0), 0};
  EVP_MD_do_all_sorted(add_digest, &names);
  return names.list;
}

static napi_value crypto_ciphers(napi_env env, napi_callback_info info) {
  (void)info;
  struct name_list names = {env, eddy_array(env, NULL, 0), 0};
  EVP_CIPHER_do_all_sorted(add_cipher, &names);
  return names.list;
}

static napi_value crypto_curves(napi_env env, napi_callback_info info) {
  (void)info;
  const size_t n = EC_get_builtin_curves(NULL, 0);
  EC_builtin_curve *curves = eddy_calloc(n + 1, sizeof *curves);
  napi_value list = eddy_array(env, NULL, 0);
  EC_get_builtin_curves(curves, n);
  for (size_t i = 0; i < n; i++) {
    eddy_set_index(env, list, (uint32_t)i, eddy_utf8(env, OBJ_nid2sn(curves[i].nid), (size_t)-1));
  }
  free(curves);
  return list;
}

static const struct eddy_method crypto_methods[] = {
  {"curves", crypto_curves, 0, NULL},
  {"hash", one_shot_hash, 3, NULL},
  {"randomFill", crypto_random_fill, 4, NULL},
  {"pbkdf2", crypto_pbkdf2, 6, NULL},
  {"scrypt", crypto_scrypt, 8, NULL},
  {"hkdf", crypto_hkdf, 6, NULL},
  {"timingSafeEqual", crypto_timing_safe_equal, 2, NULL},
  {"hasDigestName", crypto_has_digest_name, 1, NULL},
  {"digestSize", crypto_digest_size, 1, NULL},
  {"hashes", crypto_hashes, 0, NULL},
  {"ciphers", crypto_ciphers, 0, NULL},
};
static const struct eddy_class *const crypto_classes[] = {&hash_class, &hmac_class};
const struct eddy_binding eddy_binding_crypto = {
  "crypto", crypto_methods, COUNTOF(crypto_methods), crypto_classes, COUNTOF(crypto_classes), NULL,
};

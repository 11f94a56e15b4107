// SPDX-License-Identifier: MIT
/* crypto.c: random bytes, key derivation, what there is; errors of OpenSSL. Hashes: crypto_hash.c. */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/objects.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "crypto.h"
#include "crypto_scrypt.h"
#include "crypto_sha.h"

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

/* The code's library, reason and code as properties of the error, as Node's. */
static void openssl_describe(napi_env env, napi_value error, unsigned long code) {
  const char *reason = code ? ERR_reason_error_string(code) : NULL;
  const char *library = code ? ERR_lib_error_string(code) : NULL;
  if (library) eddy_set_str(env, error, "library", library);
  if (!reason) return;
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

static napi_value openssl_text(napi_env env, unsigned long code, const char *fallback) {
  char text[256];
  if (code == 0) snprintf(text, sizeof text, "%s", fallback);
  else ERR_error_string_n(code, text, sizeof text);
  return eddy_utf8(env, text, (size_t)-1);
}

/* The texts of several errors, the last first. */
static napi_value openssl_stack(napi_env env, const struct crypto_errors *errors, unsigned from) {
  napi_value texts[COUNTOF(errors->codes)];
  unsigned n = 0;
  for (unsigned i = errors->count; i > from; i--) texts[n++] = openssl_text(env, errors->codes[i - 1], "");
  return eddy_array(env, texts, n);
}

napi_value eddy_openssl_error_as(napi_env env, const char *fallback, enum openssl_stack stack) {
  struct crypto_errors errors = {.count = 0};
  napi_value error;
  eddy_openssl_save(&errors);
  const unsigned long code = errors.count > 0 && stack != OPENSSL_STACK_ONLY ? errors.codes[0] : 0;
  if (napi_create_error(env, NULL, openssl_text(env, code, fallback), &error) != napi_ok) return eddy_undefined(env);
  const unsigned from = stack == OPENSSL_STACK_REST ? 1 : 0;
  if (stack != OPENSSL_STACK_NONE && errors.count > from) {
    eddy_set(env, error, "opensslErrorStack", openssl_stack(env, &errors, from));
  }
  openssl_describe(env, error, code);
  return error;
}

napi_value eddy_openssl_error(napi_env env, const char *fallback) {
  return eddy_openssl_error_as(env, fallback, OPENSSL_STACK_REST);
}

napi_value eddy_openssl_job_error(napi_env env, const struct crypto_errors *errors, const char *fallback) {
  struct crypto_errors before = *errors;
  const unsigned long code = before.count > 0 ? before.codes[--before.count] : 0;
  napi_value error;
  if (napi_create_error(env, NULL, openssl_text(env, code, fallback), &error) != napi_ok) return eddy_undefined(env);
  if (before.count > 0) eddy_set(env, error, "opensslErrorStack", openssl_stack(env, &before, 0));
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

/* ---- jobs: random bytes, key derivation ------------------------------------------------------------------------ */

enum kdf_kind { KDF_RANDOM, KDF_PBKDF2, KDF_SCRYPT, KDF_HKDF };
struct kdf_job {
  struct pool_job job;
  enum kdf_kind kind;
  uint8_t *a, *b, *c;           /* password/key, salt, info: copies */
  size_t a_len, b_len, c_len;
  char digest[64];
  uint64_t n, r, p;             /* iterations in n */
  uint8_t *out;                 /* random: the pinned target, or `own` for one that may shrink */
  uint8_t *own;
  size_t offset;                /* random: in the target */
  size_t out_len;
  bool ok;
};

static void kdf_release(struct pool_job *job) {
  struct kdf_job *k = (struct kdf_job *)job;
  if (k->a) OPENSSL_cleanse(k->a, k->a_len);
  free(k->a);
  free(k->b);
  free(k->c);
  free(k->kind == KDF_RANDOM ? k->own : k->out);
  free(k);
}

static bool run_hkdf(struct kdf_job *k) {
  EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
  EVP_KDF_CTX *ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
  const EVP_MD *md = eddy_md_find(k->digest); /* the name may be one that OpenSSL knows for signatures alone */
  const OSSL_PARAM params[] = {
    OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, md ? (char *)EVP_MD_get0_name(md) : k->digest, 0),
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

static bool run_scrypt(struct kdf_job *k) {
  const struct scrypt s = {.password = k->a, .password_len = k->a_len, .salt = k->b, .salt_len = k->b_len, .n = k->n, .r = k->r, .p = k->p};
  const size_t size = scrypt_memory(&s);
  void *memory = eddy_heavy_take(size);
  if (memory) scrypt_derive(&s, memory, k->out, k->out_len);
  eddy_heavy_give(memory, size);
  return memory != NULL;
}

static void kdf_run(struct pool_job *job) {
  struct kdf_job *k = (struct kdf_job *)job;
  switch (k->kind) {
    case KDF_RANDOM:
      k->ok = k->out_len == 0 || RAND_bytes_ex(NULL, k->out, k->out_len, 0) == 1;
      break;
    case KDF_PBKDF2: {
      const struct sha_kind *sha = sha_kind(sha_number(k->digest));
      const EVP_MD *md = eddy_md_find(k->digest);
      if (k->out_len == 0) break; /* nothing is an error to OpenSSL, of Node's version */
      if (sha && md) {
        sha_pbkdf2(sha, k->a, k->a_len, k->b, k->b_len, k->n, k->out, k->out_len);
        k->ok = true;
        break;
      }
      k->ok = md && PKCS5_PBKDF2_HMAC((const char *)k->a, (int)k->a_len, k->b, (int)k->b_len, (int)k->n, md,
                                      (int)k->out_len, k->out) == 1;
      break;
    }
    case KDF_SCRYPT:
      k->ok = run_scrypt(k);
      break;
    case KDF_HKDF:
      k->ok = k->out_len > 0 && run_hkdf(k);
      break;
  }
}

/* To where the target has still room. */
static void random_deliver(const struct kdf_job *k) {
  struct eddy_bytes target;
  if (!eddy_value_bytes(eddy_ref_get(k->job.env->napi, k->job.req.pins[0]), &target) || target.len <= k->offset) return;
  const size_t room = target.len - k->offset;
  memcpy(target.data + k->offset, k->own, k->out_len < room ? k->out_len : room);
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
  } else if (k->own) {
    random_deliver(k);
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
  if (size > 0 && eddy_may_shrink(eddy_arg(info, 0))) k->out = k->own = eddy_alloc(size);
  k->offset = offset;
  pool_job_go(&k->job, env, eddy_arg(info, 3), eddy_arg_bool(info, 4) ? "KEYGENREQUEST" : "RANDOMBYTESREQUEST");
  pool_job_pin(&k->job, eddy_arg(info, 0));
  return NULL;
}

/* ---- UUIDs ----------------------------------------------------------------------------------------------- */

enum { UUID_BYTES = 16, UUID_TEXT = 36, UUID_STOCK = 256, UUID_BATCH = 32 };

/* Random bytes for n UUIDs, to be wiped by who has used them; NULL: thrown. They are drawn for many at a time, per thread. */
static uint8_t *uuid_bytes(napi_env env, unsigned n) {
  static _Thread_local uint8_t stock[UUID_STOCK][UUID_BYTES];
  static _Thread_local unsigned left;
  if (left < n) {
    if (RAND_bytes_ex(NULL, stock[0], sizeof stock, 0) != 1) {
      napi_throw(env, eddy_openssl_error(env, "no random bytes"));
      return NULL;
    }
    left = UUID_STOCK;
  }
  left -= n;
  return stock[left];
}

/* Four bytes as eight hexadecimal digits, all of them at once. */
static void uuid_hex(const uint8_t *b, uint8_t *out) {
  uint64_t v = (uint64_t)b[0] | (uint64_t)b[1] << 16 | (uint64_t)b[2] << 32 | (uint64_t)b[3] << 48;
  v = (v >> 4 & 0x000f000f000f000f) | (v & 0x000f000f000f000f) << 8;
  const uint64_t letters = (v + 0x0606060606060606) >> 4 & 0x0101010101010101;
  v += 0x3030303030303030 + letters * ('a' - '0' - 10);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  v = __builtin_bswap64(v);
#endif
  memcpy(out, &v, sizeof v);
}

/* The bytes with their version, as text. */
static napi_value uuid_text(napi_env env, uint8_t *b, int version) {
  b[6] = (uint8_t)((b[6] & 0x0f) | version << 4);
  b[8] = (uint8_t)((b[8] & 0x3f) | 0x80);
  uint8_t hex[2 * UUID_BYTES], text[UUID_TEXT];
  for (int i = 0; i < UUID_BYTES; i += 4) uuid_hex(b + i, hex + 2 * i);
  text[8] = text[13] = text[18] = text[23] = '-';
  memcpy(text, hex, 8);
  memcpy(text + 9, hex + 8, 4);
  memcpy(text + 14, hex + 12, 4);
  memcpy(text + 19, hex + 16, 4);
  memcpy(text + 24, hex + 20, 12);
  return eddy_latin1(env, text, sizeof text);
}

/* uuid7(milliseconds) -> text */
static napi_value crypto_uuid7(napi_env env, napi_callback_info info) {
  uint8_t *b = uuid_bytes(env, 1);
  if (!b) return NULL;
  const uint64_t now = (uint64_t)eddy_arg_i64(info, 0);
  for (int i = 0; i < 6; i++) b[i] = (uint8_t)(now >> (40 - 8 * i));
  napi_value text = uuid_text(env, b, 7);
  OPENSSL_cleanse(b, UUID_BYTES);
  return text;
}

/* uuids() -> several of version 4: a call for each would take longer than making it. */
static napi_value crypto_uuids(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value list[UUID_BATCH];
  uint8_t *b = uuid_bytes(env, UUID_BATCH);
  if (!b) return NULL;
  for (int i = 0; i < UUID_BATCH; i++) list[i] = uuid_text(env, b + UUID_BYTES * i, 4);
  OPENSSL_cleanse(b, UUID_BYTES * UUID_BATCH);
  return eddy_array(env, list, UUID_BATCH);
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
    char reason[128] = "", message[160];
    if (code) ERR_error_string_n(code, reason, sizeof reason);
    snprintf(message, sizeof message, "Invalid scrypt params%s%s", code ? ": " : "", reason);
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
  return pool_job_go(&k->job, env, eddy_arg(info, 5), "DERIVEBITSREQUEST");
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

/* A name that only the providers have, in lower case; no object identifiers. */
static void add_provided(const char *name, void *arg) {
  struct name_list *names = arg;
  char lower[64];
  size_t n = 0;
  if (name[0] >= '0' && name[0] <= '9') return;
  for (; name[n] && n < sizeof lower - 1; n++) lower[n] = name[n] >= 'A' && name[n] <= 'Z' ? (char)(name[n] + 32) : name[n];
  lower[n] = '\0';
  if (strcmp(lower, "null") == 0) return;
  eddy_set_index(names->env, names->list, names->n++, eddy_utf8(names->env, lower, n));
}

static void add_provided_digest(EVP_MD *md, void *arg) { EVP_MD_names_do_all(md, add_provided, arg); }
static void add_provided_cipher(EVP_CIPHER *cipher, void *arg) { EVP_CIPHER_names_do_all(cipher, add_provided, arg); }

/* hashes() -> names, some of them twice */
static napi_value crypto_hashes(napi_env env, napi_callback_info info) {
  (void)info;
  struct name_list names = {env, eddy_array(env, NULL, 0), 0};
  EVP_MD_do_all_sorted(add_digest, &names);
  EVP_MD_do_all_provided(NULL, add_provided_digest, &names);
  return names.list;
}

/* ciphers() -> names, some of them twice */
static napi_value crypto_ciphers(napi_env env, napi_callback_info info) {
  (void)info;
  struct name_list names = {env, eddy_array(env, NULL, 0), 0};
  EVP_CIPHER_do_all_sorted(add_cipher, &names);
  EVP_CIPHER_do_all_provided(NULL, add_provided_cipher, &names);
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
  {"uuids", crypto_uuids, 0, NULL},
  {"uuid7", crypto_uuid7, 1, NULL},
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
const struct eddy_binding eddy_binding_crypto = {"crypto", crypto_methods, COUNTOF(crypto_methods), NULL, 0, NULL};

// SPDX-License-Identifier: MIT
/* crypto_hash.c: hashes and HMACs: as objects that are fed bit by bit, and of one value in one call. The digests of
 * crypto_sha.h need no memory of OpenSSL's; all others go through its general interface.
 * Used by lib/internal/crypto/hash.js. */
#include "crypto_sha.h" /* first: it says which of OpenSSL's interfaces are meant */

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>

#include <strings.h>

#include "crypto.h"

/* Bytes, or a string as UTF-8. */
struct input { struct eddy_bytes bytes; struct eddy_str text; bool is_text; };

static bool input_take(napi_env env, napi_callback_info info, int i, struct input *in) {
  in->is_text = false;
  if (eddy_arg_bytes(info, i, &in->bytes)) return true;
  in->bytes = (struct eddy_bytes){(uint8_t *)"", 0};
  if (!eddy_arg_str(env, info, i, &in->text)) return false;
  in->is_text = true;
  in->bytes = (struct eddy_bytes){(uint8_t *)in->text.data, in->text.len};
  return true;
}
static void input_release(struct input *in) {
  if (in->is_text) eddy_str_release(&in->text);
}
/* The first `argument i` bytes only, if that is a number: input lies in a longer buffer. */
static void input_cut(napi_callback_info info, int i, struct input *in) {
  if (!eddy_arg_is_number(info, i)) return;
  const size_t len = (size_t)eddy_arg_i64(info, i);
  if (len < in->bytes.len) in->bytes.len = len;
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

static napi_value digest_out(napi_env env, const unsigned char *bytes, unsigned len, bool hex) {
  return hex ? hex_string(env, bytes, len) : eddy_buffer_copy(env, bytes, len);
}

/* ---- class Hash ------------------------------------------------------------------------------------------- */

struct hash {
  struct eddy_native native;
  struct sha sha;    /* in use when sha.kind is set */
  EVP_MD_CTX *md;    /* otherwise */
  unsigned length;   /* wanted, in bytes */
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

/* Of that name; *known: it is a digest, if only one that no provider in use has */
static bool hash_start(struct hash *h, const char *name, bool *known) {
  const EVP_MD *md = eddy_md_find(name);
  const struct sha_kind *kind = md ? sha_kind(sha_number(name)) : NULL;
  *known = md || EVP_get_digestbyname(name) != NULL;
  if (!md) return false;
  h->length = digest_length(md);
  if (kind) {
    sha_init(&h->sha, kind);
    return true;
  }
  h->md = EVP_MD_CTX_new();
  return h->md && EVP_DigestInit_ex(h->md, md, NULL) == 1;
}

static bool hash_copy(struct hash *h, const struct hash *from) {
  h->sha = from->sha;
  h->length = from->length;
  if (h->sha.kind) return true;
  h->length = digest_length(EVP_MD_CTX_get0_md(from->md));
  h->md = EVP_MD_CTX_new();
  return h->md && EVP_MD_CTX_copy(h->md, from->md) == 1;
}

/* new Hash(algorithm | Hash to copy, outputLength | undefined) */
static napi_value hash_construct(napi_env env, napi_callback_info info) {
  struct hash *from = eddy_arg_is_object(info, 0) ? eddy_native_of(eddy_arg(info, 0), &hash_class) : NULL;
  struct hash *h = eddy_calloc(1, sizeof *h);
  bool ok = false, known = true;
  if (from) {
    ok = hash_copy(h, from);
  } else {
    struct eddy_str name;
    eddy_arg_str(env, info, 0, &name);
    ok = hash_start(h, name.data, &known);
    eddy_str_release(&name);
  }
  if (!ok) {
    hash_free(h);
    if (!known) ERR_clear_error();
    napi_throw(env, eddy_openssl_error(env, "Digest method not supported"));
    return NULL;
  }
  if (!eddy_arg_is_undefined(info, 1)) {
    const unsigned wanted = eddy_arg_u32(info, 1);
    const bool xof = h->md && (EVP_MD_get_flags(EVP_MD_CTX_get0_md(h->md)) & EVP_MD_FLAG_XOF) != 0;
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

/* update(bytes | string, length of bytes | undefined) */
static napi_value hash_update(napi_env env, napi_callback_info info) {
  struct hash *h = hash_this(info);
  struct input in;
  bool ok = h && input_take(env, info, 0, &in);
  if (ok) {
    input_cut(info, 1, &in);
    if (h->sha.kind) sha_update(&h->sha, in.bytes.data, in.bytes.len);
    else ok = EVP_DigestUpdate(h->md, in.bytes.data, in.bytes.len) == 1;
    input_release(&in);
  }
  eddy_ret_bool(info, ok);
  return NULL;
}

static bool hash_finish(struct hash *h, unsigned char *out) {
  if (h->length == 0) return true;
  if (h->sha.kind) {
    sha_final(&h->sha, out);
    return true;
  }
  const EVP_MD *algorithm = EVP_MD_CTX_get0_md(h->md);
  if (EVP_MD_get_flags(algorithm) & EVP_MD_FLAG_XOF) return EVP_DigestFinalXOF(h->md, out, h->length) == 1;
  return EVP_DigestFinal_ex(h->md, out, NULL) == 1;
}

/* digest(hex?) -> Buffer, or a hexadecimal string */
static napi_value hash_digest(napi_env env, napi_callback_info info) {
  struct hash *h = hash_this(info);
  if (!h) return NULL;
  unsigned char small[EVP_MAX_MD_SIZE];
  if (h->length <= sizeof small) {
    if (hash_finish(h, small)) return digest_out(env, small, h->length, eddy_arg_bool(info, 0));
  } else {
    uint8_t *data;
    napi_value out = eddy_buffer_new(env, h->length, &data);
    if (out && hash_finish(h, data)) return out;
  }
  napi_throw(env, eddy_openssl_error(env, "digest failed"));
  return NULL;
}

static const struct eddy_method hash_methods[] = {
  {"update", hash_update, 2, NULL}, {"digest", hash_digest, 1, NULL},
};
static const struct eddy_class hash_class = {"Hash", hash_construct, hash_methods, COUNTOF(hash_methods), NULL};

/* ---- one value in one call ---------------------------------------------------------------------------------- */

static bool digest_whole(const EVP_MD *md, const struct eddy_bytes *in, unsigned char *out, unsigned *len) {
  if (!(EVP_MD_get_flags(md) & EVP_MD_FLAG_XOF)) return EVP_Digest(in->data, in->len, out, len, md, NULL) == 1;
  EVP_MD_CTX *ctx = EVP_MD_CTX_new();
  *len = digest_length(md);
  const bool ok = ctx && EVP_DigestInit_ex(ctx, md, NULL) == 1 && EVP_DigestUpdate(ctx, in->data, in->len) == 1 &&
                  EVP_DigestFinalXOF(ctx, out, *len) == 1;
  EVP_MD_CTX_free(ctx);
  return ok;
}

/* hash(algorithm: number or name, bytes | string, hex?, length of bytes | undefined) -> Buffer or string; undefined for an
 * unknown algorithm */
static napi_value hash_whole(napi_env env, napi_callback_info info) {
  const EVP_MD *md = NULL;
  const struct sha_kind *kind;
  if (eddy_arg_is_number(info, 0)) {
    kind = sha_kind(eddy_arg_i32(info, 0));
  } else {
    struct eddy_str name;
    eddy_arg_str(env, info, 0, &name);
    md = eddy_md_find(name.data);
    kind = md ? sha_kind(sha_number(name.data)) : NULL;
    eddy_str_release(&name);
  }
  if (!kind && !md) return NULL;
  struct input in;
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned len = 0;
  bool ok = true;
  input_take(env, info, 1, &in);
  input_cut(info, 3, &in);
  if (kind) {
    struct sha s;
    sha_init(&s, kind);
    sha_update(&s, in.bytes.data, in.bytes.len);
    sha_final(&s, out);
    len = kind->size;
  } else {
    ok = digest_whole(md, &in.bytes, out, &len);
  }
  input_release(&in);
  if (ok) return digest_out(env, out, len, eddy_arg_bool(info, 2));
  napi_throw(env, eddy_openssl_error(env, "hash failed"));
  return NULL;
}

/* hmac(number, key bytes | string, length of key | undefined, bytes | string, length of bytes | undefined, hex?) */
static napi_value hmac_whole(napi_env env, napi_callback_info info) {
  const struct sha_kind *kind = sha_kind(eddy_arg_i32(info, 0));
  if (!kind) return NULL; /* an object that no constructor has seen */
  struct input key, in;
  input_take(env, info, 1, &key);
  input_take(env, info, 3, &in);
  input_cut(info, 2, &key);
  input_cut(info, 4, &in);
  struct sha_hmac h;
  unsigned char out[SHA_SIZE_MAX];
  sha_hmac_init(&h, kind, key.bytes.data, key.bytes.len);
  sha_update(&h.inner, in.bytes.data, in.bytes.len);
  sha_hmac_final(&h, out);
  OPENSSL_cleanse(&h, sizeof h);
  input_release(&in);
  input_release(&key);
  return digest_out(env, out, kind->size, eddy_arg_bool(info, 5));
}

/* shaNumber(name) -> what hash() and hmac() take instead of the name; 0: they do not */
static napi_value hash_sha_number(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  eddy_arg_str(env, info, 0, &name);
  const int number = sha_number(name.data);
  const bool exists = number && eddy_md_find(name.data);
  ERR_clear_error();
  eddy_str_release(&name);
  eddy_ret_i32(info, exists ? number : 0);
  return NULL;
}

/* ---- class Hmac ----------------------------------------------------------------------------------------------- */

struct hmac {
  struct eddy_native native;
  struct sha_hmac sha;   /* in use when sha.inner.kind is set */
  EVP_MAC_CTX *mac;      /* otherwise */
};
static const struct eddy_class hmac_class;

static void hmac_free(void *owner) {
  struct hmac *h = owner;
  EVP_MAC_CTX_free(h->mac);
  OPENSSL_cleanse(&h->sha, sizeof h->sha);
  free(h);
}

static bool hmac_start(struct hmac *h, const char *name, const struct eddy_bytes *key) {
  const struct sha_kind *kind = sha_kind(sha_number(name));
  if (kind) {
    sha_hmac_init(&h->sha, kind, key->data, key->len);
    return true;
  }
  EVP_MAC *algorithm = EVP_MAC_fetch(NULL, "HMAC", NULL);
  h->mac = algorithm ? EVP_MAC_CTX_new(algorithm) : NULL;
  EVP_MAC_free(algorithm);
  char *digest = (char *)EVP_MD_get0_name(eddy_md_find(name)); /* `name` may be one that OpenSSL knows for signatures alone */
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
  return h->mac && EVP_MAC_init(h->mac, key->data, key->len, params) == 1;
}

/* new Hmac(algorithm, key bytes | string, length of key | undefined) */
static napi_value hmac_construct(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  struct input key;
  eddy_arg_str(env, info, 0, &name);
  if (eddy_md_find(name.data) == NULL) {
    eddy_str_release(&name);
    ERR_clear_error();
    eddy_throw(env, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest");
    return NULL;
  }
  struct hmac *h = eddy_calloc(1, sizeof *h);
  input_take(env, info, 1, &key);
  input_cut(info, 2, &key);
  const bool ok = hmac_start(h, name.data, &key.bytes);
  input_release(&key);
  eddy_str_release(&name);
  if (!ok) {
    hmac_free(h);
    napi_throw(env, eddy_openssl_error(env, "error:00000000:lib(0)::reason(0)"));
    return NULL;
  }
  eddy_native_init(env, eddy_this(info), &h->native, &hmac_class, h, hmac_free);
  return NULL;
}

static napi_value hmac_update(napi_env env, napi_callback_info info) {
  struct hmac *h = eddy_native_of(eddy_this(info), &hmac_class);
  struct input in;
  bool ok = h && input_take(env, info, 0, &in);
  if (ok) {
    input_cut(info, 1, &in);
    if (h->mac) ok = EVP_MAC_update(h->mac, in.bytes.data, in.bytes.len) == 1;
    else sha_update(&h->sha.inner, in.bytes.data, in.bytes.len);
    input_release(&in);
  }
  eddy_ret_bool(info, ok);
  return NULL;
}

/* digest(hex?) */
static napi_value hmac_digest(napi_env env, napi_callback_info info) {
  struct hmac *h = eddy_native_of(eddy_this(info), &hmac_class);
  unsigned char out[EVP_MAX_MD_SIZE];
  size_t len = 0;
  if (h && !h->mac) {
    len = h->sha.inner.kind->size;
    sha_hmac_final(&h->sha, out);
    return digest_out(env, out, (unsigned)len, eddy_arg_bool(info, 0));
  }
  if (h && EVP_MAC_final(h->mac, out, &len, sizeof out) == 1) return digest_out(env, out, (unsigned)len, eddy_arg_bool(info, 0));
  napi_throw(env, eddy_openssl_error(env, "HMAC failed"));
  return NULL;
}

static const struct eddy_method hmac_methods[] = {
  {"update", hmac_update, 2, NULL}, {"digest", hmac_digest, 1, NULL},
};
static const struct eddy_class hmac_class = {"Hmac", hmac_construct, hmac_methods, COUNTOF(hmac_methods), NULL};

static const struct eddy_method methods[] = {
  {"hash", hash_whole, 4, NULL}, {"hmac", hmac_whole, 6, NULL}, {"shaNumber", hash_sha_number, 1, NULL},
};
static const struct eddy_class *const classes[] = {&hash_class, &hmac_class};
const struct eddy_binding eddy_binding_crypto_hash = {
  "crypto_hash", methods, COUNTOF(methods), classes, COUNTOF(classes), NULL,
};

// SPDX-License-Identifier: MIT
/* crypto_cipher.c: symmetric ciphers, with and without authentication, and what is known about them.
 * Used by lib/internal/crypto/cipher.js, which has validated everything but lengths. */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>

#include <limits.h>
#include <strings.h>

#include "crypto.h"
#include "crypto_gcm.h"

enum tag_state { TAG_UNKNOWN, TAG_KNOWN, TAG_PASSED };

struct cipher {
  EVP_CIPHER_CTX *ctx; /* either this or gcm, neither after final() */
  struct gcm *gcm;
  struct eddy_native native;
  bool encrypt, authenticated, failed;
  int mode;
  bool chacha;
  int64_t tag_len;   /* -1: not given */
  unsigned char tag[EVP_GCM_TLS_TAG_LEN];
  enum tag_state tag_state;
  int64_t max_message;
};
static const struct eddy_class cipher_class;

static void cipher_free(void *owner) {
  struct cipher *c = owner;
  EVP_CIPHER_CTX_free(c->ctx);
  gcm_free(c->gcm);
  OPENSSL_cleanse(c->tag, sizeof c->tag);
  free(c);
}

static bool is_open(const struct cipher *c) { return c->ctx || c->gcm; }

static bool is_chacha(const EVP_CIPHER *cipher) { return EVP_CIPHER_get_nid(cipher) == NID_chacha20_poly1305; }

static bool is_authenticated(const EVP_CIPHER *cipher) {
  const int mode = EVP_CIPHER_get_mode(cipher);
  return mode == EVP_CIPH_GCM_MODE || mode == EVP_CIPH_CCM_MODE || mode == EVP_CIPH_OCB_MODE || is_chacha(cipher);
}

static bool gcm_tag_valid(int64_t len) { return len == 4 || len == 8 || (len >= 12 && len <= 16); }

static bool throw_tag_length(napi_env env, int64_t len) {
  char text[80];
  snprintf(text, sizeof text, "Invalid authentication tag length: %lld", (long long)len);
  eddy_throw_type(env, "ERR_CRYPTO_INVALID_AUTH_TAG", text);
  return false;
}

static bool throw_iv(napi_env env) {
  eddy_throw_type(env, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
  return false;
}

/* Lengths of nonce and tag, before key and nonce are set. */
static bool init_authenticated(napi_env env, struct cipher *c, const char *name, size_t iv_len) {
  if (EVP_CIPHER_CTX_ctrl(c->ctx, EVP_CTRL_AEAD_SET_IVLEN, (int)iv_len, NULL) != 1) return throw_iv(env);
  if (c->mode == EVP_CIPH_GCM_MODE) return c->tag_len < 0 || gcm_tag_valid(c->tag_len) || throw_tag_length(env, c->tag_len);
  if (c->tag_len < 0) {
    if (!c->chacha) {
      char text[160];
      snprintf(text, sizeof text, "authTagLength required for %s", name);
      eddy_throw_type(env, "ERR_CRYPTO_INVALID_AUTH_TAG", text);
      return false;
    }
    c->tag_len = 16;
  }
  if (c->tag_len > (int64_t)sizeof c->tag ||
      EVP_CIPHER_CTX_ctrl(c->ctx, EVP_CTRL_AEAD_SET_TAG, (int)c->tag_len, NULL) != 1) {
    return throw_tag_length(env, c->tag_len);
  }
  if (c->mode == EVP_CIPH_CCM_MODE) {
    c->max_message = iv_len == 12 ? 16777215 : iv_len == 13 ? 65535 : INT_MAX;
  }
  return true;
}

/* Nothing to be set before key and nonce are: one call does. */
static bool usual_lengths(const struct cipher *c, const EVP_CIPHER *cipher, const struct eddy_bytes *key,
                          const struct eddy_bytes *iv) {
  if (key->len != (size_t)EVP_CIPHER_get_key_length(cipher)) return false;
  if (!c->authenticated) return true;
  return c->mode == EVP_CIPH_GCM_MODE && c->tag_len < 0 && iv && iv->len == (size_t)EVP_CIPHER_get_iv_length(cipher);
}

static bool start(napi_env env, struct cipher *c, const EVP_CIPHER *cipher, const char *name,
                  const struct eddy_bytes *key, const struct eddy_bytes *iv) {
  const int want = EVP_CIPHER_get_iv_length(cipher);
  if (!iv && want != 0) return throw_iv(env);
  if (iv && !c->authenticated && iv->len != (size_t)want) return throw_iv(env);
  if (iv && c->chacha && iv->len > 12) return throw_iv(env);
  if (iv && gcm_usable(cipher, key->len, iv->len)) {
    if (c->tag_len >= 0 && !gcm_tag_valid(c->tag_len)) return throw_tag_length(env, c->tag_len);
    if ((c->gcm = gcm_new(c->encrypt, key->data, key->len, iv->data, iv->len)) != NULL) return true;
  }
  c->ctx = EVP_CIPHER_CTX_new();
  if (c->mode == EVP_CIPH_WRAP_MODE) EVP_CIPHER_CTX_set_flags(c->ctx, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  if (usual_lengths(c, cipher, key, iv)) {
    if (EVP_CipherInit_ex(c->ctx, cipher, NULL, key->data, iv ? iv->data : NULL, c->encrypt) == 1) return true;
    napi_throw(env, eddy_openssl_error_as(env, "Failed to initialize cipher", OPENSSL_STACK_ALL));
    return false;
  }
  if (EVP_CipherInit_ex(c->ctx, cipher, NULL, NULL, NULL, c->encrypt) != 1) {
    napi_throw(env, eddy_openssl_error_as(env, "Failed to initialize cipher", OPENSSL_STACK_ALL));
    return false;
  }
  if (c->authenticated && !init_authenticated(env, c, name, iv ? iv->len : 0)) return false;
  if (key->len > INT_MAX || EVP_CIPHER_CTX_set_key_length(c->ctx, (int)key->len) != 1) {
    eddy_throw_range(env, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    return false;
  }
  if (EVP_CipherInit_ex(c->ctx, NULL, NULL, key->data, iv ? iv->data : NULL, c->encrypt) != 1) {
    napi_throw(env, eddy_openssl_error_as(env, "Failed to initialize cipher", OPENSSL_STACK_ALL));
    return false;
  }
  return true;
}

/* new Cipher(encrypt, name, key, iv | null, authTagLength | -1) */
static napi_value cipher_construct(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  struct eddy_bytes key, iv;
  eddy_arg_str(env, info, 1, &name);
  const int64_t tag_len = eddy_arg_i64(info, 4);
  const EVP_CIPHER *cipher = eddy_cipher_find(name.data);
  if (!cipher) {
    eddy_str_release(&name);
    eddy_throw(env, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
    return NULL;
  }
  CHECK(eddy_arg_bytes(info, 2, &key));
  const bool has_iv = eddy_arg_bytes(info, 3, &iv);
  static uint8_t nothing[1];
  if (has_iv && !iv.data) iv.data = nothing;
  if (!key.data) key.data = nothing;
  struct cipher *c = eddy_calloc(1, sizeof *c);
  c->encrypt = eddy_arg_bool(info, 0);
  c->mode = EVP_CIPHER_get_mode(cipher);
  c->chacha = is_chacha(cipher);
  c->authenticated = is_authenticated(cipher);
  c->tag_len = tag_len;
  c->max_message = INT_MAX;
  const bool ok = start(env, c, cipher, name.data, &key, has_iv ? &iv : NULL);
  eddy_str_release(&name);
  if (!ok) {
    ERR_clear_error();
    cipher_free(c);
    return NULL;
  }
  eddy_native_init(env, eddy_this(info), &c->native, &cipher_class, c, cipher_free);
  return NULL;
}

static struct cipher *cipher_this(napi_callback_info info) {
  return eddy_native_of(eddy_this(info), &cipher_class);
}

static bool pass_tag(struct cipher *c) {
  if (c->tag_state != TAG_KNOWN) return true;
  if (!c->gcm && EVP_CIPHER_CTX_ctrl(c->ctx, EVP_CTRL_AEAD_SET_TAG, (int)c->tag_len, c->tag) != 1) return false;
  c->tag_state = TAG_PASSED;
  return true;
}

static bool message_fits(napi_env env, struct cipher *c, int64_t len) {
  if (c->mode != EVP_CIPH_CCM_MODE || len <= c->max_message) return true;
  eddy_throw_range(env, "ERR_CRYPTO_INVALID_MESSAGELEN", "Invalid message length");
  return false;
}

/* What OpenSSL has to say about it is not told, as in Node. */
static napi_value refuse_data(napi_env env) {
  ERR_clear_error();
  eddy_throw(env, NULL, "Trying to add data in unsupported state");
  return NULL;
}

/* Where results go that are small enough: bytes of the caller, who gets their number and copies them. A Buffer made here
 * costs more than all the rest. Valid until JavaScript runs. */
static uint8_t *scratch_for(napi_callback_info info, int i, size_t need) {
  struct eddy_bytes scratch;
  return eddy_arg_bytes(info, i, &scratch) && scratch.len >= need ? scratch.data : NULL;
}

static bool add_text(struct cipher *c, uint8_t *out, int *made, const uint8_t *in, int len) {
  if (!c->gcm) return EVP_CipherUpdate(c->ctx, out, made, in, len) == 1;
  *made = len;
  return gcm_update(c->gcm, in, (size_t)len, out);
}

/* update(bytes, scratch) -> Buffer, or the number of bytes in scratch */
static napi_value cipher_update(napi_env env, napi_callback_info info) {
  struct cipher *c = cipher_this(info);
  struct eddy_bytes in;
  if (!c || !eddy_arg_bytes(info, 0, &in)) return NULL;
  if (in.len > INT_MAX) {
    eddy_throw_range(env, "ERR_OUT_OF_RANGE", "data is too long");
    return NULL;
  }
  static const uint8_t nothing[1];
  const uint8_t *data = in.data ? in.data : nothing;
  if (!is_open(c)) return refuse_data(env);
  if (!message_fits(env, c, (int64_t)in.len)) return NULL;
  if (!c->encrypt && c->authenticated && !pass_tag(c)) return refuse_data(env);
  const int block = c->gcm ? 1 : EVP_CIPHER_CTX_get_block_size(c->ctx);
  int room = in.len > INT_MAX - EVP_MAX_BLOCK_LENGTH ? -1 : (int)in.len + block;
  if (c->mode == EVP_CIPH_WRAP_MODE && EVP_CipherUpdate(c->ctx, NULL, &room, data, (int)in.len) != 1) {
    return refuse_data(env);
  }
  /* A length that overflows, or that key wrapping refuses, comes out negative. */
  uint8_t *scratch = room < 0 ? NULL : scratch_for(info, 1, (size_t)room);
  uint8_t *out = room < 0 ? NULL : scratch ? scratch : malloc((size_t)room + 1);
  int len = 0;
  if (!out) return refuse_data(env);
  const bool ok = add_text(c, out, &len, data, (int)in.len);
  if (!ok && !(c->mode == EVP_CIPH_CCM_MODE && !c->encrypt)) {
    if (!scratch) free(out);
    return refuse_data(env);
  }
  if (!ok) {
    /* A wrong tag: final() tells, and what came out before it is nobody's business. */
    c->failed = true;
    ERR_clear_error();
    OPENSSL_cleanse(out, (size_t)room);
    len = 0;
  }
  if (scratch) {
    eddy_ret_i32(info, len);
    return NULL;
  }
  return eddy_buffer_adopt(env, out, (size_t)len);
}

static bool finish_gcm(struct cipher *c) {
  unsigned char tag[GCM_TAG];
  if (c->tag_len < 0) c->tag_len = GCM_TAG;
  gcm_final(c->gcm, c->encrypt ? c->tag : tag);
  return c->encrypt || (c->tag_state == TAG_PASSED && CRYPTO_memcmp(tag, c->tag, (size_t)c->tag_len) == 0);
}

/* The last bytes; leaves the tag of an encryption in c->tag. */
static bool finish(struct cipher *c, unsigned char *out, int *len) {
  if (!c->encrypt && c->authenticated) {
    if (!pass_tag(c)) return false;
    if (c->chacha && c->tag_state != TAG_PASSED) return false;
  }
  if (c->gcm) return finish_gcm(c);
  if (!c->encrypt && c->mode == EVP_CIPH_CCM_MODE) return !c->failed && c->tag_state == TAG_PASSED;
  if (EVP_CipherFinal_ex(c->ctx, out, len) != 1) return false;
  if (!c->encrypt || !c->authenticated) return true;
  if (c->tag_len < 0) c->tag_len = 16;
  return EVP_CIPHER_CTX_ctrl(c->ctx, EVP_CTRL_AEAD_GET_TAG, (int)c->tag_len, c->tag) == 1;
}

/* final(scratch) -> the number of bytes in scratch */
static napi_value cipher_final(napi_env env, napi_callback_info info) {
  struct cipher *c = cipher_this(info);
  if (!c) return NULL;
  if (!is_open(c)) {
    eddy_throw(env, "ERR_CRYPTO_INVALID_STATE", "Invalid state");
    return NULL;
  }
  unsigned char *out = scratch_for(info, 0, EVP_MAX_BLOCK_LENGTH);
  int len = 0;
  if (!out) return NULL;
  const bool ok = finish(c, out, &len);
  EVP_CIPHER_CTX_free(c->ctx);
  gcm_free(c->gcm);
  c->ctx = NULL;
  c->gcm = NULL;
  if (!ok) {
    const char *text = c->authenticated ? "Unsupported state or unable to authenticate data" : "Unsupported state";
    napi_throw(env, eddy_openssl_error_as(env, text, OPENSSL_STACK_ALL));
    return NULL;
  }
  if (c->encrypt && c->authenticated) c->tag_state = TAG_KNOWN;
  eddy_ret_i32(info, len);
  return NULL;
}

static napi_value cipher_set_auto_padding(napi_env env, napi_callback_info info) {
  (void)env;
  struct cipher *c = cipher_this(info);
  eddy_ret_bool(info, c && (c->gcm || (c->ctx && EVP_CIPHER_CTX_set_padding(c->ctx, eddy_arg_bool(info, 0)) == 1)));
  return NULL;
}

/* getAuthTag(scratch) -> the number of bytes in scratch, undefined before final() */
static napi_value cipher_get_auth_tag(napi_env env, napi_callback_info info) {
  (void)env;
  struct cipher *c = cipher_this(info);
  if (!c || is_open(c) || !c->encrypt || c->tag_state != TAG_KNOWN) return NULL;
  uint8_t *scratch = scratch_for(info, 0, (size_t)c->tag_len);
  if (!scratch) return NULL;
  memcpy(scratch, c->tag, (size_t)c->tag_len);
  eddy_ret_i32(info, (int32_t)c->tag_len);
  return NULL;
}

/* setAuthTag(bytes) -> false in a wrong state; null: it is short, and that was not announced */
static napi_value cipher_set_auth_tag(napi_env env, napi_callback_info info) {
  struct cipher *c = cipher_this(info);
  struct eddy_bytes tag;
  if (!c || !is_open(c) || !c->authenticated || c->encrypt || c->tag_state != TAG_UNKNOWN) {
    eddy_ret_bool(info, false);
    return NULL;
  }
  eddy_arg_bytes(info, 0, &tag);
  bool valid = c->tag_len == (int64_t)tag.len;
  if (c->mode == EVP_CIPH_GCM_MODE) valid = (c->tag_len < 0 || valid) && gcm_tag_valid((int64_t)tag.len);
  if (!valid || tag.len > sizeof c->tag) {
    throw_tag_length(env, (int64_t)tag.len);
    return NULL;
  }
  const bool unannounced = c->tag_len < 0 && tag.len < 16;
  c->tag_len = (int64_t)tag.len;
  if (tag.len) memcpy(c->tag, tag.data, tag.len);
  c->tag_state = TAG_KNOWN;
  if (unannounced) eddy_ret_null(info);
  else eddy_ret_bool(info, true);
  return NULL;
}

/* setAAD(bytes, plaintextLength | -1) */
static napi_value cipher_set_aad(napi_env env, napi_callback_info info) {
  struct cipher *c = cipher_this(info);
  struct eddy_bytes aad;
  const int64_t plain = eddy_arg_i64(info, 1);
  bool ok = c && is_open(c) && c->authenticated && eddy_arg_bytes(info, 0, &aad) && aad.len <= INT_MAX;
  int len;
  if (ok && c->mode == EVP_CIPH_CCM_MODE) {
    if (plain < 0) {
      eddy_throw_type(env, "ERR_MISSING_ARGS", "options.plaintextLength required for CCM mode with AAD");
      return NULL;
    }
    if (!message_fits(env, c, plain)) return NULL;
    if (!c->encrypt) ok = pass_tag(c);
    ok = ok && EVP_CipherUpdate(c->ctx, NULL, &len, NULL, (int)plain) == 1;
  }
  ok = ok && (c->gcm ? gcm_aad(c->gcm, aad.data, aad.len)
                     : EVP_CipherUpdate(c->ctx, NULL, &len, aad.data, (int)aad.len) == 1);
  ERR_clear_error();
  eddy_ret_bool(info, ok);
  return NULL;
}

static const struct eddy_method cipher_methods[] = {
  {"update", cipher_update, 2, NULL},       {"final", cipher_final, 1, NULL},
  {"setAutoPadding", cipher_set_auto_padding, 1, NULL},
  {"getAuthTag", cipher_get_auth_tag, 1, NULL}, {"setAuthTag", cipher_set_auth_tag, 1, NULL},
  {"setAAD", cipher_set_aad, 2, NULL},
};
static const struct eddy_class cipher_class = {"Cipher", cipher_construct, cipher_methods, COUNTOF(cipher_methods), NULL};

static const char *mode_name(const EVP_CIPHER *cipher) {
  if (is_chacha(cipher)) return "stream";
  switch (EVP_CIPHER_get_mode(cipher)) {
    case EVP_CIPH_CBC_MODE: return "cbc";
    case EVP_CIPH_CCM_MODE: return "ccm";
    case EVP_CIPH_CFB_MODE: return "cfb";
    case EVP_CIPH_CTR_MODE: return "ctr";
    case EVP_CIPH_ECB_MODE: return "ecb";
    case EVP_CIPH_GCM_MODE: return "gcm";
    case EVP_CIPH_OCB_MODE: return "ocb";
    case EVP_CIPH_OFB_MODE: return "ofb";
    case EVP_CIPH_WRAP_MODE: return "wrap";
    case EVP_CIPH_XTS_MODE: return "xts";
    case EVP_CIPH_SIV_MODE: return "siv";
    case EVP_CIPH_STREAM_CIPHER: return "stream";
    default: return NULL;
  }
}

/* Does the cipher take these lengths (-1: not asked)? Changes iv_len to the one asked for. */
static bool lengths_fit(const EVP_CIPHER *cipher, int64_t key, int64_t iv, int *iv_len) {
  EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
  bool ok = EVP_CipherInit_ex(ctx, cipher, NULL, NULL, NULL, 1) == 1;
  if (ok && key >= 0) ok = key <= INT_MAX && EVP_CIPHER_CTX_set_key_length(ctx, (int)key) == 1;
  if (ok && iv >= 0) {
    if (is_authenticated(cipher)) {
      /* None at all is fine for GCM in OpenSSL 3.5, which Node has. */
      ok = (iv == 0 && EVP_CIPHER_get_mode(cipher) == EVP_CIPH_GCM_MODE) ||
           (iv <= INT_MAX && EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_IVLEN, (int)iv, NULL) == 1);
    } else {
      ok = iv == *iv_len;
    }
    *iv_len = (int)iv;
  }
  EVP_CIPHER_CTX_free(ctx);
  ERR_clear_error();
  return ok;
}

/* cipherInfo(name | nid, keyLength | -1, ivLength | -1) -> object, or undefined */
static napi_value cipher_info(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  const EVP_CIPHER *cipher;
  if (eddy_arg_str(env, info, 0, &name)) {
    cipher = EVP_get_cipherbyname(name.data);
    if (!cipher) cipher = eddy_cipher_find(name.data); /* one without a number */
    if (!cipher) ERR_clear_error();
    eddy_str_release(&name);
  } else {
    const int nid = eddy_arg_i32(info, 0);
    cipher = nid ? EVP_get_cipherbynid(nid) : NULL;
    ERR_clear_error();
  }
  if (!cipher) return NULL;
  int iv_len = EVP_CIPHER_get_iv_length(cipher);
  const int64_t key = eddy_arg_i64(info, 1), iv = eddy_arg_i64(info, 2);
  if ((key >= 0 || iv >= 0) && !lengths_fit(cipher, key, iv, &iv_len)) return NULL;
  const int nid = EVP_CIPHER_get_nid(cipher), block = EVP_CIPHER_get_block_size(cipher);
  napi_value out = eddy_object(env);
  const char *mode = mode_name(cipher);
  if (mode) eddy_set_str(env, out, "mode", mode);
  char lower[80];
  snprintf(lower, sizeof lower, "%s", nid ? OBJ_nid2sn(nid) : EVP_CIPHER_get0_name(cipher));
  for (char *p = lower; *p; p++) if (*p >= 'A' && *p <= 'Z') *p = (char)(*p + 32);
  eddy_set_str(env, out, "name", lower);
  if (nid) eddy_set_i32(env, out, "nid", nid);
  if (EVP_CIPHER_get_mode(cipher) != EVP_CIPH_STREAM_CIPHER) eddy_set_i32(env, out, "blockSize", block);
  if (iv_len != 0) eddy_set_i32(env, out, "ivLength", iv_len);
  eddy_set_i32(env, out, "keyLength", key >= 0 ? (int32_t)key : EVP_CIPHER_get_key_length(cipher));
  return out;
}

static const struct eddy_method methods[] = {{"cipherInfo", cipher_info, 3, NULL}};
static const struct eddy_class *const classes[] = {&cipher_class};
const struct eddy_binding eddy_binding_crypto_cipher = {
  "crypto_cipher", methods, COUNTOF(methods), classes, COUNTOF(classes), NULL,
};

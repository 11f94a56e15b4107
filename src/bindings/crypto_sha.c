// SPDX-License-Identifier: MIT
/* crypto_sha.c: see crypto_sha.h. No V8, no libuv. */
#include "crypto_sha.h"

#include <openssl/crypto.h>

#include <string.h>
#include <strings.h>

#define SHA_WRAP(name, type, init_fn, update_fn, final_fn)                                                          \
  static int name##_init(void *ctx) { return init_fn((type *)ctx); }                                                \
  static int name##_update(void *ctx, const void *data, size_t len) { return update_fn((type *)ctx, data, len); }    \
  static int name##_final(unsigned char *out, void *ctx) { return final_fn(out, (type *)ctx); }

SHA_WRAP(md5, MD5_CTX, MD5_Init, MD5_Update, MD5_Final)
SHA_WRAP(sha1, SHA_CTX, SHA1_Init, SHA1_Update, SHA1_Final)
SHA_WRAP(sha224, SHA256_CTX, SHA224_Init, SHA224_Update, SHA224_Final)
SHA_WRAP(sha256, SHA256_CTX, SHA256_Init, SHA256_Update, SHA256_Final)
SHA_WRAP(sha384, SHA512_CTX, SHA384_Init, SHA384_Update, SHA384_Final)
SHA_WRAP(sha512, SHA512_CTX, SHA512_Init, SHA512_Update, SHA512_Final)

static const struct sha_kind kinds[] = {
  {16, 64, md5_init, md5_update, md5_final, sizeof(MD5_CTX)},
  {20, 64, sha1_init, sha1_update, sha1_final, sizeof(SHA_CTX)},
  {28, 64, sha224_init, sha224_update, sha224_final, sizeof(SHA256_CTX)},
  {32, 64, sha256_init, sha256_update, sha256_final, sizeof(SHA256_CTX)},
  {48, 128, sha384_init, sha384_update, sha384_final, sizeof(SHA512_CTX)},
  {64, 128, sha512_init, sha512_update, sha512_final, sizeof(SHA512_CTX)},
};
enum { SHA256_NUMBER = 4, SHA512_NUMBER = 6 }; /* positions, from 1 */
static const char *const names[] = {"MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"};

/* The length of what `name` begins with, in any case; 0: with something else. */
static size_t begins(const char *name, const char *start) {
  const size_t len = strlen(start);
  return strncasecmp(name, start, len) == 0 ? len : 0;
}

/* OpenSSL's names: SHA256, RSA-SHA256, SHA2-256, SHA-256. */
int sha_number(const char *name) {
  const size_t rsa = begins(name, "RSA-");
  name += rsa;
  if (strcasecmp(name, names[0]) == 0) return 1;
  if (!begins(name, "SHA")) return 0;
  name += 3;
  const size_t extra = rsa ? 0 : begins(name, "2-");
  if (extra) name += extra;
  else if (*name == '-' && !rsa) name++;
  for (int i = extra ? 2 : 1; i < (int)(sizeof names / sizeof *names); i++) {
    if (strcmp(names[i] + 3, name) == 0) return i + 1;
  }
  return 0;
}

const char *sha_name(int number) { return names[number - 1]; }

const struct sha_kind *sha_kind(int number) {
  return number >= 1 && number <= (int)(sizeof kinds / sizeof *kinds) ? &kinds[number - 1] : NULL;
}

void sha_init(struct sha *s, const struct sha_kind *kind) {
  s->kind = kind;
  kind->init(&s->ctx);
}
void sha_update(struct sha *s, const void *data, size_t len) {
  if (len) s->kind->update(&s->ctx, data, len);
}
void sha_final(struct sha *s, uint8_t *out) { s->kind->final(out, &s->ctx); }

/* ---- HMAC ---------------------------------------------------------------------------------------------- */

void sha_hmac_init(struct sha_hmac *h, const struct sha_kind *kind, const void *key, size_t key_len) {
  uint8_t block[SHA_BLOCK_MAX] = {0};
  sha_init(&h->inner, kind);
  if (key_len > kind->block) {
    sha_update(&h->inner, key, key_len);
    sha_final(&h->inner, block);
    sha_init(&h->inner, kind);
  } else if (key_len) {
    memcpy(block, key, key_len);
  }
  for (unsigned i = 0; i < kind->block; i++) block[i] ^= 0x36;
  sha_update(&h->inner, block, kind->block);
  for (unsigned i = 0; i < kind->block; i++) block[i] ^= 0x36 ^ 0x5c;
  sha_init(&h->outer, kind);
  sha_update(&h->outer, block, kind->block);
  OPENSSL_cleanse(block, sizeof block);
}

void sha_hmac_final(struct sha_hmac *h, uint8_t *out) {
  uint8_t inner[SHA_SIZE_MAX];
  sha_final(&h->inner, inner);
  sha_update(&h->outer, inner, h->outer.kind->size);
  sha_final(&h->outer, out);
}

/* ---- byte order: the state is in words of the machine's, digests are big-endian ---- */

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static uint32_t big32(uint32_t v) { return __builtin_bswap32(v); }
static uint64_t big64(uint64_t v) { return __builtin_bswap64(v); }
#else
static uint32_t big32(uint32_t v) { return v; }
static uint64_t big64(uint64_t v) { return v; }
#endif

/* ---- PBKDF2 -------------------------------------------------------------------------------------------- */

/* u = HMAC(u), from the states after the key's blocks: for digests without a loop of their own */
static void pbkdf2_round(const struct sha_hmac *start, uint8_t *u) {
  struct sha_hmac h;
  const struct sha_kind *kind = start->inner.kind;
  memcpy(&h.inner.ctx, &start->inner.ctx, kind->ctx_size);
  kind->update(&h.inner.ctx, u, kind->size);
  kind->final(u, &h.inner.ctx);
  memcpy(&h.outer.ctx, &start->outer.ctx, kind->ctx_size);
  kind->update(&h.outer.ctx, u, kind->size);
  kind->final(u, &h.outer.ctx);
}

/* The second block of both hashes of an HMAC over its own output: the output, then padding that never changes. */
static void pad_block(uint8_t *block, unsigned block_size, unsigned size) {
  const uint64_t bits = (uint64_t)(block_size + size) * 8;
  memset(block, 0, block_size);
  block[size] = 0x80;
  for (unsigned i = 0; i < 8; i++) block[block_size - 1 - i] = (uint8_t)(bits >> (8 * i));
}

/* Rounds 2 … n of one block of SHA-256: two compressions each, nothing else. */
static void pbkdf2_sha256(const struct sha_hmac *start, uint64_t iterations, const uint8_t *u, uint8_t *t) {
  SHA256_CTX ctx = start->inner.ctx.sha256;
  uint8_t bytes[SHA256_CBLOCK];
  uint32_t block[SHA256_CBLOCK / 4], sum[8];
  pad_block(bytes, SHA256_CBLOCK, 32);
  memcpy(bytes, u, 32);
  memcpy(block, bytes, sizeof block);
  memcpy(sum, t, sizeof sum);
  for (uint64_t i = 1; i < iterations; i++) {
    memcpy(ctx.h, start->inner.ctx.sha256.h, sizeof ctx.h);
    SHA256_Transform(&ctx, (const unsigned char *)block);
    for (int k = 0; k < 8; k++) block[k] = big32(ctx.h[k]);
    memcpy(ctx.h, start->outer.ctx.sha256.h, sizeof ctx.h);
    SHA256_Transform(&ctx, (const unsigned char *)block);
    for (int k = 0; k < 8; k++) sum[k] ^= block[k] = big32(ctx.h[k]);
  }
  memcpy(t, sum, sizeof sum);
  OPENSSL_cleanse(block, sizeof block);
  OPENSSL_cleanse(&ctx, sizeof ctx);
}

/* The same with SHA-512. */
static void pbkdf2_sha512(const struct sha_hmac *start, uint64_t iterations, const uint8_t *u, uint8_t *t) {
  SHA512_CTX ctx = start->inner.ctx.sha512;
  uint8_t bytes[SHA512_CBLOCK];
  uint64_t block[SHA512_CBLOCK / 8], sum[8];
  pad_block(bytes, SHA512_CBLOCK, 64);
  memcpy(bytes, u, 64);
  memcpy(block, bytes, sizeof block);
  memcpy(sum, t, sizeof sum);
  for (uint64_t i = 1; i < iterations; i++) {
    memcpy(ctx.h, start->inner.ctx.sha512.h, sizeof ctx.h);
    SHA512_Transform(&ctx, (const unsigned char *)block);
    for (int k = 0; k < 8; k++) block[k] = big64(ctx.h[k]);
    memcpy(ctx.h, start->outer.ctx.sha512.h, sizeof ctx.h);
    SHA512_Transform(&ctx, (const unsigned char *)block);
    for (int k = 0; k < 8; k++) sum[k] ^= block[k] = big64(ctx.h[k]);
  }
  memcpy(t, sum, sizeof sum);
  OPENSSL_cleanse(block, sizeof block);
  OPENSSL_cleanse(&ctx, sizeof ctx);
}

static void pbkdf2_rounds(const struct sha_hmac *start, uint64_t iterations, uint8_t *u, uint8_t *t) {
  const struct sha_kind *kind = start->inner.kind;
  if (kind == &kinds[SHA256_NUMBER - 1]) {
    pbkdf2_sha256(start, iterations, u, t);
  } else if (kind == &kinds[SHA512_NUMBER - 1]) {
    pbkdf2_sha512(start, iterations, u, t);
  } else {
    for (uint64_t i = 1; i < iterations; i++) {
      pbkdf2_round(start, u);
      for (unsigned k = 0; k < kind->size; k++) t[k] ^= u[k];
    }
  }
}

void sha_pbkdf2(const struct sha_kind *kind, const void *password, size_t password_len, const void *salt, size_t salt_len,
                uint64_t iterations, uint8_t *out, size_t out_len) {
  struct sha_hmac start;
  sha_hmac_init(&start, kind, password, password_len);
  for (uint32_t block = 1; out_len > 0; block++) {
    uint8_t u[SHA_SIZE_MAX], t[SHA_SIZE_MAX];
    const uint8_t number[4] = {(uint8_t)(block >> 24), (uint8_t)(block >> 16), (uint8_t)(block >> 8), (uint8_t)block};
    struct sha_hmac h = start;
    sha_update(&h.inner, salt, salt_len);
    sha_update(&h.inner, number, sizeof number);
    sha_hmac_final(&h, u);
    memcpy(t, u, kind->size);
    pbkdf2_rounds(&start, iterations, u, t);
    const size_t n = out_len < kind->size ? out_len : kind->size;
    memcpy(out, t, n);
    out += n;
    out_len -= n;
    OPENSSL_cleanse(t, sizeof t);
    OPENSSL_cleanse(u, sizeof u);
  }
  OPENSSL_cleanse(&start, sizeof start);
}

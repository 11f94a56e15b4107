// SPDX-License-Identifier: MIT
/* crypto_sha.h: MD5, SHA-1 and SHA-2 without allocations, HMAC and PBKDF2 over them. OpenSSL 3's general interface costs
 * several times what hashing a short message does; these are the same compression functions, called directly. */
#ifndef EDDY_CRYPTO_SHA_H
#define EDDY_CRYPTO_SHA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OPENSSL_SUPPRESS_DEPRECATED /* the interface without allocations is the old one */
#include <openssl/md5.h>
#include <openssl/sha.h>

enum { SHA_BLOCK_MAX = 128, SHA_SIZE_MAX = 64 };

struct sha_kind {
  unsigned size, block;                              /* bytes */
  int (*init)(void *ctx);
  int (*update)(void *ctx, const void *data, size_t len);
  int (*final)(unsigned char *out, void *ctx);
  size_t ctx_size;
};

struct sha {
  const struct sha_kind *kind;
  union { MD5_CTX md5; SHA_CTX sha1; SHA256_CTX sha256; SHA512_CTX sha512; } ctx;
};

/* By name in any case ("sha256", "SHA2-256", "RSA-SHA256" …); its number counts from 1, 0 is none. Any thread. */
int sha_number(const char *name);
const char *sha_name(int number);            /* "SHA256"; for numbers that sha_number has given */
const struct sha_kind *sha_kind(int number); /* NULL for 0 and what is no number */

void sha_init(struct sha *s, const struct sha_kind *kind);
void sha_update(struct sha *s, const void *data, size_t len);
void sha_final(struct sha *s, uint8_t *out);

/* HMAC (RFC 2104): hmac_init, sha_update on h->inner, hmac_final. */
struct sha_hmac { struct sha inner, outer; };
void sha_hmac_init(struct sha_hmac *h, const struct sha_kind *kind, const void *key, size_t key_len);
void sha_hmac_final(struct sha_hmac *h, uint8_t *out);

/* PBKDF2 (RFC 8018). */
void sha_pbkdf2(const struct sha_kind *kind, const void *password, size_t password_len, const void *salt, size_t salt_len,
                uint64_t iterations, uint8_t *out, size_t out_len);

#endif

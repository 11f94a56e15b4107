// SPDX-License-Identifier: MIT
/* crypto_scrypt.c: see crypto_scrypt.h. No V8, no libuv. */
#include "crypto_scrypt.h"

#include <openssl/crypto.h>

#include <string.h>

#include "crypto_sha.h"

enum { SALSA_WORDS = 16 };
struct salsa { uint32_t w[SALSA_WORDS]; };

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static void swap_words(struct salsa *b, size_t n) { (void)b, (void)n; }
#else
static void swap_words(struct salsa *b, size_t n) {
  for (size_t i = 0; i < n; i++) {
    for (int k = 0; k < SALSA_WORDS; k++) b[i].w[k] = __builtin_bswap32(b[i].w[k]);
  }
}
#endif

static inline uint32_t left(uint32_t x, int n) { return x << n | x >> (32 - n); }

/* A round on columns, then one on rows (RFC 7914, 3). Four independent chains a line. All 16 words are variables: what does not
 * fit into registers is on the stack, which is faster than vectors, whose additions wait for each other for longer. */
#define STEP(d, a, b, n) x##d ^= left(x##a + x##b, n);
#define TWO_ROUNDS                                                     \
  STEP(4, 0, 12, 7) STEP(9, 5, 1, 7) STEP(14, 10, 6, 7) STEP(3, 15, 11, 7)     \
  STEP(8, 4, 0, 9) STEP(13, 9, 5, 9) STEP(2, 14, 10, 9) STEP(7, 3, 15, 9)      \
  STEP(12, 8, 4, 13) STEP(1, 13, 9, 13) STEP(6, 2, 14, 13) STEP(11, 7, 3, 13)  \
  STEP(0, 12, 8, 18) STEP(5, 1, 13, 18) STEP(10, 6, 2, 18) STEP(15, 11, 7, 18) \
  STEP(1, 0, 3, 7) STEP(6, 5, 4, 7) STEP(11, 10, 9, 7) STEP(12, 15, 14, 7)     \
  STEP(2, 1, 0, 9) STEP(7, 6, 5, 9) STEP(8, 11, 10, 9) STEP(13, 12, 15, 9)     \
  STEP(3, 2, 1, 13) STEP(4, 7, 6, 13) STEP(9, 8, 11, 13) STEP(14, 13, 12, 13)  \
  STEP(0, 3, 2, 18) STEP(5, 4, 7, 18) STEP(10, 9, 8, 18) STEP(15, 14, 13, 18)
#define EACH_WORD(M) M(0) M(1) M(2) M(3) M(4) M(5) M(6) M(7) M(8) M(9) M(10) M(11) M(12) M(13) M(14) M(15)
#define WORD_TAKE(k) uint32_t x##k = t->w[k];
#define WORD_ADD(k) t->w[k] += x##k;

/* Salsa20/8 */
static inline void salsa_8(struct salsa *t) {
  EACH_WORD(WORD_TAKE)
  for (int i = 0; i < 4; i++) { TWO_ROUNDS }
  EACH_WORD(WORD_ADD)
}

static inline void salsa_xor(struct salsa *t, const struct salsa *a) {
  for (int k = 0; k < SALSA_WORDS; k++) t->w[k] ^= a->w[k];
}

/* scryptBlockMix (4) of `in` to `out`, each of 2 r blocks; of `in` xor `also`, if there is any */
static inline __attribute__((always_inline)) void block_mix(const struct salsa *in, const struct salsa *also, struct salsa *out,
                                                            size_t r) {
  struct salsa t = in[2 * r - 1];
  if (also) salsa_xor(&t, &also[2 * r - 1]);
  for (size_t i = 0; i < 2 * r; i++) {
    salsa_xor(&t, &in[i]);
    if (also) salsa_xor(&t, &also[i]);
    salsa_8(&t);
    out[i / 2 + (i & 1) * r] = t;
  }
}

/* scryptROMix (5) of the 2 r blocks at `b`. `v`: n times as many; `y`: as many */
static void ro_mix(struct salsa *b, size_t r, uint64_t n, struct salsa *v, struct salsa *y) {
  const size_t step = 2 * r;
  memcpy(v, b, step * sizeof *v);
  for (uint64_t i = 1; i < n; i++) block_mix(v + (i - 1) * step, NULL, v + i * step, r);
  block_mix(v + (n - 1) * step, NULL, b, r);
  for (uint64_t i = 0; i < n; i += 2) { /* n is a power of two, and not 1 */
    const struct salsa *last = &b[step - 1];
    block_mix(b, v + ((last->w[0] | (uint64_t)last->w[1] << 32) & (n - 1)) * step, y, r);
    last = &y[step - 1];
    block_mix(y, v + ((last->w[0] | (uint64_t)last->w[1] << 32) & (n - 1)) * step, b, r);
  }
}

size_t scrypt_memory(const struct scrypt *s) { return sizeof(struct salsa) * 2 * s->r * (s->n + s->p + 1); }

void scrypt_derive(const struct scrypt *s, void *memory, uint8_t *out, size_t out_len) {
  const struct sha_kind *sha256 = sha_kind(sha_number("sha256"));
  const size_t step = 2 * s->r;
  struct salsa *v = memory, *y = v + s->n * step, *b = y + step;
  sha_pbkdf2(sha256, s->password, s->password_len, s->salt, s->salt_len, 1, (uint8_t *)b, s->p * step * sizeof *b);
  swap_words(b, s->p * step);
  for (uint64_t i = 0; i < s->p; i++) ro_mix(b + i * step, s->r, s->n, v, y);
  swap_words(b, s->p * step);
  sha_pbkdf2(sha256, s->password, s->password_len, (uint8_t *)b, s->p * step * sizeof *b, 1, out, out_len);
  OPENSSL_cleanse(memory, scrypt_memory(s));
}

// SPDX-License-Identifier: MIT
/* hash.c: contents to 64 bits by multiplying and folding. Four lanes that do not wait for each other, so that
 * megabytes of source text cost a fraction of a millisecond. Used by the caches of compiled code. */
#include "hash.h"

#include <string.h>

/* Odd numbers without a pattern: digits of pi's fraction. */
#define K0 0x243f6a8885a308d3u
#define K1 0x13198a2e03707345u
#define K2 0xa4093822299f31d1u
#define K3 0x082efa98ec4e6c89u

static uint64_t load(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, sizeof word);
  return word;
}

/* The state is added after the multiplication: a factor that happens to be 0 must not wipe it out. */
static uint64_t fold(uint64_t state, uint64_t word, uint64_t key) {
  const unsigned __int128 product = (unsigned __int128)(state ^ word) * key;
  return ((uint64_t)product ^ (uint64_t)(product >> 64)) + (state << 7 | state >> 57);
}

uint64_t eddy_hash64(const void *data, size_t len, uint64_t seed) {
  const uint8_t *p = data, *const end = p + len;
  uint64_t a = seed ^ K0, b = seed ^ K1, c = seed ^ K2, d = seed ^ K3;
  for (; end - p >= 32; p += 32) {
    a = fold(a, load(p), K1);
    b = fold(b, load(p + 8), K2);
    c = fold(c, load(p + 16), K3);
    d = fold(d, load(p + 24), K0);
  }
  for (; end - p >= 8; p += 8) a = fold(a, load(p), K3);
  uint64_t tail = 0;
  if (p < end) memcpy(&tail, p, (size_t)(end - p));
  b = fold(b, tail, K1);
  a = fold(fold(a, b, K2), fold(c, d, K3), K1);
  return fold(fold(a, len, K3), a >> 32, K2);
}

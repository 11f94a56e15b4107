// SPDX-License-Identifier: MIT
/* hex.c: bytes to hexadecimal digits and back, sixteen at a time. No V8, no libuv; used by engine/text.cc.
 * Written with the compiler's vectors, compiled twice: for every processor, and for those with AVX2. Those with AVX-512 take 32. */
#include "hex.h"

#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

typedef uint8_t u8x16 __attribute__((vector_size(16)));
typedef uint8_t u8x32 __attribute__((vector_size(32)));
typedef uint16_t u16x16 __attribute__((vector_size(32)));
typedef uint64_t u64x4 __attribute__((vector_size(32)));

#define INLINE static inline __attribute__((always_inline))

/* Returns how many bytes are done: a multiple of sixteen. */
INLINE size_t hex_encode_blocks(const uint8_t *in, size_t n, uint8_t *out) {
  size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    u8x16 bytes;
    memcpy(&bytes, in + i, 16);
    const u16x16 wide = __builtin_convertvector(bytes, u16x16);
    const u8x32 digits = (u8x32)((wide >> 4 | wide << 8) & 0x0f0f); /* the high one comes first */
    const u8x32 text = digits + '0' + ((u8x32)(digits > 9) & ('a' - '0' - 10));
    memcpy(out + 2 * i, &text, 32);
  }
  return i;
}

/* The same; ends before a block in which something is no digit. */
INLINE size_t hex_decode_blocks(const uint8_t *in, size_t n, uint8_t *out) {
  size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    u8x32 text;
    memcpy(&text, in + 2 * i, 32);
    const u8x32 decimal = text - '0', letter = (text | 32) - 'a';
    const u8x32 is_decimal = (u8x32)(decimal <= 9), is_letter = (u8x32)(letter <= 5);
    const u64x4 good = (u64x4)(is_decimal | is_letter);
    if ((good[0] & good[1] & good[2] & good[3]) != UINT64_MAX) break;
    const u16x16 digits = (u16x16)((decimal & is_decimal) | ((letter + 10) & is_letter));
    const u8x16 bytes = __builtin_convertvector((digits << 4 | digits >> 8) & 0xff, u8x16);
    memcpy(out + i, &bytes, 16);
  }
  return i;
}

static size_t encode_any(const uint8_t *in, size_t n, uint8_t *out) { return hex_encode_blocks(in, n, out); }
static size_t decode_any(const uint8_t *in, size_t n, uint8_t *out) { return hex_decode_blocks(in, n, out); }

#ifdef __x86_64__
__attribute__((target("avx2"))) static size_t encode_avx2(const uint8_t *in, size_t n, uint8_t *out) {
  return hex_encode_blocks(in, n, out);
}
__attribute__((target("avx2"))) static size_t decode_avx2(const uint8_t *in, size_t n, uint8_t *out) {
  return hex_decode_blocks(in, n, out);
}

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vbmi")))

WIDE static size_t encode_wide(const uint8_t *in, size_t n, uint8_t *out) {
  const __m512i digits = _mm512_broadcast_i32x4(_mm_loadu_si128((const void *)"0123456789abcdef"));
  size_t i = 0;
  for (; i + 32 <= n; i += 32) {
    const __m512i bytes = _mm512_cvtepu8_epi16(_mm256_loadu_si256((const void *)(in + i)));
    const __m512i both = _mm512_or_si512(_mm512_srli_epi16(bytes, 4), _mm512_slli_epi16(bytes, 8));
    _mm512_storeu_si512(out + 2 * i, _mm512_shuffle_epi8(digits, _mm512_and_si512(both, _mm512_set1_epi8(15))));
  }
  return i;
}

/* Of the characters 0 to 63 and 64 to 127: their value, 128 for those that are no digits. */
static const uint8_t hex_low[64] = {
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 0,   1,   2,   3,   4,   5,   6,   7,   8,   9,   128, 128, 128, 128, 128, 128};
static const uint8_t hex_high[64] = {
    128, 10,  11,  12,  13,  14,  15,  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 10,  11,  12,  13,  14,  15,  128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128};

WIDE static size_t decode_wide(const uint8_t *in, size_t n, uint8_t *out) {
  const __m512i low = _mm512_loadu_si512(hex_low), high = _mm512_loadu_si512(hex_high);
  size_t i = 0;
  for (; i + 32 <= n; i += 32) {
    const __m512i text = _mm512_loadu_si512(in + 2 * i);
    const __m512i values = _mm512_permutex2var_epi8(low, text, high); /* looks at seven bits of a character */
    if (_mm512_movepi8_mask(_mm512_or_si512(text, values)) != 0) break;
    const __m512i bytes = _mm512_maddubs_epi16(values, _mm512_set1_epi16(0x0110)); /* sixteen times the first, and the second */
    _mm256_storeu_si256((void *)(out + i), _mm512_cvtepi16_epi8(bytes));
  }
  return i;
}

static int hex_is_wide(void) { return __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512bw"); }

#define CHOOSE(verb, in, n, out) \
  (n >= 64 && hex_is_wide() ? verb##_wide(in, n, out) \
   : __builtin_cpu_supports("avx2") ? verb##_avx2(in, n, out) : verb##_any(in, n, out))
#else
#define CHOOSE(verb, in, n, out) verb##_any(in, n, out)
#endif

void eddy_hex_encode(const uint8_t *in, size_t n, uint8_t *out) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = n < 16 ? 0 : CHOOSE(encode, in, n, out); i < n; i++) {
    out[2 * i] = (uint8_t)digits[in[i] >> 4];
    out[2 * i + 1] = (uint8_t)digits[in[i] & 15];
  }
}

static unsigned hex_digit(unsigned c) {
  if (c - '0' <= 9) return c - '0';
  c = (c | 32) - 'a';
  return c <= 5 ? c + 10 : 255;
}

size_t eddy_hex_decode(const uint8_t *in, size_t n, uint8_t *out) {
  size_t i = n < 16 ? 0 : CHOOSE(decode, in, n, out);
  for (; i < n; i++) {
    const unsigned high = hex_digit(in[2 * i]), low = hex_digit(in[2 * i + 1]);
    if ((high | low) > 15) break;
    out[i] = (uint8_t)(high << 4 | low);
  }
  return i;
}

size_t eddy_hex_decode16(const uint16_t *in, size_t n, uint8_t *out) {
  size_t i = 0;
  for (; i < n; i++) {
    const unsigned high = hex_digit(in[2 * i]), low = hex_digit(in[2 * i + 1]);
    if ((high | low) > 15) break;
    out[i] = (uint8_t)(high << 4 | low);
  }
  return i;
}

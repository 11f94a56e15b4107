// SPDX-License-Identifier: MIT
/* hex.c: bytes to hexadecimal digits and back, sixteen at a time. No V8, no libuv; used by engine/text.cc.
 * Written with the compiler's vectors, compiled twice: for every processor, and for those with AVX2. */
#include "hex.h"

#include <string.h>

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
#define CHOOSE(verb, in, n, out) \
  (__builtin_cpu_supports("avx2") ? verb##_avx2(in, n, out) : verb##_any(in, n, out))
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

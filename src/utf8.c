// SPDX-License-Identifier: MIT
/* utf8.c: valid UTF-8 to UTF-16, 64 bytes at a time whatever they are. No V8, no libuv; used by engine/simdutf.cc, whose library
 * takes a step for every few characters. For every byte the unit is made that would begin with it, of the byte and the two behind it;
 * then those are kept that do begin there. */
#include "utf8.h"

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt")))
#define ALL(x) _mm512_set1_epi16((short)(x))

/* Which of 64 bytes are what. */
struct kinds {
  uint64_t two, three, four; /* the first of so many */
  uint64_t low;              /* the second of four, which stands for the low surrogate */
  uint64_t unit;             /* what stands for a unit */
};

WIDE static inline struct kinds utf8_kinds(__m512i bytes, uint64_t high, uint64_t four_before) {
  const uint64_t behind = _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(-64));
  const uint64_t from_three = _mm512_cmpge_epu8_mask(bytes, _mm512_set1_epi8((char)0xe0));
  const uint64_t four = _mm512_cmpge_epu8_mask(bytes, _mm512_set1_epi8((char)0xf0));
  const uint64_t low = four << 1 | four_before;
  return (struct kinds){high & ~behind & ~from_three, from_three & ~four, four, low, ~behind | low};
}

WIDE static inline __m512i utf8_bytes(const uint8_t *p) {
  return _mm512_cvtepu8_epi16(_mm256_loadu_si256((const void *)p));
}

/* Writes the units of 32 bytes; `room` is how many the target still takes. Reads 34 bytes, returns how many units there were. */
WIDE static inline unsigned utf8_half(const uint8_t *p, const struct kinds *k, unsigned shift, uint16_t *out, size_t room) {
  const __m512i first = utf8_bytes(p);
  const __m512i second = _mm512_and_si512(utf8_bytes(p + 1), ALL(63));
  const __m512i third = _mm512_and_si512(utf8_bytes(p + 2), ALL(63));
  const __m512i rest = _mm512_or_si512(_mm512_slli_epi16(second, 6), third);
  const __m512i two = _mm512_or_si512(_mm512_and_si512(_mm512_slli_epi16(first, 6), ALL(0x7c0)), second);
  const __m512i three = _mm512_or_si512(_mm512_slli_epi16(first, 12), rest);
  /* 0xd7c0 + (code point >> 10); of the first byte 0xf0 is too much. */
  const __m512i ten = _mm512_or_si512(_mm512_slli_epi16(second, 2), _mm512_srli_epi16(third, 4));
  const __m512i four = _mm512_add_epi16(_mm512_or_si512(_mm512_slli_epi16(first, 8), ten), ALL(0xd7c0 - 0xf000));
  const __m512i low = _mm512_or_si512(_mm512_and_si512(rest, ALL(0x3ff)), ALL(0xdc00));
  __m512i unit = _mm512_mask_mov_epi16(first, (__mmask32)(k->two >> shift), two);
  unit = _mm512_mask_mov_epi16(unit, (__mmask32)(k->three >> shift), three);
  unit = _mm512_mask_mov_epi16(unit, (__mmask32)(k->four >> shift), four);
  unit = _mm512_mask_mov_epi16(unit, (__mmask32)(k->low >> shift), low);
  const __mmask32 kept = (__mmask32)(k->unit >> shift);
  const unsigned n = (unsigned)__builtin_popcount(kept);
  unit = _mm512_maskz_compress_epi16(kept, unit);
  if (room >= 32) _mm512_storeu_si512(out, unit);
  else _mm512_mask_storeu_epi16(out, (__mmask32)((1ull << n) - 1), unit);
  return n;
}

/* Blocks of 64 bytes, behind the last of which two more can be read. Returns the end of what was written. */
WIDE static uint16_t *utf8_blocks(const uint8_t *in, size_t blocks, uint64_t *four_before, uint16_t *out, uint16_t *end) {
  for (; blocks > 0; blocks--, in += 64) {
    const __m512i bytes = _mm512_loadu_si512(in);
    const uint64_t high = _mm512_movepi8_mask(bytes);
    if (high == 0) {
      _mm512_storeu_si512(out, utf8_bytes(in));
      _mm512_storeu_si512(out + 32, utf8_bytes(in + 32));
      out += 64;
      continue;
    }
    const struct kinds k = utf8_kinds(bytes, high, *four_before);
    *four_before = k.four >> 63;
    out += utf8_half(in, &k, 0, out, (size_t)(end - out));
    out += utf8_half(in + 32, &k, 32, out, (size_t)(end - out));
  }
  return out;
}

bool eddy_utf8_is_wide(void) { return __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bw"); }

void eddy_utf8_widen(const uint8_t *in, size_t n, uint16_t *out, size_t units) {
  uint16_t *const end = out + units;
  uint64_t four_before = 0;
  const size_t whole = n < 66 ? 0 : (n - 2) / 64;
  out = utf8_blocks(in, whole, &four_before, out, end);
  /* The rest and what is read behind it: up to 65 bytes. Bytes that follow nothing stand for no unit. */
  uint8_t last[130];
  uint16_t text[128];
  memset(last, 0x80, sizeof last);
  memcpy(last, in + whole * 64, n - whole * 64);
  utf8_blocks(last, 2, &four_before, text, text + 128);
  memcpy(out, text, (size_t)(end - out) * sizeof *text);
}

#else

bool eddy_utf8_is_wide(void) { return false; }
void eddy_utf8_widen(const uint8_t *in, size_t n, uint16_t *out, size_t units) { (void)in, (void)n, (void)out, (void)units; }

#endif

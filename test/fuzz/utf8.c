// SPDX-License-Identifier: MIT
// Fuzz target for src/utf8.c: what is valid UTF-8, by the table of the standard, becomes the UTF-16 that it says; what is not is left
// to others. The bytes and the units lie in blocks of their own size, so that ASan sees every step outside.
#include <stdlib.h>

#include "../../src/utf8.c"

/* How many bytes the character at p takes; 0: it is not valid. */
static size_t sequence(const uint8_t *p, size_t n, uint32_t *code) {
  const uint8_t first = p[0];
  const size_t size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (size == 0 || size > n) return 0;
  *code = size == 1 ? first : first & (0xffu >> (size + 1));
  for (size_t i = 1; i < size; i++) {
    if ((p[i] & 0xc0) != 0x80) return 0;
    *code = *code << 6 | (p[i] & 63);
  }
  const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  return *code < least[size] || *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff) ? 0 : size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!eddy_utf8_is_wide()) return 0;
  uint16_t *want = malloc(size * 2 + 1);
  size_t n = 0, units = 0;
  uint32_t code;
  /* The longest valid beginning. */
  for (size_t step; n < size && (step = sequence(data + n, size - n, &code)) != 0; n += step) {
    if (code < 0x10000) want[units++] = (uint16_t)code;
    else want[units++] = (uint16_t)(0xd7c0 + (code >> 10)), want[units++] = (uint16_t)(0xdc00 | (code & 0x3ff));
  }
  uint8_t *in = malloc(n + 1);
  uint16_t *out = malloc(units * 2 + 1);
  memcpy(in + 1, data, n);
  eddy_utf8_widen(in + 1, n, out, units);
  if (memcmp(out, want, units * 2) != 0) abort();
  free(in);
  free(out);
  free(want);
  return 0;
}

// SPDX-License-Identifier: MIT
// Unit test of src/utf8.c: characters of all sizes at all places, against a plain decoder. Each text and its target lie in
// blocks of their own size, so that a sanitizer sees every step outside.
#include <stdio.h>
#include <stdlib.h>

#include "../../src/utf8.c"

static uint32_t seed = 1;
static uint32_t next(uint32_t below) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % below;
}

static size_t put(uint32_t c, uint8_t *p) {
  if (c < 0x80) return p[0] = (uint8_t)c, 1;
  if (c < 0x800) return p[0] = (uint8_t)(0xc0 | c >> 6), p[1] = (uint8_t)(0x80 | (c & 63)), 2;
  if (c < 0x10000) {
    p[0] = (uint8_t)(0xe0 | c >> 12), p[1] = (uint8_t)(0x80 | (c >> 6 & 63)), p[2] = (uint8_t)(0x80 | (c & 63));
    return 3;
  }
  p[0] = (uint8_t)(0xf0 | c >> 18), p[1] = (uint8_t)(0x80 | (c >> 12 & 63));
  p[2] = (uint8_t)(0x80 | (c >> 6 & 63)), p[3] = (uint8_t)(0x80 | (c & 63));
  return 4;
}

/* A character of so many bytes; those at the ends of their ranges often. */
static uint32_t some(uint32_t size) {
  static const uint32_t from[] = {0, 0, 0x80, 0x800, 0x10000, 0x110000};
  const uint32_t room = from[size + 1] - from[size], kind = next(4);
  const uint32_t c = kind == 0 ? from[size] : kind == 1 ? from[size + 1] - 1 : from[size] + next(room);
  return c >= 0xd800 && c <= 0xdfff ? 0xfffd : c;
}

/* `lead` ASCII characters, then others of `sizes` (a bit each) until there are n bytes. */
static void try(size_t n, size_t lead, unsigned sizes) {
  uint8_t bytes[512];
  uint16_t want[512];
  size_t used = 0, units = 0;
  while (used < n) {
    uint32_t size = used < lead ? 1 : 1 + next(4);
    if (used >= lead && !(sizes >> size & 1)) continue;
    if (size > n - used) size = 1;
    const uint32_t c = some(size);
    used += put(c, bytes + used);
    if (c < 0x10000) want[units++] = (uint16_t)c;
    else want[units++] = (uint16_t)(0xd7c0 + (c >> 10)), want[units++] = (uint16_t)(0xdc00 | (c & 0x3ff));
  }
  uint8_t *in = malloc(n ? n : 1);
  uint16_t *out = malloc(units ? units * 2 : 2);
  memcpy(in, bytes, n);
  eddy_utf8_widen(in, n, out, units);
  if (memcmp(out, want, units * 2) != 0) {
    fprintf(stderr, "%zu bytes behind %zu of ASCII, sizes %x\n", n, lead, sizes);
    exit(1);
  }
  free(in);
  free(out);
}

int main(void) {
  if (!eddy_utf8_is_wide()) return 0;
  for (unsigned sizes = 2; sizes < 32; sizes += 2) {
    for (size_t n = 0; n <= 300; n++) {
      try(n, 0, sizes);
      try(n, n / 2, sizes);
      try(n, next(200), sizes);
    }
  }
  return 0;
}

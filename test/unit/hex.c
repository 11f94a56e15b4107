// SPDX-License-Identifier: MIT
// Unit test of src/hex.c: all lengths round the blocks, every character in every place.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../src/hex.c"

static int failures;

static void expect(int good, const char *what, size_t n) {
  if (good) return;
  failures++;
  fprintf(stderr, "%s, length %zu\n", what, n);
}

static void round_trip(size_t n) {
  uint8_t in[200], text[401], out[201];
  for (size_t i = 0; i < n; i++) in[i] = (uint8_t)(i * 37 + n);
  memset(text, '#', sizeof text);
  memset(out, '#', sizeof out);
  eddy_hex_encode(in, n, text);
  expect(text[2 * n] == '#', "encode writes too much", n);
  for (size_t i = 0; i < n; i++) {
    char two[3];
    snprintf(two, sizeof two, "%02x", in[i]);
    expect(memcmp(two, text + 2 * i, 2) == 0, "encode", n);
  }
  for (size_t i = 0; i < 2 * n; i += 3) text[i] = (uint8_t)toupper(text[i]);
  expect(eddy_hex_decode(text, n, out) == n && memcmp(in, out, n) == 0 && out[n] == '#', "decode", n);
  uint16_t wide[401];
  for (size_t i = 0; i < 2 * n; i++) wide[i] = text[i];
  memset(out, '#', sizeof out);
  expect(eddy_hex_decode16(wide, n, out) == n && memcmp(in, out, n) == 0 && out[n] == '#', "decode16", n);
}

static void one_character(size_t n, size_t at, unsigned c) {
  uint8_t text[256], out[128] = {0};
  uint16_t wide[256];
  memset(text, '5', sizeof text);
  text[at] = (uint8_t)c;
  for (size_t i = 0; i < sizeof text; i++) wide[i] = text[i];
  const size_t want = isxdigit((int)c) ? n : at / 2;
  expect(eddy_hex_decode(text, n, out) == want, "a character", n);
  if (want == n) expect(out[at / 2] == (uint8_t)strtol((char[]){(char)text[at & ~1u], (char)text[at | 1], 0}, NULL, 16), "its value", n);
  expect(eddy_hex_decode16(wide, n, out) == want, "a wide character", n);
}

int main(void) {
  for (size_t n = 0; n < 200; n++) round_trip(n);
  const size_t lengths[] = {1, 18, 35, 64, 99};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    for (size_t at = 0; at < 2 * lengths[i]; at++) {
      for (unsigned c = 0; c < 256; c++) one_character(lengths[i], at, c);
    }
  }
  uint16_t beyond[2] = {0x130, '0'}; /* its low byte is a digit */
  uint8_t out[1];
  expect(eddy_hex_decode16(beyond, 1, out) == 0, "beyond Latin-1", 1);
  return failures != 0;
}

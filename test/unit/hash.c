// SPDX-License-Identifier: MIT
// Unit test of src/hash.c: one bit more or less anywhere, a length or a seed makes another hash; nothing
// outside of the bytes takes part in it.
#include <stdio.h>

#include "../../src/hash.c"

static int failures;

static void expect(int good, const char *what, size_t n) {
  if (good) return;
  failures++;
  fprintf(stderr, "%s, length %zu\n", what, n);
}

int main(void) {
  uint8_t bytes[140];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(i * 37);
  for (size_t n = 0; n < 130; n++) {
    const uint64_t hash = eddy_hash64(bytes, n, 0);
    bytes[n] ^= 0xff;
    expect(eddy_hash64(bytes, n, 0) == hash, "a byte behind the end", n);
    bytes[n] ^= 0xff;
    expect(eddy_hash64(bytes, n, 1) != hash, "another seed", n);
    expect(eddy_hash64(bytes, n + 1, 0) != hash, "another length", n);
    for (size_t bit = 0; bit < n * 8; bit++) {
      bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
      expect(eddy_hash64(bytes, n, 0) != hash, "another bit", n);
      bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
  }
  static const uint8_t zeros[100];
  for (size_t n = 1; n < sizeof zeros; n++) {
    expect(eddy_hash64(zeros, n, 0) != eddy_hash64(zeros, n - 1, 0), "zeros", n);
  }
  return failures != 0;
}

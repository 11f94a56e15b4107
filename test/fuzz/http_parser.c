// SPDX-License-Identifier: MIT
// Fuzz target for src/http/parser.c: the first byte chooses request or response, leniency and the limit; the next
// seeds the cuts. However the bytes are cut, the parser must say the same, and never read outside of them.
#include <stdint.h>

#include "http_driver.h"

enum { SMALL_HEAD = 96, LARGE_HEAD = 16384 };

static uint32_t fuzz_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 16;
}

static void fuzz_run(struct drive *d, uint8_t options, const uint8_t *data, size_t size, uint32_t seed) {
  drive_init(d, options & 1 ? HTTP_RESPONSE : HTTP_REQUEST, options & 4 ? SMALL_HEAD : LARGE_HEAD,
             options & 2 ? HTTP_LENIENT_HEADERS : 0);
  for (size_t at = 0; at < size;) {
    size_t n = seed == 0 ? size : seed == 1 ? 1 : 1 + fuzz_random(&seed) % 24;
    if (n > size - at) n = size - at;
    drive_feed(d, data + at, n);
    at += n;
  }
  drive_end(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  struct drive whole;
  fuzz_run(&whole, data[0], data + 2, size - 2, 0);
  for (uint32_t round = 0; round < 3; round++) {
    struct drive cut;
    fuzz_run(&cut, data[0], data + 2, size - 2, round == 0 ? 1 : 2 + data[1] * 3u + round);
    if (cut.said.len != whole.said.len || memcmp(cut.said.data, whole.said.data, whole.said.len) != 0) {
      fprintf(stderr, "whole: %s\ncut:   %s\n", whole.said.data, cut.said.data);
      abort();
    }
    drive_free(&cut);
  }
  drive_free(&whole);
  return 0;
}

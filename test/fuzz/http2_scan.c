// SPDX-License-Identifier: MIT
// Fuzz target for src/http2/scan.c: the first byte seeds the cuts. However the bytes are cut, the scanner must stop
// at the same frames, and never read outside of the bytes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/http2/scan.c"

#define STOPS 64
struct stops { int32_t id[STOPS]; uint8_t type[STOPS]; uint32_t code[STOPS]; size_t count; };

static void scan_all(const uint8_t *data, size_t size, uint32_t seed, struct stops *out) {
  struct h2_scan *s = calloc(1, sizeof *s);
  h2_scan_init(s);
  out->count = 0;
  for (size_t done = 0; done < size;) {
    seed = seed * 1664525u + 1013904223u;
    size_t n = seed == 0 ? size : 1 + (seed >> 16) % 17, at = 0, frame;
    if (n > size - done) n = size - done;
    uint8_t *piece = malloc(n);
    memcpy(piece, data + done, n);
    while (h2_scan_next(s, piece, n, &at, &frame)) {
      if (frame > at || at > n) abort();
      if (out->count < STOPS) {
        out->id[out->count] = s->id;
        out->type[out->count] = s->type;
        out->code[out->count++] = h2_scan_verdict(s);
      }
      h2_scan_closed(s, s->id, (enum h2_closed)(s->type % 3));
    }
    if (at != n) abort();
    free(piece);
    done += n;
  }
  free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1) return 0;
  static struct stops whole, cut;
  scan_all(data + 1, size - 1, 7, &whole);
  scan_all(data + 1, size - 1, data[0] * 2654435761u + 1, &cut);
  if (whole.count != cut.count || memcmp(whole.id, cut.id, whole.count * sizeof whole.id[0]) != 0 ||
      memcmp(whole.code, cut.code, whole.count * sizeof whole.code[0]) != 0)
    abort();
  return 0;
}

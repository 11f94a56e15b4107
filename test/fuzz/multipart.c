// SPDX-License-Identifier: MIT
// Fuzz target for src/multipart/parser.c: however a body is cut, it says the same, and reads nothing outside of it.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/multipart/parser.c"

struct said { char *text; size_t len, cap; };

static void say(struct said *s, const void *p, size_t n) {
  if (s->len + n + 1 > s->cap) s->text = realloc(s->text, s->cap = (s->len + n + 1) * 2);
  if (n) memcpy(s->text + s->len, p, n);
  s->len += n;
}

static void run(const uint8_t *data, size_t size, uint32_t seed, struct said *s) {
  struct multipart_parser p;
  if (!multipart_init(&p, "ab", 2, 200)) abort();
  for (size_t at = 0; at < size;) {
    seed = seed * 1664525u + 1013904223u;
    size_t n = seed >> 31 ? 1 + (seed >> 16) % 7 : size - at;
    if (n > size - at) n = size - at;
    uint8_t *piece = malloc(n);
    size_t off = 0, start = 0, end = 0;
    enum multipart_event e;
    memcpy(piece, data + at, n);
    do {
      e = multipart_next(&p, piece, n, &off, &start, &end);
      if (off > n || start > end) abort();
      if (e == MULTIPART_HEAD) say(s, "<", 1), say(s, p.head, p.head_len);
      if (e == MULTIPART_DATA) say(s, piece + start, end - start);
      if (e == MULTIPART_HELD) say(s, p.delimiter + start, end - start);
      if (e == MULTIPART_PART_END) say(s, "|", 1);
    } while (e != MULTIPART_MORE && e != MULTIPART_ERROR && e != MULTIPART_END);
    free(piece);
    at += n;
  }
  say(s, multipart_finish(&p) ? "." : "!", 1);
  multipart_release(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1) return 0;
  struct said whole = {0}, cut = {0}, other = {0};
  run(data + 1, size - 1, 1013904223u, &whole);
  run(data + 1, size - 1, data[0], &cut);
  run(data + 1, size - 1, data[0] * 77u + 5, &other);
  if (whole.len != cut.len || memcmp(whole.text, cut.text, cut.len) != 0) abort();
  if (whole.len != other.len || memcmp(whole.text, other.text, other.len) != 0) abort();
  free(whole.text);
  free(cut.text);
  free(other.text);
  return 0;
}

// SPDX-License-Identifier: MIT
// Fuzz target for src/bindings/ipc_frames.c: the first byte chooses the kind of frame, the second seeds the cuts. However
// the bytes are cut, the same messages come out, as an oracle over the whole finds them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/bindings/ipc_frames.c"

/* Ends with the messages that have been found, each after its length. */
struct said { char *text; size_t len, cap; };

static void say(struct said *s, const void *p, size_t n) {
  if (s->len + sizeof n + n > s->cap) s->text = realloc(s->text, s->cap = (s->len + sizeof n + n) * 2);
  memcpy(s->text + s->len, &n, sizeof n);
  if (n) memcpy(s->text + s->len + sizeof n, p, n);
  s->len += sizeof n + n;
}

static void oracle(bool lengths, const uint8_t *p, size_t n, struct said *s) {
  while (n > 0) {
    size_t head = lengths ? 4 : 0, size = 0;
    if (lengths) {
      if (n < 4) return;
      for (int i = 0; i < 4; i++) size = size << 8 | p[i];
      if (n - 4 < size) return;
    } else {
      while (size < n && p[size] != '\n') size++;
      if (size == n) return;
    }
    say(s, p + head, size);
    size += lengths ? 4 : 1;
    p += size;
    n -= size;
  }
}

/* Each piece in a block of its own, so that ASan sees every step outside. */
static void feed(struct ipc_frames *f, const uint8_t *data, size_t n, bool take, struct said *s) {
  uint8_t *piece = malloc(n);
  const uint8_t *message;
  size_t len;
  memcpy(piece, data, n);
  ipc_frames_begin(f, piece, n);
  while (ipc_frames_next(f, &message, &len)) {
    uint8_t *block = take ? ipc_frames_take(f) : NULL;
    say(s, message, len);
    free(block);
  }
  if (!ipc_frames_end(f)) abort();
  free(piece);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  const bool lengths = data[0] & 1, take = data[0] & 2;
  uint32_t seed = data[1];
  struct said expected = {0}, got = {0};
  struct ipc_frames f = {.lengths = lengths};
  oracle(lengths, data + 2, size - 2, &expected);
  for (size_t at = 2; at < size;) {
    seed = seed * 1664525u + 1013904223u;
    size_t n = data[0] & 4 ? 1 : 1 + (seed >> 16) % 19;
    if (n > size - at) n = size - at;
    feed(&f, data + at, n, take, &got);
    at += n;
  }
  if (got.len != expected.len || (got.len && memcmp(got.text, expected.text, got.len) != 0)) abort();
  ipc_frames_release(&f);
  free(expected.text);
  free(got.text);
  return 0;
}

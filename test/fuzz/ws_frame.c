// SPDX-License-Identifier: MIT
// Fuzz target for src/ws/frame.c: the first byte chooses the end and the limit, the second seeds the cuts. However the
// bytes are cut, the reader must say the same, and never read or write outside of them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/ws/frame.c"

struct said { char *text; size_t len, cap; };

static void say(struct said *s, const void *p, size_t n) {
  if (s->len + n > s->cap) s->text = realloc(s->text, s->cap = (s->len + n) * 2);
  if (n) memcpy(s->text + s->len, p, n);
  s->len += n;
}

/* Plain enough to be an oracle for itself: any byte but 0xff is fine. */
static bool no_ff(const void *p, size_t n) { return n == 0 || memchr(p, 0xff, n) == NULL; }

/* Feeds data[0..n); each piece in a block of its own, so that ASan sees every step outside. */
static void feed(struct ws_reader *r, const uint8_t *data, size_t n, struct said *s) {
  uint8_t *piece = malloc(n ? n : 1);
  size_t off = 0;
  struct ws_event e;
  if (n) memcpy(piece, data, n);
  while (!r->dead) {
    ws_reader_next(r, piece, n, &off, &e);
    if (off > n) abort();
    if (e.kind == WS_MORE) break;
    if (e.kind == WS_ERROR) {
      say(s, "!", 1);
      say(s, r->error.code, strlen(r->error.code));
      break;
    }
    const uint8_t head[3] = {(uint8_t)('0' + e.kind), (uint8_t)('a' + e.opcode), e.compressed};
    say(s, head, sizeof head);
    say(s, &e.len, sizeof e.len);
    say(s, e.data, e.len);
    if (e.owned) free(e.data);
  }
  free(piece);
}

static void run(uint8_t options, const uint8_t *data, size_t size, uint32_t seed, struct said *s) {
  struct ws_reader r;
  ws_reader_init(&r, options & 1, options & 2, options & 4 ? 64 : 0, options & 8 ? no_ff : NULL);
  for (size_t at = 0; at < size;) {
    seed = seed * 1664525u + 1013904223u;
    size_t n = seed == 0 ? size : 1 + (seed >> 16) % 19;
    if (options & 16) n = 1;
    if (n > size - at) n = size - at;
    feed(&r, data + at, n, s);
    at += n;
  }
  ws_reader_release(&r);
  ws_reader_drop_control(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  struct said whole = {0}, cut = {0};
  struct ws_reader r;
  /* Text is refused as early as its pieces allow: which error comes first may depend on the cut only there. */
  const uint8_t options = data[0] & 0x17;
  ws_reader_init(&r, options & 1, options & 2, options & 4 ? 64 : 0, NULL);
  feed(&r, data + 2, size - 2, &whole);
  ws_reader_release(&r);
  ws_reader_drop_control(&r);
  run(options, data + 2, size - 2, data[1], &cut);
  if (cut.len != whole.len || (whole.len && memcmp(cut.text, whole.text, whole.len) != 0)) abort();
  free(whole.text);
  free(cut.text);
  struct said text = {0};
  run(data[0] | 8, data + 2, size - 2, data[1], &text);
  free(text.text);
  return 0;
}

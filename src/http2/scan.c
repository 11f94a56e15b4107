// SPDX-License-Identifier: MIT
/* scan.c: see scan.h. */
#include "http2/scan.h"

enum { PREFACE = 24, HEAD = 9, TYPE_DATA = 0, TYPE_HEADERS = 1, TYPE_RST_STREAM = 3, CODE_PROTOCOL_ERROR = 1, CODE_STREAM_CLOSED = 5 };

void h2_scan_init(struct h2_scan *s) { s->skip = PREFACE; }

void h2_scan_closed(struct h2_scan *s, int32_t id, enum h2_closed how) {
  if (id % 2 == 0) return;
  struct h2_closed_stream *slot = &s->ring[s->next++ % H2_CLOSED_KEPT];
  if (slot->id && slot->how == H2_CLOSED_BY_US) s->lost = true;
  slot->id = id;
  slot->how = (uint8_t)how;
}

static struct h2_closed_stream *find_closed(struct h2_scan *s, int32_t id) {
  for (int i = 0; i < H2_CLOSED_KEPT; i++) {
    if (s->ring[i].id == id) return &s->ring[i];
  }
  return NULL;
}

static bool suspicious(struct h2_scan *s) {
  const uint8_t *h = s->head;
  s->type = h[3];
  s->id = (int32_t)((uint32_t)(h[5] & 0x7f) << 24 | (uint32_t)h[6] << 16 | (uint32_t)h[7] << 8 | h[8]);
  if (s->type == TYPE_RST_STREAM) s->resets = true;
  if (s->type == TYPE_RST_STREAM && s->id <= s->max) {
    /* Both sides have reset it: the client has no excuse for sending more. */
    struct h2_closed_stream *closed = find_closed(s, s->id);
    if (closed) closed->how = H2_CLOSED_BY_PEER;
  }
  if ((s->type != TYPE_HEADERS && s->type != TYPE_DATA) || s->id % 2 == 0) return false;
  if (s->id <= s->max) return true;
  if (s->type == TYPE_HEADERS) s->max = s->id;
  return false; /* a new stream; DATA on an idle one is for nghttp2 to refuse */
}

bool h2_scan_next(struct h2_scan *s, const uint8_t *data, size_t len, size_t *at, size_t *frame) {
  size_t i = *at, start = 0;
  bool stop = false;
  while (i < len && !stop) {
    if (s->skip > 0) {
      const size_t n = s->skip < len - i ? s->skip : len - i;
      s->skip -= n;
      i += n;
      continue;
    }
    if (s->have == 0) start = i;
    while (s->have < HEAD && i < len) s->head[s->have++] = data[i++];
    if (s->have < HEAD) break;
    s->have = 0;
    s->skip = (size_t)s->head[0] << 16 | (size_t)s->head[1] << 8 | s->head[2];
    stop = suspicious(s);
  }
  *at = i;
  *frame = start;
  return stop;
}

uint32_t h2_scan_verdict(struct h2_scan *s) {
  const struct h2_closed_stream *closed = find_closed(s, s->id);
  if (closed) return closed->how == H2_CLOSED_BY_US ? 0 : CODE_STREAM_CLOSED;
  /* So long ago that nobody remembers, or a number that was left out. */
  return s->lost || s->type != TYPE_HEADERS ? 0 : CODE_PROTOCOL_ERROR;
}

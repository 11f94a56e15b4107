// SPDX-License-Identifier: MIT
/* scan.c: a look at the frames that a client sends, before nghttp2 gets them. nghttp2 forgets closed streams at
 * once (it would have to keep all of them otherwise) and then ignores what comes for them. RFC 9113 §5.1 wants an
 * error for HEADERS and DATA on a stream that the client has ended or reset, and for a number that goes back. */
#include "http2/http2.h"

enum { PREFACE = 24, HEAD = 9 };

void h2_scan_init(struct h2_session *s) {
  s->scan_skip = s->server ? PREFACE : 0;
}

void h2_scan_closed(struct h2_session *s, const struct h2_stream *st) {
  if (!s->server || st->id % 2 == 0) return;
  if (!s->closed) s->closed = eddy_calloc(H2_CLOSED_KEPT, sizeof *s->closed);
  struct h2_closed_stream *slot = &s->closed[s->closed_at++ % H2_CLOSED_KEPT];
  if (slot->id && slot->how == H2_CLOSED_BY_US) s->closed_lost = true;
  slot->id = st->id;
  slot->how = st->reset_sent ? H2_CLOSED_BY_US : st->reset_received ? H2_CLOSED_BY_PEER : H2_CLOSED_CLEANLY;
}

/* Is the frame whose header is in s->scan_head one for a stream that may be closed? Streams of frames that
 * nghttp2 has not seen yet look like it: then it is asked again when it has. */
static bool suspicious(struct h2_session *s) {
  const uint8_t *h = s->scan_head;
  const int32_t id = (int32_t)((uint32_t)(h[5] & 0x7f) << 24 | (uint32_t)h[6] << 16 | (uint32_t)h[7] << 8 | h[8]);
  s->scan_type = h[3];
  s->scan_id = id;
  if ((h[3] != NGHTTP2_HEADERS && h[3] != NGHTTP2_DATA) || id % 2 == 0) return false;
  if (id > s->scan_max) {
    if (h[3] == NGHTTP2_HEADERS) s->scan_max = id;
    return false; /* DATA on an idle stream: nghttp2 sees to it */
  }
  return h2_stream_of(s, id) == NULL;
}

/* Goes on from *at. True: stopped after the header of a frame that needs a second look; it begins at *frame
 * (0 if it began in an earlier read). False: *at is len. */
bool h2_scan(struct h2_session *s, const uint8_t *data, size_t len, size_t *at, size_t *frame) {
  size_t i = *at, start = 0;
  bool stop = false;
  while (i < len && !stop) {
    if (s->scan_skip > 0) {
      const size_t n = s->scan_skip < len - i ? s->scan_skip : len - i;
      s->scan_skip -= n;
      i += n;
      continue;
    }
    if (s->scan_have == 0) start = i;
    while (s->scan_have < HEAD && i < len) s->scan_head[s->scan_have++] = data[i++];
    if (s->scan_have < HEAD) break;
    const uint8_t *h = s->scan_head;
    s->scan_have = 0;
    s->scan_skip = (size_t)h[0] << 16 | (size_t)h[1] << 8 | h[2];
    stop = suspicious(s);
  }
  *at = i;
  *frame = start;
  return stop;
}

/* The second look, after nghttp2 has had everything before the frame. The code of the connection error, or 0. */
uint32_t h2_scan_verdict(struct h2_session *s) {
  if (h2_stream_of(s, s->scan_id)) return NGHTTP2_NO_ERROR;
  for (int i = 0; s->closed && i < H2_CLOSED_KEPT; i++) {
    if (s->closed[i].id != s->scan_id) continue;
    return s->closed[i].how == H2_CLOSED_BY_US ? NGHTTP2_NO_ERROR : NGHTTP2_STREAM_CLOSED;
  }
  /* Refused, or so long ago that nobody remembers, or a number that was left out. */
  if (s->closed_lost || s->rejected_streams > 0 || s->scan_type != NGHTTP2_HEADERS) return NGHTTP2_NO_ERROR;
  return NGHTTP2_PROTOCOL_ERROR;
}

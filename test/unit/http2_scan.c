// SPDX-License-Identifier: MIT
// Unit test of src/http2/scan.c: which frames are stopped at, and what is said about them.
#include <stdio.h>
#include <string.h>

#include "../../src/http2/scan.c"

static int failures;
#define EXPECT(x) ((x) ? (void)0 : (failures++, (void)fprintf(stderr, "%d: %s\n", __LINE__, #x)))

static size_t put(uint8_t *to, uint8_t type, int32_t id, size_t len) {
  memset(to, 0, 9 + len);
  to[1] = (uint8_t)(len >> 8);
  to[2] = (uint8_t)len;
  to[3] = type;
  to[7] = (uint8_t)(id >> 8);
  to[8] = (uint8_t)id;
  return 9 + len;
}

int main(void) {
  uint8_t bytes[4096];
  static struct h2_scan s;
  size_t n = PREFACE, at = 0, frame;
  memset(bytes, 0, PREFACE);
  n += put(bytes + n, 4, 0, 0);            /* SETTINGS */
  n += put(bytes + n, TYPE_HEADERS, 1, 20);
  n += put(bytes + n, TYPE_HEADERS, 5, 300);
  const size_t third = n;
  n += put(bytes + n, TYPE_DATA, 1, 10);   /* 1 may be closed */
  const size_t fourth = n;
  n += put(bytes + n, TYPE_HEADERS, 3, 5); /* goes back */
  n += put(bytes + n, 8, 1, 4);            /* WINDOW_UPDATE is always fine */
  h2_scan_init(&s);
  EXPECT(h2_scan_next(&s, bytes, n, &at, &frame) && frame == third && s.id == 1);
  EXPECT(h2_scan_verdict(&s) == 0);        /* DATA on a stream that nobody knows: left to nghttp2 */
  h2_scan_closed(&s, 1, H2_CLOSED_CLEANLY);
  EXPECT(h2_scan_verdict(&s) == CODE_STREAM_CLOSED);
  h2_scan_closed(&s, 2, H2_CLOSED_BY_US);  /* ours: not looked at */
  EXPECT(h2_scan_next(&s, bytes, n, &at, &frame) && frame == fourth && s.id == 3);
  EXPECT(h2_scan_verdict(&s) == CODE_PROTOCOL_ERROR);
  h2_scan_closed(&s, 3, H2_CLOSED_BY_US);
  EXPECT(h2_scan_verdict(&s) == 0);
  EXPECT(!h2_scan_next(&s, bytes, n, &at, &frame) && at == n);
  n = at = 0;
  n += put(bytes, TYPE_RST_STREAM, 3, 4);
  n += put(bytes + n, TYPE_DATA, 3, 4);
  EXPECT(h2_scan_next(&s, bytes, n, &at, &frame) && h2_scan_verdict(&s) == CODE_STREAM_CLOSED);
  EXPECT(!h2_scan_next(&s, bytes, n, &at, &frame));
  h2_scan_closed(&s, 3, H2_CLOSED_BY_US);
  for (int32_t id = 7; id < 7 + 2 * H2_CLOSED_KEPT; id += 2) h2_scan_closed(&s, id, H2_CLOSED_CLEANLY);
  EXPECT(s.lost);                          /* 3 has fallen out: no more guesses */
  s.id = 3;
  s.type = TYPE_HEADERS;
  EXPECT(h2_scan_verdict(&s) == 0);
  return failures != 0;
}

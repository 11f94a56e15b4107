// SPDX-License-Identifier: MIT
/* scan.h: a look at the frames that a client sends, before nghttp2 gets them. nghttp2 forgets closed streams at
 * once (it would have to keep all of them otherwise) and then ignores what comes for them. RFC 9113 §5.1 wants an
 * error for HEADERS and DATA on a stream that the client has ended or reset, and for a number that goes back.
 * No V8, no libuv, no nghttp2: tested and fuzzed alone. */
#ifndef EDDY_HTTP2_SCAN_H
#define EDDY_HTTP2_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a stream has closed. What a client sent before it knew that we had reset one is ignored. */
enum h2_closed { H2_CLOSED_CLEANLY, H2_CLOSED_BY_PEER, H2_CLOSED_BY_US };
#define H2_CLOSED_KEPT 128
struct h2_closed_stream { int32_t id; uint8_t how; };

struct h2_scan {
  size_t skip;               /* of the payload, to come */
  uint8_t head[9], have;     /* a frame header that came in pieces */
  uint8_t type;              /* of the frame under suspicion */
  int32_t id, max;           /* its stream; the highest that has begun */
  uint32_t next;             /* slot of the ring */
  bool resets;               /* a RST_STREAM has gone by; the caller clears it when nghttp2 has it, too */
  bool lost;                 /* a stream that we had reset has fallen out of the ring */
  struct h2_closed_stream ring[H2_CLOSED_KEPT];
};

/* `s` is zeroed. */
void h2_scan_init(struct h2_scan *s);
/* Goes on from *at. True: stopped after the header of a frame for a stream that may be closed; it begins at
 * *frame (0 if it began in an earlier read). False: *at is len. */
bool h2_scan_next(struct h2_scan *s, const uint8_t *data, size_t len, size_t *at, size_t *frame);
/* After a stop, when everything before the frame has been worked on: the code of the connection error for a
 * frame on a stream that is not open; 0 if nghttp2 shall decide. */
uint32_t h2_scan_verdict(struct h2_scan *s);
void h2_scan_closed(struct h2_scan *s, int32_t id, enum h2_closed how);

#endif

// SPDX-License-Identifier: MIT
/* deflate.h: permessage-deflate (RFC 7692) over zlib: one message in, one message out. A side that has given up
 * context take-over keeps no window between messages: it borrows one of the thread's, so that an idle
 * connection costs nothing. No V8, no libuv. Called by bindings/ws.c. */
#ifndef EDDY_WS_DEFLATE_H
#define EDDY_WS_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ws_zlib; /* a deflating or inflating window */

/* Windows that a thread's connections share, by size. Zeroed at first. */
struct ws_shared_windows { struct ws_zlib *deflate[16], *inflate; };
void ws_shared_windows_release(struct ws_shared_windows *w);

struct ws_deflate {
  struct ws_shared_windows *shared;
  struct ws_zlib *out, *in;    /* own windows, made at the first message; NULL without take-over */
  bool out_takeover, in_takeover;
  uint8_t out_bits;            /* 9..15 */
  int8_t level;                /* zlib's, -1..9 */
  uint8_t memory;              /* zlib's memLevel, 1..9 */
};
void ws_deflate_init(struct ws_deflate *d, struct ws_shared_windows *shared, bool out_takeover, bool in_takeover,
                     int out_bits, int level, int memory);
void ws_deflate_release(struct ws_deflate *d);

/* Results in a malloc'ed block. 0, or one of these. */
enum { WS_ZLIB_MEMORY = -1, WS_ZLIB_DATA = -2, WS_ZLIB_TOO_LARGE = -3 };
/* Without the four bytes that §7.2.1 takes off. */
int ws_deflate_message(struct ws_deflate *d, const uint8_t *p, size_t n, uint8_t **out, size_t *out_len);
/* max: most bytes of the inflated message; 0: no limit. */
int ws_inflate_message(struct ws_deflate *d, const uint8_t *p, size_t n, uint64_t max, uint8_t **out,
                       size_t *out_len);

#endif

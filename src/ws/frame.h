// SPDX-License-Identifier: MIT
/* frame.h: WebSocket frames (RFC 6455 §5) as bytes: a reader that is pulled, and a writer.
 * No V8, no libuv, no zlib: tested alone (test/unit/ws_frame.c, test/fuzz/ws_frame.c). The reader never calls
 * back: between two steps anything may happen to the connection. Called by bindings/ws.c. */
#ifndef EDDY_WS_FRAME_H
#define EDDY_WS_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ws_opcode { WS_CONTINUATION, WS_TEXT, WS_BINARY, WS_CLOSE = 8, WS_PING, WS_PONG };

#define WS_CONTROL_MAX 125  /* payload of a control frame, §5.5 */
#define WS_HEAD_MAX 14      /* bytes before a payload */

enum ws_event_kind {
  WS_MORE,     /* all bytes are used, and more are wanted */
  WS_MESSAGE,  /* a whole message; `compressed` tells that its payload is still deflated */
  WS_CONTROL,  /* a close, ping or pong frame */
  WS_ERROR,    /* the peer broke the protocol, see error and close_code; the reader is dead */
};

struct ws_event {
  enum ws_event_kind kind;
  enum ws_opcode opcode;
  bool compressed;
  bool owned;          /* data is a malloc'ed block that the caller frees or adopts */
  uint8_t *data;       /* unmasked payload; valid until the next step unless owned */
  size_t len;
};

/* What the peer did wrong: the codes and words that the npm package `ws` uses, which programs look for. */
struct ws_error { const char *code; const char *text; int number; /* put into "%d" of text, else -1 */ bool range; };

struct ws_reader {
  /* configuration, set by ws_reader_init */
  bool server;                 /* frames must be masked; else they must not be */
  bool deflate;                /* RSV1 is allowed: permessage-deflate was negotiated */
  bool check_utf8;
  bool (*utf8_valid)(const void *p, size_t n);
  uint64_t max_message;        /* bytes of one message as it travels; 0: no limit */
  /* state */
  bool dead;
  bool in_payload;
  uint8_t head[WS_HEAD_MAX], head_len;
  uint8_t opcode, fin, masked, mask_at; /* of the frame being read */
  uint8_t mask[4];
  uint64_t left;               /* of its payload */
  uint8_t message_opcode;      /* of the message being put together; 0: none */
  bool compressed;
  uint8_t *message;            /* what has come of it; owned */
  size_t message_len, message_cap, valid; /* valid: bytes known to be well-formed UTF-8 */
  uint8_t control_len;
  uint8_t *control;            /* what has come of a control frame, when it comes in pieces; owned */
  struct ws_error error;
  int close_code;              /* to close with after an error */
};

/* utf8_valid NULL: text is not checked. */
void ws_reader_init(struct ws_reader *r, bool server, bool deflate, uint64_t max_message,
                    bool (*utf8_valid)(const void *p, size_t n));
void ws_reader_release(struct ws_reader *r);
/* After that, or between steps: the event of a control frame is not looked at any more. */
void ws_reader_drop_control(struct ws_reader *r);
/* One step over data[*off..len), which it unmasks in place; advances *off. */
void ws_reader_next(struct ws_reader *r, uint8_t *data, size_t len, size_t *off, struct ws_event *out);
/* Marks the reader dead with an error found by its caller (inflating). */
void ws_reader_fail(struct ws_reader *r, const char *code, const char *text, int close_code, bool range);
/* Whether a close frame may carry this code, §7.4. */
bool ws_close_code_valid(unsigned code);

/* Writes the head of a frame, at most WS_HEAD_MAX bytes; mask NULL: not masked (servers). */
size_t ws_head_write(uint8_t *out, enum ws_opcode opcode, bool fin, bool compressed, uint64_t len,
                     const uint8_t mask[4]);
/* XORs p with the mask, starting at its byte `at`; the way in and the way out are the same. */
void ws_mask(uint8_t *p, size_t n, const uint8_t mask[4], unsigned at);

#endif

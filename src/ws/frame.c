// SPDX-License-Identifier: MIT
/* frame.c: see frame.h. */
#include "ws/frame.h"

#include <stdlib.h>
#include <string.h>

/* A message that comes in pieces starts with room for this much at most, whatever length its frame claims. */
#define WS_FIRST_ROOM 65536

typedef uint8_t ws_vector __attribute__((vector_size(32), aligned(1), may_alias));

void ws_mask(uint8_t *p, size_t n, const uint8_t mask[4], unsigned at) {
  uint8_t key[32];
  for (unsigned i = 0; i < sizeof key; i++) key[i] = mask[(at + i) & 3];
  size_t i = 0;
  if (n >= 32) {
    ws_vector k;
    memcpy(&k, key, sizeof k);
    for (; i + 32 <= n; i += 32) *(ws_vector *)(p + i) ^= k;
  }
  for (; i < n; i++) p[i] ^= key[i & 31];
}

size_t ws_head_write(uint8_t *out, enum ws_opcode opcode, bool fin, bool compressed, uint64_t len,
                     const uint8_t mask[4]) {
  size_t n = 2;
  out[0] = (uint8_t)((fin ? 0x80 : 0) | (compressed ? 0x40 : 0) | opcode);
  if (len < 126) {
    out[1] = (uint8_t)len;
  } else if (len < 65536) {
    out[1] = 126;
    out[2] = (uint8_t)(len >> 8);
    out[3] = (uint8_t)len;
    n = 4;
  } else {
    out[1] = 127;
    for (int i = 0; i < 8; i++) out[2 + i] = (uint8_t)(len >> (56 - 8 * i));
    n = 10;
  }
  if (mask) {
    out[1] |= 0x80;
    memcpy(out + n, mask, 4);
    n += 4;
  }
  return n;
}

bool ws_close_code_valid(unsigned code) {
  return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
         (code >= 3000 && code <= 4999);
}

void ws_reader_init(struct ws_reader *r, bool server, bool deflate, uint64_t max_message,
                    bool (*utf8_valid)(const void *p, size_t n)) {
  memset(r, 0, sizeof *r);
  r->server = server;
  r->deflate = deflate;
  r->max_message = max_message;
  r->check_utf8 = utf8_valid != NULL;
  r->utf8_valid = utf8_valid;
}

void ws_reader_release(struct ws_reader *r) {
  free(r->message);
  r->message = NULL;
  r->message_len = r->message_cap = 0;
  r->dead = true; /* the control frame stays: it may be what is being delivered */
}

void ws_reader_drop_control(struct ws_reader *r) {
  free(r->control);
  r->control = NULL;
}

void ws_reader_fail(struct ws_reader *r, const char *code, const char *text, int close_code, bool range) {
  ws_reader_release(r);
  r->error = (struct ws_error){code, text, -1, range};
  r->close_code = close_code;
}

static bool reader_refuse(struct ws_reader *r, const char *code, const char *text, int number) {
  ws_reader_fail(r, code, text, 1002, true);
  r->error.number = number;
  return false;
}

static bool reader_too_large(struct ws_reader *r) {
  ws_reader_fail(r, "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH", "Max payload size exceeded", 1009, true);
  return false;
}

static bool reader_bad_utf8(struct ws_reader *r) {
  ws_reader_fail(r, "WS_ERR_INVALID_UTF8", "Invalid WebSocket frame: invalid UTF-8 sequence", 1007, false);
  return false;
}

/* ---- heads ------------------------------------------------------------------------------------------------ */

static size_t head_size(const uint8_t *head) {
  const unsigned code = head[1] & 0x7f;
  return 2 + (code == 126 ? 2u : code == 127 ? 8u : 0u) + (head[1] & 0x80 ? 4u : 0u);
}

/* The rules of §5.2 and §5.4 for the first byte. */
static bool head_first_byte(struct ws_reader *r, uint8_t first) {
  const bool rsv1 = first & 0x40;
  if (first & 0x30) {
    return reader_refuse(r, "WS_ERR_UNEXPECTED_RSV_2_3", "Invalid WebSocket frame: RSV2 and RSV3 must be clear", -1);
  }
  r->opcode = first & 0x0f;
  r->fin = first >> 7;
  const bool data = r->opcode == WS_TEXT || r->opcode == WS_BINARY;
  if (rsv1 && (!r->deflate || !data)) {
    return reader_refuse(r, "WS_ERR_UNEXPECTED_RSV_1", "Invalid WebSocket frame: RSV1 must be clear", -1);
  }
  if (r->opcode == WS_CONTINUATION ? r->message_opcode == 0 : data ? r->message_opcode != 0
                                                                  : r->opcode < WS_CLOSE || r->opcode > WS_PONG) {
    return reader_refuse(r, "WS_ERR_INVALID_OPCODE", "Invalid WebSocket frame: invalid opcode %d", r->opcode);
  }
  if (r->opcode >= WS_CLOSE && !r->fin) {
    return reader_refuse(r, "WS_ERR_EXPECTED_FIN", "Invalid WebSocket frame: FIN must be set", -1);
  }
  if (data) {
    r->message_opcode = r->opcode;
    r->compressed = rsv1;
    r->message_len = r->valid = 0;
  }
  return true;
}

static bool head_length(struct ws_reader *r, const uint8_t *head) {
  const unsigned code = head[1] & 0x7f;
  uint64_t len = code;
  if (r->opcode >= WS_CLOSE && (code > WS_CONTROL_MAX || (r->opcode == WS_CLOSE && code == 1))) {
    return reader_refuse(r, "WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH",
                         "Invalid WebSocket frame: invalid payload length %d", (int)code);
  }
  if (code >= 126) {
    const int n = code == 126 ? 2 : 8;
    len = 0;
    for (int i = 0; i < n; i++) len = len << 8 | head[2 + i];
    if (len >> 53) {
      ws_reader_fail(r, "WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH",
                     "Unsupported WebSocket frame: payload length > 2^53 - 1", 1009, true);
      return false;
    }
  }
  if (r->opcode < WS_CLOSE && r->max_message && r->message_len + len > r->max_message) return reader_too_large(r);
  r->left = len;
  return true;
}

/* A whole head. False: refused. */
static bool head_parse(struct ws_reader *r, const uint8_t *head, size_t size) {
  r->masked = head[1] >> 7;
  if (!head_first_byte(r, head[0])) return false;
  if (r->server != (bool)r->masked) {
    return r->server ? reader_refuse(r, "WS_ERR_EXPECTED_MASK", "Invalid WebSocket frame: MASK must be set", -1)
                     : reader_refuse(r, "WS_ERR_UNEXPECTED_MASK", "Invalid WebSocket frame: MASK must be clear", -1);
  }
  if (!head_length(r, head)) return false;
  if (r->masked) memcpy(r->mask, head + size - 4, 4);
  r->mask_at = 0;
  r->in_payload = true;
  r->control_len = 0;
  return true;
}

/* Takes a head from the bytes, in pieces if need be. 1: there is one; 0: more; -1: refused. */
static int head_read(struct ws_reader *r, const uint8_t *data, size_t len, size_t *off) {
  if (r->head_len == 0 && len - *off >= 2 && len - *off >= head_size(data + *off)) {
    const size_t size = head_size(data + *off);
    const bool ok = head_parse(r, data + *off, size);
    *off += size;
    return ok ? 1 : -1;
  }
  while (*off < len) {
    r->head[r->head_len++] = data[(*off)++];
    if (r->head_len < 2 || r->head_len < head_size(r->head)) continue;
    const size_t size = r->head_len;
    r->head_len = 0;
    return head_parse(r, r->head, size) ? 1 : -1;
  }
  return 0;
}

/* ---- payloads --------------------------------------------------------------------------------------------- */

static bool message_append(struct ws_reader *r, const uint8_t *p, size_t n) {
  if (r->message_len + n > r->message_cap) {
    /* A frame's claim is believed up to WS_FIRST_ROOM; beyond, the block doubles with what really came. */
    size_t cap = r->message_cap ? r->message_cap * 2 : 256;
    const uint64_t claim = (uint64_t)r->message_len + r->left;
    if (cap < WS_FIRST_ROOM) cap = claim < WS_FIRST_ROOM ? (size_t)claim : WS_FIRST_ROOM;
    if (r->fin && cap > claim) cap = (size_t)claim;
    if (cap < r->message_len + n) cap = r->message_len + n;
    uint8_t *grown = realloc(r->message, cap);
    if (!grown) return reader_too_large(r);
    r->message = grown;
    r->message_cap = cap;
  }
  memcpy(r->message + r->message_len, p, n);
  r->message_len += n;
  return true;
}

/* How many of the last bytes of p may be the beginning of a character whose rest is still to come. */
static size_t utf8_open_tail(const uint8_t *p, size_t n) {
  for (size_t back = 1; back <= 3 && back <= n; back++) {
    const uint8_t c = p[n - back];
    if ((c & 0xc0) == 0x80) continue;
    const size_t needs = c >= 0xf0 && c <= 0xf4 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xc2 && c < 0xe0 ? 2 : 1;
    return needs > back ? back : 0;
  }
  return 0;
}

/* Text is looked at as it comes, so that wrong text is refused before the message is complete. */
static bool text_check(struct ws_reader *r, bool last) {
  if (!r->check_utf8 || r->message_opcode != WS_TEXT || r->compressed) return true;
  const size_t end = r->message_len - (last ? 0 : utf8_open_tail(r->message, r->message_len));
  if (end > r->valid && !r->utf8_valid(r->message + r->valid, end - r->valid)) return reader_bad_utf8(r);
  if (end > r->valid) r->valid = end;
  return true;
}

static bool control_check(struct ws_reader *r, const uint8_t *p, size_t n) {
  if (r->opcode != WS_CLOSE || n == 0) return true;
  const unsigned code = (unsigned)p[0] << 8 | p[1];
  if (!ws_close_code_valid(code)) {
    return reader_refuse(r, "WS_ERR_INVALID_CLOSE_CODE", "Invalid WebSocket frame: invalid status code %d", (int)code);
  }
  if (r->check_utf8 && !r->utf8_valid(p + 2, n - 2)) return reader_bad_utf8(r);
  return true;
}

static void control_read(struct ws_reader *r, uint8_t *p, size_t n, struct ws_event *out) {
  if (r->left > 0 || r->control_len > 0) { /* in pieces */
    if (!r->control && !(r->control = malloc(WS_CONTROL_MAX))) {
      reader_too_large(r);
      out->kind = WS_ERROR;
      return;
    }
    if (n) memcpy(r->control + r->control_len, p, n);
    r->control_len += (uint8_t)n;
    if (r->left > 0) return;
    p = r->control;
    n = r->control_len;
  }
  r->in_payload = false;
  if (!control_check(r, p, n)) {
    out->kind = WS_ERROR;
    return;
  }
  *out = (struct ws_event){WS_CONTROL, r->opcode, false, false, p, n};
}

static void message_done(struct ws_reader *r, uint8_t *data, size_t len, bool owned, struct ws_event *out) {
  *out = (struct ws_event){WS_MESSAGE, r->message_opcode, r->compressed, owned, data, len};
  r->message_opcode = 0;
  r->message = NULL;
  r->message_len = r->message_cap = 0;
}

static void data_read(struct ws_reader *r, uint8_t *p, size_t n, struct ws_event *out) {
  const bool last = r->left == 0 && r->fin;
  if (r->left == 0) r->in_payload = false;
  if (last && r->message_len == 0) { /* all of it lies in the bytes that were given: no copy */
    if (r->check_utf8 && r->message_opcode == WS_TEXT && !r->compressed && !r->utf8_valid(p, n)) {
      reader_bad_utf8(r);
      out->kind = WS_ERROR;
      return;
    }
    free(r->message);
    message_done(r, p, n, false, out);
    return;
  }
  r->left += n; /* message_append looks at what is claimed */
  const bool kept = n == 0 || message_append(r, p, n);
  r->left -= n;
  if (!kept || !text_check(r, last)) {
    out->kind = WS_ERROR;
    return;
  }
  if (last) message_done(r, r->message, r->message_len, true, out);
}

void ws_reader_next(struct ws_reader *r, uint8_t *data, size_t len, size_t *off, struct ws_event *out) {
  out->kind = r->dead ? WS_ERROR : WS_MORE;
  if (r->control && !r->in_payload) ws_reader_drop_control(r);
  while (out->kind == WS_MORE) {
    if (!r->in_payload) {
      const int head = head_read(r, data, len, off);
      if (head < 0) out->kind = WS_ERROR;
      if (head <= 0) return;
    } else if (*off == len) {
      return; /* wants payload; an empty one is taken right after its head */
    }
    const size_t n = r->left < len - *off ? (size_t)r->left : len - *off;
    uint8_t *p = data + *off;
    if (r->masked) ws_mask(p, n, r->mask, r->mask_at);
    r->mask_at = (uint8_t)((r->mask_at + n) & 3);
    r->left -= n;
    *off += n;
    if (r->opcode >= WS_CLOSE) control_read(r, p, n, out);
    else data_read(r, p, n, out);
  }
}

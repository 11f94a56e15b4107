// SPDX-License-Identifier: MIT
/* parser.c: see parser.h. A delimiter is looked for as CR LF - - boundary; the first one may lack its CR LF. Behind it
 * come either two hyphens, or a line's end; anything else, and it was data (a boundary may be the beginning of a line). */
#include "multipart/parser.h"

#include <stdlib.h>
#include <string.h>

enum multipart_state {
  STATE_BODY,       /* looking for a delimiter; also before the first part */
  STATE_AFTER,      /* right behind a delimiter */
  STATE_LAST,       /* behind it a hyphen */
  STATE_LINE_END,   /* behind it CR */
  STATE_HEAD,
  STATE_DONE,
  STATE_DEAD,
};

static bool boundary_char(uint8_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("'()+_,-./:=? ", c));
}

bool multipart_init(struct multipart_parser *p, const char *boundary, size_t len, size_t max_head) {
  memset(p, 0, sizeof *p);
  if (len == 0 || len > MULTIPART_BOUNDARY_MAX || boundary[len - 1] == ' ') return false;
  for (size_t i = 0; i < len; i++) {
    if (!boundary_char((uint8_t)boundary[i])) return false;
  }
  memcpy(p->delimiter, "\r\n--", 4);
  memcpy(p->delimiter + 4, boundary, len);
  p->delimiter_len = len + 4;
  p->matched = 2; /* as if a line's end had come before the body */
  p->head_max = max_head;
  return true;
}

void multipart_release(struct multipart_parser *p) {
  free(p->head);
  p->head = NULL;
  p->head_len = p->head_cap = 0;
  p->state = STATE_DEAD;
}

static enum multipart_event fail(struct multipart_parser *p, const char *error) {
  multipart_release(p);
  p->error = error;
  return MULTIPART_ERROR;
}

/* What was taken for a delimiter is data; `extra` bytes that followed it lie behind it in p->delimiter. */
static enum multipart_event give_back(struct multipart_parser *p, size_t extra, size_t *start, size_t *end) {
  *start = 0;
  *end = p->matched + extra;
  p->matched = 0;
  p->state = STATE_BODY;
  return p->in_part ? MULTIPART_HELD : MULTIPART_MORE;
}

/* Whether the bytes at p are the beginning of the delimiter, as far as they go. */
static size_t prefix(const struct multipart_parser *p, const uint8_t *data, size_t n) {
  const size_t most = n < p->delimiter_len ? n : p->delimiter_len;
  return memcmp(data, p->delimiter, most) == 0 ? most : 0;
}

/* Data up to the next delimiter or to the end of the bytes. */
static enum multipart_event body(struct multipart_parser *p, const uint8_t *data, size_t len, size_t *off, size_t *start,
                                 size_t *end) {
  const uint8_t *from = data + *off, *stop = data + len;
  *start = *off;
  for (;;) {
    const uint8_t *cr = memchr(from, '\r', (size_t)(stop - from));
    if (!cr) {
      *end = *off = len;
      break;
    }
    const size_t n = prefix(p, cr, (size_t)(stop - cr));
    if (n > 0) {
      *end = (size_t)(cr - data);
      *off = *end + n;
      p->matched = n;
      if (n == p->delimiter_len) p->state = STATE_AFTER;
      break;
    }
    from = cr + 1;
  }
  return p->in_part && *end > *start ? MULTIPART_DATA : MULTIPART_MORE;
}

/* A delimiter that began in earlier bytes. */
static enum multipart_event resume(struct multipart_parser *p, const uint8_t *data, size_t len, size_t *off,
                                   size_t *start, size_t *end) {
  while (*off < len && p->matched < p->delimiter_len) {
    if (data[*off] != p->delimiter[p->matched]) return give_back(p, 0, start, end);
    p->matched++;
    ++*off;
  }
  if (p->matched == p->delimiter_len) p->state = STATE_AFTER;
  return MULTIPART_MORE;
}

/* The two bytes behind a delimiter. */
static enum multipart_event after(struct multipart_parser *p, uint8_t c, size_t *off, size_t *start, size_t *end) {
  const size_t extra = p->state == STATE_AFTER ? 0 : 1;
  if (p->state == STATE_AFTER && (c == '-' || c == '\r')) {
    p->state = c == '-' ? STATE_LAST : STATE_LINE_END;
    p->delimiter[p->delimiter_len] = c;
    ++*off;
    return MULTIPART_MORE;
  }
  if (p->state == STATE_LAST && c == '-') {
    p->state = STATE_DONE;
  } else if (p->state == STATE_LINE_END && c == '\n') {
    p->state = STATE_HEAD;
    p->head_len = 0;
  } else {
    return give_back(p, extra, start, end);
  }
  ++*off;
  p->matched = 0;
  const bool was_in_part = p->in_part;
  p->in_part = false;
  return was_in_part ? MULTIPART_PART_END : MULTIPART_MORE;
}

static bool head_ends(const struct multipart_parser *p) {
  return (p->head_len == 2 && memcmp(p->head, "\r\n", 2) == 0) ||
         (p->head_len >= 4 && memcmp(p->head + p->head_len - 4, "\r\n\r\n", 4) == 0);
}

static enum multipart_event head(struct multipart_parser *p, const uint8_t *data, size_t len, size_t *off) {
  while (*off < len) {
    const uint8_t *lf = memchr(data + *off, '\n', len - *off);
    const size_t n = (lf ? (size_t)(lf - data) + 1 : len) - *off;
    if (p->head_len + n > p->head_max) return fail(p, "the head of a part is too large");
    if (p->head_len + n > p->head_cap) {
      const size_t cap = p->head_len + n + 256;
      uint8_t *grown = realloc(p->head, cap);
      if (!grown) return fail(p, "out of memory");
      p->head = grown;
      p->head_cap = cap;
    }
    memcpy(p->head + p->head_len, data + *off, n);
    p->head_len += n;
    *off += n;
    if (lf && head_ends(p)) {
      p->head_len -= 2;
      p->state = STATE_BODY;
      p->in_part = true;
      return MULTIPART_HEAD;
    }
  }
  return MULTIPART_MORE;
}

enum multipart_event multipart_next(struct multipart_parser *p, const uint8_t *data, size_t len, size_t *off,
                                    size_t *start, size_t *end) {
  enum multipart_event event = MULTIPART_MORE;
  while (event == MULTIPART_MORE) {
    if (p->state == STATE_DEAD) return MULTIPART_ERROR;
    if (p->state == STATE_DONE) {
      *off = len;
      return MULTIPART_END;
    }
    if (*off >= len) return MULTIPART_MORE;
    if (p->state == STATE_HEAD) event = head(p, data, len, off);
    else if (p->state != STATE_BODY) event = after(p, data[*off], off, start, end);
    else if (p->matched > 0) event = resume(p, data, len, off, start, end);
    else event = body(p, data, len, off, start, end);
  }
  return event;
}

bool multipart_finish(struct multipart_parser *p) {
  if (p->state == STATE_DONE) return true;
  if (p->state != STATE_DEAD) fail(p, "the body ends before its last boundary");
  return false;
}

// SPDX-License-Identifier: MIT
// Drives src/http/parser.c as a connection does, and writes down what it says: shared by the unit test and the
// fuzz target. The unread bytes live in an allocation of exactly their size, so that a sanitizer sees overreads.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/http/parser.c"

struct text {
  char *data;
  size_t len, size;
};

static void text_put(struct text *t, const void *data, size_t n) {
  if (t->len + n + 1 > t->size) {
    t->size = (t->len + n + 1) * 2;
    t->data = realloc(t->data, t->size);
    if (!t->data) abort();
  }
  if (n > 0) memcpy(t->data + t->len, data, n);
  t->len += n;
  t->data[t->len] = 0;
}

static void text_str(struct text *t, const char *s) { text_put(t, s, strlen(s)); }

struct drive {
  struct http_parser p;
  uint8_t *bytes;
  size_t len;
  bool in_body;
  struct text said;
};

static void drive_init(struct drive *d, enum http_type type, size_t max_head, uint8_t leniency) {
  memset(d, 0, sizeof *d);
  http_parser_init(&d->p, type, max_head, leniency);
  text_str(&d->said, "");
}

static void drive_free(struct drive *d) {
  free(d->bytes);
  free(d->said.data);
}

/* Keeps bytes[used..] in a new allocation. */
static void drive_take(struct drive *d, size_t used, const uint8_t *more, size_t n) {
  const size_t kept = d->len - used;
  uint8_t *bytes = kept + n > 0 ? malloc(kept + n) : NULL;
  if (kept > 0) memcpy(bytes, d->bytes + used, kept);
  if (n > 0) memcpy(bytes + kept, more, n);
  free(d->bytes);
  d->bytes = bytes;
  d->len = kept + n;
}

static void drive_error(struct drive *d) {
  if (d->p.state != HTTP_DEAD || !d->p.error_code || !d->p.error_reason) abort();
  text_str(&d->said, "!");
  text_str(&d->said, d->p.error_code);
  drive_take(d, d->len, NULL, 0);
}

static void drive_rows(struct drive *d, const uint8_t *block, size_t n) {
  struct http_row row;
  for (size_t pos = 0; http_next_row(block, n, &pos, &row);) {
    if (row.name < block || row.value < row.name + row.name_len || row.value + row.value_len > block + n) abort();
    text_put(&d->said, row.name, row.name_len);
    text_str(&d->said, "=");
    text_put(&d->said, row.value, row.value_len);
    text_str(&d->said, ";");
  }
}

static void drive_head(struct drive *d, bool trailers, size_t n) {
  const struct http_parser *p = &d->p;
  if (n > d->len || n - p->skipped > p->max_head) abort();
  if (trailers) {
    text_str(&d->said, " trailers ");
    drive_rows(d, d->bytes, n);
    return;
  }
  if (p->url_start + p->url_length > n || p->headers_start > n) abort();
  char line[64];
  if (p->type == HTTP_REQUEST) snprintf(line, sizeof line, "%s ", http_method_names[p->method]);
  else snprintf(line, sizeof line, "%d ", p->status);
  text_str(&d->said, line);
  text_put(&d->said, d->bytes + p->url_start, p->url_length);
  snprintf(line, sizeof line, " %d.%d%s ", p->major, p->minor, p->flags & HTTP_F_KEEP_ALIVE ? " keep" : "");
  text_str(&d->said, line);
  drive_rows(d, d->bytes + p->headers_start, n - p->headers_start);
}

/* One step; false when more bytes are needed or nothing will come any more. */
static bool drive_step(struct drive *d) {
  struct http_parser *p = &d->p;
  if (p->state == HTTP_DONE) {
    text_str(&d->said, " end\n");
    d->in_body = false;
    http_parser_next(p);
    return true;
  }
  if (p->state == HTTP_UPGRADED || p->state == HTTP_DEAD) return false;
  if (d->len == 0 && p->state != HTTP_BODY_REFUSED) return false;
  if (p->state == HTTP_HEAD || p->state == HTTP_TRAILERS) {
    const bool trailers = p->state == HTTP_TRAILERS;
    const ptrdiff_t n = http_parser_head(p, d->bytes, d->len);
    if (n < 0) drive_error(d);
    if (n <= 0) return false;
    drive_head(d, trailers, (size_t)n);
    drive_take(d, (size_t)n, NULL, 0);
    return true;
  }
  size_t used = 0, data_len = 0;
  const uint8_t *data = NULL;
  if (!http_parser_body(p, d->bytes, d->len, &used, &data, &data_len)) {
    drive_error(d);
    return false;
  }
  if (used > d->len || (data_len > 0 && (data < d->bytes || data + data_len > d->bytes + used))) abort();
  if (!d->in_body && data_len > 0) {
    text_str(&d->said, "| ");
    d->in_body = true;
  }
  text_put(&d->said, data, data_len);
  drive_take(d, used, NULL, 0);
  return used > 0;
}

static void drive_feed(struct drive *d, const void *bytes, size_t n) {
  if (d->p.state == HTTP_DEAD) return;
  drive_take(d, 0, bytes, n);
  while (drive_step(d)) {}
}

static void drive_end(struct drive *d) {
  if (d->p.state == HTTP_UPGRADED) {
    text_str(&d->said, " upgrade ");
    text_put(&d->said, d->bytes, d->len);
  } else if (d->p.state != HTTP_DEAD) {
    if (!http_parser_finish(&d->p)) drive_error(d);
    else if (d->p.state == HTTP_DONE) text_str(&d->said, " end");
  }
}

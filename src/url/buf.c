// SPDX-License-Identifier: MIT
// Growable bytes and percent-encoding for src/url.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

// clang-format off
#define IN_C0(c) ((c) <= 0x1f || (c) > 0x7e)
#define IN_FRAGMENT(c) (IN_C0(c) || (c) == ' ' || (c) == '"' || (c) == '<' || (c) == '>' || (c) == '`')
#define IN_QUERY(c) (IN_C0(c) || (c) == ' ' || (c) == '"' || (c) == '#' || (c) == '<' || (c) == '>')
#define IN_PATH(c) (IN_QUERY(c) || (c) == '?' || (c) == '^' || (c) == '`' || (c) == '{' || (c) == '}')
#define IN_USERINFO(c) (IN_PATH(c) || (c) == '/' || (c) == ':' || (c) == ';' || (c) == '=' || \
  (c) == '@' || (c) == '[' || (c) == '\\' || (c) == ']' || (c) == '|')
#define IN_DIGIT(c) ((c) >= '0' && (c) <= '9')
#define IN_UPPER(c) ((c) >= 'A' && (c) <= 'Z')
#define IN_ALNUM(c) (IN_DIGIT(c) || IN_UPPER(c) || ((c) >= 'a' && (c) <= 'z'))
#define IN_FORBIDDEN_HOST(c) ((c) == 0 || (c) == '\t' || (c) == '\n' || (c) == '\r' || (c) == ' ' || \
  (c) == '#' || (c) == '/' || (c) == ':' || (c) == '<' || (c) == '>' || (c) == '?' || (c) == '@' || \
  (c) == '[' || (c) == '\\' || (c) == ']' || (c) == '^' || (c) == '|')
#define IN_FORBIDDEN_DOMAIN(c) (IN_FORBIDDEN_HOST(c) || (c) <= 0x1f || (c) == '%' || (c) == 0x7f)
#define CLASSES(c) (uint16_t)( \
  (IN_C0(c) ? CLASS_C0 : 0) | (IN_FRAGMENT(c) ? CLASS_FRAGMENT : 0) | \
  (IN_QUERY(c) ? CLASS_QUERY : 0) | (IN_QUERY(c) || (c) == '\'' ? CLASS_SPECIAL_QUERY : 0) | \
  (IN_PATH(c) ? CLASS_PATH : 0) | (IN_USERINFO(c) ? CLASS_USERINFO : 0) | \
  (IN_ALNUM(c) || (c) == '+' || (c) == '-' || (c) == '.' ? CLASS_SCHEME : 0) | \
  (IN_FORBIDDEN_HOST(c) ? CLASS_FORBIDDEN_HOST : 0) | \
  (IN_FORBIDDEN_DOMAIN(c) ? CLASS_FORBIDDEN_DOMAIN : 0) | \
  (IN_FORBIDDEN_DOMAIN(c) || (c) > 0x7e || IN_UPPER(c) ? CLASS_HOST_SLOW : 0) | \
  (IN_PATH(c) || (c) == '.' || (c) == '%' || (c) == '\\' ? CLASS_PATH_SLOW : 0) | \
  ((c) == '-' ? CLASS_DASH : 0))
#define ROW4(c) CLASSES(c), CLASSES((c) + 1), CLASSES((c) + 2), CLASSES((c) + 3)
#define ROW16(c) ROW4(c), ROW4((c) + 4), ROW4((c) + 8), ROW4((c) + 12)
#define ROW64(c) ROW16(c), ROW16((c) + 16), ROW16((c) + 32), ROW16((c) + 48)
// clang-format on

const uint16_t url_class[256] = {ROW64(0), ROW64(64), ROW64(128), ROW64(192)};

void url_buf_init(struct url_buf *buf, char *fixed, size_t cap) {
  *buf = (struct url_buf){.data = fixed, .cap = fixed ? cap : 0, .fixed = fixed};
}

void url_buf_release(struct url_buf *buf) {
  if (buf->data != buf->fixed) free(buf->data);
  *buf = (struct url_buf){0};
}

bool url_buf_grow(struct url_buf *buf, size_t more) {
  if (buf->failed) return false;
  size_t cap = buf->cap < 128 ? 256 : buf->cap * 2;
  if (cap < buf->len + more) cap = buf->len + more;
  bool own = buf->data != buf->fixed;
  char *data = cap >= URL_NONE ? NULL : realloc(own ? buf->data : NULL, cap);
  if (!data) {
    buf->failed = true;
    return false;
  }
  if (!own && buf->len) memcpy(data, buf->data, buf->len);
  buf->data = data;
  buf->cap = cap;
  return true;
}

void url_buf_splice(struct url_buf *buf, size_t from, size_t to, const char *data, size_t len) {
  if (len > to - from && !url_buf_reserve(buf, len - (to - from))) return;
  if (buf->failed) return;
  memmove(buf->data + from + len, buf->data + to, buf->len - to);
  if (len) memcpy(buf->data + from, data, len);
  buf->len = buf->len - (to - from) + len;
}

void url_put_encoded(struct url_buf *buf, struct url_span in, unsigned set) {
  static const char hex[] = "0123456789ABCDEF";
  size_t plain = 0;
  while (plain < in.n && !url_is((unsigned char)in.p[plain], set)) plain++;
  url_buf_put(buf, in.p, plain);
  if (plain == in.n || !url_buf_reserve(buf, (in.n - plain) * 3)) return;
  char *out = buf->data + buf->len;
  for (size_t i = plain; i < in.n; i++) {
    unsigned char c = (unsigned char)in.p[i];
    if (url_is(c, set)) {
      *out++ = '%';
      *out++ = hex[c >> 4];
      *out++ = hex[c & 15];
    } else {
      *out++ = (char)c;
    }
  }
  buf->len = (size_t)(out - buf->data);
}

void url_put_decoded(struct url_buf *buf, struct url_span in) {
  if (!url_buf_reserve(buf, in.n)) return;
  for (size_t i = 0; i < in.n; i++) {
    char c = in.p[i];
    if (c == '%' && in.n - i > 2) {
      int high = url_hex((unsigned char)in.p[i + 1]);
      int low = url_hex((unsigned char)in.p[i + 2]);
      if (high >= 0 && low >= 0) {
        c = (char)(high << 4 | low);
        i += 2;
      }
    }
    buf->data[buf->len++] = c;
  }
}

void url_put_number(struct url_buf *buf, uint32_t number) {
  char digits[10];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number);
  url_buf_put(buf, digits + at, sizeof digits - at);
}

// Whether some byte is a control character: eight at a time.
static bool url_has_control(const char *p, size_t n) {
  const uint64_t ones = 0x0101010101010101;
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t v;
    memcpy(&v, p + i, 8);
    if ((v - ones * 0x20) & ~v & ones * 0x80) return true;
  }
  for (; i < n; i++) {
    if ((unsigned char)p[i] < 0x20) return true;
  }
  return false;
}

struct url_span url_strip_newlines(struct url_span in, struct url_buf *scratch) {
  if (!url_has_control(in.p, in.n) || !url_buf_reserve(scratch, in.n)) return in;
  for (size_t i = 0; i < in.n; i++) {
    char c = in.p[i];
    if (c != '\t' && c != '\n' && c != '\r') scratch->data[scratch->len++] = c;
  }
  return (struct url_span){scratch->data, scratch->len};
}

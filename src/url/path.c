// SPDX-License-Identifier: MIT
// The path states of the URL parser: dot segments, Windows drive letters, percent-encoding.
#include <string.h>

#include "internal.h"

static bool path_is_drive(const char *p, size_t n) {
  return n == 2 && url_is_alpha((unsigned char)p[0]) && (p[1] == ':' || p[1] == '|');
}

bool url_starts_with_drive(struct url_span in) {
  if (in.n < 2 || !path_is_drive(in.p, 2)) return false;
  return in.n == 2 || in.p[2] == '/' || in.p[2] == '\\';
}

// Length of the dot ("." or "%2e") at the beginning, or 0.
static size_t path_dot(const char *p, size_t n) {
  if (n >= 1 && p[0] == '.') return 1;
  if (n >= 3 && p[0] == '%' && p[1] == '2' && (p[2] | 32) == 'e') return 3;
  return 0;
}

// 1 for a single-dot segment, 2 for a double-dot segment, otherwise 0.
static int path_dots(const char *p, size_t n) {
  if (n == 0 || n > 6) return 0;
  size_t first = path_dot(p, n);
  if (!first) return 0;
  if (first == n) return 1;
  size_t second = path_dot(p + first, n - first);
  return second && first + second == n ? 2 : 0;
}

void url_path_shorten(struct url_buf *out, size_t path_start, enum url_scheme scheme) {
  if (out->failed) return;
  size_t at = out->len;
  if (scheme == URL_SCHEME_FILE && at - path_start == 3 &&
      path_is_drive(out->data + path_start + 1, 2) && out->data[path_start + 2] == ':') {
    return;
  }
  while (at > path_start && out->data[at - 1] != '/') at--;
  out->len = at > path_start ? at - 1 : path_start;
}

static void path_segment(struct url_buf *out, size_t path_start, const char *p, size_t n,
                         enum url_scheme scheme, bool last) {
  int dots = path_dots(p, n);
  if (dots) {
    if (dots == 2) url_path_shorten(out, path_start, scheme);
    if (last) url_buf_putc(out, '/');
    return;
  }
  bool drive = scheme == URL_SCHEME_FILE && out->len == path_start && path_is_drive(p, n);
  url_buf_putc(out, '/');
  url_put_encoded(out, (struct url_span){p, n}, CLASS_PATH);
  if (drive && !out->failed) out->data[out->len - 1] = ':';
}

void url_path_append(struct url_buf *out, size_t path_start, struct url_span in,
                     enum url_scheme scheme) {
  bool special = url_special(scheme);
  // Nothing to normalise or to encode: one copy.
  if (in.n && in.p[0] == '/' && scheme != URL_SCHEME_FILE) {
    size_t i = 0;
    while (i < in.n && !url_is((unsigned char)in.p[i], CLASS_PATH_SLOW)) i++;
    while (i < in.n && in.p[i] == '.' && in.p[i - 1] != '/') {  // a dot inside of a segment
      i++;
      while (i < in.n && !url_is((unsigned char)in.p[i], CLASS_PATH_SLOW)) i++;
    }
    if (i == in.n) {
      url_buf_put(out, in.p, in.n);
      return;
    }
  }
  size_t at = 0;
  if (in.n && url_is_slash(in.p[0], special)) at = 1;
  for (;;) {
    size_t end = at;
    while (end < in.n && !url_is_slash(in.p[end], special)) end++;
    path_segment(out, path_start, in.p + at, end - at, scheme, end == in.n);
    if (end == in.n) return;
    at = end + 1;
  }
}

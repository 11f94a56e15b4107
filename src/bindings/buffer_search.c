// SPDX-License-Identifier: MIT
// indexOf, lastIndexOf and includes of Buffer. Every search is linear in the length of what is
// searched, whatever the needle.
#include "buffer.h"
#include "find_byte.h"

struct buffer_search {
  const uint8_t *hay;
  size_t hay_len;
  const uint8_t *needle;
  size_t needle_len;
  size_t step;  // 2 for UTF-16: only even positions count
};

// A product of lengths up to which a plain search from behind is not worth thinking about.
#define SEARCH_PLAIN_MAX ((size_t)1 << 22)

// First position of the needle in hay[from...], or -1. memchr is much faster than memmem as long as
// the needle's first byte is rare.
static int64_t search_first(const uint8_t *hay, size_t len, size_t from, const uint8_t *needle,
                            size_t n) {
  size_t tries = 16;
  while (len - from >= n) {
    const uint8_t *hit;
    if (tries > 0) {
      hit = eddy_find_byte(hay + from, needle[0], len - from - n + 1);
    } else {
      hit = memmem(hay + from, len - from, needle, n);
      return hit ? hit - hay : -1;
    }
    if (!hit) return -1;
    size_t skipped = (size_t)(hit - hay) - from;
    if (memcmp(hit, needle, n) == 0) return hit - hay;
    tries += skipped / 256;
    tries--;
    from = (size_t)(hit - hay) + 1;
  }
  return -1;
}

static int64_t search_forward(const struct buffer_search *s, size_t from) {
  if (s->step == 1) return search_first(s->hay, s->hay_len, from, s->needle, s->needle_len);
  from &= ~(size_t)1;
  for (;;) {
    int64_t at = -1;
    if (from <= s->hay_len) at = search_first(s->hay, s->hay_len, from, s->needle, s->needle_len);
    if (at < 0 || at % 2 == 0) return at;
    from = (size_t)at + 1;
  }
}

static uint8_t *search_reversed(const uint8_t *p, size_t n) {
  uint8_t *out = malloc(n ? n : 1);
  for (size_t i = 0; out && i < n; i++) out[i] = p[n - 1 - i];
  return out;
}

// Last position that is not after `from`.
static int64_t search_backward(const struct buffer_search *s, size_t from) {
  size_t last = s->hay_len - s->needle_len;
  if (from > last) from = last;
  if (s->step == 2) from &= ~(size_t)1;
  if (from < SEARCH_PLAIN_MAX / s->needle_len) {
    for (size_t at = from + s->step; at >= s->step; at -= s->step) {
      const uint8_t *p = s->hay + at - s->step;
      if (p[0] == s->needle[0] && memcmp(p, s->needle, s->needle_len) == 0) return p - s->hay;
    }
    return -1;
  }
  // Backwards is forwards in a mirror.
  size_t len = from + s->needle_len;
  uint8_t *hay = search_reversed(s->hay, len);
  uint8_t *needle = search_reversed(s->needle, s->needle_len);
  int64_t found = -1;
  if (hay && needle) {
    struct buffer_search mirror = {hay, len, needle, s->needle_len, s->step};
    found = search_forward(&mirror, 0);
    if (found >= 0) found = (int64_t)(len - s->needle_len) - found;
  }
  free(hay);
  free(needle);
  return found;
}

// Where a search begins; -1: nowhere. `offset` may be negative (from the end) or out of range.
static int64_t search_start(int64_t len, double offset, int64_t needle, bool forward) {
  if (offset < 0) {
    if (offset + (double)len >= 0) return len + (int64_t)offset;
    return forward || needle == 0 ? 0 : -1;
  }
  if (offset + (double)needle <= (double)len) return (int64_t)offset;
  if (needle == 0) return len;
  return forward ? -1 : len - 1;
}

static int64_t search_run(struct buffer_search s, double offset, bool forward) {
  // A negative offset counts from the very end, also when half a unit stands there.
  if (offset < 0 && offset + (double)s.hay_len >= 0) offset += (double)s.hay_len;
  if (s.step == 2) s.hay_len &= ~(size_t)1;
  int64_t start = search_start((int64_t)s.hay_len, offset, (int64_t)s.needle_len, forward);
  if (s.needle_len == 0) return start;
  if (start < 0 || s.needle_len > s.hay_len) return -1;
  if (s.step == 2) s.needle_len &= ~(size_t)1;
  if (s.needle_len == 0) return -1;
  return forward ? search_forward(&s, (size_t)start) : search_backward(&s, (size_t)start);
}

// indexOfString(buffer, string, offset, encoding, forward)
napi_value buffer_index_of_string(napi_env env, napi_callback_info info) {
  struct eddy_bytes hay;
  enum eddy_encoding encoding = (enum eddy_encoding)eddy_arg_i32(info, 3);
  napi_value text = eddy_arg(info, 1);
  size_t room = eddy_text_length(env, text, encoding);
  uint8_t inside[256];
  uint8_t *needle = room <= sizeof inside ? inside : malloc(room);
  if (!needle || !eddy_arg_bytes(info, 0, &hay)) {
    eddy_ret_i32(info, -1);
    return NULL;
  }
  size_t n = eddy_text_write(env, text, encoding, needle, room, NULL);
  if (encoding == EDDY_UTF16LE) hay.len &= ~(size_t)1;
  struct buffer_search s = {hay.data, hay.len, needle, n, encoding == EDDY_UTF16LE ? 2 : 1};
  eddy_ret_f64(info, (double)search_run(s, eddy_arg_f64(info, 2), eddy_arg_bool(info, 4)));
  if (needle != inside) free(needle);
  return NULL;
}

// indexOfBuffer(buffer, needle, offset, encoding, forward)
napi_value buffer_index_of_bytes(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes hay, needle;
  if (!eddy_arg_bytes(info, 0, &hay) || !eddy_arg_bytes(info, 1, &needle)) return NULL;
  bool wide = eddy_arg_i32(info, 3) == EDDY_UTF16LE;
  struct buffer_search s = {hay.data, hay.len, needle.data, needle.len, wide ? 2 : 1};
  eddy_ret_f64(info, (double)search_run(s, eddy_arg_f64(info, 2), eddy_arg_bool(info, 4)));
  return NULL;
}

static double search_byte(struct eddy_bytes hay, uint8_t byte, double offset, bool forward) {
  int64_t start = search_start((int64_t)hay.len, offset, 1, forward);
  if (start < 0 || hay.len == 0) return -1;
  const uint8_t *hit = forward ? eddy_find_byte(hay.data + start, byte, hay.len - (size_t)start)
                               : memrchr(hay.data, byte, (size_t)start + 1);
  return hit ? (double)(hit - hay.data) : -1;
}

// indexOfNumber(buffer, byte, offset, forward)
napi_value buffer_index_of_number(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes hay;
  eddy_ret_f64(info, -1);
  if (!eddy_arg_bytes(info, 0, &hay)) return NULL;
  eddy_ret_f64(info, search_byte(hay, (uint8_t)eddy_arg_u32(info, 1), eddy_arg_f64(info, 2),
                                 eddy_arg_bool(info, 3)));
  return NULL;
}

static double search_byte_fast(eddy_fast_value recv, eddy_fast_value buffer, uint32_t byte,
                               double offset, bool forward) {
  (void)recv;
  struct eddy_bytes hay;
  uint8_t inside[EDDY_FAST_INSIDE];
  if (!eddy_fast_bytes_read(buffer, &hay, inside)) return -1;
  return search_byte(hay, (uint8_t)byte, offset, forward);
}

const struct eddy_fast buffer_fast_index_of_number = {
    search_byte_fast,
    EDDY_FAST_F64,
    {EDDY_FAST_VALUE, EDDY_FAST_U32, EDDY_FAST_F64, EDDY_FAST_BOOL}};

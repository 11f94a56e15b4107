// SPDX-License-Identifier: MIT
// internalBinding('buffer'): memory work for lib/buffer.js. Text is in buffer_text.c, searching in
// buffer_search.c. JavaScript has validated every argument; offsets come as doubles, because they
// may pass 2^32.
#include "buffer.h"

bool buffer_range(napi_callback_info info, int i, struct eddy_bytes *out) {
  if (!eddy_arg_bytes(info, i, out)) return false;
  double start = eddy_arg_f64(info, i + 1);
  double end = eddy_arg_f64(info, i + 2);
  if (!(start >= 0)) start = 0;
  if (!(end <= (double)out->len)) end = (double)out->len;
  if (start >= end) {
    out->len = 0;
    return true;
  }
  out->data += (size_t)start;
  out->len = (size_t)end - (size_t)start;
  return true;
}

static napi_value buffer_set_prototype(napi_env env, napi_callback_info info) {
  eddy_slot_set(env, EDDY_SLOT_BUFFER_PROTOTYPE, eddy_arg(info, 0));
  return NULL;
}

// createUnsafeArrayBuffer(size): its memory is not cleared. Undefined when there is none.
static napi_value buffer_unsafe(napi_env env, napi_callback_info info) {
  return eddy_arraybuffer_unsafe(env, (size_t)eddy_arg_f64(info, 0));
}

// copy(source, target, targetStart, sourceStart, count): the ranges may overlap.
static void buffer_copy_bytes(struct eddy_bytes from, struct eddy_bytes to, double to_start,
                              double from_start, double count) {
  size_t n = (size_t)count;
  size_t a = (size_t)from_start;
  size_t b = (size_t)to_start;
  if (a > from.len || b > to.len) return;
  if (n > from.len - a) n = from.len - a;
  if (n > to.len - b) n = to.len - b;
  if (n) memmove(to.data + b, from.data + a, n);
}

static napi_value buffer_copy(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes from, to;
  eddy_ret_bool(info, true);
  if (!eddy_arg_bytes(info, 0, &from) || !eddy_arg_bytes(info, 1, &to)) return NULL;
  buffer_copy_bytes(from, to, eddy_arg_f64(info, 2), eddy_arg_f64(info, 3), eddy_arg_f64(info, 4));
  return NULL;
}

// False: the target's bytes are in the engine's heap, call copySlow().
static bool buffer_copy_fast(eddy_fast_value recv, eddy_fast_value source, eddy_fast_value target,
                             double to_start, double from_start, double count) {
  (void)recv;
  struct eddy_bytes from, to;
  uint8_t inside[EDDY_FAST_INSIDE];
  if (!eddy_fast_bytes_read(source, &from, inside) || !eddy_fast_bytes(target, &to)) return false;
  buffer_copy_bytes(from, to, to_start, from_start, count);
  return true;
}

// concat(list, target): how many bytes of the list's Uint8Arrays came into it; -1 - i for the first that is none.
static napi_value buffer_concat(napi_env env, napi_callback_info info) {
  struct eddy_bytes to;
  CHECK(eddy_arg_bytes(info, 1, &to));
  eddy_ret_f64(info, (double)eddy_list_concat(env, eddy_arg(info, 0), to.data, to.len));
  return NULL;
}

static int buffer_order(struct eddy_bytes a, struct eddy_bytes b) {
  size_t n = a.len < b.len ? a.len : b.len;
  int order = n ? memcmp(a.data, b.data, n) : 0;
  if (order) return order < 0 ? -1 : 1;
  return a.len == b.len ? 0 : a.len < b.len ? -1 : 1;
}

static napi_value buffer_compare(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes a, b;
  eddy_ret_i32(info, 0);
  if (!eddy_arg_bytes(info, 0, &a) || !eddy_arg_bytes(info, 1, &b)) return NULL;
  eddy_ret_i32(info, buffer_order(a, b));
  return NULL;
}

static int32_t buffer_compare_fast(eddy_fast_value recv, eddy_fast_value left,
                                   eddy_fast_value right) {
  (void)recv;
  struct eddy_bytes a, b;
  uint8_t inside_a[EDDY_FAST_INSIDE], inside_b[EDDY_FAST_INSIDE];
  if (!eddy_fast_bytes_read(left, &a, inside_a)) return 0;
  if (!eddy_fast_bytes_read(right, &b, inside_b)) return 0;
  return buffer_order(a, b);
}

// compareRange(a, aStart, aEnd, b, bStart, bEnd)
static napi_value buffer_compare_range(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes a, b;
  if (!buffer_range(info, 0, &a) || !buffer_range(info, 3, &b)) return NULL;
  eddy_ret_i32(info, buffer_order(a, b));
  return NULL;
}

// The pattern stands at the beginning of [p, p + n) already; doubles what is there.
static void buffer_repeat(uint8_t *p, size_t n, size_t pattern) {
  for (size_t done = pattern; done < n; done *= 2) {
    memcpy(p + done, p, n - done < done ? n - done : done);
  }
}

// Writes the text once, cut off where the room ends. Returns the number of bytes.
static size_t buffer_put_pattern(napi_env env, napi_value text, enum eddy_encoding encoding,
                                 struct eddy_bytes to) {
  size_t room = eddy_text_length(env, text, encoding);
  if (room <= to.len) return eddy_text_write(env, text, encoding, to.data, to.len, NULL);
  uint8_t *whole = malloc(room);
  if (!whole) return 0;
  size_t n = eddy_text_write(env, text, encoding, whole, room, NULL);
  if (n > to.len) n = to.len;
  if (n) memcpy(to.data, whole, n);
  free(whole);
  return n;
}

// fill(buffer, start, end, pattern, encoding): 0, -1 for a pattern without bytes, -2 out of bounds.
static int buffer_fill_bytes(napi_env env, napi_callback_info info) {
  struct eddy_bytes all, to, pattern;
  // JavaScript has measured with `length`, which a program can have redefined.
  if (!eddy_arg_bytes(info, 0, &all) || eddy_arg_f64(info, 2) > (double)all.len) return -2;
  if (!buffer_range(info, 0, &to)) return -2;
  if (to.len == 0) return 0;
  if (eddy_arg_is_string(info, 3)) {
    enum eddy_encoding encoding = (enum eddy_encoding)eddy_arg_i32(info, 4);
    size_t n = buffer_put_pattern(env, eddy_arg(info, 3), encoding, to);
    if (n == 0) return -1;
    buffer_repeat(to.data, to.len, n);
  } else if (eddy_arg_bytes(info, 3, &pattern)) {
    if (pattern.len == 0) return -1;
    size_t n = pattern.len < to.len ? pattern.len : to.len;
    memmove(to.data, pattern.data, n);
    buffer_repeat(to.data, to.len, n);
  } else {
    memset(to.data, eddy_arg_i32(info, 3) & 255, to.len);
  }
  return 0;
}

static napi_value buffer_fill(napi_env env, napi_callback_info info) {
  eddy_ret_i32(info, buffer_fill_bytes(env, info));
  return NULL;
}

typedef uint16_t buffer_u16x8 __attribute__((vector_size(16)));
typedef uint32_t buffer_u32x4 __attribute__((vector_size(16)));
typedef uint64_t buffer_u64x2 __attribute__((vector_size(16)));

// Reverses the bytes of every 2, 4 or 8 in sixteen: halves are exchanged, from bytes upwards.
static void buffer_swap_16(uint8_t *p, unsigned width) {
  buffer_u16x8 v;
  memcpy(&v, p, 16);
  v = v << 8 | v >> 8;
  if (width >= 4) {
    buffer_u32x4 w = (buffer_u32x4)v;
    w = w << 16 | w >> 16;
    if (width == 8) {
      buffer_u64x2 d = (buffer_u64x2)w;
      w = (buffer_u32x4)(d << 32 | d >> 32);
    }
    v = (buffer_u16x8)w;
  }
  memcpy(p, &v, 16);
}

// swap(buffer, width): the length is a multiple of the width.
static void buffer_swap_bytes(struct eddy_bytes bytes, unsigned width) {
  size_t i = 0;
  for (; i + 16 <= bytes.len; i += 16) buffer_swap_16(bytes.data + i, width);
  if (i == bytes.len) return;
  uint8_t rest[16] = {0};
  memcpy(rest, bytes.data + i, bytes.len - i);
  buffer_swap_16(rest, width);
  memcpy(bytes.data + i, rest, bytes.len - i);
}

static napi_value buffer_swap(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes bytes;
  if (eddy_arg_bytes(info, 0, &bytes)) buffer_swap_bytes(bytes, eddy_arg_u32(info, 1));
  return NULL;
}

static bool buffer_detached(napi_callback_info info, int i) {
  struct eddy_bytes bytes;
  return eddy_arg_bytes(info, i, &bytes) && bytes.len && !bytes.data;
}

static napi_value buffer_is_utf8(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes bytes;
  if (eddy_arg_bytes(info, 0, &bytes) && !buffer_detached(info, 0)) {
    eddy_ret_bool(info, eddy_utf8_valid(bytes.data, bytes.len));
  }
  return NULL;
}

static napi_value buffer_is_ascii(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes bytes;
  if (eddy_arg_bytes(info, 0, &bytes) && !buffer_detached(info, 0)) {
    eddy_ret_bool(info, eddy_ascii_valid(bytes.data, bytes.len));
  }
  return NULL;
}

static const struct eddy_fast buffer_fast_copy = {
    buffer_copy_fast,
    EDDY_FAST_BOOL,
    {EDDY_FAST_VALUE, EDDY_FAST_VALUE, EDDY_FAST_F64, EDDY_FAST_F64, EDDY_FAST_F64}};
static const struct eddy_fast buffer_fast_compare = {
    buffer_compare_fast, EDDY_FAST_I32, {EDDY_FAST_VALUE, EDDY_FAST_VALUE}};

static const struct eddy_method buffer_methods[] = {
    {"setBufferPrototype", buffer_set_prototype, 1, NULL},
    {"createUnsafeArrayBuffer", buffer_unsafe, 1, NULL},
    {"copy", buffer_copy, 5, &buffer_fast_copy},
    {"copySlow", buffer_copy, 5, NULL},
    {"concat", buffer_concat, 2, NULL},
    {"compare", buffer_compare, 2, &buffer_fast_compare},
    {"compareRange", buffer_compare_range, 6, NULL},
    {"fill", buffer_fill, 5, NULL},
    {"swap", buffer_swap, 2, NULL},
    {"isUtf8", buffer_is_utf8, 1, NULL},
    {"isAscii", buffer_is_ascii, 1, NULL},
    {"slice", eddy_direct_slice, 4, NULL},
    {"write", buffer_write, 5, &buffer_fast_write},
    {"writeSlow", buffer_write, 5, NULL},
    {"encodeUtf8", buffer_encode_utf8, 1, NULL},
    {"byteLength", buffer_byte_length, 2, NULL},
    {"byteLengthUtf8", buffer_byte_length_utf8, 1, &buffer_fast_byte_length_utf8},
    {"atob", buffer_atob, 1, NULL},
    {"btoa", buffer_btoa, 1, NULL},
    {"indexOfString", buffer_index_of_string, 5, NULL},
    {"indexOfBuffer", buffer_index_of_bytes, 5, NULL},
    {"indexOfNumber", buffer_index_of_number, 4, &buffer_fast_index_of_number},
};

const struct eddy_binding eddy_binding_buffer = {
    "buffer", buffer_methods, COUNTOF(buffer_methods), NULL, 0, NULL};

// SPDX-License-Identifier: MIT
// Text in buffers: strings to bytes, bytes to strings, atob and btoa. The work is in
// engine/text.h; here are arguments, limits and errors.
#include "buffer.h"

// write(buffer, string, start, length, encoding): number of bytes written.
napi_value buffer_write(napi_env env, napi_callback_info info) {
  struct eddy_bytes to;
  eddy_ret_f64(info, 0);
  if (!eddy_arg_bytes(info, 0, &to)) return NULL;
  double start = eddy_arg_f64(info, 2);
  double length = eddy_arg_f64(info, 3);
  if (!(start <= (double)to.len)) start = (double)to.len;
  size_t room = to.len - (size_t)start;
  if (length < (double)room) room = (size_t)length;
  size_t n = 0;
  if (room) {
    n = eddy_text_write(env, eddy_arg(info, 1), (enum eddy_encoding)eddy_arg_i32(info, 4),
                        to.data + (size_t)start, room, NULL);
  }
  eddy_ret_f64(info, (double)n);
  return NULL;
}

// -1: the buffer's bytes are in the engine's heap, call writeSlow().
static double buffer_write_fast(eddy_fast_value recv, eddy_fast_value buffer,
                                const struct eddy_fast_string *text, double start, double length,
                                int32_t encoding) {
  (void)recv;
  struct eddy_bytes to;
  if (!eddy_fast_bytes(buffer, &to)) return -1;
  if (!(start <= (double)to.len)) return 0;
  size_t room = to.len - (size_t)start;
  if (length < (double)room) room = (size_t)length;
  if (room == 0) return 0;
  return (double)eddy_text_write_latin1((const uint8_t *)text->data, text->length,
                                        (enum eddy_encoding)encoding, to.data + (size_t)start,
                                        room);
}

const struct eddy_fast buffer_fast_write = {
    buffer_write_fast,
    EDDY_FAST_F64,
    {EDDY_FAST_VALUE, EDDY_FAST_STRING, EDDY_FAST_F64, EDDY_FAST_F64, EDDY_FAST_I32}};

// What is longer is counted first: it would need three bytes a character for a moment.
#define ENCODE_MAX (1u << 20)

// Room for text on its way: the stack, a block that goes round, or malloc'ed.
static uint8_t *buffer_room_new(napi_env env, size_t size, uint8_t near[4096]) {
  if (size <= 4096) return near;
  return size <= EDDY_BLOCK_LARGE ? eddy_block_new(env, EDDY_BLOCK_LARGE) : malloc(size);
}

static void buffer_room_free(napi_env env, uint8_t *room, size_t size) {
  if (size <= 4096) return;
  if (size <= EDDY_BLOCK_LARGE) eddy_block_free(env, room, EDDY_BLOCK_LARGE);
  else free(room);
}

// From this many one-byte characters on counting is cheaper than to write them twice.
#define ENCODE_COUNT 4096

static void buffer_count_utf8(void *data, const uint8_t *p, size_t n) {
  *(size_t *)data = eddy_utf8_length_of_latin1(p, n);
}

// encodeUtf8(string): its bytes in a new ArrayBuffer; undefined without memory. Written somewhere and copied, unless all
// characters are of one byte: to count those of two costs as much as to write them.
napi_value buffer_encode_utf8(napi_env env, napi_callback_info info) {
  napi_value string = eddy_arg(info, 0);
  uint8_t near[4096];
  const size_t units = eddy_text_length(env, string, EDDY_LATIN1);
  size_t len = 0;
  const bool counted = units >= ENCODE_COUNT && eddy_text_look(env, string, buffer_count_utf8, &len);
  if (counted || units > ENCODE_MAX) {
    if (!counted) len = eddy_text_length(env, string, EDDY_UTF8);
    struct eddy_bytes to;
    napi_value memory = eddy_arraybuffer_unsafe(env, len);
    const enum eddy_encoding encoding = counted && len == units ? EDDY_LATIN1 : EDDY_UTF8;
    if (memory && eddy_value_bytes(memory, &to)) eddy_text_write(env, string, encoding, to.data, len, NULL);
    return memory;
  }
  uint8_t *bytes = buffer_room_new(env, units * 3, near);
  if (!bytes) return NULL;
  napi_value memory = eddy_arraybuffer_copy(env, bytes, eddy_text_utf8(env, string, bytes));
  buffer_room_free(env, bytes, units * 3);
  return memory;
}

napi_value buffer_byte_length(napi_env env, napi_callback_info info) {
  eddy_ret_f64(info, (double)eddy_text_length(env, eddy_arg(info, 0),
                                              (enum eddy_encoding)eddy_arg_i32(info, 1)));
  return NULL;
}

napi_value buffer_byte_length_utf8(napi_env env, napi_callback_info info) {
  eddy_ret_f64(info, (double)eddy_text_length(env, eddy_arg(info, 0), EDDY_UTF8));
  return NULL;
}

static double buffer_byte_length_utf8_fast(eddy_fast_value recv,
                                           const struct eddy_fast_string *text) {
  (void)recv;
  return (double)eddy_utf8_length_of_latin1(text->data, text->length);
}

const struct eddy_fast buffer_fast_byte_length_utf8 = {
    buffer_byte_length_utf8_fast, EDDY_FAST_F64, {EDDY_FAST_STRING}};

// Short text on its way to and from base64 needs no memory of its own.
#define LATIN1_NEAR 1024
struct buffer_latin1 { uint8_t near[LATIN1_NEAR]; size_t len; bool fits; };

static void buffer_latin1_take(void *data, const uint8_t *p, size_t n) {
  struct buffer_latin1 *text = data;
  text->len = n;
  text->fits = n <= LATIN1_NEAR;
  if (text->fits && n) memcpy(text->near, p, n);
}

// The string's characters as Latin-1: in text->near, or malloc'ed. NULL: one does not fit (or no memory).
static uint8_t *buffer_latin1_copy(napi_env env, napi_value string, struct buffer_latin1 *text, size_t *len) {
  if (eddy_text_look(env, string, buffer_latin1_take, text) && text->fits) {
    *len = text->len;
    return text->near;
  }
  size_t n = eddy_text_length(env, string, EDDY_LATIN1);
  uint16_t *wide = malloc(n ? n * 2 : 1);
  if (!wide) return NULL;
  eddy_text_write(env, string, EDDY_UTF16LE, (uint8_t *)wide, n * 2, NULL);
  uint8_t *narrow = (uint8_t *)wide;
  unsigned all = 0;
  for (size_t i = 0; i < n; i++) {
    uint16_t c = wide[i];
    all |= c;
    narrow[i] = (uint8_t)c;
  }
  *len = n;
  if (all <= 255) return narrow;
  free(wide);
  return NULL;
}

// btoa(string): base64 of its Latin-1 bytes; -1 when a character is not Latin-1.
napi_value buffer_btoa(napi_env env, napi_callback_info info) {
  struct buffer_latin1 near;
  size_t n;
  uint8_t *bytes = buffer_latin1_copy(env, eddy_arg(info, 0), &near, &n);
  if (!bytes) {
    eddy_ret_i32(info, -1);
    return NULL;
  }
  napi_value text = eddy_text_new(env, EDDY_BASE64, bytes, n);
  if (bytes != near.near) free(bytes);
  if (!text) {
    eddy_throw(env, "ERR_STRING_TOO_LONG",
               "Cannot create a string longer than 0x1fffffe8 characters");
  }
  return text;
}

// atob(string): the decoded bytes as Latin-1 text; -1: wrong character, -2: wrong length, -3: other.
napi_value buffer_atob(napi_env env, napi_callback_info info) {
  struct buffer_latin1 near;
  size_t n;
  uint8_t *bytes = buffer_latin1_copy(env, eddy_arg(info, 0), &near, &n), short_out[LATIN1_NEAR];
  if (!bytes) {
    eddy_ret_i32(info, -1);
    return NULL;
  }
  size_t len = n / 4 * 3 + 3;
  uint8_t *out = len <= sizeof short_out ? short_out : malloc(len);
  int error = out ? eddy_base64_decode(bytes, n, out, &len, false) : 3;
  napi_value text = error ? NULL : eddy_text_new(env, EDDY_LATIN1, out, len);
  if (bytes != near.near) free(bytes);
  if (out != short_out) free(out);
  if (!text) eddy_ret_i32(info, error ? -error : -3);
  return text;
}

// SPDX-License-Identifier: MIT
/* text.h: text as bytes. The first half needs no engine: validation and conversion (simdutf, which
 * the engine's library carries). The second half turns JavaScript strings into bytes and back.
 * Included by engine.h; implemented by simdutf.cc and text.cc. */
#ifndef EDDY_TEXT_H
#define EDDY_TEXT_H

#ifdef __cplusplus
extern "C" {
#endif

/* The numbers lib/buffer.js and others use for encodings. */
enum eddy_encoding {
  EDDY_ASCII, EDDY_UTF8, EDDY_BASE64, EDDY_UTF16LE, EDDY_LATIN1, EDDY_HEX, EDDY_BUFFER,
  EDDY_BASE64URL
};

/* ---- bytes (simdutf.cc) --------------------------------------------------------------------- */

bool eddy_ascii_valid(const void *p, size_t n);
bool eddy_utf8_valid(const void *p, size_t n);
bool eddy_utf16_valid(const uint16_t *p, size_t n);
size_t eddy_utf8_length_of_latin1(const void *p, size_t n);
size_t eddy_utf8_length_of_utf16(const uint16_t *p, size_t n); /* well-formed only */
size_t eddy_utf16_length_of_utf8(const void *p, size_t n);     /* valid only */
/* Whole characters while they fit into `cap`; returns bytes written. */
size_t eddy_latin1_to_utf8(const void *p, size_t n, void *out, size_t cap);
/* These three need enough room; 0 if the input is not valid or does not fit the target. */
size_t eddy_utf16_to_utf8(const uint16_t *p, size_t n, void *out);
size_t eddy_utf8_to_utf16(const void *p, size_t n, uint16_t *out);
size_t eddy_utf8_to_latin1(const void *p, size_t n, void *out);
size_t eddy_base64_encoded_length(size_t n, bool url);
size_t eddy_base64_encode(const void *p, size_t n, void *out, bool url);
/* Decodes as the WHATWG "forgiving" decoder does. On return *out_len is the space used.
 * 0, or the error: 1 a wrong character, 2 a wrong length or wrong padding, 3 no room. */
int eddy_base64_decode(const void *p, size_t n, void *out, size_t *out_len, bool url);
int eddy_base64_decode16(const uint16_t *p, size_t n, void *out, size_t *out_len, bool url);

/* ---- JavaScript strings (text.cc) -------------------------------------------------------------- */

/* Bytes that `string` takes in this encoding; for base64 an upper bound from its length. */
size_t eddy_text_length(napi_env env, napi_value string, enum eddy_encoding encoding);
/* Writes at most `cap` bytes, never a part of a character; returns how many. *read (optional) is
 * the number of UTF-16 units that were taken, for UTF-8 only. */
size_t eddy_text_write(napi_env env, napi_value string, enum eddy_encoding encoding, uint8_t *out,
                       size_t cap, size_t *read);
/* All of the string in UTF-8; there must be room for three bytes a UTF-16 unit. Returns how many it took. */
size_t eddy_text_utf8(napi_env env, napi_value string, uint8_t *out);
/* From this many bytes on a string keeps its text outside of the heap: the engine would map pages for it. */
#define EDDY_TEXT_EXTERNAL (128 * 1024)
/* The string that the bytes stand for. NULL: too long, or out of memory (nothing is pending). */
napi_value eddy_text_new(napi_env env, enum eddy_encoding encoding, const uint8_t *p, size_t n);
/* Copies what the list's Uint8Arrays hold, one behind the other, as long as there is room. How many bytes, or -1 - i for the
 * first item that is none. Items with getters run user code. */
int64_t eddy_list_concat(napi_env env, napi_value list, uint8_t *out, size_t room);
/* JSON: the value of UTF-8 text, the text of a value. NULL with an exception pending. stringify runs user code. */
napi_value eddy_json_parse(napi_env env, const uint8_t *p, size_t n);
napi_value eddy_json_stringify(napi_env env, napi_value value);
/* The same part of the work for a flat one-byte string of a fast call. */
size_t eddy_text_write_latin1(const uint8_t *p, size_t n, enum eddy_encoding encoding, uint8_t *out,
                              size_t cap);
/* Runs fn over the characters of a one-byte string where they are, without a copy. False: the value is
 * no string, or has other characters. fn must not touch the engine. */
bool eddy_text_look(napi_env env, napi_value value, void (*fn)(void *data, const uint8_t *p, size_t n),
                    void *data);
/* Bytes of a typed array in a fast call: no handles, nothing moves. False: it is none, or a small one
 * that V8 keeps inside of its heap, where C cannot write. Then return something that makes the
 * JavaScript side call the slow function; that one moves the bytes out of the heap for good. */
bool eddy_fast_bytes(eddy_fast_value value, struct eddy_bytes *out);
/* The same for reading only: bytes inside of the heap are copied into `inside`. */
#define EDDY_FAST_INSIDE 64
bool eddy_fast_bytes_read(eddy_fast_value value, struct eddy_bytes *out,
                          uint8_t inside[EDDY_FAST_INSIDE]);
/* New ArrayBuffer of uninitialised memory; NULL if there is none. */
napi_value eddy_arraybuffer_unsafe(napi_env env, size_t len);
/* The same, with a copy of bytes. */
napi_value eddy_arraybuffer_copy(napi_env env, const void *data, size_t len);

#ifdef __cplusplus
}
#endif
#endif

// SPDX-License-Identifier: MIT
// simdutf.cc: a C face for the few functions of simdutf that Eddy uses. The library is part of the
// engine's archive, but its header is not installed: the declarations below follow its public API.
#include <cstdint>

#include "direct.h"
#include "internal.h"
#include "utf8.h"

namespace simdutf {
enum error_code : int { SUCCESS = 0, INVALID_BASE64_CHARACTER = 7, BASE64_INPUT_REMAINDER = 8 };
enum base64_options : uint64_t { base64_default = 0, base64_url = 1 };
enum last_chunk_handling_options : uint64_t { loose = 0 };
struct result {
  error_code error;
  size_t count;
};
bool validate_ascii(const char*, size_t) noexcept;
bool validate_utf8(const char*, size_t) noexcept;
bool validate_utf16le(const char16_t*, size_t) noexcept;
size_t utf8_length_from_latin1(const char*, size_t) noexcept;
size_t utf8_length_from_utf16le(const char16_t*, size_t) noexcept;
size_t utf16_length_from_utf8(const char*, size_t) noexcept;
size_t convert_latin1_to_utf8(const char*, size_t, char*) noexcept;
size_t convert_latin1_to_utf8_safe(const char*, size_t, char*, size_t) noexcept;
size_t convert_utf16le_to_utf8(const char16_t*, size_t, char*) noexcept;
size_t convert_utf8_to_utf16le(const char*, size_t, char16_t*) noexcept;
size_t convert_valid_utf8_to_utf16le(const char*, size_t, char16_t*) noexcept;
size_t convert_utf8_to_latin1(const char*, size_t, char*) noexcept;
size_t base64_length_from_binary(size_t, base64_options) noexcept;
size_t binary_to_base64(const char*, size_t, char*, base64_options) noexcept;
result base64_to_binary_safe(const char*, size_t, char*, size_t&, base64_options,
                             last_chunk_handling_options) noexcept;
result base64_to_binary_safe(const char16_t*, size_t, char*, size_t&, base64_options,
                             last_chunk_handling_options) noexcept;
}  // namespace simdutf

static const char* Chars(const void* p) { return static_cast<const char*>(p); }
static const char16_t* Units(const uint16_t* p) { return reinterpret_cast<const char16_t*>(p); }
static simdutf::base64_options Alphabet(bool url) {
  return url ? simdutf::base64_url : simdutf::base64_default;
}
static int Base64Error(simdutf::result r) {
  switch (r.error) {
    case simdutf::SUCCESS: return 0;
    case simdutf::INVALID_BASE64_CHARACTER: return 1;
    case simdutf::BASE64_INPUT_REMAINDER: return 2;
    default: return 3;
  }
}

extern "C" {

bool eddy_ascii_valid(const void* p, size_t n) { return simdutf::validate_ascii(Chars(p), n); }
bool eddy_utf8_valid(const void* p, size_t n) { return simdutf::validate_utf8(Chars(p), n); }
bool eddy_utf16_valid(const uint16_t* p, size_t n) {
  return simdutf::validate_utf16le(Units(p), n);
}
size_t eddy_utf8_length_of_latin1(const void* p, size_t n) {
  return simdutf::utf8_length_from_latin1(Chars(p), n);
}
size_t eddy_utf8_length_of_utf16(const uint16_t* p, size_t n) {
  return simdutf::utf8_length_from_utf16le(Units(p), n);
}
size_t eddy_utf16_length_of_utf8(const void* p, size_t n) {
  return simdutf::utf16_length_from_utf8(Chars(p), n);
}
size_t eddy_latin1_to_utf8(const void* p, size_t n, void* out, size_t cap) {
  if (cap / 2 >= n) return simdutf::convert_latin1_to_utf8(Chars(p), n, static_cast<char*>(out));
  return simdutf::convert_latin1_to_utf8_safe(Chars(p), n, static_cast<char*>(out), cap);
}
size_t eddy_utf16_to_utf8(const uint16_t* p, size_t n, void* out) {
  return simdutf::convert_utf16le_to_utf8(Units(p), n, static_cast<char*>(out));
}
size_t eddy_utf8_to_utf16(const void* p, size_t n, uint16_t* out) {
  return simdutf::convert_utf8_to_utf16le(Chars(p), n, reinterpret_cast<char16_t*>(out));
}
void eddy_utf8_valid_to_utf16(const void* p, size_t n, uint16_t* out, size_t units) {
  if (eddy_utf8_is_wide()) eddy_utf8_widen(static_cast<const uint8_t*>(p), n, out, units);
  else simdutf::convert_valid_utf8_to_utf16le(Chars(p), n, reinterpret_cast<char16_t*>(out));
}
size_t eddy_utf8_to_latin1(const void* p, size_t n, void* out) {
  return simdutf::convert_utf8_to_latin1(Chars(p), n, static_cast<char*>(out));
}
size_t eddy_base64_encoded_length(size_t n, bool url) {
  return simdutf::base64_length_from_binary(n, Alphabet(url));
}
size_t eddy_base64_encode(const void* p, size_t n, void* out, bool url) {
  return simdutf::binary_to_base64(Chars(p), n, static_cast<char*>(out), Alphabet(url));
}
int eddy_base64_decode(const void* p, size_t n, void* out, size_t* out_len, bool url) {
  return Base64Error(simdutf::base64_to_binary_safe(Chars(p), n, static_cast<char*>(out), *out_len,
                                                    Alphabet(url), simdutf::loose));
}
int eddy_base64_decode16(const uint16_t* p, size_t n, void* out, size_t* out_len, bool url) {
  return Base64Error(simdutf::base64_to_binary_safe(Units(p), n, static_cast<char*>(out), *out_len,
                                                    Alphabet(url), simdutf::loose));
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// text.cc: JavaScript strings to bytes and back, in all encodings of Buffer. See text.h.
#include <memory>

#include "hex.h"
#include "direct.h"

using eddy::Unwrap;
using eddy::Wrap;

namespace {

// Memory for text on its way: on the stack when it is short, else a block that goes round, of one size as far as possible.
template <typename T>
class Scratch {
 public:
  Scratch(napi_env env, size_t n) : env_(env), size_(n * sizeof(T)) {
    if (size_ <= sizeof inline_) {
      data_ = inline_;
      return;
    }
    if (size_ < EDDY_BLOCK_LARGE) size_ = EDDY_BLOCK_LARGE;
    data_ = reinterpret_cast<T*>(eddy_block_new(env, size_));
  }
  ~Scratch() {
    if (data_ != inline_) eddy_block_free(env_, reinterpret_cast<uint8_t*>(data_), size_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  T* get() { return data_; }

 private:
  napi_env env_;
  size_t size_;
  T* data_;
  T inline_[4096 / sizeof(T)];
};

// Pairs of digits, up to the first that is none.
size_t HexDecode(const uint8_t* p, size_t n, uint8_t* out, size_t cap) {
  return eddy_hex_decode(p, n / 2 < cap ? n / 2 : cap, out);
}
size_t HexDecode(const uint16_t* p, size_t n, uint8_t* out, size_t cap) {
  return eddy_hex_decode16(p, n / 2 < cap ? n / 2 : cap, out);
}

int Base64Digit(unsigned c) {
  if (c - 'A' < 26u) return static_cast<int>(c - 'A');
  if (c - 'a' < 26u) return static_cast<int>(c - 'a' + 26);
  if (c - '0' < 10u) return static_cast<int>(c - '0' + 52);
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

// Takes both alphabets, leaves out what belongs to neither, and stops at the first '='. Of wide characters the low byte counts, as in
// Node.
template <typename Char>
size_t Base64Lenient(const Char* p, size_t n, uint8_t* out, size_t cap) {
  size_t used = 0;
  uint32_t bits = 0;
  int count = 0;
  for (size_t i = 0; i < n; i++) {
    const auto c = static_cast<uint8_t>(p[i]);
    if (c == '=') break;
    const int digit = Base64Digit(c);
    if (digit < 0) continue;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    if (used == cap) break;
    count -= 8;
    out[used++] = static_cast<uint8_t>(bits >> count);
  }
  return used;
}

int Base64Strict(const uint8_t* p, size_t n, uint8_t* out, size_t* len, bool url) {
  return eddy_base64_decode(p, n, out, len, url);
}
int Base64Strict(const uint16_t* p, size_t n, uint8_t* out, size_t* len, bool url) {
  return eddy_base64_decode16(p, n, out, len, url);
}

template <typename Char>
size_t Base64Decode(const Char* p, size_t n, uint8_t* out, size_t cap, bool url) {
  size_t len = cap;
  if (Base64Strict(p, n, out, &len, url) == 0) return len;
  return Base64Lenient(p, n, out, cap);
}

// An upper bound (exact without white space), as Buffer.byteLength() gives it.
template <typename Char>
size_t Base64Length(const Char* p, size_t n) {
  if (n && p[n - 1] == '=') n--;
  if (n > 1 && p[n - 1] == '=') n--;
  return n / 4 * 3 + (n % 4 ? n % 4 - 1 : 0);
}

size_t WriteLatin1(const uint16_t* p, size_t n, uint8_t* out, size_t cap) {
  if (n > cap) n = cap;
  for (size_t i = 0; i < n; i++) out[i] = static_cast<uint8_t>(p[i]);
  return n;
}

size_t WriteUtf16(const uint8_t* p, size_t n, uint8_t* out, size_t cap) {
  if (n > cap / 2) n = cap / 2;
  for (size_t i = 0; i < n; i++) {
    out[2 * i] = p[i];
    out[2 * i + 1] = 0;
  }
  return n * 2;
}

size_t WriteTwoByte(const uint16_t* p, size_t n, eddy_encoding encoding, uint8_t* out,
                    size_t cap) {
  switch (encoding) {
    case EDDY_BASE64:
    case EDDY_BASE64URL:
      return Base64Decode(p, n, out, cap, encoding == EDDY_BASE64URL);
    case EDDY_UTF16LE:
      if (n > cap / 2) n = cap / 2;
      if (n) memcpy(out, p, n * 2);
      return n * 2;
    case EDDY_HEX:
      return HexDecode(p, n, out, cap);
    default:
      return WriteLatin1(p, n, out, cap);
  }
}

size_t Utf8Length(v8::Isolate* isolate, v8::Local<v8::String> string) {
  {
    v8::String::ValueView view(isolate, string);
    const size_t n = view.length();
    if (view.is_one_byte()) return eddy_utf8_length_of_latin1(view.data8(), n);
    if (eddy_utf16_valid(view.data16(), n)) return eddy_utf8_length_of_utf16(view.data16(), n);
  }
  return string->Utf8LengthV2(isolate);
}

size_t WriteUtf8(v8::Isolate* isolate, v8::Local<v8::String> string, uint8_t* out, size_t cap,
                 size_t* read) {
  {
    v8::String::ValueView view(isolate, string);
    const size_t n = view.length();
    const size_t most = view.is_one_byte() ? n * 2 : n * 3;
    if (read) *read = n;
    if (view.is_one_byte()) {
      if (most <= cap || !read) return eddy_latin1_to_utf8(view.data8(), n, out, cap);
      // All of it, if that fits; otherwise the engine counts what it took.
      if (eddy_utf8_length_of_latin1(view.data8(), n) <= cap) {
        return eddy_latin1_to_utf8(view.data8(), n, out, cap);
      }
    } else if (most <= cap || (eddy_utf16_valid(view.data16(), n) &&
                               eddy_utf8_length_of_utf16(view.data16(), n) <= cap)) {
      const size_t used = eddy_utf16_to_utf8(view.data16(), n, out);
      if (used) return used;
    }
  }
  return string->WriteUtf8V2(isolate, reinterpret_cast<char*>(out), cap,
                             v8::String::WriteFlags::kReplaceInvalidUtf8, read);
}

// A string of `n` characters that `fill` writes: long ones into memory that stays theirs.
template <typename Fill>
napi_value NewAscii(napi_env env, size_t n, Fill fill) {
  if (n > v8::String::kMaxLength) return nullptr;
  if (n >= EDDY_TEXT_EXTERNAL) {
    auto* block = reinterpret_cast<char*>(eddy_block_new(env, n));
    if (!block) return nullptr;
    fill(block);
    return eddy_latin1_of_block(env, block, n);
  }
  if (n >= eddy::kRawFrom) {
    uint8_t* characters;
    auto string = eddy::NewRawOneByte(env->isolate, n, &characters);
    fill(reinterpret_cast<char*>(characters));
    return Wrap(string);
  }
  Scratch<char> text(env, n);
  if (!text.get()) return nullptr;
  fill(text.get());
  return eddy_latin1(env, reinterpret_cast<const uint8_t*>(text.get()), n);
}

// The text of bytes in an encoding that can be cut after every three of them. What is too long for one piece of young memory is put
// together of two, as JavaScript's `+` does: what lies outside of the heap is found only when all of it is collected.
napi_value NewEncoded(napi_env env, enum eddy_encoding encoding, const uint8_t* p, size_t n, size_t length) {
  if (length >= EDDY_TEXT_EXTERNAL && length < 2 * EDDY_TEXT_EXTERNAL - 16) {
    const size_t half = n / 6 * 3;
    napi_value first = eddy_text_new(env, encoding, p, half), rest = eddy_text_new(env, encoding, p + half, n - half);
    return Wrap(v8::String::Concat(env->isolate, Unwrap(first).As<v8::String>(), Unwrap(rest).As<v8::String>()));
  }
  return NewAscii(env, length, [=](char* out) {
    if (encoding == EDDY_HEX) eddy_hex_encode(p, n, reinterpret_cast<uint8_t*>(out));
    else eddy_base64_encode(p, n, out, encoding == EDDY_BASE64URL);
  });
}

// As NewAscii(), of UTF-16.
template <typename Fill>
napi_value NewUnits(napi_env env, size_t n, Fill fill) {
  if (n > v8::String::kMaxLength) return nullptr;
  if (n * 2 >= EDDY_TEXT_EXTERNAL) {
    auto* block = reinterpret_cast<uint16_t*>(eddy_block_new(env, n * 2));
    if (!block) return nullptr;
    fill(block);
    return eddy_utf16_of_block(env, block, n);
  }
  if (n >= eddy::kRawFrom) {
    uint16_t* units;
    auto string = eddy::NewRawTwoByte(env->isolate, n, &units);
    fill(units);
    return Wrap(string);
  }
  Scratch<uint16_t> text(env, n);
  if (!text.get()) return nullptr;
  fill(text.get());
  return eddy_utf16(env, text.get(), n);
}

napi_value NewLatin1(napi_env env, const uint8_t* p, size_t n) {
  if (n < EDDY_TEXT_EXTERNAL) return eddy_latin1(env, p, n);
  return NewAscii(env, n, [=](char* out) { memcpy(out, p, n); });
}

napi_value NewUtf16(napi_env env, const uint8_t* p, size_t n) {
  const bool aligned = (reinterpret_cast<uintptr_t>(p) & 1) == 0;
  if (aligned && n < EDDY_TEXT_EXTERNAL) return eddy_utf16(env, reinterpret_cast<const uint16_t*>(p), n / 2);
  return NewUnits(env, n / 2, [=](uint16_t* out) { memcpy(out, p, n & ~size_t{1}); });
}

// `stable`: whether no other thread can change the bytes. What is checked first is counted and converted faster, without a look
// at what it is, or at how much room there is.
napi_value NewUtf8(napi_env env, const uint8_t* p, size_t n, bool stable) {
  if (eddy::IsAscii(p, n)) return eddy_text_new(env, EDDY_LATIN1, p, n);
  if (n < 32 || n > INT32_MAX) return eddy_utf8(env, reinterpret_cast<const char*>(p), n);
  {
    Scratch<uint8_t> text(env, n);
    if (!text.get()) return nullptr;
    const size_t units = eddy_utf8_to_latin1(p, n, text.get());
    if (units) return eddy_latin1(env, text.get(), units);
  }
  if (stable) {
    if (!eddy_utf8_valid(p, n)) return eddy_utf8(env, reinterpret_cast<const char*>(p), n);
    const size_t units = eddy_utf16_length_of_utf8(p, n);
    return NewUnits(env, units, [=](uint16_t* out) { eddy_utf8_valid_to_utf16(p, n, out, units); });
  }
  Scratch<uint16_t> text(env, n);
  if (!text.get()) return nullptr;
  const size_t units = eddy_utf8_to_utf16(p, n, text.get());
  if (!units) return eddy_utf8(env, reinterpret_cast<const char*>(p), n);
  return NewUnits(env, units, [&](uint16_t* out) { memcpy(out, text.get(), units * 2); });
}

}  // namespace

napi_value eddy::NewStableUtf8(napi_env env, const uint8_t* p, size_t n) { return NewUtf8(env, p, n, true); }

extern "C" {

size_t eddy_text_length(napi_env env, napi_value value, enum eddy_encoding encoding) {
  auto string = Unwrap(value).As<v8::String>();
  const size_t n = static_cast<size_t>(string->Length());
  switch (encoding) {
    case EDDY_UTF8:
    case EDDY_BUFFER:
      return Utf8Length(env->isolate, string);
    case EDDY_UTF16LE:
      return n * 2;
    case EDDY_HEX:
      return n / 2;
    case EDDY_BASE64:
    case EDDY_BASE64URL: {
      v8::String::ValueView view(env->isolate, string);
      return view.is_one_byte() ? Base64Length(view.data8(), n) : Base64Length(view.data16(), n);
    }
    default:
      return n;
  }
}

size_t eddy_text_write_latin1(const uint8_t* p, size_t n, enum eddy_encoding encoding, uint8_t* out,
                              size_t cap) {
  switch (encoding) {
    case EDDY_UTF8:
    case EDDY_BUFFER:
      return eddy_latin1_to_utf8(p, n, out, cap);
    case EDDY_BASE64:
    case EDDY_BASE64URL:
      return Base64Decode(p, n, out, cap, encoding == EDDY_BASE64URL);
    case EDDY_UTF16LE:
      return WriteUtf16(p, n, out, cap);
    case EDDY_HEX:
      return HexDecode(p, n, out, cap);
    default:
      if (n > cap) n = cap;
      if (n) memcpy(out, p, n);
      return n;
  }
}

size_t eddy_text_write(napi_env env, napi_value value, enum eddy_encoding encoding, uint8_t* out,
                       size_t cap, size_t* read) {
  auto string = Unwrap(value).As<v8::String>();
  if (encoding == EDDY_UTF8 || encoding == EDDY_BUFFER) {
    return WriteUtf8(env->isolate, string, out, cap, read);
  }
  v8::String::ValueView view(env->isolate, string);
  if (!view.is_one_byte()) return WriteTwoByte(view.data16(), view.length(), encoding, out, cap);
  return eddy_text_write_latin1(view.data8(), view.length(), encoding, out, cap);
}

size_t eddy_text_utf8(napi_env env, napi_value value, uint8_t* out) {
  auto string = Unwrap(value).As<v8::String>();
  {
    v8::String::ValueView view(env->isolate, string);
    const size_t n = view.length();
    if (view.is_one_byte()) return eddy_latin1_to_utf8(view.data8(), n, out, n * 2);
    const size_t used = eddy_utf16_to_utf8(view.data16(), n, out);
    if (used || n == 0) return used;
  }
  return string->WriteUtf8V2(env->isolate, reinterpret_cast<char*>(out), string->Length() * size_t{3},
                             v8::String::WriteFlags::kReplaceInvalidUtf8);
}

napi_value eddy_text_new(napi_env env, enum eddy_encoding encoding, const uint8_t* p, size_t n) {
  if (n == 0) return Wrap(v8::String::Empty(env->isolate));
  switch (encoding) {
    case EDDY_UTF8:
    case EDDY_BUFFER:
      return NewUtf8(env, p, n, false);
    case EDDY_UTF16LE:
      return NewUtf16(env, p, n);
    case EDDY_BASE64:
    case EDDY_BASE64URL:
      return NewEncoded(env, encoding, p, n, eddy_base64_encoded_length(n, encoding == EDDY_BASE64URL));
    case EDDY_HEX:
      return NewEncoded(env, encoding, p, n, n * 2);
    case EDDY_ASCII:
      if (eddy_ascii_valid(p, n)) return NewLatin1(env, p, n);
      return NewAscii(env, n, [=](char* out) {
        for (size_t i = 0; i < n; i++) out[i] = static_cast<char>(p[i] & 0x7f);
      });
    default:
      return NewLatin1(env, p, n);
  }
}

bool eddy_text_look(napi_env env, napi_value value, void (*fn)(void*, const uint8_t*, size_t),
                    void* data) {
  v8::Local<v8::Value> v = Unwrap(value);
  if (!v->IsString()) return false;
  v8::String::ValueView view(env->isolate, v.As<v8::String>());
  if (!view.is_one_byte()) return false;
  fn(data, view.data8(), view.length());
  return true;
}

bool eddy_fast_bytes_read(eddy_fast_value value, struct eddy_bytes* out,
                          uint8_t inside[EDDY_FAST_INSIDE]) {
  v8::Local<v8::Value> v = Unwrap(static_cast<napi_value>(value));
  if (!eddy::IsTypedArray(v) && !v->IsArrayBufferView()) return false;
  auto span =
      v.As<v8::ArrayBufferView>()->GetContents(v8::MemorySpan<uint8_t>(inside, EDDY_FAST_INSIDE));
  *out = {span.data(), span.size()};
  return true;
}

bool eddy_fast_bytes(eddy_fast_value value, struct eddy_bytes* out) {
  uint8_t inside[EDDY_FAST_INSIDE];
  return eddy_fast_bytes_read(value, out, inside) && out->data != inside;
}

napi_value eddy_arraybuffer_copy(napi_env env, const void* data, size_t len) {
  napi_value memory = eddy_arraybuffer_unsafe(env, len);
  if (memory && len) memcpy(Unwrap(memory).As<v8::ArrayBuffer>()->Data(), data, len);
  return memory;
}

napi_value eddy_arraybuffer_unsafe(napi_env env, size_t len) {
  if (len > v8::Uint8Array::kMaxByteLength) return nullptr;
  auto store = v8::ArrayBuffer::NewBackingStore(env->isolate, len,
                                                v8::BackingStoreInitializationMode::kUninitialized,
                                                v8::BackingStoreOnFailureMode::kReturnNull);
  if (!store) return nullptr;
  return Wrap(v8::ArrayBuffer::New(env->isolate, std::move(store)));
}

}  // extern "C"

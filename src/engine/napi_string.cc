// SPDX-License-Identifier: MIT
// napi_string.cc: strings of Node-API: three encodings, external memory, property keys.
#include "napi.h"

using namespace eddy;

// Calls make(length) with a checked length; NULL text of length 0 is the empty string.
template <class Make>
static napi_status NewString(napi_env env, const void* text, size_t length, napi_value* result,
                             Make make) {
  return Plain(env, {}, [&] {
    if (text == nullptr && length != 0) return napi_invalid_arg;
    if (result == nullptr || !TextLength(text, length)) return napi_invalid_arg;
    if (length == 0) return Return(result, v8::String::Empty(env->isolate));
    return Return(result, make(V8Length(length)));
  });
}

using Kind = v8::NewStringType;

static napi_status NewLatin1(napi_env env, const char* s, size_t n, napi_value* result, Kind kind) {
  return NewString(env, s, n, result, [&](int len) {
    return v8::String::NewFromOneByte(env->isolate, reinterpret_cast<const uint8_t*>(s), kind, len);
  });
}

static napi_status NewUtf8(napi_env env, const char* s, size_t n, napi_value* result, Kind kind) {
  return NewString(env, s, n, result, [&](int len) {
    return v8::String::NewFromUtf8(env->isolate, s, kind, len);
  });
}

static napi_status NewUtf16(napi_env env, const char16_t* s, size_t n, napi_value* result,
                            Kind kind) {
  return NewString(env, s, n, result, [&](int len) {
    return v8::String::NewFromTwoByte(env->isolate, reinterpret_cast<const uint16_t*>(s), kind, len);
  });
}

// ---- external strings: the text stays the addon's until the string is collected ----

template <class Base, class Char>
class ExternalText : public Base {
 public:
  ExternalText(napi_env env, Char* text, size_t length, napi_finalize finalize, void* hint)
      : text_(text), length_(length) {
    if (finalize == nullptr) return;
    record_ = Reference::New(env, v8::Local<v8::Value>(), 0, false, finalize, text, hint);
    record_->back = &record_;
  }
  ~ExternalText() override {
    if (record_ == nullptr) return;
    record_->back = nullptr;
    record_->Collected();
  }
  void Forget() {  // V8 refused the string: its owner keeps the text
    if (record_ != nullptr) record_->Free();
  }
  const Char* data() const override { return text_; }
  size_t length() const override { return length_; }

 private:
  Char* text_;
  size_t length_;
  Reference* record_ = nullptr;
};

template <class Text, class Char, class Make, class Copy>
static napi_status NewExternal(napi_env env, Char* text, size_t length, napi_finalize finalize,
                               void* hint, napi_value* result, bool* copied, Make make, Copy copy) {
  if (env == nullptr) return napi_invalid_arg;
  if (text == nullptr || result == nullptr || !TextLength(text, length)) return copy();
  if (length == NAPI_AUTO_LENGTH) length = std::char_traits<Char>::length(text);
  if (length == 0) {  // V8 has no empty external strings
    napi_status status = copy();
    if (status == napi_ok && copied != nullptr) *copied = false;
    if (status == napi_ok && finalize != nullptr) finalize(env, text, hint);
    return status;
  }
  return Plain(env, {}, [&] {
    Text* resource = new Text(env, text, length, finalize, hint);
    v8::MaybeLocal<v8::String> string = make(resource);
    if (string.IsEmpty()) {
      resource->Forget();
      delete resource;
      return napi_generic_failure;
    }
    if (copied != nullptr) *copied = false;
    return Return(result, string);
  });
}

class ExternalUtf16 : public v8::String::ExternalStringResource {
 public:
  ExternalUtf16(napi_env env, char16_t* text, size_t length, napi_finalize finalize, void* hint)
      : inner_(env, reinterpret_cast<char*>(text), length, finalize, hint) {}
  void Forget() { inner_.Forget(); }
  const uint16_t* data() const override { return reinterpret_cast<const uint16_t*>(inner_.data()); }
  size_t length() const override { return inner_.length(); }

 private:
  ExternalText<v8::String::ExternalOneByteStringResource, char> inner_;
};
using ExternalLatin1 = ExternalText<v8::String::ExternalOneByteStringResource, char>;

// ---- reading ----

// With no buffer: the length in *result. Else at most bufsize - 1 units, and a terminator.
template <class Char, class Length, class Write>
static napi_status ReadString(napi_env env, napi_value value, Char* buf, size_t bufsize,
                              size_t* result, Length length, Write write) {
  return Plain(env, {value}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsString()) return napi_string_expected;
    v8::Local<v8::String> s = v.As<v8::String>();
    if (buf == nullptr) {
      if (result == nullptr) return napi_invalid_arg;
      *result = length(s);
      return napi_ok;
    }
    size_t n = 0;
    if (bufsize != 0) {
      n = write(s, bufsize - 1);
      buf[n] = 0;
    }
    if (result != nullptr) *result = n;
    return napi_ok;
  });
}

extern "C" {

napi_status napi_create_string_latin1(napi_env env, const char* str, size_t length,
                                      napi_value* result) {
  return NewLatin1(env, str, length, result, Kind::kNormal);
}

napi_status napi_create_string_utf8(napi_env env, const char* str, size_t length,
                                    napi_value* result) {
  return NewUtf8(env, str, length, result, Kind::kNormal);
}

napi_status napi_create_string_utf16(napi_env env, const char16_t* str, size_t length,
                                     napi_value* result) {
  return NewUtf16(env, str, length, result, Kind::kNormal);
}

napi_status node_api_create_property_key_latin1(napi_env env, const char* str, size_t length,
                                                napi_value* result) {
  return NewLatin1(env, str, length, result, Kind::kInternalized);
}

napi_status node_api_create_property_key_utf8(napi_env env, const char* str, size_t length,
                                              napi_value* result) {
  return NewUtf8(env, str, length, result, Kind::kInternalized);
}

napi_status node_api_create_property_key_utf16(napi_env env, const char16_t* str, size_t length,
                                               napi_value* result) {
  return NewUtf16(env, str, length, result, Kind::kInternalized);
}

napi_status node_api_create_external_string_latin1(napi_env env, char* str, size_t length,
                                                   node_api_basic_finalize finalize, void* hint,
                                                   napi_value* result, bool* copied) {
  return NewExternal<ExternalLatin1>(
      env, str, length, finalize, hint, result, copied,
      [env](ExternalLatin1* r) { return v8::String::NewExternalOneByte(env->isolate, r); },
      [&] { return napi_create_string_latin1(env, str, length, result); });
}

napi_status node_api_create_external_string_utf16(napi_env env, char16_t* str, size_t length,
                                                  node_api_basic_finalize finalize, void* hint,
                                                  napi_value* result, bool* copied) {
  return NewExternal<ExternalUtf16>(
      env, str, length, finalize, hint, result, copied,
      [env](ExternalUtf16* r) { return v8::String::NewExternalTwoByte(env->isolate, r); },
      [&] { return napi_create_string_utf16(env, str, length, result); });
}

napi_status napi_get_value_string_latin1(napi_env env, napi_value value, char* buf, size_t bufsize,
                                         size_t* result) {
  return ReadString(
      env, value, buf, bufsize, result,
      [](v8::Local<v8::String> s) { return static_cast<size_t>(s->Length()); },
      [&](v8::Local<v8::String> s, size_t room) {
        size_t n = std::min<size_t>(room, s->Length());
        s->WriteOneByteV2(env->isolate, 0, static_cast<uint32_t>(n),
                          reinterpret_cast<uint8_t*>(buf));
        return n;
      });
}

napi_status napi_get_value_string_utf8(napi_env env, napi_value value, char* buf, size_t bufsize,
                                       size_t* result) {
  return ReadString(
      env, value, buf, bufsize, result,
      [&](v8::Local<v8::String> s) { return s->Utf8LengthV2(env->isolate); },
      [&](v8::Local<v8::String> s, size_t room) {
        return s->WriteUtf8V2(env->isolate, buf, room, v8::String::WriteFlags::kReplaceInvalidUtf8);
      });
}

napi_status napi_get_value_string_utf16(napi_env env, napi_value value, char16_t* buf,
                                        size_t bufsize, size_t* result) {
  return ReadString(
      env, value, buf, bufsize, result,
      [](v8::Local<v8::String> s) { return static_cast<size_t>(s->Length()); },
      [&](v8::Local<v8::String> s, size_t room) {
        size_t n = std::min<size_t>(room, s->Length());
        s->WriteV2(env->isolate, 0, static_cast<uint32_t>(n), reinterpret_cast<uint16_t*>(buf));
        return n;
      });
}

}  // extern "C"

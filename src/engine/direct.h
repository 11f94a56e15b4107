// SPDX-License-Identifier: MIT
// direct.h: rows that V8 calls without the trampoline (direct.cc), and a quick question for views.
#ifndef EDDY_ENGINE_DIRECT_H
#define EDDY_ENGINE_DIRECT_H

#include "internal.h"

namespace eddy {

// V8's number for typed arrays, once one has been seen: to ask V8 is a call.
extern std::atomic<int> typed_array_type;
bool SlowIsTypedArray(v8::Local<v8::Value> v);
inline bool IsTypedArray(v8::Local<v8::Value> v) {
  if (IsSmall(v)) return false;
  const int type = v8::internal::Internals::GetInstanceType(v8::internal::ValueHelper::ValueAsAddress(*v));
  return type == typed_array_type.load(std::memory_order_relaxed) || SlowIsTypedArray(v);
}

// The string of UTF-8 that no other thread changes meanwhile: it is looked at twice, which is quicker of long text.
napi_value NewStableUtf8(napi_env env, const uint8_t* p, size_t n);
// From this many bytes on.
constexpr size_t kStableFrom = 512;

// Strings whose characters the caller writes, all of them before anything else is asked of V8. Not for short ones, which V8 may have.
v8::Local<v8::String> NewRawOneByte(v8::Isolate* isolate, size_t n, uint8_t** characters);
v8::Local<v8::String> NewRawTwoByte(v8::Isolate* isolate, size_t n, uint16_t** characters);
constexpr size_t kRawFrom = 32;

// The function for a row that is one of these, or null.
v8::FunctionCallback Direct(const eddy_method* m);
void AddDirectReferences(std::vector<intptr_t>* references);

}  // namespace eddy

// Of what is valid; `units` is what eddy_utf16_length_of_utf8() says of it.
extern "C" void eddy_utf8_valid_to_utf16(const void* p, size_t n, uint16_t* out, size_t units);
#endif

// SPDX-License-Identifier: MIT
// raw_string.cc: strings of V8's heap whose characters are written where they stay. V8's own interface only copies what lies somewhere
// else, which of converted text is a fifth of the work.
#include "direct.h"

using v8::internal::Address;
using v8::internal::Internals;

// Of v8::internal::FactoryBase<Factory>, which an isolate begins with: a string with a header and nothing else, or null where the
// length is too much, which nobody asks for. allocation 0: the young generation.
extern "C" Address* NewRawOneByteString(void* factory, int length, uint8_t allocation) __asm__(
    "_ZN2v88internal11FactoryBaseINS0_7FactoryEE19NewRawOneByteStringEiNS0_14AllocationTypeE");
extern "C" Address* NewRawTwoByteString(void* factory, int length, uint8_t allocation) __asm__(
    "_ZN2v88internal11FactoryBaseINS0_7FactoryEE19NewRawTwoByteStringEiNS0_14AllocationTypeE");

namespace {

// Of a string: its class, its hash, its length; its characters.
constexpr size_t kCharacters = v8::internal::kApiTaggedSize + 2 * sizeof(uint32_t);
static_assert(kCharacters == Internals::kStringResourceOffset, "where text lies is where other strings have its address");

template <typename Char>
v8::Local<v8::String> Open(Address* slot, size_t n, Char** characters) {
  if (slot == nullptr) eddy::CheckFailed("a string of this length", __FILE__, __LINE__);
  const Address start = *slot - v8::internal::kHeapObjectTag;
  const uint32_t length = *reinterpret_cast<const uint32_t*>(start + kCharacters - sizeof(uint32_t));
  if (length != n) eddy::CheckFailed("V8's strings are laid out otherwise", __FILE__, __LINE__);
  *characters = reinterpret_cast<Char*>(start + kCharacters);
  return eddy::Unwrap(reinterpret_cast<napi_value>(slot)).As<v8::String>();
}

}  // namespace

v8::Local<v8::String> eddy::NewRawOneByte(v8::Isolate* isolate, size_t n, uint8_t** characters) {
  return Open(NewRawOneByteString(isolate, static_cast<int>(n), 0), n, characters);
}

v8::Local<v8::String> eddy::NewRawTwoByte(v8::Isolate* isolate, size_t n, uint16_t** characters) {
  return Open(NewRawTwoByteString(isolate, static_cast<int>(n), 0), n, characters);
}

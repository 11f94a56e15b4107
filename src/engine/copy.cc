// SPDX-License-Identifier: MIT
// copy.cc: objects made after a pattern. Setting properties of a new object one by one through V8's interface costs more than
// what is in them; here a copy of the pattern gets all of them at once.
#include "copy.h"
#include "internal.h"

using eddy::Unwrap;
using eddy::Wrap;
using v8::internal::Address;
using v8::internal::Internals;

namespace {

Address AddressOf(v8::Local<v8::Value> v) { return v8::internal::ValueHelper::ValueAsAddress(*v); }

// The place of an object's i-th property inside of it, behind its header.
Address* FieldOf(Address object, size_t i) {
  return reinterpret_cast<Address*>(object - v8::internal::kHeapObjectTag + Internals::kJSObjectHeaderSize + i * sizeof(Address));
}

}  // namespace

extern "C" {

bool eddy_is_pattern(napi_env env, napi_value object, size_t n) {
  (void)env;
  if (v8::internal::kApiTaggedSize != sizeof(Address) || !Unwrap(object)->IsObject()) return false;
  const Address address = AddressOf(Unwrap(object));
  // Behind the last place inside an object comes another object's class, which is no small integer.
  for (size_t i = 0; i < n; i++) {
    const Address value = *FieldOf(address, i);
    if (Internals::HasHeapObjectTag(value) || Internals::SmiValue(value) != static_cast<int>(i) + 1) return false;
  }
  return true;
}

// The values are there before the copy, and nothing is allocated between making it and filling it: it is in the young
// generation and nobody else's yet, so neither collector has to hear of what is put into it.
napi_value eddy_copy_filled(napi_env env, napi_value pattern, const napi_value* values, size_t n) {
  v8::Local<v8::Object> copy = Unwrap(pattern).As<v8::Object>()->Clone(env->isolate);
  const Address address = AddressOf(copy);
  for (size_t i = 0; i < n; i++) {
    __atomic_store_n(FieldOf(address, i), AddressOf(Unwrap(values[i])), __ATOMIC_RELAXED);
  }
  return Wrap(copy);
}

static_assert(sizeof(v8::HandleScope) <= sizeof(eddy_handles), "struct eddy_handles is large enough");
struct Handles { // a scope that is not on the stack of its own accord
  v8::HandleScope scope;
  explicit Handles(v8::Isolate* isolate) : scope(isolate) {}
};
void eddy_handles_open(napi_env env, struct eddy_handles* handles) { ::new (handles) Handles(env->isolate); }
void eddy_handles_close(struct eddy_handles* handles) { reinterpret_cast<Handles*>(handles)->~Handles(); }

void eddy_young_memory(napi_env env, size_t bytes) {
  (void)env;
  eddy::TellYoungGeneration(bytes);
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// shape.cc: what an object's hidden class says of its own properties. To ask V8 for lists of them, and to find these empty, is most
// of the work of comparing or printing a small object. V8's headers tell where an object has its class; the fields of the class
// that are read here are tried on known objects first, and where one of these is not as expected all objects are unknown.
#include "internal.h"

using v8::internal::Address;
using v8::internal::Internals;

namespace {

// Of a class: a byte with the kind of its items; number of properties in the list for `for-in` (all ones, which is more than there
// can be: not known yet), number of properties, and whether they are in a table instead; what each of them is.
constexpr int kKindOffset = Internals::kMapInstanceTypeOffset + 3, kKindShift = 2;
constexpr int kBitFieldOffset = Internals::kMapInstanceTypeOffset + 4;
constexpr uint32_t kCountMask = (1u << 10) - 1, kTableBit = 1u << 21;
constexpr int kDescriptorsOffset = 5 * v8::internal::kApiTaggedSize;
// A list of what properties are: name, bits, value of each.
constexpr int kFirstDescriptorOffset = 3 * v8::internal::kApiTaggedSize, kDescriptorSize = 3 * v8::internal::kApiTaggedSize;
constexpr int kAccessorBit = 1;
// Kinds of items, up to the last one that is a plain array; with holes the odd ones.
constexpr int kLastPlainKind = 11;
constexpr int kElementsOffset = 2 * v8::internal::kApiTaggedSize;
constexpr int kElementsLengthOffset = v8::internal::kApiTaggedSize;

enum { kUntried, kTrusted, kNotAsExpected };
std::atomic<int> layout{kUntried};
std::atomic<int> array_type, map_type, set_type; // set before the layout is trusted

Address AddressOf(v8::Local<v8::Value> v) { return v8::internal::ValueHelper::ValueAsAddress(*v); }

template <typename T>
T Field(Address object, int offset) {
  return *reinterpret_cast<const T*>(object - v8::internal::kHeapObjectTag + offset);
}

bool HasElements(Address object) {
  const Address length = Field<Address>(Field<Address>(object, kElementsOffset), kElementsLengthOffset);
  return Internals::HasHeapObjectTag(length) || Internals::SmiValue(length) != 0;
}

// Whether none of the properties has a getter or setter.
bool IsData(Address map, uint32_t count) {
  const Address list = Field<Address>(map, kDescriptorsOffset);
  for (uint32_t i = 0; i < count; i++) {
    const int offset = kFirstDescriptorOffset + kDescriptorSize * static_cast<int>(i) + v8::internal::kApiTaggedSize;
    const Address bits = Field<Address>(list, offset);
    if (Internals::HasHeapObjectTag(bits) || (Internals::SmiValue(bits) & kAccessorBit)) return false;
  }
  return true;
}

int32_t ShapeOf(v8::Local<v8::Value> v) {
  const Address object = AddressOf(v);
  if (!Internals::HasHeapObjectTag(object)) return 0;
  const int type = Internals::GetInstanceType(object);
  int32_t shape = 0;
  if (type == Internals::kJSObjectType) shape = EDDY_SHAPE_OBJECT;
  else if (type == array_type.load(std::memory_order_relaxed)) shape = EDDY_SHAPE_ARRAY;
  else if (type == map_type.load(std::memory_order_relaxed)) shape = EDDY_SHAPE_MAP;
  else if (type == set_type.load(std::memory_order_relaxed)) shape = EDDY_SHAPE_SET;
  else return 0;
  const Address map = Field<Address>(object, Internals::kHeapObjectMapOffset);
  const uint32_t bits = Field<uint32_t>(map, kBitFieldOffset);
  if (bits & kTableBit) return shape;
  const uint32_t listed = bits & kCountMask, count = bits >> 10 & kCountMask;
  if (count == 0 || listed == count) shape |= EDDY_SHAPE_STRINGS;
  // An array's one property is its length.
  if (shape & EDDY_SHAPE_ARRAY ? count == 1 : count == 0 && !HasElements(object)) shape |= EDDY_SHAPE_BARE;
  const int kind = Field<uint8_t>(map, kKindOffset) >> kKindShift;
  if (kind > kLastPlainKind) return shape;
  if (shape & EDDY_SHAPE_ARRAY) return shape | EDDY_SHAPE_DATA | (kind & 1 ? 0 : EDDY_SHAPE_PACKED);
  return (shape & EDDY_SHAPE_OBJECT) && IsData(map, count) ? shape | EDDY_SHAPE_DATA : shape;
}

// Whether the fields say of known objects what is known of them. Untried: these could not be made (the thread is being ended).
int Try(v8::Isolate* isolate) {
  if (v8::internal::kApiTaggedSize != sizeof(Address)) return kNotAsExpected;
  v8::HandleScope scope(isolate);
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::TryCatch guard(isolate);
  v8::Local<v8::Name> x = eddy::Intern(isolate, "x"), y = eddy::Intern(isolate, "y");
  v8::Local<v8::Value> one = v8::Integer::New(isolate, 1), values[] = {one, one};
  v8::Local<v8::Object> empty = v8::Object::New(isolate), strings = v8::Object::New(isolate), symbol = v8::Object::New(isolate),
                        hidden = v8::Object::New(isolate), indexed = v8::Object::New(isolate), getter = v8::Object::New(isolate);
  v8::Local<v8::Name> names[] = {x, y};
  v8::Local<v8::Object> table = v8::Object::New(isolate, v8::Null(isolate), names, values, 2);
  v8::Local<v8::Array> list = v8::Array::New(isolate, values, 2), more = v8::Array::New(isolate, values, 2),
                       holes = v8::Array::New(isolate, 3), getters = v8::Array::New(isolate, values, 2);
  v8::PropertyDescriptor accessor(v8::Undefined(isolate), v8::Undefined(isolate));
  accessor.set_enumerable(true);
  v8::Local<v8::Value> map = v8::Map::New(isolate), set = v8::Set::New(isolate);
  array_type = Internals::GetInstanceType(AddressOf(list));
  map_type = Internals::GetInstanceType(AddressOf(map));
  set_type = Internals::GetInstanceType(AddressOf(set));
  const bool made = strings->Set(context, x, one).FromMaybe(false) && strings->Set(context, y, one).FromMaybe(false) &&
                    symbol->Set(context, x, one).FromMaybe(false) &&
                    symbol->Set(context, v8::Symbol::New(isolate), one).FromMaybe(false) &&
                    hidden->DefineOwnProperty(context, x, one, v8::DontEnum).FromMaybe(false) &&
                    indexed->Set(context, 0, one).FromMaybe(false) && getter->Set(context, x, one).FromMaybe(false) &&
                    getter->DefineProperty(context, y, accessor).FromMaybe(false) &&
                    getters->DefineProperty(context, v8::Integer::New(isolate, 1)->ToString(context).ToLocalChecked(), accessor)
                        .FromMaybe(false) &&
                    more->Set(context, x, one).FromMaybe(false);
  if (!made) return kUntried;
  for (v8::Local<v8::Object> o : {strings, symbol, hidden, getter}) { // what Object.keys() has seen has its list
    if (o->GetOwnPropertyNames(context, static_cast<v8::PropertyFilter>(v8::ONLY_ENUMERABLE | v8::SKIP_SYMBOLS)).IsEmpty()) return kUntried;
  }
  constexpr int kObject = EDDY_SHAPE_OBJECT | EDDY_SHAPE_DATA, kStrings = kObject | EDDY_SHAPE_STRINGS;
  constexpr int kArray = EDDY_SHAPE_ARRAY | EDDY_SHAPE_DATA | EDDY_SHAPE_PACKED, kFree = EDDY_SHAPE_STRINGS | EDDY_SHAPE_BARE;
  const struct {
    v8::Local<v8::Value> object;
    int shape;
  } known[] = {
      {empty, kStrings | EDDY_SHAPE_BARE}, {strings, kStrings}, {symbol, kObject}, {hidden, kObject}, {table, EDDY_SHAPE_OBJECT},
      {indexed, kStrings}, {getter, EDDY_SHAPE_OBJECT | EDDY_SHAPE_STRINGS}, {list, kArray | EDDY_SHAPE_BARE}, {more, kArray},
      {holes, EDDY_SHAPE_ARRAY | EDDY_SHAPE_DATA | EDDY_SHAPE_BARE}, {getters, EDDY_SHAPE_ARRAY | EDDY_SHAPE_BARE},
      {map, EDDY_SHAPE_MAP | kFree}, {set, EDDY_SHAPE_SET | kFree},
  };
  for (const auto& one_of : known) {
    if (ShapeOf(one_of.object) != one_of.shape) return kNotAsExpected;
  }
  return kTrusted;
}

}  // namespace

extern "C" {

int32_t eddy_shape(napi_env env, napi_value value) {
  if (layout.load(std::memory_order_acquire) == kUntried) {
    layout.store(Try(env->isolate), std::memory_order_release);
  }
  return layout.load(std::memory_order_relaxed) == kTrusted ? ShapeOf(eddy::Unwrap(value)) : 0;
}

int32_t eddy_fast_shape(eddy_fast_value value) {
  if (layout.load(std::memory_order_acquire) != kTrusted) return 0;
  return ShapeOf(eddy::Unwrap(static_cast<napi_value>(value)));
}

}  // extern "C"

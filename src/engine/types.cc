// SPDX-License-Identifier: MIT
// types.cc: internalBinding('types'), which kind of object a value is. In C++ because only V8 can tell;
// everything else about types is lib/internal/util/types.js.
#include "internal.h"

using eddy::Unwrap;

namespace {

bool IsAnyArrayBuffer(v8::Local<v8::Value> v) {
  return v->IsArrayBuffer() || v->IsSharedArrayBuffer();
}
bool IsBoxedPrimitive(v8::Local<v8::Value> v) {
  return v->IsNumberObject() || v->IsStringObject() || v->IsBooleanObject() ||
         v->IsBigIntObject() || v->IsSymbolObject();
}

template <bool (*Is)(v8::Local<v8::Value>)>
napi_value Answer(napi_env, napi_callback_info info) {
  eddy_ret_bool(info, Is(Unwrap(eddy_arg(info, 0))));
  return nullptr;
}
template <bool (*Is)(v8::Local<v8::Value>)>
bool Quick(eddy_fast_value, eddy_fast_value value) {
  return Is(Unwrap(static_cast<napi_value>(value)));
}
template <bool (*Is)(v8::Local<v8::Value>)>
const eddy_fast kQuick = {
    reinterpret_cast<void*>(&Quick<Is>), EDDY_FAST_BOOL, {EDDY_FAST_VALUE, EDDY_FAST_END}};

template <bool (v8::Value::*Is)() const>
bool Ask(v8::Local<v8::Value> v) {
  return ((*v)->*Is)();
}

#define ROW(name, is) {name, Answer<is>, 0, &kQuick<is>}
#define TYPE(name) ROW("is" #name, Ask<&v8::Value::Is##name>)
const eddy_method types_methods[] = {
    TYPE(External),
    TYPE(Date),
    TYPE(ArgumentsObject),
    TYPE(BigIntObject),
    TYPE(BooleanObject),
    TYPE(NumberObject),
    TYPE(StringObject),
    TYPE(SymbolObject),
    ROW("isBoxedPrimitive", IsBoxedPrimitive),
    TYPE(NativeError),
    TYPE(RegExp),
    TYPE(AsyncFunction),
    TYPE(GeneratorFunction),
    TYPE(GeneratorObject),
    TYPE(Promise),
    TYPE(Map),
    TYPE(Set),
    TYPE(MapIterator),
    TYPE(SetIterator),
    TYPE(WeakMap),
    TYPE(WeakSet),
    TYPE(ArrayBuffer),
    TYPE(DataView),
    TYPE(SharedArrayBuffer),
    TYPE(Proxy),
    TYPE(ModuleNamespaceObject),
    ROW("isAnyArrayBuffer", IsAnyArrayBuffer),
};
#undef TYPE
#undef ROW

}  // namespace

extern "C" const eddy_binding eddy_binding_types = {
    "types", types_methods, sizeof types_methods / sizeof types_methods[0], nullptr, 0, nullptr};

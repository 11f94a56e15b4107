// SPDX-License-Identifier: MIT
// napi_bootstrap.cc: the handful of Node-API functions that the first bindings call. Weak: the full
// implementation in the other napi_*.cc files replaces them.
#include "internal.h"
using eddy::Unwrap;
using eddy::Wrap;
#define WEAK extern "C" __attribute__((weak)) napi_status
static v8::Local<v8::String> Text(napi_env env, const char* s) {
  return v8::String::NewFromUtf8(env->isolate, s ? s : "").ToLocalChecked();
}
WEAK napi_throw(napi_env env, napi_value e) {
  env->last_exception.Reset(env->isolate, Unwrap(e));
  return napi_ok;
}
static napi_value WithCode(napi_env env, v8::Local<v8::Value> error, const char* code) {
  if (code) eddy_set_str(env, Wrap(error), "code", code);
  return Wrap(error);
}
WEAK napi_throw_error(napi_env env, const char* code, const char* msg) {
  return napi_throw(env, WithCode(env, v8::Exception::Error(Text(env, msg)), code));
}
WEAK napi_throw_type_error(napi_env env, const char* code, const char* msg) {
  return napi_throw(env, WithCode(env, v8::Exception::TypeError(Text(env, msg)), code));
}
WEAK napi_throw_range_error(napi_env env, const char* code, const char* msg) {
  return napi_throw(env, WithCode(env, v8::Exception::RangeError(Text(env, msg)), code));
}
WEAK napi_create_error(napi_env env, napi_value, napi_value msg, napi_value* result) {
  (void)env;
  *result = Wrap(v8::Exception::Error(Unwrap(msg).As<v8::String>()));
  return napi_ok;
}
WEAK napi_coerce_to_string(napi_env env, napi_value v, napi_value* result) {
  v8::Local<v8::String> s;
  if (!Unwrap(v)->ToString(env->context()).ToLocal(&s)) return napi_generic_failure;
  *result = Wrap(s);
  return napi_ok;
}
WEAK napi_new_instance(napi_env env, napi_value c, size_t argc, const napi_value* argv, napi_value* r) {
  v8::Local<v8::Object> o;
  auto* args = reinterpret_cast<v8::Local<v8::Value>*>(const_cast<napi_value*>(argv));
  if (!Unwrap(c).As<v8::Function>()->NewInstance(env->context(), argc, args).ToLocal(&o)) {
    return napi_generic_failure;
  }
  *r = Wrap(o);
  return napi_ok;
}
WEAK napi_get_element(napi_env env, napi_value o, uint32_t i, napi_value* r) {
  *r = Wrap(Unwrap(o).As<v8::Object>()->Get(env->context(), i).ToLocalChecked());
  return napi_ok;
}
WEAK napi_get_array_length(napi_env, napi_value o, uint32_t* r) {
  *r = Unwrap(o).As<v8::Array>()->Length();
  return napi_ok;
}
WEAK napi_create_arraybuffer(napi_env env, size_t n, void** data, napi_value* r) {
  auto b = v8::ArrayBuffer::New(env->isolate, n);
  if (data) *data = b->Data();
  *r = Wrap(b);
  return napi_ok;
}
WEAK napi_create_typedarray(napi_env, napi_typedarray_type t, size_t n, napi_value ab, size_t off,
                            napi_value* r) {
  auto b = Unwrap(ab).As<v8::ArrayBuffer>();
  switch (t) {
    case napi_uint8_array: *r = Wrap(v8::Uint8Array::New(b, off, n)); break;
    case napi_int32_array: *r = Wrap(v8::Int32Array::New(b, off, n)); break;
    case napi_uint32_array: *r = Wrap(v8::Uint32Array::New(b, off, n)); break;
    case napi_bigint64_array: *r = Wrap(v8::BigInt64Array::New(b, off, n)); break;
    default: *r = Wrap(v8::Float64Array::New(b, off, n)); break;
  }
  return napi_ok;
}
WEAK napi_get_value_string_utf8(napi_env env, napi_value v, char* buf, size_t size, size_t* r) {
  auto s = Unwrap(v).As<v8::String>();
  if (!buf) {
    *r = s->Utf8LengthV2(env->isolate);
    return napi_ok;
  }
  size_t n = s->WriteUtf8V2(env->isolate, buf, size - 1, v8::String::WriteFlags::kReplaceInvalidUtf8);
  buf[n] = 0;
  if (r) *r = n;
  return napi_ok;
}
WEAK napi_get_value_string_latin1(napi_env env, napi_value v, char* buf, size_t size, size_t* r) {
  auto s = Unwrap(v).As<v8::String>();
  if (!buf) {
    *r = s->Length();
    return napi_ok;
  }
  size_t n = std::min<size_t>(s->Length(), size - 1);
  s->WriteOneByteV2(env->isolate, 0, n, reinterpret_cast<uint8_t*>(buf));
  buf[n] = 0;
  if (r) *r = n;
  return napi_ok;
}
WEAK napi_get_value_string_utf16(napi_env env, napi_value v, char16_t* buf, size_t size, size_t* r) {
  auto s = Unwrap(v).As<v8::String>();
  if (!buf) {
    *r = s->Length();
    return napi_ok;
  }
  size_t n = std::min<size_t>(s->Length(), size - 1);
  s->WriteV2(env->isolate, 0, n, reinterpret_cast<uint16_t*>(buf));
  buf[n] = 0;
  if (r) *r = n;
  return napi_ok;
}

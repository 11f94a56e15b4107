// SPDX-License-Identifier: MIT
// napi_value.cc: primitive values of Node-API: creating, reading, converting, comparing.
#include <cmath>

#include "napi.h"

using namespace eddy;

extern "C" {

napi_status napi_get_undefined(napi_env env, napi_value* result) {
  return Plain(env, {result}, [&] { return Return(result, v8::Undefined(env->isolate)); });
}

napi_status napi_get_null(napi_env env, napi_value* result) {
  return Plain(env, {result}, [&] { return Return(result, v8::Null(env->isolate)); });
}

napi_status napi_get_global(napi_env env, napi_value* result) {
  return Plain(env, {result}, [&] { return Return(result, env->context()->Global()); });
}

napi_status napi_get_boolean(napi_env env, bool value, napi_value* result) {
  return Plain(env, {result}, [&] { return Return(result, v8::Boolean::New(env->isolate, value)); });
}

napi_status napi_create_double(napi_env env, double value, napi_value* result) {
  return Plain(env, {result}, [&] { return Return(result, v8::Number::New(env->isolate, value)); });
}

napi_status napi_create_int32(napi_env env, int32_t value, napi_value* result) {
  return Plain(env, {result}, [&] { return Return(result, v8::Integer::New(env->isolate, value)); });
}

napi_status napi_create_uint32(napi_env env, uint32_t value, napi_value* result) {
  return Plain(env, {result}, [&] {
    return Return(result, v8::Integer::NewFromUnsigned(env->isolate, value));
  });
}

napi_status napi_create_int64(napi_env env, int64_t value, napi_value* result) {
  return napi_create_double(env, static_cast<double>(value), result);
}

napi_status napi_create_symbol(napi_env env, napi_value description, napi_value* result) {
  return Plain(env, {result}, [&] {
    if (description == nullptr) return Return(result, v8::Symbol::New(env->isolate));
    v8::Local<v8::Value> text = Unwrap(description);
    if (!text->IsString()) return napi_string_expected;
    return Return(result, v8::Symbol::New(env->isolate, text.As<v8::String>()));
  });
}

napi_status node_api_symbol_for(napi_env env, const char* utf8description, size_t length,
                                napi_value* result) {
  return Plain(env, {result}, [&] {
    v8::Local<v8::String> text;
    if (!TextLength(utf8description, length)) return napi_invalid_arg;
    if (!Utf8(env, utf8description, &text, length)) return napi_generic_failure;
    return Return(result, v8::Symbol::For(env->isolate, text));
  });
}

napi_status napi_create_date(napi_env env, double time, napi_value* result) {
  return Script(env, {result}, [&](v8::Local<v8::Context> context) {
    return Return(result, v8::Date::New(context, time));
  });
}

napi_status napi_is_date(napi_env env, napi_value value, bool* is_date) {
  return Plain(env, {value, is_date}, [&] {
    *is_date = Unwrap(value)->IsDate();
    return napi_ok;
  });
}

napi_status napi_get_date_value(napi_env env, napi_value value, double* result) {
  return Script(env, {value, result}, [&](v8::Local<v8::Context>) {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsDate()) return napi_date_expected;
    *result = v.As<v8::Date>()->ValueOf();
    return napi_ok;
  });
}

napi_status napi_typeof(napi_env env, napi_value value, napi_valuetype* result) {
  return Plain(env, {value, result}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (v->IsNumber()) *result = napi_number;
    else if (v->IsString()) *result = napi_string;
    else if (v->IsFunction()) *result = napi_function;
    else if (v->IsExternal()) *result = napi_external;
    else if (v->IsObject()) *result = napi_object;
    else if (v->IsBoolean()) *result = napi_boolean;
    else if (v->IsUndefined()) *result = napi_undefined;
    else if (v->IsNull()) *result = napi_null;
    else if (v->IsSymbol()) *result = napi_symbol;
    else if (v->IsBigInt()) *result = napi_bigint;
    else return napi_invalid_arg;
    return napi_ok;
  });
}

// ---- reading numbers ----

napi_status napi_get_value_double(napi_env env, napi_value value, double* result) {
  return Plain(env, {value, result}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsNumber()) return napi_number_expected;
    *result = v.As<v8::Number>()->Value();
    return napi_ok;
  });
}

// Whatever is not finite is 0; the rest wraps modulo 2^32, as `x | 0` does.
static uint32_t Modulo32(double d) {
  if (!std::isfinite(d)) return 0;
  d = std::fmod(std::trunc(d), 4294967296.0);
  return static_cast<uint32_t>(static_cast<int64_t>(d));
}

napi_status napi_get_value_int32(napi_env env, napi_value value, int32_t* result) {
  return Plain(env, {value, result}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsNumber()) return napi_number_expected;
    *result = v->IsInt32() ? v.As<v8::Int32>()->Value()
                           : static_cast<int32_t>(Modulo32(v.As<v8::Number>()->Value()));
    return napi_ok;
  });
}

napi_status napi_get_value_uint32(napi_env env, napi_value value, uint32_t* result) {
  return Plain(env, {value, result}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsNumber()) return napi_number_expected;
    *result = v->IsUint32() ? v.As<v8::Uint32>()->Value() : Modulo32(v.As<v8::Number>()->Value());
    return napi_ok;
  });
}

napi_status napi_get_value_int64(napi_env env, napi_value value, int64_t* result) {
  return Plain(env, {value, result}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsNumber()) return napi_number_expected;
    double d = v.As<v8::Number>()->Value();
    if (!std::isfinite(d)) *result = 0;
    else if (d >= 9223372036854775808.0) *result = INT64_MAX;
    else if (d <= -9223372036854775808.0) *result = INT64_MIN;
    else *result = static_cast<int64_t>(d);
    return napi_ok;
  });
}

napi_status napi_get_value_bool(napi_env env, napi_value value, bool* result) {
  return Plain(env, {value, result}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsBoolean()) return napi_boolean_expected;
    *result = v->IsTrue();
    return napi_ok;
  });
}

// ---- BigInt ----

napi_status napi_create_bigint_int64(napi_env env, int64_t value, napi_value* result) {
  return Plain(env, {result}, [&] { return Return(result, v8::BigInt::New(env->isolate, value)); });
}

napi_status napi_create_bigint_uint64(napi_env env, uint64_t value, napi_value* result) {
  return Plain(env, {result}, [&] {
    return Return(result, v8::BigInt::NewFromUnsigned(env->isolate, value));
  });
}

napi_status napi_create_bigint_words(napi_env env, int sign_bit, size_t word_count,
                                     const uint64_t* words, napi_value* result) {
  return Script(env, {words, result}, [&](v8::Local<v8::Context> context) {
    if (word_count > INT32_MAX) return napi_invalid_arg;
    return Return(result, v8::BigInt::NewFromWords(context, sign_bit, static_cast<int>(word_count),
                                                   words));
  });
}

napi_status napi_get_value_bigint_int64(napi_env env, napi_value value, int64_t* result,
                                        bool* lossless) {
  return Plain(env, {value, result, lossless}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsBigInt()) return napi_bigint_expected;
    *result = v.As<v8::BigInt>()->Int64Value(lossless);
    return napi_ok;
  });
}

napi_status napi_get_value_bigint_uint64(napi_env env, napi_value value, uint64_t* result,
                                         bool* lossless) {
  return Plain(env, {value, result, lossless}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsBigInt()) return napi_bigint_expected;
    *result = v.As<v8::BigInt>()->Uint64Value(lossless);
    return napi_ok;
  });
}

napi_status napi_get_value_bigint_words(napi_env env, napi_value value, int* sign_bit,
                                        size_t* word_count, uint64_t* words) {
  return Plain(env, {value, word_count}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsBigInt()) return napi_bigint_expected;
    v8::Local<v8::BigInt> big = v.As<v8::BigInt>();
    if (sign_bit == nullptr && words == nullptr) {
      *word_count = static_cast<size_t>(big->WordCount());
      return napi_ok;
    }
    if (sign_bit == nullptr || words == nullptr) return napi_invalid_arg;
    int count = *word_count > INT32_MAX ? INT32_MAX : static_cast<int>(*word_count);
    big->ToWordsArray(sign_bit, &count, words);
    *word_count = static_cast<size_t>(count);
    return napi_ok;
  });
}

// ---- converting and comparing ----

napi_status napi_coerce_to_bool(napi_env env, napi_value value, napi_value* result) {
  return Script(env, {value, result}, [&](v8::Local<v8::Context>) {
    return Return(result, Unwrap(value)->ToBoolean(env->isolate));
  });
}

napi_status napi_coerce_to_number(napi_env env, napi_value value, napi_value* result) {
  return Script(env, {value, result}, [&](v8::Local<v8::Context> context) {
    return Return(result, Unwrap(value)->ToNumber(context), napi_number_expected);
  });
}

napi_status napi_coerce_to_object(napi_env env, napi_value value, napi_value* result) {
  return Script(env, {value, result}, [&](v8::Local<v8::Context> context) {
    return Return(result, Unwrap(value)->ToObject(context), napi_object_expected);
  });
}

napi_status napi_coerce_to_string(napi_env env, napi_value value, napi_value* result) {
  return Script(env, {value, result}, [&](v8::Local<v8::Context> context) {
    return Return(result, Unwrap(value)->ToString(context), napi_string_expected);
  });
}

napi_status napi_strict_equals(napi_env env, napi_value lhs, napi_value rhs, bool* result) {
  return Script(env, {lhs, rhs, result}, [&](v8::Local<v8::Context>) {
    *result = Unwrap(lhs)->StrictEquals(Unwrap(rhs));
    return napi_ok;
  });
}

napi_status napi_run_script(napi_env env, napi_value script, napi_value* result) {
  return Script(env, {script, result}, [&](v8::Local<v8::Context> context) {
    v8::Local<v8::Value> source = Unwrap(script);
    if (!source->IsString()) return napi_string_expected;
    v8::Local<v8::Script> compiled;
    if (!v8::Script::Compile(context, source.As<v8::String>()).ToLocal(&compiled)) {
      return napi_generic_failure;
    }
    return Return(result, compiled->Run(context));
  });
}

}  // extern "C"

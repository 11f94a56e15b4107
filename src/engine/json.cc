// SPDX-License-Identifier: MIT
// json.cc: JSON for C, as JSON.parse and JSON.stringify of a context nobody has patched.
#include "napi.h"

using namespace eddy;

extern "C" {

napi_value eddy_json_parse(napi_env env, const uint8_t* p, size_t n) {
  const napi_value text = eddy_text_new(env, EDDY_UTF8, p, n);
  if (text == nullptr) {
    napi_throw_range_error(env, "ERR_STRING_TOO_LONG", "Cannot create a string longer than the engine allows");
    return nullptr;
  }
  Catcher catcher(env);
  v8::Local<v8::Value> value;
  return v8::JSON::Parse(env->context(), Unwrap(text).As<v8::String>()).ToLocal(&value) ? Wrap(value) : nullptr;
}

napi_value eddy_json_stringify(napi_env env, napi_value value) {
  Catcher catcher(env);
  v8::Local<v8::String> text;
  return v8::JSON::Stringify(env->context(), Unwrap(value)).ToLocal(&text) ? Wrap(text) : nullptr;
}

}  // extern "C"

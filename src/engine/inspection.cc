// SPDX-License-Identifier: MIT
// inspection.cc: looks at values without running their code, for util.inspect and
// structural comparison (src/bindings/util.c).
#include "internal.h"

using eddy::Unwrap;
using eddy::Wrap;

namespace {

v8::Local<v8::Context> ContextOf(napi_env env) { return env->isolate->GetCurrentContext(); }

}  // namespace

extern "C" {

bool eddy_has_no_slots(napi_value value) {
  v8::Local<v8::Value> v = Unwrap(value);
  return v->IsObject() &&
         !(v->IsMap() || v->IsSet() || v->IsArray() || v->IsArrayBufferView() || v->IsDate() ||
           v->IsRegExp() || v->IsNativeError() || v->IsArrayBuffer() || v->IsSharedArrayBuffer() ||
           v->IsNumberObject() || v->IsStringObject() || v->IsBooleanObject() ||
           v->IsSymbolObject() || v->IsBigIntObject());
}

bool eddy_proxy_details(napi_value value, napi_value* target, napi_value* handler) {
  v8::Local<v8::Value> v = Unwrap(value);
  if (!v->IsProxy()) return false;
  v8::Local<v8::Proxy> proxy = v.As<v8::Proxy>();
  *target = Wrap(proxy->GetTarget());
  *handler = Wrap(proxy->GetHandler());
  return true;
}

int eddy_promise_details(napi_value value, napi_value* result) {
  v8::Local<v8::Value> v = Unwrap(value);
  if (!v->IsPromise()) return -1;
  v8::Local<v8::Promise> promise = v.As<v8::Promise>();
  if (promise->State() == v8::Promise::kPending) return 0;
  *result = Wrap(promise->Result());
  return promise->State() == v8::Promise::kFulfilled ? 1 : 2;
}

napi_value eddy_preview_entries(napi_value value, bool* is_key_value) {
  v8::Local<v8::Value> v = Unwrap(value);
  v8::Local<v8::Array> entries;
  if (!v->IsObject() || !v.As<v8::Object>()->PreviewEntries(is_key_value).ToLocal(&entries)) return nullptr;
  return Wrap(entries);
}

napi_value eddy_own_non_index_properties(napi_env env, napi_value value, bool only_enumerable) {
  v8::Local<v8::Array> keys;
  v8::PropertyFilter filter = only_enumerable ? v8::ONLY_ENUMERABLE : v8::ALL_PROPERTIES;
  if (!Unwrap(value).As<v8::Object>()->GetPropertyNames(
          ContextOf(env), v8::KeyCollectionMode::kOwnOnly, filter, v8::IndexFilter::kSkipIndices)
          .ToLocal(&keys)) {
    return nullptr;
  }
  return Wrap(keys);
}

napi_value eddy_constructor_name(napi_value value) {
  return Wrap(Unwrap(value).As<v8::Object>()->GetConstructorName());
}

napi_value eddy_call_sites(napi_env env, int frames) {
  v8::Isolate* isolate = env->isolate;
  // One more: the library's function that asks.
  v8::Local<v8::StackTrace> stack = v8::StackTrace::CurrentStackTrace(isolate, frames + 1);
  std::vector<v8::Local<v8::Value>> sites;
  v8::Local<v8::Name> names[] = {
      eddy::Intern(isolate, "functionName"), eddy::Intern(isolate, "scriptId"),
      eddy::Intern(isolate, "scriptName"),   eddy::Intern(isolate, "lineNumber"),
      eddy::Intern(isolate, "columnNumber"), eddy::Intern(isolate, "column")};
  for (int i = 1; i < stack->GetFrameCount(); i++) {
    v8::Local<v8::StackFrame> frame = stack->GetFrame(isolate, i);
    v8::Local<v8::Value> function = frame->GetFunctionName();
    v8::Local<v8::Value> script = frame->GetScriptNameOrSourceURL();
    if (function.IsEmpty()) function = v8::String::Empty(isolate);
    if (script.IsEmpty()) script = v8::String::Empty(isolate);
    std::string id = std::to_string(frame->GetScriptId());
    v8::Local<v8::Value> column = v8::Integer::New(isolate, frame->GetColumn());
    v8::Local<v8::Value> values[] = {
        function, v8::String::NewFromUtf8(isolate, id.c_str()).ToLocalChecked(), script,
        v8::Integer::New(isolate, frame->GetLineNumber()), column, column};
    sites.push_back(v8::Object::New(isolate, v8::Null(isolate), names, values, 6));
  }
  return Wrap(v8::Array::New(isolate, sites.data(), sites.size()));
}

napi_value eddy_call_source(napi_env env, int line, int column) {
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::StackTrace> stack = v8::StackTrace::CurrentStackTrace(isolate, 50);
  for (int i = 0; i < stack->GetFrameCount(); i++) {
    v8::Local<v8::StackFrame> frame = stack->GetFrame(isolate, i);
    if (frame->GetLineNumber() != line || frame->GetColumn() != column) continue;
    v8::Local<v8::String> source = frame->GetScriptSource();
    return source.IsEmpty() ? nullptr : Wrap(source);
  }
  return nullptr;
}

napi_value eddy_extra(napi_env env, const char* name) {
  v8::Local<v8::Context> context = ContextOf(env);
  v8::Local<v8::Value> value;
  if (!context->GetExtrasBindingObject()->Get(context, eddy::Intern(env->isolate, name)).ToLocal(&value) ||
      !value->IsFunction()) {
    return nullptr;
  }
  return Wrap(value);
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// napi_error.cc: errors and exceptions of Node-API, and the text of its status codes.
#include "fatal.h"
#include "napi.h"

namespace eddy {

bool CanRunJs(napi_env env) {
  return eddy_addon_can_call_js(env->owner) && !env->isolate->IsExecutionTerminating();
}

void GcViolation(napi_env env) {
  eddy_fatal(env, "FatalError", "Finalizer",
             "Finalizer is calling a function that may affect GC state.\n"
             "The finalizers are run directly from GC and must not affect GC state.\n"
             "Use `node_api_post_finalizer` from inside of the finalizer to work around this "
             "issue.\n"
             "It schedules the call as a new task in the event loop.",
             false);
  (void)env;
}

void Catcher::Keep() {
  if (inner_.HasTerminated()) {
    env_->isolate->TerminateExecution();
    return;
  }
  env_->last_exception.Reset(env_->isolate, inner_.Exception());
}

static const char* const kMessages[] = {
    nullptr,
    "Invalid argument",
    "An object was expected",
    "A string was expected",
    "A string or symbol was expected",
    "A function was expected",
    "A number was expected",
    "A boolean was expected",
    "An array was expected",
    "Unknown failure",
    "An exception is pending",
    "The async work item was cancelled",
    "napi_escape_handle already called on scope",
    "Invalid handle scope usage",
    "Invalid callback scope usage",
    "Thread-safe function queue is full",
    "Thread-safe function handle is closing",
    "A bigint was expected",
    "A date was expected",
    "An arraybuffer was expected",
    "A detachable arraybuffer was expected",
    "Main thread would deadlock",
    "External buffers are not allowed",
    "Cannot run JavaScript",
};
static_assert(sizeof kMessages / sizeof kMessages[0] == napi_cannot_run_js + 1);

using Maker = v8::Local<v8::Value> (*)(v8::Local<v8::String>);

static v8::Local<v8::Value> SyntaxError(v8::Local<v8::String> m) {
  return v8::Exception::SyntaxError(m);
}
static v8::Local<v8::Value> PlainError(v8::Local<v8::String> m) {
  return v8::Exception::Error(m);
}
static v8::Local<v8::Value> TypeError(v8::Local<v8::String> m) {
  return v8::Exception::TypeError(m);
}
static v8::Local<v8::Value> RangeError(v8::Local<v8::String> m) {
  return v8::Exception::RangeError(m);
}

static bool SetCode(napi_env env, v8::Local<v8::Value> error, v8::Local<v8::Value> code) {
  return error.As<v8::Object>()->Set(env->context(), Intern(env->isolate, "code"), code).IsJust();
}

static napi_status Create(napi_env env, napi_value code, napi_value msg, napi_value* result,
                          Maker make) {
  return Plain(env, {msg, result}, [&] {
    v8::Local<v8::Value> text = Unwrap(msg);
    if (!text->IsString()) return napi_string_expected;
    if (code != nullptr && !Unwrap(code)->IsString()) return napi_string_expected;
    v8::Local<v8::Value> error = make(text.As<v8::String>());
    if (code != nullptr && !SetCode(env, error, Unwrap(code))) return napi_generic_failure;
    return Return(result, error);
  });
}

static napi_status Throw(napi_env env, const char* code, const char* msg, Maker make) {
  return Script(env, {}, [&](v8::Local<v8::Context>) {
    v8::Local<v8::String> text, code_text;
    if (!Utf8(env, msg != nullptr ? msg : "", &text, SIZE_MAX, v8::NewStringType::kNormal)) {
      return napi_generic_failure;
    }
    v8::Local<v8::Value> error = make(text);
    if (code != nullptr) {
      if (!Utf8(env, code, &code_text)) return napi_generic_failure;
      if (!SetCode(env, error, code_text)) return napi_generic_failure;
    }
    env->last_exception.Reset(env->isolate, error);
    return napi_ok;
  });
}

}  // namespace eddy

using namespace eddy;

extern "C" {

napi_status napi_get_last_error_info(node_api_basic_env env,
                                     const napi_extended_error_info** result) {
  if (env == nullptr) return napi_invalid_arg;
  if (result == nullptr) return SetStatus(env, napi_invalid_arg);
  env->last_error.error_message = kMessages[env->last_error.error_code];
  *result = &env->last_error;
  return napi_ok;
}

napi_status napi_create_error(napi_env env, napi_value code, napi_value msg, napi_value* result) {
  return Create(env, code, msg, result, PlainError);
}
napi_status napi_create_type_error(napi_env env, napi_value code, napi_value msg,
                                   napi_value* result) {
  return Create(env, code, msg, result, TypeError);
}
napi_status napi_create_range_error(napi_env env, napi_value code, napi_value msg,
                                    napi_value* result) {
  return Create(env, code, msg, result, RangeError);
}
napi_status node_api_create_syntax_error(napi_env env, napi_value code, napi_value msg,
                                         napi_value* result) {
  return Create(env, code, msg, result, SyntaxError);
}

napi_status napi_throw_error(napi_env env, const char* code, const char* msg) {
  return Throw(env, code, msg, PlainError);
}
napi_status napi_throw_type_error(napi_env env, const char* code, const char* msg) {
  return Throw(env, code, msg, TypeError);
}
napi_status napi_throw_range_error(napi_env env, const char* code, const char* msg) {
  return Throw(env, code, msg, RangeError);
}
napi_status node_api_throw_syntax_error(napi_env env, const char* code, const char* msg) {
  return Throw(env, code, msg, SyntaxError);
}

napi_status napi_throw(napi_env env, napi_value error) {
  return Script(env, {error}, [&](v8::Local<v8::Context>) {
    env->last_exception.Reset(env->isolate, Unwrap(error));
    return napi_ok;
  });
}

napi_status napi_is_error(napi_env env, napi_value value, bool* result) {
  return Plain(env, {value, result}, [&] {
    *result = Unwrap(value)->IsNativeError();
    return napi_ok;
  });
}

napi_status napi_is_exception_pending(napi_env env, bool* result) {
  return Plain(env, {result}, [&] {
    *result = !env->last_exception.IsEmpty();
    return napi_ok;
  });
}

napi_status napi_get_and_clear_last_exception(napi_env env, napi_value* result) {
  if (env == nullptr) return napi_invalid_arg;
  if (env->last_exception.IsEmpty()) return napi_get_undefined(env, result);
  return Plain(env, {result}, [&] {
    *result = Wrap(env->last_exception.Get(env->isolate));
    env->last_exception.Reset();
    return napi_ok;
  });
}

[[noreturn]] void napi_fatal_error(const char* location, size_t location_len, const char* message,
                                   size_t message_len) {
  auto text = [](const char* s, size_t len) {
    return s == nullptr ? std::string() : len == NAPI_AUTO_LENGTH ? std::string(s)
                                                                  : std::string(s, len);
  };
  std::string where = text(location, location_len), what = text(message, message_len);
  v8::Isolate* isolate = v8::Isolate::TryGetCurrent();
  eddy_fatal(isolate != nullptr ? EnvOf(isolate) : nullptr, "FatalError", where.c_str(), what.c_str(), true);
}

}  // extern "C"

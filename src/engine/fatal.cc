// SPDX-License-Identifier: MIT
// fatal.cc: what V8 cannot go on after, and where JavaScript stands then.
#include "fatal.h"

#include <cxxabi.h>

#include "internal.h"

namespace eddy {

static napi_env CurrentEnv() {
  v8::Isolate* isolate = v8::Isolate::TryGetCurrent();
  return isolate != nullptr ? EnvOf(isolate) : nullptr;
}

static void OutOfMemory(const char* where, const v8::OOMDetails& details) {
  eddy_fatal(CurrentEnv(), "OOMError", where,
             details.is_heap_oom ? "Allocation failed - JavaScript heap out of memory"
                                 : "Allocation failed - process out of memory",
             false);
}

static void FatalError(const char* where, const char* message) {
  eddy_fatal(CurrentEnv(), "FatalError", where, message, true);
}

void InstallFatalHandlers(v8::Isolate* isolate) {
  isolate->SetOOMErrorHandler(OutOfMemory);
  isolate->SetFatalErrorHandler(FatalError);
}

static std::string FrameText(v8::Isolate* isolate, v8::Local<v8::StackFrame> frame) {
  auto text = [isolate](v8::Local<v8::String> s) {
    v8::String::Utf8Value utf8(isolate, s);
    return *utf8 != nullptr ? std::string(*utf8, utf8.length()) : std::string();
  };
  const std::string name = text(frame->GetFunctionName()), script = text(frame->GetScriptName());
  const std::string place = std::to_string(frame->GetLineNumber()) + ":" + std::to_string(frame->GetColumn());
  if (frame->IsEval()) {
    return script.empty() ? "[eval]:" + place : "[eval] (" + script + ":" + place + ")";
  }
  return name.empty() ? script + ":" + place : name + " (" + script + ":" + place + ")";
}

}  // namespace eddy

extern "C" {

void eddy_js_stack(napi_env env, int limit, void (*frame)(void* data, int index, const char* text), void* data) {
  v8::Isolate* isolate = env->isolate;
  if (!isolate->InContext()) return;
  v8::HandleScope scope(isolate);
  v8::Local<v8::StackTrace> stack = v8::StackTrace::CurrentStackTrace(isolate, limit, v8::StackTrace::kDetailed);
  for (int i = 0; i < stack->GetFrameCount(); i++) {
    frame(data, i, eddy::FrameText(isolate, stack->GetFrame(isolate, i)).c_str());
  }
}

char* eddy_demangle(const char* symbol) {
  int status = 0;
  return abi::__cxa_demangle(symbol, nullptr, nullptr, &status);
}

}  // extern "C"

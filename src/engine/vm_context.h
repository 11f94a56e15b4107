// SPDX-License-Identifier: MIT
// vm_context.h: what the files behind `vm` and ES modules share: contexts with a sandbox object
// (vm_context.cc), scripts and functions (contextify.cc), modules (esm.cc), error decoration and
// time limits (messages.cc, watchdog.cc).
#ifndef EDDY_ENGINE_VM_CONTEXT_H
#define EDDY_ENGINE_VM_CONTEXT_H

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <memory>

#include "internal.h"

namespace eddy {

// Embedder data of a context. 1 belongs to isolate.cc.
constexpr int kContextSandbox = 2;    // the contextified object, undefined for vanilla contexts
constexpr int kContextWasmAllowed = 3;
constexpr int kContextHostSymbol = 4; // referrer of dynamic imports made by code without a script

constexpr int kContextIsRealm = 5;    // true in a ShadowRealm
constexpr int kContextEvalSeen = 6;   // function that is shown the texts given to eval and new Function
inline bool IsRealm(v8::Local<v8::Context> context) {
  return context->GetNumberOfEmbedderDataFields() > kContextIsRealm && context->GetEmbedderData(kContextIsRealm)->IsTrue();
}

inline const v8::FunctionCallbackInfo<v8::Value>& Args(napi_callback_info info) {
  return *info->args;
}

// The context that was made for a contextified object; empty when it is none.
v8::MaybeLocal<v8::Context> ContextOfSandbox(napi_env env, v8::Local<v8::Value> sandbox);
// Makes `sandbox` the object by which ContextOfSandbox finds the context.
bool BindSandbox(napi_env env, v8::Local<v8::Object> sandbox, v8::Local<v8::Context> context);
// The object that stands for a context: its sandbox, or its global.
v8::Local<v8::Object> SandboxOfContext(v8::Local<v8::Context> context);

// [symbol], which V8 hands back with every import() of the script.
inline v8::Local<v8::PrimitiveArray> HostOptions(v8::Isolate* isolate, v8::Local<v8::Value> symbol) {
  ExpectProgram();  // all that is not the library's comes through here
  auto options = v8::PrimitiveArray::New(isolate, 1);
  if (symbol->IsSymbol()) options->Set(isolate, 0, symbol.As<v8::Symbol>());
  return options;
}
// The symbol of everything that imports through the default loader (EDDY_SLOT_VM_1).
v8::Local<v8::Value> DefaultHostSymbol(napi_env env);

// Puts "file:line\nsource\n   ^\n" in front of error.stack, once per error.
void DecorateError(napi_env env, v8::Local<v8::Value> error, v8::Local<v8::Message> message);
// "file:line\nsource\n   ^\n" of a message; empty without a source line.
std::string ArrowOf(v8::Isolate* isolate, v8::Local<v8::Context> context,
                    v8::Local<v8::Message> message);
// Remembers the arrow on the error object, for the printing of uncaught errors.
void RememberArrow(napi_env env, v8::Local<v8::Value> error, v8::Local<v8::Message> message);

// While one lives, an exception does not abort the process under --abort-on-uncaught-exception: the engine catches
// it, or hands it on to JavaScript. Around everything that compiles.
class NoAbort {
 public:
  NoAbort() { depth_++; }
  ~NoAbort() { depth_--; }
  NoAbort(const NoAbort&) = delete;
  static bool Active() { return depth_ > 0; }

 private:
  static thread_local int depth_;
};

// Runs `fn` with a time limit (ms, <= 0: none) and/or ended by SIGINT. Throws
// ERR_SCRIPT_EXECUTION_TIMEOUT / ERR_SCRIPT_EXECUTION_INTERRUPTED when it was cut short.
struct RunLimits {
  int64_t timeout_ms = -1;
  bool break_on_sigint = false;
};
v8::MaybeLocal<v8::Value> RunLimited(napi_env env, const RunLimits& limits,
                                     const std::function<v8::MaybeLocal<v8::Value>()>& fn);

void ThrowCoded(v8::Isolate* isolate, v8::Local<v8::Value> (*make)(v8::Local<v8::String>,
                                                                   v8::Local<v8::Value>),
                const char* code, const char* message);

// A Uint8Array / DataView argument as code cache that V8 may own; nullptr when it is undefined.
v8::ScriptCompiler::CachedData* CachedDataOf(v8::Local<v8::Value> value);
v8::Local<v8::Value> CacheBuffer(napi_env env, v8::ScriptCompiler::CachedData* cache);

}  // namespace eddy
#endif

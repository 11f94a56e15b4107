// SPDX-License-Identifier: MIT
// wasm_compiling.cc: WebAssembly.compile() and its like work in V8's threads, and no handle of the loop stands for them. How many
// promises are open is counted here, so that src/loop.c can wait for them before it takes the program for finished.
#include "vm_context.h"

extern "C" bool eddy_engine_await_compiled(napi_env env);

namespace eddy {

bool AwaitTasks(napi_env env);  // platform.cc

// This thread's promises. May stay too high (a failure does not say what failed), which costs a wait for V8's threads at the end.
static thread_local unsigned compiling;
static thread_local bool synchronous;

static bool ModuleConstructed(const v8::FunctionCallbackInfo<v8::Value>& info) {
  synchronous = info.IsConstructCall();
  return false;
}

// V8 asks before each compilation; of a constructor right after ModuleConstructed.
static bool CompilationBegins(v8::Local<v8::Context> context, v8::Local<v8::String>) {
  const bool promised = !std::exchange(synchronous, false);
  if (context->GetNumberOfEmbedderDataFields() > kContextWasmAllowed &&
      context->GetEmbedderData(kContextWasmAllowed)->IsFalse())
    return false;
  if (promised) compiling++;
  return true;
}

// instantiate() of a module compiles nothing, and gives an Instance.
static bool IsInstance(v8::Isolate* isolate, v8::Local<v8::Value> value) {
  return value->IsObject() &&
         value.As<v8::Object>()->GetConstructorName()->StringEquals(Intern(isolate, "Instance"));
}

static void Settled(v8::Isolate* isolate, v8::Local<v8::Context> context, v8::Local<v8::Promise::Resolver> resolver,
                    v8::Local<v8::Value> result, v8::WasmAsyncSuccess success) {
  const bool good = success == v8::WasmAsyncSuccess::kSuccess;
  if (good && compiling > 0 && !IsInstance(isolate, result)) compiling--;
  (void)(good ? resolver->Resolve(context, result) : resolver->Reject(context, result));
}

void InstallWasmCompiling(v8::Isolate* isolate) {
  isolate->SetWasmModuleCallback(ModuleConstructed);
  isolate->SetAllowWasmCodeGenerationCallback(CompilationBegins);
  isolate->SetWasmAsyncResolvePromiseCallback(Settled);
}

}  // namespace eddy

// Waits, if this thread compiles WebAssembly, until V8's threads have something for it. False: nothing will come.
bool eddy_engine_await_compiled(napi_env env) { return eddy::compiling > 0 && eddy::AwaitTasks(env); }

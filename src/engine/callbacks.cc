// SPDX-License-Identifier: MIT
// callbacks.cc: what V8 calls back into: promise rejections, stack-trace preparation, messages.
// The JavaScript ends of these are functions in slots, set while the library boots.
#include "internal.h"
#include "vm_context.h"

namespace eddy {

// Calls the function in a slot, if there is one. An exception stays with V8 unless swallowed.
static v8::MaybeLocal<v8::Value> CallSlot(napi_env env, enum eddy_slot slot, int argc,
                                          v8::Local<v8::Value>* argv) {
  napi_value fn = eddy_slot_get(env, slot);
  if (!fn || !Unwrap(fn)->IsFunction()) return {};
  return Unwrap(fn).As<v8::Function>()->Call(env->context(), v8::Undefined(env->isolate), argc, argv);
}

// type: 0 reject without handler, 1 handler added, 2 reject after resolve, 3 resolve after resolve.
static void OnPromiseReject(v8::PromiseRejectMessage message) {
  v8::Local<v8::Promise> promise = message.GetPromise();
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  napi_env env = EnvOf(isolate);
  if (!env || isolate->IsExecutionTerminating()) return;
  v8::HandleScope scope(isolate);
  v8::Local<v8::Value> value = message.GetValue();
  if (value.IsEmpty()) value = v8::Undefined(isolate);
  v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, message.GetEvent()), promise, value};
  v8::TryCatch guard(isolate);
  if (CallSlot(env, EDDY_SLOT_PROMISE_REJECT, 3, argv).IsEmpty() && guard.HasCaught() &&
      !guard.HasTerminated()) {
    v8::String::Utf8Value text(isolate, guard.Exception());
    fprintf(stderr, "Exception in the promise rejection callback: %s\n", *text ? *text : "");
  }
}

static v8::MaybeLocal<v8::Value> PrepareStackTrace(v8::Local<v8::Context> context,
                                                   v8::Local<v8::Value> error,
                                                   v8::Local<v8::Array> sites) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  napi_env env = EnvOf(isolate);
  napi_value fn = env ? eddy_slot_get(env, EDDY_SLOT_PREPARE_STACK_TRACE) : nullptr;
  if (!fn || !Unwrap(fn)->IsFunction()) return v8::Undefined(isolate);
  v8::Local<v8::Value> argv[] = {context->Global(), error, sites, v8::Boolean::New(isolate, IsRealm(context))};
  return Unwrap(fn).As<v8::Function>()->Call(context, v8::Undefined(isolate), 4, argv);
}

static v8::ModifyCodeGenerationFromStringsResult AllowCodeGeneration(v8::Local<v8::Context> context,
                                                                     v8::Local<v8::Value> source,
                                                                     bool is_code_like) {
  (void)is_code_like;
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  napi_env env = EnvOf(isolate);
  if (!env || context->GetNumberOfEmbedderDataFields() <= kContextEvalSeen) {
    return {context->IsCodeGenerationFromStringsAllowed(), {}};
  }
  v8::Local<v8::Value> seen = context->GetEmbedderData(kContextEvalSeen);
  if (!seen->IsFunction()) return {context->IsCodeGenerationFromStringsAllowed(), {}};
  v8::TryCatch guard(isolate);
  seen.As<v8::Function>()->Call(context, v8::Undefined(isolate), 1, &source).IsEmpty();
  return {true, {}}; // else there would be no function, see VmWatchEval
}

// watchEval(fn | undefined): fn(text) is called before a text is evaluated in the main context. V8 asks only where evaluation
// is forbidden, therefore it is from now on.
napi_value VmWatchEval(napi_env env, napi_callback_info info) {
  v8::Local<v8::Context> context = env->context();
  v8::Local<v8::Value> fn = Args(info)[0];
  const bool watched = context->GetNumberOfEmbedderDataFields() > kContextEvalSeen &&
                       context->GetEmbedderData(kContextEvalSeen)->IsFunction();
  if (!watched && !context->IsCodeGenerationFromStringsAllowed()) return nullptr; // forbidden by the command line
  context->AllowCodeGenerationFromStrings(!fn->IsFunction());
  context->SetEmbedderData(kContextEvalSeen, fn);
  return nullptr;
}

// Messages of verbose handlers (eddy_call_plain) are nobody's concern, without a listener V8 prints them to stdout;
// its warnings, of invalid asm.js for one, are the process's.
static void OnMessage(v8::Local<v8::Message> message, v8::Local<v8::Value>) {
  if (message->ErrorLevel() != v8::Isolate::kMessageWarning) return;
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  napi_env env = EnvOf(isolate);
  if (!env || isolate->IsExecutionTerminating()) return;
  v8::HandleScope scope(isolate);
  v8::TryCatch guard(isolate);
  v8::Local<v8::Value> argv[] = {message->GetScriptOrigin().ResourceName(),
                                 v8::Integer::New(isolate, message->GetLineNumber(env->context()).FromMaybe(0)), message->Get()};
  (void)CallSlot(env, EDDY_SLOT_EMIT_WARNING, 3, argv);
}

void InstallMessages(v8::Isolate* isolate) { // not while a snapshot is built: the list is part of the heap
  isolate->AddMessageListenerWithErrorLevel(OnMessage, v8::Isolate::kMessageError | v8::Isolate::kMessageWarning);
}

void InstallModuleCallbacks(v8::Isolate* isolate); // esm.cc
void InstallWasmStreaming(v8::Isolate* isolate);   // wasm_streaming.cc
void InstallWasmCompiling(v8::Isolate* isolate);   // wasm_compiling.cc
void InstallShadowRealms(v8::Isolate* isolate);    // shadow_realm.cc

thread_local int NoAbort::depth_ = 0;
static bool ShouldAbort(v8::Isolate* isolate) {
  const napi_env env = EnvOf(isolate);
  return !NoAbort::Active() && !(env && env->exception_taken && *env->exception_taken);
}

void InstallCallbacks(v8::Isolate* isolate) {
  isolate->SetAbortOnUncaughtExceptionCallback(ShouldAbort);
  InstallModuleCallbacks(isolate);
  InstallWasmStreaming(isolate);
  InstallWasmCompiling(isolate);
  InstallShadowRealms(isolate);
  isolate->SetPromiseRejectCallback(OnPromiseReject);
  isolate->SetPrepareStackTraceCallback(PrepareStackTrace);
  isolate->SetModifyCodeGenerationFromStringsCallback(AllowCodeGeneration);
  isolate->SetCaptureStackTraceForUncaughtExceptions(false, 0);
}

}  // namespace eddy

// SPDX-License-Identifier: MIT
// calls.cc: entering JavaScript: plain calls, microtasks, the async-context frame, interrupts; and
// compiling the library's functions.
#include "internal.h"

using eddy::Unwrap;
using eddy::Wrap;

namespace eddy {

void TrackContext(napi_env env, v8::Local<v8::Context> context) {
  auto& all = env->other_contexts;
  std::erase_if(all, [](const v8::Global<v8::Context>& one) { return one.IsEmpty(); });
  all.emplace_back(env->isolate, context);
  all.back().SetWeak();
  v8::Local<v8::Function> hooks[4];
  for (int i = 0; i < 4; i++) hooks[i] = env->promise_hooks[i].Get(env->isolate);
  if (!hooks[0].IsEmpty() || !hooks[1].IsEmpty() || !hooks[2].IsEmpty() || !hooks[3].IsEmpty()) {
    context->SetPromiseHooks(hooks[0], hooks[1], hooks[2], hooks[3]);
  }
}

void RunAfterCall(napi_env env) {
  auto* fn = env->after_call.exchange(nullptr);
  if (fn != nullptr) fn(env, env->after_call_data.load());
}

}  // namespace eddy

extern "C" {

napi_value eddy_call_plain(napi_env env, napi_value recv, napi_value fn, size_t argc,
                           const napi_value* argv) {
  v8::TryCatch guard(env->isolate);
  guard.SetVerbose(true);  // or debuggers would take what arrives here for caught
  auto* args = reinterpret_cast<v8::Local<v8::Value>*>(const_cast<napi_value*>(argv));
  v8::Local<v8::Value> receiver = recv ? Unwrap(recv) : v8::Undefined(env->isolate).As<v8::Value>();
  v8::Local<v8::Value> result;
  if (Unwrap(fn).As<v8::Function>()->Call(env->context(), receiver, argc, args).ToLocal(&result)) {
    return Wrap(result);
  }
  if (guard.HasCaught() && !guard.HasTerminated()) {
    eddy::RememberThrow(env, guard.Exception(), guard.Message());
    env->last_exception.Reset(env->isolate, guard.Exception());
  }
  return nullptr;
}

napi_value eddy_take_exception(napi_env env) {
  if (env->last_exception.IsEmpty()) return nullptr;
  v8::Local<v8::Value> exception = env->last_exception.Get(env->isolate);
  env->last_exception.Reset();
  return Wrap(exception);
}

bool eddy_is_terminating(napi_env env) { return env->isolate->IsExecutionTerminating(); }
void eddy_terminate(napi_env env) {
  env->ended = true; // before it: see watchdog.cc
  env->isolate->TerminateExecution();
}
void eddy_cancel_terminate(napi_env env) {
  env->ended = false;
  env->isolate->CancelTerminateExecution();
}
void eddy_run_microtasks(napi_env env) { env->isolate->PerformMicrotaskCheckpoint(); }

void eddy_enqueue_microtask(napi_env env, napi_value fn) {
  env->isolate->EnqueueMicrotask(Unwrap(fn).As<v8::Function>());
}
void eddy_set_promise_hooks(napi_env env, const napi_value fns[4]) {
  v8::Local<v8::Function> hooks[4];
  for (int i = 0; i < 4; i++) {
    if (fns[i]) hooks[i] = Unwrap(fns[i]).As<v8::Function>();
  }
  env->context()->SetPromiseHooks(hooks[0], hooks[1], hooks[2], hooks[3]);
  for (int i = 0; i < 4; i++) env->promise_hooks[i].Reset(env->isolate, hooks[i]);
  for (auto& other : env->other_contexts) {
    if (!other.IsEmpty()) other.Get(env->isolate)->SetPromiseHooks(hooks[0], hooks[1], hooks[2], hooks[3]);
  }
}

napi_value eddy_get_continuation(napi_env env) {
  return Wrap(env->isolate->GetContinuationPreservedEmbedderData());
}
void eddy_set_continuation(napi_env env, napi_value frame) {
  env->isolate->SetContinuationPreservedEmbedderData(
      frame ? Unwrap(frame) : v8::Undefined(env->isolate).As<v8::Value>());
}

// V8's queue of interrupts orders the threads, but ThreadSanitizer knows of this only.
static std::atomic<unsigned> interrupts;

struct Interrupt {
  napi_env env;
  void (*fn)(napi_env, void*);
  void* data;
};
void eddy_interrupt(napi_env env, void (*fn)(napi_env env, void* data), void* data) {
  auto* interrupt = new Interrupt{env, fn, data};
  interrupts.fetch_add(1, std::memory_order_release);
  env->isolate->RequestInterrupt(
      [](v8::Isolate*, void* opaque) {
        interrupts.load(std::memory_order_acquire);
        auto* interrupt = static_cast<Interrupt*>(opaque);
        interrupt->fn(interrupt->env, interrupt->data);
        delete interrupt;
      },
      interrupt);
}

void eddy_after_call(napi_env env, void (*fn)(napi_env env, void* data), void* data) {
  env->after_call_data.store(data);
  env->after_call.store(fn);
}

napi_value eddy_compile_function(napi_env env, napi_value source, napi_value filename,
                                 const char* const* params, size_t param_count,
                                 const uint8_t* cache, size_t cache_len, bool* rejected, bool eager) {
  v8::Isolate* isolate = env->isolate;
  v8::TryCatch guard(isolate);
  v8::Local<v8::String> names[16];
  ENGINE_CHECK(param_count <= 16);
  for (size_t i = 0; i < param_count; i++) names[i] = eddy::Intern(isolate, params[i]);
  v8::ScriptOrigin origin(Unwrap(filename), 0, 0, true);
  auto* cached = cache ? new v8::ScriptCompiler::CachedData(cache, cache_len) : nullptr;
  v8::ScriptCompiler::Source text(Unwrap(source).As<v8::String>(), origin, cached);
  v8::Local<v8::Function> fn;
  const auto options = cached ? v8::ScriptCompiler::kConsumeCodeCache
                      : eager ? v8::ScriptCompiler::kEagerCompile
                              : v8::ScriptCompiler::kNoCompileOptions;
  const bool ok = v8::ScriptCompiler::CompileFunction(env->context(), &text, param_count, names, 0,
                                                      nullptr, options)
                      .ToLocal(&fn);
  if (rejected) *rejected = cached && text.GetCachedData() && text.GetCachedData()->rejected;
  if (ok) return Wrap(fn);
  if (guard.HasCaught()) env->last_exception.Reset(isolate, guard.Exception());
  return nullptr;
}

bool eddy_code_cache(napi_env env, napi_value fn, uint8_t** data, size_t* len) {
  (void)env;
  v8::ScriptCompiler::CachedData* cache =
      v8::ScriptCompiler::CreateCodeCacheForFunction(Unwrap(fn).As<v8::Function>());
  if (!cache) return false;
  *data = static_cast<uint8_t*>(malloc(cache->length));
  ENGINE_CHECK(*data);
  memcpy(*data, cache->data, cache->length);
  *len = cache->length;
  delete cache;
  return true;
}

}  // extern "C"

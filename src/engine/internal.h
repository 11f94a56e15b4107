// SPDX-License-Identifier: MIT
// internal.h: what the C++ files of src/engine share. Nothing outside src/engine includes this.
#ifndef EDDY_ENGINE_INTERNAL_H
#define EDDY_ENGINE_INTERNAL_H

#include <v8.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "engine.h"

namespace eddy {
struct Reference;  // napi references, napi_reference.cc
class TaskRunner;  // platform.cc
}  // namespace eddy

// One per thread for the built-in bindings (env->addon == nullptr), and one more per loaded addon.
struct napi_env__ {
  v8::Isolate* isolate = nullptr;
  v8::Global<v8::Context> context_ref;
  eddy_env* owner = nullptr;          // the C side: src/env.c
  napi_env root = nullptr;            // the thread's built-in env (== this for itself)
  int32_t module_api_version = 8;
  const char* addon = nullptr;        // file URL of the addon, nullptr for built-ins
  void* addon_record = nullptr;       // struct eddy_addon, src/addons

  // Node-API state, used by napi_*.cc
  napi_extended_error_info last_error = {};
  v8::Global<v8::Value> last_exception;
  std::atomic<void (*)(napi_env env, void* data)> after_call{nullptr}; // eddy_after_call
  std::atomic<void*> after_call_data{nullptr};
  int open_handle_scopes = 0;
  int open_callback_scopes = 0;
  void* napi_state = nullptr;         // what napi_*.cc needs besides

  // The root env only
  v8::Global<v8::Value> slots[EDDY_SLOT_COUNT];
  std::vector<v8::Global<v8::FunctionTemplate>> class_templates;
  std::vector<v8::Global<v8::Function>> class_functions;
  v8::Global<v8::Private> wrap_key, type_tag_key;
  v8::Global<v8::Private> mode_key;      // message.cc, when first needed
  v8::Global<v8::Private> sandbox_key;   // vm_context.cc, the same
  v8::Global<v8::Value> plain_prototype; // the same: Object.prototype
  v8::Global<v8::FunctionTemplate> env_template; // env_object.cc, with these two
  bool env_changing = false, env_live = false;
  v8::SnapshotCreator* snapshot_creator = nullptr;
  v8::StartupData blob = {nullptr, 0}; // the snapshot this isolate comes from
  // Shared with the buffers, which may outlive the thread: a worker's that it has transferred.
  std::shared_ptr<v8::ArrayBuffer::Allocator> allocator;
  eddy::TaskRunner* tasks = nullptr;
  const uint8_t* exception_taken = nullptr; // eddy_engine_set_exception_taken
  std::atomic<bool> ended{false};     // by eddy_terminate
  void* limited = nullptr;            // the innermost run with a time limit, watchdog.cc
  v8::Global<v8::Function> promise_hooks[4];
  std::vector<v8::Global<v8::Context>> other_contexts; // of node:vm, held weakly
  void (*on_heap_limit)(napi_env env, void* data) = nullptr;
  void* heap_limit_data = nullptr;
  bool (*snapshot_near_limit)(napi_env env) = nullptr;  // heap_limit.cc
  unsigned snapshots_left = 0;
  size_t heap_limit = 0;              // while a snapshot is made
  bool watches_heap_limit = false, in_heap_limit = false;
  void* natives = nullptr;            // list of the objects of eddy_native_init, values.cc
  void* gc_watchers = nullptr;        // heap.cc
  void* inspector = nullptr;          // inspector.cc, once a session was opened

  v8::Local<v8::Context> context() const { return context_ref.Get(isolate); }
};

// What a napi_callback gets. Both kinds of functions (tables and addons) make one on the stack.
struct napi_callback_info__ {
  const v8::FunctionCallbackInfo<v8::Value>* args;
  napi_env env;
  void* data;
};

namespace eddy {

static_assert(sizeof(v8::Local<v8::Value>) == sizeof(napi_value), "a handle is one pointer");
inline napi_value Wrap(v8::Local<v8::Value> v) { return reinterpret_cast<napi_value>(*v); }
inline v8::Local<v8::Value> Unwrap(napi_value v) {
  v8::Local<v8::Value> local;
  memcpy(static_cast<void*>(&local), &v, sizeof v);
  return local;
}
// A context besides the main one: gets its promise hooks. calls.cc
void TrackContext(napi_env env, v8::Local<v8::Context> context);
// Small integers stand in the handle itself; V8's own accessors are calls.
inline bool IsSmall(v8::Local<v8::Value> v) {
  return !v8::internal::Internals::HasHeapObjectTag(v8::internal::ValueHelper::ValueAsAddress(*v));
}
inline int32_t SmallValue(v8::Local<v8::Value> v) {
  return v8::internal::Internals::SmiValue(v8::internal::ValueHelper::ValueAsAddress(*v));
}
inline napi_env EnvOf(v8::Isolate* isolate) { return static_cast<napi_env>(isolate->GetData(0)); }

[[noreturn]] void CheckFailed(const char* expr, const char* file, int line);
#define ENGINE_CHECK(x) ((x) ? (void)0 : ::eddy::CheckFailed(#x, __FILE__, __LINE__))

// What eddy_after_call has asked for, right after a callback. calls.cc
void RunAfterCall(napi_env env);
inline void AfterCall(napi_env env) {
  if (env->after_call.load(std::memory_order_relaxed) != nullptr) [[unlikely]] RunAfterCall(env);
}
// Rethrows what a callback left pending in env->last_exception. bindings.cc
void ThrowPending(napi_env env);
// The texts that a snapshot may refer to. library.cc
void AddLibraryReferences(std::vector<intptr_t>* references);
// Installs all isolate-wide callbacks. callbacks.cc
void InstallCallbacks(v8::Isolate* isolate);
// Everything a snapshot blob may refer to. bindings.cc
const intptr_t* ExternalReferences();
v8::Platform* ThePlatform();
// The allocator of this thread's array buffers; its end in this thread; a Buffer. memory.cc
std::shared_ptr<v8::ArrayBuffer::Allocator> MakeAllocator();
void LeaveAllocator(napi_env env);
napi_value MakeBuffer(napi_env env, v8::Local<v8::ArrayBuffer> memory, size_t len);
// This thread's isolate gets an object that holds `bytes` outside of its heap, which V8 has not asked for: may collect garbage. The
// thread has no isolate any more. young.cc
void TellYoungGeneration(size_t bytes);
void UntellYoungGeneration(size_t bytes);  // they are gone without a collection
void ForgetYoungGeneration();
// This thread keeps small C++ objects; frees what it keeps, the second for good. small_new.cc
void KeepSmallObjects();
void FreeSmallObjects();
void ForgetSmallObjects();
// The byte of V8's flag --concurrent-array-buffer-sweeping. flags.cc
uint8_t* ConcurrentSweepingFlag();
// A program's text is compiled: V8's threads may start. platform.cc
void ExpectProgram();
void RegisterIsolateTasks(napi_env env);
void UnregisterIsolateTasks(napi_env env);
// Up to here a string is looked at word by word: to ask for the processor's best way costs more.
constexpr size_t kShort = 64;

inline bool IsAscii(const uint8_t* p, size_t n) {
  if (n > kShort) return eddy_ascii_valid(p, n);
  uint64_t all = 0, word;
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    memcpy(&word, p + i, 8);
    all |= word;
  }
  for (; i < n; i++) all |= static_cast<uint64_t>(p[i]);
  return (all & 0x8080808080808080u) == 0;
}
inline v8::Local<v8::String> Intern(v8::Isolate* isolate, const char* s) {
  return v8::String::NewFromUtf8(isolate, s, v8::NewStringType::kInternalized).ToLocalChecked();
}
// Finalizes all objects of eddy_native_init. values.cc
extern "C" void eddy_engine_finalize_natives(napi_env env);
// Ends the inspector's sessions and the inspector, if there is one. inspector.cc
void InspectorRelease(napi_env env);
// Tears down what Node-API keeps in an env: references, finalizers, instance data. napi_env.cc
void NapiEnvRelease(napi_env env);
// Keeps the source line of an exception that reached C, for printing it. messages.cc
void RememberThrow(napi_env env, v8::Local<v8::Value> error, v8::Local<v8::Message> message);

}  // namespace eddy
#endif

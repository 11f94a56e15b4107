// SPDX-License-Identifier: MIT
// heap.cc: figures of V8's heap, heap snapshots, queries, and callbacks around garbage collections.
#include "heap.h"

#include <v8-profiler.h>

#include <algorithm>

#include "napi.h"

using namespace eddy;

namespace {

class SnapshotStream : public v8::OutputStream {
 public:
  SnapshotStream(bool (*write)(void*, const char*, size_t), void* arg) : write_(write), arg_(arg) {}
  int GetChunkSize() override { return 65536; }
  void EndOfStream() override {}
  WriteResult WriteAsciiChunk(char* data, int size) override {
    return write_(arg_, data, static_cast<size_t>(size)) ? kContinue : kAbort;
  }

 private:
  bool (*write_)(void*, const char*, size_t);
  void* arg_;
};

class HasPrototype : public v8::QueryObjectPredicate {
 public:
  HasPrototype(v8::Local<v8::Context> context, v8::Local<v8::Object> prototype)
      : context_(context), prototype_(prototype) {}
  bool Filter(v8::Local<v8::Object> object) override {
    v8::Local<v8::Value> at = object;
    for (;;) {
      at = at.As<v8::Object>()->GetPrototypeV2();
      if (!at->IsObject() || at->IsProxy()) return false;
      if (at == prototype_) return true;
    }
  }

 private:
  v8::Local<v8::Context> context_;
  v8::Local<v8::Object> prototype_;
};

struct GcWatcher {
  napi_env env;
  eddy_gc_callback fn;
  void* data;
};

void Before(v8::Isolate*, v8::GCType type, v8::GCCallbackFlags flags, void* data) {
  auto* w = static_cast<GcWatcher*>(data);
  w->fn(w->env, type, flags, true, w->data);
}
void After(v8::Isolate*, v8::GCType type, v8::GCCallbackFlags flags, void* data) {
  auto* w = static_cast<GcWatcher*>(data);
  w->fn(w->env, type, flags, false, w->data);
}

}  // namespace

extern "C" {

void eddy_heap_statistics(napi_env env, double out[EDDY_HEAP_FIGURES]) {
  v8::HeapStatistics s;
  env->isolate->GetHeapStatistics(&s);
  const double figures[EDDY_HEAP_FIGURES] = {
      static_cast<double>(s.total_heap_size()), static_cast<double>(s.total_heap_size_executable()),
      static_cast<double>(s.total_physical_size()), static_cast<double>(s.total_available_size()),
      static_cast<double>(s.used_heap_size()), static_cast<double>(s.heap_size_limit()),
      static_cast<double>(s.malloced_memory()), static_cast<double>(s.peak_malloced_memory()),
      static_cast<double>(s.does_zap_garbage()), static_cast<double>(s.number_of_native_contexts()),
      static_cast<double>(s.number_of_detached_contexts()),
      static_cast<double>(s.total_global_handles_size()),
      static_cast<double>(s.used_global_handles_size()), static_cast<double>(s.external_memory())};
  std::copy(figures, figures + EDDY_HEAP_FIGURES, out);
}

size_t eddy_heap_space_count(napi_env env) { return env->isolate->NumberOfHeapSpaces(); }

const char* eddy_heap_space(napi_env env, size_t index, double out[4]) {
  v8::HeapSpaceStatistics s;
  env->isolate->GetHeapSpaceStatistics(&s, index);
  out[0] = static_cast<double>(s.space_size());
  out[1] = static_cast<double>(s.space_used_size());
  out[2] = static_cast<double>(s.space_available_size());
  out[3] = static_cast<double>(s.physical_space_size());
  return s.space_name();
}

void eddy_heap_code(napi_env env, double out[4]) {
  v8::HeapCodeStatistics s;
  env->isolate->GetHeapCodeAndMetadataStatistics(&s);
  out[0] = static_cast<double>(s.code_and_metadata_size());
  out[1] = static_cast<double>(s.bytecode_and_metadata_size());
  out[2] = static_cast<double>(s.external_script_source_size());
  out[3] = static_cast<double>(s.cpu_profiler_metadata_size());
}

uint32_t eddy_cached_data_version(void) { return v8::ScriptCompiler::CachedDataVersionTag(); }
bool eddy_string_is_one_byte(napi_value string) {
  return Unwrap(string)->IsString() && Unwrap(string).As<v8::String>()->IsOneByte();
}

void eddy_heap_snapshot(napi_env env, bool internals, bool numeric,
                        bool (*write)(void* arg, const char* data, size_t len), void* arg) {
  using Options = v8::HeapProfiler::HeapSnapshotOptions;
  Options options;
  if (internals) options.snapshot_mode = v8::HeapProfiler::HeapSnapshotMode::kExposeInternals;
  if (numeric) options.numerics_mode = v8::HeapProfiler::NumericsMode::kExposeNumericValues;
  const v8::HeapSnapshot* snapshot = env->isolate->GetHeapProfiler()->TakeHeapSnapshot(options);
  SnapshotStream stream(write, arg);
  snapshot->Serialize(&stream, v8::HeapSnapshot::kJSON);
  const_cast<v8::HeapSnapshot*>(snapshot)->Delete();
}

napi_value eddy_query_objects(napi_env env, napi_value prototype) {
  v8::Local<v8::Context> context = env->context();
  HasPrototype predicate(context, Unwrap(prototype).As<v8::Object>());
  std::vector<v8::Global<v8::Object>> found;
  env->isolate->GetHeapProfiler()->QueryObjects(context, &predicate, &found);
  std::vector<v8::Local<v8::Value>> list;
  for (auto& object : found) list.push_back(object.Get(env->isolate));
  return Wrap(v8::Array::New(env->isolate, list.data(), list.size()));
}

static std::vector<GcWatcher*>* Watchers(napi_env env) {
  if (env->gc_watchers == nullptr) env->gc_watchers = new std::vector<GcWatcher*>();
  return static_cast<std::vector<GcWatcher*>*>(env->gc_watchers);
}

void eddy_gc_watch(napi_env env, eddy_gc_callback fn, void* data) {
  auto* watcher = new GcWatcher{env, fn, data};
  Watchers(env)->push_back(watcher);
  env->isolate->AddGCPrologueCallback(Before, watcher);
  env->isolate->AddGCEpilogueCallback(After, watcher);
}

void eddy_gc_unwatch(napi_env env, eddy_gc_callback fn, void* data) {
  auto* all = Watchers(env);
  for (size_t i = 0; i < all->size(); i++) {
    GcWatcher* watcher = (*all)[i];
    if (watcher->fn != fn || watcher->data != data) continue;
    env->isolate->RemoveGCPrologueCallback(Before, watcher);
    env->isolate->RemoveGCEpilogueCallback(After, watcher);
    delete watcher;
    all->erase(all->begin() + static_cast<long>(i));
    return;
  }
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// isolate.cc: life of an isolate with its main context and root env, from nothing or from the start-up
// snapshot, and the making of that snapshot.
#include "internal.h"
#include "pages.h"

namespace eddy {
void InspectorPrepare(v8::Local<v8::Context> context); // inspector.cc
void InstallFatalHandlers(v8::Isolate* isolate);       // fatal.cc
void InstallMessages(v8::Isolate* isolate);            // callbacks.cc

static v8::Isolate::CreateParams Params(napi_env env, const eddy_isolate_options* o) {
  v8::Isolate::CreateParams params;
  params.array_buffer_allocator_shared = env->allocator;
  params.external_references = ExternalReferences();
  if (o->max_old_bytes) params.constraints.set_max_old_generation_size_in_bytes(o->max_old_bytes);
  if (o->max_young_bytes) {
    params.constraints.set_max_young_generation_size_in_bytes(o->max_young_bytes);
  }
  return params;
}

// The snapshot's data, in the order in which it is added: all slots, then the class functions.
static constexpr uint32_t kSlotData = 0;

static void RestoreSlots(napi_env env, v8::Local<v8::Context> context) {
  size_t index = kSlotData;
  for (auto& slot : env->slots) {
    v8::Local<v8::Data> data;
    auto value = context->GetDataFromSnapshotOnce<v8::Value>(index++);
    v8::Local<v8::Value> local;
    if (value.ToLocal(&local) && !local->IsUndefined()) slot.Reset(env->isolate, local);
  }
  size_t classes = 0;
  for (size_t b = 0; b < eddy_binding_count; b++) classes += eddy_bindings[b]->class_count;
  env->class_functions.resize(classes);
  for (auto& fn : env->class_functions) {
    v8::Local<v8::Value> local;
    if (context->GetDataFromSnapshotOnce<v8::Value>(index++).ToLocal(&local) && local->IsFunction()) {
      fn.Reset(env->isolate, local.As<v8::Function>());
    }
  }
  for (size_t i = 0; i < classes; i++) {
    v8::Local<v8::FunctionTemplate> t;
    if (env->isolate->GetDataFromSnapshotOnce<v8::FunctionTemplate>(i).ToLocal(&t)) {
      if (env->class_templates.size() <= i) env->class_templates.resize(classes);
      if (!env->class_functions[i].IsEmpty()) env->class_templates[i].Reset(env->isolate, t);
    }
  }
}

static void MakeKeys(napi_env env) {
  auto* isolate = env->isolate;
  env->wrap_key.Reset(isolate, v8::Private::New(isolate, Intern(isolate, "napi.wrap")));
  env->type_tag_key.Reset(isolate, v8::Private::New(isolate, Intern(isolate, "napi.typeTag")));
}

// All handles of the root env besides slots and classes: none may outlive the isolate, nor lie in a snapshot.
static void ResetHandles(napi_env env) {
  env->wrap_key.Reset();
  env->type_tag_key.Reset();
  env->mode_key.Reset();
  env->sandbox_key.Reset();
  env->plain_prototype.Reset();
  env->env_template.Reset();
  env->last_exception.Reset();
  for (auto& hook : env->promise_hooks) hook.Reset();
  env->other_contexts.clear();
  env->context_ref.Reset();
}

}  // namespace eddy

extern "C" {

void eddy_engine_heap_defaults(struct eddy_isolate_options* o, double memory_bytes) {
  v8::ResourceConstraints constraints;
  constraints.ConfigureDefaults(static_cast<uint64_t>(memory_bytes), 0);
  if (!o->max_old_bytes) o->max_old_bytes = constraints.max_old_generation_size_in_bytes();
  if (!o->max_young_bytes) o->max_young_bytes = constraints.max_young_generation_size_in_bytes();
}

napi_env eddy_engine_new(struct eddy_env* owner, const struct eddy_isolate_options* o) {
  auto* env = new napi_env__();
  env->owner = owner;
  env->root = env;
  env->module_api_version = NAPI_VERSION;
  env->allocator = eddy::MakeAllocator();
  eddy::KeepSmallObjects();
  v8::Isolate::CreateParams params = eddy::Params(env, o);
  // V8 keeps the pointer for as long as the isolate lives.
  env->blob = {reinterpret_cast<const char*>(o->snapshot), static_cast<int>(o->snapshot_len)};
  if (o->snapshot) params.snapshot_blob = &env->blob;
  eddy::HeapArena arena(eddy::ThePlatform()->GetPageAllocator());
  v8::Isolate* isolate = v8::Isolate::Allocate();
  env->isolate = isolate;
  eddy::RegisterIsolateTasks(env);
  if (o->build_snapshot) {
    env->snapshot_creator = new v8::SnapshotCreator(isolate, params);
  } else {
    v8::Isolate::Initialize(isolate, params);
  }
  isolate->SetData(0, env);
  if (!o->build_snapshot) isolate->Enter();
  v8::HandleScope scope(isolate);
  eddy::InstallFatalHandlers(isolate);
  isolate->SetMicrotasksPolicy(v8::MicrotasksPolicy::kExplicit);
  if (o->stack_bytes) {
    const uintptr_t here = reinterpret_cast<uintptr_t>(&scope);
    isolate->SetStackLimit(here - o->stack_bytes);
  }
  eddy::InstallCallbacks(isolate);
  if (!o->build_snapshot) eddy::InstallMessages(isolate); // the list is part of the heap
  if (o->worker) isolate->SetAbortOnUncaughtExceptionCallback([](v8::Isolate*) { return false; });
  if (o->on_heap_limit) eddy_engine_on_heap_limit(env, o->on_heap_limit, o->heap_limit_data);
  const bool restore = o->snapshot && !o->fresh;
  v8::Local<v8::Context> context =
      restore ? v8::Context::FromSnapshot(isolate, 0).ToLocalChecked() : v8::Context::New(isolate);
  env->context_ref.Reset(isolate, context);
  context->SetEmbedderData(1, v8::Boolean::New(isolate, true));
  eddy::InspectorPrepare(context);
  context->Enter();
  eddy::MakeKeys(env);
  if (restore) {
    eddy::RestoreSlots(env, context);
  } else {
    eddy_slot_set(env, EDDY_SLOT_BINDING_CACHE, eddy_object_null(env));
  }
  return env;
}

void eddy_engine_free(napi_env env) {
  v8::Isolate* isolate = env->isolate;
  {
    v8::HandleScope scope(isolate);
    eddy::InspectorRelease(env);
    eddy::NapiEnvRelease(env);
    eddy::eddy_engine_finalize_natives(env);
    env->context()->Exit();
    for (auto& slot : env->slots) slot.Reset();
    env->class_functions.clear();
    env->class_templates.clear();
    eddy::ResetHandles(env);
  }
  isolate->Exit();
  eddy::UnregisterIsolateTasks(env);
  isolate->Dispose();
  eddy::LeaveAllocator(env);
  eddy::ForgetYoungGeneration();
  delete env;
  eddy::ForgetSmallObjects();
}

bool eddy_engine_snapshot(napi_env env, uint8_t** data, size_t* len) {
  v8::Isolate* isolate = env->isolate;
  v8::SnapshotCreator* creator = env->snapshot_creator;
  {
    v8::HandleScope scope(isolate);
    // A program has run: its native halves stay behind. (The built-in snapshot has none.)
    eddy::InspectorRelease(env);
    eddy::NapiEnvRelease(env);
    eddy::eddy_engine_finalize_natives(env);
    v8::Local<v8::Context> context = env->context();
    creator->SetDefaultContext(v8::Context::New(isolate));
    creator->AddContext(context);
    v8::Local<v8::Value> none = v8::Undefined(isolate);
    for (auto& slot : env->slots) {
      creator->AddData(context, slot.IsEmpty() ? none : slot.Get(isolate));
      slot.Reset();
    }
    size_t classes = 0;
    for (size_t b = 0; b < eddy_binding_count; b++) classes += eddy_bindings[b]->class_count;
    env->class_functions.resize(classes);
    env->class_templates.resize(classes);
    for (auto& fn : env->class_functions) {
      v8::Local<v8::Value> value = none;
      if (!fn.IsEmpty()) value = fn.Get(isolate);
      creator->AddData(context, value);
      fn.Reset();
    }
    for (auto& t : env->class_templates) {
      creator->AddData(t.IsEmpty() ? v8::FunctionTemplate::New(isolate) : t.Get(isolate));
      t.Reset();
    }
    context->Exit();
    eddy::ResetHandles(env);
  }
  v8::StartupData blob = creator->CreateBlob(v8::SnapshotCreator::FunctionCodeHandling::kKeep);
  if (!blob.data) return false;
  *data = static_cast<uint8_t*>(malloc(blob.raw_size));
  memcpy(*data, blob.data, blob.raw_size);
  *len = blob.raw_size;
  delete[] blob.data;
  return true;
}

struct eddy_env* eddy_env_of(napi_env env) { return env->owner; }
napi_value eddy_global(napi_env env) { return eddy::Wrap(env->context()->Global()); }
void eddy_engine_trim(napi_env env) {
  env->isolate->MemoryPressureNotification(v8::MemoryPressureLevel::kCritical);
  env->isolate->MemoryPressureNotification(v8::MemoryPressureLevel::kNone);
}
void eddy_engine_set_exception_taken(napi_env env, const uint8_t* taken) { env->exception_taken = taken; }

}  // extern "C"

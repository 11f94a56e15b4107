// SPDX-License-Identifier: MIT
// vm_context.cc: contexts made by vm.createContext(). The global object of such a context shows the
// properties of another object, the sandbox: every access on it goes through the interceptors here.
// Ownership: sandbox -> (private key) -> global proxy -> context -> (embedder data) -> sandbox; the
// whole ring is collected together.
#include "vm_context.h"

namespace eddy {

static v8::Local<v8::Private> SandboxKey(napi_env env) {
  if (env->root->sandbox_key.IsEmpty()) {
    auto key = v8::Private::ForApi(env->isolate, Intern(env->isolate, "eddy.vmContext"));
    env->root->sandbox_key.Reset(env->isolate, key);
  }
  return env->root->sandbox_key.Get(env->isolate);
}

v8::MaybeLocal<v8::Context> ContextOfSandbox(napi_env env, v8::Local<v8::Value> sandbox) {
  if (!sandbox->IsObject()) return {};
  v8::Local<v8::Value> global;
  auto object = sandbox.As<v8::Object>();
  if (!object->GetPrivate(env->context(), SandboxKey(env)).ToLocal(&global) ||
      !global->IsObject()) {
    return {};
  }
  return global.As<v8::Object>()->GetCreationContext(env->isolate);
}

bool BindSandbox(napi_env env, v8::Local<v8::Object> sandbox, v8::Local<v8::Context> context) {
  return !sandbox->SetPrivate(env->context(), SandboxKey(env), context->Global()).IsNothing();
}

v8::Local<v8::Object> SandboxOfContext(v8::Local<v8::Context> context) {
  if (context->GetNumberOfEmbedderDataFields() > kContextSandbox) {
    v8::Local<v8::Value> sandbox = context->GetEmbedderData(kContextSandbox);
    if (sandbox->IsObject()) return sandbox.As<v8::Object>();
  }
  return context->Global();
}

// ---- interceptors ---------------------------------------------------------------------------------

// The context an intercepted access belongs to, with its sandbox; false while it is being made.
template <typename T>
struct Access {
  v8::Local<v8::Context> context;
  v8::Local<v8::Object> sandbox, global;
  bool ok = false;

  explicit Access(const v8::PropertyCallbackInfo<T>& info) {
    if (!info.HolderV2()->GetCreationContext(info.GetIsolate()).ToLocal(&context)) return;
    if (context->GetNumberOfEmbedderDataFields() <= kContextSandbox) return;
    v8::Local<v8::Value> value = context->GetEmbedderData(kContextSandbox);
    if (!value->IsObject()) return;
    sandbox = value.As<v8::Object>();
    global = context->Global();
    ok = true;
  }
};

using v8::Intercepted;
using Name = v8::Local<v8::Name>;

static Intercepted Getter(Name key, const v8::PropertyCallbackInfo<v8::Value>& info) {
  Access<v8::Value> a(info);
  if (!a.ok) return Intercepted::kNo;
  v8::TryCatch guard(info.GetIsolate());
  v8::MaybeLocal<v8::Value> found = a.sandbox->GetRealNamedProperty(a.context, key);
  if (found.IsEmpty() && !guard.HasCaught()) found = a.global->GetRealNamedProperty(a.context, key);
  if (guard.HasCaught()) {
    guard.ReThrow();
    return Intercepted::kYes;
  }
  v8::Local<v8::Value> value;
  if (!found.ToLocal(&value)) return Intercepted::kNo;
  info.GetReturnValue().Set(value == a.sandbox ? a.global.As<v8::Value>() : value);
  return Intercepted::kYes;
}

static Intercepted Query(Name key, const v8::PropertyCallbackInfo<v8::Integer>& info) {
  Access<v8::Integer> a(info);
  if (!a.ok) return Intercepted::kNo;
  for (auto object : {a.sandbox, a.global}) {
    v8::PropertyAttribute attributes;
    if (!object->HasRealNamedProperty(a.context, key).FromMaybe(false)) continue;
    if (!object->GetRealNamedPropertyAttributes(a.context, key).To(&attributes)) continue;
    info.GetReturnValue().Set(static_cast<int>(attributes));
    return Intercepted::kYes;
  }
  return Intercepted::kNo;
}

// Does the sandbox's own property decide on its own what a store means (accessor)?
static bool IsAccessor(v8::Local<v8::Context> context, v8::Local<v8::Value> descriptor) {
  if (!descriptor->IsObject()) return false;
  v8::Isolate* isolate = context->GetIsolate();
  auto object = descriptor.As<v8::Object>();
  return object->HasOwnProperty(context, Intern(isolate, "get")).FromMaybe(false) ||
         object->HasOwnProperty(context, Intern(isolate, "set")).FromMaybe(false);
}

static Intercepted Setter(Name key, v8::Local<v8::Value> value,
                          const v8::PropertyCallbackInfo<void>& info) {
  Access<void> a(info);
  if (!a.ok) return Intercepted::kNo;
  v8::PropertyAttribute attributes = v8::None;
  const bool on_global = a.global->GetRealNamedPropertyAttributes(a.context, key).To(&attributes);
  bool read_only = on_global && (attributes & v8::ReadOnly);
  attributes = v8::None;
  const bool on_sandbox = a.sandbox->GetRealNamedPropertyAttributes(a.context, key).To(&attributes);
  read_only |= on_sandbox && (attributes & v8::ReadOnly);
  if (read_only) return Intercepted::kNo;
  const bool declared = on_global || on_sandbox;
  // `x = 1` in strict code must throw for an undeclared x; `this.x = 1` and declarations must not.
  const bool bare = a.global != info.This();
  if (!declared && info.ShouldThrowOnError() && bare && !value->IsFunction()) return Intercepted::kNo;
  if (!declared && key->IsSymbol()) return Intercepted::kNo;
  if (a.sandbox->Set(a.context, key, value).IsNothing()) return Intercepted::kYes;
  v8::Local<v8::Value> descriptor;
  if (on_sandbox && a.sandbox->GetOwnPropertyDescriptor(a.context, key).ToLocal(&descriptor) &&
      IsAccessor(a.context, descriptor)) {
    return Intercepted::kYes;
  }
  return Intercepted::kNo;
}

static Intercepted Descriptor(Name key, const v8::PropertyCallbackInfo<v8::Value>& info) {
  Access<v8::Value> a(info);
  if (!a.ok || !a.sandbox->HasOwnProperty(a.context, key).FromMaybe(false)) return Intercepted::kNo;
  v8::Local<v8::Value> descriptor;
  if (!a.sandbox->GetOwnPropertyDescriptor(a.context, key).ToLocal(&descriptor)) {
    return Intercepted::kYes;
  }
  info.GetReturnValue().Set(descriptor);
  return Intercepted::kYes;
}

static void CopyFlags(const v8::PropertyDescriptor& from, v8::PropertyDescriptor* to) {
  if (from.has_enumerable()) to->set_enumerable(from.enumerable());
  if (from.has_configurable()) to->set_configurable(from.configurable());
}

static Intercepted Definer(Name key, const v8::PropertyDescriptor& wanted,
                           const v8::PropertyCallbackInfo<void>& info) {
  Access<void> a(info);
  if (!a.ok) return Intercepted::kNo;
  v8::PropertyAttribute attributes = v8::None;
  const bool on_global = a.global->GetRealNamedPropertyAttributes(a.context, key).To(&attributes);
  if (on_global && (attributes & v8::ReadOnly) && (attributes & v8::DontDelete)) {
    return Intercepted::kNo;
  }
  v8::Local<v8::Value> nothing = v8::Undefined(info.GetIsolate());
  if (wanted.has_get() || wanted.has_set()) {
    v8::PropertyDescriptor accessor(wanted.has_get() ? wanted.get() : nothing,
                                    wanted.has_set() ? wanted.set() : nothing);
    CopyFlags(wanted, &accessor);
    a.sandbox->DefineProperty(a.context, key, accessor).IsNothing();
  } else if (wanted.has_value() && wanted.has_writable()) {
    v8::PropertyDescriptor data(wanted.value(), wanted.writable());
    CopyFlags(wanted, &data);
    a.sandbox->DefineProperty(a.context, key, data).IsNothing();
  } else if (wanted.has_value()) {
    v8::PropertyDescriptor data(wanted.value());
    CopyFlags(wanted, &data);
    a.sandbox->DefineProperty(a.context, key, data).IsNothing();
  } else if (wanted.has_writable()) {
    v8::PropertyDescriptor data(nothing, wanted.writable());
    CopyFlags(wanted, &data);
    a.sandbox->DefineProperty(a.context, key, data).IsNothing();
  } else {
    v8::PropertyDescriptor flags;
    CopyFlags(wanted, &flags);
    a.sandbox->DefineProperty(a.context, key, flags).IsNothing();
  }
  return Intercepted::kNo;
}

static Intercepted Deleter(Name key, const v8::PropertyCallbackInfo<v8::Boolean>& info) {
  Access<v8::Boolean> a(info);
  if (!a.ok) return Intercepted::kNo;
  if (a.sandbox->Delete(a.context, key).FromMaybe(false)) return Intercepted::kNo;
  info.GetReturnValue().Set(false); // the sandbox keeps it: so does the global
  return Intercepted::kYes;
}

static void Enumerator(const v8::PropertyCallbackInfo<v8::Array>& info, v8::IndexFilter indices) {
  Access<v8::Array> a(info);
  v8::Local<v8::Array> names;
  if (a.ok && a.sandbox->GetPropertyNames(a.context, v8::KeyCollectionMode::kOwnOnly,
                                          v8::PropertyFilter::ALL_PROPERTIES, indices,
                                          v8::KeyConversionMode::kConvertToString)
                  .ToLocal(&names)) {
    info.GetReturnValue().Set(names);
  }
}
static void NamedEnumerator(const v8::PropertyCallbackInfo<v8::Array>& info) {
  Enumerator(info, v8::IndexFilter::kSkipIndices);
}

static Name IndexName(v8::Local<v8::Context> context, uint32_t index) {
  return v8::Integer::NewFromUnsigned(context->GetIsolate(), index)
      ->ToString(context)
      .ToLocalChecked();
}
template <typename T>
static Name IndexName(uint32_t index, const v8::PropertyCallbackInfo<T>& info) {
  return IndexName(info.GetIsolate()->GetCurrentContext(), index);
}
static Intercepted IndexedGetter(uint32_t i, const v8::PropertyCallbackInfo<v8::Value>& info) {
  return Getter(IndexName(i, info), info);
}
static Intercepted IndexedQuery(uint32_t i, const v8::PropertyCallbackInfo<v8::Integer>& info) {
  return Query(IndexName(i, info), info);
}
static Intercepted IndexedSetter(uint32_t i, v8::Local<v8::Value> value,
                                 const v8::PropertyCallbackInfo<void>& info) {
  return Setter(IndexName(i, info), value, info);
}
static Intercepted IndexedDescriptor(uint32_t i, const v8::PropertyCallbackInfo<v8::Value>& info) {
  return Descriptor(IndexName(i, info), info);
}
static Intercepted IndexedDefiner(uint32_t i, const v8::PropertyDescriptor& wanted,
                                  const v8::PropertyCallbackInfo<void>& info) {
  return Definer(IndexName(i, info), wanted, info);
}
static Intercepted IndexedDeleter(uint32_t i, const v8::PropertyCallbackInfo<v8::Boolean>& info) {
  return Deleter(IndexName(i, info), info);
}
static void IndexedEnumerator(const v8::PropertyCallbackInfo<v8::Array>& info) {
  Access<v8::Array> a(info);
  v8::Local<v8::Array> names;
  if (!a.ok || !a.sandbox->GetPropertyNames(a.context, v8::KeyCollectionMode::kOwnOnly,
                                            v8::PropertyFilter::SKIP_SYMBOLS,
                                            v8::IndexFilter::kIncludeIndices,
                                            v8::KeyConversionMode::kKeepNumbers)
                    .ToLocal(&names)) {
    return;
  }
  std::vector<v8::Local<v8::Value>> indices;
  for (uint32_t i = 0; i < names->Length(); i++) {
    v8::Local<v8::Value> name;
    if (names->Get(a.context, i).ToLocal(&name) && name->IsUint32()) indices.push_back(name);
  }
  info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), indices.data(), indices.size()));
}

// ---- making ------------------------------------------------------------------------------------------

static v8::Local<v8::ObjectTemplate> GlobalTemplate(v8::Isolate* isolate) {
  auto t = v8::FunctionTemplate::New(isolate);
  t->SetClassName(Intern(isolate, "Object"));
  auto global = t->InstanceTemplate();
  global->SetHandler(v8::NamedPropertyHandlerConfiguration(
      Getter, Setter, Query, Deleter, NamedEnumerator, Definer, Descriptor, {},
      v8::PropertyHandlerFlags::kHasNoSideEffect));
  global->SetHandler(v8::IndexedPropertyHandlerConfiguration(
      IndexedGetter, IndexedSetter, IndexedQuery, IndexedDeleter, IndexedEnumerator, IndexedDefiner,
      IndexedDescriptor, {}, v8::PropertyHandlerFlags::kHasNoSideEffect));
  return global;
}

struct OwnQueue {
  v8::Global<v8::Object> global;
  std::unique_ptr<v8::MicrotaskQueue> queue;
};

// makeContext(object | undefined, allowStrings, allowWasm, ownMicrotaskQueue, hostSymbol): the object
// becomes the sandbox of a new context; undefined makes a vanilla one. Returns the object or the global.
napi_value VmMakeContext(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Context> main = env->context();
  const bool vanilla = !args[0]->IsObject();
  std::unique_ptr<v8::MicrotaskQueue> queue;
  if (args[3]->IsTrue()) queue = v8::MicrotaskQueue::New(isolate, v8::MicrotasksPolicy::kExplicit);
  v8::MaybeLocal<v8::ObjectTemplate> global_template;
  if (!vanilla) global_template = GlobalTemplate(isolate);
  auto context = v8::Context::New(isolate, nullptr, global_template, {}, {}, queue.get());
  if (context.IsEmpty()) return nullptr;
  context->SetSecurityToken(main->GetSecurityToken());
  context->AllowCodeGenerationFromStrings(args[1]->IsTrue());
  context->SetEmbedderData(kContextWasmAllowed, v8::Boolean::New(isolate, args[2]->IsTrue()));
  context->SetEmbedderData(kContextHostSymbol, args[4]);
  v8::Local<v8::Object> global = context->Global();
  // Not of the standard, and gone from the main context too (internal/boot/globals).
  v8::Local<v8::Value> intl;
  if (global->GetRealNamedProperty(context, eddy::Intern(isolate, "Intl")).ToLocal(&intl) &&
      intl->IsObject()) {
    auto gone = intl.As<v8::Object>()->Delete(context, eddy::Intern(isolate, "v8BreakIterator"));
    if (gone.IsNothing()) return nullptr;
  }
  v8::Local<v8::Object> object = vanilla ? global : args[0].As<v8::Object>();
  context->SetEmbedderData(kContextSandbox, vanilla ? v8::Undefined(isolate).As<v8::Value>() : object);
  if (!BindSandbox(env, object, context)) return nullptr;
  TrackContext(env, context);
  if (queue) {
    auto* own = new OwnQueue{v8::Global<v8::Object>(isolate, global), std::move(queue)};
    own->global.SetWeak(own, [](const v8::WeakCallbackInfo<OwnQueue>& data) {
      data.GetParameter()->global.Reset();
      data.SetSecondPassCallback([](const v8::WeakCallbackInfo<OwnQueue>& second) {
        delete second.GetParameter();
      });
    }, v8::WeakCallbackType::kParameter);
  }
  return Wrap(object);
}

napi_value VmIsContext(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  bool is = args[0]->IsObject() &&
            args[0].As<v8::Object>()->HasPrivate(env->context(), SandboxKey(env))
                .FromMaybe(false);
  eddy_ret_bool(info, is);
  return nullptr;
}

}  // namespace eddy

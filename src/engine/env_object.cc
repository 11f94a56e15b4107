// SPDX-License-Identifier: MIT
// env_object.cc: process.env. The object keeps its values as properties of its own, so that reading asks nobody;
// of changes the library hears first (EDDY_SLOT_ENV: an object of functions, lib/internal/process/env.js). A live
// one keeps nothing and asks the library at each look: its getter stands on its prototype, for V8 has no way to
// give an object a getter later, and with one from the start each read would be a call.
#include "env_object.h"

namespace eddy {
namespace {

using Named = v8::Local<v8::Name>;
using Value = v8::Local<v8::Value>;

// Calls the library's function `name`; empty with its exception pending.
v8::MaybeLocal<v8::Value> Ask(napi_env env, const char* name, int argc, Value* argv) {
  v8::Local<v8::Context> context = env->isolate->GetCurrentContext();
  napi_value traps = eddy_slot_get(env, EDDY_SLOT_ENV);
  ENGINE_CHECK(traps != nullptr);
  Value fn;
  if (!Unwrap(traps).As<v8::Object>()->Get(context, Intern(env->isolate, name)).ToLocal(&fn)) return {};
  return fn.As<v8::Function>()->Call(context, v8::Undefined(env->isolate), argc, argv);
}

template <class T>
v8::Intercepted Set(Named name, Value value, const v8::PropertyCallbackInfo<T>& info) {
  napi_env env = EnvOf(info.GetIsolate());
  if (env->env_changing) return v8::Intercepted::kNo;
  Value argv[] = {name, value};
  (void)Ask(env, "set", 2, argv);
  return v8::Intercepted::kYes;
}

template <class T>
v8::Intercepted Define(Named name, const v8::PropertyDescriptor& d, const v8::PropertyCallbackInfo<T>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  napi_env env = EnvOf(isolate);
  if (env->env_changing) return v8::Intercepted::kNo;
  const bool plain = d.has_value() && d.has_writable() && d.writable() && d.has_enumerable() && d.enumerable() &&
                     d.has_configurable() && d.configurable();
  Value argv[] = {name, plain ? d.value() : v8::Undefined(isolate).As<v8::Value>(), v8::Boolean::New(isolate, plain),
                  v8::Boolean::New(isolate, d.has_get() || d.has_set())};
  (void)Ask(env, "define", 4, argv);
  return v8::Intercepted::kYes;
}

v8::Intercepted Delete(Named name, const v8::PropertyCallbackInfo<v8::Boolean>& info) {
  napi_env env = EnvOf(info.GetIsolate());
  if (env->env_changing || name->IsSymbol()) return v8::Intercepted::kNo;
  Value argv[] = {name};
  if (!Ask(env, "remove", 1, argv).IsEmpty()) info.GetReturnValue().Set(true);
  return v8::Intercepted::kYes;
}

// What a live object has by that name; empty: nothing, or an exception is pending.
v8::MaybeLocal<v8::Value> Look(napi_env env, const char* how, Named name) {
  if (!env->env_live || env->env_changing || name->IsSymbol()) return {};
  Value argv[] = {name}, found;
  if (!Ask(env, how, 1, argv).ToLocal(&found) || found->IsUndefined()) return {};
  return found;
}

v8::Intercepted Query(Named name, const v8::PropertyCallbackInfo<v8::Integer>& info) {
  if (Look(EnvOf(info.GetIsolate()), "query", name).IsEmpty()) return v8::Intercepted::kNo;
  info.GetReturnValue().Set(v8::None);
  return v8::Intercepted::kYes;
}

v8::Intercepted Describe(Named name, const v8::PropertyCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Value found;
  if (!Look(EnvOf(isolate), "query", name).ToLocal(&found)) return v8::Intercepted::kNo;
  Named names[] = {Intern(isolate, "value"), Intern(isolate, "writable"), Intern(isolate, "enumerable"),
                   Intern(isolate, "configurable")};
  Value yes = v8::True(isolate), values[] = {found, yes, yes, yes};
  info.GetReturnValue().Set(v8::Object::New(isolate, v8::Null(isolate), names, values, 4));
  return v8::Intercepted::kYes;
}

v8::Intercepted Get(Named name, const v8::PropertyCallbackInfo<v8::Value>& info) {
  Value found;
  if (!Look(EnvOf(info.GetIsolate()), "get", name).ToLocal(&found)) return v8::Intercepted::kNo;
  info.GetReturnValue().Set(found);
  return v8::Intercepted::kYes;
}

// The prototype has nothing of its own: else `in` would ask Get.
v8::Intercepted QueryNothing(Named, const v8::PropertyCallbackInfo<v8::Integer>&) { return v8::Intercepted::kNo; }

void List(const v8::PropertyCallbackInfo<v8::Array>& info) {
  napi_env env = EnvOf(info.GetIsolate());
  Value names;
  if (!env->env_live || env->env_changing || !Ask(env, "list", 0, nullptr).ToLocal(&names)) return;
  info.GetReturnValue().Set(names.As<v8::Array>());
}

// ---- names that are indexes: the same under their texts -------------------------------------------------

Named Text(v8::Isolate* isolate, uint32_t index) {
  return v8::Integer::NewFromUnsigned(isolate, index)->ToString(isolate->GetCurrentContext()).ToLocalChecked();
}
v8::Intercepted SetAt(uint32_t i, Value value, const v8::PropertyCallbackInfo<void>& info) {
  return Set(Text(info.GetIsolate(), i), value, info);
}
v8::Intercepted DefineAt(uint32_t i, const v8::PropertyDescriptor& d, const v8::PropertyCallbackInfo<void>& info) {
  return Define(Text(info.GetIsolate(), i), d, info);
}
v8::Intercepted DeleteAt(uint32_t i, const v8::PropertyCallbackInfo<v8::Boolean>& info) {
  return Delete(Text(info.GetIsolate(), i), info);
}
v8::Intercepted QueryAt(uint32_t i, const v8::PropertyCallbackInfo<v8::Integer>& info) {
  return Query(Text(info.GetIsolate(), i), info);
}
v8::Intercepted DescribeAt(uint32_t i, const v8::PropertyCallbackInfo<v8::Value>& info) {
  return Describe(Text(info.GetIsolate(), i), info);
}
v8::Intercepted GetAt(uint32_t i, const v8::PropertyCallbackInfo<v8::Value>& info) {
  return Get(Text(info.GetIsolate(), i), info);
}
v8::Intercepted QueryNothingAt(uint32_t, const v8::PropertyCallbackInfo<v8::Integer>&) {
  return v8::Intercepted::kNo;
}

// While it lives, the object takes changes as any other does.
struct Changing {
  explicit Changing(napi_env env) : env(env), before(env->env_changing) { env->env_changing = true; }
  ~Changing() { env->env_changing = before; }
  napi_env env;
  bool before;
};

}  // namespace

void AddEnvReferences(std::vector<intptr_t>* to) {
  for (auto fn : {reinterpret_cast<intptr_t>(Set<void>), reinterpret_cast<intptr_t>(Define<void>),
                  reinterpret_cast<intptr_t>(Delete), reinterpret_cast<intptr_t>(Query),
                  reinterpret_cast<intptr_t>(Describe), reinterpret_cast<intptr_t>(Get),
                  reinterpret_cast<intptr_t>(QueryNothing), reinterpret_cast<intptr_t>(List),
                  reinterpret_cast<intptr_t>(SetAt), reinterpret_cast<intptr_t>(DefineAt),
                  reinterpret_cast<intptr_t>(DeleteAt), reinterpret_cast<intptr_t>(QueryAt),
                  reinterpret_cast<intptr_t>(DescribeAt), reinterpret_cast<intptr_t>(GetAt),
                  reinterpret_cast<intptr_t>(QueryNothingAt)}) {
    to->push_back(fn);
  }
}

bool IsEnvObject(napi_env env, v8::Local<v8::Object> object) {
  return !env->root->env_template.IsEmpty() && env->root->env_template.Get(env->isolate)->HasInstance(object);
}

v8::MaybeLocal<v8::Object> EnvCopy(napi_env env, v8::Local<v8::Object> object) {
  v8::Local<v8::Context> context = env->isolate->GetCurrentContext();
  v8::Local<v8::Object> copy = v8::Object::New(env->isolate);
  v8::Local<v8::Array> names;
  if (!object->GetOwnPropertyNames(context, v8::ONLY_ENUMERABLE, v8::KeyConversionMode::kConvertToString)
           .ToLocal(&names)) {
    return {};
  }
  for (uint32_t i = 0; i < names->Length(); i++) {
    Value name, value;
    if (!names->Get(context, i).ToLocal(&name) || !object->Get(context, name).ToLocal(&value)) return {};
    if (copy->CreateDataProperty(context, name.As<v8::Name>(), value).IsNothing()) return {};
  }
  return copy;
}

}  // namespace eddy

using namespace eddy;

extern "C" {

napi_value eddy_env_object_new(napi_env env) {
  v8::Isolate* isolate = env->isolate;
  auto cls = v8::FunctionTemplate::New(isolate);
  cls->InstanceTemplate()->SetHandler(v8::NamedPropertyHandlerConfiguration(
      nullptr, Set<void>, Query, Delete, List, Define<void>, Describe));
  cls->InstanceTemplate()->SetHandler(v8::IndexedPropertyHandlerConfiguration(
      nullptr, SetAt, QueryAt, DeleteAt, nullptr, DefineAt, DescribeAt));
  env->root->env_template.Reset(isolate, cls);
  return Wrap(cls->InstanceTemplate()->NewInstance(env->context()).ToLocalChecked());
}

void eddy_env_object_live(napi_env env, napi_value value) {
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Context> context = env->context();
  v8::Local<v8::Object> object = Unwrap(value).As<v8::Object>();
  if (env->root->env_live) return;
  v8::Local<v8::Array> names = object->GetOwnPropertyNames(context).ToLocalChecked();
  {
    Changing changing(env->root);
    for (uint32_t i = 0; i < names->Length(); i++) {
      object->Delete(context, names->Get(context, i).ToLocalChecked()).Check();
    }
  }
  auto t = v8::ObjectTemplate::New(isolate);
  t->SetHandler(v8::NamedPropertyHandlerConfiguration(Get, nullptr, QueryNothing));
  t->SetHandler(v8::IndexedPropertyHandlerConfiguration(GetAt, nullptr, QueryNothingAt));
  v8::Local<v8::Object> looks = t->NewInstance(context).ToLocalChecked();
  looks->SetPrototypeV2(context, object->GetPrototypeV2()).Check();
  object->SetPrototypeV2(context, looks).Check();
  env->root->env_live = true;
}

bool eddy_env_object_put(napi_env env, napi_value object, napi_value name, napi_value value) {
  Changing changing(env->root);
  return Unwrap(object)
      .As<v8::Object>()
      ->CreateDataProperty(env->context(), Unwrap(name).As<v8::Name>(), Unwrap(value))
      .FromMaybe(false);
}

void eddy_env_object_drop(napi_env env, napi_value object, napi_value name) {
  Changing changing(env->root);
  Unwrap(object).As<v8::Object>()->Delete(env->context(), Unwrap(name)).FromMaybe(false);
}

}  // extern "C"

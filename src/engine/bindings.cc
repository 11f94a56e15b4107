// SPDX-License-Identifier: MIT
// bindings.cc: turns the tables of struct eddy_binding into JavaScript functions and classes.
// All of them share one C++ callback (the trampoline); the function's data is an integer that says
// which row of which table to run, so the functions survive a start-up snapshot.
#include <v8-fast-api-calls.h>

#include "direct.h"
#include "env_object.h"

namespace eddy {

// Data of a function: binding index << 20 | class index << 12 | row. Class 0 stands for the binding's
// own methods; row 0xfff for a class's constructor.
constexpr uint32_t kConstructorRow = 0xfff;
static uint32_t Pack(uint32_t binding, uint32_t cls, uint32_t row) {
  return binding << 20 | cls << 12 | row;
}

void ThrowPending(napi_env env) {
  if (env->last_exception.IsEmpty()) return;
  v8::Local<v8::Value> exception = env->last_exception.Get(env->isolate);
  env->last_exception.Reset();
  env->isolate->ThrowException(exception);
}

static void Trampoline(const v8::FunctionCallbackInfo<v8::Value>& args) {
  const auto id = static_cast<uint32_t>(SmallValue(args.Data()));
  const eddy_binding* binding = eddy_bindings[id >> 20];
  const uint32_t cls = (id >> 12) & 0xff, row = id & 0xfff;
  napi_env env = EnvOf(args.GetIsolate());
  napi_callback_info__ info = {&args, env, nullptr};
  napi_callback fn;
  if (cls == 0) {
    fn = binding->methods[row].fn;
  } else {
    const eddy_class* c = binding->classes[cls - 1];
    fn = row == kConstructorRow ? c->construct : c->methods[row].fn;
    // No native object yet, and perhaps never one: see eddy_native_of.
    if (row == kConstructorRow && args.IsConstructCall()) {
      args.This()->SetAlignedPointerInInternalField(0, nullptr);
    }
  }
  if (napi_value result = fn ? fn(env, &info) : nullptr) args.GetReturnValue().Set(Unwrap(result));
  AfterCall(env);
  if (!env->last_exception.IsEmpty()) [[unlikely]] ThrowPending(env);
}

// What a lazy data property calls when somebody looks at it for the first time. It carries no data: the
// start-up snapshot keeps such callbacks apart from the context, in which the library's function lies.
static void LazyValue(v8::Local<v8::Name> name, const v8::PropertyCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  napi_value load = eddy_slot_get(EnvOf(isolate), EDDY_SLOT_LAZY);
  v8::Local<v8::Value> arguments[] = {name, info.Holder()}, value;
  if (Unwrap(load).As<v8::Function>()->Call(isolate->GetCurrentContext(), v8::Undefined(isolate), 2, arguments)
          .ToLocal(&value)) {
    info.GetReturnValue().Set(value);
  }
}

// The same for a method of a binding: of those that a binding has, most programs use a few, and in the snapshot each would be four
// objects. The data is the function's.
static void LazyMethod(v8::Local<v8::Name> name, const v8::PropertyCallbackInfo<v8::Value>& info);

// ---- fast calls ------------------------------------------------------------------------------

static v8::CTypeInfo FastType(enum eddy_fast_type type) {
  using T = v8::CTypeInfo::Type;
  switch (type) {
    case EDDY_FAST_BOOL: return v8::CTypeInfo(T::kBool);
    case EDDY_FAST_I32: return v8::CTypeInfo(T::kInt32);
    case EDDY_FAST_U32: return v8::CTypeInfo(T::kUint32);
    case EDDY_FAST_I64: return v8::CTypeInfo(T::kInt64);
    case EDDY_FAST_U64: return v8::CTypeInfo(T::kUint64);
    case EDDY_FAST_F64: return v8::CTypeInfo(T::kFloat64);
    case EDDY_FAST_STRING: return v8::CTypeInfo(T::kSeqOneByteString);
    case EDDY_FAST_VALUE: return v8::CTypeInfo(T::kV8Value);
    default: return v8::CTypeInfo(T::kVoid);
  }
}

// CFunctionInfo must outlive every isolate: made once per fast row, kept for the process.
static v8::CFunction FastFunction(const eddy_fast* fast) {
  size_t n = 0;
  while (n < 8 && fast->args[n] != EDDY_FAST_END) n++;
  auto* types = static_cast<v8::CTypeInfo*>(malloc((n + 1) * sizeof(v8::CTypeInfo)));
  new (&types[0]) v8::CTypeInfo(v8::CTypeInfo::Type::kV8Value);
  for (size_t i = 0; i < n; i++) new (&types[i + 1]) v8::CTypeInfo(FastType(fast->args[i]));
  auto* info = new v8::CFunctionInfo(FastType(fast->ret), n + 1, types);
  return v8::CFunction(fast->fn, info);
}

struct FastTable {
  std::vector<std::pair<const eddy_fast*, v8::CFunction>> rows;
  std::vector<intptr_t> references;

  FastTable() {
    references.push_back(reinterpret_cast<intptr_t>(Trampoline));
    references.push_back(reinterpret_cast<intptr_t>(LazyValue));
    references.push_back(reinterpret_cast<intptr_t>(LazyMethod));
    for (size_t b = 0; b < eddy_binding_count; b++) {
      const eddy_binding* binding = eddy_bindings[b];
      Collect(binding->methods, binding->method_count);
      for (size_t c = 0; c < binding->class_count; c++) {
        Collect(binding->classes[c]->methods, binding->classes[c]->method_count);
      }
    }
    AddLibraryReferences(&references);
    AddEnvReferences(&references);
    AddDirectReferences(&references);
    references.push_back(0);
  }
  void Collect(const eddy_method* methods, size_t count) {
    for (size_t i = 0; i < count; i++) {
      if (!methods[i].fast) continue;
      v8::CFunction fn = FastFunction(methods[i].fast);
      rows.emplace_back(methods[i].fast, fn);
      references.push_back(reinterpret_cast<intptr_t>(fn.GetAddress()));
      references.push_back(reinterpret_cast<intptr_t>(fn.GetTypeInfo()));
    }
  }
  const v8::CFunction* Find(const eddy_fast* fast) const {
    for (auto& row : rows) {
      if (row.first == fast) return &row.second;
    }
    return nullptr;
  }
};
static const FastTable& Fast() {
  static const FastTable table;
  return table;
}

const intptr_t* ExternalReferences() { return Fast().references.data(); }

// ---- functions and classes --------------------------------------------------------------------

static v8::Local<v8::FunctionTemplate> MethodTemplate(napi_env env, const eddy_method* m,
                                                      uint32_t id,
                                                      v8::Local<v8::Signature> signature) {
  v8::Isolate* isolate = env->isolate;
  v8::FunctionCallback direct = Direct(m);
  auto t = v8::FunctionTemplate::New(
      isolate, direct ? direct : Trampoline, v8::Integer::NewFromUnsigned(isolate, id), signature, m->length,
      v8::ConstructorBehavior::kThrow, v8::SideEffectType::kHasSideEffect,
      m->fast ? Fast().Find(m->fast) : nullptr);
  t->SetClassName(Intern(isolate, m->name));
  return t;
}

static void LazyMethod(v8::Local<v8::Name>, const v8::PropertyCallbackInfo<v8::Value>& info) {
  napi_env env = EnvOf(info.GetIsolate());
  const auto id = static_cast<uint32_t>(SmallValue(info.Data()));
  const eddy_method* m = &eddy_bindings[id >> 20]->methods[id & 0xfff];
  info.GetReturnValue().Set(MethodTemplate(env, m, id, {})->GetFunction(env->context()).ToLocalChecked());
}

static size_t ClassIndex(const eddy_class* cls) {
  size_t index = 0;
  for (size_t b = 0; b < eddy_binding_count; b++) {
    for (size_t c = 0; c < eddy_bindings[b]->class_count; c++, index++) {
      if (eddy_bindings[b]->classes[c] == cls) return index;
    }
  }
  CheckFailed("class is in no binding's table", cls->name, 0);
}

static v8::Local<v8::FunctionTemplate> ClassTemplate(napi_env env, const eddy_class* cls) {
  const size_t index = ClassIndex(cls);
  if (env->class_templates.size() <= index) env->class_templates.resize(index + 1);
  if (!env->class_templates[index].IsEmpty()) return env->class_templates[index].Get(env->isolate);
  uint32_t b = 0, c = 0;
  for (bool found = false; !found;) {
    for (c = 0; c < eddy_bindings[b]->class_count && !found; c++) {
      found = eddy_bindings[b]->classes[c] == cls;
    }
    if (!found) b++;
  }
  v8::Isolate* isolate = env->isolate;
  auto t = v8::FunctionTemplate::New(isolate, Trampoline,
                                     v8::Integer::NewFromUnsigned(isolate, Pack(b, c, kConstructorRow)));
  t->SetClassName(Intern(isolate, cls->name));
  t->InstanceTemplate()->SetInternalFieldCount(2);
  if (cls->base) t->Inherit(ClassTemplate(env, cls->base));
  for (uint32_t i = 0; i < cls->method_count; i++) {
    t->PrototypeTemplate()->Set(Intern(isolate, cls->methods[i].name),
                                MethodTemplate(env, &cls->methods[i], Pack(b, c, i), {}),
                                v8::DontEnum);
  }
  env->class_templates[index].Reset(isolate, t);
  return t;
}

v8::Local<v8::Function> ClassFunction(napi_env env, const eddy_class* cls) {
  const size_t index = ClassIndex(cls);
  if (env->class_functions.size() <= index) env->class_functions.resize(index + 1);
  if (env->class_functions[index].IsEmpty()) {
    auto fn = ClassTemplate(env, cls)->GetFunction(env->context()).ToLocalChecked();
    env->class_functions[index].Reset(env->isolate, fn);
  }
  return env->class_functions[index].Get(env->isolate);
}

static v8::Local<v8::Object> MakeBinding(napi_env env, uint32_t index) {
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Context> context = env->context();
  const eddy_binding* binding = eddy_bindings[index];
  auto exports = v8::Object::New(isolate, v8::Null(isolate), nullptr, nullptr, 0);
  for (uint32_t i = 0; i < binding->method_count; i++) {
    exports->SetLazyDataProperty(context, Intern(isolate, binding->methods[i].name), LazyMethod,
                                 v8::Integer::NewFromUnsigned(isolate, Pack(index, 0, i))).Check();
  }
  for (uint32_t c = 0; c < binding->class_count; c++) {
    const eddy_class* cls = binding->classes[c];
    exports->Set(context, Intern(isolate, cls->name), ClassFunction(env, cls)).Check();
  }
  if (binding->setup) binding->setup(env, Wrap(exports));
  return exports;
}

}  // namespace eddy

extern "C" {

napi_value eddy_binding_get(napi_env env, const char* name) {
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Context> context = env->context();
  auto cache = eddy::Unwrap(eddy_slot_get(env, EDDY_SLOT_BINDING_CACHE)).As<v8::Object>();
  auto key = eddy::Intern(isolate, name);
  v8::Local<v8::Value> found = cache->Get(context, key).ToLocalChecked();
  if (found->IsObject()) return eddy::Wrap(found);
  for (uint32_t i = 0; i < eddy_binding_count; i++) {
    if (strcmp(eddy_bindings[i]->name, name) != 0) continue;
    auto exports = eddy::MakeBinding(env, i);
    cache->Set(context, key, exports).Check();
    return eddy::Wrap(exports);
  }
  return nullptr;
}

bool eddy_define_lazy(napi_env env, napi_value object, napi_value name, bool enumerable, bool read_only) {
  return eddy::Unwrap(object).As<v8::Object>()->SetLazyDataProperty(
      env->isolate->GetCurrentContext(), eddy::Unwrap(name).As<v8::Name>(), eddy::LazyValue, {},
      static_cast<v8::PropertyAttribute>((enumerable ? v8::None : v8::DontEnum) | (read_only ? v8::ReadOnly : v8::None)))
      .FromMaybe(false);
}

napi_value eddy_class_new(napi_env env, const struct eddy_class* cls, size_t argc, napi_value* argv) {
  v8::TryCatch guard(env->isolate);
  v8::Local<v8::Object> object;
  auto* args = reinterpret_cast<v8::Local<v8::Value>*>(argv);
  if (eddy::ClassFunction(env, cls)->NewInstance(env->context(), argc, args).ToLocal(&object)) {
    return eddy::Wrap(object);
  }
  if (guard.HasCaught()) env->last_exception.Reset(env->isolate, guard.Exception());
  return nullptr;
}

}  // extern "C"

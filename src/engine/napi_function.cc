// SPDX-License-Identifier: MIT
// napi_function.cc: functions and classes of Node-API: making them from C callbacks, calling them.
#include "napi.h"

namespace eddy {

namespace {
// What a JavaScript function made by an addon carries.
struct NativeFunction : Held {
  NativeFunction(napi_env e, napi_callback cb, void* d) : env(e), callback(cb), data(d) {}
  napi_env env;
  napi_callback callback;
  void* data;
};

void Invoke(const v8::FunctionCallbackInfo<v8::Value>& info) {
  auto* held = static_cast<Held*>(info.Data().As<v8::External>()->Value());
  auto* fn = static_cast<NativeFunction*>(held);
  napi_env env = fn->env;
  napi_callback_info__ call{&info, env, fn->data};
  SetStatus(env, napi_ok);
  int scopes = env->open_handle_scopes;
  napi_value result = fn->callback(env, &call);
  ENGINE_CHECK(env->open_handle_scopes == scopes);
  AfterCall(EnvOf(info.GetIsolate()));
  if (!env->last_exception.IsEmpty()) return ThrowPending(env);
  if (result != nullptr) info.GetReturnValue().Set(Unwrap(result));
}

v8::Local<v8::Value> FunctionData(napi_env env, napi_callback cb, void* data) {
  return Hold(env, new NativeFunction(env, cb, data));
}
}  // namespace

v8::MaybeLocal<v8::Function> NewFunction(napi_env env, napi_callback cb, void* data) {
  return v8::Function::New(env->context(), Invoke, FunctionData(env, cb, data));
}

v8::Local<v8::FunctionTemplate> NewFunctionTemplate(napi_env env, napi_callback cb, void* data,
                                                    v8::Local<v8::Signature> signature) {
  return v8::FunctionTemplate::New(env->isolate, Invoke, FunctionData(env, cb, data), signature);
}

static v8::PropertyAttribute Attributes(const napi_property_descriptor* p, bool accessor) {
  int attributes = v8::None;
  if (!accessor && (p->attributes & napi_writable) == 0) attributes |= v8::ReadOnly;
  if ((p->attributes & napi_enumerable) == 0) attributes |= v8::DontEnum;
  if ((p->attributes & napi_configurable) == 0) attributes |= v8::DontDelete;
  return static_cast<v8::PropertyAttribute>(attributes);
}

// Methods and accessors of the prototype refuse a `this` that is no instance of the class.
static napi_status DefineMember(napi_env env, v8::Local<v8::FunctionTemplate> cls,
                                const napi_property_descriptor* p) {
  v8::Local<v8::Name> name;
  napi_status status = PropertyName(env, p, &name);
  if (status != napi_ok) return status;
  v8::Local<v8::Signature> own = v8::Signature::New(env->isolate, cls);
  v8::Local<v8::ObjectTemplate> prototype = cls->PrototypeTemplate();
  if (p->getter != nullptr || p->setter != nullptr) {
    v8::Local<v8::FunctionTemplate> getter, setter;
    if (p->getter != nullptr) getter = NewFunctionTemplate(env, p->getter, p->data, own);
    if (p->setter != nullptr) setter = NewFunctionTemplate(env, p->setter, p->data, own);
    prototype->SetAccessorProperty(name, getter, setter, Attributes(p, true));
  } else if (p->method != nullptr) {
    v8::Local<v8::FunctionTemplate> method = NewFunctionTemplate(env, p->method, p->data, own);
    method->RemovePrototype();
    prototype->Set(name, method, Attributes(p, false));
  }
  return napi_ok;
}

// Static members, and plain values of the prototype, go on the finished objects.
static napi_status DefineRest(napi_env env, v8::Local<v8::Function> ctor, size_t count,
                              const napi_property_descriptor* properties) {
  v8::Local<v8::Value> prototype;
  if (!ctor->Get(env->context(), Intern(env->isolate, "prototype")).ToLocal(&prototype)) {
    return napi_generic_failure;
  }
  for (size_t i = 0; i < count; i++) {
    const napi_property_descriptor* p = &properties[i];
    bool is_static = (p->attributes & napi_static) != 0;
    bool is_value = p->getter == nullptr && p->setter == nullptr && p->method == nullptr;
    if (!is_static && !is_value) continue;
    napi_status status =
        DefineProperty(env, is_static ? ctor : prototype.As<v8::Object>(), p);
    if (status != napi_ok) return status;
  }
  return napi_ok;
}

}  // namespace eddy

using namespace eddy;
using Context = v8::Local<v8::Context>;

static std::vector<v8::Local<v8::Value>> Arguments(size_t argc, const napi_value* argv) {
  std::vector<v8::Local<v8::Value>> args(argc);
  for (size_t i = 0; i < argc; i++) args[i] = Unwrap(argv[i]);
  return args;
}

extern "C" {

napi_status napi_create_function(napi_env env, const char* utf8name, size_t length,
                                 napi_callback cb, void* data, napi_value* result) {
  return Script(env, {result, reinterpret_cast<void*>(cb)}, [&](Context) {
    v8::Local<v8::Function> function;
    if (!NewFunction(env, cb, data).ToLocal(&function)) return napi_generic_failure;
    if (utf8name != nullptr) {
      v8::Local<v8::String> name;
      if (!TextLength(utf8name, length)) return napi_invalid_arg;
      if (!Utf8(env, utf8name, &name, length)) return napi_generic_failure;
      function->SetName(name);
    }
    return Return(result, function);
  });
}

napi_status napi_define_class(napi_env env, const char* utf8name, size_t length,
                              napi_callback constructor, void* data, size_t property_count,
                              const napi_property_descriptor* properties, napi_value* result) {
  return Script(env, {result, reinterpret_cast<void*>(constructor)}, [&](Context context) {
    if (property_count != 0 && properties == nullptr) return napi_invalid_arg;
    v8::Local<v8::String> name;
    if (utf8name == nullptr || !TextLength(utf8name, length)) return napi_invalid_arg;
    if (!Utf8(env, utf8name, &name, length)) return napi_generic_failure;
    v8::EscapableHandleScope scope(env->isolate);
    v8::Local<v8::FunctionTemplate> cls =
        NewFunctionTemplate(env, constructor, data, v8::Local<v8::Signature>());
    cls->SetClassName(name);
    for (size_t i = 0; i < property_count; i++) {
      if (properties[i].attributes & napi_static) continue;
      napi_status status = DefineMember(env, cls, &properties[i]);
      if (status != napi_ok) return status;
    }
    v8::Local<v8::Function> ctor;
    if (!cls->GetFunction(context).ToLocal(&ctor)) return napi_generic_failure;
    napi_status status = DefineRest(env, ctor, property_count, properties);
    if (status != napi_ok) return status;
    return Return(result, scope.Escape(ctor));
  });
}

napi_status napi_get_cb_info(napi_env env, napi_callback_info cbinfo, size_t* argc,
                             napi_value* argv, napi_value* this_arg, void** data) {
  return Plain(env, {cbinfo}, [&] {
    const v8::FunctionCallbackInfo<v8::Value>& args = *cbinfo->args;
    if (argv != nullptr) {
      if (argc == nullptr) return napi_invalid_arg;
      // Reading past the end gives undefined.
      for (size_t i = 0; i < *argc; i++) argv[i] = Wrap(args[static_cast<int>(i)]);
    }
    if (argc != nullptr) *argc = static_cast<size_t>(args.Length());
    if (this_arg != nullptr) *this_arg = Wrap(args.This());
    if (data != nullptr) *data = cbinfo->data;
    return napi_ok;
  });
}

napi_status napi_get_new_target(napi_env env, napi_callback_info cbinfo, napi_value* result) {
  return Plain(env, {cbinfo, result}, [&] {
    bool constructing = cbinfo->args->IsConstructCall();
    *result = constructing ? Wrap(cbinfo->args->NewTarget()) : nullptr;
    return napi_ok;
  });
}

napi_status napi_call_function(napi_env env, napi_value recv, napi_value func, size_t argc,
                               const napi_value* argv, napi_value* result) {
  return Script(env, {func}, [&](Context context) {
    if (argc != 0 && argv == nullptr) return napi_invalid_arg;
    if (!Unwrap(func)->IsFunction()) return napi_invalid_arg;
    v8::Local<v8::Value> self = v8::Undefined(env->isolate);
    if (recv != nullptr) self = Unwrap(recv);
    // A Local is one pointer, so the array of the caller serves as it is.
    auto* args = reinterpret_cast<v8::Local<v8::Value>*>(const_cast<napi_value*>(argv));
    v8::Local<v8::Value> value;
    v8::Local<v8::Function> function = Unwrap(func).As<v8::Function>();
    if (!function->Call(context, self, static_cast<int>(argc), args).ToLocal(&value)) {
      return napi_pending_exception;
    }
    if (result != nullptr) *result = Wrap(value);
    return napi_ok;
  });
}

napi_status napi_new_instance(napi_env env, napi_value constructor, size_t argc,
                              const napi_value* argv, napi_value* result) {
  return Script(env, {constructor, result}, [&](Context context) {
    if (argc != 0 && argv == nullptr) return napi_invalid_arg;
    if (!Unwrap(constructor)->IsFunction()) return napi_invalid_arg;
    std::vector<v8::Local<v8::Value>> args = Arguments(argc, argv);
    v8::Local<v8::Function> ctor = Unwrap(constructor).As<v8::Function>();
    return Return(result, ctor->NewInstance(context, static_cast<int>(argc), args.data()),
                  napi_pending_exception);
  });
}

napi_status napi_instanceof(napi_env env, napi_value object, napi_value constructor, bool* result) {
  return Script(env, {object, result}, [&](Context context) {
    *result = false;
    if (constructor == nullptr) return napi_invalid_arg;
    v8::Local<v8::Object> ctor;
    if (!Unwrap(constructor)->ToObject(context).ToLocal(&ctor)) return napi_object_expected;
    if (!ctor->IsFunction()) {
      napi_throw_type_error(env, "ERR_NAPI_CONS_FUNCTION", "Constructor must be a function");
      return napi_function_expected;
    }
    return Unwrap(object)->InstanceOf(context, ctor).To(result) ? napi_ok : napi_generic_failure;
  });
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// napi_object.cc: objects, arrays and properties of Node-API.
#include "napi.h"

namespace eddy {

napi_status PropertyName(napi_env env, const napi_property_descriptor* p,
                         v8::Local<v8::Name>* out) {
  if (p->utf8name != nullptr) {
    v8::Local<v8::String> name;
    if (!Utf8(env, p->utf8name, &name)) return napi_generic_failure;
    *out = name;
    return napi_ok;
  }
  if (p->name == nullptr || !Unwrap(p->name)->IsName()) return napi_name_expected;
  *out = Unwrap(p->name).As<v8::Name>();
  return napi_ok;
}

static napi_status DefineAccessor(napi_env env, v8::Local<v8::Object> object,
                                  v8::Local<v8::Name> name, const napi_property_descriptor* p) {
  v8::Local<v8::Function> getter, setter;
  if (p->getter != nullptr && !NewFunction(env, p->getter, p->data).ToLocal(&getter)) {
    return napi_generic_failure;
  }
  if (p->setter != nullptr && !NewFunction(env, p->setter, p->data).ToLocal(&setter)) {
    return napi_generic_failure;
  }
  v8::PropertyDescriptor descriptor(getter, setter);
  descriptor.set_enumerable((p->attributes & napi_enumerable) != 0);
  descriptor.set_configurable((p->attributes & napi_configurable) != 0);
  bool done = object->DefineProperty(env->context(), name, descriptor).FromMaybe(false);
  return done ? napi_ok : napi_invalid_arg;
}

napi_status DefineProperty(napi_env env, v8::Local<v8::Object> object,
                           const napi_property_descriptor* p) {
  v8::Local<v8::Name> name;
  napi_status status = PropertyName(env, p, &name);
  if (status != napi_ok) return status;
  if (p->getter != nullptr || p->setter != nullptr) return DefineAccessor(env, object, name, p);

  v8::Local<v8::Value> value;
  if (p->method != nullptr) {
    v8::Local<v8::Function> method;
    if (!NewFunction(env, p->method, p->data).ToLocal(&method)) return napi_generic_failure;
    value = method;
  } else if (p->value != nullptr) {
    value = Unwrap(p->value);
  } else {
    return napi_invalid_arg;
  }
  v8::PropertyDescriptor descriptor(value, (p->attributes & napi_writable) != 0);
  descriptor.set_enumerable((p->attributes & napi_enumerable) != 0);
  descriptor.set_configurable((p->attributes & napi_configurable) != 0);
  bool done = object->DefineProperty(env->context(), name, descriptor).FromMaybe(false);
  return done ? napi_ok : p->method != nullptr ? napi_generic_failure : napi_invalid_arg;
}

// Script for functions over an object: converts it first, as Node-API asks.
template <class Body>
static napi_status WithObject(napi_env env, std::initializer_list<const void*> args,
                              napi_value object, Body body) {
  return Script(env, args, [&](v8::Local<v8::Context> context) {
    if (object == nullptr) return napi_invalid_arg;
    v8::Local<v8::Object> o;
    if (!Unwrap(object)->ToObject(context).ToLocal(&o)) return napi_object_expected;
    return body(context, o);
  });
}

template <class T>
static napi_status Give(v8::Maybe<T> from, T* out) {
  return from.To(out) ? napi_ok : napi_generic_failure;
}

}  // namespace eddy

using namespace eddy;
using Context = v8::Local<v8::Context>;
using Object = v8::Local<v8::Object>;

extern "C" {

napi_status napi_create_object(napi_env env, napi_value* result) {
  return Plain(env, {result}, [&] { return Return(result, v8::Object::New(env->isolate)); });
}

napi_status node_api_create_object_with_properties(napi_env env, napi_value prototype,
                                                   napi_value* names, napi_value* values,
                                                   size_t count, napi_value* result) {
  return Script(env, {result}, [&](Context) {
    if (count != 0 && (names == nullptr || values == nullptr)) return napi_invalid_arg;
    std::vector<v8::Local<v8::Name>> keys(count);
    std::vector<v8::Local<v8::Value>> items(count);
    for (size_t i = 0; i < count; i++) {
      if (names[i] == nullptr || values[i] == nullptr) return napi_invalid_arg;
      if (!Unwrap(names[i])->IsName()) return napi_name_expected;
      keys[i] = Unwrap(names[i]).As<v8::Name>();
      items[i] = Unwrap(values[i]);
    }
    v8::Local<v8::Value> proto = v8::Null(env->isolate);
    if (prototype != nullptr) proto = Unwrap(prototype);
    if (!proto->IsNull() && !proto->IsObject()) return napi_object_expected;
    return Return(result, v8::Object::New(env->isolate, proto, keys.data(), items.data(), count));
  });
}

napi_status napi_create_object_with_properties(napi_env env, napi_value prototype,
                                               napi_value* names, napi_value* values, size_t count,
                                               napi_value* result) {
  return node_api_create_object_with_properties(env, prototype, names, values, count, result);
}

napi_status napi_create_array(napi_env env, napi_value* result) {
  return Plain(env, {result}, [&] { return Return(result, v8::Array::New(env->isolate)); });
}

napi_status napi_create_array_with_length(napi_env env, size_t length, napi_value* result) {
  return Plain(env, {result}, [&] {
    return Return(result, v8::Array::New(env->isolate, static_cast<int>(length)));
  });
}

napi_status napi_is_array(napi_env env, napi_value value, bool* result) {
  return Plain(env, {value, result}, [&] {
    *result = Unwrap(value)->IsArray();
    return napi_ok;
  });
}

napi_status napi_get_array_length(napi_env env, napi_value value, uint32_t* result) {
  return Plain(env, {value, result}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsArray()) return napi_array_expected;
    *result = v.As<v8::Array>()->Length();
    return napi_ok;
  });
}

napi_status napi_get_prototype(napi_env env, napi_value object, napi_value* result) {
  return Plain(env, {object, result}, [&] {
    Object o;
    if (!Unwrap(object)->ToObject(env->context()).ToLocal(&o)) return napi_object_expected;
    return Return(result, o->GetPrototypeV2());
  });
}

napi_status node_api_set_prototype(napi_env env, napi_value object, napi_value value) {
  return WithObject(env, {value}, object, [&](Context context, Object o) {
    return o->SetPrototypeV2(context, Unwrap(value)).FromMaybe(false) ? napi_ok
                                                                       : napi_generic_failure;
  });
}

napi_status napi_get_all_property_names(napi_env env, napi_value object,
                                        napi_key_collection_mode key_mode,
                                        napi_key_filter key_filter,
                                        napi_key_conversion key_conversion, napi_value* result) {
  return WithObject(env, {result}, object, [&](Context context, Object o) {
    if (key_mode != napi_key_include_prototypes && key_mode != napi_key_own_only) {
      return napi_invalid_arg;
    }
    if (key_conversion != napi_key_keep_numbers && key_conversion != napi_key_numbers_to_strings) {
      return napi_invalid_arg;
    }
    int filter = v8::ALL_PROPERTIES;
    if (key_filter & napi_key_writable) filter |= v8::ONLY_WRITABLE;
    if (key_filter & napi_key_enumerable) filter |= v8::ONLY_ENUMERABLE;
    if (key_filter & napi_key_configurable) filter |= v8::ONLY_CONFIGURABLE;
    if (key_filter & napi_key_skip_strings) filter |= v8::SKIP_STRINGS;
    if (key_filter & napi_key_skip_symbols) filter |= v8::SKIP_SYMBOLS;
    auto mode = key_mode == napi_key_own_only ? v8::KeyCollectionMode::kOwnOnly
                                              : v8::KeyCollectionMode::kIncludePrototypes;
    auto numbers = key_conversion == napi_key_keep_numbers
                       ? v8::KeyConversionMode::kKeepNumbers
                       : v8::KeyConversionMode::kConvertToString;
    return Return(result,
                  o->GetPropertyNames(context, mode, static_cast<v8::PropertyFilter>(filter),
                                      v8::IndexFilter::kIncludeIndices, numbers));
  });
}

napi_status napi_get_property_names(napi_env env, napi_value object, napi_value* result) {
  return napi_get_all_property_names(
      env, object, napi_key_include_prototypes,
      static_cast<napi_key_filter>(napi_key_enumerable | napi_key_skip_symbols),
      napi_key_numbers_to_strings, result);
}

// ---- by value ----

napi_status napi_set_property(napi_env env, napi_value object, napi_value key, napi_value value) {
  return WithObject(env, {key, value}, object, [&](Context context, Object o) {
    return o->Set(context, Unwrap(key), Unwrap(value)).FromMaybe(false) ? napi_ok
                                                                         : napi_generic_failure;
  });
}

napi_status napi_has_property(napi_env env, napi_value object, napi_value key, bool* result) {
  return WithObject(env, {key, result}, object, [&](Context context, Object o) {
    return Give(o->Has(context, Unwrap(key)), result);
  });
}

napi_status napi_get_property(napi_env env, napi_value object, napi_value key, napi_value* result) {
  return WithObject(env, {key, result}, object, [&](Context context, Object o) {
    return Return(result, o->Get(context, Unwrap(key)));
  });
}

napi_status napi_delete_property(napi_env env, napi_value object, napi_value key, bool* result) {
  return WithObject(env, {key}, object, [&](Context context, Object o) {
    bool deleted;
    if (!o->Delete(context, Unwrap(key)).To(&deleted)) return napi_generic_failure;
    if (result != nullptr) *result = deleted;
    return napi_ok;
  });
}

napi_status napi_has_own_property(napi_env env, napi_value object, napi_value key, bool* result) {
  return WithObject(env, {key, result}, object, [&](Context context, Object o) {
    if (!Unwrap(key)->IsName()) return napi_name_expected;
    return Give(o->HasOwnProperty(context, Unwrap(key).As<v8::Name>()), result);
  });
}

// ---- by name ----

napi_status napi_set_named_property(napi_env env, napi_value object, const char* utf8name,
                                    napi_value value) {
  return WithObject(env, {utf8name, value}, object, [&](Context context, Object o) {
    v8::Local<v8::String> key;
    if (!Utf8(env, utf8name, &key)) return napi_generic_failure;
    return o->Set(context, key, Unwrap(value)).FromMaybe(false) ? napi_ok : napi_generic_failure;
  });
}

napi_status napi_has_named_property(napi_env env, napi_value object, const char* utf8name,
                                    bool* result) {
  return WithObject(env, {utf8name, result}, object, [&](Context context, Object o) {
    v8::Local<v8::String> key;
    if (!Utf8(env, utf8name, &key)) return napi_generic_failure;
    return Give(o->Has(context, key), result);
  });
}

napi_status napi_get_named_property(napi_env env, napi_value object, const char* utf8name,
                                    napi_value* result) {
  return WithObject(env, {utf8name, result}, object, [&](Context context, Object o) {
    v8::Local<v8::String> key;
    if (!Utf8(env, utf8name, &key)) return napi_generic_failure;
    return Return(result, o->Get(context, key));
  });
}

// ---- by index ----

napi_status napi_set_element(napi_env env, napi_value object, uint32_t index, napi_value value) {
  return WithObject(env, {value}, object, [&](Context context, Object o) {
    return o->Set(context, index, Unwrap(value)).FromMaybe(false) ? napi_ok : napi_generic_failure;
  });
}

napi_status napi_has_element(napi_env env, napi_value object, uint32_t index, bool* result) {
  return WithObject(env, {result}, object, [&](Context context, Object o) {
    return Give(o->Has(context, index), result);
  });
}

napi_status napi_get_element(napi_env env, napi_value object, uint32_t index, napi_value* result) {
  return WithObject(env, {result}, object, [&](Context context, Object o) {
    return Return(result, o->Get(context, index));
  });
}

napi_status napi_delete_element(napi_env env, napi_value object, uint32_t index, bool* result) {
  return WithObject(env, {}, object, [&](Context context, Object o) {
    bool deleted;
    if (!o->Delete(context, index).To(&deleted)) return napi_generic_failure;
    if (result != nullptr) *result = deleted;
    return napi_ok;
  });
}

// ---- shape ----

napi_status napi_define_properties(napi_env env, napi_value object, size_t property_count,
                                   const napi_property_descriptor* properties) {
  return Script(env, {object}, [&](Context) {
    if (property_count != 0 && properties == nullptr) return napi_invalid_arg;
    if (!Unwrap(object)->IsObject()) return napi_object_expected;
    for (size_t i = 0; i < property_count; i++) {
      napi_status status = DefineProperty(env, Unwrap(object).As<v8::Object>(), &properties[i]);
      if (status != napi_ok) return status;
    }
    return napi_ok;
  });
}

static napi_status Harden(napi_env env, napi_value object, v8::IntegrityLevel level) {
  return WithObject(env, {}, object, [&](Context context, Object o) {
    return o->SetIntegrityLevel(context, level).FromMaybe(false) ? napi_ok : napi_generic_failure;
  });
}

napi_status napi_object_freeze(napi_env env, napi_value object) {
  return Harden(env, object, v8::IntegrityLevel::kFrozen);
}

napi_status napi_object_seal(napi_env env, napi_value object) {
  return Harden(env, object, v8::IntegrityLevel::kSealed);
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// napi_wrap.cc: native data behind JavaScript objects: wrap, external values, finalizers, type tags.
#include "napi.h"

using namespace eddy;
using Context = v8::Local<v8::Context>;

// The record that napi_wrap left on the object, nullptr if none.
static Reference* WrapOf(napi_env env, Context context, v8::Local<v8::Object> object) {
  v8::Local<v8::Value> held;
  if (!object->GetPrivate(context, PrivateKey(env, env->root->wrap_key)).ToLocal(&held)) {
    return nullptr;
  }
  return held->IsExternal() ? static_cast<Reference*>(held.As<v8::External>()->Value()) : nullptr;
}

static napi_status Unwrapped(napi_env env, napi_value js_object, void** result, bool remove) {
  return Script(env, {js_object}, [&](Context context) {
    if (!remove && result == nullptr) return napi_invalid_arg;
    if (!Unwrap(js_object)->IsObject()) return napi_object_expected;
    v8::Local<v8::Object> object = Unwrap(js_object).As<v8::Object>();
    Reference* ref = WrapOf(env, context, object);
    if (ref == nullptr) return napi_invalid_arg;
    if (result != nullptr) *result = ref->data;
    if (!remove) return napi_ok;
    if (!object->DeletePrivate(context, PrivateKey(env, env->root->wrap_key)).FromMaybe(false)) {
      return napi_generic_failure;
    }
    if (ref->user_owned) {  // the napi_ref that napi_wrap gave out lives on, without finalizer
      ref->finalize = nullptr;
      ref->MoveTo(&State(env)->plain);
    } else {
      ref->Free();
    }
    return napi_ok;
  });
}

// Behind the values of napi_create_external: V8's own Externals take no private properties, hence no
// type tag.
struct External : Held {
  explicit External(void* d) : data(d) {}
  void* data;
  bool tagged = false;
  napi_type_tag tag = {};
};
static External* ExternalOf(v8::Local<v8::Value> v) {
  return static_cast<External*>(static_cast<Held*>(v.As<v8::External>()->Value()));
}

extern "C" {

napi_status napi_wrap(napi_env env, napi_value js_object, void* native_object,
                      node_api_basic_finalize finalize_cb, void* finalize_hint, napi_ref* result) {
  return Script(env, {js_object}, [&](Context context) {
    if (!Unwrap(js_object)->IsObject()) return napi_object_expected;
    v8::Local<v8::Object> object = Unwrap(js_object).As<v8::Object>();
    v8::Local<v8::Private> key = PrivateKey(env, env->root->wrap_key);
    if (object->HasPrivate(context, key).FromMaybe(true)) return napi_invalid_arg;
    // A reference that is given out belongs to the addon, which then needs the finalizer to free it.
    if (result != nullptr && finalize_cb == nullptr) return napi_invalid_arg;
    Reference* ref = Reference::New(env, object, 0, result != nullptr, finalize_cb, native_object,
                                    finalize_hint);
    if (!object->SetPrivate(context, key, v8::External::New(env->isolate, ref)).FromMaybe(false)) {
      ref->Free();
      return napi_generic_failure;
    }
    if (result != nullptr) *result = reinterpret_cast<napi_ref>(ref);
    return napi_ok;
  });
}

napi_status napi_unwrap(napi_env env, napi_value js_object, void** result) {
  return Unwrapped(env, js_object, result, false);
}

napi_status napi_remove_wrap(napi_env env, napi_value js_object, void** result) {
  return Unwrapped(env, js_object, result, true);
}

napi_status napi_add_finalizer(napi_env env, napi_value js_object, void* finalize_data,
                               node_api_basic_finalize finalize_cb, void* finalize_hint,
                               napi_ref* result) {
  return Plain(env, {js_object, reinterpret_cast<void*>(finalize_cb)}, [&] {
    v8::Local<v8::Value> v = Unwrap(js_object);
    if (!v->IsObject()) return napi_invalid_arg;
    Reference* ref = Reference::New(env, v, 0, result != nullptr, finalize_cb, finalize_data,
                                    finalize_hint);
    if (result != nullptr) *result = reinterpret_cast<napi_ref>(ref);
    return napi_ok;
  });
}

napi_status napi_create_external(napi_env env, void* data, node_api_basic_finalize finalize_cb,
                                 void* finalize_hint, napi_value* result) {
  return Script(env, {result}, [&](Context) {
    v8::Local<v8::Value> external = Hold(env, new External(data));
    if (finalize_cb != nullptr) {
      Reference::New(env, external, 0, false, finalize_cb, data, finalize_hint);
    }
    return Return(result, external);
  });
}

napi_status napi_get_value_external(napi_env env, napi_value value, void** result) {
  return Plain(env, {value, result}, [&] {
    if (!Unwrap(value)->IsExternal()) return napi_invalid_arg;
    *result = ExternalOf(Unwrap(value))->data;
    return napi_ok;
  });
}

// A tag is kept as a BigInt of two words under a private key.
napi_status napi_type_tag_object(napi_env env, napi_value object, const napi_type_tag* type_tag) {
  return Script(env, {object, type_tag}, [&](Context context) {
    if (Unwrap(object)->IsExternal()) {
      External* external = ExternalOf(Unwrap(object));
      if (external->tagged) return napi_invalid_arg;
      external->tagged = true;
      external->tag = *type_tag;
      return napi_ok;
    }
    v8::Local<v8::Object> o;
    if (!Unwrap(object)->ToObject(context).ToLocal(&o)) return napi_object_expected;
    v8::Local<v8::Private> key = PrivateKey(env, env->root->type_tag_key);
    if (o->HasPrivate(context, key).FromMaybe(true)) return napi_invalid_arg;
    const uint64_t words[2] = {type_tag->lower, type_tag->upper};
    v8::Local<v8::BigInt> tag;
    if (!v8::BigInt::NewFromWords(context, 0, 2, words).ToLocal(&tag)) return napi_generic_failure;
    return o->SetPrivate(context, key, tag).FromMaybe(false) ? napi_ok : napi_generic_failure;
  });
}

napi_status napi_check_object_type_tag(napi_env env, napi_value object,
                                       const napi_type_tag* type_tag, bool* result) {
  return Script(env, {object, type_tag, result}, [&](Context context) {
    if (Unwrap(object)->IsExternal()) {
      External* external = ExternalOf(Unwrap(object));
      *result = external->tagged && external->tag.lower == type_tag->lower &&
                external->tag.upper == type_tag->upper;
      return napi_ok;
    }
    v8::Local<v8::Object> o;
    if (!Unwrap(object)->ToObject(context).ToLocal(&o)) return napi_object_expected;
    v8::Local<v8::Value> tag;
    if (!o->GetPrivate(context, PrivateKey(env, env->root->type_tag_key)).ToLocal(&tag)) {
      return napi_generic_failure;
    }
    *result = false;
    if (!tag->IsBigInt()) return napi_ok;
    int sign = 0, count = 2;
    uint64_t words[2] = {0, 0};
    tag.As<v8::BigInt>()->ToWordsArray(&sign, &count, words);
    *result = sign == 0 && count <= 2 && words[0] == type_tag->lower && words[1] == type_tag->upper;
    return napi_ok;
  });
}

}  // extern "C"

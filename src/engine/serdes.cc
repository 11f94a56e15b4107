// SPDX-License-Identifier: MIT
// serdes.cc: V8's serializer and deserializer as they stand behind v8.Serializer and v8.Deserializer.
// Their hooks are methods of the JavaScript object, looked up when they are needed.
#include "clone.h"
#include "napi.h"

using namespace eddy;

namespace {

// Calls method `name` of the object; *missing tells that there is none.
v8::MaybeLocal<v8::Value> CallHook(v8::Isolate* isolate, v8::Local<v8::Object> object,
                                   const char* name, v8::Local<v8::Value> arg, bool* missing) {
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Value> method;
  *missing = false;
  if (!object->Get(context, Intern(isolate, name)).ToLocal(&method)) return {};
  if (!method->IsFunction()) {
    *missing = true;
    return {};
  }
  v8::Local<v8::Value> argv[] = {arg};
  return method.As<v8::Function>()->Call(context, object, arg.IsEmpty() ? 0 : 1, argv);
}

void ThrowType(v8::Isolate* isolate, const char* code, const char* message) {
  v8::Local<v8::Value> error = v8::Exception::TypeError(Intern(isolate, message));
  (void)error.As<v8::Object>()
      ->Set(isolate->GetCurrentContext(), Intern(isolate, "code"), Intern(isolate, code))
      .IsJust();
  isolate->ThrowException(error);
}

}  // namespace

// The object whose hooks are called: given with each call, or made when it is needed.
struct Hooks {
  // Empty with an exception pending.
  v8::MaybeLocal<v8::Object> Get() {
    if (!js.IsEmpty()) return js;
    if (made.IsEmpty()) {
      napi_value object = maker.make(env, maker.data);
      if (object == nullptr) {
        ThrowPending(env);
        return {};
      }
      made.Reset(env->isolate, Unwrap(object).As<v8::Object>());
    }
    return made.Get(env->isolate);
  }

  napi_env env;
  v8::Local<v8::Object> js;
  eddy_hook_maker maker{};
  v8::Global<v8::Object> made;  // outlives the scopes in which hooks are called
};

struct eddy_writer : v8::ValueSerializer::Delegate {
  explicit eddy_writer(napi_env env) : isolate(env->isolate), serializer(env->isolate, this) { hooks.env = env; }


  void ThrowDataCloneError(v8::Local<v8::String> message) override {
    v8::Local<v8::Value> made, error = v8::Exception::Error(message);
    v8::Local<v8::Context> context = isolate->GetCurrentContext();
    v8::Local<v8::Object> js;
    if (!hooks.Get().ToLocal(&js)) return;
    if (!js->Get(context, Intern(isolate, "_getDataCloneError")).ToLocal(&made)) return;
    if (made->IsFunction()) {
      v8::Local<v8::Value> argv[] = {message};
      if (!made.As<v8::Function>()->CallAsConstructor(context, 1, argv).ToLocal(&error)) return;
    }
    isolate->ThrowException(error);
  }
  v8::Maybe<bool> WriteHostObject(v8::Isolate* i, v8::Local<v8::Object> object) override {
    bool missing;
    v8::Local<v8::Value> done;
    v8::Local<v8::Object> js;
    if (!hooks.Get().ToLocal(&js)) return v8::Nothing<bool>();
    if (CallHook(i, js, "_writeHostObject", object, &missing).ToLocal(&done)) return v8::Just(true);
    if (missing) return v8::ValueSerializer::Delegate::WriteHostObject(i, object);
    return v8::Nothing<bool>();
  }
  v8::Maybe<uint32_t> GetSharedArrayBufferId(v8::Isolate* i,
                                             v8::Local<v8::SharedArrayBuffer> buffer) override {
    bool missing;
    v8::Local<v8::Value> id;
    v8::Local<v8::Object> js;
    if (!hooks.Get().ToLocal(&js)) return v8::Nothing<uint32_t>();
    if (CallHook(i, js, "_getSharedArrayBufferId", buffer, &missing).ToLocal(&id)) {
      return id->Uint32Value(i->GetCurrentContext());
    }
    if (missing) return v8::ValueSerializer::Delegate::GetSharedArrayBufferId(i, buffer);
    return v8::Nothing<uint32_t>();
  }

  v8::Isolate* isolate;
  Hooks hooks;
  v8::ValueSerializer serializer;
};

struct eddy_reader : v8::ValueDeserializer::Delegate {
  eddy_reader(napi_env env, const uint8_t* data, size_t len)
      : deserializer(env->isolate, data, len, this) {
    hooks.env = env;
  }
  v8::MaybeLocal<v8::Object> ReadHostObject(v8::Isolate* isolate) override {
    v8::Isolate::AllowJavascriptExecutionScope allow(isolate);
    bool missing;
    v8::Local<v8::Value> made;
    v8::Local<v8::Object> js;
    if (!hooks.Get().ToLocal(&js)) return {};
    if (!CallHook(isolate, js, "_readHostObject", {}, &missing).ToLocal(&made)) {
      return missing ? v8::ValueDeserializer::Delegate::ReadHostObject(isolate)
                     : v8::MaybeLocal<v8::Object>();
    }
    if (made->IsObject()) return made.As<v8::Object>();
    ThrowType(isolate, "ERR_INVALID_ARG_TYPE", "readHostObject must return an object");
    return {};
  }
  Hooks hooks;
  v8::ValueDeserializer deserializer;
};

extern "C" {

struct eddy_writer* eddy_writer_new(napi_env env) { return new eddy_writer(env); }
void eddy_writer_free(struct eddy_writer* w) { delete w; }
void eddy_writer_header(struct eddy_writer* w) { w->serializer.WriteHeader(); }

void eddy_writer_hooks(struct eddy_writer* w, struct eddy_hook_maker hooks) { w->hooks.maker = hooks; }
void eddy_reader_hooks(struct eddy_reader* r, struct eddy_hook_maker hooks) { r->hooks.maker = hooks; }

bool eddy_writer_value(napi_env env, struct eddy_writer* w, napi_value js, napi_value value) {
  Catcher catcher(env);
  v8::Local<v8::Object> outer = w->hooks.js;  // hooks may call writeValue again
  if (js != nullptr) w->hooks.js = Unwrap(js).As<v8::Object>();
  bool done = w->serializer.WriteValue(env->context(), Unwrap(value)).FromMaybe(false);
  w->hooks.js = outer;
  return done;
}

void eddy_writer_views_as_host(struct eddy_writer* w, bool on) {
  w->serializer.SetTreatArrayBufferViewsAsHostObjects(on);
}
void eddy_writer_transfer(struct eddy_writer* w, uint32_t id, napi_value buffer) {
  w->serializer.TransferArrayBuffer(id, Unwrap(buffer).As<v8::ArrayBuffer>());
}
void eddy_writer_u32(struct eddy_writer* w, uint32_t v) { w->serializer.WriteUint32(v); }
void eddy_writer_u64(struct eddy_writer* w, uint64_t v) { w->serializer.WriteUint64(v); }
void eddy_writer_f64(struct eddy_writer* w, double v) { w->serializer.WriteDouble(v); }
void eddy_writer_raw(struct eddy_writer* w, const void* data, size_t len) {
  w->serializer.WriteRawBytes(data, len);
}
void eddy_writer_release(struct eddy_writer* w, uint8_t** data, size_t* len) {
  std::pair<uint8_t*, size_t> bytes = w->serializer.Release();
  *data = bytes.first;
  *len = bytes.second;
}

struct eddy_reader* eddy_reader_new(napi_env env, const uint8_t* data, size_t len) {
  return new eddy_reader(env, data, len);
}
void eddy_reader_free(struct eddy_reader* r) { delete r; }

bool eddy_reader_header(napi_env env, struct eddy_reader* r) {
  Catcher catcher(env);
  return r->deserializer.ReadHeader(env->context()).FromMaybe(false);
}

napi_value eddy_reader_value(napi_env env, struct eddy_reader* r, napi_value js) {
  v8::EscapableHandleScope scope(env->isolate);
  Catcher catcher(env);
  v8::Local<v8::Object> outer = r->hooks.js;
  if (js != nullptr) r->hooks.js = Unwrap(js).As<v8::Object>();
  v8::Local<v8::Value> value;
  bool done = r->deserializer.ReadValue(env->context()).ToLocal(&value);
  r->hooks.js = outer;
  return done ? Wrap(scope.Escape(value)) : nullptr;
}

void eddy_reader_transfer(struct eddy_reader* r, uint32_t id, napi_value buffer) {
  v8::Local<v8::Value> v = Unwrap(buffer);
  if (v->IsSharedArrayBuffer()) {
    r->deserializer.TransferSharedArrayBuffer(id, v.As<v8::SharedArrayBuffer>());
  } else {
    r->deserializer.TransferArrayBuffer(id, v.As<v8::ArrayBuffer>());
  }
}
uint32_t eddy_reader_version(struct eddy_reader* r) { return r->deserializer.GetWireFormatVersion(); }
bool eddy_reader_u32(struct eddy_reader* r, uint32_t* v) { return r->deserializer.ReadUint32(v); }
bool eddy_reader_u64(struct eddy_reader* r, uint64_t* v) { return r->deserializer.ReadUint64(v); }
bool eddy_reader_f64(struct eddy_reader* r, double* v) { return r->deserializer.ReadDouble(v); }
bool eddy_reader_raw(struct eddy_reader* r, size_t len, const void** data) {
  return r->deserializer.ReadRawBytes(len, data);
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// napi.h: what the napi_*.cc files share. Every Node-API function goes through one of three doors:
// Plain (no JavaScript can run), Script (it can, so exceptions are caught and kept in the env) and
// Basic (may be called by a finalizer while the collector runs). A door checks env and arguments,
// resets the last error, and records what the body returns.
#ifndef EDDY_ENGINE_NAPI_H
#define EDDY_ENGINE_NAPI_H

#include <initializer_list>
#include <utility>

#include "internal.h"

namespace eddy {

constexpr int kExperimental = 2147483647;  // NAPI_VERSION of addons built with NAPI_EXPERIMENTAL

struct Link {
  Link* prev = this;
  Link* next = this;
  bool alone() const { return next == this; }
  void Unlink() {
    prev->next = next;
    next->prev = prev;
    prev = next = this;
  }
  void MoveTo(Link* head) {  // the newest comes first
    Unlink();
    next = head->next;
    prev = head;
    head->next->prev = this;
    head->next = this;
  }
};

// A napi_ref, and also the record of every finalizer. Lives on one list of its env's NapiState.
struct Reference : Link {
  napi_env env;
  v8::Global<v8::Value> value;  // empty when the finalizer belongs to no value, or it is collected
  uint32_t count;
  bool user_owned;              // freed by napi_delete_reference, otherwise after its finalizer
  bool can_be_weak = true;
  napi_finalize finalize = nullptr;
  void* data = nullptr;
  void* hint = nullptr;
  Reference** back = nullptr;   // set to nullptr when this is freed

  static Reference* New(napi_env env, v8::Local<v8::Value> value, uint32_t count, bool user_owned,
                        napi_finalize finalize = nullptr, void* data = nullptr,
                        void* hint = nullptr);
  void Free();
  uint32_t Ref();
  uint32_t Unref();
  v8::Local<v8::Value> Get() const;
  void Collected();     // the value is gone: run the finalizer now or soon
  void RunFinalizer();  // may free this

 private:
  Reference(napi_env e, uint32_t n, bool owned) : env(e), count(n), user_owned(owned) {}
  void MakeWeak();
};

// Native data that a JavaScript value holds; deleted with the value, or with the env.
struct Held : Link {
  virtual ~Held() = default;
  v8::Global<v8::Value> value;
};
// A value that holds `held`.
v8::Local<v8::Value> Hold(napi_env env, Held* held);

struct NapiState {
  Link held;        // of struct Held
  Link plain;       // references without a finalizer
  Link finalizing;  // with one; torn down first, since finalizers delete other references
  Link pending;     // collected, finalizer to be run from the loop
  Link live;        // struct ExternalMemory lent to V8, guarded by a lock
  Link foreign;     // the same, dropped by V8 on any thread
  bool in_gc = false;
  bool releasing = false;
  Reference* instance_data = nullptr;
};
NapiState* State(napi_env env);  // made at first use

// External memory, napi_memory.cc: finalizers of what V8 has dropped, and the end of all.
void DrainForeignMemory(napi_env env);
void ReleaseMemory(napi_env env);

inline napi_status SetStatus(napi_env env, napi_status status) {
  env->last_error.error_code = status;
  env->last_error.engine_error_code = 0;
  env->last_error.engine_reserved = nullptr;
  return status;
}

bool CanRunJs(napi_env env);
[[noreturn]] void GcViolation(napi_env env);

inline bool Missing(std::initializer_list<const void*> args) {
  for (const void* arg : args) {
    if (arg == nullptr) return true;
  }
  return false;
}

inline bool NotInGc(napi_env env) {
  if (env->module_api_version == kExperimental && env->napi_state != nullptr &&
      static_cast<NapiState*>(env->napi_state)->in_gc) {
    GcViolation(env);
  }
  return true;
}

template <class Body>
inline napi_status Basic(napi_env env, std::initializer_list<const void*> args, Body body) {
  if (env == nullptr) return napi_invalid_arg;
  if (Missing(args)) return SetStatus(env, napi_invalid_arg);
  return SetStatus(env, body());
}

template <class Body>
inline napi_status Plain(napi_env env, std::initializer_list<const void*> args, Body body) {
  if (env == nullptr) return napi_invalid_arg;
  NotInGc(env);
  if (Missing(args)) return SetStatus(env, napi_invalid_arg);
  return SetStatus(env, body());
}

// Keeps what was thrown while it lives in env->last_exception. A termination stays requested.
class Catcher {
 public:
  explicit Catcher(napi_env env) : env_(env), inner_(env->isolate) {}
  ~Catcher() {
    if (inner_.HasCaught()) Keep();
  }
  bool caught() const { return inner_.HasCaught(); }

 private:
  void Keep();
  napi_env env_;
  v8::TryCatch inner_;
};

template <class Body>
inline napi_status Script(napi_env env, std::initializer_list<const void*> args, Body body) {
  if (env == nullptr) return napi_invalid_arg;
  NotInGc(env);
  if (!env->last_exception.IsEmpty()) return SetStatus(env, napi_pending_exception);
  if (env->root != env && !CanRunJs(env)) {  // built-in bindings finish what they have begun
    return SetStatus(env, env->module_api_version >= 10 ? napi_cannot_run_js
                                                        : napi_pending_exception);
  }
  if (Missing(args)) return SetStatus(env, napi_invalid_arg);
  SetStatus(env, napi_ok);
  Catcher catcher(env);
  napi_status status = body(env->context());
  return SetStatus(env, catcher.caught() ? napi_pending_exception : status);
}

template <class T>
inline napi_status Return(napi_value* result, v8::Local<T> value) {
  *result = Wrap(value);
  return napi_ok;
}
template <class T>
inline napi_status Return(napi_value* result, v8::MaybeLocal<T> value,
                          napi_status failed = napi_generic_failure) {
  v8::Local<T> local;
  if (!value.ToLocal(&local)) return failed;
  return Return(result, local);
}

// The `length` of a text argument; false if it cannot be one.
inline bool TextLength(const void* text, size_t length) {
  return (text != nullptr || length == 0) && (length == NAPI_AUTO_LENGTH || length <= INT32_MAX);
}
inline int V8Length(size_t length) {
  return length == NAPI_AUTO_LENGTH ? -1 : static_cast<int>(length);
}
inline bool Utf8(napi_env env, const char* s, v8::Local<v8::String>* out, size_t length = SIZE_MAX,
                 v8::NewStringType type = v8::NewStringType::kInternalized) {
  return v8::String::NewFromUtf8(env->isolate, s, type, V8Length(length)).ToLocal(out);
}
inline v8::Local<v8::Private> PrivateKey(napi_env env, v8::Global<v8::Private>& key) {
  if (key.IsEmpty()) key.Reset(env->isolate, v8::Private::New(env->isolate));
  return key.Get(env->isolate);
}

// Marks an ArrayBuffer (or any object) that postMessage may not transfer.
inline v8::Local<v8::Private> UntransferableKey(v8::Isolate* isolate) {
  return v8::Private::ForApi(isolate, Intern(isolate, "eddy.untransferable"));
}

// The function behind napi_create_function and class members, as a function or a template.
v8::MaybeLocal<v8::Function> NewFunction(napi_env env, napi_callback cb, void* data);
v8::Local<v8::FunctionTemplate> NewFunctionTemplate(napi_env env, napi_callback cb, void* data,
                                                    v8::Local<v8::Signature> signature);
napi_status PropertyName(napi_env env, const napi_property_descriptor* p,
                         v8::Local<v8::Name>* out);
napi_status DefineProperty(napi_env env, v8::Local<v8::Object> object,
                           const napi_property_descriptor* p);

}  // namespace eddy

extern "C" {
// Upcalls into the C side, src/addons/finalize.c. The first is for the env's thread, the second for any.
void eddy_addon_finalize_soon(eddy_env* env);
void eddy_addon_finalize_wake(eddy_env* env);
bool eddy_addon_can_call_js(eddy_env* env);
// An exception that a finalizer left behind.
void eddy_addon_uncaught(napi_env env, napi_value error);

// Part of Node 24's experimental Node-API; node-api-headers does not declare them.
NAPI_EXTERN napi_status node_api_create_object_with_properties(napi_env env, napi_value prototype,
                                                               napi_value* names,
                                                               napi_value* values, size_t count,
                                                               napi_value* result);
// The same under the name it had in some releases.
NAPI_EXTERN napi_status napi_create_object_with_properties(napi_env env, napi_value prototype,
                                                           napi_value* names, napi_value* values,
                                                           size_t count, napi_value* result);
NAPI_EXTERN napi_status node_api_set_prototype(napi_env env, napi_value object, napi_value value);
NAPI_EXTERN napi_status node_api_create_external_sharedarraybuffer(
    napi_env env, void* data, size_t length, node_api_noenv_finalize finalize, void* hint,
    napi_value* result);
NAPI_EXTERN napi_status node_api_is_sharedarraybuffer(napi_env env, napi_value value, bool* result);
NAPI_EXTERN napi_status node_api_create_sharedarraybuffer(napi_env env, size_t length, void** data,
                                                          napi_value* result);
NAPI_EXTERN napi_status node_api_post_finalizer(node_api_basic_env env, napi_finalize finalize,
                                                void* data, void* hint);
}

#endif

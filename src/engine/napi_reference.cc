// SPDX-License-Identifier: MIT
// napi_reference.cc: references, finalizers, handle scopes and promises of Node-API.
// A reference is on one of three lists of its env: plain, finalizing (it has a finalizer), pending
// (its value was collected and the finalizer waits for the loop).
#include <memory>

#include "napi.h"

namespace eddy {

Reference* Reference::New(napi_env env, v8::Local<v8::Value> value, uint32_t count, bool user_owned,
                          napi_finalize finalize, void* data, void* hint) {
  Reference* ref = new Reference(env, count, user_owned);
  ref->finalize = finalize;
  ref->data = data;
  ref->hint = hint;
  NapiState* state = State(env);
  ref->MoveTo(finalize != nullptr ? &state->finalizing : &state->plain);
  if (!value.IsEmpty()) {
    ref->value.Reset(env->isolate, value);
    ref->can_be_weak = value->IsObject() || value->IsSymbol();
    if (count == 0) ref->MakeWeak();
  }
  return ref;
}

void Reference::Free() {
  if (back != nullptr) *back = nullptr;
  Unlink();
  delete this;
}

void Reference::MakeWeak() {
  if (!can_be_weak) return value.Reset();
  value.SetWeak(
      this, [](const v8::WeakCallbackInfo<Reference>& info) { info.GetParameter()->Collected(); },
      v8::WeakCallbackType::kParameter);
}

uint32_t Reference::Ref() {
  if (value.IsEmpty()) return 0;  // collected: it stays gone
  if (++count == 1 && can_be_weak) value.ClearWeak();
  return count;
}

uint32_t Reference::Unref() {
  if (value.IsEmpty() || count == 0) return 0;
  if (--count == 0) MakeWeak();
  return count;
}

v8::Local<v8::Value> Reference::Get() const { return value.Get(env->isolate); }

void Reference::Collected() {
  value.Reset();
  if (finalize == nullptr) {
    if (!user_owned) Free();
    return;
  }
  NapiState* state = State(env);
  if (env->module_api_version == kExperimental) {
    bool outer = std::exchange(state->in_gc, true);
    RunFinalizer();
    state->in_gc = outer;
    return;
  }
  MoveTo(&state->pending);
  eddy_addon_finalize_soon(env->owner);
}

void Reference::RunFinalizer() {
  napi_env e = env;
  napi_finalize run = std::exchange(finalize, nullptr);
  void* d = data;
  void* h = hint;
  NapiState* state = State(e);
  value.Reset();
  if (user_owned || state->releasing) {
    MoveTo(&state->plain);
  } else {
    Free();
  }
  run(e, d, h);
}

v8::Local<v8::Value> Hold(napi_env env, Held* held) {
  v8::Local<v8::Value> external = v8::External::New(env->isolate, held);
  held->value.Reset(env->isolate, external);
  held->value.SetWeak(
      held,
      [](const v8::WeakCallbackInfo<Held>& info) {
        info.GetParameter()->Unlink();
        info.GetParameter()->value.Reset();
        delete info.GetParameter();
      },
      v8::WeakCallbackType::kParameter);
  held->MoveTo(&State(env)->held);
  return external;
}

// Calls fn with handles, in the env's context, and hands over what it leaves thrown.
template <class F>
static void WithScope(napi_env env, F fn) {
  v8::HandleScope handles(env->isolate);
  v8::Local<v8::Context> context = env->context();
  v8::Context::Scope entered(context);
  fn();
  if (env->last_exception.IsEmpty()) return;
  v8::Local<v8::Value> error = env->last_exception.Get(env->isolate);
  env->last_exception.Reset();
  eddy_addon_uncaught(env, Wrap(error));
}

static void ReleaseList(napi_env env, Link* list) {
  while (!list->alone()) {
    Reference* ref = static_cast<Reference*>(list->next);
    if (ref->finalize == nullptr) {
      ref->MoveTo(&State(env)->plain);
      continue;
    }
    WithScope(env, [ref] { ref->RunFinalizer(); });
  }
}

void NapiEnvRelease(napi_env env) {
  NapiState* state = static_cast<NapiState*>(env->napi_state);
  if (state == nullptr) return;
  state->releasing = true;
  ReleaseMemory(env);
  ReleaseList(env, &state->pending);
  ReleaseList(env, &state->finalizing);
  state->instance_data = nullptr;
  while (!state->plain.alone()) {
    Reference* ref = static_cast<Reference*>(state->plain.next);
    ref->value.Reset();
    if (ref->user_owned) {
      ref->Unlink();  // its owner may still delete it
    } else {
      ref->Free();
    }
  }
  while (!state->held.alone()) {
    auto* held = static_cast<Held*>(state->held.next);
    held->Unlink();
    delete held;
  }
  env->last_exception.Reset();
  delete state;
  env->napi_state = nullptr;
}

}  // namespace eddy

using namespace eddy;

static Reference* Ref(napi_ref ref) { return reinterpret_cast<Reference*>(ref); }

extern "C" {

// Runs the finalizers whose objects were collected. src/addons/finalize.c, on the loop.
void eddy_engine_run_finalizers(napi_env env) {
  NapiState* state = static_cast<NapiState*>(env->napi_state);
  if (state == nullptr) return;
  DrainForeignMemory(env);
  while (!state->pending.alone()) {
    Reference* ref = static_cast<Reference*>(state->pending.prev);  // oldest first
    WithScope(env, [ref] { ref->RunFinalizer(); });
  }
}

napi_status node_api_post_finalizer(node_api_basic_env env, napi_finalize finalize, void* data,
                                    void* hint) {
  return Basic(env, {reinterpret_cast<void*>(finalize)}, [&] {
    Reference* ref = Reference::New(env, v8::Local<v8::Value>(), 0, false, finalize, data, hint);
    ref->MoveTo(&State(env)->pending);
    eddy_addon_finalize_soon(env->owner);
    return napi_ok;
  });
}

napi_status napi_create_reference(napi_env env, napi_value value, uint32_t initial_refcount,
                                  napi_ref* result) {
  return Plain(env, {value, result}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (env->module_api_version < 10 && !v->IsObject() && !v->IsSymbol()) return napi_invalid_arg;
    *result = reinterpret_cast<napi_ref>(Reference::New(env, v, initial_refcount, true));
    return napi_ok;
  });
}

napi_status napi_delete_reference(node_api_basic_env env, napi_ref ref) {
  return Basic(env, {ref}, [&] {
    Ref(ref)->Free();
    return napi_ok;
  });
}

napi_status napi_reference_ref(napi_env env, napi_ref ref, uint32_t* result) {
  return Plain(env, {ref}, [&] {
    uint32_t count = Ref(ref)->Ref();
    if (result != nullptr) *result = count;
    return napi_ok;
  });
}

napi_status napi_reference_unref(napi_env env, napi_ref ref, uint32_t* result) {
  return Plain(env, {ref}, [&] {
    if (Ref(ref)->count == 0) return napi_generic_failure;
    uint32_t count = Ref(ref)->Unref();
    if (result != nullptr) *result = count;
    return napi_ok;
  });
}

napi_status napi_get_reference_value(napi_env env, napi_ref ref, napi_value* result) {
  return Plain(env, {ref, result}, [&] { return Return(result, Ref(ref)->Get()); });
}

// ---- handle scopes ----

namespace {
struct HandleScopeBox {
  explicit HandleScopeBox(v8::Isolate* isolate) : scope(isolate) {}
  v8::HandleScope scope;
};
struct EscapableBox {
  explicit EscapableBox(v8::Isolate* isolate) : scope(isolate) {}
  v8::EscapableHandleScope scope;
  bool escaped = false;
};
}  // namespace

napi_status napi_open_handle_scope(napi_env env, napi_handle_scope* result) {
  return Plain(env, {result}, [&] {
    *result = reinterpret_cast<napi_handle_scope>(new HandleScopeBox(env->isolate));
    env->open_handle_scopes++;
    return napi_ok;
  });
}

napi_status napi_close_handle_scope(napi_env env, napi_handle_scope scope) {
  return Plain(env, {scope}, [&] {
    if (env->open_handle_scopes == 0) return napi_handle_scope_mismatch;
    env->open_handle_scopes--;
    delete reinterpret_cast<HandleScopeBox*>(scope);
    return napi_ok;
  });
}

napi_status napi_open_escapable_handle_scope(napi_env env, napi_escapable_handle_scope* result) {
  return Plain(env, {result}, [&] {
    *result = reinterpret_cast<napi_escapable_handle_scope>(new EscapableBox(env->isolate));
    env->open_handle_scopes++;
    return napi_ok;
  });
}

napi_status napi_close_escapable_handle_scope(napi_env env, napi_escapable_handle_scope scope) {
  return Plain(env, {scope}, [&] {
    if (env->open_handle_scopes == 0) return napi_handle_scope_mismatch;
    env->open_handle_scopes--;
    delete reinterpret_cast<EscapableBox*>(scope);
    return napi_ok;
  });
}

napi_status napi_escape_handle(napi_env env, napi_escapable_handle_scope scope, napi_value escapee,
                               napi_value* result) {
  return Plain(env, {scope, escapee, result}, [&] {
    EscapableBox* box = reinterpret_cast<EscapableBox*>(scope);
    if (std::exchange(box->escaped, true)) return napi_escape_called_twice;
    return Return(result, box->scope.Escape(Unwrap(escapee)));
  });
}

// ---- promises ----

napi_status napi_create_promise(napi_env env, napi_deferred* deferred, napi_value* promise) {
  return Script(env, {deferred, promise}, [&](v8::Local<v8::Context> context) {
    v8::Local<v8::Promise::Resolver> resolver;
    if (!v8::Promise::Resolver::New(context).ToLocal(&resolver)) return napi_generic_failure;
    *deferred = reinterpret_cast<napi_deferred>(Reference::New(env, resolver, 1, false));
    return Return(promise, resolver->GetPromise());
  });
}

static napi_status Settle(napi_env env, napi_deferred deferred, napi_value value, bool resolve) {
  return Script(env, {deferred, value}, [&](v8::Local<v8::Context> context) {
    Reference* ref = reinterpret_cast<Reference*>(deferred);
    v8::Local<v8::Promise::Resolver> resolver = ref->Get().As<v8::Promise::Resolver>();
    v8::Maybe<bool> done = resolve ? resolver->Resolve(context, Unwrap(value))
                                   : resolver->Reject(context, Unwrap(value));
    ref->Free();
    return done.FromMaybe(false) ? napi_ok : napi_generic_failure;
  });
}

napi_status napi_resolve_deferred(napi_env env, napi_deferred deferred, napi_value resolution) {
  return Settle(env, deferred, resolution, true);
}

napi_status napi_reject_deferred(napi_env env, napi_deferred deferred, napi_value rejection) {
  return Settle(env, deferred, rejection, false);
}

napi_status napi_is_promise(napi_env env, napi_value value, bool* is_promise) {
  return Plain(env, {value, is_promise}, [&] {
    *is_promise = Unwrap(value)->IsPromise();
    return napi_ok;
  });
}

}  // extern "C"

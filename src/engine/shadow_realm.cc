// SPDX-License-Identifier: MIT
// shadow_realm.cc: the context of a `new ShadowRealm()` (TC39 proposal-shadowrealm, HostInitializeShadowRealm): the
// language alone. Modules that are imported into it are loaded by lib/internal/modules/esm/shadow_realm.js, which
// knows the context by an object of the main one.
#include "vm_context.h"

namespace eddy {

static v8::MaybeLocal<v8::Context> CreateRealm(v8::Local<v8::Context> initiator) {
  v8::Isolate* isolate = initiator->GetIsolate();
  napi_env env = EnvOf(isolate);
  v8::EscapableHandleScope scope(isolate);
  v8::Local<v8::Context> context = v8::Context::New(isolate);
  if (context.IsEmpty()) return {};
  context->SetSecurityToken(initiator->GetSecurityToken());
  const bool watched = initiator->GetNumberOfEmbedderDataFields() > kContextEvalSeen &&
                       initiator->GetEmbedderData(kContextEvalSeen)->IsFunction();
  context->AllowCodeGenerationFromStrings(watched || initiator->IsCodeGenerationFromStringsAllowed());
  v8::Local<v8::Object> sandbox = v8::Object::New(isolate);
  if (!BindSandbox(env, sandbox, context)) return {};
  napi_value fn = eddy_slot_get(env, EDDY_SLOT_SHADOW_REALM);
  ENGINE_CHECK(fn && Unwrap(fn)->IsFunction());
  v8::Local<v8::Value> argument = sandbox, symbol;
  if (!Unwrap(fn).As<v8::Function>()->Call(env->context(), v8::Undefined(isolate), 1, &argument).ToLocal(&symbol)) {
    return {};
  }
  context->SetEmbedderData(kContextHostSymbol, symbol);
  context->SetEmbedderData(kContextIsRealm, v8::True(isolate));
  return scope.Escape(context);
}

void InstallShadowRealms(v8::Isolate* isolate) { isolate->SetHostCreateShadowRealmContextCallback(CreateRealm); }

}  // namespace eddy

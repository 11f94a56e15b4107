// SPDX-License-Identifier: MIT
// esm.cc: the binding `module_wrap`: ES modules (from source text, or synthetic) as JavaScript objects,
// and the hooks of V8 for import() and import.meta. What to load is decided in lib/internal/modules/esm.
// Ownership: the JavaScript object holds its v8::Module in an internal field; the map below finds the
// object of a module by identity hash and holds it weakly.
#include <unordered_map>

#include "vm_context.h"

namespace eddy {

using ScriptCompiler = v8::ScriptCompiler;
constexpr int kDataField = 1;

struct ModuleWrap {
  struct eddy_native native;
  int hash = 0;
  bool linked = false;
};

// One per thread; entries go away with their wraps.
static thread_local std::unordered_multimap<int, ModuleWrap*>* wraps;

extern "C" const struct eddy_class eddy_module_wrap_class;

static v8::Local<v8::Object> ObjectOf(ModuleWrap* wrap) {
  return Unwrap(eddy_native_value(&wrap->native)).As<v8::Object>();
}
static v8::MaybeLocal<v8::Module> ModuleOf(v8::Local<v8::Value> value) {
  if (!eddy_native_of(Wrap(value), &eddy_module_wrap_class)) return {};
  v8::Local<v8::Data> data = value.As<v8::Object>()->GetInternalField(kDataField);
  if (data->IsValue()) return {};
  return data.As<v8::Module>();
}
static ModuleWrap* WrapOf(v8::Local<v8::Module> module) {
  if (!wraps) return nullptr;
  auto range = wraps->equal_range(module->GetIdentityHash());
  for (auto it = range.first; it != range.second; ++it) {
    napi_value js = eddy_native_value(&it->second->native);
    v8::Local<v8::Module> found;
    if (js && ModuleOf(Unwrap(js)).ToLocal(&found) && found == module) return it->second;
  }
  return nullptr;
}

static void WrapFree(void* owner) {
  auto* wrap = static_cast<ModuleWrap*>(owner);
  if (wraps) {
    auto range = wraps->equal_range(wrap->hash);
    for (auto it = range.first; it != range.second; ++it) {
      if (it->second != wrap) continue;
      wraps->erase(it);
      break;
    }
  }
  delete wrap;
}

static v8::Local<v8::Private> Key(v8::Isolate* isolate, const char* name) {
  return v8::Private::ForApi(isolate, Intern(isolate, name));
}
static void Put(v8::Local<v8::Context> context, v8::Local<v8::Object> object, const char* key,
                v8::Local<v8::Value> value) {
  object->CreateDataProperty(context, Intern(context->GetIsolate(), key), value).Check();
}
static int32_t Int(v8::Local<v8::Value> value) {
  return value->IsInt32() ? value.As<v8::Int32>()->Value() : 0;
}
static v8::Local<v8::Value> TypeError(v8::Local<v8::String> m, v8::Local<v8::Value> o) {
  return v8::Exception::TypeError(m, o);
}
static v8::Local<v8::Value> PlainError(v8::Local<v8::String> m, v8::Local<v8::Value> o) {
  return v8::Exception::Error(m, o);
}

// The v8::Module behind `this`; throws when there is none.
static bool ThisModule(napi_callback_info info, v8::Local<v8::Module>* module) {
  auto& args = Args(info);
  if (ModuleOf(args.This()).ToLocal(module)) return true;
  ThrowCoded(args.GetIsolate(), TypeError, "ERR_INVALID_THIS", "Illegal invocation");
  return false;
}
static v8::Local<v8::Context> ContextOf(napi_env env, v8::Local<v8::Object> self) {
  v8::Local<v8::Value> sandbox;
  v8::Local<v8::Context> context;
  if (self->GetPrivate(env->context(), Key(env->isolate, "eddy.context")).ToLocal(&sandbox) &&
      ContextOfSandbox(env, sandbox).ToLocal(&context)) {
    return context;
  }
  return env->context();
}

// ---- making --------------------------------------------------------------------------------------------

static v8::MaybeLocal<v8::Value> RunSyntheticSteps(v8::Local<v8::Context> context,
                                                   v8::Local<v8::Module> module) {
  v8::Isolate* isolate = context->GetIsolate();
  napi_env env = EnvOf(isolate);
  ModuleWrap* wrap = WrapOf(module);
  ENGINE_CHECK(wrap);
  v8::Local<v8::Object> self = ObjectOf(wrap);
  v8::Local<v8::Value> steps;
  if (!self->GetPrivate(env->context(), Key(isolate, "eddy.steps")).ToLocal(&steps)) return {};
  if (steps->IsFunction()) {
    v8::TryCatch guard(isolate);
    if (steps.As<v8::Function>()->Call(context, self, 0, nullptr).IsEmpty()) {
      if (guard.HasCaught()) guard.ReThrow();
      return {};
    }
  }
  v8::Local<v8::Promise::Resolver> resolver;
  if (!v8::Promise::Resolver::New(context).ToLocal(&resolver)) return {};
  if (resolver->Resolve(context, v8::Undefined(isolate)).IsNothing()) return {};
  return resolver->GetPromise();
}

static v8::MaybeLocal<v8::Module> Synthetic(napi_env env, v8::Local<v8::Value> url,
                                            v8::Local<v8::Value> list) {
  v8::Isolate* isolate = env->isolate;
  auto names = list.As<v8::Array>();
  std::vector<v8::Local<v8::String>> exports;
  for (uint32_t i = 0; i < names->Length(); i++) {
    v8::Local<v8::Value> name;
    if (!names->Get(env->context(), i).ToLocal(&name) || !name->IsString()) continue;
    exports.push_back(name.As<v8::String>());
  }
  v8::MemorySpan<const v8::Local<v8::String>> span(exports.data(), exports.size());
  return v8::Module::CreateSyntheticModule(isolate, url.As<v8::String>(), span, RunSyntheticSteps);
}

// new ModuleWrap(url, context object | undefined, source, line, column, host symbol, cachedData)
// new ModuleWrap(url, context object | undefined, export names, evaluation steps)
static napi_value ModuleNew(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Context> main = env->context(), context = main;
  if (args[1]->IsObject() && !ContextOfSandbox(env, args[1]).ToLocal(&context)) context = main;
  v8::Local<v8::Object> self = args.This();
  v8::Local<v8::Module> module;
  v8::Context::Scope scope(context);
  if (args[2]->IsArray()) {
    if (!Synthetic(env, args[0], args[2]).ToLocal(&module)) return nullptr;
    self->SetPrivate(main, Key(isolate, "eddy.steps"), args[3]).Check();
  } else {
    auto* cache = CachedDataOf(args[6]);
    v8::ScriptOrigin origin(args[0], Int(args[3]), Int(args[4]), true, -1, v8::Local<v8::Value>(), false,
                            false, true, HostOptions(isolate, args[5]));
    ScriptCompiler::Source source(args[2].As<v8::String>(), origin, cache);
    NoAbort no_abort;
    v8::TryCatch guard(isolate);
    if (!ScriptCompiler::CompileModule(isolate, &source,
                                       cache ? ScriptCompiler::kConsumeCodeCache
                                             : ScriptCompiler::kNoCompileOptions)
             .ToLocal(&module)) {
      RememberArrow(env, guard.Exception(), guard.Message()); // the stack is left alone, as in Node
      guard.ReThrow();
      return nullptr;
    }
    if (cache) {
      const bool rejected = source.GetCachedData() && source.GetCachedData()->rejected;
      Put(main, self, "cachedDataRejected", v8::Boolean::New(isolate, rejected));
    }
    Put(main, self, "sourceMapURL", module->GetUnboundModuleScript()->GetSourceMappingURL());
  }
  Put(main, self, "url", args[0]);
  self->SetPrivate(main, Key(isolate, "eddy.context"), args[1]).Check();
  auto* wrap = new ModuleWrap();
  wrap->hash = module->GetIdentityHash();
  wrap->linked = module->IsSyntheticModule();
  self->SetInternalField(kDataField, module);
  eddy_native_init(env, Wrap(self), &wrap->native, &eddy_module_wrap_class, wrap, WrapFree);
  if (!wraps) wraps = new std::unordered_multimap<int, ModuleWrap*>();
  wraps->emplace(wrap->hash, wrap);
  return nullptr;
}

// ---- requests and linking ------------------------------------------------------------------------------

// Attributes as V8 gives them: [key, value, offset]* of a static import, [key, value]* of import().
static v8::Local<v8::Object> Attributes(v8::Isolate* isolate, v8::Local<v8::FixedArray> list,
                                        int step) {
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  auto object = v8::Object::New(isolate, v8::Null(isolate), nullptr, nullptr, 0);
  for (int i = 0; i + 1 < list->Length(); i += step) {
    auto key = list->Get(context, i).As<v8::Name>();
    object->CreateDataProperty(context, key, list->Get(context, i + 1).As<v8::Value>()).Check();
  }
  return object;
}

// getModuleRequests(): [{ specifier, attributes, phase }], phase 1 source, 2 evaluation.
static napi_value ModuleRequests(napi_env env, napi_callback_info info) {
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module)) return nullptr;
  if (!module->IsSourceTextModule()) return Wrap(v8::Array::New(isolate));
  v8::Local<v8::Context> context = env->context();
  auto requests = module->GetModuleRequests();
  std::vector<v8::Local<v8::Value>> out;
  v8::Local<v8::Name> keys[] = {Intern(isolate, "specifier"), Intern(isolate, "attributes"),
                                Intern(isolate, "phase")};
  for (int i = 0; i < requests->Length(); i++) {
    auto request = requests->Get(context, i).As<v8::ModuleRequest>();
    v8::Local<v8::Value> values[] = {
        request->GetSpecifier(), Attributes(isolate, request->GetImportAttributes(), 3),
        v8::Integer::New(isolate, static_cast<int>(request->GetPhase()))};
    out.push_back(v8::Object::New(isolate, v8::Null(isolate), keys, values, 3));
  }
  return Wrap(v8::Array::New(isolate, out.data(), out.size()));
}

// link(wraps): one ModuleWrap per request, in the order of getModuleRequests().
static napi_value ModuleLink(napi_env env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module)) return nullptr;
  auto& args = Args(info);
  args.This()->SetPrivate(env->context(), Key(env->isolate, "eddy.linked"), args[0]).Check();
  static_cast<ModuleWrap*>(eddy_native_of(Wrap(args.This()), &eddy_module_wrap_class))->linked = true;
  return nullptr;
}

static bool SameAttributes(v8::Local<v8::Context> context, v8::Local<v8::FixedArray> a,
                           v8::Local<v8::FixedArray> b) {
  if (a->Length() != b->Length()) return false;
  for (int i = 0; i < a->Length(); i++) {
    if (i % 3 == 2) continue; // the offset in the source
    if (!a->Get(context, i).As<v8::Value>()->StrictEquals(b->Get(context, i).As<v8::Value>())) {
      return false;
    }
  }
  return true;
}

// The linked wrap of a request of `referrer`; throws when it is not there.
static v8::MaybeLocal<v8::Object> Linked(v8::Local<v8::Context> context,
                                         v8::Local<v8::String> specifier,
                                         v8::Local<v8::FixedArray> attributes,
                                         v8::Local<v8::Module> referrer, v8::ModuleImportPhase phase) {
  v8::Isolate* isolate = context->GetIsolate();
  napi_env env = EnvOf(isolate);
  ModuleWrap* wrap = WrapOf(referrer);
  v8::String::Utf8Value name(isolate, specifier);
  v8::Local<v8::Value> list;
  if (!wrap || !wrap->linked ||
      !ObjectOf(wrap)->GetPrivate(env->context(), Key(isolate, "eddy.linked")).ToLocal(&list) ||
      !list->IsArray()) {
    v8::Local<v8::Value> url = v8::Undefined(isolate);
    if (wrap && !ObjectOf(wrap)->Get(context, Intern(isolate, "url")).ToLocal(&url)) return {};
    v8::String::Utf8Value where(isolate, url);
    std::string text = "request for '" + std::string(*name) + "' can not be resolved on module '" +
                       (*where ? *where : "") + "' that is not linked";
    ThrowCoded(isolate, PlainError, "ERR_VM_MODULE_LINK_FAILURE", text.c_str());
    return {};
  }
  auto requests = referrer->GetModuleRequests();
  for (int i = 0; i < requests->Length(); i++) {
    auto request = requests->Get(context, i).As<v8::ModuleRequest>();
    if (request->GetPhase() != phase || !request->GetSpecifier()->StringEquals(specifier) ||
        !SameAttributes(context, request->GetImportAttributes(), attributes)) {
      continue;
    }
    v8::Local<v8::Value> target;
    if (list.As<v8::Array>()->Get(env->context(), i).ToLocal(&target) && target->IsObject()) {
      return target.As<v8::Object>();
    }
  }
  std::string text = "request for '" + std::string(*name) + "' is not in cache";
  ThrowCoded(isolate, PlainError, "ERR_VM_MODULE_LINK_FAILURE", text.c_str());
  return {};
}

static v8::MaybeLocal<v8::Module> ResolveModule(v8::Local<v8::Context> context,
                                                v8::Local<v8::String> specifier,
                                                v8::Local<v8::FixedArray> attributes,
                                                v8::Local<v8::Module> referrer) {
  v8::Local<v8::Object> target;
  if (!Linked(context, specifier, attributes, referrer, v8::ModuleImportPhase::kEvaluation)
           .ToLocal(&target)) {
    return {};
  }
  v8::Local<v8::Module> module;
  if (ModuleOf(target).ToLocal(&module)) return module;
  ThrowCoded(context->GetIsolate(), PlainError, "ERR_VM_MODULE_LINK_FAILURE", "linked to no module");
  return {};
}

static v8::MaybeLocal<v8::Object> ResolveSource(v8::Local<v8::Context> context,
                                                v8::Local<v8::String> specifier,
                                                v8::Local<v8::FixedArray> attributes,
                                                v8::Local<v8::Module> referrer) {
  v8::Isolate* isolate = context->GetIsolate();
  v8::Local<v8::Object> target;
  if (!Linked(context, specifier, attributes, referrer, v8::ModuleImportPhase::kSource)
           .ToLocal(&target)) {
    return {};
  }
  v8::Local<v8::Value> source;
  if (target->GetPrivate(context, Key(isolate, "eddy.source")).ToLocal(&source) && source->IsObject()) {
    return source.As<v8::Object>();
  }
  v8::Local<v8::Value> url;
  std::string text = "Source phase import object is not defined for module ";
  if (target->Get(context, Intern(isolate, "url")).ToLocal(&url)) {
    v8::String::Utf8Value name(isolate, url);
    text += std::string("'") + *name + "'";
  }
  auto error = v8::Exception::SyntaxError(v8::String::NewFromUtf8(isolate, text.c_str()).ToLocalChecked());
  error.As<v8::Object>()->Set(context, Intern(isolate, "code"),
                              Intern(isolate, "ERR_SOURCE_PHASE_NOT_DEFINED")).Check();
  isolate->ThrowException(error);
  return {};
}

static napi_value ModuleInstantiate(napi_env env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module)) return nullptr;
  v8::Local<v8::Context> context = ContextOf(env, Args(info).This());
  auto* wrap = static_cast<ModuleWrap*>(eddy_native_of(Wrap(Args(info).This()), &eddy_module_wrap_class));
  if (!wrap->linked) {
    ThrowCoded(env->isolate, PlainError, "ERR_VM_MODULE_LINK_FAILURE", "module is not linked");
    return nullptr;
  }
  NoAbort no_abort;
  v8::TryCatch guard(env->isolate);
  if (module->InstantiateModule(context, ResolveModule, ResolveSource).IsNothing() ||
      guard.HasCaught()) {
    if (guard.HasTerminated()) return nullptr;
    RememberArrow(env, guard.Exception(), guard.Message());
    guard.ReThrow();
  }
  return nullptr;
}

// Somebody looks at its result: no unhandled rejection (which has been noted already).
static void MarkHandled(napi_env env, v8::Local<v8::Promise> promise) {
  auto noop = v8::Function::New(env->context(), [](const v8::FunctionCallbackInfo<v8::Value>&) {});
  (void)promise->Catch(env->context(), noop.ToLocalChecked()).IsEmpty();
}

// ---- evaluation and looking ----------------------------------------------------------------------------

// evaluate(timeout, breakOnSigint): the promise of the evaluation.
static napi_value ModuleEvaluate(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module)) return nullptr;
  v8::Local<v8::Context> context = ContextOf(env, args.This());
  RunLimits limits;
  if (args[0]->IsNumber()) limits.timeout_ms = args[0]->IntegerValue(env->context()).FromMaybe(-1);
  limits.break_on_sigint = args[1]->IsTrue();
  v8::MicrotaskQueue* queue = context->GetMicrotaskQueue();
  const bool own_queue = queue && queue != env->context()->GetMicrotaskQueue();
  v8::TryCatch guard(env->isolate);
  auto result = RunLimited(env, limits, [&] {
    auto value = module->Evaluate(context);
    if (own_queue && !value.IsEmpty()) queue->PerformCheckpoint(env->isolate);
    return value;
  });
  if (guard.HasCaught()) {
    guard.ReThrow();
    return nullptr;
  }
  v8::Local<v8::Value> value;
  if (!result.ToLocal(&value)) return nullptr;
  if (!own_queue || !value->IsPromise()) return Wrap(value);
  // A promise of the inner context would schedule its reactions on the inner queue, which nobody runs.
  auto inner = value.As<v8::Promise>();
  v8::Local<v8::Promise::Resolver> outer;
  if (!v8::Promise::Resolver::New(env->context()).ToLocal(&outer)) return nullptr;
  switch (inner->State()) {
    case v8::Promise::kFulfilled:
      outer->Resolve(env->context(), v8::Undefined(env->isolate)).Check();
      break;
    case v8::Promise::kRejected:
      MarkHandled(env, inner);
      outer->Reject(env->context(), inner->Result()).Check();
      break;
    case v8::Promise::kPending:
      outer->Resolve(env->context(), inner).Check();
      break;
  }
  return Wrap(outer->GetPromise());
}

// evaluateSync(): true when it is done, false when it waits for a promise; throws what it threw.
static napi_value ModuleEvaluateSync(napi_env env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module)) return nullptr;
  v8::Local<v8::Context> context = ContextOf(env, Args(info).This());
  v8::TryCatch guard(env->isolate);
  v8::Local<v8::Value> value;
  if (!module->Evaluate(context).ToLocal(&value)) {
    if (guard.HasCaught()) guard.ReThrow();
    return nullptr;
  }
  auto promise = value.As<v8::Promise>();
  if (promise->State() == v8::Promise::kRejected) {
    MarkHandled(env, promise);
    v8::Local<v8::Value> error = promise->Result();
    RememberArrow(env, error, v8::Exception::CreateMessage(env->isolate, error));
    env->isolate->ThrowException(error);
    guard.ReThrow();
    return nullptr;
  }
  eddy_ret_bool(info, promise->State() == v8::Promise::kFulfilled);
  return nullptr;
}

static napi_value ModuleStatus(napi_env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (ThisModule(info, &module)) eddy_ret_i32(info, module->GetStatus());
  return nullptr;
}
static napi_value ModuleError(napi_env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module) || module->GetStatus() != v8::Module::kErrored) return nullptr;
  return Wrap(module->GetException());
}
static napi_value ModuleNamespace(napi_env env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module)) return nullptr;
  if (module->GetStatus() < v8::Module::kInstantiated) {
    ThrowCoded(env->isolate, PlainError, "ERR_VM_MODULE_STATUS",
               "cannot get namespace, module has not been instantiated");
    return nullptr;
  }
  return Wrap(module->GetModuleNamespace());
}
static napi_value ModuleGraphAsync(napi_env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (ThisModule(info, &module)) eddy_ret_bool(info, module->IsGraphAsync());
  return nullptr;
}
static napi_value ModuleHasTopLevelAwait(napi_env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (ThisModule(info, &module)) {
    eddy_ret_bool(info, module->IsSourceTextModule() && module->HasTopLevelAwait());
  }
  return nullptr;
}
static napi_value ModuleSetExport(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module)) return nullptr;
  (void)module->SetSyntheticModuleExport(env->isolate, args[0].As<v8::String>(), args[1]).IsNothing();
  return nullptr;
}
static napi_value ModuleSetSource(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  args.This()->SetPrivate(env->context(), Key(env->isolate, "eddy.source"), args[0]).Check();
  return nullptr;
}
static napi_value ModuleSource(napi_env env, napi_callback_info info) {
  v8::Local<v8::Value> source;
  if (!Args(info).This()->GetPrivate(env->context(), Key(env->isolate, "eddy.source")).ToLocal(&source)) {
    return nullptr;
  }
  return Wrap(source);
}
static napi_value ModuleCachedData(napi_env env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module) || !module->IsSourceTextModule()) return nullptr;
  return Wrap(CacheBuffer(env, ScriptCompiler::CreateCodeCache(module->GetUnboundModuleScript())));
}

// stalled(): the arrows ("file:line\nsource\n^") of the top-level awaits a module waits for.
static napi_value ModuleStalled(napi_env env, napi_callback_info info) {
  v8::Local<v8::Module> module;
  if (!ThisModule(info, &module)) return nullptr;
  std::vector<v8::Local<v8::Value>> out;
  if (module->GetStatus() >= v8::Module::kEvaluating && module->IsSourceTextModule()) {
    auto stalled = module->GetStalledTopLevelAwaitMessages(env->isolate);
    for (auto& message : stalled.second) {
      std::string arrow = ArrowOf(env->isolate, env->context(), message);
      out.push_back(Unwrap(eddy_utf8(env, arrow.data(), arrow.size())));
    }
  }
  return Wrap(v8::Array::New(env->isolate, out.data(), out.size()));
}

// ---- what V8 asks ----------------------------------------------------------------------------------------

// import(): the function in EDDY_SLOT_IMPORT_DYNAMIC gets (host symbol, specifier, attributes,
// referrer name, phase, the symbol of the ShadowRealm whose code asks) and returns a promise.
static v8::MaybeLocal<v8::Promise> ImportPhase(v8::Local<v8::Context> context,
                                               v8::Local<v8::Data> options,
                                               v8::Local<v8::Value> resource,
                                               v8::Local<v8::String> specifier,
                                               v8::ModuleImportPhase phase,
                                               v8::Local<v8::FixedArray> attributes) {
  v8::Isolate* isolate = context->GetIsolate();
  napi_env env = EnvOf(isolate);
  v8::EscapableHandleScope scope(isolate);
  v8::Local<v8::Value> symbol = v8::Undefined(isolate);
  if (options->IsFixedArray() && options.As<v8::PrimitiveArray>()->Length() > 0) {
    symbol = options.As<v8::PrimitiveArray>()->Get(isolate, 0);
  }
  if (!symbol->IsSymbol() && context->GetNumberOfEmbedderDataFields() > kContextHostSymbol) {
    symbol = context->GetEmbedderData(kContextHostSymbol);
  }
  napi_value fn = eddy_slot_get(env, EDDY_SLOT_IMPORT_DYNAMIC);
  if (!fn || !Unwrap(fn)->IsFunction()) {
    ThrowCoded(isolate, TypeError, "ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING",
               "A dynamic import callback was not specified.");
    return {};
  }
  v8::Local<v8::Value> realm = v8::Undefined(isolate);
  if (IsRealm(context)) realm = context->GetEmbedderData(kContextHostSymbol);
  v8::Local<v8::Value> argv[] = {symbol, specifier, Attributes(isolate, attributes, 2), resource,
                                 v8::Integer::New(isolate, static_cast<int>(phase)), realm};
  v8::Local<v8::Value> result;
  if (!Unwrap(fn).As<v8::Function>()->Call(context, v8::Undefined(isolate), 6, argv).ToLocal(&result)) {
    return {};
  }
  if (result->IsPromise()) return scope.Escape(result.As<v8::Promise>());
  v8::Local<v8::Promise::Resolver> resolver;
  if (!v8::Promise::Resolver::New(context).ToLocal(&resolver) ||
      resolver->Resolve(context, result).IsNothing()) {
    return {};
  }
  return scope.Escape(resolver->GetPromise());
}
static v8::MaybeLocal<v8::Promise> Import(v8::Local<v8::Context> context, v8::Local<v8::Data> options,
                                          v8::Local<v8::Value> resource,
                                          v8::Local<v8::String> specifier,
                                          v8::Local<v8::FixedArray> attributes) {
  return ImportPhase(context, options, resource, specifier, v8::ModuleImportPhase::kEvaluation,
                     attributes);
}

// import.meta: the function in EDDY_SLOT_IMPORT_META gets (host symbol, meta, wrap).
static void ImportMeta(v8::Local<v8::Context> context, v8::Local<v8::Module> module,
                       v8::Local<v8::Object> meta) {
  v8::Isolate* isolate = context->GetIsolate();
  napi_env env = EnvOf(isolate);
  ModuleWrap* wrap = WrapOf(module);
  napi_value fn = eddy_slot_get(env, EDDY_SLOT_IMPORT_META);
  if (!wrap || !fn || !Unwrap(fn)->IsFunction()) return;
  v8::Local<v8::Value> argv[] = {meta, ObjectOf(wrap)};
  v8::TryCatch guard(isolate);
  if (Unwrap(fn).As<v8::Function>()->Call(context, v8::Undefined(isolate), 2, argv).IsEmpty() &&
      guard.HasCaught()) {
    guard.ReThrow();
  }
}

void InstallModuleCallbacks(v8::Isolate* isolate) {
  isolate->SetHostImportModuleDynamicallyCallback(Import);
  isolate->SetHostImportModuleWithPhaseDynamicallyCallback(ImportPhase);
  isolate->SetHostInitializeImportMetaObjectCallback(ImportMeta);
}

static napi_value SetImportDynamic(napi_env env, napi_callback_info info) {
  eddy_slot_set(env, EDDY_SLOT_IMPORT_DYNAMIC, Wrap(Args(info)[0]));
  return nullptr;
}
static napi_value SetImportMeta(napi_env env, napi_callback_info info) {
  eddy_slot_set(env, EDDY_SLOT_IMPORT_META, Wrap(Args(info)[0]));
  return nullptr;
}
static void Setup(napi_env env, napi_value exports) {
  static const char* const names[] = {"kUninstantiated", "kInstantiating", "kInstantiated",
                                      "kEvaluating", "kEvaluated", "kErrored"};
  for (int i = 0; i < 6; i++) eddy_set_i32(env, exports, names[i], i);
  eddy_set_i32(env, exports, "kSourcePhase", static_cast<int>(v8::ModuleImportPhase::kSource));
  eddy_set_i32(env, exports, "kEvaluationPhase", static_cast<int>(v8::ModuleImportPhase::kEvaluation));
}

static const struct eddy_method wrap_methods[] = {
    {"getModuleRequests", ModuleRequests, 0, nullptr},
    {"link", ModuleLink, 1, nullptr},
    {"instantiate", ModuleInstantiate, 0, nullptr},
    {"evaluate", ModuleEvaluate, 2, nullptr},
    {"evaluateSync", ModuleEvaluateSync, 0, nullptr},
    {"getStatus", ModuleStatus, 0, nullptr},
    {"getError", ModuleError, 0, nullptr},
    {"getNamespace", ModuleNamespace, 0, nullptr},
    {"isGraphAsync", ModuleGraphAsync, 0, nullptr},
    {"hasTopLevelAwait", ModuleHasTopLevelAwait, 0, nullptr},
    {"setExport", ModuleSetExport, 2, nullptr},
    {"setModuleSourceObject", ModuleSetSource, 1, nullptr},
    {"getModuleSourceObject", ModuleSource, 0, nullptr},
    {"createCachedData", ModuleCachedData, 0, nullptr},
    {"stalled", ModuleStalled, 0, nullptr},
};
extern "C" const struct eddy_class eddy_module_wrap_class = {
    "ModuleWrap", ModuleNew, wrap_methods, sizeof wrap_methods / sizeof(eddy_method), nullptr};
static const struct eddy_class* const wrap_classes[] = {&eddy_module_wrap_class};
static const struct eddy_method module_methods[] = {
    {"setImportModuleDynamicallyCallback", SetImportDynamic, 1, nullptr},
    {"setInitializeImportMetaObjectCallback", SetImportMeta, 1, nullptr},
};

}  // namespace eddy

extern "C" const struct eddy_binding eddy_binding_module_wrap = {
    "module_wrap", eddy::module_methods, 2, eddy::wrap_classes, 1, eddy::Setup};

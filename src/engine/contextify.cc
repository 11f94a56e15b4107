// SPDX-License-Identifier: MIT
// contextify.cc: the binding `contextify`: scripts and functions compiled from source text, for lib/vm.js
// and for the CommonJS loader (compileCommonJS).
#include "vm_context.h"

namespace eddy {

// Implemented by the neighbours, listed in this binding's table.
napi_value VmMakeContext(napi_env env, napi_callback_info info);
napi_value VmIsContext(napi_env env, napi_callback_info info);
napi_value VmErrorArrow(napi_env env, napi_callback_info info);
napi_value VmSetErrorArrow(napi_env env, napi_callback_info info);
napi_value VmDecorateError(napi_env env, napi_callback_info info);
napi_value VmLastArrow(napi_env env, napi_callback_info info);
napi_value VmLastFrames(napi_env env, napi_callback_info info);
napi_value VmCaptureFrames(napi_env env, napi_callback_info info);
napi_value VmIsDecorated(napi_env env, napi_callback_info info);
napi_value VmPlaceOf(napi_env env, napi_callback_info info);
napi_value VmWatchEval(napi_env env, napi_callback_info info);
napi_value VmLocate(napi_env env, napi_callback_info info);
napi_value VmStartSigint(napi_env env, napi_callback_info info);
napi_value VmStopSigint(napi_env env, napi_callback_info info);
napi_value VmSigintPending(napi_env env, napi_callback_info info);
napi_value VmMeasureMemory(napi_env env, napi_callback_info info);

using ScriptCompiler = v8::ScriptCompiler;

v8::Local<v8::Value> DefaultHostSymbol(napi_env env) {
  napi_value symbol = eddy_slot_get(env, EDDY_SLOT_VM_1);
  return symbol ? Unwrap(symbol) : v8::Undefined(env->isolate).As<v8::Value>();
}

ScriptCompiler::CachedData* CachedDataOf(v8::Local<v8::Value> value) {
  struct eddy_bytes bytes;
  if (!eddy_value_bytes(Wrap(value), &bytes)) return nullptr;
  auto* copy = new uint8_t[bytes.len ? bytes.len : 1];
  if (bytes.len) memcpy(copy, bytes.data, bytes.len);
  return new ScriptCompiler::CachedData(copy, static_cast<int>(bytes.len),
                                        ScriptCompiler::CachedData::BufferOwned);
}

// The same bytes where they are: for a cache that no program can reach, and no longer than one compilation.
static ScriptCompiler::CachedData* BorrowCachedData(v8::Local<v8::Value> value) {
  struct eddy_bytes bytes;
  if (!eddy_value_bytes(Wrap(value), &bytes)) return nullptr;
  return new ScriptCompiler::CachedData(bytes.data, static_cast<int>(bytes.len),
                                        ScriptCompiler::CachedData::BufferNotOwned);
}

v8::Local<v8::Value> CacheBuffer(napi_env env, ScriptCompiler::CachedData* cache) {
  napi_value buffer = eddy_buffer_copy(env, cache ? cache->data : nullptr, cache ? cache->length : 0);
  delete cache;
  return Unwrap(buffer);
}

static void Put(v8::Local<v8::Context> context, v8::Local<v8::Object> object, const char* key,
                v8::Local<v8::Value> value) {
  object->CreateDataProperty(context, Intern(context->GetIsolate(), key), value).Check();
}
static int32_t Int(v8::Local<v8::Value> value) {
  return value->IsInt32() ? value.As<v8::Int32>()->Value() : 0;
}

// ---- Script ------------------------------------------------------------------------------------------

// The unbound script lies in the JavaScript object's second internal field.
constexpr int kDataField = 1;
extern "C" const struct eddy_class eddy_contextify_script_class;

// new ContextifyScript(code, filename, lineOffset, columnOffset, cachedData, produceCachedData,
//                      context object | undefined, host symbol)
static napi_value ScriptNew(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Context> context = env->context();
  if (args[6]->IsObject() && !ContextOfSandbox(env, args[6]).ToLocal(&context)) context = env->context();
  auto* cache = CachedDataOf(args[4]);
  v8::ScriptOrigin origin(args[1], Int(args[2]), Int(args[3]), true, -1, v8::Local<v8::Value>(), false,
                          false, false, HostOptions(isolate, args[7]));
  ScriptCompiler::Source source(args[0].As<v8::String>(), origin, cache);
  v8::Local<v8::UnboundScript> script;
  {
    NoAbort no_abort;
    v8::TryCatch guard(isolate);
    v8::Context::Scope scope(context);
    if (!ScriptCompiler::CompileUnboundScript(isolate, &source,
                                              cache ? ScriptCompiler::kConsumeCodeCache
                                                    : ScriptCompiler::kNoCompileOptions)
             .ToLocal(&script)) {
      DecorateError(env, guard.Exception(), guard.Message());
      guard.ReThrow();
      return nullptr;
    }
  }
  context = env->context();
  v8::Local<v8::Object> self = args.This();
  self->SetInternalField(kDataField, script);
  if (cache) {
    const bool rejected = source.GetCachedData() && source.GetCachedData()->rejected;
    Put(context, self, "cachedDataRejected", v8::Boolean::New(isolate, rejected));
  } else if (args[5]->IsTrue()) {
    auto* made = ScriptCompiler::CreateCodeCache(script);
    Put(context, self, "cachedDataProduced", v8::Boolean::New(isolate, made != nullptr));
    if (made) Put(context, self, "cachedData", CacheBuffer(env, made));
  }
  Put(context, self, "sourceURL", script->GetSourceURL());
  Put(context, self, "sourceMapURL", script->GetSourceMappingURL());
  return nullptr;
}

static v8::MaybeLocal<v8::UnboundScript> ScriptOf(v8::Local<v8::Object> self) {
  if (self->InternalFieldCount() <= kDataField) return {};
  v8::Local<v8::Data> data = self->GetInternalField(kDataField);
  if (data->IsValue()) return {};
  return data.As<v8::UnboundScript>();
}

// runInContext(context object | null, timeout, displayErrors, breakOnSigint)
static napi_value ScriptRun(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::UnboundScript> unbound;
  if (!ScriptOf(args.This()).ToLocal(&unbound)) {
    ThrowCoded(isolate, [](v8::Local<v8::String> m, v8::Local<v8::Value> o) {
      return v8::Exception::TypeError(m, o); }, "ERR_INVALID_THIS", "Illegal invocation");
    return nullptr;
  }
  v8::Local<v8::Context> context = env->context();
  if (args[0]->IsObject() && !ContextOfSandbox(env, args[0]).ToLocal(&context)) return nullptr;
  RunLimits limits;
  if (args[1]->IsNumber()) limits.timeout_ms = args[1]->IntegerValue(context).FromMaybe(-1);
  limits.break_on_sigint = args[3]->IsTrue();
  v8::TryCatch guard(isolate);
  v8::Context::Scope scope(context);
  v8::Local<v8::Script> script = unbound->BindToCurrentContext();
  v8::MicrotaskQueue* queue = context->GetMicrotaskQueue();
  const bool own_queue = queue && queue != env->context()->GetMicrotaskQueue();
  v8::MaybeLocal<v8::Value> result = RunLimited(env, limits, [&]() -> v8::MaybeLocal<v8::Value> {
    v8::MaybeLocal<v8::Value> value = script->Run(context);
    if (own_queue && !value.IsEmpty()) queue->PerformCheckpoint(isolate);
    return value;
  });
  v8::Local<v8::Value> value;
  if (guard.HasCaught()) {
    if (!guard.HasTerminated()) {
      if (args[2]->IsTrue()) DecorateError(env, guard.Exception(), guard.Message());
      else RememberArrow(env, guard.Exception(), guard.Message());
    }
    guard.ReThrow();
    return nullptr;
  }
  return result.ToLocal(&value) ? Wrap(value) : nullptr;
}

static napi_value ScriptCreateCachedData(napi_env env, napi_callback_info info) {
  v8::Local<v8::UnboundScript> unbound;
  if (!ScriptOf(Args(info).This()).ToLocal(&unbound)) return nullptr;
  return Wrap(CacheBuffer(env, ScriptCompiler::CreateCodeCache(unbound)));
}

static const struct eddy_method script_methods[] = {
    {"runInContext", ScriptRun, 4, nullptr},
    {"createCachedData", ScriptCreateCachedData, 0, nullptr},
};
extern "C" const struct eddy_class eddy_contextify_script_class = {
    "ContextifyScript", ScriptNew, script_methods, 2, nullptr};

// ---- functions ---------------------------------------------------------------------------------------

// compileFunction(code, filename, lineOffset, columnOffset, cachedData, produceCachedData,
//   context object | undefined, extensions | undefined, parameters | undefined, host symbol)
// -> { function, cachedDataProduced?, cachedData?, cachedDataRejected? }
static napi_value CompileFunction(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Context> main = env->context(), context = main;
  if (args[6]->IsObject() && !ContextOfSandbox(env, args[6]).ToLocal(&context)) context = main;
  std::vector<v8::Local<v8::Object>> extensions;
  std::vector<v8::Local<v8::String>> params;
  if (args[7]->IsArray()) {
    auto list = args[7].As<v8::Array>();
    for (uint32_t i = 0; i < list->Length(); i++) {
      v8::Local<v8::Value> item;
      if (list->Get(main, i).ToLocal(&item) && item->IsObject()) extensions.push_back(item.As<v8::Object>());
    }
  }
  if (args[8]->IsArray()) {
    auto list = args[8].As<v8::Array>();
    for (uint32_t i = 0; i < list->Length(); i++) {
      v8::Local<v8::Value> item;
      if (list->Get(main, i).ToLocal(&item) && item->IsString()) params.push_back(item.As<v8::String>());
    }
  }
  auto* cache = CachedDataOf(args[4]);
  v8::ScriptOrigin origin(args[1], Int(args[2]), Int(args[3]), true, -1, v8::Local<v8::Value>(), false,
                          false, false, HostOptions(isolate, args[9]));
  ScriptCompiler::Source source(args[0].As<v8::String>(), origin, cache);
  v8::Local<v8::Function> fn;
  {
    NoAbort no_abort;
    v8::TryCatch guard(isolate);
    v8::Context::Scope scope(context);
    if (!ScriptCompiler::CompileFunction(context, &source, params.size(), params.data(),
                                         extensions.size(), extensions.data(),
                                         cache ? ScriptCompiler::kConsumeCodeCache
                                               : ScriptCompiler::kNoCompileOptions)
             .ToLocal(&fn)) {
      if (guard.HasCaught()) {
        DecorateError(env, guard.Exception(), guard.Message());
        guard.ReThrow();
      } else { // V8 says nothing about a parameter that is no name
        isolate->ThrowException(v8::Exception::SyntaxError(Intern(isolate, "Invalid parameter name")));
        guard.ReThrow();
      }
      return nullptr;
    }
  }
  auto result = v8::Object::New(isolate);
  Put(main, result, "function", fn);
  if (cache) {
    const bool rejected = source.GetCachedData() && source.GetCachedData()->rejected;
    Put(main, result, "cachedDataRejected", v8::Boolean::New(isolate, rejected));
  } else if (args[5]->IsTrue()) {
    auto* made = ScriptCompiler::CreateCodeCacheForFunction(fn);
    Put(main, result, "cachedDataProduced", v8::Boolean::New(isolate, made != nullptr));
    if (made) Put(main, result, "cachedData", CacheBuffer(env, made));
  }
  return Wrap(result);
}

// ---- CommonJS ----------------------------------------------------------------------------------------

// What V8 says about ES module syntax in a function body.
static const char* const kModuleOnly[] = {
    "Cannot use import statement outside a module",
    "Unexpected token 'export'",
    "Cannot use 'import.meta' outside a module",
};
// What is an error in a CommonJS wrapper but might be fine in a module.
static const char* const kWrapperOnly[] = {
    "Identifier '__filename' has already been declared",
    "Identifier '__dirname' has already been declared",
    "Identifier 'module' has already been declared",
    "Identifier 'exports' has already been declared",
    "Identifier 'require' has already been declared",
    "await is only valid in async functions and the top level bodies of modules",
    "Unexpected reserved word",
};

static bool CompilesAsModule(napi_env env, v8::Local<v8::String> code, v8::Local<v8::Value> filename) {
  v8::Isolate* isolate = env->isolate;
  NoAbort no_abort;
  v8::TryCatch guard(isolate);
  v8::ScriptOrigin origin(filename, 0, 0, true, -1, v8::Local<v8::Value>(), false, false, true);
  ScriptCompiler::Source source(code, origin);
  v8::Local<v8::Module> module;
  return ScriptCompiler::CompileModule(isolate, &source).ToLocal(&module);
}

static bool LooksLikeModule(napi_env env, v8::Local<v8::Message> message, v8::Local<v8::String> code,
                            v8::Local<v8::Value> filename) {
  v8::String::Utf8Value text(env->isolate, message->Get());
  if (!*text) return false;
  for (const char* phrase : kModuleOnly) {
    if (strstr(*text, phrase)) return true;
  }
  for (const char* phrase : kWrapperOnly) {
    if (strstr(*text, phrase)) return CompilesAsModule(env, code, filename);
  }
  // Outside of a module `await (x)` is a call, `await x` two identifiers: the error says nothing of it.
  v8::String::Utf8Value source(env->isolate, code);
  return *source && strstr(*source, "await ") && CompilesAsModule(env, code, filename);
}

static v8::MaybeLocal<v8::Function> CompileWrapper(napi_env env, ScriptCompiler::Source* source,
                                                   bool consume) {
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::String> params[] = {Intern(isolate, "exports"), Intern(isolate, "require"),
                                    Intern(isolate, "module"), Intern(isolate, "__filename"),
                                    Intern(isolate, "__dirname")};
  return ScriptCompiler::CompileFunction(
      env->context(), source, 5, params, 0, nullptr,
      consume ? ScriptCompiler::kConsumeCodeCache : ScriptCompiler::kNoCompileOptions);
}

// Whether the code cache of the last compileCommonJS() did not fit.
static thread_local bool cache_rejected;
static napi_value LastCacheRejected(napi_env, napi_callback_info info) {
  eddy_ret_bool(info, cache_rejected);
  return nullptr;
}

// compileCommonJS(code, filename, detectModule, cachedData | undefined): the wrapper function, with
// `undefined` instead of an exception when detectModule is set and the code can only be a module.
static napi_value CompileCommonJS(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Isolate* isolate = env->isolate;
  auto* cache = args[3]->IsUndefined() ? nullptr : BorrowCachedData(args[3]);
  v8::ScriptOrigin origin(args[1], 0, 0, true, -1, v8::Local<v8::Value>(), false, false, false,
                          HostOptions(isolate, DefaultHostSymbol(env)));
  ScriptCompiler::Source source(args[0].As<v8::String>(), origin, cache);
  NoAbort no_abort;
  v8::TryCatch guard(isolate);
  v8::Local<v8::Function> fn;
  if (CompileWrapper(env, &source, cache != nullptr).ToLocal(&fn)) {
    cache_rejected = cache && source.GetCachedData() && source.GetCachedData()->rejected;
    return Wrap(fn);
  }
  if (args[2]->IsTrue() && !guard.HasTerminated() &&
      LooksLikeModule(env, guard.Message(), args[0].As<v8::String>(), args[1])) {
    return nullptr;
  }
  DecorateError(env, guard.Exception(), guard.Message());
  guard.ReThrow();
  return nullptr;
}

// containsModuleSyntax(code, filename): can only be a module?
static napi_value ContainsModuleSyntax(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Value> filename = args[1]->IsString() ? args[1] : Intern(isolate, "[eval]").As<v8::Value>();
  v8::ScriptOrigin origin(filename, 0, 0, true);
  ScriptCompiler::Source source(args[0].As<v8::String>(), origin);
  NoAbort no_abort;
  v8::TryCatch guard(isolate);
  v8::Local<v8::Function> fn;
  const bool is = !CompileWrapper(env, &source, false).ToLocal(&fn) && !guard.HasTerminated() &&
                  LooksLikeModule(env, guard.Message(), args[0].As<v8::String>(), filename);
  eddy_ret_bool(info, is);
  return nullptr;
}

// functionCodeCache(fn): code cache of a compiled wrapper, as a Buffer.
static napi_value FunctionCodeCache(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  return Wrap(CacheBuffer(env, ScriptCompiler::CreateCodeCacheForFunction(args[0].As<v8::Function>())));
}
static napi_value SourceMapUrl(napi_env, napi_callback_info info) {
  return Wrap(Args(info)[0].As<v8::Function>()->GetScriptOrigin().SourceMapUrl());
}
// setHostSymbol(symbol): the default loader's.
static napi_value SetHostSymbol(napi_env env, napi_callback_info info) {
  eddy_slot_set(env, EDDY_SLOT_VM_1, Wrap(Args(info)[0]));
  return nullptr;
}

// ---- memory --------------------------------------------------------------------------------------------

class MeasureDelegate final : public v8::MeasureMemoryDelegate {
 public:
  MeasureDelegate(napi_env env, v8::Local<v8::Promise::Resolver> resolver, bool detailed)
      : env_(env), resolver_(env->isolate, resolver), detailed_(detailed) {}
  bool ShouldMeasure(v8::Local<v8::Context>) override { return true; }
  void MeasurementComplete(Result result) override {
    v8::Isolate* isolate = env_->isolate;
    v8::HandleScope scope(isolate);
    v8::Local<v8::Context> main = env_->context();
    v8::Context::Scope context_scope(main);
    auto range = [&](size_t low, size_t high) {
      auto entry = v8::Object::New(isolate);
      v8::Local<v8::Value> ends[] = {v8::Number::New(isolate, low), v8::Number::New(isolate, high)};
      Put(main, entry, "jsMemoryEstimate", v8::Number::New(isolate, low));
      Put(main, entry, "jsMemoryRange", v8::Array::New(isolate, ends, 2));
      return entry;
    };
    size_t total = 0, current = 0;
    auto others = v8::Array::New(isolate);
    for (size_t i = 0; i < result.contexts.size(); i++) {
      total += result.sizes_in_bytes[i];
      if (result.contexts[i] == main) {
        current = result.sizes_in_bytes[i];
      } else {
        const size_t n = result.sizes_in_bytes[i];
        others->Set(main, others->Length(), range(n, n + result.unattributed_size_in_bytes)).Check();
      }
    }
    auto answer = v8::Object::New(isolate);
    Put(main, answer, "total", range(total, total + result.unattributed_size_in_bytes));
    auto wasm = v8::Object::New(isolate);
    Put(main, wasm, "code", v8::Number::New(isolate, result.wasm_code_size_in_bytes));
    Put(main, wasm, "metadata", v8::Number::New(isolate, result.wasm_metadata_size_in_bytes));
    Put(main, answer, "WebAssembly", wasm);
    if (detailed_) {
      Put(main, answer, "current", range(current, current + result.unattributed_size_in_bytes));
      Put(main, answer, "other", others);
    }
    resolver_.Get(isolate)->Resolve(main, answer).Check();
  }

 private:
  napi_env env_;
  v8::Global<v8::Promise::Resolver> resolver_;
  bool detailed_;
};

// measureMemory(detailed, eager): a promise.
napi_value VmMeasureMemory(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  v8::Local<v8::Promise::Resolver> resolver;
  if (!v8::Promise::Resolver::New(env->context()).ToLocal(&resolver)) return nullptr;
  env->isolate->MeasureMemory(
      std::make_unique<MeasureDelegate>(env, resolver, args[0]->IsTrue()),
      args[1]->IsTrue() ? v8::MeasureMemoryExecution::kEager : v8::MeasureMemoryExecution::kDefault);
  return Wrap(resolver->GetPromise());
}

static const struct eddy_method contextify_methods[] = {
    {"makeContext", VmMakeContext, 5, nullptr},
    {"isContext", VmIsContext, 1, nullptr},
    {"compileFunction", CompileFunction, 10, nullptr},
    {"compileCommonJS", CompileCommonJS, 4, nullptr},
    {"containsModuleSyntax", ContainsModuleSyntax, 2, nullptr},
    {"lastCacheRejected", LastCacheRejected, 0, nullptr},
    {"functionCodeCache", FunctionCodeCache, 1, nullptr},
    {"sourceMapURL", SourceMapUrl, 1, nullptr},
    {"setHostSymbol", SetHostSymbol, 1, nullptr},
    {"errorArrow", VmErrorArrow, 1, nullptr},
    {"setErrorArrow", VmSetErrorArrow, 2, nullptr},
    {"decorateError", VmDecorateError, 1, nullptr},
    {"isDecorated", VmIsDecorated, 1, nullptr},
    {"lastArrow", VmLastArrow, 0, nullptr},
    {"lastFrames", VmLastFrames, 0, nullptr},
    {"captureFrames", VmCaptureFrames, 0, nullptr},
    {"locate", VmLocate, 1, nullptr},
    {"placeOf", VmPlaceOf, 1, nullptr},
    {"watchEval", VmWatchEval, 1, nullptr},
    {"startSigintWatchdog", VmStartSigint, 0, nullptr},
    {"stopSigintWatchdog", VmStopSigint, 0, nullptr},
    {"watchdogHasPendingSigint", VmSigintPending, 0, nullptr},
    {"measureMemory", VmMeasureMemory, 2, nullptr},
};
static const struct eddy_class* const contextify_classes[] = {&eddy_contextify_script_class};

}  // namespace eddy

extern "C" const struct eddy_binding eddy_binding_contextify = {
    "contextify", eddy::contextify_methods, sizeof eddy::contextify_methods / sizeof(eddy_method),
    eddy::contextify_classes, 1, nullptr};

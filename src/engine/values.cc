// SPDX-License-Identifier: MIT
// values.cc: making values for C, references, scopes, and native objects behind class instances.
#include <v8-external-memory-accounter.h>

#include "internal.h"

using eddy::Unwrap;
using eddy::Wrap;

namespace eddy {
v8::Local<v8::Function> ClassFunction(napi_env env, const eddy_class* cls);

// One-byte or two-byte text outside V8's heap: a block, or malloc'ed. V8 is told how much it is: otherwise nothing would make it
// look for strings that have died.
template <typename Base, typename Char>
class ExternalText final : public Base {
 public:
  ExternalText(napi_env env, Char* data, size_t length, bool is_block)
      : root_(env->root), data_(data), length_(length), is_block_(is_block) {
    known_.Increase(root_->isolate, bytes());
  }
  ~ExternalText() override {
    known_.Decrease(root_->isolate, bytes());
    if (is_block_) eddy_block_free(root_, reinterpret_cast<uint8_t*>(data_), bytes());
    else free(data_);
  }
  const Char* data() const override { return data_; }
  size_t length() const override { return length_; }

 private:
  size_t bytes() const { return length_ * sizeof(Char); }
  napi_env root_; // lives longer than the isolate
  Char* data_;
  size_t length_;
  bool is_block_;
  v8::ExternalMemoryAccounter known_;
};
using OneByteText = ExternalText<v8::String::ExternalOneByteStringResource, char>;
using TwoByteText = ExternalText<v8::String::ExternalStringResource, uint16_t>;
}  // namespace eddy

template <typename T>
static napi_value OrNull(v8::MaybeLocal<T> maybe) {
  v8::Local<T> value;
  return maybe.ToLocal(&value) ? Wrap(value) : nullptr;
}
static bool TooLong(size_t len) { return len > static_cast<size_t>(v8::String::kMaxLength); }

extern "C" {

napi_value eddy_undefined(napi_env env) { return Wrap(v8::Undefined(env->isolate)); }
napi_value eddy_null(napi_env env) { return Wrap(v8::Null(env->isolate)); }
napi_value eddy_bool(napi_env env, bool v) { return Wrap(v8::Boolean::New(env->isolate, v)); }
napi_value eddy_i32(napi_env env, int32_t v) { return Wrap(v8::Integer::New(env->isolate, v)); }
napi_value eddy_u32(napi_env env, uint32_t v) {
  return Wrap(v8::Integer::NewFromUnsigned(env->isolate, v));
}
napi_value eddy_f64(napi_env env, double v) { return Wrap(v8::Number::New(env->isolate, v)); }
napi_value eddy_bigint_i64(napi_env env, int64_t v) { return Wrap(v8::BigInt::New(env->isolate, v)); }
napi_value eddy_bigint_u64(napi_env env, uint64_t v) {
  return Wrap(v8::BigInt::NewFromUnsigned(env->isolate, v));
}

napi_value eddy_utf8(napi_env env, const char* s, size_t len) {
  if (len == static_cast<size_t>(-1)) len = strlen(s);
  if (len > INT32_MAX) return nullptr;
  return OrNull(v8::String::NewFromUtf8(env->isolate, s, v8::NewStringType::kNormal, len));
}
napi_value eddy_latin1(napi_env env, const uint8_t* s, size_t len) {
  if (TooLong(len)) return nullptr;
  return OrNull(v8::String::NewFromOneByte(env->isolate, s, v8::NewStringType::kNormal, len));
}
napi_value eddy_utf16(napi_env env, const uint16_t* s, size_t len) {
  if (TooLong(len)) return nullptr;
  return OrNull(v8::String::NewFromTwoByte(env->isolate, s, v8::NewStringType::kNormal, len));
}
napi_value eddy_intern(napi_env env, const char* ascii) {
  return Wrap(eddy::Intern(env->isolate, ascii));
}
napi_value eddy_latin1_adopt(napi_env env, char* s, size_t len) {
  if (len == 0 || TooLong(len)) {
    free(s);
    return len == 0 ? Wrap(v8::String::Empty(env->isolate)) : nullptr;
  }
  return OrNull(v8::String::NewExternalOneByte(env->isolate, new eddy::OneByteText(env, s, len, false)));
}
napi_value eddy_latin1_of_block(napi_env env, char* block, size_t len) {
  return OrNull(v8::String::NewExternalOneByte(env->isolate, new eddy::OneByteText(env, block, len, true)));
}
napi_value eddy_utf16_of_block(napi_env env, uint16_t* block, size_t len) {
  return OrNull(v8::String::NewExternalTwoByte(env->isolate, new eddy::TwoByteText(env, block, len, true)));
}

int32_t eddy_string_hash(napi_value s) { return Unwrap(s).As<v8::Name>()->GetIdentityHash(); }

napi_value eddy_object(napi_env env) { return Wrap(v8::Object::New(env->isolate)); }
napi_value eddy_object_null(napi_env env) {
  return Wrap(v8::Object::New(env->isolate, v8::Null(env->isolate), nullptr, nullptr, 0));
}

napi_value eddy_object_of(napi_env env, const napi_value* names, const napi_value* values,
                          size_t n) {
  static_assert(sizeof(v8::Local<v8::Name>) == sizeof(napi_value), "a handle is one pointer");
  auto* keys = reinterpret_cast<v8::Local<v8::Name>*>(const_cast<napi_value*>(names));
  auto* items = reinterpret_cast<v8::Local<v8::Value>*>(const_cast<napi_value*>(values));
  return Wrap(v8::Object::New(env->isolate, v8::Null(env->isolate), keys, items, n));
}
napi_value eddy_array(napi_env env, const napi_value* items, size_t n) {
  auto* values = reinterpret_cast<v8::Local<v8::Value>*>(const_cast<napi_value*>(items));
  return Wrap(v8::Array::New(env->isolate, values, n));
}
napi_value eddy_get(napi_env env, napi_value obj, const char* key) {
  v8::TryCatch guard(env->isolate);
  v8::Local<v8::Value> value;
  if (Unwrap(obj).As<v8::Object>()->Get(env->context(), eddy::Intern(env->isolate, key)).ToLocal(&value)) {
    return Wrap(value);
  }
  if (guard.HasCaught()) env->last_exception.Reset(env->isolate, guard.Exception());
  return eddy_undefined(env);
}
bool eddy_set(napi_env env, napi_value obj, const char* key, napi_value v) {
  v8::TryCatch guard(env->isolate);
  auto name = eddy::Intern(env->isolate, key);
  if (Unwrap(obj).As<v8::Object>()->Set(env->context(), name, Unwrap(v)).FromMaybe(false)) return true;
  if (guard.HasCaught()) env->last_exception.Reset(env->isolate, guard.Exception());
  return false;
}
bool eddy_set_i32(napi_env env, napi_value obj, const char* key, int32_t v) {
  return eddy_set(env, obj, key, eddy_i32(env, v));
}
bool eddy_set_f64(napi_env env, napi_value obj, const char* key, double v) {
  return eddy_set(env, obj, key, eddy_f64(env, v));
}
bool eddy_set_str(napi_env env, napi_value obj, const char* key, const char* v) {
  return eddy_set(env, obj, key, eddy_utf8(env, v, -1));
}
bool eddy_set_index(napi_env env, napi_value obj, uint32_t i, napi_value v) {
  return Unwrap(obj).As<v8::Object>()->Set(env->context(), i, Unwrap(v)).FromMaybe(false);
}

bool eddy_is_function(napi_value v) { return v && Unwrap(v)->IsFunction(); }
bool eddy_is_undefined(napi_value v) { return Unwrap(v)->IsUndefined(); }
bool eddy_is_nullish(napi_value v) { return Unwrap(v)->IsNullOrUndefined(); }
bool eddy_is_string(napi_value v) { return Unwrap(v)->IsString(); }
bool eddy_is_true(napi_value v) { return Unwrap(v)->IsTrue(); }
bool eddy_is_number(napi_value v) { return eddy::IsSmall(Unwrap(v)) || Unwrap(v)->IsNumber(); }
bool eddy_is_bytes(napi_value value) {
  v8::Local<v8::Value> v = Unwrap(value);
  return v->IsArrayBufferView() || v->IsArrayBuffer() || v->IsSharedArrayBuffer();
}

// ---- buffers -----------------------------------------------------------------------------------

static bool BufferTooLong(size_t len) { return len > v8::Uint8Array::kMaxByteLength; }

napi_value eddy_buffer_new(napi_env env, size_t len, uint8_t** data) {
  if (BufferTooLong(len)) return nullptr;
  auto store = v8::ArrayBuffer::NewBackingStore(env->isolate, len,
                                                v8::BackingStoreInitializationMode::kUninitialized,
                                                v8::BackingStoreOnFailureMode::kReturnNull);
  if (!store) return nullptr;
  *data = static_cast<uint8_t*>(store->Data());
  return eddy::MakeBuffer(env, v8::ArrayBuffer::New(env->isolate, std::move(store)), len);
}
napi_value eddy_buffer_copy(napi_env env, const void* source, size_t len) {
  uint8_t* data;
  napi_value buffer = eddy_buffer_new(env, len, &data);
  if (buffer && len) memcpy(data, source, len);
  return buffer;
}
static void FreeStore(void* data, size_t, void*) { free(data); }
static v8::Local<v8::ArrayBuffer> Adopt(napi_env env, void* data, size_t len) {
  if (len == 0) {
    free(data);
    return v8::ArrayBuffer::New(env->isolate, 0);
  }
  if (len >= EDDY_BLOCK_SMALL) eddy::TellYoungGeneration(len); // where new pages cost more than a collection
  return v8::ArrayBuffer::New(env->isolate,
                              v8::ArrayBuffer::NewBackingStore(data, len, FreeStore, nullptr));
}
napi_value eddy_buffer_adopt(napi_env env, void* malloced, size_t len) {
  if (BufferTooLong(len)) {
    free(malloced);
    return nullptr;
  }
  return eddy::MakeBuffer(env, Adopt(env, malloced, len), len);
}
napi_value eddy_arraybuffer_adopt(napi_env env, void* malloced, size_t len) {
  if (BufferTooLong(len)) {
    free(malloced);
    return nullptr;
  }
  return Wrap(Adopt(env, malloced, len));
}
struct ExternalDone {
  void (*done)(void*, void*);
  void* hint;
};
napi_value eddy_buffer_external(napi_env env, void* data, size_t len,
                                void (*done)(void* data, void* hint), void* hint) {
  auto* extra = new ExternalDone{done, hint};
  auto store = v8::ArrayBuffer::NewBackingStore(
      data, len,
      [](void* memory, size_t, void* opaque) {
        auto* d = static_cast<ExternalDone*>(opaque);
        d->done(memory, d->hint);
        delete d;
      },
      extra);
  return eddy::MakeBuffer(env, v8::ArrayBuffer::New(env->isolate, std::move(store)), len);
}

// ---- scopes and references -----------------------------------------------------------------------

struct Scope {
  v8::Isolate::Scope isolate_scope;
  v8::HandleScope handles;
  v8::Local<v8::Context> context;
  explicit Scope(napi_env env) : isolate_scope(env->isolate), handles(env->isolate) {
    context = env->context();
    context->Enter();
  }
  ~Scope() { context->Exit(); }
};
static_assert(sizeof(Scope) <= sizeof(eddy_scope), "struct eddy_scope is large enough");

void eddy_scope_open(napi_env env, struct eddy_scope* scope) { ::new (scope) Scope(env); }
void eddy_scope_close(struct eddy_scope* scope) { reinterpret_cast<Scope*>(scope)->~Scope(); }

struct eddy_ref_s {
  v8::Global<v8::Value> value;
};
eddy_ref eddy_ref_new(napi_env env, napi_value v) {
  return new eddy_ref_s{v8::Global<v8::Value>(env->isolate, Unwrap(v))};
}
napi_value eddy_ref_get(napi_env env, eddy_ref ref) {
  if (!ref || ref->value.IsEmpty()) return nullptr;
  return Wrap(ref->value.Get(env->isolate));
}
void eddy_ref_free(eddy_ref ref) { delete ref; }

// ---- native objects --------------------------------------------------------------------------------

// On a list of its thread: of what is alive, and is finalized when the thread ends; of what the collector has found, and is
// finalized when the loop turns, or sooner when another object is made: a program that makes objects without a pause would
// otherwise keep the memory of all of them.
struct NativeHandle;
struct Natives {
  NativeHandle *alive = nullptr, *dead = nullptr, *last_dead = nullptr;
};
static Natives* NativesOf(napi_env env) {
  if (!env->root->natives) env->root->natives = new Natives;
  return static_cast<Natives*>(env->root->natives);
}

struct NativeHandle : v8::Global<v8::Object> {
  NativeHandle(napi_env env, v8::Local<v8::Object> object, struct eddy_native* n)
      : v8::Global<v8::Object>(env->isolate, object), native(n), list(NativesOf(env)), next(list->alive) {
    if (next) next->prev = this;
    list->alive = this;
  }
  ~NativeHandle() {
    Reset();
    if (!is_dead) Unlink();
  }
  void Unlink() {
    if (prev) prev->next = next;
    else list->alive = next;
    if (next) next->prev = prev;
    prev = next = nullptr;
  }
  void Die() {
    Reset();
    Unlink();
    is_dead = true;
    if (list->last_dead) list->last_dead->next = this;
    else list->dead = this;
    list->last_dead = this;
  }
  struct eddy_native* native;
  Natives* list;
  NativeHandle *prev = nullptr, *next;
  bool is_dead = false;
};
static NativeHandle* HandleOf(struct eddy_native* n) { return static_cast<NativeHandle*>(n->handle); }

static void Reweigh(struct eddy_native* n, size_t bytes) {
  if (bytes == n->weight) return;
  n->env->isolate->AdjustAmountOfExternalAllocatedMemory(static_cast<int64_t>(bytes) - static_cast<int64_t>(n->weight));
  n->weight = bytes;
}

static void FinalizeDead(Natives* list) {
  while (NativeHandle* handle = list->dead) {
    list->dead = handle->next;
    if (!list->dead) list->last_dead = nullptr;
    struct eddy_native* n = handle->native;
    delete handle;
    Reweigh(n, 0);
    if (n->finalize) n->finalize(n->owner);
  }
}

static void NativeCollected(const v8::WeakCallbackInfo<struct eddy_native>& data) {
  struct eddy_native* n = data.GetParameter();
  NativeHandle* handle = HandleOf(n);
  n->handle = nullptr;
  handle->Die();
  data.SetSecondPassCallback([](const v8::WeakCallbackInfo<struct eddy_native>& second) {
    napi_env env = eddy::EnvOf(second.GetIsolate());
    if (env && env->root->natives) FinalizeDead(NativesOf(env));
  });
}
static void MakeWeak(struct eddy_native* n) {
  HandleOf(n)->SetWeak(n, NativeCollected, v8::WeakCallbackType::kParameter);
}

void eddy_native_init(napi_env env, napi_value js, struct eddy_native* n,
                      const struct eddy_class* cls, void* owner, void (*finalize)(void* owner)) {
  auto object = Unwrap(js).As<v8::Object>();
  ENGINE_CHECK(object->InternalFieldCount() >= 2);
  FinalizeDead(NativesOf(env));
  n->owner = owner;
  n->cls = cls;
  n->env = env;
  n->finalize = finalize;
  n->holds = 0;
  n->weight = 0;
  n->handle = new NativeHandle(env, object, n);
  object->SetAlignedPointerInInternalField(0, n);
  MakeWeak(n);
}
void* eddy_native_of(napi_value js, const struct eddy_class* cls) {
  v8::Local<v8::Value> v = Unwrap(js);
  if (!v->IsObject()) return nullptr;
  auto object = v.As<v8::Object>();
  if (object->InternalFieldCount() < 2) return nullptr;
  auto* n = static_cast<struct eddy_native*>(object->GetAlignedPointerFromInternalField(0));
  if (!n) return nullptr;
  for (const struct eddy_class* c = n->cls; c; c = c->base) {
    if (c == cls) return n->owner;
  }
  return nullptr;
}
void eddy_native_weigh(struct eddy_native* n, size_t bytes) {
  const size_t before = n->weight;
  if (n->handle) Reweigh(n, bytes);
  if (bytes > before) eddy::TellYoungGeneration(bytes - before);
  else eddy::UntellYoungGeneration(before - bytes);
}
void eddy_native_hold(struct eddy_native* n) {
  if (n->holds++ == 0 && n->handle) HandleOf(n)->ClearWeak();
}
void eddy_native_unhold(struct eddy_native* n) {
  ENGINE_CHECK(n->holds > 0);
  if (--n->holds == 0 && n->handle) MakeWeak(n);
}
napi_value eddy_native_value(struct eddy_native* n) {
  return n->handle ? Wrap(HandleOf(n)->Get(n->env->isolate)) : nullptr;
}
void eddy_native_detach(struct eddy_native* n) {
  if (!n->handle) return;
  v8::HandleScope scope(n->env->isolate);
  NativeHandle* handle = HandleOf(n);
  Reweigh(n, 0);
  handle->Get(n->env->isolate)->SetAlignedPointerInInternalField(0, nullptr);
  delete handle;
  n->handle = nullptr;
}
// The thread ends: no JavaScript will run any more.
void eddy_engine_finalize_natives(napi_env env) {
  Natives* list = NativesOf(env);
  while (list->alive || list->dead) {
    FinalizeDead(list);
    if (!list->alive) continue;
    struct eddy_native* n = list->alive->native;
    eddy_native_detach(n);
    if (n->finalize) n->finalize(n->owner);
  }
  delete list;
  env->root->natives = nullptr;
}

// ---- slots -------------------------------------------------------------------------------------------

void eddy_slot_set(napi_env env, enum eddy_slot slot, napi_value v) {
  env->root->slots[slot].Reset(env->isolate, Unwrap(v));
}
napi_value eddy_slot_get(napi_env env, enum eddy_slot slot) {
  auto& global = env->root->slots[slot];
  return global.IsEmpty() ? nullptr : Wrap(global.Get(env->isolate));
}
void* eddy_slot_memory(napi_env env, enum eddy_slot slot) {
  napi_value v = eddy_slot_get(env, slot);
  if (!v || !Unwrap(v)->IsArrayBufferView()) return nullptr;
  auto view = Unwrap(v).As<v8::ArrayBufferView>();
  return static_cast<char*>(view->Buffer()->Data()) + view->ByteOffset();
}

}  // extern "C"

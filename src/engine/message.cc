// SPDX-License-Identifier: MIT
// message.cc: structured clone: a value and its transfer list become a message that belongs to no
// thread, and a value again in another context. Called by src/messaging and structuredClone.
//
// Besides bytes a message has items: host objects, referred to by index. A native one carries what
// its class shares (struct eddy_shareable); one written in JavaScript (marked by markTransferMode) carries
// the data its hook returned, as a message of its own.
#include "clone.h"
#include "env_object.h"

#include <atomic>
#include <memory>

#include "napi.h"
#include "vm_context.h"

namespace {
struct Item {
  const eddy_shareable* ops = nullptr;
  void* shared = nullptr;
  bool moved = false;    // transferred: the receiver takes `shared` over
  std::string info;  // "module:Class" of a JavaScript object
  eddy_message* data = nullptr;
};
}  // namespace

struct eddy_message {
  std::atomic<int> holds{1};
  bool close = false;
  bool moves = false;
  uint8_t* bytes = nullptr;
  size_t length = 0;
  std::vector<Item> items;
  std::vector<std::shared_ptr<v8::BackingStore>> buffers, shared_buffers;
  std::vector<v8::CompiledWasmModule> modules;

  ~eddy_message() {
    free(bytes);
    for (Item& item : items) {
      if (item.shared != nullptr) item.ops->drop(item.shared);
      if (item.data != nullptr) eddy_message_drop(item.data);
    }
  }
};

namespace eddy {
namespace {

using Object = v8::Local<v8::Object>;

v8::Local<v8::Private> ModeKey(napi_env env) {
  if (env->root->mode_key.IsEmpty()) {
    auto key = v8::Private::ForApi(env->isolate, Intern(env->isolate, "eddy.transferMode"));
    env->root->mode_key.Reset(env->isolate, key);
  }
  return env->root->mode_key.Get(env->isolate);
}

// Object.prototype of the main context.
v8::Local<v8::Value> PlainPrototype(napi_env env) {
  if (env->root->plain_prototype.IsEmpty()) {
    auto prototype = v8::Object::New(env->isolate)->GetPrototypeV2();
    env->root->plain_prototype.Reset(env->isolate, prototype);
  }
  return env->root->plain_prototype.Get(env->isolate);
}

int OwnModeOf(v8::Local<v8::Context> context, Object object, v8::Local<v8::Private> key) {
  v8::Local<v8::Value> mode;
  if (!object->GetPrivate(context, key).ToLocal(&mode)) return -1;
  return mode->IsInt32() ? mode.As<v8::Int32>()->Value() : -1;
}

// The mark of an object, or of its class: that stands on the prototype.
int ModeOf(napi_env env, Object object) {
  v8::Local<v8::Context> context = env->context();
  v8::Local<v8::Private> key = ModeKey(env);
  const int mode = OwnModeOf(context, object, key);
  v8::Local<v8::Value> prototype = object->GetPrototypeV2();
  if (mode != -1 || !prototype->IsObject()) return mode;
  return OwnModeOf(context, prototype.As<v8::Object>(), key);
}

bool IsUntransferable(napi_env env, Object object) {
  return object->HasPrivate(env->context(), UntransferableKey(env->isolate)).FromMaybe(false);
}

eddy_native* NativeOf(Object object) {
  if (object->InternalFieldCount() < 2) return nullptr;
  return static_cast<eddy_native*>(object->GetAlignedPointerFromInternalField(0));
}

void ThrowClone(napi_env env, v8::Local<v8::String> message) {
  napi_value make = eddy_slot_get(env, EDDY_SLOT_CLONE_3);
  v8::Local<v8::Value> argv[] = {message}, error;
  if (make == nullptr) {
    error = v8::Exception::Error(message);
  } else if (!Unwrap(make)
                  .As<v8::Function>()
                  ->Call(env->context(), v8::Undefined(env->isolate), 1, argv)
                  .ToLocal(&error)) {
    return;
  }
  env->isolate->ThrowException(error);
}
void ThrowClone(napi_env env, const char* message) { ThrowClone(env, Intern(env->isolate, message)); }

// Stands for process.env, in place of an item's number: an ordinary object follows.
constexpr uint32_t kPlainObject = UINT32_MAX;

class Writer : public v8::ValueSerializer::Delegate {
 public:
  Writer(napi_env env, eddy_message* m)
      : env_(env), message_(m), serializer_(env->isolate, this), context_(env->context()),
        mode_key_(ModeKey(env)), plain_(PlainPrototype(env)) {}

  bool AddTransfer(v8::Local<v8::Value> value, v8::Local<v8::Value> refused);
  bool Write(v8::Local<v8::Value> value);

  void ThrowDataCloneError(v8::Local<v8::String> text) override { ThrowClone(env_, text); }
  bool HasCustomHostObject(v8::Isolate*) override { return true; }
  v8::Maybe<bool> IsHostObject(v8::Isolate*, Object object) override {
    if (object->InternalFieldCount() > 0 || OwnModeOf(context_, object, mode_key_) >= 0) {
      return v8::Just(true);
    }
    v8::Local<v8::Value> prototype = object->GetPrototypeV2();
    if (prototype == plain_ || !prototype->IsObject()) return v8::Just(false);
    return v8::Just(OwnModeOf(context_, prototype.As<v8::Object>(), mode_key_) >= 0);
  }
  v8::Maybe<bool> WriteHostObject(v8::Isolate*, Object object) override;
  v8::Maybe<uint32_t> GetSharedArrayBufferId(v8::Isolate*,
                                             v8::Local<v8::SharedArrayBuffer> buffer) override;
  v8::Maybe<uint32_t> GetWasmModuleTransferId(v8::Isolate*,
                                              v8::Local<v8::WasmModuleObject> module) override {
    message_->modules.push_back(module->GetCompiledModule());
    return v8::Just(static_cast<uint32_t>(message_->modules.size() - 1));
  }

 private:
  bool AddBuffer(v8::Local<v8::ArrayBuffer> buffer);
  bool Fill(size_t index, bool transfer);
  bool FillFromJs(Item* item, Object object, bool transfer);

  napi_env env_;
  eddy_message* message_;
  v8::ValueSerializer serializer_;
  v8::Local<v8::Context> context_;
  v8::Local<v8::Private> mode_key_;
  v8::Local<v8::Value> plain_;  // Object.prototype
  std::vector<v8::Local<v8::ArrayBuffer>> buffers_;
  std::vector<v8::Local<v8::SharedArrayBuffer>> shared_;
  std::vector<Object> objects_;  // one per item
  size_t transferred_ = 0;       // the first items come from the transfer list
};

bool Writer::AddBuffer(v8::Local<v8::ArrayBuffer> buffer) {
  for (auto& other : buffers_) {
    if (other != buffer) continue;
    ThrowClone(env_, "Transfer list contains duplicate ArrayBuffer");
    return false;
  }
  if (!buffer->IsDetachable() || buffer->WasDetached() || IsUntransferable(env_, buffer)) {
    ThrowClone(env_, "Cannot transfer object of unsupported type.");
    return false;
  }
  serializer_.TransferArrayBuffer(static_cast<uint32_t>(buffers_.size()), buffer);
  buffers_.push_back(buffer);
  return true;
}

// Objects with a native half that has gone.
static bool IsSpent(Object object) {
  return object->InternalFieldCount() >= 2 && NativeOf(object) == nullptr && !object->IsArrayBufferView() &&
         !object->IsSharedArrayBuffer();
}

bool Writer::AddTransfer(v8::Local<v8::Value> value, v8::Local<v8::Value> refused) {
  if (value->IsArrayBuffer()) return AddBuffer(value.As<v8::ArrayBuffer>());
  if (!value->IsObject()) {
    ThrowClone(env_, "Found invalid value in transferList.");
    return false;
  }
  Object object = value.As<v8::Object>();
  if (!refused.IsEmpty() && object == refused) {
    ThrowClone(env_, "Transfer list contains source port");
    return false;
  }
  for (auto& other : objects_) {
    if (other != object) continue;
    v8::Local<v8::String> text = Intern(env_->isolate, "Transfer list contains duplicate ");
    ThrowClone(env_, v8::String::Concat(env_->isolate, text, object->GetConstructorName()));
    return false;
  }
  if (IsUntransferable(env_, object)) {
    ThrowClone(env_, "Cannot transfer object of unsupported type.");
    return false;
  }
  eddy_native* native = NativeOf(object);
  const eddy_shareable* ops = native != nullptr ? eddy_shareable_find(native->cls) : nullptr;
  const int mode = ops != nullptr ? ops->mode : ModeOf(env_, object);
  if (mode == -1 || (mode & EDDY_TRANSFERABLE) == 0) {
    ThrowClone(env_, mode == -1 && IsSpent(object) ? "MessagePort in transfer list is already detached"
                                                   : "Found invalid value in transferList.");
    return false;
  }
  message_->items.push_back(Item{ops, nullptr, false, {}, nullptr});
  objects_.push_back(object);
  transferred_ = objects_.size();
  return true;
}

bool Writer::FillFromJs(Item* item, Object object, bool transfer) {
  v8::Isolate* isolate = env_->isolate;
  v8::Local<v8::Context> context = env_->context();
  v8::Local<v8::Value> argv[] = {object, v8::Boolean::New(isolate, transfer)}, parts, part[3];
  napi_value hook = eddy_slot_get(env_, EDDY_SLOT_CLONE_1);
  ENGINE_CHECK(hook != nullptr);
  if (!Unwrap(hook)
           .As<v8::Function>()
           ->Call(context, v8::Undefined(isolate), 2, argv)
           .ToLocal(&parts)) {
    return false;
  }
  for (uint32_t i = 0; i < 3; i++) {  // data, "module:Class", transfer list
    if (!parts.As<v8::Object>()->Get(context, i).ToLocal(&part[i])) return false;
  }
  v8::String::Utf8Value info(isolate, part[1]);
  item->info = *info != nullptr ? *info : "";
  auto* nested = new eddy_message();
  item->data = nested;
  Writer writer(env_, nested);
  v8::Local<v8::Array> list = part[2].As<v8::Array>();
  for (uint32_t i = 0; i < list->Length(); i++) {
    v8::Local<v8::Value> entry;
    if (!list->Get(context, i).ToLocal(&entry) || !writer.AddTransfer(entry, {})) return false;
  }
  bool done = writer.Write(part[0]);
  if (nested->moves) message_->moves = true;
  return done;
}

bool Writer::Fill(size_t index, bool transfer) {
  Item item = message_->items[index];  // the list may grow meanwhile
  Object object = objects_[index];
  bool done;
  if (item.ops != nullptr) {
    eddy_native* native = NativeOf(object);
    item.shared = native != nullptr ? item.ops->share(env_, native->owner, transfer) : nullptr;
    done = item.shared != nullptr;
    if (!done && env_->last_exception.IsEmpty()) {
      ThrowClone(env_, "Cannot transfer object of unsupported type.");
    } else if (!done) {
      ThrowPending(env_);
    }
  } else {
    done = FillFromJs(&item, object, transfer);
  }
  item.moved = transfer;
  message_->items[index] = item;
  if (transfer) message_->moves = true;
  return done;
}

v8::Maybe<bool> Writer::WriteHostObject(v8::Isolate* isolate, Object object) {
  if (IsEnvObject(env_, object)) {
    serializer_.WriteUint32(kPlainObject);
    Object copy;
    return EnvCopy(env_, object).ToLocal(&copy) ? serializer_.WriteValue(context_, copy) : v8::Nothing<bool>();
  }
  for (size_t i = 0; i < objects_.size(); i++) {
    if (objects_[i] != object) continue;
    serializer_.WriteUint32(static_cast<uint32_t>(i));
    return v8::Just(true);
  }
  eddy_native* native = NativeOf(object);
  const eddy_shareable* ops = native != nullptr ? eddy_shareable_find(native->cls) : nullptr;
  int mode = ops != nullptr ? ops->mode : ModeOf(env_, object);
  if (mode > 0 && (mode & EDDY_CLONEABLE) != 0) {
    message_->items.push_back(Item{ops, nullptr, false, {}, nullptr});
    objects_.push_back(object);
    size_t index = objects_.size() - 1;
    if (!Fill(index, false)) return v8::Nothing<bool>();
    serializer_.WriteUint32(static_cast<uint32_t>(index));
    return v8::Just(true);
  }
  if (mode > 0) {
    ThrowClone(env_, "Object that needs transfer was found in message but not listed in transferList");
    return v8::Nothing<bool>();
  }
  if (mode == 0) {
    ThrowClone(env_, "Cannot clone object of unsupported type.");
    return v8::Nothing<bool>();
  }
  return v8::ValueSerializer::Delegate::WriteHostObject(isolate, object);
}

v8::Maybe<uint32_t> Writer::GetSharedArrayBufferId(v8::Isolate*,
                                                   v8::Local<v8::SharedArrayBuffer> buffer) {
  for (size_t i = 0; i < shared_.size(); i++) {
    if (shared_[i] == buffer) return v8::Just(static_cast<uint32_t>(i));
  }
  shared_.push_back(buffer);
  message_->shared_buffers.push_back(buffer->GetBackingStore());
  return v8::Just(static_cast<uint32_t>(shared_.size() - 1));
}

bool Writer::Write(v8::Local<v8::Value> value) {
  serializer_.WriteHeader();
  if (!serializer_.WriteValue(env_->context(), value).FromMaybe(false)) return false;
  // Hooks and getters have run: what is to be transferred may have been detached meanwhile.
  for (auto& buffer : buffers_) {
    if (!buffer->WasDetached()) continue;
    ThrowClone(env_, "An ArrayBuffer is detached and could not be cloned.");
    return false;
  }
  for (size_t i = 0; i < transferred_; i++) {
    if (!Fill(i, true)) return false;
  }
  for (auto& buffer : buffers_) {
    message_->buffers.push_back(buffer->GetBackingStore());
    if (!buffer->Detach(v8::Local<v8::Value>()).FromMaybe(false)) return false;
    message_->moves = true;
  }
  std::pair<uint8_t*, size_t> bytes = serializer_.Release();
  message_->bytes = bytes.first;
  message_->length = bytes.second;
  return true;
}

class Reader : public v8::ValueDeserializer::Delegate {
 public:
  Reader(napi_env env, eddy_message* m)
      : env_(env), message_(m), deserializer_(env->isolate, m->bytes, m->length, this) {}
  v8::MaybeLocal<v8::Value> Read(v8::Local<v8::Context> context, std::vector<v8::Local<v8::Value>>* ports);

  v8::MaybeLocal<v8::Object> ReadHostObject(v8::Isolate*) override {
    uint32_t index;
    if (!deserializer_.ReadUint32(&index)) return {};
    v8::Local<v8::Value> plain;
    if (index == kPlainObject && deserializer_.ReadValue(env_->context()).ToLocal(&plain) && plain->IsObject()) {
      return plain.As<v8::Object>();
    }
    if (index >= objects_.size()) return {};
    return objects_[index];
  }
  v8::MaybeLocal<v8::WasmModuleObject> GetWasmModuleFromId(v8::Isolate* isolate,
                                                           uint32_t id) override {
    if (id >= message_->modules.size()) return {};
    return v8::WasmModuleObject::FromCompiledModule(isolate, message_->modules[id]);
  }
  v8::MaybeLocal<v8::SharedArrayBuffer> GetSharedArrayBufferFromId(v8::Isolate*,
                                                                   uint32_t id) override {
    return id < shared_.size() ? shared_[id] : v8::MaybeLocal<v8::SharedArrayBuffer>();
  }

 private:
  v8::MaybeLocal<v8::Object> Make(Item* item);

  napi_env env_;
  eddy_message* message_;
  v8::ValueDeserializer deserializer_;
  std::vector<Object> objects_;
  std::vector<v8::Local<v8::SharedArrayBuffer>> shared_;
};

v8::MaybeLocal<v8::Object> Reader::Make(Item* item) {
  if (item->ops != nullptr) {
    void* shared = item->moved ? std::exchange(item->shared, nullptr) : item->shared;
    napi_value made = item->ops->receive(env_, shared);
    if (made != nullptr) return Unwrap(made).As<v8::Object>();
    ThrowPending(env_);
    return {};
  }
  v8::Local<v8::Value> data, made;
  Reader nested(env_, item->data);
  if (!nested.Read(env_->context(), nullptr).ToLocal(&data)) return {};
  v8::Local<v8::String> info;
  if (!Utf8(env_, item->info.c_str(), &info)) return {};
  v8::Local<v8::Value> argv[] = {info, data};
  napi_value hook = eddy_slot_get(env_, EDDY_SLOT_CLONE_2);
  ENGINE_CHECK(hook != nullptr);
  if (!Unwrap(hook)
           .As<v8::Function>()
           ->Call(env_->context(), v8::Undefined(env_->isolate), 2, argv)
           .ToLocal(&made)) {
    return {};
  }
  return made.As<v8::Object>();
}

v8::MaybeLocal<v8::Value> Reader::Read(v8::Local<v8::Context> context, std::vector<v8::Local<v8::Value>>* ports) {
  for (Item& item : message_->items) {
    v8::Local<v8::Object> object;
    if (!Make(&item).ToLocal(&object)) return {};
    if (ports != nullptr && item.ops != nullptr && item.ops->is_port) ports->push_back(object);
    objects_.push_back(object);
  }
  for (auto& store : message_->shared_buffers) {
    shared_.push_back(v8::SharedArrayBuffer::New(env_->isolate, store));
  }
  for (size_t i = 0; i < message_->buffers.size(); i++) {
    deserializer_.TransferArrayBuffer(
        static_cast<uint32_t>(i),
        v8::ArrayBuffer::New(env_->isolate, std::move(message_->buffers[i])));
  }
  message_->buffers.clear();
  if (!deserializer_.ReadHeader(context).FromMaybe(false)) return {};
  return deserializer_.ReadValue(context);
}

}  // namespace
}  // namespace eddy

using namespace eddy;

extern "C" {

struct eddy_message* eddy_message_new(napi_env env, napi_value value, const napi_value* transfer,
                                      size_t transfer_count, napi_value refused) {
  v8::HandleScope scope(env->isolate);
  Catcher catcher(env);
  auto* message = new eddy_message();
  Writer writer(env, message);
  v8::Local<v8::Value> never;
  if (refused != nullptr) never = Unwrap(refused);
  bool done = true;
  for (size_t i = 0; i < transfer_count && done; i++) {
    done = writer.AddTransfer(Unwrap(transfer[i]), never);
  }
  if (done && writer.Write(Unwrap(value))) return message;
  eddy_message_drop(message);
  return nullptr;
}

struct eddy_message* eddy_message_new_close(void) {
  auto* message = new eddy_message();
  message->close = true;
  return message;
}
bool eddy_message_is_close(const struct eddy_message* m) { return m->close; }
bool eddy_message_moves(const struct eddy_message* m) { return m->moves; }
bool eddy_message_carries(const struct eddy_message* m, const void* shared) {
  for (const Item& item : m->items) {
    if (item.shared == shared) return true;
    if (item.data != nullptr && eddy_message_carries(item.data, shared)) return true;
  }
  return false;
}
bool eddy_message_has_objects(const struct eddy_message* m) {
  for (const Item& item : m->items) {
    if (item.ops == nullptr) return true;
  }
  return false;
}
struct eddy_message* eddy_message_hold(struct eddy_message* m) {
  m->holds++;
  return m;
}
void eddy_message_drop(struct eddy_message* m) {
  if (--m->holds == 0) delete m;
}

// The values live in the scope of the caller.
napi_value eddy_message_read(napi_env env, struct eddy_message* m, napi_value* ports) {
  std::vector<v8::Local<v8::Value>> list;
  v8::Local<v8::Value> value;
  Catcher catcher(env);
  Reader reader(env, m);
  if (!reader.Read(env->context(), &list).ToLocal(&value)) return nullptr;
  if (ports != nullptr) {
    *ports = list.empty() ? nullptr : Wrap(v8::Array::New(env->isolate, list.data(), list.size()));
  }
  return Wrap(value);
}

napi_value eddy_message_read_in(napi_env env, struct eddy_message* m, napi_value sandbox) {
  std::vector<v8::Local<v8::Value>> none;
  v8::Local<v8::Context> context;
  v8::Local<v8::Value> value;
  Catcher catcher(env);
  if (!ContextOfSandbox(env, Unwrap(sandbox)).ToLocal(&context)) return nullptr;
  v8::Context::Scope scope(context);
  Reader reader(env, m);
  return reader.Read(context, &none).ToLocal(&value) ? Wrap(value) : nullptr;
}

napi_value eddy_transfer_mode_key(napi_env env) {
  // Templates are the way by which a private symbol gets into JavaScript.
  auto carrier = v8::ObjectTemplate::New(env->isolate);
  carrier->Set(env->isolate, "key", ModeKey(env));
  v8::Local<v8::Object> object = carrier->NewInstance(env->context()).ToLocalChecked();
  return Wrap(object->Get(env->context(), Intern(env->isolate, "key")).ToLocalChecked());
}
void eddy_mark_untransferable(napi_env env, napi_value object) {
  Unwrap(object)
      .As<v8::Object>()
      ->SetPrivate(env->context(), UntransferableKey(env->isolate), v8::True(env->isolate))
      .Check();
}
bool eddy_is_marked_untransferable(napi_env env, napi_value object) {
  v8::Local<v8::Value> v = Unwrap(object);
  return v->IsObject() && IsUntransferable(env, v.As<v8::Object>());
}
void eddy_throw_clone(napi_env env, const char* message) {
  Catcher catcher(env);
  ThrowClone(env, message);
}

}  // extern "C"

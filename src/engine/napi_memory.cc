// SPDX-License-Identifier: MIT
// napi_memory.cc: ArrayBuffers, typed arrays, DataViews and Buffers of Node-API.
// External memory: V8 may drop it on any thread; the finalizer always runs on the env's thread.
#include <memory>
#include <mutex>

#include "napi.h"

namespace eddy {

// One block lent by an addon. On its env's `live` or `foreign` list, under the lock; once `state` is
// nullptr only V8's deleter knows it.
struct ExternalMemory : Link {
  NapiState* state = nullptr;
  eddy_env* owner = nullptr;
  Reference* record = nullptr;           // env's thread only
  v8::Global<v8::ArrayBuffer> buffer;    // weak; env's thread only
};
static std::mutex memory_lock;

static void Dropped(void*, size_t, void* opaque) {
  auto* memory = static_cast<ExternalMemory*>(opaque);
  std::unique_lock<std::mutex> lock(memory_lock);
  if (memory->state == nullptr) {
    lock.unlock();
    delete memory;
    return;
  }
  memory->MoveTo(&memory->state->foreign);
  eddy_addon_finalize_wake(memory->owner);
}

static v8::Local<v8::ArrayBuffer> LendMemory(napi_env env, void* data, size_t len,
                                             napi_finalize finalize, void* hint) {
  NapiState* state = State(env);
  auto* memory = new ExternalMemory();
  memory->owner = env->owner;
  memory->state = state;
  if (finalize != nullptr) {
    memory->record = Reference::New(env, {}, 0, false, finalize, data, hint);
    memory->record->back = &memory->record;
  }
  {
    std::lock_guard<std::mutex> lock(memory_lock);
    memory->MoveTo(&state->live);
  }
  v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(
      env->isolate, v8::ArrayBuffer::NewBackingStore(data, len, Dropped, memory));
  memory->buffer.Reset(env->isolate, buffer);
  memory->buffer.SetWeak();
  buffer->SetPrivate(env->context(), UntransferableKey(env->isolate), v8::True(env->isolate))
      .Check();
  return buffer;
}

void DrainForeignMemory(napi_env env) {
  NapiState* state = State(env);
  for (;;) {
    std::unique_lock<std::mutex> lock(memory_lock);
    if (state->foreign.alone()) return;
    auto* memory = static_cast<ExternalMemory*>(state->foreign.prev);
    memory->Unlink();
    lock.unlock();
    memory->buffer.Reset();
    if (memory->record != nullptr) {
      memory->record->back = nullptr;
      memory->record->Collected();
    }
    delete memory;
  }
}

// The env goes: what is still lent is taken back, so that no JavaScript value points at it.
void ReleaseMemory(napi_env env) {
  NapiState* state = State(env);
  DrainForeignMemory(env);
  v8::HandleScope handles(env->isolate);
  for (;;) {
    std::unique_lock<std::mutex> lock(memory_lock);
    if (state->live.alone()) break;
    auto* memory = static_cast<ExternalMemory*>(state->live.prev);
    memory->Unlink();
    v8::Local<v8::ArrayBuffer> buffer = memory->buffer.Get(env->isolate);
    memory->buffer.Reset();
    if (memory->record != nullptr) memory->record->back = nullptr;
    memory->record = nullptr;
    memory->state = nullptr;
    lock.unlock();
    if (!buffer.IsEmpty() && buffer->IsDetachable()) {
      buffer->Detach(v8::Local<v8::Value>()).Check();
    }
  }
  DrainForeignMemory(env);
}

static v8::Local<v8::ArrayBuffer> NewLent(napi_env env, void* data, size_t len,
                                          napi_finalize finalize, void* hint) {
  if (data != nullptr) return LendMemory(env, data, len, finalize, hint);
  // V8 would not call back for no memory.
  v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(env->isolate, 0);
  buffer->Detach(v8::Local<v8::Value>()).Check();
  if (finalize != nullptr) Reference::New(env, {}, 0, false, finalize, data, hint)->Collected();
  return buffer;
}

static v8::Local<v8::Value> NewBuffer(napi_env env, v8::Local<v8::ArrayBuffer> memory,
                                      size_t offset, size_t length) {
  v8::Local<v8::Uint8Array> view = v8::Uint8Array::New(memory, offset, length);
  napi_value prototype = eddy_slot_get(env, EDDY_SLOT_BUFFER_PROTOTYPE);
  if (prototype != nullptr) view->SetPrototypeV2(env->context(), Unwrap(prototype)).Check();
  return view;
}

static void* ViewData(v8::Local<v8::ArrayBufferView> view) {
  return static_cast<char*>(view->Buffer()->Data()) + view->ByteOffset();
}

// Zeroed memory, empty if it is not to be had.
static v8::MaybeLocal<v8::ArrayBuffer> Allocate(napi_env env, size_t length) {
  return v8::ArrayBuffer::MaybeNew(env->isolate, length);
}

struct ElementType { const char* name; size_t size; };
static const ElementType kElements[] = {
    {"Int8Array", 1},    {"Uint8Array", 1},   {"Uint8ClampedArray", 1}, {"Int16Array", 2},
    {"Uint16Array", 2},  {"Int32Array", 4},   {"Uint32Array", 4},       {"Float32Array", 4},
    {"Float64Array", 8}, {"BigInt64Array", 8}, {"BigUint64Array", 8},   {"Float16Array", 2},
};

template <class Memory>
static v8::Local<v8::Value> NewView(napi_typedarray_type type, Memory memory, size_t offset,
                                    size_t length) {
  switch (type) {
    case napi_int8_array: return v8::Int8Array::New(memory, offset, length);
    case napi_uint8_array: return v8::Uint8Array::New(memory, offset, length);
    case napi_uint8_clamped_array: return v8::Uint8ClampedArray::New(memory, offset, length);
    case napi_int16_array: return v8::Int16Array::New(memory, offset, length);
    case napi_uint16_array: return v8::Uint16Array::New(memory, offset, length);
    case napi_int32_array: return v8::Int32Array::New(memory, offset, length);
    case napi_uint32_array: return v8::Uint32Array::New(memory, offset, length);
    case napi_float32_array: return v8::Float32Array::New(memory, offset, length);
    case napi_float64_array: return v8::Float64Array::New(memory, offset, length);
    case napi_bigint64_array: return v8::BigInt64Array::New(memory, offset, length);
    case napi_biguint64_array: return v8::BigUint64Array::New(memory, offset, length);
    case napi_float16_array: return v8::Float16Array::New(memory, offset, length);
  }
  return v8::Local<v8::Value>();
}

static napi_typedarray_type TypeOf(v8::Local<v8::Value> v) {
  if (v->IsUint8Array()) return napi_uint8_array;
  if (v->IsInt8Array()) return napi_int8_array;
  if (v->IsUint8ClampedArray()) return napi_uint8_clamped_array;
  if (v->IsInt16Array()) return napi_int16_array;
  if (v->IsUint16Array()) return napi_uint16_array;
  if (v->IsInt32Array()) return napi_int32_array;
  if (v->IsUint32Array()) return napi_uint32_array;
  if (v->IsFloat32Array()) return napi_float32_array;
  if (v->IsFloat64Array()) return napi_float64_array;
  if (v->IsBigInt64Array()) return napi_bigint64_array;
  if (v->IsFloat16Array()) return napi_float16_array;
  return napi_biguint64_array;
}

static size_t MemoryLength(v8::Local<v8::Value> v) {
  return v->IsArrayBuffer() ? v.As<v8::ArrayBuffer>()->ByteLength()
                            : v.As<v8::SharedArrayBuffer>()->ByteLength();
}
static bool IsMemory(v8::Local<v8::Value> v) {
  return v->IsArrayBuffer() || v->IsSharedArrayBuffer();
}
// A door's body that throws a RangeError leaves it pending and returns this.
static napi_status ThrowRange(napi_env env, const char* code, const std::string& message) {
  napi_throw_range_error(env, code, message.c_str());
  return napi_invalid_arg;
}

}  // namespace eddy

using namespace eddy;
using Context = v8::Local<v8::Context>;

extern "C" {

// ---- ArrayBuffer, SharedArrayBuffer ----

napi_status napi_is_arraybuffer(napi_env env, napi_value value, bool* result) {
  return Plain(env, {value, result}, [&] {
    *result = Unwrap(value)->IsArrayBuffer();
    return napi_ok;
  });
}

napi_status napi_create_arraybuffer(napi_env env, size_t byte_length, void** data,
                                    napi_value* result) {
  return Script(env, {result}, [&](Context) {
    v8::Local<v8::ArrayBuffer> buffer;
    if (!Allocate(env, byte_length).ToLocal(&buffer)) return napi_generic_failure;
    if (data != nullptr) *data = buffer->Data();
    return Return(result, buffer);
  });
}

napi_status napi_create_external_arraybuffer(napi_env env, void* external_data, size_t byte_length,
                                             node_api_basic_finalize finalize_cb,
                                             void* finalize_hint, napi_value* result) {
  return Script(env, {result}, [&](Context) {
    return Return(result, NewLent(env, external_data, byte_length, finalize_cb, finalize_hint));
  });
}

napi_status napi_get_arraybuffer_info(napi_env env, napi_value arraybuffer, void** data,
                                      size_t* byte_length) {
  return Plain(env, {arraybuffer}, [&] {
    v8::Local<v8::Value> v = Unwrap(arraybuffer);
    if (!IsMemory(v)) return napi_invalid_arg;
    if (data != nullptr) {
      *data = v->IsArrayBuffer() ? v.As<v8::ArrayBuffer>()->Data()
                                 : v.As<v8::SharedArrayBuffer>()->Data();
    }
    if (byte_length != nullptr) *byte_length = MemoryLength(v);
    return napi_ok;
  });
}

napi_status napi_detach_arraybuffer(napi_env env, napi_value arraybuffer) {
  return Plain(env, {arraybuffer}, [&] {
    v8::Local<v8::Value> v = Unwrap(arraybuffer);
    if (!v->IsArrayBuffer()) return napi_arraybuffer_expected;
    if (!v.As<v8::ArrayBuffer>()->IsDetachable()) return napi_detachable_arraybuffer_expected;
    v.As<v8::ArrayBuffer>()->Detach(v8::Local<v8::Value>()).Check();
    return napi_ok;
  });
}

napi_status napi_is_detached_arraybuffer(napi_env env, napi_value value, bool* result) {
  return Plain(env, {value, result}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    *result = v->IsArrayBuffer() && v.As<v8::ArrayBuffer>()->WasDetached();
    return napi_ok;
  });
}

napi_status node_api_is_sharedarraybuffer(napi_env env, napi_value value, bool* result) {
  return Plain(env, {value, result}, [&] {
    *result = Unwrap(value)->IsSharedArrayBuffer();
    return napi_ok;
  });
}

napi_status node_api_create_sharedarraybuffer(napi_env env, size_t length, void** data,
                                              napi_value* result) {
  return Script(env, {result}, [&](Context) {
    v8::Local<v8::SharedArrayBuffer> buffer = v8::SharedArrayBuffer::New(env->isolate, length);
    if (data != nullptr) *data = buffer->Data();
    return Return(result, buffer);
  });
}

napi_status node_api_create_external_sharedarraybuffer(napi_env env, void* data, size_t length,
                                                       node_api_noenv_finalize finalize, void* hint,
                                                       napi_value* result) {
  return Script(env, {result}, [&](Context) {
    if (data == nullptr && length != 0) return napi_invalid_arg;
    struct Lent { node_api_noenv_finalize finalize; void* hint; };
    auto drop = [](void* memory, size_t, void* opaque) {
      auto* lent = static_cast<Lent*>(opaque);
      if (lent->finalize != nullptr) lent->finalize(memory, lent->hint);
      delete lent;
    };
    return Return(result, v8::SharedArrayBuffer::New(
                              env->isolate, v8::SharedArrayBuffer::NewBackingStore(
                                                data, length, drop, new Lent{finalize, hint})));
  });
}

// ---- views ----

napi_status napi_is_typedarray(napi_env env, napi_value value, bool* result) {
  return Plain(env, {value, result}, [&] {
    *result = Unwrap(value)->IsTypedArray();
    return napi_ok;
  });
}

napi_status napi_create_typedarray(napi_env env, napi_typedarray_type type, size_t length,
                                   napi_value arraybuffer, size_t byte_offset, napi_value* result) {
  return Script(env, {arraybuffer, result}, [&](Context) {
    v8::Local<v8::Value> memory = Unwrap(arraybuffer);
    if (!IsMemory(memory)) return napi_invalid_arg;
    if (static_cast<size_t>(type) >= sizeof kElements / sizeof kElements[0]) return napi_invalid_arg;
    const ElementType& element = kElements[type];
    if (byte_offset % element.size != 0) {
      return ThrowRange(env, "ERR_NAPI_INVALID_TYPEDARRAY_ALIGNMENT",
                        std::string("start offset of ") + element.name +
                            " should be a multiple of " + std::to_string(element.size));
    }
    size_t size = MemoryLength(memory);
    if (byte_offset > size || length > (size - byte_offset) / element.size) {
      return ThrowRange(env, "ERR_NAPI_INVALID_TYPEDARRAY_LENGTH", "Invalid typed array length");
    }
    v8::Local<v8::Value> view =
        memory->IsArrayBuffer()
            ? NewView(type, memory.As<v8::ArrayBuffer>(), byte_offset, length)
            : NewView(type, memory.As<v8::SharedArrayBuffer>(), byte_offset, length);
    return Return(result, view);
  });
}

napi_status napi_get_typedarray_info(napi_env env, napi_value typedarray,
                                     napi_typedarray_type* type, size_t* length, void** data,
                                     napi_value* arraybuffer, size_t* byte_offset) {
  return Plain(env, {typedarray}, [&] {
    v8::Local<v8::Value> v = Unwrap(typedarray);
    if (!v->IsTypedArray()) return napi_invalid_arg;
    v8::Local<v8::TypedArray> array = v.As<v8::TypedArray>();
    if (type != nullptr) *type = TypeOf(v);
    if (length != nullptr) *length = array->Length();
    if (data != nullptr) *data = ViewData(array);
    if (arraybuffer != nullptr) *arraybuffer = Wrap(array->Buffer());
    if (byte_offset != nullptr) *byte_offset = array->ByteOffset();
    return napi_ok;
  });
}

napi_status napi_create_dataview(napi_env env, size_t byte_length, napi_value arraybuffer,
                                 size_t byte_offset, napi_value* result) {
  return Script(env, {arraybuffer, result}, [&](Context) {
    v8::Local<v8::Value> memory = Unwrap(arraybuffer);
    if (!IsMemory(memory)) return napi_invalid_arg;
    size_t size = MemoryLength(memory);
    if (byte_offset > size || byte_length > size - byte_offset) {
      return ThrowRange(env, "ERR_NAPI_INVALID_DATAVIEW_ARGS",
                        "byte_offset + byte_length should be less than or equal to the size in "
                        "bytes of the array passed in");
    }
    return Return(result, memory->IsArrayBuffer()
                              ? v8::DataView::New(memory.As<v8::ArrayBuffer>(), byte_offset,
                                                  byte_length)
                              : v8::DataView::New(memory.As<v8::SharedArrayBuffer>(), byte_offset,
                                                  byte_length));
  });
}

napi_status napi_is_dataview(napi_env env, napi_value value, bool* result) {
  return Plain(env, {value, result}, [&] {
    *result = Unwrap(value)->IsDataView();
    return napi_ok;
  });
}

napi_status napi_get_dataview_info(napi_env env, napi_value dataview, size_t* bytelength,
                                   void** data, napi_value* arraybuffer, size_t* byte_offset) {
  return Plain(env, {dataview}, [&] {
    v8::Local<v8::Value> v = Unwrap(dataview);
    if (!v->IsDataView()) return napi_invalid_arg;
    v8::Local<v8::DataView> view = v.As<v8::DataView>();
    if (bytelength != nullptr) *bytelength = view->ByteLength();
    if (data != nullptr) *data = ViewData(view);
    if (arraybuffer != nullptr) *arraybuffer = Wrap(view->Buffer());
    if (byte_offset != nullptr) *byte_offset = view->ByteOffset();
    return napi_ok;
  });
}

// ---- Buffer ----

napi_status napi_create_buffer(napi_env env, size_t length, void** data, napi_value* result) {
  return Script(env, {result}, [&](Context) {
    uint8_t* bytes = nullptr;
    napi_value buffer = eddy_buffer_new(env, length, &bytes);
    if (buffer == nullptr) return napi_generic_failure;
    *result = buffer;
    if (data != nullptr) *data = bytes;
    return napi_ok;
  });
}

napi_status napi_create_buffer_copy(napi_env env, size_t length, const void* data,
                                    void** result_data, napi_value* result) {
  void* bytes = nullptr;
  napi_status status = napi_create_buffer(env, length, &bytes, result);
  if (status != napi_ok) return status;
  if (length != 0) memcpy(bytes, data, length);
  if (result_data != nullptr) *result_data = bytes;
  return status;
}

napi_status napi_create_external_buffer(napi_env env, size_t length, void* data,
                                        node_api_basic_finalize finalize_cb, void* finalize_hint,
                                        napi_value* result) {
  return Script(env, {result}, [&](Context) {
    v8::Local<v8::ArrayBuffer> memory = NewLent(env, data, length, finalize_cb, finalize_hint);
    return Return(result, NewBuffer(env, memory, 0, memory->ByteLength()));
  });
}

napi_status node_api_create_buffer_from_arraybuffer(napi_env env, napi_value arraybuffer,
                                                    size_t byte_offset, size_t byte_length,
                                                    napi_value* result) {
  return Script(env, {arraybuffer, result}, [&](Context) {
    v8::Local<v8::Value> memory = Unwrap(arraybuffer);
    if (!memory->IsArrayBuffer()) return napi_arraybuffer_expected;
    size_t size = MemoryLength(memory);
    if (byte_offset > size || byte_length > size - byte_offset) {
      return ThrowRange(env, "ERR_OUT_OF_RANGE", "The byte offset + length is out of range");
    }
    return Return(result, NewBuffer(env, memory.As<v8::ArrayBuffer>(), byte_offset, byte_length));
  });
}

napi_status napi_is_buffer(napi_env env, napi_value value, bool* result) {
  return Plain(env, {value, result}, [&] {
    *result = Unwrap(value)->IsArrayBufferView();
    return napi_ok;
  });
}

napi_status napi_get_buffer_info(napi_env env, napi_value value, void** data, size_t* length) {
  return Plain(env, {value}, [&] {
    v8::Local<v8::Value> v = Unwrap(value);
    if (!v->IsArrayBufferView()) return napi_invalid_arg;
    v8::Local<v8::ArrayBufferView> view = v.As<v8::ArrayBufferView>();
    if (data != nullptr) *data = ViewData(view);
    if (length != nullptr) *length = view->ByteLength();
    return napi_ok;
  });
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// memory.cc: the memory of ArrayBuffers (blocks.cc) as V8 and C see it; its garbage is collected before there is much of it.
#include "blocks.h"
#include "internal.h"

namespace eddy {

std::shared_ptr<v8::ArrayBuffer::Allocator> MakeAllocator() {
  return std::make_shared<Allocator>();
}
static Allocator* AllocatorOf(napi_env env) { return static_cast<Allocator*>(env->allocator.get()); }
void LeaveAllocator(napi_env env) { AllocatorOf(env)->Leave(); }

napi_value MakeBuffer(napi_env env, v8::Local<v8::ArrayBuffer> memory, size_t len) {
  auto view = v8::Uint8Array::New(memory, 0, len);
  if (napi_value prototype = eddy_slot_get(env, EDDY_SLOT_BUFFER_PROTOTYPE)) {
    view->SetPrototypeV2(env->context(), Unwrap(prototype)).Check();
  }
  return Wrap(view);
}

}  // namespace eddy

extern "C" {

size_t eddy_array_buffer_bytes(napi_env env) { return eddy::AllocatorOf(env)->bytes(); }
size_t eddy_array_buffer_kept(napi_env env) { return eddy::AllocatorOf(env)->kept(); }
void eddy_array_buffer_trim(napi_env env) {
  eddy::AllocatorOf(env)->Trim();
  eddy::FreeSmallObjects();
}

uint8_t* eddy_block_new(napi_env env, size_t size) { return static_cast<uint8_t*>(eddy::AllocatorOf(env)->Take(size)); }
void eddy_block_free(napi_env env, uint8_t* block, size_t size) { eddy::AllocatorOf(env)->Give(block, size); }

// Where a block returns to, when its ArrayBuffer is garbage: perhaps after the end of the thread.
struct BlockHome {
  std::shared_ptr<v8::ArrayBuffer::Allocator> allocator;
  size_t size;
};

napi_value eddy_buffer_of_block(napi_env env, uint8_t* block, size_t size, size_t len) {
  auto* home = new BlockHome{env->allocator, size};
  auto store = v8::ArrayBuffer::NewBackingStore(
      block, len,
      [](void* data, size_t, void* opaque) {
        auto* home = static_cast<BlockHome*>(opaque);
        static_cast<eddy::Allocator*>(home->allocator.get())->Give(data, home->size);
        delete home;
      },
      home);
  eddy::TellYoungGeneration(len);
  return eddy::MakeBuffer(env, v8::ArrayBuffer::New(env->isolate, std::move(store)), len);
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// memory.cc: the memory of ArrayBuffers. Blocks of the sizes that streams read in go round instead of back to the C library, and
// their garbage is collected before there is much of it.
#include "internal.h"

#include <atomic>
#include <mutex>

namespace eddy {

#ifdef EDDY_SANITIZED
static constexpr size_t kMostKept = 0; // a sanitizer is to see who uses freed memory
#else
static constexpr size_t kMostKept = 8 << 20; // bytes of free blocks
#endif

// Free blocks of one size, as a list through themselves.
struct BlockList {
  explicit BlockList(size_t block_size) : size(block_size) {}
  const size_t size;
  void* first = nullptr;
};

// Backing stores may be freed by other threads (workers, pool, V8's sweeper): a lock around the blocks, malloc underneath, and an
// atomic count of the bytes. Large blocks that are to be zero come from calloc, which gets zeroed pages from the kernel for nothing.
class Allocator final : public v8::ArrayBuffer::Allocator {
 public:
  ~Allocator() override {
    for (BlockList& list : lists_) {
      while (void* block = Pop(&list)) free(block);
    }
  }
  void* Allocate(size_t length) override { return Count(calloc(1, length ? length : 1), length); }
  void* AllocateUninitialized(size_t length) override { return Count(Take(length), length); }
  void Free(void* data, size_t length) override {
    Give(data, length);
    bytes_.fetch_sub(length, std::memory_order_relaxed);
  }
  size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

  void* Take(size_t size) {
    if (BlockList* list = ListOf(size)) {
      std::lock_guard<std::mutex> lock(mutex_);
      if (void* block = Pop(list)) return block;
    }
    return malloc(size ? size : 1);
  }
  void Give(void* data, size_t size) {
    if (BlockList* list = data ? ListOf(size) : nullptr) {
      std::lock_guard<std::mutex> lock(mutex_);
      if (kept_ + size <= kMostKept) {
        kept_ += size;
        *static_cast<void**>(data) = list->first;
        list->first = data;
        return;
      }
    }
    free(data);
  }

 private:
  void* Count(void* data, size_t length) {
    if (data) bytes_.fetch_add(length, std::memory_order_relaxed);
    return data;
  }
  BlockList* ListOf(size_t size) {
    for (BlockList& list : lists_) {
      if (list.size == size) return &list;
    }
    return nullptr;
  }
  void* Pop(BlockList* list) {
    void* block = list->first;
    if (block == nullptr) return nullptr;
    list->first = *static_cast<void**>(block);
    kept_ -= list->size;
    return block;
  }

  std::atomic<size_t> bytes_{0};
  std::mutex mutex_;
  BlockList lists_[2] = {BlockList(EDDY_BLOCK_SMALL), BlockList(EDDY_BLOCK_LARGE)};
  size_t kept_ = 0;
};

std::shared_ptr<v8::ArrayBuffer::Allocator> MakeAllocator() {
  return std::make_shared<Allocator>();
}
static Allocator* AllocatorOf(napi_env env) { return static_cast<Allocator*>(env->allocator.get()); }

// Bytes of the space for new objects, at least V8's smallest. Looked at now and then only.
static size_t YoungCapacity(napi_env env) {
  static constexpr size_t kLeast = 1 << 20;
  static constexpr unsigned kCalls = 32;
  if (env->young_calls++ % kCalls == 0) {
    v8::HeapSpaceStatistics space;
    for (size_t i = 0; i < env->isolate->NumberOfHeapSpaces(); i++) {
      if (!env->isolate->GetHeapSpaceStatistics(&space, i) || strcmp(space.space_name(), "new_space") != 0) continue;
      env->young_capacity = space.space_used_size() + space.space_available_size();
      break;
    }
  }
  return env->young_capacity > kLeast ? env->young_capacity : kLeast;
}

// V8 collects young garbage when its young generation is full, and takes no notice of memory outside of its heap; of that, it does
// a full collection at 64 MB. A stream makes much of the one and little of the other. So some young garbage is made in proportion:
// then a young collection, which costs a fraction, comes after 16 MB of chunks.
void TellYoungGeneration(v8::Isolate* isolate, size_t bytes) {
  static constexpr size_t kFrom = EDDY_BLOCK_SMALL / 4, kMost = 1 << 20, kCycle = 16 << 20;
  if (bytes < kFrom) return;
  const size_t share = kCycle / YoungCapacity(EnvOf(isolate)), part = (bytes < kMost ? bytes : kMost) / (share ? share : 1);
  v8::HandleScope scope(isolate);
  v8::Array::New(isolate, static_cast<int>(part / sizeof(void*)));
}

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
  eddy::TellYoungGeneration(env->isolate, len);
  return eddy::MakeBuffer(env, v8::ArrayBuffer::New(env->isolate, std::move(store)), len);
}

}  // extern "C"

// SPDX-License-Identifier: MIT
// blocks.h: the memory of one thread's ArrayBuffers, blocks.cc. Used by memory.cc and isolate.cc.
#ifndef EDDY_ENGINE_BLOCKS_H
#define EDDY_ENGINE_BLOCKS_H

#include <v8.h>

#include <atomic>

namespace eddy {

// Free blocks are kept by their size and go round instead of back to the C library. The thread that has made the allocator is its
// owner. It takes blocks, and needs no lock: what others free (V8's sweeper, the pool, threads that a buffer was sent to) waits in
// lists of their own, from which the owner takes all at once. Other threads that want memory get it from the C library.
class Allocator final : public v8::ArrayBuffer::Allocator {
 public:
  Allocator() { owned_ = this; }
  ~Allocator() override { FreeAll(); }
  // The owner will not come back: from now on all threads are others.
  void Leave() {
    if (owned_ == this) owned_ = nullptr;
  }

  void* Allocate(size_t length) override;
  void* AllocateUninitialized(size_t length) override;
  void Free(void* data, size_t length) override;
  size_t bytes() const { return taken_.load(std::memory_order_relaxed) - returned_.load(std::memory_order_relaxed); }
  // Of free blocks; a little less or more while other threads free.
  size_t kept() const {
    const size_t popped = popped_.load(std::memory_order_acquire); // first: it is never the larger one
    return put_.load(std::memory_order_relaxed) - popped;
  }

  // Memory that bytes() does not count: of at least the size, which Give() has to be told again. Null: out of memory.
  void* Take(size_t size);
  void Give(void* data, size_t size);
  // The owner gives back to the C library what is free.
  void Trim() {
    if (owned_ == this) FreeAll();
  }

 private:
  // Eight sizes to a doubling: less than an eighth of a block is in vain.
  static constexpr unsigned kFirstLog = 6, kDoublings = 16, kPerDoubling = 8, kSizes = kDoublings * kPerDoubling;

  struct Size { unsigned index; size_t bytes; };
  static Size SizeOf(size_t length);
  static size_t BytesOf(unsigned index);
  void* Pop(unsigned index);
  void* Reuse(Size size);
  void* Count(void* block, size_t length);
  void FreeAll();

  static thread_local Allocator* owned_;

  // Written by the owner only, up to the next line of the cache ...
  alignas(64) void* own_[kSizes] = {};
  std::atomic<size_t> popped_{0}, taken_{0};
  // ... and by others.
  alignas(64) std::atomic<size_t> put_{0}, returned_{0};
  std::atomic<void*> others_[kSizes] = {};
};

}  // namespace eddy
#endif

// SPDX-License-Identifier: MIT
// blocks.cc: the memory of ArrayBuffers. See blocks.h.
#include "blocks.h"

#include <cstdlib>
#include <cstring>

namespace eddy {

#ifdef EDDY_SANITIZED
static constexpr size_t kMostKept = 0; // a sanitizer is to see who uses freed memory
#else
static constexpr size_t kMostKept = 16 << 20; // bytes of free blocks
#endif

// Blocks of this size begin on a line of the cache: copying and comparing them is faster by up to a third. Smaller ones gain nothing, and
// the C library needs longer for them.
static constexpr size_t kAlignedFrom = 16 << 10, kLine = 64;

static void* NewBlock(size_t bytes) {
  if (bytes < kAlignedFrom) return malloc(bytes);
  void* block;
  return posix_memalign(&block, kLine, bytes) == 0 ? block : nullptr;
}

// A free block holds the address of the next.
static void*& NextOf(void* block) { return *static_cast<void**>(block); }

// What only one thread writes needs no atomic addition, which costs as much as the rest of an allocation.
static void AddAlone(std::atomic<size_t>* sum, size_t n) {
  sum->store(sum->load(std::memory_order_relaxed) + n, std::memory_order_release);
}

thread_local Allocator* Allocator::owned_;

// What is longer than the longest block is not kept: index kSizes.
Allocator::Size Allocator::SizeOf(size_t length) {
  const size_t last = length > size_t{1} << kFirstLog ? length - 1 : size_t{1} << kFirstLog;
  const unsigned log = 63 - static_cast<unsigned>(__builtin_clzll(last)), shift = log - 3;
  if (kMostKept == 0 || log >= kFirstLog + kDoublings) return {kSizes, length ? length : 1};
  const unsigned part = static_cast<unsigned>(last >> shift) & (kPerDoubling - 1);
  return {(log - kFirstLog) * kPerDoubling + part, ((last >> shift) + 1) << shift};
}

size_t Allocator::BytesOf(unsigned index) {
  return size_t{kPerDoubling + index % kPerDoubling + 1} << (index / kPerDoubling + kFirstLog - 3);
}

// The first free block of a size. What others have freed becomes the owner's when there is no other.
void* Allocator::Pop(unsigned index) {
  void* block = own_[index];
  if (block == nullptr) {
    if (others_[index].load(std::memory_order_relaxed) == nullptr) return nullptr;
    block = others_[index].exchange(nullptr, std::memory_order_acquire);
  }
  own_[index] = NextOf(block);
  return block;
}

void* Allocator::Reuse(Size size) {
  if (size.index == kSizes || owned_ != this) return nullptr;
  void* block = Pop(size.index);
  if (block) AddAlone(&popped_, size.bytes);
  return block;
}

void* Allocator::Take(size_t length) {
  const Size size = SizeOf(length);
  void* block = Reuse(size);
  return block ? block : NewBlock(size.bytes);
}

void Allocator::Give(void* data, size_t length) {
  const Size size = SizeOf(length);
  if (data == nullptr) return;
  if (size.index == kSizes || kept() + size.bytes > kMostKept) return free(data);
  put_.fetch_add(size.bytes, std::memory_order_relaxed);
  if (owned_ == this) {
    NextOf(data) = own_[size.index];
    own_[size.index] = data;
    return;
  }
  std::atomic<void*>& list = others_[size.index];
  void* next = list.load(std::memory_order_relaxed);
  do NextOf(data) = next;
  while (!list.compare_exchange_weak(next, data, std::memory_order_release, std::memory_order_relaxed));
}

void* Allocator::Count(void* block, size_t length) {
  if (block == nullptr) return nullptr;
  if (owned_ == this) AddAlone(&taken_, length);
  else returned_.fetch_sub(length, std::memory_order_relaxed);
  return block;
}

// What is new to the process comes zeroed from the kernel, for nothing.
void* Allocator::Allocate(size_t length) {
  const Size size = SizeOf(length);
  void* block = Reuse(size);
  if (block) memset(block, 0, length);
  return Count(block ? block : calloc(1, size.bytes), length);
}

void* Allocator::AllocateUninitialized(size_t length) { return Count(Take(length), length); }

void Allocator::Free(void* data, size_t length) {
  Give(data, length);
  returned_.fetch_add(length, std::memory_order_relaxed);
}

void Allocator::FreeAll() {
  for (unsigned i = 0; i < kSizes; i++) {
    while (void* block = Pop(i)) {
      AddAlone(&popped_, BytesOf(i));
      free(block);
    }
  }
}

}  // namespace eddy

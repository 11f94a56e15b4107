// SPDX-License-Identifier: MIT
// pages.h: the pages that V8's heaps lie in.
#ifndef EDDY_ENGINE_PAGES_H
#define EDDY_ENGINE_PAGES_H
#include <v8-platform.h>

namespace eddy {

// While one is alive on a thread, the pages that V8 asks for to build an isolate and its context come from one piece of memory, and
// those that the snapshot fills are there before they are written to.
class HeapArena {
 public:
  explicit HeapArena(v8::PageAllocator* pages);
  ~HeapArena();
  HeapArena(const HeapArena&) = delete;
  HeapArena& operator=(const HeapArena&) = delete;
  // One page of the heap, or nullptr: not of its size, or none left.
  void* Take(void* hint, size_t length, size_t alignment, v8::PageAllocator::Permission permissions);

 private:
  v8::PageAllocator* const pages_;
  char* base_ = nullptr;
  int taken_ = 0;
};

// V8's own allocator, with the arena of the thread before it. Lives as long as the process.
v8::PageAllocator* ArenaPages(v8::PageAllocator* base);

}  // namespace eddy
#endif

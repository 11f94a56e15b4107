// SPDX-License-Identifier: MIT
// pages.cc: the first pages of a heap. V8 maps each by itself, twice as much as it needs so that it can cut out an aligned piece, and the
// kernel then hands out the memory in four thousand small steps: a fifth of a start. Here all come from one mapping, and what the
// snapshot is going to fill is asked for at once, if possible as the one huge page that it just fits. Used by isolate.cc.
#include "pages.h"

#include <sys/mman.h>

#include <atomic>
#include <memory>

#include "internal.h"
#include "slabs.h"

namespace eddy {

// The first that are asked for are the read-only heap's (of the process's first isolate alone) and one of each space, most of which
// stay nearly empty; those after them are filled by the snapshot and by the beginning of the program.
constexpr int kSparse = 5, kDense = 8;
constexpr size_t kReadOnlyHeap = 120 * 1024;
constexpr size_t kHugePage = kDense * kHeapPage;

static thread_local HeapArena* arena;

HeapArena::HeapArena(v8::PageAllocator* pages) : pages_(pages) { arena = this; }
HeapArena::~HeapArena() {
  arena = nullptr;
  if (base_ == nullptr) return;
  // What is left: the end, and of the dense ones the last.
  const int sparse = taken_ < kSparse ? taken_ : kSparse, dense = taken_ - sparse;
  if (sparse < kSparse) pages_->FreePages(base_ + kHugePage + sparse * kHeapPage, (kSparse - sparse) * kHeapPage);
  if (dense < kDense) pages_->FreePages(base_ + dense * kHeapPage, (kDense - dense) * kHeapPage);
}

void* HeapArena::Take(void* hint, size_t length, size_t alignment, v8::PageAllocator::Permission permissions) {
  if (length != kHeapPage || alignment != kHeapPage || permissions != v8::PageAllocator::kReadWrite) return nullptr;
  if (taken_ == kSparse + kDense) return nullptr;
  if (taken_ == 0) {
    base_ = static_cast<char*>(pages_->AllocatePages(hint, kHugePage + kSparse * kHeapPage, kHugePage, permissions));
    if (base_ == nullptr) return nullptr;
    madvise(base_, kHugePage, MADV_HUGEPAGE);
  }
  const int index = taken_++;
  char* page = index < kSparse ? base_ + kHugePage + index * kHeapPage : base_ + (index - kSparse) * kHeapPage;
#ifdef MADV_POPULATE_WRITE
  // Older kernels refuse: nothing is lost. Where there was a huge page, these are there already.
  static std::atomic<bool> read_only_heap{true};
  if (index >= kSparse) madvise(page, kHeapPage, MADV_POPULATE_WRITE);
  else if (index == 0 && read_only_heap.exchange(false)) madvise(page, kReadOnlyHeap, MADV_POPULATE_WRITE);
#endif
  return page;
}

namespace {

class Pages final : public v8::PageAllocator {
 public:
  explicit Pages(v8::PageAllocator* base) : base_(base), memory_(base) {}
  HeapMemory& memory() { return memory_; }
  size_t AllocatePageSize() override { return base_->AllocatePageSize(); }
  size_t CommitPageSize() override { return base_->CommitPageSize(); }
  void SetRandomMmapSeed(int64_t seed) override { base_->SetRandomMmapSeed(seed); }
  void* GetRandomMmapAddr() override { return base_->GetRandomMmapAddr(); }
  void* AllocatePages(void* hint, size_t length, size_t alignment, Permission permissions) override {
    void* page = arena ? arena->Take(hint, length, alignment, permissions) : nullptr;
    // Nothing but the heap asks for memory that is aligned so and may be written to from the beginning.
    if (!page && alignment == kHeapPage && permissions == kReadWrite) page = memory_.Take(length);
    return page ? page : base_->AllocatePages(hint, length, alignment, permissions);
  }
  bool FreePages(void* address, size_t length) override {
    return memory_.Give(address, length) || base_->FreePages(address, length);
  }
  bool ReleasePages(void* address, size_t length, size_t left) override {
    return memory_.Shorten(address, left) || base_->ReleasePages(address, length, left);
  }
  bool SetPermissions(void* address, size_t length, Permission permissions) override {
    return base_->SetPermissions(address, length, permissions);
  }
  bool RecommitPages(void* address, size_t length, Permission permissions) override {
    return base_->RecommitPages(address, length, permissions);
  }
  bool DiscardSystemPages(void* address, size_t size) override { return base_->DiscardSystemPages(address, size); }
  bool DecommitPages(void* address, size_t size) override { return base_->DecommitPages(address, size); }
  bool SealPages(void* address, size_t length) override { return base_->SealPages(address, length); }
  bool ReserveForSharedMemoryMapping(void* address, size_t size) override {
    return base_->ReserveForSharedMemoryMapping(address, size);
  }
  std::unique_ptr<SharedMemory> AllocateSharedPages(size_t length, const void* original) override {
    return base_->AllocateSharedPages(length, original);
  }
  bool CanAllocateSharedPages() override { return base_->CanAllocateSharedPages(); }

 private:
  v8::PageAllocator* const base_;
  HeapMemory memory_;
};

}  // namespace

v8::PageAllocator* ArenaPages(v8::PageAllocator* base) { return new Pages(base); }
static HeapMemory& TheMemory() { return static_cast<Pages*>(ThePlatform()->GetPageAllocator())->memory(); }

}  // namespace eddy

extern "C" {

size_t eddy_heap_memory_kept(void) { return eddy::TheMemory().kept(); }
void eddy_heap_memory_trim(void) { eddy::TheMemory().Trim(); }

}  // extern "C"

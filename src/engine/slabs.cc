// SPDX-License-Identifier: MIT
// slabs.cc: the memory that a growing heap of V8's lies in. V8 maps each page by itself, somewhere, and the kernel then hands out the
// memory in small steps, at the first touch of each: a tenth to a half of the time of a program whose heap grows. Here pages are cut
// from slabs, each of which one huge page of the kernel's fits into, and what V8 gives back is kept a while for what it asks for next: a
// large string, as a file's text is, has a mapping of its own.
#include "slabs.h"

#include <sys/mman.h>

#include <bit>
#include <ctime>

namespace eddy {
namespace {

// V8 takes pages in advance, too, which a program whose objects die young never gets to: in a huge page they would all be there. So
// every fourth slab is one of small pages, and the last of those that V8 has had for a while tell whether most is written to.
constexpr unsigned kProbeEvery = 4;
constexpr uint64_t kProbeAge = 5000000;  // nanoseconds
constexpr size_t kSmallPage = 4096;
// A machine that is itself a guest may have no memory yet behind what the kernel hands out: a huge page that was never used before then
// takes milliseconds, at once, where small pages are mostly ones that some process had a moment ago. After one that took longer than its
// small pages would have (nanoseconds), this many slabs are of small ones, and each time twice as many.
constexpr uint64_t kSlowHugePage = 1500000;
constexpr unsigned kMostRest = 1024;
// What is kept of free pages, and of free pieces, of which longer ones are not.
constexpr size_t kMostPages = 4 << 20, kMostPieces = 8 << 20, kLongest = 4 << 20;

uint64_t Now() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1000000000u + static_cast<uint64_t>(now.tv_nsec);
}

// In steps of an eighth: what V8 asks for next is seldom as long as what it has given, but often nearly.
size_t Rounded(size_t length) {
  const size_t step = std::bit_floor(length) / 8;
  return (length + step - 1) & ~(step - 1);
}

// A page of a slab, to the kernel, which would make a huge page again of the others after a while.
void GiveBack(char* slab, char* page) {
  madvise(slab, HeapMemory::kSlab, MADV_NOHUGEPAGE);
  madvise(page, kHeapPage, MADV_DONTNEED);
}

}  // namespace

// Whether V8 writes to five eighths of what it takes, or more: half lies idle for a while when the space for new objects has grown.
bool HeapMemory::MostIsWritten(uint64_t now) const {
  constexpr size_t count = kSlab / kSmallPage;
  size_t written = 0, all = 0;
  for (const Probe& probe : probes_) {
    unsigned char resident[count];
    if (probe.start == nullptr || now - probe.since < kProbeAge) continue;
    if (mincore(probe.start, kSlab, resident) != 0) return false;
    all += count;
    for (const unsigned char page : resident) written += page & 1;
  }
  return all > 0 && written >= all / 8 * 5;
}

// Touches a slab that is to be one huge page.
void HeapMemory::LookHowLong(char* slab) {
  const uint64_t before = Now();
  *static_cast<volatile char*>(slab) = 0;
  if (Now() - before <= kSlowHugePage) {
    rest_ = kRest;
    return;
  }
  small_until_ = slabs_made_ + rest_;
  if (rest_ < kMostRest) rest_ *= 2;
}

char* HeapMemory::NewSlab() {
  void* memory = base_->AllocatePages(base_->GetRandomMmapAddr(), kSlab, kSlab, v8::PageAllocator::kReadWrite);
  if (memory == nullptr) return nullptr;
  char* start = static_cast<char*>(memory);
  const uint64_t now = Now();
  const bool probe = slabs_made_ < kProbeEvery || slabs_made_ % kProbeEvery == 0;
  if (probe) probes_[probes_made_++ % kProbes] = {start, now};
  const bool huge = !probe && slabs_made_ >= small_until_ && MostIsWritten(now);
  // Where the system makes huge pages of all that they fit into, a slab that is not to be one has to say so.
  madvise(start, kSlab, huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
  slabs_made_++;
  if (huge) LookHowLong(start);
  slabs_[start] = {};
  open_.push_back(start);
  return start;
}

void HeapMemory::DropSlab(char* start) {
  kept_pages_ -= static_cast<size_t>(std::popcount(slabs_[start].kept)) * kHeapPage;
  slabs_.erase(start);
  std::erase(open_, start);
  for (Probe& probe : probes_) {
    if (probe.start == start) probe.start = nullptr;
  }
  base_->FreePages(start, kSlab);
}

void* HeapMemory::TakePage() {
  char* start = open_.empty() ? NewSlab() : open_.back();
  if (start == nullptr) return nullptr;
  Slab& slab = slabs_[start];
  const unsigned candidates = slab.kept ? slab.kept : static_cast<uint8_t>(~slab.used);
  const unsigned bit = candidates & -candidates;
  if (slab.kept & bit) kept_pages_ -= kHeapPage;
  slab.kept = static_cast<uint8_t>(slab.kept & ~bit);
  slab.used = static_cast<uint8_t>(slab.used | bit);
  if (slab.used == 0xff) open_.pop_back();
  return start + static_cast<size_t>(std::countr_zero(bit)) * kHeapPage;
}

bool HeapMemory::GivePage(char* page) {
  char* start = reinterpret_cast<char*>(reinterpret_cast<uintptr_t>(page) & ~(kSlab - 1));
  const auto found = slabs_.find(start);
  if (found == slabs_.end()) return false;
  Slab& slab = found->second;
  const unsigned bit = 1u << (static_cast<size_t>(page - start) / kHeapPage);
  if (slab.used == 0xff) open_.push_back(start);
  slab.used = static_cast<uint8_t>(slab.used & ~bit);
  if (kept_pages_ < kMostPages) {
    slab.kept = static_cast<uint8_t>(slab.kept | bit);
    kept_pages_ += kHeapPage;
  } else if (slab.used == 0) {
    DropSlab(start);
  } else {
    GiveBack(start, page);
  }
  return true;
}

void* HeapMemory::TakePiece(size_t asked) {
  const size_t length = Rounded(asked);
  for (size_t i = free_.size(); i-- > 0;) {
    if (free_[i].length != length) continue;
    void* address = free_[i].address;
    free_.erase(free_.begin() + static_cast<ptrdiff_t>(i));
    kept_pieces_ -= length;
    pieces_[address] = length;
    return address;
  }
  void* address = base_->AllocatePages(base_->GetRandomMmapAddr(), length, kHeapPage, v8::PageAllocator::kReadWrite);
  if (address == nullptr) return nullptr;
#ifdef MADV_POPULATE_WRITE
  madvise(address, asked, MADV_POPULATE_WRITE);  // V8 fills it at once. Older kernels refuse: nothing is lost
#endif
  pieces_[address] = length;
  return address;
}

// Those first that have been there longest.
void HeapMemory::DropPieces(size_t most) {
  size_t count = 0;
  for (; kept_pieces_ > most; count++) {
    kept_pieces_ -= free_[count].length;
    base_->FreePages(free_[count].address, free_[count].length);
  }
  free_.erase(free_.begin(), free_.begin() + static_cast<ptrdiff_t>(count));
}

void* HeapMemory::Take(size_t length) {
  if (length < kHeapPage / 2 || length > kLongest) return nullptr;
  std::lock_guard<std::mutex> lock(mutex_);
  return length == kHeapPage ? TakePage() : TakePiece(length);
}

bool HeapMemory::Give(void* address, size_t length) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (length == kHeapPage && GivePage(static_cast<char*>(address))) return true;
  const auto found = pieces_.find(address);
  if (found == pieces_.end()) return false;
  free_.push_back({address, found->second});
  kept_pieces_ += found->second;
  pieces_.erase(found);
  DropPieces(kMostPieces);
  return true;
}

bool HeapMemory::Shorten(void* address, size_t left) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = pieces_.find(address);
  if (found == pieces_.end()) return false;
  const size_t length = found->second;
  pieces_.erase(found);  // from now on it is as if base had given it
  return base_->ReleasePages(address, length, left);
}

size_t HeapMemory::kept() {
  std::lock_guard<std::mutex> lock(mutex_);
  return kept_pages_ + kept_pieces_;
}

void HeapMemory::Trim() {
  std::lock_guard<std::mutex> lock(mutex_);
  DropPieces(0);
  for (char* start : std::vector<char*>(open_)) {
    Slab& slab = slabs_[start];
    if (slab.used == 0) {
      DropSlab(start);
      continue;
    }
    for (unsigned i = 0; i < kPerSlab; i++) {
      if (slab.kept >> i & 1) GiveBack(start, start + i * kHeapPage);
    }
    kept_pages_ -= static_cast<size_t>(std::popcount(slab.kept)) * kHeapPage;
    slab.kept = 0;
  }
}

}  // namespace eddy

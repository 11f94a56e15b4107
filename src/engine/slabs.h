// SPDX-License-Identifier: MIT
// slabs.h: the memory that a growing heap of V8's lies in. See slabs.cc; pages.cc is what V8 asks, and asks this.
#ifndef EDDY_ENGINE_SLABS_H
#define EDDY_ENGINE_SLABS_H
#include <v8-platform.h>

#include <mutex>
#include <unordered_map>
#include <vector>

namespace eddy {

constexpr size_t kHeapPage = 256 * 1024;  // V8's, of all spaces

// Of all isolates; lives as long as the process. Any thread.
class HeapMemory {
 public:
  static constexpr unsigned kPerSlab = 8;
  static constexpr size_t kSlab = kPerSlab * kHeapPage;

  explicit HeapMemory(v8::PageAllocator* base) : base_(base) {}
  // `length` bytes, readable, writable, aligned as pages of the heap are; or nullptr: what base would give is as good.
  void* Take(size_t length);
  // False: none of the above.
  bool Give(void* address, size_t length);
  // All but the first `left` bytes are not needed any more. False: none of the above.
  bool Shorten(void* address, size_t left);
  // Bytes that are kept for the next ones; to the kernel with them.
  size_t kept();
  void Trim();

 private:
  static constexpr unsigned kProbes = 12, kRest = 16;
  struct Slab {
    uint8_t used = 0;  // a bit for each page
    uint8_t kept = 0;  // free, and the kernel has not got it back
  };
  struct Probe {
    char* start;  // null once the slab is no more
    uint64_t since;
  };
  struct Piece {
    void* address;
    size_t length;  // rounded
  };

  bool MostIsWritten(uint64_t now) const;
  void LookHowLong(char* slab);
  char* NewSlab();
  void DropSlab(char* start);
  void* TakePage();
  bool GivePage(char* page);
  void* TakePiece(size_t asked);
  void DropPieces(size_t most);

  v8::PageAllocator* const base_;
  std::mutex mutex_;
  std::unordered_map<char*, Slab> slabs_;
  std::vector<char*> open_;                   // slabs with a free page; the last is asked first
  std::unordered_map<void*, size_t> pieces_;  // in use, and how long they are
  std::vector<Piece> free_;                   // pieces; the last was given last
  size_t kept_pages_ = 0, kept_pieces_ = 0;   // bytes
  Probe probes_[kProbes] = {};                // a ring
  unsigned slabs_made_ = 0, probes_made_ = 0;
  unsigned small_until_ = 0, rest_ = kRest;   // slabs: no huge page before so many are made; how long to do without the next time
};

}  // namespace eddy
#endif

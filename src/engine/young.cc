// SPDX-License-Identifier: MIT
// young.cc: when young garbage is collected that holds memory outside of V8's heap, and where that memory is freed. V8 looks at its
// heap, of which a buffer takes two hundred bytes, whatever it holds, and lets 64 MB of buffers become garbage before it does something
// about them: each new one is then in memory that no cache knows any more, and a young collection costs less than that. The flags of
// CMakeLists.txt (--wrap) bring here what V8 calls.
#include "internal.h"

#include <ctime>
#include <functional>

// Of v8::internal::Heap. Collects when there is much, calls `allocate`, and once more after a collection when that gives nothing.
extern "C" void* __real__ZN2v88internal4Heap28AllocateExternalBackingStoreERKSt8functionIFPvmEEm(
    void* heap, const std::function<void*(size_t)>& allocate, size_t bytes);
extern "C" void* __wrap__ZN2v88internal4Heap28AllocateExternalBackingStoreERKSt8functionIFPvmEEm(
    void* heap, const std::function<void*(size_t)>& allocate, size_t bytes);
// Of v8::internal::Heap, too.
extern "C" void CollectGarbage(void* heap, int space, int reason, int flags) __asm__(
    "_ZN2v88internal4Heap14CollectGarbageENS0_15AllocationSpaceENS0_23GarbageCollectionReasonENS_15GCCallbackFlagsE");
// Of v8::internal::ArrayBufferSweeper: frees the memory of dead ArrayBuffers, or lets another thread do it. type 0: the young ones.
extern "C" void __real__ZN2v88internal18ArrayBufferSweeper12RequestSweepENS1_12SweepingTypeENS1_23TreatAllYoungAsPromotedE(
    void* sweeper, int type, int promoted);
extern "C" void __wrap__ZN2v88internal18ArrayBufferSweeper12RequestSweepENS1_12SweepingTypeENS1_23TreatAllYoungAsPromotedE(
    void* sweeper, int type, int promoted);

namespace eddy {
namespace {

// What AllocateExternalBackingStore() itself passes.
constexpr int kNewSpace = 1, kExternalMemoryPressure = 7, kNoFlags = 0;

// Bytes from one collection to the next: so many for each nanosecond that it takes, which is at most 15 µs for a megabyte.
constexpr size_t kLeast = 3 << 20, kMost = 16 << 20, kPerNanosecond = 64;
// What an ArrayBuffer takes besides its bytes: in V8's heap, of the C library, and time.
constexpr size_t kEach = 1024;

struct Young {
  void* heap;         // null: none has asked for memory yet
  size_t bytes;       // since the last collection
  uint64_t cost;      // of a collection, in nanoseconds of this thread,
  uint64_t sweeping;  // without those for freeing, which have to be spent sooner or later
};
thread_local Young young;

uint64_t ThreadTime() {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1000000000u + static_cast<uint64_t>(now.tv_nsec);
}

void Collect() {
  young.bytes = 0;
  const uint64_t start = ThreadTime(), swept = young.sweeping;
  CollectGarbage(young.heap, kNewSpace, kExternalMemoryPressure, kNoFlags);
  young.cost = (3 * young.cost + (ThreadTime() - start) - (young.sweeping - swept)) / 4;
}

}  // namespace

void TellYoungGeneration(size_t bytes) {
  young.bytes += bytes + kEach;
  if (young.bytes < kLeast || young.heap == nullptr) return;
  if (young.bytes >= kMost || young.bytes >= young.cost * kPerNanosecond) Collect();
}

void UntellYoungGeneration(size_t bytes) { young.bytes -= bytes < young.bytes ? bytes : young.bytes; }

void ForgetYoungGeneration() { young = {}; }

}  // namespace eddy

void* __wrap__ZN2v88internal4Heap28AllocateExternalBackingStoreERKSt8functionIFPvmEEm(
    void* heap, const std::function<void*(size_t)>& allocate, size_t bytes) {
  eddy::young.heap = heap;
  eddy::TellYoungGeneration(bytes);
  return __real__ZN2v88internal4Heap28AllocateExternalBackingStoreERKSt8functionIFPvmEEm(heap, allocate, bytes);
}

// Young ones, of which there are not many from one collection to the next, are freed here and now: memory that another processor has
// put its hands on costs more to take again than to free. Where the flag is off already, the program's user wants that, or another
// isolate is just doing the same, which is right, too.
void __wrap__ZN2v88internal18ArrayBufferSweeper12RequestSweepENS1_12SweepingTypeENS1_23TreatAllYoungAsPromotedE(
    void* sweeper, int type, int promoted) {
  uint8_t* flag = eddy::ConcurrentSweepingFlag();
  const bool young = type == 0 && __atomic_load_n(flag, __ATOMIC_RELAXED) != 0;
  const uint64_t start = eddy::ThreadTime();
  if (young) __atomic_store_n(flag, uint8_t{0}, __ATOMIC_RELAXED);
  __real__ZN2v88internal18ArrayBufferSweeper12RequestSweepENS1_12SweepingTypeENS1_23TreatAllYoungAsPromotedE(sweeper, type, promoted);
  if (young) __atomic_store_n(flag, uint8_t{1}, __ATOMIC_RELAXED);
  eddy::young.sweeping += eddy::ThreadTime() - start;
}

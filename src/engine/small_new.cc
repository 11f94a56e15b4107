// SPDX-License-Identifier: MIT
// small_new.cc: operator new and delete of small objects (--wrap, CMakeLists.txt). V8 makes three for every ArrayBuffer, and frees
// those of thousands at once. The C library keeps seven of a size within the thread's reach; the others it joins to larger pieces and
// takes apart again. A thread with an isolate keeps more of them here. They stay the C library's: who frees them is right, too.
#include <malloc.h>

#include "internal.h"

extern "C" void* __real__Znwm(size_t size);
extern "C" void __real__ZdlPv(void* object);
extern "C" void* __wrap__Znwm(size_t size);
extern "C" void __wrap__ZdlPv(void* object);
extern "C" void __wrap__ZdlPvm(void* object, size_t size);
// Of v8::internal::Malloced, to which a third of those objects belong: malloc() and free(), and a last attempt where memory is short.
extern "C" void* __real__ZN2v88internal8MallocednwEm(size_t size);
extern "C" void* __wrap__ZN2v88internal8MallocednwEm(size_t size);
extern "C" void __real__ZN2v88internal8MalloceddlEPv(void* object);
extern "C" void __wrap__ZN2v88internal8MalloceddlEPv(void* object);

namespace eddy {
namespace {

// What glibc makes of small sizes: 24, 40, 56 and 72 bytes.
constexpr size_t kSmallest = 24, kStep = 16, kSizes = 4, kLargest = kSmallest + (kSizes - 1) * kStep;
#ifdef EDDY_SANITIZED
constexpr uint32_t kMostKept = 0; // a sanitizer is to see who uses freed memory
#else
constexpr uint32_t kMostKept = 8192; // of each size
#endif

struct Kept {
  void* first[kSizes]; // a free object holds the address of the next
  uint32_t count[kSizes], most;
};
thread_local Kept kept;

}  // namespace

void KeepSmallObjects() { kept.most = kMostKept; }

void FreeSmallObjects() {
  for (size_t i = 0; i < kSizes; i++) {
    while (void* object = kept.first[i]) {
      kept.first[i] = *static_cast<void**>(object);
      __real__ZdlPv(object);
    }
    kept.count[i] = 0;
  }
}

void ForgetSmallObjects() {
  kept.most = 0;
  FreeSmallObjects();
}

}  // namespace eddy

using eddy::kept;

namespace {

size_t IndexOf(size_t size) {
  return size <= eddy::kSmallest ? 0 : (size - eddy::kSmallest + eddy::kStep - 1) / eddy::kStep;
}

void* Take(size_t size) {
  const size_t i = IndexOf(size);
  if (i >= eddy::kSizes) return nullptr;
  void* object = kept.first[i];
  if (object == nullptr) return nullptr;
  kept.first[i] = *static_cast<void**>(object);
  kept.count[i]--;
  return object;
}

// False: it is not kept.
bool Give(void* object, size_t i) {
  if (i >= eddy::kSizes || kept.count[i] >= kept.most) return false;
  *static_cast<void**>(object) = kept.first[i];
  kept.first[i] = object;
  kept.count[i]++;
  return true;
}

// Of one whose size is not told: what is smaller than all of them has a huge number.
bool Give(void* object) {
  return kept.most && Give(object, (malloc_usable_size(object) - eddy::kSmallest) / eddy::kStep);
}

}  // namespace

void* __wrap__Znwm(size_t size) {
  void* object = Take(size);
  return object ? object : __real__Znwm(size);
}

void __wrap__ZdlPv(void* object) {
  if (object && !Give(object)) __real__ZdlPv(object);
}

void __wrap__ZdlPvm(void* object, size_t size) {
  if (object && !Give(object, IndexOf(size))) __real__ZdlPv(object);
}

void* __wrap__ZN2v88internal8MallocednwEm(size_t size) {
  void* object = Take(size);
  return object ? object : __real__ZN2v88internal8MallocednwEm(size);
}

void __wrap__ZN2v88internal8MalloceddlEPv(void* object) {
  if (object && !Give(object)) __real__ZN2v88internal8MalloceddlEPv(object);
}

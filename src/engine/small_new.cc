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

void* __wrap__Znwm(size_t size) {
  if (size <= eddy::kLargest) {
    const size_t i = size <= eddy::kSmallest ? 0 : (size - eddy::kSmallest + eddy::kStep - 1) / eddy::kStep;
    if (void* object = kept.first[i]) {
      kept.first[i] = *static_cast<void**>(object);
      kept.count[i]--;
      return object;
    }
  }
  return __real__Znwm(size);
}

void __wrap__ZdlPv(void* object) {
  if (object == nullptr) return;
  if (kept.most) {
    const size_t size = malloc_usable_size(object), i = (size - eddy::kSmallest) / eddy::kStep; // less than that: a huge number
    if (i < eddy::kSizes && kept.count[i] < kept.most) {
      *static_cast<void**>(object) = kept.first[i];
      kept.first[i] = object;
      kept.count[i]++;
      return;
    }
  }
  __real__ZdlPv(object);
}

void __wrap__ZdlPvm(void* object, size_t) { __wrap__ZdlPv(object); }

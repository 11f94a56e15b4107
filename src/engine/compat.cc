// SPDX-License-Identifier: MIT
// compat.cc: symbols that the prebuilt V8 archive expects from a newer toolchain than Debian 12's
// (glibc 2.38's __isoc23_* and a libstdc++ 13 helper), weak, so that a newer system's own win; and what it calls too often.
#include <sys/mman.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#define WEAK extern "C" __attribute__((weak))

WEAK long __isoc23_strtol(const char* s, char** end, int base) { return strtol(s, end, base); }
WEAK long long __isoc23_strtoll(const char* s, char** end, int base) { return strtoll(s, end, base); }
WEAK unsigned long __isoc23_strtoul(const char* s, char** end, int base) {
  return strtoul(s, end, base);
}
WEAK unsigned long long __isoc23_strtoull(const char* s, char** end, int base) {
  return strtoull(s, end, base);
}
WEAK int __isoc23_sscanf(const char* s, const char* format, ...) {
  va_list ap;
  va_start(ap, format);
  int n = vsscanf(s, format, ap);
  va_end(ap);
  return n;
}
WEAK int __isoc23_fscanf(FILE* f, const char* format, ...) {
  va_list ap;
  va_start(ap, format);
  int n = vfscanf(f, format, ap);
  va_end(ap);
  return n;
}

// Every memset() of the program comes here first (--wrap, CMakeLists.txt). glibc clears short pieces with a masked store, and
// with nothing to store, into a page that cannot be written, the processor takes 150 ns to find out that nothing is to be
// done. V8 does that for each typed array of length 0: its elements lie in the read-only heap.
extern "C" void* __real_memset(void* to, int value, size_t n);
extern "C" void* __wrap_memset(void* to, int value, size_t n) { return n ? __real_memset(to, value, n) : to; }

// absl::base_internal::NominalCPUFrequency() (--wrap, CMakeLists.txt). absl sleeps for one to three milliseconds to measure how fast the
// processor's clock counts, the first time that a thread has to wait for a lock: mostly one of V8's, now and then the main one. All it
// wants to know is when about a second has passed, to ask for the thread's priority anew.
extern "C" double __wrap__ZN4absl13base_internal19NominalCPUFrequencyEv(void) { return 2e9; }

// V8's tables of functions grow by segments of 64 KB, which it makes writable and fills at once, from end to end: its pages are asked for
// together (--wrap).
extern "C" int __real_mprotect(void* at, size_t n, int protection);
extern "C" int __wrap_mprotect(void* at, size_t n, int protection) {
  const int result = __real_mprotect(at, n, protection);
#if defined(MADV_POPULATE_WRITE) && !defined(EDDY_SANITIZED)
  if (result == 0 && n == 64 * 1024 && protection == (PROT_READ | PROT_WRITE)) madvise(at, n, MADV_POPULATE_WRITE);
#endif
  return result;
}

// std::string::_M_replace_cold(p, len1, s, len2, how_much): the slow half of replace() when the
// source overlaps the string itself. The out-of-line part of libstdc++ 13's _M_replace.
extern "C" __attribute__((weak)) void
_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE15_M_replace_coldEPcmPKcmm(
    std::string*, char* p, size_t len1, const char* s, size_t len2, size_t how_much) {
  if (len2 && len2 <= len1) memmove(p, s, len2);
  if (how_much && len1 != len2) memmove(p + len2, p + len1, how_much);
  if (len2 > len1) {
    if (s + len2 <= p + len1) {
      memmove(p, s, len2);
    } else if (s >= p + len1) {
      // The source moved along with the tail.
      const size_t offset = (s - p) + (len2 - len1);
      memcpy(p, p + offset, len2);
    } else {
      const size_t left = (p + len1) - s;
      memmove(p, s, left);
      memcpy(p + left, p + len2, len2 - left);
    }
  }
}

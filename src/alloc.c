// SPDX-License-Identifier: MIT
/* alloc.c: small allocations that cannot fail, and the end of the program when an invariant breaks. */
#include <sys/mman.h>

#include "eddy.h"

_Noreturn void eddy_check_failed(const char *expr, const char *file, int line) {
  fprintf(stderr, "eddy: check failed: %s (%s:%d)\n", expr, file, line);
  fflush(stderr);
  abort();
}

static void *checked(void *p) {
  if (p == NULL) {
    fputs("eddy: out of memory\n", stderr);
    abort();
  }
  return p;
}

void *eddy_alloc(size_t size) { return checked(malloc(size ? size : 1)); }
void *eddy_calloc(size_t n, size_t size) { return checked(calloc(n ? n : 1, size ? size : 1)); }
void *eddy_realloc(void *p, size_t size) { return checked(realloc(p, size ? size : 1)); }
char *eddy_strdup(const char *s) {
  const size_t len = strlen(s) + 1;
  return memcpy(eddy_alloc(len), s, len);
}

#define PREFAULT_FROM ((size_t)256 << 10) /* below this the system call costs more than it saves */
#define HUGE_PAGE ((size_t)2 << 20)

void eddy_prefault(void *p, size_t size) {
#if defined(MADV_POPULATE_WRITE) && !defined(EDDY_SANITIZED)
  if (size < PREFAULT_FROM) return;
  const uintptr_t page = 4096, begin = ((uintptr_t)p + page - 1) & ~(page - 1);
  const uintptr_t end = ((uintptr_t)p + size) & ~(page - 1);
  /* Huge pages where whole ones fit; a kernel that has none, or that does not know the advice, refuses. */
  if (size >= 2 * HUGE_PAGE) madvise((void *)begin, end - begin, MADV_HUGEPAGE);
  madvise((void *)begin, end - begin, MADV_POPULATE_WRITE);
#else
  (void)p;
  (void)size;
#endif
}

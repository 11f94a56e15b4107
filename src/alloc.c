// SPDX-License-Identifier: MIT
/* alloc.c: small allocations that cannot fail, and the end of the program when an invariant breaks. */
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

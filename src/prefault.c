// SPDX-License-Identifier: MIT
/* prefault.c: memory that every start writes to, asked for at once: the kernel hands it out page by page, at the first touch, and
 * the way into the kernel and back costs as much as the page. Called by main; buffers: eddy_prefault (alloc.c); V8's heap:
 * engine/pages.cc. */
#include <stdlib.h>
#include <sys/mman.h>

#include "eddy.h"

/* What V8 takes from the C library until the program runs: nearly a megabyte, of which the most is free again afterwards. */
#define START_BYTES ((size_t)896 << 10)
#define MOST_VARIABLES ((size_t)1 << 20)

/* The C library gives the end of its memory back as soon as that is twice as long as the longest block it has seen freed, which
 * it had mapped. Buffers become garbage by the dozen: their pages would go and come again, which costs more than to fill them.
 * trim.c gives back what an idle program has left. */
static void raise_trim_threshold(void) {
  void *volatile block = malloc(12 << 20);
  free(block);
}

#if defined(MADV_POPULATE_WRITE) && !defined(EDDY_SANITIZED)
extern char data_start[] __attribute__((weak)), end[]; /* the C library's and the linker's: variables of the whole program */

static void populate(char *from, char *to) {
  const uintptr_t page = 4096, first = (uintptr_t)from & ~(page - 1), last = ((uintptr_t)to + page - 1) & ~(page - 1);
  madvise((void *)first, last - first, MADV_POPULATE_WRITE); /* older kernels refuse: nothing is lost */
}
#endif

void eddy_prefault_start(void) {
  raise_trim_threshold();
#if defined(MADV_POPULATE_WRITE) && !defined(EDDY_SANITIZED)
  if (data_start && (size_t)(end - data_start) <= MOST_VARIABLES) populate(data_start, end);
  char *block = malloc(START_BYTES); /* of the end of the heap, where it stays when it is freed */
  if (block == NULL) return;
  populate(block, block + START_BYTES);
  free(block);
#endif
}

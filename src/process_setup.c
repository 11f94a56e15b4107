// SPDX-License-Identifier: MIT
/* process_setup.c: options that change the whole process before the engine is there: where ICU finds data of its own,
 * large pages for the code, how many threads V8 has. Called by main. */
#include <sys/mman.h>

#include "eddy.h"
#include "options.h"

enum { POOL_THREADS = 2, MAX_POOL_THREADS = 256, LARGE_PAGE = 2 << 20 };

/* The ICU inside V8; its functions carry their version in the name. */
extern void u_setDataDirectory_77(const char *directory);

/* The mapping that this function lies in is the code of the process. */
static bool find_code(uintptr_t *from, uintptr_t *to) {
  FILE *maps = fopen("/proc/self/maps", "re");
  char line[512];
  bool found = false;
  while (maps && !found && fgets(line, sizeof line, maps)) {
    char *end;
    *from = strtoul(line, &end, 16);
    *to = *end == '-' ? strtoul(end + 1, NULL, 16) : 0;
    found = *from <= (uintptr_t)find_code && (uintptr_t)find_code < *to;
  }
  if (maps) fclose(maps);
  return found;
}

static void use_large_pages(const char *mode) {
  uintptr_t from, to;
  if (strcmp(mode, "off") == 0) return;
  if (find_code(&from, &to)) {
    from = (from + LARGE_PAGE - 1) & ~(uintptr_t)(LARGE_PAGE - 1);
    to &= ~(uintptr_t)(LARGE_PAGE - 1);
    if (to > from && madvise((void *)from, to - from, MADV_HUGEPAGE) == 0) return;
  }
  if (strcmp(mode, "on") == 0) fprintf(stderr, "Warning: Mapping code to large pages failed: %s\n", strerror(errno));
}

void eddy_process_setup(void) {
  const char *icu = eddy_option_text("--icu-data-dir");
  if (!*icu) icu = getenv("NODE_ICU_DATA");
  if (icu && *icu) u_setDataDirectory_77(icu);
  use_large_pages(eddy_option_text("--use-largepages"));
}

int eddy_process_pool_threads(void) {
  if (!eddy_option_given("--v8-pool-size")) return POOL_THREADS;
  long count = strtol(eddy_option_text("--v8-pool-size"), NULL, 10);
  if (count <= 0) count = (long)uv_available_parallelism() - 1;
  return count < 1 ? 1 : count > MAX_POOL_THREADS ? MAX_POOL_THREADS : (int)count;
}

// SPDX-License-Identifier: MIT
/* near_limit.c: heap snapshots that are written when the heap is nearly full (--heapsnapshot-near-heap-limit). */
#include <time.h>
#include <unistd.h>

#include "../engine/heap.h"
#include "../options.h"
#include "fatal.h"

static bool write_piece(void *arg, const char *data, size_t len) { return fwrite(data, 1, len, arg) == len; }

/* Called in the middle of an allocation. */
static bool write_snapshot(napi_env napi) {
  char path[8192], when[32];
  const time_t now = time(NULL);
  struct tm tm;
  localtime_r(&now, &tm);
  strftime(when, sizeof when, "%Y%m%d.%H%M%S", &tm);
  const char *directory = eddy_option_text("--diagnostic-dir");
  if (directory[0] || getcwd(path, 4096) == NULL) snprintf(path, 4096, "%s", directory[0] ? directory : ".");
  const size_t len = strlen(path);
  snprintf(path + len, sizeof path - len, "/Heap.%s.%d.%d.%03u.heapsnapshot", when, (int)getpid(),
           eddy_thread_id(eddy_env_of(napi)), eddy_diagnostic_number());
  FILE *out = fopen(path, "we");
  if (out != NULL) eddy_heap_snapshot(napi, false, false, write_piece, out);
  if (out == NULL || fclose(out) != 0) {
    fprintf(stderr, "Failed to write snapshot to %s: %s\n", path, strerror(errno));
    return false;
  }
  fprintf(stderr, "Wrote snapshot to %s\n", path);
  return true;
}

void eddy_snapshots_near_limit(napi_env napi, unsigned count) {
  eddy_engine_snapshots_near_limit(napi, count, write_snapshot);
}

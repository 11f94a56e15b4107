// SPDX-License-Identifier: MIT
/* memory.c: how much memory the machine has, and how much of it this process may use (cgroups). The
 * heaps of all threads are sized after it (env.c, worker.c); process.constrainedMemory() tells it. */
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include "eddy.h"

#define NO_LIMIT ((double)UINT64_MAX) /* what newer versions of libuv tell, too */

double eddy_memory_number(const char *path) {
  char text[64];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  if (n <= 0) return -1;
  text[n] = '\0';
  char *end;
  double value = strtod(text, &end);
  if (end == text) return strncmp(text, "max", 3) == 0 ? NO_LIMIT : -1;
  /* Version 1 of the cgroups: as many whole pages as a long can count. */
  const long most = LONG_MAX & ~(sysconf(_SC_PAGESIZE) - 1);
  return value >= (double)most ? NO_LIMIT : value;
}

double eddy_memory_limit(void) {
  double limit = eddy_memory_number("/sys/fs/cgroup/memory.max");
  if (limit < 0) limit = eddy_memory_number("/sys/fs/cgroup/memory/memory.limit_in_bytes");
  return limit > 0 ? limit : 0;
}

double eddy_memory_usable(void) {
  /* Not uv_get_total_memory(): the kernel takes long to write /proc/meminfo. */
  double total = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
  double limit = eddy_memory_limit();
  return limit > 0 && limit < total ? limit : total;
}

double eddy_memory_available(void) {
  double available = -1;
  FILE *f = fopen("/proc/meminfo", "re");
  char line[256];
  unsigned long kb;
  while (f && fgets(line, sizeof line, f))
    if (sscanf(line, "MemAvailable: %lu kB", &kb) == 1) available = (double)kb * 1024;
  if (f) fclose(f);
  if (available < 0) available = (double)uv_get_free_memory();
  double limit = eddy_memory_limit(), total = (double)uv_get_total_memory();
  if (limit > 0 && limit < total) {
    double used = eddy_memory_number("/sys/fs/cgroup/memory.current");
    if (used < 0) used = eddy_memory_number("/sys/fs/cgroup/memory/memory.usage_in_bytes");
    if (used >= 0 && limit - used < available) available = limit > used ? limit - used : 0;
  }
  return available;
}

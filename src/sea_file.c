// SPDX-License-Identifier: MIT
/* sea_file.c: finds the application at the end of an executable. No V8, no libuv: the fuzz target includes it.
 *   copy of the program | blob | length of the blob, 64 bits, little endian | 16 bytes of magic
 * The blob begins with 32 bits, the length of the arguments that follow: strings that end with NUL, first how
 * the user may add options ("none", "env", "cli"), then execArgv. The rest is JavaScript's. */
#include "sea_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEA_TRAILER_LEN 24
#define SEA_ARGS_MAX 4096 /* arguments; more is damage */
static const char sea_magic[] = "EDDY-SEA-TRAILER";

static uint64_t sea_read_le(const uint8_t *p, int bytes) {
  uint64_t value = 0;
  for (int i = bytes - 1; i >= 0; i--) value = value << 8 | p[i];
  return value;
}

/* The length of the blob in a file of `size` bytes; 0: none, or damaged. */
static size_t sea_blob_len(int fd, size_t size) {
  uint8_t trailer[SEA_TRAILER_LEN];
  if (size < SEA_TRAILER_LEN) return 0;
  if (pread(fd, trailer, sizeof trailer, (off_t)(size - sizeof trailer)) != (ssize_t)sizeof trailer) return 0;
  const uint64_t len = sea_read_le(trailer, 8);
  return memcmp(trailer + 8, sea_magic, 16) != 0 || len > size - SEA_TRAILER_LEN ? 0 : (size_t)len;
}

/* The strings and what follows them; false: damaged. */
static bool sea_split(struct sea_file *file, uint8_t *blob, size_t len) {
  if (len < 4) return false;
  const uint64_t args_len = sea_read_le(blob, 4);
  if (args_len == 0 || args_len > len - 4 || blob[4 + args_len - 1] != 0) return false;
  char *text = (char *)blob + 4, *end = text + args_len;
  int count = 0;
  for (const char *p = text; p < end; p += strlen(p) + 1) count++;
  if (count > SEA_ARGS_MAX) return false;
  char **args = malloc(sizeof *args * (size_t)count);
  if (args == NULL) return false;
  for (int i = 0; i < count; i++, text += strlen(text) + 1) args[i] = text;
  *file = (struct sea_file){blob + 4 + args_len, len - 4 - (size_t)args_len, args, count};
  return true;
}

bool eddy_sea_file_read(struct sea_file *file, int fd) {
  struct stat st;
  if (fstat(fd, &st) != 0 || st.st_size < SEA_TRAILER_LEN) return false;
  const size_t size = (size_t)st.st_size, len = sea_blob_len(fd, size);
  if (len == 0) return false;
  /* The end of the file, from a page on; private, so that nobody can change the file. */
  const size_t begin = size - SEA_TRAILER_LEN - len, before = begin % (size_t)sysconf(_SC_PAGESIZE);
  uint8_t *base = mmap(NULL, before + len, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, (off_t)(begin - before));
  if (base == MAP_FAILED) return false;
  if (sea_split(file, base + before, len)) return true;
  munmap(base, before + len);
  return false;
}

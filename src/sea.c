// SPDX-License-Identifier: MIT
/* sea.c: a single executable application: a copy of the program with the application appended. Written by
 * lib/internal/sea/build.js, found through a fuse in the data segment (an ordinary start only looks at one
 * byte) and a trailer at the end of the file:
 *   copy of the program | blob | length of the blob, 64 bits, little endian | 16 bytes of magic
 * The blob begins with 32 bits, the length of the arguments that follow: strings that end with NUL, first how
 * the user may add options ("none", "env", "cli"), then execArgv. The rest is JavaScript's. */
#include "sea.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "eddy.h"

#define TRAILER_LEN 24
static const char magic[] = "EDDY-SEA-TRAILER";

/* The build looks for this text, which may be in the program only once, and makes the last character a 1. */
static volatile const char fuse[] __attribute__((used, section(".data"))) = "EDDY_SEA_FUSE_0d9c7f1e4ab2:0";

static struct { uint8_t *data; size_t len; char **args; int arg_count; } sea;

static uint64_t read_le(const uint8_t *p, int bytes) {
  uint64_t value = 0;
  for (int i = bytes - 1; i >= 0; i--) value = value << 8 | p[i];
  return value;
}

/* Maps the last `want` bytes of a file of `size` bytes; private, so that nobody can change the file. */
static uint8_t *map_end(int fd, size_t size, size_t want) {
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  const size_t begin = size - want, aligned = begin - begin % page;
  uint8_t *base = mmap(NULL, size - aligned, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, (off_t)aligned);
  return base == MAP_FAILED ? NULL : base + (begin - aligned);
}

static bool read_blob(int fd) {
  struct stat st;
  uint8_t trailer[TRAILER_LEN];
  if (fstat(fd, &st) != 0 || st.st_size < TRAILER_LEN) return false;
  const size_t size = (size_t)st.st_size;
  if (pread(fd, trailer, TRAILER_LEN, st.st_size - TRAILER_LEN) != TRAILER_LEN) return false;
  const uint64_t len = read_le(trailer, 8);
  if (memcmp(trailer + 8, magic, 16) != 0 || len < 4 || len > size - TRAILER_LEN) return false;
  uint8_t *blob = map_end(fd, size, (size_t)len + TRAILER_LEN);
  if (blob == NULL) return false;
  const uint64_t args_len = read_le(blob, 4);
  if (args_len == 0 || args_len > len - 4 || blob[4 + args_len - 1] != 0) return false;
  char *text = (char *)blob + 4;
  for (char *end = text + args_len; text < end; text += strlen(text) + 1) {
    sea.args = eddy_realloc(sea.args, sizeof *sea.args * (size_t)(sea.arg_count + 1));
    sea.args[sea.arg_count++] = text;
  }
  sea.data = blob + 4 + args_len;
  sea.len = (size_t)(len - 4 - args_len);
  return true;
}

bool eddy_sea_open(const char *exec_path) {
  if (fuse[sizeof fuse - 2] != '1') return false;
  const int fd = open(exec_path, O_RDONLY | O_CLOEXEC);
  const bool ok = fd >= 0 && read_blob(fd);
  if (fd >= 0) close(fd);
  if (!ok) fprintf(stderr, "%s: the application in this executable is damaged\n", exec_path);
  if (!ok) exit(1);
  return true;
}

bool eddy_sea_present(void) { return sea.data != NULL; }
const char *eddy_sea_extension(void) { return sea.args[0]; }
int eddy_sea_exec_argv(char ***args) {
  *args = sea.args + 1;
  return sea.arg_count - 1;
}

/* ---- the binding ------------------------------------------------------------------------------------- */

static napi_value sea_is_sea(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_bool(info, eddy_sea_present());
  return NULL;
}

/* bytes(offset, length) -> ArrayBuffer over the application's data, without a copy; undefined beyond it */
static napi_value sea_bytes(napi_env env, napi_callback_info info) {
  const double offset = eddy_arg_f64(info, 0), length = eddy_arg_f64(info, 1);
  if (!(offset >= 0 && length >= 0 && offset + length <= (double)sea.len)) return NULL;
  napi_value buffer;
  if (length == 0) return napi_create_arraybuffer(env, 0, NULL, &buffer) == napi_ok ? buffer : NULL;
  const napi_status status =
      napi_create_external_arraybuffer(env, sea.data + (size_t)offset, (size_t)length, NULL, NULL, &buffer);
  return status == napi_ok ? buffer : NULL;
}

static const struct eddy_method sea_methods[] = {
    {"isSea", sea_is_sea, 0, NULL},
    {"bytes", sea_bytes, 2, NULL},
};
const struct eddy_binding eddy_binding_sea = {"sea", sea_methods, COUNTOF(sea_methods), NULL, 0, NULL};

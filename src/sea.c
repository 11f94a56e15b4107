// SPDX-License-Identifier: MIT
/* sea.c: a single executable application: a copy of the program with the application appended. Written by
 * lib/internal/sea/build.js, found through a fuse in the data segment (an ordinary start only looks at one
 * byte) and a trailer at the end of the file (sea_file.c). */
#include "sea.h"

#include <fcntl.h>
#include <unistd.h>

#include "eddy.h"
#include "sea_file.h"

/* The build looks for this text, which may be in the program only once, and makes the last character a 1. */
static volatile const char fuse[] __attribute__((used, section(".data"))) = "EDDY_SEA_FUSE_0d9c7f1e4ab2:0";

static struct sea_file sea;

bool eddy_sea_open(const char *exec_path) {
  if (fuse[sizeof fuse - 2] != '1') return false;
  const int fd = open(exec_path, O_RDONLY | O_CLOEXEC);
  const bool ok = fd >= 0 && eddy_sea_file_read(&sea, fd);
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

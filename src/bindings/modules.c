// SPDX-License-Identifier: MIT
/* modules.c: what the module loaders need of the file system, each in one call and without objects:
 * the kind of a path, its real path, the text of a file. Used by lib/internal/modules. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "eddy.h"

enum path_kind { PATH_FILE, PATH_DIRECTORY, PATH_LINK };

/* stat(path) -> 0 file (or device, pipe …), 1 directory, negative when it cannot be looked at */
static napi_value modules_stat(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  struct stat st;
  int result = -ENOENT;
  if (!eddy_arg_path(env, info, 0, &path)) return NULL;
  if (stat(path.data, &st) == 0) result = S_ISDIR(st.st_mode) ? PATH_DIRECTORY : PATH_FILE;
  eddy_str_release(&path);
  eddy_ret_i32(info, result);
  return NULL;
}

/* lstat(path): the same, and 2 for a symbolic link */
static napi_value modules_lstat(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  struct stat st;
  int result = -ENOENT;
  if (!eddy_arg_path(env, info, 0, &path)) return NULL;
  if (lstat(path.data, &st) == 0) {
    result = S_ISLNK(st.st_mode) ? PATH_LINK : S_ISDIR(st.st_mode) ? PATH_DIRECTORY : PATH_FILE;
  }
  eddy_str_release(&path);
  eddy_ret_i32(info, result);
  return NULL;
}

/* realpath(path) -> string, or undefined when it does not exist */
static napi_value modules_realpath(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  if (!eddy_arg_path(env, info, 0, &path)) return NULL;
  char *real = realpath(path.data, NULL);
  eddy_str_release(&path);
  if (!real) return NULL;
  napi_value result = eddy_utf8(env, real, strlen(real));
  free(real);
  return result;
}

static int read_all(int fd, char **data, size_t *len) {
  struct stat st;
  if (fstat(fd, &st) != 0) return -errno;
  if (S_ISDIR(st.st_mode)) return -EISDIR;
  size_t size = st.st_size > 0 ? (size_t)st.st_size : 0, used = 0;
  char *buffer = malloc(size + 1);
  if (!buffer) return -ENOMEM;
  for (;;) {
    if (used == size + 1) { /* it grows while it is read, or has no size (a pipe, /proc) */
      size = size * 2 + 4096;
      char *larger = realloc(buffer, size + 1);
      if (!larger) break;
      buffer = larger;
    }
    const ssize_t n = read(fd, buffer + used, size + 1 - used);
    if (n > 0) used += (size_t)n;
    if (n == 0 || (n > 0 && used == (size_t)st.st_size && S_ISREG(st.st_mode))) {
      *data = buffer;
      *len = used;
      return 0;
    }
    if (n > 0) continue;
    if (errno != EINTR) {
      const int err = -errno;
      free(buffer);
      return err;
    }
  }
  free(buffer);
  return -ENOMEM;
}

static bool is_ascii(const char *s, size_t len) {
  uint64_t bits = 0, word;
  size_t i = 0;
  for (; i + 8 <= len; i += 8) {
    memcpy(&word, s + i, 8);
    bits |= word;
  }
  for (; i < len; i++) bits |= (uint8_t)s[i];
  return (bits & 0x8080808080808080u) == 0;
}

#define ADOPT_FROM 4096 /* shorter text is cheaper to copy into the heap */

/* Makes a string of malloc'ed UTF-8 and takes it over. */
static napi_value text_value(napi_env env, char *data, size_t len) {
  napi_value result;
  if (len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
    result = eddy_utf8(env, data + 3, len - 3);
  } else if (!is_ascii(data, len)) {
    result = eddy_utf8(env, data, len);
  } else if (len < ADOPT_FROM) {
    result = eddy_latin1(env, (const uint8_t *)data, len);
  } else {
    return eddy_latin1_adopt(env, data, len);
  }
  free(data);
  return result;
}

/* readText(path) -> the file as a string without byte order mark, or a negative errno */
static napi_value modules_read_text(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  char *data = NULL;
  size_t len = 0;
  if (!eddy_arg_path(env, info, 0, &path)) return NULL;
  const int fd = open(path.data, O_RDONLY | O_CLOEXEC);
  const int err = fd < 0 ? -errno : read_all(fd, &data, &len);
  if (fd >= 0) close(fd);
  eddy_str_release(&path);
  if (err != 0) {
    eddy_ret_i32(info, err);
    return NULL;
  }
  napi_value result = text_value(env, data, len);
  if (!result) eddy_ret_i32(info, -EFBIG);
  return result;
}

/* readError(errno, path): the error that fs.readFileSync would throw */
static napi_value modules_read_error(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  if (!eddy_arg_path(env, info, 1, &path)) return NULL;
  const int err = eddy_arg_i32(info, 0);
  napi_value error = eddy_uv_error(env, err, err == -EISDIR ? "read" : "open",
                                   err == -EISDIR ? NULL : path.data, NULL);
  eddy_str_release(&path);
  return error;
}

/* append(path, text): adds to a file that is there; returns 0 or a negative errno. One write, so that lines
 * of several processes do not mix. */
static napi_value modules_append(napi_env env, napi_callback_info info) {
  struct eddy_str path, text;
  if (!eddy_arg_path(env, info, 0, &path)) return NULL;
  if (!eddy_arg_str(env, info, 1, &text)) {
    eddy_str_release(&path);
    return NULL;
  }
  const int fd = open(path.data, O_WRONLY | O_APPEND | O_CLOEXEC);
  const int err = fd < 0 || write(fd, text.data, text.len) < 0 ? -errno : 0;
  if (fd >= 0) close(fd);
  eddy_str_release(&text);
  eddy_str_release(&path);
  eddy_ret_i32(info, err);
  return NULL;
}

/* hash(string or bytes) -> 16 hexadecimal digits (FNV-1a, 64 bits) */
static napi_value modules_hash(napi_env env, napi_callback_info info) {
  struct eddy_str text;
  struct eddy_bytes bytes;
  const bool is_text = eddy_arg_is_string(info, 0);
  if (is_text) {
    if (!eddy_arg_str(env, info, 0, &text)) return NULL;
    bytes.data = (uint8_t *)text.data;
    bytes.len = text.len;
  } else if (!eddy_arg_bytes(info, 0, &bytes)) {
    return NULL;
  }
  uint64_t hash = 0xcbf29ce484222325u;
  for (size_t i = 0; i < bytes.len; i++) hash = (hash ^ bytes.data[i]) * 0x100000001b3u;
  if (is_text) eddy_str_release(&text);
  char digits[17];
  snprintf(digits, sizeof digits, "%016llx", (unsigned long long)hash);
  return eddy_utf8(env, digits, 16);
}

static const struct eddy_method modules_methods[] = {
  {"stat", modules_stat, 1, NULL},
  {"lstat", modules_lstat, 1, NULL},
  {"realpath", modules_realpath, 1, NULL},
  {"readText", modules_read_text, 1, NULL},
  {"readError", modules_read_error, 2, NULL},
  {"append", modules_append, 2, NULL},
  {"hash", modules_hash, 1, NULL},
};
const struct eddy_binding eddy_binding_modules = {
  "modules", modules_methods, COUNTOF(modules_methods), NULL, 0, NULL,
};

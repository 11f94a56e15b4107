// SPDX-License-Identifier: MIT
/* modules.c: what the module loaders need of the file system, each in one call and without objects:
 * the kind of a path, its real path, the text of a file. Used by lib/internal/modules. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "eddy.h"
#include "hash.h"
#include "hex.h"

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
  eddy_prefault(buffer, size);
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

#define ADOPT_FROM 4096 /* shorter text is cheaper to copy into the heap */

/* Makes a string of malloc'ed UTF-8 and takes it over. */
static napi_value text_value(napi_env env, char *data, size_t len) {
  napi_value result;
  if (len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
    result = eddy_utf8(env, data + 3, len - 3);
  } else if (!eddy_ascii_valid(data, len)) {
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

/* ---- hashes, and files of the compile cache ---------------------------------------------------------- */

enum { HASH_LATIN1, HASH_UTF8 }; /* seeds: what the bytes are */

static void hash_latin1(void *hash, const uint8_t *p, size_t n) {
  *(uint64_t *)hash = eddy_hash64(p, n, HASH_LATIN1);
}

/* hash(string) -> 16 hexadecimal digits */
static napi_value modules_hash(napi_env env, napi_callback_info info) {
  uint64_t hash = 0;
  if (!eddy_text_look(env, eddy_arg(info, 0), hash_latin1, &hash)) {
    struct eddy_str text;
    if (!eddy_arg_str(env, info, 0, &text)) return NULL;
    hash = eddy_hash64(text.data, text.len, HASH_UTF8);
    eddy_str_release(&text);
  }
  uint8_t digits[16];
  eddy_hex_encode((const uint8_t *)&hash, sizeof hash, digits);
  return eddy_utf8(env, (const char *)digits, sizeof digits);
}

/* What stands before the data. Its size keeps the data aligned as the engine wants it. */
struct cache_head { uint8_t magic[8]; uint64_t source, data; };
static const uint8_t cache_magic[8] = "ECC2\r\n\x1a";
enum { CACHE_NO_MAGIC = 1, CACHE_OTHER_SOURCE, CACHE_DAMAGED };

static bool arg_hash(napi_env env, napi_callback_info info, int i, uint64_t *hash) {
  struct eddy_str digits;
  if (!eddy_arg_str(env, info, i, &digits)) return false;
  const size_t n = digits.len == 16 ? eddy_hex_decode((const uint8_t *)digits.data, 16, (uint8_t *)hash) : 0;
  eddy_str_release(&digits);
  return n == sizeof *hash;
}

/* Reads and checks one file: 0 and its data, a negative errno, or why it is not taken. */
static int cache_load(int fd, uint64_t source, char **data, size_t *len) {
  struct cache_head head;
  const ssize_t n = read(fd, &head, sizeof head);
  if (n < 0) return -errno;
  if (n < (ssize_t)sizeof head || memcmp(head.magic, cache_magic, sizeof cache_magic) != 0) return CACHE_NO_MAGIC;
  if (head.source != source) return CACHE_OTHER_SOURCE;
  const int err = read_all(fd, data, len);
  if (err != 0 || eddy_hash64(*data, *len, 0) == head.data) return err;
  free(*data);
  return CACHE_DAMAGED;
}

/* readCache(path, hash of the source) -> a Buffer, a negative errno, or CACHE_… */
static napi_value modules_read_cache(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  char *data = NULL;
  size_t len = 0;
  uint64_t source;
  if (!arg_hash(env, info, 1, &source) || !eddy_arg_path(env, info, 0, &path)) return NULL;
  const int fd = open(path.data, O_RDONLY | O_CLOEXEC);
  const int result = fd < 0 ? -errno : cache_load(fd, source, &data, &len);
  if (fd >= 0) close(fd);
  eddy_str_release(&path);
  if (result == 0) return eddy_buffer_adopt(env, data, len);
  eddy_ret_i32(info, result);
  return NULL;
}

/* cacheHead(hash of the source, data) -> Buffer: what readCache wants to find before the data */
static napi_value modules_cache_head(napi_env env, napi_callback_info info) {
  struct cache_head head;
  struct eddy_bytes bytes;
  memcpy(head.magic, cache_magic, sizeof cache_magic);
  if (!arg_hash(env, info, 0, &head.source) || !eddy_arg_bytes(info, 1, &bytes)) return NULL;
  head.data = eddy_hash64(bytes.data, bytes.len, 0);
  return eddy_buffer_copy(env, (const uint8_t *)&head, sizeof head);
}

static const struct eddy_method modules_methods[] = {
  {"stat", modules_stat, 1, NULL},
  {"lstat", modules_lstat, 1, NULL},
  {"realpath", modules_realpath, 1, NULL},
  {"readText", modules_read_text, 1, NULL},
  {"readError", modules_read_error, 2, NULL},
  {"append", modules_append, 2, NULL},
  {"hash", modules_hash, 1, NULL},
  {"readCache", modules_read_cache, 2, NULL},
  {"cacheHead", modules_cache_head, 2, NULL},
};
const struct eddy_binding eddy_binding_modules = {
  "modules", modules_methods, COUNTOF(modules_methods), NULL, 0, NULL,
};

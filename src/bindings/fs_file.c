// SPDX-License-Identifier: MIT
/* fs_file.c: whole files in one job. readFile is open, fstat, read and close; writeFile is open,
 * write and close. Both take a descriptor in place of a path. */
#include "fs.h"
#include "../engine/text.h"
#include "../sys.h"

#include <sys/stat.h>

#define FS_FILE_MAX 0x7fffffffLL   /* as Node: 2 GiB - 1 */
#define FS_FIRST_READ 65536        /* on the stack of the pool thread */
#define FS_OVER_MAX 65536          /* what one write() takes: no reader, and no end of the process, finds it half done */
#define FS_COPY_MAX 8192           /* up to here a copy is cheaper than adopting memory */

struct fs_sink {
  uint8_t *data;
  size_t len, capacity;
  bool scratch; /* data is the loop's read buffer */
};

static void fs_fail_step(struct fs_job *j, const char *syscall, int err) {
  j->err = err;
  j->syscall = syscall;
  j->no_error_path = strcmp(syscall, "open") != 0;
}

/* The descriptor to work on; < 0 after a failure. j->fd >= 0: given by the user. */
static int fs_file_open(struct fs_job *j, int flags) {
  if (j->path.data == NULL) return j->fd;
  int fd;
  do fd = eddy_sys_open(j->path.data, flags | O_CLOEXEC, (mode_t)j->perm);
  while (fd < 0 && errno == EINTR);
  if (fd < 0) fs_fail_step(j, "open", fs_error());
  return fd;
}

static void fs_file_close(struct fs_job *j, int fd) {
  if (j->path.data != NULL) (void)eddy_sys_close(fd);
}

/* ---- reading ---------------------------------------------------------------------------------------- */

/* Room for at least one more byte. */
static int fs_sink_grow(struct fs_sink *s, size_t capacity) {
  if (s->capacity >= capacity) return 0;
  uint8_t *data = s->scratch ? malloc(capacity) : realloc(s->data, capacity);
  if (data == NULL) return UV_ENOMEM;
  if (s->scratch) memcpy(data, s->data, s->len);
  s->scratch = false;
  s->data = data;
  s->capacity = capacity;
  return 0;
}

/* One read; < 0 after a failure. */
static ssize_t fs_read_some(struct fs_job *j, int fd, uint8_t *data, size_t len) {
  ssize_t n;
  do n = eddy_sys_read(fd, data, len);
  while (n < 0 && errno == EINTR);
  if (n < 0) {
    const int err = fs_error();
    const bool sizes = j->mode != FS_SYNC || j->encoding != FS_UTF8; /* who asks for the size first fails there */
    struct stat st;
    fs_fail_step(j, err == UV_EBADF && sizes && fstat(fd, &st) != 0 ? "fstat" : "read", err);
  }
  return n;
}

/* Reads on to the end, or until `limit` bytes are there when limit > 0. */
static void fs_read_rest(struct fs_job *j, int fd, struct fs_sink *s, int64_t limit) {
  while (limit <= 0 || (int64_t)s->len < limit) {
    if (s->len == s->capacity) {
      int err = fs_sink_grow(s, s->capacity * 2);
      if (err != 0) {
        fs_fail_step(j, "read", err);
        return;
      }
    }
    size_t want = s->capacity - s->len;
    if (limit > 0 && (int64_t)want > limit - (int64_t)s->len)
      want = (size_t)(limit - (int64_t)s->len);
    ssize_t n = fs_read_some(j, fd, s->data + s->len, want);
    if (n <= 0) return;
    s->len += (size_t)n;
    if (limit <= 0 && s->len > FS_FILE_MAX) {
      j->result = (int64_t)s->len;
      return;
    }
  }
}

/* The file is larger than the first guess: asks for its size, and reads it all. */
static void fs_read_large(struct fs_job *j, int fd, struct fs_sink *s) {
  struct stat st;
  if (fstat(fd, &st) != 0) {
    fs_fail_step(j, "fstat", fs_error());
    return;
  }
  int64_t size = S_ISREG(st.st_mode) ? (int64_t)st.st_size : 0;
  if (size > FS_FILE_MAX) {
    j->result = size;
    return;
  }
  int err = fs_sink_grow(s, size > (int64_t)s->len ? (size_t)size : s->capacity * 2);
  if (err != 0) fs_fail_step(j, "read", err);
  else fs_read_rest(j, fd, s, size);
}

/* Small files take two reads and no fstat: the second one says that this was the end. */
static void fs_read_all(struct fs_job *j, int fd, struct fs_sink *s) {
  while (s->len < s->capacity) {
    ssize_t n = fs_read_some(j, fd, s->data + s->len, s->capacity - s->len);
    if (n <= 0) return;
    s->len += (size_t)n;
  }
  fs_read_large(j, fd, s);
}

static void fs_read_into(struct fs_job *j, int fd, uint8_t *first, size_t size) {
  struct fs_sink s = {first, 0, size, true};
  fs_read_all(j, fd, &s);
  j->data_len = s.len;
  j->data = s.data;
  j->nbufs = s.scratch; /* data is borrowed */
}

static void run_read_file(struct fs_job *j) {
  int fd = fs_file_open(j, j->flags);
  if (j->err != 0) return;
  if (j->mode == FS_SYNC && !j->env->read_buffer_busy) {
    size_t size;
    uint8_t *first = eddy_read_buffer(j->env, &size);
    fs_read_into(j, fd, first, size);
    if (j->nbufs == 0) eddy_read_buffer_release(j->env, first);
  } else {
    uint8_t first[FS_FIRST_READ];
    fs_read_into(j, fd, first, sizeof first);
    if (j->nbufs != 0) {
      j->nbufs = 0;
      j->data = malloc(j->data_len > 0 ? j->data_len : 1);
      if (j->data != NULL) memcpy(j->data, first, j->data_len);
      else if (j->err == 0) fs_fail_step(j, "read", UV_ENOMEM);
    }
  }
  fs_file_close(j, fd);
}

static void release_read_file(struct fs_job *j) {
  if (j->nbufs != 0) eddy_read_buffer_release(j->env, j->data);
  else free(j->data);
}

static napi_value fs_file_text(napi_env env, struct fs_job *j) {
  napi_value text;
  bool one_byte = j->encoding == FS_LATIN1;
  if (j->data_len > FS_COPY_MAX && j->nbufs == 0 && (one_byte || eddy_ascii_valid(j->data, j->data_len))) {
    text = eddy_latin1_adopt(env, j->data, j->data_len);
    if (text != NULL) j->data = NULL;
  } else {
    text = fs_string(env, j->data, j->data_len, j->encoding);
  }
  if (text == NULL)
    eddy_throw(env, "ERR_STRING_TOO_LONG", "Cannot create a string longer than 0x1fffffe8 characters");
  return text;
}

static napi_value result_read_file(napi_env env, struct fs_job *j) {
  if (j->result > FS_FILE_MAX) {
    char message[80];
    snprintf(message, sizeof message, "File size (%lld) is greater than 2 GiB",
             (long long)j->result);
    eddy_throw_range(env, "ERR_FS_FILE_TOO_LARGE", message);
    return NULL;
  }
  if (j->encoding != FS_BUFFER) return fs_file_text(env, j);
  if (j->data_len <= FS_COPY_MAX || j->nbufs != 0)
    return eddy_buffer_copy(env, j->data, j->data_len);
  napi_value buffer = eddy_buffer_adopt(env, j->data, j->data_len);
  if (buffer != NULL) j->data = NULL;
  return buffer;
}

static const struct fs_op op_read_file = {"read", run_read_file, result_read_file,
                                          release_read_file};

/* Argument 0: a descriptor or a path. */
static bool fs_arg_file(struct fs_job *j, napi_callback_info info) {
  if (!eddy_arg_is_number(info, 0)) return fs_arg_path(j, info, 0);
  j->fd = eddy_arg_i32(info, 0);
  return true;
}

/* (path or fd, flags, encoding, req) */
napi_value fs_read_file(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, &op_read_file);
  j->flags = eddy_arg_i32(info, 1);
  j->perm = 0666;
  j->encoding = eddy_arg_u32(info, 2);
  if (!fs_arg_file(j, info)) return fs_job_drop(j);
  return fs_job_go(j);
}

/* (path or fd, flags): always sync */
napi_value fs_read_file_utf8(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 16, &local, &op_read_file);
  j->flags = eddy_arg_i32(info, 1);
  j->perm = 0666;
  j->encoding = FS_UTF8;
  if (!fs_arg_file(j, info)) return fs_job_drop(j);
  return fs_job_go(j);
}

/* ---- writing ------------------------------------------------------------------------------------------ */

static void fs_write_all(struct fs_job *j, int fd) {
  const uint8_t *p = j->bytes.data;
  size_t left = j->bytes.len;
  while (left > 0) {
    ssize_t n = eddy_sys_write(fd, p, left);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      fs_fail_step(j, "write", fs_error());
      return;
    }
    p += n;
    left -= (size_t)n;
  }
}

/* To cut a file off at its beginning and to let it grow again costs the kernel more than all the rest: a small one that is not
 * larger than its new contents is written over. After a failure it ends where that came, as a file that was cut off would. */
static void fs_write_over(struct fs_job *j) {
  const int way = j->flags & O_ACCMODE;
  const bool over = j->path.data != NULL && j->bytes.len <= FS_OVER_MAX &&
                    (j->flags & (O_TRUNC | O_EXCL | O_APPEND)) == O_TRUNC && way != O_RDONLY;
  int fd = fs_file_open(j, over ? j->flags & ~O_TRUNC : j->flags);
  if (j->err != 0) return;
  struct stat st;
  bool full = over && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0;
  if (full && (uint64_t)st.st_size > j->bytes.len) {
    if (ftruncate(fd, 0) != 0) fs_fail_step(j, "open", fs_error());
    full = false;
  }
  if (j->err == 0) fs_write_all(j, fd);
  if (full && j->err != 0 && ftruncate(fd, lseek(fd, 0, SEEK_CUR)) != 0) return; /* nothing more can be done */
  if (j->path.data != NULL && eddy_sys_close(fd) != 0 && j->err == 0 && errno != EINTR)
    fs_fail_step(j, "close", fs_error());
}

static void run_write_file(struct fs_job *j) {
  if (j->path2.data != NULL) {
    j->bytes.data = (uint8_t *)j->path2.data;
    j->bytes.len = j->path2.len;
  }
  fs_write_over(j);
}

static const struct fs_op op_write_file = {"write", run_write_file, NULL, NULL};

/* (path or fd, bytes, flags, mode, req) */
napi_value fs_write_file(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 4, &local, &op_write_file);
  j->flags = eddy_arg_i32(info, 2);
  j->perm = eddy_arg_i32(info, 3);
  if (!fs_arg_file(j, info)) return fs_job_drop(j);
  fs_job_hold(j, eddy_arg(info, 1));
  CHECK(eddy_arg_bytes(info, 1, &j->bytes));
  return fs_job_go(j);
}

/* (path or fd, string, flags, mode): always sync */
napi_value fs_write_file_utf8(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 16, &local, &op_write_file);
  j->flags = eddy_arg_i32(info, 2);
  j->perm = eddy_arg_i32(info, 3);
  j->text2 = true;
  if (!fs_arg_file(j, info)) return fs_job_drop(j);
  if (!eddy_arg_str(env, info, 1, &j->path2)) {
    j->path2.data = NULL;
    return fs_job_drop(j);
  }
  return fs_job_go(j);
}

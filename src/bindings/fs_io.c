// SPDX-License-Identifier: MIT
/* fs_io.c: open, close, read, write and their vectored forms: the calls of fs.js that work on a
 * descriptor and on memory of JavaScript. Memory of an asynchronous call is pinned by its request. */
#include "fs.h"
#include "../sys.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/uio.h>
#include <unistd.h>

#define FS_IO_MAX 0x7ffff000u /* what one read or write of Linux moves at most */

/* ---- open, close --------------------------------------------------------------------------------- */

static napi_value result_number(napi_env env, struct fs_job *j) {
  return eddy_f64(env, (double)j->result);
}
static napi_value result_i32(napi_env env, struct fs_job *j) {
  return eddy_i32(env, (int32_t)j->result);
}

static void run_open(struct fs_job *j) {
  int fd;
  do fd = eddy_sys_open(j->path.data, j->flags | O_CLOEXEC, (mode_t)j->perm);
  while (fd < 0 && errno == EINTR);
  fs_outcome(j, fd);
}
static const struct fs_op op_open = {"open", run_open, result_i32, NULL};

/* (path, flags, mode, req) */
napi_value fs_open(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, &op_open);
  j->flags = eddy_arg_i32(info, 1);
  j->perm = eddy_arg_i32(info, 2);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

static void run_close(struct fs_job *j) {
  /* Linux has released the descriptor even when close reports EINTR. */
  if (eddy_sys_close(j->fd) != 0 && errno != EINTR && errno != EINPROGRESS) j->err = fs_error();
}
static const struct fs_op op_close = {"close", run_close, NULL, NULL, "FILEHANDLECLOSEREQ"};

napi_value fs_close(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 1, &local, &op_close);
  j->fd = eddy_arg_i32(info, 0);
  return fs_job_go(j);
}

/* ---- one buffer ----------------------------------------------------------------------------------- */

static void run_read(struct fs_job *j) {
  ssize_t n;
  do {
    n = j->pos < 0 ? eddy_sys_read(j->fd, j->bytes.data, j->bytes.len)
                   : eddy_sys_pread(j->fd, j->bytes.data, j->bytes.len, (off_t)j->pos);
  } while (n < 0 && errno == EINTR);
  fs_outcome(j, n);
}
static void run_write(struct fs_job *j) {
  ssize_t n;
  do {
    n = j->pos < 0 ? eddy_sys_write(j->fd, j->bytes.data, j->bytes.len)
                   : eddy_sys_pwrite(j->fd, j->bytes.data, j->bytes.len, (off_t)j->pos);
  } while (n < 0 && errno == EINTR);
  fs_outcome(j, n);
}
static const struct fs_op op_read = {"read", run_read, result_number, NULL};
static const struct fs_op op_write = {"write", run_write, result_number, NULL};

/* The part [offset, offset + length) of argument 1; JavaScript has checked it against the length
 * it saw, but a resizable buffer may have shrunk since. */
void fs_slice_arg(struct fs_job *j, napi_callback_info info) {
  int64_t offset = eddy_arg_i64(info, 2), length = eddy_arg_i64(info, 3);
  j->pos = eddy_arg_is_nullish(info, 4) ? -1 : eddy_arg_i64(info, 4);
  struct eddy_bytes all = {NULL, 0};
  CHECK(eddy_arg_bytes(info, 1, &all));
  CHECK(offset >= 0 && length >= 0);
  if ((uint64_t)offset > all.len) offset = (int64_t)all.len;
  if ((uint64_t)length > all.len - (size_t)offset) length = (int64_t)(all.len - (size_t)offset);
  if (length > FS_IO_MAX) length = FS_IO_MAX;
  j->bytes.data = all.data + offset;
  j->bytes.len = (size_t)length;
}

/* (fd, buffer, offset, length, position, req) */
static napi_value fs_transfer(napi_env env, napi_callback_info info, const struct fs_op *op) {
  struct fs_job local, *j = fs_job_begin(env, info, 5, &local, op);
  j->fd = eddy_arg_i32(info, 0);
  fs_job_hold(j, eddy_arg(info, 1));
  fs_slice_arg(j, info);
  return fs_job_go(j);
}
napi_value fs_read(napi_env env, napi_callback_info info) {
  return fs_transfer(env, info, &op_read);
}
napi_value fs_write(napi_env env, napi_callback_info info) {
  return fs_transfer(env, info, &op_write);
}

/* ---- a string, as UTF-8 ------------------------------------------------------------------------------ */

static void run_write_string(struct fs_job *j) {
  j->bytes.data = (uint8_t *)j->path2.data;
  j->bytes.len = j->path2.len < FS_IO_MAX ? j->path2.len : FS_IO_MAX;
  j->no_error_path = true;
  run_write(j);
}
static const struct fs_op op_write_string = {"write", run_write_string, result_number, NULL};

/* (fd, string, position, req) */
napi_value fs_write_string(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, &op_write_string);
  j->fd = eddy_arg_i32(info, 0);
  j->pos = eddy_arg_is_nullish(info, 2) ? -1 : eddy_arg_i64(info, 2);
  if (!eddy_arg_str(env, info, 1, &j->path2)) {
    j->path2.data = NULL;
    return fs_job_drop(j);
  }
  return fs_job_go(j);
}

/* ---- many buffers ------------------------------------------------------------------------------------- */

/* One system call takes IOV_MAX buffers; more go in several, until one comes back short. */
static void fs_vectored(struct fs_job *j, bool writing) {
  int64_t total = 0;
  for (unsigned at = 0; at < j->nbufs;) {
    unsigned count = j->nbufs - at < IOV_MAX ? j->nbufs - at : IOV_MAX;
    const struct iovec *iov = (const struct iovec *)&j->bufs[at];
    size_t asked = 0;
    for (unsigned i = 0; i < count; i++) asked += iov[i].iov_len;
    ssize_t n;
    do {
      if (j->pos < 0)
        n = writing ? writev(j->fd, iov, (int)count) : readv(j->fd, iov, (int)count);
      else
        n = writing ? pwritev(j->fd, iov, (int)count, (off_t)(j->pos + total))
                    : preadv(j->fd, iov, (int)count, (off_t)(j->pos + total));
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
      if (total == 0) j->err = fs_error();
      break;
    }
    total += n;
    if ((size_t)n < asked) break;
    at += count;
  }
  j->result = total;
}
static void run_readv(struct fs_job *j) { fs_vectored(j, false); }
static void run_writev(struct fs_job *j) { fs_vectored(j, true); }
static const struct fs_op op_readv = {"read", run_readv, result_number, NULL};
static const struct fs_op op_writev = {"write", run_writev, result_number, NULL};

/* (fd, buffers, position, req). `buffers` is the library's own array, nobody else changes it. */
static napi_value fs_transfer_many(napi_env env, napi_callback_info info, const struct fs_op *op) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, op);
  j->fd = eddy_arg_i32(info, 0);
  j->pos = eddy_arg_is_nullish(info, 2) ? -1 : eddy_arg_i64(info, 2);
  napi_value list = eddy_arg(info, 1);
  uint32_t count = 0;
  CHECK(napi_get_array_length(env, list, &count) == napi_ok);
  j->bufs = eddy_calloc(count > 0 ? count : 1, sizeof *j->bufs);
  for (uint32_t i = 0; i < count; i++) {
    napi_value item;
    struct eddy_bytes bytes = {NULL, 0};
    CHECK(napi_get_element(env, list, i, &item) == napi_ok);
    if (!eddy_value_bytes(item, &bytes)) bytes.len = 0;
    fs_job_hold(j, item);
    j->bufs[i] = uv_buf_init((char *)bytes.data, (unsigned)bytes.len);
    j->bufs[i].len = bytes.len;
  }
  j->nbufs = count;
  return fs_job_go(j);
}
napi_value fs_readv(napi_env env, napi_callback_info info) {
  return fs_transfer_many(env, info, &op_readv);
}
napi_value fs_writev(napi_env env, napi_callback_info info) {
  return fs_transfer_many(env, info, &op_writev);
}

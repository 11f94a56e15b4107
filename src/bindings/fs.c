// SPDX-License-Identifier: MIT
/* fs.c: internalBinding('fs'): the table, and the operations that are one system call on one or two
 * paths or on a descriptor. The JavaScript side (lib/internal/fs) validates; every function takes
 * a request as its last argument: undefined (sync), a callback, or anything else (returns a
 * promise). */
#include "fs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- one path --------------------------------------------------------------------------------- */

static void run_unlink(struct fs_job *j) { fs_outcome(j, unlink(j->path.data)); }
static void run_rmdir(struct fs_job *j) { fs_outcome(j, rmdir(j->path.data)); }
static void run_chmod(struct fs_job *j) { fs_outcome(j, chmod(j->path.data, (mode_t)j->perm)); }
static void run_chown(struct fs_job *j) {
  fs_outcome(j, chown(j->path.data, (uid_t)j->flags, (gid_t)j->perm));
}
static void run_lchown(struct fs_job *j) {
  fs_outcome(j, lchown(j->path.data, (uid_t)j->flags, (gid_t)j->perm));
}

static const struct fs_op op_unlink = {"unlink", run_unlink, NULL, NULL};
static const struct fs_op op_rmdir = {"rmdir", run_rmdir, NULL, NULL};
static const struct fs_op op_chmod = {"chmod", run_chmod, NULL, NULL};
static const struct fs_op op_chown = {"chown", run_chown, NULL, NULL};
static const struct fs_op op_lchown = {"lchown", run_lchown, NULL, NULL};

static napi_value fs_path_op(napi_env env, napi_callback_info info, const struct fs_op *op) {
  struct fs_job local, *j = fs_job_begin(env, info, 1, &local, op);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

static napi_value fs_unlink(napi_env env, napi_callback_info info) {
  return fs_path_op(env, info, &op_unlink);
}
static napi_value fs_rmdir(napi_env env, napi_callback_info info) {
  return fs_path_op(env, info, &op_rmdir);
}

static napi_value fs_chmod(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, &op_chmod);
  j->perm = eddy_arg_i32(info, 1);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

static napi_value fs_own(napi_env env, napi_callback_info info, const struct fs_op *op) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, op);
  j->flags = (int)eddy_arg_i64(info, 1);
  j->perm = (int)eddy_arg_i64(info, 2);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}
static napi_value fs_chown(napi_env env, napi_callback_info info) {
  return fs_own(env, info, &op_chown);
}
static napi_value fs_lchown(napi_env env, napi_callback_info info) {
  return fs_own(env, info, &op_lchown);
}

/* ---- two paths -------------------------------------------------------------------------------- */

static void run_rename(struct fs_job *j) { fs_outcome(j, rename(j->path.data, j->path2.data)); }
static void run_link(struct fs_job *j) { fs_outcome(j, link(j->path.data, j->path2.data)); }
static void run_symlink(struct fs_job *j) { fs_outcome(j, symlink(j->path.data, j->path2.data)); }
static void run_copy_file(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_copyfile(NULL, &req, j->path.data, j->path2.data, j->flags, NULL);
  uv_fs_req_cleanup(&req);
}

static const struct fs_op op_rename = {"rename", run_rename, NULL, NULL};
static const struct fs_op op_link = {"link", run_link, NULL, NULL};
static const struct fs_op op_symlink = {"symlink", run_symlink, NULL, NULL};
static const struct fs_op op_copy_file = {"copyfile", run_copy_file, NULL, NULL};

/* (from, to, flags, req) */
static napi_value fs_two_paths(napi_env env, napi_callback_info info, const struct fs_op *op) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, op);
  j->flags = eddy_arg_i32(info, 2);
  if (!fs_arg_path(j, info, 0) || !fs_arg_path2(j, info, 1)) return fs_job_drop(j);
  return fs_job_go(j);
}
static napi_value fs_rename(napi_env env, napi_callback_info info) {
  return fs_two_paths(env, info, &op_rename);
}
static napi_value fs_link(napi_env env, napi_callback_info info) {
  return fs_two_paths(env, info, &op_link);
}
static napi_value fs_symlink(napi_env env, napi_callback_info info) {
  return fs_two_paths(env, info, &op_symlink);
}
static napi_value fs_copy_file(napi_env env, napi_callback_info info) {
  return fs_two_paths(env, info, &op_copy_file);
}

/* ---- a path as the result ---------------------------------------------------------------------- */

static napi_value result_text(napi_env env, struct fs_job *j) {
  return fs_string(env, j->data, j->data_len, j->encoding);
}
static void release_data(struct fs_job *j) { free(j->data); }

static void take_uv_text(struct fs_job *j, uv_fs_t *req) {
  if (j->err == 0) {
    j->data_len = strlen(req->ptr);
    j->data = eddy_strdup(req->ptr);
  }
  uv_fs_req_cleanup(req);
}
static void run_readlink(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_readlink(NULL, &req, j->path.data, NULL);
  take_uv_text(j, &req);
}
static void run_realpath(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_realpath(NULL, &req, j->path.data, NULL);
  take_uv_text(j, &req);
}

static const struct fs_op op_readlink = {"readlink", run_readlink, result_text, release_data};
static const struct fs_op op_realpath = {"realpath", run_realpath, result_text, release_data};

/* (path, encoding, req) */
static napi_value fs_path_to_text(napi_env env, napi_callback_info info, const struct fs_op *op) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, op);
  j->encoding = eddy_arg_u32(info, 1);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}
static napi_value fs_readlink(napi_env env, napi_callback_info info) {
  return fs_path_to_text(env, info, &op_readlink);
}
static napi_value fs_realpath(napi_env env, napi_callback_info info) {
  return fs_path_to_text(env, info, &op_realpath);
}

/* ---- times ------------------------------------------------------------------------------------- */

static void run_utimes(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_utime(NULL, &req, j->path.data, j->atime, j->mtime, NULL);
  uv_fs_req_cleanup(&req);
}
static void run_lutimes(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_lutime(NULL, &req, j->path.data, j->atime, j->mtime, NULL);
  uv_fs_req_cleanup(&req);
}
static void run_futimes(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_futime(NULL, &req, j->fd, j->atime, j->mtime, NULL);
  uv_fs_req_cleanup(&req);
}

static const struct fs_op op_utimes = {"utime", run_utimes, NULL, NULL};
static const struct fs_op op_lutimes = {"lutime", run_lutimes, NULL, NULL};
static const struct fs_op op_futimes = {"futime", run_futimes, NULL, NULL};

static napi_value fs_path_times(napi_env env, napi_callback_info info, const struct fs_op *op) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, op);
  j->atime = eddy_arg_f64(info, 1);
  j->mtime = eddy_arg_f64(info, 2);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}
static napi_value fs_utimes(napi_env env, napi_callback_info info) {
  return fs_path_times(env, info, &op_utimes);
}
static napi_value fs_lutimes(napi_env env, napi_callback_info info) {
  return fs_path_times(env, info, &op_lutimes);
}
static napi_value fs_futimes(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, &op_futimes);
  j->fd = eddy_arg_i32(info, 0);
  j->atime = eddy_arg_f64(info, 1);
  j->mtime = eddy_arg_f64(info, 2);
  return fs_job_go(j);
}

/* ---- descriptors ------------------------------------------------------------------------------- */

static void run_fsync(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_fsync(NULL, &req, j->fd, NULL);
  uv_fs_req_cleanup(&req);
}
static void run_fdatasync(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_fdatasync(NULL, &req, j->fd, NULL);
  uv_fs_req_cleanup(&req);
}
static void run_ftruncate(struct fs_job *j) { fs_outcome(j, ftruncate(j->fd, (off_t)j->pos)); }
static void run_fchmod(struct fs_job *j) { fs_outcome(j, fchmod(j->fd, (mode_t)j->perm)); }
static void run_fchown(struct fs_job *j) {
  fs_outcome(j, fchown(j->fd, (uid_t)j->flags, (gid_t)j->perm));
}

static const struct fs_op op_fsync = {"fsync", run_fsync, NULL, NULL};
static const struct fs_op op_fdatasync = {"fdatasync", run_fdatasync, NULL, NULL};
static const struct fs_op op_ftruncate = {"ftruncate", run_ftruncate, NULL, NULL};
static const struct fs_op op_fchmod = {"fchmod", run_fchmod, NULL, NULL};
static const struct fs_op op_fchown = {"fchown", run_fchown, NULL, NULL};

static napi_value fs_fsync(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 1, &local, &op_fsync);
  j->fd = eddy_arg_i32(info, 0);
  return fs_job_go(j);
}
static napi_value fs_fdatasync(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 1, &local, &op_fdatasync);
  j->fd = eddy_arg_i32(info, 0);
  return fs_job_go(j);
}
static napi_value fs_ftruncate(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, &op_ftruncate);
  j->fd = eddy_arg_i32(info, 0);
  j->pos = eddy_arg_i64(info, 1);
  return fs_job_go(j);
}
static napi_value fs_fchmod(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, &op_fchmod);
  j->fd = eddy_arg_i32(info, 0);
  j->perm = eddy_arg_i32(info, 1);
  return fs_job_go(j);
}
static napi_value fs_fchown(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, &op_fchown);
  j->fd = eddy_arg_i32(info, 0);
  j->flags = (int)eddy_arg_i64(info, 1);
  j->perm = (int)eddy_arg_i64(info, 2);
  return fs_job_go(j);
}

/* ---- truncate: open, ftruncate, close in one job ------------------------------------------------ */

static void run_truncate(struct fs_job *j) {
  int fd = open(j->path.data, O_RDWR | O_CLOEXEC);
  if (fd < 0) {
    j->err = fs_error();
    j->syscall = "open";
    return;
  }
  fs_outcome(j, ftruncate(fd, (off_t)j->pos));
  if (j->err != 0) j->no_error_path = true;
  close(fd);
}
static const struct fs_op op_truncate = {"ftruncate", run_truncate, NULL, NULL};

static napi_value fs_truncate(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, &op_truncate);
  j->pos = eddy_arg_i64(info, 1);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

/* ---- the table ---------------------------------------------------------------------------------- */

static const struct eddy_fast fast_exists = {
    fs_exists_fast, EDDY_FAST_BOOL, {EDDY_FAST_STRING, EDDY_FAST_END}};
static const struct eddy_fast fast_stat_now = {
    fs_stat_now_fast, EDDY_FAST_I32, {EDDY_FAST_STRING, EDDY_FAST_VALUE, EDDY_FAST_BOOL, EDDY_FAST_END}};
static const struct eddy_fast fast_module_stat = {
    fs_module_stat_fast, EDDY_FAST_I32, {EDDY_FAST_STRING, EDDY_FAST_END}};

static const struct eddy_method fs_methods[] = {
    {"access", fs_access, 3, NULL},
    {"chmod", fs_chmod, 3, NULL},
    {"chown", fs_chown, 4, NULL},
    {"close", fs_close, 2, NULL},
    {"copyFile", fs_copy_file, 4, NULL},
    {"exists", fs_exists, 1, &fast_exists},
    {"fchmod", fs_fchmod, 3, NULL},
    {"fchown", fs_fchown, 4, NULL},
    {"fdatasync", fs_fdatasync, 2, NULL},
    {"fstat", fs_fstat, 3, NULL},
    {"fsync", fs_fsync, 2, NULL},
    {"ftruncate", fs_ftruncate, 3, NULL},
    {"futimes", fs_futimes, 4, NULL},
    {"init", fs_init, 3, NULL},
    {"internalModuleStat", fs_module_stat, 1, &fast_module_stat},
    {"lchown", fs_lchown, 4, NULL},
    {"link", fs_link, 4, NULL},
    {"lstat", fs_lstat, 4, NULL},
    {"lutimes", fs_lutimes, 4, NULL},
    {"mkdir", fs_mkdir, 4, NULL},
    {"mkdtemp", fs_mkdtemp, 3, NULL},
    {"open", fs_open, 4, NULL},
    {"opendir", fs_opendir, 2, NULL},
    {"read", fs_read, 6, NULL},
    {"readFile", fs_read_file, 4, NULL},
    {"readFileUtf8", fs_read_file_utf8, 2, NULL},
    {"readNow", fs_read_now, 5, NULL},
    {"openNow", fs_open_now, 1, NULL},
    {"closeNow", fs_close_now, 1, NULL},
    {"readdir", fs_readdir, 5, NULL},
    {"readlink", fs_readlink, 3, NULL},
    {"readv", fs_readv, 4, NULL},
    {"realpath", fs_realpath, 3, NULL},
    {"rename", fs_rename, 4, NULL},
    {"rm", fs_rm, 6, NULL},
    {"rmdir", fs_rmdir, 2, NULL},
    {"stat", fs_stat, 4, NULL},
    {"statNow", fs_stat_now, 3, &fast_stat_now},
    {"statfs", fs_statfs, 3, NULL},
    {"symlink", fs_symlink, 4, NULL},
    {"truncate", fs_truncate, 3, NULL},
    {"unlink", fs_unlink, 2, NULL},
    {"utimes", fs_utimes, 4, NULL},
    {"write", fs_write, 6, NULL},
    {"writeFile", fs_write_file, 5, NULL},
    {"writeFileUtf8", fs_write_file_utf8, 4, NULL},
    {"writeString", fs_write_string, 4, NULL},
    {"writev", fs_writev, 4, NULL},
};

static const struct eddy_class *const fs_classes[] = {&fs_dir_class, &fs_stat_watcher_class};

const struct eddy_binding eddy_binding_fs = {
    "fs", fs_methods, COUNTOF(fs_methods), fs_classes, COUNTOF(fs_classes), NULL};

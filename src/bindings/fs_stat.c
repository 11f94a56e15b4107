// SPDX-License-Identifier: MIT
/* fs_stat.c: stat, lstat, fstat, statfs, access, exists, and StatWatcher (fs.watchFile). Numbers go
 * to JavaScript through two typed arrays it shares with C; asynchronous results are made into Stats
 * right away by a function of lib/internal/fs/stats.js. */
#include "fs.h"
#include "../engine/text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define FS_STAT_FIELDS 18

/* (Float64Array(36), BigInt64Array(36), makeStats): once, while the library is set up. */
napi_value fs_init(napi_env env, napi_callback_info info) {
  eddy_slot_set(env, EDDY_SLOT_FS_STATS, eddy_arg(info, 0));
  eddy_slot_set(env, EDDY_SLOT_FS_STATS_BIG, eddy_arg(info, 1));
  eddy_slot_set(env, EDDY_SLOT_FS_1, eddy_arg(info, 2));
  return NULL;
}

/* The memory of the two arrays; it never moves. */
struct fs_numbers { double *numbers; int64_t *bigints; };

static void fs_numbers_free(struct eddy_env *env, void *data) {
  (void)env;
  free(data);
}

static const struct fs_numbers *fs_numbers(napi_env env) {
  struct eddy_env *e = eddy_env_current(env);
  struct fs_numbers *n = e->binding_data[EDDY_DATA_FS];
  if (n == NULL) {
    n = eddy_alloc(sizeof *n);
    n->numbers = eddy_slot_memory(env, EDDY_SLOT_FS_STATS);
    n->bigints = eddy_slot_memory(env, EDDY_SLOT_FS_STATS_BIG);
    e->binding_data[EDDY_DATA_FS] = n;
    e->binding_release[EDDY_DATA_FS] = fs_numbers_free;
  }
  return n;
}

void fs_fill_stat(napi_env env, const uv_stat_t *s, bool big, size_t offset) {
  const int64_t v[FS_STAT_FIELDS] = {
      (int64_t)s->st_dev, (int64_t)s->st_mode, (int64_t)s->st_nlink, (int64_t)s->st_uid,
      (int64_t)s->st_gid, (int64_t)s->st_rdev, (int64_t)s->st_blksize, (int64_t)s->st_ino,
      (int64_t)s->st_size, (int64_t)s->st_blocks, s->st_atim.tv_sec, s->st_atim.tv_nsec,
      s->st_mtim.tv_sec, s->st_mtim.tv_nsec, s->st_ctim.tv_sec, s->st_ctim.tv_nsec,
      s->st_birthtim.tv_sec, s->st_birthtim.tv_nsec};
  if (big) {
    int64_t *out = fs_numbers(env)->bigints;
    memcpy(out + offset, v, sizeof v);
  } else {
    double *out = fs_numbers(env)->numbers;
    for (int i = 0; i < FS_STAT_FIELDS; i++) out[offset + (size_t)i] = (double)v[i];
    out[offset + 7] = (double)(uint64_t)s->st_ino;
  }
}

/* Sync: true, the numbers are in the shared array. Async: a Stats object. */
napi_value fs_stat_result(napi_env env, struct fs_job *j) {
  fs_fill_stat(env, &j->stat, j->big, 0);
  if (j->mode == FS_SYNC) return eddy_bool(env, true);
  napi_value big = eddy_bool(env, j->big);
  return eddy_call_plain(env, eddy_undefined(env), eddy_slot_get(env, EDDY_SLOT_FS_1), 1, &big);
}

typedef int (*fs_uv_stat)(uv_loop_t *, uv_fs_t *, const char *, uv_fs_cb);

static void fs_stat_path(struct fs_job *j, fs_uv_stat fn) {
  uv_fs_t req;
  j->err = fn(NULL, &req, j->path.data, NULL);
  if (j->err == 0) j->stat = req.statbuf;
  uv_fs_req_cleanup(&req);
}
static void run_stat(struct fs_job *j) { fs_stat_path(j, uv_fs_stat); }
static void run_lstat(struct fs_job *j) { fs_stat_path(j, uv_fs_lstat); }
static void run_fstat(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_fstat(NULL, &req, j->fd, NULL);
  if (j->err == 0) j->stat = req.statbuf;
  uv_fs_req_cleanup(&req);
}

static const struct fs_op op_stat = {"stat", run_stat, fs_stat_result, NULL};
static const struct fs_op op_lstat = {"lstat", run_lstat, fs_stat_result, NULL};
static const struct fs_op op_fstat = {"fstat", run_fstat, fs_stat_result, NULL};

/* (path, big, quiet, req) */
static napi_value fs_stat_op(napi_env env, napi_callback_info info, const struct fs_op *op) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, op);
  j->big = eddy_arg_bool(info, 1);
  j->quiet = eddy_arg_bool(info, 2);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}
napi_value fs_stat(napi_env env, napi_callback_info info) {
  return fs_stat_op(env, info, &op_stat);
}
napi_value fs_lstat(napi_env env, napi_callback_info info) {
  return fs_stat_op(env, info, &op_lstat);
}
/* (fd, big, req) */
napi_value fs_fstat(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, &op_fstat);
  j->fd = eddy_arg_i32(info, 0);
  j->big = eddy_arg_bool(info, 1);
  return fs_job_go(j);
}

/* ---- statfs ------------------------------------------------------------------------------------------- */

static void run_statfs(struct fs_job *j) {
  uv_fs_t req;
  j->err = uv_fs_statfs(NULL, &req, j->path.data, NULL);
  if (j->err == 0) {
    struct statvfs vfs;
    j->data = eddy_alloc(sizeof(uv_statfs_t));
    memcpy(j->data, req.ptr, sizeof(uv_statfs_t));
    j->result = statvfs(j->path.data, &vfs) == 0 ? (int64_t)vfs.f_frsize : 0;
  }
  uv_fs_req_cleanup(&req);
}
/* [type, bsize, frsize, blocks, bfree, bavail, files, ffree] */
static napi_value result_statfs(napi_env env, struct fs_job *j) {
  const uv_statfs_t *s = j->data;
  const uint64_t v[8] = {s->f_type,  s->f_bsize,  (uint64_t)j->result, s->f_blocks,
                         s->f_bfree, s->f_bavail, s->f_files,          s->f_ffree};
  napi_value items[8];
  for (int i = 0; i < 8; i++)
    items[i] = j->big ? eddy_bigint_u64(env, v[i]) : eddy_f64(env, (double)v[i]);
  return eddy_array(env, items, 8);
}
static void release_statfs(struct fs_job *j) { free(j->data); }
static const struct fs_op op_statfs = {"statfs", run_statfs, result_statfs, release_statfs};

/* (path, big, req) */
napi_value fs_statfs(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, &op_statfs);
  j->big = eddy_arg_bool(info, 1);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

/* ---- access, exists -------------------------------------------------------------------------------------- */

static void run_access(struct fs_job *j) { fs_outcome(j, access(j->path.data, j->flags)); }
static const struct fs_op op_access = {"access", run_access, NULL, NULL};

/* (path, mode, req) */
napi_value fs_access(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, &op_access);
  j->flags = eddy_arg_i32(info, 1);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

/* Latin-1 to UTF-8. False: too long for any path, or a NUL in it. */
static bool fs_path_from_latin1(const struct eddy_fast_string *s, char *out, size_t size) {
  if (s->length >= size / 2 || memchr(s->data, 0, s->length) != NULL) return false;
  out[eddy_latin1_to_utf8((const uint8_t *)s->data, s->length, (uint8_t *)out, size - 1)] = '\0';
  return true;
}

#define FS_PATH_BYTES 8200 /* twice PATH_MAX and a bit */

bool fs_exists_fast(eddy_fast_value receiver, const struct eddy_fast_string *path) {
  (void)receiver;
  char buf[FS_PATH_BYTES];
  return fs_path_from_latin1(path, buf, sizeof buf) && access(buf, F_OK) == 0;
}

/* The numbers of a file to `out`; 0 or a negative code, which the one who throws finds out anew. */
static int32_t fs_stat_into(const char *path, bool follow, double *out) {
#ifdef SYS_statx
  struct statx s;
  const int flags = follow ? 0 : AT_SYMLINK_NOFOLLOW;
  if (syscall(SYS_statx, AT_FDCWD, path, flags, STATX_BASIC_STATS | STATX_BTIME, &s) != 0) return fs_error();
  const uint64_t v[10] = {
      makedev(s.stx_dev_major, s.stx_dev_minor), s.stx_mode, s.stx_nlink, s.stx_uid, s.stx_gid,
      makedev(s.stx_rdev_major, s.stx_rdev_minor), s.stx_blksize, s.stx_ino, s.stx_size, s.stx_blocks};
  for (int i = 0; i < 10; i++) out[i] = (double)v[i];
  const struct statx_timestamp *const times[4] = {&s.stx_atime, &s.stx_mtime, &s.stx_ctime, &s.stx_btime};
  for (int i = 0; i < 4; i++) {
    out[10 + 2 * i] = (double)times[i]->tv_sec;
    out[11 + 2 * i] = (double)times[i]->tv_nsec;
  }
  return 0;
#else
  (void)path, (void)follow, (void)out;
  return UV_ENOSYS;
#endif
}

/* (path, the array of numbers, follow links): 0, and the numbers are there; or a negative code. */
napi_value fs_stat_now(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  struct eddy_bytes numbers;
  int32_t code = UV_EINVAL;
  if (!eddy_arg_bytes(info, 1, &numbers) || !eddy_arg_path(env, info, 0, &path)) return NULL;
  if (strlen(path.data) == path.len) code = fs_stat_into(path.data, eddy_arg_bool(info, 2), (double *)(void *)numbers.data);
  eddy_str_release(&path);
  eddy_ret_i32(info, code);
  return NULL;
}

int32_t fs_stat_now_fast(eddy_fast_value receiver, const struct eddy_fast_string *path, eddy_fast_value array, bool follow) {
  (void)receiver;
  char buf[FS_PATH_BYTES];
  struct eddy_bytes numbers;
  if (!eddy_fast_bytes(array, &numbers) || !fs_path_from_latin1(path, buf, sizeof buf)) return UV_EINVAL;
  return fs_stat_into(buf, follow, (double *)(void *)numbers.data);
}

/* (path): false also when it is not a path at all */
napi_value fs_exists(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  bool yes = false;
  if (eddy_arg_path(env, info, 0, &path)) {
    yes = strlen(path.data) == path.len && access(path.data, F_OK) == 0;
    eddy_str_release(&path);
  }
  eddy_ret_bool(info, yes);
  return NULL;
}

/* 0: a file, 1: a directory, negative: neither. */
static int32_t fs_kind(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0) return fs_error();
  return S_ISDIR(st.st_mode) ? 1 : 0;
}
int32_t fs_module_stat_fast(eddy_fast_value receiver, const struct eddy_fast_string *path) {
  (void)receiver;
  char buf[FS_PATH_BYTES];
  return fs_path_from_latin1(path, buf, sizeof buf) ? fs_kind(buf) : UV_ENOENT;
}
napi_value fs_module_stat(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  int32_t kind = UV_ENOENT;
  if (eddy_arg_path(env, info, 0, &path)) {
    if (strlen(path.data) == path.len) kind = fs_kind(path.data);
    eddy_str_release(&path);
  }
  eddy_ret_i32(info, kind);
  return NULL;
}

/* ---- StatWatcher: uv_fs_poll --------------------------------------------------------------------------------- */

struct fs_stat_watcher {
  uv_fs_poll_t poll;
  struct eddy_handle handle;
  bool big;
};

static void fs_stat_watcher_free(struct eddy_handle *h) {
  free(CONTAINER_OF(h, struct fs_stat_watcher, handle));
}

/* new StatWatcher(big) */
static napi_value fs_stat_watcher_new(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct fs_stat_watcher *w = eddy_calloc(1, sizeof *w);
  w->big = eddy_arg_bool(info, 0);
  CHECK(uv_fs_poll_init(e->loop, &w->poll) == 0);
  eddy_handle_init(e, &w->handle, (uv_handle_t *)&w->poll, eddy_this(info),
                   &fs_stat_watcher_class, "STATWATCHER", fs_stat_watcher_free);
  return NULL;
}

/* onchange(status): new numbers at 0, old ones at 18 of the shared array. */
static void fs_stat_watcher_changed(uv_fs_poll_t *poll, int status, const uv_stat_t *prev,
                                    const uv_stat_t *curr) {
  struct fs_stat_watcher *w = CONTAINER_OF(poll, struct fs_stat_watcher, poll);
  struct eddy_env *e = w->handle.env;
  if (!e->can_call_js || w->handle.state != EDDY_HANDLE_OPEN) return;
  struct eddy_scope scope;
  eddy_scope_open(e->napi, &scope);
  fs_fill_stat(e->napi, curr, w->big, 0);
  fs_fill_stat(e->napi, prev, w->big, FS_STAT_FIELDS);
  napi_value arg = eddy_i32(e->napi, status);
  eddy_loop_call_method(e, &w->handle.async, eddy_native_value(&w->handle.native), "onchange", 1,
                        &arg, NULL);
  eddy_scope_close(&scope);
}

/* start(path, interval): 0 or an error code */
static napi_value fs_stat_watcher_start(napi_env env, napi_callback_info info) {
  struct eddy_handle *h = eddy_this_handle(info);
  struct eddy_str path;
  if (h == NULL || !eddy_arg_path(env, info, 0, &path)) return eddy_i32(env, UV_EINVAL);
  struct fs_stat_watcher *w = CONTAINER_OF(h, struct fs_stat_watcher, handle);
  int err = uv_fs_poll_start(&w->poll, fs_stat_watcher_changed, path.data, eddy_arg_u32(info, 1));
  eddy_str_release(&path);
  return eddy_i32(env, err);
}

static const struct eddy_method fs_stat_watcher_methods[] = {
    {"start", fs_stat_watcher_start, 2, NULL},
};
const struct eddy_class fs_stat_watcher_class = {"StatWatcher", fs_stat_watcher_new,
                                                 fs_stat_watcher_methods,
                                                 COUNTOF(fs_stat_watcher_methods),
                                                 &eddy_handle_class};

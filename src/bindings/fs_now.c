// SPDX-License-Identifier: MIT
/* fs_now.c: opening, reading and closing a file without a thread, when the kernel has all in memory that it takes and
 * so cannot make the loop wait for a disk or a server. What cannot be told is left to the pool. For lib/internal/fs/streams.js:
 * a server that pipes small files spends more on waking threads than on the files. */
#include "fs.h"
#include "../sys.h"
#include "fs_now.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>
#ifdef SYS_openat2
#include <linux/openat2.h>
#endif

#define NOW_TMPFS 0x01021994
#define NOW_RAMFS 0x858458f6

/* Whether what is in a file is in memory, or swapped out like any memory. */
static bool now_in_memory(int fd) {
  struct statfs sf;
  return fstatfs(fd, &sf) == 0 && (sf.f_type == NOW_TMPFS || sf.f_type == NOW_RAMFS);
}

ssize_t eddy_file_read_now(int fd, void *data, size_t len, int64_t position) {
  ssize_t n = -2;
#ifdef RWF_NOWAIT
  struct iovec iov = {data, len};
  n = preadv2(fd, &iov, 1, position < 0 ? -1 : (off_t)position, RWF_NOWAIT);
  if (n < 0) n = errno == EOPNOTSUPP ? -2 : -1;
  if (n == -2 && now_in_memory(fd)) { /* knows no RWF_NOWAIT, and never waits */
    n = position < 0 ? eddy_sys_read(fd, data, len) : eddy_sys_pread(fd, data, len, (off_t)position);
    if (n < 0) n = -2;
  }
#endif
  return n;
}

/* (fd, buffer, offset, length, position): see eddy_file_read_now */
napi_value fs_read_now(napi_env env, napi_callback_info info) {
  struct fs_job j = {.env = eddy_env_current(env)};
  fs_slice_arg(&j, info);
  eddy_ret_i32(info, (int32_t)eddy_file_read_now(eddy_arg_i32(info, 0), j.bytes.data, j.bytes.len, j.pos));
  return NULL;
}

#if defined(SYS_openat2) && defined(RESOLVE_CACHED)
/* Whether opening and closing for reading asks nobody else: file systems of local disks and of memory. */
static bool now_is_local(int fd) {
  static const unsigned long local[] = {
    0xef53 /* ext */, 0x58465342 /* xfs */, 0x9123683e /* btrfs */, 0xf2f52010 /* f2fs */, NOW_TMPFS, NOW_RAMFS,
  };
  struct statfs sf;
  if (fstatfs(fd, &sf) != 0) return false;
  for (size_t i = 0; i < COUNTOF(local); i++) {
    if ((unsigned long)sf.f_type == local[i]) return true;
  }
  return false;
}

/* A pipe, a device or a lease must not be opened only to see what it is: the name is looked up first. */
static int now_open(const char *path) {
  struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_CACHED};
  const int name = (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
  struct stat st;
  int fd = -1;
  if (name < 0) return -1;
  if (fstat(name, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink > 0 && now_is_local(name)) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", name);
    fd = open(link, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0) fcntl(fd, F_SETFL, 0); /* it was for leases alone */
  }
  close(name);
  return fd;
}
#else
static int now_open(const char *path) {
  (void)path;
  return -1;
}
#endif

/* (path) -> a descriptor to read a regular file, or -1 */
napi_value fs_open_now(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  int fd = -1;
  if (!eddy_arg_str(env, info, 0, &path)) return NULL;
  if (strlen(path.data) == path.len) fd = now_open(path.data);
  eddy_str_release(&path);
  eddy_ret_i32(info, fd);
  return NULL;
}

/* (fd) of openNow -> whether it has been closed; not if its last name is gone, as all its blocks would be freed */
napi_value fs_close_now(napi_env env, napi_callback_info info) {
  const int fd = eddy_arg_i32(info, 0);
  struct stat st;
  const bool now = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink > 0;
  if (now) close(fd);
  eddy_ret_bool(info, now);
  (void)env;
  return NULL;
}

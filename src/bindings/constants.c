// SPDX-License-Identifier: MIT
/* constants.c: internalBinding('constants'): { os, fs, trace, crypto, zlib }: numbers of the system
 * headers, read by lib/os.js, lib/fs.js and lib/constants.js. crypto and zlib are filled by
 * their own bindings. Every object has a null prototype. */
#define _GNU_SOURCE 1
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../eddy.h"

struct constant { const char *name; int value; };
#define ROW(name) {#name, name},

#define OS_ERRNO(X) \
    X(E2BIG) X(EACCES) X(EADDRINUSE) X(EADDRNOTAVAIL) X(EAFNOSUPPORT) X(EAGAIN) X(EALREADY) \
    X(EBADF) X(EBADMSG) X(EBUSY) X(ECANCELED) X(ECHILD) X(ECONNABORTED) X(ECONNREFUSED) \
    X(ECONNRESET) X(EDEADLK) X(EDESTADDRREQ) X(EDOM) X(EDQUOT) X(EEXIST) X(EFAULT) X(EFBIG) \
    X(EHOSTUNREACH) X(EIDRM) X(EILSEQ) X(EINPROGRESS) X(EINTR) X(EINVAL) X(EIO) X(EISCONN) \
    X(EISDIR) X(ELOOP) X(EMFILE) X(EMLINK) X(EMSGSIZE) X(EMULTIHOP) X(ENAMETOOLONG) X(ENETDOWN) \
    X(ENETRESET) X(ENETUNREACH) X(ENFILE) X(ENOBUFS) X(ENODATA) X(ENODEV) X(ENOENT) X(ENOEXEC) \
    X(ENOLCK) X(ENOLINK) X(ENOMEM) X(ENOMSG) X(ENOPROTOOPT) X(ENOSPC) X(ENOSR) X(ENOSTR) \
    X(ENOSYS) X(ENOTCONN) X(ENOTDIR) X(ENOTEMPTY) X(ENOTSOCK) X(ENOTSUP) X(ENOTTY) X(ENXIO) \
    X(EOPNOTSUPP) X(EOVERFLOW) X(EPERM) X(EPIPE) X(EPROTO) X(EPROTONOSUPPORT) X(EPROTOTYPE) \
    X(ERANGE) X(EROFS) X(ESPIPE) X(ESRCH) X(ESTALE) X(ETIME) X(ETIMEDOUT) X(ETXTBSY) \
    X(EWOULDBLOCK) X(EXDEV)

#define OS_SIGNALS(X) \
    X(SIGHUP) X(SIGINT) X(SIGQUIT) X(SIGILL) X(SIGTRAP) X(SIGABRT) X(SIGIOT) X(SIGBUS) X(SIGFPE) \
    X(SIGKILL) X(SIGUSR1) X(SIGSEGV) X(SIGUSR2) X(SIGPIPE) X(SIGALRM) X(SIGTERM) X(SIGCHLD) \
    X(SIGSTKFLT) X(SIGCONT) X(SIGSTOP) X(SIGTSTP) X(SIGTTIN) X(SIGTTOU) X(SIGURG) X(SIGXCPU) \
    X(SIGXFSZ) X(SIGVTALRM) X(SIGPROF) X(SIGWINCH) X(SIGIO) X(SIGPOLL) X(SIGPWR) X(SIGSYS)

#define FS_CONSTANTS(X) \
    X(UV_FS_SYMLINK_DIR) X(UV_FS_SYMLINK_JUNCTION) X(O_RDONLY) X(O_WRONLY) X(O_RDWR) \
    X(UV_DIRENT_UNKNOWN) X(UV_DIRENT_FILE) X(UV_DIRENT_DIR) X(UV_DIRENT_LINK) X(UV_DIRENT_FIFO) \
    X(UV_DIRENT_SOCKET) X(UV_DIRENT_CHAR) X(UV_DIRENT_BLOCK) X(S_IFMT) X(S_IFREG) X(S_IFDIR) \
    X(S_IFCHR) X(S_IFBLK) X(S_IFIFO) X(S_IFLNK) X(S_IFSOCK) X(O_CREAT) X(O_EXCL) \
    X(UV_FS_O_FILEMAP) X(UV_FS_O_TEMPORARY) X(UV_FS_O_SHORT_LIVED) X(UV_FS_O_SEQUENTIAL) \
    X(UV_FS_O_RANDOM) X(O_NOCTTY) \
    X(O_TRUNC) X(O_APPEND) X(O_DIRECTORY) X(O_NOATIME) X(O_NOFOLLOW) X(O_SYNC) X(O_DSYNC) \
    X(O_DIRECT) X(O_NONBLOCK) X(S_IRWXU) X(S_IRUSR) X(S_IWUSR) X(S_IXUSR) X(S_IRWXG) X(S_IRGRP) \
    X(S_IWGRP) X(S_IXGRP) X(S_IRWXO) X(S_IROTH) X(S_IWOTH) X(S_IXOTH) X(F_OK) X(R_OK) X(W_OK) \
    X(X_OK)

static const struct constant trace_constants[] = {
    {"TRACE_EVENT_PHASE_BEGIN", 66}, {"TRACE_EVENT_PHASE_END", 69},
    {"TRACE_EVENT_PHASE_COMPLETE", 88}, {"TRACE_EVENT_PHASE_INSTANT", 73},
    {"TRACE_EVENT_PHASE_ASYNC_BEGIN", 83}, {"TRACE_EVENT_PHASE_ASYNC_STEP_INTO", 84},
    {"TRACE_EVENT_PHASE_ASYNC_STEP_PAST", 112}, {"TRACE_EVENT_PHASE_ASYNC_END", 70},
    {"TRACE_EVENT_PHASE_NESTABLE_ASYNC_BEGIN", 98}, {"TRACE_EVENT_PHASE_NESTABLE_ASYNC_END", 101},
    {"TRACE_EVENT_PHASE_NESTABLE_ASYNC_INSTANT", 110}, {"TRACE_EVENT_PHASE_FLOW_BEGIN", 115},
    {"TRACE_EVENT_PHASE_FLOW_STEP", 116}, {"TRACE_EVENT_PHASE_FLOW_END", 102},
    {"TRACE_EVENT_PHASE_METADATA", 77}, {"TRACE_EVENT_PHASE_COUNTER", 67},
    {"TRACE_EVENT_PHASE_SAMPLE", 80}, {"TRACE_EVENT_PHASE_CREATE_OBJECT", 78},
    {"TRACE_EVENT_PHASE_SNAPSHOT_OBJECT", 79}, {"TRACE_EVENT_PHASE_DELETE_OBJECT", 68},
    {"TRACE_EVENT_PHASE_MEMORY_DUMP", 118}, {"TRACE_EVENT_PHASE_MARK", 82},
    {"TRACE_EVENT_PHASE_CLOCK_SYNC", 99}, {"TRACE_EVENT_PHASE_ENTER_CONTEXT", 40},
    {"TRACE_EVENT_PHASE_LEAVE_CONTEXT", 41}, {"TRACE_EVENT_PHASE_LINK_IDS", 61},
};

static const struct constant errno_constants[] = {OS_ERRNO(ROW)};
static const struct constant signal_constants[] = {OS_SIGNALS(ROW)};
static const struct constant fs_constants[] = {
    FS_CONSTANTS(ROW)
    ROW(UV_FS_COPYFILE_EXCL)
    {"COPYFILE_EXCL", UV_FS_COPYFILE_EXCL},
    ROW(UV_FS_COPYFILE_FICLONE)
    {"COPYFILE_FICLONE", UV_FS_COPYFILE_FICLONE},
    ROW(UV_FS_COPYFILE_FICLONE_FORCE)
    {"COPYFILE_FICLONE_FORCE", UV_FS_COPYFILE_FICLONE_FORCE},
};
static const struct constant dlopen_constants[] = {
    {"RTLD_LAZY", RTLD_LAZY},   {"RTLD_NOW", RTLD_NOW},
    {"RTLD_GLOBAL", RTLD_GLOBAL}, {"RTLD_LOCAL", RTLD_LOCAL},
#ifdef RTLD_DEEPBIND
    {"RTLD_DEEPBIND", RTLD_DEEPBIND},
#endif
};
static const struct constant priority_constants[] = {
    {"PRIORITY_LOW", UV_PRIORITY_LOW},
    {"PRIORITY_BELOW_NORMAL", UV_PRIORITY_BELOW_NORMAL},
    {"PRIORITY_NORMAL", UV_PRIORITY_NORMAL},
    {"PRIORITY_ABOVE_NORMAL", UV_PRIORITY_ABOVE_NORMAL},
    {"PRIORITY_HIGH", UV_PRIORITY_HIGH},
    {"PRIORITY_HIGHEST", UV_PRIORITY_HIGHEST},
};

static napi_value constants_object(napi_env env, const struct constant *list, size_t count) {
  napi_value object = eddy_object_null(env);
  for (size_t i = 0; i < count; i++) eddy_set_i32(env, object, list[i].name, list[i].value);
  return object;
}

napi_value eddy_crypto_constants(napi_env env); /* crypto_constants.c */

static void constants_setup(napi_env env, napi_value exports) {
  napi_value os = eddy_object_null(env);
  eddy_set_i32(env, os, "UV_UDP_REUSEADDR", UV_UDP_REUSEADDR);
  eddy_set(env, os, "dlopen",
           constants_object(env, dlopen_constants, COUNTOF(dlopen_constants)));
  eddy_set(env, os, "errno", constants_object(env, errno_constants, COUNTOF(errno_constants)));
  eddy_set(env, os, "signals", constants_object(env, signal_constants, COUNTOF(signal_constants)));
  eddy_set(env, os, "priority",
           constants_object(env, priority_constants, COUNTOF(priority_constants)));
  eddy_set(env, exports, "os", os);
  eddy_set(env, exports, "fs", constants_object(env, fs_constants, COUNTOF(fs_constants)));
  eddy_set(env, exports, "trace",
           constants_object(env, trace_constants, COUNTOF(trace_constants)));
  eddy_set(env, exports, "crypto", eddy_crypto_constants(env));
  eddy_set(env, exports, "zlib", eddy_object_null(env));
}

const struct eddy_binding eddy_binding_constants = {"constants", NULL, 0, NULL, 0,
                                                    constants_setup};

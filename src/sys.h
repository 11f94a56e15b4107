// SPDX-License-Identifier: MIT
/* sys.h: system calls that programs make very often, without the C library's preparations: in it these are places where a thread may be
 * cancelled, which no thread here is, and which in a process with threads costs a tenth of a short write. Arguments, results and errno
 * are those of the functions of the C library. */
#ifndef EDDY_SYS_H
#define EDDY_SYS_H

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(SYS_openat) && defined(__LP64__) && !defined(EDDY_SANITIZED) /* sanitizers know of the C library's only */
#define eddy_sys_open(path, flags, mode) ((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode))
#define eddy_sys_close(fd) ((int)syscall(SYS_close, fd))
#define eddy_sys_read(fd, data, len) ((ssize_t)syscall(SYS_read, fd, data, len))
#define eddy_sys_write(fd, data, len) ((ssize_t)syscall(SYS_write, fd, data, len))
#define eddy_sys_pread(fd, data, len, at) ((ssize_t)syscall(SYS_pread64, fd, data, len, at))
#define eddy_sys_pwrite(fd, data, len, at) ((ssize_t)syscall(SYS_pwrite64, fd, data, len, at))
#define eddy_sys_send(fd, data, len, flags) ((ssize_t)syscall(SYS_sendto, fd, data, len, flags, NULL, 0))
#else
#define eddy_sys_open open
#define eddy_sys_close close
#define eddy_sys_read read
#define eddy_sys_write write
#define eddy_sys_pread pread
#define eddy_sys_pwrite pwrite
#define eddy_sys_send send
#endif

#endif

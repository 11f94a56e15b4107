// SPDX-License-Identifier: MIT
'use strict';
// Error numbers of WASI, and how errors of the system become them.

const names = ('SUCCESS E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF EBADMSG EBUSY ECANCELED ' +
  'ECHILD ECONNABORTED ECONNREFUSED ECONNRESET EDEADLK EDESTADDRREQ EDOM EDQUOT EEXIST EFAULT EFBIG EHOSTUNREACH EIDRM ' +
  'EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR ELOOP EMFILE EMLINK EMSGSIZE EMULTIHOP ENAMETOOLONG ENETDOWN ' +
  'ENETRESET ENETUNREACH ENFILE ENOBUFS ENODEV ENOENT ENOEXEC ENOLCK ENOLINK ENOMEM ENOMSG ENOPROTOOPT ENOSPC ENOSYS ' +
  'ENOTCONN ENOTDIR ENOTEMPTY ENOTRECOVERABLE ENOTSOCK ENOTSUP ENOTTY ENXIO EOVERFLOW EOWNERDEAD EPERM EPIPE EPROTO ' +
  'EPROTONOSUPPORT EPROTOTYPE ERANGE EROFS ESPIPE ESRCH ESTALE ETIMEDOUT ETXTBSY EXDEV ENOTCAPABLE').split(' ');

const errno = { __proto__: null };
for (let i = 0; i < names.length; i++) errno[names[i]] = i;

/** Thrown inside of a system call to return this number. */
class WasiError extends Error {
  constructor(number) {
    super(names[number]);
    this.number = number;
  }
}

/** The number for anything that was thrown; what is no error of the system is thrown again. */
function numberOf(error) {
  if (error instanceof WasiError) return error.number;
  if (error instanceof RangeError && !error.code) return errno.EOVERFLOW; // outside of the memory
  if (typeof error?.code === 'string') {
    if (errno[error.code] !== undefined) return errno[error.code];
    if (error.code.startsWith('ERR_')) return errno.EINVAL;
  }
  throw error;
}

module.exports = { WasiError, errno, numberOf };

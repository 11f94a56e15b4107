// SPDX-License-Identifier: MIT
/* fs_now.h: reading files on the thread of a loop (fs_now.c), for bindings that carry their bytes. */
#ifndef EDDY_BINDINGS_FS_NOW_H
#define EDDY_BINDINGS_FS_NOW_H

#include "../eddy.h"

/* Reads what is in memory, at once and without blocking; position < 0: the file's own. 0: the end of the file; -1: nothing is
 * there, a pool job has to read; -2: this file system never tells. */
ssize_t eddy_file_read_now(int fd, void *data, size_t len, int64_t position);

#endif

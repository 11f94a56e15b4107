// SPDX-License-Identifier: MIT
/* sea_file.h: the application at the end of an executable, see sea_file.c. */
#ifndef EDDY_SEA_FILE_H
#define EDDY_SEA_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sea_file {
  uint8_t *data;  /* JavaScript's part of the blob; mapped for as long as the process lives */
  size_t len;
  char **args;    /* how the user may add options, then execArgv; within the blob */
  int arg_count;  /* at least 1 */
};

/** Fills *file from an open executable. False, and nothing kept: no trailer, or one that does not fit the file. */
bool eddy_sea_file_read(struct sea_file *file, int fd);

#endif

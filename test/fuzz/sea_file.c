// SPDX-License-Identifier: MIT
// Fuzz target for src/sea_file.c: a file of any bytes, alone and with a right trailer behind them; what is found lies within.
#include "../../src/sea_file.c"

static void read_file(const uint8_t *data, size_t size, bool trailer) {
  const int fd = memfd_create("sea", 0);
  if (fd < 0 || write(fd, data, size) != (ssize_t)size) abort();
  if (trailer) {
    uint8_t end[SEA_TRAILER_LEN] = {0};
    for (int i = 0; i < 8; i++) end[i] = (uint8_t)(size >> 8 * i);
    memcpy(end + 8, sea_magic, 16);
    if (write(fd, end, sizeof end) != (ssize_t)sizeof end) abort();
  }
  struct sea_file file = {0};
  if (eddy_sea_file_read(&file, fd)) {
    size_t texts = 0, sum = 0;
    if (file.arg_count < 1) abort();
    for (int i = 0; i < file.arg_count; i++) texts += strlen(file.args[i]) + 1;
    for (size_t i = 0; i < file.len; i++) sum += file.data[i]; // all of it is there
    if (texts + file.len + 4 > size || sum > 255 * size) abort();
    const uintptr_t begin = (uintptr_t)file.args[0] - 4, page = (uintptr_t)sysconf(_SC_PAGESIZE);
    munmap((void *)(begin - begin % page), begin % page + 4 + texts + file.len);
    free(file.args);
  }
  close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  read_file(data, size, false);
  read_file(data, size, true);
  return 0;
}

// SPDX-License-Identifier: MIT
/* replay.c: gives a fuzz target the inputs of stdin (each a length in 4 bytes, then the bytes), without libFuzzer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(void) {
  uint32_t len;
  while (fread(&len, sizeof len, 1, stdin) == 1) {
    uint8_t *data = malloc(len ? len : 1); /* as long as the input: what reads beyond it is found */
    if (data == NULL || fread(data, 1, len, stdin) != len) return 1;
    LLVMFuzzerTestOneInput(data, len);
    free(data);
  }
  return 0;
}

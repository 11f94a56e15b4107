// SPDX-License-Identifier: MIT
// Fuzz target for src/config_file.c: any bytes; texts are terminated, and inside of the input's length.
#include "../../src/config_file.c"

static int fuzz_setting(void *data, const char *space, const char *key, enum config_kind kind, const char *text) {
  const size_t limit = *(const size_t *)data;
  if (!space || strlen(space) > limit || (key && strlen(key) > limit) || strlen(text) > limit) abort();
  return kind == CONFIG_NUMBER && text[0] == '9' ? 1 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  config_parse((const char *)data, size, fuzz_setting, &size);
  return 0;
}

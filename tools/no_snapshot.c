// SPDX-License-Identifier: MIT
/* no_snapshot.c: stands in for the generated snapshot and code cache in the program that makes them. */
#include "eddy.h"

const uint8_t *eddy_snapshot_data = NULL;
size_t eddy_snapshot_len = 0;
const struct eddy_code_cache_row *const eddy_code_cache_rows = NULL;
const uint8_t *const eddy_code_cache_data = NULL;
const struct eddy_flag_byte *const eddy_flag_bytes = NULL;
const size_t eddy_flag_byte_count = 0;
const size_t eddy_flag_sweeping = 0;

// SPDX-License-Identifier: MIT
/* zlib_fast.h: a way around zlib for whole buffers. Called by zlib.c on any thread. */
#ifndef EDDY_ZLIB_FAST_H
#define EDDY_ZLIB_FAST_H

#include "../eddy.h"
#include "zlib_codec.h"

struct zlib_fast {
  const uint8_t *in;
  size_t in_len;
  size_t chunk, max_output;
  int finish_flush;
};
/* Compresses or decompresses all of f->in with the options of c, which is not open yet. true: *out (malloc'ed) has it.
 * false: zlib has to do it, and tells what is wrong if anything is. */
bool zlib_fast_whole(const struct codec *c, const struct zlib_fast *f, uint8_t **out, size_t *out_len);

#endif

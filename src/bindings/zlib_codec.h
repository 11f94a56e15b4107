// SPDX-License-Identifier: MIT
/* zlib_codec.h: one face for zlib, Brotli and Zstandard streams. No JavaScript here: steps run on pool threads. */
#ifndef EDDY_ZLIB_CODEC_H
#define EDDY_ZLIB_CODEC_H

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

/* As in Node's constants. */
enum codec_mode {
  CODEC_NONE, CODEC_DEFLATE, CODEC_INFLATE, CODEC_GZIP, CODEC_GUNZIP, CODEC_DEFLATERAW, CODEC_INFLATERAW,
  CODEC_UNZIP, CODEC_BROTLI_DECODE, CODEC_BROTLI_ENCODE, CODEC_ZSTD_COMPRESS, CODEC_ZSTD_DECOMPRESS
};

struct codec_options {
  int window_bits, level, mem_level, strategy;   /* zlib */
  uint32_t params[64];                           /* Brotli, Zstandard: value by parameter number */
  uint8_t param_set[64];
  int zstd_ids[32], zstd_values[32];
  int zstd_count;
  uint64_t pledged_size;                         /* Zstandard; UINT64_MAX: unknown */
  bool only_one;                                 /* what follows the stream is garbage, a further gzip member too */
};

struct codec {
  enum codec_mode mode;
  struct codec_options options;
  z_stream z;
  bool z_ready;
  BrotliEncoderState *brotli_encoder;
  BrotliDecoderState *brotli_decoder;
  ZSTD_CCtx *zstd_compressor;
  ZSTD_DCtx *zstd_decompressor;
  uint8_t *dictionary;
  size_t dictionary_len;
  size_t allocated;        /* of zlib and Brotli; changes in a step */
  bool zstd_inside;        /* in the middle of a frame */
  bool zstd_begun, zstd_ended; /* has been given data; has ended a frame */
  int gzip_magic;          /* bytes of the gzip header seen so far (unzip) */
  /* one step */
  const uint8_t *in;
  size_t in_left;
  uint8_t *out;
  size_t out_left;
  int flush;
  /* outcome */
  int err;                 /* 0, or the library's code as JavaScript shows it (errno) */
  const char *error_code, *error_message;
};

bool codec_open(struct codec *c);    /* false: error_* tells why */
void codec_close(struct codec *c);
void codec_step(struct codec *c);    /* as far as input and output go */
size_t codec_memory(const struct codec *c); /* bytes that it has, not during a step */
bool codec_reset(struct codec *c);
bool codec_params(struct codec *c, int level, int strategy);

#endif

// SPDX-License-Identifier: MIT
/* zlib_fast.c: whole buffers through libdeflate, which is two to three times as fast as zlib. It takes what has the usual
 * options and comes out right; everything else, and every error, is zlib's (see zlib_fast.h). */
#include "zlib_fast.h"

#include <libdeflate.h>
#include <pthread.h>

enum {
  POOLED = 8,                  /* compressors and decompressors kept for the next caller: about 1 MB each */
  IN_MAX = 1 << 30,            /* more than this is left to zlib, which needs no room for the worst case */
  RATIO_MAX = 1032,            /* DEFLATE cannot expand further: a larger size in a header is a lie */
  GUESS_RATIO = 4, GUESSES = 3 /* sizes that no header tells: this many times the input, then as much again … */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct { int level; struct libdeflate_compressor *c; } compressors[POOLED];
static struct libdeflate_decompressor *decompressors[POOLED];

static struct libdeflate_compressor *compressor_take(int level) {
  struct libdeflate_compressor *found = NULL;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < POOLED && !found; i++) {
    if (!compressors[i].c || compressors[i].level != level) continue;
    found = compressors[i].c;
    compressors[i].c = NULL;
  }
  pthread_mutex_unlock(&lock);
  return found ? found : libdeflate_alloc_compressor(level);
}

static void compressor_give(struct libdeflate_compressor *c, int level) {
  struct libdeflate_compressor *old = c;
  static int next;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < POOLED && old == c; i++) {
    if (compressors[i].c) continue;
    compressors[i].c = c;
    compressors[i].level = level;
    old = NULL;
  }
  if (old) { /* the place of one that is needed less */
    old = compressors[next].c;
    compressors[next].c = c;
    compressors[next].level = level;
    next = (next + 1) % POOLED;
  }
  pthread_mutex_unlock(&lock);
  libdeflate_free_compressor(old);
}

static struct libdeflate_decompressor *decompressor_take(void) {
  struct libdeflate_decompressor *found = NULL;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < POOLED && !found; i++) {
    found = decompressors[i];
    decompressors[i] = NULL;
  }
  pthread_mutex_unlock(&lock);
  return found ? found : libdeflate_alloc_decompressor();
}

static void decompressor_give(struct libdeflate_decompressor *d) {
  pthread_mutex_lock(&lock);
  for (int i = 0; i < POOLED && d; i++) {
    if (decompressors[i]) continue;
    decompressors[i] = d;
    d = NULL;
  }
  pthread_mutex_unlock(&lock);
  libdeflate_free_decompressor(d);
}

/* ---- compression -------------------------------------------------------------------------------------- */

/* The header as zlib writes it: level's mark, system. libdeflate says "unknown system". */
static void gzip_header(uint8_t *out, int level) {
  out[8] = level == 9 ? 2 : level == 1 ? 4 : 0;
  out[9] = 3;
}

/* zlib's default is matched by the next lower level in buffers of up to this size, which are too short for longer searches. */
#define SHORT (16 * 1024)

static int level_for(int level, size_t len) {
  if (level < 0) level = 6;
  return level == 6 && len <= SHORT ? 5 : level;
}

/* Up to here libdeflate stores, at some levels, what zlib would make smaller. */
#define SMALLEST 52

/* What shrinks further than this, zlib makes smaller still: libdeflate ends its blocks sooner. */
#define DENSEST 900

static bool compress_whole(const struct codec *c, const struct zlib_fast *f, uint8_t **out, size_t *out_len) {
  const struct codec_options *o = &c->options;
  if (f->finish_flush != Z_FINISH || o->strategy != Z_DEFAULT_STRATEGY || o->window_bits != 15 || o->level == 0) return false;
  if (f->in_len < SMALLEST) return false;
  const int level = level_for(o->level, f->in_len);
  struct libdeflate_compressor *z = compressor_take(level);
  if (!z) return false;
  const size_t room = c->mode == CODEC_GZIP ? libdeflate_gzip_compress_bound(z, f->in_len)
                      : c->mode == CODEC_DEFLATE ? libdeflate_zlib_compress_bound(z, f->in_len)
                                                 : libdeflate_deflate_compress_bound(z, f->in_len);
  *out = malloc(room + 1);
  if (*out) {
    *out_len = c->mode == CODEC_GZIP ? libdeflate_gzip_compress(z, f->in, f->in_len, *out, room)
               : c->mode == CODEC_DEFLATE ? libdeflate_zlib_compress(z, f->in, f->in_len, *out, room)
                                          : libdeflate_deflate_compress(z, f->in, f->in_len, *out, room);
    if (*out_len && c->mode == CODEC_GZIP) gzip_header(*out, level);
  }
  compressor_give(z, level);
  return *out && *out_len > 0 && *out_len <= f->max_output && *out_len > f->in_len / DENSEST;
}

/* ---- decompression ------------------------------------------------------------------------------------ */

static bool is_gzip(const struct zlib_fast *f) { return f->in_len >= 18 && f->in[0] == 0x1f && f->in[1] == 0x8b; }

/* The size that a gzip file tells at its end: right unless it has several members. */
static size_t gzip_size(const struct zlib_fast *f) {
  const uint8_t *end = f->in + f->in_len - 4;
  return (size_t)end[0] | (size_t)end[1] << 8 | (size_t)end[2] << 16 | (size_t)end[3] << 24;
}

static enum libdeflate_result decompress(enum codec_mode mode, struct libdeflate_decompressor *z, const struct zlib_fast *f,
                                         uint8_t *out, size_t room, size_t *used, size_t *made) {
  if (mode == CODEC_GUNZIP) return libdeflate_gzip_decompress_ex(z, f->in, f->in_len, out, room, used, made);
  if (mode == CODEC_INFLATE) return libdeflate_zlib_decompress_ex(z, f->in, f->in_len, out, room, used, made);
  return libdeflate_deflate_decompress_ex(z, f->in, f->in_len, out, room, used, made);
}

static bool decompress_whole(const struct codec *c, const struct zlib_fast *f, uint8_t **out, size_t *out_len) {
  const int bits = c->options.window_bits;
  enum codec_mode mode = c->mode;
  if (bits != 0 && bits != 15) return false; /* zlib checks the size of the window */
  if (mode == CODEC_UNZIP) mode = is_gzip(f) ? CODEC_GUNZIP : CODEC_INFLATE;
  if (mode == CODEC_GUNZIP && !is_gzip(f)) return false;
  size_t room = mode == CODEC_GUNZIP ? gzip_size(f) : f->in_len * GUESS_RATIO + f->chunk;
  if (mode == CODEC_GUNZIP && (room / RATIO_MAX > f->in_len || room > f->max_output)) return false;
  struct libdeflate_decompressor *z = decompressor_take();
  if (!z) return false;
  bool ok = false;
  for (int guess = 0; guess < (mode == CODEC_GUNZIP ? 1 : GUESSES); guess++, room *= GUESS_RATIO) {
    uint8_t *grown = realloc(*out, room + 1);
    size_t used = 0;
    if (!grown) break;
    *out = grown;
    const enum libdeflate_result r = decompress(mode, z, f, *out, room, &used, out_len);
    ok = r == LIBDEFLATE_SUCCESS && used == f->in_len && *out_len <= f->max_output;
    if (r != LIBDEFLATE_INSUFFICIENT_SPACE || room > f->max_output) break;
  }
  decompressor_give(z);
  return ok;
}

bool zlib_fast_whole(const struct codec *c, const struct zlib_fast *f, uint8_t **out, size_t *out_len) {
  *out = NULL;
  *out_len = 0;
  if (c->dictionary || f->in_len == 0 || f->in_len > IN_MAX) return false;
  bool ok = false;
  switch (c->mode) {
    case CODEC_DEFLATE: case CODEC_GZIP: case CODEC_DEFLATERAW: ok = compress_whole(c, f, out, out_len); break;
    case CODEC_INFLATE: case CODEC_GUNZIP: case CODEC_INFLATERAW: case CODEC_UNZIP: ok = decompress_whole(c, f, out, out_len); break;
    default: break;
  }
  if (ok) return true;
  free(*out);
  *out = NULL;
  *out_len = 0;
  return false;
}

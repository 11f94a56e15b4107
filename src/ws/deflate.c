// SPDX-License-Identifier: MIT
/* deflate.c: see deflate.h. */
#include "ws/deflate.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct ws_zlib { z_stream z; bool deflates; int level, memory; };

static void window_free(struct ws_zlib *w) {
  if (!w) return;
  if (w->deflates) deflateEnd(&w->z);
  else inflateEnd(&w->z);
  free(w);
}

static struct ws_zlib *window_deflate(int bits, int level, int memory) {
  struct ws_zlib *w = calloc(1, sizeof *w);
  if (!w) return NULL;
  w->deflates = true;
  w->level = level;
  w->memory = memory;
  if (deflateInit2(&w->z, level, Z_DEFLATED, -bits, memory, Z_DEFAULT_STRATEGY) != Z_OK) {
    free(w);
    return NULL;
  }
  return w;
}

static struct ws_zlib *window_inflate(void) {
  struct ws_zlib *w = calloc(1, sizeof *w);
  if (w && inflateInit2(&w->z, -15) != Z_OK) {
    free(w);
    return NULL;
  }
  return w;
}

void ws_shared_windows_release(struct ws_shared_windows *w) {
  for (unsigned i = 0; i < sizeof w->deflate / sizeof w->deflate[0]; i++) window_free(w->deflate[i]);
  window_free(w->inflate);
  memset(w, 0, sizeof *w);
}

void ws_deflate_init(struct ws_deflate *d, struct ws_shared_windows *shared, bool out_takeover, bool in_takeover,
                     int out_bits, int level, int memory) {
  memset(d, 0, sizeof *d);
  d->shared = shared;
  d->out_takeover = out_takeover;
  d->in_takeover = in_takeover;
  d->out_bits = (uint8_t)(out_bits < 9 ? 9 : out_bits); /* zlib has no raw deflate with a window of 8 bits */
  d->level = (int8_t)level;
  d->memory = (uint8_t)memory;
}

void ws_deflate_release(struct ws_deflate *d) {
  window_free(d->out);
  window_free(d->in);
  d->out = d->in = NULL;
}

static struct ws_zlib *deflater(struct ws_deflate *d) {
  struct ws_zlib **slot = d->out_takeover ? &d->out : &d->shared->deflate[d->out_bits];
  struct ws_zlib *w = *slot;
  if (w && !d->out_takeover && (w->level != d->level || w->memory != d->memory)) {
    window_free(w);
    *slot = w = NULL;
  }
  if (!w) return *slot = window_deflate(d->out_bits, d->level, d->memory);
  if (!d->out_takeover) deflateReset(&w->z);
  return w;
}

static struct ws_zlib *inflater(struct ws_deflate *d) {
  struct ws_zlib **slot = d->in_takeover ? &d->in : &d->shared->inflate;
  if (!*slot) return *slot = window_inflate();
  if (!d->in_takeover) inflateReset(&(*slot)->z);
  return *slot;
}

/* Makes room behind z->next_out. False: out of memory, or `most` is reached. */
static bool grow(z_stream *z, uint8_t **block, size_t *cap, uint64_t most) {
  const size_t used = *cap - z->avail_out;
  size_t next = *cap * 2;
  if (most && next > most) next = (size_t)most;
  if (next <= *cap) return false;
  uint8_t *grown = realloc(*block, next);
  if (!grown) return false;
  *block = grown;
  *cap = next;
  z->next_out = grown + used;
  z->avail_out = (uInt)(next - used);
  return true;
}

int ws_deflate_message(struct ws_deflate *d, const uint8_t *p, size_t n, uint8_t **out, size_t *out_len) {
  struct ws_zlib *w = deflater(d);
  if (!w || n > UINT32_MAX / 2) return WS_ZLIB_MEMORY;
  z_stream *z = &w->z;
  size_t cap = n / 2 + 64;
  uint8_t *block = malloc(cap);
  if (!block) return WS_ZLIB_MEMORY;
  z->next_in = (Bytef *)p;
  z->avail_in = (uInt)n;
  z->next_out = block;
  z->avail_out = (uInt)cap;
  for (;;) {
    const int err = deflate(z, Z_SYNC_FLUSH);
    if (err != Z_OK && err != Z_BUF_ERROR) break;
    if (z->avail_out > 0) {
      const size_t len = cap - z->avail_out;
      *out = block;
      *out_len = len >= 4 ? len - 4 : 0; /* ends with 00 00 ff ff */
      if (len == 0) { /* an empty message: one empty block */
        block[0] = 0;
        *out_len = 1;
      }
      return 0;
    }
    if (!grow(z, &block, &cap, 0)) break;
  }
  free(block);
  ws_deflate_release(d); /* what the peer's window holds is not known any more */
  return WS_ZLIB_MEMORY;
}

/* Inflates what is in z until it wants more input. 0 or an error. */
static int inflate_all(z_stream *z, uint8_t **block, size_t *cap, uint64_t most) {
  for (;;) {
    const int err = inflate(z, Z_SYNC_FLUSH);
    if (err == Z_STREAM_END) { /* a block marked final: the window begins anew, the rest goes on (§7.2.3.4) */
      if (inflateReset(z) != Z_OK) return WS_ZLIB_DATA;
      if (z->avail_in == 0) return 0;
      if (z->avail_out == 0 && !grow(z, block, cap, most)) return WS_ZLIB_TOO_LARGE;
      continue;
    }
    if (err == Z_MEM_ERROR) return WS_ZLIB_MEMORY;
    if (err != Z_OK && err != Z_BUF_ERROR) return WS_ZLIB_DATA;
    if (z->avail_out > 0) return z->avail_in > 0 ? WS_ZLIB_DATA : 0;
    if (!grow(z, block, cap, most)) return WS_ZLIB_TOO_LARGE;
  }
}

int ws_inflate_message(struct ws_deflate *d, const uint8_t *p, size_t n, uint64_t max, uint8_t **out,
                       size_t *out_len) {
  static const uint8_t tail[4] = {0, 0, 0xff, 0xff};
  struct ws_zlib *w = inflater(d);
  if (!w || n > UINT32_MAX / 2) return WS_ZLIB_MEMORY;
  const uint64_t most = max ? max + 1 : 0; /* one byte over the limit tells that there is more */
  size_t cap = n * 3 + 64;
  if (most && cap > most) cap = (size_t)most;
  uint8_t *block = malloc(cap);
  if (!block) return WS_ZLIB_MEMORY;
  z_stream *z = &w->z;
  z->next_in = (Bytef *)p;
  z->avail_in = (uInt)n;
  z->next_out = block;
  z->avail_out = (uInt)cap;
  int err = n ? inflate_all(z, &block, &cap, most) : 0;
  if (err == 0) {
    z->next_in = (Bytef *)tail;
    z->avail_in = sizeof tail;
    if (z->avail_out == 0 && !grow(z, &block, &cap, most)) err = WS_ZLIB_TOO_LARGE;
    else err = inflate_all(z, &block, &cap, most);
  }
  const size_t len = cap - z->avail_out;
  if (err == 0 && max && len > max) err = WS_ZLIB_TOO_LARGE;
  if (err != 0) {
    free(block);
    if (!d->in_takeover) { /* the shared window is in the middle of something */
      window_free(d->shared->inflate);
      d->shared->inflate = NULL;
    }
    return err;
  }
  *out = block;
  *out_len = len;
  return 0;
}

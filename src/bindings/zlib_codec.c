// SPDX-License-Identifier: MIT
/* zlib_codec.c: see zlib_codec.h. */
#include "zlib_codec.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GZIP_MAGIC_1 = 0x1f, GZIP_MAGIC_2 = 0x8b };

static bool is_zlib(const struct codec *c) { return c->mode <= CODEC_UNZIP; }

static void set_error(struct codec *c, int err, const char *code, const char *message) {
  c->err = err;
  c->error_code = code;
  c->error_message = message;
}

/* ---- memory ------------------------------------------------------------------------------------------------ */

static void *take(void *owner, size_t len) {
  struct codec *c = owner;
  void *memory = malloc(len);
  if (memory) c->allocated += malloc_usable_size(memory);
  return memory;
}

static void *take_items(void *owner, unsigned count, unsigned each) { return take(owner, (size_t)count * each); }

static void give(void *owner, void *memory) {
  struct codec *c = owner;
  if (memory) c->allocated -= malloc_usable_size(memory);
  free(memory);
}

size_t codec_memory(const struct codec *c) {
  return c->allocated + c->dictionary_len + ZSTD_sizeof_CCtx(c->zstd_compressor) + ZSTD_sizeof_DCtx(c->zstd_decompressor);
}

/* ---- zlib -------------------------------------------------------------------------------------------------- */

static const char *zlib_code(int err) {
  switch (err) {
    case Z_NEED_DICT: return "Z_NEED_DICT";
    case Z_ERRNO: return "Z_ERRNO";
    case Z_STREAM_ERROR: return "Z_STREAM_ERROR";
    case Z_DATA_ERROR: return "Z_DATA_ERROR";
    case Z_MEM_ERROR: return "Z_MEM_ERROR";
    case Z_BUF_ERROR: return "Z_BUF_ERROR";
    case Z_VERSION_ERROR: return "Z_VERSION_ERROR";
    default: return "Z_OK";
  }
}

static void zlib_error(struct codec *c, int err, const char *message) {
  set_error(c, err, zlib_code(err), c->z.msg ? c->z.msg : message);
}

static bool zlib_dictionary(struct codec *c) {
  if (!c->dictionary) return true;
  int err = Z_OK;
  if (c->mode == CODEC_DEFLATE || c->mode == CODEC_DEFLATERAW) {
    err = deflateSetDictionary(&c->z, c->dictionary, (uInt)c->dictionary_len);
  } else if (c->mode == CODEC_INFLATERAW) {
    err = inflateSetDictionary(&c->z, c->dictionary, (uInt)c->dictionary_len);
  }
  if (err != Z_OK) zlib_error(c, err, "Failed to set dictionary");
  return err == Z_OK;
}

static bool zlib_open(struct codec *c) {
  const struct codec_options *o = &c->options;
  int bits = o->window_bits, err;
  c->z.zalloc = take_items;
  c->z.zfree = give;
  c->z.opaque = c;
  if (c->mode == CODEC_GZIP || c->mode == CODEC_GUNZIP) bits += 16;
  if (c->mode == CODEC_UNZIP) bits += 32;
  if (c->mode == CODEC_DEFLATERAW || c->mode == CODEC_INFLATERAW) bits = -bits;
  if (c->mode == CODEC_DEFLATE || c->mode == CODEC_GZIP || c->mode == CODEC_DEFLATERAW) {
    err = deflateInit2(&c->z, o->level, Z_DEFLATED, bits, o->mem_level, o->strategy);
  } else {
    err = inflateInit2(&c->z, bits);
  }
  if (err != Z_OK) {
    zlib_error(c, err, "Init error");
    return false;
  }
  c->z_ready = true;
  return zlib_dictionary(c);
}

static bool compresses(const struct codec *c) {
  return c->mode == CODEC_DEFLATE || c->mode == CODEC_GZIP || c->mode == CODEC_DEFLATERAW;
}

/* Inflate; further gzip members follow without a break, trailing garbage of zeros does not count. */
static int zlib_inflate(struct codec *c) {
  int err = inflate(&c->z, c->flush);
  if (err == Z_NEED_DICT && c->dictionary && c->mode != CODEC_INFLATERAW) {
    err = inflateSetDictionary(&c->z, c->dictionary, (uInt)c->dictionary_len);
    if (err == Z_OK) err = inflate(&c->z, c->flush);
    else if (err == Z_DATA_ERROR) err = Z_NEED_DICT;
  }
  while (c->z.avail_in > 0 && (c->mode == CODEC_GUNZIP || c->mode == CODEC_UNZIP) && err == Z_STREAM_END &&
         c->z.next_in[0] != 0x00 && c->gzip_magic >= 2 && !c->options.only_one) {
    if (inflateReset(&c->z) != Z_OK) break;
    err = inflate(&c->z, c->flush);
  }
  return err;
}

static void zlib_step(struct codec *c) {
  /* Which kind of data unzip got decides whether members may follow. */
  for (size_t i = 0; c->gzip_magic < 2 && c->gzip_magic >= 0 && i < c->in_left && !compresses(c); i++) {
    const uint8_t want = c->gzip_magic == 0 ? GZIP_MAGIC_1 : GZIP_MAGIC_2;
    c->gzip_magic = c->in[i] == want ? c->gzip_magic + 1 : -1;
  }
  c->z.next_in = (Bytef *)(uintptr_t)c->in;
  c->z.avail_in = (uInt)c->in_left;
  c->z.next_out = c->out;
  c->z.avail_out = (uInt)c->out_left;
  const int err = compresses(c) ? deflate(&c->z, c->flush) : zlib_inflate(c);
  c->in = c->z.next_in;
  c->in_left = c->z.avail_in;
  c->out = c->z.next_out;
  c->out_left = c->z.avail_out;
  c->err = 0;
  if (err == Z_OK || (err == Z_BUF_ERROR && (c->flush != Z_FINISH || c->out_left == 0))) {
    if (c->out_left != 0 && c->flush == Z_FINISH && !compresses(c)) {
      zlib_error(c, Z_BUF_ERROR, "unexpected end of file");
    }
  } else if (err == Z_NEED_DICT) {
    set_error(c, err, "Z_NEED_DICT", c->dictionary ? "Bad dictionary" : "Missing dictionary");
  } else if (err == Z_BUF_ERROR) {
    set_error(c, err, "Z_BUF_ERROR", "unexpected end of file");
  } else if (err != Z_STREAM_END) {
    zlib_error(c, err, "Zlib error");
  }
}

/* ---- Brotli -------------------------------------------------------------------------------------------------- */

static bool brotli_open(struct codec *c) {
  const bool encode = c->mode == CODEC_BROTLI_ENCODE;
  if (encode) c->brotli_encoder = BrotliEncoderCreateInstance(take, give, c);
  else c->brotli_decoder = BrotliDecoderCreateInstance(take, give, c);
  bool ok = encode ? c->brotli_encoder != NULL : c->brotli_decoder != NULL;
  for (int i = 0; ok && i < 64; i++) {
    if (!c->options.param_set[i]) continue;
    ok = encode ? BrotliEncoderSetParameter(c->brotli_encoder, (BrotliEncoderParameter)i, c->options.params[i])
                : BrotliDecoderSetParameter(c->brotli_decoder, (BrotliDecoderParameter)i, c->options.params[i]);
  }
  if (!ok) set_error(c, -1, "ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed");
  return ok;
}

static void brotli_step(struct codec *c) {
  c->err = 0;
  if (c->mode == CODEC_BROTLI_ENCODE) {
    if (!BrotliEncoderCompressStream(c->brotli_encoder, (BrotliEncoderOperation)c->flush, &c->in_left, &c->in,
                                     &c->out_left, &c->out, NULL)) {
      set_error(c, -1, "ERR_BROTLI_COMPRESSION_FAILED", "Compression failed");
    }
    return;
  }
  const BrotliDecoderResult result = BrotliDecoderDecompressStream(c->brotli_decoder, &c->in_left, &c->in,
                                                                   &c->out_left, &c->out, NULL);
  if (result == BROTLI_DECODER_RESULT_ERROR) {
    static _Thread_local char code[96];
    const BrotliDecoderErrorCode error = BrotliDecoderGetErrorCode(c->brotli_decoder);
    /* "_ERROR_FORMAT_PADDING_1"; libraries before 1.1 leave out what the ranges of the numbers say. */
    const char *name = BrotliDecoderErrorString(error), *prefix = "_ERROR_";
    if (strncmp(name, prefix, 7) == 0) prefix = "";
    else if (error >= BROTLI_DECODER_ERROR_FORMAT_DISTANCE) prefix = "_ERROR_FORMAT_";
    else if (error <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && error >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES)
      prefix = "_ERROR_ALLOC_";
    snprintf(code, sizeof code, "ERR_%s%s", prefix, name);
    set_error(c, (int)error, code, "Decompression failed");
  } else if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT && c->flush == BROTLI_OPERATION_FINISH && c->in_left == 0 &&
             c->out_left != 0 && !BrotliDecoderIsFinished(c->brotli_decoder)) {
    set_error(c, Z_BUF_ERROR, "Z_BUF_ERROR", "unexpected end of file");
  }
}

/* ---- Zstandard -------------------------------------------------------------------------------------------------- */

/* How many threads compress, which the library may have been built without: what comes out is Zstandard either way. */
static bool zstd_is_about_threads(int id) { return id == ZSTD_c_nbWorkers || id == ZSTD_c_jobSize || id == ZSTD_c_overlapLog; }

static bool zstd_open(struct codec *c) {
  const bool compress = c->mode == CODEC_ZSTD_COMPRESS;
  if (compress) c->zstd_compressor = ZSTD_createCCtx();
  else c->zstd_decompressor = ZSTD_createDCtx();
  if (compress ? !c->zstd_compressor : !c->zstd_decompressor) {
    set_error(c, -1, "ERR_ZLIB_INITIALIZATION_FAILED", "Could not initialize Zstd instance");
    return false;
  }
  size_t result = 0;
  for (int i = 0; i < c->options.zstd_count && !ZSTD_isError(result); i++) {
    const int id = c->options.zstd_ids[i], value = c->options.zstd_values[i];
    if (compress && zstd_is_about_threads(id)) continue;
    result = compress ? ZSTD_CCtx_setParameter(c->zstd_compressor, (ZSTD_cParameter)id, value)
                      : ZSTD_DCtx_setParameter(c->zstd_decompressor, (ZSTD_dParameter)id, value);
  }
  if (ZSTD_isError(result)) {
    set_error(c, -1, "ERR_ZLIB_INITIALIZATION_FAILED", "Setting parameter failed");
    return false;
  }
  if (compress && c->options.pledged_size != UINT64_MAX) {
    ZSTD_CCtx_setPledgedSrcSize(c->zstd_compressor, c->options.pledged_size);
  }
  if (c->dictionary) {
    result = compress ? ZSTD_CCtx_loadDictionary(c->zstd_compressor, c->dictionary, c->dictionary_len)
                      : ZSTD_DCtx_loadDictionary(c->zstd_decompressor, c->dictionary, c->dictionary_len);
    if (ZSTD_isError(result)) {
      set_error(c, -1, "ERR_ZLIB_DICTIONARY_LOAD_FAILED", "Failed to load zstd dictionary");
      return false;
    }
  }
  return true;
}

static void zstd_failed(struct codec *c, size_t result) {
  static _Thread_local char code[96];
  const char *name = ZSTD_getErrorName(result); /* e.g. "Unknown frame descriptor" */
  switch (ZSTD_getErrorCode(result)) {
    case ZSTD_error_prefix_unknown: name = "ZSTD_error_prefix_unknown"; break;
    case ZSTD_error_dictionary_wrong: name = "ZSTD_error_dictionary_wrong"; break;
    case ZSTD_error_dictionary_corrupted: name = "ZSTD_error_dictionary_corrupted"; break;
    case ZSTD_error_corruption_detected: name = "ZSTD_error_corruption_detected"; break;
    case ZSTD_error_checksum_wrong: name = "ZSTD_error_checksum_wrong"; break;
    case ZSTD_error_srcSize_wrong: name = "ZSTD_error_srcSize_wrong"; break;
    case ZSTD_error_frameParameter_windowTooLarge: name = "ZSTD_error_frameParameter_windowTooLarge"; break;
    case ZSTD_error_memory_allocation: name = "ZSTD_error_memory_allocation"; break;
    default: break;
  }
  snprintf(code, sizeof code, "%s", name);
  set_error(c, (int)ZSTD_getErrorCode(result), code, ZSTD_getErrorName(result));
}

/* Whether another frame (of data, or of what is skipped) may begin here: as many bytes of its magic number as there are. */
static bool zstd_frame_begins(const uint8_t *p, size_t len, bool last) {
  static const uint8_t data[] = {0x28, 0xb5, 0x2f, 0xfd}, skipped[] = {0x50, 0x2a, 0x4d, 0x18};
  bool is_data = !last || len >= sizeof data, is_skipped = is_data;
  for (size_t i = 0; i < len && i < sizeof data; i++) {
    is_data = is_data && p[i] == data[i];
    is_skipped = is_skipped && (i == 0 ? p[i] & 0xf0 : p[i]) == skipped[i];
  }
  return is_data || is_skipped;
}

static void zstd_feed(struct codec *c) {
  ZSTD_inBuffer in = {c->in, c->in_left, 0};
  ZSTD_outBuffer out = {c->out, c->out_left, 0};
  const bool compress = c->mode == CODEC_ZSTD_COMPRESS;
  const size_t result = compress ? ZSTD_compressStream2(c->zstd_compressor, &out, &in, (ZSTD_EndDirective)c->flush)
                                 : ZSTD_decompressStream(c->zstd_decompressor, &out, &in);
  c->in += in.pos;
  c->in_left -= in.pos;
  c->out += out.pos;
  c->out_left -= out.pos;
  c->err = 0;
  if (ZSTD_isError(result)) {
    zstd_failed(c, result);
    return;
  }
  if (in.pos > 0 || out.pos > 0) {
    c->zstd_inside = result != 0;
    c->zstd_ended = !compress && result == 0;
    c->zstd_begun = true;
  }
  if (!compress && c->zstd_inside && c->flush == (int)ZSTD_e_end && c->in_left == 0 && c->out_left != 0) {
    set_error(c, Z_BUF_ERROR, "Z_BUF_ERROR", "unexpected end of file");
  }
}

static void zstd_step(struct codec *c) {
  const bool compress = c->mode == CODEC_ZSTD_COMPRESS;
  if (compress && !c->zstd_begun && c->flush == (int)ZSTD_e_end && c->options.pledged_size != UINT64_MAX &&
      c->options.pledged_size != c->in_left) { /* the library takes the only call's word for it */
    set_error(c, (int)ZSTD_error_srcSize_wrong, "ZSTD_error_srcSize_wrong", "Src size is incorrect");
    return;
  }
  do {
    /* What is no frame is left: garbage after the end. */
    if (!compress && c->zstd_ended && (c->in_left == 0 || !zstd_frame_begins(c->in, c->in_left, c->flush == (int)ZSTD_e_end))) {
      c->err = 0;
      return;
    }
    zstd_feed(c);
  } while (c->err == 0 && c->zstd_ended && c->in_left > 0 && c->out_left > 0);
  if (!compress && c->err == 0 && !c->zstd_begun && c->flush == (int)ZSTD_e_end && c->in_left == 0)
    set_error(c, Z_BUF_ERROR, "Z_BUF_ERROR", "unexpected end of file");
}

/* ---- all ------------------------------------------------------------------------------------------------------------- */

bool codec_open(struct codec *c) {
  c->err = 0;
  if (is_zlib(c)) return zlib_open(c);
  if (c->mode <= CODEC_BROTLI_ENCODE) return brotli_open(c);
  return zstd_open(c);
}

void codec_close(struct codec *c) {
  if (c->z_ready) {
    if (compresses(c)) deflateEnd(&c->z);
    else inflateEnd(&c->z);
    c->z_ready = false;
  }
  if (c->brotli_encoder) BrotliEncoderDestroyInstance(c->brotli_encoder);
  if (c->brotli_decoder) BrotliDecoderDestroyInstance(c->brotli_decoder);
  ZSTD_freeCCtx(c->zstd_compressor);
  ZSTD_freeDCtx(c->zstd_decompressor);
  c->brotli_encoder = NULL;
  c->brotli_decoder = NULL;
  c->zstd_compressor = NULL;
  c->zstd_decompressor = NULL;
  free(c->dictionary);
  c->dictionary = NULL;
  c->dictionary_len = 0;
}

void codec_step(struct codec *c) {
  if (is_zlib(c)) zlib_step(c);
  else if (c->mode <= CODEC_BROTLI_ENCODE) brotli_step(c);
  else zstd_step(c);
}

bool codec_reset(struct codec *c) {
  c->err = 0;
  c->gzip_magic = 0;
  c->zstd_inside = c->zstd_begun = c->zstd_ended = false;
  if (is_zlib(c)) {
    const int err = compresses(c) ? deflateReset(&c->z) : inflateReset(&c->z);
    if (err != Z_OK) {
      zlib_error(c, err, "Failed to reset stream");
      return false;
    }
    return zlib_dictionary(c);
  }
  uint8_t *dictionary = c->dictionary;
  const size_t len = c->dictionary_len;
  c->dictionary = NULL;
  codec_close(c);
  c->dictionary = dictionary;
  c->dictionary_len = len;
  return codec_open(c);
}

bool codec_params(struct codec *c, int level, int strategy) {
  c->err = 0;
  if (!compresses(c)) return true;
  const int err = deflateParams(&c->z, level, strategy);
  if (err != Z_OK && err != Z_BUF_ERROR) {
    zlib_error(c, err, "Failed to set parameters");
    return false;
  }
  return true;
}

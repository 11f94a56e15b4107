// SPDX-License-Identifier: MIT
/* zlib.c: the binding `zlib`: streams (class Zlib, one step a pool job) and one-shot calls (the whole in one
 * job). Errors come as (message, errno, code). */
#include "pool_job.h"
#include "zlib_codec.h"
#include "zlib_fast.h"

struct stream {
  struct codec codec;
  struct eddy_native native;
  bool busy;             /* a step is in the pool: closing waits */
  bool close_wanted;
  bool closed;
  bool unopened;         /* waits for open() */
};
static const struct eddy_class codec_class;

static void stream_free(void *owner) {
  struct stream *s = owner;
  codec_close(&s->codec);
  free(s);
}

/* Many are never closed: their memory is to be reckoned with when garbage is collected. */
static void weigh(struct stream *s) { eddy_native_weigh(&s->native, codec_memory(&s->codec)); }

/* Reads [windowBits, level, memLevel, strategy, params, dictionary, pledgedSize, onlyOne] from argument `at` on. */
static void read_options(napi_env env, napi_callback_info info, int at, struct codec *c) {
  c->options.window_bits = eddy_arg_i32(info, at);
  c->options.level = eddy_arg_i32(info, at + 1);
  c->options.mem_level = eddy_arg_i32(info, at + 2);
  c->options.strategy = eddy_arg_i32(info, at + 3);
  uint32_t n = 0;
  napi_value params = eddy_arg(info, at + 4);
  if (napi_get_array_length(env, params, &n) != napi_ok) n = 0; /* flat: number, value, … */
  for (uint32_t i = 0; i + 1 < n; i += 2) {
    napi_value id, value;
    napi_get_element(env, params, i, &id);
    napi_get_element(env, params, i + 1, &value);
    const int key = eddy_to_i32(id);
    if (key >= 0 && key < 64) {
      c->options.params[key] = (uint32_t)eddy_to_i32(value);
      c->options.param_set[key] = 1;
    }
    if (c->options.zstd_count < 32) {
      c->options.zstd_ids[c->options.zstd_count] = key;
      c->options.zstd_values[c->options.zstd_count++] = eddy_to_i32(value);
    }
  }
  struct eddy_bytes dictionary;
  if (eddy_arg_bytes(info, at + 5, &dictionary)) {
    c->dictionary = eddy_alloc(dictionary.len + 1);
    if (dictionary.len) memcpy(c->dictionary, dictionary.data, dictionary.len);
    c->dictionary_len = dictionary.len;
  }
  c->options.pledged_size = eddy_arg_is_number(info, at + 6) ? (uint64_t)eddy_arg_i64(info, at + 6) : UINT64_MAX;
  c->options.only_one = eddy_arg_bool(info, at + 7);
}

static enum codec_mode mode_arg(napi_callback_info info, int at) {
  const int mode = eddy_arg_i32(info, at);
  return mode > CODEC_NONE && mode <= CODEC_ZSTD_DECOMPRESS ? (enum codec_mode)mode : CODEC_NONE;
}

static napi_value codec_error(napi_env env, const struct codec *c) {
  napi_value error, message = eddy_utf8(env, c->error_message, (size_t)-1);
  if (napi_create_error(env, NULL, message, &error) != napi_ok) return eddy_undefined(env);
  eddy_set_i32(env, error, "errno", c->err);
  eddy_set_str(env, error, "code", c->error_code);
  return error;
}

/* new Zlib(mode, windowBits, level, memLevel, strategy, params, dictionary, pledgedSize, onlyOne);
 * with the mode alone it is closed until open() */
static napi_value codec_construct(napi_env env, napi_callback_info info) {
  struct stream *s = eddy_calloc(1, sizeof *s);
  s->codec.mode = mode_arg(info, 0);
  s->closed = s->unopened = !eddy_arg_is_number(info, 1);
  if (!s->closed) read_options(env, info, 1, &s->codec);
  if (!s->closed && !codec_open(&s->codec)) {
    napi_throw(env, codec_error(env, &s->codec));
    stream_free(s);
    return NULL;
  }
  eddy_native_init(env, eddy_this(info), &s->native, &codec_class, s, stream_free);
  weigh(s);
  return NULL;
}

/* open(windowBits, …as new Zlib): once -> error | undefined */
static napi_value codec_open_js(napi_env env, napi_callback_info info) {
  struct stream *s = eddy_native_of(eddy_this(info), &codec_class);
  if (!s || !s->unopened) return NULL;
  s->unopened = false;
  read_options(env, info, 0, &s->codec);
  if (!codec_open(&s->codec)) return codec_error(env, &s->codec);
  s->closed = false;
  weigh(s);
  return NULL;
}

static struct stream *stream_this(napi_callback_info info) {
  struct stream *s = eddy_native_of(eddy_this(info), &codec_class);
  return s && !s->closed ? s : NULL;
}

/* What a thread may read: `bytes` of `value`, or *copy, which the job frees, of memory that may shrink meanwhile. */
static const uint8_t *lasting(napi_value value, const uint8_t *bytes, size_t len, uint8_t **copy) {
  if (len == 0 || !eddy_may_shrink(value)) return bytes;
  return *copy = memcpy(eddy_alloc(len), bytes, len);
}

struct step_job {
  struct pool_job job;
  struct stream *s;
  uint8_t *copy;
};

static void step_run(struct pool_job *job) { codec_step(&((struct step_job *)job)->s->codec); }

/* callback(error | undefined, availInAfter, availOutAfter) */
static int step_outcome(napi_env env, struct stream *s, napi_value *argv) {
  argv[0] = s->codec.err ? codec_error(env, &s->codec) : eddy_undefined(env);
  argv[1] = eddy_f64(env, (double)s->codec.in_left);
  argv[2] = eddy_f64(env, (double)s->codec.out_left);
  return 3;
}

static void close_stream(struct stream *s) {
  if (s->closed) return;
  s->closed = true;
  codec_close(&s->codec);
  weigh(s);
}

static int step_finish(struct pool_job *job, napi_value *argv) {
  struct stream *s = ((struct step_job *)job)->s;
  s->busy = false;
  const int argc = step_outcome(job->env->napi, s, argv);
  if (s->close_wanted) close_stream(s);
  else weigh(s);
  eddy_native_unhold(&s->native);
  return argc;
}

static void step_release(struct pool_job *job) {
  free(((struct step_job *)job)->copy);
  free(job);
}

static bool within(size_t offset, size_t len, size_t all) { return offset <= all && len <= all - offset; }

/* step(flush, in, inOffset, inLength, out, outOffset, outLength, callback | undefined):
 * synchronous: [error, availIn, availOut]. The memory may have been transferred or resized since the step before. */
static napi_value codec_step_js(napi_env env, napi_callback_info info) {
  struct stream *s = stream_this(info);
  struct eddy_bytes in, out;
  if (!s || s->busy) return NULL;
  eddy_arg_bytes(info, 1, &in);
  if (!eddy_arg_bytes(info, 4, &out)) return NULL;
  const size_t in_offset = (size_t)eddy_arg_i64(info, 2), in_len = (size_t)eddy_arg_i64(info, 3);
  const size_t out_offset = (size_t)eddy_arg_i64(info, 5), out_len = (size_t)eddy_arg_i64(info, 6);
  if (!within(in_offset, in_len, in.len) || !within(out_offset, out_len, out.len)) {
    eddy_throw_range(env, "ERR_OUT_OF_RANGE", within(in_offset, in_len, in.len) ? "output buffer is out of bounds" : "input buffer is out of bounds");
    return NULL;
  }
  s->codec.flush = eddy_arg_i32(info, 0);
  s->codec.in = in.data ? in.data + in_offset : (const uint8_t *)"";
  s->codec.in_left = in_len;
  s->codec.out = out.data + out_offset;
  s->codec.out_left = out_len;
  if (!eddy_arg_is_function(info, 7)) {
    codec_step(&s->codec);
    napi_value argv[3];
    step_outcome(env, s, argv);
    weigh(s);
    return eddy_array(env, argv, 3);
  }
  struct step_job *j = eddy_calloc(1, sizeof *j);
  j->s = s;
  j->job.run = step_run;
  j->job.finish = step_finish;
  j->job.release = step_release;
  s->codec.in = lasting(eddy_arg(info, 1), s->codec.in, in_len, &j->copy);
  s->busy = true;
  eddy_native_hold(&s->native);
  pool_job_go(&j->job, env, eddy_arg(info, 7), "ZLIB");
  pool_job_pin(&j->job, eddy_arg(info, 1));
  pool_job_pin(&j->job, eddy_arg(info, 4));
  return NULL;
}

static napi_value codec_reset_js(napi_env env, napi_callback_info info) {
  struct stream *s = stream_this(info);
  if (s && !s->busy && !codec_reset(&s->codec)) return codec_error(env, &s->codec);
  return NULL;
}

/* params(level, strategy) -> error | undefined */
static napi_value codec_params_js(napi_env env, napi_callback_info info) {
  struct stream *s = stream_this(info);
  if (s && !s->busy) {
    static uint8_t nothing;
    s->codec.z.next_out = &nothing;
    s->codec.z.avail_out = 0;
    s->codec.z.avail_in = 0;
    if (!codec_params(&s->codec, eddy_arg_i32(info, 0), eddy_arg_i32(info, 1))) return codec_error(env, &s->codec);
  }
  return NULL;
}

static napi_value codec_close_js(napi_env env, napi_callback_info info) {
  (void)env;
  struct stream *s = stream_this(info);
  if (!s) return NULL;
  if (s->busy) s->close_wanted = true;
  else close_stream(s);
  return NULL;
}

static const struct eddy_method codec_methods[] = {
  {"open", codec_open_js, 8, NULL},
  {"step", codec_step_js, 8, NULL},
  {"reset", codec_reset_js, 0, NULL},
  {"params", codec_params_js, 2, NULL},
  {"close", codec_close_js, 0, NULL},
};
static const struct eddy_class codec_class = {
  "Zlib", codec_construct, codec_methods, COUNTOF(codec_methods), NULL,
};

/* ---- one-shot ---------------------------------------------------------------------------------------------- */

struct whole_job {
  struct pool_job job;
  struct codec codec;
  const uint8_t *in;
  size_t in_len;
  uint8_t *copy;          /* of memory that may shrink */
  int finish_flush;
  size_t chunk, max_output;
  uint8_t *out;
  size_t out_len, out_cap;
  size_t used;
  bool open, too_large, no_memory;
};

static bool grow(struct whole_job *w) {
  size_t cap = w->out_cap ? w->out_cap * 2 : w->chunk;
  if (cap > w->max_output + 1 && w->max_output < SIZE_MAX) cap = w->max_output + 1;
  uint8_t *grown = cap > w->out_cap ? realloc(w->out, cap) : NULL;
  if (!grown) return false;
  w->out = grown;
  w->out_cap = cap;
  return true;
}

static void whole_run(struct pool_job *job) {
  struct whole_job *w = (struct whole_job *)job;
  struct codec *c = &w->codec;
  const struct zlib_fast fast = {w->in, w->in_len, w->chunk, w->max_output, w->finish_flush};
  if (zlib_fast_whole(c, &fast, &w->out, &w->out_len)) {
    w->used = w->in_len;
    return;
  }
  if (!codec_open(c)) return;
  w->open = true;
  c->in = w->in;
  c->in_left = w->in_len;
  c->flush = w->finish_flush;
  do {
    if (w->out_len == w->out_cap && !grow(w)) {
      w->no_memory = true;
      return;
    }
    c->out = w->out + w->out_len;
    c->out_left = w->out_cap - w->out_len;
    const size_t before = c->out_left;
    codec_step(c);
    w->out_len += before - c->out_left;
    if (w->out_len > w->max_output) {
      w->too_large = true;
      return;
    }
  } while (c->err == 0 && c->out_left == 0);
  w->used = w->in_len - c->in_left;
  if (c->err == 0 && c->in_left > 0 && c->options.only_one) {
    c->err = -1;
    c->error_code = "ERR_TRAILING_JUNK_AFTER_STREAM_END";
    c->error_message = "Trailing junk found after the end of the compressed stream";
  }
}

/* callback(error, buffer, bytesUsed) */
static int whole_finish(struct pool_job *job, napi_value *argv) {
  struct whole_job *w = (struct whole_job *)job;
  napi_env env = job->env->napi;
  argv[0] = eddy_null(env);
  argv[1] = argv[2] = eddy_undefined(env);
  if (w->too_large || w->no_memory) {
    char text[96];
    snprintf(text, sizeof text, "Cannot create a Buffer larger than %zu bytes", w->max_output);
    napi_value code = eddy_utf8(env, "ERR_BUFFER_TOO_LARGE", (size_t)-1);
    napi_create_range_error(env, code, eddy_utf8(env, text, (size_t)-1), &argv[0]);
    return 1;
  }
  if (w->codec.err) {
    argv[0] = codec_error(env, &w->codec);
    return 1;
  }
  uint8_t *fitted = w->out_len ? realloc(w->out, w->out_len) : NULL;
  argv[1] = fitted ? eddy_buffer_adopt(env, fitted, w->out_len) : eddy_buffer_copy(env, w->out, w->out_len);
  if (fitted) w->out = NULL;
  argv[2] = eddy_f64(env, (double)w->used);
  return 3;
}

static void whole_release(struct pool_job *job) {
  struct whole_job *w = (struct whole_job *)job;
  codec_close(&w->codec);
  free(w->copy);
  free(w->out);
  free(w);
}

/* whole(bytes, finishFlush, chunkSize, maxOutputLength, callback | undefined, mode, …as new Zlib) */
static napi_value zlib_whole(napi_env env, napi_callback_info info) {
  struct eddy_bytes in;
  eddy_arg_bytes(info, 0, &in);
  struct whole_job *w = eddy_calloc(1, sizeof *w);
  w->codec.mode = mode_arg(info, 5);
  read_options(env, info, 6, &w->codec);
  w->in = in.data ? in.data : (const uint8_t *)"";
  w->in_len = in.len;
  w->finish_flush = eddy_arg_i32(info, 1);
  w->chunk = (size_t)eddy_arg_i64(info, 2);
  w->max_output = (size_t)eddy_arg_i64(info, 3);
  w->job.run = whole_run;
  w->job.finish = whole_finish;
  w->job.release = whole_release;
  napi_value fn = eddy_arg(info, 4);
  if (eddy_is_function(fn)) w->in = lasting(eddy_arg(info, 0), w->in, w->in_len, &w->copy);
  napi_value result = pool_job_go(&w->job, env, fn, "ZLIB");
  if (eddy_is_function(fn)) pool_job_pin(&w->job, eddy_arg(info, 0));
  return result;
}

/* crc32(bytes | UTF-8 string, start) */
static napi_value zlib_crc32(napi_env env, napi_callback_info info) {
  struct eddy_bytes bytes;
  struct eddy_str text;
  uLong crc = eddy_arg_u32(info, 1);
  if (eddy_arg_bytes(info, 0, &bytes)) {
    if (bytes.len) crc = crc32_z(crc, bytes.data, bytes.len);
  } else if (eddy_arg_str(env, info, 0, &text)) {
    crc = crc32_z(crc, (const Bytef *)text.data, text.len);
    eddy_str_release(&text);
  }
  eddy_ret_u32(info, (uint32_t)crc);
  return NULL;
}

static const struct eddy_method zlib_methods[] = {
  {"whole", zlib_whole, 14, NULL},
  {"crc32", zlib_crc32, 2, NULL},
};
static const struct eddy_class *const zlib_classes[] = {&codec_class};
const struct eddy_binding eddy_binding_zlib = {
  "zlib", zlib_methods, COUNTOF(zlib_methods), zlib_classes, COUNTOF(zlib_classes), NULL,
};

// SPDX-License-Identifier: MIT
/* wasm.c: the object that takes the bytes of a WebAssembly module as they arrive. The engine makes one for each
 * compileStreaming(); lib/internal/wasm_streaming.js feeds it and ends it, once, with finish or abort. */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "eddy.h"

struct stream {
  struct eddy_native native;
  struct eddy_wasm_stream *s; /* NULL when it has ended */
};

static struct eddy_wasm_stream *stream_of(napi_callback_info info, struct stream **out) {
  struct stream *t = eddy_native_of(eddy_this(info), &eddy_wasm_stream_class);
  if (out) *out = t;
  return t ? t->s : NULL;
}

/* An unfinished stream is abandoned: its promise stays pending, as nobody can settle it any more. */
static void stream_finalize(void *owner) {
  struct stream *t = owner;
  if (t->s) {
    eddy_wasm_stream_abort(t->s, NULL);
    eddy_wasm_stream_free(t->s);
  }
  free(t);
}

static napi_value stream_construct(napi_env env, napi_callback_info info) {
  struct eddy_wasm_stream *s = eddy_wasm_stream_take();
  if (!eddy_is_construct(info) || !s) {
    eddy_throw_type(env, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    return NULL;
  }
  struct stream *t = eddy_calloc(1, sizeof *t);
  t->s = s;
  eddy_native_init(env, eddy_this(info), &t->native, &eddy_wasm_stream_class, t, stream_finalize);
  return NULL;
}

/* push(bytes) -> whether it was bytes */
static napi_value stream_push(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_wasm_stream *s = stream_of(info, NULL);
  struct eddy_bytes bytes;
  const bool taken = s && eddy_arg_bytes(info, 0, &bytes);
  if (taken) eddy_wasm_stream_push(s, bytes.data, bytes.len);
  eddy_ret_bool(info, taken);
  return NULL;
}

static void stream_end(struct stream *t, struct eddy_wasm_stream *s) {
  t->s = NULL;
  eddy_wasm_stream_free(s);
}

/* finish(): all bytes have been pushed */
static napi_value stream_finish(napi_env env, napi_callback_info info) {
  (void)env;
  struct stream *t;
  struct eddy_wasm_stream *s = stream_of(info, &t);
  if (!s) return NULL;
  eddy_wasm_stream_finish(s);
  stream_end(t, s);
  return NULL;
}

/* abort(reason): rejects the promise */
static napi_value stream_abort(napi_env env, napi_callback_info info) {
  (void)env;
  struct stream *t;
  struct eddy_wasm_stream *s = stream_of(info, &t);
  if (!s) return NULL;
  eddy_wasm_stream_abort(s, eddy_arg(info, 0));
  stream_end(t, s);
  return NULL;
}

/* setURL(url): what stack traces call the module */
static napi_value stream_set_url(napi_env env, napi_callback_info info) {
  struct eddy_wasm_stream *s = stream_of(info, NULL);
  struct eddy_str url;
  if (!s || !eddy_arg_str(env, info, 0, &url)) return NULL;
  eddy_wasm_stream_set_url(s, url.data, url.len);
  eddy_str_release(&url);
  return NULL;
}

/* poll(Int32Array of descriptor, events, what happened; milliseconds | -1): waits for the first of many descriptors, for
 * WASI programs, which have the thread to themselves. */
static napi_value wasm_poll(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes bytes;
  CHECK(eddy_arg_bytes(info, 0, &bytes));
  const double ms = eddy_arg_f64(info, 1);
  const size_t n = bytes.len / (3 * sizeof(int32_t));
  int32_t *list = (int32_t *)(void *)bytes.data;
  struct pollfd *polls = eddy_calloc(n + 1, sizeof *polls);
  for (size_t i = 0; i < n; i++) polls[i] = (struct pollfd){.fd = list[3 * i], .events = (short)list[3 * i + 1]};
  const uint64_t end = ms < 0 ? UINT64_MAX : uv_hrtime() + (uint64_t)(ms * 1e6);
  for (;;) {
    const uint64_t now = uv_hrtime(), left = end > now ? end - now : 0;
    const struct timespec wait = {(time_t)(left / 1000000000u), (long)(left % 1000000000u)};
    if (ppoll(polls, n, end == UINT64_MAX ? NULL : &wait, NULL) >= 0 || errno != EINTR) break;
  }
  for (size_t i = 0; i < n; i++) list[3 * i + 2] = polls[i].revents;
  free(polls);
  return NULL;
}

/* seek(descriptor, offset, 0 from the start | 1 from here | 2 from the end) -> the new place, or an error */
static napi_value wasm_seek(napi_env env, napi_callback_info info) {
  (void)env;
  static const int whence[] = {SEEK_SET, SEEK_CUR, SEEK_END};
  const int32_t from = eddy_arg_i32(info, 2);
  const off_t place = from >= 0 && from <= 2 ? lseek(eddy_arg_i32(info, 0), (off_t)eddy_arg_i64(info, 1), whence[from]) : -1;
  eddy_ret_f64(info, place >= 0 ? (double)place : from >= 0 && from <= 2 ? -errno : UV_EINVAL);
  return NULL;
}

static const struct eddy_method wasm_methods[] = {{"poll", wasm_poll, 2, NULL}, {"seek", wasm_seek, 3, NULL}};
static const struct eddy_method stream_methods[] = {
  {"push", stream_push, 1, NULL},
  {"finish", stream_finish, 0, NULL},
  {"abort", stream_abort, 1, NULL},
  {"setURL", stream_set_url, 1, NULL},
};
const struct eddy_class eddy_wasm_stream_class = {
  "WasmStreaming", stream_construct, stream_methods, COUNTOF(stream_methods), NULL,
};
static const struct eddy_class *const wasm_classes[] = {&eddy_wasm_stream_class};
const struct eddy_binding eddy_binding_wasm = {
  "wasm", wasm_methods, COUNTOF(wasm_methods), wasm_classes, COUNTOF(wasm_classes), NULL,
};

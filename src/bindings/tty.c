// SPDX-License-Identifier: MIT
/* tty.c: class TTY over uv_tty_t, and isTTY, guessHandleType for a descriptor. Used by lib/tty.js and
 * the standard streams. */
#include "bindings/stream.h"

static struct eddy_stream *tty_this(napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  return s && s->uv.handle.type == UV_TTY ? s : NULL;
}

/* new TTY(fd, ctx): on failure ctx gets errno, code, message and syscall. */
static napi_value tty_construct(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct eddy_stream *s = eddy_stream_alloc();
  int err = uv_tty_init(e->loop, &s->uv.tty, eddy_arg_i32(info, 0), 0);
  if (err == 0) {
    eddy_stream_init(e, s, eddy_this(info), &eddy_tty_class, "TTYWRAP");
    return NULL;
  }
  free(s);
  if (eddy_arg_is_object(info, 1)) {
    napi_value ctx = eddy_arg(info, 1);
    eddy_set_i32(env, ctx, "errno", err);
    eddy_set_str(env, ctx, "code", uv_err_name(err));
    eddy_set_str(env, ctx, "message", uv_strerror(err));
    eddy_set_str(env, ctx, "syscall", "uv_tty_init");
  }
  return NULL;
}

/* getWindowSize([]): fills columns, rows. */
static napi_value tty_get_window_size(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = tty_this(info);
  int width = 0, height = 0;
  int err = s ? uv_tty_get_winsize(&s->uv.tty, &width, &height) : UV_EBADF;
  if (err == 0) {
    napi_value list = eddy_arg(info, 0);
    eddy_set_index(env, list, 0, eddy_i32(env, width));
    eddy_set_index(env, list, 1, eddy_i32(env, height));
  }
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value tty_set_raw_mode(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = tty_this(info);
  uv_tty_mode_t mode = eddy_arg_bool(info, 0) ? UV_TTY_MODE_RAW : UV_TTY_MODE_NORMAL;
  eddy_ret_i32(info, s ? uv_tty_set_mode(&s->uv.tty, mode) : UV_EBADF);
  return NULL;
}

static napi_value tty_is_tty(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_bool(info, uv_guess_handle(eddy_arg_i32(info, 0)) == UV_TTY);
  return NULL;
}

/* guessHandleType(fd): 'TTY', 'PIPE', 'TCP', 'UDP', 'FILE', 'UNKNOWN' or 'INVALID'. */
static napi_value tty_guess_handle_type(napi_env env, napi_callback_info info) {
  int fd = eddy_arg_i32(info, 0);
  const char *name = "UNKNOWN";
  if (fd < 0) return eddy_intern(env, "INVALID");
  switch (uv_guess_handle(fd)) {
    case UV_TTY: name = "TTY"; break;
    case UV_NAMED_PIPE: name = "PIPE"; break;
    case UV_TCP: name = "TCP"; break;
    case UV_UDP: name = "UDP"; break;
    case UV_FILE: name = "FILE"; break;
    default: break;
  }
  return eddy_intern(env, name);
}

static const struct eddy_method tty_methods[] = {
  { "getWindowSize", tty_get_window_size, 1, NULL },
  { "setRawMode", tty_set_raw_mode, 1, NULL },
};

const struct eddy_class eddy_tty_class = {
  "TTY", tty_construct, tty_methods, COUNTOF(tty_methods), &eddy_stream_class,
};

static const struct eddy_method tty_functions[] = {
  { "isTTY", tty_is_tty, 1, NULL },
  { "guessHandleType", tty_guess_handle_type, 1, NULL },
};

static const struct eddy_class *const tty_classes[] = { &eddy_tty_class };

const struct eddy_binding eddy_binding_tty_wrap = {
  "tty_wrap", tty_functions, COUNTOF(tty_functions), tty_classes, COUNTOF(tty_classes), NULL,
};

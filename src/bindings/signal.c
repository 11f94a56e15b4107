// SPDX-License-Identifier: MIT
/* signal.c: class Signal over uv_signal_t, and the table of signal names. Used by process.on('SIGINT'). */
#include <signal.h>

#include "bindings/spawn.h"

struct signal_handle {
  uv_signal_t uv;
  struct eddy_handle h;
};

static const struct eddy_class signal_class;

static void signal_free(struct eddy_handle *h) { free(CONTAINER_OF(h, struct signal_handle, h)); }

static napi_value signal_construct(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct signal_handle *s = eddy_calloc(1, sizeof *s);
  CHECK(uv_signal_init(e->loop, &s->uv) == 0);
  eddy_handle_init(e, &s->h, (uv_handle_t *)&s->uv, eddy_this(info), &signal_class, "SIGNALWRAP",
                   signal_free);
  return NULL;
}

static struct signal_handle *signal_this(napi_callback_info info) {
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &signal_class);
  return h && h->state == EDDY_HANDLE_OPEN ? CONTAINER_OF(h, struct signal_handle, h) : NULL;
}

/* Calls this.onsignal(number). */
static void signal_arrived(uv_signal_t *uv, int number) {
  struct signal_handle *s = CONTAINER_OF(uv, struct signal_handle, uv);
  struct eddy_env *env = s->h.env;
  struct eddy_scope scope;
  if (s->h.state != EDDY_HANDLE_OPEN) return;
  eddy_scope_open(env->napi, &scope);
  napi_value arg = eddy_i32(env->napi, number);
  eddy_loop_call_method(env, &s->h.async, eddy_native_value(&s->h.native), "onsignal", 1, &arg, NULL);
  eddy_scope_close(&scope);
}

static napi_value signal_start(napi_env env, napi_callback_info info) {
  (void)env;
  struct signal_handle *s = signal_this(info);
  eddy_ret_i32(info, s ? uv_signal_start(&s->uv, signal_arrived, eddy_arg_i32(info, 0)) : UV_EBADF);
  return NULL;
}

static napi_value signal_stop(napi_env env, napi_callback_info info) {
  (void)env;
  struct signal_handle *s = signal_this(info);
  eddy_ret_i32(info, s ? uv_signal_stop(&s->uv) : UV_EBADF);
  return NULL;
}

/* ---- names ---------------------------------------------------------------------------------------- */

#define SIGNAL_NAMES(X)                                                                            \
  X(SIGHUP) X(SIGINT) X(SIGQUIT) X(SIGILL) X(SIGTRAP) X(SIGABRT) X(SIGBUS) X(SIGFPE) X(SIGKILL)    \
  X(SIGUSR1) X(SIGSEGV) X(SIGUSR2) X(SIGPIPE) X(SIGALRM) X(SIGTERM) X(SIGSTKFLT) X(SIGCHLD)        \
  X(SIGCONT) X(SIGSTOP) X(SIGTSTP) X(SIGTTIN) X(SIGTTOU) X(SIGURG) X(SIGXCPU) X(SIGXFSZ)           \
  X(SIGVTALRM) X(SIGPROF) X(SIGWINCH) X(SIGIO) X(SIGPWR) X(SIGSYS)

const char *eddy_signal_name(int signal) {
#define NAME(s) case s: return #s;
  switch (signal) { SIGNAL_NAMES(NAME) default: return NULL; }
#undef NAME
}

static const struct eddy_method signal_methods[] = {
  { "start", signal_start, 1, NULL },
  { "stop", signal_stop, 0, NULL },
};

static const struct eddy_class signal_class = {
  "Signal", signal_construct, signal_methods, COUNTOF(signal_methods), &eddy_handle_class,
};

static const struct eddy_class *const signal_classes[] = { &signal_class };

const struct eddy_binding eddy_binding_signal_wrap = {
  "signal_wrap", NULL, 0, signal_classes, COUNTOF(signal_classes), NULL,
};

// SPDX-License-Identifier: MIT
/* spawn_sync.c: spawn(options): runs a child process to its end on a loop of its own, while this
 * thread waits. Used by spawnSync, execFileSync, execSync of lib/child_process.js. */
#include <signal.h>

#include "bindings/spawn.h"

/* Output is read in pieces of at least this. */
#define SYNC_READ_BYTES 65536

struct sync_child;

struct sync_pipe {
  uv_pipe_t uv;
  struct sync_child *child;
  bool used, closed;
  bool readable;             /* the child reads it: we write `input` */
  bool writable;             /* the child writes it: we collect */
  uv_buf_t input;
  uv_write_t write;
  uv_shutdown_t shutdown;
  char *data;
  size_t len, room;
};

struct sync_child {
  uv_loop_t loop;
  struct eddy_child process;
  uv_timer_t timer;
  struct sync_pipe *pipes;
  unsigned count;
  double max_buffer;         /* 0: no limit */
  uint64_t timeout;
  int kill_signal;
  int error, pipe_error;
  int64_t status;
  int signal;
  bool exited, timer_on, killed;
};

/* ---- the end of it ------------------------------------------------------------------------------- */

static void sync_close_pipe(struct sync_pipe *p) {
  if (!p->used || p->closed) return;
  p->closed = true;
  uv_close((uv_handle_t *)&p->uv, NULL);
}

static void sync_close_timer(struct sync_child *c) {
  if (!c->timer_on) return;
  c->timer_on = false;
  uv_close((uv_handle_t *)&c->timer, NULL);
}

static void sync_kill(struct sync_child *c, int error) {
  if (c->error == 0) c->error = error;
  if (c->killed) return;
  c->killed = true;
  for (unsigned i = 0; i < c->count; i++) sync_close_pipe(&c->pipes[i]);
  sync_close_timer(c);
  if (c->exited) return;
  int err = eddy_child_kill(&c->process, c->kill_signal);
  if (err != 0 && err != UV_ESRCH) {
    c->error = err;
    eddy_child_kill(&c->process, SIGKILL);
  }
}

static void sync_on_exit(struct eddy_child *process, int64_t status, int signal) {
  struct sync_child *c = CONTAINER_OF(process, struct sync_child, process);
  c->exited = true;
  c->status = status;
  c->signal = signal;
  sync_close_timer(c);
  uv_close(&process->uv.handle, NULL);
}

static void sync_on_timeout(uv_timer_t *timer) {
  sync_kill(CONTAINER_OF(timer, struct sync_child, timer), UV_ETIMEDOUT);
}

/* ---- pipes ------------------------------------------------------------------------------------------ */

static void sync_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf) {
  struct sync_pipe *p = CONTAINER_OF(handle, struct sync_pipe, uv);
  (void)suggested;
  if (p->room - p->len < SYNC_READ_BYTES / 2) {
    size_t room = p->room * 2 + SYNC_READ_BYTES;
    char *data = realloc(p->data, room);
    if (!data) {
      *buf = uv_buf_init(NULL, 0);
      return;
    }
    p->data = data;
    p->room = room;
  }
  *buf = uv_buf_init(p->data + p->len, (unsigned)(p->room - p->len));
}

static void sync_on_read(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) {
  struct sync_pipe *p = CONTAINER_OF(stream, struct sync_pipe, uv);
  struct sync_child *c = p->child;
  (void)buf;
  if (nread < 0) {
    if (nread != UV_EOF && c->pipe_error == 0) c->pipe_error = (int)nread;
    uv_read_stop(stream);
    if (!p->readable || !p->input.len) sync_close_pipe(p);
    return;
  }
  p->len += (size_t)nread;
  if (c->max_buffer > 0 && (double)p->len > c->max_buffer) sync_kill(c, UV_ENOBUFS);
}

static void sync_on_shutdown(uv_shutdown_t *req, int status) {
  struct sync_pipe *p = CONTAINER_OF(req, struct sync_pipe, shutdown);
  (void)status;
  p->input.len = 0;
  if (!p->writable) sync_close_pipe(p);
}

static void sync_on_write(uv_write_t *req, int status) {
  struct sync_pipe *p = CONTAINER_OF(req, struct sync_pipe, write);
  /* A child that does not read its input is no error. */
  if (status < 0 && status != UV_EPIPE && status != UV_ECANCELED && p->child->pipe_error == 0)
    p->child->pipe_error = status;
}

static int sync_start_pipe(struct sync_pipe *p) {
  int err = 0;
  uv_stream_t *stream = (uv_stream_t *)&p->uv;
  if (p->readable) {
    if (p->input.len > 0) err = uv_write(&p->write, stream, &p->input, 1, sync_on_write);
    if (err == 0) err = uv_shutdown(&p->shutdown, stream, sync_on_shutdown);
  }
  if (err == 0 && p->writable) err = uv_read_start(stream, sync_alloc, sync_on_read);
  return err;
}

/* ---- options ------------------------------------------------------------------------------------------ */

static bool sync_option(napi_env env, napi_value js, const char *key) {
  return eddy_is_true(eddy_get(env, js, key));
}

static int sync_read_stdio(napi_env env, struct sync_child *c, uint32_t i, napi_value js,
                           uv_stdio_container_t *out) {
  char type[16] = "";
  size_t len;
  napi_get_value_string_latin1(env, eddy_get(env, js, "type"), type, sizeof type, &len);
  if (strcmp(type, "ignore") == 0) {
    out->flags = UV_IGNORE;
    return 0;
  }
  if (strcmp(type, "pipe") != 0) {
    napi_value fd = eddy_get(env, js, "fd");
    out->flags = UV_INHERIT_FD;
    out->data.fd = eddy_is_number(fd) ? eddy_to_i32(fd) : (int)i;
    return 0;
  }
  struct sync_pipe *p = &c->pipes[i];
  struct eddy_bytes bytes;
  p->child = c;
  p->readable = sync_option(env, js, "readable");
  p->writable = sync_option(env, js, "writable");
  napi_value input = eddy_get(env, js, "input");
  if (eddy_is_bytes(input) && eddy_value_bytes(input, &bytes))
    p->input = uv_buf_init((char *)bytes.data, (unsigned)bytes.len);
  int err = uv_pipe_init(&c->loop, &p->uv, 0);
  if (err != 0) return err;
  p->used = true;
  out->flags = UV_CREATE_PIPE;
  if (p->readable) out->flags |= UV_READABLE_PIPE;
  if (p->writable) out->flags |= UV_WRITABLE_PIPE;
  out->data.stream = (uv_stream_t *)&p->uv;
  return 0;
}

static int sync_read_options(napi_env env, struct sync_child *c, napi_value js,
                             struct eddy_spawn *spawn) {
  int err = eddy_spawn_read(env, js, spawn);
  napi_value timeout = eddy_get(env, js, "timeout"), max = eddy_get(env, js, "maxBuffer");
  napi_value kill = eddy_get(env, js, "killSignal"), list = eddy_get(env, js, "stdio");
  double ms = eddy_is_number(timeout) ? eddy_to_f64(timeout) : 0;
  c->timeout = ms > 0 ? (uint64_t)ms : 0;
  c->max_buffer = eddy_is_number(max) ? eddy_to_f64(max) : 0;
  c->kill_signal = eddy_is_number(kill) && eddy_to_i32(kill) > 0 ? eddy_to_i32(kill) : SIGTERM;
  if (err != 0 || napi_get_array_length(env, list, &c->count) != napi_ok) return UV_EINVAL;
  c->pipes = eddy_calloc(c->count + 1, sizeof *c->pipes);
  spawn->options.stdio = spawn->stdio = eddy_calloc(c->count + 1, sizeof *spawn->stdio);
  spawn->options.stdio_count = (int)c->count;
  for (uint32_t i = 0; err == 0 && i < c->count; i++) {
    napi_value entry = NULL;
    napi_get_element(env, list, i, &entry);
    err = sync_read_stdio(env, c, i, entry, &spawn->stdio[i]);
  }
  return err;
}

/* ---- running --------------------------------------------------------------------------------------------- */

static void sync_run(struct sync_child *c, struct eddy_spawn *spawn) {
  c->process.exited = sync_on_exit;
  int err = eddy_child_spawn(&c->loop, &c->process, spawn);
  if (err != 0) {
    c->error = err;
    c->exited = true;
    uv_close(&c->process.uv.handle, NULL);
    for (unsigned i = 0; i < c->count; i++) sync_close_pipe(&c->pipes[i]);
    uv_run(&c->loop, UV_RUN_DEFAULT);
    return;
  }
  if (c->timeout > 0) {
    CHECK(uv_timer_init(&c->loop, &c->timer) == 0);
    CHECK(uv_timer_start(&c->timer, sync_on_timeout, c->timeout, 0) == 0);
    c->timer_on = true;
    uv_unref((uv_handle_t *)&c->timer);
  }
  for (unsigned i = 0; i < c->count && err == 0; i++)
    if (c->pipes[i].used) err = sync_start_pipe(&c->pipes[i]);
  if (err != 0) sync_kill(c, err);
  uv_run(&c->loop, UV_RUN_DEFAULT);
}

static napi_value sync_output(napi_env env, struct sync_child *c) {
  napi_value list = eddy_array(env, NULL, 0);
  for (unsigned i = 0; i < c->count; i++) {
    struct sync_pipe *p = &c->pipes[i];
    napi_value item = eddy_null(env);
    if (p->used && p->writable) {
      napi_value bytes = eddy_buffer_copy(env, p->data ? p->data : "", p->len);
      if (bytes) item = bytes;
    }
    eddy_set_index(env, list, i, item);
  }
  return list;
}

static napi_value sync_result(napi_env env, struct sync_child *c) {
  napi_value out = eddy_object(env);
  bool ran = c->process.pid > 0;
  int error = c->error ? c->error : c->pipe_error;
  const char *signal = c->signal ? eddy_signal_name(c->signal) : NULL;
  eddy_set_i32(env, out, "pid", ran ? c->process.pid : 0);
  if (error) eddy_set_i32(env, out, "error", error);
  eddy_set(env, out, "status",
           ran && c->signal == 0 ? eddy_f64(env, (double)c->status) : eddy_null(env));
  eddy_set(env, out, "signal", signal ? eddy_intern(env, signal) : eddy_null(env));
  eddy_set(env, out, "output", ran ? sync_output(env, c) : eddy_null(env));
  return out;
}

/* spawn(options): { pid, status, signal, output, error }. */
static napi_value sync_spawn(napi_env env, napi_callback_info info) {
  struct sync_child *c = eddy_calloc(1, sizeof *c);
  struct eddy_spawn spawn;
  CHECK(uv_loop_init(&c->loop) == 0);
  int err = sync_read_options(env, c, eddy_arg(info, 0), &spawn);
  if (err == 0) {
    sync_run(c, &spawn);
  } else {
    c->error = err;
    for (unsigned i = 0; i < c->count; i++) sync_close_pipe(&c->pipes[i]);
    uv_run(&c->loop, UV_RUN_DEFAULT);
  }
  napi_value result = sync_result(env, c);
  eddy_spawn_release(&spawn);
  for (unsigned i = 0; i < c->count; i++) free(c->pipes[i].data);
  free(c->pipes);
  CHECK(uv_loop_close(&c->loop) == 0);
  eddy_child_release(&c->process);
  free(c);
  return result;
}

static const struct eddy_method sync_methods[] = { { "spawn", sync_spawn, 1, NULL } };

const struct eddy_binding eddy_binding_spawn_sync = {
  "spawn_sync", sync_methods, COUNTOF(sync_methods), NULL, 0, NULL,
};

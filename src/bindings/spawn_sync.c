// SPDX-License-Identifier: MIT
/* spawn_sync.c: spawn(options): runs a child process to its end, while this thread waits. Used by spawnSync,
 * execFileSync, execSync of lib/child_process.js. No loop turns here: poll(2) over the pipes, and over a pidfd when
 * there is a time limit. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bindings/spawn.h"
#include "bindings/stream.h"

/* Output is read in pieces of at least this. */
#define SYNC_READ_BYTES 65536
/* Without pidfds, with a time limit: how often to ask whether the child has ended. */
#define SYNC_ASK_MS 5

struct sync_pipe {
  int fd;                    /* our end; -1: none, or closed */
  bool readable;             /* the child reads it: we write `input` */
  bool writable;             /* the child writes it, and has not ended it: we collect */
  bool collected;            /* it is part of the output */
  const char *input;
  size_t left;               /* of the input */
  char *data;
  size_t len, room;
};

struct sync_child {
  int pid, pidfd;
  struct sync_pipe *pipes;
  unsigned count;
  double max_buffer;         /* of all pipes together; 0: no limit */
  double collected;
  uint64_t timeout, deadline; /* 0: none */
  int kill_signal;
  int error, pipe_error;
  int status, signal;
  bool exited, killed;
};

/* ---- the end of it ------------------------------------------------------------------------------- */

static void sync_close_pipe(struct sync_pipe *p) {
  if (p->fd >= 0) close(p->fd);
  p->fd = -1;
}

static void sync_kill(struct sync_child *c, int error) {
  if (c->error == 0) c->error = error;
  if (c->killed) return;
  c->killed = true;
  c->deadline = 0;
  for (unsigned i = 0; i < c->count; i++) sync_close_pipe(&c->pipes[i]);
  if (c->exited) return;
  if (kill(c->pid, c->kill_signal) == 0 || errno == ESRCH) return;
  c->error = uv_translate_sys_error(errno);
  kill(c->pid, SIGKILL);
}

static void sync_reap(struct sync_child *c, int flags) {
  int how = 0;
  pid_t ended;
  do ended = waitpid(c->pid, &how, flags);
  while (ended < 0 && errno == EINTR);
  if (ended == 0) return;
  /* Somebody else has waited for it: nothing is known but that it has ended. */
  if (ended < 0) how = 0;
  c->exited = true;
  c->deadline = 0;
  c->status = WIFEXITED(how) ? WEXITSTATUS(how) : 0;
  c->signal = WIFSIGNALED(how) ? WTERMSIG(how) : 0;
}

/* ---- pipes ------------------------------------------------------------------------------------------ */

static bool sync_make_room(struct sync_pipe *p) {
  if (p->room - p->len >= SYNC_READ_BYTES / 2) return true;
  const size_t room = p->room * 2 + SYNC_READ_BYTES;
  char *data = realloc(p->data, room);
  if (!data) return false;
  p->data = data;
  p->room = room;
  return true;
}

static void sync_fail(struct sync_child *c, struct sync_pipe *p, int err) {
  if (c->pipe_error == 0) c->pipe_error = err;
  sync_close_pipe(p);
}

static void sync_read(struct sync_child *c, struct sync_pipe *p) {
  if (!sync_make_room(p)) {
    sync_fail(c, p, UV_ENOBUFS);
    return;
  }
  ssize_t n;
  do n = recv(p->fd, p->data + p->len, p->room - p->len, MSG_DONTWAIT);
  while (n < 0 && errno == EINTR);
  if (n < 0 && errno == EAGAIN) return;
  if (n < 0) {
    sync_fail(c, p, uv_translate_sys_error(errno));
    return;
  }
  /* What the child wrote last has been read; what it has not read yet may still be read by those it left behind. */
  if (n == 0) {
    p->writable = false;
    if (p->left == 0) sync_close_pipe(p);
    return;
  }
  p->len += (size_t)n;
  c->collected += (double)n;
  if (c->max_buffer > 0 && c->collected > c->max_buffer) sync_kill(c, UV_ENOBUFS);
}

static void sync_write(struct sync_child *c, struct sync_pipe *p) {
  while (p->left > 0) {
    const ssize_t n = send(p->fd, p->input, p->left, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) return;
    if (n < 0) { /* EPIPE: a child that does not read its input */
      if (c->pipe_error == 0) c->pipe_error = uv_translate_sys_error(errno);
      p->left = 0;
      break;
    }
    p->input += n;
    p->left -= (size_t)n;
  }
  if (p->writable) shutdown(p->fd, SHUT_WR);
  else sync_close_pipe(p);
}

static short sync_events(const struct sync_pipe *p) {
  return (short)((p->writable ? POLLIN : 0) | (p->left > 0 ? POLLOUT : 0));
}

/* Milliseconds that poll() may take; -1: as long as it likes. */
static int sync_patience(const struct sync_child *c) {
  if (c->deadline == 0) return -1;
  const uint64_t now = uv_hrtime() / 1000000;
  const uint64_t left = c->deadline > now ? c->deadline - now : 0;
  if (c->pidfd < 0 && left > SYNC_ASK_MS) return SYNC_ASK_MS;
  return left > INT32_MAX ? INT32_MAX : (int)left;
}

/* Until all pipes are closed. With a time limit until the child has ended, too. */
static void sync_wait(struct sync_child *c, struct pollfd *polls) {
  for (;;) {
    nfds_t open = 0;
    for (unsigned i = 0; i < c->count; i++) {
      polls[i] = (struct pollfd){.fd = c->pipes[i].fd, .events = sync_events(&c->pipes[i])};
      open += polls[i].fd >= 0;
    }
    const bool timed = c->deadline > 0;
    polls[c->count] = (struct pollfd){.fd = timed ? c->pidfd : -1, .events = POLLIN};
    if (open == 0 && !timed) return;
    if (poll(polls, c->count + 1, sync_patience(c)) < 0) continue; /* EINTR */
    for (unsigned i = 0; i < c->count; i++) {
      struct sync_pipe *p = &c->pipes[i];
      if (p->fd < 0 || polls[i].revents == 0) continue;
      if (p->left > 0 && (polls[i].revents & (POLLOUT | POLLERR | POLLHUP))) sync_write(c, p);
      if (p->fd >= 0 && p->writable && (polls[i].revents & ~POLLOUT)) sync_read(c, p);
    }
    if (!timed || c->killed) continue;
    if (c->pidfd < 0 || polls[c->count].revents != 0) sync_reap(c, WNOHANG);
    if (c->deadline > 0 && uv_hrtime() / 1000000 >= c->deadline) sync_kill(c, UV_ETIMEDOUT);
  }
}

/* ---- options ------------------------------------------------------------------------------------------ */

static bool sync_option(napi_env env, napi_value js, const char *key) {
  return eddy_is_true(eddy_get(env, js, key));
}

static void sync_read_stdio(napi_env env, struct sync_child *c, uint32_t i, napi_value js,
                            uv_stdio_container_t *out) {
  char type[16] = "";
  size_t len;
  napi_get_value_string_latin1(env, eddy_get(env, js, "type"), type, sizeof type, &len);
  if (strcmp(type, "ignore") == 0) {
    out->flags = UV_IGNORE;
    return;
  }
  if (strcmp(type, "pipe") != 0) {
    napi_value fd = eddy_get(env, js, "fd");
    out->flags = UV_INHERIT_FD;
    out->data.fd = eddy_is_number(fd) ? eddy_to_i32(fd) : (int)i;
    return;
  }
  struct sync_pipe *p = &c->pipes[i];
  struct eddy_bytes bytes;
  p->readable = sync_option(env, js, "readable");
  p->writable = sync_option(env, js, "writable");
  napi_value input = p->readable ? eddy_get(env, js, "input") : NULL;
  if (input && eddy_is_bytes(input) && eddy_value_bytes(input, &bytes)) {
    p->input = (const char *)bytes.data;
    p->left = bytes.len;
  }
  p->collected = p->writable;
  out->flags = UV_CREATE_PIPE;
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
  spawn->options.cwd = spawn->cwd; /* an empty one, too: there is no such folder */
  c->pipes = eddy_calloc(c->count + 1, sizeof *c->pipes);
  spawn->options.stdio = spawn->stdio = eddy_calloc(c->count + 1, sizeof *spawn->stdio);
  spawn->options.stdio_count = (int)c->count;
  for (uint32_t i = 0; i < c->count; i++) {
    napi_value entry = NULL;
    c->pipes[i].fd = -1;
    napi_get_element(env, list, i, &entry);
    sync_read_stdio(env, c, i, entry, &spawn->stdio[i]);
  }
  return 0;
}

/* ---- running --------------------------------------------------------------------------------------------- */

static void sync_run(struct sync_child *c, struct eddy_spawn *spawn) {
  int *ends = eddy_calloc(c->count + 1, sizeof *ends);
  struct pollfd *polls = eddy_calloc(c->count + 1, sizeof *polls);
  c->error = eddy_child_launch(spawn, ends, &c->pid, c->timeout > 0 && eddy_child_pidfds() ? &c->pidfd : NULL);
  for (unsigned i = 0; i < c->count; i++) c->pipes[i].fd = ends[i];
  if (c->error != 0) {
    for (unsigned i = 0; i < c->count; i++) sync_close_pipe(&c->pipes[i]);
  } else {
    if (c->timeout > 0) c->deadline = uv_hrtime() / 1000000 + c->timeout;
    for (unsigned i = 0; i < c->count; i++) {
      /* Its end is told at once if there is nothing to say. */
      if (ends[i] >= 0 && c->pipes[i].readable) sync_write(c, &c->pipes[i]);
    }
    sync_wait(c, polls);
    if (!c->exited) sync_reap(c, 0);
  }
  free(ends);
  free(polls);
}

static napi_value sync_output(napi_env env, struct sync_child *c) {
  napi_value list = eddy_array(env, NULL, 0);
  for (unsigned i = 0; i < c->count; i++) {
    struct sync_pipe *p = &c->pipes[i];
    napi_value item = eddy_null(env);
    if (p->collected) {
      napi_value bytes = eddy_buffer_copy(env, p->data ? p->data : "", p->len);
      if (bytes) item = bytes;
    }
    eddy_set_index(env, list, i, item);
  }
  return list;
}

static napi_value sync_result(napi_env env, struct sync_child *c) {
  napi_value out = eddy_object(env);
  bool ran = c->pid > 0;
  int error = c->error ? c->error : c->pipe_error;
  const char *signal = c->signal ? eddy_signal_name(c->signal) : NULL;
  if (error) eddy_set_i32(env, out, "error", error);
  eddy_set(env, out, "status", ran && c->signal == 0 ? eddy_i32(env, c->status) : eddy_null(env));
  eddy_set(env, out, "signal", signal ? eddy_intern(env, signal) : eddy_null(env));
  eddy_set(env, out, "output", ran ? sync_output(env, c) : eddy_null(env));
  eddy_set_i32(env, out, "pid", ran ? c->pid : 0);
  return out;
}

/* spawn(options): { pid, status, signal, output, error }. */
static napi_value sync_spawn(napi_env env, napi_callback_info info) {
  struct sync_child c = { .pidfd = -1 };
  struct eddy_spawn spawn;
  eddy_streams_flush(eddy_env_current(env), true); /* the child may wait for it */
  c.error = sync_read_options(env, &c, eddy_arg(info, 0), &spawn);
  if (c.error == 0) sync_run(&c, &spawn);
  napi_value result = sync_result(env, &c);
  eddy_spawn_release(&spawn);
  for (unsigned i = 0; i < c.count && c.pipes; i++) free(c.pipes[i].data);
  free(c.pipes);
  if (c.pidfd >= 0) close(c.pidfd);
  return result;
}

static const struct eddy_method sync_methods[] = { { "spawn", sync_spawn, 1, NULL } };

const struct eddy_binding eddy_binding_spawn_sync = {
  "spawn_sync", sync_methods, COUNTOF(sync_methods), NULL, 0, NULL,
};

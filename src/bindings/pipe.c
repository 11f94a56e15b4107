// SPDX-License-Identifier: MIT
/* pipe.c: class Pipe over uv_pipe_t: Unix domain sockets (also in the abstract namespace), pipes of
 * child processes, IPC channels. Used by lib/net.js, lib/child_process.js and the standard streams. */
#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "bindings/stream.h"

enum pipe_type { PIPE_SOCKET, PIPE_SERVER, PIPE_IPC };

static struct eddy_stream *pipe_this(napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  return s && s->uv.handle.type == UV_NAMED_PIPE ? s : NULL;
}

/* new Pipe(type) */
static napi_value pipe_construct(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct eddy_stream *s = eddy_stream_alloc();
  int type = eddy_arg_i32(info, 0);
  CHECK(uv_pipe_init(e->loop, &s->uv.pipe, type == PIPE_IPC) == 0);
  eddy_stream_init(e, s, eddy_this(info), &eddy_pipe_class,
                   type == PIPE_SERVER ? "PIPESERVERWRAP" : "PIPEWRAP");
  return NULL;
}

static napi_value pipe_open(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = pipe_this(info);
  eddy_ret_i32(info, s ? uv_pipe_open(&s->uv.pipe, eddy_arg_i32(info, 0)) : UV_EBADF);
  return NULL;
}

/* ---- names ------------------------------------------------------------------------------------- */

/* A name with its length: abstract names begin with NUL, which libuv 1.44 cannot say. */
static int pipe_address(const struct eddy_str *name, struct sockaddr_un *addr, socklen_t *len) {
  if (name->len >= sizeof addr->sun_path) return UV_EINVAL;
  memset(addr, 0, sizeof *addr);
  addr->sun_family = AF_UNIX;
  memcpy(addr->sun_path, name->data, name->len);
  *len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + name->len);
  return 0;
}

static bool pipe_is_abstract(const struct eddy_str *name) {
  return name->len > 0 && name->data[0] == '\0';
}

/* socket() + call on it + uv_pipe_open, for abstract names. */
static int pipe_abstract(struct eddy_stream *s, const struct eddy_str *name,
                         int (*call)(int, const struct sockaddr *, socklen_t)) {
  struct sockaddr_un addr;
  socklen_t len;
  int err = pipe_address(name, &addr, &len);
  if (err != 0) return err;
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return uv_translate_sys_error(errno);
  if (call(fd, (struct sockaddr *)&addr, len) != 0) err = uv_translate_sys_error(errno);
  if (err == 0) err = uv_pipe_open(&s->uv.pipe, fd);
  if (err != 0) close(fd);
  return err;
}

/* A name of the file system: it fits, and no byte of it would be left out. */
static bool pipe_is_path(const struct eddy_str *name) {
  return name->len < sizeof((struct sockaddr_un *)0)->sun_path &&
         memchr(name->data, 0, name->len) == NULL;
}

/* bind(name) */
static napi_value pipe_bind(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = pipe_this(info);
  struct eddy_str name;
  int err = s ? UV_EINVAL : UV_EBADF;
  if (s && eddy_arg_str(env, info, 0, &name)) {
    if (pipe_is_abstract(&name)) err = pipe_abstract(s, &name, bind);
    else if (!pipe_is_path(&name)) err = UV_EINVAL;
    else err = uv_pipe_bind(&s->uv.pipe, name.data);
    eddy_str_release(&name);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

/* A connect that has already ended: its callback still comes from the loop, after it has polled, so that
 * a server in this process has its connection first, as with names of the file system. The idle handle
 * keeps the poll from waiting. */
struct pipe_connected {
  uv_idle_t idle;
  uv_check_t check;
  struct eddy_connect *connect;
  int status;
};

static void pipe_connected_free(uv_handle_t *handle) {
  free(CONTAINER_OF((uv_check_t *)handle, struct pipe_connected, check));
}

static void pipe_connected_closed(uv_handle_t *handle) {
  struct pipe_connected *p = CONTAINER_OF((uv_idle_t *)handle, struct pipe_connected, idle);
  uv_close((uv_handle_t *)&p->check, pipe_connected_free);
}

static void pipe_connected_check(uv_check_t *check) {
  struct pipe_connected *p = CONTAINER_OF(check, struct pipe_connected, check);
  struct eddy_connect *c = p->connect;
  int status = p->status;
  uv_check_stop(check);
  uv_close((uv_handle_t *)&p->idle, pipe_connected_closed);
  eddy_connect_done(&c->uv, status);
}

static void pipe_connected_idle(uv_idle_t *idle) {
  struct pipe_connected *p = CONTAINER_OF(idle, struct pipe_connected, idle);
  CHECK(uv_check_start(&p->check, pipe_connected_check) == 0);
}

static void pipe_connect_later(struct eddy_connect *c, int status) {
  struct pipe_connected *p = eddy_calloc(1, sizeof *p);
  p->connect = c;
  p->status = status;
  CHECK(uv_idle_init(c->req.env->loop, &p->idle) == 0);
  CHECK(uv_check_init(c->req.env->loop, &p->check) == 0);
  CHECK(uv_idle_start(&p->idle, pipe_connected_idle) == 0);
}

/* connect(req, name): then req.oncomplete(status, handle, req, readable, writable). */
static napi_value pipe_connect(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = pipe_this(info);
  struct eddy_str name;
  int err = s ? UV_EINVAL : UV_EBADF;
  if (s && eddy_arg_str(env, info, 1, &name)) {
    err = 0;
    struct eddy_connect *c =
        eddy_connect_new(s, eddy_this(info), eddy_arg(info, 0), "PIPECONNECTWRAP");
    if (pipe_is_abstract(&name)) pipe_connect_later(c, pipe_abstract(s, &name, connect));
    else if (!pipe_is_path(&name))
      pipe_connect_later(c, UV_EINVAL);
    else uv_pipe_connect(&c->uv, &s->uv.pipe, name.data, eddy_connect_done);
    eddy_str_release(&name);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

/* fchmod(mode): UV_READABLE | UV_WRITABLE, for everybody. */
static napi_value pipe_fchmod(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = pipe_this(info);
  eddy_ret_i32(info, s ? uv_pipe_chmod(&s->uv.pipe, eddy_arg_i32(info, 0)) : UV_EBADF);
  return NULL;
}

/* pair(): [a, b], two connected descriptors; or a negative code. */
static napi_value pipe_pair(napi_env env, napi_callback_info info) {
  int fds[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) {
    eddy_ret_i32(info, uv_translate_sys_error(errno));
    return NULL;
  }
  napi_value list[2] = { eddy_i32(env, fds[0]), eddy_i32(env, fds[1]) };
  return eddy_array(env, list, 2);
}

/* ---- the tables ---------------------------------------------------------------------------------- */

static const struct eddy_method pipe_methods[] = {
  { "open", pipe_open, 1, NULL },
  { "bind", pipe_bind, 1, NULL },
  { "listen", eddy_stream_listen, 1, NULL },
  { "connect", pipe_connect, 2, NULL },
  { "fchmod", pipe_fchmod, 1, NULL },
};

const struct eddy_class eddy_pipe_class = {
  "Pipe", pipe_construct, pipe_methods, COUNTOF(pipe_methods), &eddy_stream_class,
};

static void pipe_setup(napi_env env, napi_value exports) {
  napi_value constants = eddy_object_null(env);
  eddy_set_i32(env, constants, "SOCKET", PIPE_SOCKET);
  eddy_set_i32(env, constants, "SERVER", PIPE_SERVER);
  eddy_set_i32(env, constants, "IPC", PIPE_IPC);
  eddy_set_i32(env, constants, "UV_READABLE", UV_READABLE);
  eddy_set_i32(env, constants, "UV_WRITABLE", UV_WRITABLE);
  eddy_set(env, exports, "constants", constants);
}

static const struct eddy_method pipe_functions[] = { { "pair", pipe_pair, 0, NULL } };
static const struct eddy_class *const pipe_classes[] = { &eddy_pipe_class };

const struct eddy_binding eddy_binding_pipe_wrap = {
  "pipe_wrap", pipe_functions, COUNTOF(pipe_functions), pipe_classes, COUNTOF(pipe_classes),
  pipe_setup,
};

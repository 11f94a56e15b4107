// SPDX-License-Identifier: MIT
/* udp.c: class UDP over uv_udp_t. Used by lib/dgram.js. Sends are tried at once; what the kernel does
 * not take becomes a request. Datagrams arrive in the loop's read buffer and leave as Buffers. */
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "bindings/stream.h"
#include "options.h"

#define UDP_STACK_BUFS 16

extern const struct eddy_class eddy_udp_class;

struct udp_handle {
  uv_udp_t uv;
  struct eddy_handle h;
  bool queue_only; /* --test-udp-no-try-send */
};

static struct udp_handle *udp_this(napi_callback_info info) {
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &eddy_udp_class);
  return h && h->state == EDDY_HANDLE_OPEN ? CONTAINER_OF(h, struct udp_handle, h) : NULL;
}

static void udp_free(struct eddy_handle *h) { free(CONTAINER_OF(h, struct udp_handle, h)); }

static napi_value udp_construct(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct udp_handle *u = eddy_calloc(1, sizeof *u);
  CHECK(uv_udp_init(e->loop, &u->uv) == 0);
  u->queue_only = eddy_option_bool("--test-udp-no-try-send");
  eddy_handle_init(e, &u->h, (uv_handle_t *)&u->uv, eddy_this(info), &eddy_udp_class, "UDPWRAP",
                   udp_free);
  return NULL;
}

/* ---- bind, connect ----------------------------------------------------------------------------------- */

/* SO_REUSEPORT before bind: libuv 1.44 has no flag for it. */
static int udp_reuse_port(struct udp_handle *u, int family) {
  uv_os_fd_t fd;
  int on = 1;
  if (uv_fileno((uv_handle_t *)&u->uv, &fd) != 0) {
    fd = socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return uv_translate_sys_error(errno);
    int err = uv_udp_open(&u->uv, fd);
    if (err != 0) {
      close(fd);
      return err;
    }
  }
  return setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0
             ? 0 : uv_translate_sys_error(errno);
}

enum { UDP_REUSEPORT_FLAG = 8 }; /* as UV_UDP_REUSEPORT of newer versions of libuv */

/* An address in arguments i (text) and i+1 (port). 0 or a negative code. */
static int udp_arg_address(napi_env env, napi_callback_info info, int i, int family,
                           struct sockaddr_storage *addr) {
  struct eddy_str host;
  if (!eddy_arg_str(env, info, i, &host)) return UV_EINVAL;
  int err = eddy_address_parse(family, host.data, eddy_arg_i32(info, i + 1), addr);
  eddy_str_release(&host);
  return err;
}

static napi_value udp_do_bind(napi_env env, napi_callback_info info, int family) {
  struct udp_handle *u = udp_this(info);
  struct sockaddr_storage addr;
  unsigned flags = eddy_arg_u32(info, 2);
  int err = u ? udp_arg_address(env, info, 0, family, &addr) : UV_EBADF;
  if (err == 0 && (flags & UDP_REUSEPORT_FLAG)) err = udp_reuse_port(u, family);
  if (err == 0)
    err = uv_udp_bind(&u->uv, (struct sockaddr *)&addr,
                      flags & (UV_UDP_IPV6ONLY | UV_UDP_REUSEADDR));
  eddy_ret_i32(info, err);
  return NULL;
}

/* bind(address, port, flags) */
static napi_value udp_bind(napi_env env, napi_callback_info info) {
  return udp_do_bind(env, info, AF_INET);
}
static napi_value udp_bind6(napi_env env, napi_callback_info info) {
  return udp_do_bind(env, info, AF_INET6);
}

static napi_value udp_do_connect(napi_env env, napi_callback_info info, int family) {
  struct udp_handle *u = udp_this(info);
  struct sockaddr_storage addr;
  int err = u ? udp_arg_address(env, info, 0, family, &addr) : UV_EBADF;
  if (err == 0) err = uv_udp_connect(&u->uv, (struct sockaddr *)&addr);
  eddy_ret_i32(info, err);
  return NULL;
}
static napi_value udp_connect(napi_env env, napi_callback_info info) {
  return udp_do_connect(env, info, AF_INET);
}
static napi_value udp_connect6(napi_env env, napi_callback_info info) {
  return udp_do_connect(env, info, AF_INET6);
}

static napi_value udp_disconnect(napi_env env, napi_callback_info info) {
  (void)env;
  struct udp_handle *u = udp_this(info);
  eddy_ret_i32(info, u ? uv_udp_connect(&u->uv, NULL) : UV_EBADF);
  return NULL;
}

static napi_value udp_open(napi_env env, napi_callback_info info) {
  (void)env;
  struct udp_handle *u = udp_this(info);
  eddy_ret_i32(info, u ? uv_udp_open(&u->uv, eddy_arg_i32(info, 0)) : UV_EBADF);
  return NULL;
}

/* ---- sending -------------------------------------------------------------------------------------------- */

struct udp_send {
  uv_udp_send_t uv;
  struct eddy_req req;
  size_t bytes;
};

/* Calls req.oncomplete(status, bytes). */
static void udp_send_done(uv_udp_send_t *uv, int status) {
  struct udp_send *s = CONTAINER_OF(uv, struct udp_send, uv);
  struct eddy_req req = s->req;
  napi_env env = req.env->napi;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value argv[2] = { eddy_i32(env, status), eddy_f64(env, (double)s->bytes) };
  free(s);
  eddy_req_complete(&req, 2, argv);
  eddy_scope_close(&scope);
}

static int udp_queue(struct udp_handle *u, napi_callback_info info, uv_buf_t *bufs, unsigned count,
                     const struct sockaddr *addr, size_t total) {
  struct udp_send *s = eddy_calloc(1, sizeof *s);
  int err = uv_udp_send(&s->uv, &u->uv, bufs, count, addr, udp_send_done);
  if (err != 0) {
    free(s);
    return err;
  }
  eddy_req_init(u->h.env, &s->req, eddy_arg(info, 0), NULL, "UDPSENDWRAP");
  s->uv.data = &s->req;
  s->bytes = total;
  eddy_req_pin(&s->req, eddy_arg(info, 1));
  eddy_req_pin(&s->req, eddy_this(info));
  return 0;
}

/* send(req, buffers, family, port, address): without address on connected sockets. Returns bytes + 1
 * (done), 0 (req.oncomplete follows) or a negative code. */
static napi_value udp_send(napi_env env, napi_callback_info info) {
  struct udp_handle *u = udp_this(info);
  struct sockaddr_storage addr;
  const struct sockaddr *to = NULL;
  napi_value list = eddy_arg(info, 1);
  uint32_t n = 0;
  int err = u && napi_get_array_length(env, list, &n) == napi_ok ? 0 : UV_EBADF;
  if (err == 0 && !eddy_arg_is_undefined(info, 4)) {
    struct eddy_str host;
    int family = eddy_arg_i32(info, 2) == 6 ? AF_INET6 : AF_INET;
    err = eddy_arg_str(env, info, 4, &host) ? 0 : UV_EINVAL;
    if (err == 0) {
      err = eddy_address_parse(family, host.data, eddy_arg_i32(info, 3), &addr);
      eddy_str_release(&host);
      to = (struct sockaddr *)&addr;
    }
  }
  if (err != 0) {
    eddy_ret_i32(info, err);
    return NULL;
  }
  uv_buf_t stack[UDP_STACK_BUFS], *bufs = stack;
  size_t total = 0;
  if (n > UDP_STACK_BUFS) bufs = eddy_alloc(n * sizeof *bufs);
  for (uint32_t i = 0; i < n; i++) {
    napi_value v = NULL;
    struct eddy_bytes bytes = { NULL, 0 };
    napi_get_element(env, list, i, &v);
    eddy_value_bytes(v, &bytes);
    bufs[i] = uv_buf_init((char *)bytes.data, (unsigned)bytes.len);
    total += bytes.len;
  }
  err = u->queue_only ? UV_EAGAIN : uv_udp_try_send(&u->uv, bufs, n, to);
  if (err >= 0) err = err + 1;
  else if (err == UV_EAGAIN || err == UV_ENOSYS) err = udp_queue(u, info, bufs, n, to, total);
  if (bufs != stack) free(bufs);
  eddy_ret_i32(info, err);
  return NULL;
}

/* ---- receiving ------------------------------------------------------------------------------------------- */

static void udp_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf) {
  struct udp_handle *u = CONTAINER_OF(handle, struct udp_handle, uv);
  (void)suggested;
  size_t size = 0;
  uint8_t *data = eddy_read_buffer(u->h.env, &size);
  *buf = uv_buf_init((char *)data, (unsigned)size);
}

/* Calls this.onmessage(nread, handle, buffer, rinfo). */
static void udp_received(uv_udp_t *uv, ssize_t nread, const uv_buf_t *buf,
                         const struct sockaddr *addr, unsigned flags) {
  struct udp_handle *u = CONTAINER_OF(uv, struct udp_handle, uv);
  struct eddy_env *e = u->h.env;
  uint8_t *data = (uint8_t *)buf->base;
  (void)flags;
  if ((nread == 0 && !addr) || u->h.state != EDDY_HANDLE_OPEN) {
    eddy_read_buffer_release(e, data);
    return;
  }
  struct eddy_scope scope;
  eddy_scope_open(e->napi, &scope);
  napi_env env = e->napi;
  napi_value self = eddy_native_value(&u->h.native), undefined = eddy_undefined(env);
  napi_value argv[4] = { eddy_i32(env, (int32_t)nread), self, undefined, undefined };
  if (nread >= 0) {
    argv[2] = eddy_buffer_copy(env, data, (size_t)nread);
    if (!argv[2]) {
      argv[0] = eddy_i32(env, UV_ENOBUFS);
      argv[2] = undefined;
    }
    argv[3] = eddy_object(env);
    eddy_address_to_js(env, addr, argv[3]);
    eddy_set_i32(env, argv[3], "size", (int32_t)nread);
  }
  eddy_read_buffer_release(e, data);
  eddy_loop_call_method(e, &u->h.async, self, "onmessage", 4, argv, NULL);
  eddy_scope_close(&scope);
}

static napi_value udp_recv_start(napi_env env, napi_callback_info info) {
  (void)env;
  struct udp_handle *u = udp_this(info);
  int err = u ? uv_udp_recv_start(&u->uv, udp_alloc, udp_received) : UV_EBADF;
  eddy_ret_i32(info, err == UV_EALREADY ? 0 : err);
  return NULL;
}

static napi_value udp_recv_stop(napi_env env, napi_callback_info info) {
  (void)env;
  struct udp_handle *u = udp_this(info);
  eddy_ret_i32(info, u ? uv_udp_recv_stop(&u->uv) : UV_EBADF);
  return NULL;
}

/* ---- names, options ------------------------------------------------------------------------------------------ */

typedef int (*udp_name_fn)(const uv_udp_t *, struct sockaddr *, int *);

static napi_value udp_name(napi_env env, napi_callback_info info, udp_name_fn fn) {
  struct udp_handle *u = udp_this(info);
  struct sockaddr_storage addr;
  int len = sizeof addr, err = u ? fn(&u->uv, (struct sockaddr *)&addr, &len) : UV_EBADF;
  if (err == 0) eddy_address_to_js(env, (struct sockaddr *)&addr, eddy_arg(info, 0));
  eddy_ret_i32(info, err);
  return NULL;
}
static napi_value udp_getsockname(napi_env env, napi_callback_info info) {
  return udp_name(env, info, uv_udp_getsockname);
}
static napi_value udp_getpeername(napi_env env, napi_callback_info info) {
  return udp_name(env, info, uv_udp_getpeername);
}

typedef int (*udp_int_fn)(uv_udp_t *, int);

static napi_value udp_set_int(napi_callback_info info, udp_int_fn fn) {
  struct udp_handle *u = udp_this(info);
  eddy_ret_i32(info, u ? fn(&u->uv, eddy_arg_i32(info, 0)) : UV_EBADF);
  return NULL;
}
static napi_value udp_set_broadcast(napi_env env, napi_callback_info info) {
  (void)env;
  return udp_set_int(info, uv_udp_set_broadcast);
}
static napi_value udp_set_ttl(napi_env env, napi_callback_info info) {
  (void)env;
  return udp_set_int(info, uv_udp_set_ttl);
}
static napi_value udp_set_multicast_ttl(napi_env env, napi_callback_info info) {
  (void)env;
  return udp_set_int(info, uv_udp_set_multicast_ttl);
}
static napi_value udp_set_multicast_loopback(napi_env env, napi_callback_info info) {
  (void)env;
  return udp_set_int(info, uv_udp_set_multicast_loop);
}

/* A text argument, or NULL in *out when it is nullish. false: something else. */
static bool udp_text(napi_env env, napi_callback_info info, int i, struct eddy_str *s,
                     const char **out) {
  *out = NULL;
  if (eddy_arg_is_nullish(info, i)) {
    s->data = s->inline_data;
    return true;
  }
  if (!eddy_arg_str(env, info, i, s)) return false;
  *out = s->data;
  return true;
}

static napi_value udp_set_multicast_interface(napi_env env, napi_callback_info info) {
  struct udp_handle *u = udp_this(info);
  struct eddy_str s;
  int err = UV_EBADF;
  if (u && eddy_arg_str(env, info, 0, &s)) {
    err = uv_udp_set_multicast_interface(&u->uv, s.data);
    eddy_str_release(&s);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value udp_membership(napi_env env, napi_callback_info info, uv_membership membership) {
  struct udp_handle *u = udp_this(info);
  struct eddy_str group, iface;
  const char *g, *i;
  int err = u ? UV_EINVAL : UV_EBADF;
  if (u && udp_text(env, info, 0, &group, &g)) {
    if (g && udp_text(env, info, 1, &iface, &i)) {
      err = uv_udp_set_membership(&u->uv, g, i, membership);
      if (i) eddy_str_release(&iface);
    }
    if (g) eddy_str_release(&group);
  }
  eddy_ret_i32(info, err);
  return NULL;
}
static napi_value udp_add_membership(napi_env env, napi_callback_info info) {
  return udp_membership(env, info, UV_JOIN_GROUP);
}
static napi_value udp_drop_membership(napi_env env, napi_callback_info info) {
  return udp_membership(env, info, UV_LEAVE_GROUP);
}

static napi_value udp_source_membership(napi_env env, napi_callback_info info,
                                        uv_membership membership) {
  struct udp_handle *u = udp_this(info);
  struct eddy_str source, group, iface;
  const char *s = NULL, *g = NULL, *i = NULL;
  int err = u ? UV_EINVAL : UV_EBADF;
  if (u && udp_text(env, info, 0, &source, &s) && udp_text(env, info, 1, &group, &g) &&
      udp_text(env, info, 2, &iface, &i) && s && g)
    err = uv_udp_set_source_membership(&u->uv, g, i, s, membership);
  if (s) eddy_str_release(&source);
  if (g) eddy_str_release(&group);
  if (i) eddy_str_release(&iface);
  eddy_ret_i32(info, err);
  return NULL;
}
static napi_value udp_add_source_membership(napi_env env, napi_callback_info info) {
  return udp_source_membership(env, info, UV_JOIN_GROUP);
}
static napi_value udp_drop_source_membership(napi_env env, napi_callback_info info) {
  return udp_source_membership(env, info, UV_LEAVE_GROUP);
}

/* bufferSize(size, isReceive): size 0 asks. A size, or a negative code. */
static napi_value udp_buffer_size(napi_env env, napi_callback_info info) {
  (void)env;
  struct udp_handle *u = udp_this(info);
  int size = eddy_arg_i32(info, 0), err = UV_EBADF;
  if (u) {
    uv_handle_t *handle = (uv_handle_t *)&u->uv;
    err = eddy_arg_bool(info, 1) ? uv_recv_buffer_size(handle, &size)
                                 : uv_send_buffer_size(handle, &size);
  }
  eddy_ret_i32(info, err < 0 ? err : size);
  return NULL;
}

static napi_value udp_get_send_queue_size(napi_env env, napi_callback_info info) {
  (void)env;
  struct udp_handle *u = udp_this(info);
  eddy_ret_f64(info, u ? (double)uv_udp_get_send_queue_size(&u->uv) : 0);
  return NULL;
}
static napi_value udp_get_send_queue_count(napi_env env, napi_callback_info info) {
  (void)env;
  struct udp_handle *u = udp_this(info);
  eddy_ret_f64(info, u ? (double)uv_udp_get_send_queue_count(&u->uv) : 0);
  return NULL;
}
static napi_value udp_get_fd(napi_env env, napi_callback_info info) {
  (void)env;
  struct udp_handle *u = udp_this(info);
  uv_os_fd_t fd = UV_EBADF;
  if (u && uv_fileno((uv_handle_t *)&u->uv, &fd) != 0) fd = UV_EBADF;
  eddy_ret_i32(info, fd);
  return NULL;
}

/* ---- the tables ------------------------------------------------------------------------------------------------ */

static const struct eddy_method udp_methods[] = {
  { "open", udp_open, 1, NULL },
  { "bind", udp_bind, 3, NULL },
  { "bind6", udp_bind6, 3, NULL },
  { "connect", udp_connect, 2, NULL },
  { "connect6", udp_connect6, 2, NULL },
  { "disconnect", udp_disconnect, 0, NULL },
  { "send", udp_send, 5, NULL },
  { "recvStart", udp_recv_start, 0, NULL },
  { "recvStop", udp_recv_stop, 0, NULL },
  { "getsockname", udp_getsockname, 1, NULL },
  { "getpeername", udp_getpeername, 1, NULL },
  { "setBroadcast", udp_set_broadcast, 1, NULL },
  { "setTTL", udp_set_ttl, 1, NULL },
  { "setMulticastTTL", udp_set_multicast_ttl, 1, NULL },
  { "setMulticastLoopback", udp_set_multicast_loopback, 1, NULL },
  { "setMulticastInterface", udp_set_multicast_interface, 1, NULL },
  { "addMembership", udp_add_membership, 2, NULL },
  { "dropMembership", udp_drop_membership, 2, NULL },
  { "addSourceSpecificMembership", udp_add_source_membership, 3, NULL },
  { "dropSourceSpecificMembership", udp_drop_source_membership, 3, NULL },
  { "bufferSize", udp_buffer_size, 2, NULL },
  { "getSendQueueSize", udp_get_send_queue_size, 0, NULL },
  { "getSendQueueCount", udp_get_send_queue_count, 0, NULL },
  { "getFd", udp_get_fd, 0, NULL },
};

const struct eddy_class eddy_udp_class = {
  "UDP", udp_construct, udp_methods, COUNTOF(udp_methods), &eddy_handle_class,
};

static void udp_setup(napi_env env, napi_value exports) {
  napi_value constants = eddy_object_null(env);
  eddy_set_i32(env, constants, "UV_UDP_IPV6ONLY", UV_UDP_IPV6ONLY);
  eddy_set_i32(env, constants, "UV_UDP_REUSEADDR", UV_UDP_REUSEADDR);
  eddy_set_i32(env, constants, "UV_UDP_REUSEPORT", UDP_REUSEPORT_FLAG);
  eddy_set(env, exports, "constants", constants);
}

static const struct eddy_class *const udp_classes[] = { &eddy_udp_class };

const struct eddy_binding eddy_binding_udp_wrap = {
  "udp_wrap", NULL, 0, udp_classes, COUNTOF(udp_classes), udp_setup,
};

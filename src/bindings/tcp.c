// SPDX-License-Identifier: MIT
/* tcp.c: class TCP (sockets and servers) over uv_tcp_t, and the address helpers that udp.c shares.
 * Used by lib/net.js, lib/internal/cluster and the HTTP server. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "bindings/stream.h"

enum tcp_type { TCP_SOCKET, TCP_SERVER };
enum { TCP_REUSEPORT = 2 }; /* beside UV_TCP_IPV6ONLY = 1 */

/* ---- addresses -------------------------------------------------------------------------------- */

const char *eddy_address_text(const struct sockaddr *addr, char host[EDDY_HOST_TEXT]) {
  host[0] = '\0';
  if (addr->sa_family == AF_INET) uv_inet_ntop(AF_INET, &((const struct sockaddr_in *)addr)->sin_addr, host, EDDY_HOST_TEXT);
  if (addr->sa_family != AF_INET6) return host;
  const struct sockaddr_in6 *a = (const struct sockaddr_in6 *)addr;
  uv_inet_ntop(AF_INET6, &a->sin6_addr, host, INET6_ADDRSTRLEN);
  size_t len = strlen(host), room = EDDY_HOST_TEXT - len - 1;
  /* Link-local addresses mean nothing without their interface. */
  if (IN6_IS_ADDR_LINKLOCAL(&a->sin6_addr) && a->sin6_scope_id > 0) {
    host[len] = '%';
    if (uv_if_indextoiid(a->sin6_scope_id, host + len + 1, &room) != 0) host[len] = '\0';
  }
  return host;
}

int eddy_address_port(const struct sockaddr *addr) {
  return ntohs(addr->sa_family == AF_INET6 ? ((const struct sockaddr_in6 *)addr)->sin6_port
                                           : ((const struct sockaddr_in *)addr)->sin_port);
}

void eddy_address_to_js(napi_env env, const struct sockaddr *addr, napi_value out) {
  char host[EDDY_HOST_TEXT];
  eddy_set_str(env, out, "address", eddy_address_text(addr, host));
  if (addr->sa_family != AF_INET && addr->sa_family != AF_INET6) return;
  eddy_set_str(env, out, "family", addr->sa_family == AF_INET6 ? "IPv6" : "IPv4");
  eddy_set_i32(env, out, "port", eddy_address_port(addr));
}

int eddy_address_parse(int family, const char *host, int port, struct sockaddr_storage *out) {
  if (family == AF_INET6) return uv_ip6_addr(host, port, (struct sockaddr_in6 *)out);
  return uv_ip4_addr(host, port, (struct sockaddr_in *)out);
}

/* ---- life --------------------------------------------------------------------------------------- */

static struct eddy_stream *tcp_this(napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  return s && s->uv.handle.type == UV_TCP ? s : NULL;
}

/* new TCP(type) */
static napi_value tcp_construct(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct eddy_stream *s = eddy_stream_alloc();
  const char *type = eddy_arg_i32(info, 0) == TCP_SERVER ? "TCPSERVERWRAP" : "TCPWRAP";
  CHECK(uv_tcp_init(e->loop, &s->uv.tcp) == 0);
  eddy_stream_init(e, s, eddy_this(info), &eddy_tcp_class, type);
  return NULL;
}

static napi_value tcp_open(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = tcp_this(info);
  eddy_ret_i32(info, s ? uv_tcp_open(&s->uv.tcp, eddy_arg_i32(info, 0)) : UV_EBADF);
  return NULL;
}

/* ---- bind, connect ------------------------------------------------------------------------------ */

/* SO_REUSEPORT has to be set between socket() and bind(), so the socket is made by hand. */
static int tcp_reuse_port(struct eddy_stream *s, int family) {
  uv_os_fd_t fd;
  if (uv_fileno(&s->uv.handle, &fd) != 0) {
    fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return uv_translate_sys_error(errno);
    int err = uv_tcp_open(&s->uv.tcp, fd);
    if (err != 0) {
      close(fd);
      return err;
    }
  }
  int on = 1;
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0)
    return uv_translate_sys_error(errno);
  return 0;
}

static napi_value tcp_do_bind(napi_env env, napi_callback_info info, int family) {
  struct eddy_stream *s = tcp_this(info);
  struct eddy_str host;
  int err = UV_EINVAL;
  unsigned flags = eddy_arg_u32(info, 2);
  if (!s) {
    eddy_ret_i32(info, UV_EBADF);
    return NULL;
  }
  if (eddy_arg_str(env, info, 0, &host)) {
    struct sockaddr_storage addr;
    err = eddy_address_parse(family, host.data, eddy_arg_i32(info, 1), &addr);
    if (err == 0 && (flags & TCP_REUSEPORT)) err = tcp_reuse_port(s, family);
    if (err == 0)
      err = uv_tcp_bind(&s->uv.tcp, (struct sockaddr *)&addr, flags & UV_TCP_IPV6ONLY);
    eddy_str_release(&host);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

/* bind(address, port, flags) */
static napi_value tcp_bind(napi_env env, napi_callback_info info) {
  return tcp_do_bind(env, info, AF_INET);
}

static napi_value tcp_bind6(napi_env env, napi_callback_info info) {
  return tcp_do_bind(env, info, AF_INET6);
}

static napi_value tcp_do_connect(napi_env env, napi_callback_info info, int family) {
  struct eddy_stream *s = tcp_this(info);
  struct eddy_str host;
  int err = UV_EINVAL;
  if (!s) {
    eddy_ret_i32(info, UV_EBADF);
    return NULL;
  }
  if (eddy_arg_str(env, info, 1, &host)) {
    struct sockaddr_storage addr;
    err = eddy_address_parse(family, host.data, eddy_arg_i32(info, 2), &addr);
    if (err == 0) {
      struct eddy_connect *c =
          eddy_connect_new(s, eddy_this(info), eddy_arg(info, 0), "TCPCONNECTWRAP");
      err = uv_tcp_connect(&c->uv, &s->uv.tcp, (struct sockaddr *)&addr, eddy_connect_done);
      if (err != 0) {
        eddy_req_release(&c->req);
        free(c);
      }
    }
    eddy_str_release(&host);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

/* connect(req, address, port): then req.oncomplete(status, handle, req, readable, writable). */
static napi_value tcp_connect(napi_env env, napi_callback_info info) {
  return tcp_do_connect(env, info, AF_INET);
}

static napi_value tcp_connect6(napi_env env, napi_callback_info info) {
  return tcp_do_connect(env, info, AF_INET6);
}

/* ---- names, options ------------------------------------------------------------------------------- */

typedef int (*tcp_name_fn)(const uv_tcp_t *, struct sockaddr *, int *);

static napi_value tcp_name(napi_env env, napi_callback_info info, tcp_name_fn fn) {
  struct eddy_stream *s = tcp_this(info);
  struct sockaddr_storage addr;
  int len = sizeof addr, err = s ? fn(&s->uv.tcp, (struct sockaddr *)&addr, &len) : UV_EBADF;
  if (err == 0 && eddy_arg_is_object(info, 0))
    eddy_address_to_js(env, (struct sockaddr *)&addr, eddy_arg(info, 0));
  eddy_ret_i32(info, err);
  return NULL;
}

/* getsockname(out): fills address, family, port. */
static napi_value tcp_getsockname(napi_env env, napi_callback_info info) {
  return tcp_name(env, info, uv_tcp_getsockname);
}

static napi_value tcp_getpeername(napi_env env, napi_callback_info info) {
  return tcp_name(env, info, uv_tcp_getpeername);
}

static napi_value tcp_set_no_delay(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = tcp_this(info);
  eddy_ret_i32(info, s ? uv_tcp_nodelay(&s->uv.tcp, eddy_arg_bool(info, 0)) : UV_EBADF);
  return NULL;
}

/* setKeepAlive(on, seconds) */
/* setTypeOfService(n) -> 0 or an error: IP_TOS, or the traffic class of IPv6 */
static napi_value tcp_set_tos(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = tcp_this(info);
  uv_os_fd_t fd;
  int err = s ? uv_fileno(&s->uv.handle, &fd) : UV_EBADF;
  if (err == 0) {
    struct sockaddr_storage addr;
    int len = sizeof addr, tos = eddy_arg_i32(info, 0);
    err = uv_tcp_getsockname(&s->uv.tcp, (struct sockaddr *)&addr, &len);
    const bool v6 = err == 0 && addr.ss_family == AF_INET6;
    if (err == 0 && setsockopt(fd, v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_TCLASS : IP_TOS, &tos, sizeof tos) != 0)
      err = uv_translate_sys_error(errno);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value tcp_set_keep_alive(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = tcp_this(info);
  unsigned delay = eddy_arg_u32(info, 1);
  bool on = eddy_arg_bool(info, 0);
  int err = UV_EBADF;
  if (s && on && delay == 0) {
    /* libuv wants a delay; without one the kernel's stays. */
    uv_os_fd_t fd;
    int value = 1;
    err = uv_fileno(&s->uv.handle, &fd);
    if (err == 0 && setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &value, sizeof value) != 0)
      err = uv_translate_sys_error(errno);
  } else if (s) {
    err = uv_tcp_keepalive(&s->uv.tcp, on, delay);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value tcp_set_simultaneous_accepts(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = tcp_this(info);
  eddy_ret_i32(info, s ? uv_tcp_simultaneous_accepts(&s->uv.tcp, eddy_arg_bool(info, 0))
                       : UV_EBADF);
  return NULL;
}

/* ---- the tables ------------------------------------------------------------------------------------ */

static const struct eddy_method tcp_methods[] = {
  { "open", tcp_open, 1, NULL },
  { "bind", tcp_bind, 3, NULL },
  { "bind6", tcp_bind6, 3, NULL },
  { "listen", eddy_stream_listen, 1, NULL },
  { "connect", tcp_connect, 3, NULL },
  { "connect6", tcp_connect6, 3, NULL },
  { "getsockname", tcp_getsockname, 1, NULL },
  { "getpeername", tcp_getpeername, 1, NULL },
  { "setNoDelay", tcp_set_no_delay, 1, NULL },
  { "setTypeOfService", tcp_set_tos, 1, NULL },
  { "setKeepAlive", tcp_set_keep_alive, 2, NULL },
  { "setSimultaneousAccepts", tcp_set_simultaneous_accepts, 1, NULL },
};

const struct eddy_class eddy_tcp_class = {
  "TCP", tcp_construct, tcp_methods, COUNTOF(tcp_methods), &eddy_stream_class,
};

static void tcp_setup(napi_env env, napi_value exports) {
  napi_value constants = eddy_object_null(env);
  eddy_set_i32(env, constants, "SOCKET", TCP_SOCKET);
  eddy_set_i32(env, constants, "SERVER", TCP_SERVER);
  eddy_set_i32(env, constants, "UV_TCP_IPV6ONLY", UV_TCP_IPV6ONLY);
  eddy_set_i32(env, constants, "UV_TCP_REUSEPORT", TCP_REUSEPORT);
  eddy_set(env, exports, "constants", constants);
}

static const struct eddy_class *const tcp_classes[] = { &eddy_tcp_class };

const struct eddy_binding eddy_binding_tcp_wrap = {
  "tcp_wrap", NULL, 0, tcp_classes, COUNTOF(tcp_classes), tcp_setup,
};

// SPDX-License-Identifier: MIT
/* service.c: internalBinding('service'): what a supervisor tells and gives its services on Linux: messages to
 * NOTIFY_SOCKET (sd_notify(3)), inherited sockets (sd_listen_fds(3)). Used by lib/internal/serve. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "eddy.h"

/* notify(path, text): one datagram. 0 or a negative code. A path that begins with @ is an abstract name. */
static napi_value service_notify(napi_env env, napi_callback_info info) {
  struct eddy_str path, text;
  if (!eddy_arg_str(env, info, 0, &path)) return NULL;
  if (!eddy_arg_str(env, info, 1, &text)) {
    eddy_str_release(&path);
    return NULL;
  }
  struct sockaddr_un to = { .sun_family = AF_UNIX };
  int err = 0;
  if (path.len == 0 || path.len >= sizeof to.sun_path || (path.data[0] != '/' && path.data[0] != '@')) {
    err = UV_EINVAL;
  } else {
    memcpy(to.sun_path, path.data, path.len);
    if (to.sun_path[0] == '@') to.sun_path[0] = '\0';
    const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + path.len);
    if (fd < 0 || sendto(fd, text.data, text.len, MSG_NOSIGNAL, (struct sockaddr *)&to, len) < 0) err = -errno;
    if (fd >= 0) close(fd);
  }
  eddy_str_release(&path);
  eddy_str_release(&text);
  eddy_ret_i32(info, err);
  return NULL;
}

/* inheritedSocket(fd) -> { type: 'tcp' | 'udp' | 'pipe', address, port }, undefined when it is none. The
 * descriptor is not for our own children from now on. */
static napi_value service_inherited_socket(napi_env env, napi_callback_info info) {
  const int fd = eddy_arg_i32(info, 0);
  struct sockaddr_storage name = { 0 };
  socklen_t len = sizeof name, type_len = sizeof(int);
  int type = 0;
  if (getsockname(fd, (struct sockaddr *)&name, &len) != 0) return NULL;
  if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &type_len) != 0) return NULL;
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  char address[sizeof(struct sockaddr_un)] = "";
  int port = -1;
  if (name.ss_family == AF_INET) {
    const struct sockaddr_in *in = (const struct sockaddr_in *)&name;
    uv_ip4_name(in, address, sizeof address);
    port = ntohs(in->sin_port);
  } else if (name.ss_family == AF_INET6) {
    const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)&name;
    uv_ip6_name(in, address, sizeof address);
    port = ntohs(in->sin6_port);
  } else if (name.ss_family == AF_UNIX && len > offsetof(struct sockaddr_un, sun_path)) {
    const struct sockaddr_un *un = (const struct sockaddr_un *)&name;
    const size_t path_len = strnlen(un->sun_path, sizeof un->sun_path);
    memcpy(address, un->sun_path, path_len);
    address[path_len < sizeof address ? path_len : sizeof address - 1] = '\0';
  } else {
    return NULL;
  }
  napi_value out = eddy_object(env);
  eddy_set_str(env, out, "type", type == SOCK_DGRAM ? "udp" : name.ss_family == AF_UNIX ? "pipe" : "tcp");
  eddy_set_str(env, out, "address", address);
  eddy_set_i32(env, out, "port", port);
  return out;
}

static const struct eddy_method service_methods[] = {
  { "notify", service_notify, 2, NULL },
  { "inheritedSocket", service_inherited_socket, 1, NULL },
};
const struct eddy_binding eddy_binding_service = {
  "service", service_methods, COUNTOF(service_methods), NULL, 0, NULL,
};

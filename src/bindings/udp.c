// SPDX-License-Identifier: MIT
/* udp.c: class UDP over uv_udp_t. Used by lib/dgram.js. Sends are tried at once; what the kernel does
 * not take becomes a request. What has come is read in one system call, and leaves as Buffers. */
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "bindings/stream.h"
#include "options.h"

#define UDP_STACK_BUFS 16
#define UDP_MOST 65536   /* bytes of a datagram, and of what libuv gives each one */
#define UDP_AT_ONCE 20   /* datagrams that libuv reads in one system call */

extern const struct eddy_class eddy_udp_class;

struct udp_handle {
  uv_udp_t uv;
  struct eddy_handle h;
  eddy_ref onmessage;
  bool queue_only; /* --test-udp-no-try-send */
  bool shared;     /* other processes read from the socket, too */
};

/* Per-thread state: where datagrams arrive (pages that none has reached take no memory), and who has sent the last one. */
struct udp_data {
  uint8_t *buffer;
  struct sockaddr_storage from;
  eddy_ref host;
};

static void udp_data_release(struct eddy_env *env, void *p) {
  struct udp_data *d = p;
  (void)env;
  eddy_ref_free(d->host);
  free(d->buffer);
  free(d);
}

static struct udp_data *udp_data(struct eddy_env *env) {
  struct udp_data *d = env->binding_data[EDDY_DATA_UDP];
  if (d) return d;
  d = eddy_calloc(1, sizeof *d);
  d->buffer = eddy_alloc(UDP_AT_ONCE * UDP_MOST);
  env->binding_data[EDDY_DATA_UDP] = d;
  env->binding_release[EDDY_DATA_UDP] = udp_data_release;
  return d;
}

static struct udp_handle *udp_this(napi_callback_info info) {
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &eddy_udp_class);
  return h && h->state == EDDY_HANDLE_OPEN ? CONTAINER_OF(h, struct udp_handle, h) : NULL;
}

static void udp_free(struct eddy_handle *h) {
  struct udp_handle *u = CONTAINER_OF(h, struct udp_handle, h);
  eddy_ref_free(u->onmessage);
  free(u);
}

void eddy_udp_share(struct eddy_handle *h) { CONTAINER_OF(h, struct udp_handle, h)->shared = true; }

static napi_value udp_construct(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct udp_handle *u = eddy_calloc(1, sizeof *u);
  CHECK(uv_udp_init_ex(e->loop, &u->uv, AF_UNSPEC | UV_UDP_RECVMMSG) == 0);
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

/* An address in arguments `text` and `port`. 0 or a negative code. */
static int udp_arg_address(napi_env env, napi_callback_info info, int family, int text, int port,
                           struct sockaddr_storage *addr) {
  struct eddy_str host;
  if (!eddy_arg_str(env, info, text, &host)) return UV_EINVAL;
  int err = eddy_address_parse(family, host.data, eddy_arg_i32(info, port), addr);
  eddy_str_release(&host);
  return err;
}

static napi_value udp_do_bind(napi_env env, napi_callback_info info, int family) {
  struct udp_handle *u = udp_this(info);
  struct sockaddr_storage addr;
  unsigned flags = eddy_arg_u32(info, 2);
  int err = u ? udp_arg_address(env, info, family, 0, 1, &addr) : UV_EBADF;
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
  int err = u ? udp_arg_address(env, info, family, 0, 1, &addr) : UV_EBADF;
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
  if (u) u->shared = true;
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

/* What send(), queue() are to write, of arguments 0 to 3. */
struct udp_packet {
  uv_buf_t stack[UDP_STACK_BUFS], *bufs;
  uint32_t count;
  size_t total;
  struct sockaddr_storage addr;
  const struct sockaddr *to;
};

static void packet_add(struct udp_packet *p, uint32_t i, struct eddy_bytes bytes) {
  p->bufs[i] = uv_buf_init((char *)bytes.data, (unsigned)bytes.len);
  p->total += bytes.len;
}

/* 0 or a negative code; packet_free follows. */
static int packet_init(napi_env env, napi_callback_info info, struct udp_packet *p) {
  struct eddy_bytes bytes = { NULL, 0 };
  napi_value list = eddy_arg(info, 0);
  p->bufs = p->stack;
  p->count = 1;
  p->total = 0;
  p->to = NULL;
  if (!eddy_arg_is_undefined(info, 3)) {
    int err = udp_arg_address(env, info, eddy_arg_i32(info, 1) == 6 ? AF_INET6 : AF_INET, 3, 2, &p->addr);
    if (err != 0) return err;
    p->to = (struct sockaddr *)&p->addr;
  }
  if (eddy_value_bytes(list, &bytes)) {
    packet_add(p, 0, bytes);
    return 0;
  }
  if (napi_get_array_length(env, list, &p->count) != napi_ok) return UV_EINVAL;
  if (p->count > UDP_STACK_BUFS) p->bufs = eddy_alloc(p->count * sizeof *p->bufs);
  for (uint32_t i = 0; i < p->count; i++) {
    napi_value v = NULL;
    bytes = (struct eddy_bytes){ NULL, 0 };
    napi_get_element(env, list, i, &v);
    eddy_value_bytes(v, &bytes);
    packet_add(p, i, bytes);
  }
  return 0;
}

static void packet_free(struct udp_packet *p) {
  if (p->bufs != p->stack) free(p->bufs);
}

/* send(bytes or list of them, family, port, address): without address on connected sockets. Returns bytes + 1 (gone),
 * 0 (it is to be queued) or a negative code. */
static napi_value udp_send(napi_env env, napi_callback_info info) {
  struct udp_handle *u = udp_this(info);
  struct udp_packet p;
  int err = UV_EBADF;
  if (u) {
    err = packet_init(env, info, &p);
    if (err == 0) err = u->queue_only ? UV_EAGAIN : uv_udp_try_send(&u->uv, p.bufs, p.count, p.to);
    packet_free(&p);
  }
  eddy_ret_i32(info, err >= 0 ? err + 1 : err == UV_EAGAIN || err == UV_ENOSYS ? 0 : err);
  return NULL;
}

/* queue(bytes or list of them, family, port, address, req): as send, when the kernel takes more. Returns 0
 * (req.oncomplete follows) or a negative code. */
static napi_value udp_queue(napi_env env, napi_callback_info info) {
  struct udp_handle *u = udp_this(info);
  struct udp_packet p;
  int err = UV_EBADF;
  if (u) {
    struct udp_send *s = eddy_calloc(1, sizeof *s);
    err = packet_init(env, info, &p);
    s->bytes = p.total;
    if (err == 0) err = uv_udp_send(&s->uv, &u->uv, p.bufs, p.count, p.to, udp_send_done);
    packet_free(&p);
    if (err == 0) {
      const double trigger = eddy_async_trigger(u->h.env, &u->h.async);
      eddy_req_init(u->h.env, &s->req, eddy_arg(info, 4), NULL, "UDPSENDWRAP");
      eddy_async_trigger_back(u->h.env, trigger);
      s->uv.data = &s->req;
      eddy_req_pin(&s->req, eddy_arg(info, 0));
      eddy_req_pin(&s->req, eddy_this(info));
    } else {
      free(s);
    }
  }
  eddy_ret_i32(info, err);
  return NULL;
}

/* ---- receiving ------------------------------------------------------------------------------------------- */

static void udp_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf) {
  struct udp_handle *u = CONTAINER_OF(handle, struct udp_handle, uv);
  (void)suggested;
  /* What is taken at once and then not wanted is lost: of a shared socket others may want it. */
  *buf = uv_buf_init((char *)udp_data(u->h.env)->buffer, u->shared ? UDP_MOST : UDP_AT_ONCE * UDP_MOST);
}

static bool same_host(const struct sockaddr *a, const struct sockaddr *b) {
  if (a->sa_family != b->sa_family) return false;
  if (a->sa_family == AF_INET)
    return ((const struct sockaddr_in *)a)->sin_addr.s_addr == ((const struct sockaddr_in *)b)->sin_addr.s_addr;
  const struct sockaddr_in6 *x = (const struct sockaddr_in6 *)a, *y = (const struct sockaddr_in6 *)b;
  return a->sa_family == AF_INET6 && x->sin6_scope_id == y->sin6_scope_id &&
         memcmp(&x->sin6_addr, &y->sin6_addr, sizeof x->sin6_addr) == 0;
}

/* The text of an address; that of the last sender is made once. */
static napi_value sender_host(struct eddy_env *e, const struct sockaddr *addr) {
  struct udp_data *d = udp_data(e);
  if (d->host && same_host(addr, (struct sockaddr *)&d->from)) return eddy_ref_get(e->napi, d->host);
  char host[EDDY_HOST_TEXT];
  napi_value text = eddy_utf8(e->napi, eddy_address_text(addr, host), (size_t)-1);
  eddy_ref_free(d->host);
  d->host = eddy_ref_new(e->napi, text);
  memcpy(&d->from, addr, addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in));
  return text;
}

/* Calls onmessage(nread, buffer, host, family: 4 or 6, port), this = the handle. */
static void udp_received(uv_udp_t *uv, ssize_t nread, const uv_buf_t *buf, const struct sockaddr *addr, unsigned flags) {
  struct udp_handle *u = CONTAINER_OF(uv, struct udp_handle, uv);
  struct eddy_env *e = u->h.env;
  napi_env env = e->napi;
  (void)flags;
  if ((nread == 0 && !addr) || u->h.state != EDDY_HANDLE_OPEN || !e->can_call_js) return;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value self = eddy_native_value(&u->h.native), argv[5] = { eddy_i32(env, (int32_t)nread) };
  size_t argc = 1;
  if (nread >= 0) {
    argv[1] = eddy_buffer_copy(env, (const uint8_t *)buf->base, (size_t)nread);
    if (argv[1]) {
      argv[2] = sender_host(e, addr);
      argv[3] = eddy_i32(env, addr->sa_family == AF_INET6 ? 6 : 4);
      argv[4] = eddy_i32(env, eddy_address_port(addr));
      argc = 5;
    } else {
      argv[0] = eddy_i32(env, UV_ENOBUFS);
    }
  }
  eddy_loop_call(e, &u->h.async, self, eddy_ref_get(env, u->onmessage), argc, argv, NULL);
  eddy_scope_close(&scope);
}

/* recvStart(onmessage) */
static napi_value udp_recv_start(napi_env env, napi_callback_info info) {
  struct udp_handle *u = udp_this(info);
  int err = u ? uv_udp_recv_start(&u->uv, udp_alloc, udp_received) : UV_EBADF;
  if (err == 0) {
    eddy_ref_free(u->onmessage);
    u->onmessage = eddy_ref_new(env, eddy_arg(info, 0));
  }
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
  if (u && size < 0) { /* more than 2 GiB: it would come back as if it were an error code */
    err = UV_EINVAL;
  } else if (u) {
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
  { "send", udp_send, 4, NULL },
  { "queue", udp_queue, 5, NULL },
  { "recvStart", udp_recv_start, 1, NULL },
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

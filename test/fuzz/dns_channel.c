// SPDX-License-Identifier: MIT
// Link: -lcares
// Fuzz target for src/bindings/dns_channel.c over c-ares: sockets that are none answer with the input's bytes. The first
// byte chooses the question, the second how much of an answer is as it should be, then packets, each after its length.
// Every question is answered once, and what was taken is given back.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "../../src/bindings/dns_channel.c"

#include "dns_stubs.h"

enum { SOCKETS = 32, FIRST = 1000, PACKET = 2048 };
enum { SHAPE_QUESTION = 1, SHAPE_WRONG_ID = 2, SHAPE_DESTROY = 4, SHAPE_LATE = 8, SHAPE_FIRST = 16 };

static struct {
  struct { int type; size_t sent, at, len; uint8_t query[PACKET], got[PACKET + 2]; struct sockaddr_storage to; socklen_t to_len; } sock[SOCKETS];
  int count;
  const uint8_t *data;
  size_t left;
  uint8_t shape;
} net;

static ares_socket_t net_socket(int family, int type, int protocol, void *user) {
  (void)family, (void)protocol, (void)user;
  if (net.count == SOCKETS) return errno = EMFILE, ARES_SOCKET_BAD;
  memset(&net.sock[net.count], 0, sizeof net.sock[0]);
  net.sock[net.count].type = type;
  return FIRST + net.count++;
}

static int net_close(ares_socket_t fd, void *user) { return (void)fd, (void)user, 0; }

static int net_connect(ares_socket_t fd, const struct sockaddr *to, ares_socklen_t len, void *user) {
  (void)user;
  memcpy(&net.sock[fd - FIRST].to, to, len);
  net.sock[fd - FIRST].to_len = len;
  return 0;
}

static ares_ssize_t net_sendv(ares_socket_t fd, const struct iovec *v, int n, void *user) {
  size_t size = 0;
  (void)user;
  net.sock[fd - FIRST].sent = 0;
  for (int i = 0; i < n; i++) {
    size_t room = PACKET - net.sock[fd - FIRST].sent, part = v[i].iov_len < room ? v[i].iov_len : room;
    memcpy(net.sock[fd - FIRST].query + net.sock[fd - FIRST].sent, v[i].iov_base, part);
    net.sock[fd - FIRST].sent += part;
    size += v[i].iov_len;
  }
  return (ares_ssize_t)size;
}

/* The input's next packet, as an answer to what this socket has sent; false at its end. */
static bool net_fill(int s) {
  bool tcp = net.sock[s].type == SOCK_STREAM;
  size_t head = tcp ? 2 : 0, size, at = head;
  uint8_t *got = net.sock[s].got;
  const uint8_t *query = net.sock[s].query + head;
  if (net.left < 2 || net.sock[s].sent < head + 12) return false;
  size = ((size_t)net.data[0] << 8 | net.data[1]) % 1024;
  net.data += 2, net.left -= 2;
  if (size > net.left) size = net.left;
  got[at++] = query[0] ^ (uint8_t)(net.shape & SHAPE_WRONG_ID);
  got[at++] = query[1];
  size_t fixed = size < 10 ? size : 10; /* flags and counts, before the question */
  memcpy(got + at, net.data, fixed), at += fixed;
  if (net.shape & SHAPE_QUESTION && fixed == 10) {
    size_t question = net.sock[s].sent - head - 12;
    if (question > 512) question = 512;
    memcpy(got + at, query + 12, question), at += question;
  }
  memcpy(got + at, net.data + fixed, size - fixed), at += size - fixed;
  net.data += size, net.left -= size;
  if (tcp) got[0] = (uint8_t)((at - 2) >> 8), got[1] = (uint8_t)(at - 2);
  net.sock[s].len = at, net.sock[s].at = 0;
  return true;
}

static ares_ssize_t net_recvfrom(ares_socket_t fd, void *buf, size_t len, int flags, struct sockaddr *from,
                                 ares_socklen_t *from_len, void *user) {
  int s = fd - FIRST;
  (void)flags, (void)user;
  if (net.sock[s].at == net.sock[s].len) return errno = EAGAIN, -1;
  size_t n = net.sock[s].len - net.sock[s].at;
  if (n > len) n = len;
  memcpy(buf, net.sock[s].got + net.sock[s].at, n);
  net.sock[s].at = net.sock[s].type == SOCK_STREAM ? net.sock[s].at + n : net.sock[s].len;
  if (from && from_len) memcpy(from, &net.sock[s].to, *from_len = net.sock[s].to_len);
  return (ares_ssize_t)n;
}

static const struct ares_socket_functions net_functions = { net_socket, net_close, net_connect, net_recvfrom, net_sendv };

static void ask(struct dns_channel *c, uint8_t kind) {
  static const int types[] = { 1, 28, 5, 6, 12, 15, 16, 33, 35, 52, 255, 257 };
  stub_args.self = &c->native;
  stub_args.text = kind % 14 == 0 ? "192.0.2.1" : kind % 14 == 1 ? "2001:db8::1" : "some.example";
  stub_args.number = types[kind % 14 < 2 ? 0 : kind % 14 - 2];
  stub.asked++;
  if (kind % 14 < 2) dns_channel_reverse(NULL, NULL);
  else dns_channel_query(NULL, NULL);
}

/* What the loop would do when all sockets can be read and written. */
static void turn(struct dns_channel *c) {
  struct dns_task *tasks[SOCKETS];
  int n = 0;
  for (struct eddy_list *l = c->tasks.next; l != &c->tasks && n < SOCKETS; l = l->next)
    tasks[n++] = CONTAINER_OF(l, struct dns_task, link);
  for (int i = 0; i < n; i++) {
    if (uv_is_closing((uv_handle_t *)&tasks[i]->poll)) continue;
    net_fill(tasks[i]->sock - FIRST);
    dns_on_poll(&tasks[i]->poll, 0, UV_READABLE | UV_WRITABLE);
  }
  if (c->timer) dns_on_timer(c->timer);
  stub_closes();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  struct dns_channel *c = calloc(1, sizeof *c);
  net.data = data + 2, net.left = size - 2, net.shape = data[1], net.count = 0;
  memset(&stub, 0, sizeof stub);
  stub_env.can_call_js = true;
  c->env = &stub_env;
  c->timeout = 1000, c->tries = 2;
  eddy_list_init(&c->link);
  eddy_list_init(&c->tasks);
  eddy_list_init(&c->answered);
  if (dns_init_ares(c) != ARES_SUCCESS || ares_set_servers_csv(c->ares, "192.0.2.53") != ARES_SUCCESS) abort();
  ares_set_socket_functions(c->ares, &net_functions, NULL);
  ask(c, data[0]);
  if (net.shape & SHAPE_LATE) ask(c, data[0] >> 4);
  for (int i = 0; i < 24 && net.left > 0; i++) {
    turn(c);
    if (c->idle && !(net.shape & SHAPE_FIRST)) dns_on_idle(c->idle), stub_closes();
  }
  if (!(net.shape & SHAPE_DESTROY)) {
    ares_cancel(c->ares);
    if (c->idle) dns_on_idle(c->idle);
    if (stub.asked != stub.answered || c->active != 0) abort();
  }
  dns_channel_free(c); /* with queries under way: the thread ends */
  stub_closes();
  if (stub.asked != stub.answered || stub.idle) abort();
  return 0;
}

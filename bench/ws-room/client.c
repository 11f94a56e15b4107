// SPDX-License-Identifier: MIT
/* client.c: many WebSocket clients in one thread, which only listen. usage: client PORT CLIENTS SECONDS
 * A message begins with the time at which it was sent, in microseconds, as decimal digits. Prints one line: clients,
 * messages received, their rate, and how late they came (ms; p50, p99, the last). Build: cc -O2 client.c -o client */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PER_ADDRESS 10000 /* clients of one source address, 127.0.0.2 and so on */
#define BUCKETS 4000      /* of 0.25 ms up to one second, the last one holds the rest */
#define PENDING 200       /* handshakes at a time */

struct client { int fd; int open; size_t have; unsigned char head[16]; uint64_t skip; };

static struct client *clients;
static uint64_t buckets[BUCKETS], received, worst;
static int started, opened, counting, ended;

static uint64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void note(const unsigned char *p, uint64_t now) {
  uint64_t sent = 0;
  for (int i = 0; i < 16 && p[i] >= '0' && p[i] <= '9'; i++) sent = sent * 10 + (uint64_t)(p[i] - '0');
  const uint64_t late = now > sent ? now - sent : 0, bucket = late / 250;
  if (!counting) return;
  received++;
  if (late > worst) worst = late;
  buckets[bucket < BUCKETS ? bucket : BUCKETS - 1]++;
}

/* Frames of a server, unmasked, with at least 16 and at most 65,535 bytes. What is cut is kept in `head`. */
static void frames(struct client *c, const unsigned char *p, size_t n, uint64_t now) {
  while (n > 0) {
    if (c->skip > 0) {
      const size_t k = c->skip < n ? c->skip : n;
      c->skip -= k;
      p += k;
      n -= k;
      continue;
    }
    const size_t length_bytes = 2;
    while (c->have < length_bytes + 2 && n > 0) {
      c->head[c->have++] = *p++;
      n--;
    }
    if (c->have < length_bytes + 2) return;
    uint64_t length = c->head[1] & 127;
    size_t start = 2;
    if (length == 126) {
      length = (uint64_t)c->head[2] << 8 | c->head[3];
      start = 4;
    }
    /* the first digits of the time may be in `head` already: 16 bytes are enough for it */
    static unsigned char digits[32];
    size_t got = c->have - start;
    memcpy(digits, c->head + start, got);
    if (n + got < 16 && length >= 16) { /* cut in the middle of the time: rare; not counted */
      c->skip = length - got;
      c->have = 0;
      continue;
    }
    const size_t more = 16 - got;
    memcpy(digits + got, p, more);
    if ((c->head[0] & 15) <= 2) note(digits, now);
    c->skip = length - got;
    c->have = 0;
  }
}

static void connect_one(int epoll, int i, int port) {
  struct client *c = &clients[i];
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000002u + (unsigned)(i / PER_ADDRESS))};
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(0x7f000001u)};
  int on = 1;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (c->fd < 0) die("socket");
  setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  if (bind(c->fd, (struct sockaddr *)&from, sizeof from) < 0) die("bind");
  if (connect(c->fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) die("connect");
  struct epoll_event e = {.events = EPOLLOUT, .data.u32 = (unsigned)i};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &e) < 0) die("epoll_ctl");
}

static void on_event(int epoll, struct epoll_event *e) {
  static const char request[] =
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  static unsigned char buffer[1 << 18];
  struct client *c = &clients[e->data.u32];
  if (e->events & EPOLLOUT) {
    if (send(c->fd, request, sizeof request - 1, MSG_NOSIGNAL) < 0) die("send");
    struct epoll_event in = {.events = EPOLLIN, .data.u32 = e->data.u32};
    epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &in);
    return;
  }
  const ssize_t n = recv(c->fd, buffer, sizeof buffer, 0);
  if (n <= 0) {
    if (n < 0 && errno == EAGAIN) return;
    epoll_ctl(epoll, EPOLL_CTL_DEL, c->fd, NULL);
    ended++;
    if (!counting) {
      fprintf(stderr, "the server ended a connection, %d of %d were open\n", opened, started);
      exit(1);
    }
    return;
  }
  const unsigned char *p = buffer;
  size_t left = (size_t)n;
  if (!c->open) { /* the head of the answer comes in one piece */
    const unsigned char *end = memmem(p, left, "\r\n\r\n", 4);
    if (!end || memcmp(p, "HTTP/1.1 101", 12) != 0) {
      fprintf(stderr, "not a WebSocket: %.*s\n", (int)left, p);
      exit(1);
    }
    c->open = 1;
    opened++;
    left -= (size_t)(end + 4 - p);
    p = end + 4;
  }
  frames(c, p, left, now_us());
}

static double quantile(double q) {
  uint64_t wanted = (uint64_t)((double)received * q), seen = 0;
  for (int i = 0; i < BUCKETS; i++) {
    seen += buckets[i];
    if (seen > wanted) return i == BUCKETS - 1 ? (double)worst / 1000 : (i + 1) * 0.25;
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 4) return fprintf(stderr, "usage: client PORT CLIENTS SECONDS\n"), 2;
  const int port = atoi(argv[1]), count = atoi(argv[2]);
  const uint64_t length = (uint64_t)(atof(argv[3]) * 1e6), settle = 1500000;
  clients = calloc((size_t)count, sizeof *clients);
  const int epoll = epoll_create1(0);
  static struct epoll_event events[1024];
  const uint64_t since = now_us();
  uint64_t ready = 0, begin = 0;
  for (;;) {
    while (started < count && started - opened < PENDING) connect_one(epoll, started++, port);
    const int n = epoll_wait(epoll, events, 1024, 50);
    for (int i = 0; i < n; i++) on_event(epoll, &events[i]);
    const uint64_t now = now_us();
    if (!ready && opened == count) {
      ready = now;
      printf("ready\n"); /* whoever runs this begins to measure when it counts */
      fflush(stdout);
    }
    if (ready && !counting && now - ready > settle) {
      counting = 1;
      begin = now;
      printf("count\n");
      fflush(stdout);
    }
    if (counting && now - begin > length) break;
    if (!ready && now - since > 60000000) {
      fprintf(stderr, "only %d of %d are open after a minute\n", opened, started);
      return 1;
    }
  }
  const double seconds = (double)(now_us() - begin) / 1e6;
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  printf("clients %d ended %d messages %llu rate %.0f p50 %.2f p99 %.2f max %.1f client-cpu %.2f\n", opened, ended,
         (unsigned long long)received, (double)received / seconds, quantile(0.5), quantile(0.99), (double)worst / 1000,
         (double)use.ru_utime.tv_sec + (double)use.ru_stime.tv_sec + (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6);
  return 0;
}

// SPDX-License-Identifier: MIT
/* bell.c: the list of who is to be answered, and how the loop finds out: before it waits and after it has
 * waited it looks at the list; only who rings in between has to wake it, by an eventfd that nobody reads (it
 * is edge-triggered). uv_async would do more: libuv 1.44's receiver reads, walks over all handles, and spins
 * while a sender that was interrupted stands half-way through uv_async_send. */
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "messaging/bell.h"

struct eddy_bell {
  uv_poll_t poll;
  int fd;
  bool own_fd, edge;      /* without one of its own: the one of the loop's uv_asyncs */
  uv_prepare_t before;
  uv_check_t after;
  uv_idle_t busy;         /* active: the loop does not wait */
  uint64_t made;          /* ringers */
  atomic_int waking;      /* threads that are about to wake the loop */
  uv_mutex_t lock;        /* guards what follows */
  struct eddy_list rung;  /* of struct eddy_ringer */
  bool asleep;            /* who rings has to wake the loop, once */
};

struct eddy_bell *eddy_ring_quietly(struct eddy_ringer *r) {
  struct eddy_bell *b = r->bell;
  uv_mutex_lock(&b->lock);
  if (eddy_list_empty(&r->link)) {
    struct eddy_list *before = b->rung.prev;
    while (before != &b->rung && CONTAINER_OF(before, struct eddy_ringer, link)->number > r->number) before = before->prev;
    eddy_list_push(before->next, &r->link);
  }
  bool wake = b->asleep;
  b->asleep = false;
  if (wake) atomic_fetch_add(&b->waking, 1);
  uv_mutex_unlock(&b->lock);
  return wake ? b : NULL;
}

void eddy_bell_wake(struct eddy_bell *b) {
  if (b == NULL) return;
  CHECK(eventfd_write(b->fd, 1) == 0);
  atomic_fetch_sub(&b->waking, 1);
}

void eddy_ring(struct eddy_ringer *r) { eddy_bell_wake(eddy_ring_quietly(r)); }

void eddy_ringer_init(struct eddy_ringer *r, struct eddy_bell *bell, void (*answer)(struct eddy_ringer *)) {
  eddy_list_init(&r->link);
  r->bell = bell;
  r->number = bell->made++;
  r->answer = answer;
}

void eddy_ringer_forget(struct eddy_ringer *r) {
  uv_mutex_lock(&r->bell->lock);
  eddy_list_remove(&r->link);
  uv_mutex_unlock(&r->bell->lock);
}

/* Answers all that has been rung for until now. What is rung meanwhile waits for the next time, so that ports
 * which talk to each other do not keep the rest of the loop waiting; false when there is such. */
static bool answer_all(struct eddy_bell *b, bool going_to_sleep) {
  struct eddy_list now;
  eddy_list_init(&now);
  uv_mutex_lock(&b->lock);
  b->asleep = false;
  if (!eddy_list_empty(&b->rung)) {
    eddy_list_push(&b->rung, &now);
    eddy_list_remove(&b->rung); /* `now` is the head of the same list */
  }
  while (!eddy_list_empty(&now)) {
    struct eddy_ringer *r = CONTAINER_OF(now.next, struct eddy_ringer, link);
    eddy_list_remove(&r->link);
    uv_mutex_unlock(&b->lock);
    r->answer(r);
    uv_mutex_lock(&b->lock);
  }
  bool all = eddy_list_empty(&b->rung);
  b->asleep = all && going_to_sleep;
  uv_mutex_unlock(&b->lock);
  return all;
}

static void on_busy(uv_idle_t *busy) { uv_idle_stop(busy); }

static void on_before(uv_prepare_t *before) {
  struct eddy_bell *b = CONTAINER_OF(before, struct eddy_bell, before);
  if (!answer_all(b, true)) uv_idle_start(&b->busy, on_busy);
}

static void on_after(uv_check_t *after) {
  struct eddy_bell *b = CONTAINER_OF(after, struct eddy_bell, after);
  if (!b->edge) { /* once libuv has told the kernel of it, which may take a turn */
    struct epoll_event how = {.events = EPOLLIN | EPOLLET, .data.fd = b->fd};
    b->edge = epoll_ctl(uv_backend_fd(b->after.loop), EPOLL_CTL_MOD, b->fd, &how) == 0;
  }
  answer_all(b, false);
}

static void on_woken(uv_poll_t *poll, int status, int events) {
  (void)status; (void)events;
  answer_all(CONTAINER_OF(poll, struct eddy_bell, poll), false);
}

static void make_descriptor(struct eddy_bell *b, uv_loop_t *loop) {
  b->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  b->own_fd = b->fd >= 0;
  b->edge = !b->own_fd;
  if (!b->own_fd) {
    b->fd = loop->async_io_watcher.fd;
    return;
  }
  CHECK(uv_poll_init(loop, &b->poll, b->fd) == 0);
  CHECK(uv_poll_start(&b->poll, UV_READABLE, on_woken) == 0);
  uv_unref((uv_handle_t *)&b->poll);
}

struct eddy_bell *eddy_bell_of(struct eddy_env *env) {
  if (env->bell != NULL) return env->bell;
  struct eddy_bell *b = eddy_calloc(1, sizeof *b);
  CHECK(uv_mutex_init(&b->lock) == 0);
  eddy_list_init(&b->rung);
  make_descriptor(b, env->loop);
  CHECK(uv_idle_init(env->loop, &b->busy) == 0);
  CHECK(uv_prepare_init(env->loop, &b->before) == 0);
  CHECK(uv_prepare_start(&b->before, on_before) == 0);
  CHECK(uv_check_init(env->loop, &b->after) == 0);
  CHECK(uv_check_start(&b->after, on_after) == 0);
  uv_unref((uv_handle_t *)&b->busy);
  uv_unref((uv_handle_t *)&b->before);
  uv_unref((uv_handle_t *)&b->after);
  return env->bell = b;
}

void eddy_bell_free(struct eddy_bell *b) {
  if (b == NULL) return;
  CHECK(eddy_list_empty(&b->rung));
  while (atomic_load(&b->waking) > 0) sched_yield();
  if (b->own_fd) close(b->fd);
  uv_mutex_destroy(&b->lock);
  free(b);
}

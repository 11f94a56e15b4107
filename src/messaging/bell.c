// SPDX-License-Identifier: MIT
/* bell.c: the list of who is to be answered, and how the loop finds out: before it waits and after it has
 * waited it looks at the list; only who rings in between has to wake it, by an eventfd that nobody reads (it
 * is edge-triggered). uv_async would do more: libuv 1.44's receiver reads, walks over all handles, and spins
 * while a sender that was interrupted stands half-way through uv_async_send.
 *
 * Threads that ask and answer each other at once spend more time with going to sleep and waking than with their messages.
 * A thread that has been woken by ports soon, several times in a row, therefore listens for a moment before it
 * sleeps: to a partner that runs on another processor it looks for a few microseconds; one on its own processor it lets go
 * first. Nobody has to wake it then. When that was in vain it is not tried for a while, a longer one each time. */
#include <pthread.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "messaging/bell.h"

#define LISTEN_NS 50000         /* for so long at most, */
#define LISTEN_FIRST_NS 1000000 /* the first time for as long as the partner may need to wake, so that both are awake then, */
#define LISTEN_ROUNDS 8         /* and so often until the loop has to see to the rest */
#define LISTEN_YIELD_NS 200000  /* somebody else was let go first: there is more to do on this processor */
#define SOON_NS 2000000         /* a wait that was short */
#define TALK_WAITS 4            /* such waits in a row are a conversation */
#define CREDIT_MOST 8
#define REST_LEAST 64           /* waits without listening */
#define REST_MOST 8192

/* What the owner's thread knows of the conversation. */
struct talk {
  uint64_t idle_before;   /* the thread's idle time when it was awake last */
  bool heard;             /* a port was answered since then */
  int soon;               /* waits in a row that a port has ended soon */
  bool begun;             /* both are awake */
  int credit;             /* grows with each listening that was worth it */
  int rest, rests;        /* waits for which there is no listening; the last time there were so many */
};

struct eddy_bell {
  struct eddy_env *env;
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
  atomic_bool waiting;    /* `rung` has something */
  atomic_int processor;   /* of who rang last */
  struct talk talk;
};

struct eddy_bell *eddy_ring_quietly(struct eddy_ringer *r) {
  struct eddy_bell *b = r->bell;
  uv_mutex_lock(&b->lock);
  if (eddy_list_empty(&r->link)) {
    struct eddy_list *before = b->rung.prev;
    while (before != &b->rung && CONTAINER_OF(before, struct eddy_ringer, link)->number > r->number) before = before->prev;
    eddy_list_push(before->next, &r->link);
  }
  atomic_store_explicit(&b->processor, sched_getcpu(), memory_order_relaxed);
  atomic_store_explicit(&b->waiting, true, memory_order_release);
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
  r->talks = false;
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
  atomic_store_explicit(&b->waiting, false, memory_order_relaxed);
  while (!eddy_list_empty(&now)) {
    struct eddy_ringer *r = CONTAINER_OF(now.next, struct eddy_ringer, link);
    eddy_list_remove(&r->link);
    uv_mutex_unlock(&b->lock);
    if (r->talks) b->talk.heard = true;
    r->answer(r);
    uv_mutex_lock(&b->lock);
  }
  bool all = eddy_list_empty(&b->rung);
  b->asleep = all && going_to_sleep;
  uv_mutex_unlock(&b->lock);
  return all;
}

static void pause_processor(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void on_busy(uv_idle_t *busy) { uv_idle_stop(busy); }

/* ---- conversations ---- */

static bool is_waiting(struct eddy_bell *b) { return atomic_load_explicit(&b->waiting, memory_order_acquire); }

/* The loop has waited, or not: how long, and what for? */
static void learn(struct eddy_bell *b) {
  struct talk *t = &b->talk;
  const uint64_t idle = atomic_load_explicit(&b->env->idle.total, memory_order_relaxed), waited = idle - t->idle_before;
  if (waited > 0) t->soon = !t->heard || waited > SOON_NS ? 0 : t->soon + (t->soon < TALK_WAITS);
  t->idle_before = idle;
  t->heard = false;
}

static bool in_conversation(struct eddy_bell *b) {
  struct talk *t = &b->talk;
  if (t->soon < TALK_WAITS) return false;
  if (t->rest == 0) return true;
  t->rest--;
  return false;
}

/* True when somebody has rung. */
static bool look(struct eddy_bell *b, uint64_t since) {
  const uint64_t limit = b->talk.begun ? LISTEN_NS : LISTEN_FIRST_NS;
  do {
    for (int i = 0; i < 16; i++) {
      if (is_waiting(b)) return true;
      pause_processor();
    }
  } while (uv_hrtime() - since < limit);
  return is_waiting(b);
}

/* Waits for a moment: true when it was worth it. */
static bool listen_for_a_moment(struct eddy_bell *b) {
  struct talk *t = &b->talk;
  const uint64_t since = uv_hrtime();
  bool good;
  if (atomic_load_explicit(&b->processor, memory_order_relaxed) == sched_getcpu()) {
    sched_yield();
    good = is_waiting(b) && uv_hrtime() - since < LISTEN_YIELD_NS;
    if (!good) t->credit = 0;
  } else {
    good = look(b, since);
    t->begun = true;
  }
  atomic_fetch_add_explicit(&b->env->idle.total, uv_hrtime() - since, memory_order_relaxed);
  t->credit += good ? t->credit < CREDIT_MOST : -2;
  if (t->credit == CREDIT_MOST) t->rests = 0;
  if (t->credit >= 0) return good;
  t->credit = TALK_WAITS;
  t->rests = t->rests == 0 ? REST_LEAST : t->rests * 2 > REST_MOST ? REST_MOST : t->rests * 2;
  t->rest = t->rests;
  t->begun = false;
  return false;
}

/* The loop is about to wait, unless it has something else to do. */
static void on_before(uv_prepare_t *before) {
  struct eddy_bell *b = CONTAINER_OF(before, struct eddy_bell, before);
  bool listening = in_conversation(b);
  for (int round = 0; listening; round++) {
    answer_all(b, false);
    if (uv_backend_timeout(b->after.loop) == 0) return;
    listening = round < LISTEN_ROUNDS && listen_for_a_moment(b);
  }
  if (!answer_all(b, true)) uv_idle_start(&b->busy, on_busy);
}

static void on_after(uv_check_t *after) {
  struct eddy_bell *b = CONTAINER_OF(after, struct eddy_bell, after);
  if (!b->edge) { /* once libuv has told the kernel of it, which may take a turn */
    struct epoll_event how = {.events = EPOLLIN | EPOLLET, .data.fd = b->fd};
    b->edge = epoll_ctl(uv_backend_fd(b->after.loop), EPOLL_CTL_MOD, b->fd, &how) == 0;
  }
  answer_all(b, false);
  learn(b);
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

/* Who listens tries to take a lock at the moment at which the other gives it back: that is no reason to sleep. */
void eddy_short_lock_init(uv_mutex_t *lock) {
  pthread_mutexattr_t how;
  CHECK(pthread_mutexattr_init(&how) == 0);
#ifdef __GLIBC__
  CHECK(pthread_mutexattr_settype(&how, PTHREAD_MUTEX_ADAPTIVE_NP) == 0);
#endif
  CHECK(pthread_mutex_init(lock, &how) == 0);
  pthread_mutexattr_destroy(&how);
}

struct eddy_bell *eddy_bell_of(struct eddy_env *env) {
  if (env->bell != NULL) return env->bell;
  struct eddy_bell *b = eddy_calloc(1, sizeof *b);
  b->env = env;
  eddy_short_lock_init(&b->lock);
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

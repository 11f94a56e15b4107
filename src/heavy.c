// SPDX-License-Identifier: MIT
/* heavy.c: see heavy.h. The threads are the process's, as many as libuv's pool has, and made when they are first needed. */
#include "heavy.h"

#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

#include "eddy.h"

#define HEAVY_THREADS_DEFAULT 4 /* libuv's numbers, as is the variable */
#define HEAVY_THREADS_MAX 1024
/* More threads than processors get nothing done sooner, but a loop that wakes stands behind all of them. So those beyond take only
 * what has waited, and only when the others have taken nothing for long: a few long jobs do not keep all others out, but as many of
 * ordinary length as ever, one behind the other, are none. They get a third of a contended core. */
#define HEAVY_PATIENCE_NS 20000000ull
#define HEAVY_STALL_NS 100000000ull
#define HEAVY_SPARE_NICE 5
#define HEAVY_LOOP_SLICE_NS 100000ull
/* Memory that a thread keeps for its next job: this much at most, for as long as this without any. */
#define HEAVY_KEPT_MOST ((size_t)64 << 20)
#define HEAVY_KEPT_NS 1000000000ull
#define HEAVY_HUGE_PAGE ((size_t)2 << 20)

struct heavy_crew {
  uv_cond_t wanted;
  unsigned started, idle, limit;
};

static struct {
  uv_mutex_t lock;
  struct heavy_crew crew, spare; /* one thread a processor; the rest */
  struct eddy_heavy_job *first, *last;
  unsigned queued;
  uint64_t taken_at; /* when one of the crew last took a job */
  uv_thread_t *threads;
  bool watched; /* by one of the spare threads, until the first is due */
  bool stopping;
} heavy; /* guarded by heavy.lock, but for its making */

/* Only the calling thread's, which is Linux's reading of it. */
static void heavy_prepare_thread(const struct heavy_crew *crew) {
#ifdef __linux__
  if (crew == &heavy.spare) setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + HEAVY_SPARE_NICE);
  pthread_setname_np(pthread_self(), "eddy-heavy");
#else
  (void)crew;
#endif
}

/* A thread that wakes stands behind those that run until they have had their slice, unless it asks for a shorter one than they
 * have (Linux 6.12): its share of the time stays the same, but it gets it sooner. So does a loop that gives work to these threads;
 * they, and processes that it starts, do not inherit that. */
static void heavy_prepare_loop(void) {
#if defined(__linux__) && defined(SYS_sched_setattr)
  enum { RESET_ON_FORK = 1 };
  struct {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
  } attr = {.size = sizeof attr};
  /* Children of a process with a raised priority would lose that, too. */
  if (syscall(SYS_sched_getattr, 0, &attr, sizeof attr, 0) != 0 || attr.policy != SCHED_OTHER || attr.nice < 0) return;
  if (attr.runtime == 0) return; /* a kernel without slices */
  attr.size = sizeof attr;
  attr.runtime = HEAVY_LOOP_SLICE_NS;
  attr.flags |= RESET_ON_FORK;
  syscall(SYS_sched_setattr, 0, &attr, 0);
#endif
}

/* ---- memory of jobs ------------------------------------------------------------------------------ */

static _Thread_local struct {
  void *data; /* NULL: nothing is kept */
  size_t size;
  bool keeps; /* one of the threads here */
} heavy_kept;

static void *heavy_map(size_t size) {
  void *data = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return NULL;
#ifdef MADV_HUGEPAGE
  madvise(data, size, MADV_HUGEPAGE);
#endif
  return data;
}

static void heavy_let_go(void) {
  if (heavy_kept.data != NULL) munmap(heavy_kept.data, heavy_kept.size);
  heavy_kept.data = NULL;
}

void *eddy_heavy_take(size_t size) {
  void *data = NULL;
  if (!heavy_kept.keeps || size > HEAVY_KEPT_MOST) return posix_memalign(&data, 64, size) == 0 ? data : NULL;
  if (heavy_kept.data != NULL && heavy_kept.size < size) heavy_let_go();
  if (heavy_kept.data == NULL) {
    heavy_kept.size = (size + HEAVY_HUGE_PAGE - 1) & ~(HEAVY_HUGE_PAGE - 1);
    heavy_kept.data = heavy_map(heavy_kept.size);
  }
  return heavy_kept.data;
}

void eddy_heavy_give(void *memory, size_t size) {
  if (!heavy_kept.keeps || size > HEAVY_KEPT_MOST) free(memory);
}

/* Waits for a call of the crew, for no longer than `most` nanoseconds (0: as long as it takes); keeps memory for no longer than that
 * is likely to be of use. */
static void heavy_wait(struct heavy_crew *crew, uint64_t most) {
  if (most > 0) {
    uv_cond_timedwait(&crew->wanted, &heavy.lock, most);
  } else if (heavy_kept.data == NULL) {
    uv_cond_wait(&crew->wanted, &heavy.lock);
  } else if (uv_cond_timedwait(&crew->wanted, &heavy.lock, HEAVY_KEPT_NS) == UV_ETIMEDOUT) {
    uv_mutex_unlock(&heavy.lock);
    heavy_let_go();
    uv_mutex_lock(&heavy.lock);
  }
}

/* ---- the threads ---------------------------------------------------------------------------------- */

/* No lock: the loop wakes at once, perhaps in place of this thread, and would wait until that had its turn again. */
static void heavy_tell(struct eddy_heavy_job *job) {
  struct eddy_heavy *h = &job->env->heavy;
  atomic_fetch_add(&h->tellers, 1); /* told, the env may go, but not before this is over */
  job->next = atomic_load(&h->newest);
  while (!atomic_compare_exchange_weak(&h->newest, &job->next, job)) continue;
  uv_async_send(&h->async);
  atomic_fetch_sub(&h->tellers, 1);
}

/* When one of the spare threads may take the job. */
static uint64_t heavy_due(const struct eddy_heavy_job *job) {
  const uint64_t waited = job->queued_at + HEAVY_PATIENCE_NS, stalled = heavy.taken_at + HEAVY_STALL_NS;
  return waited > stalled ? waited : stalled;
}

/* The next job for a thread of this crew, which waits for it; NULL: no more. */
static struct eddy_heavy_job *heavy_next(struct heavy_crew *crew) {
  while (!heavy.stopping) {
    struct eddy_heavy_job *job = heavy.first;
    const uint64_t now = job != NULL ? uv_hrtime() : 0, due = job != NULL && crew == &heavy.spare ? heavy_due(job) : 0;
    if (job == NULL || (due > now && heavy.watched)) {
      heavy_wait(crew, 0);
    } else if (due > now) {
      heavy.watched = true;
      heavy_wait(crew, due - now);
      heavy.watched = false;
    } else {
      heavy.first = job->next;
      if (crew == &heavy.crew) heavy.taken_at = now;
      if (--heavy.queued > 0 && !heavy.watched) uv_cond_signal(&heavy.spare.wanted); /* somebody else watches the next one */
      return job;
    }
  }
  return NULL;
}

static void heavy_thread(void *arg) {
  struct heavy_crew *crew = arg;
  struct eddy_heavy_job *job;
  heavy_kept.keeps = true;
  heavy_prepare_thread(crew);
  uv_mutex_lock(&heavy.lock);
  while ((job = heavy_next(crew)) != NULL) {
    crew->idle--;
    uv_mutex_unlock(&heavy.lock);
    job->run(job);
    heavy_tell(job);
    uv_mutex_lock(&heavy.lock);
    crew->idle++;
  }
  uv_mutex_unlock(&heavy.lock);
}

/* Wakes a thread of the crew, or makes one if more jobs wait than threads. */
static void heavy_call(struct heavy_crew *crew) {
  if (heavy.queued > crew->idle && crew->started < crew->limit &&
      uv_thread_create(&heavy.threads[heavy.crew.started + heavy.spare.started], heavy_thread, crew) == 0) {
    crew->started++;
    crew->idle++;
  }
  uv_cond_signal(&crew->wanted);
}

static void heavy_start(void) {
  const char *size = getenv("UV_THREADPOOL_SIZE");
  const int n = size != NULL ? atoi(size) : HEAVY_THREADS_DEFAULT;
  const unsigned limit = n < 1 ? 1 : n > HEAVY_THREADS_MAX ? HEAVY_THREADS_MAX : (unsigned)n, processors = uv_available_parallelism();
  heavy.crew.limit = limit < processors ? limit : processors;
  heavy.spare.limit = limit - heavy.crew.limit;
  heavy.threads = eddy_calloc(limit, sizeof *heavy.threads);
  CHECK(uv_mutex_init(&heavy.lock) == 0 && uv_cond_init(&heavy.crew.wanted) == 0 && uv_cond_init(&heavy.spare.wanted) == 0);
}

/* ---- the loop's side ---------------------------------------------------------------------------- */

static struct eddy_heavy_job *heavy_take(struct eddy_heavy *h) {
  if (h->first == NULL) {
    struct eddy_heavy_job *job = atomic_exchange(&h->newest, NULL);
    while (job != NULL) {
      struct eddy_heavy_job *older = job->next;
      job->next = h->first;
      h->first = job;
      job = older;
    }
  }
  struct eddy_heavy_job *job = h->first;
  if (job != NULL) h->first = job->next;
  return job;
}

static void heavy_told(uv_async_t *async) {
  struct eddy_heavy *h = CONTAINER_OF(async, struct eddy_heavy, async);
  struct eddy_heavy_job *job = NULL;
  /* No more than were queued by now: those that are queued meanwhile may not keep timers from their turn. */
  for (int most = h->pending; most > 0 && (job = heavy_take(h)) != NULL; most--) {
    if (--h->pending == 0) uv_unref((uv_handle_t *)async);
    job->done(job);
  }
  if (job != NULL) uv_async_send(async);
}

static void heavy_prepare(struct eddy_env *env) {
  struct eddy_heavy *h = &env->heavy;
  static uv_once_t once = UV_ONCE_INIT;
  uv_once(&once, heavy_start);
  heavy_prepare_loop();
  CHECK(uv_async_init(env->loop, &h->async, heavy_told) == 0);
  uv_unref((uv_handle_t *)&h->async);
  h->ready = true;
}

void eddy_heavy_queue(struct eddy_env *env, struct eddy_heavy_job *job) {
  if (!env->heavy.ready) heavy_prepare(env);
  if (env->heavy.pending++ == 0) uv_ref((uv_handle_t *)&env->heavy.async);
  job->env = env;
  job->next = NULL;
  job->queued_at = uv_hrtime();
  uv_mutex_lock(&heavy.lock);
  if (heavy.first == NULL) heavy.first = job;
  else heavy.last->next = job;
  heavy.last = job;
  heavy.queued++;
  const bool busy = heavy.crew.started == heavy.crew.limit && heavy.queued > heavy.crew.idle;
  heavy_call(&heavy.crew);
  if (busy && !heavy.watched) heavy_call(&heavy.spare);
  CHECK(heavy.crew.started > 0);
  uv_mutex_unlock(&heavy.lock);
}

void eddy_heavy_release(struct eddy_env *env) {
  if (!env->heavy.ready) return;
  while (atomic_load(&env->heavy.tellers) > 0) sched_yield();
  env->heavy.ready = false;
}

void eddy_heavy_stop(void) {
  if (heavy.threads == NULL) return;
  uv_mutex_lock(&heavy.lock);
  heavy.stopping = true;
  uv_cond_broadcast(&heavy.crew.wanted);
  uv_cond_broadcast(&heavy.spare.wanted);
  uv_mutex_unlock(&heavy.lock);
  for (unsigned i = 0; i < heavy.crew.started + heavy.spare.started; i++) uv_thread_join(&heavy.threads[i]);
}

// SPDX-License-Identifier: MIT
/* heavy.c: see heavy.h. The threads are the process's, as many as libuv's pool has, and made when they are first needed. */
#include "heavy.h"

#include <stdlib.h>
#include <sys/resource.h>

#include "eddy.h"

#define HEAVY_THREADS_DEFAULT 4 /* libuv's numbers, as is the variable */
#define HEAVY_THREADS_MAX 1024
#define HEAVY_NICE 10 /* a loop that wakes goes before the jobs, which get a tenth of a contended core */

static struct {
  uv_mutex_t lock;
  uv_cond_t wanted;
  struct eddy_heavy_job *first, *last;
  uv_thread_t *threads;
  unsigned started, idle, limit;
  bool stopping;
} heavy; /* guarded by heavy.lock, but for its making */

/* Only the calling thread's, which is Linux's reading of it. */
static void heavy_lower_priority(void) {
#ifdef __linux__
  setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + HEAVY_NICE);
  pthread_setname_np(pthread_self(), "eddy-heavy");
#endif
}

static void heavy_tell(struct eddy_heavy_job *job) {
  struct eddy_heavy *h = &job->env->heavy;
  job->next = NULL;
  uv_mutex_lock(&h->lock);
  if (h->first == NULL) h->first = job;
  else h->last->next = job;
  h->last = job;
  uv_async_send(&h->async); /* within the lock: told, the env may go */
  uv_mutex_unlock(&h->lock);
}

static void heavy_thread(void *unused) {
  (void)unused;
  heavy_lower_priority();
  uv_mutex_lock(&heavy.lock);
  while (!heavy.stopping) {
    struct eddy_heavy_job *job = heavy.first;
    if (job == NULL) {
      heavy.idle++;
      uv_cond_wait(&heavy.wanted, &heavy.lock);
      heavy.idle--;
      continue;
    }
    heavy.first = job->next;
    uv_mutex_unlock(&heavy.lock);
    job->run(job);
    heavy_tell(job);
    uv_mutex_lock(&heavy.lock);
  }
  uv_mutex_unlock(&heavy.lock);
}

static void heavy_start(void) {
  const char *size = getenv("UV_THREADPOOL_SIZE");
  const int n = size != NULL ? atoi(size) : HEAVY_THREADS_DEFAULT;
  heavy.limit = n < 1 ? 1 : n > HEAVY_THREADS_MAX ? HEAVY_THREADS_MAX : (unsigned)n;
  heavy.threads = eddy_calloc(heavy.limit, sizeof *heavy.threads);
  CHECK(uv_mutex_init(&heavy.lock) == 0 && uv_cond_init(&heavy.wanted) == 0);
}

/* ---- the loop's side ---------------------------------------------------------------------------- */

static struct eddy_heavy_job *heavy_take(struct eddy_heavy *h) {
  uv_mutex_lock(&h->lock);
  struct eddy_heavy_job *job = h->first;
  if (job != NULL) h->first = job->next;
  uv_mutex_unlock(&h->lock);
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
  CHECK(uv_mutex_init(&h->lock) == 0 && uv_async_init(env->loop, &h->async, heavy_told) == 0);
  uv_unref((uv_handle_t *)&h->async);
  h->ready = true;
}

void eddy_heavy_queue(struct eddy_env *env, struct eddy_heavy_job *job) {
  if (!env->heavy.ready) heavy_prepare(env);
  if (env->heavy.pending++ == 0) uv_ref((uv_handle_t *)&env->heavy.async);
  job->env = env;
  job->next = NULL;
  uv_mutex_lock(&heavy.lock);
  if (heavy.first == NULL) heavy.first = job;
  else heavy.last->next = job;
  heavy.last = job;
  if (heavy.idle == 0 && heavy.started < heavy.limit &&
      uv_thread_create(&heavy.threads[heavy.started], heavy_thread, NULL) == 0)
    heavy.started++;
  CHECK(heavy.started > 0);
  uv_cond_signal(&heavy.wanted);
  uv_mutex_unlock(&heavy.lock);
}

void eddy_heavy_release(struct eddy_env *env) {
  if (!env->heavy.ready) return;
  uv_mutex_lock(&env->heavy.lock); /* who told the last job has left */
  uv_mutex_unlock(&env->heavy.lock);
  uv_mutex_destroy(&env->heavy.lock);
  env->heavy.ready = false;
}

void eddy_heavy_stop(void) {
  if (heavy.threads == NULL) return;
  uv_mutex_lock(&heavy.lock);
  heavy.stopping = true;
  uv_cond_broadcast(&heavy.wanted);
  uv_mutex_unlock(&heavy.lock);
  for (unsigned i = 0; i < heavy.started; i++) uv_thread_join(&heavy.threads[i]);
}

// SPDX-License-Identifier: MIT
/* fs_queue.c: file-system operations on the thread pool, many to one hand-over. To give each of them to libuv's pool
 * costs more than most of them: a thread is woken for it, and the loop for its outcome. Here they wait in a queue that
 * up to as many drains as the pool has threads work off; a drain takes the next operation at once, and tells the loop
 * at its end, or before that when what is done has waited for FS_WAIT_NS.
 *
 * Nothing waits for an operation that does not end (a FIFO without a reader, a file of a network that is gone) longer
 * than before: the other drains go on with the queue, and the loop looks for itself every millisecond (`watch`) as long
 * as anything happens. Used by fs_job.c and, at the end of a process, by env.c. */
#include <stdlib.h>

#include "fs.h"

/* Up to this long an operation counts as fast: the next one probably is, too, and its outcome can go along. */
#define FS_FAST_NS 100000
#define FS_WAIT_NS 200000
/* How long a drain keeps its thread before it asks to be relieved; others want it, too (dns, addons). It goes on until
 * the loop has begun another in its place: the loop may be busy, and must not hold up what has been queued. */
#define FS_TURN_NS 2000000
#define FS_WATCH_MS 1
#define FS_WATCH_QUIET 2
/* In a turn of the loop the first operation starts a drain, and then every so many; the others wait for its end. To
 * wake a thread takes as long as several operations, and it would find only one. */
#define FS_BURST 16

struct fs_queue {
  struct eddy_env *env;
  uv_mutex_t lock;                  /* for all up to the empty line */
  struct fs_job *first, **last;     /* that wait */
  unsigned waiting;                 /* how many those are */
  struct fs_job *done, **done_last; /* whose outcome waits for the loop */
  uint64_t done_since;              /* hrtime of the oldest of them */
  uint64_t events;                  /* operations done and drains begun, ever */
  unsigned active;                  /* drains that will look into the queue again */
  unsigned running;                 /* those of them that have got a thread */
  unsigned tired;                   /* those of them that ask to be relieved */
  unsigned relieved;                /* those of them that may end: another has been begun for each */
  bool rung;                        /* the loop has been told, and has not looked yet */
  bool closed;                      /* there is no bell any more */

  struct fs_job *ready;             /* taken out of `done`, to be delivered */
  uint64_t seen;                    /* `events`, when `watch` last looked */
  unsigned quiet;                   /* so often in a row it has found that nothing happens */
  unsigned outstanding;             /* operations that are not delivered */
  unsigned threads;                 /* of the pool */
  unsigned drains;                  /* which keep the loop alive, and see to what has come since when they are done */
  unsigned refs;                    /* handles and drains */
  bool begun;                       /* a drain has been started in this turn of the loop */
  uv_async_t bell;
  uv_timer_t watch;
  uv_prepare_t turn;                /* before the loop waits: starts drains for what has come together */
};

/* One visit to the pool. */
struct fs_drain {
  uv_work_t work;
  struct fs_queue *q;
};

static void fs_queue_unref(struct fs_queue *q) {
  if (--q->refs > 0) return;
  uv_mutex_destroy(&q->lock);
  free(q);
}

/* Tells the loop to look, if it has not been told. Under the lock. */
static void fs_queue_ring(struct fs_queue *q) {
  if (q->rung || q->closed) return;
  q->rung = true;
  uv_async_send(&q->bell);
}

/* Adds a job that is done, and tells the loop if it is time. Under the lock. */
static void fs_drain_add(struct fs_queue *q, struct fs_job *j, uint64_t now, bool fast) {
  if (q->done == NULL) q->done_since = now;
  j->next = NULL;
  *q->done_last = j;
  q->done_last = &j->next;
  q->events++;
  if (q->first == NULL || (fast && now - q->done_since < FS_WAIT_NS)) return;
  fs_queue_ring(q);
}

static struct fs_job *fs_queue_take(struct fs_queue *q) {
  struct fs_job *j = q->first;
  if (j == NULL) return NULL;
  q->waiting--;
  q->first = j->next;
  if (q->first == NULL) q->last = &q->first;
  return j;
}

static void fs_drain_run(uv_work_t *work) {
  struct fs_queue *q = CONTAINER_OF(work, struct fs_drain, work)->q;
  const uint64_t start = uv_hrtime();
  uint64_t before = start, now = start;
  struct fs_job *j;
  bool asked = false;
  uv_mutex_lock(&q->lock);
  q->running++;
  q->events++;
  while (!(asked && q->relieved > 0) && (j = fs_queue_take(q)) != NULL) {
    uv_mutex_unlock(&q->lock);
    j->op->run(j);
    now = uv_hrtime();
    uv_mutex_lock(&q->lock);
    fs_drain_add(q, j, now, now - before < FS_FAST_NS);
    before = now;
    if (!asked && now - start >= FS_TURN_NS && q->first != NULL && !q->closed) {
      asked = true;
      q->tired++;
      fs_queue_ring(q);
    }
  }
  if (asked) (*(q->relieved > 0 ? &q->relieved : &q->tired))--;
  q->running--;
  q->active--;
  uv_mutex_unlock(&q->lock);
}

static void fs_drain_done(uv_work_t *work, int status);

static void fs_queue_start_drain(struct fs_queue *q) {
  struct fs_drain *d = eddy_alloc(sizeof *d);
  d->q = q;
  q->refs++;
  q->drains++;
  CHECK(uv_queue_work(q->env->loop, &d->work, fs_drain_run, fs_drain_done) == 0);
}

/* Whether another drain is of use: there is an operation that none of those begun will take first, and a thread. Under
 * the lock. */
static bool fs_queue_grows(struct fs_queue *q) {
  if (q->active >= q->threads || q->active - q->running >= q->waiting) return false;
  q->active++;
  return true;
}

static void fs_queue_start_drains(struct fs_queue *q) {
  for (bool more = true; more;) {
    uv_mutex_lock(&q->lock);
    more = fs_queue_grows(q);
    uv_mutex_unlock(&q->lock);
    if (more) fs_queue_start_drain(q);
  }
}

static void fs_queue_watched(uv_timer_t *timer);

/* Only where two are under way can one wait for another. */
static void fs_queue_watch(struct fs_queue *q) {
  if (q->outstanding < 2) uv_timer_stop(&q->watch);
  else if (!uv_is_active((uv_handle_t *)&q->watch)) uv_timer_start(&q->watch, fs_queue_watched, FS_WATCH_MS, 0);
}

/* Relieves who has asked for it; then calls JavaScript for all that is done. It may come here again from there. */
static void fs_queue_deliver(struct fs_queue *q) {
  uv_mutex_lock(&q->lock);
  struct fs_job **end = &q->ready;
  while (*end != NULL) end = &(*end)->next;
  *end = q->done;
  q->done = NULL;
  q->done_last = &q->done;
  q->rung = false;
  const unsigned fresh = q->tired;
  q->tired = 0;
  q->relieved += fresh;
  q->active += fresh;
  uv_mutex_unlock(&q->lock);
  for (unsigned i = 0; i < fresh; i++) fs_queue_start_drain(q);
  fs_queue_start_drains(q); /* before JavaScript, which may wait for what is queued */
  for (struct fs_job *j; (j = q->ready) != NULL;) {
    q->ready = j->next;
    q->outstanding--;
    fs_job_done(j);
  }
  if (!q->closed) fs_queue_watch(q);
}

static void fs_queue_turned(uv_prepare_t *turn) {
  struct fs_queue *q = CONTAINER_OF(turn, struct fs_queue, turn);
  uv_prepare_stop(turn);
  q->begun = false;
  fs_queue_start_drains(q);
}

static void fs_drain_done(uv_work_t *work, int status) {
  struct fs_drain *d = CONTAINER_OF(work, struct fs_drain, work);
  struct fs_queue *q = d->q;
  (void)status;
  free(d);
  fs_queue_deliver(q);
  q->drains--;
  fs_queue_start_drains(q);
  fs_queue_unref(q);
}

static void fs_queue_rung(uv_async_t *bell) {
  fs_queue_deliver(CONTAINER_OF(bell, struct fs_queue, bell));
}

/* Goes on looking until all drains are busy with one and the same operation each: those tell when they have ended, since
 * that was not fast. One look is not enough for that: it may come just after a drain has begun. */
static void fs_queue_watched(uv_timer_t *timer) {
  struct fs_queue *q = CONTAINER_OF(timer, struct fs_queue, watch);
  uv_mutex_lock(&q->lock);
  const bool still = q->done == NULL && q->events == q->seen && q->active == q->running;
  q->seen = q->events;
  uv_mutex_unlock(&q->lock);
  q->quiet = still ? q->quiet + 1 : 0;
  if (q->quiet < FS_WATCH_QUIET) fs_queue_deliver(q);
  else q->quiet = 0; /* for the next time that it is started */
}

static void fs_queue_bell_closed(uv_handle_t *handle) { fs_queue_unref(CONTAINER_OF(handle, struct fs_queue, bell)); }

static void fs_queue_watch_closed(uv_handle_t *handle) { fs_queue_unref(CONTAINER_OF(handle, struct fs_queue, watch)); }

static void fs_queue_turn_closed(uv_handle_t *handle) { fs_queue_unref(CONTAINER_OF(handle, struct fs_queue, turn)); }

/* What is under way goes on: its drains have the queue until they are done. */
static void fs_queue_release(struct eddy_env *env, void *data) {
  struct fs_queue *q = data;
  (void)env;
  uv_mutex_lock(&q->lock);
  q->closed = true;
  uv_mutex_unlock(&q->lock);
  uv_close((uv_handle_t *)&q->bell, fs_queue_bell_closed);
  uv_close((uv_handle_t *)&q->watch, fs_queue_watch_closed);
  uv_close((uv_handle_t *)&q->turn, fs_queue_turn_closed);
  fs_queue_start_drains(q);
}

/* libuv's own rule, which is read when its pool starts. */
static unsigned fs_pool_threads(void) {
  char text[16];
  size_t size = sizeof text;
  if (uv_os_getenv("UV_THREADPOOL_SIZE", text, &size) != 0) return 4;
  int n = atoi(text);
  return n < 1 ? 1 : n > 1024 ? 1024 : (unsigned)n;
}

static struct fs_queue *fs_queue_of(struct eddy_env *env) {
  struct fs_queue *q = env->binding_data[EDDY_DATA_FS_QUEUE];
  if (q != NULL) return q;
  q = eddy_calloc(1, sizeof *q);
  q->env = env;
  q->last = &q->first;
  q->done_last = &q->done;
  q->threads = fs_pool_threads();
  q->refs = 3;
  CHECK(uv_mutex_init(&q->lock) == 0);
  CHECK(uv_async_init(env->loop, &q->bell, fs_queue_rung) == 0);
  CHECK(uv_timer_init(env->loop, &q->watch) == 0);
  CHECK(uv_prepare_init(env->loop, &q->turn) == 0);
  uv_unref((uv_handle_t *)&q->turn);
  uv_unref((uv_handle_t *)&q->bell);
  uv_unref((uv_handle_t *)&q->watch);
  env->binding_data[EDDY_DATA_FS_QUEUE] = q;
  env->binding_release[EDDY_DATA_FS_QUEUE] = fs_queue_release;
  return q;
}

void fs_queue_add(struct fs_job *j) {
  struct fs_queue *q = fs_queue_of(j->env);
  j->next = NULL;
  q->outstanding++;
  uv_mutex_lock(&q->lock);
  *q->last = j;
  q->last = &j->next;
  q->waiting++;
  const bool now = !q->begun || q->drains == 0 || q->waiting % FS_BURST == 0;
  const bool more = now && fs_queue_grows(q);
  uv_mutex_unlock(&q->lock);
  if (more) fs_queue_start_drain(q);
  if (!q->begun) uv_prepare_start(&q->turn, fs_queue_turned);
  q->begun = true;
  fs_queue_watch(q);
}

void eddy_fs_finish(struct eddy_env *env) {
  struct fs_queue *q = env->binding_data[EDDY_DATA_FS_QUEUE];
  if (q == NULL) return;
  for (struct fs_job *j; (j = fs_queue_take(q)) != NULL;) j->op->run(j);
}

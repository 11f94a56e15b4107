// SPDX-License-Identifier: MIT
/* loop_watch.c: see loop_watch.h. The watcher looks at a time that each loop writes when it enters JavaScript. It cannot
 * look at the stack itself: it asks V8 to interrupt the script, and, for a call into C that takes long (execSync), to be
 * called when that returns; whichever comes first looks. */
#include "loop_watch.h"

#include <pthread.h>
#include <stdlib.h>

#include "options.h"

#define MS 1000000ull
#define SAMPLE_PERIOD (20 * MS)

static struct {
  uv_once_t once;
  uv_mutex_t lock;
  uv_cond_t wake;
  struct eddy_list loops;
  bool running;
} watcher = {.once = UV_ONCE_INIT}; /* guarded by its lock */

/* ---- the loop's side ----------------------------------------------------------------------------------------- */

/* In the middle of a callback, perhaps of a later one than was meant. */
static void interrupted(napi_env napi, void *data) {
  struct eddy_loop_watch *watch = ((struct eddy_env *)data)->watch;
  if (watch == NULL) return; /* the thread ends */
  const uint64_t since = atomic_load(&watch->since), now = uv_hrtime();
  const uint64_t asked = atomic_exchange(&watch->sample_asked, 0);
  if (since == 0) return;
  struct eddy_loop_stats *stats = atomic_load(&watch->stats);
  if (asked != 0 && stats != NULL) eddy_loop_stats_sample(stats, napi, now - asked + SAMPLE_PERIOD);
  if (now - since >= eddy_loop_alarm_limit()) eddy_loop_alarm_tell(watch, since);
}

void eddy_loop_watch_enter(struct eddy_loop_watch *watch) {
  atomic_store_explicit(&watch->since, uv_hrtime(), memory_order_relaxed);
}

void eddy_loop_watch_pause(struct eddy_loop_watch *watch, bool paused) {
  if (watch == NULL || watch->env->call_depth == 0) return;
  if (paused) atomic_store_explicit(&watch->since, 0, memory_order_relaxed);
  else eddy_loop_watch_enter(watch);
}

void eddy_loop_watch_leave(struct eddy_loop_watch *watch) {
  const uint64_t since = atomic_load_explicit(&watch->since, memory_order_relaxed);
  if (since == 0) return; /* begun before anybody counted */
  const uint64_t ns = uv_hrtime() - since;
  struct eddy_loop_stats *stats = atomic_load_explicit(&watch->stats, memory_order_relaxed);
  if (stats != NULL) eddy_loop_stats_ended(stats, ns);
  if (ns >= eddy_loop_alarm_limit() && !watch->env->exiting) {
    eddy_loop_alarm_tell(watch, since); /* if nothing has interrupted it: a long call of V8's own, say */
    eddy_loop_alarm_over(watch, ns);
  }
  atomic_store_explicit(&watch->since, 0, memory_order_relaxed);
}

/* ---- the watcher's side -------------------------------------------------------------------------------------- */

static void look(struct eddy_loop_watch *watch, uint64_t now) {
  const uint64_t since = atomic_load_explicit(&watch->since, memory_order_relaxed);
  if (since == 0 || now < since) return;
  bool ask = false;
  if (now - since >= eddy_loop_alarm_limit() && atomic_exchange(&watch->alarm_asked, since) != since) ask = true;
  uint64_t none = 0;
  if (atomic_load(&watch->stats) != NULL && atomic_compare_exchange_strong(&watch->sample_asked, &none, now)) ask = true;
  if (!ask) return;
  eddy_interrupt(watch->env->napi, interrupted, watch->env);
  eddy_after_call(watch->env->napi, interrupted, watch->env);
}

static void watch_loops(void *unused) {
  (void)unused;
  uint64_t period = eddy_loop_alarm_limit() / 4; /* late by a fourth at most */
  if (period > SAMPLE_PERIOD) period = SAMPLE_PERIOD;
  uv_mutex_lock(&watcher.lock);
  while (!eddy_list_empty(&watcher.loops)) {
    uv_cond_timedwait(&watcher.wake, &watcher.lock, period);
    const uint64_t now = uv_hrtime();
    for (struct eddy_list *at = watcher.loops.next; at != &watcher.loops; at = at->next) {
      look(CONTAINER_OF(at, struct eddy_loop_watch, link), now);
    }
  }
  watcher.running = false;
  uv_mutex_unlock(&watcher.lock);
}

static void watcher_init(void) {
  CHECK(uv_mutex_init(&watcher.lock) == 0 && uv_cond_init(&watcher.wake) == 0);
  eddy_list_init(&watcher.loops);
}

struct eddy_loop_watch *eddy_loop_watch_of(struct eddy_env *env) {
  if (env->watch != NULL) return env->watch;
  uv_once(&watcher.once, watcher_init);
  struct eddy_loop_watch *watch = eddy_calloc(1, sizeof *watch);
  watch->env = env;
  uv_mutex_lock(&watcher.lock);
  eddy_list_push(&watcher.loops, &watch->link);
  if (!watcher.running) {
    uv_thread_t thread;
    const uv_thread_options_t options = {.flags = UV_THREAD_HAS_STACK_SIZE, .stack_size = 64 * 1024};
    watcher.running = uv_thread_create_ex(&thread, &options, watch_loops, NULL) == 0;
    if (watcher.running) pthread_detach(thread);
  }
  uv_mutex_unlock(&watcher.lock);
  return env->watch = watch;
}

void eddy_loop_watch_start(struct eddy_env *env) {
  if (eddy_loop_alarm_limit() != UINT64_MAX) eddy_loop_watch_of(env);
}

void eddy_loop_watch_release(struct eddy_env *env) {
  struct eddy_loop_watch *watch = env->watch;
  if (watch == NULL) return;
  uv_mutex_lock(&watcher.lock);
  eddy_list_remove(&watch->link);
  uv_mutex_unlock(&watcher.lock);
  env->watch = NULL;
  eddy_loop_stats_free(atomic_load(&watch->stats));
  free(watch);
}

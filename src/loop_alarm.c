// SPDX-License-Identifier: MIT
/* loop_alarm.c: see loop_alarm.h. The watcher looks at a time that each loop writes when it enters JavaScript. It cannot
 * look at the stack itself: it asks V8 to interrupt the script, and, for a call into C that takes long (execSync), to be
 * called when that returns; whichever comes first prints. */
#include "loop_alarm.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/fatal.h"
#include "inspector/agent.h"
#include "options.h"

#define ALARM_PLACES 64 /* remembered, so that a stack is printed once; a power of two */
#define ALARM_TEXT 8192 /* of one message, which is one write */
#define MS 1000000ull

struct eddy_loop_alarm {
  struct eddy_list link;          /* in watcher.loops */
  struct eddy_env *env;
  _Atomic uint64_t since;         /* the callback that runs has begun then (ns); 0: none runs */
  _Atomic uint64_t told;          /* `since` of the callback that was told of last */
  uint64_t asked;                 /* `since` of the one the watcher has interrupted last; the watcher's own */
  uint32_t places[ALARM_PLACES];  /* hashes of the stacks that were printed */
};

static struct {
  uv_once_t once;
  uv_mutex_t lock;
  uv_cond_t wake;
  struct eddy_list loops;
  uint64_t limit_ns;
  bool running;
} watcher = {.once = UV_ONCE_INIT}; /* guarded by its lock, but for the limit */

/* ---- the message --------------------------------------------------------------------------------------------- */

struct text { size_t len; uint32_t hash; char bytes[ALARM_TEXT]; };

__attribute__((format(printf, 2, 3))) static void add(struct text *t, const char *format, ...) {
  va_list args;
  va_start(args, format);
  const int n = vsnprintf(t->bytes + t->len, sizeof t->bytes - t->len, format, args);
  va_end(args);
  if (n > 0) t->len += (size_t)n < sizeof t->bytes - t->len ? (size_t)n : sizeof t->bytes - t->len - 1;
}

static void add_head(struct text *t, const struct eddy_loop_alarm *alarm) {
  const int thread = eddy_agent_thread(alarm->env);
  add(t, "(eddy:%d", (int)getpid());
  if (!alarm->env->is_main) add(t, ", worker %d", thread);
  add(t, ") ");
}

static void add_frame(void *data, int index, const char *frame) {
  struct text *t = data;
  (void)index;
  add(t, "\n    at %s", frame);
  for (const char *p = frame; *p; p++) t->hash = (t->hash ^ (uint8_t)*p) * 16777619u; /* FNV-1a */
}

static void print(const struct text *t) {
  for (size_t done = 0; done < t->len;) {
    const ssize_t n = write(STDERR_FILENO, t->bytes + done, t->len - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return; /* nobody reads, or not so fast: the program is not to wait for that */
    done += (size_t)n;
  }
}

static bool printed_before(struct eddy_loop_alarm *alarm, uint32_t hash) {
  uint32_t *place = &alarm->places[hash % ALARM_PLACES];
  if (*place == hash) return true;
  *place = hash;
  return false;
}

/* On the loop's thread, in the middle of the callback. */
static void tell(napi_env napi, void *data) {
  struct eddy_loop_alarm *alarm = ((struct eddy_env *)data)->alarm;
  if (alarm == NULL) return; /* the thread ends */
  const uint64_t since = atomic_load(&alarm->since), now = uv_hrtime();
  if (since == 0 || now - since < watcher.limit_ns) return; /* that callback is over, another one runs */
  if (atomic_exchange(&alarm->told, since) == since) return;
  struct text *stack = eddy_alloc(sizeof *stack), *t = eddy_alloc(sizeof *t);
  stack->len = t->len = 0;
  stack->hash = 2166136261u;
  const int frames = atoi(eddy_option_text("--stack-trace-limit"));
  eddy_js_stack(napi, frames > 0 ? frames : 10, add_frame, stack);
  add_head(t, alarm);
  add(t, "Event loop blocked for %llu ms", (unsigned long long)((now - since) / MS));
  if (stack->len == 0) {
    add(t, ", by a call that has returned\n");
  } else if (printed_before(alarm, stack->hash)) {
    const char *end = strchr(stack->bytes + 1, '\n');
    add(t, " as before:%.*s\n", (int)(end ? end - stack->bytes : (ptrdiff_t)stack->len), stack->bytes);
  } else {
    add(t, " by:%s\n", stack->bytes);
  }
  print(t);
  free(stack);
  free(t);
}

/* ---- the loop's side ----------------------------------------------------------------------------------------- */

void eddy_loop_alarm_enter(struct eddy_loop_alarm *alarm) { atomic_store_explicit(&alarm->since, uv_hrtime(), memory_order_relaxed); }

void eddy_loop_alarm_pause(struct eddy_loop_alarm *alarm, bool paused) {
  if (alarm == NULL || alarm->env->call_depth == 0) return;
  if (paused) atomic_store_explicit(&alarm->since, 0, memory_order_relaxed);
  else eddy_loop_alarm_enter(alarm);
}

void eddy_loop_alarm_leave(struct eddy_loop_alarm *alarm) {
  const uint64_t since = atomic_load_explicit(&alarm->since, memory_order_relaxed);
  if (since != 0 && uv_hrtime() - since >= watcher.limit_ns) {
    if (!alarm->env->exiting) tell(alarm->env->napi, alarm->env); /* nothing has interrupted it, a long call of V8's own, say */
    struct text *t = eddy_alloc(sizeof *t);
    t->len = 0;
    add_head(t, alarm);
    add(t, "Event loop free again after %llu ms\n", (unsigned long long)((uv_hrtime() - since) / MS));
    print(t);
    free(t);
  }
  atomic_store_explicit(&alarm->since, 0, memory_order_relaxed);
}

/* ---- the watcher's side -------------------------------------------------------------------------------------- */

static void look(struct eddy_loop_alarm *alarm, uint64_t now) {
  const uint64_t since = atomic_load_explicit(&alarm->since, memory_order_relaxed);
  if (since == 0 || since == alarm->asked || now < since || now - since < watcher.limit_ns) return;
  alarm->asked = since;
  eddy_interrupt(alarm->env->napi, tell, alarm->env);
  eddy_after_call(alarm->env->napi, tell, alarm->env);
}

static void watch(void *unused) {
  (void)unused;
  uint64_t period = watcher.limit_ns / 4; /* late by a fourth at most */
  if (period > 20 * MS) period = 20 * MS;
  uv_mutex_lock(&watcher.lock);
  while (!eddy_list_empty(&watcher.loops)) {
    uv_cond_timedwait(&watcher.wake, &watcher.lock, period);
    const uint64_t now = uv_hrtime();
    for (struct eddy_list *at = watcher.loops.next; at != &watcher.loops; at = at->next) {
      look(CONTAINER_OF(at, struct eddy_loop_alarm, link), now);
    }
  }
  watcher.running = false;
  uv_mutex_unlock(&watcher.lock);
}

static void watcher_init(void) {
  CHECK(uv_mutex_init(&watcher.lock) == 0 && uv_cond_init(&watcher.wake) == 0);
  eddy_list_init(&watcher.loops);
  watcher.limit_ns = strtoull(eddy_option_text("--loop-alarm"), NULL, 10) * MS;
}

void eddy_loop_alarm_start(struct eddy_env *env) {
  const char *limit = eddy_option_text("--loop-alarm");
  if (env->alarm != NULL || limit == NULL || !*limit) return;
  uv_once(&watcher.once, watcher_init);
  struct eddy_loop_alarm *alarm = eddy_calloc(1, sizeof *alarm);
  alarm->env = env;
  uv_mutex_lock(&watcher.lock);
  eddy_list_push(&watcher.loops, &alarm->link);
  env->alarm = alarm;
  if (!watcher.running) {
    uv_thread_t thread;
    const uv_thread_options_t options = {.flags = UV_THREAD_HAS_STACK_SIZE, .stack_size = 64 * 1024};
    watcher.running = uv_thread_create_ex(&thread, &options, watch, NULL) == 0;
    if (watcher.running) pthread_detach(thread);
  }
  uv_mutex_unlock(&watcher.lock);
}

void eddy_loop_alarm_release(struct eddy_env *env) {
  struct eddy_loop_alarm *alarm = env->alarm;
  if (alarm == NULL) return;
  uv_mutex_lock(&watcher.lock);
  eddy_list_remove(&alarm->link);
  uv_mutex_unlock(&watcher.lock);
  env->alarm = NULL;
  free(alarm);
}

// SPDX-License-Identifier: MIT
/* loop_alarm.c: --loop-alarm=MS: what blocks the event loop, on stderr; when and by whom it is called: loop_watch.h. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/fatal.h"
#include "hash.h"
#include "inspector/agent.h"
#include "loop_watch.h"
#include "options.h"

#define ALARM_TEXT 8192 /* of one message, which is one write */
#define MS 1000000ull

uint64_t eddy_loop_alarm_limit(void) {
  static _Atomic uint64_t limit; /* the same for all threads */
  uint64_t known = atomic_load_explicit(&limit, memory_order_relaxed);
  if (known == 0) {
    const char *text = eddy_option_text("--loop-alarm");
    known = text != NULL && *text ? strtoull(text, NULL, 10) * MS : UINT64_MAX;
    atomic_store_explicit(&limit, known, memory_order_relaxed);
  }
  return known;
}

struct text { size_t len; char bytes[ALARM_TEXT]; };

__attribute__((format(printf, 2, 3))) static void add(struct text *t, const char *format, ...) {
  va_list args;
  va_start(args, format);
  const int n = vsnprintf(t->bytes + t->len, sizeof t->bytes - t->len, format, args);
  va_end(args);
  if (n > 0) t->len += (size_t)n < sizeof t->bytes - t->len ? (size_t)n : sizeof t->bytes - t->len - 1;
}

static void add_head(struct text *t, const struct eddy_loop_watch *watch) {
  const int thread = eddy_agent_thread(watch->env);
  add(t, "(eddy:%d", (int)getpid());
  if (!watch->env->is_main) add(t, ", worker %d", thread);
  add(t, ") ");
}

static void add_frame(void *data, int index, const char *frame) {
  struct text *t = data;
  (void)index;
  add(t, "\n    at %s", frame);
}

static void print(const struct text *t) {
  for (size_t done = 0; done < t->len;) {
    const ssize_t n = write(STDERR_FILENO, t->bytes + done, t->len - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return; /* nobody reads, or not so fast: the program is not to wait for that */
    done += (size_t)n;
  }
}

static bool printed_before(struct eddy_loop_watch *watch, uint32_t hash) {
  uint32_t *place = &watch->places[hash % EDDY_LOOP_PLACES];
  if (*place == hash) return true;
  *place = hash;
  return false;
}

void eddy_loop_alarm_tell(struct eddy_loop_watch *watch, uint64_t since) {
  if (watch->alarm_told == since) return;
  watch->alarm_told = since;
  struct text *stack = eddy_alloc(sizeof *stack), *t = eddy_alloc(sizeof *t);
  stack->len = t->len = 0;
  const int frames = atoi(eddy_option_text("--stack-trace-limit"));
  eddy_js_stack(watch->env->napi, frames > 0 ? frames : 10, add_frame, stack);
  add_head(t, watch);
  add(t, "Event loop blocked for %llu ms", (unsigned long long)((uv_hrtime() - since) / MS));
  if (stack->len == 0) {
    add(t, ", by a call that has returned\n");
  } else if (printed_before(watch, (uint32_t)eddy_hash64(stack->bytes, stack->len, 0))) {
    const char *end = strchr(stack->bytes + 1, '\n');
    add(t, " as before:%.*s\n", (int)(end ? end - stack->bytes : (ptrdiff_t)stack->len), stack->bytes);
  } else {
    add(t, " by:%s\n", stack->bytes);
  }
  print(t);
  free(stack);
  free(t);
}

void eddy_loop_alarm_over(struct eddy_loop_watch *watch, uint64_t ns) {
  struct text *t = eddy_alloc(sizeof *t);
  t->len = 0;
  add_head(t, watch);
  add(t, "Event loop free again after %llu ms\n", (unsigned long long)(ns / MS));
  print(t);
  free(t);
}

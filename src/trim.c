// SPDX-License-Identifier: MIT
/* trim.c: a burst (ten thousand clients connect) makes V8 grow the space for new objects, and V8 keeps it until the old
 * generation has to be collected, which an idle server's never has. When the main thread's loop has had nothing to do
 * for a while, a collection that gives memory back is made, once a burst. Started by V8's collections: a process that
 * allocates nothing is not woken. Heaps so large that somebody could notice the pause are left alone. The same for the memory of
 * buffers that the C library keeps. */
#include "eddy.h"
#include <malloc.h>
#include "engine/heap.h"

#define TRIM_INTERVAL_MS 2000
/* Idle of that: this much. */
#define TRIM_IDLE_NS (TRIM_INTERVAL_MS * 950000ull)
/* The space for new objects that is worth the work, and the heap in use that is small enough. */
#define TRIM_NEW_SPACE (16.0 * 1024 * 1024)
#define TRIM_MOST_USED (64.0 * 1024 * 1024)
/* Buffers of this many bytes leave memory that is worth the work, and so much of what V8 has given back to us is. */
#define TRIM_BUFFERS ((size_t)4 << 20)
#define TRIM_PAGES ((size_t)2 << 20)
/* So many that are still there may be garbage of the old generation, for which young collections do not look. */
#define TRIM_OLD_BUFFERS ((size_t)32 << 20)

static uv_timer_t trim_timer;
static uint64_t trim_idle_before;
static size_t trim_new_space; /* V8's number of it */
static bool trim_buffers;     /* there have been many since the last time */
static bool trim_pages;       /* V8 has given much back to us since then */

/* Whether the space for new objects has grown. */
static bool trim_has_grown(napi_env env) {
  double space[4];
  return strcmp(eddy_heap_space(env, trim_new_space, space), "new_space") == 0 && space[0] >= TRIM_NEW_SPACE;
}

static bool trim_is_small(napi_env env) {
  double figures[EDDY_HEAP_FIGURES];
  eddy_heap_statistics(env, figures);
  return figures[4] <= TRIM_MOST_USED;
}

static void trim_on_timer(uv_timer_t *timer) {
  struct eddy_env *env = timer->loop->data;
  const uint64_t idle = eddy_idle_time(env), rested = idle - trim_idle_before;
  trim_idle_before = idle;
  if (!env->can_call_js) return;
  const bool many = trim_buffers && eddy_array_buffer_bytes(env->napi) >= TRIM_OLD_BUFFERS;
  const bool heap = (many || trim_has_grown(env->napi)) && trim_is_small(env->napi);
  if (!heap && !trim_buffers && !trim_pages) return;
  if (rested < TRIM_IDLE_NS) {
    uv_timer_start(timer, trim_on_timer, TRIM_INTERVAL_MS, 0);
    return;
  }
  if (heap) eddy_engine_trim(env->napi);
  if (trim_buffers) eddy_array_buffer_trim(env->napi);
#ifdef __GLIBC__
  if (trim_buffers) malloc_trim(0);
#endif
  if (heap || trim_pages) eddy_heap_memory_trim();
  trim_buffers = trim_pages = false;
}

static void trim_on_gc(napi_env napi, int kind, int flags, bool before, void *data) {
  struct eddy_env *env = data;
  (void)flags;
  const int scavenges = 1 | 2;
  if (!(kind & scavenges)) return;
  if (before) {
    trim_buffers = trim_buffers || eddy_array_buffer_bytes(napi) + eddy_array_buffer_kept(napi) >= TRIM_BUFFERS;
    trim_pages = trim_pages || eddy_heap_memory_kept() >= TRIM_PAGES;
    return;
  }
  if (uv_is_active((uv_handle_t *)&trim_timer) || !(trim_buffers || trim_pages || trim_has_grown(napi))) return;
  trim_idle_before = eddy_idle_time(env);
  uv_timer_start(&trim_timer, trim_on_timer, TRIM_INTERVAL_MS, 0);
}

void eddy_trim_start(struct eddy_env *env) {
  CHECK(env->is_main && uv_timer_init(env->loop, &trim_timer) == 0);
  uv_unref((uv_handle_t *)&trim_timer);
  double space[4];
  for (size_t i = eddy_heap_space_count(env->napi); i-- > 0;) {
    if (strcmp(eddy_heap_space(env->napi, i, space), "new_space") == 0) trim_new_space = i;
  }
  eddy_gc_watch(env->napi, trim_on_gc, env);
}

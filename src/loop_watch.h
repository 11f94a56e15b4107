// SPDX-License-Identifier: MIT
/* loop_watch.h: what a thread's event loop is busy with, for --loop-alarm=MS (loop_alarm.c: tells of a callback that runs
 * for longer, while it does) and `eddy top` (loop_stats.c: how long callbacks run, and which). A callback is one call from
 * the loop into JavaScript, with the ticks and microtasks after it. One thread watches all loops of the process; if nobody
 * wants to know, there is none, and the loops count nothing. */
#ifndef EDDY_LOOP_WATCH_H
#define EDDY_LOOP_WATCH_H

#include <stdatomic.h>

#include "eddy.h"

#define EDDY_LOOP_PLACES 64 /* a power of two */

struct eddy_loop_watch {
  struct eddy_list link;
  struct eddy_env *env;
  _Atomic uint64_t since;             /* the callback that runs has begun then (ns); 0: none runs */
  _Atomic uint64_t alarm_asked;       /* `since` of the callback that was to be told of last */
  uint64_t alarm_told;                /* the same, told; the loop's thread */
  uint32_t places[EDDY_LOOP_PLACES];  /* hashes of the stacks that were printed; the same */
  _Atomic uint64_t sample_asked;      /* a sample is wanted since then (ns); 0: none is */
  struct eddy_loop_stats *_Atomic stats; /* NULL: nobody counts */
};

/* The thread's loop is about to run: --loop-alarm counts from now on. Not before: what a program does while it starts
 * blocks nobody. */
void eddy_loop_watch_start(struct eddy_env *env);
void eddy_loop_watch_release(struct eddy_env *env);

/* The loop enters JavaScript, and leaves it; the outermost call. */
void eddy_loop_watch_enter(struct eddy_loop_watch *watch);
void eddy_loop_watch_leave(struct eddy_loop_watch *watch);
/* The callback stands still for a reason that is not its own, a debugger's pause; afterwards it counts anew. watch: may be NULL. */
void eddy_loop_watch_pause(struct eddy_loop_watch *watch, bool paused);

/* ---- loop_alarm.c ---- */
/* Nanoseconds that a callback may run; UINT64_MAX without the option. */
uint64_t eddy_loop_alarm_limit(void);
/* In the middle of a callback that runs for longer: prints its stack, once. */
void eddy_loop_alarm_tell(struct eddy_loop_watch *watch, uint64_t since);
void eddy_loop_alarm_over(struct eddy_loop_watch *watch, uint64_t ns);

/* ---- loop_stats.c ---- */
void eddy_loop_stats_begin(struct eddy_env *env);
void eddy_loop_stats_end(struct eddy_env *env);
/* What has been counted since the last call: { callbacks, busy, longest, running (ms), durations: counts of callbacks by
 * duration (bounds in ms: `bounds`), places: [ms, callback, where][] }, places being "function (file:line:column)". */
napi_value eddy_loop_stats_take(struct eddy_env *env);
void eddy_loop_stats_ended(struct eddy_loop_stats *stats, uint64_t ns);
/* The script that runs on this thread has done so for `ns` more. */
void eddy_loop_stats_sample(struct eddy_loop_stats *stats, napi_env napi, uint64_t ns);
void eddy_loop_stats_free(struct eddy_loop_stats *stats);
/* The env's watch, made if there is none; the watching thread runs. */
struct eddy_loop_watch *eddy_loop_watch_of(struct eddy_env *env);

#endif

// SPDX-License-Identifier: MIT
/* heavy.h: work that is nothing but computing (key derivation, hashing, compression), on threads of its own, no more
 * at once than there are processors. libuv's pool is left to what waits for the system: files are not read behind hashes. */
#ifndef EDDY_HEAVY_H
#define EDDY_HEAVY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include <uv.h>

struct eddy_env;

struct eddy_heavy_job {
  struct eddy_heavy_job *next;
  struct eddy_env *env;
  uint64_t queued_at;
  void (*run)(struct eddy_heavy_job *job);  /* on one of the threads */
  void (*done)(struct eddy_heavy_job *job); /* on the loop's; may free the job */
};

/* What has been done for a loop; in its env. */
struct eddy_heavy {
  uv_async_t async;
  _Atomic(struct eddy_heavy_job *) newest; /* done, not yet told, each with what was done before it in `next` */
  atomic_uint tellers;                 /* threads that are at adding to them */
  struct eddy_heavy_job *first;        /* taken from there, in their order */
  int pending;                         /* not yet told; they keep the loop alive */
  bool ready;                          /* the fields above are initialised */
};

/* Queues a job. Whoever takes the env down first runs its loop until all are told (each is an eddy_req). */
void eddy_heavy_queue(struct eddy_env *env, struct eddy_heavy_job *job);
/* Memory for a job that needs much of it, wherever it runs: not zeroed, its start at a multiple of 64; NULL: there is none. The threads
 * keep one piece each for their next jobs, until they have had nothing to do for a while: to have many pages from the system
 * takes longer than to fill them. So whoever gives it back wipes secrets from it. */
void *eddy_heavy_take(size_t size);
void eddy_heavy_give(void *memory, size_t size);
/* Before the env is freed, its loop's handles being closed. */
void eddy_heavy_release(struct eddy_env *env);
/* Lets the threads finish what they are at, and nothing more; for ends that run exit handlers. */
void eddy_heavy_stop(void);

#endif

// SPDX-License-Identifier: MIT
/* bell.h: how other threads wake a thread for what they have queued for it. One bell per thread, with one
 * descriptor, however many there are that may be rung for; a thread that is awake costs no system call. */
#ifndef EDDY_MESSAGING_BELL_H
#define EDDY_MESSAGING_BELL_H

#include "eddy.h"

struct eddy_bell;

/* Somebody on the bell's thread who is to be called. Belongs to its embedding struct. */
struct eddy_ringer {
  struct eddy_list link;   /* in the bell's list while it has been rung for */
  struct eddy_bell *bell;
  uint64_t number;         /* several are answered in the order in which they were made */
  bool talks;              /* who rings may be waiting for an answer: of ports */
  void (*answer)(struct eddy_ringer *r); /* on the bell's thread, from its loop */
};

/* The thread's bell, made when first asked for; it goes with the env. Owner's thread. */
struct eddy_bell *eddy_bell_of(struct eddy_env *env);
/* After the env's handles have been closed and their callbacks have run, before the loop is. NULL is fine. */
void eddy_bell_free(struct eddy_bell *bell);

/* For locks that are held for less than a system call takes. */
void eddy_short_lock_init(uv_mutex_t *lock);

/* Owner's thread. */
void eddy_ringer_init(struct eddy_ringer *r, struct eddy_bell *bell, void (*answer)(struct eddy_ringer *));
/* Any thread, with the caller seeing to it that the ringer exists. Several calls may become one answer. */
void eddy_ring(struct eddy_ringer *r);
/* In two steps, for those who hold a lock that the answer needs: what the first returns (NULL: the thread is
 * awake) is to be given to the second when the lock has been left. The ringer may be gone by then. */
struct eddy_bell *eddy_ring_quietly(struct eddy_ringer *r);
void eddy_bell_wake(struct eddy_bell *bell);
/* Owner's thread: what was rung before is not answered any more. */
void eddy_ringer_forget(struct eddy_ringer *r);

#endif

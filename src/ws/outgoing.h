// SPDX-License-Identifier: MIT
/* outgoing.h: what a connection has to write. Bytes lie in runs; a queue is a list of pieces of them. A run that a
 * message is published into is shared by all who get it, and those who get several messages one after the other hold
 * one piece of it. No V8, no libuv: tested alone (test/unit/ws_outgoing.c). Called by bindings/ws_send.c, ws_topic.c. */
#ifndef EDDY_WS_OUTGOING_H
#define EDDY_WS_OUTGOING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that only ever grow at the end; freed with the last piece of it. */
struct ws_run {
  struct ws_run **home; /* who appends to it, while it is shared; NULL: the only one who has it may */
  size_t refs, len, cap;
  uint8_t bytes[];
};

/* 32 bits: a run is never longer, see WS_RUN_MAX. */
struct ws_piece { struct ws_run *run; uint32_t from, to; };
#define WS_RUN_MAX UINT32_MAX

/* Zeroed at first. Publishing touches the first 32 bytes, of very many. */
struct ws_queue {
  struct ws_piece first;      /* run NULL: the queue is empty */
  size_t bytes;
  uint32_t more_count, more_cap;
  struct ws_piece *more;      /* what follows it */
};

/* n more bytes at the end of the run of *home, which is made anew when there is no room; NULL: out of memory, or too much. The run
 * is not held by *home: it is gone, and *home NULL, when no queue has a piece of it. */
uint8_t *ws_run_append(struct ws_run **home, size_t n);
/* Nobody appends to the run of *home any more. */
void ws_run_leave(struct ws_run **home);
void ws_run_release(struct ws_run *run);

static inline bool ws_queue_empty(const struct ws_queue *q) { return !q->first.run; }
static inline uint32_t ws_queue_pieces(const struct ws_queue *q) { return q->first.run ? 1 + q->more_count : 0; }
static inline struct ws_piece *ws_queue_piece(struct ws_queue *q, uint32_t i) { return i ? &q->more[i - 1] : &q->first; }
/* Bytes [from, to) of a run are to be written next. copy: small ones are copied when they do not follow what is there
 * already, so that a peer who takes nothing does not keep long runs for little. False: out of memory. */
bool ws_queue_share(struct ws_queue *q, struct ws_run *run, size_t from, size_t to, bool copy);
/* n bytes of the queue's own, at its end; NULL: out of memory, or too much. */
uint8_t *ws_queue_reserve(struct ws_queue *q, size_t n);
/* Moves the pieces, without the first `done` bytes, to `to`, which has room for all of them; returns how many. The
 * queue is empty then. */
uint32_t ws_queue_take(struct ws_queue *q, size_t done, struct ws_piece *to);
void ws_queue_clear(struct ws_queue *q);

#endif

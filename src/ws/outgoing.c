// SPDX-License-Identifier: MIT
/* outgoing.c: see outgoing.h. */
#include "ws/outgoing.h"

#include <stdlib.h>
#include <string.h>

#define RUN_FIRST 512    /* room of the first run of a topic, and of a queue's own */
#define RUN_MOST 65536   /* longer ones are made for one frame */
#define PIECES_MOST 16   /* from here on small pieces are copied */
#define COPY_MOST 4096   /* what counts as small */

static struct ws_run *run_new(size_t cap) {
  struct ws_run *run = cap <= WS_RUN_MAX ? malloc(sizeof *run + cap) : NULL;
  if (!run) return NULL;
  *run = (struct ws_run){NULL, 0, 0, cap};
  return run;
}

uint8_t *ws_run_append(struct ws_run **home, size_t n) {
  struct ws_run *run = *home;
  if (!run || run->cap - run->len < n) {
    size_t cap = run && run->cap < RUN_MOST ? run->cap * 4 : run ? RUN_MOST : RUN_FIRST;
    if (cap > RUN_MOST) cap = RUN_MOST;
    if (cap < n) cap = n;
    if (!(run = run_new(cap))) return NULL;
    ws_run_leave(home);
    run->home = home;
    *home = run;
  }
  uint8_t *to = run->bytes + run->len;
  run->len += n;
  return to;
}

void ws_run_leave(struct ws_run **home) {
  struct ws_run *run = *home;
  *home = NULL;
  if (!run) return;
  run->home = NULL;
  if (run->refs == 0) free(run);
}

void ws_run_release(struct ws_run *run) {
  if (--run->refs > 0) return;
  if (run->home) *run->home = NULL;
  free(run);
}

/* ---- queues ------------------------------------------------------------------------------------------------ */

static struct ws_piece *queue_last(struct ws_queue *q) {
  return q->more_count ? &q->more[q->more_count - 1] : &q->first;
}

/* A place for one more piece, not counted yet; NULL: out of memory. */
static struct ws_piece *queue_room(struct ws_queue *q) {
  if (!q->first.run) return &q->first;
  if (q->more_count == q->more_cap) {
    const uint32_t cap = q->more_cap ? q->more_cap * 2 : 3;
    struct ws_piece *more = realloc(q->more, cap * sizeof *more);
    if (!more) return NULL;
    q->more = more;
    q->more_cap = cap;
  }
  return &q->more[q->more_count];
}

static void queue_add(struct ws_queue *q, struct ws_run *run, uint32_t from, uint32_t to) {
  struct ws_piece *piece = queue_room(q);
  if (piece != &q->first) q->more_count++;
  *piece = (struct ws_piece){run, from, to};
  run->refs++;
  q->bytes += to - from;
}

bool ws_queue_share(struct ws_queue *q, struct ws_run *run, size_t from, size_t to, bool copy) {
  struct ws_piece *last = queue_last(q);
  if (last->run == run && last->to == from) {
    last->to = (uint32_t)to;
    q->bytes += to - from;
    return true;
  }
  if ((copy || q->more_count >= PIECES_MOST) && to - from <= COPY_MOST) {
    uint8_t *own = ws_queue_reserve(q, to - from);
    if (own) memcpy(own, run->bytes + from, to - from);
    return own != NULL;
  }
  if (!queue_room(q)) return false;
  queue_add(q, run, (uint32_t)from, (uint32_t)to);
  return true;
}

uint8_t *ws_queue_reserve(struct ws_queue *q, size_t n) {
  struct ws_piece *last = queue_last(q);
  struct ws_run *run = last->run;
  const bool own = run && !run->home && run->refs == 1 && run->len == last->to;
  if (own && run->cap - run->len < n && run->cap < RUN_MOST && n <= RUN_MOST) {
    size_t cap = run->cap * 2;
    if (cap < run->len + n) cap = run->len + n;
    struct ws_run *grown = realloc(run, sizeof *run + cap);
    if (!grown) return NULL;
    grown->cap = cap;
    last->run = run = grown;
  }
  if (!own || run->cap - run->len < n) {
    if (!queue_room(q) || !(run = run_new(n < RUN_FIRST / 2 ? RUN_FIRST / 2 : n))) return NULL;
    run->len = n;
    queue_add(q, run, 0, (uint32_t)n);
    return run->bytes;
  }
  uint8_t *to = run->bytes + run->len;
  run->len += n;
  last->to += (uint32_t)n;
  q->bytes += n;
  return to;
}

static void queue_reset(struct ws_queue *q) {
  free(q->more);
  *q = (struct ws_queue){0};
}

uint32_t ws_queue_take(struct ws_queue *q, size_t done, struct ws_piece *to) {
  uint32_t count = 0;
  for (uint32_t i = 0, n = ws_queue_pieces(q); i < n; i++) {
    struct ws_piece piece = *ws_queue_piece(q, i);
    const size_t len = piece.to - piece.from;
    if (done >= len) {
      done -= len;
      ws_run_release(piece.run);
      continue;
    }
    piece.from += (uint32_t)done;
    done = 0;
    to[count++] = piece;
  }
  queue_reset(q);
  return count;
}

void ws_queue_clear(struct ws_queue *q) {
  for (uint32_t i = 0, n = ws_queue_pieces(q); i < n; i++) ws_run_release(ws_queue_piece(q, i)->run);
  queue_reset(q);
}

// SPDX-License-Identifier: MIT
// Unit test of src/ws/outgoing.c: what queues share, in which order it comes, and that nothing stays.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/ws/outgoing.c"

static int failures;
#define EXPECT(x) ((x) ? (void)0 : (void)(failures++, fprintf(stderr, "%d: %s\n", __LINE__, #x)))

static void own(struct ws_queue *q, const char *text) { memcpy(ws_queue_reserve(q, strlen(text)), text, strlen(text)); }

/* To all queues, as a topic does it. */
static void publish(struct ws_run **home, const char *text, struct ws_queue *queues, int n, bool copy) {
  const size_t len = strlen(text);
  memcpy(ws_run_append(home, len), text, len);
  struct ws_run *run = *home;
  const size_t to = run->len;
  for (int i = 0; i < n; i++) EXPECT(ws_queue_share(&queues[i], run, to - len, to, copy));
  if (run->refs == 0) ws_run_leave(home);
}

/* Takes all out but the first `done` bytes, and compares. */
static void expect(struct ws_queue *q, size_t done, const char *want) {
  struct ws_piece pieces[64];
  char got[100000];
  size_t at = 0;
  EXPECT(ws_queue_pieces(q) <= 64);
  const size_t bytes = q->bytes;
  const uint32_t n = ws_queue_take(q, done, pieces);
  for (uint32_t i = 0; i < n; i++) {
    const size_t len = pieces[i].to - pieces[i].from;
    memcpy(got + at, pieces[i].run->bytes + pieces[i].from, len);
    at += len;
    ws_run_release(pieces[i].run);
  }
  EXPECT(at == strlen(want) && memcmp(got, want, at) == 0);
  EXPECT(bytes == done + at);
  EXPECT(ws_queue_empty(q) && q->bytes == 0 && !q->more);
}

static void sharing(void) {
  struct ws_queue q[3] = {0};
  struct ws_run *a = NULL, *b = NULL;
  publish(&a, "one ", q, 3, false);
  publish(&a, "two ", q, 2, false);
  EXPECT(ws_queue_pieces(&q[0]) == 1 && q[0].first.run == q[2].first.run);
  own(&q[1], "own ");
  own(&q[1], "more ");
  EXPECT(ws_queue_pieces(&q[1]) == 2);
  publish(&b, "b ", q, 3, false);
  publish(&a, "three ", q, 3, true); /* copied, not to hold the run */
  EXPECT(a->refs == 3);
  expect(&q[0], 0, "one two b three ");
  expect(&q[1], 5, "wo own more b three ");
  EXPECT(a && b);
  expect(&q[2], 4, "b three ");
  EXPECT(!a && !b); /* nobody has a piece: they are gone */
}

static void alone(void) {
  struct ws_queue q = {0};
  struct ws_run *home = NULL;
  publish(&home, "to nobody", NULL, 0, false);
  EXPECT(!home);
  publish(&home, "first ", &q, 1, false);
  own(&q, "a "); /* not into the shared run */
  publish(&home, "second ", &q, 1, false);
  EXPECT(ws_queue_pieces(&q) == 3);
  expect(&q, 0, "first a second ");
  publish(&home, "third ", &q, 1, false);
  ws_run_leave(&home);
  own(&q, "b "); /* into it: it is ours now */
  EXPECT(ws_queue_pieces(&q) == 1);
  expect(&q, 0, "third b ");
  own(&q, "dropped");
  ws_queue_clear(&q);
  EXPECT(ws_queue_empty(&q));
}

static void many(void) {
  struct ws_queue q = {0};
  struct ws_run *homes[2] = {NULL, NULL};
  char want[100000];
  size_t at = 0;
  for (int i = 0; i < 2000; i++) { /* in turn, and runs that are full */
    char text[32];
    snprintf(text, sizeof text, "message %d;", i);
    publish(&homes[i & 1], text, &q, 1, false);
    memcpy(want + at, text, strlen(text) + 1);
    at += strlen(text);
  }
  EXPECT(ws_queue_pieces(&q) < 40); /* more are copied */
  expect(&q, 0, want);
  EXPECT(!homes[0] && !homes[1]);
}

int main(void) {
  sharing();
  alone();
  many();
  return failures != 0;
}

// SPDX-License-Identifier: MIT
/* end.c: ends of channels and broadcast groups. All ends of a group share one lock, which also guards their
 * queues. A group goes with its last end. */
#include "messaging/end.h"

struct entry { struct eddy_list link; struct eddy_message *message; };

struct group {
  uv_mutex_t lock;
  struct eddy_list ends;
  int count;
  char *name;             /* of a broadcast group */
  struct group *next;     /* all broadcast groups, under groups_lock */
};

struct eddy_end {
  struct eddy_list link;  /* in group->ends */
  struct group *group;
  struct eddy_list queue; /* of struct entry */
  size_t count;
  struct eddy_ringer *wake;
};

static uv_once_t groups_once = UV_ONCE_INIT;
static uv_mutex_t groups_lock;
static struct group *groups;

static void groups_init(void) { CHECK(uv_mutex_init(&groups_lock) == 0); }

static struct group *group_new(const char *name) {
  struct group *g = eddy_calloc(1, sizeof *g);
  eddy_short_lock_init(&g->lock);
  eddy_list_init(&g->ends);
  if (name != NULL) g->name = eddy_strdup(name);
  return g;
}

static struct eddy_end *end_new(struct group *g) {
  struct eddy_end *end = eddy_calloc(1, sizeof *end);
  end->group = g;
  eddy_list_init(&end->queue);
  uv_mutex_lock(&g->lock);
  eddy_list_push(&g->ends, &end->link);
  g->count++;
  uv_mutex_unlock(&g->lock);
  return end;
}

void eddy_channel_new(struct eddy_end **a, struct eddy_end **b) {
  struct group *g = group_new(NULL);
  *a = end_new(g);
  *b = end_new(g);
}

struct eddy_end *eddy_end_new_broadcast(const char *name) {
  uv_once(&groups_once, groups_init);
  uv_mutex_lock(&groups_lock);
  struct group *g = groups;
  while (g != NULL && strcmp(g->name, name) != 0) g = g->next;
  if (g == NULL) {
    g = group_new(name);
    g->next = groups;
    groups = g;
  }
  struct eddy_end *end = end_new(g);
  uv_mutex_unlock(&groups_lock);
  return end;
}

/* To be woken when the lock has been left. */
static struct eddy_bell *push(struct eddy_end *end, struct eddy_message *m) {
  struct entry *e = eddy_alloc(sizeof *e);
  e->message = m;
  eddy_list_push(&end->queue, &e->link);
  end->count++;
  return end->wake != NULL ? eddy_ring_quietly(end->wake) : NULL;
}

static struct eddy_message *shift(struct eddy_end *end) {
  struct entry *e = CONTAINER_OF(end->queue.next, struct entry, link);
  struct eddy_message *m = e->message;
  eddy_list_remove(&e->link);
  free(e);
  end->count--;
  return m;
}

static void group_free(struct group *g) {
  uv_mutex_destroy(&g->lock);
  free(g->name);
  free(g);
}

static void forget_broadcast(struct group *g) {
  struct group **at = &groups;
  while (*at != g) at = &(*at)->next;
  *at = g->next;
}

void eddy_end_close(struct eddy_end *end) {
  struct group *g = end->group;
  bool named = g->name != NULL;
  if (named) uv_mutex_lock(&groups_lock);
  uv_mutex_lock(&g->lock);
  eddy_list_remove(&end->link);
  bool last = --g->count == 0;
  struct eddy_bell *bell = NULL;
  if (!named && !last) bell = push(CONTAINER_OF(g->ends.next, struct eddy_end, link), eddy_message_new_close());
  if (named && last) forget_broadcast(g);
  uv_mutex_unlock(&g->lock);
  if (named) uv_mutex_unlock(&groups_lock);
  eddy_bell_wake(bell);
  /* What is dropped here may be ends of other channels: no lock is held. */
  while (!eddy_list_empty(&end->queue)) eddy_message_drop(shift(end));
  if (last) group_free(g);
  free(end);
}

void eddy_end_bind(struct eddy_end *end, struct eddy_ringer *wake) {
  uv_mutex_lock(&end->group->lock);
  end->wake = wake;
  if (wake != NULL && end->count > 0) eddy_ring(wake);
  uv_mutex_unlock(&end->group->lock);
}

bool eddy_end_post(struct eddy_end *end, struct eddy_message *m) {
  struct group *g = end->group;
  uv_mutex_lock(&g->lock);
  bool any = g->count > 1;
  struct eddy_bell *bell = NULL;
  for (struct eddy_list *l = g->ends.next; l != &g->ends; l = l->next) {
    struct eddy_end *other = CONTAINER_OF(l, struct eddy_end, link);
    if (other == end) continue;
    eddy_bell_wake(bell); /* of the one before, in a broadcast group */
    bell = push(other, eddy_message_hold(m));
  }
  uv_mutex_unlock(&g->lock);
  eddy_message_drop(m);
  eddy_bell_wake(bell);
  return any;
}

struct eddy_message *eddy_end_shift(struct eddy_end *end, bool only_close) {
  uv_mutex_lock(&end->group->lock);
  struct eddy_message *m = NULL;
  if (end->count > 0) {
    struct entry *first = CONTAINER_OF(end->queue.next, struct entry, link);
    if (!only_close || eddy_message_is_close(first->message)) m = shift(end);
  }
  uv_mutex_unlock(&end->group->lock);
  return m;
}

size_t eddy_end_count(struct eddy_end *end) {
  uv_mutex_lock(&end->group->lock);
  size_t count = end->count;
  uv_mutex_unlock(&end->group->lock);
  return count;
}

bool eddy_end_would_swallow(struct eddy_end *end, const struct eddy_message *m) {
  struct group *g = end->group;
  bool found = false;
  uv_mutex_lock(&g->lock);
  for (struct eddy_list *l = g->ends.next; l != &g->ends && !found; l = l->next) {
    struct eddy_end *other = CONTAINER_OF(l, struct eddy_end, link);
    found = other != end && eddy_message_carries(m, other);
  }
  uv_mutex_unlock(&g->lock);
  return found;
}

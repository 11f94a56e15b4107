// SPDX-License-Identifier: MIT
/* ws_topic.c: class WebSocketTopic, the connections that listen to one topic, and what is published to them: encoded
 * once, compressed once for all that have agreed on the same parameters, and shared by all of their queues. Names are
 * lib/internal/ws/topics.js's. */
#include "bindings/ws.h"

#define WS_PLAIN 0

struct ws_member { struct ws_connection *c; uint32_t slot; /* in c->topics */ };

struct ws_topic {
  struct eddy_native native;
  struct ws_member *members;
  uint32_t count, cap;
  struct ws_channel *channels;
};

static struct ws_topic *topic_this(napi_callback_info info) {
  return eddy_native_of(eddy_this(info), &ws_topic_class);
}

static struct ws_connection *connection_arg(napi_callback_info info, int i) {
  return eddy_arg_is_object(info, i) ? eddy_native_of(eddy_arg(info, i), &ws_connection_class) : NULL;
}

/* ---- who listens ------------------------------------------------------------------------------------------ */

/* Whichever list is shorter is looked through. NULL: the connection does not listen. */
static struct ws_membership *find(struct ws_topic *t, struct ws_connection *c) {
  if (t->count < c->topic_count) {
    for (uint32_t i = 0; i < t->count; i++) {
      if (t->members[i].c == c) return &c->topics[t->members[i].slot];
    }
  } else {
    for (uint32_t i = 0; i < c->topic_count; i++) {
      if (c->topics[i].topic == t) return &c->topics[i];
    }
  }
  return NULL;
}

static void topic_shrink(struct ws_topic *t) {
  if (t->count > 0 && (t->cap < 64 || t->count > t->cap / 4)) return;
  const uint32_t cap = t->count > 0 ? t->cap / 2 : 0;
  struct ws_member *members = cap ? realloc(t->members, cap * sizeof *members) : NULL;
  if (!cap) free(t->members);
  if (!cap || members) {
    t->members = members;
    t->cap = cap;
  }
}

/* The last one of each list takes the place. */
static void leave(struct ws_connection *c, struct ws_membership *m) {
  struct ws_topic *t = m->topic;
  const uint32_t index = m->index, slot = (uint32_t)(m - c->topics);
  t->members[index] = t->members[--t->count];
  if (index < t->count) t->members[index].c->topics[t->members[index].slot].index = index;
  c->topics[slot] = c->topics[--c->topic_count];
  if (slot < c->topic_count) c->topics[slot].topic->members[c->topics[slot].index].slot = slot;
  topic_shrink(t);
}

void ws_topics_leave(struct ws_connection *c) {
  while (c->topic_count > 0) leave(c, &c->topics[c->topic_count - 1]);
  free(c->topics);
  c->topics = NULL;
  c->topic_cap = 0;
}

/* add(connection) -> whether it listens now; false: it is closed, or memory is out */
static napi_value topic_add(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_topic *t = topic_this(info);
  struct ws_connection *c = connection_arg(info, 0);
  bool ok = t && c && !c->dead;
  if (ok && !find(t, c)) {
    if (t->count == t->cap) {
      const uint32_t cap = t->cap ? t->cap * 2 : 1;
      struct ws_member *members = realloc(t->members, cap * sizeof *members);
      if ((ok = members != NULL)) t->members = members, t->cap = cap;
    }
    if (ok && c->topic_count == c->topic_cap) {
      const uint32_t cap = c->topic_cap ? c->topic_cap * 2 : 1;
      struct ws_membership *topics = realloc(c->topics, cap * sizeof *topics);
      if ((ok = topics != NULL)) c->topics = topics, c->topic_cap = cap;
    }
    if (ok) {
      t->members[t->count] = (struct ws_member){c, c->topic_count};
      c->topics[c->topic_count++] = (struct ws_membership){t, t->count++};
    }
  }
  eddy_ret_bool(info, ok);
  return NULL;
}

/* remove(connection) -> how many listen still */
static napi_value topic_remove(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_topic *t = topic_this(info);
  struct ws_connection *c = connection_arg(info, 0);
  struct ws_membership *m = t && c ? find(t, c) : NULL;
  if (m) leave(c, m);
  eddy_ret_f64(info, t ? t->count : 0);
  return NULL;
}

/* has(connection) */
static napi_value topic_has(napi_env env, napi_callback_info info) {
  (void)env;
  struct ws_topic *t = topic_this(info);
  struct ws_connection *c = connection_arg(info, 0);
  eddy_ret_bool(info, t && c && find(t, c));
  return NULL;
}

/* leaveTopics() -> an array of the topics to which nobody listens now, or undefined */
napi_value ws_leave_topics(napi_env env, napi_callback_info info) {
  struct ws_connection *c = eddy_native_of(eddy_this(info), &ws_connection_class);
  napi_value empty = NULL;
  uint32_t n = 0;
  while (c && c->topic_count > 0) {
    struct ws_topic *t = c->topics[c->topic_count - 1].topic;
    leave(c, &c->topics[c->topic_count - 1]);
    napi_value js = t->count == 0 ? eddy_native_value(&t->native) : NULL;
    if (!js) continue;
    if (!empty) empty = eddy_array(env, NULL, 0);
    napi_set_element(env, empty, n++, js);
  }
  if (c) ws_topics_leave(c);
  return empty;
}

/* ---- publishing ------------------------------------------------------------------------------------------- */

struct publication {
  napi_env env;
  int opcode;
  bool compress;
  struct ws_payload payload; /* flat */
  struct ws_channel **channels;
  uint32_t count;            /* connections it was given to */
  napi_value slow;           /* array: place for the count, then connections that JavaScript gives it to; NULL: none */
  uint32_t slow_count;
};

static int32_t channel_key(const struct ws_deflate *d) {
  return 1 + (d->out_bits | (d->level + 1) << 8 | d->memory << 16);
}

/* NULL: out of memory */
static struct ws_channel *channel_find(struct ws_channel **list, int32_t key) {
  for (; *list; list = &(*list)->next) {
    if ((*list)->key == key) return *list;
  }
  if ((*list = calloc(1, sizeof **list))) (*list)->key = key;
  return *list;
}

void ws_channels_release(struct ws_channel **channels) {
  while (*channels) {
    struct ws_channel *channel = *channels;
    *channels = channel->next;
    ws_run_leave(&channel->run);
    free(channel);
  }
}

/* The frame in the channel's run, once per publication. False: out of memory. */
static bool channel_make(struct ws_channel *channel, struct publication *p, struct ws_connection *c) {
  uint8_t head[WS_HEAD_MAX], *data = NULL;
  const bool compress = channel->key != WS_PLAIN;
  size_t len = p->payload.len;
  if (compress && ws_deflate_message(&c->deflate, p->payload.data, len, &data, &len) != 0) return false;
  const size_t n = ws_head_write(head, (enum ws_opcode)p->opcode, true, compress, len, NULL);
  uint8_t *to = ws_run_append(&channel->run, n + len);
  if (to) {
    memcpy(to, head, n);
    if (len) memcpy(to + n, compress ? data : p->payload.data, len);
    channel->to = channel->run->len;
    channel->from = channel->to - n - len;
  }
  free(data);
  return channel->made = to != NULL;
}

static void publish_slow(struct publication *p, struct ws_connection *c) {
  napi_value js = eddy_native_value(&c->native);
  if (!js) return;
  if (!p->slow) p->slow = eddy_array(p->env, NULL, 0);
  napi_set_element(p->env, p->slow, ++p->slow_count, js);
}

/* Compressed with what this connection has sent before: nobody else can read it. */
static bool publish_own(struct publication *p, struct ws_connection *c) {
  struct ws_payload deflated = {0};
  if (ws_deflate_message(&c->deflate, p->payload.data, p->payload.len, &deflated.owned, &deflated.len) != 0) return false;
  deflated.data = deflated.owned;
  const int err = ws_put_frame(p->env, c, p->opcode, true, &deflated, NULL);
  free(deflated.owned);
  return err == 0;
}

static void publish_to(struct publication *p, struct ws_connection *c) {
  if (c->closed) return;
  if (!c->carried || !c->server || c->slow || (c->writing && c->limit && ws_queued_bytes(c) > (double)c->limit)) {
    publish_slow(p, c);
    return;
  }
  const bool compress = p->compress && c->uses_deflate && p->payload.len >= c->threshold;
  if (compress && c->deflate.out_takeover) {
    p->count += publish_own(p, c);
    return;
  }
  struct ws_channel *channel = channel_find(p->channels, compress ? channel_key(&c->deflate) : WS_PLAIN);
  if (!channel || (!channel->made && !channel_make(channel, p, c))) return;
  if (!ws_queue_share(&c->out, channel->run, channel->from, channel->to, c->writing > 0)) return;
  if (c->writing == 0) ws_mark_round(c);
  p->count++;
}

/* Arguments (opcode, data, compress) from i on. False: out of memory, or no data. */
static bool publication_init(napi_env env, napi_callback_info info, int i, struct publication *p) {
  p->env = env;
  p->opcode = eddy_arg_i32(info, i);
  p->compress = eddy_arg_bool(info, i + 2);
  if (!ws_payload_of(env, info, i + 1, &p->payload) || !ws_payload_flatten(env, &p->payload)) return false;
  for (struct ws_channel *channel = *p->channels; channel; channel = channel->next) channel->made = false;
  return true;
}

/* -> how many connections have it; or an array of that and of those that JavaScript gives it to */
static napi_value publication_done(napi_callback_info info, struct publication *p) {
  for (struct ws_channel *channel = *p->channels; channel; channel = channel->next) {
    if (channel->run && channel->run->refs == 0) ws_run_leave(&channel->run); /* nobody took it */
  }
  free(p->payload.owned);
  if (p->slow_count > 0) {
    napi_set_element(p->env, p->slow, 0, eddy_u32(p->env, p->count));
    return p->slow;
  }
  eddy_ret_u32(info, p->count);
  return NULL;
}

/* publish(opcode, data, compress, except) -> see publication_done; -1: out of memory */
static napi_value topic_publish(napi_env env, napi_callback_info info) {
  struct ws_topic *t = topic_this(info);
  struct publication p = {0};
  if (t) p.channels = &t->channels;
  if (!t || !publication_init(env, info, 0, &p)) {
    eddy_ret_i32(info, -1);
    return NULL;
  }
  const struct ws_connection *except = connection_arg(info, 3);
  for (uint32_t i = 0; i < t->count; i++) {
    if (i + 8 < t->count) {
      const char *soon = (const char *)t->members[i + 8].c;
      __builtin_prefetch(soon, 1);
      __builtin_prefetch(soon + 63, 1);
    }
    if (t->members[i].c != except) publish_to(&p, t->members[i].c);
  }
  return publication_done(info, &p);
}

/* broadcast(connections, opcode, data, compress) -> as publish */
napi_value ws_broadcast(napi_env env, napi_callback_info info) {
  struct publication p = {.channels = &ws_data(eddy_env_of(env))->channels};
  napi_value list = eddy_arg(info, 0);
  uint32_t n = 0;
  if (napi_get_array_length(env, list, &n) != napi_ok || !publication_init(env, info, 1, &p)) {
    eddy_ret_i32(info, -1);
    return NULL;
  }
  p.slow = eddy_array(env, NULL, 0); /* outside of the scopes below */
  for (uint32_t i = 0; i < n; i++) {
    struct eddy_scope scope;
    napi_value js;
    eddy_scope_open(env, &scope);
    struct ws_connection *c =
      napi_get_element(env, list, i, &js) == napi_ok ? eddy_native_of(js, &ws_connection_class) : NULL;
    if (c) publish_to(&p, c);
    eddy_scope_close(&scope);
  }
  return publication_done(info, &p);
}

/* ---- life ------------------------------------------------------------------------------------------------- */

static void topic_finalize(void *owner) {
  struct ws_topic *t = owner;
  while (t->count > 0) {
    struct ws_member *m = &t->members[t->count - 1];
    leave(m->c, &m->c->topics[m->slot]);
  }
  free(t->members);
  ws_channels_release(&t->channels);
  free(t);
}

static napi_value topic_construct(napi_env env, napi_callback_info info) {
  struct ws_topic *t = eddy_calloc(1, sizeof *t);
  eddy_native_init(env, eddy_this(info), &t->native, &ws_topic_class, t, topic_finalize);
  return NULL;
}

static const struct eddy_method topic_methods[] = {
  {"add", topic_add, 1, NULL},         {"remove", topic_remove, 1, NULL}, {"has", topic_has, 1, NULL},
  {"publish", topic_publish, 4, NULL},
};
const struct eddy_class ws_topic_class = {
  "WebSocketTopic", topic_construct, topic_methods, COUNTOF(topic_methods), NULL,
};

// SPDX-License-Identifier: MIT
/* deadlines.c: the connections of a server on one list with one timer: who takes too long to send a head, a
 * request, a TLS handshake, or to use a kept connection again. No timer per connection. */
#include "http/connection.h"

enum expired_kind { EXPIRED_HEADERS = 1, EXPIRED_REQUEST = 2, EXPIRED_IDLE = 3, EXPIRED_HANDSHAKE = 4 };

struct http_list {
  uv_timer_t timer;          /* first member; unreferenced */
  struct eddy_env *env;
  struct eddy_native native;
  struct eddy_list connections;
  uint64_t headers_ms, request_ms, idle_ms, period_ms, handshake_ms;
  uint32_t count;
  bool held;
};

static struct http_list *list_this(napi_callback_info info) {
  return eddy_native_of(eddy_this(info), &http_list_class);
}

static void list_closed(uv_handle_t *timer) { free(timer); }

static void list_finalize(void *owner) {
  struct http_list *l = owner;
  uv_close((uv_handle_t *)&l->timer, list_closed);
}

static napi_value list_construct(napi_env env, napi_callback_info info) {
  struct http_list *l = eddy_calloc(1, sizeof *l);
  l->env = eddy_env_of(env);
  CHECK(uv_timer_init(l->env->loop, &l->timer) == 0);
  uv_unref((uv_handle_t *)&l->timer);
  eddy_list_init(&l->connections);
  eddy_native_init(env, eddy_this(info), &l->native, &http_list_class, l, list_finalize);
  return NULL;
}

static int expired(const struct http_list *l, const struct http_connection *c, uint64_t now) {
  if (c->handshake_since) {
    return l->handshake_ms && now + 1 - c->handshake_since >= l->handshake_ms ? EXPIRED_HANDSHAKE : 0;
  }
  if (c->idle_since) {
    /* idle_since is one ahead of the clock, so that it is never 0. */
    return l->idle_ms && now + 1 - c->idle_since >= l->idle_ms ? EXPIRED_IDLE : 0;
  }
  if (!c->message_start) return 0;
  if (c->answered_since && l->idle_ms && now + 1 - c->answered_since >= l->idle_ms) return EXPIRED_IDLE;
  const uint64_t age = now + 1 - c->message_start; /* one ahead, too, mostly */
  if (!c->head_done && l->headers_ms && age >= l->headers_ms) return EXPIRED_HEADERS;
  return l->request_ms && age >= l->request_ms ? EXPIRED_REQUEST : 0;
}

/* All that are due are collected first: what JavaScript does with one may change the list. */
static void list_tick(uv_timer_t *timer) {
  struct http_list *l = CONTAINER_OF(timer, struct http_list, timer);
  struct eddy_env *env = l->env;
  if (!env->can_call_js) return;
  const uint64_t now = uv_now(env->loop);
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value argv[2] = {NULL, NULL};
  uint32_t n = 0;
  for (struct eddy_list *at = l->connections.next; at != &l->connections; at = at->next) {
    struct http_connection *c = CONTAINER_OF(at, struct http_connection, link);
    const int kind = expired(l, c, now);
    napi_value js = kind ? eddy_native_value(&c->native) : NULL;
    if (!js) continue;
    if (n == 0) {
      argv[0] = eddy_array(env->napi, NULL, 0);
      argv[1] = eddy_array(env->napi, NULL, 0);
    }
    eddy_set_index(env->napi, argv[0], n, js);
    eddy_set_index(env->napi, argv[1], n++, eddy_i32(env->napi, kind));
  }
  if (n > 0) {
    eddy_loop_call(env, NULL, eddy_native_value(&l->native), http_callback(env, HTTP_ON_EXPIRED), 2, argv, NULL);
  }
  eddy_scope_close(&scope);
}

/* configure(headersTimeout, requestTimeout, keepAliveTimeout, period, handshakeTimeout): milliseconds, 0 = never */
static napi_value list_configure(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_list *l = list_this(info);
  if (!l) return NULL;
  l->headers_ms = (uint64_t)eddy_arg_i64(info, 0);
  l->request_ms = (uint64_t)eddy_arg_i64(info, 1);
  l->idle_ms = (uint64_t)eddy_arg_i64(info, 2);
  l->period_ms = (uint64_t)eddy_arg_i64(info, 3);
  l->handshake_ms = (uint64_t)eddy_arg_i64(info, 4);
  if (uv_is_active((uv_handle_t *)&l->timer)) uv_timer_start(&l->timer, list_tick, l->period_ms, l->period_ms);
  return NULL;
}

/* add(connection): until the connection is closed. The clock of its first request starts. */
static napi_value list_add(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_list *l = list_this(info);
  struct http_connection *c = eddy_native_of(eddy_arg(info, 0), &http_connection_class);
  if (!l || !c || c->list) return NULL;
  c->list = l;
  c->message_start = uv_now(l->env->loop);
  if (c->message_start == 0) c->message_start = 1;
  eddy_list_push(&l->connections, &c->link);
  if (l->count++ == 0) {
    eddy_native_hold(&l->native);
    if (l->period_ms) uv_timer_start(&l->timer, list_tick, l->period_ms, l->period_ms);
  }
  return NULL;
}

void http_list_remove(struct http_connection *c) {
  struct http_list *l = c->list;
  if (!l) return;
  c->list = NULL;
  eddy_list_remove(&c->link);
  if (--l->count == 0) {
    uv_timer_stop(&l->timer);
    eddy_native_unhold(&l->native);
  }
}

static napi_value collect(napi_env env, napi_callback_info info, int which) {
  struct http_list *l = list_this(info);
  napi_value out = eddy_array(env, NULL, 0);
  uint32_t n = 0;
  for (struct eddy_list *at = l ? l->connections.next : NULL; at && at != &l->connections; at = at->next) {
    struct http_connection *c = CONTAINER_OF(at, struct http_connection, link);
    napi_value js = which == 0 || (which == 1) == (c->idle_since != 0) ? eddy_native_value(&c->native) : NULL;
    if (js) eddy_set_index(env, out, n++, js);
  }
  return out;
}
static napi_value list_all(napi_env env, napi_callback_info info) { return collect(env, info, 0); }
static napi_value list_idle(napi_env env, napi_callback_info info) { return collect(env, info, 1); }

static napi_value list_count(napi_env env, napi_callback_info info) {
  (void)env;
  struct http_list *l = list_this(info);
  eddy_ret_u32(info, l ? l->count : 0);
  return NULL;
}

static const struct eddy_method list_methods[] = {
  {"configure", list_configure, 5, NULL}, {"add", list_add, 1, NULL}, {"all", list_all, 0, NULL},
  {"idle", list_idle, 0, NULL},           {"count", list_count, 0, NULL},
};
const struct eddy_class http_list_class = {
  "ConnectionList", list_construct, list_methods, COUNTOF(list_methods), NULL,
};

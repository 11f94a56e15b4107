// SPDX-License-Identifier: MIT
/* locks.c: the Web Locks of the process, which all threads share. A request waits in one list, in order of
 * arrival; what becomes free is granted by whoever frees it, and the thread that asked is woken.
 * lib/internal/locks.js makes promises of it. `lock` guards both lists; the rest of a request too. */
#include "eddy.h"

enum lock_state { LOCK_WAITING, LOCK_HELD, LOCK_STOLEN };

struct client;
struct lock {
  struct eddy_list link;      /* in `held` or `waiting` */
  struct client *client;
  double id;
  char *name;
  bool shared;
  bool told;                  /* JavaScript knows the state */
  enum lock_state state;
};

/* A thread that uses locks. */
struct client {
  uv_async_t wake;
  struct eddy_env *env;
  eddy_ref changed;           /* changed(id, state) */
  char name[32];
};

static uv_once_t once = UV_ONCE_INIT;
static uv_mutex_t mutex;
static struct eddy_list held, waiting;

static void init(void) {
  CHECK(uv_mutex_init(&mutex) == 0);
  eddy_list_init(&held);
  eddy_list_init(&waiting);
}

static struct lock *lock_at(struct eddy_list *l) { return CONTAINER_OF(l, struct lock, link); }

static void lock_free(struct lock *k) {
  eddy_list_remove(&k->link);
  free(k->name);
  free(k);
}

/* Whether k may be held now: nothing in its way is held, and nothing of its name waits before it. */
static bool may_hold(const struct lock *k) {
  for (struct eddy_list *l = held.next; l != &held; l = l->next) {
    struct lock *other = lock_at(l);
    if (other->state == LOCK_HELD && strcmp(other->name, k->name) == 0 && !(other->shared && k->shared)) {
      return false;
    }
  }
  for (struct eddy_list *l = waiting.next; l != &waiting && l != &k->link; l = l->next) {
    if (strcmp(lock_at(l)->name, k->name) == 0) return false;
  }
  return true;
}

static void hold(struct lock *k) {
  eddy_list_remove(&k->link);
  eddy_list_push(&held, &k->link);
  k->state = LOCK_HELD;
  k->told = false;
  uv_async_send(&k->client->wake);
}

static void grant_waiting(void) {
  for (struct eddy_list *l = waiting.next, *next; l != &waiting; l = next) {
    next = l->next;
    if (may_hold(lock_at(l))) hold(lock_at(l));
  }
}

/* ---- clients ---- */

static void on_wake(uv_async_t *wake) {
  struct client *c = CONTAINER_OF(wake, struct client, wake);
  for (;;) {
    double id = -1;
    enum lock_state state = LOCK_WAITING;
    uv_mutex_lock(&mutex);
    for (struct eddy_list *l = held.next; l != &held; l = l->next) {
      struct lock *k = lock_at(l);
      if (k->client != c || k->told) continue;
      k->told = true;
      id = k->id;
      state = k->state;
      if (state == LOCK_STOLEN) lock_free(k);
      break;
    }
    uv_mutex_unlock(&mutex);
    if (id < 0 || !c->env->can_call_js) return;
    struct eddy_scope scope;
    eddy_scope_open(c->env->napi, &scope);
    napi_value argv[] = {eddy_f64(c->env->napi, id), eddy_bool(c->env->napi, state == LOCK_STOLEN)};
    eddy_loop_call(c->env, NULL, NULL, eddy_ref_get(c->env->napi, c->changed), 2, argv, NULL);
    eddy_scope_close(&scope);
  }
}

static void client_closed(uv_handle_t *handle) { free(CONTAINER_OF(handle, struct client, wake)); }

static void drop_all(struct eddy_list *list, struct client *c) {
  for (struct eddy_list *l = list->next, *next; l != list; l = next) {
    next = l->next;
    if (lock_at(l)->client == c) lock_free(lock_at(l));
  }
}

static void client_release(struct eddy_env *env, void *data) {
  struct client *c = data;
  env->binding_data[EDDY_DATA_LOCKS] = NULL;
  uv_mutex_lock(&mutex);
  drop_all(&held, c);
  drop_all(&waiting, c);
  grant_waiting();
  uv_mutex_unlock(&mutex);
  eddy_ref_free(c->changed);
  uv_close((uv_handle_t *)&c->wake, client_closed);
}

/* setup(changed, clientId) */
static napi_value locks_setup(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_of(env);
  struct eddy_str name;
  uv_once(&once, init);
  CHECK(e->binding_data[EDDY_DATA_LOCKS] == NULL && eddy_arg_str(env, info, 1, &name));
  struct client *c = eddy_calloc(1, sizeof *c);
  c->env = e;
  c->changed = eddy_ref_new(env, eddy_arg(info, 0));
  snprintf(c->name, sizeof c->name, "%s", name.data);
  eddy_str_release(&name);
  CHECK(uv_async_init(e->loop, &c->wake, on_wake) == 0);
  uv_unref((uv_handle_t *)&c->wake);
  e->binding_data[EDDY_DATA_LOCKS] = c;
  e->binding_release[EDDY_DATA_LOCKS] = client_release;
  return NULL;
}

/* ---- requests ---- */

static void steal(const char *name) {
  for (struct eddy_list *l = held.next; l != &held; l = l->next) {
    struct lock *k = lock_at(l);
    if (strcmp(k->name, name) != 0 || k->state != LOCK_HELD) continue;
    k->state = LOCK_STOLEN;
    k->told = false;
    uv_async_send(&k->client->wake);
  }
}

/* request(id, name, shared, ifAvailable, steal) -> held at once; with ifAvailable false means refused */
static napi_value locks_request(napi_env env, napi_callback_info info) {
  struct client *c = eddy_env_of(env)->binding_data[EDDY_DATA_LOCKS];
  struct eddy_str name;
  CHECK(c != NULL && eddy_arg_str(env, info, 1, &name));
  struct lock *k = eddy_calloc(1, sizeof *k);
  *k = (struct lock){.client = c, .id = eddy_arg_f64(info, 0), .name = eddy_strdup(name.data),
                     .shared = eddy_arg_bool(info, 2)};
  eddy_str_release(&name);
  bool if_available = eddy_arg_bool(info, 3), stealing = eddy_arg_bool(info, 4);
  uv_mutex_lock(&mutex);
  eddy_list_push(&waiting, &k->link);
  if (stealing) steal(k->name);
  bool free_now = stealing || may_hold(k);
  if (free_now) {
    hold(k);
    k->told = true;
  } else if (if_available) {
    lock_free(k);
  }
  uv_mutex_unlock(&mutex);
  eddy_ret_bool(info, free_now);
  return NULL;
}

static struct lock *find(struct eddy_list *list, struct client *c, double id) {
  for (struct eddy_list *l = list->next; l != list; l = l->next) {
    if (lock_at(l)->client == c && lock_at(l)->id == id) return lock_at(l);
  }
  return NULL;
}

/* A lock that this thread was granted and has not been told of, or -1: from here on it has. The mutex is held. */
static double tell_granted(struct client *c) {
  for (struct eddy_list *l = held.next; l != &held; l = l->next) {
    struct lock *k = lock_at(l);
    if (k->client != c || k->told || k->state != LOCK_HELD) continue;
    k->told = true;
    return k->id;
  }
  return -1;
}

/* release(id): gives it back, or no longer waits for it. -> the id of a request of this thread that has it now, or -1;
 * there may be more (granted) */
static napi_value locks_release(napi_env env, napi_callback_info info) {
  struct client *c = eddy_env_of(env)->binding_data[EDDY_DATA_LOCKS];
  uv_mutex_lock(&mutex);
  struct lock *k = find(&held, c, eddy_arg_f64(info, 0));
  if (k == NULL) k = find(&waiting, c, eddy_arg_f64(info, 0));
  if (k != NULL) lock_free(k);
  grant_waiting();
  double next = tell_granted(c);
  uv_mutex_unlock(&mutex);
  eddy_ret_f64(info, next);
  return NULL;
}

/* granted() -> the next one, or -1 */
static napi_value locks_granted(napi_env env, napi_callback_info info) {
  (void)info;
  struct client *c = eddy_env_of(env)->binding_data[EDDY_DATA_LOCKS];
  uv_mutex_lock(&mutex);
  double next = tell_granted(c);
  uv_mutex_unlock(&mutex);
  eddy_ret_f64(info, next);
  return NULL;
}

/* The newest first. */
static napi_value describe(napi_env env, struct eddy_list *list) {
  napi_value all = eddy_array(env, NULL, 0);
  uint32_t n = 0;
  for (struct eddy_list *l = list->prev; l != list; l = l->prev) {
    struct lock *k = lock_at(l);
    if (k->state == LOCK_STOLEN) continue;
    napi_value o = eddy_object(env);
    eddy_set_str(env, o, "name", k->name);
    eddy_set_str(env, o, "mode", k->shared ? "shared" : "exclusive");
    eddy_set_str(env, o, "clientId", k->client->name);
    eddy_set_index(env, all, n++, o);
  }
  return all;
}

/* query() -> { held, pending } */
static napi_value locks_query(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value o = eddy_object(env);
  uv_mutex_lock(&mutex);
  eddy_set(env, o, "held", describe(env, &held));
  eddy_set(env, o, "pending", describe(env, &waiting));
  uv_mutex_unlock(&mutex);
  return o;
}

/* keepAlive(on): a request in flight keeps the loop turning */
static napi_value locks_keep_alive(napi_env env, napi_callback_info info) {
  struct client *c = eddy_env_of(env)->binding_data[EDDY_DATA_LOCKS];
  if (eddy_arg_bool(info, 0)) uv_ref((uv_handle_t *)&c->wake);
  else uv_unref((uv_handle_t *)&c->wake);
  return NULL;
}

static const struct eddy_method locks_methods[] = {
    {"setup", locks_setup, 2, NULL},     {"request", locks_request, 5, NULL},
    {"release", locks_release, 1, NULL}, {"granted", locks_granted, 0, NULL},
    {"query", locks_query, 0, NULL},     {"keepAlive", locks_keep_alive, 1, NULL},
};
const struct eddy_binding eddy_binding_locks = {"locks", locks_methods, COUNTOF(locks_methods), NULL, 0, NULL};

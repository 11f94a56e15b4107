// SPDX-License-Identifier: MIT
/* agent.c: see agent.h. */
#include "inspector/agent.h"

#include <ctype.h>
#include <stdatomic.h>

#include "engine/inspector.h"
#include "loop_watch.h"

enum mail_kind { MAIL_CONNECT, MAIL_TEXT, MAIL_DISCONNECT, MAIL_REPLY, MAIL_OPEN };

struct mail {
  struct eddy_list link;
  enum mail_kind kind;
  int id;                     /* MAIL_OPEN: enum eddy_agent_opener */
  struct eddy_remote *remote; /* MAIL_CONNECT */
  bool over;                  /* MAIL_REPLY: the session has ended */
  size_t len;
  char text[];
};

struct agent_session {
  struct eddy_list link;
  int id;
  struct eddy_remote *remote;
  struct eddy_inspector_session *v8;
  struct eddy_agent *agent;
};

struct eddy_agent {
  struct eddy_list link; /* in `agents` */
  struct eddy_env *env;
  int thread;
  struct eddy_list inbox;  /* guarded by `lock`, with `cond` */
  uv_cond_t cond;
  struct eddy_list sessions;
  int session_count;
  bool host_set, waiting, quit_pause, draining;
  bool interrupt_asked; /* guarded by `lock` */
  eddy_ref handlers;
};

/* A worker that has been made; its thread takes over the mail. */
struct unborn { struct eddy_list link, inbox; int thread; };

static uv_once_t once = UV_ONCE_INIT;
static uv_mutex_t lock;
static struct eddy_list agents;
static struct eddy_list unborn; /* of struct unborn: threads that have not begun yet; guarded by `lock` */
static atomic_int last_session;

static void init_once(void) {
  CHECK(uv_mutex_init(&lock) == 0);
  eddy_list_init(&agents);
  eddy_list_init(&unborn);
}

static struct eddy_agent *agent_of(struct eddy_env *env) { return env->agent; }

void eddy_agent_init(struct eddy_env *env) {
  uv_once(&once, init_once);
  struct eddy_agent *a = eddy_calloc(1, sizeof *a);
  a->env = env;
  a->thread = env->is_main ? 0 : -1;
  eddy_list_init(&a->inbox);
  eddy_list_init(&a->sessions);
  CHECK(uv_cond_init(&a->cond) == 0);
  env->agent = a;
  uv_mutex_lock(&lock);
  eddy_list_push(&agents, &a->link);
  uv_mutex_unlock(&lock);
}

static struct unborn *unborn_find(int thread) {
  for (struct eddy_list *at = unborn.next; at != &unborn; at = at->next) {
    struct unborn *u = CONTAINER_OF(at, struct unborn, link);
    if (u->thread == thread) return u;
  }
  return NULL;
}

void eddy_agent_expect(int thread) {
  uv_once(&once, init_once);
  struct unborn *u = eddy_alloc(sizeof *u);
  u->thread = thread;
  eddy_list_init(&u->inbox);
  uv_mutex_lock(&lock);
  eddy_list_push(&unborn, &u->link);
  uv_mutex_unlock(&lock);
}

static void drop_mail(struct eddy_list *inbox) {
  while (!eddy_list_empty(inbox)) {
    struct mail *m = CONTAINER_OF(inbox->next, struct mail, link);
    eddy_list_remove(&m->link);
    if (m->kind == MAIL_CONNECT) m->remote->free(m->remote);
    free(m);
  }
}

void eddy_agent_forget(int thread) {
  uv_mutex_lock(&lock);
  struct unborn *u = unborn_find(thread);
  if (u != NULL) eddy_list_remove(&u->link);
  uv_mutex_unlock(&lock);
  if (u == NULL) return;
  drop_mail(&u->inbox);
  free(u);
}

void eddy_agent_set_thread(struct eddy_env *env, int thread) {
  struct eddy_agent *a = agent_of(env);
  uv_mutex_lock(&lock);
  a->thread = thread;
  struct unborn *u = unborn_find(thread);
  if (u != NULL) {
    eddy_list_remove(&u->link);
    if (!eddy_list_empty(&u->inbox)) uv_async_send(&env->wake);
    while (!eddy_list_empty(&u->inbox)) {
      struct eddy_list *first = u->inbox.next;
      eddy_list_remove(first);
      eddy_list_push(&a->inbox, first);
    }
  }
  uv_mutex_unlock(&lock);
  free(u);
}

bool eddy_agent_waiting(struct eddy_env *env) { return agent_of(env)->waiting; }
int eddy_agent_threads(int *out, int cap) {
  int n = 0;
  uv_mutex_lock(&lock);
  for (struct eddy_list *at = agents.next; at != &agents && n < cap; at = at->next) {
    const int thread = CONTAINER_OF(at, struct eddy_agent, link)->thread;
    if (thread > 0) out[n++] = thread;
  }
  uv_mutex_unlock(&lock);
  return n;
}

int eddy_agent_thread(struct eddy_env *env) { return agent_of(env)->thread; }
int eddy_agent_session_count(struct eddy_env *env) { return agent_of(env)->session_count; }
int eddy_agent_new_session(void) { return atomic_fetch_add(&last_session, 1) + 1; }

/* ---- posting ------------------------------------------------------------------------------------------------ */

static void drain(struct eddy_agent *a, bool replies);
static void drain_urgent(struct eddy_agent *a);

/* Replies call listeners, which may not come in the middle of other code: a microtask takes them. */
static void replies_soon(struct eddy_agent *a) {
  bool any = false;
  uv_mutex_lock(&lock);
  for (struct eddy_list *at = a->inbox.next; at != &a->inbox && !any; at = at->next) {
    any = CONTAINER_OF(at, struct mail, link)->kind == MAIL_REPLY;
  }
  uv_mutex_unlock(&lock);
  napi_value handlers = any && a->handlers ? eddy_ref_get(a->env->napi, a->handlers) : NULL;
  napi_value fn = handlers ? eddy_get(a->env->napi, handlers, "onReplies") : NULL;
  if (fn && eddy_is_function(fn)) eddy_enqueue_microtask(a->env->napi, fn);
}

static void on_interrupt(napi_env env, void *data) {
  struct eddy_agent *a = data;
  uv_mutex_lock(&lock);
  a->interrupt_asked = false;
  uv_mutex_unlock(&lock);
  if (!a->env->can_call_js) return;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  if (a->draining) drain_urgent(a);
  else drain(a, false);
  replies_soon(a);
  eddy_scope_close(&scope);
}

static struct mail *mail_new(enum mail_kind kind, int id, const char *text, size_t len) {
  struct mail *m = eddy_alloc(sizeof *m + len + 1);
  *m = (struct mail){.kind = kind, .id = id, .len = len};
  if (len) memcpy(m->text, text, len);
  m->text[len] = 0;
  return m;
}

/* False: there is no such thread; the mail is freed. */
static bool post(int thread, struct mail *m) {
  uv_once(&once, init_once);
  bool found = false;
  uv_mutex_lock(&lock);
  for (struct eddy_list *at = agents.next; at != &agents; at = at->next) {
    struct eddy_agent *a = CONTAINER_OF(at, struct eddy_agent, link);
    if (a->thread != thread) continue;
    found = true;
    eddy_list_push(&a->inbox, &m->link);
    uv_cond_signal(&a->cond);
    uv_async_send(&a->env->wake);
    if (!a->interrupt_asked && a->env->napi) {
      a->interrupt_asked = true;
      eddy_interrupt(a->env->napi, on_interrupt, a);
    }
    break;
  }
  struct unborn *u = found || m->kind == MAIL_REPLY ? NULL : unborn_find(thread);
  if (u != NULL) {
    found = true;
    eddy_list_push(&u->inbox, &m->link);
  }
  uv_mutex_unlock(&lock);
  if (!found) free(m);
  return found;
}

bool eddy_agent_connect(int thread, int id, struct eddy_remote *remote) {
  struct mail *m = mail_new(MAIL_CONNECT, id, NULL, 0);
  m->remote = remote;
  return post(thread, m);
}

void eddy_agent_post(int thread, int id, const char *text, size_t len) {
  post(thread, mail_new(MAIL_TEXT, id, text, len));
}

void eddy_agent_disconnect(int thread, int id) { post(thread, mail_new(MAIL_DISCONNECT, id, NULL, 0)); }

void eddy_agent_open(enum eddy_agent_opener who) { post(0, mail_new(MAIL_OPEN, who, NULL, 0)); }

void eddy_agent_reply(int thread, int id, const char *text, size_t len) {
  struct mail *m = mail_new(MAIL_REPLY, id, text, len);
  m->over = text == NULL;
  post(thread, m);
}

/* ---- sessions ----------------------------------------------------------------------------------------------- */

static struct agent_session *session_find(struct eddy_agent *a, int id) {
  for (struct eddy_list *at = a->sessions.next; at != &a->sessions; at = at->next) {
    struct agent_session *s = CONTAINER_OF(at, struct agent_session, link);
    if (s->id == id) return s;
  }
  return NULL;
}

/* Somebody else opens the first session of this thread: its library's part is not there yet. */
static void load_handlers(struct eddy_agent *a) {
  napi_env env = a->env->napi;
  napi_value require = eddy_slot_get(env, EDDY_SLOT_REQUIRE), name = eddy_utf8(env, "internal/inspector/agent", (size_t)-1);
  if (a->handlers || !require || !a->env->can_call_js) return;
  if (!eddy_call_plain(env, NULL, require, 1, &name)) eddy_loop_uncaught(a->env);
}

static void open_server(struct eddy_agent *a, enum eddy_agent_opener who) {
  napi_env env = a->env->napi;
  napi_value require = eddy_slot_get(env, EDDY_SLOT_REQUIRE), name = eddy_utf8(env, "internal/inspector/on_signal", (size_t)-1);
  napi_value module = eddy_call_plain(env, NULL, require, 1, &name);
  napi_value fn = module ? eddy_get(env, module, who == EDDY_AGENT_WATCHER ? "openForWatcher" : "openForDebugger") : NULL;
  if (!fn || !eddy_call_plain(env, NULL, fn, 0, NULL)) eddy_loop_uncaught(a->env);
}

/* Whether the handler returned 1. */
static bool call_handler(struct eddy_agent *a, const char *name, int number, const char *text, size_t len) {
  struct eddy_env *env = a->env;
  napi_value handlers = a->handlers ? eddy_ref_get(env->napi, a->handlers) : NULL;
  napi_value fn = handlers ? eddy_get(env->napi, handlers, name) : NULL;
  if (!fn || !eddy_is_function(fn) || !env->can_call_js) return false;
  napi_value argv[] = {eddy_i32(env->napi, number),
                       text ? eddy_utf8(env->napi, text, len) : eddy_undefined(env->napi)};
  napi_value result = NULL;
  if (env->call_depth == 0) eddy_loop_call(env, NULL, handlers, fn, 2, argv, &result);
  else if (!(result = eddy_call_plain(env->napi, handlers, fn, 2, argv))) eddy_loop_uncaught(env);
  return result && eddy_is_number(result) && eddy_to_i32(result) == 1;
}

static void run_paused(void *data) {
  struct eddy_agent *a = data;
  a->quit_pause = false;
  eddy_loop_watch_pause(a->env->watch, true);
  while (!a->quit_pause && a->session_count > 0 && !eddy_is_terminating(a->env->napi)) {
    uv_mutex_lock(&lock);
    while (eddy_list_empty(&a->inbox)) uv_cond_wait(&a->cond, &lock);
    uv_mutex_unlock(&lock);
    const bool outer = a->draining;
    a->draining = false; /* a pause inside of a dispatch */
    drain(a, false);
    a->draining = outer;
  }
  eddy_loop_watch_pause(a->env->watch, false);
}

static void quit_paused(void *data) { ((struct eddy_agent *)data)->quit_pause = true; }
static void run_if_waiting(void *data) { ((struct eddy_agent *)data)->waiting = false; }
static void async_depth(void *data, int depth) { call_handler(data, "onAsyncDepth", depth, NULL, 0); }

static void set_host(struct eddy_agent *a) {
  if (a->host_set) return;
  a->host_set = true;
  const struct eddy_inspector_host host = {run_paused, quit_paused, run_if_waiting, async_depth, a};
  eddy_inspector_set_host(a->env->napi, &host);
}

/* A message of V8's for the other end, as UTF-8. */
static void on_v8_message(napi_env env, void *data, const struct eddy_inspector_text *text) {
  struct agent_session *s = data;
  (void)env;
  if (!s->remote) return;
  if (!text->two_byte && eddy_ascii_valid(text->data, text->len)) {
    s->remote->send(s->remote, text->data, text->len);
    return;
  }
  const size_t cap = text->len * 3 + 1;
  char *utf8 = eddy_alloc(cap);
  size_t len = text->two_byte ? eddy_utf16_to_utf8(text->data, text->len, utf8)
                              : eddy_latin1_to_utf8(text->data, text->len, utf8, cap);
  if (len > 0) s->remote->send(s->remote, utf8, len);
  free(utf8);
}

static void session_open(struct eddy_agent *a, int id, struct eddy_remote *remote) {
  struct agent_session *s = eddy_calloc(1, sizeof *s);
  set_host(a);
  load_handlers(a);
  s->id = id;
  s->remote = remote;
  s->agent = a;
  s->v8 = eddy_inspector_connect(a->env->napi, on_v8_message, s);
  eddy_list_push(&a->sessions, &s->link);
  a->session_count++;
  call_handler(a, "onCount", a->session_count, NULL, 0);
}

static void session_close(struct agent_session *s) {
  struct eddy_agent *a = s->agent;
  struct eddy_remote *remote = s->remote;
  const int id = s->id;
  s->remote = NULL;
  eddy_list_remove(&s->link);
  a->session_count--;
  eddy_inspector_stop(s->v8);
  eddy_inspector_disconnect(s->v8);
  remote->free(remote);
  free(s);
  call_handler(a, "onClose", id, NULL, 0);
}

/* Whether the library answers this method, not V8. */
static bool is_own_domain(const char *text) {
  static const char *const domains[] = {"NodeRuntime.", "NodeTracing.", "NodeWorker.", "Network.", "DOMStorage.",
                                        "IO.", "Target.", "Eddy."};
  const char *at = strstr(text, "\"method\"");
  if (!at) return false;
  at += sizeof "\"method\"" - 1;
  while (isspace((unsigned char)*at) || *at == ':') at++;
  if (*at++ != '"') return false;
  for (size_t i = 0; i < COUNTOF(domains); i++) {
    if (strncmp(at, domains[i], strlen(domains[i])) == 0) return true;
  }
  return false;
}

static void session_message(struct agent_session *s, const struct mail *m) {
  if (is_own_domain(m->text)) {
    call_handler(s->agent, "onDomain", s->id, m->text, m->len);
    return;
  }
  if (eddy_ascii_valid(m->text, m->len)) {
    const struct eddy_inspector_text text = {m->text, m->len, false};
    eddy_inspector_dispatch(s->v8, &text);
    return;
  }
  if (!eddy_utf8_valid(m->text, m->len)) return;
  uint16_t *wide = eddy_alloc((m->len + 1) * sizeof *wide);
  const struct eddy_inspector_text text = {wide, eddy_utf8_to_utf16(m->text, m->len, wide), true};
  eddy_inspector_dispatch(s->v8, &text);
  free(wide);
}

/* ---- the inbox ---------------------------------------------------------------------------------------------- */

/* What may be worked on: all; all but replies, which call JavaScript; replies; or only what ends an evaluation that runs
 * too long. */
enum take_what { TAKE_ALL, TAKE_NO_REPLIES, TAKE_REPLIES, TAKE_URGENT };

static bool may_take(const struct mail *m, enum take_what what) {
  if (what == TAKE_URGENT) {
    return m->kind == MAIL_TEXT && (strstr(m->text, "\"Debugger.pause\"") || strstr(m->text, "\"Runtime.terminateExecution\""));
  }
  return what == TAKE_ALL || (m->kind == MAIL_REPLY) == (what == TAKE_REPLIES);
}

static struct mail *take(struct eddy_agent *a, enum take_what what) {
  struct mail *found = NULL;
  uv_mutex_lock(&lock);
  for (struct eddy_list *at = a->inbox.next; at != &a->inbox && !found; at = at->next) {
    struct mail *m = CONTAINER_OF(at, struct mail, link);
    if (may_take(m, what)) found = m;
  }
  if (found) eddy_list_remove(&found->link);
  uv_mutex_unlock(&lock);
  return found;
}

static void handle(struct eddy_agent *a, struct mail *m) {
  struct agent_session *s = m->kind == MAIL_CONNECT || m->kind == MAIL_OPEN ? NULL : session_find(a, m->id);
  if (m->kind == MAIL_OPEN) open_server(a, (enum eddy_agent_opener)m->id);
  else if (m->kind == MAIL_CONNECT) session_open(a, m->id, m->remote);
  else if (m->kind == MAIL_REPLY) call_handler(a, "onReply", m->id, m->over ? NULL : m->text, m->len);
  else if (s && m->kind == MAIL_TEXT) session_message(s, m);
  else if (s) session_close(s);
  free(m);
}

static void drain(struct eddy_agent *a, bool replies) {
  if (a->draining) return; /* the one that is at it goes on */
  a->draining = true;
  struct mail *m;
  while ((m = take(a, replies ? TAKE_ALL : TAKE_NO_REPLIES)) != NULL) {
    struct eddy_scope scope;
    eddy_scope_open(a->env->napi, &scope);
    handle(a, m);
    if (replies) eddy_loop_drain(a->env);
    eddy_scope_close(&scope);
  }
  a->draining = false;
}

/* From an interrupt in the middle of a dispatch: the rest keeps its order, and waits until that is done. */
static void drain_urgent(struct eddy_agent *a) {
  struct mail *m;
  while ((m = take(a, TAKE_URGENT)) != NULL) handle(a, m);
}

void eddy_agent_take_replies(struct eddy_env *env) {
  struct eddy_agent *a = agent_of(env);
  struct mail *m;
  while (env->can_call_js && (m = take(a, TAKE_REPLIES)) != NULL) handle(a, m);
}

void eddy_agent_woken(struct eddy_env *env) {
  struct eddy_agent *a = agent_of(env);
  if (!env->can_call_js) return;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  drain(a, env->call_depth == 0);
  eddy_scope_close(&scope);
}

void eddy_agent_wait_for_debugger(struct eddy_env *env) {
  struct eddy_agent *a = agent_of(env);
  set_host(a);
  a->waiting = true;
  while (a->waiting && !eddy_is_terminating(env->napi)) {
    uv_mutex_lock(&lock);
    while (eddy_list_empty(&a->inbox) && !env->stopping) uv_cond_timedwait(&a->cond, &lock, 50000000);
    uv_mutex_unlock(&lock);
    if (env->stopping) break;
    drain(a, false);
  }
}

void eddy_agent_wait_for_disconnect(struct eddy_env *env) {
  struct eddy_agent *a = agent_of(env);
  if (!a || a->session_count == 0 || !env->napi) return;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  if (call_handler(a, "onlyWatched", 0, NULL, 0)) { /* by `eddy top`: nobody to wait for */
    eddy_scope_close(&scope);
    return;
  }
  if (env->is_main) fprintf(stderr, "Waiting for the debugger to disconnect...\n");
  fflush(stderr);
  const bool told = call_handler(a, "onEnd", 0, NULL, 0);
  if (!told) eddy_inspector_context_gone(env->napi);
  if (!env->is_main && !told) { /* nobody keeps a worker */
    eddy_scope_close(&scope);
    return;
  }
  while (a->session_count > 0 && !env->stopping) {
    uv_mutex_lock(&lock);
    while (eddy_list_empty(&a->inbox) && !env->stopping) uv_cond_timedwait(&a->cond, &lock, 50000000);
    uv_mutex_unlock(&lock);
    a->draining = false;
    drain(a, false);
    if (!env->is_main && !call_handler(a, "onKept", 0, NULL, 0)) break; /* the rest has only been watching */
  }
  if (told && !env->is_main) eddy_inspector_context_gone(env->napi);
  eddy_scope_close(&scope);
}

void eddy_agent_send(struct eddy_env *env, int id, const char *text, size_t len) {
  struct agent_session *s = session_find(agent_of(env), id);
  if (s && s->remote) s->remote->send(s->remote, text, len);
}

void eddy_agent_set_handlers(struct eddy_env *env, napi_value handlers) {
  struct eddy_agent *a = agent_of(env);
  eddy_ref_free(a->handlers);
  a->handlers = eddy_ref_new(env->napi, handlers);
  set_host(a);
}

void eddy_agent_release(struct eddy_env *env) {
  struct eddy_agent *a = agent_of(env);
  if (!a) return;
  uv_mutex_lock(&lock);
  eddy_list_remove(&a->link);
  uv_mutex_unlock(&lock);
  eddy_ref_free(a->handlers);
  a->handlers = NULL;
  while (!eddy_list_empty(&a->sessions)) session_close(CONTAINER_OF(a->sessions.next, struct agent_session, link));
  drop_mail(&a->inbox);
  uv_cond_destroy(&a->cond);
  env->agent = NULL;
  free(a);
}

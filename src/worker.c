// SPDX-License-Identifier: MIT
/* worker.c: worker threads. A Worker is a handle on its parent's loop; the thread has an isolate from the
 * same snapshot, its own loop, and one message port to its parent. lib/internal/worker.js drives it.
 * `lock` guards `child`: once that is NULL nobody outside the thread touches the thread's env. */
#include <pthread.h>
#include <stdatomic.h>

#include "inspector/agent.h"
#include "messaging/end.h"
#include "worker_report.h"

#define MIB 1048576.0
#define STACK_DEFAULT_MB 4
#define STACK_MOST_MB 2147483648.0 /* more than there is: the thread is refused */
#define STACK_RESERVE (256 * 1024) /* of the thread's stack: not for JavaScript */

enum { LIMIT_YOUNG, LIMIT_OLD, LIMIT_CODE, LIMIT_STACK, LIMIT_COUNT };

struct eddy_worker {
  uv_async_t done;           /* parent's loop: the thread has ended */
  struct eddy_handle h;
  struct eddy_list link;     /* in the parent's children */
  struct eddy_end *end;      /* the child's end of the channel, until it starts */
  struct eddy_end *mailbox;  /* the same for lib/internal/worker/messaging.js */
  uv_thread_t thread;
  bool started, joined;
  double id;
  double limits[LIMIT_COUNT];
  char *name;
  uv_mutex_t lock;
  struct eddy_env *child;
  uv_loop_t loop;            /* made by the parent, run by the thread */
  uv_async_t stop;           /* on it */
  bool stop_asked, begun;
  int exit_code;
  const char *error_code, *error_message;
};

static atomic_int next_id = 1;

struct workers { struct eddy_list children; };
extern const struct eddy_class worker_class;

static struct workers *workers_of(struct eddy_env *env) {
  struct workers *w = env->binding_data[EDDY_DATA_WORKER];
  if (w == NULL) {
    w = env->binding_data[EDDY_DATA_WORKER] = eddy_calloc(1, sizeof *w);
    eddy_list_init(&w->children);
  }
  return w;
}

/* ---- the thread ---- */

/* Any thread. JavaScript that runs is interrupted, the loop is left. */
static void ask_to_stop(struct eddy_worker *w, const char *code, const char *message) {
  uv_mutex_lock(&w->lock);
  bool first = !w->stop_asked;
  w->stop_asked = true;
  if (first) {
    w->error_code = code;
    w->error_message = message;
    if (w->child != NULL && w->begun) w->exit_code = 1; /* what has not begun, or has ended, has not failed */
  }
  if (w->child != NULL) {
    w->child->can_call_js = false;
    w->child->stopping = true;
    eddy_terminate(w->child->napi);
    uv_async_send(&w->stop);
  }
  uv_mutex_unlock(&w->lock);
}

int eddy_thread_id(const struct eddy_env *env) {
  const struct eddy_worker *w = env->worker;
  return w != NULL ? (int)w->id : 0;
}

static void on_stop(uv_async_t *async) { uv_stop(async->loop); }

/* On the worker's thread, in the middle of an allocation. */
static void on_heap_limit(napi_env env, void *data) {
  (void)env;
  ask_to_stop(data, "ERR_WORKER_OUT_OF_MEMORY",
              "Worker terminated due to reaching memory limit: JS heap out of memory");
}

static struct eddy_isolate_options isolate_options(struct eddy_worker *w) {
  struct eddy_isolate_options o = {.worker = true, .on_heap_limit = on_heap_limit, .heap_limit_data = w};
  o.max_young_bytes = (size_t)(w->limits[LIMIT_YOUNG] * MIB);
  o.max_old_bytes = (size_t)(w->limits[LIMIT_OLD] * MIB);
  o.stack_bytes = (size_t)(w->limits[LIMIT_STACK] * MIB) - STACK_RESERVE;
  return o;
}

/* The env becomes visible to the parent; false when the worker was stopped before. */
static bool publish(struct eddy_worker *w, struct eddy_env *env) {
  uv_mutex_lock(&w->lock);
  w->child = env;
  bool go = !w->stop_asked;
  uv_mutex_unlock(&w->lock);
  return go;
}

/* A thread that was stopped from outside writes what has to be written of it (coverage). */
static void say_last_words(struct eddy_worker *w, struct eddy_env *env) {
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value fn = eddy_slot_get(env->napi, EDDY_SLOT_LAST_WORDS);
  if (fn != NULL && w->stop_asked && w->error_code == NULL) {
    env->can_call_js = true;
    eddy_call_plain(env->napi, NULL, fn, 0, NULL);
    eddy_take_exception(env->napi);
  }
  eddy_scope_close(&scope);
}

static void thread_main(void *arg) {
  struct eddy_worker *w = arg;
  pthread_setname_np(pthread_self(), w->name != NULL && w->name[0] ? w->name : "WorkerThread");
  struct eddy_isolate_options o = isolate_options(w);
  struct eddy_env *env = eddy_env_new_worker(w, &w->loop, &o);
  eddy_agent_set_thread(env, (int)w->id);
  int code = 0;
  if (publish(w, env)) {
    env->loop_start_ns = uv_hrtime() - env->time_origin_ns;
    eddy_env_start(env, "worker_thread");
    code = env->exit_code;
    if (!env->exiting && !env->stopping) code = eddy_loop_run(env);
    if (env->exiting) code = env->exit_code;
    eddy_agent_wait_for_disconnect(env);
  }
  uv_mutex_lock(&w->lock);
  w->child = NULL;
  if (!w->stop_asked) w->exit_code = code;
  uv_mutex_unlock(&w->lock);
  eddy_report_refuse(env);
  eddy_engine_on_heap_limit(env->napi, NULL, NULL);
  eddy_cancel_terminate(env->napi);
  say_last_words(w, env);
  env->can_call_js = false;
  eddy_env_free(env);
  CHECK(uv_loop_close(&w->loop) == 0);
  if (w->end != NULL) eddy_end_close(w->end);
  if (w->mailbox != NULL) eddy_end_close(w->mailbox);
  w->end = w->mailbox = NULL;
  uv_async_send(&w->done);
}

static void join(struct eddy_worker *w) {
  if (!w->started || w->joined) return;
  w->joined = true;
  CHECK(uv_thread_join(&w->thread) == 0);
  eddy_list_remove(&w->link);
}

static void on_done(uv_async_t *async) {
  struct eddy_worker *w = CONTAINER_OF(async, struct eddy_worker, done);
  struct eddy_env *env = w->h.env;
  if (w->joined) return;
  join(w);
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value argv[] = {
      eddy_i32(env->napi, w->exit_code),
      w->error_code ? eddy_utf8(env->napi, w->error_code, (size_t)-1) : eddy_null(env->napi),
      w->error_message ? eddy_utf8(env->napi, w->error_message, (size_t)-1) : eddy_null(env->napi)};
  napi_value js = eddy_native_value(&w->h.native);
  eddy_handle_close(&w->h, NULL);
  eddy_loop_call_method(env, &w->h.async, js, "onexit", COUNTOF(argv), argv, NULL);
  eddy_scope_close(&scope);
}

/* The parent ends: so do its children. */
void eddy_workers_release(struct eddy_env *env) {
  struct workers *all = env->binding_data[EDDY_DATA_WORKER];
  if (all == NULL) return;
  for (struct eddy_list *l = all->children.next; l != &all->children; l = l->next) {
    ask_to_stop(CONTAINER_OF(l, struct eddy_worker, link), NULL, NULL);
  }
  while (!eddy_list_empty(&all->children)) join(CONTAINER_OF(all->children.next, struct eddy_worker, link));
  free(all);
  env->binding_data[EDDY_DATA_WORKER] = NULL;
}

void eddy_workers_each(struct eddy_env *env, void (*fn)(struct eddy_env *child, void *data), void *data) {
  struct workers *all = workers_of(env);
  for (struct eddy_list *l = all->children.next; l != &all->children; l = l->next) {
    struct eddy_worker *w = CONTAINER_OF(l, struct eddy_worker, link);
    uv_mutex_lock(&w->lock);
    if (w->child != NULL && w->begun && !w->stop_asked) fn(w->child, data);
    uv_mutex_unlock(&w->lock);
  }
}

/* ---- class Worker ---- */

static struct eddy_worker *this_worker(napi_callback_info info) {
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &worker_class);
  CHECK(h != NULL);
  return CONTAINER_OF(h, struct eddy_worker, h);
}

static void worker_free(struct eddy_handle *h) {
  struct eddy_worker *w = CONTAINER_OF(h, struct eddy_worker, h);
  join(w);
  eddy_agent_forget((int)w->id);
  if (w->end != NULL) eddy_end_close(w->end);
  if (w->mailbox != NULL) eddy_end_close(w->mailbox);
  uv_mutex_destroy(&w->lock);
  free(w->name);
  free(w);
}

/* What was not asked for becomes the default. */
static void settle_limits(double *limits) {
  struct eddy_isolate_options o = {.worker = true};
  eddy_engine_heap_defaults(&o, eddy_memory_usable());
  if (!(limits[LIMIT_YOUNG] > 0)) limits[LIMIT_YOUNG] = (double)o.max_young_bytes / MIB;
  if (!(limits[LIMIT_OLD] > 0)) limits[LIMIT_OLD] = (double)o.max_old_bytes / MIB;
  if (!(limits[LIMIT_CODE] > 0)) limits[LIMIT_CODE] = 0;
  if (!(limits[LIMIT_STACK] > 0)) limits[LIMIT_STACK] = STACK_DEFAULT_MB;
  if (limits[LIMIT_STACK] < 0.5) limits[LIMIT_STACK] = 0.5;
  if (limits[LIMIT_STACK] > STACK_MOST_MB) limits[LIMIT_STACK] = STACK_MOST_MB;
}

/* new Worker(limits, name): this.messagePort, this.threadId */
static napi_value worker_construct(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_of(env);
  struct eddy_bytes limits;
  struct eddy_str name;
  CHECK(eddy_arg_bytes(info, 0, &limits) && limits.len == sizeof(double[LIMIT_COUNT]));
  CHECK(eddy_arg_str(env, info, 1, &name));
  struct eddy_worker *w = eddy_calloc(1, sizeof *w);
  memcpy(w->limits, limits.data, limits.len);
  settle_limits(w->limits);
  w->name = eddy_strdup(name.data);
  if (strlen(w->name) > 15) w->name[15] = 0;
  eddy_str_release(&name);
  w->id = atomic_fetch_add(&next_id, 1);
  eddy_agent_expect((int)w->id);
  eddy_list_init(&w->link);
  CHECK(uv_mutex_init(&w->lock) == 0);
  CHECK(uv_async_init(e->loop, &w->done, on_done) == 0);
  uv_unref((uv_handle_t *)&w->done);
  eddy_handle_init(e, &w->h, (uv_handle_t *)&w->done, eddy_this(info), &worker_class, "WORKER", worker_free);
  char mailbox[32];
  snprintf(mailbox, sizeof mailbox, "\1thread %.0f", w->id);
  w->mailbox = eddy_end_new_broadcast(mailbox);
  struct eddy_end *mine;
  eddy_channel_new(&mine, &w->end);
  napi_value port = eddy_port_new(e, mine);
  if (port == NULL) return NULL;
  eddy_set(env, eddy_this(info), "messagePort", port);
  eddy_set_f64(env, eddy_this(info), "threadId", w->id);
  return NULL;
}

/* The loop needs descriptors: here it may fail. */
static int make_loop(struct eddy_worker *w) {
  int err = uv_loop_init(&w->loop);
  if (err != 0) return err;
  err = uv_async_init(&w->loop, &w->stop, on_stop);
  if (err != 0) uv_loop_close(&w->loop);
  else uv_unref((uv_handle_t *)&w->stop);
  return err;
}

/* startThread() -> undefined, or why it failed */
static napi_value worker_start(napi_env env, napi_callback_info info) {
  struct eddy_worker *w = this_worker(info);
  int err = make_loop(w);
  uv_thread_options_t options = {.flags = UV_THREAD_HAS_STACK_SIZE,
                                 .stack_size = (size_t)(w->limits[LIMIT_STACK] * MIB) + STACK_RESERVE};
  uv_ref((uv_handle_t *)&w->done);
  if (err == 0) {
    err = uv_thread_create_ex(&w->thread, &options, thread_main, w);
    if (err != 0) {
      uv_close((uv_handle_t *)&w->stop, NULL);
      uv_run(&w->loop, UV_RUN_NOWAIT);
      uv_loop_close(&w->loop);
    }
  }
  if (err != 0) {
    char text[80];
    eddy_handle_close(&w->h, NULL);
    snprintf(text, sizeof text, "Worker initialization failure: %s", uv_err_name(err));
    return eddy_utf8(env, text, (size_t)-1);
  }
  w->started = true;
  eddy_list_push(&workers_of(w->h.env)->children, &w->link);
  return NULL;
}

static napi_value worker_stop(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_worker *w = this_worker(info);
  if (w->started) ask_to_stop(w, NULL, NULL);
  return NULL;
}

static napi_value limits_array(napi_env env, const double *limits) {
  double *copy = eddy_alloc(sizeof(double[LIMIT_COUNT]));
  memcpy(copy, limits, sizeof(double[LIMIT_COUNT]));
  napi_value memory = eddy_arraybuffer_adopt(env, copy, sizeof(double[LIMIT_COUNT])), array;
  napi_create_typedarray(env, napi_float64_array, LIMIT_COUNT, memory, 0, &array);
  return array;
}

static napi_value worker_limits(napi_env env, napi_callback_info info) {
  return limits_array(env, this_worker(info)->limits);
}

/* loopTimes() -> [idle, running] in ms since the loop has started, undefined when it does not run */
static napi_value worker_loop_times(napi_env env, napi_callback_info info) {
  struct eddy_worker *w = this_worker(info);
  napi_value pair[2] = {NULL, NULL};
  uv_mutex_lock(&w->lock);
  if (w->child != NULL) {
    pair[0] = eddy_f64(env, (double)eddy_idle_time(w->child) / 1e6);
    uint64_t start = w->child->loop_start_ns;
    double ran = (double)(uv_hrtime() - w->child->time_origin_ns - start) / 1e6;
    pair[1] = eddy_f64(env, start > 0 ? ran : 0);
  }
  uv_mutex_unlock(&w->lock);
  return pair[0] != NULL ? eddy_array(env, pair, 2) : NULL;
}

static napi_value worker_has_ref(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_worker *w = this_worker(info);
  if (w->h.state != EDDY_HANDLE_CLOSED) eddy_ret_bool(info, uv_has_ref(w->h.uv));
  return NULL;
}

static const struct eddy_method worker_methods[] = {
    {"hasRef", worker_has_ref, 0, NULL},
    {"startThread", worker_start, 0, NULL},
    {"stopThread", worker_stop, 0, NULL},
    {"getResourceLimits", worker_limits, 0, NULL},
    {"loopTimes", worker_loop_times, 0, NULL},
};
const struct eddy_class worker_class = {"Worker", worker_construct, worker_methods,
                                        COUNTOF(worker_methods), &eddy_handle_class};

/* ---- what a thread knows of itself ---- */

/* self() -> undefined in the main thread, else { port, threadId, name, limits }; once */
static napi_value worker_self(napi_env env, napi_callback_info info) {
  (void)info;
  struct eddy_env *e = eddy_env_of(env);
  struct eddy_worker *w = e->worker;
  if (w == NULL) return NULL;
  uv_mutex_lock(&w->lock);
  w->begun = true;
  uv_mutex_unlock(&w->lock);
  napi_value o = eddy_object(env);
  eddy_set_f64(env, o, "threadId", w->id);
  eddy_set_str(env, o, "name", w->name);
  eddy_set(env, o, "limits", limits_array(env, w->limits));
  struct eddy_end *end = w->end, *mailbox = w->mailbox;
  w->end = w->mailbox = NULL;
  CHECK(end != NULL && mailbox != NULL);
  napi_value port = eddy_port_new(e, end), mail_port = eddy_port_new(e, mailbox);
  if (port == NULL || mail_port == NULL) return NULL;
  eddy_set(env, o, "port", port);
  eddy_set(env, o, "mailbox", mail_port);
  return o;
}

static const struct eddy_method binding_methods[] = {{"self", worker_self, 0, NULL}};
static const struct eddy_class *const binding_classes[] = {&worker_class};
const struct eddy_binding eddy_binding_worker = {
    "worker", binding_methods, COUNTOF(binding_methods), binding_classes, COUNTOF(binding_classes), NULL};

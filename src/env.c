// SPDX-License-Identifier: MIT
/* env.c: the life of a JavaScript thread: loop handles, engine, boot, entry script, end. */
#include <unistd.h>

#include "bindings/stream.h"
#include "eddy.h"
#include "inspector/agent.h"
#include "loop_watch.h"
#include "messaging/bell.h"
#include "trace_sigint.h"
#include "user_snapshot.h"
#include "worker_report.h"

void eddy_wake(struct eddy_env *env);
void eddy_immediates_init(struct eddy_env *env);

static const char *const boot_id = "internal/boot/boot";

/* Called by any thread. env->wake is initialised before the isolate exists. */
void eddy_wake(struct eddy_env *env) { uv_async_send(&env->wake); }

static void run_tasks(struct eddy_env *env);

static void on_task_timer(uv_timer_t *timer) {
  run_tasks(CONTAINER_OF(timer, struct eddy_env, task_timer));
}

static void run_tasks(struct eddy_env *env) {
  if (!env->can_call_js) return;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  while (eddy_engine_run_tasks(env->napi)) eddy_loop_drain(env);
  eddy_scope_close(&scope);
  const double seconds = eddy_engine_next_task(env->napi);
  if (seconds >= 0) {
    uv_timer_start(&env->task_timer, on_task_timer, (uint64_t)(seconds * 1000) + 1, 0);
  }
}

static void on_wake(uv_async_t *wake) {
  struct eddy_env *env = CONTAINER_OF(wake, struct eddy_env, wake);
  if (env->is_main) eddy_trace_sigint_woken(env);
  eddy_agent_woken(env);
  eddy_report_answer(env);
  run_tasks(env);
}

static void init_loop(struct eddy_env *env, uv_loop_t *loop) {
  env->loop = loop;
  if (loop == NULL) {
    CHECK(uv_loop_init(&env->loop_storage) == 0);
    env->loop = &env->loop_storage;
  }
  env->loop->data = env;
  CHECK(uv_timer_init(env->loop, &env->timer) == 0);
  CHECK(uv_timer_init(env->loop, &env->task_timer) == 0);
  CHECK(uv_check_init(env->loop, &env->immediate_check) == 0);
  CHECK(uv_idle_init(env->loop, &env->immediate_idle) == 0);
  CHECK(uv_async_init(env->loop, &env->wake, on_wake) == 0);
  uv_unref((uv_handle_t *)&env->timer); /* until JavaScript has a timer that counts */
  uv_unref((uv_handle_t *)&env->task_timer);
  uv_unref((uv_handle_t *)&env->wake);
}

/* Pointers into the typed arrays that JavaScript made while booting. */
static void bind_shared_memory(struct eddy_env *env) {
  env->tick_info = eddy_slot_memory(env->napi, EDDY_SLOT_TICK_INFO);
  eddy_engine_set_exception_taken(env->napi, env->tick_info + 2);
  env->async_fields = eddy_slot_memory(env->napi, EDDY_SLOT_ASYNC_FIELDS);
  env->immediate_info = eddy_slot_memory(env->napi, EDDY_SLOT_IMMEDIATE_INFO);
  env->timer_info = eddy_slot_memory(env->napi, EDDY_SLOT_TIMER_INFO);
}

static void print_pending(struct eddy_env *env, const char *what) {
  napi_value exception = eddy_take_exception(env->napi);
  napi_value stack = exception ? eddy_get(env->napi, exception, "stack") : NULL;
  struct eddy_str text;
  if (stack == NULL || !eddy_value_str(env->napi, stack, &text)) {
    napi_value as_string = NULL;
    if (exception == NULL || napi_coerce_to_string(env->napi, exception, &as_string) != napi_ok ||
        !eddy_value_str(env->napi, as_string, &text)) {
      fprintf(stderr, "eddy: %s failed\n", what);
      return;
    }
  }
  fprintf(stderr, "eddy: %s: %s\n", what, text.data);
  eddy_str_release(&text);
}

/* Runs lib/internal/boot/boot.js: makes process, primordials and the library's loader. */
static bool boot(struct eddy_env *env) {
  napi_env napi = env->napi;
  napi_value process = eddy_object(napi), primordials = eddy_object_null(napi);
  eddy_slot_set(napi, EDDY_SLOT_PROCESS, process);
  eddy_slot_set(napi, EDDY_SLOT_PRIMORDIALS, primordials);
  napi_value builtins = eddy_binding_get(napi, "builtins");
  napi_value internal_binding = eddy_get(napi, builtins, "internalBinding");
  eddy_slot_set(napi, EDDY_SLOT_INTERNAL_BINDING, internal_binding);
  napi_value fn = eddy_builtin_compile(env, boot_id);
  if (fn == NULL) return false;
  napi_value argv[] = {eddy_object(napi), eddy_undefined(napi), eddy_object(napi),
                       process,           internal_binding,     primordials};
  return eddy_call_plain(napi, NULL, fn, COUNTOF(argv), argv) != NULL;
}

static void reached(struct eddy_env *env, enum eddy_milestone milestone) {
  env->milestones[milestone] = uv_hrtime() - env->time_origin_ns;
}

static struct eddy_env *env_make(bool is_main, uv_loop_t *loop, void *worker,
                                 struct eddy_isolate_options o) {
  const bool build_snapshot = o.build_snapshot;
  struct eddy_env *env = eddy_calloc(1, sizeof *env);
  env->is_main = is_main;
  env->worker = worker;
  env->time_origin_ns = is_main ? eddy_process.start_hrtime : uv_hrtime();
  const double since_start_ms = (double)(env->time_origin_ns - eddy_process.start_hrtime) / 1e6;
  env->time_origin_ms = eddy_process.start_time_ms + since_start_ms;
  reached(env, EDDY_MILESTONE_PROCESS);
  eddy_list_init(&env->handles);
  eddy_list_init(&env->requests);
  eddy_list_init(&env->gathered);
  init_loop(env, loop);
  eddy_idle_watch(env);
  if (!build_snapshot && eddy_snapshot_len > 0 && !eddy_process.library_from_disk) {
    o.snapshot = eddy_snapshot_data;
    o.snapshot_len = eddy_snapshot_len;
    o.fresh = worker != NULL && eddy_user_snapshot_restored(); /* a worker is not a copy of the program */
  }
  reached(env, EDDY_MILESTONE_ENGINE);
  env->napi = eddy_engine_new(env, &o);
  reached(env, EDDY_MILESTONE_ENVIRONMENT);
  eddy_agent_init(env);
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  env->can_call_js = true;
  if ((o.snapshot == NULL || o.fresh) && !boot(env)) {
    print_pending(env, "cannot boot the library");
    exit(70);
  }
  bind_shared_memory(env);
  if (env->immediate_info != NULL) eddy_immediates_init(env);
  eddy_scope_close(&scope);
  return env;
}

struct eddy_env *eddy_env_new(bool is_main, bool build_snapshot, uv_loop_t *loop) {
  struct eddy_isolate_options o = {.build_snapshot = build_snapshot};
  eddy_engine_heap_defaults(&o, eddy_memory_usable());
  return env_make(is_main, loop, NULL, o);
}

struct eddy_env *eddy_env_new_worker(void *worker, uv_loop_t *loop,
                                     const struct eddy_isolate_options *limits) {
  return env_make(false, loop, worker, *limits);
}

void eddy_env_start(struct eddy_env *env, const char *main_id) {
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  reached(env, EDDY_MILESTONE_MAIN);
  if (env->is_main) eddy_trim_start(env);
  napi_value main = eddy_slot_get(env->napi, EDDY_SLOT_MAIN);
  CHECK(main != NULL);
  napi_value id = eddy_utf8(env->napi, main_id, (size_t)-1);
  napi_value result;
  eddy_loop_call(env, NULL, NULL, main, 1, &id, &result);
  if (result == NULL) eddy_loop_drain(env); /* somebody handled the exception: its ticks come before all else */
  eddy_scope_close(&scope);
}

static void on_walk_close(uv_handle_t *handle, void *arg) {
  (void)arg;
  if (!uv_is_closing(handle)) uv_close(handle, NULL);
}

static void count_closing(uv_handle_t *handle, void *count) {
  if (uv_is_closing(handle)) ++*(int *)count;
}

/* Runs the loop until all closed handles have had their callbacks and no request is in flight: both
 * still need the engine. */
static void settle(struct eddy_env *env) {
  int closing;
  do {
    uv_run(env->loop, UV_RUN_NOWAIT); /* the first may only take back a uv_stop */
    closing = 0;
    uv_walk(env->loop, count_closing, &closing);
  } while (closing > 0);
  while (!eddy_list_empty(&env->requests)) uv_run(env->loop, UV_RUN_ONCE);
}

void eddy_env_detach(struct eddy_env *env) {
  env->can_call_js = false;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  eddy_loop_watch_release(env);
  eddy_agent_release(env);
  eddy_workers_release(env);
  eddy_addons_release(env);
  while (!eddy_list_empty(&env->handles)) {
    struct eddy_handle *h = CONTAINER_OF(env->handles.next, struct eddy_handle, link);
    eddy_list_remove(&h->link);
    if (h->state == EDDY_HANDLE_OPEN) eddy_handle_close(h, NULL);
  }
  for (int i = 0; i < EDDY_DATA_COUNT; i++) {
    if (env->binding_release[i]) env->binding_release[i](env, env->binding_data[i]);
    env->binding_data[i] = NULL;
    env->binding_release[i] = NULL;
  }
  eddy_scope_close(&scope);
  settle(env);
}

/* Full teardown: workers and sanitizer builds. The main thread normally leaves by _exit. */
void eddy_env_free(struct eddy_env *env) {
  eddy_env_detach(env);
  eddy_engine_free(env->napi);
  uv_walk(env->loop, on_walk_close, NULL);
  while (uv_run(env->loop, UV_RUN_DEFAULT) != 0) {
  }
  eddy_heavy_release(env);
  eddy_idle_unwatch();
  eddy_bell_free(env->bell);
  if (env->loop == &env->loop_storage) CHECK(uv_loop_close(env->loop) == 0);
  free(env->read_buffer);
  free(env->bulk_buffer);
  free(env);
}

uint8_t *eddy_read_buffer(struct eddy_env *env, size_t *size) {
  *size = EDDY_READ_BUFFER_SIZE;
  if (env->read_buffer_busy) return eddy_alloc(EDDY_READ_BUFFER_SIZE);
  if (env->read_buffer == NULL) env->read_buffer = eddy_block_new(env->napi, EDDY_READ_BUFFER_SIZE);
  CHECK(env->read_buffer != NULL);
  env->read_buffer_busy = true;
  return env->read_buffer;
}

uint8_t *eddy_bulk_buffer(struct eddy_env *env, size_t *size) {
  if (env->bulk_buffer_busy) return eddy_read_buffer(env, size);
  if (env->bulk_buffer == NULL) env->bulk_buffer = eddy_block_new(env->napi, EDDY_BULK_BUFFER_SIZE);
  if (env->bulk_buffer == NULL) return eddy_read_buffer(env, size);
  *size = EDDY_BULK_BUFFER_SIZE;
  env->bulk_buffer_busy = true;
  return env->bulk_buffer;
}

void eddy_read_buffer_release(struct eddy_env *env, uint8_t *buffer) {
  if (buffer == NULL) return;
  if (buffer == env->read_buffer) {
    env->read_buffer_busy = false;
  } else if (buffer == env->bulk_buffer) {
    env->bulk_buffer_busy = false;
  } else {
    free(buffer);
  }
}

napi_value eddy_read_buffer_value(struct eddy_env *env, uint8_t *data, size_t len) {
  size_t size;
  if (!env->read_buffer_given) return eddy_buffer_copy(env->napi, data, len);
  if (data == env->read_buffer && len >= EDDY_READ_BUFFER_SIZE / 4 * 3) {
    env->read_buffer = NULL;
    env->read_buffer_busy = false;
    size = EDDY_READ_BUFFER_SIZE;
  } else if (data == env->bulk_buffer && len >= EDDY_BULK_BUFFER_SIZE / 4 * 3) {
    env->bulk_buffer = NULL;
    env->bulk_buffer_busy = false;
    size = EDDY_BULK_BUFFER_SIZE;
  } else {
    return eddy_buffer_copy(env->napi, data, len);
  }
  *env->read_buffer_given = true;
  return eddy_buffer_of_block(env->napi, data, size, len);
}

void eddy_env_exit(struct eddy_env *env, int code) {
  eddy_streams_flush(env, false);
  env->exiting = true;
  env->exit_code = code;
  if (!env->is_main) {
    env->stopping = true;
    env->can_call_js = false;
    eddy_terminate(env->napi);
    uv_stop(env->loop);
    return;
  }
  eddy_trace_span('B', "RunCleanup");
  eddy_workers_release(env);
  eddy_agent_wait_for_disconnect(env);
  eddy_trace_span('E', "RunCleanup");
  eddy_trace_span('B', "AtExit");
  eddy_addons_release(env);
  eddy_trace_span('E', "AtExit");
  eddy_trace_end(env);
  /* What the pool has taken on is done, as in Node: a queued write is not lost, nor cut in two. */
  if (!eddy_list_empty(&env->requests)) {
    uv_library_shutdown();
    eddy_fs_finish(env);
  }
  fflush(NULL);
#ifdef EDDY_SANITIZED
  eddy_heavy_stop();
  exit(code);
#else
  _exit(code);
#endif
}

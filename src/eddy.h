// SPDX-License-Identifier: MIT
/* eddy.h: the one internal header of the C side. Every C file above src/engine includes it.
 * One struct eddy_env per JavaScript thread; everything in it belongs to that thread. */
#ifndef EDDY_H
#define EDDY_H

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "engine/engine.h"
#include "heavy.h"

/* ---- a handful of macros ------------------------------------------------------------------- */

/* Programmer errors only, never input. Always on. */
#define CHECK(x) ((x) ? (void)0 : eddy_check_failed(#x, __FILE__, __LINE__))
#define UNREACHABLE() eddy_check_failed("unreachable", __FILE__, __LINE__)
#define COUNTOF(a) (sizeof(a) / sizeof((a)[0]))
#define CONTAINER_OF(ptr, type, member) ((type *)((char *)(ptr)-offsetof(type, member)))

_Noreturn void eddy_check_failed(const char *expr, const char *file, int line);
/* malloc that aborts with a message when memory is out (small sizes, not user-sized ones). */
void *eddy_alloc(size_t size);
void *eddy_calloc(size_t n, size_t size);
void *eddy_realloc(void *p, size_t size);
char *eddy_strdup(const char *s);
/* Tells the system that all of this memory is about to be written: a page fault for each page costs more than
 * the writing. For large blocks; changes nothing that can be seen. */
void eddy_prefault(void *p, size_t size);
void eddy_prefault_start(void); /* prefault.c */

/* ---- lists ---------------------------------------------------------------------------------- */

struct eddy_list { struct eddy_list *prev, *next; };
static inline void eddy_list_init(struct eddy_list *l) { l->prev = l->next = l; }
static inline int eddy_list_empty(const struct eddy_list *l) { return l->next == l; }
static inline void eddy_list_push(struct eddy_list *head, struct eddy_list *item) {
  item->prev = head->prev; item->next = head; head->prev->next = item; head->prev = item;
}
static inline void eddy_list_remove(struct eddy_list *item) {
  item->prev->next = item->next; item->next->prev = item->prev; item->prev = item->next = item;
}

/* ---- the environment: one JavaScript thread (src/env.c) -------------------------------------- */

/* Nanoseconds that the loop has waited for events; `since` when it has begun to wait, 0 while it works. */
struct eddy_idle { _Atomic uint64_t since, total; };

struct eddy_env {
  uv_loop_t *loop;
  uv_loop_t loop_storage;
  napi_env napi;                    /* of the built-in bindings */
  uv_timer_t timer;                 /* the one timer under all JavaScript timers */
  uv_check_t immediate_check;
  uv_idle_t immediate_idle;
  uv_async_t wake;                  /* V8 posted a task, or an interrupt wants the loop to turn */
  uv_timer_t task_timer;            /* delayed V8 tasks */
  struct eddy_list handles;         /* of struct eddy_handle: all open handles */
  struct eddy_list requests;        /* of struct eddy_req: all requests in flight */
  uint64_t time_origin_ns;          /* hrtime at start of the process/worker */
  double time_origin_ms;            /* Unix time of the same moment */
  int call_depth;                   /* nesting of eddy_loop_call */
  int exit_code;
  bool exiting;                     /* process.reallyExit has been called or the loop has ended */
  bool is_main;                     /* the main thread's env */
  _Atomic bool can_call_js;         /* false while tearing down; set by a parent thread, too */
  _Atomic bool stopping;            /* a worker being terminated; the same */
  uint8_t *tick_info;               /* lib/internal/process/task_queues_info.js */
  double *async_fields;             /* see enum eddy_async_field */
  uint32_t *immediate_info;         /* [0] count, [1] refCount, [2] hasOutstanding */
  int32_t *timer_info;              /* [0] number of referenced timers */
  uint8_t *read_buffer;             /* one read buffer per loop, 64 KiB; see eddy_read_buffer */
  uint8_t *bulk_buffer;             /* another, for streams of which every read fills the first */
  bool read_buffer_busy, bulk_buffer_busy;
  bool *read_buffer_given;          /* of the read under way: set when JavaScript has got the buffer itself */
  struct eddy_list gathered;        /* what sockets write when the read under way has been handled (stream_gather.c) */
  uint32_t reads, read_depth;       /* reads handled so far; nesting */
  void *worker;                     /* struct eddy_worker of a worker thread */
  struct eddy_idle idle;
  struct eddy_child *ended_children; /* child processes whose end JavaScript is to hear of (bindings/spawn.c) */
  struct eddy_heavy heavy;          /* jobs done by the threads that compute (src/heavy.h) */
  struct eddy_bell *bell;           /* by which other threads call for this one's ports, or NULL */
  struct eddy_loop_watch *watch;    /* who looks at what the loop does (src/loop_watch.h), or NULL */
  struct eddy_report_ask *_Atomic report_ask; /* another thread wants a report of this one (src/worker_report.h), or NULL */
  struct eddy_agent *agent;         /* who debugs this thread from outside (src/inspector/agent.h) */
  uint64_t loop_start_ns;           /* since time_origin_ns, 0 before the loop has started */
  uint64_t milestones[5];           /* the same: by enum eddy_milestone */
  void *binding_data[32];           /* per-thread state of bindings, by enum eddy_data */
  void (*binding_release[32])(struct eddy_env *env, void *data);
};
enum eddy_milestone {
  EDDY_MILESTONE_LOOP_EXIT, EDDY_MILESTONE_PROCESS, EDDY_MILESTONE_ENGINE, EDDY_MILESTONE_ENVIRONMENT, EDDY_MILESTONE_MAIN,
  EDDY_MILESTONE_COUNT
};
enum eddy_data {
  EDDY_DATA_FS, EDDY_DATA_HTTP, EDDY_DATA_NET, EDDY_DATA_DNS, EDDY_DATA_SIGNAL, EDDY_DATA_TLS,
  EDDY_DATA_CRYPTO, EDDY_DATA_MODULES, EDDY_DATA_PERF, EDDY_DATA_MESSAGING, EDDY_DATA_URL,
  EDDY_DATA_ADDONS, EDDY_DATA_WORKER, EDDY_DATA_LOCKS, EDDY_DATA_ICU, EDDY_DATA_INSPECTOR, EDDY_DATA_HTTP2, EDDY_DATA_SQLITE, EDDY_DATA_WS,
  EDDY_DATA_LOOKUPS, EDDY_DATA_FS_QUEUE, EDDY_DATA_UDP, EDDY_DATA_RING, EDDY_DATA_COUNT
};
enum eddy_async_field {
  EDDY_ASYNC_EXECUTION_ID, EDDY_ASYNC_TRIGGER_ID, EDDY_ASYNC_ID_COUNTER, EDDY_ASYNC_DEFAULT_TRIGGER,
  EDDY_ASYNC_STACK_LENGTH,
  EDDY_ASYNC_HOOKS_INIT, EDDY_ASYNC_HOOKS_BEFORE, EDDY_ASYNC_HOOKS_AFTER, EDDY_ASYNC_HOOKS_DESTROY,
  EDDY_ASYNC_HOOKS_PROMISE, EDDY_ASYNC_TOTAL_HOOKS, EDDY_ASYNC_CHECK, EDDY_ASYNC_FIELD_COUNT
};

/* Borrow the loop's read buffer for one uv_alloc_cb/uv_read_cb pair. *size is EDDY_READ_BUFFER_SIZE,
 * or a malloc'ed block when the buffer is in use; give it back with eddy_read_buffer_release. */
#define EDDY_READ_BUFFER_SIZE EDDY_BLOCK_SMALL
#define EDDY_BULK_BUFFER_SIZE EDDY_BLOCK_LARGE
uint8_t *eddy_read_buffer(struct eddy_env *env, size_t *size);
/* The same for much at once: of EDDY_BULK_BUFFER_SIZE if that is free. */
uint8_t *eddy_bulk_buffer(struct eddy_env *env, size_t *size);
void eddy_read_buffer_release(struct eddy_env *env, uint8_t *buffer);
/* All bytes of a read, as a Buffer: many of them in the loop's buffer itself, which the loop then makes anew; few are
 * copied. Afterwards `data` may be JavaScript's: only to be used by who is done with it. */
napi_value eddy_read_buffer_value(struct eddy_env *env, uint8_t *data, size_t len);

/* ---- calling JavaScript from the loop (src/loop.c) -------------------------------------------- */

/* The async context of a handle or request: its id, and the AsyncLocalStorage frame it was made in. */
struct eddy_async { double id, trigger; eddy_ref frame; eddy_ref resource; };
/* `resource` is the JavaScript object shown to async_hooks (may be NULL), `type` e.g. "TCPWRAP". */
void eddy_async_init(struct eddy_env *env, struct eddy_async *a, napi_value resource, const char *type);
/* What is made from now on was made because of a: a handle, and not of what runs. Returns what to hand back to
 * eddy_async_trigger_back afterwards. */
double eddy_async_trigger(struct eddy_env *env, const struct eddy_async *a);
void eddy_async_trigger_back(struct eddy_env *env, double before);
/* Tells the hooks of a resource that was there and calls nobody back. They may run any JavaScript. */
void eddy_async_tell(struct eddy_env *env, const char *type);
void eddy_async_release(struct eddy_env *env, struct eddy_async *a); /* emits destroy */

/* The only way from the loop into JavaScript: runs fn in a's context (a may be NULL), then ticks and
 * microtasks if this is the outermost call; an exception goes to uncaughtException. Opens its own
 * scope only for internal values: callers hold an eddy_scope. *result (optional) is NULL if it threw.
 * After it returns user code has run: pointers into JavaScript memory are gone, handles may be closed. */
void eddy_loop_call(struct eddy_env *env, struct eddy_async *a, napi_value recv, napi_value fn,
                    size_t argc, const napi_value *argv, napi_value *result);
/* Native code that enters JavaScript several times as one event (Node-API callback scopes): the async
 * context of a (may be NULL) until leave, which runs ticks and microtasks if this was the outermost.
 * Both within the caller's scope; `a` may be gone by then. */
struct eddy_loop_scope { double id, execution, trigger; napi_value before; bool told; };
void eddy_loop_enter(struct eddy_env *env, struct eddy_async *a, struct eddy_loop_scope *s);
void eddy_loop_leave(struct eddy_env *env, struct eddy_loop_scope *s, bool failed);
/* Looks `name` up on recv, and calls it if it is a function. */
void eddy_loop_call_method(struct eddy_env *env, struct eddy_async *a, napi_value recv,
                           const char *name, size_t argc, const napi_value *argv, napi_value *result);
/* Ticks and microtasks now, if no JavaScript is on the stack. */
void eddy_loop_drain(struct eddy_env *env);
/* The same between two calls, for who has entered (eddy_loop_enter) and calls several times. */
void eddy_loop_drain_entered(struct eddy_env *env);
/* Routes a pending exception of env->napi to process._fatalException; may exit the process. */
void eddy_loop_uncaught(struct eddy_env *env);
/* Runs until nothing is alive, then beforeExit (again while it adds work). Returns the exit code. */
int eddy_loop_run(struct eddy_env *env);
/* The same without the 'exit' event at the end. */
void eddy_loop_run_until_idle(struct eddy_env *env);

/* The loop's idle time (src/idle.c). Watching begins and ends on its thread; asking is for all who know that
 * the env exists. */
void eddy_idle_watch(struct eddy_env *env);
/* Of the main thread: memory that a burst has left is given back when there is nothing to do (src/trim.c). */
void eddy_trim_start(struct eddy_env *env);
void eddy_idle_unwatch(void);
uint64_t eddy_idle_time(struct eddy_env *env);

/* ---- handles and requests (src/handle.c) ------------------------------------------------------ */

enum eddy_handle_state { EDDY_HANDLE_OPEN, EDDY_HANDLE_CLOSING, EDDY_HANDLE_CLOSED };
/* Behind every JavaScript handle object. The uv handle is the first member of the struct that embeds
 * this one, and uv_handle_t.data points to this. The JavaScript object is held while it is open. */
struct eddy_handle {
  struct eddy_list link;
  struct eddy_env *env;
  uv_handle_t *uv;
  struct eddy_native native;
  struct eddy_async async;
  enum eddy_handle_state state;
  eddy_ref on_close;                       /* callback given to close() */
  void (*release)(struct eddy_handle *h);  /* frees the embedding struct, after close and collection */
};
/* Call right after uv_*_init succeeded. `type` as in eddy_async_init. */
void eddy_handle_init(struct eddy_env *env, struct eddy_handle *h, uv_handle_t *uv, napi_value js,
                      const struct eddy_class *cls, const char *type, void (*release)(struct eddy_handle *));
void eddy_handle_close(struct eddy_handle *h, napi_value callback); /* callback may be NULL; once */
/* Base class for all handles: close(cb), ref(), unref(), hasRef(), getAsyncId(). */
extern const struct eddy_class eddy_handle_class;
/* this -> struct eddy_handle, NULL when it is closed or not a handle. */
struct eddy_handle *eddy_this_handle(napi_callback_info info);

/* A request in flight: pool jobs, writes, connects, look-ups. `fn` is called on completion with
 * `object` (or undefined) as this; `pins` keep buffers and handles alive. First member of its struct:
 * the uv request; uv_req_t.data points to this. */
#define EDDY_REQ_PINS 4
struct eddy_req {
  struct eddy_list link;
  struct eddy_env *env;
  struct eddy_async async;
  eddy_ref object;
  eddy_ref fn;
  eddy_ref pins[EDDY_REQ_PINS];
  struct eddy_store *stores[EDDY_REQ_PINS]; /* the memory of pinned buffers, detached or not */
};
/* `object` may be NULL/undefined; fn may be NULL: then object.oncomplete is called. */
void eddy_req_init(struct eddy_env *env, struct eddy_req *r, napi_value object, napi_value fn, const char *type);
void eddy_req_pin(struct eddy_req *r, napi_value v);
/* Unpins everything, calls JavaScript. The struct may be freed before: pass a copy of it. Order:
 * take results out, free natives, then eddy_req_complete as the last thing. Opens no scope. */
void eddy_req_complete(struct eddy_req *r, size_t argc, const napi_value *argv);
void eddy_req_release(struct eddy_req *r); /* the same without calling (failed to start, teardown) */

/* Ends the thread's native addons: cleanup hooks, finalizers. Before the thread ends (src/addons). */
void eddy_addons_release(struct eddy_env *env);

/* ---- the trace log (src/trace.c); lib/internal/tracing.js has the rest ------------------------- */

/* Starts it if the command line says so; before the first isolate, of which V8 has something to tell. */
void eddy_trace_start(void);
/* 'B' or 'E' of something that happens to the environment; next to nothing while not traced. */
void eddy_trace_span(char phase, const char *name);
/* Writes what is left to say, and completes the file: the process ends. */
void eddy_trace_end(const struct eddy_env *env);

/* ---- errors (src/errors.c) ---------------------------------------------------------------------- */

/* Error as Node makes it: message "ENOENT: no such file or directory, open 'x'", errno, code, syscall,
 * path, dest. path/dest may be NULL. */
napi_value eddy_uv_error(napi_env env, int err, const char *syscall, const char *path, const char *dest);
void eddy_throw_uv(napi_env env, int err, const char *syscall, const char *path);
void eddy_throw_uv2(napi_env env, int err, const char *syscall, const char *path, const char *dest);
/* Error/TypeError/RangeError with a code. */
void eddy_throw(napi_env env, const char *code, const char *message);
void eddy_throw_type(napi_env env, const char *code, const char *message);
void eddy_throw_range(napi_env env, const char *code, const char *message);

/* ---- the embedded library (src/builtins.c) ------------------------------------------------------- */

struct eddy_builtin {
  const char *id;              /* "internal/errors" */
  const char *source;          /* one-byte, or UTF-16 when two_byte */
  uint32_t length;             /* in characters */
  bool two_byte;
};
/* Code cache of eddy_builtins[i]: bytes of eddy_code_cache_data. Made by tools/mksnapshot. */
struct eddy_code_cache_row { uint32_t offset, length; };
extern const struct eddy_code_cache_row *const eddy_code_cache_rows; /* NULL in the snapshot builder */
extern const uint8_t *const eddy_code_cache_data;
const struct eddy_builtin *eddy_builtin_find(const char *id);
/* The wrapper function of a library file, from EDDY_LIB if set. NULL with an exception pending. */
napi_value eddy_builtin_compile(struct eddy_env *env, const char *id);
/* Called with each compiled library function; the snapshot builder collects them. */
/* Set by the snapshot builder: files whose functions every start runs are compiled whole. */
extern bool (*eddy_builtin_eager)(const char *id);
extern void (*eddy_builtin_compiled)(struct eddy_env *env, const char *id, napi_value fn);
extern const struct eddy_builtin eddy_builtins[]; /* generated, sorted by id */
extern const size_t eddy_builtin_count;
extern const char *const eddy_primordials[]; /* names that the library takes from `primordials` */
extern const size_t eddy_primordial_count;
extern const uint8_t *eddy_snapshot_data; /* generated; the snapshot builder sets it */
extern size_t eddy_snapshot_len;

/* ---- options (src/options.c), environment life cycle (src/env.c) -------------------------------- */

struct eddy_options;
extern struct eddy_process {      /* the process; written by main before threads exist */
  int argc; char **argv;          /* as given */
  char *exec_path;                /* absolute */
  char *title;
  int exec_argc; char **exec_argv;/* options before the script */
  int script_argc; char **script_argv; /* the script and its arguments */
  bool library_from_disk; const char *library_path; /* EDDY_LIB */
  uint64_t start_hrtime; double start_time_ms;
  struct eddy_options *options;
} eddy_process;

/* Bytes of memory (src/memory.c): the control group's limit, 0 if there is none; what the process may use
 * of the machine's, and what of that is free; the number in a small file of the kernel's, -1 if there is none. */
double eddy_memory_limit(void);
double eddy_memory_usable(void);
double eddy_memory_available(void);
double eddy_memory_number(const char *path);

struct eddy_env *eddy_env_new(bool is_main, bool build_snapshot, uv_loop_t *loop);
struct eddy_env *eddy_env_new_worker(void *worker, uv_loop_t *loop, const struct eddy_isolate_options *limits);
void eddy_env_free(struct eddy_env *env);
/* The first half of that: everything outside the heap goes, and no JavaScript runs any more. */
void eddy_env_detach(struct eddy_env *env);
/* Runs what waits for the thread pool, which is no more, on this thread (src/bindings/fs_queue.c). */
void eddy_fs_finish(struct eddy_env *env);
/* Stops the worker threads that this thread has started, and waits for them (src/worker.c). */
void eddy_workers_release(struct eddy_env *env);
/* The number of the thread: 0 is the main one's (src/worker.c). */
int eddy_thread_id(const struct eddy_env *env);
/* Loads lib/internal/main/<name>.js: the entry of this process or worker. */
void eddy_env_start(struct eddy_env *env, const char *main_id);
/* Ends the process at once (main), or stops the worker's thread. Flushes nothing. */
void eddy_env_exit(struct eddy_env *env, int code);
static inline struct eddy_env *eddy_env_current(napi_env env) { return eddy_env_of(env); }

#endif

// SPDX-License-Identifier: MIT
/* engine.h: the C ABI in front of V8, for everything that Node-API leaves out.
 * Implemented by the C++ files of src/engine, included (through eddy.h) by every C file.
 * Values are napi_value: handles that live until the innermost scope closes. No function here
 * throws into C; those that can fail in JavaScript return false/NULL and leave the exception
 * pending in the env, exactly like Node-API. */
#ifndef EDDY_ENGINE_H
#define EDDY_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef NAPI_VERSION
#define NAPI_VERSION 10
#endif
#ifndef NAPI_EXPERIMENTAL
#define NAPI_EXPERIMENTAL
#endif
#ifndef NODE_API_EXPERIMENTAL_NO_WARNING
#define NODE_API_EXPERIMENTAL_NO_WARNING
#endif
#ifndef NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT
#define NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT
#endif
#include "node_api.h"

#ifdef __cplusplus
extern "C" {
#endif

struct eddy_env;

/* ---- tables: what a binding declares ------------------------------------------------------ */

/* Types of a V8 fast call. A fast function is called straight from optimised code:
 *   ret fn(eddy_fast_value receiver, args...)
 * It must not allocate on the JavaScript heap, throw, or call JavaScript. */
typedef void *eddy_fast_value;
enum eddy_fast_type {
  EDDY_FAST_END, EDDY_FAST_VOID, EDDY_FAST_BOOL, EDDY_FAST_I32, EDDY_FAST_U32,
  EDDY_FAST_I64, EDDY_FAST_U64, EDDY_FAST_F64, EDDY_FAST_STRING, EDDY_FAST_VALUE
};
/* EDDY_FAST_STRING arrives as a pointer to this: flat one-byte (Latin-1) strings only; with any
 * other string V8 takes the slow function. I64/U64 arguments are JavaScript numbers. */
struct eddy_fast_string { const char *data; uint32_t length; };
struct eddy_fast {
  void *fn;
  enum eddy_fast_type ret;
  enum eddy_fast_type args[8]; /* without the receiver; ended by EDDY_FAST_END */
};

/* Stand in rows for functions that the engine has V8 call without the way through napi_callback (direct.cc). */
napi_value eddy_direct_slice(napi_env env, napi_callback_info info);       /* (view, start, end, encoding): text */
napi_value eddy_direct_decode_utf8(napi_env env, napi_callback_info info); /* (view, flags): text or undefined */

struct eddy_method {
  const char *name;
  napi_callback fn;
  int length;                   /* the function's `length` */
  const struct eddy_fast *fast; /* optional */
};

/* A class whose instances carry one native object (see eddy_object). `construct` runs for `new`.
 * Methods go on the prototype, with `this` from eddy_this(). */
struct eddy_class {
  const char *name;
  napi_callback construct;
  const struct eddy_method *methods;
  size_t method_count;
  const struct eddy_class *base; /* must be listed by the same or an earlier binding */
};

struct eddy_binding {
  const char *name;
  const struct eddy_method *methods;
  size_t method_count;
  const struct eddy_class *const *classes;
  size_t class_count;
  /* Adds constants and the like. Runs once per context, mostly while the start-up snapshot is
   * built: may not create externals or look at the process. */
  void (*setup)(napi_env env, napi_value exports);
};

/* All bindings, in a fixed order (src/bindings/registry.c). */
/* The files of the library, by number; false when there are no more. src/builtins.c has them. */
struct eddy_library_file { const void *data; size_t length; bool two_byte; };
bool eddy_library_at(size_t index, struct eddy_library_file *out);

extern const struct eddy_binding *const eddy_bindings[];
extern const size_t eddy_binding_count;

/* ---- arguments and results of a binding's function ---------------------------------------- */

int eddy_argc(napi_callback_info info);
napi_value eddy_this(napi_callback_info info);
bool eddy_is_construct(napi_callback_info info);
napi_value eddy_arg(napi_callback_info info, int i); /* undefined when absent */
bool eddy_arg_is_undefined(napi_callback_info info, int i);
bool eddy_arg_is_nullish(napi_callback_info info, int i);
bool eddy_arg_is_function(napi_callback_info info, int i);
bool eddy_arg_is_object(napi_callback_info info, int i);
bool eddy_arg_is_string(napi_callback_info info, int i);
bool eddy_arg_is_number(napi_callback_info info, int i);
bool eddy_arg_is_bigint(napi_callback_info info, int i);
bool eddy_arg_is_bytes(napi_callback_info info, int i);
bool eddy_arg_bool(napi_callback_info info, int i);     /* truthiness */
int32_t eddy_arg_i32(napi_callback_info info, int i);   /* 0 unless a number or bigint */
uint32_t eddy_arg_u32(napi_callback_info info, int i);
int64_t eddy_arg_i64(napi_callback_info info, int i);   /* number or BigInt, saturating */
double eddy_arg_f64(napi_callback_info info, int i);

/* Bytes of an ArrayBufferView, ArrayBuffer or SharedArrayBuffer. The pointer, never NULL, is valid
 * until JavaScript runs again; for longer hold the value with eddy_ref_new (mind resize/transfer). */
struct eddy_bytes { uint8_t *data; size_t len; };
bool eddy_arg_bytes(napi_callback_info info, int i, struct eddy_bytes *out);
bool eddy_value_bytes(napi_value value, struct eddy_bytes *out);

/* Keeps the memory behind a view, a buffer or an array of them alive even when it is detached or
 * transferred meanwhile: for pool jobs. NULL if there is none. May be freed on any thread. */
struct eddy_store;
struct eddy_store *eddy_store_hold(napi_env env, napi_value value);
void eddy_store_free(struct eddy_store *store); /* NULL is fine */
/* Whether JavaScript may take away the pages behind a view or buffer (resize()): what a thread reads or writes there, or the
 * loop later, has to be a copy. System calls need none: they fail. */
bool eddy_may_shrink(napi_value value);

/* A string as NUL-terminated UTF-8 (lone surrogates become U+FFFD). Short ones need no allocation. */
struct eddy_str { char *data; size_t len; char inline_data[232]; };
bool eddy_arg_str(napi_env env, napi_callback_info info, int i, struct eddy_str *out);
bool eddy_value_str(napi_env env, napi_value value, struct eddy_str *out); /* false if no string */
void eddy_str_release(struct eddy_str *s);
/* String or bytes (a path given as Buffer), copied and NUL-terminated. */
bool eddy_arg_path(napi_env env, napi_callback_info info, int i, struct eddy_str *out);

/* Set the result without making a handle; the callback then returns NULL. */
void eddy_ret_undefined(napi_callback_info info);
void eddy_ret_null(napi_callback_info info);
void eddy_ret_bool(napi_callback_info info, bool v);
void eddy_ret_i32(napi_callback_info info, int32_t v);
void eddy_ret_u32(napi_callback_info info, uint32_t v);
void eddy_ret_f64(napi_callback_info info, double v);
void eddy_ret_empty_string(napi_callback_info info);
void eddy_ret(napi_callback_info info, napi_value v);

/* ---- values -------------------------------------------------------------------------------- */

napi_value eddy_undefined(napi_env env);
napi_value eddy_null(napi_env env);
napi_value eddy_bool(napi_env env, bool v);
napi_value eddy_i32(napi_env env, int32_t v);
napi_value eddy_u32(napi_env env, uint32_t v);
napi_value eddy_f64(napi_env env, double v);
napi_value eddy_bigint_i64(napi_env env, int64_t v);
napi_value eddy_bigint_u64(napi_env env, uint64_t v);
/* Strings; NULL when longer than V8 allows (no exception is pending then). */
napi_value eddy_utf8(napi_env env, const char *s, size_t len);   /* len -1: NUL-terminated */
napi_value eddy_latin1(napi_env env, const uint8_t *s, size_t len);
napi_value eddy_utf16(napi_env env, const uint16_t *s, size_t len);
napi_value eddy_intern(napi_env env, const char *ascii);         /* internalised string */
/* Takes over malloc'ed one-byte text; freed with the string. The same with a block (eddy_block_new) of just that size. */
napi_value eddy_latin1_adopt(napi_env env, char *s, size_t len);
napi_value eddy_latin1_of_block(napi_env env, char *block, size_t len);
napi_value eddy_utf16_of_block(napi_env env, uint16_t *block, size_t len);
/* The text of a file of the library, not copied. */
napi_value eddy_library_text(napi_env env, size_t index);
int32_t eddy_string_hash(napi_value s); /* depends on the process's hash seed */
napi_value eddy_object(napi_env env);                            /* {} */
napi_value eddy_object_null(napi_env env);                       /* { __proto__: null } */
/* { __proto__: null } with n properties; names are strings. */
napi_value eddy_object_of(napi_env env, const napi_value *names, const napi_value *values, size_t n);
napi_value eddy_array(napi_env env, const napi_value *items, size_t n);
napi_value eddy_get(napi_env env, napi_value obj, const char *key);
bool eddy_set(napi_env env, napi_value obj, const char *key, napi_value v);
bool eddy_set_i32(napi_env env, napi_value obj, const char *key, int32_t v);
bool eddy_set_f64(napi_env env, napi_value obj, const char *key, double v);
bool eddy_set_str(napi_env env, napi_value obj, const char *key, const char *v);
/* A configurable data property whose value EDDY_SLOT_LAZY's function, called with the name,
 * makes when somebody looks. */
bool eddy_define_lazy(napi_env env, napi_value obj, napi_value name, bool enumerable, bool read_only);
bool eddy_set_index(napi_env env, napi_value obj, uint32_t i, napi_value v);
bool eddy_is_function(napi_value v);
bool eddy_is_undefined(napi_value v);
bool eddy_is_nullish(napi_value v);
bool eddy_is_string(napi_value v);
bool eddy_is_true(napi_value v);
bool eddy_is_bytes(napi_value v);
bool eddy_is_number(napi_value v);
int32_t eddy_to_i32(napi_value v);
double eddy_to_f64(napi_value v);
/* New Buffer (class Buffer of lib/buffer.js): uninitialised copy target, or adopting malloc'ed
 * memory, or handing memory back through `done(data, hint)`. NULL if too large or out of memory. */
napi_value eddy_buffer_new(napi_env env, size_t len, uint8_t **data);
napi_value eddy_buffer_copy(napi_env env, const void *data, size_t len);
napi_value eddy_buffer_adopt(napi_env env, void *malloced, size_t len);
napi_value eddy_buffer_external(napi_env env, void *data, size_t len,
                                void (*done)(void *data, void *hint), void *hint);
/* Blocks that go round. The third makes a Buffer of the first `len` bytes
 * of one; the block is JavaScript's then, and comes back with the garbage. */
#define EDDY_BLOCK_SMALL 65536
#define EDDY_BLOCK_LARGE 262144
uint8_t *eddy_block_new(napi_env env, size_t size); /* NULL: out of memory */
void eddy_block_free(napi_env env, uint8_t *block, size_t size);
napi_value eddy_buffer_of_block(napi_env env, uint8_t *block, size_t size, size_t len);
/* The same as ArrayBuffer. */
napi_value eddy_arraybuffer_adopt(napi_env env, void *malloced, size_t len);

/* ---- scopes, references -------------------------------------------------------------------- */

struct eddy_scope { void *storage[8]; };
void eddy_scope_open(napi_env env, struct eddy_scope *scope); /* enters isolate + context too */
void eddy_scope_close(struct eddy_scope *scope);

typedef struct eddy_ref_s *eddy_ref;
eddy_ref eddy_ref_new(napi_env env, napi_value v);  /* strong */
napi_value eddy_ref_get(napi_env env, eddy_ref ref); /* NULL for a NULL or cleared reference */
void eddy_ref_free(eddy_ref ref);                   /* NULL is fine */

/* ---- native objects behind instances of an eddy_class -------------------------------------- */

/* Embedded in the native struct. While held the JavaScript object stays alive; when it is not
 * held and is collected, `finalize(owner)` runs on the JavaScript thread (no JavaScript allowed). */
struct eddy_native {
  void *owner;
  const struct eddy_class *cls;
  napi_env env;
  void *handle;                    /* the engine's */
  void (*finalize)(void *owner);
  int holds;
  size_t weight;
};
void eddy_native_init(napi_env env, napi_value js, struct eddy_native *n,
                      const struct eddy_class *cls, void *owner, void (*finalize)(void *owner));
/* The owner behind `js` if it is an instance of cls (or derived) and still attached, else NULL. */
void *eddy_native_of(napi_value js, const struct eddy_class *cls);
/* How many bytes outside of V8's heap are the owner's at present: much makes collections come sooner. May collect. */
void eddy_native_weigh(struct eddy_native *n, size_t bytes);
void eddy_native_hold(struct eddy_native *n);
void eddy_native_unhold(struct eddy_native *n);
napi_value eddy_native_value(struct eddy_native *n);
void eddy_native_detach(struct eddy_native *n); /* the owner goes away first */
/* A new instance from C, `construct` included. NULL if that threw. */
napi_value eddy_class_new(napi_env env, const struct eddy_class *cls, size_t argc, napi_value *argv);

/* ---- process.env (env_object.cc) ------------------------------------------------------------ */

/* An object that keeps what is put into it; of changes EDDY_SLOT_ENV's functions hear instead: set(name, value),
 * define(name, value, plain, accessor), remove(name). */
napi_value eddy_env_object_new(napi_env env);
/* From now on it keeps nothing: get(name), query(name) and list() are asked. */
void eddy_env_object_live(napi_env env, napi_value object);
bool eddy_env_object_put(napi_env env, napi_value object, napi_value name, napi_value value);
void eddy_env_object_drop(napi_env env, napi_value object, napi_value name);

/* ---- slots: JavaScript values that C needs, kept across the snapshot ------------------------ */

enum eddy_slot {
  EDDY_SLOT_PROCESS, EDDY_SLOT_PRIMORDIALS, EDDY_SLOT_INTERNAL_BINDING, EDDY_SLOT_BINDING_CACHE,
  EDDY_SLOT_REQUIRE, EDDY_SLOT_MAIN, EDDY_SLOT_TICK_CALLBACK, EDDY_SLOT_TICK_INFO,
  EDDY_SLOT_ASYNC_FIELDS, EDDY_SLOT_ASYNC_INIT, EDDY_SLOT_ASYNC_BEFORE, EDDY_SLOT_ASYNC_AFTER,
  EDDY_SLOT_ASYNC_DESTROY, EDDY_SLOT_ASYNC_PROMISE_RESOLVE, EDDY_SLOT_FATAL_EXCEPTION,
  EDDY_SLOT_PROMISE_REJECT, EDDY_SLOT_PREPARE_STACK_TRACE, EDDY_SLOT_TIMERS, EDDY_SLOT_IMMEDIATES,
  EDDY_SLOT_IMMEDIATE_INFO, EDDY_SLOT_TIMER_INFO, EDDY_SLOT_IMPORT_DYNAMIC, EDDY_SLOT_IMPORT_META,
  EDDY_SLOT_EMIT_WARNING, EDDY_SLOT_BUFFER_PROTOTYPE, EDDY_SLOT_URL_OFFSETS, EDDY_SLOT_SIGNAL,
  EDDY_SLOT_EXIT, EDDY_SLOT_BEFORE_EXIT, EDDY_SLOT_STDIO_FLUSH, EDDY_SLOT_HTTP_1, EDDY_SLOT_HTTP_2,
  EDDY_SLOT_HTTP_3, EDDY_SLOT_HTTP_4, EDDY_SLOT_FS_STATS, EDDY_SLOT_FS_STATS_BIG, EDDY_SLOT_FS_1,
  EDDY_SLOT_NET_1, EDDY_SLOT_NET_2, EDDY_SLOT_WORKER_1, EDDY_SLOT_WORKER_2, EDDY_SLOT_CLONE_1,
  EDDY_SLOT_CLONE_2, EDDY_SLOT_CLONE_3, EDDY_SLOT_VM_1, EDDY_SLOT_VM_2, EDDY_SLOT_CRYPTO_1,
  EDDY_SLOT_LAZY, EDDY_SLOT_WASM_STREAMING, EDDY_SLOT_SERIALIZE, EDDY_SLOT_SHADOW_REALM, EDDY_SLOT_ENV,
  EDDY_SLOT_SPARE_6, EDDY_SLOT_SPARE_7, EDDY_SLOT_SPARE_8, EDDY_SLOT_LAST_WORDS, EDDY_SLOT_COUNT
};
void eddy_slot_set(napi_env env, enum eddy_slot slot, napi_value v);
napi_value eddy_slot_get(napi_env env, enum eddy_slot slot); /* NULL when unset */
/* The bytes of a typed array that C and JavaScript share (made over an explicit ArrayBuffer). */
void *eddy_slot_memory(napi_env env, enum eddy_slot slot);

/* ---- calling JavaScript --------------------------------------------------------------------- */

/* Plain call: no ticks, no microtasks. NULL when it threw (exception pending in env). */
napi_value eddy_call_plain(napi_env env, napi_value recv, napi_value fn, size_t argc,
                           const napi_value *argv);
/* Takes the pending exception out of the env; NULL if none. */
napi_value eddy_take_exception(napi_env env);
bool eddy_is_terminating(napi_env env);
void eddy_terminate(napi_env env);          /* the thread's; thread-safe; until eddy_cancel_terminate() */
void eddy_cancel_terminate(napi_env env);
void eddy_run_microtasks(napi_env env);
void eddy_enqueue_microtask(napi_env env, napi_value fn);
/* V8's promise hooks (init, before, after, resolve); NULL switches one off. */
void eddy_set_promise_hooks(napi_env env, const napi_value fns[4]);
napi_value eddy_get_continuation(napi_env env);           /* async-context frame, maybe undefined */
void eddy_set_continuation(napi_env env, napi_value frame);
/* fn runs on the JavaScript thread at its next stack check, even inside a busy loop. Thread-safe. */
void eddy_interrupt(napi_env env, void (*fn)(napi_env env, void *data), void *data);
/* The same as soon as a call from JavaScript into C returns, which may be the one under way: its caller is still on the
 * stack. The last one asked for only. */
void eddy_after_call(napi_env env, void (*fn)(napi_env env, void *data), void *data);

/* ---- scripts -------------------------------------------------------------------------------- */

/* Compiles `source` as a function with the given parameter names. `cache` (may be NULL) is code
 * cache; *rejected tells that it did not fit. `eager` compiles inner functions too. NULL on a syntax error (pending). */
napi_value eddy_compile_function(napi_env env, napi_value source, napi_value filename,
                                 const char *const *params, size_t param_count,
                                 const uint8_t *cache, size_t cache_len, bool *rejected, bool eager);
/* Code cache of a function from eddy_compile_function; malloc'ed. */
bool eddy_code_cache(napi_env env, napi_value fn, uint8_t **data, size_t *len);

/* ---- WebAssembly streaming (wasm_streaming.cc) ---------------------------------------------- */

/* EDDY_SLOT_WASM_STREAMING's function is called with a new object of this class and the source; its
 * constructor takes the stream. */
extern const struct eddy_class eddy_wasm_stream_class;
struct eddy_wasm_stream;
struct eddy_wasm_stream *eddy_wasm_stream_take(void);
void eddy_wasm_stream_push(struct eddy_wasm_stream *s, const uint8_t *bytes, size_t len);
/* Each stream ends with one of these two. A NULL reason leaves its promise pending. */
void eddy_wasm_stream_finish(struct eddy_wasm_stream *s);
void eddy_wasm_stream_abort(struct eddy_wasm_stream *s, napi_value reason);
void eddy_wasm_stream_set_url(struct eddy_wasm_stream *s, const char *url, size_t len);
void eddy_wasm_stream_free(struct eddy_wasm_stream *s);

/* ---- life cycle ----------------------------------------------------------------------------- */

struct eddy_engine_options {
  int v8_argc; char **v8_argv;     /* V8 options, [0] is the program */
  int pool_threads;                /* V8's own worker threads */
};
/* Once per process, before anything else. Unknown V8 options are left in v8_argv; count returned. */
int eddy_engine_init(struct eddy_engine_options *o);
/* What becomes of V8's table of flags, noted while the snapshot is built, and in the binary then (flags.cc). */
struct eddy_flag_byte { uint16_t offset; uint8_t value; };
#define EDDY_MAX_FLAG_BYTES 256
const struct eddy_flag_byte *eddy_engine_learned_flags(size_t *count);
extern const struct eddy_flag_byte *const eddy_flag_bytes;
extern const size_t eddy_flag_byte_count; /* 0 in the snapshot builder */
size_t eddy_engine_learned_sweeping(void);
extern const size_t eddy_flag_sweeping; /* offset of --concurrent-array-buffer-sweeping */
void eddy_engine_set_flags(const char *flags);
struct eddy_isolate_options {
  const uint8_t *snapshot; size_t snapshot_len; /* NULL: empty context */
  bool build_snapshot;
  bool fresh;                      /* of the snapshot only the engine's part: the context is an empty one */
  size_t max_old_bytes, max_young_bytes, stack_bytes; /* 0: default */
  bool worker;                     /* an uncaught exception never aborts the process */
  void (*on_heap_limit)(napi_env env, void *data); /* as eddy_engine_on_heap_limit */
  void *heap_limit_data;
};
/* Creates isolate, main context and the env of the built-in bindings. NULL if out of memory. */
napi_env eddy_engine_new(struct eddy_env *owner, const struct eddy_isolate_options *o);
/* Sets the limits that are 0 to what V8 takes on a machine with that much memory. */
void eddy_engine_heap_defaults(struct eddy_isolate_options *o, double memory_bytes);
void eddy_engine_free(napi_env env);
/* Ends a snapshot isolate: returns the malloc'ed blob. The env is gone afterwards. */
bool eddy_engine_snapshot(napi_env env, uint8_t **data, size_t *len);
struct eddy_env *eddy_env_of(napi_env env);
/* internalBinding(name): the exports object of a built-in binding, made at first use; NULL if none. */
napi_value eddy_binding_get(napi_env env, const char *name);
napi_value eddy_global(napi_env env);
/* Runs tasks that V8 posted to this thread; true if any ran. */
bool eddy_engine_run_tasks(napi_env env);
/* From now on V8's threads are started for the next task; those of the library's own start wait for that one. */
void eddy_engine_expect_tasks(void);
/* Seconds until the next delayed task, < 0 if none. */
double eddy_engine_next_task(napi_env env);
/* Collects all garbage at once, and gives back to the system what V8 does not need for now. */
void eddy_engine_trim(napi_env env);
/* fn is called when the heap has nearly reached its limit, which then grows a little so that JavaScript
 * can be ended in good order. NULL takes it away. */
void eddy_engine_on_heap_limit(napi_env env, void (*fn)(napi_env env, void *data), void *data);
const char *eddy_engine_version(void);
/* total, used, external bytes; limit. */
void eddy_heap_usage(napi_env env, double out[4]);
/* Bytes of the thread's array buffers, those not counted that C has handed over; of blocks that are kept for new ones; gives those
 * back to the C library. */
size_t eddy_array_buffer_bytes(napi_env env);
size_t eddy_array_buffer_kept(napi_env env);
void eddy_array_buffer_trim(napi_env env);
/* Bytes of the process that its heaps have given back and that are kept for them; gives those to the system. */
size_t eddy_heap_memory_kept(void);
void eddy_heap_memory_trim(void);
void eddy_time_zone_changed(napi_env env);
/* While *taken is not 0 somebody takes uncaught exceptions: --abort-on-uncaught-exception does not abort. */
void eddy_engine_set_exception_taken(napi_env env, const uint8_t *taken);

/* ---- looking at values without running their code (util.inspect) ---- */
/* Whether an object is none of arrays, collections, buffers, dates, errors, boxed primitives. */
bool eddy_has_no_slots(napi_value v);
bool eddy_proxy_details(napi_value v, napi_value *target, napi_value *handler); /* false: no proxy */
int eddy_promise_details(napi_value v, napi_value *result); /* 0 pending, 1 done, 2 rejected, -1 */
napi_value eddy_preview_entries(napi_value v, bool *is_key_value); /* NULL unless a collection */
napi_value eddy_own_non_index_properties(napi_env env, napi_value v, bool only_enumerable);
/* What is known of an object's own properties at a glance; 0: nothing. */
enum {
  EDDY_SHAPE_STRINGS = 1, /* those with names are enumerable and no symbols; known once Object.keys() or for-in have asked */
  EDDY_SHAPE_BARE = 2,    /* there are none, but an array's items */
  EDDY_SHAPE_OBJECT = 4, EDDY_SHAPE_ARRAY = 8, EDDY_SHAPE_MAP = 16, EDDY_SHAPE_SET = 32, /* whatever its prototype */
  EDDY_SHAPE_DATA = 64,   /* an object or array: to read them runs no code */
  EDDY_SHAPE_PACKED = 128 /* an array without holes */
};
int32_t eddy_shape(napi_env env, napi_value v);
int32_t eddy_fast_shape(eddy_fast_value v);
napi_value eddy_constructor_name(napi_value v);
napi_value eddy_call_sites(napi_env env, int frames); /* of the caller's caller */
/* A function that V8 gives to embedders only, as fast as its own; NULL if it has none. */
napi_value eddy_extra(napi_env env, const char *name);
/* The source of the script whose function is being called from there; NULL if there is none. */
napi_value eddy_call_source(napi_env env, int line, int column);

#ifdef __cplusplus
}
#endif

#include "text.h"

#endif

// SPDX-License-Identifier: MIT
/* addons.h: native addons, above the engine: what a thread knows about the .node files it has loaded.
 * The part of Node-API that needs a loop rather than V8 is implemented by the C files here. */
#ifndef EDDY_ADDONS_H
#define EDDY_ADDONS_H

#include "eddy.h"

/* One loaded addon on one thread. */
struct eddy_addon {
  struct eddy_list link;
  struct eddy_addons *thread;
  napi_env env;
  int callback_scopes;         /* open ones, napi_open_callback_scope */
  struct eddy_list functions;  /* of napi_threadsafe_function, not yet finalized */
};

/* All addons of a thread. Made at the first need, binding_data[EDDY_DATA_ADDONS]. */
struct eddy_addons {
  struct eddy_env *env;
  struct eddy_list addons;     /* of struct eddy_addon, oldest first */
  struct eddy_list hooks;      /* of struct eddy_cleanup, oldest first */
  int async_hooks;             /* asynchronous cleanup hooks that have not finished */
  int works;                   /* async works on the pool */
  eddy_ref through;            /* what napi_make_callback calls instead: (function, ...args) with the same `this`; or NULL */
  bool releasing;
  uv_idle_t idle;              /* runs finalizers on the next turn */
  uv_async_t wake;             /* memory was dropped by another thread */
};

struct eddy_addons *eddy_addons_of(struct eddy_env *env);
struct eddy_addon *eddy_addon_of(napi_env env); /* NULL for the built-in bindings' env */

/* Cleanup hooks run newest first; the end of an addon's env is one of them. cleanup.c */
struct eddy_cleanup;
struct eddy_cleanup *eddy_cleanup_add(struct eddy_addons *t, void (*run)(void *arg), void *arg);
void eddy_cleanup_remove(struct eddy_cleanup *c);

/* Ends what the addon has on the loop, then its env. */
void eddy_addon_end(void *addon);

/* Calls into addon code from the loop: fn(env, data) in the async context of `a`, then ticks. What it
 * leaves thrown becomes an uncaughtException. `lenient`: only a warning for addons built for
 * Node-API < 10, as Node does for thread-safe functions. */
void eddy_addon_enter(struct eddy_addon *addon, struct eddy_async *a, void (*fn)(napi_env, void *),
                      void *data, bool lenient);

/* The engine's side, src/engine/napi_env.cc and napi_reference.cc. */
napi_env eddy_addon_env_new(napi_env root, const char *file_url, int32_t api_version, void *record);
void eddy_addon_env_free(napi_env env);
void *eddy_addon_record(napi_env env);
int32_t eddy_addon_api_version(napi_env env);
void eddy_engine_run_finalizers(napi_env env);
/* Both record the status as napi_get_last_error_info shows it, and return it. */
napi_status eddy_addon_status(napi_env env, napi_status status);
/* The checks of a function that may run JavaScript; napi_ok if it may go on. */
napi_status eddy_addon_may_call(napi_env env);

#endif

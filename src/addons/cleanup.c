// SPDX-License-Identifier: MIT
/* cleanup.c: cleanup hooks of Node-API and the orderly end of a thread's addons: hooks from the newest to
 * the oldest, asynchronous ones waited for; every addon's env is itself one entry of that list. */
#include "addons/addons.h"

struct eddy_cleanup {
  struct eddy_list link;
  struct eddy_addons *thread;
  void (*run)(void *arg);
  void *arg;
};

/* An asynchronous hook: stays until the addon says that it is done. */
struct napi_async_cleanup_hook_handle__ {
  struct eddy_addons *thread;
  struct eddy_cleanup *cleanup; /* NULL once it runs */
  napi_async_cleanup_hook hook;
  void *arg;
};

struct eddy_cleanup *eddy_cleanup_add(struct eddy_addons *t, void (*run)(void *arg), void *arg) {
  struct eddy_cleanup *c = eddy_alloc(sizeof *c);
  *c = (struct eddy_cleanup){.thread = t, .run = run, .arg = arg};
  eddy_list_push(&t->hooks, &c->link);
  return c;
}

void eddy_cleanup_remove(struct eddy_cleanup *c) {
  eddy_list_remove(&c->link);
  free(c);
}

static void on_closed(uv_handle_t *handle) {
  struct eddy_addons *t = handle->data;
  if (--t->works == 0) free(t);
}

static void close_handles(struct eddy_addons *t) {
  uv_handle_t *handles[] = {(uv_handle_t *)&t->idle, (uv_handle_t *)&t->wake};
  t->works = COUNTOF(handles);
  for (size_t i = 0; i < COUNTOF(handles); i++) {
    handles[i]->data = t;
    uv_close(handles[i], on_closed);
  }
}

static void run_hooks(struct eddy_addons *t) {
  while (!eddy_list_empty(&t->hooks)) {
    struct eddy_cleanup *c = CONTAINER_OF(t->hooks.prev, struct eddy_cleanup, link);
    void (*run)(void *) = c->run;
    void *arg = c->arg;
    eddy_cleanup_remove(c);
    run(arg);
    /* An addon's env comes after its hooks: they must have finished by then. */
    while (t->async_hooks > 0) uv_run(t->env->loop, UV_RUN_ONCE);
  }
}

void eddy_addons_release(struct eddy_env *env) {
  struct eddy_addons *t = env->binding_data[EDDY_DATA_ADDONS];
  if (t == NULL || t->releasing) return;
  bool could_call = env->can_call_js;
  env->can_call_js = false;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  while (t->works > 0) uv_run(env->loop, UV_RUN_ONCE);
  run_hooks(t);
  eddy_ref_free(t->through);
  t->through = NULL;
  t->releasing = true;
  close_handles(t);
  eddy_scope_close(&scope);
  env->binding_data[EDDY_DATA_ADDONS] = NULL;
  env->can_call_js = could_call;
}

void eddy_addon_end(void *arg) {
  struct eddy_addon *addon = arg;
  while (!eddy_list_empty(&addon->functions)) uv_run(addon->thread->env->loop, UV_RUN_ONCE);
  eddy_addon_env_free(addon->env);
  eddy_list_remove(&addon->link);
  free(addon);
}

/* ---- Node-API --------------------------------------------------------------------------------- */

napi_status napi_add_env_cleanup_hook(node_api_basic_env env, napi_cleanup_hook fun, void *arg) {
  if (env == NULL) return napi_invalid_arg;
  if (fun == NULL) return eddy_addon_status(env, napi_invalid_arg);
  eddy_cleanup_add(eddy_addons_of(eddy_env_of(env)), fun, arg);
  return napi_ok;
}

napi_status napi_remove_env_cleanup_hook(node_api_basic_env env, napi_cleanup_hook fun, void *arg) {
  if (env == NULL) return napi_invalid_arg;
  if (fun == NULL) return eddy_addon_status(env, napi_invalid_arg);
  struct eddy_addons *t = eddy_addons_of(eddy_env_of(env));
  for (struct eddy_list *l = t->hooks.prev; l != &t->hooks; l = l->prev) {
    struct eddy_cleanup *c = CONTAINER_OF(l, struct eddy_cleanup, link);
    if (c->run != fun || c->arg != arg) continue;
    eddy_cleanup_remove(c);
    break;
  }
  return napi_ok;
}

static void run_async_hook(void *arg) {
  napi_async_cleanup_hook_handle handle = arg;
  handle->cleanup = NULL;
  handle->thread->async_hooks++;
  handle->hook(handle, handle->arg);
}

napi_status napi_add_async_cleanup_hook(node_api_basic_env env, napi_async_cleanup_hook hook, void *arg,
                                        napi_async_cleanup_hook_handle *remove_handle) {
  if (env == NULL) return napi_invalid_arg;
  if (hook == NULL) return eddy_addon_status(env, napi_invalid_arg);
  napi_async_cleanup_hook_handle handle = eddy_alloc(sizeof *handle);
  handle->thread = eddy_addons_of(eddy_env_of(env));
  handle->hook = hook;
  handle->arg = arg;
  handle->cleanup = eddy_cleanup_add(handle->thread, run_async_hook, handle);
  if (remove_handle != NULL) *remove_handle = handle;
  return eddy_addon_status(env, napi_ok);
}

napi_status napi_remove_async_cleanup_hook(napi_async_cleanup_hook_handle handle) {
  if (handle == NULL) return napi_invalid_arg;
  if (handle->cleanup != NULL) {
    eddy_cleanup_remove(handle->cleanup);
  } else {
    handle->thread->async_hooks--;
  }
  free(handle);
  return napi_ok;
}

napi_status napi_get_uv_event_loop(node_api_basic_env env, struct uv_loop_s **loop) {
  if (env == NULL) return napi_invalid_arg;
  if (loop == NULL) return eddy_addon_status(env, napi_invalid_arg);
  *loop = eddy_env_of(env)->loop;
  return eddy_addon_status(env, napi_ok);
}

// SPDX-License-Identifier: MIT
/* callback_scope.c: async contexts of Node-API, napi_make_callback, callback scopes, fatal exceptions. */
#include "addons/addons.h"

struct napi_async_context__ {
  struct eddy_async async;
  napi_ref resource; /* weak when the addon gave the object, else strong */
};

struct napi_callback_scope__ {
  struct eddy_loop_scope calls;
};

napi_status napi_async_init(napi_env env, napi_value async_resource, napi_value async_resource_name,
                            napi_async_context *result) {
  if (env == NULL) return napi_invalid_arg;
  if (async_resource_name == NULL || result == NULL) return eddy_addon_status(env, napi_invalid_arg);
  napi_value resource = async_resource, name;
  if (resource == NULL) {
    resource = eddy_object(env);
  } else if (napi_coerce_to_object(env, async_resource, &resource) != napi_ok) {
    return eddy_addon_status(env, napi_object_expected);
  }
  struct eddy_str type;
  if (napi_coerce_to_string(env, async_resource_name, &name) != napi_ok ||
      !eddy_value_str(env, name, &type)) {
    return eddy_addon_status(env, napi_string_expected);
  }
  napi_async_context context = eddy_calloc(1, sizeof *context);
  eddy_async_init(eddy_env_of(env), &context->async, resource, type.data);
  eddy_str_release(&type);
  eddy_ref_free(context->async.resource);
  context->async.resource = NULL;
  napi_create_reference(env, resource, async_resource == NULL, &context->resource);
  *result = context;
  return eddy_addon_status(env, napi_ok);
}

napi_status napi_async_destroy(napi_env env, napi_async_context context) {
  if (env == NULL) return napi_invalid_arg;
  if (context == NULL) return eddy_addon_status(env, napi_invalid_arg);
  eddy_async_release(eddy_env_of(env), &context->async);
  napi_delete_reference(env, context->resource);
  free(context);
  return eddy_addon_status(env, napi_ok);
}

/* The resource is only pinned while its context runs. */
static void enter(napi_env env, napi_async_context context, struct eddy_loop_scope *calls) {
  struct eddy_env *e = eddy_env_of(env);
  if (context == NULL) {
    eddy_loop_enter(e, NULL, calls);
    return;
  }
  napi_value resource = NULL;
  napi_get_reference_value(env, context->resource, &resource);
  if (resource == NULL) resource = eddy_object(env);
  context->async.resource = eddy_ref_new(e->napi, resource);
  eddy_loop_enter(e, &context->async, calls);
  eddy_ref_free(context->async.resource);
  context->async.resource = NULL;
}

/* Domains, once they are in use, want to be entered for a receiver that has one. */
static napi_value call_through(napi_env env, eddy_ref through, napi_value self, napi_value func, size_t argc, const napi_value *argv) {
  napi_value *all = eddy_alloc((argc + 1) * sizeof *all);
  all[0] = func;
  if (argc > 0) memcpy(all + 1, argv, argc * sizeof *all);
  napi_value value = eddy_call_plain(env, self, eddy_ref_get(env, through), argc + 1, all);
  free(all);
  return value;
}

napi_status napi_make_callback(napi_env env, napi_async_context async_context, napi_value recv,
                               napi_value func, size_t argc, const napi_value *argv,
                               napi_value *result) {
  napi_status status = eddy_addon_may_call(env);
  if (status != napi_ok) return status;
  if (recv == NULL || func == NULL || (argc > 0 && argv == NULL)) {
    return eddy_addon_status(env, napi_invalid_arg);
  }
  napi_value self;
  if (napi_coerce_to_object(env, recv, &self) != napi_ok) {
    return eddy_addon_status(env, napi_object_expected);
  }
  if (!eddy_is_function(func)) return eddy_addon_status(env, napi_invalid_arg);
  struct eddy_loop_scope calls;
  enter(env, async_context, &calls);
  eddy_ref through = eddy_addons_of(eddy_env_of(env))->through;
  napi_value value = through ? call_through(env, through, self, func, argc, argv) : eddy_call_plain(env, self, func, argc, argv);
  eddy_loop_leave(eddy_env_of(env), &calls, value == NULL);
  if (value == NULL) return eddy_addon_status(env, napi_pending_exception);
  if (result != NULL) *result = value;
  return eddy_addon_status(env, napi_ok);
}

napi_status napi_open_callback_scope(napi_env env, napi_value resource_object,
                                     napi_async_context context, napi_callback_scope *result) {
  (void)resource_object; /* ignored since Node 12, the context has it */
  if (env == NULL) return napi_invalid_arg;
  if (result == NULL) return eddy_addon_status(env, napi_invalid_arg);
  napi_callback_scope scope = eddy_alloc(sizeof *scope);
  enter(env, context, &scope->calls);
  struct eddy_addon *addon = eddy_addon_of(env);
  if (addon != NULL) addon->callback_scopes++;
  *result = scope;
  return eddy_addon_status(env, napi_ok);
}

napi_status napi_close_callback_scope(napi_env env, napi_callback_scope scope) {
  if (env == NULL) return napi_invalid_arg;
  if (scope == NULL) return eddy_addon_status(env, napi_invalid_arg);
  struct eddy_addon *addon = eddy_addon_of(env);
  if (addon != NULL && addon->callback_scopes == 0) {
    return eddy_addon_status(env, napi_callback_scope_mismatch);
  }
  if (addon != NULL) addon->callback_scopes--;
  bool failed = false;
  napi_is_exception_pending(env, &failed);
  eddy_loop_leave(eddy_env_of(env), &scope->calls, failed);
  free(scope);
  return eddy_addon_status(env, napi_ok);
}

napi_status napi_fatal_exception(napi_env env, napi_value err) {
  napi_status status = eddy_addon_may_call(env);
  if (status != napi_ok) return status;
  if (err == NULL) return eddy_addon_status(env, napi_invalid_arg);
  struct eddy_env *e = eddy_env_of(env);
  napi_throw(e->napi, err);
  eddy_loop_uncaught(e);
  return eddy_addon_status(env, napi_ok);
}

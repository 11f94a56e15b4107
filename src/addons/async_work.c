// SPDX-License-Identifier: MIT
/* async_work.c: napi_async_work: one job on libuv's pool, completed on the loop. */
#include "addons/addons.h"

struct napi_async_work__ {
  uv_work_t req;
  struct eddy_addon *addon;
  struct eddy_async async;
  napi_async_execute_callback execute;
  napi_async_complete_callback complete;
  void *data;
};

struct finished { napi_async_complete_callback complete; napi_status status; void *data; };

static void work_execute(uv_work_t *req) {
  napi_async_work work = CONTAINER_OF(req, struct napi_async_work__, req);
  work->execute(work->addon->env, work->data);
}

static void call_complete(napi_env env, void *arg) {
  struct finished *f = arg;
  f->complete(env, f->status, f->data);
}

static void work_done(uv_work_t *req, int status) {
  napi_async_work work = CONTAINER_OF(req, struct napi_async_work__, req);
  struct finished f = {work->complete, status == UV_ECANCELED ? napi_cancelled : napi_ok, work->data};
  work->addon->thread->works--;
  if (f.complete == NULL) return;
  /* The callback usually deletes the work: nothing of it is read after the call has begun. */
  eddy_addon_enter(work->addon, &work->async, call_complete, &f, false);
}

napi_status napi_create_async_work(napi_env env, napi_value async_resource,
                                   napi_value async_resource_name, napi_async_execute_callback execute,
                                   napi_async_complete_callback complete, void *data,
                                   napi_async_work *result) {
  if (env == NULL) return napi_invalid_arg;
  if (execute == NULL || result == NULL) return eddy_addon_status(env, napi_invalid_arg);
  napi_value name = NULL, resource = async_resource;
  if (resource != NULL && napi_coerce_to_object(env, async_resource, &resource) != napi_ok) {
    return eddy_addon_status(env, napi_object_expected);
  }
  struct eddy_str type;
  if (async_resource_name == NULL || napi_coerce_to_string(env, async_resource_name, &name) != napi_ok ||
      !eddy_value_str(env, name, &type)) {
    return eddy_addon_status(env, async_resource_name == NULL ? napi_invalid_arg : napi_string_expected);
  }
  napi_async_work work = eddy_calloc(1, sizeof *work);
  work->addon = eddy_addon_of(env);
  work->execute = execute;
  work->complete = complete;
  work->data = data;
  if (resource == NULL) resource = eddy_object(env);
  eddy_async_init(eddy_env_of(env), &work->async, resource, type.data);
  eddy_str_release(&type);
  *result = work;
  return eddy_addon_status(env, napi_ok);
}

napi_status napi_delete_async_work(napi_env env, napi_async_work work) {
  if (env == NULL) return napi_invalid_arg;
  if (work == NULL) return eddy_addon_status(env, napi_invalid_arg);
  eddy_async_release(eddy_env_of(env), &work->async);
  free(work);
  return eddy_addon_status(env, napi_ok);
}

napi_status napi_queue_async_work(node_api_basic_env env, napi_async_work work) {
  if (env == NULL) return napi_invalid_arg;
  if (work == NULL) return eddy_addon_status(env, napi_invalid_arg);
  if (uv_queue_work(eddy_env_of(env)->loop, &work->req, work_execute, work_done) != 0) {
    return eddy_addon_status(env, napi_generic_failure);
  }
  work->addon->thread->works++;
  return eddy_addon_status(env, napi_ok);
}

napi_status napi_cancel_async_work(node_api_basic_env env, napi_async_work work) {
  if (env == NULL) return napi_invalid_arg;
  if (work == NULL) return eddy_addon_status(env, napi_invalid_arg);
  bool cancelled = uv_cancel((uv_req_t *)&work->req) == 0;
  return eddy_addon_status(env, cancelled ? napi_ok : napi_generic_failure);
}

// SPDX-License-Identifier: MIT
// lifetime.c: instance data, type tags, finalizers, cleanup hooks (also asynchronous ones) and their order, weak references.
#include <node_api.h>
#include <stdio.h>
#include <stdlib.h>

static const napi_type_tag tags[2] = {{1, 2}, {1, 3}};

/* tag(object, which) and isTagged(object, which) */
static napi_value tag(napi_env env, napi_callback_info info) {
  napi_value v[2], result;
  size_t argc = 2;
  uint32_t which;
  napi_get_cb_info(env, info, &argc, v, NULL, NULL);
  napi_get_value_uint32(env, v[1], &which);
  napi_create_int32(env, napi_type_tag_object(env, v[0], &tags[which]), &result);
  return result;
}

static napi_value is_tagged(napi_env env, napi_callback_info info) {
  napi_value v[2], result;
  size_t argc = 2;
  uint32_t which;
  bool is = false;
  napi_get_cb_info(env, info, &argc, v, NULL, NULL);
  napi_get_value_uint32(env, v[1], &which);
  napi_check_object_type_tag(env, v[0], &tags[which], &is);
  napi_get_boolean(env, is, &result);
  return result;
}

struct data { int calls; napi_ref weak; };

/* count(): instance data, one per environment */
static napi_value count(napi_env env, napi_callback_info info) {
  (void)info;
  struct data *data;
  napi_value result;
  napi_get_instance_data(env, (void **)&data);
  napi_create_int32(env, ++data->calls, &result);
  return result;
}

/* hold(object): a weak reference; held() -> it, or undefined */
static napi_value hold(napi_env env, napi_callback_info info) {
  struct data *data;
  napi_value v;
  size_t argc = 1;
  napi_get_instance_data(env, (void **)&data);
  napi_get_cb_info(env, info, &argc, &v, NULL, NULL);
  if (data->weak != NULL) napi_delete_reference(env, data->weak);
  napi_create_reference(env, v, 0, &data->weak);
  return NULL;
}

static napi_value held(napi_env env, napi_callback_info info) {
  (void)info;
  struct data *data;
  napi_value v = NULL;
  napi_get_instance_data(env, (void **)&data);
  napi_get_reference_value(env, data->weak, &v);
  return v;
}

static void say(void *text) {
  puts(text);
  fflush(stdout);
}

static void data_end(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  say("instance data");
  free(data);
}

static void hook_async(napi_async_cleanup_hook_handle handle, void *text) {
  say(text);
  napi_remove_async_cleanup_hook(handle);
}

static void wrapped_end(napi_env env, void *text, void *hint) {
  (void)env;
  (void)hint;
  say(text);
}

/* hooks(object): cleanup hooks, which say their names when the environment ends; the object's finalizer does too */
static napi_value hooks(napi_env env, napi_callback_info info) {
  napi_value v;
  size_t argc = 1;
  napi_get_cb_info(env, info, &argc, &v, NULL, NULL);
  napi_add_env_cleanup_hook(env, say, "first");
  napi_add_env_cleanup_hook(env, say, "removed");
  napi_add_async_cleanup_hook(env, hook_async, "asynchronous", NULL);
  napi_add_env_cleanup_hook(env, say, "last");
  napi_remove_env_cleanup_hook(env, say, "removed");
  napi_wrap(env, v, "wrapped", wrapped_end, NULL, NULL);
  return NULL;
}

NAPI_MODULE_INIT() {
  struct data *data = calloc(1, sizeof *data);
  napi_set_instance_data(env, data, data_end, NULL);
  napi_property_descriptor properties[] = {
      {"tag", NULL, tag, NULL, NULL, NULL, napi_default, NULL},   {"isTagged", NULL, is_tagged, NULL, NULL, NULL, napi_default, NULL},
      {"count", NULL, count, NULL, NULL, NULL, napi_default, NULL}, {"hold", NULL, hold, NULL, NULL, NULL, napi_default, NULL},
      {"held", NULL, held, NULL, NULL, NULL, napi_default, NULL}, {"hooks", NULL, hooks, NULL, NULL, NULL, napi_default, NULL},
  };
  napi_define_properties(env, exports, sizeof properties / sizeof *properties, properties);
  return exports;
}

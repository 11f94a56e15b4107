// SPDX-License-Identifier: MIT
/* env_object.c: process.env's object for lib/internal/process/env.js; what it is: src/engine/env_object.cc. */
#include "eddy.h"

/* make(traps, object): a new one, unless there is one (from a snapshot). */
static napi_value env_object_make(napi_env env, napi_callback_info info) {
  eddy_slot_set(env, EDDY_SLOT_ENV, eddy_arg(info, 0));
  napi_value object = eddy_arg(info, 1);
  return eddy_is_undefined(object) ? eddy_env_object_new(env) : object;
}

/* put(object, name, value): without asking the traps. */
static napi_value env_object_put(napi_env env, napi_callback_info info) {
  eddy_env_object_put(env, eddy_arg(info, 0), eddy_arg(info, 1), eddy_arg(info, 2));
  return NULL;
}

/* drop(object, name): the same. */
static napi_value env_object_drop(napi_env env, napi_callback_info info) {
  eddy_env_object_drop(env, eddy_arg(info, 0), eddy_arg(info, 1));
  return NULL;
}

/* live(object): from now on the traps are asked at each look. */
static napi_value env_object_live(napi_env env, napi_callback_info info) {
  eddy_env_object_live(env, eddy_arg(info, 0));
  return NULL;
}

static const struct eddy_method env_object_methods[] = {
  { "make", env_object_make, 2, NULL },
  { "put", env_object_put, 3, NULL },
  { "drop", env_object_drop, 2, NULL },
  { "live", env_object_live, 1, NULL },
};

const struct eddy_binding eddy_binding_env_object = {
  "env_object", env_object_methods, COUNTOF(env_object_methods), NULL, 0, NULL,
};

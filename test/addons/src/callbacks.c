// SPDX-License-Identifier: MIT
// callbacks.c: calls as if from the loop, for test/addons/callbacks.js.
#include <node_api.h>

// makeCallback(receiver, function, argument) -> what it returns
static napi_value make_callback(napi_env env, napi_callback_info info) {
  napi_value argv[3], result = NULL;
  size_t argc = 3;
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  napi_make_callback(env, NULL, argv[0], argv[1], 1, &argv[2], &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor property = {"makeCallback", NULL, make_callback, NULL, NULL, NULL, napi_default, NULL};
  napi_define_properties(env, exports, 1, &property);
  return exports;
}

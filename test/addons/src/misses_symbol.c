// SPDX-License-Identifier: MIT
// misses_symbol.c: refers to a function that nobody has and never calls it: loads, as lazily bound libraries do.
#include <node_api.h>

void eddy_test_function_of_nobody(void);

static napi_value sum(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value values[2], result;
  double a, b;
  napi_get_cb_info(env, info, &count, values, NULL, NULL);
  napi_get_value_double(env, values[0], &a);
  napi_get_value_double(env, values[1], &b);
  if (a < 0) eddy_test_function_of_nobody();
  napi_create_double(env, a + b, &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "sum", NAPI_AUTO_LENGTH, sum, NULL, &function);
  napi_set_named_property(env, exports, "sum", function);
  return exports;
}

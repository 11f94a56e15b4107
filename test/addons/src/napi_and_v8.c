// SPDX-License-Identifier: MIT
// napi_and_v8.c: has Node-API's entry point and calls V8 besides; must be refused (test/addons/refused.js), not loaded
// to end the process at the call.
#include <node_api.h>

void *isolate(void) __asm__("_ZN2v87Isolate10GetCurrentEv"); // v8::Isolate::GetCurrent()

static napi_value get(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value result;
  napi_get_boolean(env, isolate() != NULL, &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "get", NAPI_AUTO_LENGTH, get, NULL, &function);
  napi_set_named_property(env, exports, "get", function);
  return exports;
}

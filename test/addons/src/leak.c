// SPDX-License-Identifier: MIT
// leak.c: memory of C that nobody frees.
#include <node_api.h>
#include <stdlib.h>
#include <string.h>

static void *last;

/* leak(bytes) */
static napi_value leak(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value v;
  uint32_t bytes;
  napi_get_cb_info(env, info, &argc, &v, NULL, NULL);
  napi_get_value_uint32(env, v, &bytes);
  void **memory = malloc(bytes);
  if (!memory) return NULL;
  memset(memory, 1, bytes);
  *memory = last;
  last = memory;
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "leak", NAPI_AUTO_LENGTH, leak, NULL, &function);
  napi_set_named_property(env, exports, "leak", function);
  return exports;
}

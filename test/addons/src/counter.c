// SPDX-License-Identifier: MIT
// counter.c: a class over a native struct, for test/addons/class.js.
#include <node_api.h>
#include <stdio.h>
#include <stdlib.h>

struct counter { int value; };

static void counter_free(napi_env env, void *data, void *hint) {
  (void)env; (void)hint;
  free(data);
}

static napi_value counter_new(napi_env env, napi_callback_info info) {
  napi_value self, start;
  size_t argc = 1;
  struct counter *c = calloc(1, sizeof *c);
  napi_get_cb_info(env, info, &argc, &start, &self, NULL);
  napi_get_value_int32(env, start, &c->value);
  napi_wrap(env, self, c, counter_free, NULL, NULL);
  return self;
}

static napi_value counter_next(napi_env env, napi_callback_info info) {
  napi_value self, result;
  struct counter *c;
  napi_get_cb_info(env, info, NULL, NULL, &self, NULL);
  if (napi_unwrap(env, self, (void **)&c) != napi_ok) return NULL;
  napi_create_int32(env, c->value++, &result);
  return result;
}

static napi_value counter_value(napi_env env, napi_callback_info info) {
  napi_value self, result;
  struct counter *c;
  napi_get_cb_info(env, info, NULL, NULL, &self, NULL);
  napi_unwrap(env, self, (void **)&c);
  napi_create_int32(env, c->value, &result);
  return result;
}

static void goodbye(void *arg) { puts(arg); }

NAPI_MODULE_INIT() {
  const napi_property_descriptor members[] = {
      {"next", NULL, counter_next, NULL, NULL, NULL, napi_default, NULL},
      {"value", NULL, NULL, counter_value, NULL, NULL, napi_enumerable, NULL},
  };
  napi_value cls;
  napi_define_class(env, "Counter", NAPI_AUTO_LENGTH, counter_new, NULL, 2, members, &cls);
  napi_add_env_cleanup_hook(env, goodbye, "goodbye");
  return cls;
}

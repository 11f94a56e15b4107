// SPDX-License-Identifier: MIT
// values.c: an addon that passes values through Node-API, for test/addons/values.js.
#include <node_api.h>
#include <string.h>

static napi_value argument(napi_env env, napi_callback_info info) {
  napi_value value;
  size_t argc = 1;
  napi_get_cb_info(env, info, &argc, &value, NULL, NULL);
  return value;
}

static napi_value to_text(napi_env env, const char *s) {
  napi_value value;
  napi_create_string_utf8(env, s, NAPI_AUTO_LENGTH, &value);
  return value;
}

// typeOf(value) -> the number of its napi_valuetype
static napi_value type_of(napi_env env, napi_callback_info info) {
  napi_valuetype type;
  napi_value result;
  napi_typeof(env, argument(env, info), &type);
  napi_create_int32(env, type, &result);
  return result;
}

// reverse(string) -> its UTF-8 bytes backwards
static napi_value reverse(napi_env env, napi_callback_info info) {
  char text[256];
  size_t len;
  if (napi_get_value_string_utf8(env, argument(env, info), text, sizeof text, &len) != napi_ok) {
    const napi_extended_error_info *error;
    napi_get_last_error_info(env, &error);
    napi_throw_type_error(env, "ERR_TEST", error->error_message);
    return NULL;
  }
  for (size_t i = 0; i < len / 2; i++) {
    char c = text[i];
    text[i] = text[len - 1 - i];
    text[len - 1 - i] = c;
  }
  return to_text(env, text);
}

static int released;
static void release(napi_env env, void *data, void *hint) {
  (void)env; (void)data; (void)hint;
  released++;
}

// lend() -> a Buffer over static memory
static napi_value lend(napi_env env, napi_callback_info info) {
  static char memory[] = "lent";
  napi_value buffer;
  (void)info;
  napi_create_external_buffer(env, 4, memory, release, NULL, &buffer);
  return buffer;
}

static napi_value released_count(napi_env env, napi_callback_info info) {
  napi_value result;
  (void)info;
  napi_create_int32(env, released, &result);
  return result;
}

NAPI_MODULE_INIT() {
  const napi_property_descriptor members[] = {
      {"typeOf", NULL, type_of, NULL, NULL, NULL, napi_default, NULL},
      {"reverse", NULL, reverse, NULL, NULL, NULL, napi_default, NULL},
      {"lend", NULL, lend, NULL, NULL, NULL, napi_default, NULL},
      {"released", NULL, released_count, NULL, NULL, NULL, napi_default, NULL},
  };
  napi_define_properties(env, exports, sizeof members / sizeof members[0], members);
  return exports;
}

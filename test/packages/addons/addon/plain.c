// Node-API in C, and the version macros of the headers.
#include <node_api.h>
#include <node_version.h>
#include <string.h>

static napi_value greet(napi_env env, napi_callback_info info) {
  char text[64] = "hello ";
  size_t count = 1, length = 0;
  napi_value argument, result;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (napi_get_value_string_utf8(env, argument, text + 6, sizeof text - 6, &length) != napi_ok) {
    napi_throw_type_error(env, "ERR_MINE", "a string is wanted");
    return NULL;
  }
  napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor properties[] = {{"greet", NULL, greet, NULL, NULL, NULL, napi_enumerable, NULL}};
  napi_define_properties(env, exports, 1, properties);
  napi_value major;
  napi_create_uint32(env, NODE_MAJOR_VERSION, &major);
  napi_set_named_property(env, exports, "major", major);
  return exports;
}

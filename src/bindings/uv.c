// SPDX-License-Identifier: MIT
/* uv.c: names and messages of libuv's error codes. */
#include "eddy.h"

#include <errno.h>

#define ERROR_ROW(name, message) {UV_##name, #name, message},
static const struct { int code; const char *name, *message; } errors[] = {
  UV_ERRNO_MAP(ERROR_ROW)
  /* What newer versions of libuv have added. */
#if UV_VERSION_HEX < ((1 << 16) | (46 << 8))
  {-ENODATA, "ENODATA", "no data available"},
#endif
#if UV_VERSION_HEX < ((1 << 16) | (47 << 8))
  {-EUNATCH, "EUNATCH", "protocol driver not attached"},
#endif
#if UV_VERSION_HEX < ((1 << 16) | (50 << 8))
  {-ENOEXEC, "ENOEXEC", "exec format error"},
#endif
};

/* The row of an error, -1 if there is none. */
static int find_error(int code) {
  size_t i = 0;
  while (i < COUNTOF(errors) && errors[i].code != code) i++;
  return i < COUNTOF(errors) ? (int)i : -1;
}

/* errname(code) -> 'ENOENT' */
static napi_value uv_binding_errname(napi_env env, napi_callback_info info) {
  char name[64];
  const int code = eddy_arg_i32(info, 0), row = find_error(code);
  if (row >= 0) return eddy_utf8(env, errors[row].name, (size_t)-1);
  uv_err_name_r(code, name, sizeof name);
  return eddy_utf8(env, name, (size_t)-1);
}

/* getErrorMessage(code) -> 'no such file or directory' */
static napi_value uv_binding_message(napi_env env, napi_callback_info info) {
  char text[160];
  const int code = eddy_arg_i32(info, 0), row = find_error(code);
  if (row >= 0) return eddy_utf8(env, errors[row].message, (size_t)-1);
  uv_strerror_r(code, text, sizeof text);
  return eddy_utf8(env, text, (size_t)-1);
}

/* getErrorMap() -> Map<code, [name, message]> */
static napi_value uv_binding_error_map(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value map_class = eddy_get(env, eddy_global(env), "Map"), map;
  if (napi_new_instance(env, map_class, 0, NULL, &map) != napi_ok) return NULL;
  napi_value set = eddy_get(env, map, "set");
  for (size_t i = 0; i < COUNTOF(errors); i++) {
    napi_value pair[] = {eddy_utf8(env, errors[i].name, (size_t)-1),
                         eddy_utf8(env, errors[i].message, (size_t)-1)};
    napi_value argv[] = {eddy_i32(env, errors[i].code), eddy_array(env, pair, 2)};
    eddy_call_plain(env, map, set, 2, argv);
  }
  return map;
}

static void uv_binding_setup(napi_env env, napi_value exports) {
  for (size_t i = 0; i < COUNTOF(errors); i++) {
    char name[64];
    snprintf(name, sizeof name, "UV_%s", errors[i].name);
    eddy_set_i32(env, exports, name, errors[i].code);
  }
}

static const struct eddy_method uv_methods[] = {
  {"errname", uv_binding_errname, 1, NULL},
  {"getErrorMessage", uv_binding_message, 1, NULL},
  {"getErrorMap", uv_binding_error_map, 0, NULL},
};
const struct eddy_binding eddy_binding_uv = {
  "uv", uv_methods, COUNTOF(uv_methods), NULL, 0, uv_binding_setup,
};

// SPDX-License-Identifier: MIT
/* errors.c: the one place where C makes JavaScript errors. */
#include "eddy.h"

enum { MESSAGE_MAX = 9216 }; /* two paths of PATH_MAX and some words */

napi_value eddy_uv_error(napi_env env, int err, const char *syscall, const char *path,
                         const char *dest) {
  char message[MESSAGE_MAX];
  char code[32];
  uv_err_name_r(err, code, sizeof code);
  char text[128];
  uv_strerror_r(err, text, sizeof text);
  int n = snprintf(message, sizeof message, "%s: %s, %s", code, text, syscall);
  if (path && n > 0 && (size_t)n < sizeof message) {
    n += snprintf(message + n, sizeof message - (size_t)n, " '%s'", path);
  }
  if (dest && n > 0 && (size_t)n < sizeof message) {
    snprintf(message + n, sizeof message - (size_t)n, " -> '%s'", dest);
  }
  napi_value error, text_value = eddy_utf8(env, message, (size_t)-1);
  if (napi_create_error(env, NULL, text_value, &error) != napi_ok) return eddy_undefined(env);
  eddy_set_i32(env, error, "errno", err);
  eddy_set_str(env, error, "code", code);
  eddy_set_str(env, error, "syscall", syscall);
  if (path) eddy_set_str(env, error, "path", path);
  if (dest) eddy_set_str(env, error, "dest", dest);
  return error;
}

void eddy_throw_uv(napi_env env, int err, const char *syscall, const char *path) {
  eddy_throw_uv2(env, err, syscall, path, NULL);
}
void eddy_throw_uv2(napi_env env, int err, const char *syscall, const char *path, const char *dest) {
  napi_throw(env, eddy_uv_error(env, err, syscall, path, dest));
}
void eddy_throw(napi_env env, const char *code, const char *message) {
  napi_throw_error(env, code, message);
}
void eddy_throw_type(napi_env env, const char *code, const char *message) {
  napi_throw_type_error(env, code, message);
}
void eddy_throw_range(napi_env env, const char *code, const char *message) {
  napi_throw_range_error(env, code, message);
}

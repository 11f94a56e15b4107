// SPDX-License-Identifier: MIT
/* util.c: what util.inspect(), structural comparison and a few public functions of util need from
 * the engine. */
#include "eddy.h"
#include "sys.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum { UTIL_ALL_PROPERTIES = 0, UTIL_ONLY_ENUMERABLE = 2 };

/* getProxyDetails(value, both = true) -> undefined: no proxy; the target (null: revoked);
 * [target, handler] if both */
static napi_value util_get_proxy_details(napi_env env, napi_callback_info info) {
  napi_value pair[2];
  if (!eddy_proxy_details(eddy_arg(info, 0), &pair[0], &pair[1])) return NULL;
  if (eddy_argc(info) == 1 || eddy_arg_bool(info, 1)) return eddy_array(env, pair, 2);
  return pair[0];
}

/* hasNoSlots(object) -> whether its properties are all there is to it */
static napi_value util_has_no_slots(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_bool(info, eddy_has_no_slots(eddy_arg(info, 0)));
  return NULL;
}

/* shapeOf(value) -> bits: what is known of its properties at a glance */
static napi_value util_shape_of(napi_env env, napi_callback_info info) {
  eddy_ret_i32(info, eddy_shape(env, eddy_arg(info, 0)));
  return NULL;
}

static int32_t util_shape_of_fast(eddy_fast_value recv, eddy_fast_value value) {
  (void)recv;
  return eddy_fast_shape(value);
}

/* getPromiseDetails(promise) -> [state, result]; 0 pending, 1 fulfilled, 2 rejected */
static napi_value util_get_promise_details(napi_env env, napi_callback_info info) {
  napi_value result = eddy_undefined(env);
  int state = eddy_promise_details(eddy_arg(info, 0), &result);
  if (state < 0) return NULL;
  napi_value pair[] = {eddy_i32(env, state), result};
  return eddy_array(env, pair, 2);
}

/* previewEntries(collection or iterator) -> items; with a second argument [items, isKeyValue] */
static napi_value util_preview_entries(napi_env env, napi_callback_info info) {
  bool is_key_value = false;
  napi_value entries = eddy_preview_entries(eddy_arg(info, 0), &is_key_value);
  if (entries == NULL || eddy_argc(info) < 2) return entries;
  napi_value pair[] = {entries, eddy_bool(env, is_key_value)};
  return eddy_array(env, pair, 2);
}

/* getOwnNonIndexProperties(object, filter) -> keys */
static napi_value util_get_own_non_index_properties(napi_env env, napi_callback_info info) {
  if (!eddy_arg_is_object(info, 0)) return NULL;
  return eddy_own_non_index_properties(env, eddy_arg(info, 0),
                                       eddy_arg_i32(info, 1) == UTIL_ONLY_ENUMERABLE);
}

/* getConstructorName(object) -> the name of the class that made it */
static napi_value util_get_constructor_name(napi_env env, napi_callback_info info) {
  (void)env;
  return eddy_arg_is_object(info, 0) ? eddy_constructor_name(eddy_arg(info, 0)) : NULL;
}

/* defineLazy(object, name, enumerable, readOnly): a data property whose value the slot lazy's function makes at the
 * first look */
static napi_value util_define_lazy(napi_env env, napi_callback_info info) {
  eddy_define_lazy(env, eddy_arg(info, 0), eddy_arg(info, 1), eddy_arg_bool(info, 2), eddy_arg_bool(info, 3));
  return NULL;
}

/* getExternalValue(external) -> its address as a BigInt */
static napi_value util_get_external_value(napi_env env, napi_callback_info info) {
  void *address = NULL;
  napi_get_value_external(env, eddy_arg(info, 0), &address);
  return eddy_bigint_u64(env, (uint64_t)(uintptr_t)address);
}

/* getCallSites(frames) -> [{functionName, scriptId, scriptName, lineNumber, columnNumber}] */
static napi_value util_get_call_sites(napi_env env, napi_callback_info info) {
  return eddy_call_sites(env, eddy_arg_i32(info, 0));
}

/* getCallSource(line, column) -> source of the script of the frame that is there */
static napi_value util_get_call_source(napi_env env, napi_callback_info info) {
  return eddy_call_source(env, eddy_arg_i32(info, 0), eddy_arg_i32(info, 1));
}

/* guessHandleType(fd) -> 'TCP', 'TTY', … */
static napi_value util_guess_handle_type(napi_env env, napi_callback_info info) {
  switch (uv_guess_handle(eddy_arg_i32(info, 0))) {
    case UV_TCP: return eddy_intern(env, "TCP");
    case UV_TTY: return eddy_intern(env, "TTY");
    case UV_UDP: return eddy_intern(env, "UDP");
    case UV_FILE: return eddy_intern(env, "FILE");
    case UV_NAMED_PIPE: return eddy_intern(env, "PIPE");
    default: return eddy_intern(env, "UNKNOWN");
  }
}

/* sleep(ms): blocks the thread */
static napi_value util_sleep(napi_env env, napi_callback_info info) {
  (void)env;
  uv_sleep(eddy_arg_u32(info, 0));
  return NULL;
}

/* All of it, though the descriptor may be a pipe that does not block. 0 or a negative error. */
static int util_write_all(int fd, const char *data, size_t len) {
  while (len > 0) {
    ssize_t n = eddy_sys_write(fd, data, len);
    if (n >= 0) {
      data += n;
      len -= (size_t)n;
    } else if (errno == EAGAIN) {
      struct pollfd ready = {.fd = fd, .events = POLLOUT};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return -errno;
    }
  }
  return 0;
}

/* writeText(fd, text) -> 0 or a negative error code; returns when all is written */
static napi_value util_write_text(napi_env env, napi_callback_info info) {
  struct eddy_str text;
  if (!eddy_arg_str(env, info, 1, &text)) return NULL;
  int err = util_write_all(eddy_arg_i32(info, 0), text.data, text.len);
  eddy_str_release(&text);
  eddy_ret_i32(info, err);
  return NULL;
}

static void util_setup(napi_env env, napi_value exports) {
  napi_value constants = eddy_object_null(env);
  eddy_set_i32(env, constants, "ALL_PROPERTIES", UTIL_ALL_PROPERTIES);
  eddy_set_i32(env, constants, "ONLY_ENUMERABLE", UTIL_ONLY_ENUMERABLE);
  eddy_set_i32(env, constants, "SHAPE_STRINGS", EDDY_SHAPE_STRINGS);
  eddy_set_i32(env, constants, "SHAPE_BARE", EDDY_SHAPE_BARE);
  eddy_set_i32(env, constants, "SHAPE_OBJECT", EDDY_SHAPE_OBJECT);
  eddy_set_i32(env, constants, "SHAPE_ARRAY", EDDY_SHAPE_ARRAY);
  eddy_set_i32(env, constants, "SHAPE_MAP", EDDY_SHAPE_MAP);
  eddy_set_i32(env, constants, "SHAPE_SET", EDDY_SHAPE_SET);
  eddy_set_i32(env, constants, "SHAPE_DATA", EDDY_SHAPE_DATA);
  eddy_set_i32(env, constants, "SHAPE_PACKED", EDDY_SHAPE_PACKED);
  eddy_set_i32(env, constants, "kPending", 0);
  eddy_set_i32(env, constants, "kFulfilled", 1);
  eddy_set_i32(env, constants, "kRejected", 2);
  eddy_set(env, exports, "constants", constants);
}

static const struct eddy_fast util_shape_of_call = {util_shape_of_fast, EDDY_FAST_I32, {EDDY_FAST_VALUE}};

static const struct eddy_method util_methods[] = {
  {"getProxyDetails", util_get_proxy_details, 2, NULL},
  {"hasNoSlots", util_has_no_slots, 1, NULL},
  {"shapeOf", util_shape_of, 1, &util_shape_of_call},
  {"getPromiseDetails", util_get_promise_details, 1, NULL},
  {"previewEntries", util_preview_entries, 2, NULL},
  {"getOwnNonIndexProperties", util_get_own_non_index_properties, 2, NULL},
  {"getConstructorName", util_get_constructor_name, 1, NULL},
  {"defineLazy", util_define_lazy, 4, NULL},
  {"getExternalValue", util_get_external_value, 1, NULL},
  {"getCallSites", util_get_call_sites, 1, NULL},
  {"getCallSource", util_get_call_source, 2, NULL},
  {"guessHandleType", util_guess_handle_type, 1, NULL},
  {"sleep", util_sleep, 1, NULL},
  {"writeText", util_write_text, 2, NULL},
};
const struct eddy_binding eddy_binding_util = {
  "util", util_methods, COUNTOF(util_methods), NULL, 0, util_setup,
};

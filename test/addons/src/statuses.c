// SPDX-License-Identifier: MIT
// statuses.c: what Node-API answers to wrong arguments, wrong types and pending exceptions: lists of status codes.
#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>

static napi_value list;
static uint32_t length;

static void note(napi_env env, napi_status status) {
  napi_value code;
  napi_create_int32(env, status, &code);
  napi_set_element(env, list, length++, code);
}
#define S(call) note(env, napi_##call)

static void begin(napi_env env) {
  length = 0;
  napi_create_array(env, &list);
}

/* Missing places for results, and missing values. */
static napi_value missing(napi_env env, napi_callback_info info) {
  (void)info;
  begin(env);
  napi_value v, o;
  napi_create_object(env, &o);
  S(get_undefined(env, NULL)); S(get_global(env, NULL)); S(get_boolean(env, true, NULL));
  S(create_object(env, NULL)); S(create_array_with_length(env, 3, NULL)); S(create_double(env, 1, NULL));
  S(create_string_utf8(env, NULL, 3, &v)); S(create_string_utf8(env, NULL, 0, &v)); S(create_string_utf8(env, "x", 1, NULL));
  S(create_string_utf8(env, "x", (size_t)INT32_MAX + 1, &v)); S(create_string_latin1(env, NULL, 1, &v));
  S(create_string_utf16(env, NULL, NAPI_AUTO_LENGTH, &v)); S(create_symbol(env, NULL, NULL)); S(create_symbol(env, o, &v));
  S(create_function(env, NULL, 0, NULL, NULL, &v)); S(create_error(env, NULL, NULL, &v)); S(create_error(env, NULL, o, &v));
  S(typeof(env, NULL, NULL)); S(get_value_double(env, NULL, NULL)); S(get_value_int32(env, o, NULL));
  S(set_property(env, NULL, o, o)); S(get_property(env, o, NULL, &v)); S(has_property(env, o, o, NULL));
  S(set_named_property(env, o, NULL, o)); S(get_named_property(env, o, "x", NULL)); S(delete_property(env, o, NULL, NULL));
  S(define_properties(env, o, 1, NULL)); S(define_properties(env, o, 0, NULL)); S(call_function(env, o, NULL, 0, NULL, &v));
  S(new_instance(env, NULL, 0, NULL, &v)); S(instanceof(env, o, NULL, NULL)); S(wrap(env, o, NULL, NULL, NULL, NULL));
  S(unwrap(env, o, NULL)); S(create_external(env, NULL, NULL, NULL, NULL)); S(create_reference(env, NULL, 1, NULL));
  S(delete_reference(env, NULL)); S(open_handle_scope(env, NULL)); S(close_handle_scope(env, NULL)); S(throw(env, NULL));
  S(is_error(env, NULL, NULL)); S(create_promise(env, NULL, NULL)); S(run_script(env, NULL, &v)); S(create_bigint_words(env, 0, 1, NULL, &v));
  S(get_version(env, NULL)); S(set_instance_data(NULL, NULL, NULL, NULL)); S(create_date(env, 1, NULL)); S(type_tag_object(env, o, NULL));
  S(add_finalizer(env, o, NULL, NULL, NULL, NULL)); S(get_all_property_names(env, NULL, 0, 0, 0, &v)); S(object_freeze(env, NULL));
  return list;
}

/* Values of another type than the call is for. */
static napi_value wrong(napi_env env, napi_callback_info info) {
  (void)info;
  begin(env);
  napi_value o, s, n, v, words;
  double d; int32_t i32; uint32_t u32; int64_t i64; bool b; size_t size; void *p; uint64_t word = 1; uint32_t count;
  napi_create_object(env, &o);
  napi_create_string_utf8(env, "text", NAPI_AUTO_LENGTH, &s);
  napi_create_double(env, 1e300, &n);
  S(get_value_double(env, s, &d)); S(get_value_int32(env, o, &i32)); S(get_value_uint32(env, s, &u32)); S(get_value_int64(env, s, &i64));
  S(get_value_bool(env, n, &b)); S(get_value_string_utf8(env, n, NULL, 0, &size)); S(get_value_bigint_int64(env, n, &i64, &b));
  S(get_value_external(env, o, &p)); S(get_array_length(env, o, &u32)); S(get_buffer_info(env, o, &p, &size));
  S(get_arraybuffer_info(env, o, &p, &size)); S(get_typedarray_info(env, o, NULL, NULL, NULL, NULL, NULL));
  S(get_dataview_info(env, o, NULL, NULL, NULL, NULL)); S(get_date_value(env, o, &d)); S(call_function(env, o, s, 0, NULL, &v));
  S(new_instance(env, o, 0, NULL, &v)); S(unwrap(env, o, &p)); S(remove_wrap(env, o, &p)); S(get_prototype(env, s, &v));
  S(set_property(env, s, s, s)); S(get_property_names(env, n, &v)); S(detach_arraybuffer(env, o)); S(run_script(env, n, &v));
  S(create_bigint_words(env, 0, (size_t)INT32_MAX + 1, &word, &words)); S(type_tag_object(env, s, NULL)); S(coerce_to_object(env, n, &v));
  S(get_value_int32(env, n, &i32)); note(env, (napi_status)i32); S(create_dataview(env, 4, o, 0, &v)); S(create_typedarray(env, napi_int8_array, 1, o, 0, &v));
  S(get_cb_info(env, info, NULL, NULL, NULL, NULL)); S(get_new_target(env, info, &v)); S(instanceof(env, o, s, &b));
  napi_value error;
  napi_is_exception_pending(env, &b);
  note(env, (napi_status)b);
  if (b) napi_get_and_clear_last_exception(env, &error);
  napi_ref ref;
  S(create_reference(env, o, 0, &ref)); S(reference_unref(env, ref, &count)); S(reference_ref(env, ref, &count)); note(env, (napi_status)count);
  S(delete_reference(env, ref)); S(wrap(env, o, &word, NULL, NULL, NULL)); S(wrap(env, o, &word, NULL, NULL, NULL)); S(remove_wrap(env, o, NULL));
  S(unwrap(env, o, &p));
  napi_escapable_handle_scope scope;
  napi_open_escapable_handle_scope(env, &scope);
  S(escape_handle(env, scope, o, &v)); S(escape_handle(env, scope, o, &v));
  napi_close_escapable_handle_scope(env, scope);
  return list;
}

/* pending(function that throws): calls while an exception is pending. */
static napi_value pending(napi_env env, napi_callback_info info) {
  begin(env);
  size_t argc = 1;
  napi_value thrower, global, v, o, error;
  bool b;
  napi_get_cb_info(env, info, &argc, &thrower, NULL, NULL);
  napi_get_global(env, &global);
  napi_create_object(env, &o);
  napi_status statuses[16];
  int n = 0;
  statuses[n++] = napi_call_function(env, global, thrower, 0, NULL, &v);
  statuses[n++] = napi_call_function(env, global, thrower, 0, NULL, &v);
  statuses[n++] = napi_set_named_property(env, o, "x", o);
  statuses[n++] = napi_get_named_property(env, o, "x", &v);
  statuses[n++] = napi_new_instance(env, thrower, 0, NULL, &v);
  statuses[n++] = napi_coerce_to_string(env, o, &v);
  statuses[n++] = napi_create_object(env, &v);
  statuses[n++] = napi_typeof(env, o, &(napi_valuetype){0});
  statuses[n++] = napi_throw_error(env, NULL, "second");
  statuses[n++] = napi_is_exception_pending(env, &b);
  statuses[n++] = (napi_status)b;
  statuses[n++] = napi_get_and_clear_last_exception(env, &error);
  statuses[n++] = napi_is_exception_pending(env, &b);
  statuses[n++] = (napi_status)b;
  statuses[n++] = napi_get_and_clear_last_exception(env, &v);
  for (int i = 0; i < n; i++) note(env, statuses[i]);
  napi_set_element(env, list, length++, error);
  return list;
}

/* lastError(): what is known of the last call that failed. */
static napi_value last_error(napi_env env, napi_callback_info info) {
  (void)info;
  begin(env);
  const napi_extended_error_info *e;
  napi_value text;
  for (int i = 0; i < 2; i++) {
    if (i == 0) napi_create_object(env, NULL);
    else napi_get_undefined(env, &text);
    napi_get_last_error_info(env, &e);
    const napi_status status = e->error_code;
    napi_create_string_utf8(env, e->error_message ? e->error_message : "", NAPI_AUTO_LENGTH, &text);
    note(env, status);
    napi_set_element(env, list, length++, text);
  }
  return list;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor properties[] = {
      {"missing", NULL, missing, NULL, NULL, NULL, napi_default, NULL},
      {"wrong", NULL, wrong, NULL, NULL, NULL, napi_default, NULL},
      {"pending", NULL, pending, NULL, NULL, NULL, napi_default, NULL},
      {"lastError", NULL, last_error, NULL, NULL, NULL, napi_default, NULL},
  };
  napi_define_properties(env, exports, sizeof properties / sizeof *properties, properties);
  return exports;
}

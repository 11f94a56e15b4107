// SPDX-License-Identifier: MIT
/* sqlite_func.c: SQL functions and aggregates written in JavaScript, and the authorizer. They run inside
 * of sqlite3_step: what they throw is kept in the database and thrown again when the step has returned. */
#include <math.h>

#include "../engine/copy.h"
#include "sqlite.h"

#define SQLITE_ARGS_MAX 1000 /* SQLITE_MAX_FUNCTION_ARG of the library */

struct sqlite_func {
  struct sqlite_db *db;
  bool bigints;
  eddy_ref fn;       /* scalar; or step of an aggregate */
  eddy_ref start, inverse, result;
};

/* The state of one aggregation, in memory of SQLite. */
struct sqlite_agg { eddy_ref value; bool started, given; };

static void func_free(void *p) {
  struct sqlite_func *f = p;
  eddy_ref_free(f->fn);
  eddy_ref_free(f->start);
  eddy_ref_free(f->inverse);
  eddy_ref_free(f->result);
  free(f);
}

/* ---- results ---------------------------------------------------------------------------------- */

static void result_bigint(napi_env env, sqlite3_context *ctx, napi_value v) {
  int64_t n;
  bool lossless = false;
  napi_get_value_bigint_int64(env, v, &n, &lossless);
  if (lossless) sqlite3_result_int64(ctx, n);
  else sqlite3_result_error(ctx, "BigInt value is too large for SQLite", -1);
}

static void result_object(napi_env env, sqlite3_context *ctx, napi_value v) {
  struct eddy_bytes bytes;
  bool is_promise = false;
  if (eddy_value_bytes(v, &bytes)) {
    sqlite3_result_blob64(ctx, bytes.data != NULL ? (void *)bytes.data : "", bytes.len,
                          SQLITE_TRANSIENT);
    return;
  }
  napi_is_promise(env, v, &is_promise);
  sqlite3_result_error(ctx, is_promise
                                ? "Asynchronous user-defined functions are not supported"
                                : "Returned JavaScript value cannot be converted to a SQLite value",
                       -1);
}

static void result_value(napi_env env, sqlite3_context *ctx, napi_value v) {
  if (eddy_is_number(v)) {
    sqlite3_result_double(ctx, eddy_to_f64(v));
    return;
  }
  napi_valuetype type = napi_undefined;
  napi_typeof(env, v, &type);
  struct eddy_str text;
  switch (type) {
    case napi_undefined:
    case napi_null: sqlite3_result_null(ctx); break;
    case napi_bigint: result_bigint(env, ctx, v); break;
    case napi_string:
      if (!eddy_value_str(env, v, &text)) break;
      sqlite3_result_text64(ctx, text.data, text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
      eddy_str_release(&text);
      break;
    case napi_object: result_object(env, ctx, v); break;
    default:
      sqlite3_result_error(ctx, "Returned JavaScript value cannot be converted to a SQLite value",
                           -1);
  }
}

/* An exception is pending: SQLite stops with an error that is not shown. */
static void result_thrown(struct sqlite_db *db, sqlite3_context *ctx) {
  sqlite_keep_exception(db);
  sqlite3_result_error(ctx, "", 0);
}

/* ---- calls ---------------------------------------------------------------------------------------- */

/* Arguments to JavaScript, after `lead`; the count, or -1 with an exception pending. */
static int func_args(struct sqlite_func *f, int argc, sqlite3_value **argv, napi_value *out,
                     int lead) {
  for (int i = 0; i < argc; i++) {
    out[lead + i] = sqlite_from_value(f->db->env->napi, argv[i], f->bigints);
    if (out[lead + i] == NULL) return -1;
  }
  return lead + argc;
}

static napi_value func_call(struct sqlite_func *f, eddy_ref fn, int argc, const napi_value *argv) {
  napi_env env = f->db->env->napi;
  return eddy_call_plain(env, eddy_undefined(env), eddy_ref_get(env, fn), (size_t)argc, argv);
}

static void func_run(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  struct sqlite_func *f = sqlite3_user_data(ctx);
  napi_env env = f->db->env->napi;
  struct eddy_handles handles;
  eddy_handles_open(env, &handles);
  napi_value args[SQLITE_ARGS_MAX];
  int n = func_args(f, argc, argv, args, 0);
  napi_value v = n < 0 ? NULL : func_call(f, f->fn, n, args);
  if (v == NULL) result_thrown(f->db, ctx);
  else result_value(env, ctx, v);
  eddy_handles_close(&handles);
}

/* ---- aggregates -------------------------------------------------------------------------------------- */

/* The aggregation of ctx, begun at its first row. NULL: failed, the error is set. */
static struct sqlite_agg *agg_of(struct sqlite_func *f, sqlite3_context *ctx) {
  struct sqlite_agg *a = sqlite3_aggregate_context(ctx, sizeof *a);
  if (a == NULL) {
    sqlite3_result_error_nomem(ctx);
    return NULL;
  }
  if (a->started) return a;
  napi_env env = f->db->env->napi;
  napi_value start = eddy_ref_get(env, f->start);
  if (eddy_is_function(start)) start = func_call(f, f->start, 0, NULL);
  if (start == NULL) {
    result_thrown(f->db, ctx);
    return NULL;
  }
  a->value = eddy_ref_new(env, start);
  a->started = true;
  return a;
}

static void agg_fold(sqlite3_context *ctx, int argc, sqlite3_value **argv, bool inverse) {
  struct sqlite_func *f = sqlite3_user_data(ctx);
  napi_env env = f->db->env->napi;
  struct eddy_handles handles;
  eddy_handles_open(env, &handles);
  struct sqlite_agg *a = agg_of(f, ctx);
  if (a != NULL) {
    napi_value args[SQLITE_ARGS_MAX + 1]; /* not cleared: few are used */
    args[0] = eddy_ref_get(env, a->value);
    int n = func_args(f, argc, argv, args, 1);
    napi_value v = n < 0 ? NULL : func_call(f, inverse ? f->inverse : f->fn, n, args);
    if (v == NULL) {
      result_thrown(f->db, ctx);
    } else {
      eddy_ref_free(a->value);
      a->value = eddy_ref_new(env, v);
    }
  }
  eddy_handles_close(&handles);
}
static void agg_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  agg_fold(ctx, argc, argv, false);
}
static void agg_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  agg_fold(ctx, argc, argv, true);
}

static void agg_give(sqlite3_context *ctx, bool final) {
  struct sqlite_func *f = sqlite3_user_data(ctx);
  napi_env env = f->db->env->napi;
  struct eddy_handles handles;
  eddy_handles_open(env, &handles);
  struct sqlite_agg *a = agg_of(f, ctx);
  /* After an error in a step SQLite still asks for the end: nothing is called any more. */
  /* A window function has given the value of every row; the end of the window is none. */
  if (a != NULL && f->db->thrown == NULL && !(final && a->given)) {
    a->given = true;
    napi_value v = eddy_ref_get(env, a->value);
    if (f->result != NULL) v = func_call(f, f->result, 1, &v);
    if (v == NULL) result_thrown(f->db, ctx);
    else result_value(env, ctx, v);
  }
  if (a != NULL && final) {
    eddy_ref_free(a->value);
    a->value = NULL;
  }
  eddy_handles_close(&handles);
}
static void agg_value(sqlite3_context *ctx) { agg_give(ctx, false); }
static void agg_final(sqlite3_context *ctx) { agg_give(ctx, true); }

/* ---- registration ------------------------------------------------------------------------------------- */

enum { FUNC_DETERMINISTIC = 1, FUNC_DIRECT_ONLY = 2, FUNC_BIGINTS = 4 };

static int func_flags(int bits) {
  int flags = SQLITE_UTF8;
  if (bits & FUNC_DETERMINISTIC) flags |= SQLITE_DETERMINISTIC;
  if (bits & FUNC_DIRECT_ONLY) flags |= SQLITE_DIRECTONLY;
  return flags;
}

static eddy_ref func_ref(napi_env env, napi_callback_info info, int i) {
  return eddy_arg_is_undefined(info, i) ? NULL : eddy_ref_new(env, eddy_arg(info, i));
}

/* function(name, argc or -1, flags, fn) */
napi_value sqlite_function(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  struct eddy_str name;
  if (db == NULL || !eddy_arg_str(env, info, 0, &name)) return NULL;
  int bits = eddy_arg_i32(info, 2);
  struct sqlite_func *f = eddy_calloc(1, sizeof *f);
  f->db = db;
  f->bigints = bits & FUNC_BIGINTS;
  f->fn = func_ref(env, info, 3);
  int r = sqlite3_create_function_v2(db->handle, name.data, eddy_arg_i32(info, 1),
                                     func_flags(bits), f, func_run, NULL, NULL, func_free);
  eddy_str_release(&name);
  return r != SQLITE_OK ? sqlite_throw(db) : NULL;
}

/* aggregate(name, argc or -1, flags, start, step, inverse, result) */
napi_value sqlite_aggregate(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  struct eddy_str name;
  if (db == NULL || !eddy_arg_str(env, info, 0, &name)) return NULL;
  int bits = eddy_arg_i32(info, 2);
  struct sqlite_func *f = eddy_calloc(1, sizeof *f);
  f->db = db;
  f->bigints = bits & FUNC_BIGINTS;
  f->start = eddy_ref_new(env, eddy_arg(info, 3));
  f->fn = func_ref(env, info, 4);
  f->inverse = func_ref(env, info, 5);
  f->result = func_ref(env, info, 6);
  bool window = f->inverse != NULL;
  int r = sqlite3_create_window_function(db->handle, name.data, eddy_arg_i32(info, 1),
                                         func_flags(bits), f, agg_step, agg_final,
                                         window ? agg_value : NULL, window ? agg_inverse : NULL,
                                         func_free);
  eddy_str_release(&name);
  return r != SQLITE_OK ? sqlite_throw(db) : NULL;
}

/* ---- authorizer --------------------------------------------------------------------------------------------- */

static napi_value auth_text(napi_env env, const char *text) {
  return text == NULL ? eddy_null(env) : eddy_utf8(env, text, (size_t)-1);
}

static void auth_reject(napi_env env, struct sqlite_db *db, bool number) {
  if (number) napi_throw_range_error(env, NULL, "Authorizer callback returned a invalid authorization code");
  else napi_throw_type_error(env, NULL, "Authorizer callback must return an integer authorization code");
  sqlite_keep_exception(db);
}

static bool is_i32(napi_value v) {
  if (!eddy_is_number(v)) return false;
  const double d = eddy_to_f64(v);
  return d == (double)eddy_to_i32(v) && !(d == 0 && signbit(d));
}

static int auth_run(void *data, int action, const char *a, const char *b, const char *c,
                    const char *d) {
  struct sqlite_db *db = data;
  napi_env env = db->env->napi;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value args[5] = {eddy_i32(env, action), auth_text(env, a), auth_text(env, b),
                        auth_text(env, c), auth_text(env, d)};
  db->busy++;
  db->authorizing++;
  napi_value v = eddy_call_plain(env, eddy_undefined(env), eddy_ref_get(env, db->authorizer), 5, args);
  db->authorizing--;
  db->busy--;
  int verdict = SQLITE_DENY;
  if (v == NULL) {
    sqlite_keep_exception(db);
  } else if (!is_i32(v)) {
    auth_reject(env, db, false);
  } else {
    verdict = eddy_to_i32(v);
    if (verdict != SQLITE_OK && verdict != SQLITE_DENY && verdict != SQLITE_IGNORE) {
      verdict = SQLITE_DENY;
      auth_reject(env, db, true);
    }
  }
  eddy_scope_close(&scope);
  return verdict;
}

/* setAuthorizer(function or null) */
napi_value sqlite_set_authorizer(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  if (db == NULL) return NULL;
  eddy_ref_free(db->authorizer);
  db->authorizer = NULL;
  bool on = eddy_arg_is_function(info, 0);
  if (on) db->authorizer = eddy_ref_new(env, eddy_arg(info, 0));
  int r = sqlite3_set_authorizer(db->handle, on ? auth_run : NULL, on ? db : NULL);
  return r != SQLITE_OK ? sqlite_throw(db) : NULL;
}

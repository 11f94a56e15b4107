// SPDX-License-Identifier: MIT
/* sqlite_stmt.c: prepared statements: binding of parameters, rows as objects or arrays, run, get, all,
 * and the two steps of iterate. Called by lib/sqlite.js for every query, so it is kept short. */
#include "../engine/copy.h"
#include "sqlite.h"

#define SQLITE_SAFE_MAX 9007199254740991LL
#define SQLITE_ROW_MAX 64  /* columns of a row kept on the stack */
#define SQLITE_CHUNK 4096  /* values that all() hands over at a time */

static void sqlite_stmt_finalize(void *owner) {
  struct sqlite_stmt *s = owner;
  if (s->db != NULL) {
    sqlite3_finalize(s->handle);
    eddy_list_remove(&s->link);
    sqlite_db_unref(s->db);
  }
  eddy_ref_free(s->names);
  eddy_ref_free(s->shape);
  free(s);
}

static napi_value sqlite_stmt_new(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = eddy_calloc(1, sizeof *s);
  eddy_list_init(&s->link);
  eddy_native_init(env, eddy_this(info), &s->native, &sqlite_stmt_class, s, sqlite_stmt_finalize);
  return NULL;
}

/* prepare(sql, options): a Statement */
napi_value sqlite_prepare(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_this_db(env, info);
  struct eddy_str sql;
  if (db == NULL || !eddy_arg_str(env, info, 0, &sql)) return NULL;
  sqlite3_stmt *handle = NULL;
  db->busy++;
  int r = sqlite3_prepare_v2(db->handle, sql.data, (int)sql.len, &handle, NULL);
  db->busy--;
  eddy_str_release(&sql);
  if (r != SQLITE_OK || db->thrown != NULL) {
    sqlite3_finalize(handle);
    return sqlite_throw(db);
  }
  if (handle == NULL) {
    eddy_throw_type(env, "ERR_INVALID_ARG_VALUE", "The SQL query contains no statements.");
    return NULL;
  }
  napi_value js = eddy_class_new(env, &sqlite_stmt_class, 0, NULL);
  if (js == NULL) {
    sqlite3_finalize(handle);
    return NULL;
  }
  struct sqlite_stmt *s = eddy_native_of(js, &sqlite_stmt_class);
  s->db = db;
  s->handle = handle;
  s->options = eddy_arg_i32(info, 1);
  s->parameters = sqlite3_bind_parameter_count(handle);
  for (int i = 1; i <= s->parameters && !s->named; i++)
    s->named = sqlite3_bind_parameter_name(handle, i) != NULL;
  db->refs++;
  eddy_list_push(&db->statements, &s->link);
  return js;
}

static struct sqlite_stmt *this_stmt(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = eddy_native_of(eddy_this(info), &sqlite_stmt_class);
  if (s == NULL || s->handle == NULL) {
    eddy_throw(env, "ERR_INVALID_STATE", "statement has been finalized");
    return NULL;
  }
  if (s->running) {
    eddy_throw(env, "ERR_INVALID_STATE", "statement is in use");
    return NULL;
  }
  return s;
}

/* ---- parameters ------------------------------------------------------------------------------------ */

static bool bind_failed(struct sqlite_stmt *s, int r) {
  if (r == SQLITE_OK) return false;
  sqlite_throw(s->db);
  return true;
}

static bool bind_bigint(napi_env env, struct sqlite_stmt *s, int i, napi_value v) {
  int64_t n;
  bool lossless;
  if (napi_get_value_bigint_int64(env, v, &n, &lossless) != napi_ok) return false;
  if (!lossless) {
    eddy_throw_type(env, "ERR_INVALID_ARG_VALUE", "BigInt value is too large to bind.");
    return false;
  }
  return !bind_failed(s, sqlite3_bind_int64(s->handle, i, n));
}

static bool bind_unsupported(napi_env env, int i) {
  char message[80];
  snprintf(message, sizeof message, "Provided value cannot be bound to SQLite parameter %d.", i);
  eddy_throw_type(env, "ERR_INVALID_ARG_TYPE", message);
  return false;
}

static bool bind_value(napi_env env, struct sqlite_stmt *s, int i, napi_value v) {
  sqlite3_stmt *h = s->handle;
  if (eddy_is_number(v)) return !bind_failed(s, sqlite3_bind_double(h, i, eddy_to_f64(v)));
  if (eddy_is_string(v)) {
    struct eddy_str text;
    if (!eddy_value_str(env, v, &text)) return false;
    int r = sqlite3_bind_text(h, i, text.data, (int)text.len, SQLITE_TRANSIENT);
    eddy_str_release(&text);
    return !bind_failed(s, r);
  }
  napi_valuetype type;
  CHECK(napi_typeof(env, v, &type) == napi_ok);
  if (type == napi_null) return !bind_failed(s, sqlite3_bind_null(h, i));
  if (type == napi_bigint) return bind_bigint(env, s, i, v);
  if (type == napi_boolean) return !bind_failed(s, sqlite3_bind_int(h, i, eddy_is_true(v)));
  struct eddy_bytes bytes;
  if (type != napi_object || !eddy_value_bytes(v, &bytes)) return bind_unsupported(env, i);
  const void *data = bytes.data != NULL ? (const void *)bytes.data : "";
  return !bind_failed(s, sqlite3_bind_blob64(h, i, data, bytes.len, SQLITE_TRANSIENT));
}

/* The parameter `name`, given with or without its prefix. 0: none; < 0: an exception is pending. */
static int named_index(napi_env env, struct sqlite_stmt *s, const char *name) {
  int i = sqlite3_bind_parameter_index(s->handle, name);
  if (i != 0 || !(s->options & SQLITE_OPT_BARE)) return i;
  const char *first = NULL;
  int count = sqlite3_bind_parameter_count(s->handle);
  for (int k = 1; k <= count; k++) {
    const char *full = sqlite3_bind_parameter_name(s->handle, k);
    if (full == NULL || strcmp(full + 1, name) != 0) continue;
    if (first == NULL) {
      first = full;
      i = k;
      continue;
    }
    char message[320];
    snprintf(message, sizeof message,
             "Cannot create bare named parameter '%.80s' because of conflicting names '%.80s' and "
             "'%.80s'.", name, first, full);
    eddy_throw(env, "ERR_INVALID_STATE", message);
    return -1;
  }
  return i;
}

static bool bind_named(napi_env env, struct sqlite_stmt *s, napi_value object) {
  napi_value keys, key, value;
  uint32_t count = 0;
  if (napi_get_all_property_names(env, object, napi_key_own_only,
                                  napi_key_enumerable | napi_key_skip_symbols,
                                  napi_key_numbers_to_strings, &keys) != napi_ok)
    return false;
  CHECK(napi_get_array_length(env, keys, &count) == napi_ok);
  for (uint32_t k = 0; k < count; k++) {
    struct eddy_str name;
    if (napi_get_element(env, keys, k, &key) != napi_ok ||
        napi_get_property(env, object, key, &value) != napi_ok || s->handle == NULL ||
        !eddy_value_str(env, key, &name))
      return false;
    int i = named_index(env, s, name.data);
    if (i == 0 && !(s->options & SQLITE_OPT_UNKNOWN)) {
      char message[160];
      snprintf(message, sizeof message, "Unknown named parameter '%.100s'", name.data);
      eddy_throw(env, "ERR_INVALID_STATE", message);
      i = -1;
    }
    eddy_str_release(&name);
    if (i < 0 || (i > 0 && !bind_value(env, s, i, value))) return false;
  }
  return true;
}

static bool is_named(struct sqlite_stmt *s, int i) {
  const char *name = s->named ? sqlite3_bind_parameter_name(s->handle, i) : NULL;
  return name != NULL && name[0] != '?';
}

/* The arguments: maybe an object of named parameters, then values by position. */
static bool bind_args(napi_env env, struct sqlite_stmt *s, napi_callback_info info) {
  int argc = eddy_argc(info), at = 0, i = 1;
  const bool names = argc > 0 && !eddy_arg_is_bytes(info, 0) &&
                     (eddy_arg_is_object(info, 0) || eddy_arg_is_function(info, 0));
  if (names || argc != s->parameters || s->named) sqlite3_clear_bindings(s->handle);
  if (names) {
    if (!bind_named(env, s, eddy_arg(info, 0))) return false;
    at = 1;
  }
  for (; at < argc; at++, i++) {
    while (is_named(s, i)) i++;
    if (!bind_value(env, s, i, eddy_arg(info, at))) return false;
  }
  return true;
}

/* ---- values ------------------------------------------------------------------------------------------- */

napi_value sqlite_bytes(napi_env env, const void *data, size_t len) {
  void *copy = malloc(len > 0 ? len : 1);
  if (copy == NULL) return NULL;
  if (len > 0) memcpy(copy, data, len);
  napi_value buffer = eddy_arraybuffer_adopt(env, copy, len), bytes;
  if (buffer == NULL) return NULL;
  CHECK(napi_create_typedarray(env, napi_uint8_array, len, buffer, 0, &bytes) == napi_ok);
  return bytes;
}

static napi_value from_integer(napi_env env, int64_t v, bool bigints) {
  if (bigints) return eddy_bigint_i64(env, v);
  if (v >= INT32_MIN && v <= INT32_MAX) return eddy_i32(env, (int32_t)v);
  if (v > SQLITE_SAFE_MAX || v < -SQLITE_SAFE_MAX) return sqlite_throw_large(env, v);
  return eddy_f64(env, (double)v);
}

napi_value sqlite_from_value(napi_env env, sqlite3_value *v, bool bigints) {
  switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER: return from_integer(env, sqlite3_value_int64(v), bigints);
    case SQLITE_FLOAT: return eddy_f64(env, sqlite3_value_double(v));
    case SQLITE_TEXT: {
      const char *text = (const char *)sqlite3_value_text(v);
      return eddy_utf8(env, text, (size_t)sqlite3_value_bytes(v));
    }
    case SQLITE_BLOB: {
      const void *data = sqlite3_value_blob(v);
      return sqlite_bytes(env, data, (size_t)sqlite3_value_bytes(v));
    }
    default: return eddy_null(env);
  }
}

/* ---- rows ----------------------------------------------------------------------------------------------- */

/* The names of the columns as one array; made again when SQLite had to prepare again. */
static napi_value column_names(napi_env env, struct sqlite_stmt *s, int count) {
  int reprepares = sqlite3_stmt_status(s->handle, SQLITE_STMTSTATUS_REPREPARE, 0);
  if (s->names != NULL && s->name_count == count && s->reprepares == reprepares)
    return eddy_ref_get(env, s->names);
  eddy_ref_free(s->names);
  eddy_ref_free(s->shape);
  s->shape = NULL;
  napi_value *items = eddy_alloc((size_t)(count + 1) * sizeof *items);
  for (int i = 0; i < count; i++) items[i] = eddy_intern(env, sqlite3_column_name(s->handle, i));
  napi_value names = eddy_array(env, items, (size_t)count);
  free(items);
  s->names = eddy_ref_new(env, names);
  s->name_count = count;
  s->reprepares = reprepares;
  return names;
}

/* The current row's values; false: an exception is pending. */
static bool row_values(struct sqlite_stmt *s, int count, napi_value *values) {
  napi_env env = s->db->env->napi;
  bool bigints = s->options & SQLITE_OPT_BIGINTS;
  for (int i = 0; i < count; i++) {
    /* One call that locks; what follows works on the value alone. */
    values[i] = sqlite_from_value(env, sqlite3_column_value(s->handle, i), bigints);
    if (values[i] == NULL) return false;
  }
  return true;
}

/* What stands before a row's values: the names, or a copy of the shape if JavaScript has given one. */
static napi_value row_head(napi_env env, struct sqlite_stmt *s, int count) {
  napi_value names = column_names(env, s, count);
  return s->shape == NULL ? names : eddy_copy_object(env, eddy_ref_get(env, s->shape));
}

/* The current row: an array of its values, with row_head before them unless arrays are wanted. The values are put into
 * an object in JavaScript (lib/internal/sqlite/rows.js): V8's C++ interface makes a new hidden class for each object
 * without prototype, which costs more than the row, and the collector more than that. */
static napi_value row_make(napi_env env, struct sqlite_stmt *s) {
  napi_value local[SQLITE_ROW_MAX + 1], *values = local, row = NULL;
  const int count = sqlite3_column_count(s->handle);
  const bool arrays = s->options & SQLITE_OPT_ARRAYS;
  if (count > SQLITE_ROW_MAX) values = eddy_alloc(((size_t)count + 1) * sizeof *values);
  if (row_values(s, count, values + 1)) {
    if (!arrays) values[0] = row_head(env, s, count);
    row = eddy_array(env, values + arrays, (size_t)count + !arrays);
  }
  if (values != local) free(values);
  return row;
}

static int stmt_step(struct sqlite_stmt *s) {
  s->running = s->dirty = true;
  s->db->busy++;
  int r = sqlite3_step(s->handle);
  s->db->busy--;
  s->running = false;
  return r;
}

static void stmt_reset(struct sqlite_stmt *s) {
  s->generation++;
  if (!s->dirty) return;
  s->dirty = false;
  s->running = true;
  s->db->busy++;
  sqlite3_reset(s->handle);
  s->db->busy--;
  s->running = false;
}

/* Throws if the step failed, before the reset hides why. */
static bool step_failed(struct sqlite_stmt *s, int r) {
  if ((r == SQLITE_ROW || r == SQLITE_DONE) && s->db->thrown == NULL) return false;
  sqlite_throw(s->db);
  return true;
}

/* Ready to step, with the arguments bound; NULL: an exception is pending. */
static struct sqlite_stmt *stmt_start(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = this_stmt(env, info);
  if (s == NULL) return NULL;
  stmt_reset(s);
  if (!bind_args(env, s, info)) return NULL;
  if (s->handle != NULL) return s;
  eddy_throw(env, "ERR_INVALID_STATE", "statement has been finalized");
  return NULL;
}

/* Each call into SQLite locks the connection, for the sake of backups in the pool. Held from the first step to the reset,
 * the lock is taken once. Nothing but a step runs JavaScript meanwhile, and then close() is kept away. */
static sqlite3_mutex *stmt_lock(struct sqlite_stmt *s) {
  sqlite3_mutex *lock = sqlite3_db_mutex(s->db->handle);
  sqlite3_mutex_enter(lock);
  return lock;
}

/* run(...params): [changes, lastInsertRowid]; the second alone when the first is 1, as mostly */
static napi_value stmt_run(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = stmt_start(env, info);
  if (s == NULL) return NULL;
  sqlite3_mutex *lock = stmt_lock(s);
  int r;
  do r = stmt_step(s);
  while (r == SQLITE_ROW && s->db->thrown == NULL);
  bool failed = step_failed(s, r);
  sqlite3 *h = s->db->handle;
  int64_t rowid = sqlite3_last_insert_rowid(h), changes = sqlite3_changes64(h);
  stmt_reset(s);
  sqlite3_mutex_leave(lock);
  if (failed) return NULL;
  bool bigints = s->options & SQLITE_OPT_BIGINTS;
  if (changes == 1 && !bigints) {
    eddy_ret_f64(info, (double)rowid);
    return NULL;
  }
  napi_value values[2] = {from_integer(env, changes, bigints),
                          bigints ? eddy_bigint_i64(env, rowid) : eddy_f64(env, (double)rowid)};
  return values[0] == NULL ? NULL : eddy_array(env, values, 2);
}

/* get(...params): the first row (see row_make), or undefined */
static napi_value stmt_get(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = stmt_start(env, info);
  if (s == NULL) return NULL;
  sqlite3_mutex *lock = stmt_lock(s);
  int r = stmt_step(s);
  napi_value row = NULL;
  if (!step_failed(s, r) && r == SQLITE_ROW) row = row_make(env, s);
  stmt_reset(s);
  sqlite3_mutex_leave(lock);
  return row;
}

struct value_list { napi_value *items; size_t count, capacity; };

static void list_push(struct value_list *l, napi_value item) {
  if (l->count == l->capacity) {
    l->capacity = l->capacity > 0 ? l->capacity * 2 : 64;
    l->items = eddy_realloc(l->items, l->capacity * sizeof *l->items);
  }
  l->items[l->count++] = item;
}

/* The values of the rows from the current one on, one after the other, about SQLITE_CHUNK of them, each row's after a
 * copy of its shape if there is one. NULL: thrown */
static napi_value next_values(napi_env env, struct sqlite_stmt *s, napi_value *values, int *r) {
  const int width = sqlite3_column_count(s->handle);
  napi_escapable_handle_scope scope;
  CHECK(napi_open_escapable_handle_scope(env, &scope) == napi_ok);
  size_t count = 0;
  bool ok = true;
  napi_value shape = s->shape != NULL ? eddy_ref_get(env, s->shape) : NULL;
  while (ok && *r == SQLITE_ROW && s->db->thrown == NULL && count < SQLITE_CHUNK) {
    if (shape != NULL) values[count++] = eddy_copy_object(env, shape);
    ok = row_values(s, width, values + count);
    count += (size_t)width;
    if (ok) *r = stmt_step(s);
  }
  napi_value list = ok ? eddy_array(env, values, count) : NULL;
  if (list != NULL) CHECK(napi_escape_handle(env, scope, list, &list) == napi_ok);
  CHECK(napi_close_escapable_handle_scope(env, scope) == napi_ok);
  return list;
}

/* Steps to the end and puts what comes into the list; false: an exception is pending. */
static bool all_rows(napi_env env, struct sqlite_stmt *s, struct value_list *l) {
  int r = stmt_step(s);
  if (s->options & SQLITE_OPT_ARRAYS) {
    for (; r == SQLITE_ROW && s->db->thrown == NULL; r = stmt_step(s)) {
      list_push(l, row_make(env, s));
      if (l->items[l->count - 1] == NULL) return false;
    }
    return !step_failed(s, r);
  }
  const int width = sqlite3_column_count(s->handle);
  list_push(l, eddy_null(env));
  napi_value names = column_names(env, s, width);
  list_push(l, s->shape != NULL ? eddy_bool(env, true) : names);
  napi_value *values = eddy_alloc((SQLITE_CHUNK + (size_t)width + 1) * sizeof *values);
  bool ok = true;
  while (ok && r == SQLITE_ROW && s->db->thrown == NULL) {
    list_push(l, next_values(env, s, values, &r));
    ok = l->items[l->count - 1] != NULL;
  }
  free(values);
  return ok && !step_failed(s, r);
}

/* all(...params): an array of rows that are arrays; else null, the names of the columns (true: rows have their shape), and
 * arrays of values, some rows in each. */
static napi_value stmt_all(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = stmt_start(env, info);
  if (s == NULL) return NULL;
  sqlite3_mutex *lock = stmt_lock(s);
  struct value_list l = {NULL, 0, 0};
  napi_value list = all_rows(env, s, &l) ? eddy_array(env, l.items, l.count) : NULL;
  free(l.items);
  stmt_reset(s);
  sqlite3_mutex_leave(lock);
  return list;
}

/* start(...params): a number that step() wants back */
static napi_value stmt_begin(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = stmt_start(env, info);
  return s == NULL ? NULL : eddy_u32(env, s->generation);
}

/* step(generation): the next row (see row_make); null at the end, or when somebody else used the statement. */
static napi_value stmt_next(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = this_stmt(env, info);
  if (s == NULL) return NULL;
  if (s->generation != eddy_arg_u32(info, 0)) {
    eddy_throw(env, "ERR_INVALID_STATE", "iterator was invalidated");
    return NULL;
  }
  int r = stmt_step(s);
  if (step_failed(s, r) || r == SQLITE_DONE) {
    bool done = s->handle != NULL && r == SQLITE_DONE;
    stmt_reset(s);
    return done ? eddy_null(env) : NULL;
  }
  return row_make(env, s);
}

static napi_value stmt_reset_js(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = this_stmt(env, info);
  if (s != NULL) stmt_reset(s);
  return NULL;
}

/* ---- about the statement ------------------------------------------------------------------------------------ */

static napi_value text_or_null(napi_env env, const char *text) {
  return text == NULL ? eddy_null(env) : eddy_utf8(env, text, (size_t)-1);
}

static napi_value stmt_columns(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = this_stmt(env, info);
  if (s == NULL) return NULL;
  int count = sqlite3_column_count(s->handle);
  napi_value *items = eddy_alloc((size_t)(count + 1) * sizeof *items);
  for (int i = 0; i < count; i++) {
    sqlite3_stmt *h = s->handle;
    napi_value column = eddy_object_null(env);
    eddy_set(env, column, "column", text_or_null(env, sqlite3_column_origin_name(h, i)));
    eddy_set(env, column, "database", text_or_null(env, sqlite3_column_database_name(h, i)));
    eddy_set(env, column, "name", text_or_null(env, sqlite3_column_name(h, i)));
    eddy_set(env, column, "table", text_or_null(env, sqlite3_column_table_name(h, i)));
    eddy_set(env, column, "type", text_or_null(env, sqlite3_column_decltype(h, i)));
    items[i] = column;
  }
  napi_value list = eddy_array(env, items, (size_t)count);
  free(items);
  return list;
}

static napi_value stmt_source(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = this_stmt(env, info);
  return s == NULL ? NULL : text_or_null(env, sqlite3_sql(s->handle));
}

static napi_value stmt_expanded(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = this_stmt(env, info);
  if (s == NULL) return NULL;
  char *sql = sqlite3_expanded_sql(s->handle);
  if (sql == NULL) return sqlite_throw(s->db);
  napi_value text = text_or_null(env, sql);
  sqlite3_free(sql);
  return text;
}

/* option(bit, on) */
static napi_value stmt_option(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = this_stmt(env, info);
  if (s == NULL) return NULL;
  int bit = eddy_arg_i32(info, 0);
  s->options = eddy_arg_bool(info, 1) ? s->options | bit : s->options & ~bit;
  return NULL;
}

/* compile(source): a function without parameters */
static napi_value stmt_compile(napi_env env, napi_callback_info info) {
  return eddy_compile_function(env, eddy_arg(info, 0), eddy_utf8(env, "node:internal/sqlite/rows", (size_t)-1),
                               NULL, 0, NULL, 0, NULL, false);
}

/* shape(object): later rows come with a copy of it in place of the names, until those change. */
static napi_value stmt_shape(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = this_stmt(env, info);
  if (s == NULL) return NULL;
  eddy_ref_free(s->shape);
  s->shape = eddy_ref_new(env, eddy_arg(info, 0));
  return NULL;
}

static const struct eddy_method sqlite_stmt_methods[] = {
    {"all", stmt_all, 0, NULL},         {"begin", stmt_begin, 0, NULL},
    {"columns", stmt_columns, 0, NULL}, {"compile", stmt_compile, 1, NULL},
    {"expandedSQL", stmt_expanded, 0, NULL}, {"get", stmt_get, 0, NULL},
    {"next", stmt_next, 1, NULL},       {"option", stmt_option, 2, NULL},
    {"reset", stmt_reset_js, 0, NULL},  {"run", stmt_run, 0, NULL},
    {"shape", stmt_shape, 1, NULL},     {"sourceSQL", stmt_source, 0, NULL},
};
const struct eddy_class sqlite_stmt_class = {"Statement", sqlite_stmt_new, sqlite_stmt_methods,
                                             COUNTOF(sqlite_stmt_methods), NULL};

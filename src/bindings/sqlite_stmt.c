// SPDX-License-Identifier: MIT
/* sqlite_stmt.c: prepared statements: binding of parameters, run, get, all, and the two steps of iterate. Called for every
 * query, so it is kept short. Rows: sqlite_rows.c. StatementSync of node:sqlite is the class of this file, with methods that
 * lib/internal/sqlite/statement.js gives it; they call the functions below, of which the first argument is the statement. */
#include "../engine/copy.h"
#include "sqlite.h"

#define SQLITE_CHUNK 2048      /* rows that all() keeps one by one */
#define SQLITE_STMT_BYTES 4096 /* what a statement takes, about */
#define SQLITE_TELL 16         /* statements between two words to the collector */

static void sqlite_stmt_finalize(void *owner) {
  struct sqlite_stmt *s = owner;
  if (s->db != NULL) {
    sqlite3_finalize(s->handle);
    eddy_list_remove(&s->link);
    sqlite_db_unref(s->db);
  }
  sqlite_row_clear(s);
  free(s);
}

/* new StatementSync(): only prepare() makes them, and has said so. */
static napi_value sqlite_stmt_new(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  if (!eddy_is_construct(info) || !sqlite_is_making(e)) {
    eddy_throw(env, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    return NULL;
  }
  struct sqlite_stmt *s = eddy_calloc(1, sizeof *s);
  eddy_list_init(&s->link);
  s->columns = -1;
  eddy_native_init(env, eddy_this(info), &s->native, &sqlite_stmt_class, s, sqlite_stmt_finalize);
  return NULL;
}

void sqlite_stmt_drop(struct sqlite_stmt *s) {
  sqlite3_finalize(s->handle);
  s->handle = NULL;
  eddy_list_remove(&s->link);
}

/* prepare(sql, options): a Statement */
napi_value sqlite_prepare(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
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
  sqlite_set_making(db->env, true);
  napi_value js = eddy_class_new(env, &sqlite_stmt_class, 0, NULL);
  sqlite_set_making(db->env, false);
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
  if (++db->prepared % SQLITE_TELL == 0) eddy_young_memory(env, SQLITE_TELL * SQLITE_STMT_BYTES);
  return js;
}

/* The first argument, a statement; NULL: thrown */
static struct sqlite_stmt *arg_stmt(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = eddy_native_of(eddy_arg(info, 0), &sqlite_stmt_class);
  if (s == NULL) napi_throw_type_error(env, NULL, "Illegal invocation");
  else if (s->handle == NULL) eddy_throw(env, "ERR_INVALID_STATE", "statement has been finalized");
  else return s;
  return NULL;
}

/* The same of one that may be stepped or reset. */
static struct sqlite_stmt *idle_stmt(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = arg_stmt(env, info);
  if (s == NULL) return NULL;
  if (s->running) eddy_throw(env, "ERR_INVALID_STATE", "statement is already being executed");
  else if (s->db->authorizing) sqlite_throw_authorizing(env);
  else return s;
  return NULL;
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

static bool is_named(struct sqlite_stmt *s, int i) {
  const char *name = s->named ? sqlite3_bind_parameter_name(s->handle, i) : NULL;
  return name != NULL && name[0] != '?';
}

/* The arguments from the third on. When the second is true, lib/ has put those with names into their places; else they go to
 * the parameters without names. */
static bool bind_args(napi_env env, struct sqlite_stmt *s, napi_callback_info info) {
  const int argc = eddy_argc(info);
  const bool all = eddy_arg_bool(info, 1);
  if (argc - 2 != s->parameters || (s->named && !all)) sqlite3_clear_bindings(s->handle);
  for (int at = 2, i = 1; at < argc; at++, i++) {
    while (!all && is_named(s, i)) i++;
    if (!bind_value(env, s, i, eddy_arg(info, at))) return false;
  }
  return true;
}

/* parameters(statement): its options, and the name of each parameter or null */
static napi_value stmt_parameters(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = idle_stmt(env, info);
  if (s == NULL) return NULL;
  napi_value *items = eddy_alloc((size_t)(s->parameters + 1) * sizeof *items);
  items[0] = eddy_i32(env, s->options);
  for (int i = 1; i <= s->parameters; i++) {
    const char *name = s->named ? sqlite3_bind_parameter_name(s->handle, i) : NULL;
    items[i] = name == NULL ? eddy_null(env) : eddy_utf8(env, name, (size_t)-1);
  }
  napi_value list = eddy_array(env, items, (size_t)s->parameters + 1);
  free(items);
  return list;
}

/* ---- steps ----------------------------------------------------------------------------------------- */

static int stmt_step(struct sqlite_stmt *s) {
  const bool first = !s->dirty;
  s->running = s->dirty = true;
  s->db->busy++;
  int r = sqlite3_step(s->handle);
  s->db->busy--;
  s->running = false;
  if (first && r == SQLITE_ROW) sqlite_row_begin(s);
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
  struct sqlite_stmt *s = idle_stmt(env, info);
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

/* run(statement, all, ...params): [changes, lastInsertRowid]; the second alone when the first is 1, as mostly */
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
  napi_value values[2] = {sqlite_from_integer(env, changes, bigints),
                          bigints ? eddy_bigint_i64(env, rowid) : eddy_f64(env, (double)rowid)};
  return values[0] == NULL ? NULL : eddy_array(env, values, 2);
}

struct value_list { napi_value *items; size_t count, capacity; };

static void list_push(struct value_list *l, napi_value item) {
  if (l->count == l->capacity) {
    l->capacity = l->capacity > 0 ? l->capacity * 2 : 64;
    l->items = eddy_realloc(l->items, l->capacity * sizeof *l->items);
  }
  l->items[l->count++] = item;
}

/* get(statement, all, ...params): the first row, or undefined */
static napi_value stmt_get(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = stmt_start(env, info);
  if (s == NULL) return NULL;
  sqlite3_mutex *lock = stmt_lock(s);
  int r = stmt_step(s);
  napi_value row = NULL;
  if (!step_failed(s, r) && r == SQLITE_ROW) row = sqlite_row(env, s);
  stmt_reset(s);
  sqlite3_mutex_leave(lock);
  return row;
}

/* Up to SQLITE_CHUNK rows from the current one on, and steps on. NULL: thrown */
static napi_value next_rows(napi_env env, struct sqlite_stmt *s, int *r) {
  napi_value rows[SQLITE_CHUNK], list = NULL;
  napi_escapable_handle_scope scope;
  CHECK(napi_open_escapable_handle_scope(env, &scope) == napi_ok);
  size_t count = 0;
  bool ok = true;
  while (ok && *r == SQLITE_ROW && s->db->thrown == NULL && count < SQLITE_CHUNK) {
    ok = (rows[count] = sqlite_row(env, s)) != NULL;
    count++;
    if (ok) *r = stmt_step(s);
  }
  if (ok) {
    list = eddy_array(env, rows, count);
    CHECK(napi_escape_handle(env, scope, list, &list) == napi_ok);
  }
  CHECK(napi_close_escapable_handle_scope(env, scope) == napi_ok);
  return list;
}

/* all(statement, all, ...params): an array of rows */
static napi_value stmt_all(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = stmt_start(env, info);
  if (s == NULL) return NULL;
  sqlite3_mutex *lock = stmt_lock(s);
  struct value_list l = {NULL, 0, 0};
  int r = stmt_step(s);
  napi_value list = NULL;
  do list_push(&l, list = next_rows(env, s, &r));
  while (list != NULL && r == SQLITE_ROW && s->db->thrown == NULL);
  if (list != NULL && step_failed(s, r)) list = NULL;
  if (list != NULL && l.count > 1) list = sqlite_join(env, l.items, l.count);
  free(l.items);
  stmt_reset(s);
  sqlite3_mutex_leave(lock);
  return list;
}

/* begin(statement, all, ...params): a number that next() wants back */
static napi_value stmt_begin(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = stmt_start(env, info);
  return s == NULL ? NULL : eddy_u32(env, s->generation);
}

/* next(statement, generation): { done: false, value: row }; null at the end. Throws when somebody else used the statement. */
static napi_value stmt_next(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = idle_stmt(env, info);
  if (s == NULL) return NULL;
  const unsigned generation = s->generation;
  if (generation != eddy_arg_u32(info, 1)) {
    eddy_throw(env, "ERR_INVALID_STATE", "iterator was invalidated");
    return NULL;
  }
  sqlite3_mutex *lock = stmt_lock(s);
  int r = stmt_step(s);
  napi_value row = NULL;
  if (!step_failed(s, r) && r == SQLITE_ROW) row = sqlite_row(env, s);
  if (r != SQLITE_ROW) stmt_reset(s);
  if (r != SQLITE_DONE) s->generation = generation; /* after an error it may be asked again */
  sqlite3_mutex_leave(lock);
  if (row != NULL) return sqlite_iterator_result(s->db->env, row);
  return r == SQLITE_DONE ? eddy_null(env) : NULL;
}

/* reset(statement, generation): unless somebody else uses it now */
static napi_value stmt_reset_js(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = idle_stmt(env, info);
  if (s != NULL && s->generation == eddy_arg_u32(info, 1)) stmt_reset(s);
  return NULL;
}

/* close(statement) */
static napi_value stmt_close(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = idle_stmt(env, info);
  if (s != NULL) sqlite_stmt_drop(s);
  return NULL;
}

/* ---- about the statement ------------------------------------------------------------------------------------ */

static napi_value text_or_null(napi_env env, const char *text) {
  return text == NULL ? eddy_null(env) : eddy_utf8(env, text, (size_t)-1);
}

static napi_value stmt_columns(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = arg_stmt(env, info);
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
  struct sqlite_stmt *s = arg_stmt(env, info);
  return s == NULL ? NULL : text_or_null(env, sqlite3_sql(s->handle));
}

static napi_value stmt_expanded(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = arg_stmt(env, info);
  if (s == NULL) return NULL;
  char *sql = sqlite3_expanded_sql(s->handle);
  if (sql == NULL) return sqlite_throw(s->db);
  napi_value text = text_or_null(env, sql);
  sqlite3_free(sql);
  return text;
}

/* option(statement, bit, on) */
static napi_value stmt_option(napi_env env, napi_callback_info info) {
  struct sqlite_stmt *s = arg_stmt(env, info);
  if (s == NULL) return NULL;
  int bit = eddy_arg_i32(info, 1);
  s->options = eddy_arg_bool(info, 2) ? s->options | bit : s->options & ~bit;
  return NULL;
}

/* compile(source): a function without parameters */
static napi_value stmt_compile(napi_env env, napi_callback_info info) {
  return eddy_compile_function(env, eddy_arg(info, 0), eddy_utf8(env, "node:internal/sqlite/rows", (size_t)-1),
                               NULL, 0, NULL, 0, NULL, false);
}

const struct eddy_method sqlite_stmt_functions[SQLITE_STMT_FUNCTIONS] = {
    {"all", stmt_all, 0, NULL},         {"begin", stmt_begin, 0, NULL},
    {"close", stmt_close, 1, NULL},     {"columns", stmt_columns, 1, NULL},
    {"compile", stmt_compile, 1, NULL}, {"expandedSQL", stmt_expanded, 1, NULL},
    {"get", stmt_get, 0, NULL},         {"next", stmt_next, 2, NULL},
    {"option", stmt_option, 3, NULL},   {"parameters", stmt_parameters, 1, NULL},
    {"patterns", sqlite_patterns, 1, NULL}, {"reset", stmt_reset_js, 1, NULL},
    {"run", stmt_run, 0, NULL},         {"sourceSQL", stmt_source, 1, NULL},
};
const struct eddy_class sqlite_stmt_class = {"StatementSync", sqlite_stmt_new, NULL, 0, NULL};

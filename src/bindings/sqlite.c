// SPDX-License-Identifier: MIT
/* sqlite.c: internalBinding('sqlite'): databases. lib/sqlite.js wraps Database, Statement and Session
 * in the public classes and validates. Statements: sqlite_stmt.c; user functions: sqlite_func.c. */
#include "sqlite.h"

/* ---- errors ----------------------------------------------------------------------------------- */

napi_value sqlite_error(napi_env env, sqlite3 *handle, int code, const char *message) {
  napi_value text = eddy_utf8(env, message != NULL ? message : "", (size_t)-1), error;
  CHECK(napi_create_error(env, NULL, text, &error) == napi_ok);
  eddy_set_str(env, error, "code", "ERR_SQLITE_ERROR");
  if (handle != NULL) code = sqlite3_extended_errcode(handle);
  eddy_set_i32(env, error, "errcode", code);
  eddy_set_str(env, error, "errstr", sqlite3_errstr(code));
  return error;
}

void sqlite_keep_exception(struct sqlite_db *db) {
  napi_value error = eddy_take_exception(db->env->napi);
  if (error == NULL) return;
  if (db->thrown == NULL) db->thrown = eddy_ref_new(db->env->napi, error);
}

napi_value sqlite_throw(struct sqlite_db *db) {
  napi_env env = db->env->napi;
  napi_value error;
  if (db->thrown != NULL) {
    error = eddy_ref_get(env, db->thrown);
    eddy_ref_free(db->thrown);
    db->thrown = NULL;
  } else {
    error = sqlite_error(env, db->handle, SQLITE_ERROR, sqlite3_errmsg(db->handle));
  }
  napi_throw(env, error);
  return NULL;
}

napi_value sqlite_throw_large(napi_env env, int64_t v) {
  char message[96];
  snprintf(message, sizeof message,
           "Value is too large to be represented as a JavaScript number: %lld", (long long)v);
  eddy_throw_range(env, "ERR_OUT_OF_RANGE", message);
  return NULL;
}

/* ---- life of a database ---------------------------------------------------------------------------- */

static void sqlite_db_shut(struct sqlite_db *db) {
  if (db->handle == NULL) return;
  while (!eddy_list_empty(&db->statements)) {
    sqlite_stmt_drop(CONTAINER_OF(db->statements.next, struct sqlite_stmt, link));
  }
  while (!eddy_list_empty(&db->sessions)) sqlite_session_detach(db->sessions.next);
  sqlite3_close_v2(db->handle);
  db->handle = NULL;
  db->opened++;
  db->backups = 0;
  eddy_ref_free(db->authorizer);
  eddy_ref_free(db->thrown);
  db->authorizer = db->thrown = NULL;
}

/* A database that nobody can reach is open until its last statement is gone, too. */
void sqlite_db_unref(struct sqlite_db *db) {
  if (--db->refs > 0) return;
  sqlite_db_shut(db);
  free(db);
}

static void sqlite_db_finalize(void *owner) { sqlite_db_unref(owner); }

static napi_value sqlite_db_new(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = eddy_calloc(1, sizeof *db);
  db->env = eddy_env_current(env);
  db->refs = 1;
  eddy_list_init(&db->statements);
  eddy_list_init(&db->sessions);
  eddy_native_init(env, eddy_this(info), &db->native, &sqlite_db_class, db, sqlite_db_finalize);
  return NULL;
}

struct sqlite_db *sqlite_this_db(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = eddy_native_of(eddy_this(info), &sqlite_db_class);
  if (db != NULL && db->handle != NULL) return db;
  eddy_throw(env, "ERR_INVALID_STATE", "database is not open");
  return NULL;
}

void sqlite_throw_authorizing(napi_env env) {
  eddy_throw(env, "ERR_INVALID_STATE", "database cannot be accessed from an authorizer callback");
}

struct sqlite_db *sqlite_use_db(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_this_db(env, info);
  if (db == NULL || !db->authorizing) return db;
  sqlite_throw_authorizing(env);
  return NULL;
}

/* What open() does after sqlite3_open_v2; 0 or an SQLite code. */
static int sqlite_configure(sqlite3 *h, bool foreign_keys, bool dqs, bool extensions, int timeout,
                            bool defensive) {
  int r = sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, (int)dqs, (int *)NULL);
  if (r == SQLITE_OK) r = sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, (int)dqs, (int *)NULL);
  if (r == SQLITE_OK)
    r = sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_FKEY, (int)foreign_keys, (int *)NULL);
  if (r == SQLITE_OK && extensions)
    r = sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, (int *)NULL);
  if (r == SQLITE_OK && defensive)
    r = sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
  if (r == SQLITE_OK) r = sqlite3_busy_timeout(h, timeout);
  return r;
}

static void sqlite_start(void) { CHECK(sqlite_mutex_setup() == SQLITE_OK); }

/* open(path, readOnly, foreignKeys, doubleQuotedStrings, extensions, timeout, defensive) */
static napi_value sqlite_open(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = eddy_native_of(eddy_this(info), &sqlite_db_class);
  CHECK(db != NULL);
  if (db->handle != NULL) {
    eddy_throw(env, "ERR_INVALID_STATE", "database is already open");
    return NULL;
  }
  static uv_once_t once = UV_ONCE_INIT;
  uv_once(&once, sqlite_start);
  struct eddy_str path;
  if (!eddy_arg_path(env, info, 0, &path)) return NULL;
  int flags = eddy_arg_bool(info, 1) ? SQLITE_OPEN_READONLY
                                     : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3 *h = NULL;
  int r = sqlite3_open_v2(path.data, &h, flags | SQLITE_OPEN_URI, NULL);
  eddy_str_release(&path);
  if (r == SQLITE_OK)
    r = sqlite_configure(h, eddy_arg_bool(info, 2), eddy_arg_bool(info, 3),
                         eddy_arg_bool(info, 4), eddy_arg_i32(info, 5), eddy_arg_bool(info, 6));
  if (r != SQLITE_OK) {
    napi_value error = sqlite_error(env, h, r, h != NULL ? sqlite3_errmsg(h) : sqlite3_errstr(r));
    sqlite3_close_v2(h);
    napi_throw(env, error);
    return NULL;
  }
  sqlite_mutex_own(sqlite3_db_mutex(h));
  db->handle = h;
  return NULL;
}

static napi_value sqlite_close(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_this_db(env, info);
  if (db == NULL) return NULL;
  if (db->busy > 0) {
    eddy_throw(env, "ERR_INVALID_STATE", "database cannot be closed while in a callback");
    return NULL;
  }
  sqlite_db_shut(db);
  return NULL;
}

static napi_value sqlite_is_open(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = eddy_native_of(eddy_this(info), &sqlite_db_class);
  return eddy_bool(env, db != NULL && db->handle != NULL);
}

static napi_value sqlite_is_transaction(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_this_db(env, info);
  return db == NULL ? NULL : eddy_bool(env, sqlite3_get_autocommit(db->handle) == 0);
}

/* ---- doing things ------------------------------------------------------------------------------------ */

static napi_value sqlite_exec(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  struct eddy_str sql;
  if (db == NULL || !eddy_arg_str(env, info, 0, &sql)) return NULL;
  db->busy++;
  int r = sqlite3_exec(db->handle, sql.data, NULL, NULL, NULL);
  db->busy--;
  eddy_str_release(&sql);
  return r != SQLITE_OK || db->thrown != NULL ? sqlite_throw(db) : NULL;
}

static napi_value sqlite_location(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_this_db(env, info);
  struct eddy_str name;
  if (db == NULL || !eddy_arg_str(env, info, 0, &name)) return NULL;
  const char *file = sqlite3_db_filename(db->handle, name.data);
  eddy_str_release(&name);
  if (file == NULL || file[0] == '\0') return eddy_null(env);
  return eddy_utf8(env, file, (size_t)-1);
}

static napi_value sqlite_enable_extensions(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  if (db == NULL) return NULL;
  int r = sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
                            (int)eddy_arg_bool(info, 0), (int *)NULL);
  return r != SQLITE_OK ? sqlite_throw(db) : NULL;
}

static napi_value sqlite_enable_defensive(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  if (db == NULL) return NULL;
  int r = sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, (int)eddy_arg_bool(info, 0),
                            (int *)NULL);
  return r != SQLITE_OK ? sqlite_throw(db) : NULL;
}

/* loadExtension(path, entry point or undefined) */
static napi_value sqlite_load_extension(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  struct eddy_str path, entry = {.data = NULL};
  if (db == NULL || !eddy_arg_path(env, info, 0, &path)) return NULL;
  if (eddy_arg_is_string(info, 1) && !eddy_arg_str(env, info, 1, &entry)) entry.data = NULL;
  char *message = NULL;
  int r = sqlite3_load_extension(db->handle, path.data, entry.data, &message);
  eddy_str_release(&path);
  if (entry.data != NULL) eddy_str_release(&entry);
  if (r == SQLITE_OK) return NULL;
  napi_value text = eddy_utf8(env, message != NULL ? message : "error", (size_t)-1), error;
  sqlite3_free(message);
  CHECK(napi_create_error(env, NULL, text, &error) == napi_ok);
  eddy_set_str(env, error, "code", "ERR_LOAD_SQLITE_EXTENSION");
  napi_throw(env, error);
  return NULL;
}

/* limit(id, value or -1): the previous value */
static napi_value sqlite_limit(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_this_db(env, info);
  if (db == NULL) return NULL;
  return eddy_i32(env, sqlite3_limit(db->handle, eddy_arg_i32(info, 0), eddy_arg_i32(info, 1)));
}

static napi_value sqlite_serialize(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  struct eddy_str name;
  if (db == NULL || !eddy_arg_str(env, info, 0, &name)) return NULL;
  sqlite3_int64 size = 0;
  unsigned char *data = sqlite3_serialize(db->handle, name.data, &size, 0);
  eddy_str_release(&name);
  if (data == NULL && size != 0) return sqlite_throw(db);
  napi_value bytes = sqlite_bytes(env, data, (size_t)size);
  sqlite3_free(data);
  return bytes;
}

static bool sqlite_may_deserialize(napi_env env, struct sqlite_db *db, const struct eddy_bytes *bytes) {
  if (db->busy > 0) {
    eddy_throw(env, "ERR_INVALID_STATE", "database cannot be deserialized while in a callback");
  } else if (bytes->len == 0) {
    eddy_throw_type(env, "ERR_INVALID_ARG_VALUE", "The \"buffer\" argument must not be empty.");
  } else {
    return true;
  }
  return false;
}

/* deserialize(bytes, database name): the statements are of what was there before, and are finalised */
static napi_value sqlite_deserialize(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_this_db(env, info);
  struct eddy_str name;
  struct eddy_bytes bytes;
  if (db == NULL || !eddy_arg_bytes(info, 0, &bytes) || !sqlite_may_deserialize(env, db, &bytes)) return NULL;
  if (!eddy_arg_str(env, info, 1, &name)) return NULL;
  while (!eddy_list_empty(&db->statements)) {
    sqlite_stmt_drop(CONTAINER_OF(db->statements.next, struct sqlite_stmt, link));
  }
  int r = SQLITE_NOMEM;
  unsigned char *copy = sqlite3_malloc64(bytes.len);
  if (copy != NULL) {
    memcpy(copy, bytes.data, bytes.len);
    r = sqlite3_deserialize(db->handle, name.data, copy, (sqlite3_int64)bytes.len,
                            (sqlite3_int64)bytes.len,
                            SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  }
  eddy_str_release(&name);
  return r != SQLITE_OK ? sqlite_throw(db) : NULL;
}

/* ---- the table ------------------------------------------------------------------------------------------ */

static const struct eddy_method sqlite_db_methods[] = {
    {"aggregate", sqlite_aggregate, 8, NULL},
    {"applyChangeset", sqlite_apply_changeset, 3, NULL},
    {"backup", sqlite_backup, 7, NULL},
    {"close", sqlite_close, 0, NULL},
    {"createSession", sqlite_create_session, 2, NULL},
    {"deserialize", sqlite_deserialize, 2, NULL},
    {"enableDefensive", sqlite_enable_defensive, 1, NULL},
    {"enableLoadExtension", sqlite_enable_extensions, 1, NULL},
    {"exec", sqlite_exec, 1, NULL},
    {"function", sqlite_function, 6, NULL},
    {"isOpen", sqlite_is_open, 0, NULL},
    {"isTransaction", sqlite_is_transaction, 0, NULL},
    {"limit", sqlite_limit, 2, NULL},
    {"loadExtension", sqlite_load_extension, 2, NULL},
    {"location", sqlite_location, 1, NULL},
    {"open", sqlite_open, 7, NULL},
    {"prepare", sqlite_prepare, 2, NULL},
    {"serialize", sqlite_serialize, 1, NULL},
    {"setAuthorizer", sqlite_set_authorizer, 1, NULL},
};
const struct eddy_class sqlite_db_class = {"Database", sqlite_db_new, sqlite_db_methods,
                                           COUNTOF(sqlite_db_methods), NULL};
static const struct eddy_class *const sqlite_classes[] = {&sqlite_db_class, &sqlite_stmt_class,
                                                          &sqlite_session_class};

#define SQLITE_CONSTANTS(X)                                                                       \
  X(CHANGESET_OMIT) X(CHANGESET_REPLACE) X(CHANGESET_ABORT) X(CHANGESET_DATA)                     \
  X(CHANGESET_NOTFOUND) X(CHANGESET_CONFLICT) X(CHANGESET_CONSTRAINT) X(CHANGESET_FOREIGN_KEY)    \
  X(OK) X(DENY) X(IGNORE) X(CREATE_INDEX) X(CREATE_TABLE) X(CREATE_TEMP_INDEX)                    \
  X(CREATE_TEMP_TABLE) X(CREATE_TEMP_TRIGGER) X(CREATE_TEMP_VIEW) X(CREATE_TRIGGER)               \
  X(CREATE_VIEW) X(DELETE) X(DROP_INDEX) X(DROP_TABLE) X(DROP_TEMP_INDEX) X(DROP_TEMP_TABLE)      \
  X(DROP_TEMP_TRIGGER) X(DROP_TEMP_VIEW) X(DROP_TRIGGER) X(DROP_VIEW) X(INSERT) X(PRAGMA) X(READ) \
  X(SELECT) X(TRANSACTION) X(UPDATE) X(ATTACH) X(DETACH) X(ALTER_TABLE) X(REINDEX) X(ANALYZE)     \
  X(CREATE_VTABLE) X(DROP_VTABLE) X(FUNCTION) X(SAVEPOINT) X(COPY) X(RECURSIVE)

static void sqlite_setup(napi_env env, napi_value exports) {
  napi_value constants = eddy_object(env);
#define CONSTANT(name) eddy_set_i32(env, constants, "SQLITE_" #name, SQLITE_##name);
  SQLITE_CONSTANTS(CONSTANT)
#undef CONSTANT
  eddy_set(env, exports, "constants", constants);
}

const struct eddy_binding eddy_binding_sqlite = {"sqlite", sqlite_stmt_functions, SQLITE_STMT_FUNCTIONS,
                                                 sqlite_classes, COUNTOF(sqlite_classes), sqlite_setup};

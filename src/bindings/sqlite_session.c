// SPDX-License-Identifier: MIT
/* sqlite_session.c: sessions, changesets, and backup (one pool job per step of `rate` pages). */
#include "sqlite.h"

/* ---- sessions ----------------------------------------------------------------------------------- */

struct sqlite_session_object {
  struct eddy_list link;
  struct eddy_native native;
  struct sqlite_db *db;
  sqlite3_session *handle; /* NULL: closed */
};

void sqlite_session_detach(struct eddy_list *link) {
  struct sqlite_session_object *s = CONTAINER_OF(link, struct sqlite_session_object, link);
  sqlite3session_delete(s->handle);
  s->handle = NULL;
  eddy_list_remove(link);
  eddy_list_init(link);
}

static void session_finalize(void *owner) {
  struct sqlite_session_object *s = owner;
  if (s->handle != NULL) sqlite_session_detach(&s->link);
  if (s->db != NULL) sqlite_db_unref(s->db);
  free(s);
}

static napi_value session_new(napi_env env, napi_callback_info info) {
  struct sqlite_session_object *s = eddy_calloc(1, sizeof *s);
  eddy_list_init(&s->link);
  eddy_native_init(env, eddy_this(info), &s->native, &sqlite_session_class, s, session_finalize);
  return NULL;
}

/* createSession(database, table or undefined) */
napi_value sqlite_create_session(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  struct eddy_str name, table = {.data = NULL};
  if (db == NULL || !eddy_arg_str(env, info, 0, &name)) return NULL;
  if (eddy_arg_is_string(info, 1) && !eddy_arg_str(env, info, 1, &table)) table.data = NULL;
  sqlite3_session *handle = NULL;
  int r = sqlite3session_create(db->handle, name.data, &handle);
  if (r == SQLITE_OK) r = sqlite3session_attach(handle, table.data);
  eddy_str_release(&name);
  if (table.data != NULL) eddy_str_release(&table);
  if (r != SQLITE_OK) {
    sqlite3session_delete(handle);
    return sqlite_throw(db);
  }
  napi_value js = eddy_class_new(env, &sqlite_session_class, 0, NULL);
  if (js == NULL) {
    sqlite3session_delete(handle);
    return NULL;
  }
  struct sqlite_session_object *s = eddy_native_of(js, &sqlite_session_class);
  s->db = db;
  s->handle = handle;
  db->refs++;
  eddy_list_push(&db->sessions, &s->link);
  return js;
}

static struct sqlite_session_object *this_session(napi_env env, napi_callback_info info) {
  struct sqlite_session_object *s = eddy_native_of(eddy_this(info), &sqlite_session_class);
  if (s == NULL || s->db == NULL || s->db->handle == NULL) {
    eddy_throw(env, "ERR_INVALID_STATE", "database is not open");
    return NULL;
  }
  if (s->handle == NULL) {
    eddy_throw(env, "ERR_INVALID_STATE", "session is not open");
    return NULL;
  }
  return s;
}

typedef int (*session_set)(sqlite3_session *, int *, void **);

static napi_value session_changes(napi_env env, napi_callback_info info, session_set fn) {
  struct sqlite_session_object *s = this_session(env, info);
  if (s == NULL) return NULL;
  int size = 0;
  void *data = NULL;
  int r = fn(s->handle, &size, &data);
  if (r != SQLITE_OK) return sqlite_throw(s->db);
  napi_value bytes = sqlite_bytes(env, data, (size_t)size);
  sqlite3_free(data);
  return bytes;
}
static napi_value session_changeset(napi_env env, napi_callback_info info) {
  return session_changes(env, info, sqlite3session_changeset);
}
static napi_value session_patchset(napi_env env, napi_callback_info info) {
  return session_changes(env, info, sqlite3session_patchset);
}
static napi_value session_close(napi_env env, napi_callback_info info) {
  struct sqlite_session_object *s = this_session(env, info);
  if (s != NULL) sqlite_session_detach(&s->link);
  return NULL;
}

static const struct eddy_method session_methods[] = {
    {"changeset", session_changeset, 0, NULL},
    {"close", session_close, 0, NULL},
    {"patchset", session_patchset, 0, NULL},
};
const struct eddy_class sqlite_session_class = {"Session", session_new, session_methods,
                                                COUNTOF(session_methods), NULL};

/* ---- applying a changeset --------------------------------------------------------------------------- */

struct apply { struct sqlite_db *db; napi_value on_conflict, filter; };

static int apply_conflict(void *data, int type, sqlite3_changeset_iter *iter) {
  (void)iter;
  struct apply *a = data;
  napi_env env = a->db->env->napi;
  if (a->db->thrown != NULL || a->on_conflict == NULL) return SQLITE_CHANGESET_ABORT;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value arg = eddy_i32(env, type);
  napi_value v = eddy_call_plain(env, eddy_null(env), a->on_conflict, 1, &arg);
  int verdict = -1; /* not a verdict: SQLite reports misuse */
  if (v == NULL) {
    sqlite_keep_exception(a->db);
    verdict = SQLITE_CHANGESET_ABORT;
  } else if (eddy_is_number(v) && eddy_to_f64(v) == (double)eddy_to_i32(v)) {
    verdict = eddy_to_i32(v);
  }
  eddy_scope_close(&scope);
  return verdict;
}

static int apply_filter(void *data, const char *table) {
  struct apply *a = data;
  napi_env env = a->db->env->napi;
  if (a->filter == NULL) return 1;
  if (a->db->thrown != NULL) return 0;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value arg = eddy_utf8(env, table, (size_t)-1), truth;
  napi_value v = eddy_call_plain(env, eddy_null(env), a->filter, 1, &arg);
  bool yes = false;
  if (v == NULL) sqlite_keep_exception(a->db);
  else if (napi_coerce_to_bool(env, v, &truth) == napi_ok) yes = eddy_is_true(truth);
  eddy_scope_close(&scope);
  return yes;
}

/* applyChangeset(bytes, onConflict or undefined, filter or undefined): false when aborted */
napi_value sqlite_apply_changeset(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  struct eddy_bytes bytes;
  if (db == NULL) return NULL;
  CHECK(eddy_arg_bytes(info, 0, &bytes));
  /* User code runs meanwhile, and may change or detach the bytes. */
  void *copy = malloc(bytes.len > 0 ? bytes.len : 1);
  if (copy == NULL) {
    eddy_throw(env, "ERR_MEMORY_ALLOCATION_FAILED", "Failed to allocate memory");
    return NULL;
  }
  if (bytes.len > 0) memcpy(copy, bytes.data, bytes.len);
  struct apply a = {db, NULL, NULL};
  if (eddy_arg_is_function(info, 1)) a.on_conflict = eddy_arg(info, 1);
  if (eddy_arg_is_function(info, 2)) a.filter = eddy_arg(info, 2);
  db->busy++;
  int r = sqlite3changeset_apply(db->handle, (int)bytes.len, copy, apply_filter, apply_conflict,
                                 &a);
  db->busy--;
  free(copy);
  if (db->thrown != NULL) return sqlite_throw(db);
  if (r == SQLITE_OK) return eddy_bool(env, true);
  if (r == SQLITE_ABORT) return eddy_bool(env, false);
  napi_value error, text = eddy_utf8(env, sqlite3_errstr(r), (size_t)-1);
  CHECK(napi_create_error(env, NULL, text, &error) == napi_ok);
  eddy_set_str(env, error, "code", "ERR_SQLITE_ERROR");
  eddy_set_i32(env, error, "errcode", r); /* without errstr, as Node has it here */
  napi_throw(env, error);
  return NULL;
}

/* ---- backup ---------------------------------------------------------------------------------------------- */

struct sqlite_backup_job {
  uv_work_t work;
  struct eddy_req req;
  struct sqlite_db *db;
  sqlite3 *target;
  sqlite3_backup *backup;
  napi_deferred deferred;
  char *path, *from, *to;
  int rate, result, remaining, pages;
  unsigned opened; /* of the database, when it began */
};

/* Opens the target, on the thread of the database: that may be closed when the pool comes to it. */
static void backup_open(struct sqlite_backup_job *b) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI;
  b->result = sqlite3_open_v2(b->path, &b->target, flags, NULL);
  if (b->result != SQLITE_OK) return;
  b->backup = sqlite3_backup_init(b->target, b->to, b->db->handle, b->from);
  if (b->backup == NULL) b->result = sqlite3_errcode(b->target);
}

static void backup_work(uv_work_t *work) {
  struct sqlite_backup_job *b = CONTAINER_OF(work, struct sqlite_backup_job, work);
  if (b->backup == NULL) return;
  b->result = sqlite3_backup_step(b->backup, b->rate);
  b->remaining = sqlite3_backup_remaining(b->backup);
  b->pages = sqlite3_backup_pagecount(b->backup);
}

static void backup_free(struct sqlite_backup_job *b) {
  if (b->backup != NULL) sqlite3_backup_finish(b->backup);
  sqlite3_close_v2(b->target);
  if (b->db->opened == b->opened && --b->db->backups == 0) sqlite_mutex_own(sqlite3_db_mutex(b->db->handle));
  sqlite_db_unref(b->db);
  free(b->path);
  free(b->from);
  free(b->to);
  free(b);
}

/* Settles the promise; error NULL: with the number of pages. */
static void backup_end(struct sqlite_backup_job *b, napi_value error) {
  struct eddy_env *env = b->req.env;
  napi_value pages = eddy_i32(env->napi, b->pages);
  napi_deferred deferred = b->deferred;
  eddy_req_release(&b->req);
  backup_free(b);
  if (error != NULL) napi_reject_deferred(env->napi, deferred, error);
  else napi_resolve_deferred(env->napi, deferred, pages);
  eddy_loop_drain(env);
}

static napi_value backup_failure(struct sqlite_backup_job *b) {
  const char *message = b->target != NULL ? sqlite3_errmsg(b->target) : sqlite3_errstr(b->result);
  if (b->backup != NULL || b->target == NULL) message = sqlite3_errstr(b->result);
  return sqlite_error(b->req.env->napi, NULL, b->result, message);
}

/* Tells `progress`; its exception, or NULL. */
static napi_value backup_progress(struct sqlite_backup_job *b) {
  napi_env env = b->req.env->napi;
  napi_value fn = eddy_ref_get(env, b->req.pins[0]);
  if (fn == NULL || !eddy_is_function(fn)) return NULL;
  napi_value info = eddy_object(env);
  eddy_set_i32(env, info, "totalPages", b->pages);
  eddy_set_i32(env, info, "remainingPages", b->remaining);
  if (eddy_call_plain(env, eddy_undefined(env), fn, 1, &info) != NULL) return NULL;
  return eddy_take_exception(env);
}

static void backup_done(uv_work_t *work, int status) {
  struct sqlite_backup_job *b = CONTAINER_OF(work, struct sqlite_backup_job, work);
  struct eddy_env *env = b->req.env;
  if (!env->can_call_js) {
    eddy_req_release(&b->req);
    backup_free(b);
    return;
  }
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  const bool waits = b->result == SQLITE_BUSY || b->result == SQLITE_LOCKED;
  if (status == 0 && (b->result == SQLITE_OK || waits) && b->remaining != 0) {
    napi_value error = backup_progress(b);
    if (error != NULL) backup_end(b, error);
    else CHECK(uv_queue_work(env->loop, &b->work, backup_work, backup_done) == 0);
  } else if (b->result == SQLITE_DONE) {
    backup_end(b, NULL);
  } else if (waits) { /* from the start: another would have to end first, perhaps the program's own transaction */
    backup_end(b, sqlite_error(env->napi, b->target, b->result, sqlite3_errmsg(b->target)));
  } else {
    backup_end(b, backup_failure(b));
  }
  eddy_scope_close(&scope);
}

static char *backup_text(napi_env env, napi_callback_info info, int i) {
  struct eddy_str s;
  if (!eddy_arg_path(env, info, i, &s)) return NULL;
  char *copy = eddy_strdup(s.data);
  eddy_str_release(&s);
  return copy;
}

/* backup(path, source name, target name, rate, progress or undefined): a promise of the pages */
napi_value sqlite_backup(napi_env env, napi_callback_info info) {
  struct sqlite_db *db = sqlite_use_db(env, info);
  if (db == NULL) return NULL;
  struct sqlite_backup_job *b = eddy_calloc(1, sizeof *b);
  b->db = db;
  b->path = backup_text(env, info, 0);
  b->from = backup_text(env, info, 1);
  b->to = backup_text(env, info, 2);
  b->rate = eddy_arg_i32(info, 3);
  b->opened = db->opened;
  db->refs++;
  if (db->backups++ == 0) sqlite_mutex_share(sqlite3_db_mutex(db->handle));
  backup_open(b);
  napi_value promise;
  CHECK(napi_create_promise(env, &b->deferred, &promise) == napi_ok);
  eddy_req_init(db->env, &b->req, NULL, NULL, "SQLITEBACKUP");
  eddy_req_pin(&b->req, eddy_arg(info, 4));
  eddy_req_pin(&b->req, eddy_this(info));
  b->work.data = &b->req;
  CHECK(uv_queue_work(db->env->loop, &b->work, backup_work, backup_done) == 0);
  return promise;
}

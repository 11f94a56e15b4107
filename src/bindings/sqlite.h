// SPDX-License-Identifier: MIT
/* sqlite.h: what the sqlite*.c files share. A database outlives its statements and sessions: those
 * are on its lists, and are finalised when it closes; their JavaScript objects then find NULL.
 * While SQLite runs, user functions may call back into JavaScript: `busy` keeps close() away. A backup goes on when its
 * database is closed: SQLite then keeps the connection until that has ended. */
#ifndef EDDY_BINDINGS_SQLITE_H
#define EDDY_BINDINGS_SQLITE_H

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#define SQLITE_ENABLE_COLUMN_METADATA 1
#include <sqlite3.h>

#include "../eddy.h"

struct sqlite_db {
  struct eddy_native native;
  struct eddy_env *env;
  sqlite3 *handle;            /* NULL: closed */
  struct eddy_list statements, sessions;
  int refs;                   /* the JavaScript object, statements, sessions, backups */
  int busy;                   /* calls into SQLite on the stack */
  int authorizing;            /* the authorizer on the stack */
  int backups;                /* while there are some, other threads use the handle, too */
  unsigned opened;            /* how often: a backup of an earlier time does not count */
  unsigned prepared;          /* statements so far */
  eddy_ref thrown;            /* what a callback threw inside of SQLite */
  eddy_ref authorizer;
};

struct sqlite_stmt {
  struct eddy_list link;
  struct eddy_native native;
  struct sqlite_db *db;
  sqlite3_stmt *handle;       /* NULL: finalised */
  int options;                /* SQLITE_OPT_* */
  struct sqlite_shape *shape; /* of its rows, see sqlite_rows.c; NULL: they have none */
  eddy_ref *names;            /* column names, interned, when a row was made without a pattern */
  int name_count;
  int columns, reprepares;    /* of which shape and names are */
  int parameters;
  bool named;                 /* some of them have names */
  bool dirty;                 /* stepped since the last reset */
  bool running;               /* in step(): a callback may not use it */
  unsigned generation;        /* grows with each reset: old iterators stop */
};
enum {
  SQLITE_OPT_BIGINTS = 1, SQLITE_OPT_ARRAYS = 2, SQLITE_OPT_BARE = 4, SQLITE_OPT_UNKNOWN = 8
};

#define SQLITE_STMT_FUNCTIONS 14
extern const struct eddy_method sqlite_stmt_functions[SQLITE_STMT_FUNCTIONS];
extern const struct eddy_class sqlite_db_class, sqlite_stmt_class, sqlite_session_class;

struct sqlite_db *sqlite_this_db(napi_env env, napi_callback_info info); /* open, or NULL: thrown */
struct sqlite_db *sqlite_use_db(napi_env env, napi_callback_info info);  /* the same, and not within its authorizer */
void sqlite_throw_authorizing(napi_env env);
void sqlite_db_unref(struct sqlite_db *db);
/* Throws the callback's exception if there is one, else SQLite's error. Returns NULL. */
napi_value sqlite_throw(struct sqlite_db *db);
napi_value sqlite_error(napi_env env, sqlite3 *handle, int code, const char *message);
void sqlite_keep_exception(struct sqlite_db *db); /* takes the pending one, inside a callback */

/* sqlite_rows.c */
napi_value sqlite_from_value(napi_env env, sqlite3_value *v, bool bigints); /* NULL: too large */
napi_value sqlite_from_integer(napi_env env, int64_t v, bool bigints);      /* the same */
void sqlite_row_begin(struct sqlite_stmt *s); /* after the first step of an execution */
void sqlite_row_clear(struct sqlite_stmt *s);
napi_value sqlite_row(napi_env env, struct sqlite_stmt *s);
napi_value sqlite_join(napi_env env, const napi_value *lists, size_t n);
napi_value sqlite_iterator_result(struct eddy_env *env, napi_value value);
bool sqlite_is_making(struct eddy_env *env); /* StatementSync is called by prepare(), not by a program */
void sqlite_set_making(struct eddy_env *env, bool on);

napi_value sqlite_bytes(napi_env env, const void *data, size_t len);
napi_value sqlite_throw_large(napi_env env, int64_t v);
void sqlite_session_detach(struct eddy_list *link);
void sqlite_stmt_drop(struct sqlite_stmt *s); /* finalises it */

/* sqlite_mutex.c. Before SQLite is first used: its mutexes are ours. */
int sqlite_mutex_setup(void);
/* From now on the mutex of a connection is entered by the calling thread alone (at open, and after a backup). */
void sqlite_mutex_own(sqlite3_mutex *m);
/* From now on other threads enter it, too. Called by its owner, who may be within it. */
void sqlite_mutex_share(sqlite3_mutex *m);

#define SQLITE_DECLARE(name) napi_value name(napi_env env, napi_callback_info info)
SQLITE_DECLARE(sqlite_prepare); SQLITE_DECLARE(sqlite_function); SQLITE_DECLARE(sqlite_aggregate);
SQLITE_DECLARE(sqlite_set_authorizer); SQLITE_DECLARE(sqlite_create_session);
SQLITE_DECLARE(sqlite_apply_changeset); SQLITE_DECLARE(sqlite_backup); SQLITE_DECLARE(sqlite_patterns);
#undef SQLITE_DECLARE

#endif

// SPDX-License-Identifier: MIT
/* sqlite_mutex.c: SQLite's mutexes. A connection is used by the thread that opened it, and by others only while a backup
 * of it runs in the pool; yet SQLite takes its mutex some twenty times for a query, which were a seventh of it. So the
 * mutex of a connection is its thread's own, and only counts, until the backup shares it. All others are plain. */
#include "sqlite.h"

#include <pthread.h>

struct sqlite3_mutex {
  pthread_mutex_t lock; /* recursive */
  int depth;            /* how often its holder has entered it */
  bool owned;           /* by one thread: `lock` is not used */
};

#define MUTEX_STATICS (SQLITE_MUTEX_STATIC_VFS3 + 1) /* the last of SQLite's ids */

static struct sqlite3_mutex mutex_statics[MUTEX_STATICS];

static void mutex_make(struct sqlite3_mutex *m) {
  pthread_mutexattr_t attr;
  CHECK(pthread_mutexattr_init(&attr) == 0);
  CHECK(pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE) == 0);
  CHECK(pthread_mutex_init(&m->lock, &attr) == 0);
  pthread_mutexattr_destroy(&attr);
  m->depth = 0;
  m->owned = false;
}

static int mutex_init(void) {
  for (int i = 0; i < MUTEX_STATICS; i++) mutex_make(&mutex_statics[i]);
  return SQLITE_OK;
}
static int mutex_end(void) { return SQLITE_OK; }

static sqlite3_mutex *mutex_alloc(int type) {
  if (type > SQLITE_MUTEX_RECURSIVE) return type < MUTEX_STATICS ? &mutex_statics[type] : NULL;
  struct sqlite3_mutex *m = eddy_alloc(sizeof *m);
  mutex_make(m);
  return m;
}
static void mutex_free(sqlite3_mutex *m) {
  pthread_mutex_destroy(&m->lock);
  free(m);
}

static void mutex_enter(sqlite3_mutex *m) {
  if (!m->owned) pthread_mutex_lock(&m->lock);
  m->depth++;
}
static int mutex_try(sqlite3_mutex *m) {
  if (!m->owned && pthread_mutex_trylock(&m->lock) != 0) return SQLITE_BUSY;
  m->depth++;
  return SQLITE_OK;
}
static void mutex_leave(sqlite3_mutex *m) {
  m->depth--;
  if (!m->owned) pthread_mutex_unlock(&m->lock);
}

void sqlite_mutex_own(sqlite3_mutex *m) {
  pthread_mutex_lock(&m->lock); /* what others did with it is seen */
  m->owned = true;
  for (int i = m->depth + 1; i > 0; i--) pthread_mutex_unlock(&m->lock);
}

void sqlite_mutex_share(sqlite3_mutex *m) {
  for (int i = 0; i < m->depth; i++) pthread_mutex_lock(&m->lock);
  m->owned = false;
}

int sqlite_mutex_setup(void) {
  static const sqlite3_mutex_methods methods = {
      mutex_init, mutex_end, mutex_alloc, mutex_free, mutex_enter, mutex_try, mutex_leave, NULL, NULL};
  return sqlite3_config(SQLITE_CONFIG_MUTEX, &methods);
}

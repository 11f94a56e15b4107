// SPDX-License-Identifier: MIT
/* sqlite_rows.c: rows as JavaScript values. A row is an object without prototype; the engine makes a hidden class of its own for
 * each such object, which costs more than the row, and the collector more than that. So once a list of columns has given some
 * rows, lib/internal/sqlite/rows.js makes a pattern for it, and what follows are copies of that (engine/copy.h). */
#include "../engine/copy.h"
#include "../engine/text.h"
#include "../hash.h"
#include "../sqlite/cells.h"
#include "sqlite.h"

#define SQLITE_SAFE_MAX 9007199254740991LL
#define SQLITE_ROW_MAX 64    /* columns of a row kept on the stack; no pattern has more */
#define SQLITE_PATTERN_AFTER 32 /* rows of a list of columns */
#define SQLITE_SHAPES_MAX 256   /* lists of columns that are remembered in a thread */
#define SQLITE_BUCKETS 64
#define SQLITE_SLOT_PATTERNS EDDY_SLOT_SPARE_6 /* functions: makes them; */
#define SQLITE_SLOT_JOIN EDDY_SLOT_SPARE_7     /* makes one list of several */

struct sqlite_shape {
  struct sqlite_shape *next;
  uint64_t hash;
  eddy_ref pattern; /* NULL: there is none yet, or never */
  int count;
  int seen;         /* rows made without it */
  size_t len;
  char names[];     /* each with its end */
};

struct sqlite_shapes {
  struct sqlite_shape *buckets[SQLITE_BUCKETS];
  struct sqlite_shape *result; /* of what iterators return */
  int count;
  bool making; /* see sqlite_is_making */
};

/* ---- values ------------------------------------------------------------------------------------- */

napi_value sqlite_bytes(napi_env env, const void *data, size_t len) {
  void *copy = malloc(len > 0 ? len : 1);
  if (copy == NULL) return NULL;
  if (len > 0) memcpy(copy, data, len);
  napi_value buffer = eddy_arraybuffer_adopt(env, copy, len), bytes;
  if (buffer == NULL) return NULL;
  CHECK(napi_create_typedarray(env, napi_uint8_array, len, buffer, 0, &bytes) == napi_ok);
  return bytes;
}

napi_value sqlite_from_integer(napi_env env, int64_t v, bool bigints) {
  if (bigints) return eddy_bigint_i64(env, v);
  if (v >= INT32_MIN && v <= INT32_MAX) return eddy_i32(env, (int32_t)v);
  if (v > SQLITE_SAFE_MAX || (v < -SQLITE_SAFE_MAX && v != INT64_MIN)) return sqlite_throw_large(env, v);
  return eddy_f64(env, (double)v);
}

napi_value sqlite_from_value(napi_env env, sqlite3_value *v, bool bigints) {
  switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER: return sqlite_from_integer(env, sqlite3_value_int64(v), bigints);
    case SQLITE_FLOAT: return eddy_f64(env, sqlite3_value_double(v));
    case SQLITE_TEXT: {
      const unsigned char *text = sqlite3_value_text(v);
      return eddy_text_new(env, EDDY_UTF8, text, (size_t)sqlite3_value_bytes(v));
    }
    case SQLITE_BLOB: {
      const void *data = sqlite3_value_blob(v);
      return sqlite_bytes(env, data, (size_t)sqlite3_value_bytes(v));
    }
    default: return eddy_null(env);
  }
}

/* ---- shapes --------------------------------------------------------------------------------------- */

static void shape_free(struct sqlite_shape *s) {
  if (s == NULL) return;
  eddy_ref_free(s->pattern);
  free(s);
}

static void shapes_free(struct eddy_env *env, void *data) {
  (void)env;
  struct sqlite_shapes *all = data;
  for (int i = 0; i < SQLITE_BUCKETS; i++) {
    while (all->buckets[i] != NULL) {
      struct sqlite_shape *s = all->buckets[i];
      all->buckets[i] = s->next;
      shape_free(s);
    }
  }
  shape_free(all->result);
  free(all);
}

static struct sqlite_shapes *shapes_of(struct eddy_env *env) {
  if (env->binding_data[EDDY_DATA_SQLITE] == NULL) {
    env->binding_data[EDDY_DATA_SQLITE] = eddy_calloc(1, sizeof(struct sqlite_shapes));
    env->binding_release[EDDY_DATA_SQLITE] = shapes_free;
  }
  return env->binding_data[EDDY_DATA_SQLITE];
}

bool sqlite_is_making(struct eddy_env *env) { return shapes_of(env)->making; }
void sqlite_set_making(struct eddy_env *env, bool on) { shapes_of(env)->making = on; }

static uint64_t shape_hash(sqlite3_stmt *h, int count, size_t *len) {
  uint64_t hash = 0;
  *len = 0;
  for (int i = 0; i < count; i++) {
    const char *name = sqlite3_column_name(h, i);
    if (name == NULL) name = "";
    const size_t n = strlen(name) + 1;
    hash = eddy_hash64(name, n, hash);
    *len += n;
  }
  return hash;
}

static bool shape_is(const struct sqlite_shape *s, sqlite3_stmt *h) {
  const char *at = s->names;
  for (int i = 0; i < s->count; i++) {
    const char *name = sqlite3_column_name(h, i);
    if (strcmp(at, name != NULL ? name : "") != 0) return false;
    at += strlen(at) + 1;
  }
  return true;
}

/* The shape of the statement's columns; NULL: one too many. */
static struct sqlite_shape *shape_find(struct eddy_env *env, sqlite3_stmt *h, int count) {
  struct sqlite_shapes *all = shapes_of(env);
  size_t len;
  const uint64_t hash = shape_hash(h, count, &len);
  struct sqlite_shape **bucket = &all->buckets[hash % SQLITE_BUCKETS];
  for (struct sqlite_shape *s = *bucket; s != NULL; s = s->next) {
    if (s->hash == hash && s->count == count && s->len == len && shape_is(s, h)) return s;
  }
  if (count > SQLITE_ROW_MAX || all->count == SQLITE_SHAPES_MAX) return NULL;
  struct sqlite_shape *s = eddy_calloc(1, sizeof *s + len);
  *s = (struct sqlite_shape){.next = *bucket, .hash = hash, .count = count, .len = len};
  char *at = s->names;
  for (int i = 0; i < count; i++) {
    const char *name = sqlite3_column_name(h, i);
    const size_t n = name != NULL ? strlen(name) : 0;
    if (n > 0) memcpy(at, name, n);
    at += n + 1;
  }
  all->count++;
  *bucket = s;
  return s;
}

/* Asks JavaScript for the pattern of these columns. What goes wrong there is nobody's concern: rows are made without. */
static void shape_complete(napi_env env, struct sqlite_shape *s, const napi_value *names) {
  napi_value fn = eddy_slot_get(env, SQLITE_SLOT_PATTERNS);
  if (fn == NULL || !eddy_is_function(fn)) return;
  napi_value list = eddy_array(env, names, (size_t)s->count);
  napi_value pattern = eddy_call_plain(env, eddy_undefined(env), fn, 1, &list);
  if (pattern == NULL) eddy_take_exception(env);
  else if (eddy_is_pattern(env, pattern, (size_t)s->count)) s->pattern = eddy_ref_new(env, pattern);
}

/* patterns(function, function): what makes patterns from lists of names; what makes one list of several */
napi_value sqlite_patterns(napi_env env, napi_callback_info info) {
  eddy_slot_set(env, SQLITE_SLOT_PATTERNS, eddy_arg(info, 0));
  eddy_slot_set(env, SQLITE_SLOT_JOIN, eddy_arg(info, 1));
  return NULL;
}

/* One list of what is in several; NULL: thrown */
napi_value sqlite_join(napi_env env, const napi_value *lists, size_t n) {
  napi_value all = eddy_array(env, lists, n);
  return eddy_call_plain(env, eddy_undefined(env), eddy_slot_get(env, SQLITE_SLOT_JOIN), 1, &all);
}

/* ---- rows --------------------------------------------------------------------------------------------- */

void sqlite_row_clear(struct sqlite_stmt *s) {
  for (int i = 0; i < s->name_count; i++) eddy_ref_free(s->names[i]);
  free(s->names);
  s->names = NULL;
  s->name_count = 0;
}

/* SQLite prepares anew when the schema has changed, which it notices at the first step. */
void sqlite_row_begin(struct sqlite_stmt *s) {
  const int count = sqlite3_column_count(s->handle);
  const int reprepares = sqlite3_stmt_status(s->handle, SQLITE_STMTSTATUS_REPREPARE, 0);
  if (s->columns == count && s->reprepares == reprepares) return;
  sqlite_row_clear(s);
  s->columns = count;
  s->reprepares = reprepares;
  s->shape = shape_find(s->db->env, s->handle, count);
}

static napi_value row_slow(napi_env env, struct sqlite_stmt *s, const napi_value *values) {
  napi_value local[SQLITE_ROW_MAX], *names = local;
  const int count = s->columns;
  if (s->names == NULL) {
    s->names = eddy_alloc(((size_t)count + 1) * sizeof *s->names);
    for (int i = 0; i < count; i++) {
      const char *name = sqlite3_column_name(s->handle, i);
      s->names[i] = eddy_ref_new(env, eddy_intern(env, name != NULL ? name : ""));
    }
    s->name_count = count;
  }
  if (count > SQLITE_ROW_MAX) names = eddy_alloc((size_t)count * sizeof *names);
  for (int i = 0; i < count; i++) names[i] = eddy_ref_get(env, s->names[i]);
  if (s->shape != NULL && ++s->shape->seen == SQLITE_PATTERN_AFTER) shape_complete(env, s->shape, names);
  napi_value row = eddy_object_of(env, names, values, (size_t)count);
  if (names != local) free(names);
  return row;
}

static napi_value cell_value(napi_env env, const struct sqlite_cell *cell, bool bigints) {
  switch (cell->type) {
    case SQLITE_INTEGER: return sqlite_from_integer(env, cell->integer, bigints);
    case SQLITE_FLOAT: return eddy_f64(env, cell->real);
    case SQLITE_TEXT: return eddy_text_new(env, EDDY_UTF8, cell->bytes, (size_t)cell->size);
    case SQLITE_BLOB: return sqlite_bytes(env, cell->bytes, (size_t)cell->size);
    default: return eddy_null(env);
  }
}

static napi_value row_of(napi_env env, struct sqlite_stmt *s, struct sqlite_cell *cells, napi_value *values) {
  const int count = s->columns;
  const bool bigints = s->options & SQLITE_OPT_BIGINTS;
  eddy_sqlite_cells(s->handle, cells, count);
  for (int i = 0; i < count; i++) {
    if ((values[i] = cell_value(env, &cells[i], bigints)) == NULL) return NULL;
  }
  if (s->options & SQLITE_OPT_ARRAYS) return eddy_array(env, values, (size_t)count);
  if (s->shape == NULL || s->shape->pattern == NULL) return row_slow(env, s, values);
  return eddy_copy_filled(env, eddy_ref_get(env, s->shape->pattern), values, (size_t)count);
}

/* The current row, an object or an array. NULL: an exception is pending. */
napi_value sqlite_row(napi_env env, struct sqlite_stmt *s) {
  const int count = s->columns;
  if (count <= SQLITE_ROW_MAX) {
    struct sqlite_cell cells[SQLITE_ROW_MAX];
    napi_value values[SQLITE_ROW_MAX];
    return row_of(env, s, cells, values);
  }
  struct sqlite_cell *cells = eddy_alloc((size_t)count * sizeof *cells);
  napi_value *values = eddy_alloc((size_t)count * sizeof *values);
  napi_value row = row_of(env, s, cells, values);
  free(values);
  free(cells);
  return row;
}

/* { done: false, value }, without prototype */
napi_value sqlite_iterator_result(struct eddy_env *e, napi_value value) {
  napi_env env = e->napi;
  struct sqlite_shapes *all = shapes_of(e);
  if (all->result == NULL || all->result->pattern == NULL) {
    napi_value names[2] = {eddy_intern(env, "done"), eddy_intern(env, "value")};
    if (all->result == NULL) {
      all->result = eddy_calloc(1, sizeof *all->result);
      all->result->count = 2;
      shape_complete(env, all->result, names);
    }
    if (all->result->pattern == NULL) {
      napi_value values[2] = {eddy_bool(env, false), value};
      return eddy_object_of(env, names, values, 2);
    }
  }
  napi_value values[2] = {eddy_bool(env, false), value};
  return eddy_copy_filled(env, eddy_ref_get(env, all->result->pattern), values, 2);
}

// SPDX-License-Identifier: MIT
/* library.c: SQLite, and what can only be done from within it. A library of its own (CMakeLists.txt). */
#include "sqlite3.c"

#include "cells.h"

static void cell_text(struct sqlite_cell *cell, Mem *m) {
  if ((m->flags & (MEM_Str | MEM_Zero)) == MEM_Str && m->enc == SQLITE_UTF8) {
    cell->bytes = m->z;
    cell->size = m->n;
    return;
  }
  cell->bytes = sqlite3_value_text(m);
  cell->size = sqlite3_value_bytes(m);
}

static void cell_read(struct sqlite_cell *cell, Mem *m) {
  cell->type = sqlite3_value_type(m);
  cell->size = 0;
  switch (cell->type) {
    case SQLITE_INTEGER: cell->integer = sqlite3_value_int64(m); break;
    case SQLITE_FLOAT: cell->real = sqlite3_value_double(m); break;
    case SQLITE_TEXT: cell_text(cell, m); break;
    case SQLITE_BLOB:
      cell->bytes = sqlite3_value_blob(m);
      cell->size = sqlite3_value_bytes(m);
      break;
    default: cell->bytes = NULL; break;
  }
}

void eddy_sqlite_cells(sqlite3_stmt *statement, struct sqlite_cell *cells, int n) {
  Vdbe *v = (Vdbe *)statement;
  sqlite3_mutex_enter(v->db->mutex); /* a value may have to be converted, and a backup may be under way on another thread */
  Mem *row = v->pResultRow;
  const int have = row ? v->nResColumn : 0;
  for (int i = 0; i < n; i++) {
    if (i < have) cell_read(&cells[i], &row[i]);
    else cells[i] = (struct sqlite_cell){.type = SQLITE_NULL};
  }
  sqlite3_mutex_leave(v->db->mutex);
}

// SPDX-License-Identifier: MIT
/* cells.h: the values of a row, all at once. SQLite's own functions look at the statement and lock its connection for each of
 * them, three times a value; here it is locked once. Used by src/bindings/sqlite_rows.c. */
#ifndef EDDY_SQLITE_CELLS_H
#define EDDY_SQLITE_CELLS_H

#include <stdint.h>

struct sqlite3_stmt;

struct sqlite_cell {
  int type; /* SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT (UTF-8), SQLITE_BLOB or SQLITE_NULL */
  int size; /* of the bytes */
  union {
    int64_t integer;
    double real;
    const void *bytes; /* until the next step or reset; NULL: none, or no memory for them */
  };
};

/* The first n values of the row that sqlite3_step() has returned; NULLs beyond its end. */
void eddy_sqlite_cells(struct sqlite3_stmt *statement, struct sqlite_cell *cells, int n);

#endif

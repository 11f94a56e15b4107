// SPDX-License-Identifier: MIT
/* fatal.h: the end of a process that cannot go on: what it says, the report it leaves. Nothing here allocates on V8's heap,
 * which may be what is full. */
#ifndef EDDY_FATAL_H
#define EDDY_FATAL_H

#include "eddy.h"
#include "engine/fatal.h"

#define EDDY_NATIVE_FRAMES 64
/* One frame of the native stack: its address, the function's name if the dynamic symbols tell it, the file it lies in. */
struct eddy_frame { const void *pc; const char *symbol, *file; };

/* Calls `frame` for each frame of the calling thread's native stack, `skip` of the innermost left out. */
void eddy_native_stack(int skip, void (*frame)(void *data, int index, const struct eddy_frame *frame), void *data);
/* symbols.c: the function of the executable at that address of its file; NULL if its table does not tell. */
const char *eddy_symbol_of(uintptr_t address);
/* The JavaScript that runs, on stderr; nothing if none does. Allocates on V8's heap: not for want of memory. */
void eddy_print_js_stack(napi_env napi);
/* Both stacks, then abort(). `napi`: whose JavaScript stack, may be NULL. */
_Noreturn void eddy_abort(napi_env napi);

/* report.c: what --report-on-fatalerror is to write. Strings are copied; `header` is the part of the report's header that
 * does not change, as JSON members. */
struct eddy_report_settings {
  bool enabled, compact, exclude_env;
  char *header, *directory, *filename;
};
void eddy_report_configure(const struct eddy_report_settings *settings);
/* The next number for the name of a report or a heap snapshot; of all threads. */
unsigned eddy_diagnostic_number(void);
/* Writes the report if that is wanted. `js_stack`: JavaScript may be asked where it stands. */
void eddy_report_fatal(napi_env napi, const char *trigger, const char *event, bool js_stack);

/* near_limit.c: the next `count` times that the heap is nearly full, a snapshot of it is written. */
void eddy_snapshots_near_limit(napi_env napi, unsigned count);

#endif

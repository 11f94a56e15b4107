// SPDX-License-Identifier: MIT
/* fatal.c: the last words of a process that cannot go on: the reason, the report, the stacks. Any thread. */
#include "fatal.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <stdatomic.h>


#define JS_FRAMES 10 /* as many as an error has */

static const char *executable_symbol(const void *pc, const Dl_info *info) {
  Dl_info own = {0};
  if (dladdr(&eddy_process, &own) == 0 || own.dli_fbase != info->dli_fbase) return NULL;
#ifdef __PIE__
  return eddy_symbol_of((uintptr_t)pc - (uintptr_t)info->dli_fbase);
#else
  return eddy_symbol_of((uintptr_t)pc);
#endif
}

void eddy_native_stack(int skip, void (*frame)(void *data, int index, const struct eddy_frame *frame), void *data) {
  void *frames[EDDY_NATIVE_FRAMES];
  const int count = backtrace(frames, EDDY_NATIVE_FRAMES);
  for (int i = skip + 1; i < count; i++) {
    Dl_info info = {0};
    const char *call = (const char *)frames[i] - 1; /* a call that does not return may end its function */
    dladdr(call, &info);
    const char *symbol = info.dli_sname ? info.dli_sname : executable_symbol(call, &info);
    char *readable = symbol ? eddy_demangle(symbol) : NULL;
    const struct eddy_frame f = {frames[i], readable ? readable : symbol, info.dli_fname};
    frame(data, i - skip, &f);
    free(readable);
  }
}

static void print_native_frame(void *data, int index, const struct eddy_frame *f) {
  (void)data;
  fprintf(stderr, "%2d: %p %s", index, f->pc, f->symbol ? f->symbol : "");
  if (f->file) fprintf(stderr, " [%s]", f->file);
  fputc('\n', stderr);
}

void eddy_print_native_stack(void) {
  fputs("----- Native stack trace -----\n\n", stderr);
  eddy_native_stack(1, print_native_frame, NULL);
  fflush(stderr);
}

static void print_js_frame(void *data, int index, const char *text) {
  (void)data;
  if (index == 0) fputs("\n----- JavaScript stack trace -----\n\n", stderr);
  fprintf(stderr, "%d: %s\n", index + 1, text);
}

void eddy_print_js_stack(napi_env napi) {
  eddy_js_stack(napi, JS_FRAMES, print_js_frame, NULL);
  fputs("\n\n", stderr);
  fflush(stderr);
}

/* Whoever comes here while the process is dying already, from the same thread or another one, ends it. */
static void once(void) {
  static atomic_flag dying = ATOMIC_FLAG_INIT;
  if (atomic_flag_test_and_set(&dying)) abort();
}

_Noreturn void eddy_abort(napi_env napi) {
  fflush(NULL);
  eddy_print_native_stack();
  if (napi != NULL) eddy_print_js_stack(napi);
  abort();
}

_Noreturn void eddy_fatal(napi_env napi, const char *trigger, const char *where, const char *message, bool heap_works) {
  once();
  fflush(stdout);
  fprintf(stderr, "FATAL ERROR: %s%s%s\n", where ? where : "", where && *where ? " " : "", message ? message : "");
  fflush(stderr);
  eddy_report_fatal(napi, trigger, message ? message : "", heap_works);
  eddy_abort(heap_works ? napi : NULL);
}

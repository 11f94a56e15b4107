// SPDX-License-Identifier: MIT
/* registry.c: the list of all bindings. Functions in the start-up snapshot refer to positions in it. */
#include "eddy.h"

/* One line per binding: X(name) declares eddy_binding_<name>. Sorted. */
#define BINDINGS(X) \
  X(builtins)       \
  X(handle)         \
  X(options)        \
  X(process)        \
  X(uv)

#define DECLARE(name) extern const struct eddy_binding eddy_binding_##name;
BINDINGS(DECLARE)

#define ROW(name) &eddy_binding_##name,
const struct eddy_binding *const eddy_bindings[] = {BINDINGS(ROW)};
const size_t eddy_binding_count = COUNTOF(eddy_bindings);

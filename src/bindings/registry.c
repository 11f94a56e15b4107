// SPDX-License-Identifier: MIT
/* registry.c: the list of all bindings (registry.def: one line per binding, BINDING(name) stands for
 * eddy_binding_<name>). Functions in the start-up snapshot refer to positions in it. */
#include "eddy.h"

#define BINDING(name) extern const struct eddy_binding eddy_binding_##name;
#include "registry.def"
#undef BINDING

#define BINDING(name) &eddy_binding_##name,
const struct eddy_binding *const eddy_bindings[] = {
#include "registry.def"
};
const size_t eddy_binding_count = COUNTOF(eddy_bindings);

// SPDX-License-Identifier: MIT
/* copy.h: objects made after a pattern. In copy.cc; for bindings that make many of one kind. */
#ifndef EDDY_ENGINE_COPY_H
#define EDDY_ENGINE_COPY_H

#include "engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether eddy_copy_filled may be used with an object: its n properties, which hold 1, 2, 3 …, lie in this order inside of
 * it. Whoever makes the pattern sees to it that they take values of all kinds (see lib/internal/sqlite/rows.js). */
bool eddy_is_pattern(napi_env env, napi_value object, size_t n);

/* A copy of such an object, of the same hidden class and with the same prototype, with other values. */
napi_value eddy_copy_filled(napi_env env, napi_value pattern, const napi_value *values, size_t n);

/* A scope for handles alone, for what JavaScript has called and what calls it again (eddy_scope_open enters a thread). */
struct eddy_handles { void *storage[4]; };
void eddy_handles_open(napi_env env, struct eddy_handles *handles);
void eddy_handles_close(struct eddy_handles *handles);

/* Tells the engine of memory that goes when a young object of its heap does, so that it looks for such in time. */
void eddy_young_memory(napi_env env, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif

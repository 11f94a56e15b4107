// SPDX-License-Identifier: MIT
/* copy.h: objects made after a pattern. In values.cc; for bindings that make many of one kind. */
#ifndef EDDY_ENGINE_COPY_H
#define EDDY_ENGINE_COPY_H

#include "engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A shallow copy of a plain object, of the same hidden class and with the same prototype. */
napi_value eddy_copy_object(napi_env env, napi_value object);

#ifdef __cplusplus
}
#endif

#endif

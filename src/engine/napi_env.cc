// SPDX-License-Identifier: MIT
// napi_env.cc: what Node-API keeps per env, and its end.
#include "internal.h"

namespace eddy {
void NapiEnvRelease(napi_env env) { env->last_exception.Reset(); }
}  // namespace eddy

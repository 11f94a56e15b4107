// SPDX-License-Identifier: MIT
// env_object.h: what other files of src/engine need to know of process.env's object (env_object.cc).
#ifndef EDDY_ENGINE_ENV_OBJECT_H
#define EDDY_ENGINE_ENV_OBJECT_H

#include "internal.h"

namespace eddy {

// Callbacks that a snapshot with such an object refers to.
void AddEnvReferences(std::vector<intptr_t>* to);
bool IsEnvObject(napi_env env, v8::Local<v8::Object> object);
// An ordinary object with its values, as which it travels to other threads. Empty with an exception pending.
v8::MaybeLocal<v8::Object> EnvCopy(napi_env env, v8::Local<v8::Object> object);

}  // namespace eddy
#endif

// SPDX-License-Identifier: MIT
// napi_env.cc: what Node-API keeps per env: instance data, external memory accounting, versions; and the
// making and ending of an addon's env (called by src/addons).
#include "napi.h"

namespace eddy {

NapiState* State(napi_env env) {
  if (env->napi_state == nullptr) env->napi_state = new NapiState();
  return static_cast<NapiState*>(env->napi_state);
}

}  // namespace eddy

using namespace eddy;

extern "C" {

napi_env eddy_addon_env_new(napi_env root, const char* file_url, int32_t api_version,
                            void* record) {
  auto* env = new napi_env__();
  env->isolate = root->isolate;
  env->context_ref.Reset(root->isolate, root->context());
  env->owner = root->owner;
  env->root = root;
  env->module_api_version = api_version;
  env->addon = strdup(file_url);
  env->addon_record = record;
  return env;
}

void eddy_addon_env_free(napi_env env) {
  NapiEnvRelease(env);
  free(const_cast<char*>(env->addon));
  delete env;
}

void* eddy_addon_record(napi_env env) { return env->addon_record; }
int32_t eddy_addon_api_version(napi_env env) { return env->module_api_version; }
// Records the status of a Node-API function that is written in C.
napi_status eddy_addon_status(napi_env env, napi_status status) { return SetStatus(env, status); }

napi_status eddy_addon_may_call(napi_env env) {
  return Script(env, {}, [](v8::Local<v8::Context>) { return napi_ok; });
}

napi_status napi_set_instance_data(node_api_basic_env env, void* data, napi_finalize finalize_cb,
                                   void* finalize_hint) {
  return Basic(env, {}, [&] {
    NapiState* state = State(env);
    if (state->instance_data != nullptr) state->instance_data->Free();
    state->instance_data = Reference::New(env, v8::Local<v8::Value>(), 0, false, finalize_cb, data,
                                          finalize_hint);
    state->instance_data->back = &state->instance_data;
    return napi_ok;
  });
}

napi_status napi_get_instance_data(node_api_basic_env env, void** data) {
  return Basic(env, {data}, [&] {
    Reference* held = State(env)->instance_data;
    *data = held != nullptr ? held->data : nullptr;
    return napi_ok;
  });
}

napi_status napi_adjust_external_memory(node_api_basic_env env, int64_t change_in_bytes,
                                        int64_t* adjusted_value) {
  return Basic(env, {adjusted_value}, [&] {
    *adjusted_value = env->isolate->AdjustAmountOfExternalAllocatedMemory(change_in_bytes);
    return napi_ok;
  });
}

napi_status napi_get_version(node_api_basic_env env, uint32_t* result) {
  return Basic(env, {result}, [&] {
    *result = 10;
    return napi_ok;
  });
}

napi_status napi_get_node_version(node_api_basic_env env, const napi_node_version** version) {
  static const napi_node_version kVersion = {24, 12, 0, "node"};
  return Basic(env, {version}, [&] {
    *version = &kVersion;
    return napi_ok;
  });
}

napi_status node_api_get_module_file_name(node_api_basic_env env, const char** result) {
  return Basic(env, {result}, [&] {
    *result = env->addon != nullptr ? env->addon : "";
    return napi_ok;
  });
}

}  // extern "C"

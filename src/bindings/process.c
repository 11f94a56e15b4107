// SPDX-License-Identifier: MIT
/* process.c: what the process object needs from the system at start and at exit. */
#include <unistd.h>

#include "eddy.h"
#include "sea.h"

static napi_value string_list(napi_env env, char **items, int count) {
  napi_value list = eddy_array(env, NULL, 0);
  for (int i = 0; i < count; i++) {
    eddy_set_index(env, list, (uint32_t)i, eddy_utf8(env, items[i], (size_t)-1));
  }
  return list;
}

/* start() -> { execPath, argv0, execArgv, scriptArgv, pid, timeOrigin, … }: once per start */
static napi_value process_start(napi_env env, napi_callback_info info) {
  (void)info;
  struct eddy_env *e = eddy_env_of(env);
  napi_value o = eddy_object(env);
  eddy_set_str(env, o, "execPath", eddy_process.exec_path);
  eddy_set_str(env, o, "argv0", eddy_process.argv[0]);
  eddy_set(env, o, "execArgv", string_list(env, eddy_process.exec_argv, eddy_process.exec_argc));
  eddy_set(env, o, "scriptArgv", string_list(env, eddy_process.script_argv, eddy_process.script_argc));
  if (eddy_sea_present()) eddy_set(env, o, "isSea", eddy_bool(env, true));
  eddy_set_f64(env, o, "timeOriginNs", (double)e->time_origin_ns);
  eddy_set_f64(env, o, "timeOriginMs", e->time_origin_ms);
  eddy_set(env, o, "isMainThread", eddy_bool(env, e->is_main));
  return o;
}

/* reallyExit(code): the process (or worker) ends now */
static napi_value process_really_exit(napi_env env, napi_callback_info info) {
  eddy_env_exit(eddy_env_of(env), eddy_arg_i32(info, 0));
  return NULL;
}

/* setExitCode(code): what the process will end with if nobody says otherwise */
static napi_value process_set_exit_code(napi_env env, napi_callback_info info) {
  eddy_env_of(env)->exit_code = eddy_arg_i32(info, 0);
  return NULL;
}

/* rawDebug(text): to stderr at once, for when nothing else works */
static napi_value process_raw_debug(napi_env env, napi_callback_info info) {
  struct eddy_str text;
  if (!eddy_arg_str(env, info, 0, &text)) return NULL;
  fwrite(text.data, 1, text.len, stderr); /* there may be NULs in it */
  fputc('\n', stderr);
  fflush(stderr);
  eddy_str_release(&text);
  return NULL;
}

static napi_value process_run_microtasks(napi_env env, napi_callback_info info) {
  (void)info;
  eddy_run_microtasks(env);
  return NULL;
}

static napi_value process_get_continuation(napi_env env, napi_callback_info info) {
  (void)info;
  return eddy_get_continuation(env);
}

static napi_value process_set_continuation(napi_env env, napi_callback_info info) {
  eddy_set_continuation(env, eddy_arg(info, 0));
  return NULL;
}

/* setPromiseHooks(init, before, after, resolve), each a function or undefined */
static napi_value process_set_promise_hooks(napi_env env, napi_callback_info info) {
  napi_value fns[4];
  for (int i = 0; i < 4; i++) fns[i] = eddy_arg_is_function(info, i) ? eddy_arg(info, i) : NULL;
  eddy_set_promise_hooks(env, fns);
  return NULL;
}

static napi_value process_enqueue_microtask(napi_env env, napi_callback_info info) {
  eddy_enqueue_microtask(env, eddy_arg(info, 0));
  return NULL;
}

static napi_value process_hrtime(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_f64(info, (double)uv_hrtime());
  return NULL;
}

/* stringHash(text): V8's hash of it, for the test that the seed differs in every process */
static napi_value process_string_hash(napi_env env, napi_callback_info info) {
  (void)env;
  if (eddy_arg_is_string(info, 0)) eddy_ret_i32(info, eddy_string_hash(eddy_arg(info, 0)));
  return NULL;
}

static napi_value process_cwd(napi_env env, napi_callback_info info) {
  (void)info;
  char path[4096];
  size_t len = sizeof path;
  const int err = uv_cwd(path, &len);
  if (err) {
    eddy_throw_uv(env, err, "uv_cwd", NULL);
    return NULL;
  }
  return eddy_utf8(env, path, len);
}

static const struct eddy_method process_methods[] = {
  {"start", process_start, 0, NULL},
  {"reallyExit", process_really_exit, 1, NULL},
  {"setExitCode", process_set_exit_code, 1, NULL},
  {"rawDebug", process_raw_debug, 1, NULL},
  {"runMicrotasks", process_run_microtasks, 0, NULL},
  {"getContinuation", process_get_continuation, 0, NULL},
  {"setContinuation", process_set_continuation, 1, NULL},
  {"setPromiseHooks", process_set_promise_hooks, 4, NULL},
  {"enqueueMicrotask", process_enqueue_microtask, 1, NULL},
  {"stringHash", process_string_hash, 1, NULL},
  {"hrtimeNs", process_hrtime, 0, NULL},
  {"cwd", process_cwd, 0, NULL},
};

/* V8's own functions instead of ours, where it has them: AsyncLocalStorage calls nothing more often. */
static void process_setup(napi_env env, napi_value exports) {
  napi_value get = eddy_extra(env, "getContinuationPreservedEmbedderData");
  napi_value set = eddy_extra(env, "setContinuationPreservedEmbedderData");
  if (get == NULL || set == NULL) return;
  eddy_set(env, exports, "getContinuation", get);
  eddy_set(env, exports, "setContinuation", set);
}

const struct eddy_binding eddy_binding_process = {
  "process", process_methods, COUNTOF(process_methods), NULL, 0, process_setup,
};

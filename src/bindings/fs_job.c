// SPDX-License-Identifier: MIT
/* fs_job.c: the life of one file-system operation, sync or async, from the binding's function to
 * the return value, callback or promise. Every op of fs*.c goes through here; nothing else in the
 * binding queues work, throws system errors or calls JavaScript. */
#include "fs.h"
#include "../engine/text.h"

struct fs_job *fs_job_begin(napi_env env, napi_callback_info info, int at, struct fs_job *local,
                            const struct fs_op *op) {
  enum fs_mode mode = FS_SYNC;
  if (!eddy_arg_is_undefined(info, at))
    mode = eddy_arg_is_function(info, at) ? FS_CALLBACK : FS_PROMISE;
  struct fs_job *j = mode == FS_SYNC ? local : eddy_alloc(sizeof *j);
  memset(j, 0, offsetof(struct fs_job, path));
  j->path.data = j->path2.data = NULL;
  j->env = eddy_env_current(env);
  j->op = op;
  j->mode = mode;
  j->pos = -1;
  if (mode == FS_CALLBACK)
    eddy_req_init(j->env, &j->req, NULL, eddy_arg(info, at), "FSREQCALLBACK");
  else if (mode == FS_PROMISE)
    eddy_req_init(j->env, &j->req, NULL, NULL, op->promised ? op->promised : "FSREQPROMISE");
  return j;
}

void fs_job_pin(struct fs_job *j, napi_value v) {
  if (j->mode != FS_SYNC) eddy_req_pin(&j->req, v);
}

void fs_job_hold(struct fs_job *j, napi_value bytes) {
  if (j->mode == FS_SYNC) return;
  if ((j->nstores & (j->nstores - 1)) == 0) {
    unsigned capacity = j->nstores > 0 ? j->nstores * 2 : 1;
    j->stores = eddy_realloc(j->stores, capacity * sizeof(struct eddy_store *));
  }
  j->stores[j->nstores++] = eddy_store_hold(j->env->napi, bytes);
}

/* Frees everything but the request. */
static void fs_job_free(struct fs_job *j) {
  if (j->op->release != NULL) j->op->release(j);
  if (j->path.data != NULL) eddy_str_release(&j->path);
  if (j->path2.data != NULL) eddy_str_release(&j->path2);
  free(j->bufs);
  for (unsigned i = 0; i < j->nstores; i++) eddy_store_free(j->stores[i]);
  free(j->stores);
  free(j->error_path);
  if (j->mode != FS_SYNC) free(j);
}

napi_value fs_job_drop(struct fs_job *j) {
  if (j->mode != FS_SYNC) eddy_req_release(&j->req);
  fs_job_free(j);
  return NULL;
}

static napi_value fs_job_error(struct fs_job *j) {
  const char *path = j->no_error_path ? NULL : j->path.data;
  if (j->error_path != NULL) path = j->error_path;
  const char *dest = j->no_error_path || j->text2 ? NULL : j->path2.data;
  const char *syscall = j->syscall != NULL ? j->syscall : j->op->syscall;
  return eddy_uv_error(j->env->napi, j->err, syscall, path, dest);
}

/* The outcome as (error, value): at most one is not NULL; value NULL is undefined. */
static void fs_job_outcome(struct fs_job *j, napi_value *error, napi_value *value) {
  *error = *value = NULL;
  if (j->err == 0) {
    if (j->op->result == NULL) return;
    *value = j->op->result(j->env->napi, j);
    if (*value == NULL) *error = eddy_take_exception(j->env->napi);
  } else if (!(j->quiet && (j->err == UV_ENOENT || j->err == UV_ENOTDIR))) {
    *error = fs_job_error(j);
  }
}

static napi_value fs_job_finish_sync(struct fs_job *j) {
  napi_env env = j->env->napi;
  napi_value error, value;
  fs_job_outcome(j, &error, &value);
  fs_job_free(j);
  if (error == NULL) return value;
  napi_throw(env, error);
  return NULL;
}

static void fs_job_settle(struct eddy_env *env, napi_deferred deferred, napi_value error,
                          napi_value value) {
  if (error != NULL)
    napi_reject_deferred(env->napi, deferred, error);
  else
    napi_resolve_deferred(env->napi, deferred,
                          value != NULL ? value : eddy_undefined(env->napi));
  eddy_loop_drain(env);
}

void fs_job_done(struct fs_job *j) {
  struct eddy_env *env = j->env;
  if (!env->can_call_js) {
    fs_job_drop(j);
    return;
  }
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value error, value;
  fs_job_outcome(j, &error, &value);
  struct eddy_req req = j->req;
  if (j->mode == FS_PROMISE) {
    napi_deferred deferred = j->deferred;
    eddy_req_release(&j->req);
    fs_job_free(j);
    fs_job_settle(env, deferred, error, value);
  } else {
    napi_value argv[2] = {error != NULL ? error : eddy_null(env->napi), value};
    fs_job_free(j);
    eddy_req_complete(&req, value != NULL ? 2 : 1, argv);
  }
  eddy_scope_close(&scope);
}

napi_value fs_job_go(struct fs_job *j) {
  if (j->mode == FS_SYNC) {
    j->op->run(j);
    return fs_job_finish_sync(j);
  }
  napi_env env = j->env->napi;
  napi_value promise = NULL;
  if (j->mode == FS_PROMISE)
    CHECK(napi_create_promise(env, &j->deferred, &promise) == napi_ok);
  fs_queue_add(j);
  return promise;
}

static bool fs_take_path(struct fs_job *j, napi_callback_info info, int i, struct eddy_str *out) {
  if (eddy_arg_path(j->env->napi, info, i, out)) return true;
  out->data = NULL;
  bool pending = false;
  napi_is_exception_pending(j->env->napi, &pending);
  if (!pending)
    eddy_throw_type(j->env->napi, "ERR_INVALID_ARG_TYPE",
                    "The \"path\" argument must be of type string or an instance of Buffer");
  return false;
}

bool fs_arg_path(struct fs_job *j, napi_callback_info info, int i) {
  return fs_take_path(j, info, i, &j->path);
}

bool fs_arg_path2(struct fs_job *j, napi_callback_info info, int i) {
  return fs_take_path(j, info, i, &j->path2);
}

napi_value fs_string(napi_env env, const char *s, size_t len, uint32_t encoding) {
  if (encoding == FS_BUFFER) return eddy_buffer_copy(env, s, len);
  if (encoding == FS_LATIN1 || eddy_ascii_valid(s, len))
    return eddy_latin1(env, (const uint8_t *)s, len);
  return eddy_utf8(env, s, len);
}

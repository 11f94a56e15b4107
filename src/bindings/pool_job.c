// SPDX-License-Identifier: MIT
/* pool_job.c: see pool_job.h. */
#include "pool_job.h"

static void run_on_pool(struct eddy_heavy_job *work) {
  struct pool_job *j = (struct pool_job *)work;
  j->run(j);
}

static void done(struct eddy_heavy_job *work) {
  struct pool_job *j = (struct pool_job *)work;
  struct eddy_env *env = j->env;
  /* The request's list link points into the struct: it moves before the struct goes. */
  eddy_list_remove(&j->req.link);
  struct eddy_req req = j->req;
  eddy_list_init(&req.link);
  if (!env->can_call_js) {
    j->release(j);
    eddy_req_release(&req);
    return;
  }
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value argv[4];
  const int argc = j->finish(j, argv);
  j->release(j);
  eddy_req_complete(&req, (size_t)argc, argv);
  eddy_scope_close(&scope);
}

napi_value pool_job_go(struct pool_job *j, napi_env env, napi_value fn, const char *type) {
  j->env = eddy_env_of(env);
  if (!eddy_is_function(fn)) {
    j->run(j);
    napi_value argv[4];
    const int argc = j->finish(j, argv);
    struct eddy_env *e = j->env;
    j->release(j);
    if (e->async_fields[EDDY_ASYNC_HOOKS_INIT] > 0) eddy_async_tell(e, type);
    if (argc > 0 && !eddy_is_nullish(argv[0])) {
      napi_throw(env, argv[0]);
      return NULL;
    }
    return argc > 1 ? argv[1] : NULL;
  }
  eddy_req_init(j->env, &j->req, NULL, fn, type);
  j->work.run = run_on_pool;
  j->work.done = done;
  eddy_heavy_queue(j->env, &j->work);
  return NULL;
}

void pool_job_pin(struct pool_job *j, napi_value v) { eddy_req_pin(&j->req, v); }

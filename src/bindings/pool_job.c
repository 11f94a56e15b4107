// SPDX-License-Identifier: MIT
/* pool_job.c: see pool_job.h. */
#include "pool_job.h"

static void run_on_pool(uv_work_t *work) {
  struct pool_job *j = (struct pool_job *)work;
  j->run(j);
}

static void done(uv_work_t *work, int status) {
  struct pool_job *j = (struct pool_job *)work;
  struct eddy_env *env = j->env;
  /* The request's list link points into the struct: it moves before the struct goes. */
  eddy_list_remove(&j->req.link);
  struct eddy_req req = j->req;
  eddy_list_init(&req.link);
  if (status != 0 || !env->can_call_js) {
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
    j->release(j);
    if (argc > 0 && !eddy_is_nullish(argv[0])) {
      napi_throw(env, argv[0]);
      return NULL;
    }
    return argc > 1 ? argv[1] : NULL;
  }
  eddy_req_init(j->env, &j->req, NULL, fn, type);
  j->work.data = &j->req;
  CHECK(uv_queue_work(j->env->loop, &j->work, run_on_pool, done) == 0);
  return NULL;
}

void pool_job_pin(struct pool_job *j, napi_value v) { eddy_req_pin(&j->req, v); }

// SPDX-License-Identifier: MIT
/* pool_job.h: one piece of work on the threads that compute (heavy.h) that ends in a callback (error code, bytes). For bindings whose
 * work needs no more than that (crypto, zlib one-shots). */
#ifndef EDDY_POOL_JOB_H
#define EDDY_POOL_JOB_H

#include "../eddy.h"

struct pool_job {
  struct eddy_heavy_job work;            /* first */
  struct eddy_req req;
  struct eddy_env *env;
  void (*run)(struct pool_job *j);       /* pool thread, or inline: no JavaScript */
  /* Loop thread: makes argv for the callback; returns argc (at most 4). Takes what run left. */
  int (*finish)(struct pool_job *j, napi_value *argv);
  void (*release)(struct pool_job *j);   /* frees the embedding struct */
};

/* Runs j now when fn is undefined (returns argv[1], or throws argv[0]), else on the pool: fn(...argv). */
napi_value pool_job_go(struct pool_job *j, napi_env env, napi_value fn, const char *type);
void pool_job_pin(struct pool_job *j, napi_value v); /* after pool_job_go with fn */

#endif

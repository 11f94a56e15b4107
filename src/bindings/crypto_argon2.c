// SPDX-License-Identifier: MIT
/* crypto_argon2.c: Argon2 (RFC 9106), on the reference implementation: OpenSSL has it from version 3.2 on only.
 * Used by lib/internal/crypto/argon2.js, which has checked the ranges. */
#include <argon2.h>
#include <openssl/crypto.h>

#include "crypto.h"

struct argon2_job {
  struct pool_job job;
  argon2_context context;   /* its bytes are copies that belong to this struct */
  argon2_type type;
  int err;
};

static int argon2_take_memory(uint8_t **memory, size_t size) {
  *memory = eddy_heavy_take(size);
  return *memory ? ARGON2_OK : ARGON2_MEMORY_ALLOCATION_ERROR;
}

/* Wiped (FLAG_clear_internal_memory). */
static void argon2_give_memory(uint8_t *memory, size_t size) { eddy_heavy_give(memory, size); }

static void argon2_release(struct pool_job *job) {
  struct argon2_job *a = (struct argon2_job *)job;
  argon2_context *c = &a->context;
  if (c->pwd) OPENSSL_cleanse(c->pwd, c->pwdlen);
  if (c->secret) OPENSSL_cleanse(c->secret, c->secretlen);
  free(c->pwd);
  free(c->salt);
  free(c->secret);
  free(c->ad);
  free(c->out);
  free(a);
}

static void argon2_run(struct pool_job *job) {
  struct argon2_job *a = (struct argon2_job *)job;
  a->err = a->context.out ? argon2_ctx(&a->context, a->type) : ARGON2_MEMORY_ALLOCATION_ERROR;
}

static int argon2_finish(struct pool_job *job, napi_value *argv) {
  struct argon2_job *a = (struct argon2_job *)job;
  napi_env env = job->env->napi;
  argv[0] = eddy_null(env);
  if (a->err != ARGON2_OK) {
    eddy_throw(env, "ERR_CRYPTO_OPERATION_FAILED", argon2_error_message(a->err));
    argv[0] = eddy_take_exception(env);
    return 1;
  }
  argv[1] = eddy_buffer_adopt(env, a->context.out, a->context.outlen);
  a->context.out = NULL;
  return 2;
}

static uint8_t *argon2_take(napi_callback_info info, int i, uint32_t *len) {
  struct eddy_bytes bytes;
  *len = 0;
  if (!eddy_arg_bytes(info, i, &bytes) || bytes.len > UINT32_MAX) return NULL;
  uint8_t *copy = eddy_alloc(bytes.len + 1);
  if (bytes.len) memcpy(copy, bytes.data, bytes.len);
  *len = (uint32_t)bytes.len;
  return copy;
}

/* argon2(type (0 d, 1 i, 2 id), message, nonce, secret | undefined, associated data | undefined, tag length, passes,
 *        memory in KiB, parallelism, callback | undefined) -> Buffer */
static napi_value crypto_argon2(napi_env env, napi_callback_info info) {
  struct argon2_job *a = eddy_calloc(1, sizeof *a);
  argon2_context *c = &a->context;
  a->type = (argon2_type)eddy_arg_i32(info, 0);
  c->pwd = argon2_take(info, 1, &c->pwdlen);
  c->salt = argon2_take(info, 2, &c->saltlen);
  c->secret = argon2_take(info, 3, &c->secretlen);
  c->ad = argon2_take(info, 4, &c->adlen);
  c->outlen = eddy_arg_u32(info, 5);
  c->out = malloc((size_t)c->outlen + 1);
  c->t_cost = eddy_arg_u32(info, 6);
  c->m_cost = eddy_arg_u32(info, 7);
  c->lanes = eddy_arg_u32(info, 8);
  c->threads = 1; /* this one: the pool has as many as the program wants */
  c->version = ARGON2_VERSION_13;
  c->flags = ARGON2_DEFAULT_FLAGS;
  c->allocate_cbk = argon2_take_memory;
  c->free_cbk = argon2_give_memory;
  a->job.run = argon2_run;
  a->job.finish = argon2_finish;
  a->job.release = argon2_release;
  return pool_job_go(&a->job, env, eddy_arg(info, 9), "ARGON2REQUEST");
}

static const struct eddy_method methods[] = {{"argon2", crypto_argon2, 10, NULL}};
const struct eddy_binding eddy_binding_crypto_argon2 = {"crypto_argon2", methods, COUNTOF(methods), NULL, 0, NULL};

// SPDX-License-Identifier: MIT
/* crypto.h: what the files of the crypto bindings share. */
#ifndef EDDY_CRYPTO_H
#define EDDY_CRYPTO_H

#include <openssl/bn.h>
#include <openssl/evp.h>

#include "pool_job.h"

/* OpenSSL's errors belong to a thread: a job saves them where it ran, its end restores them where it tells. */
struct crypto_errors { unsigned long codes[16]; unsigned count; };
void eddy_openssl_save(struct crypto_errors *errors);
void eddy_openssl_restore(const struct crypto_errors *errors);

/* OpenSSL's first error as an Error with opensslErrorStack, library, reason and code; the text `fallback` if there is none. The queue
 * is emptied. Which errors are in the stack, the last first, is Node's affair: those behind the first, all of them, none,
 * or all of an error that has a text of its own, and no code. */
enum openssl_stack { OPENSSL_STACK_REST, OPENSSL_STACK_ALL, OPENSSL_STACK_NONE, OPENSSL_STACK_ONLY };
napi_value eddy_openssl_error(napi_env env, const char *fallback); /* the first kind */
napi_value eddy_openssl_error_as(napi_env env, const char *fallback, enum openssl_stack stack);
/* Of some jobs Node tells the text of the last error alone, and of those before it. */
napi_value eddy_openssl_job_error(napi_env env, const struct crypto_errors *errors, const char *fallback);

/* Digests and ciphers by name, in any case; fetched once (crypto_fetch.c). NULL, with OpenSSL's errors, if there is none. */
const EVP_MD *eddy_md_find(const char *name);
const EVP_CIPHER *eddy_cipher_find(const char *name);

/* The key behind an instance of the class Key (crypto_key.c); NULL for anything else. */
EVP_PKEY *eddy_key_of(napi_value value);
napi_value eddy_key_new(napi_env env, EVP_PKEY *pkey); /* takes the key over */
extern const struct eddy_class eddy_key_class;
/* A Diffie-Hellman key or its parameters (crypto_dh.c); pub and priv may be NULL. NULL if OpenSSL refuses. */
EVP_PKEY *eddy_dh_from(const BIGNUM *p, const BIGNUM *g, const BIGNUM *pub, const BIGNUM *priv);

/* kem(Key, ciphertext | undefined, callback | undefined) -> [shared key, ciphertext], or the shared key (crypto_kem.c) */
napi_value eddy_kem(napi_env env, napi_callback_info info);

#endif

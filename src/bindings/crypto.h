// SPDX-License-Identifier: MIT
/* crypto.h: what the files of the crypto bindings share. */
#ifndef EDDY_CRYPTO_H
#define EDDY_CRYPTO_H

#include <openssl/bn.h>
#include <openssl/evp.h>

#include "pool_job.h"

/* The newest OpenSSL error as an Error with library, reason and code; the queue is emptied. */
napi_value eddy_openssl_error(napi_env env, const char *fallback);

/* Digests and ciphers by name, in any case; fetched once (crypto_fetch.c). NULL, with OpenSSL's errors, if there is none. */
const EVP_MD *eddy_md_find(const char *name);
const EVP_CIPHER *eddy_cipher_find(const char *name);

/* OpenSSL's errors belong to a thread: a job saves them where it ran, its end restores them where it tells. */
struct crypto_errors { unsigned long codes[6]; unsigned count; };
void eddy_openssl_save(struct crypto_errors *errors);
void eddy_openssl_restore(const struct crypto_errors *errors);

/* The key behind an instance of the class Key (crypto_key.c); NULL for anything else. */
EVP_PKEY *eddy_key_of(napi_value value);
napi_value eddy_key_new(napi_env env, EVP_PKEY *pkey); /* takes the key over */
extern const struct eddy_class eddy_key_class;
/* A Diffie-Hellman key or its parameters (crypto_dh.c); pub and priv may be NULL. NULL if OpenSSL refuses. */
EVP_PKEY *eddy_dh_from(const BIGNUM *p, const BIGNUM *g, const BIGNUM *pub, const BIGNUM *priv);

/* kem(Key, ciphertext | undefined, callback | undefined) -> [shared key, ciphertext], or the shared key (crypto_kem.c) */
napi_value eddy_kem(napi_env env, napi_callback_info info);

#endif

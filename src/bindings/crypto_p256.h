// SPDX-License-Identifier: MIT
/* crypto_p256.h: ECDSA verification on P-256 for keys that are used again and again. */
#ifndef EDDY_CRYPTO_P256_H
#define EDDY_CRYPTO_P256_H

#include "crypto.h"

/* Gives a key room for what is worked out from it; before any other thread may have it. Other keys than EC's stay as they are. */
void eddy_p256_prepare(EVP_PKEY *pkey);
/* 1: the signature is right, 0: it is wrong, -1: OpenSSL is to be asked. `p1363`: 64 bytes, not DER. Any thread. */
int eddy_p256_verify(EVP_PKEY *pkey, const uint8_t *digest, size_t digest_len, const uint8_t *signature, size_t len, bool p1363);

#endif

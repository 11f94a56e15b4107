// SPDX-License-Identifier: MIT
/* crypto_gcm.h: AES-GCM where the processor enciphers four blocks with one instruction (VAES and AVX-512). OpenSSL learnt
 * that after 3.0; Intel's ipsec-mb knows it too. Used by crypto_cipher.c and webcrypto.c, which take OpenSSL when
 * gcm_usable() says no. No V8, no libuv; any thread, but one message belongs to one. */
#ifndef EDDY_CRYPTO_GCM_H
#define EDDY_CRYPTO_GCM_H

#include <openssl/evp.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GCM_TAG = 16 };

struct gcm;

/* Whether gcm_new() takes this: AES-GCM of OpenSSL's default provider (the FIPS provider is never replaced), lengths that
 * OpenSSL takes too, and a processor that can. What OPENSSL_ia32cap hides from OpenSSL is hidden here as well. */
bool gcm_usable(const EVP_CIPHER *cipher, size_t key_len, size_t iv_len);

/* One message. NULL: out of memory. */
struct gcm *gcm_new(bool encrypt, const uint8_t *key, size_t key_len, const uint8_t *iv, size_t iv_len);

/* Additional data, in any number of pieces. False when text has gone through, or out of memory. */
bool gcm_aad(struct gcm *g, const uint8_t *data, size_t len);

/* `len` bytes of text from `in` to `out`, which may be the same. False: more than a message may have. */
bool gcm_update(struct gcm *g, const uint8_t *in, size_t len, uint8_t *out);

/* The tag of all that went through. The caller compares, in constant time, as many bytes as his message has. */
void gcm_final(struct gcm *g, uint8_t tag[GCM_TAG]);

/* Wipes and frees; NULL is fine. */
void gcm_free(struct gcm *g);

/* The version of the library, NULL if Eddy was built without. */
const char *gcm_library_version(void);

#endif

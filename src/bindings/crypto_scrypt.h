// SPDX-License-Identifier: MIT
/* crypto_scrypt.h: scrypt (RFC 7914). OpenSSL's asks for its memory anew at each call, tens of megabytes, and to have pages
 * from the system takes longer than to fill them; its compression is half as fast as the same in registers. */
#ifndef EDDY_CRYPTO_SCRYPT_H
#define EDDY_CRYPTO_SCRYPT_H

#include <stddef.h>
#include <stdint.h>

struct scrypt {
  const uint8_t *password, *salt;
  size_t password_len, salt_len;
  uint64_t n, r, p; /* OpenSSL has found them valid */
};

/* What scrypt_derive needs to work in; its start lies at a multiple of 64. */
size_t scrypt_memory(const struct scrypt *s);
/* Wipes `memory` at the end. Any thread. */
void scrypt_derive(const struct scrypt *s, void *memory, uint8_t *out, size_t out_len);

#endif

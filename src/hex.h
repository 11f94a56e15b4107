// SPDX-License-Identifier: MIT
/* hex.h: bytes to hexadecimal digits and back (hex.c): needs neither engine nor libuv. */
#ifndef EDDY_HEX_H
#define EDDY_HEX_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Writes 2 * n lower-case digits. */
void eddy_hex_encode(const uint8_t *in, size_t n, uint8_t *out);
/* Reads up to 2 * n digits, of either case, until a pair is none. Returns how many bytes were written. */
size_t eddy_hex_decode(const uint8_t *in, size_t n, uint8_t *out);
size_t eddy_hex_decode16(const uint16_t *in, size_t n, uint8_t *out);

#ifdef __cplusplus
}
#endif
#endif

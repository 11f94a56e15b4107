// SPDX-License-Identifier: MIT
/* utf8.h: valid UTF-8 to UTF-16 on processors with AVX-512 VBMI2 (utf8.c): needs neither engine nor libuv. */
#ifndef EDDY_UTF8_H
#define EDDY_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Whether this processor can run the next function. */
bool eddy_utf8_is_wide(void);
/* Writes the UTF-16 of valid UTF-8: exactly `units`, which is what it has. */
void eddy_utf8_widen(const uint8_t *in, size_t n, uint16_t *out, size_t units);

#ifdef __cplusplus
}
#endif
#endif

// SPDX-License-Identifier: MIT
/* find_byte.h: memchr() for long memory, faster on processors with AVX-512 (find_byte.c): needs neither engine nor libuv. */
#ifndef EDDY_FIND_BYTE_H
#define EDDY_FIND_BYTE_H

#include <stddef.h>
#include <stdint.h>

/* The first byte that is `byte` in n bytes, or NULL. */
const uint8_t *eddy_find_byte(const uint8_t *p, uint8_t byte, size_t n);

#endif

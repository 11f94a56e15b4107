// SPDX-License-Identifier: MIT
/* hash.h: a fast 64-bit hash that tells contents apart (hash.c). Not for tables that strangers fill, and no
 * protection against somebody who wants two contents to look the same. */
#ifndef EDDY_HASH_H
#define EDDY_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The same for the same bytes and seed on all machines of one byte order. */
uint64_t eddy_hash64(const void *data, size_t len, uint64_t seed);

#endif

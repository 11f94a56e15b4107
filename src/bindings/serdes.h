// SPDX-License-Identifier: MIT
/* serdes.h: whole values as bytes and back, for C that sends them elsewhere (ipc.c). See serdes.c. */
#ifndef EDDY_SERDES_H
#define EDDY_SERDES_H

#include "eddy.h"

/* The bytes that are being decoded, as a Buffer, for when an object with hooks has to be made. */
struct eddy_bytes_maker { napi_value (*make)(napi_env env, void *data); void *data; };

/* The value as a DefaultSerializer writes it, malloc'ed; framed: after its length in four bytes, big-endian. make() gives
 * a Serializer with hooks, for what V8 cannot write alone. Runs user code. False with an exception pending. */
bool eddy_serdes_encode(napi_env env, napi_value value, napi_value make, bool framed, uint8_t **data, size_t *len);
/* The value; NULL with an exception pending. make(bytes) gives a Deserializer over what `bytes` makes of the same bytes. */
napi_value eddy_serdes_decode(napi_env env, const uint8_t *data, size_t len, napi_value make,
                              const struct eddy_bytes_maker *bytes);

#endif

// SPDX-License-Identifier: MIT
// What the files of the buffer binding share.
#ifndef EDDY_BINDINGS_BUFFER_H
#define EDDY_BINDINGS_BUFFER_H

#include "eddy.h"

// Arguments i, i + 1, i + 2: bytes, start, end; clamped. False: the first is no bytes.
bool buffer_range(napi_callback_info info, int i, struct eddy_bytes *out);

napi_value buffer_write(napi_env env, napi_callback_info info);
napi_value buffer_encode_utf8(napi_env env, napi_callback_info info);
napi_value buffer_byte_length(napi_env env, napi_callback_info info);
napi_value buffer_byte_length_utf8(napi_env env, napi_callback_info info);
napi_value buffer_atob(napi_env env, napi_callback_info info);
napi_value buffer_btoa(napi_env env, napi_callback_info info);
extern const struct eddy_fast buffer_fast_write, buffer_fast_byte_length_utf8;

napi_value buffer_index_of_string(napi_env env, napi_callback_info info);
napi_value buffer_index_of_bytes(napi_env env, napi_callback_info info);
napi_value buffer_index_of_number(napi_env env, napi_callback_info info);
extern const struct eddy_fast buffer_fast_index_of_number;

#endif

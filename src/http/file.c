// SPDX-License-Identifier: MIT
/* file.c: the bytes of a file into an answer, while nobody but a pipe would see them (lib/internal/fs/pump.js decides when): read and
 * written here, in blocks that go round, without a Buffer. Two steps, for the head of the answer is made in between, and only
 * when there is something to send. */
#include "http/connection.h"
#include "bindings/fs_now.h"

/* takeFile(fd, position, length): reads what the kernel has in memory, at most a large block; position -1 is the file's own.
 * Returns how many bytes wait for sendTaken(), 0 at the end of the file, -1 if they cannot be had at once. */
napi_value http_take_file(napi_env env, napi_callback_info info) {
  struct http_connection *c = http_connection_this(info);
  const double length = eddy_arg_f64(info, 2);
  ssize_t n = -1;
  if (c && !c->file && http_transport_usable(c)) {
    const size_t size = length > EDDY_BLOCK_SMALL ? EDDY_BLOCK_LARGE : EDDY_BLOCK_SMALL;
    const size_t wanted = length < (double)size ? (size_t)length : size;
    uint8_t *block = eddy_block_new(env, size);
    if (block) n = eddy_file_read_now(eddy_arg_i32(info, 0), block, wanted, eddy_arg_i64(info, 1));
    if (n > 0) {
      c->file = block;
      c->file_len = (size_t)n;
      c->file_size = size;
    } else if (block) {
      eddy_block_free(env, block, size);
    }
  }
  eddy_ret_i32(info, n < 0 ? -1 : (int32_t)n);
  return NULL;
}

void http_drop_file(struct http_connection *c) {
  if (!c->file) return;
  eddy_block_free(c->env->napi, c->file, c->file_size);
  c->file = NULL;
}

/* sendTaken(head|undefined, flags): as send(), of what takeFile() has read; flags -1: the head alone */
napi_value http_send_taken(napi_env env, napi_callback_info info) {
  struct http_connection *c = http_connection_this(info);
  int result = UV_EPIPE;
  if (c && c->file) {
    const int flags = eddy_arg_i32(info, 1);
    const struct eddy_bytes bytes = {c->file, flags < 0 ? 0 : c->file_len};
    if (http_transport_usable(c)) result = http_send_bytes(env, c, eddy_arg(info, 0), bytes, flags < 0 ? 0 : flags);
    http_drop_file(c);
  }
  eddy_ret_i32(info, result);
  return NULL;
}

// SPDX-License-Identifier: MIT
/* ws.h: what ws.c (reading, life) and ws_send.c (writing) share. One ws_connection per WebSocket; it reads from a
 * native stream (attach) or is fed by JavaScript (sockets of TLS and others). */
#ifndef EDDY_WS_H
#define EDDY_WS_H

#include "bindings/stream.h"
#include "eddy.h"
#include "ws/deflate.h"
#include "ws/frame.h"

enum ws_callback { WS_ON_MESSAGE, WS_ON_CONTROL, WS_ON_ERROR, WS_ON_END, WS_ON_DRAIN, WS_CALLBACKS };

/* A frame, or several one after the other, that many connections are going to write. */
struct ws_frame {
  unsigned refs;
  size_t len;
  uint8_t bytes[];
};

/* Per thread. What connections have to write is written once per turn of the loop: before it waits, and right
 * after it has read. */
struct ws_data {
  uv_prepare_t prepare;
  uv_check_t check;
  int open_handles;
  struct eddy_list dirty;              /* of struct ws_connection: something to flush, or to tell */
  struct ws_frame *last, *last_base;   /* what was sent to many last, and what it follows; NULL: none in this turn */
  struct ws_shared_windows windows;
  eddy_ref callbacks[WS_CALLBACKS];
  uint8_t random[1024];                /* for masks */
  size_t random_left;
};

struct ws_connection {
  struct eddy_list dirty;
  struct eddy_env *env;
  struct eddy_native native;
  struct eddy_stream *stream;          /* NULL: JavaScript feeds and writes */
  struct ws_reader reader;
  struct ws_deflate deflate;
  uint64_t max_payload;                /* bytes of a message, inflated; 0: no limit */
  bool server, uses_deflate, dead, paused, feeding, wants_drain;
  uint8_t *rest;                       /* what came in before a pause */
  size_t rest_len;
  struct ws_frame *frame;              /* shared frames of this turn, before all that is in `out` */
  uint8_t *out;                        /* frames of this turn */
  size_t out_len, out_cap;
  unsigned writing;                    /* writes under way in the stream */
  int failed;                          /* error of a write that is still to be told */
};

extern const struct eddy_class ws_connection_class;
struct ws_data *ws_data(struct eddy_env *env);
struct ws_connection *ws_connection_this(napi_callback_info info);
/* Into JavaScript, from the loop or from a call of JavaScript's. */
void ws_call(struct ws_connection *c, enum ws_callback which, size_t argc, const napi_value *argv);
/* Nothing more is written; what waits is dropped. */
void ws_drop_output(struct ws_connection *c);
void ws_frame_release(struct ws_frame **frame);
/* Writes what waits. */
void ws_flush(struct ws_connection *c);
void ws_flush_all(struct eddy_env *env, struct ws_data *d);

napi_value ws_send(napi_env env, napi_callback_info info);
napi_value ws_send_frame(napi_env env, napi_callback_info info);
napi_value ws_encode(napi_env env, napi_callback_info info);
napi_value ws_queued(napi_env env, napi_callback_info info);
napi_value ws_want_drain(napi_env env, napi_callback_info info);
napi_value ws_flush_now(napi_env env, napi_callback_info info);

#endif

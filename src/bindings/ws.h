// SPDX-License-Identifier: MIT
/* ws.h: what ws.c (reading, life), ws_send.c (writing) and ws_topic.c (publishing) share. One ws_connection per WebSocket; it reads from a
 * native stream, or TLS over one (attach), or is fed by JavaScript. */
#ifndef EDDY_WS_H
#define EDDY_WS_H

#include "bindings/stream.h"
#include "bindings/tls.h"
#include "eddy.h"
#include "ws/deflate.h"
#include "ws/frame.h"
#include "ws/outgoing.h"

enum ws_callback { WS_ON_MESSAGE, WS_ON_CONTROL, WS_ON_ERROR, WS_ON_END, WS_ON_DRAIN, WS_CALLBACKS };

/* Where a topic's messages are put together, for connections that can share them: uncompressed (key 0), or compressed
 * with the same parameters. */
struct ws_channel {
  struct ws_channel *next;
  int32_t key;
  bool made;                           /* the message being published is in run[from, to) */
  struct ws_run *run;
  size_t from, to;
};

/* Per thread. What connections have to write is written once per turn of the loop: before it waits, and right
 * after it has read. When that takes long, the rest comes in the next turns, each connection in its turn, with all that
 * has been added meanwhile in one write. */
struct ws_data {
  uv_prepare_t prepare;
  uv_check_t check;
  uv_idle_t idle;                      /* active while something is left */
  int open_handles;
  struct eddy_list dirty;              /* of struct ws_connection: something of their own to flush, or to tell */
  struct eddy_list rounds;             /* the same: nothing but what was published to many */
  struct eddy_list mark;               /* where a turn's writing ends in one of them */
  struct ws_channel *channels;         /* of broadcasts */
  struct ws_shared_windows windows;
  eddy_ref callbacks[WS_CALLBACKS];
  uint8_t random[1024];                /* for masks */
  size_t random_left;
};

struct ws_topic;
/* That a connection listens to a topic: at `index` of its members. */
struct ws_membership { struct ws_topic *topic; uint32_t index; };

struct ws_connection {
  /* what publishing touches: 64 bytes */
  struct eddy_list dirty;              /* of ws_data.dirty or .rounds */
  struct eddy_stream *stream;          /* what carries its bytes: this, or tls */
  uint16_t writing;                    /* writes under way in the stream */
  bool server : 1, uses_deflate : 1, in_round : 1;
  bool carried : 1;                    /* false: JavaScript feeds and writes */
  bool closed;                         /* gets nothing more of what is published */
  bool slow;                           /* JavaScript has to look at what is published to it */
  bool wants_drain;
  struct ws_queue out;                 /* what has not been given to the stream */
  size_t threshold;                    /* bytes from which what is published is compressed */
  size_t limit;                        /* bytes that may wait; 0: no limit */
  struct tls_wrap *tls;
  bool together;                       /* the messages of a read are one event: no ticks in between */
  bool dead, paused, feeding;
  int failed;                          /* error of a write that is still to be told */
  uint32_t topic_count, topic_cap;
  struct ws_membership *topics;
  struct eddy_env *env;
  struct eddy_native native;
  struct ws_reader reader;
  struct ws_deflate deflate;
  uint64_t max_payload;                /* bytes of a message, inflated; 0: no limit */
  uint8_t *rest;                       /* what came in before a pause */
  size_t rest_len;
};

extern const struct eddy_class ws_connection_class;
struct ws_data *ws_data(struct eddy_env *env);
struct ws_connection *ws_connection_this(napi_callback_info info);
/* Into JavaScript, from the loop or from a call of JavaScript's. */
void ws_call(struct ws_connection *c, enum ws_callback which, size_t argc, const napi_value *argv);

/* ---- ws_transport.c --------------------------------------------------------------------------------------- */

/* Frames come from this handle and go to it, from ws_transport_read on. False: it is neither a native stream nor TLS over one. */
bool ws_transport_open(struct ws_connection *c, napi_value handle);
/* It is the caller's again. */
void ws_transport_close(struct ws_connection *c);
bool ws_transport_usable(const struct ws_connection *c);
void ws_transport_read(struct ws_connection *c, bool on);
size_t ws_transport_queued(const struct ws_connection *c);
struct eddy_async *ws_transport_async(struct ws_connection *c); /* NULL: it is gone */
/* Of TLS: all of it is taken. 0; 1: a write is under way; or a negative code. */
int ws_transport_encrypt(struct ws_connection *c, const uv_buf_t *bufs, unsigned count);

/* ---- ws.c, for it ----------------------------------------------------------------------------------------- */

void ws_received(struct ws_connection *c, ssize_t nread, uint8_t *data);
/* A write is over. */
void ws_written(struct ws_connection *c, int status);

/* ---- ws_send.c -------------------------------------------------------------------------------------------- */

/* Bits beside the opcode: more fragments of the message follow; not masked although we are a client; masked
 * although we are a server. */
#define WS_NOT_FINAL 0x10
#define WS_NOT_MASKED 0x20
#define WS_MASKED 0x40

/* A payload as bytes. Of a string, `text` is only measured: it is encoded where it is wanted. */
struct ws_payload { const uint8_t *data; size_t len; napi_value text; uint8_t *owned; /* to be freed */ };
/* Argument i; false: neither a string nor bytes. */
bool ws_payload_of(napi_env env, napi_callback_info info, int i, struct ws_payload *p);
/* The bytes in one piece. False: out of memory. */
bool ws_payload_flatten(napi_env env, struct ws_payload *p);
/* The frame of a payload at the end of what a connection has to write; mask (of clients) NULL: a random one. 0 or a
 * negative code. */
int ws_put_frame(napi_env env, struct ws_connection *c, int opcode, bool compressed, const struct ws_payload *p,
                 const uint8_t *mask);
/* Nothing more is written; what waits is dropped. */
void ws_drop_output(struct ws_connection *c);
/* Bytes that have not reached the kernel, as programs count them. */
double ws_queued_bytes(const struct ws_connection *c);
/* Something is to be written in this turn; in this turn or one of the next. */
void ws_mark_dirty(struct ws_connection *c);
void ws_mark_round(struct ws_connection *c);
/* Gives all that waits to the stream. */
void ws_flush(struct ws_connection *c);
/* Writes for some milliseconds. False: something is left. */
bool ws_flush_all(struct eddy_env *env, struct ws_data *d);

napi_value ws_send(napi_env env, napi_callback_info info);
napi_value ws_encode(napi_env env, napi_callback_info info);
napi_value ws_queued(napi_env env, napi_callback_info info);
napi_value ws_want_drain(napi_env env, napi_callback_info info);
napi_value ws_flush_now(napi_env env, napi_callback_info info);

/* ---- ws_topic.c ------------------------------------------------------------------------------------------- */

extern const struct eddy_class ws_topic_class;
void ws_channels_release(struct ws_channel **channels);
/* The connection listens to nothing any more. */
void ws_topics_leave(struct ws_connection *c);
napi_value ws_leave_topics(napi_env env, napi_callback_info info);
napi_value ws_broadcast(napi_env env, napi_callback_info info);

#endif

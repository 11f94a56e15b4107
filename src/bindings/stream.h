// SPDX-License-Identifier: MIT
/* stream.h: the libuv streams (TCP, Pipe, TTY) as other C files see them.
 * JavaScript reads and writes through the class LibuvStreamWrap (stream.c, stream_write.c); a
 * protocol in C (HTTP, TLS) puts an eddy_stream_reader on the stream instead, and writes with
 * eddy_stream_write. Everything here belongs to the thread of the stream's loop. */
#ifndef EDDY_STREAM_H
#define EDDY_STREAM_H

#include <netinet/in.h>

#include "eddy.h"

struct eddy_stream;

/* A native reader. While one is set, JavaScript sees none of the bytes. */
struct eddy_stream_reader {
  /* nread > 0: bytes at `data`, valid during the call only; UV_EOF or another negative code: the
   * end, called once. No scope is open. May call JavaScript, close the stream, change the reader. */
  void (*read)(struct eddy_stream *s, void *owner, ssize_t nread, uint8_t *data);
  /* The stream is being closed (by anyone): forget it. May not call JavaScript. May be NULL. */
  void (*closed)(struct eddy_stream *s, void *owner);
  bool bulk;                                /* gets more at once while every read fills the buffer */
  /* What eddy_stream_ring_send has taken has not gone: write the rest with eddy_stream_write (calling no JavaScript; a
   * negative code is told later), or `rest` is NULL and it failed. NULL: the stream is not for the ring. */
  int (*sent)(struct eddy_stream *s, void *owner, const uint8_t *rest, size_t len, int err);
};

struct eddy_stream {
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
    uv_tty_t tty;
  } uv;                                     /* first member */
  struct eddy_handle h;
  const struct eddy_stream_reader *reader;  /* NULL: JavaScript reads */
  void *reader_owner;
  eddy_ref on_read;                         /* NULL: the default given to setCallbacks */
  eddy_ref on_write;
  eddy_ref user_buffer;                     /* see useUserBuffer */
  struct eddy_stream *pump_to, *pump_from;  /* see pump.c; NULL: none */
  bool pump_waits;                          /* the source is not read until pump_to has written */
  double bytes_read, bytes_written;
  struct eddy_stream_gather *gather;        /* see stream_gather.c; NULL: nothing */
  uint32_t written_in;                      /* the read, by env->reads, that wrote last */
  struct stream_read *ring_read;            /* see stream_ring.c; NULL: libuv reads */
  struct eddy_stream_held *held;            /* what had been read when it left the ring; NULL: nothing */
  uint8_t full_reads;                       /* in a row */
  uint8_t ring_leaves;                      /* how often it has left the ring */
  bool reading;
  bool blocking;                            /* setBlocking: writes never return early */
};

extern const struct eddy_class eddy_stream_class; /* LibuvStreamWrap, base of the next three */
extern const struct eddy_class eddy_tcp_class, eddy_pipe_class, eddy_tty_class;

/* The open stream behind a JavaScript handle object, else NULL. */
struct eddy_stream *eddy_stream_of(napi_value js);
struct eddy_stream *eddy_stream_this(napi_callback_info info);
static inline struct eddy_stream *eddy_stream_of_uv(void *uv) { return (struct eddy_stream *)uv; }
static inline struct eddy_env *eddy_stream_env(struct eddy_stream *s) { return s->h.env; }

/* For constructors: `s` is zeroed, its uv handle has been initialised. */
void eddy_stream_init(struct eddy_env *env, struct eddy_stream *s, napi_value js,
                      const struct eddy_class *cls, const char *type);
struct eddy_stream *eddy_stream_alloc(void);

int eddy_stream_read_start(struct eddy_stream *s);
int eddy_stream_read_stop(struct eddy_stream *s);
/* reader NULL: back to JavaScript. Does not start or stop reading. */
void eddy_stream_set_reader(struct eddy_stream *s, const struct eddy_stream_reader *reader,
                            void *owner);

/* Writes all of bufs, as far as the kernel takes them at once; the rest is copied and written when
 * it can be. 0: done; 1: cb will be called, outside of this call; < 0: failed. */
typedef void (*eddy_stream_write_cb)(struct eddy_stream *s, int status, void *data);
int eddy_stream_write(struct eddy_stream *s, const uv_buf_t *bufs, unsigned count,
                      eddy_stream_write_cb cb, void *data);
/* The first half of that: what goes at once. Moves *bufs, which it changes, to the rest; that is counted as written, and
 * for the caller to queue (uv_write). 0 or a negative code. */
int eddy_stream_try(struct eddy_stream *s, uv_buf_t **bufs, unsigned *count);
/* Bytes waiting in user space. */
size_t eddy_stream_queued(const struct eddy_stream *s);

/* stream_gather.c. Between begin and end, which a read calls, small writes are put together. */
void eddy_streams_read_begin(struct eddy_env *env);
void eddy_streams_read_end(struct eddy_env *env);
/* Takes a write of JavaScript's, to be made later; false: it has to be made now. */
bool eddy_stream_gather(struct eddy_stream *s, const uv_buf_t *bufs, unsigned count, size_t total);
/* Writes what was taken: of one stream, before anything else is done with it, or of all; tell: JavaScript hears of
 * failures. The first returns 0 or a negative code. */
int eddy_stream_gather_flush(struct eddy_stream *s);
void eddy_streams_flush(struct eddy_env *env, bool tell);
/* src/http/connection.c: answers that have been given while a read is being handled; eddy_streams_flush does it, too. */
void eddy_http_flush(struct eddy_env *env);
void eddy_stream_gather_drop(struct eddy_stream *s);

/* stream_ring.c: small requests of many connections in one system call. join: from now on, if that is possible, until
 * anybody does anything else with the stream than reading and small writes; nothing to be seen changes. */
void eddy_stream_ring_join(struct eddy_stream *s);
/* Before anything else is done with it: the stream is libuv's. drop: it is being closed. */
void eddy_stream_ring_leave(struct eddy_stream *s);
void eddy_stream_ring_drop(struct eddy_stream *s);
/* Takes bytes, to be sent with those of other streams when what came has been handled; false: they have to be sent now. */
bool eddy_stream_ring_send(struct eddy_stream *s, const uint8_t *bytes, size_t len);
/* Sends what was taken: with that of this stream, or anything. */
void eddy_stream_ring_flush(struct eddy_stream *s);
void eddy_streams_ring_flush(struct eddy_env *env);
/* Behind what is held for it: bytes, and what ends them (a negative code, or 0). */
void eddy_stream_hold(struct eddy_stream *s, const uint8_t *bytes, size_t n, int end);
/* The stream reads: it gets what is held for it. */
void eddy_stream_held_tell(struct eddy_stream *s);
void eddy_stream_held_drop(struct eddy_stream *s);
/* stream.c: what was read, or the end of it, to whoever reads. */
void eddy_stream_deliver(struct eddy_stream *s, ssize_t nread, uint8_t *data);

/* A handle that came with the bytes of an IPC pipe, as an object; NULL if there is none. */
napi_value eddy_stream_pending_handle(struct eddy_stream *s);
/* What was read, or the end, for JavaScript; opens a scope. */
void eddy_stream_read_to_js(struct eddy_stream *s, ssize_t nread, uint8_t *data);
/* pump.c: from is read for JavaScript again. */
void eddy_pump_stop(struct eddy_stream *from);
napi_value eddy_stream_pump_to(napi_env env, napi_callback_info info);
napi_value eddy_stream_pump_stop(napi_env env, napi_callback_info info);

/* Shared by stream.c and stream_write.c. */
enum eddy_stream_callback { EDDY_STREAM_ON_READ, EDDY_STREAM_ON_WRITE, EDDY_STREAM_CALLBACKS };
/* udp.c: the socket came from another process, which may go on reading from it. */
void eddy_udp_share(struct eddy_handle *h);
napi_value eddy_stream_callback(struct eddy_stream *s, enum eddy_stream_callback which);
/* The thread's default callback: what TLS calls with its own handle as this. */
napi_value eddy_stream_default_callback(struct eddy_env *env, enum eddy_stream_callback which);
napi_value eddy_stream_write_buffer(napi_env env, napi_callback_info info);
napi_value eddy_stream_writev(napi_env env, napi_callback_info info);
napi_value eddy_stream_write_pair(napi_env env, napi_callback_info info);
napi_value eddy_stream_write_utf8(napi_env env, napi_callback_info info);
napi_value eddy_stream_write_latin1(napi_env env, napi_callback_info info);
napi_value eddy_stream_write_ucs2(napi_env env, napi_callback_info info);

/* Address helpers of tcp.c, also used by udp.c. */
#define EDDY_HOST_TEXT (INET6_ADDRSTRLEN + UV_IF_NAMESIZE + 2)
/* The numeric host, in `host`; its port. */
const char *eddy_address_text(const struct sockaddr *addr, char host[EDDY_HOST_TEXT]);
int eddy_address_port(const struct sockaddr *addr);
/* Fills { address, family, port } of `out`. */
void eddy_address_to_js(napi_env env, const struct sockaddr *addr, napi_value out);
/* Numeric host and port to a socket address; flags: UV_TCP_IPV6ONLY is not looked at. */
int eddy_address_parse(int family, const char *host, int port, struct sockaddr_storage *out);
/* Common listen() of TCP and Pipe: connections go to this.onconnection(status, handle). */
napi_value eddy_stream_listen(napi_env env, napi_callback_info info);
/* A new handle object of class cls, and the stream behind it. NULL if it could not be made. */
napi_value eddy_stream_new(struct eddy_env *env, const struct eddy_class *cls, int type,
                           struct eddy_stream **out);

/* A connect request; `req` is the object with oncomplete. */
struct eddy_connect {
  uv_connect_t uv;
  struct eddy_req req;
  struct eddy_stream *stream;
};
struct eddy_connect *eddy_connect_new(struct eddy_stream *s, napi_value js, napi_value req,
                                      const char *type);
void eddy_connect_done(uv_connect_t *uv, int status);

#endif

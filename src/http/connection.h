// SPDX-License-Identifier: MIT
/* connection.h: an HTTP/1 connection as the files of src/http share it: a parser, what is left of an
 * incomplete head, the stream it reads from (or none: then JavaScript feeds it), its place in a server's list. */
#ifndef EDDY_HTTP_CONNECTION_H
#define EDDY_HTTP_CONNECTION_H

#include "bindings/stream.h"
#include "bindings/tls.h"
#include "http/parser.h"

/* JavaScript's ends, set once by setCallbacks([...]) in this order; `this` is the connection. */
enum http_callback {
  HTTP_ON_HEAD,      /* (bits, url|reason, head, body|undefined, status) -> 0 go on, 1 no body, 2 upgraded,
                        3 somebody reads the body that came with it: ticks, then HTTP_ON_COMPLETE */
  HTTP_ON_BODY,      /* (buffer) */
  HTTP_ON_COMPLETE,  /* (trailers|undefined) */
  HTTP_ON_UPGRADE,   /* (rest: Buffer) */
  HTTP_ON_END,       /* (status: 0 or a negative libuv code) */
  HTTP_ON_ERROR,     /* (code, reason, bytesParsed, rawPacket) */
  HTTP_ON_DRAIN,     /* (status): writes that were queued are done */
  HTTP_ON_EXPIRED,   /* (connections, kinds); this = the list */
  HTTP_CALLBACKS
};

struct http_list;

struct http_connection {
  struct http_parser parser;
  struct eddy_env *env;
  struct eddy_native native;
  struct eddy_stream *stream;     /* what carries its bytes: this, */
  struct tls_wrap *tls;           /* or this, or (both NULL) JavaScript: see transport.c */
  struct eddy_list link;
  struct http_list *list;
  uint8_t *partial;               /* the beginning of a head that is not complete */
  size_t partial_len, partial_cap;
  uint64_t message_start;         /* loop time; 0: no message has begun */
  uint64_t idle_since;            /* loop time; 0: a message is under way */
  uint64_t answered_since;        /* loop time of the last bytes of a message that has been answered before its end */
  uint64_t handshake_since;       /* loop time; 0: no TLS handshake is under way */
  bool head_done;                 /* of the message under way */
  bool held;
  bool feeding;                   /* on the C stack: do not free */
  bool nested;                    /* JavaScript is below: its are the exceptions, and the ticks */
  bool threw;                     /* the last call into JavaScript */
  bool more;                      /* of what was read there are bytes to work on after those that JavaScript hears of */
  bool corked;                    /* JavaScript writes more soon: batch */
  bool idle_soon;                 /* when this read has been worked on: see http_send */
  bool dead;                      /* freed by JavaScript meanwhile */
  uint32_t pending_writes;
  bool want_read;                 /* JavaScript does */
  bool whole_bodies;              /* of a client: see wholeBodies() */
  uint8_t *rest;                  /* read, but not begun: the client takes no answers (see congested) */
  size_t rest_len;
  uint8_t *file;                  /* read, but not sent: see file.c */
  size_t file_len, file_size;
};

/* Per-thread state: callbacks, interned names, and the batch of output. */
struct http_data {
  eddy_ref callbacks[HTTP_CALLBACKS];
  eddy_ref *names;                /* lower-case header names, by index of the table in names.c */
  struct http_connection *batch_owner;
  uint8_t *batch;
  size_t batch_len;
  double requests;                /* that servers have received, ever */
};
#define HTTP_BATCH_SIZE 65536
/* Bytes of answers that wait for the client to read; above that no further request is begun. */
#define HTTP_OUT_MAX 131072
struct http_data *http_data(struct eddy_env *env);
napi_value http_callback(struct eddy_env *env, enum http_callback which);

extern const struct eddy_class http_connection_class, http_list_class;
struct http_connection *http_connection_this(napi_callback_info info);

/* connection.c: goes on with what was held back, when the answers have left; the transport has read, or ended. */
void http_resume(struct http_connection *c);
/* Gives back the memory of a connection that JavaScript has freed, instead of at the next collection: ten thousand
 * upgraded ones would leave holes in the heap. For who is done with it. */
void http_release_freed(struct http_connection *c);
/* Writing has failed: JavaScript ends the connection, unless it has. */
void http_send_failed(struct http_connection *c, int err);
void http_received(struct http_connection *c, ssize_t nread, uint8_t *bytes);

/* transport.c */
bool http_transport_open(struct http_connection *c, napi_value handle);
/* It is the caller's again, or gone; JavaScript is not called. */
void http_transport_close(struct http_connection *c);
void http_transport_forget(struct http_connection *c);
bool http_transport_usable(const struct http_connection *c);
struct eddy_async *http_transport_async(struct http_connection *c);
int http_transport_read_start(struct http_connection *c);
int http_transport_read_stop(struct http_connection *c);
/* Between two requests: the next one, small as it mostly is, may be read together with others. */
void http_transport_join(struct http_connection *c);
size_t http_transport_queued(const struct http_connection *c);
/* 0: gone; 1: http_drained follows; negative: failed. */
int http_transport_write(struct http_connection *c, const uv_buf_t *bufs, unsigned count);

/* writer.c */
napi_value http_send(napi_env env, napi_callback_info info);
int http_flush_batch(struct http_connection *c);
napi_value http_queued(napi_env env, napi_callback_info info);
/* Bytes after a head (Latin-1 or undefined), not batched; flags as those of send(). As http_transport_write. */
int http_send_bytes(napi_env env, struct http_connection *c, napi_value head, struct eddy_bytes bytes, int flags);
/* `writes` of those that http_transport_write answered with 1 have ended. */
void http_drained(struct http_connection *c, uint32_t writes, int status);
/* The answer is out; the keep-alive clock starts, which runs between requests, or between the bytes still to come. */
void http_idle(struct http_connection *c);

/* file.c */
napi_value http_take_file(napi_env env, napi_callback_info info);
napi_value http_send_taken(napi_env env, napi_callback_info info);
void http_drop_file(struct http_connection *c);

/* deadlines.c */
void http_list_remove(struct http_connection *c);

/* names.c: index of a header name in the table of known ones, -1 if unknown. */
int http_known_name(const uint8_t *name, size_t len);
const char *http_known_name_text(int index);
int http_known_name_count(void);
napi_value http_headers_flat(napi_env env, napi_callback_info info);
napi_value http_headers_raw(napi_env env, napi_callback_info info);

#endif

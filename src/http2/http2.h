// SPDX-License-Identifier: MIT
/* http2.h: an HTTP/2 session (RFC 9113) as the files of src/http2 share it. One nghttp2_session each; its
 * callbacks queue struct h2_event, and nothing here enters JavaScript while nghttp2 is on the stack. */
#ifndef EDDY_HTTP2_H
#define EDDY_HTTP2_H

#include <nghttp2/nghttp2.h>

#include "bindings/stream.h"
#include "bindings/tls.h"
#include "http2/scan.h"

/* JavaScript's ends, set once by setCallbacks([...]) in this order; `this` is the Session. */
enum h2_callback {
  H2_ON_HEADERS,     /* (id, category, flags, fields, sensitive names | undefined, promised id) */
  H2_ON_DATA,        /* (id, bytes | undefined, whether it was the last) */
  H2_ON_CLOSED,      /* (id, code) */
  H2_ON_WRITTEN,     /* (id): what was waiting has been sent; 0: the transport has written all, see pending() */
  H2_ON_TRAILERS,    /* (id): all data has been sent, trailers may follow */
  H2_ON_FRAME_ERROR, /* (id, frame type, negative code of nghttp2) */
  H2_ON_GOAWAY,      /* (code, last stream, opaque data | undefined) */
  H2_ON_PING,        /* (payload, whether it answers ours) */
  H2_ON_SETTINGS,    /* (whether it acknowledges ours, values, [number, value, ...]) */
  H2_ON_ALTSVC,      /* (id, origin, value) */
  H2_ON_ORIGIN,      /* (origins) */
  H2_ON_ERROR,       /* (code of nghttp2, name of our own limit | undefined) */
  H2_ON_DONE,        /* (): nghttp2 neither reads nor writes any more */
  H2_ON_END,         /* (status): the transport has ended */
  H2_ON_OUTPUT,      /* (bytes): for a transport in JavaScript */
  H2_CALLBACKS
};

/* A header field as received: references into nghttp2's tables. */
struct h2_field { nghttp2_rcbuf *name, *value; uint8_t flags; };
struct h2_fields { struct h2_field *items; uint32_t count, cap; size_t bytes; };

struct h2_chunk {
  struct h2_chunk *next;
  struct eddy_store *store; /* keeps the memory of a large chunk; NULL: the bytes are in `own` */
  const uint8_t *data;
  size_t len, off;
  uint8_t own[];
};

struct h2_stream {
  struct eddy_list link;    /* of the session */
  struct h2_session *session;
  struct eddy_async async;
  int32_t id;
  struct h2_chunk *head, **tail;
  size_t queued;            /* bytes of the chunks */
  size_t paused_bytes;      /* received, and not given back to the window */
  struct h2_fields fields;  /* of the header block that is arriving */
  uint32_t events;          /* that are waiting and refer to it */
  bool gone;                /* closed: freed with the last event */
  size_t max_bytes;         /* of a header block, as it was when the stream began */
  bool reset_sent, reset_received;
  bool known;               /* JavaScript has heard of it */
  bool reading;
  bool ended;               /* no more chunks will come */
  bool trailers;            /* wait for trailers after the last chunk */
  bool deferred;            /* nghttp2 waits for more to send */
  bool waiting;             /* JavaScript waits for H2_ON_WRITTEN */
};

struct h2_event {
  struct h2_event *next;
  enum h2_callback type;
  int32_t id;
  int64_t a, b, c;          /* by type: see events.c */
  struct h2_stream *stream; /* counted in its events */
  struct h2_fields fields;
  const uint8_t *data;      /* input: valid until the end of the feed; or `own` */
  size_t len;
  uint8_t own[];
};

enum h2_transport_kind { H2_NONE, H2_NATIVE, H2_TLS, H2_JS };

#define H2_VALUE_CACHE 32
struct h2_value { nghttp2_rcbuf *buf; eddy_ref js; };

struct h2_session {
  struct eddy_env *env;
  struct eddy_native native;
  struct eddy_async async;
  nghttp2_session *ng;            /* NULL: destroyed */
  struct eddy_list dirty_link;    /* in h2_data.dirty while it waits to be flushed */
  struct eddy_list streams;
  struct h2_stream **table;       /* by number; a power of two slots */
  size_t table_size;
  uint32_t stream_count;
  enum h2_transport_kind kind;
  struct eddy_stream *stream;     /* H2_NATIVE */
  struct tls_wrap *tls;           /* H2_TLS */
  struct h2_event *events, **events_end;
  struct h2_scan *scan;           /* servers only */
  struct h2_value *values;        /* strings of values that come again and again */
  size_t queued;                  /* bytes of chunks of all streams */
  size_t memory;                  /* of nghttp2, chunks and unread data */
  bool server, held, dirty;
  bool in_codec;                  /* nghttp2 is on the stack */
  bool feeding, dispatching, flushing;
  bool copy_input;                /* what is fed does not outlive the call */
  bool done_told;
  bool tell_drained;              /* JavaScript waits for the transport */
  bool peer_gone;                 /* writes fail; what has arrived is still read */
  bool dead;                      /* destroyed by JavaScript */
  uint32_t writes;                /* the transport is still writing */
  const char *own_error;          /* the limit that ended it */
  int padding;
  /* Limits; see options in lib/internal/http2/options.js. */
  uint32_t max_pairs, max_invalid_frames, max_rejected_streams;
  uint32_t invalid_frames, rejected_streams;
  double max_memory;
  /* For performance entries. */
  double frames_received, frames_sent, bytes_read, bytes_written, streams_total, max_concurrent;
};

/* Per-thread state. */
struct h2_data {
  eddy_ref callbacks[H2_CALLBACKS];
  struct eddy_list dirty;         /* sessions to flush before the loop waits */
  uv_idle_t idle;                 /* runs while there are any; the loop does not wait then */
  nghttp2_session_callbacks *ng;  /* the second without padding: nghttp2 asks for each frame otherwise */
  nghttp2_session_callbacks *ng_unpadded;
  uint8_t *out;                   /* output being gathered: empty whenever JavaScript runs */
  size_t out_len, out_cap;
};
/* Output is handed to the transport in pieces of about this size. */
#define H2_OUT_SIZE 131072
#define H2_OUT_ROOM (H2_OUT_SIZE + 16384 + 512)
/* Chunks up to this size are copied, larger ones are kept by reference. */
#define H2_COPY_MAX 65536
/* Field count and bytes of one header block from JavaScript; more than a peer would take. */
#define H2_FIELDS_MAX 65536

extern const struct eddy_class h2_session_class;
struct h2_data *h2_data(struct eddy_env *env);
/* The live session of `this`, else NULL. */
struct h2_session *h2_this(napi_callback_info info);
struct h2_stream *h2_stream_of(struct h2_session *s, int32_t id);

/* session.c */
int h2_session_open(struct h2_session *s, napi_env env, napi_value options);
void h2_session_receive(struct h2_session *s, const uint8_t *data, size_t len);
void h2_session_end(struct h2_session *s, int status);
/* Output is flushed soon: at the end of the feed, or before the loop waits. */
void h2_session_schedule(struct h2_session *s);
void h2_session_flush(struct h2_session *s);
/* Adds to what is being gathered; NULL: zeros. False: out of memory. */
bool h2_out_append(struct h2_data *d, const void *bytes, size_t len);
void h2_session_destroy(struct h2_session *s, uint32_t code, bool silent);
void h2_session_free(void *owner);
void h2_transport_done(struct h2_session *s, int status);

/* transport.c: 0 written, 1 under way (h2_transport_done follows), negative: failed */
bool h2_transport_open(struct h2_session *s, napi_value handle);
void h2_transport_close(struct h2_session *s);
int h2_transport_write(struct h2_session *s, const uint8_t *data, size_t len);

/* callbacks.c */
nghttp2_session_callbacks *h2_callbacks_new(bool padding);

/* events.c */
struct h2_event *h2_event_new(struct h2_session *s, enum h2_callback type, int32_t id, const void *own,
                              size_t len);
static inline struct h2_event *h2_event_last(struct h2_session *s) {
  return s->events ? CONTAINER_OF(s->events_end, struct h2_event, next) : NULL;
}
void h2_events_dispatch(struct h2_session *s);
void h2_events_drop(struct h2_session *s);

/* fields.c */
bool h2_fields_add(struct h2_fields *f, nghttp2_rcbuf *name, nghttp2_rcbuf *value, uint8_t flags);
void h2_fields_release(struct h2_fields *f);
napi_value h2_fields_js(struct h2_session *s, const struct h2_fields *f, napi_value *sensitive);
void h2_values_release(struct h2_session *s);
/* Parses what lib/internal/http2/fields.js makes. The block keeps the memory that nv points to. */
struct h2_block { nghttp2_nv *nv; size_t count; char *bytes; nghttp2_nv inline_nv[32]; char inline_bytes[2048]; };
bool h2_block_init(napi_env env, struct h2_block *b, napi_value text);
void h2_block_release(struct h2_block *b);

/* stream.c */
struct h2_stream *h2_stream_new(struct h2_session *s, int32_t id);
/* Takes it out of the session; then h2_stream_free. */
void h2_stream_unlink(struct h2_stream *st);
void h2_stream_free(struct h2_stream *st);
nghttp2_data_provider h2_stream_provider(struct h2_stream *st);
int h2_stream_send_data(struct h2_stream *st, const uint8_t *head, size_t len, size_t pad);
bool h2_stream_append(struct h2_stream *st, napi_env env, napi_value chunk, int encoding);
void h2_stream_wake(struct h2_stream *st);
napi_value h2_js_write(napi_env env, napi_callback_info info);
napi_value h2_js_writev(napi_env env, napi_callback_info info);
napi_value h2_js_end(napi_env env, napi_callback_info info);
napi_value h2_js_read_start(napi_env env, napi_callback_info info);
napi_value h2_js_read_stop(napi_env env, napi_callback_info info);
napi_value h2_js_stream_state(napi_env env, napi_callback_info info);
napi_value h2_js_stream_async_id(napi_env env, napi_callback_info info);

/* submit.c */
napi_value h2_js_request(napi_env env, napi_callback_info info);
napi_value h2_js_respond(napi_env env, napi_callback_info info);
napi_value h2_js_info(napi_env env, napi_callback_info info);
napi_value h2_js_trailers(napi_env env, napi_callback_info info);
napi_value h2_js_push(napi_env env, napi_callback_info info);
napi_value h2_js_rst(napi_env env, napi_callback_info info);

/* control.c */
#define H2_SETTINGS 7
void h2_settings_values(struct h2_session *s, bool local, uint32_t *values);
napi_value h2_settings_js(napi_env env, const uint32_t *values);
napi_value h2_js_settings(napi_env env, napi_callback_info info);
napi_value h2_js_local_settings(napi_env env, napi_callback_info info);
napi_value h2_js_remote_settings(napi_env env, napi_callback_info info);
napi_value h2_js_ping(napi_env env, napi_callback_info info);
napi_value h2_js_goaway(napi_env env, napi_callback_info info);
napi_value h2_js_altsvc(napi_env env, napi_callback_info info);
napi_value h2_js_origin(napi_env env, napi_callback_info info);
napi_value h2_js_set_next_stream(napi_env env, napi_callback_info info);
napi_value h2_js_set_window(napi_env env, napi_callback_info info);
napi_value h2_js_state(napi_env env, napi_callback_info info);
napi_value h2_js_statistics(napi_env env, napi_callback_info info);
napi_value h2_js_strerror(napi_env env, napi_callback_info info);

#endif

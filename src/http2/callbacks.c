// SPDX-License-Identifier: MIT
/* callbacks.c: what nghttp2 calls. Nothing here enters JavaScript or calls back into nghttp2's receiving and
 * sending: it queues events, keeps count, and enforces the session's own limits. */
#include "http2/http2.h"

static int32_t frame_stream(const nghttp2_frame *frame) {
  return frame->hd.type == NGHTTP2_PUSH_PROMISE ? frame->push_promise.promised_stream_id : frame->hd.stream_id;
}

/* May the peer have one more stream? */
static bool may_add_stream(struct h2_session *s) {
  const uint32_t max = nghttp2_session_get_local_settings(s->ng, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS);
  return s->stream_count < max && (double)s->memory + sizeof(struct h2_stream) <= s->max_memory;
}

static int on_begin_headers(nghttp2_session *ng, const nghttp2_frame *frame, void *data) {
  struct h2_session *s = data;
  const int32_t id = frame_stream(frame);
  if (h2_stream_of(s, id)) return 0;
  if (!may_add_stream(s)) {
    if (s->rejected_streams++ > s->max_rejected_streams) return NGHTTP2_ERR_CALLBACK_FAILURE;
    if (s->scan) h2_scan_closed(s->scan, id, H2_CLOSED_BY_US);
    nghttp2_submit_rst_stream(ng, NGHTTP2_FLAG_NONE, id, NGHTTP2_ENHANCE_YOUR_CALM);
    return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
  }
  s->rejected_streams = 0;
  h2_stream_new(s, id);
  return 0;
}

static int on_header(nghttp2_session *ng, const nghttp2_frame *frame, nghttp2_rcbuf *name, nghttp2_rcbuf *value,
                     uint8_t flags, void *data) {
  struct h2_session *s = data;
  const int32_t id = frame_stream(frame);
  struct h2_stream *st = h2_stream_of(s, id);
  if (!st) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
  const size_t bytes = nghttp2_rcbuf_get_buf(name).len + nghttp2_rcbuf_get_buf(value).len + 32;
  if (st->fields.count >= s->max_pairs || st->fields.bytes + bytes > st->max_bytes ||
      !h2_fields_add(&st->fields, name, value, flags)) {
    nghttp2_submit_rst_stream(ng, NGHTTP2_FLAG_NONE, id, NGHTTP2_ENHANCE_YOUR_CALM);
    return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
  }
  return 0;
}

static void headers_received(struct h2_session *s, const nghttp2_frame *frame) {
  const int32_t id = frame_stream(frame);
  struct h2_stream *st = h2_stream_of(s, id);
  if (!st) return;
  const bool push = frame->hd.type == NGHTTP2_PUSH_PROMISE;
  struct h2_event *e = h2_event_new(s, H2_ON_HEADERS, id, NULL, 0);
  e->a = push ? NGHTTP2_HCAT_HEADERS + 1 : frame->headers.cat;
  e->b = frame->hd.flags;
  e->c = push ? frame->hd.stream_id : 0;
  e->fields = st->fields;
  memset(&st->fields, 0, sizeof st->fields);
}

static void origin_received(struct h2_session *s, const nghttp2_ext_origin *origin) {
  size_t len = 0, at = 0;
  for (size_t i = 0; i < origin->nov; i++) len += origin->ov[i].origin_len + 1;
  uint8_t *text = eddy_calloc(1, len + 1);
  for (size_t i = 0; i < origin->nov; i++) {
    memcpy(text + at, origin->ov[i].origin, origin->ov[i].origin_len);
    at += origin->ov[i].origin_len + 1;
  }
  h2_event_new(s, H2_ON_ORIGIN, 0, text, len);
  free(text);
}

static void altsvc_received(struct h2_session *s, const nghttp2_frame *frame) {
  const nghttp2_ext_altsvc *alt = frame->ext.payload;
  uint8_t *text = eddy_alloc(alt->origin_len + alt->field_value_len + 1);
  if (alt->origin_len) memcpy(text, alt->origin, alt->origin_len);
  if (alt->field_value_len) memcpy(text + alt->origin_len, alt->field_value, alt->field_value_len);
  struct h2_event *e = h2_event_new(s, H2_ON_ALTSVC, frame->hd.stream_id, text,
                                    alt->origin_len + alt->field_value_len);
  e->a = (int64_t)alt->origin_len;
  free(text);
}

/* The end belongs to the last bytes, if those are still waiting to be told. */
static void data_end_received(struct h2_session *s, const nghttp2_frame *frame) {
  if (!(frame->hd.flags & NGHTTP2_FLAG_END_STREAM) || !h2_stream_of(s, frame->hd.stream_id)) return;
  struct h2_event *last = h2_event_last(s);
  if (!last || last->type != H2_ON_DATA || last->id != frame->hd.stream_id)
    last = h2_event_new(s, H2_ON_DATA, frame->hd.stream_id, NULL, 0);
  last->a = 1;
}

/* With the values as they are now: more SETTINGS may follow in the same read. */
static void settings_received(struct h2_session *s, const nghttp2_settings *frame) {
  const bool ack = frame->hd.flags & NGHTTP2_FLAG_ACK;
  const size_t extra = frame->niv * sizeof *frame->iv;
  uint8_t *bytes = eddy_alloc(H2_SETTINGS * sizeof(uint32_t) + extra + 1);
  h2_settings_values(s, ack, (uint32_t *)(void *)bytes);
  if (extra) memcpy(bytes + H2_SETTINGS * sizeof(uint32_t), frame->iv, extra);
  h2_event_new(s, H2_ON_SETTINGS, 0, bytes, H2_SETTINGS * sizeof(uint32_t) + extra)->a = ack;
  free(bytes);
}

static void control_received(struct h2_session *s, const nghttp2_frame *frame) {
  struct h2_stream *st;
  switch (frame->hd.type) {
    case NGHTTP2_RST_STREAM:
      if ((st = h2_stream_of(s, frame->hd.stream_id))) st->reset_received = true;
      break;
    case NGHTTP2_PING:
      h2_event_new(s, H2_ON_PING, 0, frame->ping.opaque_data, 8)->a = frame->hd.flags & NGHTTP2_FLAG_ACK;
      break;
    case NGHTTP2_SETTINGS: settings_received(s, &frame->settings); break;
    case NGHTTP2_GOAWAY: {
      struct h2_event *e = h2_event_new(s, H2_ON_GOAWAY, 0, frame->goaway.opaque_data, frame->goaway.opaque_data_len);
      e->a = frame->goaway.error_code;
      e->b = frame->goaway.last_stream_id;
      break;
    }
    default: break;
  }
}

static int on_frame(nghttp2_session *ng, const nghttp2_frame *frame, void *data) {
  struct h2_session *s = data;
  (void)ng;
  s->frames_received++;
  switch (frame->hd.type) {
    case NGHTTP2_HEADERS:
    case NGHTTP2_PUSH_PROMISE: headers_received(s, frame); break;
    case NGHTTP2_DATA: data_end_received(s, frame); break;
    case NGHTTP2_ALTSVC: altsvc_received(s, frame); break;
    case NGHTTP2_ORIGIN: origin_received(s, frame->ext.payload); break;
    default: control_received(s, frame); break;
  }
  return 0;
}

static int on_invalid_frame(nghttp2_session *ng, const nghttp2_frame *frame, int code, void *data) {
  struct h2_session *s = data;
  (void)ng;
  (void)frame;
  if (s->invalid_frames++ > s->max_invalid_frames) {
    s->own_error = "ERR_HTTP2_TOO_MANY_INVALID_FRAMES";
    return 1;
  }
  if (nghttp2_is_fatal(code) || code == NGHTTP2_ERR_STREAM_CLOSED || code == NGHTTP2_ERR_PROTO)
    h2_event_new(s, H2_ON_ERROR, 0, NULL, 0)->a = code;
  return 0;
}

/* A field whose value no RFC allows is left out; worse ones nghttp2 does not even ask about. */
static int on_invalid_header(nghttp2_session *ng, const nghttp2_frame *frame, nghttp2_rcbuf *name,
                             nghttp2_rcbuf *value, uint8_t flags, void *data) {
  (void)ng;
  (void)frame;
  (void)name;
  (void)value;
  (void)flags;
  (void)data;
  return 0;
}

/* A data chunk: the connection's window opens again at once, the stream's when JavaScript reads. */
static int on_data(nghttp2_session *ng, uint8_t flags, int32_t id, const uint8_t *bytes, size_t len, void *data) {
  struct h2_session *s = data;
  (void)flags;
  if (len == 0) return 0;
  nghttp2_session_consume_connection(ng, len);
  struct h2_stream *st = h2_stream_of(s, id);
  if (!st) return 0;
  if (st->reading) {
    nghttp2_session_consume_stream(ng, id, len);
  } else {
    st->paused_bytes += len;
    s->memory += len;
  }
  struct h2_event *e = h2_event_new(s, H2_ON_DATA, id, s->copy_input ? bytes : NULL, len);
  if (!s->copy_input) e->data = bytes;
  return 0;
}

static int on_stream_close(nghttp2_session *ng, int32_t id, uint32_t code, void *data) {
  struct h2_session *s = data;
  struct h2_stream *st = h2_stream_of(s, id);
  (void)ng;
  if (!st) return 0;
  /* That everything has been sent need not be told before that it is all over. */
  struct h2_event *last = h2_event_last(s);
  if (!last || last->type != H2_ON_WRITTEN || last->id != id) last = h2_event_new(s, H2_ON_CLOSED, id, NULL, 0);
  last->type = H2_ON_CLOSED;
  last->a = code;
  if (s->scan)
    h2_scan_closed(s->scan, id, st->reset_sent ? H2_CLOSED_BY_US : st->reset_received ? H2_CLOSED_BY_PEER : H2_CLOSED_CLEANLY);
  st->gone = true;
  h2_stream_unlink(st);
  return 0;
}

static int on_frame_sent(nghttp2_session *ng, const nghttp2_frame *frame, void *data) {
  struct h2_session *s = data;
  (void)ng;
  s->frames_sent++;
  if (frame->hd.type == NGHTTP2_RST_STREAM) {
    struct h2_stream *st = h2_stream_of(s, frame->hd.stream_id);
    if (st) st->reset_sent = true;
  }
  return 0;
}

/* Frames that cannot be sent because the other side has gone on meanwhile are no errors to tell of. */
static int on_frame_not_sent(nghttp2_session *ng, const nghttp2_frame *frame, int code, void *data) {
  struct h2_session *s = data;
  (void)ng;
  if (code == NGHTTP2_ERR_SESSION_CLOSING || code == NGHTTP2_ERR_STREAM_CLOSED ||
      code == NGHTTP2_ERR_STREAM_CLOSING)
    return 0;
  struct h2_event *e = h2_event_new(s, H2_ON_FRAME_ERROR, frame->hd.stream_id, NULL, 0);
  e->a = frame->hd.type;
  e->b = code;
  return 0;
}

static ssize_t on_padding(nghttp2_session *ng, const nghttp2_frame *frame, size_t max, void *data) {
  const struct h2_session *s = data;
  const size_t len = frame->hd.length;
  (void)ng;
  if (s->padding == 2) return (ssize_t)max;
  /* Aligned: frame with its nine octets of header is a multiple of eight. */
  const size_t rest = (len + 9) % 8;
  const size_t padded = rest == 0 ? len : len + (8 - rest);
  return (ssize_t)(padded < max ? padded : max);
}

static int on_send_data(nghttp2_session *ng, nghttp2_frame *frame, const uint8_t *head, size_t len,
                        nghttp2_data_source *source, void *data) {
  (void)ng;
  (void)data;
  return h2_stream_send_data(source->ptr, head, len, frame->data.padlen);
}

nghttp2_session_callbacks *h2_callbacks_new(bool padding) {
  nghttp2_session_callbacks *c;
  CHECK(nghttp2_session_callbacks_new(&c) == 0);
  nghttp2_session_callbacks_set_on_begin_headers_callback(c, on_begin_headers);
  nghttp2_session_callbacks_set_on_header_callback2(c, on_header);
  nghttp2_session_callbacks_set_on_invalid_header_callback2(c, on_invalid_header);
  nghttp2_session_callbacks_set_on_frame_recv_callback(c, on_frame);
  nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(c, on_invalid_frame);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(c, on_data);
  nghttp2_session_callbacks_set_on_stream_close_callback(c, on_stream_close);
  nghttp2_session_callbacks_set_on_frame_send_callback(c, on_frame_sent);
  nghttp2_session_callbacks_set_on_frame_not_send_callback(c, on_frame_not_sent);
  if (padding) nghttp2_session_callbacks_set_select_padding_callback(c, on_padding);
  nghttp2_session_callbacks_set_send_data_callback(c, on_send_data);
  return c;
}

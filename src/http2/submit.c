// SPDX-License-Identifier: MIT
/* submit.c: header blocks that JavaScript sends: requests, responses, informational ones, trailers, promises;
 * and resets. Field blocks are text made by lib/internal/http2/fields.js. */
#include "http2/http2.h"

enum { SUBMIT_END = 1, SUBMIT_TRAILERS = 2, SUBMIT_WHOLE = 4 };

/* The context of what JavaScript begins is where it began. */
static void stream_begun(struct h2_stream *st) {
  eddy_async_init(st->session->env, &st->async, NULL, "HTTP2STREAM");
  st->known = true;
}

/* request(block, flags) -> id, or a negative code of nghttp2 */
napi_value h2_js_request(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  struct h2_block b;
  int32_t id = NGHTTP2_ERR_NOMEM;
  if (s && h2_block_init(env, &b, eddy_arg(info, 0))) {
    const int flags = eddy_arg_i32(info, 1);
    /* The number is known beforehand, so that the stream is there whatever nghttp2 calls. */
    id = (int32_t)nghttp2_session_get_next_stream_id(s->ng);
    if (id <= 0) {
      id = NGHTTP2_ERR_STREAM_ID_NOT_AVAILABLE;
    } else {
      struct h2_stream *st = h2_stream_new(s, id);
      nghttp2_data_provider body = h2_stream_provider(st);
      st->ended = flags & SUBMIT_END;
      st->trailers = flags & SUBMIT_TRAILERS;
      stream_begun(st);
      const bool bodyless = st->ended;
      id = nghttp2_submit_request(s->ng, NULL, b.nv, b.count, bodyless ? NULL : &body, st);
      if (id < 0) {
        h2_stream_unlink(st);
        h2_stream_free(st);
      }
    }
    h2_block_release(&b);
    h2_session_schedule(s);
  }
  eddy_ret_i32(info, id);
  return NULL;
}

/* respond(id, block, flags, body | undefined, encoding): 0, 1 (onWritten follows), or negative */
napi_value h2_js_respond(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  struct h2_stream *st = s ? h2_stream_of(s, eddy_arg_i32(info, 0)) : NULL;
  struct h2_block b;
  int result = st ? NGHTTP2_ERR_NOMEM : NGHTTP2_ERR_INVALID_STREAM_STATE;
  if (st && h2_block_init(env, &b, eddy_arg(info, 1))) {
    const int flags = eddy_arg_i32(info, 2);
    nghttp2_data_provider body = h2_stream_provider(st);
    st->trailers = flags & SUBMIT_TRAILERS;
    if (flags & (SUBMIT_END | SUBMIT_WHOLE)) st->ended = true;
    const bool bodyless = flags & SUBMIT_END;
    result = 0;
    if (!eddy_arg_is_undefined(info, 3) && !h2_stream_append(st, env, eddy_arg(info, 3), eddy_arg_i32(info, 4)))
      result = NGHTTP2_ERR_NOMEM;
    if (result == 0) result = nghttp2_submit_response(s->ng, st->id, b.nv, b.count, bodyless ? NULL : &body);
    h2_block_release(&b);
    if (result == 0 && st->queued > 0) {
      st->waiting = true;
      result = 1;
    }
    h2_session_schedule(s);
  }
  eddy_ret_i32(info, result);
  return NULL;
}

/* info(id, block): 0 or negative */
napi_value h2_js_info(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  struct h2_stream *st = s ? h2_stream_of(s, eddy_arg_i32(info, 0)) : NULL;
  struct h2_block b;
  int result = NGHTTP2_ERR_INVALID_STREAM_STATE;
  if (st && h2_block_init(env, &b, eddy_arg(info, 1))) {
    result = nghttp2_submit_headers(s->ng, NGHTTP2_FLAG_NONE, st->id, NULL, b.nv, b.count, NULL);
    h2_block_release(&b);
    h2_session_schedule(s);
  }
  eddy_ret_i32(info, result);
  return NULL;
}

/* trailers(id, block): 0 or negative. Without fields an empty DATA frame ends the stream. */
napi_value h2_js_trailers(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  struct h2_stream *st = s ? h2_stream_of(s, eddy_arg_i32(info, 0)) : NULL;
  struct h2_block b;
  int result = NGHTTP2_ERR_INVALID_STREAM_STATE;
  if (st && h2_block_init(env, &b, eddy_arg(info, 1))) {
    if (b.count == 0) {
      nghttp2_data_provider nothing = h2_stream_provider(st);
      st->trailers = false;
      st->ended = true;
      result = nghttp2_submit_data(s->ng, NGHTTP2_FLAG_END_STREAM, st->id, &nothing);
    } else {
      result = nghttp2_submit_trailer(s->ng, st->id, b.nv, b.count);
    }
    h2_block_release(&b);
    h2_session_schedule(s);
  }
  eddy_ret_i32(info, result);
  return NULL;
}

/* push(id, block) -> promised id, or negative */
napi_value h2_js_push(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  struct h2_stream *st = s ? h2_stream_of(s, eddy_arg_i32(info, 0)) : NULL;
  struct h2_block b;
  int32_t id = NGHTTP2_ERR_INVALID_STREAM_STATE;
  if (st && h2_block_init(env, &b, eddy_arg(info, 1))) {
    id = nghttp2_submit_push_promise(s->ng, NGHTTP2_FLAG_NONE, st->id, b.nv, b.count, NULL);
    h2_block_release(&b);
    if (id > 0) stream_begun(h2_stream_new(s, id));
    h2_session_schedule(s);
  }
  eddy_ret_i32(info, id);
  return NULL;
}

/* reset(id, code): what the stream has to send goes out first as far as it can */
napi_value h2_js_rst(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  const int32_t id = eddy_arg_i32(info, 0);
  struct h2_stream *st = s ? h2_stream_of(s, id) : NULL;
  if (!st) return NULL;
  if (st->queued > 0 || nghttp2_session_want_write(s->ng)) h2_session_flush(s);
  st = s->ng ? h2_stream_of(s, id) : NULL;
  if (!st) return NULL;
  nghttp2_submit_rst_stream(s->ng, NGHTTP2_FLAG_NONE, id, eddy_arg_u32(info, 1));
  h2_session_schedule(s);
  return NULL;
}

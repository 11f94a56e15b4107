// SPDX-License-Identifier: MIT
/* control.c: frames of the session itself: SETTINGS, PING, GOAWAY, ALTSVC, ORIGIN, windows; and its figures. */
#include "http2/http2.h"

/* Entries of one SETTINGS frame from JavaScript: seven of the RFCs and ten of the user's. */
#define SETTINGS_MAX 32

/* settings([id, value, ...]): 0 or negative */
napi_value h2_js_settings(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  napi_value list = eddy_arg(info, 0);
  nghttp2_settings_entry entries[SETTINGS_MAX];
  uint32_t n = 0;
  if (!s || napi_get_array_length(env, list, &n) != napi_ok || n / 2 > SETTINGS_MAX) {
    eddy_ret_i32(info, NGHTTP2_ERR_INVALID_ARGUMENT);
    return NULL;
  }
  for (uint32_t i = 0; i < n / 2; i++) {
    napi_value id = NULL, value = NULL;
    napi_get_element(env, list, 2 * i, &id);
    napi_get_element(env, list, 2 * i + 1, &value);
    entries[i] = (nghttp2_settings_entry){eddy_to_i32(id), (uint32_t)eddy_to_f64(value)};
  }
  const int result = nghttp2_submit_settings(s->ng, NGHTTP2_FLAG_NONE, entries, n / 2);
  h2_session_schedule(s);
  eddy_ret_i32(info, result);
  return NULL;
}

/* The settings of the RFCs, in the order JavaScript expects. */
void h2_settings_values(struct h2_session *s, bool local, uint32_t *values) {
  static const int ids[H2_SETTINGS] = {
    NGHTTP2_SETTINGS_HEADER_TABLE_SIZE, NGHTTP2_SETTINGS_ENABLE_PUSH, NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE,
    NGHTTP2_SETTINGS_MAX_FRAME_SIZE, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS,
    NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, NGHTTP2_SETTINGS_ENABLE_CONNECT_PROTOCOL,
  };
  for (int i = 0; i < H2_SETTINGS; i++) {
    const nghttp2_settings_id id = (nghttp2_settings_id)ids[i];
    values[i] = local ? nghttp2_session_get_local_settings(s->ng, id) : nghttp2_session_get_remote_settings(s->ng, id);
  }
}

napi_value h2_settings_js(napi_env env, const uint32_t *values) {
  napi_value v[H2_SETTINGS];
  for (int i = 0; i < H2_SETTINGS; i++) v[i] = eddy_u32(env, values[i]);
  return eddy_array(env, v, H2_SETTINGS);
}

static napi_value settings_now(napi_env env, struct h2_session *s, bool local) {
  uint32_t values[H2_SETTINGS];
  if (!s) return NULL;
  h2_settings_values(s, local, values);
  return h2_settings_js(env, values);
}

/* localSettings(), remoteSettings() */
napi_value h2_js_local_settings(napi_env env, napi_callback_info info) {
  return settings_now(env, h2_this(info), true);
}
napi_value h2_js_remote_settings(napi_env env, napi_callback_info info) {
  return settings_now(env, h2_this(info), false);
}

/* ping(payload of 8 bytes): 0 or negative */
napi_value h2_js_ping(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  struct eddy_bytes bytes;
  int result = NGHTTP2_ERR_INVALID_ARGUMENT;
  if (s && eddy_arg_bytes(info, 0, &bytes) && bytes.len == 8) {
    result = nghttp2_submit_ping(s->ng, NGHTTP2_FLAG_NONE, bytes.data);
    h2_session_schedule(s);
  }
  eddy_ret_i32(info, result);
  return NULL;
}

/* goaway(code, last stream or <= 0, data | undefined) */
napi_value h2_js_goaway(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  struct eddy_bytes bytes = {NULL, 0};
  if (!s) return NULL;
  int32_t last = eddy_arg_i32(info, 1);
  if (last <= 0) last = nghttp2_session_get_last_proc_stream_id(s->ng);
  if (eddy_arg_is_bytes(info, 2)) eddy_arg_bytes(info, 2, &bytes);
  nghttp2_submit_goaway(s->ng, NGHTTP2_FLAG_NONE, last, eddy_arg_u32(info, 0), bytes.data, bytes.len);
  h2_session_schedule(s);
  return NULL;
}

/* altsvc(id, origin, value): checked and Latin-1; at most 16,382 bytes together */
napi_value h2_js_altsvc(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  struct eddy_str origin, value;
  if (!s || !eddy_arg_str(env, info, 1, &origin)) return NULL;
  if (eddy_arg_str(env, info, 2, &value)) {
    nghttp2_submit_altsvc(s->ng, NGHTTP2_FLAG_NONE, eddy_arg_i32(info, 0), (const uint8_t *)origin.data, origin.len,
                          (const uint8_t *)value.data, value.len);
    eddy_str_release(&value);
    h2_session_schedule(s);
  }
  eddy_str_release(&origin);
  return NULL;
}

/* origin(text): origins, each ended by NUL; at most 16,382 bytes */
napi_value h2_js_origin(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  size_t len = 0, n = 0;
  if (!s || napi_get_value_string_latin1(env, eddy_arg(info, 0), NULL, 0, &len) != napi_ok) return NULL;
  char *text = malloc(len + 1);
  if (!text) return NULL;
  napi_get_value_string_latin1(env, eddy_arg(info, 0), text, len + 1, &len);
  for (size_t i = 0; i < len; i++) n += text[i] == '\0';
  nghttp2_origin_entry *entries = eddy_calloc(n + 1, sizeof *entries);
  size_t at = 0;
  for (size_t i = 0; i < n; i++) {
    entries[i].origin = (uint8_t *)text + at;
    entries[i].origin_len = strlen(text + at);
    at += entries[i].origin_len + 1;
  }
  nghttp2_submit_origin(s->ng, NGHTTP2_FLAG_NONE, entries, n);
  free(entries);
  free(text);
  h2_session_schedule(s);
  return NULL;
}

/* setNextStreamID(id): false if it cannot be */
napi_value h2_js_set_next_stream(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  eddy_ret_bool(info, s && nghttp2_session_set_next_stream_id(s->ng, eddy_arg_i32(info, 0)) == 0);
  return NULL;
}

/* setLocalWindowSize(bytes): of the connection; 0 or negative */
napi_value h2_js_set_window(napi_env env, napi_callback_info info) {
  (void)env;
  struct h2_session *s = h2_this(info);
  int result = NGHTTP2_ERR_INVALID_ARGUMENT;
  if (s) {
    result = nghttp2_session_set_local_window_size(s->ng, NGHTTP2_FLAG_NONE, 0, eddy_arg_i32(info, 0));
    h2_session_schedule(s);
  }
  eddy_ret_i32(info, result);
  return NULL;
}

/* state(): nine numbers, in the order of session.state */
napi_value h2_js_state(napi_env env, napi_callback_info info) {
  struct h2_session *s = h2_this(info);
  if (!s) return NULL;
  napi_value v[] = {
    eddy_i32(env, nghttp2_session_get_effective_local_window_size(s->ng)),
    eddy_i32(env, nghttp2_session_get_effective_recv_data_length(s->ng)),
    eddy_u32(env, nghttp2_session_get_next_stream_id(s->ng)),
    eddy_i32(env, nghttp2_session_get_local_window_size(s->ng)),
    eddy_i32(env, nghttp2_session_get_last_proc_stream_id(s->ng)),
    eddy_i32(env, nghttp2_session_get_remote_window_size(s->ng)),
    eddy_f64(env, (double)nghttp2_session_get_outbound_queue_size(s->ng)),
    eddy_f64(env, (double)nghttp2_session_get_hd_deflate_dynamic_table_size(s->ng)),
    eddy_f64(env, (double)nghttp2_session_get_hd_inflate_dynamic_table_size(s->ng)),
  };
  return eddy_array(env, v, COUNTOF(v));
}

/* statistics(): frames received, sent, bytes read, written, streams, most at a time, bytes of memory */
napi_value h2_js_statistics(napi_env env, napi_callback_info info) {
  struct h2_session *s = eddy_native_of(eddy_this(info), &h2_session_class);
  if (!s) return NULL;
  napi_value v[] = {
    eddy_f64(env, s->frames_received), eddy_f64(env, s->frames_sent), eddy_f64(env, s->bytes_read),
    eddy_f64(env, s->bytes_written), eddy_f64(env, s->streams_total), eddy_f64(env, s->max_concurrent),
    eddy_f64(env, (double)s->memory),
  };
  return eddy_array(env, v, COUNTOF(v));
}

/* strerror(code of nghttp2) */
napi_value h2_js_strerror(napi_env env, napi_callback_info info) {
  return eddy_utf8(env, nghttp2_strerror(eddy_arg_i32(info, 0)), (size_t)-1);
}

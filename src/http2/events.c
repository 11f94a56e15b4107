// SPDX-License-Identifier: MIT
/* events.c: what nghttp2's callbacks have to tell JavaScript. They queue; h2_events_dispatch delivers when
 * nghttp2 has returned. Handlers may do anything to the session, its destruction included. */
#include "http2/http2.h"

struct h2_event *h2_event_new(struct h2_session *s, enum h2_callback type, int32_t id, const void *own,
                              size_t len) {
  struct h2_event *e = eddy_calloc(1, sizeof *e + (own ? len : 0));
  e->type = type;
  e->id = id;
  e->len = len;
  if (own) {
    if (len) memcpy(e->own, own, len);
    e->data = e->own;
  }
  e->stream = id > 0 ? h2_stream_of(s, id) : NULL;
  if (e->stream) e->stream->events++;
  *s->events_end = e;
  s->events_end = &e->next;
  return e;
}

static void event_free(struct h2_event *e) {
  h2_fields_release(&e->fields);
  if (e->stream && --e->stream->events == 0 && e->stream->gone) h2_stream_free(e->stream);
  free(e);
}

void h2_events_drop(struct h2_session *s) {
  while (s->events) {
    struct h2_event *e = s->events;
    s->events = e->next;
    event_free(e);
  }
  s->events_end = &s->events;
}

/* ---- arguments, by type ------------------------------------------------------------------------------- */

static size_t headers_args(struct h2_session *s, struct h2_event *e, napi_value *argv) {
  napi_env env = s->env->napi;
  argv[0] = eddy_i32(env, e->id);
  argv[1] = eddy_i32(env, (int32_t)e->a);
  argv[2] = eddy_i32(env, (int32_t)e->b);
  argv[3] = h2_fields_js(s, &e->fields, &argv[4]);
  argv[5] = eddy_i32(env, (int32_t)e->c);
  return 6;
}

static size_t data_args(struct h2_session *s, struct h2_event *e, napi_value *argv) {
  napi_env env = s->env->napi;
  argv[0] = eddy_i32(env, e->id);
  argv[1] = e->len ? eddy_buffer_copy(env, e->data, e->len) : NULL;
  if (!argv[1]) argv[1] = eddy_undefined(env);
  argv[2] = eddy_bool(env, e->a != 0);
  return 3;
}

static size_t goaway_args(struct h2_session *s, struct h2_event *e, napi_value *argv) {
  napi_env env = s->env->napi;
  argv[0] = eddy_f64(env, (double)e->a);
  argv[1] = eddy_i32(env, (int32_t)e->b);
  argv[2] = e->len ? eddy_buffer_copy(env, e->data, e->len) : NULL;
  if (!argv[2]) argv[2] = eddy_undefined(env);
  return 3;
}

static size_t altsvc_args(struct h2_session *s, struct h2_event *e, napi_value *argv) {
  napi_env env = s->env->napi;
  const size_t origin = (size_t)e->a;
  argv[0] = eddy_i32(env, e->id);
  argv[1] = eddy_latin1(env, e->data, origin);
  argv[2] = eddy_latin1(env, e->data + origin, e->len - origin);
  return 3;
}

static size_t origin_args(struct h2_session *s, struct h2_event *e, napi_value *argv) {
  napi_env env = s->env->napi;
  uint32_t n = 0;
  argv[0] = eddy_array(env, NULL, 0);
  for (size_t at = 0; at < e->len; n++) {
    const size_t len = strlen((const char *)e->data + at); /* each ends with a NUL */
    eddy_set_index(env, argv[0], n, eddy_latin1(env, e->data + at, len));
    at += len + 1;
  }
  return 1;
}

static size_t settings_args(struct h2_session *s, struct h2_event *e, napi_value *argv) {
  napi_env env = s->env->napi;
  nghttp2_settings_entry entry;
  uint32_t n = 0;
  argv[0] = eddy_bool(env, e->a != 0);
  argv[1] = h2_settings_js(env, (const uint32_t *)(const void *)e->data);
  argv[2] = eddy_array(env, NULL, 0);
  for (size_t at = H2_SETTINGS * sizeof(uint32_t); at + sizeof entry <= e->len; at += sizeof entry) {
    memcpy(&entry, e->data + at, sizeof entry);
    eddy_set_index(env, argv[2], n++, eddy_i32(env, entry.settings_id));
    eddy_set_index(env, argv[2], n++, eddy_u32(env, entry.value));
  }
  return 3;
}

static size_t number_args(struct h2_session *s, struct h2_event *e, napi_value *argv) {
  napi_env env = s->env->napi;
  argv[0] = eddy_i32(env, e->id);
  argv[1] = eddy_f64(env, (double)e->a);
  argv[2] = eddy_f64(env, (double)e->b);
  argv[3] = eddy_bool(env, e->c != 0);
  return 4;
}

static size_t event_args(struct h2_session *s, struct h2_event *e, napi_value *argv) {
  napi_env env = s->env->napi;
  switch (e->type) {
    case H2_ON_HEADERS: return headers_args(s, e, argv);
    case H2_ON_DATA: return data_args(s, e, argv);
    case H2_ON_GOAWAY: return goaway_args(s, e, argv);
    case H2_ON_ALTSVC: return altsvc_args(s, e, argv);
    case H2_ON_ORIGIN: return origin_args(s, e, argv);
    case H2_ON_PING:
      argv[0] = eddy_buffer_copy(env, e->data, e->len);
      argv[1] = eddy_bool(env, e->a != 0);
      return 2;
    case H2_ON_SETTINGS: return settings_args(s, e, argv);
    case H2_ON_END:
      argv[0] = eddy_i32(env, (int32_t)e->a);
      return 1;
    case H2_ON_ERROR:
      argv[0] = eddy_i32(env, (int32_t)e->a);
      argv[1] = s->own_error ? eddy_utf8(env, s->own_error, (size_t)-1) : eddy_undefined(env);
      return 2;
    default: return number_args(s, e, argv);
  }
}

/* The context of the stream, if there is one; else that of the session. */
static struct eddy_async *event_context(struct h2_session *s, struct h2_event *e) {
  struct h2_stream *st = e->stream;
  if (!st) return &s->async;
  if (!st->known) { /* of the peer's making: the context is that of the session */
    struct eddy_loop_scope scope;
    eddy_loop_enter(s->env, &s->async, &scope);
    eddy_async_init(s->env, &st->async, NULL, "HTTP2STREAM");
    eddy_loop_leave(s->env, &scope, false);
    st->known = true;
  }
  return &st->async;
}

static void event_deliver(struct h2_session *s, struct h2_event *e) {
  struct eddy_env *env = s->env;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value argv[6], js = eddy_native_value(&s->native);
  napi_value fn = eddy_ref_get(env->napi, h2_data(env)->callbacks[e->type]);
  if (fn && js && env->can_call_js) {
    const size_t argc = event_args(s, e, argv);
    eddy_loop_call(env, event_context(s, e), js, fn, argc, argv, NULL);
  }
  eddy_scope_close(&scope);
}

void h2_events_dispatch(struct h2_session *s) {
  if (s->dispatching || s->in_codec) return;
  s->dispatching = true;
  while (s->events && !s->dead) {
    struct h2_event *e = s->events;
    s->events = e->next;
    if (!s->events) s->events_end = &s->events;
    event_deliver(s, e);
    event_free(e);
  }
  s->dispatching = false;
}

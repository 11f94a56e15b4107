// SPDX-License-Identifier: MIT
/* pump.c: bytes from one native stream into another, as long as no JavaScript wants to see them: a.pipe(b) of two
 * sockets (lib/internal/net/pump.js decides when). The source is not read while the other does not take what it has.
 * The end of the source, and what cannot be pumped, goes to JavaScript as ever. */
#include "bindings/stream.h"

static void pump_read(struct eddy_stream *s, void *owner, ssize_t nread, uint8_t *data);
static void pump_source_closed(struct eddy_stream *s, void *owner);
static const struct eddy_stream_reader pump_reader = {pump_read, pump_source_closed, false};

/* Neither reads on nor calls anybody. */
static void pump_forget(struct eddy_stream *from) {
  if (!from->pump_to) return;
  from->pump_to->pump_from = NULL;
  from->pump_to = NULL;
  from->pump_waits = false;
}

void eddy_pump_stop(struct eddy_stream *from) {
  if (!from->pump_to) return;
  const bool waits = from->pump_waits;
  pump_forget(from);
  if (from->reader == &pump_reader) from->reader = NULL;
  if (waits && from->h.state == EDDY_HANDLE_OPEN) eddy_stream_read_start(from); /* JavaScript believes it is read */
}

static void pump_source_closed(struct eddy_stream *s, void *owner) {
  (void)owner;
  pump_forget(s);
}

/* The other side cannot be written to: JavaScript ends it. */
static void pump_fail(struct eddy_stream *from, int status) {
  struct eddy_env *env = from->h.env;
  struct eddy_scope scope;
  eddy_pump_stop(from);
  if (!env->can_call_js) return;
  eddy_scope_open(env->napi, &scope);
  napi_value arg = eddy_i32(env->napi, status);
  eddy_loop_call_method(env, &from->h.async, eddy_native_value(&from->h.native), "onpumperror", 1, &arg, NULL);
  eddy_scope_close(&scope);
}

static void pump_wrote(struct eddy_stream *to, int status, void *data) {
  struct eddy_stream *from = to->pump_from;
  (void)data;
  if (!from || !from->pump_waits) return; /* stopped meanwhile */
  if (status < 0) {
    pump_fail(from, status);
    return;
  }
  from->pump_waits = false;
  const int err = from->h.state == EDDY_HANDLE_OPEN ? eddy_stream_read_start(from) : 0;
  if (err < 0) pump_fail(from, err);
}

static void pump_read(struct eddy_stream *s, void *owner, ssize_t nread, uint8_t *data) {
  struct eddy_env *env = s->h.env;
  (void)owner;
  if (nread < 0 || env->async_fields[EDDY_ASYNC_TOTAL_HOOKS] > 0) {
    eddy_pump_stop(s);
    eddy_stream_read_to_js(s, nread, data);
    return;
  }
  const uv_buf_t buf = uv_buf_init((char *)data, (unsigned)nread);
  const int result = eddy_stream_write(s->pump_to, &buf, 1, pump_wrote, NULL);
  if (result == 1) {
    s->pump_waits = true;
    eddy_stream_read_stop(s);
  } else if (result < 0) {
    pump_fail(s, result);
  }
}

/* pumpTo(stream) -> whether what is read goes there from now on. Both must be idle: nothing waits to be written. */
napi_value eddy_stream_pump_to(napi_env env, napi_callback_info info) {
  struct eddy_stream *from = eddy_stream_this(info), *to = eddy_stream_of(eddy_arg(info, 0));
  const bool hooks = eddy_env_current(env)->async_fields[EDDY_ASYNC_TOTAL_HOOKS] > 0; /* they see each read */
  const bool ok = from && to && !hooks && from->reading && !from->reader && !from->user_buffer &&
                  !to->pump_from && !to->blocking && eddy_stream_queued(to) == 0;
  if (ok) {
    from->pump_to = to;
    to->pump_from = from;
    eddy_stream_set_reader(from, &pump_reader, NULL);
  }
  eddy_ret_bool(info, ok);
  return NULL;
}

/* pumpStop(): what is read goes to JavaScript again */
napi_value eddy_stream_pump_stop(napi_env env, napi_callback_info info) {
  struct eddy_stream *from = eddy_stream_this(info);
  (void)env;
  if (from) eddy_pump_stop(from);
  return NULL;
}

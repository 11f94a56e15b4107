// SPDX-License-Identifier: MIT
/* stream.c: LibuvStreamWrap, what TCP, Pipe and TTY have in common: reading, shutdown, counters,
 * listening. Bytes are read into the loop's one buffer and handed to JavaScript as a Buffer of
 * the right size. Used by lib/internal/stream_base_commons.js; writing is in stream_write.c. */
#include <errno.h>

#include "bindings/stream.h"

/* ---- callbacks: two functions per thread, overridden per stream where needed ----------------- */

struct stream_data { eddy_ref callbacks[EDDY_STREAM_CALLBACKS]; };

static void stream_data_release(struct eddy_env *env, void *p) {
  struct stream_data *d = p;
  (void)env;
  for (int i = 0; i < EDDY_STREAM_CALLBACKS; i++) eddy_ref_free(d->callbacks[i]);
  free(d);
}

/* Made from the slot at first use: the slot survives a start-up snapshot, references do not. */
static struct stream_data *stream_data(struct eddy_env *env) {
  struct stream_data *d = env->binding_data[EDDY_DATA_NET];
  if (d) return d;
  d = eddy_calloc(1, sizeof *d);
  napi_value list = eddy_slot_get(env->napi, EDDY_SLOT_NET_1);
  for (uint32_t i = 0; list && i < EDDY_STREAM_CALLBACKS; i++) {
    napi_value fn;
    if (napi_get_element(env->napi, list, i, &fn) == napi_ok && eddy_is_function(fn))
      d->callbacks[i] = eddy_ref_new(env->napi, fn);
  }
  env->binding_data[EDDY_DATA_NET] = d;
  env->binding_release[EDDY_DATA_NET] = stream_data_release;
  return d;
}

/* setCallbacks([onread, onwrite]): the defaults of this thread. */
static napi_value stream_set_callbacks(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  eddy_slot_set(env, EDDY_SLOT_NET_1, eddy_arg(info, 0));
  if (e->binding_data[EDDY_DATA_NET]) {
    stream_data_release(e, e->binding_data[EDDY_DATA_NET]);
    e->binding_data[EDDY_DATA_NET] = NULL;
  }
  return NULL;
}

napi_value eddy_stream_callback(struct eddy_stream *s, enum eddy_stream_callback which) {
  eddy_ref own = which == EDDY_STREAM_ON_READ ? s->on_read : s->on_write;
  return eddy_ref_get(s->h.env->napi, own ? own : stream_data(s->h.env)->callbacks[which]);
}

napi_value eddy_stream_default_callback(struct eddy_env *env, enum eddy_stream_callback which) {
  return eddy_ref_get(env->napi, stream_data(env)->callbacks[which]);
}

/* ---- life ------------------------------------------------------------------------------------ */

static struct eddy_stream *stream_of_handle(struct eddy_handle *h) {
  return h && h->state == EDDY_HANDLE_OPEN ? CONTAINER_OF(h, struct eddy_stream, h) : NULL;
}

struct eddy_stream *eddy_stream_of(napi_value js) {
  return stream_of_handle(eddy_native_of(js, &eddy_stream_class));
}

struct eddy_stream *eddy_stream_this(napi_callback_info info) {
  return eddy_stream_of(eddy_this(info));
}

struct eddy_stream *eddy_stream_alloc(void) { return eddy_calloc(1, sizeof(struct eddy_stream)); }

static void stream_free(struct eddy_handle *h) {
  struct eddy_stream *s = CONTAINER_OF(h, struct eddy_stream, h);
  eddy_ref_free(s->on_read);
  eddy_ref_free(s->on_write);
  eddy_ref_free(s->user_buffer);
  eddy_stream_gather_drop(s);
  eddy_stream_ring_drop(s);
  free(s);
}

void eddy_stream_init(struct eddy_env *env, struct eddy_stream *s, napi_value js,
                      const struct eddy_class *cls, const char *type) {
  eddy_handle_init(env, &s->h, &s->uv.handle, js, cls, type, stream_free);
}

napi_value eddy_stream_new(struct eddy_env *env, const struct eddy_class *cls, int type,
                           struct eddy_stream **out) {
  napi_value arg = eddy_i32(env->napi, type);
  napi_value js = eddy_class_new(env->napi, cls, 1, &arg);
  *out = js ? eddy_stream_of(js) : NULL;
  if (!*out) {
    if (!js) eddy_take_exception(env->napi);
    return NULL;
  }
  return js;
}

static napi_value stream_construct(napi_env env, napi_callback_info info) {
  (void)info;
  eddy_throw_type(env, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  return NULL;
}

void eddy_stream_set_reader(struct eddy_stream *s, const struct eddy_stream_reader *reader,
                            void *owner) {
  if (!reader || !reader->sent) eddy_stream_ring_leave(s);
  s->reader = reader;
  s->reader_owner = owner;
}

/* close(cb): tells the native reader, then closes like any handle. */
static napi_value stream_close(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  if (!s) return NULL;
  eddy_stream_gather_flush(s);
  eddy_stream_ring_drop(s);
  const struct eddy_stream_reader *reader = s->reader;
  s->reader = NULL;
  s->reading = false;
  if (reader && reader->closed) reader->closed(s, s->reader_owner);
  if (s->pump_from) eddy_pump_stop(s->pump_from);
  eddy_handle_close(&s->h, eddy_arg_is_function(info, 0) ? eddy_arg(info, 0) : NULL);
  return NULL;
}

/* reset(cb): close with RST where the kind of stream has it. */
static napi_value stream_reset(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  if (!s) {
    eddy_ret_i32(info, UV_EBADF);
    return NULL;
  }
  eddy_stream_gather_flush(s);
  if (s->uv.handle.type == UV_TCP) {
    struct linger now = { .l_onoff = 1, .l_linger = 0 };
    uv_os_fd_t fd;
    int err = uv_fileno(&s->uv.handle, &fd);
    if (err == 0 && setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now) != 0)
      err = uv_translate_sys_error(errno);
    if (err < 0) {
      eddy_ret_i32(info, err);
      return NULL;
    }
  }
  stream_close(env, info);
  eddy_ret_i32(info, 0);
  return NULL;
}

enum { STREAM_BULK_AFTER = 3 };

/* ---- reading --------------------------------------------------------------------------------- */

static void stream_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf) {
  struct eddy_stream *s = eddy_stream_of_uv(handle);
  (void)suggested;
  size_t size = 0;
  if (s->user_buffer && !s->reader) {
    struct eddy_scope scope;
    struct eddy_bytes bytes = { NULL, 0 };
    eddy_scope_open(s->h.env->napi, &scope);
    eddy_value_bytes(eddy_ref_get(s->h.env->napi, s->user_buffer), &bytes);
    eddy_scope_close(&scope);
    *buf = uv_buf_init((char *)bytes.data, (unsigned)bytes.len);
    return;
  }
  const bool bulk = s->full_reads >= STREAM_BULK_AFTER && s->reader && s->reader->bulk;
  uint8_t *data = bulk ? eddy_bulk_buffer(s->h.env, &size) : eddy_read_buffer(s->h.env, &size);
  *buf = uv_buf_init((char *)data, (unsigned)size);
}

napi_value eddy_stream_pending_handle(struct eddy_stream *s) {
  if (s->uv.handle.type != UV_NAMED_PIPE || !s->uv.pipe.ipc) return NULL;
  if (uv_pipe_pending_count(&s->uv.pipe) == 0) return NULL;
  struct eddy_stream *client;
  napi_value js = NULL;
  switch (uv_pipe_pending_type(&s->uv.pipe)) {
    case UV_TCP: js = eddy_stream_new(s->h.env, &eddy_tcp_class, 0, &client); break;
    case UV_NAMED_PIPE: js = eddy_stream_new(s->h.env, &eddy_pipe_class, 0, &client); break;
    case UV_UDP: {
      extern const struct eddy_class eddy_udp_class;
      js = eddy_class_new(s->h.env->napi, &eddy_udp_class, 0, NULL);
      struct eddy_handle *h = js ? eddy_native_of(js, &eddy_udp_class) : NULL;
      if (!h || uv_accept(&s->uv.stream, (uv_stream_t *)h->uv) != 0) return NULL;
      eddy_udp_share(h);
      return js;
    }
    default: return NULL;
  }
  if (!js || uv_accept(&s->uv.stream, &client->uv.stream) != 0) return NULL;
  return js;
}

void eddy_stream_read_to_js(struct eddy_stream *s, ssize_t nread, uint8_t *data) {
  struct eddy_env *env = s->h.env;
  struct eddy_scope scope;
  bool user = s->user_buffer != NULL;
  eddy_scope_open(env->napi, &scope);
  napi_value undefined = eddy_undefined(env->napi), argv[3] = { NULL, undefined, undefined };
  if (nread > 0) {
    if (!user) {
      argv[1] = eddy_read_buffer_value(env, data, (size_t)nread);
      if (!argv[1]) argv[1] = undefined, nread = UV_ENOBUFS;
    }
    napi_value handle = eddy_stream_pending_handle(s);
    if (handle) argv[2] = handle;
  }
  argv[0] = eddy_i32(env->napi, (int32_t)nread);
  napi_value fn = eddy_stream_callback(s, EDDY_STREAM_ON_READ);
  if (fn) eddy_loop_call(env, &s->h.async, eddy_native_value(&s->h.native), fn, 3, argv, NULL);
  eddy_scope_close(&scope);
}

void eddy_stream_deliver(struct eddy_stream *s, ssize_t nread, uint8_t *data) {
  struct eddy_env *env = s->h.env;
  if (nread < 0) eddy_stream_read_stop(s);
  if (nread > 0) s->bytes_read += (double)nread;
  if (nread < EDDY_READ_BUFFER_SIZE) s->full_reads = 0;
  else if (s->full_reads < STREAM_BULK_AFTER) s->full_reads++;
  eddy_streams_read_begin(env);
  if (s->reader) s->reader->read(s, s->reader_owner, nread, data);
  else eddy_stream_read_to_js(s, nread, data);
  eddy_streams_read_end(env);
}

static void stream_on_read(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) {
  struct eddy_stream *s = eddy_stream_of_uv(stream);
  struct eddy_env *env = s->h.env;
  uint8_t *data = (uint8_t *)buf->base;
  const bool borrowed = data && (s->reader || !s->user_buffer);
  if (s->h.state != EDDY_HANDLE_OPEN || nread == 0) {
    if (borrowed) eddy_read_buffer_release(env, data);
    return;
  }
  if (s->held) { /* that comes first */
    eddy_stream_hold(s, data, nread > 0 ? (size_t)nread : 0, nread < 0 ? (int)nread : 0);
    if (borrowed) eddy_read_buffer_release(env, data);
    eddy_stream_held_tell(s);
    return;
  }
  bool given = false, *outer = env->read_buffer_given;
  env->read_buffer_given = &given;
  eddy_stream_deliver(s, nread, data);
  env->read_buffer_given = outer;
  if (borrowed && !given) eddy_read_buffer_release(env, data);
}

int eddy_stream_read_start(struct eddy_stream *s) {
  if (s->reading) return 0;
  int err = uv_read_start(&s->uv.stream, stream_alloc, stream_on_read);
  if (err == 0 || err == UV_EALREADY) s->reading = true;
  if (s->reading && s->held) eddy_stream_held_tell(s);
  return err == UV_EALREADY ? 0 : err;
}

int eddy_stream_read_stop(struct eddy_stream *s) {
  eddy_stream_ring_leave(s);
  s->reading = false;
  return uv_read_stop(&s->uv.stream);
}

static napi_value stream_read_start(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  eddy_ret_i32(info, s ? eddy_stream_read_start(s) : UV_EBADF);
  return NULL;
}

static napi_value stream_read_stop(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  eddy_ret_i32(info, s ? eddy_stream_read_stop(s) : UV_EBADF);
  return NULL;
}

static void stream_set_ref(napi_env env, eddy_ref *ref, napi_value v) {
  eddy_ref_free(*ref);
  *ref = eddy_is_nullish(v) ? NULL : eddy_ref_new(env, v);
}

/* setOnRead(fn): this stream's own fn(nread, buffer, handle); this = the stream. */
static napi_value stream_set_on_read(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  if (s) stream_set_ref(env, &s->on_read, eddy_arg(info, 0));
  return NULL;
}

/* setOnWrite(fn): this stream's own fn(status), for writes that did not end at once. */
static napi_value stream_set_on_write(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  if (s) stream_set_ref(env, &s->on_write, eddy_arg(info, 0));
  return NULL;
}

/* useUserBuffer(bytes): read into this memory; onread gets no buffer then. */
static napi_value stream_use_user_buffer(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  if (s && eddy_arg_is_bytes(info, 0)) stream_set_ref(env, &s->user_buffer, eddy_arg(info, 0));
  return NULL;
}

/* ---- shutdown, counters ------------------------------------------------------------------------ */

struct stream_shutdown {
  uv_shutdown_t uv;
  struct eddy_req req;
};

static void stream_shutdown_done(uv_shutdown_t *uv, int status) {
  struct stream_shutdown *w = (struct stream_shutdown *)uv;
  struct eddy_req req = w->req;
  struct eddy_scope scope;
  eddy_scope_open(req.env->napi, &scope);
  napi_value arg = eddy_i32(req.env->napi, status);
  free(w);
  eddy_req_complete(&req, 1, &arg);
  eddy_scope_close(&scope);
}

/* shutdown(req): ends the writing side after what is queued; then req.oncomplete(status). */
static napi_value stream_shutdown(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  if (!s) {
    eddy_ret_i32(info, UV_EBADF);
    return NULL;
  }
  eddy_stream_gather_flush(s);
  eddy_stream_ring_leave(s);
  struct stream_shutdown *w = eddy_calloc(1, sizeof *w);
  int err = uv_shutdown(&w->uv, &s->uv.stream, stream_shutdown_done);
  if (err == 0) {
    const double trigger = eddy_async_trigger(s->h.env, &s->h.async);
    eddy_req_init(s->h.env, &w->req, eddy_arg(info, 0), NULL, "SHUTDOWNWRAP");
    eddy_async_trigger_back(s->h.env, trigger);
    w->uv.data = &w->req;
    eddy_req_pin(&w->req, eddy_this(info));
  } else {
    free(w);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value stream_get_write_queue_size(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  eddy_ret_f64(info, s ? (double)eddy_stream_queued(s) : 0);
  return NULL;
}

size_t eddy_stream_queued(const struct eddy_stream *s) {
  return uv_stream_get_write_queue_size(&s->uv.stream);
}

static napi_value stream_get_bytes_read(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &eddy_stream_class);
  eddy_ret_f64(info, h ? CONTAINER_OF(h, struct eddy_stream, h)->bytes_read : 0);
  return NULL;
}

static napi_value stream_get_bytes_written(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &eddy_stream_class);
  eddy_ret_f64(info, h ? CONTAINER_OF(h, struct eddy_stream, h)->bytes_written : 0);
  return NULL;
}

static napi_value stream_get_fd(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  uv_os_fd_t fd = -1;
  if (s && uv_fileno(&s->uv.handle, &fd) != 0) fd = -1;
  eddy_ret_i32(info, fd);
  return NULL;
}

static napi_value stream_set_blocking(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  int err = UV_EBADF;
  if (s) {
    bool on = eddy_arg_bool(info, 0);
    eddy_stream_ring_leave(s);
    err = uv_stream_set_blocking(&s->uv.stream, on);
    if (err == 0) s->blocking = on;
  }
  eddy_ret_i32(info, err);
  return NULL;
}

/* drain(): writes out what is queued, waiting as long as it takes. For the standard streams when the
 * process is about to end: JavaScript is not called, the loop is not used afterwards. */
static napi_value stream_drain(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  struct eddy_env *e = eddy_env_current(env);
  if (!s) return NULL;
  eddy_stream_gather_flush(s);
  eddy_stream_ring_leave(s);
  const bool could = e->can_call_js;
  e->can_call_js = false;
  uv_stream_set_blocking(&s->uv.stream, 1);
  while (eddy_stream_queued(s) > 0 && uv_run(e->loop, UV_RUN_ONCE) != 0) {
  }
  e->can_call_js = could;
  return NULL;
}

static napi_value stream_is_readable(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  eddy_ret_bool(info, s && uv_is_readable(&s->uv.stream));
  return NULL;
}

static napi_value stream_is_writable(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  eddy_ret_bool(info, s && uv_is_writable(&s->uv.stream));
  return NULL;
}

/* ---- listening ---------------------------------------------------------------------------------- */

static void stream_on_connection(uv_stream_t *server, int status) {
  struct eddy_stream *s = eddy_stream_of_uv(server);
  struct eddy_env *env = s->h.env;
  if (s->h.state != EDDY_HANDLE_OPEN) return;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value argv[2] = { NULL, eddy_undefined(env->napi) };
  if (status == 0) {
    bool tcp = s->uv.handle.type == UV_TCP;
    struct eddy_stream *client;
    const double trigger = eddy_async_trigger(env, &s->h.async);
    napi_value js = eddy_stream_new(env, tcp ? &eddy_tcp_class : &eddy_pipe_class, 0, &client);
    eddy_async_trigger_back(env, trigger);
    status = js ? uv_accept(server, &client->uv.stream) : UV_ENOMEM;
    if (status == 0) argv[1] = js;
    else if (js) eddy_handle_close(&client->h, NULL);
  }
  if (status == UV_EAGAIN) {
    eddy_scope_close(&scope);
    return;
  }
  argv[0] = eddy_i32(env->napi, status);
  eddy_loop_call_method(env, &s->h.async, eddy_native_value(&s->h.native), "onconnection", 2, argv,
                        NULL);
  eddy_scope_close(&scope);
}

napi_value eddy_stream_listen(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  int err = s ? uv_listen(&s->uv.stream, eddy_arg_i32(info, 0), stream_on_connection) : UV_EBADF;
  eddy_ret_i32(info, err);
  return NULL;
}

/* ---- connecting ---------------------------------------------------------------------------------- */

struct eddy_connect *eddy_connect_new(struct eddy_stream *s, napi_value js, napi_value req,
                                      const char *type) {
  struct eddy_connect *c = eddy_calloc(1, sizeof *c);
  const double trigger = eddy_async_trigger(s->h.env, &s->h.async);
  eddy_req_init(s->h.env, &c->req, req, NULL, type);
  eddy_async_trigger_back(s->h.env, trigger);
  c->uv.data = &c->req;
  c->stream = s;
  eddy_req_pin(&c->req, js);
  eddy_req_pin(&c->req, req);
  return c;
}

/* Calls req.oncomplete(status, handle, req, readable, writable). */
void eddy_connect_done(uv_connect_t *uv, int status) {
  struct eddy_connect *c = CONTAINER_OF(uv, struct eddy_connect, uv);
  struct eddy_env *env = c->req.env;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value handle = eddy_ref_get(env->napi, c->req.pins[0]);
  struct eddy_stream *s = eddy_stream_of(handle);
  napi_value argv[5] = {
    eddy_i32(env->napi, status), handle, eddy_ref_get(env->napi, c->req.pins[1]),
    eddy_bool(env->napi, s && status == 0 && uv_is_readable(&s->uv.stream)),
    eddy_bool(env->napi, s && status == 0 && uv_is_writable(&s->uv.stream)),
  };
  struct eddy_req req = c->req;
  free(c);
  eddy_req_complete(&req, 5, argv);
  eddy_scope_close(&scope);
}

/* ---- the tables --------------------------------------------------------------------------------- */

static const struct eddy_method stream_methods[] = {
  { "readStart", stream_read_start, 0, NULL },
  { "readStop", stream_read_stop, 0, NULL },
  { "setOnRead", stream_set_on_read, 1, NULL },
  { "setOnWrite", stream_set_on_write, 1, NULL },
  { "useUserBuffer", stream_use_user_buffer, 1, NULL },
  { "shutdown", stream_shutdown, 1, NULL },
  { "close", stream_close, 1, NULL },
  { "reset", stream_reset, 1, NULL },
  { "setBlocking", stream_set_blocking, 1, NULL },
  { "drain", stream_drain, 0, NULL },
  { "isReadable", stream_is_readable, 0, NULL },
  { "isWritable", stream_is_writable, 0, NULL },
  { "getWriteQueueSize", stream_get_write_queue_size, 0, NULL },
  { "getBytesRead", stream_get_bytes_read, 0, NULL },
  { "getBytesWritten", stream_get_bytes_written, 0, NULL },
  { "getFd", stream_get_fd, 0, NULL },
  { "pumpTo", eddy_stream_pump_to, 1, NULL },
  { "pumpStop", eddy_stream_pump_stop, 0, NULL },
  { "writeBuffer", eddy_stream_write_buffer, 1, NULL },
  { "writev", eddy_stream_writev, 2, NULL },
  { "writePair", eddy_stream_write_pair, 3, NULL },
  { "writeUtf8String", eddy_stream_write_utf8, 2, NULL },
  { "writeAsciiString", eddy_stream_write_latin1, 2, NULL },
  { "writeLatin1String", eddy_stream_write_latin1, 2, NULL },
  { "writeUcs2String", eddy_stream_write_ucs2, 2, NULL },
};

const struct eddy_class eddy_stream_class = {
  "LibuvStreamWrap", stream_construct, stream_methods, COUNTOF(stream_methods), &eddy_handle_class,
};

static const struct eddy_method stream_functions[] = {
  { "setCallbacks", stream_set_callbacks, 1, NULL },
};

static const struct eddy_class *const stream_classes[] = { &eddy_stream_class };

const struct eddy_binding eddy_binding_stream_wrap = {
  "stream_wrap", stream_functions, COUNTOF(stream_functions), stream_classes,
  COUNTOF(stream_classes), NULL,
};

// SPDX-License-Identifier: MIT
/* ipc.c: class Channel: the messages of an IPC pipe, from values to bytes and back. What the kernel does not take at once
 * is gathered in blocks, so that a burst of messages costs a write for many of them; all messages of a read go to
 * JavaScript in one call. Used by lib/internal/child_process/ipc.js; handles travel with libuv's uv_write2. */
#include <errno.h>
#include <sys/socket.h>

#include "bindings/ipc_frames.h"
#include "bindings/serdes.h"
#include "bindings/stream.h"
#include "sys.h"

/* Messages of up to this many bytes are made on the C stack. */
#define IPC_STACK_BYTES 8192
/* Waiting messages are gathered in blocks of this size. */
#define IPC_BLOCK_BYTES 65536
/* More than this waiting: send() says so. */
#define IPC_HIGH_WATER (65536 * 2)
/* Written in one go when the kernel takes it; then other things of the loop have their turn. */
#define IPC_TURN_BYTES (1024 * 1024)

/* What send() returns besides negative codes. */
enum { IPC_LATER = 1, IPC_FULL = 2 };

struct ipc_channel {
  struct eddy_native native;
  struct eddy_env *env;
  struct eddy_stream *stream;      /* NULL: closed */
  bool advanced;
  struct ipc_frames frames;
  eddy_ref on_messages, on_sent, make_writer, make_reader;
  struct ipc_block *first, *last;  /* not given to libuv yet; only while `submitted` is not 0 */
  size_t waiting;                  /* bytes in them */
  unsigned submitted;
};

/* Bytes on their way out, and how many messages end with them. */
struct ipc_block {
  uv_write_t uv;
  struct ipc_channel *channel;
  struct ipc_block *next;
  eddy_ref handle;                 /* what travels along */
  unsigned messages;
  size_t at, len, cap;
  char *data;
};

static const struct eddy_class ipc_channel_class;

/* ---- life ---------------------------------------------------------------------------------------- */

static void ipc_drop_refs(struct ipc_channel *c) {
  eddy_ref *refs[] = {&c->on_messages, &c->on_sent, &c->make_writer, &c->make_reader};
  if (c->stream || c->submitted > 0) return;
  for (size_t i = 0; i < COUNTOF(refs); i++) {
    eddy_ref_free(*refs[i]);
    *refs[i] = NULL;
  }
}

static void ipc_free(void *owner) {
  struct ipc_channel *c = owner;
  c->stream = NULL; /* of a thread that ends it has not been told */
  c->submitted = 0;
  ipc_drop_refs(c);
  ipc_frames_release(&c->frames);
  free(c);
}

/* The pipe is being closed. Writes that libuv has come back as cancelled. */
static void ipc_closed(struct eddy_stream *s, void *owner) {
  struct ipc_channel *c = owner;
  (void)s;
  c->stream = NULL;
  ipc_drop_refs(c);
  eddy_native_unhold(&c->native);
}

/* ---- receiving ------------------------------------------------------------------------------------- */

/* The values of a read. */
struct ipc_values { napi_value *items, inline_items[16]; size_t count, cap; };

static void ipc_push(struct ipc_values *v, napi_value item) {
  if (v->count == v->cap) {
    v->cap *= 2;
    napi_value *grown = eddy_alloc(v->cap * sizeof *grown);
    memcpy(grown, v->items, v->count * sizeof *grown);
    if (v->items != v->inline_items) free(v->items);
    v->items = grown;
  }
  v->items[v->count++] = item;
}

static void ipc_values_init(struct ipc_values *v) {
  v->items = v->inline_items;
  v->count = 0;
  v->cap = COUNTOF(v->inline_items);
}

static void ipc_values_release(struct ipc_values *v) {
  if (v->items != v->inline_items) free(v->items);
}

struct ipc_message { struct ipc_channel *channel; const uint8_t *data; size_t len; uint8_t *block; };

static void ipc_block_done(void *data, void *hint) {
  (void)data;
  free(hint);
}

/* The message as a Buffer: the one it lies in when it has one of its own, else a copy. */
static napi_value ipc_message_bytes(napi_env env, void *data) {
  struct ipc_message *m = data;
  m->block = ipc_frames_take(&m->channel->frames);
  if (!m->block) return eddy_buffer_copy(env, m->data, m->len);
  return eddy_buffer_external(env, (void *)m->data, m->len, ipc_block_done, m->block);
}

static napi_value ipc_decode(napi_env env, struct ipc_channel *c, const uint8_t *data, size_t len) {
  if (!c->advanced) return eddy_json_parse(env, data, len);
  struct ipc_message m = {c, data, len, NULL};
  const struct eddy_bytes_maker bytes = {ipc_message_bytes, &m};
  return eddy_serdes_decode(env, data, len, eddy_ref_get(env, c->make_reader), &bytes);
}

/* onMessages(message, undefined, handle), or (undefined, list, handle). */
static void ipc_deliver(struct ipc_channel *c, struct ipc_values *v, napi_value handle) {
  napi_env env = c->env->napi;
  napi_value undefined = eddy_undefined(env), argv[3] = {undefined, undefined, undefined};
  if (v->count == 1 && !eddy_is_undefined(v->items[0])) argv[0] = v->items[0];
  else argv[1] = eddy_array(env, v->items, v->count);
  if (handle) argv[2] = handle;
  struct eddy_async *async = c->stream ? &c->stream->h.async : NULL;
  napi_value fn = eddy_ref_get(env, c->on_messages);
  if (fn) eddy_loop_call(c->env, async, eddy_native_value(&c->native), fn, COUNTOF(argv), argv, NULL);
}

/* Messages that cannot be read are errors of their own; those beside them still arrive. */
static void ipc_failures(struct eddy_env *env, const struct ipc_values *failures) {
  for (size_t i = 0; i < failures->count && env->can_call_js; i++) {
    napi_throw(env->napi, failures->items[i]);
    eddy_loop_uncaught(env);
  }
}

static void ipc_end(struct ipc_channel *c) {
  struct eddy_scope scope;
  napi_env env = c->env->napi;
  eddy_scope_open(env, &scope);
  napi_value fn = eddy_ref_get(env, c->on_messages);
  if (fn) eddy_loop_call(c->env, &c->stream->h.async, eddy_native_value(&c->native), fn, 0, NULL, NULL);
  eddy_scope_close(&scope);
}

static void ipc_read(struct eddy_stream *s, void *owner, ssize_t nread, uint8_t *data) {
  struct ipc_channel *c = owner;
  struct eddy_env *env = c->env;
  if (nread <= 0) {
    ipc_end(c);
    return;
  }
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value handle = eddy_stream_pending_handle(s);
  struct ipc_values values, failures;
  ipc_values_init(&values);
  ipc_values_init(&failures);
  const uint8_t *message;
  size_t len;
  ipc_frames_begin(&c->frames, data, (size_t)nread);
  while (ipc_frames_next(&c->frames, &message, &len)) {
    napi_value value = ipc_decode(env->napi, c, message, len);
    if (value) ipc_push(&values, value);
    else if (eddy_is_terminating(env->napi)) break;
    else if ((value = eddy_take_exception(env->napi))) ipc_push(&failures, value);
  }
  const bool whole = ipc_frames_end(&c->frames);
  eddy_native_hold(&c->native); /* what is called may close the channel */
  if (failures.count > 0) ipc_failures(env, &failures);
  if ((values.count > 0 || handle) && c->stream) ipc_deliver(c, &values, handle);
  if (!whole && c->stream) ipc_end(c);
  ipc_values_release(&values);
  ipc_values_release(&failures);
  eddy_native_unhold(&c->native);
  eddy_scope_close(&scope);
}

static const struct eddy_stream_reader ipc_reader = {ipc_read, ipc_closed, false};

/* ---- sending ----------------------------------------------------------------------------------------- */

static struct ipc_block *ipc_block_new(struct ipc_channel *c, char *data, size_t len, size_t cap) {
  struct ipc_block *b = eddy_calloc(1, sizeof *b);
  b->channel = c;
  b->data = data;
  b->len = len;
  b->cap = cap;
  return b;
}

static void ipc_block_free(struct ipc_block *b) {
  eddy_ref_free(b->handle);
  free(b->data);
  free(b);
}

static struct ipc_block *ipc_shift(struct ipc_channel *c) {
  struct ipc_block *b = c->first;
  if (!b) return NULL;
  c->first = b->next;
  if (!c->first) c->last = NULL;
  c->waiting -= b->len - b->at;
  return b;
}

/* What the kernel takes at once; 0 or more bytes, or a negative code. */
static ssize_t ipc_try(struct eddy_stream *s, const char *data, size_t len) {
  ssize_t n;
  do n = eddy_sys_send(s->uv.pipe.io_watcher.fd, data, len, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);
  if (n >= 0) return n;
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS) return 0;
  if (errno != ENOTSOCK) return uv_translate_sys_error(errno);
  const uv_buf_t buf = {.base = (char *)data, .len = len};
  const int tried = uv_try_write(&s->uv.stream, &buf, 1);
  return tried == UV_EAGAIN ? 0 : tried;
}

static void ipc_written(uv_write_t *uv, int status);

/* Gives a block to libuv, which takes what comes later after it. */
static int ipc_submit(struct ipc_channel *c, struct ipc_block *b, struct eddy_handle *handle) {
  const uv_buf_t buf = {.base = b->data + b->at, .len = b->len - b->at};
  uv_stream_t *stream = &c->stream->uv.stream;
  const int err = handle ? uv_write2(&b->uv, stream, &buf, 1, (uv_stream_t *)handle->uv, ipc_written)
                         : uv_write(&b->uv, stream, &buf, 1, ipc_written);
  if (err != 0) return err;
  c->submitted++;
  eddy_native_hold(&c->native);
  return 0;
}

/* Writes what waits, a turn's worth; the number of messages that are done with. */
static unsigned ipc_go_on(struct ipc_channel *c) {
  unsigned done = 0;
  size_t budget = IPC_TURN_BYTES;
  while (c->first && c->submitted == 0) {
    struct ipc_block *b = ipc_shift(c);
    const size_t left = b->len - b->at;
    const ssize_t n = budget > 0 ? ipc_try(c->stream, b->data + b->at, left < budget ? left : budget) : 0;
    if (n > 0) {
      b->at += (size_t)n;
      budget -= (size_t)n;
    }
    if (n >= 0 && b->at < b->len && ipc_submit(c, b, NULL) == 0) break;
    done += b->messages;
    ipc_block_free(b);
  }
  return done;
}

/* Nothing of it will be written any more. */
static unsigned ipc_give_up(struct ipc_channel *c) {
  unsigned messages = 0;
  for (struct ipc_block *b; (b = ipc_shift(c)); ipc_block_free(b)) messages += b->messages;
  return messages;
}

/* onSent(n): that many of the messages for which send() returned IPC_LATER are out of our hands. */
static void ipc_written(uv_write_t *uv, int status) {
  struct ipc_block *b = CONTAINER_OF(uv, struct ipc_block, uv);
  struct ipc_channel *c = b->channel;
  struct eddy_env *env = c->env;
  unsigned messages = b->messages;
  c->submitted--;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  ipc_block_free(b);
  if (status < 0 || !c->stream) messages += c->submitted == 0 ? ipc_give_up(c) : 0;
  else messages += ipc_go_on(c);
  napi_value fn = eddy_ref_get(env->napi, c->on_sent), arg = eddy_u32(env->napi, messages);
  struct eddy_async *async = c->stream ? &c->stream->h.async : NULL;
  if (fn && messages > 0) eddy_loop_call(env, async, eddy_native_value(&c->native), fn, 1, &arg, NULL);
  ipc_drop_refs(c);
  eddy_native_unhold(&c->native);
  eddy_scope_close(&scope);
}

/* A message that has to wait: with others while they are small. Takes `data` over if it is `owned`. */
static void ipc_wait(struct ipc_channel *c, char *data, size_t len, bool owned) {
  struct ipc_block *b = c->last;
  if (!b || b->cap - b->len < len) {
    const bool own = owned && len >= IPC_BLOCK_BYTES / 2;
    const size_t cap = len > IPC_BLOCK_BYTES ? len : IPC_BLOCK_BYTES;
    b = own ? ipc_block_new(c, data, 0, len) : ipc_block_new(c, eddy_alloc(cap), 0, cap);
    if (c->last) c->last->next = b;
    else c->first = b;
    c->last = b;
  }
  if (b->data != data) memcpy(b->data + b->len, data, len);
  b->len += len;
  b->messages++;
  c->waiting += len;
  if (owned && b->data != data) free(data);
}

/* Blocks that wait go before a handle. */
static int ipc_submit_all(struct ipc_channel *c) {
  struct ipc_block *b;
  int err = 0;
  while (err == 0 && (b = ipc_shift(c))) {
    err = ipc_submit(c, b, NULL);
    if (err != 0) ipc_block_free(b);
  }
  return err;
}

/* The bytes as a block of its own, for libuv. */
static int ipc_submit_new(struct ipc_channel *c, char *data, size_t at, size_t len, bool owned, napi_value js,
                          struct eddy_handle *handle) {
  char *own = data;
  if (!owned) {
    own = eddy_alloc(len);
    memcpy(own, data, len);
  }
  struct ipc_block *b = ipc_block_new(c, own, len, len);
  b->at = at;
  b->messages = 1;
  if (handle) b->handle = eddy_ref_new(c->env->napi, js);
  const int err = ipc_submit(c, b, handle);
  if (err != 0) ipc_block_free(b);
  return err != 0 ? err : IPC_LATER;
}

static int ipc_write(struct ipc_channel *c, char *data, size_t len, bool owned) {
  size_t at = 0;
  if (c->submitted > 0) {
    ipc_wait(c, data, len, owned);
    return IPC_LATER;
  }
  const ssize_t n = ipc_try(c->stream, data, len);
  if (n > 0) at = (size_t)n;
  if (n >= 0 && at < len) return ipc_submit_new(c, data, at, len, owned, NULL, NULL);
  if (owned) free(data);
  return n < 0 ? (int)n : 0;
}

static int ipc_write_with(struct ipc_channel *c, char *data, size_t len, bool owned, napi_value js) {
  struct eddy_handle *handle = eddy_native_of(js, &eddy_handle_class);
  eddy_streams_flush(c->env, true); /* the socket that goes may have something to write */
  struct eddy_stream *stream = eddy_stream_of(js);
  if (stream) eddy_stream_ring_leave(stream);
  int err = handle && handle->state == EDDY_HANDLE_OPEN ? ipc_submit_all(c) : UV_EBADF;
  if (err == 0) return ipc_submit_new(c, data, 0, len, owned, js, handle);
  if (owned) free(data);
  return err;
}

/* The message with its frame: in `stack` if it fits, else malloc'ed; NULL when there is no memory. False with an exception
 * pending. */
static bool ipc_encode(napi_env env, struct ipc_channel *c, napi_value message, char *stack, char **data, size_t *len) {
  if (c->advanced) {
    return eddy_serdes_encode(env, message, eddy_ref_get(env, c->make_writer), true, (uint8_t **)data, len);
  }
  napi_value text = eddy_json_stringify(env, message);
  if (!text) return false;
  size_t units = 0, room = IPC_STACK_BYTES;
  napi_get_value_string_utf16(env, text, NULL, 0, &units);
  *data = stack;
  if (3 * units + 1 > room) {
    room = eddy_text_length(env, text, EDDY_UTF8) + 1;
    *data = malloc(room);
    if (!*data) return true;
    *len = eddy_text_write(env, text, EDDY_UTF8, (uint8_t *)*data, room - 1, NULL);
  } else {
    *len = eddy_text_utf8(env, text, (uint8_t *)*data);
  }
  (*data)[(*len)++] = '\n';
  return true;
}

/* ---- the class ----------------------------------------------------------------------------------------- */

static struct ipc_channel *ipc_this(napi_callback_info info) {
  return eddy_native_of(eddy_this(info), &ipc_channel_class);
}

static bool ipc_open(const struct ipc_channel *c) { return c->stream && c->stream->h.state == EDDY_HANDLE_OPEN; }

/* send(message, handle): 0, or what is true of IPC_LATER (onSent will tell) and IPC_FULL; or a negative code. */
static napi_value ipc_send(napi_env env, napi_callback_info info) {
  struct ipc_channel *c = ipc_this(info);
  char stack[IPC_STACK_BYTES], *data = NULL;
  size_t len = 0;
  if (!c || !ipc_open(c)) {
    eddy_ret_i32(info, UV_EBADF);
    return NULL;
  }
  if (!ipc_encode(env, c, eddy_arg(info, 0), stack, &data, &len)) return NULL;
  const bool owned = data != stack;
  int result = data ? UV_EBADF : UV_ENOMEM;
  if (!data || !ipc_open(c)) { /* closed by a toJSON() of the message */
    if (owned) free(data);
  } else {
    c->stream->bytes_written += (double)len;
    result = eddy_arg_is_object(info, 1) ? ipc_write_with(c, data, len, owned, eddy_arg(info, 1))
                                         : ipc_write(c, data, len, owned);
    if (result == IPC_LATER && c->waiting + eddy_stream_queued(c->stream) >= IPC_HIGH_WATER) result |= IPC_FULL;
  }
  eddy_ret_i32(info, result);
  return NULL;
}

/* Whether a part of a message is here, whose rest is not. */
static napi_value ipc_partial(napi_env env, napi_callback_info info) {
  (void)env;
  struct ipc_channel *c = ipc_this(info);
  eddy_ret_bool(info, c && ipc_frames_partial(&c->frames));
  return NULL;
}

/* new Channel(pipe, advanced, onMessages, onSent, makeSerializer, makeDeserializer): reads the pipe from now on.
 * onMessages(message, undefined, handle), onMessages(undefined, messages, handle) for none or many; without arguments:
 * the end. */
static napi_value ipc_construct(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_of(eddy_arg(info, 0));
  CHECK(s && s->uv.handle.type == UV_NAMED_PIPE && eddy_is_construct(info));
  struct ipc_channel *c = eddy_calloc(1, sizeof *c);
  c->env = eddy_env_current(env);
  c->stream = s;
  c->advanced = c->frames.lengths = eddy_arg_bool(info, 1);
  c->on_messages = eddy_ref_new(env, eddy_arg(info, 2));
  c->on_sent = eddy_ref_new(env, eddy_arg(info, 3));
  if (c->advanced) {
    c->make_writer = eddy_ref_new(env, eddy_arg(info, 4));
    c->make_reader = eddy_ref_new(env, eddy_arg(info, 5));
  }
  eddy_native_init(env, eddy_this(info), &c->native, &ipc_channel_class, c, ipc_free);
  eddy_native_hold(&c->native);
  eddy_stream_set_reader(s, &ipc_reader, c);
  eddy_stream_read_start(s);
  return NULL;
}

static const struct eddy_method ipc_methods[] = {
  {"send", ipc_send, 2, NULL},
  {"partial", ipc_partial, 0, NULL},
};
static const struct eddy_class ipc_channel_class = {"Channel", ipc_construct, ipc_methods, COUNTOF(ipc_methods), NULL};

static void ipc_setup(napi_env env, napi_value exports) {
  eddy_set_i32(env, exports, "kLater", IPC_LATER);
  eddy_set_i32(env, exports, "kFull", IPC_FULL);
}

static const struct eddy_class *const ipc_classes[] = {&ipc_channel_class};
const struct eddy_binding eddy_binding_ipc = {"ipc", NULL, 0, ipc_classes, COUNTOF(ipc_classes), ipc_setup};

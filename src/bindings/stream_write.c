// SPDX-License-Identifier: MIT
/* stream_write.c: writing to TCP, Pipe and TTY. Every write is first tried at once; only what the
 * kernel does not take becomes a request (further small ones of one read are put together: stream_gather.c). A write returns to JavaScript 0 (done), 1 (onwrite(status)
 * will be called) or a negative code. Strings are encoded here, never in JavaScript. */
#include <errno.h>
#include <sys/socket.h>

#include "bindings/stream.h"
#include "sys.h"

/* Strings of up to this many bytes are encoded on the C stack. */
#define STREAM_STACK_BYTES 16384
/* Buffers per writev that need no allocation. */
#define STREAM_STACK_BUFS 32
/* Buffers that the kernel takes in one call: IOV_MAX. */
#define STREAM_MOST_BUFS 1024

struct stream_write {
  uv_write_t uv;
  struct eddy_stream *stream;
  eddy_stream_write_cb cb; /* a native writer; NULL: JavaScript */
  void *data;
  struct eddy_req req;     /* JavaScript writers only */
  char bytes[];            /* what was copied */
};

static void stream_write_done(uv_write_t *uv, int status) {
  struct stream_write *w = CONTAINER_OF(uv, struct stream_write, uv);
  if (w->cb) {
    struct stream_write copy = *w;
    free(w);
    copy.cb(copy.stream, status, copy.data);
    return;
  }
  struct eddy_req req = w->req;
  struct eddy_scope scope;
  free(w);
  eddy_scope_open(req.env->napi, &scope);
  napi_value arg = eddy_i32(req.env->napi, status);
  eddy_req_complete(&req, 1, &arg);
  eddy_scope_close(&scope);
}

/* Drops the first n bytes of *bufs. */
static void stream_skip(uv_buf_t **bufs, unsigned *count, size_t n) {
  while (*count > 0 && n >= (*bufs)->len) {
    n -= (*bufs)->len;
    (*bufs)++;
    (*count)--;
  }
  if (*count > 0) {
    (*bufs)->base += n;
    (*bufs)->len -= n;
  }
}

/* uv_try_write for a TCP socket: send() has less to do in the kernel than write(), which serves files as well. */
static int stream_send(uv_tcp_t *tcp, const uv_buf_t *bufs, unsigned count) {
  uv_stream_t *stream = (uv_stream_t *)tcp;
  const int flags = MSG_DONTWAIT | MSG_NOSIGNAL, fd = tcp->io_watcher.fd;
  if (tcp->connect_req || uv_stream_get_write_queue_size(stream) > 0) return UV_EAGAIN;
  if (fd < 0) return UV_EBADF;
  if (!uv_is_writable(stream)) return UV_EPIPE;
  ssize_t n;
  do {
    if (count == 1) {
      n = eddy_sys_send(fd, bufs->base, bufs->len, flags);
    } else {
      const struct msghdr message = {.msg_iov = (struct iovec *)bufs, .msg_iovlen = count};
      n = sendmsg(fd, &message, flags);
    }
  } while (n < 0 && errno == EINTR);
  if (n >= 0) return (int)n;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS ? UV_EAGAIN : uv_translate_sys_error(errno);
}

/* Writes what goes at once; advances bufs. Returns a negative code, or 0. */
static int stream_try(struct eddy_stream *s, uv_buf_t **bufs, unsigned *count) {
  while (*count > 0) {
    const unsigned some = *count < STREAM_MOST_BUFS ? *count : STREAM_MOST_BUFS;
    const bool plain = s->uv.handle.type == UV_TCP && !s->blocking;
    int n = plain ? stream_send(&s->uv.tcp, *bufs, some) : uv_try_write(&s->uv.stream, *bufs, *count);
    if (n == UV_EAGAIN || n == UV_ENOSYS) return 0;
    if (n < 0) return n;
    stream_skip(bufs, count, (size_t)n);
    if (!s->blocking && *count > 0) return 0;
  }
  return 0;
}

static size_t stream_total(const uv_buf_t *bufs, unsigned count) {
  size_t total = 0;
  for (unsigned i = 0; i < count; i++) total += bufs[i].len;
  return total;
}

int eddy_stream_try(struct eddy_stream *s, uv_buf_t **bufs, unsigned *count) {
  const size_t total = stream_total(*bufs, *count);
  int err = eddy_stream_gather_flush(s);
  if (err == 0) err = stream_try(s, bufs, count);
  if (err == 0) s->bytes_written += (double)total;
  return err;
}

int eddy_stream_write(struct eddy_stream *s, const uv_buf_t *bufs, unsigned count,
                      eddy_stream_write_cb cb, void *data) {
  uv_buf_t inline_bufs[STREAM_STACK_BUFS];
  uv_buf_t *list = inline_bufs, *rest;
  if (count > STREAM_STACK_BUFS) list = eddy_alloc(count * sizeof *list);
  memcpy(list, bufs, count * sizeof *list);
  rest = list;
  int err = eddy_stream_try(s, &rest, &count);
  if (err == 0 && count > 0) {
    eddy_stream_ring_leave(s);
    size_t left = stream_total(rest, count), at = 0;
    struct stream_write *w = malloc(sizeof *w + left);
    if (w) {
      w->stream = s;
      w->cb = cb;
      w->data = data;
      for (unsigned i = 0; i < count; at += rest[i].len, i++)
        memcpy(w->bytes + at, rest[i].base, rest[i].len);
      uv_buf_t all = uv_buf_init(w->bytes, (unsigned)left);
      err = uv_write(&w->uv, &s->uv.stream, &all, 1, stream_write_done);
      if (err == 0) err = 1;
      else free(w);
    } else {
      err = UV_ENOMEM;
    }
  }
  if (list != inline_bufs) free(list);
  return err;
}

/* Queues bufs for a JavaScript writer. `copied` bytes of them, from `text` on, are copied; the other
 * memory is kept alive by `pin`. `send` is the handle to pass along. */
static int stream_queue(struct eddy_stream *s, napi_callback_info info, uv_buf_t *bufs,
                        unsigned count, bool copy, napi_value pin, struct eddy_handle *send,
                        napi_value send_js) {
  struct eddy_env *env = s->h.env;
  size_t extra = copy ? stream_total(bufs, count) : 0, at = 0;
  struct stream_write *w = malloc(sizeof *w + extra);
  if (!w) return UV_ENOMEM;
  memset(w, 0, sizeof *w);
  for (unsigned i = 0; copy && i < count; i++) {
    memcpy(w->bytes + at, bufs[i].base, bufs[i].len);
    bufs[i].base = w->bytes + at;
    at += bufs[i].len;
  }
  eddy_stream_ring_leave(s);
  w->stream = s;
  int err = send ? uv_write2(&w->uv, &s->uv.stream, bufs, count, (uv_stream_t *)send->uv,
                             stream_write_done)
                 : uv_write(&w->uv, &s->uv.stream, bufs, count, stream_write_done);
  if (err != 0) {
    free(w);
    return err;
  }
  eddy_req_init(env, &w->req, eddy_this(info), eddy_stream_callback(s, EDDY_STREAM_ON_WRITE),
                "WRITEWRAP");
  w->uv.data = &w->req;
  if (pin) eddy_req_pin(&w->req, pin);
  if (send_js) eddy_req_pin(&w->req, send_js);
  return 1;
}

/* One write from JavaScript, tried first. */
static int stream_write_bufs(struct eddy_stream *s, napi_callback_info info, uv_buf_t *bufs,
                             unsigned count, bool copy, napi_value pin) {
  if (eddy_stream_gather(s, bufs, count, stream_total(bufs, count))) return 0;
  int err = eddy_stream_try(s, &bufs, &count);
  if (err == 0 && count > 0) err = stream_queue(s, info, bufs, count, copy, pin, NULL, NULL);
  return err;
}

/* The handle of argument i, to be sent along; NULL if there is none. */
static struct eddy_handle *stream_send_arg(napi_callback_info info, int i) {
  return eddy_arg_is_object(info, i) ? eddy_native_of(eddy_arg(info, i), &eddy_handle_class) : NULL;
}

/* Queues one buffer together with a handle (IPC pipes). */
static int stream_write_with(struct eddy_stream *s, napi_callback_info info, uv_buf_t *buf,
                             struct eddy_handle *send) {
  if (send->state != EDDY_HANDLE_OPEN) return UV_EBADF;
  s->bytes_written += (double)buf->len;
  return stream_queue(s, info, buf, 1, true, NULL, send, eddy_arg(info, 1));
}

/* writeBuffer(bytes, handleToSend) */
napi_value eddy_stream_write_buffer(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_stream *s = eddy_stream_this(info);
  struct eddy_bytes bytes;
  if (!s || !eddy_arg_bytes(info, 0, &bytes)) {
    eddy_ret_i32(info, s ? UV_EINVAL : UV_EBADF);
    return NULL;
  }
  uv_buf_t buf = uv_buf_init((char *)bytes.data, (unsigned)bytes.len);
  struct eddy_handle *send = stream_send_arg(info, 1);
  eddy_ret_i32(info, send ? stream_write_with(s, info, &buf, send)
                          : stream_write_bufs(s, info, &buf, 1, false, eddy_arg(info, 0)));
  return NULL;
}

/* ---- strings --------------------------------------------------------------------------------- */

enum stream_encoding { STREAM_UTF8, STREAM_LATIN1, STREAM_UCS2 };

static enum stream_encoding stream_encoding(napi_env env, napi_value name) {
  char text[12] = "";
  size_t len = 0;
  napi_get_value_string_latin1(env, name, text, sizeof text, &len);
  if (strcmp(text, "latin1") == 0 || strcmp(text, "binary") == 0 || strcmp(text, "ascii") == 0)
    return STREAM_LATIN1;
  if (strncmp(text, "ucs", 3) == 0 || strncmp(text, "utf16", 5) == 0 ||
      strncmp(text, "utf-16", 6) == 0)
    return STREAM_UCS2;
  return STREAM_UTF8;
}

/* The most bytes that `v` can take; SIZE_MAX if it is no string. */
static size_t stream_string_bound(napi_env env, napi_value v, enum stream_encoding enc) {
  size_t units = 0;
  if (napi_get_value_string_utf16(env, v, NULL, 0, &units) != napi_ok) return SIZE_MAX;
  if (enc == STREAM_LATIN1) return units + 1;
  if (enc == STREAM_UCS2) return 2 * units + 2;
  if (units * 3 < STREAM_STACK_BYTES) return units * 3 + 1;
  size_t len = 0;
  napi_get_value_string_utf8(env, v, NULL, 0, &len);
  return len + 1;
}

static size_t stream_string_copy(napi_env env, napi_value v, enum stream_encoding enc, char *to,
                                 size_t room) {
  size_t len = 0;
  if (enc == STREAM_UTF8) {
    napi_get_value_string_utf8(env, v, to, room, &len);
  } else if (enc == STREAM_LATIN1) {
    napi_get_value_string_latin1(env, v, to, room, &len);
  } else {
    napi_get_value_string_utf16(env, v, (char16_t *)to, room / 2, &len);
    len *= 2;
  }
  return len;
}

/* writeXString(string, handleToSend) */
static napi_value stream_write_string(napi_env env, napi_callback_info info,
                                      enum stream_encoding enc) {
  struct eddy_stream *s = eddy_stream_this(info);
  napi_value v = eddy_arg(info, 0);
  size_t bound = s ? stream_string_bound(env, v, enc) : SIZE_MAX;
  if (bound == SIZE_MAX) {
    eddy_ret_i32(info, s ? UV_EINVAL : UV_EBADF);
    return NULL;
  }
  _Alignas(char16_t) char stack[STREAM_STACK_BYTES + 2];
  char *text = bound <= sizeof stack ? stack : malloc(bound);
  if (!text) {
    eddy_ret_i32(info, UV_ENOMEM);
    return NULL;
  }
  uv_buf_t buf = uv_buf_init(text, (unsigned)stream_string_copy(env, v, enc, text, bound));
  struct eddy_handle *send = stream_send_arg(info, 1);
  int err = send ? stream_write_with(s, info, &buf, send)
                 : stream_write_bufs(s, info, &buf, 1, true, NULL);
  if (text != stack) free(text);
  eddy_ret_i32(info, err);
  return NULL;
}

napi_value eddy_stream_write_utf8(napi_env env, napi_callback_info info) {
  return stream_write_string(env, info, STREAM_UTF8);
}

napi_value eddy_stream_write_latin1(napi_env env, napi_callback_info info) {
  return stream_write_string(env, info, STREAM_LATIN1);
}

napi_value eddy_stream_write_ucs2(napi_env env, napi_callback_info info) {
  return stream_write_string(env, info, STREAM_UCS2);
}

/* ---- writePair --------------------------------------------------------------------------------- */

/* Appends a string (Latin-1 or UTF-8) or bytes to `out`; false: it may not fit, or is neither. */
static bool stream_append(napi_env env, napi_value v, bool latin1, char *out, size_t room, size_t *len) {
  struct eddy_bytes bytes;
  if (!eddy_is_string(v)) {
    if (!eddy_value_bytes(v, &bytes) || bytes.len > room - *len) return false;
    if (bytes.len) memcpy(out + *len, bytes.data, bytes.len);
    *len += bytes.len;
    return true;
  }
  size_t units = 0;
  napi_get_value_string_utf16(env, v, NULL, 0, &units);
  const size_t bound = latin1 ? units + 1 : 3 * units + 1;
  if (bound > room - *len) return false;
  *len += stream_string_copy(env, v, latin1 ? STREAM_LATIN1 : STREAM_UTF8, out + *len, bound);
  return true;
}

/* writePair(a, b, latin1): two small chunks as one, strings in UTF-8 unless bit 0 (a) or 1 (b) of latin1 is set.
 * UV_E2BIG: nothing has been done, they are for writev. */
napi_value eddy_stream_write_pair(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  const int latin1 = eddy_arg_i32(info, 2);
  char out[STREAM_STACK_BYTES];
  size_t len = 0;
  int result = UV_E2BIG;
  if (!s) {
    result = UV_EBADF;
  } else if (stream_append(env, eddy_arg(info, 0), latin1 & 1, out, sizeof out, &len) &&
             stream_append(env, eddy_arg(info, 1), latin1 & 2, out, sizeof out, &len)) {
    uv_buf_t buf = uv_buf_init(out, (unsigned)len);
    result = stream_write_bufs(s, info, &buf, 1, true, NULL);
  }
  eddy_ret_i32(info, result);
  return NULL;
}

/* ---- writev ------------------------------------------------------------------------------------ */

struct stream_vector {
  uv_buf_t *bufs;
  uint32_t count;
  char *text;       /* all encoded strings, one after the other; NULL without strings */
};

static napi_value stream_item(napi_env env, napi_value list, uint32_t i) {
  napi_value v = NULL;
  napi_get_element(env, list, i, &v);
  return v;
}

/* Encodes the strings of [chunk, encoding, chunk, encoding, ...]. */
static int stream_encode_strings(napi_env env, napi_value list, struct stream_vector *vec) {
  size_t bound = 0;
  for (uint32_t i = 0; i < vec->count; i++) {
    napi_value v = stream_item(env, list, 2 * i);
    if (!eddy_is_string(v)) continue;
    size_t b = stream_string_bound(env, v, stream_encoding(env, stream_item(env, list, 2 * i + 1)));
    bound += (b + 1) & ~(size_t)1;
  }
  if (bound == 0) return 0;
  if (!(vec->text = malloc(bound))) return UV_ENOMEM;
  size_t at = 0;
  for (uint32_t i = 0; i < vec->count; i++) {
    napi_value v = stream_item(env, list, 2 * i);
    if (!eddy_is_string(v)) continue;
    enum stream_encoding enc = stream_encoding(env, stream_item(env, list, 2 * i + 1));
    size_t len = stream_string_copy(env, v, enc, vec->text + at, bound - at);
    vec->bufs[i] = uv_buf_init(vec->text + at, (unsigned)len);
    at += (len + 1) & ~(size_t)1;
  }
  return 0;
}

/* writev(list, allBuffers): chunks, or chunk and encoding in turn. */
napi_value eddy_stream_writev(napi_env env, napi_callback_info info) {
  struct eddy_stream *s = eddy_stream_this(info);
  napi_value list = eddy_arg(info, 0);
  bool all_buffers = eddy_arg_bool(info, 1);
  uint32_t n = 0;
  if (!s || napi_get_array_length(env, list, &n) != napi_ok) {
    eddy_ret_i32(info, s ? UV_EINVAL : UV_EBADF);
    return NULL;
  }
  uv_buf_t inline_bufs[STREAM_STACK_BUFS];
  struct stream_vector vec = { inline_bufs, all_buffers ? n : n / 2, NULL };
  if (vec.count > STREAM_STACK_BUFS) vec.bufs = eddy_alloc(vec.count * sizeof *vec.bufs);
  int err = all_buffers ? 0 : stream_encode_strings(env, list, &vec);
  bool copy = vec.text != NULL;
  for (uint32_t i = 0; err == 0 && i < vec.count; i++) {
    napi_value v = stream_item(env, list, all_buffers ? i : 2 * i);
    struct eddy_bytes bytes;
    if (eddy_is_string(v)) continue;
    if (!eddy_value_bytes(v, &bytes)) err = UV_EINVAL;
    else vec.bufs[i] = uv_buf_init((char *)bytes.data, (unsigned)bytes.len);
  }
  if (err == 0) err = stream_write_bufs(s, info, vec.bufs, vec.count, copy, list);
  free(vec.text);
  if (vec.bufs != inline_bufs) free(vec.bufs);
  eddy_ret_i32(info, err);
  return NULL;
}

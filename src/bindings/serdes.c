// SPDX-License-Identifier: MIT
/* serdes.c: the native halves of v8.Serializer and v8.Deserializer (lib/v8.js subclasses them). */
#include "bindings/serdes.h"
#include "engine/clone.h"

struct writer { struct eddy_native native; struct eddy_writer *w; };
struct reader { struct eddy_native native; struct eddy_reader *r; eddy_ref source; const uint8_t *data; };

static const struct eddy_class writer_class, reader_class;

/* encode() and decode() need an object only for values with hooks: the caller's function then makes it, for a writer or
 * reader that is there already. */
struct hooks {
  napi_value make;
  struct eddy_writer *w;
  struct eddy_reader *r;
  const uint8_t *data;
  const struct eddy_bytes_maker *bytes; /* what make() is called with; NULL: nothing */
  struct writer *writer; /* the object; it may live longer than what it stands for */
  struct reader *reader;
};
static _Thread_local struct hooks *adopting;

static struct eddy_writer *writer_of(napi_env env, napi_callback_info info) {
  struct writer *w = eddy_native_of(eddy_this(info), &writer_class);
  if (w == NULL) eddy_throw_type(env, NULL, "Illegal invocation");
  return w != NULL ? w->w : NULL;
}
static struct reader *reader_of(napi_env env, napi_callback_info info) {
  struct reader *r = eddy_native_of(eddy_this(info), &reader_class);
  if (r != NULL && r->r == NULL) r = NULL; /* what it stood for has been read */
  if (r == NULL) eddy_throw_type(env, NULL, "Illegal invocation");
  return r;
}

/* ---- Serializer ---- */

static void writer_finalize(void *owner) {
  struct writer *w = owner;
  if (w->w != NULL) eddy_writer_free(w->w);
  free(w);
}

static napi_value writer_construct(napi_env env, napi_callback_info info) {
  if (!eddy_is_construct(info)) {
    eddy_throw_type(env, "ERR_CONSTRUCT_CALL_REQUIRED",
                    "Class constructor Serializer cannot be invoked without `new`");
    return NULL;
  }
  struct writer *w = eddy_calloc(1, sizeof *w);
  struct hooks *h = adopting;
  adopting = NULL;
  w->w = h != NULL ? h->w : eddy_writer_new(env);
  if (h != NULL) h->writer = w;
  eddy_native_init(env, eddy_this(info), &w->native, &writer_class, w, writer_finalize);
  return NULL;
}

static napi_value write_header(napi_env env, napi_callback_info info) {
  struct eddy_writer *w = writer_of(env, info);
  if (w != NULL) eddy_writer_header(w);
  return NULL;
}

static napi_value write_value(napi_env env, napi_callback_info info) {
  struct eddy_writer *w = writer_of(env, info);
  if (w != NULL && eddy_writer_value(env, w, eddy_this(info), eddy_arg(info, 0))) eddy_ret_bool(info, true);
  return NULL;
}

static napi_value release_buffer(napi_env env, napi_callback_info info) {
  struct eddy_writer *w = writer_of(env, info);
  if (w == NULL) return NULL;
  uint8_t *data;
  size_t len;
  eddy_writer_release(w, &data, &len);
  return eddy_buffer_adopt(env, data, len);
}

/* The argument as a number. The conversion may run JavaScript, and throw: then false. */
static bool serdes_number(napi_env env, napi_callback_info info, int i, double *out) {
  napi_value number;
  return napi_coerce_to_number(env, eddy_arg(info, i), &number) == napi_ok &&
         napi_get_value_double(env, number, out) == napi_ok;
}

static bool serdes_u32(napi_env env, napi_callback_info info, int i, uint32_t *out) {
  napi_value number;
  return napi_coerce_to_number(env, eddy_arg(info, i), &number) == napi_ok &&
         napi_get_value_uint32(env, number, out) == napi_ok;
}

/* a TypedArray or a DataView */
static bool serdes_is_view(napi_env env, napi_value value) {
  bool array = false, view = false;
  napi_is_typedarray(env, value, &array);
  if (!array) napi_is_dataview(env, value, &view);
  return array || view;
}

static napi_value writer_transfer(napi_env env, napi_callback_info info) {
  struct eddy_writer *w = writer_of(env, info);
  uint32_t id;
  bool is_buffer = false;
  if (w == NULL || !serdes_u32(env, info, 0, &id)) return NULL;
  napi_is_arraybuffer(env, eddy_arg(info, 1), &is_buffer);
  if (is_buffer)
    eddy_writer_transfer(w, id, eddy_arg(info, 1));
  else
    eddy_throw_type(env, "ERR_INVALID_ARG_TYPE", "arrayBuffer must be an ArrayBuffer");
  return NULL;
}

static napi_value write_u32(napi_env env, napi_callback_info info) {
  struct eddy_writer *w = writer_of(env, info);
  uint32_t value;
  if (w != NULL && serdes_u32(env, info, 0, &value)) eddy_writer_u32(w, value);
  return NULL;
}
static napi_value write_u64(napi_env env, napi_callback_info info) {
  struct eddy_writer *w = writer_of(env, info);
  uint32_t high, low;
  if (w != NULL && serdes_u32(env, info, 0, &high) && serdes_u32(env, info, 1, &low))
    eddy_writer_u64(w, (uint64_t)high << 32 | low);
  return NULL;
}
static napi_value write_double(napi_env env, napi_callback_info info) {
  struct eddy_writer *w = writer_of(env, info);
  double value;
  if (w != NULL && serdes_number(env, info, 0, &value)) eddy_writer_f64(w, value);
  return NULL;
}
static napi_value write_raw(napi_env env, napi_callback_info info) {
  struct eddy_writer *w = writer_of(env, info);
  struct eddy_bytes bytes;
  if (w == NULL) return NULL;
  if (!serdes_is_view(env, eddy_arg(info, 0)) || !eddy_arg_bytes(info, 0, &bytes)) {
    eddy_throw_type(env, "ERR_INVALID_ARG_TYPE", "source must be a TypedArray or a DataView");
    return NULL;
  }
  eddy_writer_raw(w, bytes.data, bytes.len);
  return NULL;
}
static napi_value views_as_host(napi_env env, napi_callback_info info) {
  struct eddy_writer *w = writer_of(env, info);
  if (w != NULL) eddy_writer_views_as_host(w, eddy_arg_bool(info, 0));
  return NULL;
}

static const struct eddy_method writer_methods[] = {
    {"writeHeader", write_header, 0, NULL},
    {"writeValue", write_value, 0, NULL},
    {"releaseBuffer", release_buffer, 0, NULL},
    {"transferArrayBuffer", writer_transfer, 0, NULL},
    {"writeUint32", write_u32, 0, NULL},
    {"writeUint64", write_u64, 0, NULL},
    {"writeDouble", write_double, 0, NULL},
    {"writeRawBytes", write_raw, 0, NULL},
    {"_setTreatArrayBufferViewsAsHostObjects", views_as_host, 1, NULL},
};
static const struct eddy_class writer_class = {"Serializer", writer_construct, writer_methods,
                                               COUNTOF(writer_methods), NULL};

/* ---- Deserializer ---- */

static void reader_finalize(void *owner) {
  struct reader *r = owner;
  if (r->r != NULL) eddy_reader_free(r->r);
  eddy_ref_free(r->source);
  free(r);
}

/* new Deserializer(view): the bytes are copied, since user code could detach them while they are read */
static napi_value reader_construct(napi_env env, napi_callback_info info) {
  if (!eddy_is_construct(info)) {
    eddy_throw_type(env, "ERR_CONSTRUCT_CALL_REQUIRED",
                    "Class constructor Deserializer cannot be invoked without 'new'");
    return NULL;
  }
  struct eddy_bytes bytes;
  if (!serdes_is_view(env, eddy_arg(info, 0)) || !eddy_arg_bytes(info, 0, &bytes)) {
    eddy_throw_type(env, "ERR_INVALID_ARG_TYPE", "buffer must be a TypedArray or a DataView");
    return NULL;
  }
  struct reader *r = eddy_calloc(1, sizeof *r);
  struct hooks *h = adopting;
  adopting = NULL;
  if (h != NULL) {
    r->data = h->data;
    r->r = h->r;
    h->reader = r;
  } else {
    uint8_t *copy;
    napi_value source = eddy_buffer_new(env, bytes.len, &copy);
    if (source == NULL) {
      free(r);
      return NULL;
    }
    if (bytes.len > 0) memcpy(copy, bytes.data, bytes.len);
    r->data = copy;
    r->source = eddy_ref_new(env, source);
    r->r = eddy_reader_new(env, copy, bytes.len);
  }
  eddy_set(env, eddy_this(info), "buffer", eddy_arg(info, 0));
  eddy_native_init(env, eddy_this(info), &r->native, &reader_class, r, reader_finalize);
  return NULL;
}

static napi_value read_header(napi_env env, napi_callback_info info) {
  struct reader *r = reader_of(env, info);
  if (r != NULL && eddy_reader_header(env, r->r)) eddy_ret_bool(info, true);
  return NULL;
}
static napi_value read_value(napi_env env, napi_callback_info info) {
  struct reader *r = reader_of(env, info);
  return r != NULL ? eddy_reader_value(env, r->r, eddy_this(info)) : NULL;
}
static napi_value reader_transfer(napi_env env, napi_callback_info info) {
  struct reader *r = reader_of(env, info);
  napi_value buffer = eddy_arg(info, 1);
  uint32_t id;
  if (r == NULL || !serdes_u32(env, info, 0, &id)) return NULL;
  bool plain = false, shared = false;
  napi_is_arraybuffer(env, buffer, &plain);
  if (!plain) shared = eddy_is_bytes(buffer);
  bool view = false;
  napi_is_buffer(env, buffer, &view);
  if (!plain && (!shared || view)) {
    eddy_throw_type(env, "ERR_INVALID_ARG_TYPE", "arrayBuffer must be an ArrayBuffer or SharedArrayBuffer");
    return NULL;
  }
  eddy_reader_transfer(r->r, id, buffer);
  return NULL;
}
static napi_value wire_version(napi_env env, napi_callback_info info) {
  struct reader *r = reader_of(env, info);
  if (r != NULL) eddy_ret_u32(info, eddy_reader_version(r->r));
  return NULL;
}
static napi_value read_u32(napi_env env, napi_callback_info info) {
  struct reader *r = reader_of(env, info);
  uint32_t v;
  if (r == NULL) return NULL;
  if (eddy_reader_u32(r->r, &v)) eddy_ret_u32(info, v);
  else eddy_throw(env, NULL, "ReadUint32() failed");
  return NULL;
}
static napi_value read_u64(napi_env env, napi_callback_info info) {
  struct reader *r = reader_of(env, info);
  uint64_t v;
  if (r == NULL) return NULL;
  if (!eddy_reader_u64(r->r, &v)) {
    eddy_throw(env, NULL, "ReadUint64() failed");
    return NULL;
  }
  napi_value pair[] = {eddy_u32(env, (uint32_t)(v >> 32)), eddy_u32(env, (uint32_t)v)};
  return eddy_array(env, pair, 2);
}
static napi_value read_double(napi_env env, napi_callback_info info) {
  struct reader *r = reader_of(env, info);
  double v;
  if (r == NULL) return NULL;
  if (eddy_reader_f64(r->r, &v)) eddy_ret_f64(info, v);
  else eddy_throw(env, NULL, "ReadDouble() failed");
  return NULL;
}
/* _readRawBytes(length) -> offset in `buffer` */
static napi_value read_raw(napi_env env, napi_callback_info info) {
  struct reader *r = reader_of(env, info);
  const void *at;
  int64_t length;
  napi_value number;
  if (r == NULL || napi_coerce_to_number(env, eddy_arg(info, 0), &number) != napi_ok ||
      napi_get_value_int64(env, number, &length) != napi_ok)
    return NULL;
  if (length < 0 || !eddy_reader_raw(r->r, (size_t)length, &at)) {
    eddy_throw(env, NULL, "ReadRawBytes() failed");
    return NULL;
  }
  eddy_ret_f64(info, (double)((const uint8_t *)at - r->data));
  return NULL;
}

static const struct eddy_method reader_methods[] = {
    {"readHeader", read_header, 0, NULL},
    {"readValue", read_value, 0, NULL},
    {"transferArrayBuffer", reader_transfer, 0, NULL},
    {"getWireFormatVersion", wire_version, 0, NULL},
    {"readUint32", read_u32, 0, NULL},
    {"readUint64", read_u64, 0, NULL},
    {"readDouble", read_double, 0, NULL},
    {"_readRawBytes", read_raw, 1, NULL},
};
static const struct eddy_class reader_class = {"Deserializer", reader_construct, reader_methods,
                                               COUNTOF(reader_methods), NULL};

/* ---- whole values ---- */

static napi_value make_hooks(napi_env env, void *data) {
  struct hooks *h = data;
  napi_value bytes = h->bytes ? h->bytes->make(env, h->bytes->data) : NULL;
  if (h->bytes && !bytes) {
    eddy_throw_range(env, "ERR_BUFFER_TOO_LARGE", "Cannot create a Buffer as large as that");
    return NULL;
  }
  adopting = h;
  napi_value made = eddy_call_plain(env, NULL, h->make, bytes ? 1 : 0, &bytes);
  adopting = NULL;
  return made;
}

bool eddy_serdes_encode(napi_env env, napi_value value, napi_value make, bool framed, uint8_t **data, size_t *len) {
  struct hooks h = {.make = make, .w = eddy_writer_new(env)};
  const size_t frame = framed ? 4 : 0;
  static const uint8_t none[4];
  eddy_writer_hooks(h.w, (struct eddy_hook_maker){make_hooks, &h});
  eddy_writer_views_as_host(h.w, true);
  if (frame > 0) eddy_writer_raw(h.w, none, frame);
  eddy_writer_header(h.w);
  bool done = eddy_writer_value(env, h.w, NULL, value);
  if (done) eddy_writer_release(h.w, data, len);
  if (done && framed && *len - frame > UINT32_MAX) {
    free(*data);
    eddy_throw_range(env, "ERR_OUT_OF_RANGE", "The message is too large");
    done = false;
  }
  for (size_t i = 0; done && i < frame; i++) (*data)[i] = (uint8_t)((*len - frame) >> (24 - 8 * i));
  if (h.writer != NULL) h.writer->w = NULL;
  eddy_writer_free(h.w);
  return done;
}

napi_value eddy_serdes_decode(napi_env env, const uint8_t *data, size_t len, napi_value make,
                              const struct eddy_bytes_maker *bytes) {
  struct hooks h = {.make = make, .r = eddy_reader_new(env, data, len), .data = data, .bytes = bytes};
  eddy_reader_hooks(h.r, (struct eddy_hook_maker){make_hooks, &h});
  napi_value value = eddy_reader_header(env, h.r) ? eddy_reader_value(env, h.r, NULL) : NULL;
  if (h.reader != NULL) h.reader->r = NULL;
  eddy_reader_free(h.r);
  return value;
}

/* encode(value, make) -> Buffer, as a DefaultSerializer writes it. make() gives a Serializer with hooks, for what V8
 * cannot write alone. */
static napi_value encode(napi_env env, napi_callback_info info) {
  uint8_t *data;
  size_t len;
  if (!eddy_serdes_encode(env, eddy_arg(info, 0), eddy_arg(info, 1), false, &data, &len)) return NULL;
  return eddy_buffer_adopt(env, data, len);
}

static const struct eddy_method serdes_methods[] = {{"encode", encode, 2, NULL}};
static const struct eddy_class *const serdes_classes[] = {&writer_class, &reader_class};
const struct eddy_binding eddy_binding_serdes = {"serdes", serdes_methods, COUNTOF(serdes_methods), serdes_classes,
                                                 COUNTOF(serdes_classes), NULL};

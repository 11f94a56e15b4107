// SPDX-License-Identifier: MIT
// args.cc: arguments in, results out, for the functions of the binding tables. These are the small
// helpers that keep napi_status out of bindings.
#include <cmath>

#include "direct.h"
#include "text.h"

using eddy::Unwrap;
using eddy::Wrap;

static inline v8::Local<v8::Value> Arg(napi_callback_info info, int i) { return (*info->args)[i]; }

// ECMAScript ToInt32 on a double.
static int32_t WrapInt32(double d) {
  if (d >= -2147483648.0 && d <= 2147483647.0) return static_cast<int32_t>(d);
  if (!std::isfinite(d)) return 0;
  const double m = std::fmod(std::trunc(d), 4294967296.0);
  return static_cast<int32_t>(static_cast<uint32_t>(static_cast<int64_t>(m)));
}
static double Number(v8::Local<v8::Value> v) {
  if (eddy::IsSmall(v)) return eddy::SmallValue(v);
  if (v->IsNumber()) return v.As<v8::Number>()->Value();
  if (v->IsBigInt()) return static_cast<double>(v.As<v8::BigInt>()->Int64Value());
  return v->IsTrue() ? 1 : 0;
}
static int64_t Saturate(double d) {
  if (std::isnan(d)) return 0;
  if (d >= 9223372036854775807.0) return INT64_MAX;
  if (d <= -9223372036854775808.0) return INT64_MIN;
  return static_cast<int64_t>(d);
}

extern "C" {

int eddy_argc(napi_callback_info info) { return info->args->Length(); }
napi_value eddy_this(napi_callback_info info) { return Wrap(info->args->This()); }
bool eddy_is_construct(napi_callback_info info) { return info->args->IsConstructCall(); }
napi_value eddy_arg(napi_callback_info info, int i) { return Wrap(Arg(info, i)); }
bool eddy_arg_is_undefined(napi_callback_info info, int i) { return Arg(info, i)->IsUndefined(); }
bool eddy_arg_is_nullish(napi_callback_info info, int i) { return Arg(info, i)->IsNullOrUndefined(); }
bool eddy_arg_is_function(napi_callback_info info, int i) { return Arg(info, i)->IsFunction(); }
bool eddy_arg_is_object(napi_callback_info info, int i) { return Arg(info, i)->IsObject(); }
bool eddy_arg_is_string(napi_callback_info info, int i) { return Arg(info, i)->IsString(); }
bool eddy_arg_is_number(napi_callback_info info, int i) { return eddy_is_number(Wrap(Arg(info, i))); }
bool eddy_arg_is_bigint(napi_callback_info info, int i) { return Arg(info, i)->IsBigInt(); }
bool eddy_arg_is_bytes(napi_callback_info info, int i) { return eddy_is_bytes(Wrap(Arg(info, i))); }
bool eddy_arg_bool(napi_callback_info info, int i) {
  v8::Local<v8::Value> v = Arg(info, i);
  return v->IsTrue() || (!v->IsFalse() && !v->IsUndefined() && v->BooleanValue(info->env->isolate));
}
int32_t eddy_arg_i32(napi_callback_info info, int i) { return eddy_to_i32(Wrap(Arg(info, i))); }
uint32_t eddy_arg_u32(napi_callback_info info, int i) {
  return static_cast<uint32_t>(eddy_to_i32(Wrap(Arg(info, i))));
}
int64_t eddy_arg_i64(napi_callback_info info, int i) {
  v8::Local<v8::Value> v = Arg(info, i);
  if (eddy::IsSmall(v)) return eddy::SmallValue(v);
  if (v->IsBigInt()) return v.As<v8::BigInt>()->Int64Value();
  return Saturate(Number(v));
}
double eddy_arg_f64(napi_callback_info info, int i) { return Number(Arg(info, i)); }

int32_t eddy_to_i32(napi_value value) {
  v8::Local<v8::Value> v = Unwrap(value);
  return eddy::IsSmall(v) ? eddy::SmallValue(v) : WrapInt32(Number(v));
}
double eddy_to_f64(napi_value value) { return Number(Unwrap(value)); }

static struct eddy_bytes BytesAt(void* memory, size_t offset, size_t len) {
  alignas(16) static uint8_t nothing[16];
  return {len == 0 ? nothing : static_cast<uint8_t*>(memory) + offset, len};
}

bool eddy_value_bytes(napi_value value, struct eddy_bytes* out) {
  v8::Local<v8::Value> v = Unwrap(value);
  if (eddy::IsTypedArray(v) || v->IsArrayBufferView()) {
    auto view = v.As<v8::ArrayBufferView>();
    uint8_t inside[EDDY_FAST_INSIDE];
    auto span = view->GetContents(v8::MemorySpan<uint8_t>(inside, sizeof inside));
    if (span.data() != inside) {
      *out = BytesAt(span.data(), 0, span.size());
    } else { // a short one, in the engine's heap, where it moves: it gets a buffer outside
      *out = BytesAt(view->Buffer()->Data(), view->ByteOffset(), view->ByteLength());
    }
    return true;
  }
  if (v->IsArrayBuffer()) {
    auto buffer = v.As<v8::ArrayBuffer>();
    *out = BytesAt(buffer->Data(), 0, buffer->ByteLength());
    return true;
  }
  if (v->IsSharedArrayBuffer()) {
    auto buffer = v.As<v8::SharedArrayBuffer>();
    *out = BytesAt(buffer->Data(), 0, buffer->ByteLength());
    return true;
  }
  *out = {nullptr, 0};
  return false;
}
struct eddy_store {
  std::shared_ptr<v8::BackingStore> memory;
  std::vector<std::shared_ptr<v8::BackingStore>> list;
};

static std::shared_ptr<v8::BackingStore> MemoryOf(v8::Local<v8::Value> v) {
  if (v->IsArrayBufferView()) v = v.As<v8::ArrayBufferView>()->Buffer();
  if (v->IsArrayBuffer()) return v.As<v8::ArrayBuffer>()->GetBackingStore();
  if (v->IsSharedArrayBuffer()) return v.As<v8::SharedArrayBuffer>()->GetBackingStore();
  return nullptr;
}

struct eddy_store* eddy_store_hold(napi_env env, napi_value value) {
  v8::Local<v8::Value> v = Unwrap(value);
  if (auto memory = MemoryOf(v)) return new eddy_store{std::move(memory), {}};
  if (!v->IsArray()) return nullptr;
  auto store = new eddy_store;
  auto array = v.As<v8::Array>();
  for (uint32_t i = 0; i < array->Length(); i++) {
    v8::Local<v8::Value> item;
    if (!array->Get(env->context(), i).ToLocal(&item)) continue;
    if (auto memory = MemoryOf(item)) store->list.push_back(std::move(memory));
  }
  return store;
}
void eddy_store_free(struct eddy_store* store) { delete store; }

bool eddy_may_shrink(napi_value value) {
  v8::Local<v8::Value> v = Unwrap(value);
  if (v->IsArrayBufferView()) {
    auto view = v.As<v8::ArrayBufferView>();
    if (!view->HasBuffer()) return false;
    v = view->Buffer();
  }
  return v->IsArrayBuffer() && v.As<v8::ArrayBuffer>()->IsResizableByUserJavaScript();
}

bool eddy_arg_bytes(napi_callback_info info, int i, struct eddy_bytes* out) {
  return eddy_value_bytes(Wrap(Arg(info, i)), out);
}

bool eddy_value_str(napi_env env, napi_value value, struct eddy_str* out) {
  v8::Local<v8::Value> v = Unwrap(value);
  out->data = out->inline_data;
  out->inline_data[0] = '\0';
  out->len = 0;
  if (!v->IsString()) return false;
  auto s = v.As<v8::String>();
  size_t room = sizeof out->inline_data;
  if (static_cast<size_t>(s->Length()) * 2 < room) {
    v8::String::ValueView view(env->isolate, s);
    if (view.is_one_byte()) {
      out->len = eddy_latin1_to_utf8(view.data8(), view.length(), out->data, room - 1);
      out->data[out->len] = '\0';
      return true;
    }
  }
  if (static_cast<size_t>(s->Length()) * 3 >= room) {
    room = s->Utf8LengthV2(env->isolate) + 1;
    if (room > sizeof out->inline_data) {
      out->data = static_cast<char*>(malloc(room));
      ENGINE_CHECK(out->data);
    } else {
      room = sizeof out->inline_data;
    }
  }
  out->len = s->WriteUtf8V2(env->isolate, out->data, room - 1,
                            v8::String::WriteFlags::kReplaceInvalidUtf8);
  out->data[out->len] = '\0';
  return true;
}
bool eddy_arg_str(napi_env env, napi_callback_info info, int i, struct eddy_str* out) {
  return eddy_value_str(env, Wrap(Arg(info, i)), out);
}
void eddy_str_release(struct eddy_str* s) {
  if (s->data != s->inline_data) free(s->data);
  s->data = s->inline_data;
}
bool eddy_arg_path(napi_env env, napi_callback_info info, int i, struct eddy_str* out) {
  if (eddy_value_str(env, Wrap(Arg(info, i)), out)) return true;
  struct eddy_bytes bytes;
  if (!eddy_arg_bytes(info, i, &bytes)) return false;
  if (bytes.len + 1 > sizeof out->inline_data) {
    out->data = static_cast<char*>(malloc(bytes.len + 1));
    ENGINE_CHECK(out->data);
  }
  if (bytes.len) memcpy(out->data, bytes.data, bytes.len);
  out->data[bytes.len] = '\0';
  out->len = bytes.len;
  return true;
}

void eddy_ret_undefined(napi_callback_info info) { info->args->GetReturnValue().SetUndefined(); }
void eddy_ret_null(napi_callback_info info) { info->args->GetReturnValue().SetNull(); }
void eddy_ret_bool(napi_callback_info info, bool v) { info->args->GetReturnValue().Set(v); }
void eddy_ret_i32(napi_callback_info info, int32_t v) { info->args->GetReturnValue().Set(v); }
void eddy_ret_u32(napi_callback_info info, uint32_t v) { info->args->GetReturnValue().Set(v); }
void eddy_ret_f64(napi_callback_info info, double v) {
  const int32_t small = v >= 0 && v <= INT32_MAX ? static_cast<int32_t>(v) : -1;
  if (small == v && !std::signbit(v)) info->args->GetReturnValue().Set(small);
  else info->args->GetReturnValue().Set(v);
}
void eddy_ret_empty_string(napi_callback_info info) { info->args->GetReturnValue().SetEmptyString(); }
void eddy_ret(napi_callback_info info, napi_value v) {
  if (v) info->args->GetReturnValue().Set(Unwrap(v));
}

}  // extern "C"

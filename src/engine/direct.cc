// SPDX-License-Identifier: MIT
// direct.cc: rows of binding tables that V8 calls without the trampoline of bindings.cc, and that read their arguments
// themselves. Of a function whose work is to copy a few bytes the way there is most of it.
#include "direct.h"
#include "hex.h"
#include "text.h"

#include <algorithm>

namespace eddy {

std::atomic<int> typed_array_type{-1};

bool SlowIsTypedArray(v8::Local<v8::Value> v) {
  if (!v->IsTypedArray()) return false;
  typed_array_type.store(v8::internal::Internals::GetInstanceType(v8::internal::ValueHelper::ValueAsAddress(*v)),
                         std::memory_order_relaxed);
  return true;
}

namespace {

using eddy::IsAscii;
using Arguments = v8::FunctionCallbackInfo<v8::Value>;

// Whether no other thread can change the bytes of args[0].
inline bool IsStable(const Arguments& args) {
  return !args[0].As<v8::ArrayBufferView>()->Buffer()->IsSharedArrayBuffer();
}

// Sets the text of the bytes, which are some of args[0], as the result.
inline void ReturnText(const Arguments& args, enum eddy_encoding encoding, const uint8_t* p, size_t n) {
  v8::Isolate* isolate = args.GetIsolate();
  if (n == 0) return args.GetReturnValue().SetEmptyString();
  const bool narrow = n < EDDY_TEXT_EXTERNAL && (encoding == EDDY_LATIN1 || (encoding <= EDDY_UTF8 && IsAscii(p, n)));
  if (narrow) {
    args.GetReturnValue().Set(v8::String::NewFromOneByte(isolate, p, v8::NewStringType::kNormal, static_cast<int>(n)).ToLocalChecked());
    return;
  }
  if (n <= 768 && (encoding == EDDY_BASE64 || encoding == EDDY_BASE64URL || encoding == EDDY_HEX)) {
    uint8_t out[2 * 768];
    size_t m = n * 2;
    if (encoding == EDDY_HEX) eddy_hex_encode(p, n, out);
    else m = eddy_base64_encode(p, n, out, encoding == EDDY_BASE64URL);
    args.GetReturnValue().Set(v8::String::NewFromOneByte(isolate, out, v8::NewStringType::kNormal, static_cast<int>(m)).ToLocalChecked());
    return;
  }
  napi_env env = EnvOf(isolate);
  const bool stable = encoding == EDDY_UTF8 && n >= kStableFrom && IsStable(args);
  napi_value text = stable ? NewStableUtf8(env, p, n) : eddy_text_new(env, encoding, p, n);
  if (text) return args.GetReturnValue().Set(Unwrap(text));
  napi_throw_error(env, "ERR_STRING_TOO_LONG", "Cannot create a string longer than 0x1fffffe8 characters");
  ThrowPending(env);
}

// An offset as the library has checked it: clamped to `most`.
inline size_t Offset(v8::Local<v8::Value> v, size_t most) {
  if (IsSmall(v)) {
    const int32_t i = SmallValue(v);
    return i <= 0 ? 0 : std::min<size_t>(static_cast<size_t>(i), most);
  }
  const double d = v->IsNumber() ? v.As<v8::Number>()->Value() : 0;
  if (!(d > 0)) return 0;
  return d < static_cast<double>(most) ? static_cast<size_t>(d) : most;
}

// The bytes of a view; short ones in the engine's heap are copied to `inside`. False: not a view.
inline bool ViewOf(v8::Local<v8::Value> v, uint8_t inside[EDDY_FAST_INSIDE], struct eddy_bytes* out) {
  if (!IsTypedArray(v) && !v->IsArrayBufferView()) return false;
  auto span = v.As<v8::ArrayBufferView>()->GetContents(v8::MemorySpan<uint8_t>(inside, EDDY_FAST_INSIDE));
  *out = {span.data(), span.size()};
  return true;
}

// slice(buffer, start, end, encoding): the text in that range.
void Slice(const Arguments& args) {
  uint8_t inside[EDDY_FAST_INSIDE];
  struct eddy_bytes bytes;
  if (!ViewOf(args[0], inside, &bytes)) {
    napi_env env = EnvOf(args.GetIsolate());
    napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
    return ThrowPending(env);
  }
  const size_t start = Offset(args[1], bytes.len), end = Offset(args[2], bytes.len);
  const auto encoding = static_cast<enum eddy_encoding>(IsSmall(args[3]) ? SmallValue(args[3]) : 0);
  if (start >= end) args.GetReturnValue().SetEmptyString();
  else ReturnText(args, encoding, bytes.data + start, end - start);
  AfterCall(EnvOf(args.GetIsolate()));
}

// decodeUtf8(bytes, flags): the text. 1: with its byte order mark; 2: undefined for what is not valid.
void DecodeUtf8(const Arguments& args) {
  uint8_t inside[EDDY_FAST_INSIDE];
  struct eddy_bytes bytes;
  if (!ViewOf(args[0], inside, &bytes)) return;
  const int flags = IsSmall(args[1]) ? SmallValue(args[1]) : 0;
  const uint8_t* p = bytes.data;
  size_t len = bytes.len;
  if (len >= 3 && p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf && !(flags & 1)) {
    p += 3;
    len -= 3;
  }
  if ((flags & 2) && !(len <= kShort && IsAscii(p, len)) && !eddy_utf8_valid(p, len)) return;
  ReturnText(args, EDDY_UTF8, p, len);
  AfterCall(EnvOf(args.GetIsolate()));
}

}  // namespace

v8::FunctionCallback Direct(const eddy_method* m) {
  if (m->fn == eddy_direct_slice) return Slice;
  if (m->fn == eddy_direct_decode_utf8) return DecodeUtf8;
  return nullptr;
}

void AddDirectReferences(std::vector<intptr_t>* references) {
  references->push_back(reinterpret_cast<intptr_t>(Slice));
  references->push_back(reinterpret_cast<intptr_t>(DecodeUtf8));
}

}  // namespace eddy

extern "C" {

int64_t eddy_list_concat(napi_env env, napi_value list, uint8_t* out, size_t room) {
  struct Work {
    uint8_t* out;
    size_t room, used;
    int64_t bad;
  } work = {out, room, 0, 0};
  v8::Local<v8::Value> v = eddy::Unwrap(list);
  v8::Local<v8::Context> context = env->context();
  auto add = [](uint32_t index, v8::Local<v8::Value> item, void* data) {
    auto* w = static_cast<Work*>(data);
    uint8_t inside[EDDY_FAST_INSIDE];
    struct eddy_bytes bytes;
    if (!item->IsUint8Array() || !eddy::ViewOf(item, inside, &bytes)) {
      w->bad = -1 - static_cast<int64_t>(index);
      return v8::Array::CallbackResult::kBreak;
    }
    const size_t n = std::min(bytes.len, w->room - w->used);
    if (n) memcpy(w->out + w->used, bytes.data, n);
    w->used += n;
    return v8::Array::CallbackResult::kContinue;
  };
  if (v->IsArray()) {
    v8::TryCatch guard(env->isolate);
    if (v.As<v8::Array>()->Iterate(context, add, &work).IsNothing() && guard.HasCaught()) {
      env->last_exception.Reset(env->isolate, guard.Exception());
    }
  } else if (v->IsObject()) { // a proxy
    v8::TryCatch guard(env->isolate);
    v8::Local<v8::Object> object = v.As<v8::Object>();
    v8::Local<v8::Value> length, item;
    bool ok = object->Get(context, eddy::Intern(env->isolate, "length")).ToLocal(&length);
    const uint32_t count = ok && length->IsNumber() ? static_cast<uint32_t>(length.As<v8::Number>()->Value()) : 0;
    for (uint32_t i = 0; ok && i < count; i++) {
      ok = object->Get(context, i).ToLocal(&item);
      if (ok && add(i, item, &work) == v8::Array::CallbackResult::kBreak) break;
    }
    if (guard.HasCaught()) env->last_exception.Reset(env->isolate, guard.Exception());
  }
  return work.bad ? work.bad : static_cast<int64_t>(work.used);
}

// Never called: they only name the rows.
napi_value eddy_direct_slice(napi_env env, napi_callback_info info) {
  (void)env, (void)info;
  eddy::CheckFailed("a direct row went through the trampoline", __FILE__, 1);
}
napi_value eddy_direct_decode_utf8(napi_env env, napi_callback_info info) {
  (void)env, (void)info;
  eddy::CheckFailed("a direct row went through the trampoline", __FILE__, 2);
}

}  // extern "C"

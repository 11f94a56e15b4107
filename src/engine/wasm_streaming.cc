// SPDX-License-Identifier: MIT
// wasm_streaming.cc: WebAssembly.compileStreaming() and instantiateStreaming(). V8 compiles while the bytes
// arrive; where they come from is the library's business (lib/internal/wasm_streaming.js), which gets an
// object of the class in src/bindings/wasm.c and feeds it.
#include <v8-wasm.h>

#include "internal.h"

struct eddy_wasm_stream {
  std::shared_ptr<v8::WasmStreaming> streaming;
};

namespace eddy {

// A stream that is being handed to its JavaScript object, see eddy_wasm_stream_take.
static thread_local eddy_wasm_stream* handed_over;

static void OnStreaming(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  napi_env env = EnvOf(isolate);
  handed_over = new eddy_wasm_stream{v8::WasmStreaming::Unpack(isolate, info.Data())};
  napi_value object = eddy_class_new(env, &eddy_wasm_stream_class, 0, nullptr);
  napi_value fn = eddy_slot_get(env, EDDY_SLOT_WASM_STREAMING);
  if (object && fn) {
    v8::Local<v8::Value> argv[] = {Unwrap(object), info[0]};
    const auto done =
        Unwrap(fn).As<v8::Function>()->Call(isolate->GetCurrentContext(), v8::Undefined(isolate), 2, argv);
    if (done.IsEmpty()) return; // the exception is V8's to report
  }
}

void InstallWasmStreaming(v8::Isolate* isolate) { isolate->SetWasmStreamingCallback(OnStreaming); }

}  // namespace eddy

extern "C" {

struct eddy_wasm_stream* eddy_wasm_stream_take(void) { return std::exchange(eddy::handed_over, nullptr); }

void eddy_wasm_stream_push(struct eddy_wasm_stream* s, const uint8_t* bytes, size_t len) {
  s->streaming->OnBytesReceived(bytes, len);
}

void eddy_wasm_stream_finish(struct eddy_wasm_stream* s) { s->streaming->Finish(); }

void eddy_wasm_stream_abort(struct eddy_wasm_stream* s, napi_value reason) {
  s->streaming->Abort(reason ? v8::MaybeLocal<v8::Value>(eddy::Unwrap(reason)) : v8::MaybeLocal<v8::Value>());
}

void eddy_wasm_stream_set_url(struct eddy_wasm_stream* s, const char* url, size_t len) {
  s->streaming->SetUrl(url, len);
}

void eddy_wasm_stream_free(struct eddy_wasm_stream* s) { delete s; }

}  // extern "C"

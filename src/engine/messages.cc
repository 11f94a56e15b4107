// SPDX-License-Identifier: MIT
// messages.cc: the source line with carets that belongs to an exception, and where it is kept until
// somebody prints it. Used by vm, by modules, and by the printing of uncaught errors.
#include "vm_context.h"

namespace eddy {

static v8::Local<v8::Private> ArrowKey(v8::Isolate* isolate) {
  return v8::Private::ForApi(isolate, Intern(isolate, "eddy.arrow"));
}
static v8::Local<v8::Private> DecoratedKey(v8::Isolate* isolate) {
  return v8::Private::ForApi(isolate, Intern(isolate, "eddy.decorated"));
}

static constexpr int kUnderlineMax = 1020; // columns, as in Node: minified files have lines of a megabyte

std::string ArrowOf(v8::Isolate* isolate, v8::Local<v8::Context> context,
                    v8::Local<v8::Message> message) {
  v8::TryCatch guard(isolate);
  v8::Local<v8::String> line;
  if (message.IsEmpty() || !message->GetSourceLine(context).ToLocal(&line)) return {};
  v8::String::Utf8Value source(isolate, line), file(isolate, message->GetScriptResourceName());
  const int number = message->GetLineNumber(context).FromMaybe(0);
  // A text without a name (JSON.parse) is called as in stacks.
  const bool named = *file != nullptr && !message->GetScriptResourceName()->IsUndefined();
  std::string text = (named ? std::string(*file, file.length()) : "<anonymous_script>") + ":" + std::to_string(number) + "\n" +
                     std::string(*source, source.length()) + "\n";
  // The first line of a script may start at a column of its host file.
  auto origin = message->GetScriptOrigin();
  const int offset = number - 1 == origin.LineOffset() ? origin.ColumnOffset() : 0;
  int start = message->GetStartColumn(context).FromMaybe(0);
  int end = message->GetEndColumn(context).FromMaybe(0);
  if (start >= offset) {
    start -= offset;
    end -= offset;
  }
  if (start < 0 || end < start) return text;
  if (start >= static_cast<int>(source.length())) return start == 0 ? text + "\n" : text; // at the end of an empty last line
  if (end > static_cast<int>(source.length())) return text; // what goes on in the next lines is not underlined
  for (int i = 0; i < start && i < kUnderlineMax; i++) text += (*source)[i] == '\t' ? '\t' : ' ';
  for (int i = start; i < end && i < kUnderlineMax; i++) text += '^';
  if (end > start) text += "\n";
  return text;
}

void RememberArrow(napi_env env, v8::Local<v8::Value> error, v8::Local<v8::Message> message) {
  if (!error->IsObject() || message.IsEmpty()) return;
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Context> context = env->context();
  auto object = error.As<v8::Object>();
  if (object->HasPrivate(context, ArrowKey(isolate)).FromMaybe(true)) return;
  std::string arrow = ArrowOf(isolate, context, message);
  v8::Local<v8::String> text;
  if (!arrow.empty() && v8::String::NewFromUtf8(isolate, arrow.data(), v8::NewStringType::kNormal,
                                                static_cast<int>(arrow.size())).ToLocal(&text)) {
    (void)object->SetPrivate(context, ArrowKey(isolate), text);
  }
}

// The arrow of what was thrown last and reached C: for values that cannot carry it.
static thread_local std::string last_arrow;
// Its frames, if they are wanted (--trace-uncaught).
static thread_local std::string last_frames;

struct Place {
  std::string file;
  int line = 0, column = 0;
};
static thread_local Place last_place;

static Place PlaceIn(napi_env env, v8::Local<v8::Message> message) {
  v8::String::Utf8Value file(env->isolate, message->GetScriptResourceName());
  if (*file == nullptr || !message->GetScriptResourceName()->IsString()) return {};
  return {std::string(*file, file.length()), message->GetLineNumber(env->context()).FromMaybe(0),
          message->GetStartColumn(env->context()).FromMaybe(0) + 1};
}

static constexpr int kFramesMax = 10; // as many as Node shows

static std::string FramesOf(v8::Isolate* isolate, v8::Local<v8::Message> message) {
  v8::Local<v8::StackTrace> stack = message->GetStackTrace();
  std::string text;
  const int count = stack.IsEmpty() ? 0 : stack->GetFrameCount();
  for (int i = 0; i < count; i++) {
    v8::Local<v8::StackFrame> frame = stack->GetFrame(isolate, static_cast<uint32_t>(i));
    v8::String::Utf8Value name(isolate, frame->GetFunctionName()), file(isolate, frame->GetScriptName());
    const std::string place = (*file ? std::string(*file, file.length()) : std::string()) + ":" +
                              std::to_string(frame->GetLineNumber()) + ":" + std::to_string(frame->GetColumn());
    text += name.length() > 0 ? "    at " + std::string(*name, name.length()) + " (" + place + ")\n" : "    at " + place + "\n";
  }
  return text;
}

void RememberThrow(napi_env env, v8::Local<v8::Value> error, v8::Local<v8::Message> message) {
  if (message.IsEmpty()) return;
  last_arrow = ArrowOf(env->isolate, env->context(), message);
  last_frames = FramesOf(env->isolate, message);
  last_place = PlaceIn(env, message);
  if (error->IsNativeError()) RememberArrow(env, error, message); // others have one from vm, or none
}

napi_value VmLastArrow(napi_env env, napi_callback_info) {
  if (last_arrow.empty()) return nullptr;
  return eddy_utf8(env, last_arrow.data(), last_arrow.size());
}

napi_value VmLastFrames(napi_env env, napi_callback_info) {
  return eddy_utf8(env, last_frames.data(), last_frames.size());
}

// From now on V8 keeps with what is thrown where that was.
napi_value VmCaptureFrames(napi_env env, napi_callback_info) {
  env->isolate->SetCaptureStackTraceForUncaughtExceptions(true, kFramesMax, v8::StackTrace::kDetailed);
  return nullptr;
}

napi_value VmIsDecorated(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  eddy_ret_bool(info, args[0]->IsObject() &&
                          args[0].As<v8::Object>()->HasPrivate(env->context(), DecoratedKey(env->isolate))
                              .FromMaybe(false));
  return nullptr;
}

void DecorateError(napi_env env, v8::Local<v8::Value> error, v8::Local<v8::Message> message) {
  if (error.IsEmpty() || !error->IsObject()) return;
  v8::Isolate* isolate = env->isolate;
  v8::Local<v8::Context> context = env->context();
  auto object = error.As<v8::Object>();
  v8::TryCatch guard(isolate);
  if (object->HasPrivate(context, DecoratedKey(isolate)).FromMaybe(true)) return;
  RememberArrow(env, error, message);
  v8::Local<v8::Value> arrow, stack;
  if (!object->GetPrivate(context, ArrowKey(isolate)).ToLocal(&arrow) || !arrow->IsString()) return;
  if (!object->Get(context, Intern(isolate, "stack")).ToLocal(&stack) || !stack->IsString()) return;
  auto text = v8::String::Concat(isolate, arrow.As<v8::String>(),
                                 v8::String::Concat(isolate, Intern(isolate, "\n"), stack.As<v8::String>()));
  object->Set(context, Intern(isolate, "stack"), text).IsNothing();
  (void)object->SetPrivate(context, DecoratedKey(isolate), v8::True(isolate));
}

void ThrowCoded(v8::Isolate* isolate, v8::Local<v8::Value> (*make)(v8::Local<v8::String>,
                                                                   v8::Local<v8::Value>),
                const char* code, const char* message) {
  auto text = v8::String::NewFromUtf8(isolate, message).ToLocalChecked();
  auto error = make(text, {}).As<v8::Object>();
  error->Set(isolate->GetCurrentContext(), Intern(isolate, "code"), Intern(isolate, code)).IsNothing();
  isolate->ThrowException(error);
}

// errorArrow(error): the remembered arrow, or undefined when there is none or the stack has it already.
napi_value VmErrorArrow(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  if (!args[0]->IsObject()) return nullptr;
  v8::Local<v8::Context> context = env->context();
  auto object = args[0].As<v8::Object>();
  v8::Local<v8::Value> arrow;
  if (object->HasPrivate(context, DecoratedKey(env->isolate)).FromMaybe(true)) return nullptr;
  if (object->GetPrivate(context, ArrowKey(env->isolate)).ToLocal(&arrow)) return Wrap(arrow);
  return nullptr;
}

// setErrorArrow(error, text | undefined): modules compose arrows of their own; undefined removes it.
napi_value VmSetErrorArrow(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  if (!args[0]->IsObject()) return nullptr;
  v8::Local<v8::Context> context = env->context();
  (void)args[0].As<v8::Object>()->SetPrivate(context, ArrowKey(env->isolate), args[1]);
  return nullptr;
}

// decorateError(error): puts its arrow in front of its stack.
napi_value VmDecorateError(napi_env env, napi_callback_info info) {
  DecorateError(env, Args(info)[0], v8::Local<v8::Message>());
  return nullptr;
}

static napi_value PlaceOf(napi_env env, const std::string& file, int line, int column) {
  if (file.empty()) return nullptr;
  const napi_value place[] = {eddy_utf8(env, file.data(), file.size()), Wrap(v8::Integer::New(env->isolate, line)),
                              Wrap(v8::Integer::New(env->isolate, column))};
  return eddy_array(env, place, 3);
}

// placeOf(error) | placeOf(): [file, line, column] of where an error was made, or of what was thrown last; both from 1.
napi_value VmPlaceOf(napi_env env, napi_callback_info info) {
  auto& args = Args(info);
  if (!args[0]->IsObject()) return PlaceOf(env, last_place.file, last_place.line, last_place.column);
  const Place place = PlaceIn(env, v8::Exception::CreateMessage(env->isolate, args[0]));
  return PlaceOf(env, place.file, place.line, place.column);
}

// locate(value): { arrow, line, column, file } of where an exception object was made.
napi_value VmLocate(napi_env env, napi_callback_info info) {
  v8::Isolate* isolate = env->isolate;
  auto message = v8::Exception::CreateMessage(isolate, Args(info)[0]);
  // Without a stack of its own a value seems to come from whoever asks.
  v8::String::Utf8Value file(isolate, message->GetScriptResourceName());
  if (*file && strcmp(*file, "node:internal/process/fatal_error") == 0) return nullptr;
  std::string arrow = ArrowOf(isolate, env->context(), message);
  if (arrow.empty()) return nullptr;
  return eddy_utf8(env, arrow.data(), arrow.size());
}

}  // namespace eddy

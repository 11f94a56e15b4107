// SPDX-License-Identifier: MIT
// inspector.cc: V8's inspector, one per JavaScript thread, made when somebody first opens a session.
// Coverage, the REPL's previews and node:inspector are sessions of it.
#include "inspector.h"

#include <unistd.h>
#include <v8-inspector.h>

#include <ctime>
#include <memory>
#include <utility>

#include "vm_context.h"

namespace v8::debug {
void SetContextId(v8::Local<v8::Context> context, int id); // V8 exports it, but its headers do not tell
}

namespace eddy {

using v8_inspector::StringBuffer;
using v8_inspector::StringView;

static constexpr int kGroup = 1; // all contexts of a thread

static StringView View(const char* ascii) {
  return StringView(reinterpret_cast<const uint8_t*>(ascii), strlen(ascii));
}

static std::string Utf8(v8::Isolate* isolate, const StringView& text) {
  v8::Local<v8::String> string;
  const bool made =
      text.is8Bit()
          ? v8::String::NewFromOneByte(isolate, text.characters8(), v8::NewStringType::kNormal,
                                       static_cast<int>(text.length())).ToLocal(&string)
          : v8::String::NewFromTwoByte(isolate, text.characters16(), v8::NewStringType::kNormal,
                                       static_cast<int>(text.length())).ToLocal(&string);
  if (!made) return {};
  v8::String::Utf8Value utf8(isolate, string);
  return *utf8 ? std::string(*utf8, utf8.length()) : std::string();
}

// Scripts of the program are known by their path; the protocol wants URLs.
static std::string FileUrl(const std::string& path) {
  static const char hex[] = "0123456789ABCDEF";
  std::string url = "file://";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7f || strchr("\"#%<>?\\^`{|}", c) != nullptr) {
      url += {'%', hex[byte >> 4], hex[byte & 15]};
    } else {
      url += c;
    }
  }
  return url;
}

class Client final : public v8_inspector::V8InspectorClient {
 public:
  explicit Client(napi_env env) : env_(env) {}
  v8::Local<v8::Context> ensureDefaultContextInGroup(int) override { return env_->context(); }
  double currentTimeMS() override {
    timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    return static_cast<double>(ts.tv_sec) * 1e3 + static_cast<double>(ts.tv_nsec) / 1e6;
  }
  void runMessageLoopOnPause(int) override {
    if (host.run_paused) host.run_paused(host.data);
  }
  void quitMessageLoopOnPause() override {
    if (host.quit_paused) host.quit_paused(host.data);
  }
  void runIfWaitingForDebugger(int) override {
    if (host.run_if_waiting) host.run_if_waiting(host.data);
  }
  void maxAsyncCallStackDepthChanged(int depth) override {
    if (host.async_depth) host.async_depth(host.data, depth);
  }
  std::unique_ptr<StringBuffer> resourceNameToUrl(const StringView& name) override {
    const bool absolute = name.length() > 0 && (name.is8Bit() ? name.characters8()[0] == '/'
                                                              : name.characters16()[0] == '/');
    if (!absolute) return nullptr;
    v8::HandleScope scope(env_->isolate);
    return StringBuffer::create(View(FileUrl(Utf8(env_->isolate, name)).c_str()));
  }

  eddy_inspector_host host = {};

 private:
  napi_env env_;
};

struct Inspector {
  explicit Inspector(napi_env env)
      : client(env), inspector(v8_inspector::V8Inspector::create(env->isolate, &client)) {}
  Client client;
  std::unique_ptr<v8_inspector::V8Inspector> inspector;
  std::vector<eddy_inspector_session*> sessions;
  bool context_gone = false;
  std::string name;
};

// Scripts belong to the debugger's context that they were compiled in. The inspector is only made when somebody opens a
// session, and counts its contexts from 1: the main one has its number from the start.
void InspectorPrepare(v8::Local<v8::Context> context) { v8::debug::SetContextId(context, 1); }

static void AddContext(Inspector* i, v8::Local<v8::Context> context, StringView name, StringView origin,
                       const char* details) {
  v8_inspector::V8ContextInfo info(context, kGroup, name);
  info.origin = origin;
  info.auxData = View(details);
  i->inspector->contextCreated(info);
}

static thread_local std::string main_name;

static Inspector* InspectorOf(napi_env env) {
  env = env->root;
  if (!env->inspector) {
    auto* made = new Inspector(env);
    made->name = main_name.empty() ? "Main[" + std::to_string(getpid()) + "]" : main_name;
    env->inspector = made;
    AddContext(made, env->context(), View(made->name.c_str()), View(""), "{\"isDefault\":true}");
  }
  return static_cast<Inspector*>(env->inspector);
}

}  // namespace eddy

struct eddy_inspector_session final : v8_inspector::V8Inspector::Channel {
  napi_env env;
  eddy_inspector_fn on_message;
  void* data;
  int depth = 0;       // of dispatches and of on_message: the session may not be freed meanwhile
  int dispatches = 0;
  bool closed = false;
  std::unique_ptr<v8_inspector::V8InspectorSession> session;

  eddy_inspector_session(napi_env e, eddy_inspector_fn fn, void* d) : env(e), on_message(fn), data(d) {}

  void sendResponse(int, std::unique_ptr<v8_inspector::StringBuffer> message) override {
    Send(message->string());
  }
  void sendNotification(std::unique_ptr<v8_inspector::StringBuffer> message) override {
    Send(message->string());
  }
  void flushProtocolNotifications() override {}

  void Send(const v8_inspector::StringView& view) {
    if (closed) return;
    const eddy_inspector_text text = {
        view.is8Bit() ? static_cast<const void*>(view.characters8()) : view.characters16(),
        view.length(), !view.is8Bit()};
    depth++;
    {
      v8::HandleScope scope(env->isolate);
      on_message(env, data, &text);
    }
    // V8 is still in the session when it sends: only a dispatch, or disconnect, frees it.
    depth--;
  }
};

namespace eddy {

static void Free(eddy_inspector_session* session) {
  auto& all = InspectorOf(session->env)->sessions;
  for (auto it = all.begin(); it != all.end(); ++it) {
    if (*it != session) continue;
    all.erase(it);
    break;
  }
  session->session.reset();
  delete session;
}

// A session that was closed while V8 was in it waits for its turn on the task queue.
class FreeLater final : public v8::Task {
 public:
  explicit FreeLater(eddy_inspector_session* session) : session_(session) {}
  void Run() override { Free(session_); }

 private:
  eddy_inspector_session* session_;
};

void InspectorRelease(napi_env env) {
  auto* i = static_cast<Inspector*>(env->inspector);
  if (!i) return;
  while (!i->sessions.empty()) {
    i->sessions.back()->closed = true;
    Free(i->sessions.back());
  }
  if (!i->context_gone) i->inspector->contextDestroyed(env->context());
  env->inspector = nullptr;
  delete i;
}

}  // namespace eddy

static v8_inspector::StringView ViewOf(const eddy_inspector_text* text) {
  if (text->two_byte) return {static_cast<const uint16_t*>(text->data), text->len};
  return {static_cast<const uint8_t*>(text->data), text->len};
}

extern "C" {

struct eddy_inspector_session* eddy_inspector_connect(napi_env env, eddy_inspector_fn on_message,
                                                      void* data) {
  v8::HandleScope scope(env->isolate);
  auto* i = eddy::InspectorOf(env);
  auto* session = new eddy_inspector_session(env->root, on_message, data);
  i->sessions.push_back(session);
  session->session = i->inspector->connect(eddy::kGroup, session, eddy::View("{}"),
                                           v8_inspector::V8Inspector::kFullyTrusted);
  return session;
}

void eddy_inspector_dispatch(struct eddy_inspector_session* session,
                             const struct eddy_inspector_text* message) {
  if (session->closed) return;
  session->depth++;
  session->dispatches++;
  session->session->dispatchProtocolMessage(ViewOf(message));
  session->dispatches--;
  session->depth--;
}

void eddy_inspector_disconnect(struct eddy_inspector_session* session) {
  if (session->closed) return;
  session->closed = true;
  if (session->depth == 0) return eddy::Free(session);
  eddy::ThePlatform()
      ->GetForegroundTaskRunner(session->env->isolate, v8::TaskPriority::kUserBlocking)
      ->PostNonNestableTask(std::make_unique<eddy::FreeLater>(session));
}

napi_value eddy_inspector_unwrap(struct eddy_inspector_session* session,
                                 const struct eddy_inspector_text* object_id) {
  std::unique_ptr<v8_inspector::StringBuffer> error, group;
  v8::Local<v8::Value> value;
  v8::Local<v8::Context> context;
  if (session->closed || !session->session->unwrapObject(&error, ViewOf(object_id), &value, &context, &group)) {
    return nullptr;
  }
  return eddy::Wrap(value);
}

bool eddy_inspector_dispatching(const struct eddy_inspector_session* session) {
  return session->dispatches > 0;
}

int eddy_inspector_context_id(napi_env env, napi_value sandbox) {
  auto* i = eddy::InspectorOf(env);
  v8::Local<v8::Context> context;
  if (!eddy::ContextOfSandbox(env, eddy::Unwrap(sandbox)).ToLocal(&context)) context = env->context();
  int id = v8_inspector::V8ContextInfo::executionContextId(context);
  if (id == 0) {
    eddy::AddContext(i, context, eddy::View("VM Context"), eddy::View(""), "{\"isDefault\":false}");
    id = v8_inspector::V8ContextInfo::executionContextId(context);
  }
  return id;
}

void eddy_inspector_set_name(const char* name) { eddy::main_name = name; }

void eddy_inspector_set_idle(napi_env env, bool idle) { env->isolate->SetIdle(idle); }

void eddy_inspector_context_made(napi_env env, napi_value sandbox, napi_value name, napi_value origin) {
  auto* i = static_cast<eddy::Inspector*>(env->root->inspector);
  v8::Local<v8::Context> context;
  if (!i || !eddy::ContextOfSandbox(env, eddy::Unwrap(sandbox)).ToLocal(&context)) return;
  v8::String::Value n(env->isolate, eddy::Unwrap(name)), o(env->isolate, eddy::Unwrap(origin));
  eddy::AddContext(i, context, v8_inspector::StringView(*n, static_cast<size_t>(n.length())),
                   v8_inspector::StringView(*o, static_cast<size_t>(o.length())), "{\"isDefault\":false}");
}

bool eddy_inspector_in_process(napi_env env) {
  auto* i = static_cast<eddy::Inspector*>(env->root->inspector);
  return i && !i->sessions.empty();
}

void eddy_inspector_set_host(napi_env env, const struct eddy_inspector_host* host) {
  v8::HandleScope scope(env->isolate);
  eddy::InspectorOf(env)->client.host = *host;
}

void eddy_inspector_pause_next(napi_env env, const char* reason) {
  v8::HandleScope scope(env->isolate);
  for (auto* session : eddy::InspectorOf(env)->sessions) {
    if (!session->closed) session->session->schedulePauseOnNextStatement(eddy::View(reason), eddy::View(""));
  }
}

void eddy_inspector_context_gone(napi_env env) {
  v8::HandleScope scope(env->isolate);
  auto* i = eddy::InspectorOf(env);
  if (i->context_gone) return;
  i->context_gone = true;
  i->inspector->contextDestroyed(env->root->context());
}

void eddy_inspector_stop(struct eddy_inspector_session* session) {
  if (!session->closed) session->session->stop();
}

// V8 wants addresses that are even; ids of operations are small integers.
static void* TaskAddress(double task) { return reinterpret_cast<void*>(static_cast<uintptr_t>(task) << 1); }

void eddy_inspector_task_scheduled(napi_env env, napi_value name, double task, bool recurring) {
  v8::String::Value text(env->isolate, eddy::Unwrap(name));
  eddy::InspectorOf(env)->inspector->asyncTaskScheduled(
      v8_inspector::StringView(*text, static_cast<size_t>(text.length())), TaskAddress(task), recurring);
}

void eddy_inspector_task(napi_env env, enum eddy_inspector_task what, double task) {
  auto& inspector = eddy::InspectorOf(env)->inspector;
  if (what == EDDY_TASK_CANCELED) inspector->asyncTaskCanceled(TaskAddress(task));
  else if (what == EDDY_TASK_STARTED) inspector->asyncTaskStarted(TaskAddress(task));
  else if (what == EDDY_TASK_FINISHED) inspector->asyncTaskFinished(TaskAddress(task));
  else inspector->allAsyncTasksCanceled();
}

}  // extern "C"

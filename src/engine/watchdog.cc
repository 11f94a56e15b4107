// SPDX-License-Identifier: MIT
// watchdog.cc: ends JavaScript that runs for too long, or that the user interrupts (vm's `timeout` and
// `breakOnSigint`, the REPL). A timeout has a thread of its own; SIGINT goes to the innermost run.
#include <csignal>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "vm_context.h"

namespace eddy {

// Counts from construction; terminates the isolate's JavaScript when the time is over.
class Deadline {
 public:
  Deadline(napi_env env, int64_t ms)
      : env_(env), outer_(static_cast<Deadline*>(env->limited)), thread_([this, isolate = env->isolate, ms] {
          std::unique_lock<std::mutex> lock(mutex_);
          if (done_.wait_for(lock, std::chrono::milliseconds(ms), [this] { return stopped_; })) return;
          fired_ = true;
          isolate->TerminateExecution();
        }) {
    env->limited = this;
  }
  bool Stop() {
    env_->limited = outer_;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopped_ = true;
    }
    done_.notify_one();
    if (thread_.joinable()) thread_.join();
    return fired_;
  }
  ~Deadline() { Stop(); }
  bool fired() const { return fired_; }
  const Deadline* outer() const { return outer_; }

 private:
  const napi_env env_;
  Deadline* const outer_;
  std::mutex mutex_;
  std::condition_variable done_;
  bool stopped_ = false;
  std::atomic<bool> fired_{false};
  std::thread thread_;
};

// ---- SIGINT ----------------------------------------------------------------------------------------

// The handler only writes one byte to a pipe; a thread reads it and terminates the innermost isolate.
struct Interruptible {
  v8::Isolate* isolate;
  bool fired = false;
};
static std::mutex sigint_mutex;
static std::vector<Interruptible*> sigint_stack;
static bool sigint_pending;
static int sigint_pipe[2] = {-1, -1};
static struct sigaction sigint_before;

static void OnSigint(int) {
  const int saved = errno;
  if (write(sigint_pipe[1], "i", 1) < 0) { /* a full pipe already tells it */ }
  errno = saved;
}

static void SigintThread() {
  char byte;
  for (;;) {
    const ssize_t n = read(sigint_pipe[0], &byte, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0 || byte == 'q') return;
    std::lock_guard<std::mutex> lock(sigint_mutex);
    if (sigint_stack.empty()) {
      sigint_pending = true;
    } else {
      sigint_stack.back()->fired = true;
      sigint_stack.back()->isolate->TerminateExecution();
    }
  }
}

static std::thread sigint_thread;
static int sigint_users;

static void SigintStart() {
  if (sigint_users++ > 0) return;
  sigint_pending = false;
  if (pipe2(sigint_pipe, O_CLOEXEC) != 0) CheckFailed("pipe2", __FILE__, __LINE__);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  sigint_thread = std::thread(SigintThread);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  struct sigaction action = {};
  action.sa_handler = OnSigint;
  sigfillset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, &sigint_before);
}

static bool SigintStop() {
  if (sigint_users == 0 || --sigint_users > 0) return false;
  sigaction(SIGINT, &sigint_before, nullptr);
  if (write(sigint_pipe[1], "q", 1) < 0) CheckFailed("write", __FILE__, __LINE__);
  sigint_thread.join();
  close(sigint_pipe[0]);
  close(sigint_pipe[1]);
  const bool pending = sigint_pending;
  sigint_pending = false;
  return pending;
}

// ---- running ------------------------------------------------------------------------------------------

// The inner run is over. V8 has one flag only: whoever else has ended this JavaScript meanwhile, the thread's end or the
// limit of an outer run, has set it too. They say so before they set it, so nobody is missed here.
static void CancelInner(napi_env env) {
  env->isolate->CancelTerminateExecution();
  bool ended = env->ended;
  for (auto* run = static_cast<const Deadline*>(env->limited); run && !ended; run = run->outer()) ended = run->fired();
  if (ended) env->isolate->TerminateExecution();
}

v8::MaybeLocal<v8::Value> RunLimited(napi_env env, const RunLimits& limits,
                                     const std::function<v8::MaybeLocal<v8::Value>()>& fn) {
  if (limits.timeout_ms <= 0 && !limits.break_on_sigint) return fn();
  v8::Isolate* isolate = env->isolate;
  Interruptible run{isolate};
  if (limits.break_on_sigint) {
    SigintStart();
    std::lock_guard<std::mutex> lock(sigint_mutex);
    sigint_stack.push_back(&run);
  }
  v8::MaybeLocal<v8::Value> result;
  bool timed_out = false;
  if (limits.timeout_ms > 0) {
    Deadline deadline(env, limits.timeout_ms);
    result = fn();
    timed_out = deadline.Stop();
  } else {
    result = fn();
  }
  if (limits.break_on_sigint) {
    {
      std::lock_guard<std::mutex> lock(sigint_mutex);
      sigint_stack.pop_back();
    }
    SigintStop();
  }
  if (!timed_out && !run.fired) return result;
  CancelInner(env);
  if (timed_out) {
    std::string text = "Script execution timed out after " + std::to_string(limits.timeout_ms) + "ms";
    ThrowCoded(isolate, [](v8::Local<v8::String> m, v8::Local<v8::Value> o) {
      return v8::Exception::Error(m, o); }, "ERR_SCRIPT_EXECUTION_TIMEOUT", text.c_str());
  } else {
    ThrowCoded(isolate, [](v8::Local<v8::String> m, v8::Local<v8::Value> o) {
      return v8::Exception::Error(m, o); }, "ERR_SCRIPT_EXECUTION_INTERRUPTED",
      "Script execution was interrupted by `SIGINT`");
  }
  return {};
}

napi_value VmStartSigint(napi_env, napi_callback_info) {
  SigintStart();
  return nullptr;
}
// Returns whether a SIGINT came while nothing was running that it could end.
napi_value VmStopSigint(napi_env, napi_callback_info info) {
  eddy_ret_bool(info, SigintStop());
  return nullptr;
}
napi_value VmSigintPending(napi_env, napi_callback_info info) {
  std::lock_guard<std::mutex> lock(sigint_mutex);
  eddy_ret_bool(info, sigint_pending);
  return nullptr;
}

}  // namespace eddy

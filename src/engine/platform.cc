// SPDX-License-Identifier: MIT
// platform.cc: V8's platform. Worker threads are V8's default ones, started when there is work for them; tasks for a JavaScript thread go
// into that thread's own queue, which wakes the thread's libuv loop (eddy_wake in src/env.c).
#include <libplatform/libplatform.h>
#include <sys/random.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <queue>
#include <unordered_map>
#include <vector>

#include "fatal.h"
#include "internal.h"
#include "pages.h"

extern "C" void eddy_wake(eddy_env* env);  // src/env.c, thread-safe

// V8's headers do not have absl's.
namespace absl {
enum class OnDeadlockCycle { kIgnore, kReport, kAbort };
void SetMutexDeadlockDetectionMode(OnDeadlockCycle mode);
}  // namespace absl

namespace eddy {

void SetFlags(int* argc, char** argv);  // flags.cc
static void ReleaseHeldTasks();
static void TellWaiting();

static double Now() {
  timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return ts.tv_sec + ts.tv_nsec * 1e-9;
}

// The foreground task queue of one isolate.
class TaskRunner final : public v8::TaskRunner {
 public:
  explicit TaskRunner(eddy_env* owner) : owner_(owner) {}
  bool IdleTasksEnabled() override { return false; }
  bool NonNestableTasksEnabled() const override { return true; }
  bool NonNestableDelayedTasksEnabled() const override { return true; }

  void Detach() {
    std::lock_guard<std::mutex> lock(mutex_);
    owner_ = nullptr;
    tasks_.clear();
    while (!delayed_.empty()) delayed_.pop();
  }
  bool RunAll(v8::Isolate* isolate) {
    std::deque<std::unique_ptr<v8::Task>> batch;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      while (!delayed_.empty() && delayed_.top().when <= Now()) {
        tasks_.push_back(std::move(const_cast<Delayed&>(delayed_.top()).task));
        delayed_.pop();
      }
      batch.swap(tasks_);
    }
    for (auto& task : batch) {
      v8::HandleScope scope(isolate);
      task->Run();
    }
    return !batch.empty();
  }
  bool HasTasks() {
    std::lock_guard<std::mutex> lock(mutex_);
    return !tasks_.empty();
  }
  double NextDelay() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!tasks_.empty()) return 0;
    if (delayed_.empty()) return -1;
    const double left = delayed_.top().when - Now();
    return left > 0 ? left : 0;
  }

 protected:
  void PostTaskImpl(std::unique_ptr<v8::Task> task, const v8::SourceLocation&) override {
    ReleaseHeldTasks();  // it may look again and again whether one of those is done
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (!owner_) return;
      tasks_.push_back(std::move(task));
      eddy_wake(owner_);
    }
    TellWaiting();
  }
  void PostNonNestableTaskImpl(std::unique_ptr<v8::Task> task,
                               const v8::SourceLocation& where) override {
    PostTaskImpl(std::move(task), where);
  }
  void PostDelayedTaskImpl(std::unique_ptr<v8::Task> task, double seconds,
                           const v8::SourceLocation&) override {
    ReleaseHeldTasks();
    std::lock_guard<std::mutex> lock(mutex_);
    if (!owner_) return;
    delayed_.push(Delayed{Now() + seconds, std::move(task)});
    eddy_wake(owner_);
  }
  void PostNonNestableDelayedTaskImpl(std::unique_ptr<v8::Task> task, double seconds,
                                      const v8::SourceLocation& where) override {
    PostDelayedTaskImpl(std::move(task), seconds, where);
  }
  void PostIdleTaskImpl(std::unique_ptr<v8::IdleTask>, const v8::SourceLocation&) override {}

 private:
  struct Delayed {
    double when;
    std::unique_ptr<v8::Task> task;
    bool operator<(const Delayed& other) const { return when > other.when; }
  };
  std::mutex mutex_;
  eddy_env* owner_;
  std::deque<std::unique_ptr<v8::Task>> tasks_;
  std::priority_queue<Delayed> delayed_;
};

v8::TracingController* TheTracingController();  // tracing.cc

// A task of V8's threads, counted until it is gone.
class CountedTask final : public v8::Task {
 public:
  explicit CountedTask(std::unique_ptr<v8::Task> task) : task_(std::move(task)) { count.fetch_add(1); }
  ~CountedTask() override {
    task_.reset();
    if (count.fetch_sub(1) == 1) TellWaiting();
  }
  void Run() override {
    // What the thread that posted the task has written is there: V8's queue sees to that, but ThreadSanitizer knows of this only.
    count.load(std::memory_order_acquire);
    task_->Run();
  }

  static std::atomic<size_t> count;

 private:
  std::unique_ptr<v8::Task> task_;
};
std::atomic<size_t> CountedTask::count;

class Platform final : public v8::Platform {
 public:
  explicit Platform(int threads)
      : base_(v8::platform::NewSingleThreadedDefaultPlatform()), pages_(ArenaPages(base_->GetPageAllocator())),
        threads_(threads) {}

  std::shared_ptr<TaskRunner> Add(v8::Isolate* isolate, eddy_env* owner) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto runner = std::make_shared<TaskRunner>(owner);
    runners_[isolate] = runner;
    return runner;
  }
  void Remove(v8::Isolate* isolate) {
    std::shared_ptr<TaskRunner> runner;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      runner = runners_[isolate];
      runners_.erase(isolate);
    }
    if (runner) runner->Detach();
  }

  v8::PageAllocator* GetPageAllocator() override { return pages_; }
  // From now on a program runs, not only the library.
  void ExpectProgram() {
    if (program_.load(std::memory_order_relaxed)) return;
    std::lock_guard<std::mutex> lock(mutex_);
    program_.store(true, std::memory_order_release);
  }
  // Somebody may wait for what was held back: a command of the library's own, which no program's text was compiled for.
  void ReleaseHeld() {
    ExpectProgram();
    if (holds_.load(std::memory_order_acquire)) Pool();
  }
  // Until there is a task for `runner`, or none of V8's threads has one that could make one.
  bool Await(TaskRunner* runner) {
    ReleaseHeld();
    std::unique_lock<std::mutex> lock(wait_mutex_);
    waiting_.fetch_add(1);
    told_.wait(lock, [runner] { return runner->HasTasks() || CountedTask::count.load() == 0; });
    waiting_.fetch_sub(1);
    return runner->HasTasks();
  }
  void Tell() {
    if (waiting_.load() == 0) return;
    std::lock_guard<std::mutex> lock(wait_mutex_);
    told_.notify_all();
  }
  v8::ThreadIsolatedAllocator* GetThreadIsolatedAllocator() override {
    return base_->GetThreadIsolatedAllocator();
  }
  int NumberOfWorkerThreads() override { return threads_; }
  std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(v8::Isolate* isolate,
                                                          v8::TaskPriority) override {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = runners_.find(isolate);
    if (found != runners_.end()) return found->second;
    // Asked for before Add (during isolate creation): made now, adopted by Add's caller.
    return std::make_shared<TaskRunner>(nullptr);
  }
  bool IdleTasksEnabled(v8::Isolate*) override { return false; }
  double MonotonicallyIncreasingTime() override { return base_->MonotonicallyIncreasingTime(); }
  double CurrentClockTimeMillis() override { return base_->CurrentClockTimeMillis(); }
  v8::TracingController* GetTracingController() override { return TheTracingController(); }
  StackTracePrinter GetStackTracePrinter() override { return eddy_print_native_stack; }

 protected:
  std::unique_ptr<v8::JobHandle> CreateJobImpl(v8::TaskPriority priority,
                                               std::unique_ptr<v8::JobTask> task,
                                               const v8::SourceLocation&) override {
    return v8::platform::NewDefaultJobHandle(this, priority, std::move(task), threads_);
  }
  void PostTaskOnWorkerThreadImpl(v8::TaskPriority priority, std::unique_ptr<v8::Task> task,
                                  const v8::SourceLocation& where) override {
    task = std::make_unique<CountedTask>(std::move(task));
    if (!Hold(priority, &task, where)) Pool()->PostTaskOnWorkerThread(priority, std::move(task), where);
  }
  void PostDelayedTaskOnWorkerThreadImpl(v8::TaskPriority priority, std::unique_ptr<v8::Task> task,
                                         double seconds, const v8::SourceLocation& where) override {
    Pool()->PostDelayedTaskOnWorkerThread(priority, std::move(task), seconds, where);
  }

 private:
  struct Held {
    v8::TaskPriority priority;
    std::unique_ptr<v8::Task> task;
    v8::SourceLocation where;
  };

  // Before the program's first statement there are only a few of the library's functions to compile better, which is not worth two
  // threads in a process that may be over in a millisecond, or only waits: these wait for the first task that the program
  // causes, or the loop, and for one that V8 has for the main thread.
  bool Hold(v8::TaskPriority priority, std::unique_ptr<v8::Task>* task, const v8::SourceLocation& where) {
    if (program_.load(std::memory_order_acquire)) return false;
    std::lock_guard<std::mutex> lock(mutex_);
    if (program_.load(std::memory_order_relaxed)) return false;
    held_.push_back(Held{priority, std::move(*task), where});
    holds_.store(true, std::memory_order_release);
    return true;
  }
  v8::Platform* Pool() {
    std::call_once(started_, [this] {
      pool_ = v8::platform::NewDefaultPlatform(threads_);
      for (auto& held : held_) pool_->PostTaskOnWorkerThread(held.priority, std::move(held.task), held.where);
      held_.clear();
      holds_.store(false, std::memory_order_release);
    });
    return pool_.get();
  }

  std::unique_ptr<v8::Platform> base_;  // without threads
  v8::PageAllocator* const pages_;
  std::atomic<bool> program_{false}, holds_{false};
  std::vector<Held> held_;  // complete once program_ is set
  const int threads_;
  std::once_flag started_;
  std::unique_ptr<v8::Platform> pool_;
  std::mutex mutex_;
  std::unordered_map<v8::Isolate*, std::shared_ptr<TaskRunner>> runners_;
  std::mutex wait_mutex_;
  std::condition_variable told_;
  std::atomic<unsigned> waiting_{0};
};

static Platform* platform;  // lives until the process ends

static void ReleaseHeldTasks() { platform->ReleaseHeld(); }
static void TellWaiting() { platform->Tell(); }
bool AwaitTasks(napi_env env) { return env->tasks && platform->Await(env->tasks); }

v8::Platform* ThePlatform() { return platform; }
void ExpectProgram() { platform->ExpectProgram(); }
void RegisterIsolateTasks(napi_env env) {
  env->tasks = platform->Add(env->isolate, env->owner).get();
}
void UnregisterIsolateTasks(napi_env env) {
  platform->Remove(env->isolate);
  env->tasks = nullptr;
}

void CheckFailed(const char* expr, const char* file, int line) {
  fprintf(stderr, "eddy: check failed: %s (%s:%d)\n", expr, file, line);
  fflush(stderr);
  abort();
}

}  // namespace eddy

extern "C" {

int eddy_engine_init(struct eddy_engine_options* o) {
  // First: this build of V8 has absl look for deadlocks: a megabyte of tables, and a search at each lock.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  // Else it opens /dev/urandom and reads a page of it for each of six generators.
  v8::V8::SetEntropySource(
      [](unsigned char* buffer, size_t n) { return getrandom(buffer, n, 0) == static_cast<ssize_t>(n); });
  int argc = o->v8_argc;
  eddy::SetFlags(&argc, o->v8_argv);
  eddy::platform = new eddy::Platform(o->pool_threads);
  v8::V8::InitializePlatform(eddy::platform);
  v8::V8::Initialize();
  return argc;
}

void eddy_engine_expect_tasks(void) { eddy::ExpectProgram(); }
const char* eddy_engine_version(void) { return v8::V8::GetVersion(); }

bool eddy_engine_run_tasks(napi_env env) { return env->tasks && env->tasks->RunAll(env->isolate); }
double eddy_engine_next_task(napi_env env) { return env->tasks ? env->tasks->NextDelay() : -1; }

}  // extern "C"

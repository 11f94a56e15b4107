// SPDX-License-Identifier: MIT
// tracing.cc: the trace log, in the JSON format that Chrome's trace viewers read. V8's tracing controller is here,
// so V8's own events, those of the library (V8's builtins trace() and isTraceCategoryEnabled()) and those of C
// all come through Add(). Any thread may write; one mutex guards the file and the categories.
#include "tracing.h"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cinttypes>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "internal.h"

namespace eddy {

namespace {

constexpr size_t kMaxGroups = 256;          // category groups that are told apart; V8 has about 60
constexpr uint32_t kEventsPerFile = 1 << 19;

// Numbers of V8's trace macros (src/tracing/trace-event.h).
enum ValueType { kBool = 1, kUint, kInt, kDouble, kPointer, kString, kCopyString, kConvertable };
constexpr unsigned kHasId = 1 << 1;

int64_t Microseconds(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * int64_t{1000000} + now.tv_nsec / 1000;
}

void Quote(std::string* out, const char* text) {
  out->push_back('"');
  for (const char* p = text; *p; p++) {
    const auto c = static_cast<unsigned char>(*p);
    if (c == '"' || c == '\\') {
      out->push_back('\\');
      out->push_back(*p);
    } else if (c < 0x20) {
      char escape[8];
      snprintf(escape, sizeof escape, "\\u%04x", c);
      *out += escape;
    } else {
      out->push_back(*p);
    }
  }
  out->push_back('"');
}

void Value(std::string* out, uint8_t type, uint64_t bits) {
  char text[40];
  double number;
  switch (type) {
    case kBool: *out += bits ? "true" : "false"; return;
    case kUint: snprintf(text, sizeof text, "%" PRIu64, bits); break;
    case kInt: snprintf(text, sizeof text, "%" PRId64, static_cast<int64_t>(bits)); break;
    case kPointer: snprintf(text, sizeof text, "\"0x%" PRIx64 "\"", bits); break;
    case kString:
    case kCopyString: Quote(out, bits ? reinterpret_cast<const char*>(bits) : "NULL"); return;
    case kDouble:
      memcpy(&number, &bits, sizeof number);
      if (number - number != 0) snprintf(text, sizeof text, "\"%g\"", number); // JSON knows no infinities
      else snprintf(text, sizeof text, "%.17g", number);
      break;
    default: *out += "null"; return;
  }
  *out += text;
}

struct Event {
  char phase;
  const char* category;
  std::string name;
  uint64_t id;
  bool has_id;
  int64_t at, cpu;
  int tid;
  std::string args; // without the braces
};

class Log {
 public:
  // The flag of a category group: what V8 and C look at before they make an event.
  const uint8_t* Flag(const char* group) {
    std::lock_guard<std::mutex> lock(mutex_);
    for (size_t i = 0; i < groups_; i++) {
      if (names_[i] == group) return &flags_[i];
    }
    if (groups_ == kMaxGroups) return &off_;
    names_[groups_] = group;
    SetFlag(groups_, Matches(group));
    return &flags_[groups_++];
  }

  const char* GroupOf(const uint8_t* flag) {
    const ptrdiff_t i = flag - flags_;
    return i >= 0 && i < static_cast<ptrdiff_t>(groups_) ? names_[i].c_str() : "";
  }

  void SetCategories(const char* list) {
    std::lock_guard<std::mutex> lock(mutex_);
    enabled_ = Split(list);
    for (size_t i = 0; i < groups_; i++) SetFlag(i, Matches(names_[i].c_str()));
  }

  void SetPattern(const char* pattern) { pattern_ = pattern; }

  void Name(int tid, const char* key, const char* name) {
    std::lock_guard<std::mutex> lock(mutex_);
    metadata_.push_back({tid, key, name});
    if (file_) WriteMetadata(metadata_.back());
  }

  void Write(const Event& e, int64_t duration, int64_t cpu_duration) {
    std::string text;
    char number[200];
    snprintf(number, sizeof number, "{\"pid\":%d,\"tid\":%d,\"ts\":%" PRId64 ",\"tts\":%" PRId64 ",\"ph\":\"%c\",\"cat\":",
             getpid(), e.tid, e.at, e.cpu, e.phase);
    text += number;
    Quote(&text, e.category);
    text += ",\"name\":";
    Quote(&text, e.name.c_str());
    snprintf(number, sizeof number, ",\"dur\":%" PRId64 ",\"tdur\":%" PRId64, duration, cpu_duration);
    text += number;
    if (e.has_id) {
      snprintf(number, sizeof number, ",\"id\":\"0x%" PRIx64 "\"", e.id);
      text += number;
    }
    text += ",\"args\":{" + e.args + "}}";
    std::lock_guard<std::mutex> lock(mutex_);
    Append(text);
  }

  uint64_t Begin(Event&& e) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (finished_) return 0;
    open_.emplace(++handle_, std::move(e));
    return handle_;
  }

  void End(uint64_t handle) {
    std::unique_lock<std::mutex> lock(mutex_);
    auto found = open_.find(handle);
    if (found == open_.end()) return;
    Event e = std::move(found->second);
    open_.erase(found);
    lock.unlock();
    Write(e, Microseconds(CLOCK_MONOTONIC) - e.at, Microseconds(CLOCK_THREAD_CPUTIME_ID) - e.cpu);
  }

  // Ends the file, so that it is JSON. Nothing is written afterwards.
  void Finish() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!finished_ && !file_ && !enabled_.empty()) OpenFile();
    finished_ = true;
    CloseFile();
  }

  bool IsEnabled() const { return !enabled_.empty(); }

 private:
  struct Metadata { int tid; const char* key; std::string name; };

  static std::vector<std::string> Split(const char* list) {
    std::vector<std::string> words;
    for (const char* p = list; *p;) {
      const size_t n = strcspn(p, ",");
      if (n) words.emplace_back(p, n);
      p += n + (p[n] == ',');
    }
    return words;
  }

  bool Matches(const char* group) {
    if (enabled_.empty()) return false;
    for (const std::string& one : Split(group)) {
      for (const std::string& wanted : enabled_) {
        if (one == wanted) return true;
      }
    }
    return strcmp(group, "__metadata") == 0;
  }

  void OpenFile() {
    std::string path = pattern_;
    Replace(&path, "${rotation}", std::to_string(++rotation_));
    Replace(&path, "${pid}", std::to_string(getpid()));
    written_ = 0;
    file_ = fopen(path.c_str(), "we");
    if (!file_) {
      fprintf(stderr, "Could not open trace file %s: %s\n", path.c_str(), strerror(errno));
      finished_ = true;
      return;
    }
    fputs("{\"traceEvents\":[", file_);
    for (const Metadata& m : metadata_) WriteMetadata(m);
  }

  void CloseFile() {
    if (!file_) return;
    fputs("]}", file_);
    fclose(file_);
    file_ = nullptr;
  }

  void Append(const std::string& text) {
    if (finished_) return;
    if (!file_) OpenFile();
    if (!file_) return;
    if (written_++) fputc(',', file_);
    fwrite(text.data(), 1, text.size(), file_);
    if (written_ >= kEventsPerFile) CloseFile();
  }

  void WriteMetadata(const Metadata& m) {
    std::string text;
    char head[120];
    snprintf(head, sizeof head, "{\"pid\":%d,\"tid\":%d,\"ts\":0,\"tts\":0,\"ph\":\"M\",\"cat\":\"__metadata\",\"name\":\"%s\"",
             getpid(), m.tid, m.key);
    text += head;
    text += ",\"dur\":0,\"tdur\":0,\"args\":{\"name\":";
    Quote(&text, m.name.c_str());
    text += "}}";
    if (written_++) fputc(',', file_);
    fwrite(text.data(), 1, text.size(), file_);
  }

  static void Replace(std::string* text, const char* what, const std::string& with) {
    for (size_t at; (at = text->find(what)) != std::string::npos;) text->replace(at, strlen(what), with);
  }

  std::mutex mutex_;
  std::string names_[kMaxGroups];
  // Written under the lock, read by every thread at any time.
  void SetFlag(size_t i, uint8_t value) { __atomic_store_n(&flags_[i], value, __ATOMIC_RELAXED); }
  uint8_t flags_[kMaxGroups] = {};
  std::atomic<size_t> groups_{0};
  uint8_t off_ = 0;
  std::vector<std::string> enabled_;
  std::string pattern_ = "node_trace.${rotation}.log";
  std::vector<Metadata> metadata_;
  std::unordered_map<uint64_t, Event> open_; // complete events ('X') that have not ended
  uint64_t handle_ = 0;
  FILE* file_ = nullptr;
  uint32_t written_ = 0, rotation_ = 0;
  bool finished_ = false;
};

// Lives as long as the process: V8's threads may write until the end.
Log* TheLog() {
  static Log* log = new Log();
  return log;
}

int ThreadId() {
  static thread_local int id = static_cast<int>(syscall(SYS_gettid));
  return id;
}

}  // namespace

class Controller final : public v8::TracingController {
 public:
  const uint8_t* GetCategoryGroupEnabled(const char* name) override { return TheLog()->Flag(name); }

  uint64_t AddTraceEvent(char phase, const uint8_t* flag, const char* name, const char* scope, uint64_t id,
                         uint64_t bind_id, int32_t count, const char** names, const uint8_t* types,
                         const uint64_t* values, std::unique_ptr<v8::ConvertableToTraceFormat>* convertables,
                         unsigned flags) override {
    return AddTraceEventWithTimestamp(phase, flag, name, scope, id, bind_id, count, names, types, values, convertables,
                                      flags, Microseconds(CLOCK_MONOTONIC));
  }

  uint64_t AddTraceEventWithTimestamp(char phase, const uint8_t* flag, const char* name, const char*, uint64_t id,
                                      uint64_t, int32_t count, const char** names, const uint8_t* types,
                                      const uint64_t* values,
                                      std::unique_ptr<v8::ConvertableToTraceFormat>* convertables, unsigned flags,
                                      int64_t at) override {
    Event e{phase, TheLog()->GroupOf(flag), name, id, (flags & kHasId) != 0, at, Microseconds(CLOCK_THREAD_CPUTIME_ID),
            ThreadId(), ""};
    for (int32_t i = 0; i < count; i++) {
      if (i) e.args += ',';
      Quote(&e.args, names[i]);
      e.args += ':';
      if (types[i] == kConvertable && convertables) convertables[i]->AppendAsTraceFormat(&e.args);
      else Value(&e.args, types[i], values[i]);
    }
    if (phase == 'X') return TheLog()->Begin(std::move(e));
    TheLog()->Write(e, 0, 0);
    return 0;
  }

  void UpdateTraceEventDuration(const uint8_t*, const char*, uint64_t handle) override { TheLog()->End(handle); }
};

v8::TracingController* TheTracingController() {
  static Controller* controller = new Controller();
  return controller;
}

}  // namespace eddy

extern "C" {

void eddy_trace_set(const char* categories) { eddy::TheLog()->SetCategories(categories); }
void eddy_trace_pattern(const char* pattern) { eddy::TheLog()->SetPattern(pattern); }
void eddy_trace_finish(void) { eddy::TheLog()->Finish(); }
void eddy_trace_name(const char* key, const char* name) { eddy::TheLog()->Name(eddy::ThreadId(), key, name); }
const uint8_t* eddy_trace_flag(const char* group) { return eddy::TheLog()->Flag(group); }

void eddy_trace_write(char phase, const uint8_t* flag, const char* name, uint64_t at_ns) {
  if (!__atomic_load_n(flag, __ATOMIC_RELAXED)) return;
  const int64_t at = at_ns ? static_cast<int64_t>(at_ns / 1000) : eddy::Microseconds(CLOCK_MONOTONIC);
  eddy::TheTracingController()->AddTraceEventWithTimestamp(phase, flag, name, nullptr, 0, 0, 0, nullptr, nullptr, nullptr,
                                                           nullptr, 0, at);
}

}  // extern "C"

// SPDX-License-Identifier: MIT
/* report.c: the diagnostic report of a fatal error, as lib/internal/process/report.js makes it, without JavaScript: what
 * JavaScript knows (settings, the constant part of the header) it has left here before. */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "../engine/heap.h"
#include "fatal.h"
#include "json.h"

extern char **environ;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards what follows: of the process, set by any thread */
static struct eddy_report_settings settings;
static atomic_uint numbers;

static void set_text(char **to, const char *text) {
  free(*to);
  *to = eddy_strdup(text);
}

void eddy_report_configure(const struct eddy_report_settings *s) {
  pthread_mutex_lock(&lock);
  settings.enabled = s->enabled;
  settings.compact = s->compact;
  settings.exclude_env = s->exclude_env;
  set_text(&settings.header, s->header);
  set_text(&settings.directory, s->directory);
  set_text(&settings.filename, s->filename);
  pthread_mutex_unlock(&lock);
}

unsigned eddy_diagnostic_number(void) { return atomic_fetch_add(&numbers, 1) + 1; }

/* ---- the parts ---- */

static void write_header(struct json *j, struct eddy_env *env, const char *trigger, const char *event, const char *filename) {
  char text[4096];
  uv_timeval64_t now;
  uv_gettimeofday(&now);
  const time_t seconds = (time_t)now.tv_sec;
  struct tm tm;
  json_open(j, "header", '{');
  json_number(j, "reportVersion", 5);
  json_text(j, "event", event);
  json_text(j, "trigger", trigger);
  json_text(j, "filename", filename);
  gmtime_r(&seconds, &tm);
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
  json_text(j, "dumpEventTime", text);
  snprintf(text, sizeof text, "%.0f", (double)now.tv_sec * 1000 + now.tv_usec / 1000);
  json_text(j, "dumpEventTimeStamp", text);
  json_number(j, "processId", getpid());
  if (env != NULL) json_number(j, "threadId", eddy_thread_id(env));
  else json_null(j, "threadId");
  if (getcwd(text, sizeof text)) json_text(j, "cwd", text);
  json_members(j, settings.header);
  json_close(j, '}');
}

static void write_js_frame(void *data, int index, const char *text) {
  struct json *j = data;
  char line[1024];
  if (index == 0) {
    json_text(j, "message", "Error: Fatal error");
    json_open(j, "stack", '[');
  }
  snprintf(line, sizeof line, "at %s", text);
  json_text(j, NULL, line);
}

static void write_js_stack(struct json *j, napi_env napi, bool js_stack) {
  json_open(j, "javascriptStack", '{');
  if (js_stack && napi != NULL) eddy_js_stack(napi, 10, write_js_frame, j);
  if (!j->follows) {
    json_text(j, "message", "No stack.");
    json_open(j, "stack", '[');
    json_text(j, NULL, "Unavailable.");
  }
  json_close(j, ']');
  json_open(j, "errorProperties", '{');
  json_close(j, '}');
  json_close(j, '}');
}

static void write_heap(struct json *j, napi_env napi) {
  static const struct { const char *name; int figure; } rows[] = {
    {"totalMemory", 0}, {"executableMemory", 1}, {"totalCommittedMemory", 2}, {"availableMemory", 3},
    {"totalGlobalHandlesMemory", 11}, {"usedGlobalHandlesMemory", 12}, {"usedMemory", 4}, {"memoryLimit", 5},
    {"mallocedMemory", 6}, {"externalMemory", 13}, {"peakMallocedMemory", 7}, {"nativeContextCount", 9},
    {"detachedContextCount", 10}, {"doesZapGarbage", 8},
  };
  double figures[EDDY_HEAP_FIGURES], space[4];
  if (napi == NULL) return;
  eddy_heap_statistics(napi, figures);
  json_open(j, "javascriptHeap", '{');
  for (size_t i = 0; i < COUNTOF(rows); i++) json_number(j, rows[i].name, figures[rows[i].figure]);
  json_open(j, "heapSpaces", '{');
  for (size_t i = 0; i < eddy_heap_space_count(napi); i++) {
    json_open(j, eddy_heap_space(napi, i, space), '{');
    json_number(j, "memorySize", space[0]);
    json_number(j, "committedMemory", space[3]);
    json_number(j, "capacity", space[1] + space[2]);
    json_number(j, "used", space[1]);
    json_number(j, "available", space[2]);
    json_close(j, '}');
  }
  json_close(j, '}');
  json_close(j, '}');
}

static void write_native_frame(void *data, int index, const struct eddy_frame *f) {
  (void)index;
  struct json *j = data;
  char text[2048];
  json_open(j, NULL, '{');
  snprintf(text, sizeof text, "0x%016llx", (unsigned long long)(uintptr_t)f->pc);
  json_text(j, "pc", text);
  snprintf(text, sizeof text, "%s%s%s%s", f->symbol ? f->symbol : "", f->file ? " [" : "", f->file ? f->file : "",
           f->file ? "]" : "");
  json_text(j, "symbol", text);
  json_close(j, '}');
}

static double seconds_of(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static void write_cpu(struct json *j, const struct rusage *u) {
  const double uptime = (double)(uv_hrtime() - eddy_process.start_hrtime) / 1e9;
  const double user = seconds_of(u->ru_utime), kernel = seconds_of(u->ru_stime);
  json_number(j, "userCpuSeconds", user);
  json_number(j, "kernelCpuSeconds", kernel);
  json_number(j, "cpuConsumptionPercent", (user + kernel) / uptime * 100);
  json_number(j, "userCpuConsumptionPercent", user / uptime * 100);
  json_number(j, "kernelCpuConsumptionPercent", kernel / uptime * 100);
}

static void write_fs(struct json *j, const struct rusage *u) {
  json_open(j, "fsActivity", '{');
  json_number(j, "reads", (double)u->ru_inblock);
  json_number(j, "writes", (double)u->ru_oublock);
  json_close(j, '}');
}

static void write_usage(struct json *j) {
  struct rusage u = {0};
  size_t rss = 0;
  getrusage(RUSAGE_SELF, &u);
  uv_resident_set_memory(&rss);
  json_open(j, "resourceUsage", '{');
  json_number(j, "free_memory", (double)uv_get_free_memory());
  json_number(j, "total_memory", (double)uv_get_total_memory());
  json_number(j, "rss", (double)rss);
  json_number(j, "constrained_memory", eddy_memory_limit());
  json_number(j, "available_memory", eddy_memory_available());
  write_cpu(j, &u);
  json_number(j, "maxRss", (double)u.ru_maxrss * 1024);
  json_open(j, "pageFaults", '{');
  json_number(j, "IORequired", (double)u.ru_majflt);
  json_number(j, "IONotRequired", (double)u.ru_minflt);
  json_close(j, '}');
  write_fs(j, &u);
  json_close(j, '}');
  getrusage(RUSAGE_THREAD, &u);
  json_open(j, "uvthreadResourceUsage", '{');
  write_cpu(j, &u);
  write_fs(j, &u);
  json_close(j, '}');
}

static void write_endpoint(struct json *j, const char *name, const struct sockaddr *addr, int err) {
  char host[INET6_ADDRSTRLEN];
  const bool six = err == 0 && addr->sa_family == AF_INET6;
  if (err != 0 || (!six && addr->sa_family != AF_INET)) {
    json_null(j, name);
    return;
  }
  uv_ip_name(addr, host, sizeof host);
  json_open(j, name, '{');
  json_text(j, "host", host);
  json_text(j, six ? "ip6" : "ip4", host);
  json_number(j, "port", ntohs(six ? ((const struct sockaddr_in6 *)addr)->sin6_port : ((const struct sockaddr_in *)addr)->sin_port));
  json_close(j, '}');
}

static void write_endpoints(struct json *j, const uv_handle_t *h) {
  const bool tcp = h->type == UV_TCP;
  struct sockaddr_storage addr = {0};
  struct sockaddr *to = (struct sockaddr *)&addr;
  int len = sizeof addr;
  int err = tcp ? uv_tcp_getsockname((const uv_tcp_t *)h, to, &len) : uv_udp_getsockname((const uv_udp_t *)h, to, &len);
  write_endpoint(j, "localEndpoint", to, err);
  len = sizeof addr;
  err = tcp ? uv_tcp_getpeername((const uv_tcp_t *)h, to, &len) : uv_udp_getpeername((const uv_udp_t *)h, to, &len);
  write_endpoint(j, "remoteEndpoint", to, err);
}

static void write_handle(uv_handle_t *h, void *data) {
  struct json *j = data;
  char address[32];
  uv_os_fd_t fd;
  json_open(j, NULL, '{');
  json_text(j, "type", uv_handle_type_name(h->type));
  json_bool(j, "is_active", uv_is_active(h));
  json_bool(j, "is_referenced", uv_has_ref(h));
  snprintf(address, sizeof address, "0x%016llx", (unsigned long long)(uintptr_t)h);
  json_text(j, "address", address);
  if (h->type == UV_TCP || h->type == UV_UDP) write_endpoints(j, h);
  if (uv_fileno(h, &fd) == 0) json_number(j, "fd", fd);
  json_close(j, '}');
}

static void write_environment(struct json *j) {
  json_open(j, "environmentVariables", '{');
  for (char **v = environ; *v; v++) {
    const char *equals = strchr(*v, '=');
    char name[1024];
    if (equals == NULL || (size_t)(equals - *v) >= sizeof name) continue;
    memcpy(name, *v, (size_t)(equals - *v));
    name[equals - *v] = 0;
    json_text(j, name, equals + 1);
  }
  json_close(j, '}');
}

static void write_limit(struct json *j, const char *name, rlim_t value) {
  if (value == RLIM_INFINITY) json_text(j, name, "unlimited");
  else json_number(j, name, (double)value);
}

static void write_limits(struct json *j) {
  static const struct { const char *name; int limit; } rows[] = {
    {"core_file_size_blocks", RLIMIT_CORE}, {"data_seg_size_bytes", RLIMIT_DATA}, {"file_size_blocks", RLIMIT_FSIZE},
    {"max_locked_memory_bytes", RLIMIT_MEMLOCK}, {"max_memory_size_bytes", RLIMIT_RSS}, {"open_files", RLIMIT_NOFILE},
    {"stack_size_bytes", RLIMIT_STACK}, {"cpu_time_seconds", RLIMIT_CPU}, {"max_user_processes", RLIMIT_NPROC},
    {"virtual_memory_bytes", RLIMIT_AS},
  };
  json_open(j, "userLimits", '{');
  for (size_t i = 0; i < COUNTOF(rows); i++) {
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)rows[i].limit, &limit) != 0) continue;
    json_open(j, rows[i].name, '{');
    write_limit(j, "soft", limit.rlim_cur);
    write_limit(j, "hard", limit.rlim_max);
    json_close(j, '}');
  }
  json_close(j, '}');
}

/* The executable's part of each library that is mapped. */
static void write_libraries(struct json *j) {
  char line[4352];
  json_open(j, "sharedObjects", '[');
  FILE *maps = fopen("/proc/self/maps", "re");
  while (maps != NULL && fgets(line, sizeof line, maps)) {
    char *path = strchr(line, '/');
    if (path == NULL || strstr(line, " r-xp ") == NULL || strstr(path, ".so") == NULL) continue;
    path[strcspn(path, "\n")] = 0;
    json_text(j, NULL, path);
  }
  if (maps != NULL) fclose(maps);
  json_close(j, ']');
}

/* ---- the whole ---- */

static void write_report(FILE *out, napi_env napi, const char *trigger, const char *event, const char *filename, bool js_stack) {
  struct json j = {.out = out, .compact = settings.compact};
  struct eddy_env *env = napi != NULL ? eddy_env_of(napi) : NULL;
  json_open(&j, NULL, '{');
  write_header(&j, env, trigger, event, filename);
  write_js_stack(&j, napi, js_stack);
  write_heap(&j, napi);
  json_open(&j, "nativeStack", '[');
  eddy_native_stack(2, write_native_frame, &j);
  json_close(&j, ']');
  write_usage(&j);
  json_open(&j, "libuv", '[');
  if (env != NULL) uv_walk(env->loop, write_handle, &j);
  json_close(&j, ']');
  json_open(&j, "workers", '[');
  json_close(&j, ']');
  if (!settings.exclude_env) write_environment(&j);
  write_limits(&j);
  write_libraries(&j);
  json_close(&j, '}');
  fputc('\n', out);
}

/* As lib/internal/process/report.js names it. */
static void default_name(char *name, size_t size, const struct eddy_env *env) {
  const time_t now = time(NULL);
  struct tm tm;
  char when[32];
  localtime_r(&now, &tm);
  strftime(when, sizeof when, "%Y%m%d.%H%M%S", &tm);
  snprintf(name, size, "report.%s.%d.%d.%03u.json", when, (int)getpid(), env ? eddy_thread_id(env) : 0, eddy_diagnostic_number());
}

void eddy_report_fatal(napi_env napi, const char *trigger, const char *event, bool js_stack) {
  char name[4096], path[8192];
  pthread_mutex_lock(&lock);
  if (!settings.enabled) {
    pthread_mutex_unlock(&lock);
    return;
  }
  if (settings.filename[0]) snprintf(name, sizeof name, "%s", settings.filename);
  else default_name(name, sizeof name, napi != NULL ? eddy_env_of(napi) : NULL);
  const bool to_stdout = strcmp(name, "stdout") == 0;
  const bool in_directory = settings.directory[0] && name[0] != '/';
  snprintf(path, sizeof path, "%s%s%s", in_directory ? settings.directory : "", in_directory ? "/" : "", name);
  if (to_stdout || strcmp(name, "stderr") == 0) {
    write_report(to_stdout ? stdout : stderr, napi, trigger, event, name, js_stack);
    fflush(to_stdout ? stdout : stderr);
    pthread_mutex_unlock(&lock);
    return;
  }
  FILE *out = fopen(path, "we");
  if (out != NULL) {
    fprintf(stderr, "\nWriting Node.js report to file: %s\n", name);
    write_report(out, napi, trigger, event, name, js_stack);
    fclose(out);
    fputs("Node.js report completed\n", stderr);
  } else {
    fprintf(stderr, "\nFailed to open Node.js report file: %s%s%s (errno: %d)\n", name,
            settings.directory[0] ? " directory: " : "", settings.directory, errno);
  }
  fflush(stderr);
  pthread_mutex_unlock(&lock);
}

// SPDX-License-Identifier: MIT
/* process_methods.c: what process.* asks of the system: usage, ids, signals, environment, title.
 * Used by lib/internal/process/per_thread.js. Functions return a value or a negative libuv code. */
#include <ares.h>
#include <brotli/encode.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <grp.h>
#include <libdeflate.h>
#include <limits.h>
#include <nghttp2/nghttp2.h>
#include <openssl/crypto.h>
#include <pwd.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "bindings/stream.h"
#include "crypto_gcm.h"
#include "eddy.h"
#include "fatal/fatal.h"
#include "options.h"

#define PROCESS_GROUPS_MAX 65536

extern char **environ;

/* Copies n numbers into the Float64Array given as the first argument. */
static void process_fill(napi_callback_info info, const double *values, size_t n) {
  struct eddy_bytes bytes;
  if (eddy_arg_bytes(info, 0, &bytes) && bytes.len >= n * sizeof *values)
    memcpy(bytes.data, values, n * sizeof *values);
}

/* ---- usage ------------------------------------------------------------------------------------------ */

/* memoryUsage(out): rss, heapTotal, heapUsed, external */
static napi_value process_memory_usage(napi_env env, napi_callback_info info) {
  double heap[4];
  size_t rss = 0;
  int err = uv_resident_set_memory(&rss);
  eddy_heap_usage(env, heap);
  const double out[5] = { (double)rss, heap[0], heap[1], heap[2], (double)eddy_array_buffer_bytes(env) };
  process_fill(info, out, 5);
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value process_rss(napi_env env, napi_callback_info info) {
  (void)env;
  size_t rss = 0;
  int err = uv_resident_set_memory(&rss);
  eddy_ret_f64(info, err < 0 ? err : (double)rss);
  return NULL;
}

static double process_micros(uv_timeval_t t) { return 1e6 * (double)t.tv_sec + (double)t.tv_usec; }

static napi_value process_cpu_usage(napi_env env, napi_callback_info info) {
  (void)env;
  uv_rusage_t u;
  int err = uv_getrusage(&u);
  const double out[2] = { process_micros(u.ru_utime), process_micros(u.ru_stime) };
  if (err == 0) process_fill(info, out, 2);
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value process_thread_cpu_usage(napi_env env, napi_callback_info info) {
  (void)env;
  struct rusage u;
  int err = getrusage(RUSAGE_THREAD, &u) == 0 ? 0 : uv_translate_sys_error(errno);
  const double out[2] = { 1e6 * (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec,
                          1e6 * (double)u.ru_stime.tv_sec + (double)u.ru_stime.tv_usec };
  if (err == 0) process_fill(info, out, 2);
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value process_resource_usage(napi_env env, napi_callback_info info) {
  (void)env;
  uv_rusage_t u;
  int err = uv_getrusage(&u);
  const double out[16] = {
    process_micros(u.ru_utime), process_micros(u.ru_stime), (double)u.ru_maxrss,
    (double)u.ru_ixrss, (double)u.ru_idrss, (double)u.ru_isrss, (double)u.ru_minflt,
    (double)u.ru_majflt, (double)u.ru_nswap, (double)u.ru_inblock, (double)u.ru_oublock,
    (double)u.ru_msgsnd, (double)u.ru_msgrcv, (double)u.ru_nsignals, (double)u.ru_nvcsw,
    (double)u.ru_nivcsw,
  };
  if (err == 0) process_fill(info, out, 16);
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value process_constrained_memory(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_f64(info, eddy_memory_limit());
  return NULL;
}

static napi_value process_available_memory(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_f64(info, eddy_memory_available());
  return NULL;
}

/* ---- signals, ids ------------------------------------------------------------------------------------- */

static napi_value process_kill(napi_env env, napi_callback_info info) {
  eddy_streams_flush(eddy_env_of(env), true); /* whom it hits may be this process */
  eddy_ret_i32(info, uv_kill(eddy_arg_i32(info, 0), eddy_arg_i32(info, 1)));
  return NULL;
}

static napi_value process_abort(napi_env env, napi_callback_info info) {
  (void)info;
  eddy_streams_flush(eddy_env_of(env), false);
  eddy_abort(env);
}

/* umask(mask): sets it unless undefined; the old one. */
static napi_value process_umask(napi_env env, napi_callback_info info) {
  (void)env;
  mode_t old;
  if (eddy_arg_is_undefined(info, 0)) {
    old = umask(0);
    umask(old);
  } else {
    old = umask((mode_t)eddy_arg_u32(info, 0));
  }
  eddy_ret_u32(info, old);
  return NULL;
}

static napi_value process_pid(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_i32(info, uv_os_getpid());
  return NULL;
}

static napi_value process_ppid(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_i32(info, uv_os_getppid());
  return NULL;
}

enum process_id { ID_UID, ID_EUID, ID_GID, ID_EGID };

/* getId(which) */
static napi_value process_get_id(napi_env env, napi_callback_info info) {
  (void)env;
  switch (eddy_arg_i32(info, 0)) {
    case ID_UID: eddy_ret_u32(info, getuid()); break;
    case ID_EUID: eddy_ret_u32(info, geteuid()); break;
    case ID_GID: eddy_ret_u32(info, getgid()); break;
    default: eddy_ret_u32(info, getegid()); break;
  }
  return NULL;
}

/* A user or group, by number or name. false: there is none of that name. */
static bool process_find_id(napi_env env, napi_callback_info info, int i, bool group, uint32_t *id) {
  struct eddy_str name;
  if (eddy_arg_is_number(info, i)) {
    *id = eddy_arg_u32(info, i);
    return true;
  }
  if (!eddy_arg_str(env, info, i, &name)) return false;
  char buf[8192];
  bool found = false;
  if (group) {
    struct group g, *p = NULL;
    found = getgrnam_r(name.data, &g, buf, sizeof buf, &p) == 0 && p;
    if (found) *id = g.gr_gid;
  } else {
    struct passwd pw, *p = NULL;
    found = getpwnam_r(name.data, &pw, buf, sizeof buf, &p) == 0 && p;
    if (found) *id = pw.pw_uid;
  }
  eddy_str_release(&name);
  return found;
}

/* setId(which, id): 0, 1 when there is no such name, or a negative code. */
static napi_value process_set_id(napi_env env, napi_callback_info info) {
  int which = eddy_arg_i32(info, 0), r = 0;
  uint32_t id;
  if (!process_find_id(env, info, 1, which == ID_GID || which == ID_EGID, &id)) {
    eddy_ret_i32(info, 1);
    return NULL;
  }
  switch (which) {
    case ID_UID: r = setuid(id); break;
    case ID_EUID: r = seteuid(id); break;
    case ID_GID: r = setgid(id); break;
    default: r = setegid(id); break;
  }
  eddy_ret_i32(info, r == 0 ? 0 : uv_translate_sys_error(errno));
  return NULL;
}

static napi_value process_get_groups(napi_env env, napi_callback_info info) {
  int n = getgroups(0, NULL);
  gid_t *list = n > 0 ? eddy_calloc((size_t)n + 1, sizeof *list) : NULL;
  if (n > 0) n = getgroups(n, list);
  if (n < 0) {
    eddy_ret_i32(info, uv_translate_sys_error(errno));
    free(list);
    return NULL;
  }
  napi_value out = eddy_array(env, NULL, 0);
  bool seen = false;
  for (int i = 0; i < n; i++) {
    eddy_set_index(env, out, (uint32_t)i, eddy_u32(env, list[i]));
    seen |= list[i] == getegid();
  }
  if (!seen) eddy_set_index(env, out, (uint32_t)n, eddy_u32(env, getegid()));
  free(list);
  return out;
}

/* setGroups(numbers) */
static napi_value process_set_groups(napi_env env, napi_callback_info info) {
  uint32_t n = 0;
  napi_get_array_length(env, eddy_arg(info, 0), &n);
  if (n > PROCESS_GROUPS_MAX) {
    eddy_ret_i32(info, UV_EINVAL);
    return NULL;
  }
  gid_t *list = eddy_calloc((size_t)n + 1, sizeof *list);
  for (uint32_t i = 0; i < n; i++) {
    napi_value v = NULL;
    napi_get_element(env, eddy_arg(info, 0), i, &v);
    list[i] = (gid_t)eddy_to_f64(v);
  }
  int r = setgroups(n, list);
  free(list);
  eddy_ret_i32(info, r == 0 ? 0 : uv_translate_sys_error(errno));
  return NULL;
}

/* findGroup(name): its number, or -1. */
static napi_value process_find_group(napi_env env, napi_callback_info info) {
  uint32_t id;
  eddy_ret_f64(info, process_find_id(env, info, 0, true, &id) ? (double)id : -1);
  return NULL;
}

/* initgroups(user, group): 0; 1, 2: no such user, group; or a negative code. */
static napi_value process_initgroups(napi_env env, napi_callback_info info) {
  uint32_t gid, uid;
  struct eddy_str name;
  char buf[8192];
  int r = 1;
  if (!process_find_id(env, info, 1, true, &gid)) {
    eddy_ret_i32(info, 2);
    return NULL;
  }
  if (eddy_arg_is_number(info, 0)) {
    if (!process_find_id(env, info, 0, false, &uid)) {
      eddy_ret_i32(info, 1);
      return NULL;
    }
    struct passwd pw, *p = NULL;
    if (getpwuid_r(uid, &pw, buf, sizeof buf, &p) == 0 && p) r = initgroups(pw.pw_name, gid);
  } else if (eddy_arg_str(env, info, 0, &name)) {
    r = initgroups(name.data, gid);
    eddy_str_release(&name);
  }
  eddy_ret_i32(info, r >= 0 ? r : uv_translate_sys_error(errno));
  return NULL;
}

/* ---- directory, title, uptime --------------------------------------------------------------------------- */

static napi_value process_chdir(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  int err = UV_EINVAL;
  if (eddy_arg_str(env, info, 0, &path)) {
    err = uv_chdir(path.data);
    eddy_str_release(&path);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value process_get_title(napi_env env, napi_callback_info info) {
  char title[1024] = "";
  (void)info;
  uv_get_process_title(title, sizeof title);
  return eddy_utf8(env, title[0] ? title : eddy_process.argv[0], (size_t)-1);
}

static napi_value process_set_title(napi_env env, napi_callback_info info) {
  struct eddy_str title;
  if (eddy_arg_str(env, info, 0, &title)) {
    uv_set_process_title(title.data);
    eddy_str_release(&title);
  }
  return NULL;
}

/* Seconds since the process (or worker) began. */
static napi_value process_uptime(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  eddy_ret_f64(info, (double)(uv_hrtime() - e->time_origin_ns) / 1e9);
  return NULL;
}

/* hrtime(out Uint32Array(3)): seconds high, seconds low, nanoseconds. */
static void process_hrtime_to(struct eddy_bytes bytes) {
  const uint64_t t = uv_hrtime(), seconds = t / 1000000000;
  const uint32_t parts[3] = { (uint32_t)(seconds >> 32), (uint32_t)seconds, (uint32_t)(t % 1000000000) };
  if (bytes.len >= sizeof parts) memcpy(bytes.data, parts, sizeof parts);
}

static napi_value process_hrtime(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes bytes;
  if (eddy_arg_bytes(info, 0, &bytes)) process_hrtime_to(bytes);
  return NULL;
}

static void process_hrtime_fast(eddy_fast_value receiver, eddy_fast_value out) {
  (void)receiver;
  struct eddy_bytes bytes;
  if (eddy_fast_bytes(out, &bytes)) process_hrtime_to(bytes);
}
static const struct eddy_fast process_fast_hrtime = {process_hrtime_fast, EDDY_FAST_VOID, {EDDY_FAST_VALUE, EDDY_FAST_END}};

/* hrtimeBigInt(out BigUint64Array(1)) */
static napi_value process_hrtime_bigint(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_bytes bytes;
  uint64_t t = uv_hrtime();
  if (eddy_arg_bytes(info, 0, &bytes) && bytes.len >= 8) memcpy(bytes.data, &t, 8);
  return NULL;
}

static void process_hrtime_bigint_fast(eddy_fast_value receiver, eddy_fast_value out) {
  (void)receiver;
  struct eddy_bytes bytes;
  const uint64_t t = uv_hrtime();
  if (eddy_fast_bytes(out, &bytes) && bytes.len >= 8) memcpy(bytes.data, &t, 8);
}
static const struct eddy_fast process_fast_hrtime_bigint = {
  process_hrtime_bigint_fast, EDDY_FAST_VOID, {EDDY_FAST_VALUE, EDDY_FAST_END}
};

/* ---- environment ------------------------------------------------------------------------------------------ */

/* [name, value, name, value, …] */
static napi_value process_environment(napi_env env, napi_callback_info info) {
  napi_value list = eddy_array(env, NULL, 0);
  uint32_t at = 0;
  (void)info;
  for (char **p = environ; p && *p; p++) {
    const char *equals = strchr(*p + 1, '=');
    if (!equals) continue;
    eddy_set_index(env, list, at++, eddy_utf8(env, *p, (size_t)(equals - *p)));
    eddy_set_index(env, list, at++, eddy_utf8(env, equals + 1, (size_t)-1));
  }
  return list;
}

/* setEnv(name, value): value undefined deletes. */
static napi_value process_set_env(napi_env env, napi_callback_info info) {
  struct eddy_str name, value;
  if (!eddy_arg_str(env, info, 0, &name)) return NULL;
  if (eddy_arg_is_undefined(info, 1)) {
    uv_os_unsetenv(name.data);
  } else if (eddy_arg_str(env, info, 1, &value)) {
    uv_os_setenv(name.data, value.data);
    eddy_str_release(&value);
  }
  if (strcmp(name.data, "TZ") == 0) {
    tzset();
    eddy_time_zone_changed(env);
  }
  eddy_str_release(&name);
  return NULL;
}

/* printNativeStack(): of --trace-env-native-stack */
static napi_value process_print_native_stack(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  fputc('\n', stderr);
  eddy_print_native_stack();
  return NULL;
}

/* getEnv(name, quiet): without making the whole object; quiet: who asks has told --trace-env. */
static napi_value process_get_env(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  if (!eddy_arg_str(env, info, 0, &name)) return NULL;
  if (eddy_option_bool("--trace-env") && eddy_arg_is_undefined(info, 1)) {
    fprintf(stderr, "[--trace-env] get \"%s\"\n", name.data);
    if (eddy_option_bool("--trace-env-native-stack")) process_print_native_stack(env, info);
  }
  const char *value = getenv(name.data);
  eddy_str_release(&name);
  return value ? eddy_utf8(env, value, (size_t)-1) : eddy_undefined(env);
}

/* ---- the parts ------------------------------------------------------------------------------------------ */

static napi_value process_arch(napi_env env, napi_callback_info info) {
  (void)info;
#if defined(__aarch64__)
  return eddy_intern(env, "arm64");
#else
  return eddy_intern(env, "x64");
#endif
}

/* versions(): of the libraries that are linked in. */
static napi_value process_versions(napi_env env, napi_callback_info info) {
  napi_value o = eddy_object_null(env);
  char brotli[32];
  uint32_t b = BrotliEncoderVersion();
  (void)info;
  snprintf(brotli, sizeof brotli, "%u.%u.%u", b >> 24, (b >> 12) & 0xfff, b & 0xfff);
  eddy_set_str(env, o, "ares", ares_version(NULL));
  eddy_set_str(env, o, "brotli", brotli);
  eddy_set_str(env, o, "eddy", EDDY_VERSION);
  if (gcm_library_version()) eddy_set_str(env, o, "ipsec_mb", gcm_library_version());
  eddy_set_str(env, o, "libdeflate", LIBDEFLATE_VERSION_STRING);
  eddy_set_str(env, o, "nghttp2", nghttp2_version(0)->version_str);
  eddy_set_str(env, o, "openssl", OpenSSL_version(OPENSSL_VERSION_STRING));
  eddy_set_str(env, o, "sqlite", sqlite3_libversion());
  eddy_set_str(env, o, "uv", uv_version_string());
  eddy_set_str(env, o, "zlib", zlibVersion());
  eddy_set_str(env, o, "zstd", ZSTD_versionString());
  return o;
}

/* ---- handles, requests -------------------------------------------------------------------------------------- */

/* getActiveHandles(): the JavaScript objects of open, referenced handles. */
static napi_value process_active_handles(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  napi_value list = eddy_array(env, NULL, 0);
  uint32_t at = 0;
  (void)info;
  for (struct eddy_list *l = e->handles.next; l != &e->handles; l = l->next) {
    struct eddy_handle *h = CONTAINER_OF(l, struct eddy_handle, link);
    if (h->state != EDDY_HANDLE_OPEN || !uv_has_ref(h->uv)) continue;
    eddy_set_index(env, list, at++, eddy_native_value(&h->native));
  }
  return list;
}

static napi_value process_active_requests(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  napi_value list = eddy_array(env, NULL, 0);
  uint32_t at = 0;
  (void)info;
  for (struct eddy_list *l = e->requests.next; l != &e->requests; l = l->next) {
    struct eddy_req *r = CONTAINER_OF(l, struct eddy_req, link);
    napi_value object = eddy_ref_get(env, r->object);
    eddy_set_index(env, list, at++, object ? object : eddy_object(env));
  }
  return list;
}

/* ---- the end --------------------------------------------------------------------------------------------------- */

static char **process_strings(napi_env env, napi_value list) {
  uint32_t n = 0;
  napi_get_array_length(env, list, &n);
  char **out = eddy_calloc((size_t)n + 1, sizeof *out);
  for (uint32_t i = 0; i < n; i++) {
    napi_value v = NULL;
    struct eddy_str s;
    napi_get_element(env, list, i, &v);
    if (!eddy_value_str(env, v, &s)) continue;
    out[i] = eddy_strdup(s.data);
    eddy_str_release(&s);
  }
  return out;
}

/* execve(path, args, env): does not return unless it failed. */
static napi_value process_execve(napi_env env, napi_callback_info info) {
  struct eddy_str path;
  if (!eddy_arg_str(env, info, 0, &path)) return NULL;
  char **args = process_strings(env, eddy_arg(info, 1));
  char **vars = process_strings(env, eddy_arg(info, 2));
  /* The new program gets the standard streams as they were inherited: blocking, not close-on-exec. */
  for (int fd = 0; fd <= 2; fd++) {
    int flags = fcntl(fd, F_GETFD);
    if (flags >= 0) fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC);
  }
  signal(SIGPIPE, SIG_DFL); /* main ignores them */
  signal(SIGXFSZ, SIG_DFL);
  fflush(NULL);
  execve(path.data, args, vars);
  int err = errno;
  fprintf(stderr, "process.execve failed with error code %s\n",
          uv_err_name(uv_translate_sys_error(err)));
  eddy_abort(env);
}

/* setBlocking(fd): so that output at exit is not cut. */
static napi_value process_set_blocking(napi_env env, napi_callback_info info) {
  (void)env;
  int fd = eddy_arg_i32(info, 0), flags = fcntl(fd, F_GETFL);
  if (flags >= 0) fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
  return NULL;
}

static const struct eddy_method process_methods[] = {
  { "memoryUsage", process_memory_usage, 1, NULL },
  { "rss", process_rss, 0, NULL },
  { "cpuUsage", process_cpu_usage, 1, NULL },
  { "threadCpuUsage", process_thread_cpu_usage, 1, NULL },
  { "resourceUsage", process_resource_usage, 1, NULL },
  { "constrainedMemory", process_constrained_memory, 0, NULL },
  { "availableMemory", process_available_memory, 0, NULL },
  { "kill", process_kill, 2, NULL },
  { "abort", process_abort, 0, NULL },
  { "umask", process_umask, 1, NULL },
  { "pid", process_pid, 0, NULL },
  { "ppid", process_ppid, 0, NULL },
  { "getId", process_get_id, 1, NULL },
  { "setId", process_set_id, 2, NULL },
  { "getGroups", process_get_groups, 0, NULL },
  { "setGroups", process_set_groups, 1, NULL },
  { "findGroup", process_find_group, 1, NULL },
  { "initgroups", process_initgroups, 2, NULL },
  { "chdir", process_chdir, 1, NULL },
  { "getTitle", process_get_title, 0, NULL },
  { "setTitle", process_set_title, 1, NULL },
  { "uptime", process_uptime, 0, NULL },
  { "hrtime", process_hrtime, 1, &process_fast_hrtime },
  { "hrtimeBigInt", process_hrtime_bigint, 1, &process_fast_hrtime_bigint },
  { "environment", process_environment, 0, NULL },
  { "setEnv", process_set_env, 2, NULL },
  { "getEnv", process_get_env, 2, NULL },
  { "printNativeStack", process_print_native_stack, 0, NULL },
  { "arch", process_arch, 0, NULL },
  { "versions", process_versions, 0, NULL },
  { "getActiveHandles", process_active_handles, 0, NULL },
  { "getActiveRequests", process_active_requests, 0, NULL },
  { "execve", process_execve, 3, NULL },
  { "setBlocking", process_set_blocking, 1, NULL },
};

const struct eddy_binding eddy_binding_process_methods = {
  "process_methods", process_methods, COUNTOF(process_methods), NULL, 0, NULL,
};

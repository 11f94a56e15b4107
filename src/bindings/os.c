// SPDX-License-Identifier: MIT
/* os.c: internalBinding('os'): what lib/os.js tells about the machine and the user. Functions that
 * can fail return undefined after filling the context object they got: { code, message, errno,
 * syscall }, which the JavaScript side makes into ERR_SYSTEM_ERROR. */
#include "../eddy.h"

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif
#include <unistd.h>

#define OS_HOST_MAX 257 /* UV_MAXHOSTNAMESIZE may be smaller than the longest name and NUL */
#define OS_PATH_MAX 4096

static napi_value os_fail(napi_env env, napi_value ctx, int err, const char *syscall) {
  eddy_set_i32(env, ctx, "errno", err);
  eddy_set_str(env, ctx, "code", uv_err_name(err));
  eddy_set_str(env, ctx, "message", uv_strerror(err));
  eddy_set_str(env, ctx, "syscall", syscall);
  return eddy_undefined(env);
}

static napi_value os_hostname(napi_env env, napi_callback_info info) {
  char buf[OS_HOST_MAX];
  size_t size = sizeof buf;
  int err = uv_os_gethostname(buf, &size);
  if (err != 0) return os_fail(env, eddy_arg(info, 0), err, "uv_os_gethostname");
  return eddy_utf8(env, buf, size);
}

static napi_value os_homedir(napi_env env, napi_callback_info info) {
  char buf[OS_PATH_MAX];
  size_t size = sizeof buf;
  int err = uv_os_homedir(buf, &size);
  if (err != 0) return os_fail(env, eddy_arg(info, 0), err, "uv_os_homedir");
  return eddy_utf8(env, buf, size);
}

/* [sysname, version, release, machine] */
static napi_value os_uname(napi_env env, napi_callback_info info) {
  uv_utsname_t name;
  int err = uv_os_uname(&name);
  if (err != 0) return os_fail(env, eddy_arg(info, 0), err, "uv_os_uname");
  napi_value items[4] = {eddy_utf8(env, name.sysname, (size_t)-1),
                         eddy_utf8(env, name.version, (size_t)-1),
                         eddy_utf8(env, name.release, (size_t)-1),
                         eddy_utf8(env, name.machine, (size_t)-1)};
  return eddy_array(env, items, 4);
}

static napi_value os_uptime(napi_env env, napi_callback_info info) {
  double seconds;
  int err = uv_uptime(&seconds);
  if (err != 0) return os_fail(env, eddy_arg(info, 0), err, "uv_uptime");
  return eddy_f64(env, seconds);
}

static napi_value os_free_memory(napi_env env, napi_callback_info info) {
  (void)info;
  return eddy_f64(env, (double)uv_get_free_memory());
}
static napi_value os_total_memory(napi_env env, napi_callback_info info) {
  (void)info;
  return eddy_f64(env, (double)uv_get_total_memory());
}

static napi_value os_load_average(napi_env env, napi_callback_info info) {
  (void)info;
  double avg[3];
  uv_loadavg(avg);
  napi_value items[3] = {eddy_f64(env, avg[0]), eddy_f64(env, avg[1]), eddy_f64(env, avg[2])};
  return eddy_array(env, items, 3);
}

static napi_value os_parallelism(napi_env env, napi_callback_info info) {
  (void)info;
  unsigned n = uv_available_parallelism();
  return eddy_u32(env, n > 0 ? n : 1);
}

/* Flat: model, speed, user, nice, sys, idle, irq for every CPU. */
static napi_value os_cpus(napi_env env, napi_callback_info info) {
  uv_cpu_info_t *cpus;
  int count;
  int err = uv_cpu_info(&cpus, &count);
  if (err != 0) return os_fail(env, eddy_arg(info, 0), err, "uv_cpu_info");
  napi_value *items = eddy_alloc((size_t)(count * 7 + 1) * sizeof *items);
  for (int i = 0; i < count; i++) {
    const uv_cpu_info_t *c = &cpus[i];
    napi_value *row = &items[i * 7];
    row[0] = eddy_utf8(env, c->model, (size_t)-1);
    row[1] = eddy_i32(env, c->speed);
    row[2] = eddy_f64(env, (double)c->cpu_times.user);
    row[3] = eddy_f64(env, (double)c->cpu_times.nice);
    row[4] = eddy_f64(env, (double)c->cpu_times.sys);
    row[5] = eddy_f64(env, (double)c->cpu_times.idle);
    row[6] = eddy_f64(env, (double)c->cpu_times.irq);
  }
  napi_value list = eddy_array(env, items, (size_t)count * 7);
  free(items);
  uv_free_cpu_info(cpus, count);
  return list;
}

static void os_interface_row(napi_env env, const uv_interface_address_t *a, napi_value *row) {
  char ip[INET6_ADDRSTRLEN] = "", mask[INET6_ADDRSTRLEN] = "", mac[18];
  bool v6 = a->address.address4.sin_family == AF_INET6;
  const unsigned char *m = (const unsigned char *)a->phys_addr;
  snprintf(mac, sizeof mac, "%02x:%02x:%02x:%02x:%02x:%02x", m[0], m[1], m[2], m[3], m[4], m[5]);
  if (v6) {
    uv_ip6_name(&a->address.address6, ip, sizeof ip);
    uv_ip6_name(&a->netmask.netmask6, mask, sizeof mask);
  } else {
    uv_ip4_name(&a->address.address4, ip, sizeof ip);
    uv_ip4_name(&a->netmask.netmask4, mask, sizeof mask);
  }
  row[0] = eddy_utf8(env, a->name, (size_t)-1);
  row[1] = eddy_utf8(env, ip, (size_t)-1);
  row[2] = eddy_utf8(env, mask, (size_t)-1);
  row[3] = eddy_intern(env, v6 ? "IPv6" : "IPv4");
  row[4] = eddy_utf8(env, mac, (size_t)-1);
  row[5] = eddy_bool(env, a->is_internal);
  row[6] = eddy_i32(env, v6 ? (int32_t)a->address.address6.sin6_scope_id : -1);
}

/* Flat: name, address, netmask, family, mac, internal, scope id for every address. */
static napi_value os_interfaces(napi_env env, napi_callback_info info) {
  uv_interface_address_t *list;
  int count;
  int err = uv_interface_addresses(&list, &count);
  if (err == UV_ENOSYS) return eddy_array(env, NULL, 0);
  if (err != 0) return os_fail(env, eddy_arg(info, 0), err, "uv_interface_addresses");
  napi_value *items = eddy_alloc((size_t)(count * 7 + 1) * sizeof *items);
  for (int i = 0; i < count; i++) os_interface_row(env, &list[i], &items[i * 7]);
  napi_value rows = eddy_array(env, items, (size_t)count * 7);
  free(items);
  uv_free_interface_addresses(list, count);
  return rows;
}

static napi_value os_text(napi_env env, const char *s, bool as_buffer) {
  if (s == NULL) return eddy_null(env);
  return as_buffer ? eddy_buffer_copy(env, s, strlen(s)) : eddy_utf8(env, s, (size_t)-1);
}

/* (as buffers, ctx): [uid, gid, username, homedir, shell] */
static napi_value os_user_info(napi_env env, napi_callback_info info) {
  uv_passwd_t user;
  bool as_buffer = eddy_arg_bool(info, 0);
  int err = uv_os_get_passwd(&user);
  if (err != 0) return os_fail(env, eddy_arg(info, 1), err, "uv_os_get_passwd");
  napi_value items[5] = {eddy_f64(env, (double)user.uid), eddy_f64(env, (double)user.gid),
                         os_text(env, user.username, as_buffer),
                         os_text(env, user.homedir, as_buffer),
                         os_text(env, user.shell, as_buffer)};
  uv_os_free_passwd(&user);
  return eddy_array(env, items, 5);
}

/* (pid, ctx) */
static napi_value os_get_priority(napi_env env, napi_callback_info info) {
  int priority;
  int err = uv_os_getpriority(eddy_arg_i32(info, 0), &priority);
  if (err != 0) return os_fail(env, eddy_arg(info, 1), err, "uv_os_getpriority");
  return eddy_i32(env, priority);
}

/* (pid, priority, ctx): 0 or an error code */
static napi_value os_set_priority(napi_env env, napi_callback_info info) {
  int err = uv_os_setpriority(eddy_arg_i32(info, 0), eddy_arg_i32(info, 1));
  if (err != 0) os_fail(env, eddy_arg(info, 2), err, "uv_os_setpriority");
  return eddy_i32(env, err);
}

static void os_setup(napi_env env, napi_value exports) {
  const uint16_t one = 1;
  eddy_set(env, exports, "isBigEndian", eddy_bool(env, *(const uint8_t *)&one == 0));
}

/* [version of the C library that runs, of that it was built with]; undefined where it is not GNU's */
static napi_value os_libc_versions(napi_env env, napi_callback_info info) {
  (void)info;
#ifdef __GLIBC__
  char built[32];
  snprintf(built, sizeof built, "%d.%d", __GLIBC__, __GLIBC_MINOR__);
  napi_value both[] = {eddy_utf8(env, gnu_get_libc_version(), (size_t)-1), eddy_utf8(env, built, (size_t)-1)};
  return eddy_array(env, both, 2);
#else
  return NULL;
#endif
}

static const struct eddy_method os_methods[] = {
    {"getAvailableParallelism", os_parallelism, 0, NULL},
    {"libcVersions", os_libc_versions, 0, NULL},
    {"getCPUs", os_cpus, 1, NULL},
    {"getFreeMem", os_free_memory, 0, NULL},
    {"getHomeDirectory", os_homedir, 1, NULL},
    {"getHostname", os_hostname, 1, NULL},
    {"getInterfaceAddresses", os_interfaces, 1, NULL},
    {"getLoadAvg", os_load_average, 0, NULL},
    {"getOSInformation", os_uname, 1, NULL},
    {"getPriority", os_get_priority, 2, NULL},
    {"getTotalMem", os_total_memory, 0, NULL},
    {"getUptime", os_uptime, 1, NULL},
    {"getUserInfo", os_user_info, 2, NULL},
    {"setPriority", os_set_priority, 3, NULL},
};
const struct eddy_binding eddy_binding_os = {"os", os_methods, COUNTOF(os_methods), NULL, 0,
                                             os_setup};

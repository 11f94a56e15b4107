// SPDX-License-Identifier: MIT
/* process_wrap.c: class Process: a child process (spawn.c). Used by lib/child_process.js. */
#include <signal.h>

#include "bindings/spawn.h"
#include "bindings/stream.h"

/* ---- options -------------------------------------------------------------------------------------- */

static char *spawn_string(napi_env env, napi_value js, const char *key) {
  struct eddy_str s;
  if (!eddy_value_str(env, eddy_get(env, js, key), &s)) return NULL;
  char *copy = eddy_strdup(s.data);
  eddy_str_release(&s);
  return copy;
}

/* An array of strings as a NULL-terminated list, after `before` entries that the caller fills; NULL if it is no
 * array. */
static char **spawn_list(napi_env env, napi_value js, const char *key, size_t before) {
  napi_value list = eddy_get(env, js, key);
  uint32_t n = 0;
  if (!list || napi_get_array_length(env, list, &n) != napi_ok) return NULL;
  char **out = eddy_calloc(before + n + 1, sizeof *out);
  size_t at = before;
  for (uint32_t i = 0; i < n; i++) {
    napi_value item = NULL;
    struct eddy_str s;
    if (napi_get_element(env, list, i, &item) != napi_ok) continue;
    if (!eddy_value_str(env, item, &s)) continue;
    out[at++] = eddy_strdup(s.data);
    eddy_str_release(&s);
  }
  return out;
}

/* The process's own environment; a list only if there is something to add. */
static void spawn_own_env(napi_env env, napi_value js, struct eddy_spawn *out) {
  extern char **environ;
  uint32_t more = 0;
  if (napi_get_array_length(env, eddy_get(env, js, "envPairs"), &more) != napi_ok || more == 0) return;
  size_t n = 0;
  while (environ && environ[n]) n++;
  out->env = spawn_list(env, js, "envPairs", n);
  if (n > 0) memcpy(out->env, environ, n * sizeof *environ);
  out->env_borrowed = n;
}

static void spawn_flag(napi_env env, napi_value js, const char *key, unsigned flag,
                       uv_process_options_t *o) {
  if (eddy_is_true(eddy_get(env, js, key))) o->flags |= flag;
}

int eddy_spawn_read(napi_env env, napi_value js, struct eddy_spawn *out) {
  memset(out, 0, sizeof *out);
  uv_process_options_t *o = &out->options;
  napi_value uid = eddy_get(env, js, "uid"), gid = eddy_get(env, js, "gid");
  if (eddy_is_number(uid)) {
    o->flags |= UV_PROCESS_SETUID;
    o->uid = (uv_uid_t)eddy_to_i32(uid);
  }
  if (eddy_is_number(gid)) {
    o->flags |= UV_PROCESS_SETGID;
    o->gid = (uv_gid_t)eddy_to_i32(gid);
  }
  spawn_flag(env, js, "detached", UV_PROCESS_DETACHED, o);
  spawn_flag(env, js, "windowsHide", UV_PROCESS_WINDOWS_HIDE, o);
  o->file = out->file = spawn_string(env, js, "file");
  o->cwd = out->cwd = spawn_string(env, js, "cwd");
  if (out->cwd && out->cwd[0] == '\0') o->cwd = NULL;
  o->args = out->args = spawn_list(env, js, "args", 0);
  if (eddy_is_true(eddy_get(env, js, "ownEnv"))) spawn_own_env(env, js, out);
  else out->env = spawn_list(env, js, "envPairs", 0);
  o->env = out->env;
  return out->file && out->args ? 0 : UV_EINVAL;
}

static void spawn_free_list(char **list, size_t borrowed) {
  for (char **p = list ? list + borrowed : NULL; p && *p; p++) free(*p);
  free(list);
}

void eddy_spawn_release(struct eddy_spawn *s) {
  free(s->file);
  free(s->cwd);
  spawn_free_list(s->args, 0);
  spawn_free_list(s->env, s->env_borrowed);
  free(s->stdio);
  memset(s, 0, sizeof *s);
}

/* ---- the class -------------------------------------------------------------------------------------- */

struct process_handle {
  struct eddy_child p; /* its uv handle first */
  struct eddy_handle h;
};

static const struct eddy_class process_class;

static void process_free(struct eddy_handle *h) {
  struct process_handle *p = CONTAINER_OF(h, struct process_handle, h);
  eddy_child_release(&p->p);
  free(p);
}

static napi_value process_construct(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  return NULL; /* the handle comes with spawn() */
}

/* Calls this.onexit(code, signalName). */
static void process_on_exit(struct eddy_child *process, int64_t status, int signal) {
  struct process_handle *p = CONTAINER_OF(process, struct process_handle, p);
  struct eddy_env *env = p->h.env;
  struct eddy_scope scope;
  if (p->h.state != EDDY_HANDLE_OPEN) return;
  eddy_scope_open(env->napi, &scope);
  const char *name = eddy_signal_name(signal);
  napi_value argv[2] = { eddy_f64(env->napi, (double)status),
                         eddy_intern(env->napi, name ? name : "") };
  eddy_loop_call_method(env, &p->h.async, eddy_native_value(&p->h.native), "onexit", 2, argv, NULL);
  eddy_scope_close(&scope);
}

/* One entry of options.stdio: { type, handle | fd }. */
static int process_stdio_entry(napi_env env, napi_value js, uv_stdio_container_t *out) {
  char type[16] = "";
  size_t len;
  napi_get_value_string_latin1(env, eddy_get(env, js, "type"), type, sizeof type, &len);
  if (strcmp(type, "ignore") == 0) {
    out->flags = UV_IGNORE;
    return 0;
  }
  if (strcmp(type, "pipe") == 0 || strcmp(type, "overlapped") == 0 || strcmp(type, "wrap") == 0) {
    struct eddy_stream *s = eddy_stream_of(eddy_get(env, js, "handle"));
    if (!s) return UV_EINVAL;
    out->flags = UV_INHERIT_STREAM;
    if (type[0] != 'w') out->flags = UV_CREATE_PIPE | UV_READABLE_PIPE | UV_WRITABLE_PIPE;
    out->data.stream = &s->uv.stream;
    return 0;
  }
  out->flags = UV_INHERIT_FD;
  out->data.fd = eddy_to_i32(eddy_get(env, js, "fd"));
  return 0;
}

static int process_stdio(napi_env env, napi_value js, struct eddy_spawn *spawn) {
  napi_value list = eddy_get(env, js, "stdio");
  uint32_t n = 0;
  if (napi_get_array_length(env, list, &n) != napi_ok || n == 0) return 0;
  spawn->options.stdio = spawn->stdio = eddy_calloc(n, sizeof *spawn->stdio);
  spawn->options.stdio_count = (int)n;
  for (uint32_t i = 0; i < n; i++) {
    napi_value entry = NULL;
    napi_get_element(env, list, i, &entry);
    int err = process_stdio_entry(env, entry, &spawn->stdio[i]);
    if (err != 0) return err;
  }
  return 0;
}

/* spawn(options): 0 and this.pid is set, or a negative code. */
static napi_value process_spawn(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  napi_value self = eddy_this(info);
  struct eddy_spawn spawn;
  if (eddy_native_of(self, &process_class)) {
    eddy_ret_i32(info, UV_EINVAL);
    return NULL;
  }
  int err = eddy_spawn_read(env, eddy_arg(info, 0), &spawn);
  if (err == 0) err = process_stdio(env, eddy_arg(info, 0), &spawn);
  if (err == 0) {
    struct process_handle *p = eddy_calloc(1, sizeof *p);
    p->p.exited = process_on_exit;
    err = eddy_child_spawn(e, &p->p, &spawn);
    eddy_handle_init(e, &p->h, &p->p.uv.handle, self, &process_class, "PROCESSWRAP", process_free);
    if (err == 0) eddy_set_i32(env, self, "pid", p->p.pid);
  }
  eddy_spawn_release(&spawn);
  eddy_ret_i32(info, err);
  return NULL;
}

static napi_value process_kill(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &process_class);
  int err = UV_ESRCH;
  if (h && h->state == EDDY_HANDLE_OPEN)
    err = eddy_child_kill(&CONTAINER_OF(h, struct process_handle, h)->p, eddy_arg_i32(info, 0));
  eddy_ret_i32(info, err);
  return NULL;
}

static const struct eddy_method process_methods[] = {
  { "spawn", process_spawn, 1, NULL },
  { "kill", process_kill, 1, NULL },
};

static const struct eddy_class process_class = {
  "Process", process_construct, process_methods, COUNTOF(process_methods), &eddy_handle_class,
};

static const struct eddy_class *const process_classes[] = { &process_class };

const struct eddy_binding eddy_binding_process_wrap = {
  "process_wrap", NULL, 0, process_classes, COUNTOF(process_classes), NULL,
};

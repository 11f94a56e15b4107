// SPDX-License-Identifier: MIT
/* fs_event.c: internalBinding('fs_event'): the FSEvent handle behind fs.watch, on uv_fs_event. One
 * handle watches one file or directory; lib/internal/fs/watch_recursive.js builds trees of them. */
#include "../eddy.h"

#include <string.h>

extern const struct eddy_class fs_event_class;

struct fs_event {
  uv_fs_event_t event;
  struct eddy_handle handle;
};

static void fs_event_free(struct eddy_handle *h) {
  free(CONTAINER_OF(h, struct fs_event, handle));
}

static napi_value fs_event_new(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct fs_event *w = eddy_calloc(1, sizeof *w);
  CHECK(uv_fs_event_init(e->loop, &w->event) == 0);
  eddy_handle_init(e, &w->handle, (uv_handle_t *)&w->event, eddy_this(info), &fs_event_class,
                   "FSEVENTWRAP", fs_event_free);
  return NULL;
}

/* onchange(status, 'rename' | 'change' | '', file name as Buffer, or null) */
static void fs_event_changed(uv_fs_event_t *event, const char *name, int events, int status) {
  struct fs_event *w = CONTAINER_OF(event, struct fs_event, event);
  struct eddy_env *e = w->handle.env;
  if (!e->can_call_js || w->handle.state != EDDY_HANDLE_OPEN) return;
  struct eddy_scope scope;
  eddy_scope_open(e->napi, &scope);
  const char *type = "";
  if (status == 0) type = (events & UV_RENAME) != 0 ? "rename" : "change";
  napi_value argv[3] = {eddy_i32(e->napi, status), eddy_intern(e->napi, type), NULL};
  if (name != NULL) argv[2] = eddy_buffer_copy(e->napi, name, strlen(name));
  if (argv[2] == NULL) argv[2] = eddy_null(e->napi);
  eddy_loop_call_method(e, &w->handle.async, eddy_native_value(&w->handle.native), "onchange", 3,
                        argv, NULL);
  eddy_scope_close(&scope);
}

/* start(path): 0 or an error code. A failed start leaves the handle to be closed. */
static napi_value fs_event_start(napi_env env, napi_callback_info info) {
  struct eddy_handle *h = eddy_this_handle(info);
  struct eddy_str path;
  if (h == NULL || !eddy_arg_path(env, info, 0, &path)) return eddy_i32(env, UV_EINVAL);
  struct fs_event *w = CONTAINER_OF(h, struct fs_event, handle);
  int err = uv_fs_event_start(&w->event, fs_event_changed, path.data, 0);
  eddy_str_release(&path);
  return eddy_i32(env, err);
}

static const struct eddy_method fs_event_methods[] = {
    {"start", fs_event_start, 1, NULL},
};
const struct eddy_class fs_event_class = {"FSEvent", fs_event_new, fs_event_methods,
                                          COUNTOF(fs_event_methods), &eddy_handle_class};
static const struct eddy_class *const fs_event_classes[] = {&fs_event_class};
const struct eddy_binding eddy_binding_fs_event = {"fs_event", NULL, 0, fs_event_classes,
                                                   COUNTOF(fs_event_classes), NULL};

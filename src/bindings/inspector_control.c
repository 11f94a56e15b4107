// SPDX-License-Identifier: MIT
/* inspector_control.c: the binding `inspector`, the part that is not about one session: the server for front-ends,
 * waiting and pausing, sessions in other threads, asynchronous tasks, the console. */
#include "bindings/inspector.h"

#include "engine/inspector.h"
#include "inspector/agent.h"

/* A session of this thread in another one: it ends with this thread. */
struct link { struct eddy_list link; int thread, id; };

struct inspector_data {
  struct eddy_list links;
  struct eddy_inspector_server *server;
  uv_prepare_t before_poll;
  uv_check_t after_poll;
  bool setup;
  int open_handles;
};

static void handle_closed(uv_handle_t *handle) {
  struct inspector_data *d = handle->data;
  if (--d->open_handles == 0) free(d);
}

static void link_end(struct link *l) {
  eddy_list_remove(&l->link);
  eddy_agent_disconnect(l->thread, l->id);
  free(l);
}

static void data_release(struct eddy_env *env, void *p) {
  struct inspector_data *d = p;
  (void)env;
  if (d->server) eddy_inspector_server_stop(d->server);
  while (!eddy_list_empty(&d->links)) link_end(CONTAINER_OF(d->links.next, struct link, link));
  if (!d->setup) {
    free(d);
    return;
  }
  uv_close((uv_handle_t *)&d->before_poll, handle_closed);
  uv_close((uv_handle_t *)&d->after_poll, handle_closed);
}

static struct inspector_data *data_of(napi_env env) {
  struct eddy_env *e = eddy_env_of(env);
  if (!e->binding_data[EDDY_DATA_INSPECTOR]) {
    struct inspector_data *d = eddy_calloc(1, sizeof *d);
    eddy_list_init(&d->links);
    e->binding_data[EDDY_DATA_INSPECTOR] = d;
    e->binding_release[EDDY_DATA_INSPECTOR] = data_release;
  }
  return e->binding_data[EDDY_DATA_INSPECTOR];
}

static void on_prepare(uv_prepare_t *prepare) {
  eddy_inspector_set_idle(((struct eddy_env *)prepare->loop->data)->napi, true);
}

static void on_check(uv_check_t *check) {
  eddy_inspector_set_idle(((struct eddy_env *)check->loop->data)->napi, false);
}

/* setup(name): once, before the first session. `name` is the main context's; profiles know from now on when the loop waits. */
napi_value eddy_inspector_setup(napi_env env, napi_callback_info info) {
  struct inspector_data *d = data_of(env);
  struct eddy_env *e = eddy_env_of(env);
  struct eddy_str name;
  if (d->setup || !eddy_arg_str(env, info, 0, &name)) return NULL;
  eddy_inspector_set_name(name.data);
  eddy_str_release(&name);
  d->setup = true;
  d->open_handles = 2;
  uv_prepare_init(e->loop, &d->before_poll);
  uv_check_init(e->loop, &d->after_poll);
  d->before_poll.data = d->after_poll.data = d;
  uv_prepare_start(&d->before_poll, on_prepare);
  uv_check_start(&d->after_poll, on_check);
  uv_unref((uv_handle_t *)&d->before_poll);
  uv_unref((uv_handle_t *)&d->after_poll);
  return NULL;
}

/* isEnabled() -> whether the server listens */
napi_value eddy_inspector_is_enabled(napi_env env, napi_callback_info info) {
  eddy_ret_bool(info, data_of(env)->server != NULL);
  return NULL;
}

/* contextMade(sandbox, name, origin) */
napi_value eddy_inspector_js_context_made(napi_env env, napi_callback_info info) {
  eddy_inspector_context_made(env, eddy_arg(info, 0), eddy_arg(info, 1), eddy_arg(info, 2));
  return NULL;
}

/* open(host, port, title, targetUrl, publishHttp, quiet) -> 0, or a libuv code */
napi_value eddy_inspector_open(napi_env env, napi_callback_info info) {
  struct inspector_data *d = data_of(env);
  struct eddy_str host, title, url;
  int err = 0;
  if (!d->server && eddy_arg_str(env, info, 0, &host)) {
    if (eddy_arg_str(env, info, 2, &title)) {
      if (eddy_arg_str(env, info, 3, &url)) {
        d->server = eddy_inspector_server_start(eddy_agent_thread(eddy_env_of(env)), host.data, eddy_arg_i32(info, 1),
                                                title.data, url.data, eddy_arg_bool(info, 4), eddy_arg_bool(info, 5), &err);
        eddy_str_release(&url);
      }
      eddy_str_release(&title);
    }
    eddy_str_release(&host);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

/* close() -> whether it was open: all front-ends are disconnected */
napi_value eddy_inspector_close(napi_env env, napi_callback_info info) {
  struct inspector_data *d = data_of(env);
  struct eddy_inspector_server *server = d->server;
  d->server = NULL;
  if (server) {
    eddy_inspector_server_stop(server);
    eddy_agent_woken(eddy_env_of(env)); /* what the server said last: its sessions are over */
  }
  eddy_ret_bool(info, server != NULL);
  return NULL;
}

/* url() -> of the server; undefined when it is closed */
napi_value eddy_inspector_url(napi_env env, napi_callback_info info) {
  struct inspector_data *d = data_of(env);
  (void)info;
  return d->server ? eddy_utf8(env, eddy_inspector_server_url(d->server), (size_t)-1) : NULL;
}

/* waitForDebugger(): returns when a front-end has sent Runtime.runIfWaitingForDebugger */
napi_value eddy_inspector_wait(napi_env env, napi_callback_info info) {
  (void)info;
  eddy_agent_wait_for_debugger(eddy_env_of(env));
  return NULL;
}

/* isWaiting() -> whether this thread stands in waitForDebugger() */
napi_value eddy_inspector_is_waiting(napi_env env, napi_callback_info info) {
  eddy_ret_bool(info, eddy_agent_waiting(eddy_env_of(env)));
  return NULL;
}

/* pauseNext(reason): the next statement pauses */
napi_value eddy_inspector_pause(napi_env env, napi_callback_info info) {
  struct eddy_str reason;
  if (!eddy_arg_str(env, info, 0, &reason)) return NULL;
  eddy_inspector_pause_next(env, reason.data);
  eddy_str_release(&reason);
  return NULL;
}

/* setHandlers({ onDomain, onReply, onAsyncDepth, onCount, onClose }) */
napi_value eddy_inspector_handlers(napi_env env, napi_callback_info info) {
  eddy_agent_set_handlers(eddy_env_of(env), eddy_arg(info, 0));
  return NULL;
}

/* send(session, text): to a front-end or to a session of another thread */
napi_value eddy_inspector_send(napi_env env, napi_callback_info info) {
  size_t len = 0;
  napi_get_value_string_utf8(env, eddy_arg(info, 1), NULL, 0, &len);
  char *text = eddy_alloc(len + 1);
  napi_get_value_string_utf8(env, eddy_arg(info, 1), text, len + 1, &len);
  eddy_agent_send(eddy_env_of(env), eddy_arg_i32(info, 0), text, len);
  free(text);
  return NULL;
}

/* ---- sessions in other threads ------------------------------------------------------------------------------- */

struct thread_remote { struct eddy_remote remote; int creator, id; };

static void thread_send(struct eddy_remote *r, const char *text, size_t len) {
  struct thread_remote *remote = (struct thread_remote *)r;
  eddy_agent_reply(remote->creator, remote->id, text, len);
}

static void thread_free(struct eddy_remote *r) {
  struct thread_remote *remote = (struct thread_remote *)r;
  eddy_agent_reply(remote->creator, remote->id, NULL, 0);
  free(remote);
}

/* threads() -> numbers of all workers that run, also those that workers have started */
napi_value eddy_inspector_threads(napi_env env, napi_callback_info info) {
  int threads[1024];
  (void)info;
  napi_value list = eddy_array(env, NULL, 0);
  const int n = eddy_agent_threads(threads, COUNTOF(threads));
  for (int i = 0; i < n; i++) eddy_set_index(env, list, (uint32_t)i, eddy_i32(env, threads[i]));
  return list;
}

/* remoteConnect(thread) -> number of the session, 0: there is no such thread. Answers come through onReply. */
napi_value eddy_inspector_remote_connect(napi_env env, napi_callback_info info) {
  struct thread_remote *remote = eddy_alloc(sizeof *remote);
  const int id = eddy_agent_new_session();
  *remote = (struct thread_remote){{thread_send, thread_free}, eddy_agent_thread(eddy_env_of(env)), id};
  const int thread = eddy_arg_i32(info, 0);
  const bool found = eddy_agent_connect(thread, id, &remote->remote);
  if (found) {
    struct link *l = eddy_alloc(sizeof *l);
    l->thread = thread;
    l->id = id;
    eddy_list_push(&data_of(env)->links, &l->link);
  } else {
    free(remote);
  }
  eddy_ret_i32(info, found ? id : 0);
  return NULL;
}

/* takeReplies(): what other threads' sessions have answered */
napi_value eddy_inspector_take_replies(napi_env env, napi_callback_info info) {
  (void)info;
  eddy_agent_take_replies(eddy_env_of(env));
  return NULL;
}

/* remotePost(thread, session, text) */
napi_value eddy_inspector_remote_post(napi_env env, napi_callback_info info) {
  size_t len = 0;
  napi_get_value_string_utf8(env, eddy_arg(info, 2), NULL, 0, &len);
  char *text = eddy_alloc(len + 1);
  napi_get_value_string_utf8(env, eddy_arg(info, 2), text, len + 1, &len);
  eddy_agent_post(eddy_arg_i32(info, 0), eddy_arg_i32(info, 1), text, len);
  free(text);
  return NULL;
}

/* remoteClose(thread, session) */
napi_value eddy_inspector_remote_close(napi_env env, napi_callback_info info) {
  struct inspector_data *d = data_of(env);
  for (struct eddy_list *at = d->links.next; at != &d->links; at = at->next) {
    struct link *l = CONTAINER_OF(at, struct link, link);
    if (l->id != eddy_arg_i32(info, 1)) continue;
    link_end(l);
    break;
  }
  return NULL;
}

/* ---- asynchronous tasks, console ------------------------------------------------------------------------------- */

/* taskScheduled(name, id, recurring) */
napi_value eddy_inspector_js_scheduled(napi_env env, napi_callback_info info) {
  eddy_inspector_task_scheduled(env, eddy_arg(info, 0), eddy_arg_f64(info, 1), eddy_arg_bool(info, 2));
  return NULL;
}

/* task(what, id): what as in enum eddy_inspector_task */
napi_value eddy_inspector_js_task(napi_env env, napi_callback_info info) {
  eddy_inspector_task(env, (enum eddy_inspector_task)eddy_arg_i32(info, 0), eddy_arg_f64(info, 1));
  return NULL;
}

/* consoleCall(inspectorMethod, ownMethod, ...args): both, for a console method. Native, so that no frame of the library
 * stands between the caller and what the front-end shows. */
napi_value eddy_inspector_console_call(napi_env env, napi_callback_info info) {
  napi_value self = eddy_this(info), few[16];
  const int argc = eddy_argc(info) - 2;
  const size_t n = argc < 0 ? 0 : (size_t)argc;
  napi_value *args = n > COUNTOF(few) ? eddy_alloc(n * sizeof *args) : few, result = NULL;
  for (size_t i = 0; i < n; i++) args[i] = eddy_arg(info, (int)i + 2);
  /* Kept for a front-end that comes later, too. */
  const bool heard = eddy_inspector_in_process(env) || data_of(env)->server != NULL;
  if (!heard || eddy_call_plain(env, self, eddy_arg(info, 0), n, args)) {
    result = eddy_call_plain(env, self, eddy_arg(info, 1), n, args);
  }
  if (args != few) free(args);
  return result;
}

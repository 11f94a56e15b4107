// SPDX-License-Identifier: MIT
/* dns_channel.c: class ChannelWrap, a c-ares channel on the loop: one uv_poll per socket, one timer.
 * Answers go to JavaScript as they came; lib/internal/dns/message.js reads them. */
#include <ares.h>
#include <netdb.h>

#include "bindings/dns.h"

#define DNS_SERVERS_MAX 128
/* What a channel takes; c-ares does not tell. Its tables of queries are large in versions before 1.22. */
#define DNS_CHANNEL_MEMORY ((size_t)72 << 10)

struct dns_channel {
  struct eddy_list link;         /* of the thread's channels */
  struct eddy_env *env;
  struct eddy_native native;
  ares_channel ares;
  uv_timer_t *timer;             /* NULL when there is no channel */
  struct eddy_list tasks;
  struct eddy_list answered;     /* queries that JavaScript is to be told of */
  uv_idle_t *idle;
  int timeout, tries, max_timeout;
  int active;                    /* queries under way: they hold the object */
  bool initialised;
};

struct dns_task {
  struct eddy_list link;
  struct dns_channel *channel;
  ares_socket_t sock;
  uv_poll_t poll;
};

/* ---- sockets and time ------------------------------------------------------------------------------ */

static void dns_timer_closed(uv_handle_t *handle) { free(handle); }

static void dns_on_timer(uv_timer_t *timer) {
  struct dns_channel *c = timer->data;
  ares_process_fd(c->ares, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

/* c-ares looks after its own time-outs, but has to be called. */
static void dns_start_timer(struct dns_channel *c) {
  if (!c->timer) {
    c->timer = eddy_calloc(1, sizeof *c->timer);
    CHECK(uv_timer_init(c->env->loop, c->timer) == 0);
    c->timer->data = c;
  } else if (uv_is_active((uv_handle_t *)c->timer)) {
    return;
  }
  int ms = c->timeout > 0 && c->timeout < 1000 ? c->timeout : 1000;
  uv_timer_start(c->timer, dns_on_timer, (uint64_t)ms, (uint64_t)ms);
}

static void dns_stop_timer(struct dns_channel *c) {
  if (!c->timer) return;
  uv_close((uv_handle_t *)c->timer, dns_timer_closed);
  c->timer = NULL;
}

static void dns_on_poll(uv_poll_t *poll, int status, int events) {
  struct dns_task *t = CONTAINER_OF(poll, struct dns_task, poll);
  struct dns_channel *c = t->channel;
  if (c->timer) uv_timer_again(c->timer);
  if (status < 0) { /* an error: let c-ares find out */
    ares_process_fd(c->ares, t->sock, t->sock);
    return;
  }
  ares_process_fd(c->ares, events & UV_READABLE ? t->sock : ARES_SOCKET_BAD,
                  events & UV_WRITABLE ? t->sock : ARES_SOCKET_BAD);
}

static void dns_task_closed(uv_handle_t *handle) {
  free(CONTAINER_OF(handle, struct dns_task, poll));
}

static struct dns_task *dns_find_task(struct dns_channel *c, ares_socket_t sock) {
  for (struct eddy_list *l = c->tasks.next; l != &c->tasks; l = l->next) {
    struct dns_task *t = CONTAINER_OF(l, struct dns_task, link);
    if (t->sock == sock) return t;
  }
  return NULL;
}

static void dns_on_socket(void *data, ares_socket_t sock, int readable, int writable) {
  struct dns_channel *c = data;
  struct dns_task *t = dns_find_task(c, sock);
  if (readable || writable) {
    if (!t) {
      dns_start_timer(c);
      t = eddy_calloc(1, sizeof *t);
      t->channel = c;
      t->sock = sock;
      if (uv_poll_init_socket(c->env->loop, &t->poll, sock) < 0) {
        free(t);
        return;
      }
      eddy_list_push(&c->tasks, &t->link);
    }
    uv_poll_start(&t->poll, (readable ? UV_READABLE : 0) | (writable ? UV_WRITABLE : 0),
                  dns_on_poll);
  } else if (t) {
    eddy_list_remove(&t->link);
    uv_close((uv_handle_t *)&t->poll, dns_task_closed);
    if (eddy_list_empty(&c->tasks)) dns_stop_timer(c);
  }
}

/* ---- life ------------------------------------------------------------------------------------------- */

static void dns_query_drop(struct dns_channel *c);

static void dns_idle_closed(uv_handle_t *handle) { free(handle); }

/* With queries under way only when the thread ends: nobody is told of them. */
static void dns_channel_free(void *owner) {
  struct dns_channel *c = owner;
  eddy_list_remove(&c->link);
  if (c->initialised) ares_destroy(c->ares);
  while (!eddy_list_empty(&c->answered)) dns_query_drop(c);
  if (c->idle) uv_close((uv_handle_t *)c->idle, dns_idle_closed);
  dns_stop_timer(c);
  free(c);
}

/* The thread ends: it waits for no server. */
static void dns_channels_release(struct eddy_env *e, void *data) {
  struct eddy_list *channels = data;
  (void)e;
  while (!eddy_list_empty(channels)) {
    struct dns_channel *c = CONTAINER_OF(channels->next, struct dns_channel, link);
    eddy_list_remove(&c->link);
    if (c->initialised) ares_cancel(c->ares);
  }
  free(channels);
}

static struct eddy_list *dns_channels(struct eddy_env *e) {
  struct eddy_list *channels = e->binding_data[EDDY_DATA_DNS];
  if (!channels) {
    channels = eddy_calloc(1, sizeof *channels);
    eddy_list_init(channels);
    e->binding_data[EDDY_DATA_DNS] = channels;
    e->binding_release[EDDY_DATA_DNS] = dns_channels_release;
  }
  return channels;
}

static int dns_init_ares(struct dns_channel *c) {
  struct ares_options o = { .flags = ARES_FLAG_NOCHECKRESP, .sock_state_cb = dns_on_socket,
                            .sock_state_cb_data = c };
  int mask = ARES_OPT_FLAGS | ARES_OPT_SOCK_STATE_CB;
  if (c->timeout >= 0) {
    o.timeout = c->timeout;
    mask |= ARES_OPT_TIMEOUTMS;
  }
  o.tries = c->tries;
  mask |= ARES_OPT_TRIES;
  int r = ares_init_options(&c->ares, &o, mask);
  c->initialised = r == ARES_SUCCESS;
  return r;
}

/* new ChannelWrap(timeout, tries, maxTimeout): milliseconds; -1: c-ares' own. */
static napi_value dns_channel_construct(napi_env env, napi_callback_info info) {
  struct dns_channel *c = eddy_calloc(1, sizeof *c);
  c->env = eddy_env_current(env);
  c->timeout = eddy_arg_is_number(info, 0) ? eddy_arg_i32(info, 0) : -1;
  c->tries = eddy_arg_is_number(info, 1) ? eddy_arg_i32(info, 1) : 4;
  c->max_timeout = eddy_arg_i32(info, 2);
  eddy_list_init(&c->tasks);
  eddy_list_init(&c->answered);
  eddy_list_push(dns_channels(c->env), &c->link);
  dns_init_ares(c);
  eddy_native_init(env, eddy_this(info), &c->native, &eddy_dns_channel_class, c, dns_channel_free);
  if (c->initialised) eddy_native_weigh(&c->native, DNS_CHANNEL_MEMORY);
  return NULL;
}

static struct dns_channel *dns_channel_this(napi_callback_info info) {
  struct dns_channel *c = eddy_native_of(eddy_this(info), &eddy_dns_channel_class);
  return c && c->initialised ? c : NULL;
}

/* ---- queries ------------------------------------------------------------------------------------------ */

struct dns_query {
  struct eddy_list link;         /* of the channel's answered */
  struct dns_channel *channel;
  struct eddy_req req;
  int status;
  uint8_t *answer;
  int length;
  char **names;     /* of a reverse query */
};

static void dns_query_free(struct dns_query *q) {
  for (char **p = q->names; p && *p; p++) free(*p);
  free(q->names);
  free(q->answer);
  free(q);
}

/* Calls req.oncomplete(status, answer): there may be an answer that says why there is none. */
static void dns_query_finish(struct dns_query *q) {
  struct dns_channel *c = q->channel;
  struct eddy_req req = q->req;
  napi_env env = req.env->napi;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value argv[2] = { eddy_i32(env, q->status), eddy_undefined(env) };
  if (q->answer) argv[1] = eddy_buffer_copy(env, q->answer, (size_t)q->length);
  if (q->names) {
    argv[1] = eddy_array(env, NULL, 0);
    for (uint32_t i = 0; q->names[i]; i++)
      eddy_set_index(env, argv[1], i, eddy_utf8(env, q->names[i], (size_t)-1));
  }
  dns_query_free(q);
  if (--c->active == 0) eddy_native_unhold(&c->native);
  eddy_req_complete(&req, 2, argv);
  eddy_scope_close(&scope);
}

/* Forgets the first that has been answered. */
static void dns_query_drop(struct dns_channel *c) {
  struct dns_query *q = CONTAINER_OF(c->answered.next, struct dns_query, link);
  eddy_list_remove(&q->link);
  eddy_req_release(&q->req);
  dns_query_free(q);
}

/* Answers in the order they came. */
static void dns_on_idle(uv_idle_t *idle) {
  struct dns_channel *c = idle->data;
  c->idle = NULL;
  uv_close((uv_handle_t *)idle, dns_idle_closed);
  eddy_native_hold(&c->native);
  struct eddy_list due = c->answered;
  if (eddy_list_empty(&c->answered)) eddy_list_init(&due);
  else due.next->prev = due.prev->next = &due;
  eddy_list_init(&c->answered);
  while (!eddy_list_empty(&due)) {
    struct dns_query *q = CONTAINER_OF(due.next, struct dns_query, link);
    eddy_list_remove(&q->link);
    dns_query_finish(q);
  }
  eddy_native_unhold(&c->native);
}

/* The answer is given from the loop, never inside c-ares: JavaScript may cancel or free the channel. */
static void dns_query_answered(struct dns_query *q, int status) {
  struct dns_channel *c = q->channel;
  q->status = status;
  eddy_list_push(&c->answered, &q->link);
  if (c->idle) return;
  c->idle = eddy_calloc(1, sizeof *c->idle);
  CHECK(uv_idle_init(c->env->loop, c->idle) == 0);
  c->idle->data = c;
  CHECK(uv_idle_start(c->idle, dns_on_idle) == 0);
}

static void dns_on_answer(void *arg, int status, int timeouts, unsigned char *data, int len) {
  struct dns_query *q = arg;
  (void)timeouts;
  if (data && len > 0 && (q->answer = malloc((size_t)len))) {
    memcpy(q->answer, data, (size_t)len);
    q->length = len;
  }
  dns_query_answered(q, status);
}

static void dns_on_host(void *arg, int status, int timeouts, struct hostent *host) {
  struct dns_query *q = arg;
  (void)timeouts;
  if (status == ARES_SUCCESS && host) {
    size_t n = 0;
    while (host->h_aliases && host->h_aliases[n]) n++;
    q->names = eddy_calloc(n + 2, sizeof *q->names);
    for (size_t i = 0; i < n; i++) q->names[i] = eddy_strdup(host->h_aliases[i]);
    if (n == 0 && host->h_name) q->names[0] = eddy_strdup(host->h_name);
  }
  dns_query_answered(q, status);
}

static struct dns_query *dns_query_new(struct dns_channel *c, napi_value req) {
  struct dns_query *q = eddy_calloc(1, sizeof *q);
  q->channel = c;
  if (c->active++ == 0) eddy_native_hold(&c->native);
  eddy_req_init(c->env, &q->req, req, NULL, "QUERYWRAP");
  return q;
}

/* query(req, name, type) */
static napi_value dns_channel_query(napi_env env, napi_callback_info info) {
  struct dns_channel *c = dns_channel_this(info);
  struct eddy_str name;
  int type = eddy_arg_i32(info, 2);
  if (!c || !eddy_arg_str(env, info, 1, &name)) {
    eddy_ret_i32(info, ARES_ENOTINITIALIZED);
    return NULL;
  }
  struct dns_query *q = dns_query_new(c, eddy_arg(info, 0));
  ares_query(c->ares, name.data, 1 /* IN */, type, dns_on_answer, q);
  eddy_str_release(&name);
  eddy_ret_i32(info, 0);
  return NULL;
}

/* reverse(req, address) */
static napi_value dns_channel_reverse(napi_env env, napi_callback_info info) {
  struct dns_channel *c = dns_channel_this(info);
  struct eddy_str text;
  unsigned char bytes[sizeof(struct in6_addr)];
  if (!c || !eddy_arg_str(env, info, 1, &text)) {
    eddy_ret_i32(info, UV_EINVAL);
    return NULL;
  }
  int family = AF_INET, len = 4, err = uv_inet_pton(AF_INET, text.data, bytes);
  if (err != 0) {
    family = AF_INET6;
    len = 16;
    err = uv_inet_pton(AF_INET6, text.data, bytes);
  }
  eddy_str_release(&text);
  if (err == 0) {
    struct dns_query *q = dns_query_new(c, eddy_arg(info, 0));
    ares_gethostbyaddr(c->ares, bytes, len, family, dns_on_host, q);
  }
  eddy_ret_i32(info, err == 0 ? 0 : UV_EINVAL);
  return NULL;
}

static napi_value dns_channel_cancel(napi_env env, napi_callback_info info) {
  (void)env;
  struct dns_channel *c = dns_channel_this(info);
  if (c) ares_cancel(c->ares);
  return NULL;
}

/* ---- servers --------------------------------------------------------------------------------------------- */

/* getServers(): [[address, port], …] */
static napi_value dns_channel_get_servers(napi_env env, napi_callback_info info) {
  struct dns_channel *c = dns_channel_this(info);
  napi_value list = eddy_array(env, NULL, 0);
  struct ares_addr_port_node *servers = NULL;
  if (!c || ares_get_servers_ports(c->ares, &servers) != ARES_SUCCESS) return list;
  uint32_t n = 0;
  for (struct ares_addr_port_node *s = servers; s; s = s->next) {
    char host[INET6_ADDRSTRLEN] = "";
    uv_inet_ntop(s->family, &s->addr, host, sizeof host);
    napi_value pair[2] = { eddy_utf8(env, host, (size_t)-1),
                           eddy_i32(env, s->udp_port ? s->udp_port : 53) };
    eddy_set_index(env, list, n++, eddy_array(env, pair, 2));
  }
  ares_free_data(servers);
  return list;
}

static bool dns_read_server(napi_env env, napi_value item, struct ares_addr_port_node *out) {
  napi_value family, host, port;
  struct eddy_str text;
  napi_get_element(env, item, 0, &family);
  napi_get_element(env, item, 1, &host);
  napi_get_element(env, item, 2, &port);
  if (!eddy_value_str(env, host, &text)) return false;
  out->family = eddy_to_i32(family) == 6 ? AF_INET6 : AF_INET;
  out->udp_port = out->tcp_port = eddy_to_i32(port);
  int err = uv_inet_pton(out->family, text.data, &out->addr);
  eddy_str_release(&text);
  return err == 0;
}

/* setServers([[family, address, port], …]): a c-ares status */
static napi_value dns_channel_set_servers(napi_env env, napi_callback_info info) {
  struct dns_channel *c = dns_channel_this(info);
  napi_value list = eddy_arg(info, 0);
  uint32_t n = 0;
  napi_get_array_length(env, list, &n);
  if (!c || n > DNS_SERVERS_MAX) {
    eddy_ret_i32(info, ARES_ENOTINITIALIZED);
    return NULL;
  }
  if (c->active > 0) {
    eddy_ret_i32(info, -1000); /* not while queries are under way */
    return NULL;
  }
  struct ares_addr_port_node *nodes = eddy_calloc(n + 1, sizeof *nodes);
  int r = ARES_SUCCESS;
  for (uint32_t i = 0; i < n; i++) {
    napi_value item;
    napi_get_element(env, list, i, &item);
    if (!dns_read_server(env, item, &nodes[i])) r = ARES_EBADSTR;
    nodes[i].next = i + 1 < n ? &nodes[i + 1] : NULL;
  }
  if (r == ARES_SUCCESS) r = ares_set_servers_ports(c->ares, n > 0 ? nodes : NULL);
  free(nodes);
  eddy_ret_i32(info, r);
  return NULL;
}

/* setLocalAddress(ipv4, ipv6): false if one is no address. */
static napi_value dns_channel_set_local_address(napi_env env, napi_callback_info info) {
  struct dns_channel *c = dns_channel_this(info);
  struct eddy_str text;
  uint32_t v4 = 0;
  unsigned char v6[16] = { 0 };
  bool ok = c != NULL;
  if (ok && eddy_arg_str(env, info, 0, &text)) {
    ok = uv_inet_pton(AF_INET, text.data, &v4) == 0;
    eddy_str_release(&text);
  }
  if (ok && eddy_arg_str(env, info, 1, &text)) {
    ok = uv_inet_pton(AF_INET6, text.data, v6) == 0;
    eddy_str_release(&text);
  }
  if (ok) {
    ares_set_local_ip4(c->ares, ntohl(v4));
    ares_set_local_ip6(c->ares, v6);
  }
  eddy_ret_bool(info, ok);
  return NULL;
}

napi_value eddy_dns_strerror(napi_env env, napi_callback_info info) {
  int code = eddy_arg_i32(info, 0);
  if (code == -1000) return eddy_utf8(env, "There are pending queries.", (size_t)-1);
  return eddy_utf8(env, ares_strerror(code), (size_t)-1);
}

static const struct eddy_method dns_channel_methods[] = {
  { "query", dns_channel_query, 3, NULL },
  { "reverse", dns_channel_reverse, 2, NULL },
  { "cancel", dns_channel_cancel, 0, NULL },
  { "getServers", dns_channel_get_servers, 0, NULL },
  { "setServers", dns_channel_set_servers, 1, NULL },
  { "setLocalAddress", dns_channel_set_local_address, 2, NULL },
};

const struct eddy_class eddy_dns_channel_class = {
  "ChannelWrap", dns_channel_construct, dns_channel_methods, COUNTOF(dns_channel_methods), NULL,
};

// SPDX-License-Identifier: MIT
/* server.c: the inspector's own thread: a small HTTP server (/json, /json/version) that upgrades to WebSockets, and passes
 * their messages to the agent of the thread that is debugged, and back. It works while that thread's JavaScript
 * stands still. Only loopback names and addresses are taken as Host: a page of the web must not reach it by DNS tricks. */
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdatomic.h>
#include <strings.h>

#include "inspector/agent.h"
#include "ws/frame.h"

#define SERVER_HEAD_MAX 8192

struct eddy_inspector_server {
  uv_thread_t thread;
  uv_loop_t loop;
  uv_tcp_t listener;
  uv_async_t wake;
  uv_mutex_t lock;
  struct eddy_list outbox;     /* of struct parcel, guarded by lock */
  bool stop;                   /* the same */
  struct eddy_list connections;
  int target, port;            /* the debugged thread */
  char host[256], uuid[37], url[384];
  char *title, *target_url;
  bool publish_http, quiet;
  atomic_int users;            /* the debugged thread, and each remote it knows: they may outlive the connection */
};

/* From the debugged thread to a connection. */
struct parcel { struct eddy_list link; int id; size_t len; char text[]; };

struct connection {
  uv_tcp_t tcp;                /* first member */
  struct eddy_list link;
  struct eddy_inspector_server *server;
  int id;                      /* of the session; 0 before the upgrade */
  char *head;
  size_t head_len;
  struct ws_reader reader;
  bool closing;
};

struct writing { uv_write_t uv; struct connection *then_close; char data[]; };

/* ---- connections: the server's thread ----------------------------------------------------------------------- */

static void connection_closed(uv_handle_t *handle) {
  struct connection *c = (struct connection *)handle;
  ws_reader_release(&c->reader);
  free(c->head);
  free(c);
}

static void connection_close(struct connection *c) {
  if (c->closing) return;
  c->closing = true;
  eddy_list_remove(&c->link);
  if (c->id) eddy_agent_disconnect(c->server->target, c->id);
  uv_close((uv_handle_t *)&c->tcp, connection_closed);
}

static void write_done(uv_write_t *uv, int status) {
  struct writing *w = CONTAINER_OF(uv, struct writing, uv);
  (void)status;
  if (w->then_close) connection_close(w->then_close);
  free(w);
}

static void connection_write(struct connection *c, const char *head, size_t head_len, const char *body, size_t len,
                             bool then_close) {
  struct writing *w = eddy_alloc(sizeof *w + head_len + len);
  memcpy(w->data, head, head_len);
  if (len) memcpy(w->data + head_len, body, len);
  w->then_close = then_close ? c : NULL;
  uv_buf_t buf = uv_buf_init(w->data, (unsigned)(head_len + len));
  if (uv_write(&w->uv, (uv_stream_t *)&c->tcp, &buf, 1, write_done) == 0) return;
  free(w);
  connection_close(c);
}

static void send_frame(struct connection *c, enum ws_opcode opcode, const char *text, size_t len) {
  uint8_t head[WS_HEAD_MAX];
  connection_write(c, (char *)head, ws_head_write(head, opcode, true, false, len, NULL), text, len, opcode == WS_CLOSE);
}

static void respond(struct connection *c, const char *status, const char *type, const char *body) {
  char head[256];
  const int n = snprintf(head, sizeof head,
                         "HTTP/1.0 %s\r\nContent-Type: %s; charset=UTF-8\r\nCache-Control: no-cache\r\n"
                         "Content-Length: %zu\r\n\r\n", status, type, strlen(body));
  connection_write(c, head, (size_t)n, body, strlen(body), true);
}

static void refuse(struct connection *c) {
  static const char text[] = "HTTP/1.0 400 Bad Request\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n"
                             "WebSockets request was expected\r\n";
  connection_write(c, text, sizeof text - 1, NULL, 0, true);
}

/* ---- HTTP --------------------------------------------------------------------------------------------------- */

/* Value of a header in a NUL-terminated head, copied into out; false: there is none. */
static bool header(const char *head, const char *name, char *out, size_t cap) {
  const size_t n = strlen(name);
  for (const char *line = strstr(head, "\r\n"); line && line[2]; line = strstr(line + 2, "\r\n")) {
    const char *p = line + 2;
    if (strncasecmp(p, name, n) != 0 || p[n] != ':') continue;
    p += n + 1;
    while (*p == ' ' || *p == '\t') p++;
    const size_t len = strcspn(p, "\r\n");
    if (len >= cap) return false;
    memcpy(out, p, len);
    out[len] = 0;
    return true;
  }
  return false;
}

/* Host may be an address or a name of this machine; no other name. */
static bool host_allowed(const char *host) {
  char name[256];
  struct sockaddr_in a4;
  struct sockaddr_in6 a6;
  if (host[0] == '[') {
    const size_t n = strcspn(host + 1, "]");
    if (n >= sizeof name) return false;
    memcpy(name, host + 1, n);
    name[n] = 0;
    return uv_ip6_addr(name, 0, &a6) == 0;
  }
  const size_t n = strcspn(host, ":");
  if (n >= sizeof name) return false;
  memcpy(name, host, n);
  name[n] = 0;
  return n == 0 || strcasecmp(name, "localhost") == 0 || strcasecmp(name, "localhost6") == 0 ||
         uv_ip4_addr(name, 0, &a4) == 0;
}

static void json_escape(char *out, size_t cap, const char *text) {
  size_t n = 0;
  for (; *text && n + 7 < cap; text++) {
    const unsigned char ch = (unsigned char)*text;
    if (ch == '"' || ch == '\\') out[n++] = '\\', out[n++] = (char)ch;
    else if (ch < 0x20) n += (size_t)snprintf(out + n, cap - n, "\\u%04x", ch);
    else out[n++] = (char)ch;
  }
  out[n] = 0;
}

static void respond_list(struct connection *c, const char *host) {
  const struct eddy_inspector_server *s = c->server;
  char at[300], title[1024], url[1024], body[5120];
  if (host[0]) snprintf(at, sizeof at, "%s", host);
  else snprintf(at, sizeof at, "%s:%d", s->host, s->port);
  json_escape(title, sizeof title, s->title);
  json_escape(url, sizeof url, s->target_url);
  static const char front[] = "devtools://devtools/bundled";
  snprintf(body, sizeof body,
           "[ {\n  \"description\": \"node.js instance\",\n"
           "  \"devtoolsFrontendUrl\": \"%s/js_app.html?experiments=true&v8only=true&ws=%s/%s\",\n"
           "  \"devtoolsFrontendUrlCompat\": \"%s/inspector.html?experiments=true&v8only=true&ws=%s/%s\",\n"
           "  \"faviconUrl\": \"https://nodejs.org/static/images/favicons/favicon.ico\",\n"
           "  \"id\": \"%s\",\n  \"title\": \"%s\",\n  \"type\": \"node\",\n  \"url\": \"%s\",\n"
           "  \"webSocketDebuggerUrl\": \"ws://%s/%s\"\n} ]\n\n",
           front, at, s->uuid, front, at, s->uuid, s->uuid, title, url, at, s->uuid);
  respond(c, "200 OK", "application/json", body);
}

static void upgrade(struct connection *c, const char *key);

static void on_request(struct connection *c) {
  char host[300] = "", key[128], path[256], upgrade_to[64];
  const bool named = header(c->head, "Host", host, sizeof host);
  if (sscanf(c->head, "GET %255s HTTP/1.", path) != 1 || (named && !host_allowed(host))) {
    refuse(c);
  } else if (header(c->head, "Upgrade", upgrade_to, sizeof upgrade_to) && strcasecmp(upgrade_to, "websocket") == 0 &&
             header(c->head, "Sec-WebSocket-Key", key, sizeof key)) {
    if (path[0] == '/' && strcmp(path + 1, c->server->uuid) == 0) upgrade(c, key);
    else refuse(c);
  } else if (!c->server->publish_http) {
    refuse(c);
  } else if (strcmp(path, "/json") == 0 || strcmp(path, "/json/list") == 0) {
    respond_list(c, host);
  } else if (strcmp(path, "/json/version") == 0) {
    char body[128];
    snprintf(body, sizeof body, "{\n  \"Browser\": \"node.js/%s\",\n  \"Protocol-Version\": \"1.1\"\n}\n", "v24.12.0");
    respond(c, "200 OK", "application/json", body);
  } else if (strcmp(path, "/json/protocol") == 0) {
    respond(c, "200 OK", "application/json",
            "{\"version\":{\"major\":\"1\",\"minor\":\"3\"},\"domains\":[{\"domain\":\"Console\"},{\"domain\":\"Debugger\"},"
            "{\"domain\":\"HeapProfiler\"},{\"domain\":\"Profiler\"},{\"domain\":\"Runtime\"},{\"domain\":\"Schema\"},"
            "{\"domain\":\"NodeRuntime\"},{\"domain\":\"NodeTracing\"},{\"domain\":\"NodeWorker\"},{\"domain\":\"Network\"}]}\n");
  } else {
    refuse(c);
  }
}

/* ---- WebSocket ---------------------------------------------------------------------------------------------- */

/* What the agent knows of a connection. */
struct server_remote { struct eddy_remote remote; struct eddy_inspector_server *server; int id; };

static void remote_send(struct eddy_remote *r, const char *text, size_t len) {
  struct server_remote *remote = (struct server_remote *)r;
  struct eddy_inspector_server *s = remote->server;
  struct parcel *p = eddy_alloc(sizeof *p + len);
  *p = (struct parcel){.id = remote->id, .len = len};
  memcpy(p->text, text, len);
  uv_mutex_lock(&s->lock);
  const bool stopped = s->stop;
  if (!stopped) {
    eddy_list_push(&s->outbox, &p->link);
    uv_async_send(&s->wake);
  }
  uv_mutex_unlock(&s->lock);
  if (stopped) free(p);
}

static void server_leave(struct eddy_inspector_server *s);

static void remote_free(struct eddy_remote *r) {
  server_leave(((struct server_remote *)r)->server);
  free(r);
}

static void upgrade(struct connection *c, const char *key) {
  char text[256], accept[64], head[256];
  unsigned char hash[SHA_DIGEST_LENGTH];
  const int n = snprintf(text, sizeof text, "%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
  SHA1((unsigned char *)text, (size_t)n, hash);
  EVP_EncodeBlock((unsigned char *)accept, hash, sizeof hash);
  const int len = snprintf(head, sizeof head,
                           "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
  connection_write(c, head, (size_t)len, NULL, 0, false);
  if (c->closing) return;
  struct server_remote *remote = eddy_alloc(sizeof *remote);
  *remote = (struct server_remote){{remote_send, remote_free}, c->server, eddy_agent_new_session()};
  ws_reader_init(&c->reader, true, false, 256u << 20, eddy_utf8_valid);
  c->id = remote->id;
  if (!c->server->quiet) fprintf(stderr, "Debugger attached.\n");
  fflush(stderr);
  atomic_fetch_add(&c->server->users, 1);
  if (!eddy_agent_connect(c->server->target, c->id, &remote->remote)) {
    remote_free(&remote->remote);
    c->id = 0;
    connection_close(c);
  }
}

static void on_frames(struct connection *c, uint8_t *data, size_t len) {
  size_t off = 0;
  struct ws_event e;
  while (!c->closing) {
    ws_reader_next(&c->reader, data, len, &off, &e);
    if (e.kind == WS_MORE) return;
    if (e.kind == WS_ERROR) {
      connection_close(c);
    } else if (e.kind == WS_MESSAGE) {
      eddy_agent_post(c->server->target, c->id, (char *)e.data, e.len);
      if (e.owned) free(e.data);
    } else if (e.opcode == WS_PING) {
      send_frame(c, WS_PONG, (char *)e.data, e.len);
    } else if (e.opcode == WS_CLOSE) {
      send_frame(c, WS_CLOSE, NULL, 0);
      return;
    }
  }
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf) {
  (void)handle;
  *buf = uv_buf_init(eddy_alloc(suggested), (unsigned)suggested);
}

static void on_read(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) {
  struct connection *c = (struct connection *)stream;
  if (nread < 0) {
    connection_close(c);
  } else if (c->id) {
    on_frames(c, (uint8_t *)buf->base, (size_t)nread);
  } else if (nread > 0 && c->head_len + (size_t)nread > SERVER_HEAD_MAX) {
    connection_close(c);
  } else if (nread > 0) {
    c->head = eddy_realloc(c->head, c->head_len + (size_t)nread + 1);
    memcpy(c->head + c->head_len, buf->base, (size_t)nread);
    c->head_len += (size_t)nread;
    c->head[c->head_len] = 0;
    char *end = strstr(c->head, "\r\n\r\n");
    if (end) {
      const size_t used = (size_t)(end - c->head) + 4;
      end[2] = 0;
      on_request(c);
      if (c->id && used < c->head_len) on_frames(c, (uint8_t *)c->head + used, c->head_len - used);
    }
  }
  free(buf->base);
}

static void on_connection(uv_stream_t *listener, int status) {
  struct eddy_inspector_server *s = listener->data;
  if (status < 0) return;
  struct connection *c = eddy_calloc(1, sizeof *c);
  c->server = s;
  eddy_list_init(&c->link);
  uv_tcp_init(&s->loop, &c->tcp);
  eddy_list_push(&s->connections, &c->link);
  if (uv_accept(listener, (uv_stream_t *)&c->tcp) != 0 || uv_read_start((uv_stream_t *)&c->tcp, on_alloc, on_read) != 0) {
    connection_close(c);
  }
  uv_tcp_nodelay(&c->tcp, 1);
}

static void on_wake(uv_async_t *wake) {
  struct eddy_inspector_server *s = wake->data;
  for (;;) {
    uv_mutex_lock(&s->lock);
    struct parcel *p = eddy_list_empty(&s->outbox) ? NULL : CONTAINER_OF(s->outbox.next, struct parcel, link);
    if (p) eddy_list_remove(&p->link);
    const bool stop = s->stop;
    uv_mutex_unlock(&s->lock);
    if (!p && stop) {
      while (!eddy_list_empty(&s->connections)) {
        connection_close(CONTAINER_OF(s->connections.next, struct connection, link));
      }
      uv_close((uv_handle_t *)&s->listener, NULL);
      uv_close((uv_handle_t *)&s->wake, NULL);
    }
    if (!p) return;
    for (struct eddy_list *at = s->connections.next; at != &s->connections; at = at->next) {
      struct connection *c = CONTAINER_OF(at, struct connection, link);
      if (c->id != p->id) continue;
      send_frame(c, WS_TEXT, p->text, p->len);
      break;
    }
    free(p);
  }
}

static void run(void *data) {
  struct eddy_inspector_server *s = data;
  uv_run(&s->loop, UV_RUN_DEFAULT);
  uv_loop_close(&s->loop);
}

/* ---- start and stop: the debugged thread --------------------------------------------------------------------- */

static void new_uuid(char out[37]) {
  unsigned char b[16];
  uv_random(NULL, NULL, b, sizeof b, 0, NULL);
  b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
  b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
  snprintf(out, 37, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3], b[4],
           b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

static int bind_to(struct eddy_inspector_server *s, int port) {
  uv_getaddrinfo_t req;
  char service[16];
  const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
  snprintf(service, sizeof service, "%d", port);
  int err = uv_getaddrinfo(&s->loop, &req, NULL, s->host, service, &hints);
  if (err == 0) {
    err = UV_EADDRNOTAVAIL;
    for (struct addrinfo *a = req.addrinfo; a && err != 0; a = a->ai_next) err = uv_tcp_bind(&s->listener, a->ai_addr, 0);
    uv_freeaddrinfo(req.addrinfo);
  }
  if (err == 0) err = uv_listen((uv_stream_t *)&s->listener, 511, on_connection);
  struct sockaddr_storage bound;
  int len = sizeof bound;
  if (err == 0) err = uv_tcp_getsockname(&s->listener, (struct sockaddr *)&bound, &len);
  if (err == 0) {
    s->port = ntohs(bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
                                                : ((struct sockaddr_in *)&bound)->sin_port);
  }
  return err;
}

static void server_leave(struct eddy_inspector_server *s) {
  if (atomic_fetch_sub(&s->users, 1) != 1) return;
  while (!eddy_list_empty(&s->outbox)) {
    struct parcel *p = CONTAINER_OF(s->outbox.next, struct parcel, link);
    eddy_list_remove(&p->link);
    free(p);
  }
  uv_mutex_destroy(&s->lock);
  free(s->title);
  free(s->target_url);
  free(s);
}

struct eddy_inspector_server *eddy_inspector_server_start(int thread, const char *host, int port, const char *title,
                                                          const char *target_url, bool publish_http, bool quiet, int *err) {
  struct eddy_inspector_server *s = eddy_calloc(1, sizeof *s);
  s->target = thread;
  atomic_init(&s->users, 1);
  s->publish_http = publish_http;
  s->quiet = quiet;
  s->title = eddy_strdup(title);
  s->target_url = eddy_strdup(target_url);
  snprintf(s->host, sizeof s->host, "%s", host);
  new_uuid(s->uuid);
  eddy_list_init(&s->outbox);
  eddy_list_init(&s->connections);
  CHECK(uv_loop_init(&s->loop) == 0 && uv_mutex_init(&s->lock) == 0);
  CHECK(uv_tcp_init(&s->loop, &s->listener) == 0 && uv_async_init(&s->loop, &s->wake, on_wake) == 0);
  s->listener.data = s->wake.data = s;
  *err = bind_to(s, port);
  if (*err == 0) *err = uv_thread_create(&s->thread, run, s);
  if (*err != 0) {
    uv_close((uv_handle_t *)&s->listener, NULL);
    uv_close((uv_handle_t *)&s->wake, NULL);
    run(s);
    server_leave(s);
    return NULL;
  }
  const bool v6 = strchr(s->host, ':') != NULL;
  snprintf(s->url, sizeof s->url, v6 ? "ws://[%s]:%d/%s" : "ws://%s:%d/%s", s->host, s->port, s->uuid);
  return s;
}

const char *eddy_inspector_server_url(const struct eddy_inspector_server *s) { return s->url; }
int eddy_inspector_server_port(const struct eddy_inspector_server *s) { return s->port; }

void eddy_inspector_server_stop(struct eddy_inspector_server *s) {
  uv_mutex_lock(&s->lock);
  s->stop = true;
  uv_async_send(&s->wake);
  uv_mutex_unlock(&s->lock);
  uv_thread_join(&s->thread);
  server_leave(s);
}

// SPDX-License-Identifier: MIT
/* dns.c: getaddrinfo and getnameinfo on the thread pool (dns.lookup, dns.lookupService). Who asks for what is being
 * looked up already gets the same answer: many connections to one host take one thread, not all of them. The DNS
 * protocol is in dns_channel.c. Used by lib/internal/dns. */
#include <netdb.h>

#include "bindings/dns.h"

enum dns_order { DNS_VERBATIM, DNS_IPV4_FIRST, DNS_IPV6_FIRST };

/* One who waits for a look-up. */
struct dns_waiter {
  struct eddy_req req;
  enum dns_order order;
  struct dns_waiter *next;
};

/* A look-up under way. It is on the thread's list until its answer is here: what is asked afterwards is asked anew. */
struct dns_lookup {
  uv_getaddrinfo_t uv;
  struct eddy_list link;
  struct dns_waiter *first, **last;
  int family, flags;
  char name[];
};

struct dns_service {
  uv_getnameinfo_t uv;
  struct eddy_req req;
};

/* Adds the addresses of one family (0: both) to list. */
static void dns_add(napi_env env, napi_value list, const struct addrinfo *ai, int family) {
  uint32_t n = 0;
  napi_get_array_length(env, list, &n);
  for (; ai; ai = ai->ai_next) {
    char host[INET6_ADDRSTRLEN];
    const void *addr;
    if (ai->ai_family == AF_INET) addr = &((struct sockaddr_in *)ai->ai_addr)->sin_addr;
    else if (ai->ai_family == AF_INET6) addr = &((struct sockaddr_in6 *)ai->ai_addr)->sin6_addr;
    else continue;
    if (family != 0 && ai->ai_family != family) continue;
    if (uv_inet_ntop(ai->ai_family, addr, host, sizeof host) != 0) continue;
    eddy_set_index(env, list, n++, eddy_utf8(env, host, (size_t)-1));
  }
}

/* Calls req.oncomplete(err, addresses). */
static void dns_waiter_complete(struct dns_waiter *w, int status, const struct addrinfo *res) {
  struct eddy_req req = w->req;
  napi_env env = req.env->napi;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value argv[2] = { eddy_i32(env, status), eddy_null(env) };
  if (status == 0) {
    napi_value list = eddy_array(env, NULL, 0);
    if (w->order == DNS_VERBATIM) {
      dns_add(env, list, res, 0);
    } else {
      bool six = w->order == DNS_IPV6_FIRST;
      dns_add(env, list, res, six ? AF_INET6 : AF_INET);
      dns_add(env, list, res, six ? AF_INET : AF_INET6);
    }
    argv[1] = list;
  }
  free(w);
  eddy_req_complete(&req, 2, argv);
  eddy_scope_close(&scope);
}

static void dns_lookup_done(uv_getaddrinfo_t *uv, int status, struct addrinfo *res) {
  struct dns_lookup *l = CONTAINER_OF(uv, struct dns_lookup, uv);
  struct dns_waiter *w = l->first;
  eddy_list_remove(&l->link);
  free(l);
  while (w) {
    struct dns_waiter *next = w->next;
    dns_waiter_complete(w, status, res);
    w = next;
  }
  uv_freeaddrinfo(res);
}

/* What is under way ends later, and takes itself off a list of its own. */
static void dns_lookups_release(struct eddy_env *e, void *data) {
  struct eddy_list *lookups = data;
  (void)e;
  while (!eddy_list_empty(lookups)) eddy_list_remove(lookups->next);
  free(lookups);
}

/* The look-ups under way in this thread. */
static struct eddy_list *dns_lookups(struct eddy_env *e) {
  struct eddy_list *lookups = e->binding_data[EDDY_DATA_LOOKUPS];
  if (!lookups) {
    lookups = eddy_calloc(1, sizeof *lookups);
    eddy_list_init(lookups);
    e->binding_data[EDDY_DATA_LOOKUPS] = lookups;
    e->binding_release[EDDY_DATA_LOOKUPS] = dns_lookups_release;
  }
  return lookups;
}

/* Joins the look-up of the same thing, or starts one. On an error nobody waits. */
static int dns_wait(struct eddy_env *e, struct dns_waiter *w, const char *name, int family, int flags) {
  struct eddy_list *lookups = dns_lookups(e);
  for (struct eddy_list *at = lookups->next; at != lookups; at = at->next) {
    struct dns_lookup *l = CONTAINER_OF(at, struct dns_lookup, link);
    if (l->family != family || l->flags != flags || strcmp(l->name, name) != 0) continue;
    *l->last = w;
    l->last = &w->next;
    return 0;
  }
  size_t size = strlen(name) + 1;
  struct dns_lookup *l = eddy_calloc(1, sizeof *l + size);
  struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_family = family, .ai_flags = flags };
  *l = (struct dns_lookup){ .first = w, .last = &w->next, .family = family, .flags = flags };
  memcpy(l->name, name, size);
  int err = uv_getaddrinfo(e->loop, &l->uv, dns_lookup_done, name, NULL, &hints);
  if (err != 0) free(l);
  else eddy_list_push(lookups, &l->link);
  return err;
}

/* getaddrinfo(req, hostname, family, hints, order) */
static napi_value dns_getaddrinfo(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct eddy_str name;
  int err = UV_EINVAL, family = eddy_arg_i32(info, 2);
  if (eddy_arg_str(env, info, 1, &name)) {
    struct dns_waiter *w = eddy_calloc(1, sizeof *w);
    eddy_req_init(e, &w->req, eddy_arg(info, 0), NULL, "GETADDRINFOREQWRAP");
    w->order = (enum dns_order)eddy_arg_i32(info, 4);
    err = dns_wait(e, w, name.data, family == 4 ? AF_INET : family == 6 ? AF_INET6 : AF_UNSPEC,
                   eddy_arg_i32(info, 3));
    if (err != 0) {
      eddy_req_release(&w->req);
      free(w);
    }
    eddy_str_release(&name);
  }
  eddy_ret_i32(info, err);
  return NULL;
}

/* Calls req.oncomplete(err, hostname, service). */
static void dns_service_done(uv_getnameinfo_t *uv, int status, const char *host,
                             const char *service) {
  struct dns_service *s = CONTAINER_OF(uv, struct dns_service, uv);
  struct eddy_req req = s->req;
  napi_env env = req.env->napi;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value argv[3] = { eddy_i32(env, status), eddy_null(env), eddy_null(env) };
  if (status == 0) {
    argv[1] = eddy_utf8(env, host, (size_t)-1);
    argv[2] = eddy_utf8(env, service, (size_t)-1);
  }
  free(s);
  eddy_req_complete(&req, 3, argv);
  eddy_scope_close(&scope);
}

/* getnameinfo(req, address, port) */
static napi_value dns_getnameinfo(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_current(env);
  struct eddy_str host;
  struct sockaddr_storage addr;
  int err = UV_EINVAL, port = eddy_arg_i32(info, 2);
  if (eddy_arg_str(env, info, 1, &host)) {
    err = uv_ip4_addr(host.data, port, (struct sockaddr_in *)&addr);
    if (err != 0) err = uv_ip6_addr(host.data, port, (struct sockaddr_in6 *)&addr);
    eddy_str_release(&host);
  }
  if (err == 0) {
    struct dns_service *s = eddy_calloc(1, sizeof *s);
    eddy_req_init(e, &s->req, eddy_arg(info, 0), NULL, "GETNAMEINFOREQWRAP");
    s->uv.data = &s->req;
    err = uv_getnameinfo(e->loop, &s->uv, dns_service_done, (struct sockaddr *)&addr,
                         NI_NAMEREQD);
    if (err != 0) {
      eddy_req_release(&s->req);
      free(s);
    }
  }
  eddy_ret_i32(info, err);
  return NULL;
}

/* canonicalizeIP(text): the usual form, or undefined if it is no address. */
static napi_value dns_canonicalize_ip(napi_env env, napi_callback_info info) {
  struct eddy_str text;
  unsigned char bytes[sizeof(struct in6_addr)];
  char out[INET6_ADDRSTRLEN];
  if (!eddy_arg_str(env, info, 0, &text)) return NULL;
  int family = AF_INET, err = uv_inet_pton(AF_INET, text.data, bytes);
  if (err != 0) err = uv_inet_pton(family = AF_INET6, text.data, bytes);
  if (err == 0) err = uv_inet_ntop(family, bytes, out, sizeof out);
  eddy_str_release(&text);
  return err == 0 ? eddy_utf8(env, out, (size_t)-1) : NULL;
}

static const struct eddy_method dns_methods[] = {
  { "getaddrinfo", dns_getaddrinfo, 5, NULL },
  { "getnameinfo", dns_getnameinfo, 3, NULL },
  { "canonicalizeIP", dns_canonicalize_ip, 1, NULL },
  { "strerror", eddy_dns_strerror, 1, NULL },
};

static void dns_setup(napi_env env, napi_value exports) {
  eddy_set_i32(env, exports, "AI_ADDRCONFIG", AI_ADDRCONFIG);
  eddy_set_i32(env, exports, "AI_ALL", AI_ALL);
  eddy_set_i32(env, exports, "AI_V4MAPPED", AI_V4MAPPED);
  eddy_set_i32(env, exports, "DNS_ORDER_VERBATIM", DNS_VERBATIM);
  eddy_set_i32(env, exports, "DNS_ORDER_IPV4_FIRST", DNS_IPV4_FIRST);
  eddy_set_i32(env, exports, "DNS_ORDER_IPV6_FIRST", DNS_IPV6_FIRST);
}

static const struct eddy_class *const dns_classes[] = { &eddy_dns_channel_class };

const struct eddy_binding eddy_binding_cares_wrap = {
  "cares_wrap", dns_methods, COUNTOF(dns_methods), dns_classes, COUNTOF(dns_classes), dns_setup,
};

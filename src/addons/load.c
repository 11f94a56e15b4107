// SPDX-License-Identifier: MIT
/* load.c: the binding behind process.dlopen: opens a .node file, finds how it registers, runs its
 * initialiser. Addons that need V8 or Node's C++ classes are refused with a sentence that says so. */
#include <dlfcn.h>

#include "addons/addons.h"

typedef napi_value (*init_function)(napi_env env, napi_value exports);

/* Addons of the old kind register from a static constructor, which runs once per process: what it said is
 * remembered by library handle, for the other threads. */
struct registration {
  void *library;
  napi_module *module; /* NULL: wants to be a V8 addon */
  struct registration *next;
};
static uv_once_t registry_once = UV_ONCE_INIT;
static uv_mutex_t registry_lock; /* guards `registrations`, and is held while dlopen runs constructors */
static struct registration *registrations;
static struct registration *registering; /* the newest since dlopen began */

static void registry_init(void) { CHECK(uv_mutex_init_recursive(&registry_lock) == 0); }

static void remember(napi_module *module) {
  uv_once(&registry_once, registry_init);
  uv_mutex_lock(&registry_lock);
  struct registration *r = eddy_alloc(sizeof *r);
  *r = (struct registration){.module = module, .next = registrations};
  registrations = registering = r;
  uv_mutex_unlock(&registry_lock);
}

void napi_module_register(napi_module *module) { remember(module); }

/* What an addon over V8's C++ interface calls first. */
__attribute__((visibility("default"))) void node_module_register(void *module);
void node_module_register(void *module) {
  (void)module;
  remember(NULL);
}

static struct registration *find_registration(void *library) {
  for (struct registration *r = registrations; r != NULL; r = r->next) {
    if (r->library == library) return r;
  }
  return NULL;
}

struct opened {
  void *library;
  init_function init;
  int32_t version;
  bool wants_v8;
  bool no_entry;           /* registered, but without an initialiser */
  char *error;
};

/* A name of namespace v8 or node, as the compiler writes it, or what addons over them call first. */
static bool is_v8_symbol_error(const char *error) {
  const char *symbol = strstr(error, "undefined symbol: ");
  if (symbol == NULL) return false;
  symbol += strlen("undefined symbol: ");
  if (strncmp(symbol, "_Z", 2) == 0) return strstr(symbol, "2v8") != NULL || strstr(symbol, "4node") != NULL;
  return strncmp(symbol, "node_module_register", 20) == 0;
}

/* The initialiser for addons over V8 is named after the version of Node's C++ interface. */
static bool has_v8_initialiser(void *library) {
  for (int version = 48; version < 160; version++) {
    char name[40];
    snprintf(name, sizeof name, "node_register_module_v%d", version);
    if (dlsym(library, name) != NULL) return true;
  }
  return false;
}

/* Symbols are bound at once: bound lazily, an addon that has Node-API's entry point and calls V8 besides would load, and
 * end the process at the first such call. What else may be missing is left to the flags that were asked for. */
static void *open_bound(const char *path, int flags, struct opened *o) {
  void *library = dlopen(path, (flags & ~RTLD_LAZY) | RTLD_NOW);
  if (library != NULL) return library;
  const char *error = dlerror();
  o->wants_v8 = is_v8_symbol_error(error);
  if (!o->wants_v8 && (flags & RTLD_NOW) == 0 && strstr(error, "undefined symbol: ") != NULL) {
    library = dlopen(path, flags);
    if (library != NULL) return library;
    error = dlerror();
  }
  o->error = eddy_strdup(error);
  return NULL;
}

static void open_library(const char *path, int flags, struct opened *o) {
  uv_once(&registry_once, registry_init);
  uv_mutex_lock(&registry_lock);
  registering = NULL;
  o->library = open_bound(path, flags, o);
  if (o->library != NULL) {
    if (registering != NULL && find_registration(o->library) == NULL) registering->library = o->library;
    struct registration *r = find_registration(o->library);
    void *init = dlsym(o->library, "napi_register_module_v1");
    memcpy(&o->init, &init, sizeof init);
    if (init == NULL && r != NULL && r->module != NULL) o->init = r->module->nm_register_func;
    o->no_entry = o->init == NULL && r != NULL && r->module != NULL;
    o->wants_v8 = o->init == NULL && ((r != NULL && r->module == NULL) || has_v8_initialiser(o->library));
  }
  uv_mutex_unlock(&registry_lock);
  if (o->library == NULL) return;
  int32_t (*version)(void);
  void *symbol = dlsym(o->library, "node_api_module_get_api_version_v1");
  memcpy(&version, &symbol, sizeof symbol);
  o->version = symbol != NULL ? version() : 8;
}

static void throw_dlopen(napi_env env, const char *what, const char *path) {
  size_t size = strlen(what) + strlen(path) + 1;
  char *message = eddy_alloc(size);
  snprintf(message, size, what, path);
  eddy_throw(env, "ERR_DLOPEN_FAILED", message);
  free(message);
}

/* False with an exception pending when the file is no addon that can be run. */
static bool check_opened(napi_env env, const char *path, struct opened *o) {
  if (o->wants_v8) {
    throw_dlopen(env,
                 "The addon '%s' uses the C++ interface of V8 or Node.js. Eddy loads addons that use "
                 "Node-API (node_api.h) only.",
                 path);
  } else if (o->library == NULL) {
    throw_dlopen(env, "%s", o->error);
  } else if (o->no_entry) {
    eddy_throw(env, "ERR_INVALID_MODULE", "Module has no declared entry point.");
  } else if (o->init == NULL) {
    throw_dlopen(env, "Module did not self-register: '%s'.", path);
  }
  free(o->error);
  return o->init != NULL && !o->wants_v8;
}

static struct eddy_addon *addon_new(struct eddy_env *e, const char *url, int32_t version) {
  struct eddy_addons *t = eddy_addons_of(e);
  struct eddy_addon *addon = eddy_calloc(1, sizeof *addon);
  addon->thread = t;
  eddy_list_init(&addon->functions);
  addon->env = eddy_addon_env_new(e->napi, url, version, addon);
  eddy_list_push(&t->addons, &addon->link);
  eddy_cleanup_add(t, eddy_addon_end, addon);
  return addon;
}

/* dlopen(path, flags, fileUrl, exports) -> what the addon exports */
static napi_value addons_dlopen(napi_env env, napi_callback_info info) {
  struct eddy_str path, url;
  CHECK(eddy_arg_str(env, info, 0, &path));
  int flags = eddy_arg_i32(info, 1);
  CHECK(eddy_arg_str(env, info, 2, &url));
  napi_value exports = eddy_arg(info, 3), result = NULL;
  struct opened o = {0};
  open_library(path.data, flags, &o);
  if (check_opened(env, path.data, &o)) {
    struct eddy_addon *addon = addon_new(eddy_env_of(env), url.data, o.version);
    result = o.init(addon->env, exports);
    napi_value error = eddy_take_exception(addon->env);
    if (error != NULL) {
      napi_throw(env, error);
      result = NULL;
    } else if (result == NULL) {
      result = exports;
    }
  }
  eddy_str_release(&path);
  eddy_str_release(&url);
  return result;
}

static void addons_setup(napi_env env, napi_value exports) {
  eddy_set_i32(env, exports, "RTLD_LAZY", RTLD_LAZY);
}

/* callThrough(function): see struct eddy_addons */
static napi_value addons_call_through(napi_env env, napi_callback_info info) {
  struct eddy_addons *t = eddy_addons_of(eddy_env_current(env));
  eddy_ref_free(t->through);
  t->through = eddy_ref_new(env, eddy_arg(info, 0));
  return NULL;
}

static const struct eddy_method addons_methods[] = {
  {"dlopen", addons_dlopen, 4, NULL}, {"callThrough", addons_call_through, 1, NULL},
};

const struct eddy_binding eddy_binding_addons = {
    "addons", addons_methods, COUNTOF(addons_methods), NULL, 0, addons_setup};

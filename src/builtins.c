// SPDX-License-Identifier: MIT
/* builtins.c: the JavaScript library embedded in the binary: look-up, compilation with code cache, and
 * reading from disk instead when EDDY_LIB is set. */
#include "eddy.h"

void (*eddy_builtin_compiled)(struct eddy_env *env, const char *id, napi_value fn);

bool (*eddy_builtin_eager)(const char *id);

static int compare_id(const void *key, const void *item) {
  return strcmp(key, ((const struct eddy_builtin *)item)->id);
}

const struct eddy_builtin *eddy_builtin_find(const char *id) {
  return bsearch(id, eddy_builtins, eddy_builtin_count, sizeof eddy_builtins[0], compare_id);
}

/* Source of lib/<id>.js below EDDY_LIB; NULL when there is no such file. */
static napi_value source_from_disk(napi_env env, const char *id) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.js", eddy_process.library_path, id);
  FILE *f = fopen(path, "rb");
  if (f == NULL) return NULL;
  fseek(f, 0, SEEK_END);
  const long size = ftell(f);
  rewind(f);
  char *text = eddy_alloc((size_t)size + 1);
  const size_t got = fread(text, 1, (size_t)size, f);
  fclose(f);
  napi_value source = eddy_utf8(env, text, got);
  free(text);
  return source;
}

bool eddy_library_at(size_t index, struct eddy_library_file *out) {
  if (index >= eddy_builtin_count) return false;
  const struct eddy_builtin *b = &eddy_builtins[index];
  *out = (struct eddy_library_file){b->source, b->length, b->two_byte};
  return true;
}

static napi_value source_of(napi_env env, const struct eddy_builtin *b) {
  return b->length == 0 ? eddy_utf8(env, "", 0) : eddy_library_text(env, (size_t)(b - eddy_builtins));
}

napi_value eddy_builtin_compile(struct eddy_env *env, const char *id) {
  static const char *const params[] = {"exports", "require", "module",
                                       "process", "internalBinding", "primordials"};
  const struct eddy_builtin *b = eddy_builtin_find(id);
  napi_value source = NULL;
  const uint8_t *cache = NULL;
  size_t cache_len = 0;
  if (eddy_process.library_from_disk) source = source_from_disk(env->napi, id);
  if (source == NULL && b != NULL) {
    source = source_of(env->napi, b);
    if (eddy_code_cache_rows != NULL) {
      const struct eddy_code_cache_row *row = &eddy_code_cache_rows[b - eddy_builtins];
      cache = row->length ? eddy_code_cache_data + row->offset : NULL;
      cache_len = row->length;
    }
  }
  if (source == NULL) {
    char message[256];
    snprintf(message, sizeof message, "No such built-in module: %s", id);
    eddy_throw(env->napi, "ERR_UNKNOWN_BUILTIN_MODULE", message);
    return NULL;
  }
  char filename[512];
  snprintf(filename, sizeof filename, "node:%s", id);
  bool rejected = false;
  napi_value fn = eddy_compile_function(env->napi, source, eddy_utf8(env->napi, filename, (size_t)-1),
                                        params, COUNTOF(params), cache, cache_len, &rejected,
                                        eddy_builtin_eager != NULL && eddy_builtin_eager(id));
  if (eddy_builtin_compiled != NULL && fn != NULL) eddy_builtin_compiled(env, id, fn);
  return fn;
}

/* ---- the binding --------------------------------------------------------------------------------- */

static napi_value builtins_internal_binding(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  eddy_arg_str(env, info, 0, &name);
  napi_value exports = eddy_binding_get(env, name.data);
  if (exports == NULL) {
    char message[300];
    snprintf(message, sizeof message, "No such binding: %s", name.data);
    eddy_throw(env, "ERR_INVALID_MODULE", message);
  }
  eddy_str_release(&name);
  return exports;
}

/* compile(id) -> wrapper function */
static napi_value builtins_compile(napi_env env, napi_callback_info info) {
  struct eddy_str id;
  eddy_arg_str(env, info, 0, &id);
  napi_value fn = eddy_builtin_compile(eddy_env_of(env), id.data);
  eddy_str_release(&id);
  return fn;
}

/* has(id) */
static napi_value builtins_has(napi_env env, napi_callback_info info) {
  struct eddy_str id;
  eddy_arg_str(env, info, 0, &id);
  bool found = eddy_builtin_find(id.data) != NULL;
  if (!found && eddy_process.library_from_disk) found = source_from_disk(env, id.data) != NULL;
  eddy_str_release(&id);
  eddy_ret_bool(info, found);
  return NULL;
}

/* ids() -> string[], sorted; those embedded */
static napi_value builtins_ids(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value list = eddy_array(env, NULL, 0);
  for (uint32_t i = 0; i < eddy_builtin_count; i++) {
    eddy_set_index(env, list, i, eddy_utf8(env, eddy_builtins[i].id, (size_t)-1));
  }
  return list;
}

/* source(id) -> string: text of an embedded file, for parts that are not wrapped functions */
static napi_value builtins_source(napi_env env, napi_callback_info info) {
  struct eddy_str id;
  eddy_arg_str(env, info, 0, &id);
  const struct eddy_builtin *b = eddy_builtin_find(id.data);
  napi_value source = eddy_process.library_from_disk ? source_from_disk(env, id.data) : NULL;
  if (source == NULL && b != NULL) source = source_of(env, b);
  eddy_str_release(&id);
  return source;
}

/* primordialNames() -> string[]: what the embedded library takes from `primordials`; undefined with EDDY_LIB */
static napi_value builtins_primordial_names(napi_env env, napi_callback_info info) {
  (void)info;
  if (eddy_process.library_from_disk) return NULL;
  napi_value list = eddy_array(env, NULL, 0);
  for (uint32_t i = 0; i < eddy_primordial_count; i++) {
    eddy_set_index(env, list, i, eddy_utf8(env, eddy_primordials[i], (size_t)-1));
  }
  return list;
}

/* setSlot(name, value): hands C a function or shared array that it will need (names: see below) */
static napi_value builtins_set_slot(napi_env env, napi_callback_info info) {
  static const struct { const char *name; enum eddy_slot slot; } names[] = {
    {"require", EDDY_SLOT_REQUIRE},
    {"main", EDDY_SLOT_MAIN},
    {"tickCallback", EDDY_SLOT_TICK_CALLBACK},
    {"tickInfo", EDDY_SLOT_TICK_INFO},
    {"asyncFields", EDDY_SLOT_ASYNC_FIELDS},
    {"asyncInit", EDDY_SLOT_ASYNC_INIT},
    {"asyncBefore", EDDY_SLOT_ASYNC_BEFORE},
    {"asyncAfter", EDDY_SLOT_ASYNC_AFTER},
    {"asyncDestroy", EDDY_SLOT_ASYNC_DESTROY},
    {"fatalException", EDDY_SLOT_FATAL_EXCEPTION},
    {"promiseReject", EDDY_SLOT_PROMISE_REJECT},
    {"prepareStackTrace", EDDY_SLOT_PREPARE_STACK_TRACE},
    {"timers", EDDY_SLOT_TIMERS},
    {"immediates", EDDY_SLOT_IMMEDIATES},
    {"immediateInfo", EDDY_SLOT_IMMEDIATE_INFO},
    {"timerInfo", EDDY_SLOT_TIMER_INFO},
    {"importDynamic", EDDY_SLOT_IMPORT_DYNAMIC},
    {"importMeta", EDDY_SLOT_IMPORT_META},
    {"emitWarning", EDDY_SLOT_EMIT_WARNING},
    {"bufferPrototype", EDDY_SLOT_BUFFER_PROTOTYPE},
    {"beforeExit", EDDY_SLOT_BEFORE_EXIT},
    {"exit", EDDY_SLOT_EXIT},
    {"signal", EDDY_SLOT_SIGNAL},
    {"lastWords", EDDY_SLOT_LAST_WORDS},
    {"lazy", EDDY_SLOT_LAZY},
    {"wasmStreaming", EDDY_SLOT_WASM_STREAMING},
    {"serialize", EDDY_SLOT_SERIALIZE},
    {"shadowRealm", EDDY_SLOT_SHADOW_REALM},
  };
  struct eddy_str name;
  eddy_arg_str(env, info, 0, &name);
  size_t i = 0;
  while (i < COUNTOF(names) && strcmp(names[i].name, name.data) != 0) i++;
  CHECK(i < COUNTOF(names));
  eddy_slot_set(env, names[i].slot, eddy_arg(info, 1));
  eddy_str_release(&name);
  return NULL;
}

static const struct eddy_method builtins_methods[] = {
  {"internalBinding", builtins_internal_binding, 1, NULL},
  {"compile", builtins_compile, 1, NULL},
  {"has", builtins_has, 1, NULL},
  {"ids", builtins_ids, 0, NULL},
  {"source", builtins_source, 1, NULL},
  {"primordialNames", builtins_primordial_names, 0, NULL},
  {"setSlot", builtins_set_slot, 2, NULL},
};
const struct eddy_binding eddy_binding_builtins = {
  "builtins", builtins_methods, COUNTOF(builtins_methods), NULL, 0, NULL,
};

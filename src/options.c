// SPDX-License-Identifier: MIT
/* options.c: the command line: which options there are, where the script begins, what goes to V8. */
#include "options.h"

#include "eddy.h"

enum option_type { OPTION_BOOL, OPTION_STRING, OPTION_LIST, OPTION_NUMBER };
struct option {
  const char *name;
  enum option_type type;
  bool value;              /* default of a boolean */
  const char *text;        /* default, later value, of the others */
  const char *short_name;
  bool given;
  char **items; int count; /* of a list */
};

static struct option options[] = {
  {.name = "--eval", .type = OPTION_STRING, .short_name = "-e"},
  {.name = "--print", .type = OPTION_BOOL, .short_name = "-p"},
  {.name = "--check", .type = OPTION_BOOL, .short_name = "-c"},
  {.name = "--interactive", .type = OPTION_BOOL, .short_name = "-i"},
  {.name = "--require", .type = OPTION_LIST, .short_name = "-r"},
  {.name = "--import", .type = OPTION_LIST},
  {.name = "--conditions", .type = OPTION_LIST, .short_name = "-C"},
  {.name = "--input-type", .type = OPTION_STRING, .text = ""},
  {.name = "--version", .type = OPTION_BOOL, .short_name = "-v"},
  {.name = "--help", .type = OPTION_BOOL, .short_name = "-h"},
  {.name = "--test", .type = OPTION_BOOL},
  {.name = "--warnings", .type = OPTION_BOOL, .value = true},
  {.name = "--deprecation", .type = OPTION_BOOL, .value = true},
  {.name = "--pending-deprecation", .type = OPTION_BOOL},
  {.name = "--trace-deprecation", .type = OPTION_BOOL},
  {.name = "--throw-deprecation", .type = OPTION_BOOL},
  {.name = "--trace-warnings", .type = OPTION_BOOL},
  {.name = "--trace-uncaught", .type = OPTION_BOOL},
  {.name = "--unhandled-rejections", .type = OPTION_STRING},
  {.name = "--max-http-header-size", .type = OPTION_NUMBER, .text = "16384"},
  {.name = "--insecure-http-parser", .type = OPTION_BOOL},
  {.name = "--expose-internals", .type = OPTION_BOOL},
  {.name = "--preserve-symlinks", .type = OPTION_BOOL},
  {.name = "--preserve-symlinks-main", .type = OPTION_BOOL},
};

static char **v8_args;
static int v8_count;

static struct option *find(const char *name, size_t len, bool *negated) {
  *negated = false;
  for (size_t i = 0; i < COUNTOF(options); i++) {
    struct option *o = &options[i];
    if (strlen(o->name) == len && memcmp(o->name, name, len) == 0) return o;
    if (o->short_name && strlen(o->short_name) == len && memcmp(o->short_name, name, len) == 0) return o;
    if (o->type == OPTION_BOOL && len > 5 && memcmp(name, "--no-", 5) == 0 &&
        strlen(o->name) == len - 3 && memcmp(o->name + 2, name + 5, len - 5) == 0) {
      *negated = true;
      return o;
    }
  }
  return NULL;
}

static void take(struct option *o, char *value) {
  o->given = true;
  if (o->type != OPTION_LIST) {
    o->text = value;
    return;
  }
  o->items = eddy_realloc(o->items, sizeof *o->items * (size_t)(o->count + 1));
  o->items[o->count++] = value;
}

int eddy_options_parse(void) {
  char **argv = eddy_process.argv;
  int argc = eddy_process.argc, i = 1;
  v8_args = eddy_calloc((size_t)argc + 2, sizeof *v8_args);
  v8_args[v8_count++] = argv[0];
  for (; i < argc; i++) {
    char *arg = argv[i];
    if (arg[0] != '-' || strcmp(arg, "-") == 0) break;
    if (strcmp(arg, "--") == 0) break;
    char *equals = strchr(arg, '=');
    const size_t len = equals ? (size_t)(equals - arg) : strlen(arg);
    bool negated;
    struct option *o = find(arg, len, &negated);
    if (strcmp(arg, "-pe") == 0) {
      find("--print", 7, &negated)->value = true;
      o = find("--eval", 6, &negated);
    }
    if (o == NULL) {
      v8_args[v8_count++] = arg; /* V8 knows it, or nobody: see eddy_options_v8 */
      continue;
    }
    if (o->type == OPTION_BOOL) {
      o->value = !negated;
      o->given = true;
      if (strcmp(o->name, "--print") == 0 && i + 1 < argc && !(argv[i + 1][0] == '-' && argv[i + 1][1])) {
        take(find("--eval", 6, &negated), argv[++i]);
      }
      continue;
    }
    if (equals) {
      take(o, equals + 1);
    } else if (i + 1 < argc) {
      take(o, argv[++i]);
    } else {
      fprintf(stderr, "%s: %s requires an argument\n", argv[0], arg);
      return 9;
    }
  }
  eddy_process.exec_argc = i - 1;
  eddy_process.exec_argv = argv + 1;
  if (i < argc && strcmp(argv[i], "--") == 0) i++;
  eddy_process.script_argc = argc - i;
  eddy_process.script_argv = argv + i;
  return 0;
}

int eddy_options_v8(char ***argv) {
  *argv = v8_args;
  return v8_count;
}

/* ---- the binding ----------------------------------------------------------------------------------- */

static napi_value option_value(napi_env env, const struct option *o) {
  switch (o->type) {
    case OPTION_BOOL: return eddy_bool(env, o->value);
    case OPTION_NUMBER: return eddy_f64(env, strtod(o->text ? o->text : "0", NULL));
    case OPTION_STRING: return o->text ? eddy_utf8(env, o->text, (size_t)-1) : eddy_undefined(env);
    case OPTION_LIST: break;
  }
  napi_value list = eddy_array(env, NULL, 0);
  for (int i = 0; i < o->count; i++) {
    eddy_set_index(env, list, (uint32_t)i, eddy_utf8(env, o->items[i], (size_t)-1));
  }
  return list;
}

/* getOptions() -> { '--name': value } */
static napi_value options_get(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value result = eddy_object_null(env);
  for (size_t i = 0; i < COUNTOF(options); i++) {
    eddy_set(env, result, options[i].name, option_value(env, &options[i]));
  }
  return result;
}

static const struct eddy_method options_methods[] = {{"getOptions", options_get, 0, NULL}};
const struct eddy_binding eddy_binding_options = {
  "options", options_methods, COUNTOF(options_methods), NULL, 0, NULL,
};

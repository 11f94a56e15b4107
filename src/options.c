// SPDX-License-Identifier: MIT
/* options.c: the command line: which options there are (options.def), where the script begins, what goes
 * to V8, NODE_OPTIONS, --env-file. Called by main before the engine is there; the values are read by
 * lib/internal/options.js through the binding `options`. */
#include "options.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include "config_file.h"
#include "eddy.h"
#include "sea.h"

enum { NAME_SIZE = 56 };
enum option_type { BOOL, STRING, LIST, NUMBER, NOOP, V8 };
struct option {
  char name[NAME_SIZE];    /* here, and not somewhere: a search reads two pages, not one megabyte of all constants */
  enum option_type type;
  bool in_env;             /* allowed in NODE_OPTIONS */
  const char *initial;     /* default: ON or OFF for a boolean */
  bool value;              /* of a boolean */
  bool configured;         /* set by the configuration file */
  char *text;              /* of the others, when given */
  char **items; int count; /* of a list */
};
#define ON "1"
#define OFF NULL
#define NONE NULL
#define OPTION(name, type, in_env, initial) {name, type, in_env, initial, false, false, NULL, NULL, 0},
static struct option options[] = {
#include "options.def"
};

/* Other spellings; `second` is switched on too. */
static const struct alias { const char *name, *first, *second; } aliases[] = {
  {"-e", "--eval", NULL}, {"-p", "--print", NULL}, {"-c", "--check", NULL}, {"-i", "--interactive", NULL},
  {"-r", "--require", NULL}, {"-C", "--conditions", NULL}, {"-v", "--version", NULL},
  {"-h", "--help", NULL}, {"-pe", "--eval", "--print"}, {"--loader", "--experimental-loader", NULL},
  {"--debug-port", "--inspect-port", NULL}, {"--security-reverts", "--security-revert", NULL},
  {"--es-module-specifier-resolution", "--experimental-specifier-resolution", NULL},
  {"--report-directory", "--report-dir", NULL},
  {"--experimental-strip-types", "--strip-types", NULL},
  {"--experimental-test-isolation", "--test-isolation", NULL},
  {"--enable-network-family-autoselection", "--network-family-autoselection", NULL},
};
/* An option that switches another one on. */
static const struct { const char *name, *implied; } implications[] = {
  {"--experimental-transform-types", "--strip-types"},
  {"--experimental-transform-types", "--enable-source-maps"},
  {"--inspect-brk", "--inspect"}, {"--inspect-wait", "--inspect"}, {"--watch-path", "--watch"},
  {"--trace-env-js-stack", "--trace-env"}, {"--trace-env-native-stack", "--trace-env"},
  {"--eval", "[has_eval_string]"}, {"--env-file", "[has_env_file_string]"},
  {"--env-file-if-exists", "[has_env_file_string]"}, {"--test-random-seed", "[has_test_random_seed]"},
  {"--test-random-seed", "--test-randomize"}, {"--build-snapshot-config", "--build-snapshot"},
};

static char **v8_args;
static int v8_count;

static int fail(int code, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fprintf(stderr, "%s: ", eddy_process.argv[0]);
  vfprintf(stderr, format, args);
  fputc('\n', stderr);
  va_end(args);
  return code;
}

/* ---- looking up ------------------------------------------------------------------------------------ */

/* '_' and '-' are the same behind the leading dashes. */
static bool same_name(const char *option, const char *given, size_t len) {
  for (size_t i = 0; i < len; i++) {
    const char c = given[i] == '_' && i > 1 ? '-' : given[i];
    if (option[i] != c) return false;
  }
  return option[len] == 0;
}

static struct option *find_exact(const char *name, size_t len) {
  for (size_t i = 0; i < COUNTOF(options); i++) {
    if (same_name(options[i].name, name, len)) return &options[i];
  }
  return NULL;
}

static struct option *find_name(const char *name) {
  for (size_t i = 0; i < COUNTOF(options); i++) {
    if (options[i].name[2] == name[2] && strcmp(options[i].name, name) == 0) return &options[i]; /* "--…", "[…" */
  }
  return NULL;
}

static struct option *find(const char *name, size_t len, bool *negated, const struct alias **alias) {
  *negated = false;
  *alias = NULL;
  if (len == 0 || name[0] == '[') return NULL;
  if (name[1] != '-' && name[len] == '=') return NULL; /* -e=1 is none */
  for (size_t i = 0; i < COUNTOF(aliases); i++) {
    if (!same_name(aliases[i].name, name, len)) continue;
    *alias = &aliases[i];
    return find_name(aliases[i].first);
  }
  struct option *o = find_exact(name, len);
  if (o || len <= 5 || (memcmp(name, "--no-", 5) != 0 && memcmp(name, "--no_", 5) != 0)) return o;
  char positive[128];
  if (len - 3 >= sizeof positive) return NULL;
  memcpy(positive, "--", 2);
  memcpy(positive + 2, name + 5, len - 5);
  *negated = true;
  const struct alias *unused;
  bool again;
  if (len > 8 && memcmp(name + 5, "no-", 3) == 0) return NULL;
  o = find(positive, len - 3, &again, &unused);
  return o;
}

bool eddy_option_bool(const char *name) {
  const struct option *o = find_name(name);
  return o && o->type == BOOL && o->value;
}
const char *eddy_option_text(const char *name) {
  const struct option *o = find_name(name);
  if (!o) return NULL;
  if (o->type == LIST) return o->count ? o->items[o->count - 1] : NULL;
  return o->text ? o->text : o->initial;
}

/* ---- taking one argument ----------------------------------------------------------------------------- */

static void take(struct option *o, char *value) {
  if (o->type != LIST) {
    o->text = value;
    return;
  }
  o->items = eddy_realloc(o->items, sizeof *o->items * (size_t)(o->count + 1));
  o->items[o->count++] = value;
}

static void to_v8(char *arg) {
  v8_args = eddy_realloc(v8_args, sizeof *v8_args * (size_t)(v8_count + 2));
  v8_args[v8_count++] = arg;
  v8_args[v8_count] = NULL;
}

static void imply(const struct option *o) {
  for (size_t i = 0; i < COUNTOF(implications); i++) {
    if (strcmp(implications[i].name, o->name) == 0) find_name(implications[i].implied)->value = true;
  }
}

static void set_boolean(struct option *o, bool on) {
  o->value = on;
  if (on) imply(o);
  if (on && strcmp(o->name, "--experimental-shadow-realm") == 0) to_v8("--harmony-shadow-realm");
  if (strcmp(o->name, "--experimental-transform-types") == 0) find_name("[erasable_types_only]")->value = !on;
}

/* V8 flags of which the library wants to know, too. */
static void note_v8(const struct option *o, char *arg) {
  if (strcmp(o->name, "--stack-trace-limit") == 0) to_v8(arg);
}

static bool is_option(const char *arg) { return arg[0] == '-' && arg[1] != 0; }

/* Options whose value is not as that of others. */
static int check_odd_value(const struct option *o, const char *equals, bool negated, const char *arg) {
  if (strcmp(o->name, "--experimental-default-config-file") == 0) {
    if (negated) return fail(9, "%s is an invalid negation because it is not a boolean option", arg);
    if (equals) return fail(9, "%s does not take an argument", o->name);
  }
  if (strcmp(o->name, "--force-fips") == 0 && equals) {
    if (equals[1] == 0) return fail(9, "%s requires an argument", arg);
    if (strcmp(equals, "=provider") != 0 && strcmp(equals, "=strict") != 0) {
      return fail(9, "invalid value for --force-fips; expected 'provider' or 'strict'");
    }
  }
  return 0;
}

/* Takes argv[*i]; returns an exit code or 0. from_env: the words of NODE_OPTIONS. */
static int take_argument(char **argv, int argc, int *i, bool from_env) {
  char *arg = argv[*i];
  char *equals = strchr(arg, '=');
  const size_t len = equals ? (size_t)(equals - arg) : strlen(arg);
  bool negated;
  const struct alias *alias;
  struct option *o = find(arg, len, &negated, &alias);
  if (from_env && (!o || !o->in_env)) {
    return fail(9, "%.*s is not allowed in NODE_OPTIONS", (int)(equals && arg[1] == '-' ? len + 1 : strlen(arg)), arg);
  }
  if (!o || o->type == V8) {
    if (o && o->type == V8) o->value = !negated;
    to_v8(arg);
    return 0;
  }
  if (negated && o->type != BOOL && o->type != NOOP) {
    return fail(9, "%s is an invalid negation because it is not a boolean option", arg);
  }
  if (alias && alias->second) find_name(alias->second)->value = true;
  if (o->type == NOOP) return 0;
  if (check_odd_value(o, equals, negated, arg) != 0) return 9;
  if (strcmp(o->name, "--experimental-config-file") == 0 && !equals) { /* has been read, see config_path */
    take(o, strdup("node.config.json"));
    return 0;
  }
  if (o->type == BOOL) {
    set_boolean(o, !negated);
    if (equals && strncmp(o->name, "--inspect", 9) == 0) take(find_name("--inspect-port"), equals + 1);
    const bool takes_code = strcmp(o->name, "--print") == 0 && !from_env && *i + 1 < argc && argv[*i + 1][0] != '-';
    if (!takes_code) return 0;
    o = find_name("--eval");
    equals = NULL;
  }
  char *value;
  if (equals) {
    value = equals + 1;
    if (*value == 0) return fail(9, "%s requires an argument", arg);
  } else if (*i + 1 < argc && !(is_option(argv[*i + 1]) && !from_env)) {
    value = argv[++*i];
    if (value[0] == '\\' && value[1] == '-') value++; /* an escaped leading dash */
  } else {
    return fail(9, "%s requires an argument", alias && alias->second ? alias->first : arg);
  }
  take(o, value);
  imply(o);
  note_v8(o, arg);
  return 0;
}

/* ---- NODE_OPTIONS ------------------------------------------------------------------------------------ */

/* Splits at spaces; "…" keeps them, \ takes the next character in quotes. Returns the number of words,
 * -1 for an unterminated string. */
static int split_words(const char *text, char ***words) {
  char **list = NULL;
  int count = 0;
  while (*text) {
    while (*text == ' ') text++;
    if (!*text) break;
    char *word = eddy_alloc(strlen(text) + 1), *to = word;
    bool quoted = false;
    for (; *text && (quoted || *text != ' '); text++) {
      if (*text == '\\' && quoted) {
        if (!*++text) return -1;
        *to++ = *text;
      } else if (*text == '"') {
        quoted = !quoted;
      } else {
        *to++ = *text;
      }
    }
    if (quoted) return -1;
    *to = 0;
    list = eddy_realloc(list, sizeof *list * (size_t)(count + 1));
    list[count++] = word;
  }
  *words = list;
  return count;
}

static int parse_node_options(const char *text) {
  if (!text || !*text) return 0;
  char **words = NULL;
  const int count = split_words(text, &words);
  if (count < 0) {
    return fail(9, "invalid value for NODE_OPTIONS (unterminated string)\n");
  }
  for (int i = 0; i < count; i++) {
    if (!is_option(words[i])) continue;
    const int code = take_argument(words, count, &i, true);
    if (code != 0) return code;
  }
  return 0;
}

/* ---- --env-file ---------------------------------------------------------------------------------------- */

static void set_if_absent(void *data, const char *key, const char *value) {
  (void)data;
  setenv(key, value, 0);
}

/* The whole file; NULL with errno. */
static char *read_file(const char *path, size_t *len) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  size_t size = 4096;
  char *text = eddy_alloc(size);
  *len = 0;
  for (size_t n; (n = fread(text + *len, 1, size - *len, file)) > 0;) {
    *len += n;
    if (*len == size) text = eddy_realloc(text, size *= 2);
  }
  fclose(file);
  return text;
}

static void load_env_file(const char *path) {
  size_t len;
  char *text = read_file(path, &len);
  if (!text) return;
  eddy_dotenv_parse(text, len, set_if_absent, NULL);
  free(text);
}

/* The files come before NODE_OPTIONS, which they may set: the command line is looked through for them
 * first. A later file wins over an earlier one, the environment over both. */
static int load_env_files(int argc, char **argv) {
  const char *files[64];
  bool required[64];
  int count = 0;
  bool watches = false;
  for (int i = 1; i < argc && is_option(argv[i]) && strcmp(argv[i], "--") != 0; i++) {
    watches |= strncmp(argv[i], "--watch", 7) == 0;
    char *equals = strchr(argv[i], '=');
    const size_t len = equals ? (size_t)(equals - argv[i]) : strlen(argv[i]);
    const bool always = same_name("--env-file", argv[i], len);
    if (!always && !same_name("--env-file-if-exists", argv[i], len)) {
      bool negated;
      const struct alias *alias;
      const struct option *o = find(argv[i], len, &negated, &alias);
      if (o && !equals && (o->type == STRING || o->type == LIST || o->type == NUMBER)) i++;
      continue;
    }
    const char *file = equals ? equals + 1 : i + 1 < argc ? argv[++i] : NULL;
    if (!file || count == (int)COUNTOF(files)) continue;
    files[count] = file;
    required[count++] = always;
  }
  for (int i = 0; i < count; i++) {
    FILE *file = fopen(files[i], "rb");
    /* Only what can be read: a directory can be opened. */
    if (file && fgetc(file) == EOF && ferror(file)) {
      fclose(file);
      return fail(9, "%s: invalid format", files[i]);
    }
    if (!file && required[i]) return fail(9, "%s: not found", files[i]);
    if (!file) fprintf(stderr, "%s not found. Continuing without it.\n", files[i]);
    if (file) fclose(file);
  }
  /* under --watch the child reads them, each time anew */
  while (!watches && count-- > 0) load_env_file(files[count]);
  return 0;
}

/* ---- node.config.json ------------------------------------------------------------------------------- */

/* Options that a namespace of its own may hold; in "nodeOptions" may stand what NODE_OPTIONS may hold. */
static bool in_namespace(const char *space, const char *name) {
  if (strcmp(space, "testRunner") == 0) {
    return strncmp(name, "--test-", 7) == 0 || strncmp(name, "--experimental-test-", 20) == 0;
  }
  if (strcmp(space, "watch") == 0) return strncmp(name, "--watch", 7) == 0;
  return strcmp(space, "permission") == 0 && (strcmp(name, "--permission") == 0 || strncmp(name, "--allow-", 8) == 0);
}

static bool fits(const struct option *o, enum config_kind kind, const char *text) {
  switch (kind) {
    case CONFIG_TRUE: case CONFIG_FALSE: return o->type == BOOL;
    case CONFIG_NUMBER: return strcmp(o->name, "--inspect-port") == 0 || (o->type == NUMBER && text[0] != '-');
    case CONFIG_STRING: return o->type == STRING || o->type == LIST;
    case CONFIG_ITEM: return o->type == LIST;
    case CONFIG_OTHER: break;
  }
  return false;
}

static int complain(const char *format, const char *a, const char *b) {
  fprintf(stderr, format, a, b);
  fputc('\n', stderr);
  return 9;
}

static int config_option(void *path, const char *space, const char *key, enum config_kind kind, const char *text) {
  static struct option *current; /* a list takes several items */
  const bool general = strcmp(space, "nodeOptions") == 0;
  if (!general && strcmp(space, "testRunner") != 0 && strcmp(space, "watch") != 0 && strcmp(space, "permission") != 0) {
    return 0;
  }
  if (!key) return complain("\"%s\" value unexpected for %s", space, path);
  char name[128];
  snprintf(name, sizeof name, "--%s", key);
  struct option *o = find_exact(name, strlen(name));
  if (o && o->type == V8) return complain("V8 flag %s is currently not supported", o->name, NULL);
  if (!o || key[0] == '[' || !(general ? o->in_env : in_namespace(space, o->name))) {
    return complain("Unknown or not allowed option %s for namespace %s", key, space);
  }
  if (o->type == NOOP) return complain("No-op flag %s is currently not supported", o->name, NULL);
  if (o->configured && !(kind == CONFIG_ITEM && o == current)) return complain("Option %s is already defined", o->name, NULL);
  if (!fits(o, kind, text)) return complain("Invalid value for %s", o->name, NULL);
  if (kind >= CONFIG_STRING && strstr(text, " -")) {
    return complain("The number of NODE_OPTIONS doesn't match the number of flags in the config file", NULL, NULL);
  }
  o->configured = true;
  current = o;
  if (o->type == BOOL) {
    set_boolean(o, kind == CONFIG_TRUE);
  } else {
    take(o, strdup(text));
    imply(o);
  }
  return 0;
}

/* The file of the last --experimental-config-file; node.config.json when it names none. */
static const char *config_path(int argc, char **argv) {
  const char *path = NULL;
  for (int i = 1; i < argc && is_option(argv[i]) && strcmp(argv[i], "--") != 0; i++) {
    char *equals = strchr(argv[i], '=');
    const size_t len = equals ? (size_t)(equals - argv[i]) : strlen(argv[i]);
    bool negated;
    const struct alias *alias;
    const struct option *o = find(argv[i], len, &negated, &alias);
    if (!o) continue;
    const bool named = strcmp(o->name, "--experimental-config-file") == 0;
    if (named || strcmp(o->name, "--experimental-default-config-file") == 0) {
      if (negated || (equals && (!named || equals[1] == 0))) return NULL; /* an error, see check_odd_value */
      path = equals ? equals + 1 : "node.config.json";
    } else if (!equals && (o->type == STRING || o->type == LIST || o->type == NUMBER)) {
      i++;
    }
  }
  return path;
}

static int load_config(const char *path) {
  if (!path) return 0;
  size_t len;
  char *text = read_file(path, &len);
  if (!text) {
    fprintf(stderr, "Cannot read configuration from %s: %s\n", path,
            errno == EACCES ? "permission denied" : "no such file or directory");
    return fail(9, "%s: not found", path);
  }
  const int result = config_parse(text, len, config_option, (void *)path);
  free(text);
  if (result == CONFIG_SYNTAX) fprintf(stderr, "Can't parse %s\n", path);
  if (result == CONFIG_ROOT) fprintf(stderr, "Root value unexpected not an object for %s\n\n", path);
  return result == 0 ? 0 : fail(9, "%s: invalid content", path);
}

/* ---- the whole command line ------------------------------------------------------------------------------ */

static bool given(const char *name) { return find_name(name)->text != NULL; }
bool eddy_option_given(const char *name) { return given(name); }

static bool one_of(const char *text, const char *const *list) {
  while (*list && strcmp(text, *list) != 0) list++;
  return *list != NULL;
}

/* Options that only say how something is done that another one asks for. */
static int check_companions(void) {
  static const char *const names[][2] = {
    {"--cpu-prof-name", "--cpu-prof"},   {"--cpu-prof-dir", "--cpu-prof"},   {"--cpu-prof-interval", "--cpu-prof"},
    {"--heap-prof-name", "--heap-prof"}, {"--heap-prof-dir", "--heap-prof"}, {"--heap-prof-interval", "--heap-prof"},
  };
  for (size_t i = 0; i < COUNTOF(names); i++) {
    if (given(names[i][0]) && !eddy_option_bool(names[i][1])) return fail(9, "%s must be used with %s", names[i][0], names[i][1]);
  }
  return 0;
}

static int check_security(void) {
  const struct option *revert = find_name("--security-revert");
  if (revert->count > 0) return fail(12, "Error: Attempt to revert an unknown CVE [%s]", revert->items[0]);
  const long heap = atol(eddy_option_text("--secure-heap")), least = atol(eddy_option_text("--secure-heap-min"));
  if (heap < 0 || (heap & (heap - 1)) != 0) return fail(9, "--secure-heap must be a power of 2");
  if (heap > 0 && (least < 0 || (least & (least - 1)) != 0)) return fail(9, "--secure-heap-min must be a power of 2");
  return 0;
}

/* What `eddy serve` and --workers take. */
static int check_serve(void) {
  static const char *const balances[] = {"round-robin", "least-loaded", "sticky", "shared", NULL};
  static const char *const logs[] = {"prefix", "plain", NULL};
  const char *workers = eddy_option_text("--workers");
  char *end = NULL;
  const long count = workers ? strtol(workers, &end, 10) : 1;
  if (workers && strcmp(workers, "auto") != 0 && (*end || end == workers || count < 1 || count > 1024)) {
    return fail(9, "--workers must be \"auto\" or a number from 1 to 1024");
  }
  if (!one_of(eddy_option_text("--balance"), balances)) {
    return fail(9, "--balance must be \"round-robin\", \"least-loaded\", \"sticky\" or \"shared\"");
  }
  if (!one_of(eddy_option_text("--worker-log"), logs)) return fail(9, "--worker-log must be \"prefix\" or \"plain\"");
  static const char *const times[] = {"--drain-timeout", "--start-timeout", NULL};
  for (size_t i = 0; times[i]; i++) {
    const char *text = eddy_option_text(times[i]);
    const double ms = strtod(text, &end);
    if (*end || end == text || !(ms >= 0 && ms <= 2147483647)) {
      return fail(9, "%s must be a number of milliseconds", times[i]);
    }
  }
  return 0;
}

static int check_watch(void) {
  if (!eddy_option_bool("--watch")) return 0;
  if (eddy_option_bool("--check")) return fail(9, "either --watch or --check can be used, not both");
  if (given("--eval")) return fail(9, "either --watch or --eval can be used, not both");
  if (eddy_option_bool("--interactive")) {
    return fail(9, "either --watch or --interactive can be used, not both");
  }
  if (eddy_option_bool("--test-force-exit")) {
    return fail(9, "either --watch or --test-force-exit can be used, not both");
  }
  return 0;
}

/* Ports, and where the address is told: [host:]port of the four options, a list of names. */
static int check_inspector(void) {
  const char *text = eddy_option_text("--inspect-port");
  const char *colon = strrchr(text, ':');
  const char *digits = colon ? colon + 1 : text;
  if (*digits && strspn(digits, "0123456789") == strlen(digits)) {
    const unsigned long port = strtoul(digits, NULL, 10);
    if (port != 0 && (port < 1024 || port > 65535)) return fail(9, "must be 0 or in range 1024 to 65535.");
  }
  for (const char *name = eddy_option_text("--inspect-publish-uid"); *name;) {
    const size_t len = strcspn(name, ",");
    if (!(len == 4 && memcmp(name, "http", 4) == 0) && !(len == 6 && memcmp(name, "stderr", 6) == 0)) {
      return fail(9, "--inspect-publish-uid destination can be stderr or http");
    }
    name += len + (name[len] == ',');
  }
  return 0;
}

/* Options of Node.js of which there is nothing here: better said than taken in silence. */
static int check_refused(void) {
  if (eddy_option_bool("--prof-process")) {
    return fail(9, "--prof-process is not in Eddy: --cpu-prof writes profiles that browsers and editors open; "
                   "what --prof has written is read by Node's --prof-process");
  }
  if (eddy_option_bool("--experimental-stream-iter")) {
    return fail(9, "--experimental-stream-iter is not in Eddy: stream/iter came after Node.js " EDDY_NODE_VERSION
                   ", which Eddy answers as; stream, stream/promises and stream/web are there");
  }
  if (given("--experimental-package-map")) {
    return fail(9, "--experimental-package-map is not in Eddy: package maps came after Node.js " EDDY_NODE_VERSION
                   ", which Eddy answers as; \"imports\" of package.json and module.registerHooks() map names too");
  }
  return 0;
}

static int check_tls(void) {
  if (eddy_option_bool("--tls-min-v1.3") && eddy_option_bool("--tls-max-v1.2")) {
    return fail(9, "either --tls-min-v1.3 or --tls-max-v1.2 can be used, not both");
  }
  if (eddy_option_bool("--use-openssl-ca") && eddy_option_bool("--use-bundled-ca")) {
    return fail(9, "either --use-openssl-ca or --use-bundled-ca can be used, not both");
  }
  if (eddy_option_bool("--use-openssl-ca") && eddy_option_bool("--use-system-ca")) {
    return fail(9, "either --use-openssl-ca or --use-system-ca can be used, not both");
  }
  return 0;
}

static int check_values(void) {
  int code = check_companions();
  if (code == 0) code = check_refused();
  if (code != 0) return code;
  const char *type = eddy_option_text("--input-type");
  if (*type && strcmp(type, "module") != 0 && strcmp(type, "commonjs") != 0 &&
      strcmp(type, "module-typescript") != 0 && strcmp(type, "commonjs-typescript") != 0) {
    return fail(9, "--input-type must be \"module\",\"commonjs\", \"module-typescript\" or "
                   "\"commonjs-typescript\"");
  }
  if (eddy_option_bool("--debug") || eddy_option_bool("--debug-brk")) {
    return fail(9, "[DEP0062]: `node --debug` and `node --debug-brk` are invalid. Please use `node --inspect` and "
                   "`node --inspect-brk` instead.");
  }
  static const char *const pages[] = {"off", "on", "silent", NULL};
  if (!one_of(eddy_option_text("--use-largepages"), pages)) return fail(9, "invalid value for --use-largepages");
  const char *mode = eddy_option_text("--unhandled-rejections");
  static const char *const modes[] = {"", "warn", "warn-with-error-code", "throw", "strict", "none"};
  bool known = false;
  for (size_t i = 0; i < COUNTOF(modes); i++) known |= strcmp(mode, modes[i]) == 0;
  if (!known) return fail(9, "invalid value for --unhandled-rejections");
  const char *trace = eddy_option_text("--trace-require-module");
  if (*trace && strcmp(trace, "all") != 0 && strcmp(trace, "no-node-modules") != 0) {
    return fail(9, "invalid value for --trace-require-module");
  }
  const char *alarm = eddy_option_text("--loop-alarm");
  if (*alarm && (strspn(alarm, "0123456789") != strlen(alarm) || strlen(alarm) > 9 || strtoul(alarm, NULL, 10) == 0)) {
    return fail(9, "--loop-alarm takes milliseconds, 1 or more: %s", alarm);
  }
  const char *share = eddy_option_text("--max-old-space-size-percentage");
  if (*share) {
    char *end;
    const double percent = strtod(share, &end);
    if (*end || !(percent > 0 && percent <= 100)) {
      return fail(9, "--max-old-space-size-percentage must be greater than 0 and up to 100. Got: %s", share);
    }
    char *flag = eddy_alloc(64);
    snprintf(flag, 64, "--max-old-space-size=%.0f", eddy_memory_usable() / 1048576 * percent / 100);
    to_v8(flag);
  }
  const char *proto = eddy_option_text("--disable-proto");
  if (*proto && strcmp(proto, "delete") != 0 && strcmp(proto, "throw") != 0) {
    return fail(12, "invalid mode passed to --disable-proto");
  }
  if (eddy_option_bool("--check") && given("--eval")) {
    return fail(9, "either --check or --eval can be used, not both");
  }
  if (check_watch() != 0) return 9;
  if (check_inspector() != 0) return 9;
  if (eddy_option_bool("--test")) {
    static const char *const isolations[] = {"process", "none", NULL};
    if (!one_of(eddy_option_text("--test-isolation"), isolations)) return fail(9, "invalid value for --test-isolation");
    if (eddy_option_bool("--check")) return fail(9, "either --test or --check can be used, not both");
    if (given("--eval")) return fail(9, "either --test or --eval can be used, not both");
    if (eddy_option_bool("--interactive")) {
      return fail(9, "either --test or --interactive can be used, not both");
    }
    if (find_name("--watch-path")->count) return fail(9, "--watch-path cannot be used in combination with --test");
  }
  if (check_tls() != 0) return 9;
  if (atol(eddy_option_text("--heapsnapshot-near-heap-limit")) < 0) {
    return fail(9, "--heapsnapshot-near-heap-limit must not be negative");
  }
  return check_security();
}

/* Options, then other spellings. */
static const char *completion_name(size_t i) {
  if (i < COUNTOF(options)) return options[i].name[0] == '[' ? "--" : options[i].name;
  i -= COUNTOF(options);
  return i < COUNTOF(aliases) ? aliases[i].name : NULL;
}

/* Edit distance of two names, or `limit` + 1. */
static int name_distance(const char *a, size_t alen, const char *b, size_t blen, int limit) {
  int row[64];
  if (alen >= 63 || blen >= 63) return limit + 1;
  for (size_t j = 0; j <= blen; j++) row[j] = (int)j;
  for (size_t i = 1; i <= alen; i++) {
    int diagonal = row[0];
    row[0] = (int)i;
    for (size_t j = 1; j <= blen; j++) {
      const int substituted = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      int least = substituted < row[j] + 1 ? substituted : row[j] + 1;
      if (row[j - 1] + 1 < least) least = row[j - 1] + 1;
      row[j] = least;
    }
  }
  return row[blen];
}

const char *eddy_option_nearest(const char *arg) {
  const size_t len = strcspn(arg, "=");
  const int limit = len < 6 ? 1 : len < 10 ? 2 : 3;
  int least = limit + 1;
  const char *best = NULL, *name;
  static char negated[128];
  const bool no = len > 5 && memcmp(arg, "--no-", 5) == 0;
  for (size_t i = 0; (name = completion_name(i)) != NULL; i++) {
    if (strlen(name) < 4) continue;
    const int distance = no ? name_distance(arg + 5, len - 5, name + 2, strlen(name) - 2, limit)
                            : name_distance(arg, len, name, strlen(name), limit);
    if (distance >= least) continue;
    least = distance;
    best = name;
  }
  if (!best || !no) return best;
  snprintf(negated, sizeof negated, "--no-%s", best + 2);
  return negated;
}

/* Whether --version or the like is all that is wanted. */
static bool wants_information(void) {
  if (eddy_option_bool("--version") || eddy_option_bool("--completion-bash") || eddy_option_bool("--help")) return true;
  if (eddy_option_bool("--v8-options")) to_v8("--help"); /* V8 prints them, and ends the process */
  return false;
}

void eddy_options_print(void) {
  if (eddy_option_bool("--version")) printf("v%s\n", EDDY_NODE_VERSION);
  else if (eddy_option_bool("--completion-bash")) eddy_options_completion(completion_name);
  else eddy_options_help();
}

/* A single executable: its own options, then what its user may add; all arguments are the application's. */
static int parse_for_sea(void) {
  char **words;
  int count = eddy_sea_exec_argv(&words), code = 0, i = 1;
  eddy_process.exec_argc = count;
  eddy_process.exec_argv = words;
  if (strcmp(eddy_sea_extension(), "env") == 0) code = parse_node_options(getenv("NODE_OPTIONS"));
  for (int w = 0; code == 0 && w < count; w++) code = take_argument(words, count, &w, false);
  static const char prefix[] = "--node-options=";
  if (code == 0 && eddy_process.argc > 1 && strcmp(eddy_sea_extension(), "cli") == 0 &&
      strncmp(eddy_process.argv[1], prefix, sizeof prefix - 1) == 0) {
    count = split_words(eddy_process.argv[i++] + sizeof prefix - 1, &words);
    if (count < 0) return fail(9, "invalid value for --node-options (unterminated string)");
    for (int w = 0; code == 0 && w < count; w++) code = take_argument(words, count, &w, true);
  }
  if (code == 0) code = check_values();
  eddy_process.script_argc = eddy_process.argc - i + 1;
  eddy_process.script_argv = eddy_alloc(sizeof(char *) * (size_t)(eddy_process.script_argc + 1));
  eddy_process.script_argv[0] = eddy_process.exec_path;
  memcpy(eddy_process.script_argv + 1, eddy_process.argv + i, sizeof(char *) * (size_t)(eddy_process.argc - i));
  eddy_process.script_argv[eddy_process.script_argc] = NULL;
  return code;
}

/* `eddy serve app.js`: words in front of the script that say what to do. A program of that name, as
 * Node would find it, goes before. */
static bool is_verb(const char *word) {
  static const char *const verbs[] = {"serve", "status", "reload", "top"};
  static const char *const endings[] = {"", ".js", ".mjs", ".cjs", ".json", ".node"};
  bool known = false;
  for (size_t i = 0; i < COUNTOF(verbs); i++) known |= strcmp(word, verbs[i]) == 0;
  for (size_t i = 0; known && i < COUNTOF(endings); i++) {
    char path[32];
    snprintf(path, sizeof path, "%s%s", word, endings[i]);
    known = access(path, F_OK) != 0;
  }
  return known;
}

/* Variables that are "1" for an option; the command line can take it back. */
static void take_variables(void) {
  static const char *const variables[][2] = {
    {"NODE_PENDING_DEPRECATION", "--pending-deprecation"},
    {"NODE_PRESERVE_SYMLINKS", "--preserve-symlinks"},
    {"NODE_PRESERVE_SYMLINKS_MAIN", "--preserve-symlinks-main"},
    {"NODE_USE_SYSTEM_CA", "--use-system-ca"},
  };
  for (size_t i = 0; i < COUNTOF(variables); i++) {
    const char *value = getenv(variables[i][0]);
    if (value && strcmp(value, "1") == 0) set_boolean(find_name(variables[i][1]), true);
  }
}

static bool is_on_by_default(const struct option *o) { return o->type == BOOL && o->initial != NULL; }

void eddy_options_init(void) {
  for (size_t i = 0; i < COUNTOF(options); i++) options[i].value = is_on_by_default(&options[i]);
}

int eddy_options_parse(void) {
  char **argv = eddy_process.argv;
  const int argc = eddy_process.argc;
  eddy_options_init();
  to_v8(argv[0]);
  if (eddy_sea_present()) return parse_for_sea();
  /* Weakest first: NODE_OPTIONS of a --env-file, the configuration file, the environment, the command line. */
  const char *given_options = getenv("NODE_OPTIONS");
  int code = load_env_files(argc, argv);
  take_variables();
  if (code == 0 && !given_options) code = parse_node_options(getenv("NODE_OPTIONS"));
  if (code == 0) code = load_config(config_path(argc, argv));
  if (code == 0) code = parse_node_options(given_options);
  int i = 1;
  for (; code == 0 && i < argc; i++) {
    if (!given("[verb]") && !given("--eval") && !eddy_option_bool("--test") && is_verb(argv[i])) {
      find_name("[verb]")->text = argv[i];
      continue;
    }
    if (!is_option(argv[i]) || strcmp(argv[i], "--") == 0) break;
    code = take_argument(argv, argc, &i, false);
    if (given("--run")) { /* what follows belongs to the command */
      i++;
      break;
    }
  }
  if (code == 0) code = check_values();
  if (code == 0) code = check_serve();
  if (code != 0) return code;
  eddy_process.exec_argc = i - 1;
  eddy_process.exec_argv = argv + 1;
  if (i < argc && strcmp(argv[i], "--") == 0) i++;
  eddy_process.script_argc = argc - i;
  eddy_process.script_argv = argv + i;
  return wants_information() ? -1 : 0;
}

int eddy_options_v8(char ***argv) {
  *argv = v8_args;
  return v8_count;
}

/* ---- the binding ----------------------------------------------------------------------------------- */

static napi_value option_value(napi_env env, const struct option *o) {
  const char *text = o->text ? o->text : o->initial;
  switch (o->type) {
    case BOOL: return eddy_bool(env, o->value);
    case NUMBER: return eddy_f64(env, strtod(text ? text : "0", NULL));
    case STRING: return text ? eddy_utf8(env, text, (size_t)-1) : eddy_undefined(env);
    case V8: return o->value ? eddy_bool(env, true) : eddy_undefined(env);
    case NOOP: return eddy_undefined(env);
    case LIST: break;
  }
  napi_value list = eddy_array(env, NULL, 0);
  for (int i = 0; i < o->count; i++) {
    eddy_set_index(env, list, (uint32_t)i, eddy_utf8(env, o->items[i], (size_t)-1));
  }
  return list;
}

/* getOption(name) -> its value; undefined too when there is none of that name */
static napi_value options_get(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  if (!eddy_arg_str(env, info, 0, &name)) return NULL;
  const struct option *o = find_name(name.data);
  eddy_str_release(&name);
  return o ? option_value(env, o) : NULL;
}

/* anyGiven() -> whether one has another value than by default */
static napi_value options_any_given(napi_env env, napi_callback_info info) {
  bool any = false;
  for (size_t i = 0; i < COUNTOF(options) && !any; i++) {
    const struct option *o = &options[i];
    any = o->text != NULL || o->count > 0 || o->value != is_on_by_default(o);
  }
  (void)env;
  eddy_ret_bool(info, any);
  return NULL;
}

/* getEnvOptions() -> [name, takesValue, isBoolean]*: what NODE_OPTIONS may hold, aliases included */
static napi_value options_env(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value list = eddy_array(env, NULL, 0);
  uint32_t n = 0;
  for (size_t i = 0; i < COUNTOF(options); i++) {
    const struct option *o = &options[i];
    if (!o->in_env) continue;
    eddy_set_index(env, list, n++, eddy_utf8(env, o->name, (size_t)-1));
    eddy_set_index(env, list, n++, eddy_bool(env, o->type == BOOL));
  }
  for (size_t i = 0; i < COUNTOF(aliases); i++) {
    const struct option *o = find_name(aliases[i].first);
    if (!o->in_env || aliases[i].second) continue;
    eddy_set_index(env, list, n++, eddy_utf8(env, aliases[i].name, (size_t)-1));
    eddy_set_index(env, list, n++, eddy_bool(env, o->type == BOOL));
  }
  return list;
}

struct pair_target { napi_env env; napi_value object; };
static void pair_to_object(void *data, const char *key, const char *value) {
  const struct pair_target *t = data;
  napi_value name = eddy_utf8(t->env, key, (size_t)-1);
  napi_set_property(t->env, t->object, name, eddy_utf8(t->env, value, (size_t)-1));
}

/* parseEnv(text) -> { KEY: value } */
static napi_value options_parse_env(napi_env env, napi_callback_info info) {
  struct eddy_str text;
  if (!eddy_arg_str(env, info, 0, &text)) return NULL;
  struct pair_target target = {env, eddy_object(env)};
  eddy_dotenv_parse(text.data, text.len, pair_to_object, &target);
  eddy_str_release(&text);
  return target.object;
}

static const struct eddy_method options_methods[] = {
  {"getOption", options_get, 1, NULL},
  {"anyGiven", options_any_given, 0, NULL},
  {"getEnvOptions", options_env, 0, NULL},
  {"parseEnv", options_parse_env, 1, NULL},
};
const struct eddy_binding eddy_binding_options = {
  "options", options_methods, COUNTOF(options_methods), NULL, 0, NULL,
};

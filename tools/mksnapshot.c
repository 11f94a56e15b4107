// SPDX-License-Identifier: MIT
/* mksnapshot: boots the library, writes the start-up snapshot and the code cache of all library files.
 * usage: mksnapshot OUTDIR -> snapshot.bin, cache.bin, embedded.c, embedded.S */
#include <sys/wait.h>
#include <unistd.h>

#include "eddy.h"
#include "options.h"

struct eddy_process eddy_process;

struct piece { uint8_t *data; size_t len; };
static eddy_ref *compiled;
static struct piece *pieces;

static void on_compiled(struct eddy_env *env, const char *id, napi_value fn) {
  const struct eddy_builtin *b = eddy_builtin_find(id);
  if (b && !compiled[b - eddy_builtins]) compiled[b - eddy_builtins] = eddy_ref_new(env->napi, fn);
}

static FILE *create(const char *dir, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *f = fopen(path, "wb");
  if (f == NULL) {
    perror(path);
    exit(1);
  }
  return f;
}

static void write_bin(const char *dir, const char *name, const void *data, size_t len) {
  FILE *f = create(dir, name);
  if (fwrite(data, 1, len, f) != len || fclose(f) != 0) exit(1);
}

/* Files of which nearly every function runs at each start: compiling them then would cost more than
 * restoring their bytecode. Measured with --log-function-events. */
static bool runs_at_start(const char *id) {
  static const char *const ids[] = {
    "events", "internal/boot/boot", "internal/boot/intact", "internal/boot/loader", "internal/child_process/channel_setup",
    "internal/child_process/ipc", "internal/fixed_queue", "internal/path_posix", "internal/path_shared",
    "internal/console/constructor", "internal/console/global", "internal/main/run_main_module", "internal/main/start",
    "internal/modules/cjs/loader", "internal/modules/cjs/paths", "internal/modules/helpers",
    "internal/modules/package_json_reader", "internal/modules/run_main", "internal/options",
    "internal/process/cwd", "internal/process/env", "internal/process/execution", "internal/process/pre_execution",
    "internal/process/prepare_modules", "internal/process/setup", "internal/process/signal",
    "internal/process/stdio", "internal/process/task_queues", "internal/util/format",
    "internal/modules/esm/default_host", "internal/modules/esm/entry", "internal/modules/esm/formats",
    "internal/modules/esm/import_meta", "internal/modules/esm/load", "internal/modules/esm/loader",
    "internal/modules/esm/resolve", "internal/modules/esm/translators",
  };
  for (size_t i = 0; i < COUNTOF(ids); i++) {
    if (strcmp(id, ids[i]) == 0) return true;
  }
  return false;
}

static void make_snapshot(const char *dir) {
  struct eddy_env *env = eddy_env_new(true, true, NULL);
  uint8_t *data;
  size_t len;
  if (!eddy_engine_snapshot(env->napi, &data, &len)) {
    fputs("mksnapshot: V8 could not serialise the heap\n", stderr);
    exit(1);
  }
  write_bin(dir, "snapshot.bin", data, len);
}

/* The engine takes a code cache only in an isolate of the very snapshot it was made with (their read-only heaps are
 * compared), and has one such heap a process: the snapshot is made by a child and read back here. */
static void take_snapshot(const char *dir) {
  char path[4096];
  snprintf(path, sizeof path, "%s/snapshot.bin", dir);
  FILE *f = fopen(path, "rb");
  if (f == NULL || fseek(f, 0, SEEK_END) != 0) exit(1);
  eddy_snapshot_len = (size_t)ftell(f);
  rewind(f);
  uint8_t *data = eddy_calloc(1, eddy_snapshot_len);
  if (fread(data, 1, eddy_snapshot_len, f) != eddy_snapshot_len) exit(1);
  fclose(f);
  eddy_snapshot_data = data;
}

/* Loads what users can load, so that the functions which that runs are in the cache too. */
static void make_cache(const char *dir) {
  compiled = eddy_calloc(eddy_builtin_count, sizeof *compiled);
  pieces = eddy_calloc(eddy_builtin_count, sizeof *pieces);
  eddy_builtin_compiled = on_compiled;
  struct eddy_env *env = eddy_env_new(true, false, NULL);
  eddy_env_start(env, "warm_cache");
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  FILE *out = create(dir, "cache.bin");
  for (size_t i = 0; i < eddy_builtin_count; i++) {
    if (!compiled[i] && eddy_builtin_compile(env, eddy_builtins[i].id) == NULL) {
      napi_value stack = eddy_get(env->napi, eddy_take_exception(env->napi), "stack");
      struct eddy_str text;
      eddy_value_str(env->napi, stack, &text);
      fprintf(stderr, "mksnapshot: lib/%s.js does not compile: %s\n", eddy_builtins[i].id, text.data);
      exit(1);
    }
    napi_value fn = eddy_ref_get(env->napi, compiled[i]);
    if (fn == NULL) {
      fprintf(stderr, "mksnapshot: %s is not found in the sorted table\n", eddy_builtins[i].id);
      exit(1);
    }
    if (!eddy_code_cache(env->napi, fn, &pieces[i].data, &pieces[i].len)) exit(1);
    /* V8 wants aligned caches. */
    static const uint8_t padding[16];
    const size_t pad = (16 - pieces[i].len % 16) % 16;
    fwrite(pieces[i].data, 1, pieces[i].len, out);
    fwrite(padding, 1, pad, out);
  }
  if (fclose(out) != 0) exit(1);
  eddy_scope_close(&scope);
}

static void write_flags(FILE *c) {
  size_t flag_count;
  const struct eddy_flag_byte *flags = eddy_engine_learned_flags(&flag_count);
  fputs("static const struct eddy_flag_byte flags[] = {", c);
  for (size_t i = 0; i < flag_count; i++) fprintf(c, "{%u, %u}, ", flags[i].offset, flags[i].value);
  fprintf(c, "};\nconst struct eddy_flag_byte *const eddy_flag_bytes = flags;\n"
             "const size_t eddy_flag_byte_count = %zu, eddy_flag_sweeping = %zu;\n",
          flag_count, eddy_engine_learned_sweeping());
}

static void write_tables(const char *dir) {
  FILE *c = create(dir, "embedded.c");
  fputs("/* generated by tools/mksnapshot */\n#include \"eddy.h\"\n"
        "extern const uint8_t snapshot_begin[], cache_begin[];\nextern const uint64_t snapshot_size;\n"
        "static const struct eddy_code_cache_row rows[] = {\n", c);
  size_t offset = 0;
  for (size_t i = 0; i < eddy_builtin_count; i++) {
    fprintf(c, "  {%zu, %zu},\n", offset, pieces[i].len);
    offset += (pieces[i].len + 15) / 16 * 16;
  }
  fputs("};\nconst struct eddy_code_cache_row *const eddy_code_cache_rows = rows;\n"
        "const uint8_t *const eddy_code_cache_data = cache_begin;\n"
        "const uint8_t *eddy_snapshot_data = snapshot_begin;\n", c);
  char path[4096];
  snprintf(path, sizeof path, "%s/snapshot.bin", dir);
  FILE *bin = fopen(path, "rb");
  fseek(bin, 0, SEEK_END);
  fprintf(c, "size_t eddy_snapshot_len = %ld;\n", ftell(bin));
  fclose(bin);
  write_flags(c);
  fclose(c);
  FILE *s = create(dir, "embedded.S");
  fprintf(s, ".section .rodata\n.globl snapshot_begin\n.balign 16\nsnapshot_begin: .incbin \"%s/snapshot.bin\"\n"
             ".globl cache_begin\n.balign 16\ncache_begin: .incbin \"%s/cache.bin\"\n"
             ".section .note.GNU-stack,\"\",@progbits\n", dir, dir);
  fclose(s);
}

/* A cache that the engine refuses costs every start its parsing, and nobody notices: the build fails instead. */
static void check_cache(void) {
  static const char *const params[] = {"exports", "require", "module", "process", "internalBinding", "primordials"};
  eddy_builtin_compiled = NULL;
  struct eddy_env *env = eddy_env_new(true, false, NULL);
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  for (size_t i = 0; i < eddy_builtin_count; i++) {
    bool refused = false;
    eddy_compile_function(env->napi, eddy_library_text(env->napi, i), eddy_utf8(env->napi, "check", (size_t)-1),
                          params, COUNTOF(params), pieces[i].data, pieces[i].len, &refused, false);
    if (!refused) continue;
    fprintf(stderr, "mksnapshot: the engine refuses the code cache of lib/%s.js\n", eddy_builtins[i].id);
    exit(1);
  }
  eddy_scope_close(&scope);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  static char *fake_argv[] = {"eddy", NULL};
  eddy_process.argc = 1;
  eddy_process.argv = fake_argv;
  eddy_process.exec_path = "/eddy";
  struct eddy_engine_options o = {.v8_argc = 1, .v8_argv = argv, .pool_threads = 1};
  eddy_options_init();
  eddy_builtin_eager = runs_at_start;
  const pid_t child = fork(); /* no thread runs yet */
  if (child == 0) {
    eddy_engine_init(&o);
    make_snapshot(argv[1]);
    fflush(NULL);
    _Exit(0);
  }
  int status;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0) return 1;
  take_snapshot(argv[1]);
  eddy_engine_init(&o);
  make_cache(argv[1]);
  check_cache();
  write_tables(argv[1]);
  fflush(NULL);
  _Exit(0);
}

// SPDX-License-Identifier: MIT
/* user_snapshot.c: the file of a program's start-up snapshot: a head that says which build of Eddy it belongs to, and
 * the engine's blob. A file of another build, or a damaged one, is refused: the engine would trust every byte of it. */
#include "user_snapshot.h"

#include <errno.h>
#include <sys/stat.h>

#include "options.h"

enum { SNAPSHOT_FAILURE = 14, BAD_OPTION = 9 }; /* Node's exit codes */

struct head {
  char magic[8];
  uint64_t build;    /* hash of the built-in snapshot */
  uint64_t len;      /* of the blob that follows */
  uint64_t checksum; /* of the blob */
};
static const char magic[8] = "EDDYSNAP";

static bool building, restored;

bool eddy_user_snapshot_building(void) { return building; }
bool eddy_user_snapshot_restored(void) { return restored; }

/* FNV-1a over words: finds damage, not malice. */
static uint64_t hash(const uint8_t *data, size_t len) {
  uint64_t h = 14695981039346656037u;
  for (; len >= 8; data += 8, len -= 8) {
    uint64_t word;
    memcpy(&word, data, 8);
    h = (h ^ word) * 1099511628211u;
    h ^= h >> 29;
  }
  for (; len > 0; data++, len--) h = (h ^ *data) * 1099511628211u;
  return h;
}

static uint64_t build_id(void) { return hash(eddy_snapshot_data, eddy_snapshot_len); }

static const char *blob_path(void) {
  const char *path = eddy_option_text("--snapshot-blob");
  return path && path[0] ? path : "snapshot.blob";
}

/* ---- starting from a file ------------------------------------------------------------------------- */

static int refuse(const char *path, const char *why) {
  fprintf(stderr, "Cannot load the startup snapshot %s: %s\n", path, why);
  return SNAPSHOT_FAILURE;
}

static int load(const char *path) {
  FILE *f = fopen(path, "rb");
  struct stat st;
  if (f == NULL || fstat(fileno(f), &st) != 0) {
    fprintf(stderr, "Cannot open %s: %s\n", path, strerror(errno));
    if (f) fclose(f);
    return SNAPSHOT_FAILURE;
  }
  struct head head;
  const char *why = NULL;
  uint8_t *data = NULL;
  if (fread(&head, sizeof head, 1, f) != 1 || memcmp(head.magic, magic, sizeof magic) != 0) {
    why = "it is not a startup snapshot";
  } else if (head.build != build_id()) {
    why = "it was built with a different version of the runtime";
  } else if ((uint64_t)st.st_size != sizeof head + head.len) {
    why = "the file is not complete";
  } else {
    data = eddy_alloc(head.len); /* V8 reads from it for as long as the process lives */
    if (fread(data, 1, head.len, f) != head.len || hash(data, head.len) != head.checksum) why = "the file is damaged";
  }
  fclose(f);
  if (why) {
    free(data);
    return refuse(path, why);
  }
  eddy_snapshot_data = data;
  eddy_snapshot_len = head.len;
  restored = true;
  return 0;
}

int eddy_user_snapshot_open(void) {
  const char *path = eddy_option_text("--snapshot-blob");
  building = eddy_option_bool("--build-snapshot");
  if (!building) return path && path[0] ? load(path) : 0;
  if (!eddy_option_text("--build-snapshot-config")[0] && eddy_process.script_argc == 0) {
    fprintf(stderr, "--build-snapshot must be used with an entry point script.\nUsage: eddy --build-snapshot /path/to/entry.js\n");
    return BAD_OPTION;
  }
  return 0;
}

/* ---- writing one ------------------------------------------------------------------------------------ */

static int write_file(const char *path, const uint8_t *data, size_t len, uint64_t build) {
  struct head head = {.build = build, .len = len, .checksum = hash(data, len)};
  memcpy(head.magic, magic, sizeof magic);
  FILE *f = fopen(path, "wb");
  if (f == NULL) {
    fprintf(stderr, "Cannot open %s: %s\n", path, strerror(errno));
    return 1;
  }
  struct stat st;
  const bool regular = fstat(fileno(f), &st) == 0 && S_ISREG(st.st_mode);
  bool written = fwrite(&head, sizeof head, 1, f) == 1 && fwrite(data, 1, len, f) == len && fflush(f) == 0;
  int why = errno;
  if (fclose(f) != 0 && written) {
    written = false;
    why = errno;
  }
  if (written) return 0;
  if (regular) remove(path); /* half a snapshot is none; a device is not ours to take away */
  fprintf(stderr, "Cannot write %s: %s\n", path, strerror(why));
  return 1;
}

/* Calls the function that lib/internal/main/build_snapshot.js left for this. */
static void call_serialize(struct eddy_env *env) {
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value fn = eddy_slot_get(env->napi, EDDY_SLOT_SERIALIZE);
  if (fn != NULL) eddy_loop_call(env, NULL, NULL, fn, 0, NULL, NULL);
  eddy_scope_close(&scope);
}

int eddy_user_snapshot_write(struct eddy_env *env) {
  eddy_loop_run_until_idle(env);
  if (env->exiting || env->stopping) return env->exit_code;
  call_serialize(env);
  if (env->exiting || env->stopping) return env->exit_code;
  const uint64_t build = build_id();
  eddy_env_detach(env);
  uint8_t *data;
  size_t len;
  if (!eddy_engine_snapshot(env->napi, &data, &len)) {
    fputs("Cannot build the startup snapshot: the heap could not be serialized\n", stderr);
    return SNAPSHOT_FAILURE;
  }
  const int code = write_file(blob_path(), data, len, build);
  free(data);
  return code;
}

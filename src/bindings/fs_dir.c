// SPDX-License-Identifier: MIT
/* fs_dir.c: readdir (flat or recursive, one job), mkdir (recursive), mkdtemp, and the DirHandle
 * behind fs.Dir. Entries are gathered in plain memory on the pool thread and become JavaScript
 * strings at the end. */
#include "fs.h"

#include <dirent.h>
#include <endian.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- a list of entries -------------------------------------------------------------------------- */

#define FS_NAMES_BLOCK 16384

struct fs_names { struct fs_names *next; size_t used; char text[FS_NAMES_BLOCK]; };

/* A copy of a name (at most NAME_MAX bytes) that lives as long as the list. */
static const char *fs_entries_keep(struct fs_entries *list, const char *name, size_t len) {
  struct fs_names *block = list->names;
  if (block == NULL || FS_NAMES_BLOCK - block->used < len + 1) {
    if (len + 1 > FS_NAMES_BLOCK) return NULL;
    block = malloc(sizeof *block);
    if (block == NULL) return NULL;
    block->next = list->names;
    block->used = 0;
    list->names = block;
  }
  char *copy = block->text + block->used;
  memcpy(copy, name, len);
  copy[len] = '\0';
  block->used += len + 1;
  return copy;
}

int fs_entries_add(struct fs_entries *list, const char *name, size_t len, uint8_t type) {
  if (list->count == list->capacity) {
    size_t capacity = list->capacity > 0 ? list->capacity * 2 : 64;
    struct fs_entry *items = realloc(list->items, capacity * sizeof *items);
    if (items == NULL) return UV_ENOMEM;
    list->items = items;
    list->capacity = capacity;
  }
  const char *copy = fs_entries_keep(list, name, len);
  if (copy == NULL) return UV_ENOMEM;
  uint64_t start = 0;
  memcpy(&start, name, len < sizeof start ? len : sizeof start);
  list->items[list->count++] = (struct fs_entry){copy, be64toh(start), (uint32_t)len, 0, type};
  return 0;
}

void fs_entries_free(struct fs_entries *list) {
  while (list->names != NULL) {
    struct fs_names *next = list->names->next;
    free(list->names);
    list->names = next;
  }
  free(list->items);
  memset(list, 0, sizeof *list);
}

/* Node's constants (UV_DIRENT_*). */
uint8_t fs_entry_type(unsigned char d_type) {
  switch (d_type) {
    case DT_REG: return UV_DIRENT_FILE;
    case DT_DIR: return UV_DIRENT_DIR;
    case DT_LNK: return UV_DIRENT_LINK;
    case DT_FIFO: return UV_DIRENT_FIFO;
    case DT_SOCK: return UV_DIRENT_SOCKET;
    case DT_CHR: return UV_DIRENT_CHAR;
    case DT_BLK: return UV_DIRENT_BLOCK;
    default: return UV_DIRENT_UNKNOWN;
  }
}

static uint8_t type_of_mode(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return UV_DIRENT_FILE;
    case S_IFDIR: return UV_DIRENT_DIR;
    case S_IFLNK: return UV_DIRENT_LINK;
    case S_IFIFO: return UV_DIRENT_FIFO;
    case S_IFSOCK: return UV_DIRENT_SOCKET;
    case S_IFCHR: return UV_DIRENT_CHAR;
    case S_IFBLK: return UV_DIRENT_BLOCK;
    default: return UV_DIRENT_UNKNOWN;
  }
}

static bool is_dot(const char *name) {
  return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

/* d_type, or lstat on the few file systems that have none. */
static uint8_t entry_type_at(int dir, const char *name, unsigned char d_type) {
  uint8_t type = fs_entry_type(d_type);
  struct stat st;
  if (type == UV_DIRENT_UNKNOWN && fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0) type = type_of_mode(st.st_mode);
  return type;
}

/* ---- readdir -------------------------------------------------------------------------------------- */

static inline bool entry_before(const struct fs_entry *a, const struct fs_entry *b) {
  return a->start != b->start ? a->start < b->start : strcmp(a->name, b->name) < 0;
}

#define SORT_RUN 8u
#define SORT_NEAR 128u

static void sort_run(struct fs_entry *items, size_t n) {
  for (size_t i = 1; i < n; i++) {
    const struct fs_entry item = items[i];
    size_t at = i;
    for (; at > 0 && entry_before(&item, &items[at - 1]); at--) items[at] = items[at - 1];
    items[at] = item;
  }
}

/* [0, middle) and [middle, n) of `from` into `to`. */
static void merge_runs(const struct fs_entry *from, size_t middle, size_t n, struct fs_entry *to) {
  size_t a = 0, b = middle;
  while (a < middle && b < n) *to++ = entry_before(&from[b], &from[a]) ? from[b++] : from[a++];
  if (a < middle) memcpy(to, from + a, (middle - a) * sizeof *to);
  else if (b < n) memcpy(to, from + b, (n - b) * sizeof *to);
}

/* By name. A merge sort as the C library's qsort, but that one calls a function for each comparison and each copy. */
static void sort_entries(struct fs_entry *items, size_t n) {
  struct fs_entry near[SORT_NEAR], *from = items, *to = near;
  for (size_t i = 0; i < n; i += SORT_RUN) sort_run(items + i, n - i < SORT_RUN ? n - i : SORT_RUN);
  if (n <= SORT_RUN) return;
  if (n > SORT_NEAR) to = eddy_alloc(n * sizeof *to);
  struct fs_entry *const scratch = to;
  for (size_t width = SORT_RUN; width < n; width *= 2) {
    for (size_t i = 0; i < n; i += 2 * width) {
      const size_t left = n - i, run = left < 2 * width ? left : 2 * width;
      merge_runs(from + i, run < width ? run : width, run, to + i);
    }
    struct fs_entry *sorted = to;
    to = from;
    from = sorted;
  }
  if (from != items) memcpy(items, from, n * sizeof *items);
  if (scratch != near) free(scratch);
}

/* What the kernel writes; the names are of different lengths. */
struct fs_dirent64 { uint64_t ino; int64_t off; uint16_t reclen; uint8_t type; char name[]; };

/* Without the C library's DIR: that asks for the size of the directory, and allocates. */
static int fs_read_dir(int dir, struct fs_entries *list) {
  union { char bytes[32768]; struct fs_dirent64 align; } buf;
  long n;
  while ((n = syscall(SYS_getdents64, dir, buf.bytes, sizeof buf.bytes)) > 0) {
    for (long at = 0; at < n;) {
      const struct fs_dirent64 *d = (const void *)(buf.bytes + at);
      at += d->reclen;
      if (is_dot(d->name)) continue;
      int err = fs_entries_add(list, d->name, strlen(d->name), entry_type_at(dir, d->name, d->type));
      if (err != 0) return err;
    }
  }
  return n < 0 ? fs_error() : 0;
}

/* Which directory something is. */
struct fs_identity { dev_t dev; ino_t ino; };

/* Adds the entries of one directory, sorted; their parent is `parent`. `self`, if wanted: which one it is. */
static int fs_scan(const char *path, uint32_t parent, struct fs_entries *list,
                   struct fs_identity *self) {
  int dir;
  do dir = open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
  while (dir < 0 && errno == EINTR);
  if (dir < 0) return fs_error();
  struct stat st;
  if (self != NULL && fstat(dir, &st) == 0) *self = (struct fs_identity){st.st_dev, st.st_ino};
  size_t first = list->count;
  int err = fs_read_dir(dir, list);
  close(dir);
  for (size_t i = first; i < list->count; i++) list->items[i].parent = parent;
  if (list->count > first) sort_entries(list->items + first, list->count - first);
  return err;
}

/* `base` "/" `name`, malloc'ed. */
static char *join_path(const char *base, size_t base_len, const char *name, size_t len) {
  char *out = eddy_alloc(base_len + len + 2);
  memcpy(out, base, base_len);
  if (base_len > 0 && base[base_len - 1] != '/') out[base_len++] = '/';
  memcpy(out + base_len, name, len + 1);
  return out;
}

/* A directory of a walk: its path below the root ("" is the root itself), and where that one is. */
struct fs_walked { char *path; uint32_t parent; struct fs_identity self; };
struct fs_walk { struct fs_walked *dirs; size_t count, capacity; };

static struct fs_walked *fs_walk_add(struct fs_walk *w, char *path, uint32_t parent) {
  if (w->count == w->capacity) {
    w->capacity = w->capacity > 0 ? w->capacity * 2 : 16;
    w->dirs = eddy_realloc(w->dirs, w->capacity * sizeof *w->dirs);
  }
  w->dirs[w->count] = (struct fs_walked){.path = path, .parent = parent};
  return &w->dirs[w->count++];
}

/* Whether `st` is directory `at` or one that it lies in. */
static bool fs_walk_within(const struct fs_walk *w, uint32_t at, const struct stat *st) {
  for (;;) {
    const struct fs_walked *dir = &w->dirs[at];
    if (dir->self.ino == st->st_ino && dir->self.dev == st->st_dev) return true;
    if (at == 0) return false;
    at = dir->parent;
  }
}

/* Breadth first. Links to directories are followed, as in Node, but for those into a circle: two of
 * them in one directory have more paths than there is memory. */
static void run_readdir(struct fs_job *j) {
  struct fs_identity root = {0, 0};
  j->err = fs_scan(j->path.data, 0, &j->entries, j->flags != 0 ? &root : NULL);
  if (j->flags == 0 || j->err != 0) return;
  struct fs_walk *w = eddy_calloc(1, sizeof *w);
  j->data = w;
  fs_walk_add(w, eddy_strdup(""), 0)->self = root;
  for (size_t i = 0; i < j->entries.count && j->err == 0; i++) {
    const struct fs_entry entry = j->entries.items[i];
    if (entry.type != UV_DIRENT_DIR && entry.type != UV_DIRENT_LINK) continue;
    const char *parent = w->dirs[entry.parent].path;
    char *below = join_path(parent, strlen(parent), entry.name, entry.len);
    char *full = join_path(j->path.data, j->path.len, below, strlen(below));
    struct stat st;
    bool enter = entry.type == UV_DIRENT_DIR ||
                 (stat(full, &st) == 0 && S_ISDIR(st.st_mode) && !fs_walk_within(w, entry.parent, &st));
    if (enter) {
      struct fs_walked *dir = fs_walk_add(w, below, entry.parent);
      j->err = fs_scan(full, (uint32_t)(w->count - 1), &j->entries, &dir->self);
    } else {
      free(below);
    }
    if (j->err != 0) j->error_path = full;
    else free(full);
  }
}

static void release_readdir(struct fs_job *j) {
  fs_entries_free(&j->entries);
  struct fs_walk *w = j->data;
  if (w == NULL) return;
  for (size_t i = 0; i < w->count; i++) free(w->dirs[i].path);
  free(w->dirs);
  free(w);
}

static napi_value names_array(napi_env env, struct fs_job *j) {
  const struct fs_walk *w = j->data;
  napi_value *items = eddy_alloc((j->entries.count + 1) * sizeof *items);
  for (size_t i = 0; i < j->entries.count; i++) {
    const struct fs_entry *e = &j->entries.items[i];
    if (e->parent == 0 || j->big) {
      items[i] = fs_string(env, e->name, e->len, j->encoding);
    } else {
      const char *parent = w->dirs[e->parent].path;
      char *below = join_path(parent, strlen(parent), e->name, e->len);
      items[i] = fs_string(env, below, strlen(below), j->encoding);
      free(below);
    }
  }
  napi_value names = eddy_array(env, items, j->entries.count);
  free(items);
  return names;
}

/* Plain: names. With types: [names, types, parents, directories below the root]. */
static napi_value result_readdir(napi_env env, struct fs_job *j) {
  napi_value names = names_array(env, j);
  if (!j->big) return names;
  const struct fs_walk *w = j->data;
  size_t n = j->entries.count, dirs = w != NULL ? w->count : 0;
  napi_value *items = eddy_alloc((n + dirs + 1) * sizeof *items);
  for (size_t i = 0; i < n; i++) items[i] = eddy_u32(env, j->entries.items[i].type);
  napi_value types = eddy_array(env, items, n);
  for (size_t i = 0; i < n; i++) items[i] = eddy_u32(env, j->entries.items[i].parent);
  napi_value parents = eddy_array(env, items, n);
  for (size_t i = 0; i < dirs; i++)
    items[i] = fs_string(env, w->dirs[i].path, strlen(w->dirs[i].path), j->encoding);
  napi_value below = eddy_array(env, items, dirs);
  free(items);
  napi_value all[4] = {names, types, parents, below};
  return eddy_array(env, all, 4);
}

static const struct fs_op op_readdir = {"scandir", run_readdir, result_readdir, release_readdir};

/* (path, encoding, with types, recursive, req) */
napi_value fs_readdir(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 4, &local, &op_readdir);
  j->encoding = eddy_arg_u32(info, 1);
  j->big = eddy_arg_bool(info, 2);
  j->flags = eddy_arg_bool(info, 3);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

/* ---- mkdir --------------------------------------------------------------------------------------- */

static int make_dir(const char *path, mode_t mode) {
  return mkdir(path, mode) == 0 ? 0 : fs_error();
}

static bool is_directory(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Cuts the last component off; false at the top. */
static bool cut_last(char *path, size_t *len) {
  size_t n = *len;
  while (n > 1 && path[n - 1] == '/') n--;
  while (n > 0 && path[n - 1] != '/') n--;
  while (n > 1 && path[n - 1] == '/') n--;
  if (n == 0 || n == *len || (n == 1 && path[0] == '/')) return false;
  path[n] = '\0';
  *len = n;
  return true;
}

/* Makes every missing directory of `path`; *first_len is the length of the first one made, or 0.
 * Upwards until something exists, then down again: the path is restored byte by byte. Where nothing can be
 * made though it is missing (/proc), it ends on the way down. */
static int make_dirs(char *path, size_t len, mode_t mode, size_t *first_len) {
  size_t at = len;
  bool down = false;
  *first_len = 0;
  for (;; down = true) {
    int err;
    while ((err = make_dir(path, mode)) == UV_ENOENT) {
      if (down || !cut_last(path, &at)) return err;
    }
    if (err == 0) {
      if (*first_len == 0) *first_len = at;
    } else if (err == UV_EEXIST || err == UV_EISDIR || err == UV_EROFS || err == UV_EPERM) {
      if (!is_directory(path)) return err == UV_EEXIST && at < len ? UV_ENOTDIR : err;
    } else {
      return err;
    }
    if (at == len) return 0;
    path[at] = '/';
    at = strlen(path);
    if (at > len) at = len;
  }
}

static void run_mkdir(struct fs_job *j) {
  if (!j->big) {
    j->err = make_dir(j->path.data, (mode_t)j->perm);
    return;
  }
  char *work = eddy_strdup(j->path.data);
  j->err = make_dirs(work, strlen(work), (mode_t)j->perm, &j->data_len);
  // Without waiting, the error names the directory that could not be made; else what was asked for.
  if (j->err != 0 && j->mode != FS_SYNC) j->error_path = work;
  else free(work);
}

/* Recursive: the first directory made, if any. */
static napi_value result_mkdir(napi_env env, struct fs_job *j) {
  if (!j->big || j->data_len == 0) return eddy_undefined(env);
  return eddy_utf8(env, j->path.data, j->data_len);
}
static const struct fs_op op_mkdir = {"mkdir", run_mkdir, result_mkdir, NULL};

/* (path, mode, recursive, req) */
napi_value fs_mkdir(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 3, &local, &op_mkdir);
  j->perm = eddy_arg_i32(info, 1);
  j->big = eddy_arg_bool(info, 2);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

static void run_mkdtemp(struct fs_job *j) {
  j->data = eddy_strdup(j->path.data);
  if (mkdtemp(j->data) == NULL) j->err = fs_error();
}
static napi_value result_mkdtemp(napi_env env, struct fs_job *j) {
  return fs_string(env, j->data, strlen(j->data), j->encoding);
}
static void release_mkdtemp(struct fs_job *j) { free(j->data); }
static const struct fs_op op_mkdtemp = {"mkdtemp", run_mkdtemp, result_mkdtemp, release_mkdtemp};

/* (template that ends in XXXXXX, encoding, req) */
napi_value fs_mkdtemp(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, &op_mkdtemp);
  j->encoding = eddy_arg_u32(info, 1);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

/* ---- DirHandle ---------------------------------------------------------------------------------------- */

struct fs_dir {
  struct eddy_native native;
  DIR *dir;
  bool busy; /* a job is using it */
};

static void fs_dir_finalize(void *owner) {
  struct fs_dir *d = owner;
  if (d->dir != NULL) closedir(d->dir);
  free(d);
}

static napi_value fs_dir_new(napi_env env, napi_callback_info info) {
  struct fs_dir *d = eddy_calloc(1, sizeof *d);
  eddy_native_init(env, eddy_this(info), &d->native, &fs_dir_class, d, fs_dir_finalize);
  return NULL;
}

static void run_opendir(struct fs_job *j) {
  j->data = opendir(j->path.data);
  if (j->data == NULL) j->err = fs_error();
}
static napi_value result_opendir(napi_env env, struct fs_job *j) {
  napi_value handle = eddy_class_new(env, &fs_dir_class, 0, NULL);
  if (handle == NULL) return NULL;
  struct fs_dir *d = eddy_native_of(handle, &fs_dir_class);
  d->dir = j->data;
  j->data = NULL;
  return handle;
}
static void release_opendir(struct fs_job *j) {
  if (j->data != NULL) closedir(j->data);
}
static const struct fs_op op_opendir = {"opendir", run_opendir, result_opendir, release_opendir};

/* (path, req): a DirHandle */
napi_value fs_opendir(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 1, &local, &op_opendir);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

static void run_dir_read(struct fs_job *j) {
  struct fs_dir *d = j->data;
  const struct dirent *e;
  while (j->err == 0 && j->entries.count < (size_t)j->flags) {
    errno = 0;
    e = readdir(d->dir);
    if (e == NULL) {
      if (errno != 0) j->err = fs_error();
      break;
    }
    if (is_dot(e->d_name)) continue;
    j->err = fs_entries_add(&j->entries, e->d_name, strlen(e->d_name), entry_type_at(dirfd(d->dir), e->d_name, e->d_type));
  }
}
/* [name, type, name, type, ...], or null at the end */
static napi_value result_dir_read(napi_env env, struct fs_job *j) {
  size_t n = j->entries.count;
  if (n == 0) return eddy_null(env);
  napi_value *items = eddy_alloc(2 * n * sizeof *items);
  for (size_t i = 0; i < n; i++) {
    const struct fs_entry *e = &j->entries.items[i];
    items[2 * i] = fs_string(env, e->name, e->len, j->encoding);
    items[2 * i + 1] = eddy_u32(env, e->type);
  }
  napi_value list = eddy_array(env, items, 2 * n);
  free(items);
  return list;
}
static void release_dir_read(struct fs_job *j) {
  fs_entries_free(&j->entries);
  if (j->data != NULL) ((struct fs_dir *)j->data)->busy = false;
}
static void run_dir_close(struct fs_job *j) {
  struct fs_dir *d = j->data;
  if (closedir(d->dir) != 0) j->err = fs_error();
  d->dir = NULL;
}

static const struct fs_op op_dir_read = {"scandir", run_dir_read, result_dir_read,
                                         release_dir_read};
static const struct fs_op op_dir_close = {"closedir", run_dir_close, NULL, release_dir_read};

/* lib/internal/fs/dir.js queues operations: one at a time, none after close. */
static napi_value fs_dir_go(struct fs_job *j, napi_callback_info info) {
  struct fs_dir *d = eddy_native_of(eddy_this(info), &fs_dir_class);
  if (d == NULL || d->dir == NULL || d->busy) {
    j->data = NULL;
    eddy_throw(j->env->napi, "ERR_DIR_CLOSED", "Directory handle was closed");
    return fs_job_drop(j);
  }
  d->busy = true;
  j->data = d;
  fs_job_pin(j, eddy_this(info));
  return fs_job_go(j);
}

/* read(encoding, count, req) */
static napi_value fs_dir_read(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 2, &local, &op_dir_read);
  j->encoding = eddy_arg_u32(info, 0);
  j->flags = eddy_arg_i32(info, 1);
  return fs_dir_go(j, info);
}
static napi_value fs_dir_close(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 0, &local, &op_dir_close);
  return fs_dir_go(j, info);
}

static const struct eddy_method fs_dir_methods[] = {
    {"read", fs_dir_read, 3, NULL},
    {"close", fs_dir_close, 1, NULL},
};
const struct eddy_class fs_dir_class = {"DirHandle", fs_dir_new, fs_dir_methods,
                                        COUNTOF(fs_dir_methods), NULL};

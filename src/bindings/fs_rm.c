// SPDX-License-Identifier: MIT
/* fs_rm.c: fs.rm and recursive fs.rmdir: a whole tree removed in one job, with the retries Node
 * documents. Works below directory descriptors, so that a directory swapped for a link meanwhile
 * does not lead it out of the tree. */
#include "fs.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define FS_RM_DEPTH_MAX 4096 /* nesting; beyond it EMFILE would come first anyway */

struct fs_rm_frame { DIR *dir; char *name; size_t path_len; };
struct fs_rm_state {
  struct fs_rm_frame *frames;
  size_t depth, capacity;
  char *path;            /* of the entry being removed, for errors */
  size_t path_len, path_capacity;
};

static void rm_path_push(struct fs_rm_state *s, const char *name) {
  size_t len = strlen(name), need = s->path_len + len + 2;
  if (need > s->path_capacity) {
    s->path_capacity = need * 2;
    s->path = eddy_realloc(s->path, s->path_capacity);
  }
  if (s->path_len > 0 && s->path[s->path_len - 1] != '/') s->path[s->path_len++] = '/';
  memcpy(s->path + s->path_len, name, len + 1);
  s->path_len += len;
}

static void rm_path_cut(struct fs_rm_state *s, size_t len) {
  s->path_len = len;
  s->path[len] = '\0';
}

static int rm_enter(struct fs_rm_state *s, int parent, const char *name, size_t path_len) {
  if (s->depth == FS_RM_DEPTH_MAX) return UV_ENAMETOOLONG;
  int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return fs_error();
  DIR *dir = fdopendir(fd);
  if (dir == NULL) {
    int err = fs_error();
    close(fd);
    return err;
  }
  if (s->depth == s->capacity) {
    s->capacity = s->capacity > 0 ? s->capacity * 2 : 8;
    s->frames = eddy_realloc(s->frames, s->capacity * sizeof *s->frames);
  }
  s->frames[s->depth++] = (struct fs_rm_frame){dir, eddy_strdup(name), path_len};
  return 0;
}

static void rm_leave(struct fs_rm_state *s) {
  struct fs_rm_frame *f = &s->frames[--s->depth];
  closedir(f->dir);
  free(f->name);
}

/* The innermost directory is empty now: closes and removes it. */
static int rm_finish_dir(struct fs_rm_state *s, const char **syscall) {
  struct fs_rm_frame f = s->frames[s->depth - 1];
  int parent = s->depth > 1 ? dirfd(s->frames[s->depth - 2].dir) : AT_FDCWD;
  int err = unlinkat(parent, f.name, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : fs_error();
  *syscall = "rmdir";
  if (err == 0) rm_path_cut(s, f.path_len);
  rm_leave(s);
  return err;
}

/* Removes one entry of the innermost directory, or enters it. */
static int rm_entry(struct fs_rm_state *s, const struct dirent *e, const char **syscall) {
  if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) return 0;
  int at = dirfd(s->frames[s->depth - 1].dir);
  size_t before = s->path_len;
  rm_path_push(s, e->d_name);
  if (e->d_type != DT_DIR) {
    *syscall = "unlink";
    if (unlinkat(at, e->d_name, 0) == 0 || errno == ENOENT) {
      rm_path_cut(s, before);
      return 0;
    }
    if (errno != EISDIR && errno != EPERM) return fs_error();
    if (e->d_type != DT_UNKNOWN) return fs_error();
  }
  *syscall = "scandir";
  return rm_enter(s, at, e->d_name, before);
}

/* One attempt at the whole tree. */
static int rm_tree(struct fs_rm_state *s, const char *root, const char **syscall) {
  s->path_len = 0;
  rm_path_push(s, root);
  *syscall = "scandir";
  int err = rm_enter(s, AT_FDCWD, root, 0);
  while (err == 0 && s->depth > 0) {
    errno = 0;
    const struct dirent *e = readdir(s->frames[s->depth - 1].dir);
    if (e != NULL) {
      err = rm_entry(s, e, syscall);
    } else if (errno != 0) {
      err = fs_error();
    } else {
      err = rm_finish_dir(s, syscall);
    }
  }
  while (s->depth > 0) rm_leave(s);
  return err;
}

static int rm_once(struct fs_job *j, struct fs_rm_state *s, const char **syscall) {
  struct stat st;
  size_t len = strlen(j->path.data);
  while (len > 1 && j->path.data[len - 1] == '/') j->path.data[--len] = '\0';
  s->path_len = 0;
  rm_path_push(s, j->path.data);
  *syscall = "lstat";
  if (lstat(j->path.data, &st) != 0) return fs_error();
  if (!S_ISDIR(st.st_mode)) {
    *syscall = "unlink";
    return unlink(j->path.data) == 0 ? 0 : fs_error();
  }
  if (!j->big) {
    *syscall = "rmdir";
    return rmdir(j->path.data) == 0 ? 0 : fs_error();
  }
  return rm_tree(s, j->path.data, syscall);
}

static bool rm_may_retry(int err) {
  return err == UV_EBUSY || err == UV_EMFILE || err == UV_ENFILE || err == UV_ENOTEMPTY ||
         err == UV_EPERM;
}

/* j->flags retries, j->perm milliseconds more before each; j->quiet: what is missing is removed. */
static void run_rm(struct fs_job *j) {
  struct fs_rm_state s = {0};
  const char *syscall = "rm";
  int err = rm_once(j, &s, &syscall);
  for (int tries = 1; tries <= j->flags && rm_may_retry(err); tries++) {
    uv_sleep((unsigned)j->perm * (unsigned)tries);
    err = rm_once(j, &s, &syscall);
  }
  j->err = err;
  j->syscall = syscall;
  if (err != 0) j->error_path = eddy_strdup(s.path);
  free(s.path);
  free(s.frames);
}
static const struct fs_op op_rm = {"rm", run_rm, NULL, NULL};

/* (path, recursive, force, retries, delay, req) */
napi_value fs_rm(napi_env env, napi_callback_info info) {
  struct fs_job local, *j = fs_job_begin(env, info, 5, &local, &op_rm);
  j->big = eddy_arg_bool(info, 1);
  j->quiet = eddy_arg_bool(info, 2);
  j->flags = eddy_arg_i32(info, 3);
  j->perm = eddy_arg_i32(info, 4);
  if (!fs_arg_path(j, info, 0)) return fs_job_drop(j);
  return fs_job_go(j);
}

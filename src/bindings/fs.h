// SPDX-License-Identifier: MIT
/* fs.h: what the fs*.c files share. One struct fs_job is one logical file-system operation; its op
 * says how to run it (on the pool thread, or inline for a synchronous call) and how to turn the
 * outcome into JavaScript. Included by src/bindings/fs*.c only. */
#ifndef EDDY_BINDINGS_FS_H
#define EDDY_BINDINGS_FS_H

#include <errno.h>

#include "../eddy.h"

struct fs_job;

struct fs_op {
  const char *syscall;                                  /* as errors show it */
  void (*run)(struct fs_job *j);                        /* any thread; no JavaScript */
  napi_value (*result)(napi_env env, struct fs_job *j); /* NULL member: undefined */
  void (*release)(struct fs_job *j);                    /* frees what run left; may be NULL */
  const char *promised;                                 /* what hooks hear of it as a promise; NULL: FSREQPROMISE */
};

enum fs_mode { FS_SYNC, FS_CALLBACK, FS_PROMISE };

/* A list of directory entries, filled on the pool thread. `start`: the first bytes of the name, to sort by. */
struct fs_entry { const char *name; uint64_t start; uint32_t len; uint32_t parent; uint8_t type; };
struct fs_names; /* a block of memory for names */
struct fs_entries { struct fs_entry *items; size_t count, capacity; struct fs_names *names; };

struct fs_job {
  struct fs_job *next;     /* in the queue (fs_queue.c) */
  struct eddy_req req;
  struct eddy_env *env;
  const struct fs_op *op;
  enum fs_mode mode;
  napi_deferred deferred;
  /* outcome */
  int err;                 /* 0 or a negative libuv code */
  const char *syscall;     /* of the step that failed, when it is not op->syscall */
  char *error_path;        /* malloc'ed: shown instead of path */
  bool no_error_path;      /* errors of this op carry no path */
  bool text2;              /* path2 is no path but text to write */
  bool quiet;              /* a missing file is a result (undefined), not an error */
  bool big;                /* stat: BigInt values */
  int64_t result;
  /* arguments */
  int fd, flags, perm;
  int64_t pos;             /* < 0: the file's own position */
  double atime, mtime;
  uint32_t encoding;
  struct eddy_bytes bytes;
  uv_buf_t *bufs;          /* malloc'ed */
  struct eddy_store **stores; /* malloc'ed: the memory of bytes or bufs, for pool jobs */
  unsigned nstores;
  unsigned nbufs;
  void *data;              /* the op's own */
  size_t data_len;
  struct fs_entries entries;
  struct eddy_str path, path2;
  uv_stat_t stat;
};

/* Starts an operation whose request argument (undefined: sync, function: callback, else: promise)
 * is at index `at`. For a sync call the job is `local`, on the caller's stack. */
struct fs_job *fs_job_begin(napi_env env, napi_callback_info info, int at, struct fs_job *local,
                            const struct fs_op *op);
/* Runs it, or queues it. The return value is that of the binding's function. */
napi_value fs_job_go(struct fs_job *j);
/* Its outcome to JavaScript: the last that happens to a job of the pool. */
void fs_job_done(struct fs_job *j);
/* Has it run on the pool; ends in fs_job_done. */
void fs_queue_add(struct fs_job *j);
/* Gives an unstarted job up (an exception is pending). */
napi_value fs_job_drop(struct fs_job *j);
/* Keeps a value alive until the job has ended. Nothing to do for sync. */
void fs_job_pin(struct fs_job *j, napi_value v);
/* The same for the memory of a view, whatever happens to the buffer. */
void fs_job_hold(struct fs_job *j, napi_value bytes);

/* Reads argument i as a path into j->path (or path2). False: an exception is pending. */
bool fs_arg_path(struct fs_job *j, napi_callback_info info, int i);
/* Arguments 1 to 4 (buffer, offset, length, position) into bytes and pos. */
void fs_slice_arg(struct fs_job *j, napi_callback_info info);
bool fs_arg_path2(struct fs_job *j, napi_callback_info info, int i);

static inline int fs_error(void) { return uv_translate_sys_error(errno); }
static inline void fs_outcome(struct fs_job *j, long long r) {
  if (r < 0) j->err = fs_error();
  else j->result = r;
}

enum fs_encoding { FS_UTF8, FS_BUFFER, FS_LATIN1 };
napi_value fs_string(napi_env env, const char *s, size_t len, uint32_t encoding);

void fs_fill_stat(napi_env env, const uv_stat_t *s, bool big, size_t offset);
napi_value fs_stat_result(napi_env env, struct fs_job *j);
int fs_entries_add(struct fs_entries *list, const char *name, size_t len, uint8_t type);
void fs_entries_free(struct fs_entries *list);
uint8_t fs_entry_type(unsigned char d_type);

/* The rows of the tables, by file. */
#define FS_DECLARE(name) napi_value name(napi_env env, napi_callback_info info)
FS_DECLARE(fs_open); FS_DECLARE(fs_close); FS_DECLARE(fs_read); FS_DECLARE(fs_write);
FS_DECLARE(fs_read_now); FS_DECLARE(fs_open_now); FS_DECLARE(fs_close_now);
FS_DECLARE(fs_readv); FS_DECLARE(fs_writev); FS_DECLARE(fs_write_string);
FS_DECLARE(fs_read_file); FS_DECLARE(fs_write_file); FS_DECLARE(fs_write_file_utf8);
FS_DECLARE(fs_read_file_utf8);
FS_DECLARE(fs_stat); FS_DECLARE(fs_lstat); FS_DECLARE(fs_fstat); FS_DECLARE(fs_statfs);
FS_DECLARE(fs_stat_now); FS_DECLARE(fs_exists); FS_DECLARE(fs_access); FS_DECLARE(fs_module_stat); FS_DECLARE(fs_init);
FS_DECLARE(fs_readdir); FS_DECLARE(fs_mkdir); FS_DECLARE(fs_mkdtemp); FS_DECLARE(fs_rm);
FS_DECLARE(fs_opendir);
extern const struct eddy_class fs_dir_class;
extern const struct eddy_class fs_stat_watcher_class;
#undef FS_DECLARE
int32_t fs_stat_now_fast(eddy_fast_value receiver, const struct eddy_fast_string *path, eddy_fast_value array, bool follow);
bool fs_exists_fast(eddy_fast_value receiver, const struct eddy_fast_string *path);
int32_t fs_module_stat_fast(eddy_fast_value receiver, const struct eddy_fast_string *path);

#endif

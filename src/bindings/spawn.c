// SPDX-License-Identifier: MIT
/* spawn.c: starting a child process and hearing of its end. uv_spawn() forks, which copies the page tables of the
 * whole heap; here the child borrows the parent's memory until it executes (as vfork does), and a pidfd on the
 * loop tells of its end. uv_spawn() remains for kernels without pidfds. */
#include "bindings/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child runs on a stack that sanitizers know nothing of. */
#define ON_OTHER_STACK __attribute__((no_sanitize("address", "thread", "undefined")))
#define CHILD_STACK (32 * 1024)
#define DEFAULT_PATH "/usr/local/bin:/bin:/usr/bin" /* execvp(3) without PATH */
#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x00001000
#endif

/* Everything the child needs, prepared: it may not allocate, and mostly its writes are seen by the parent. */
struct launch {
  const uv_process_options_t *o;
  char *const *env;
  char **candidates;        /* paths to try, in order; NULL at the end */
  char **script_argv;       /* /bin/sh <candidate> args...: for a file without an interpreter line */
  int (*fds)[2];            /* per stdio entry: the parent's end, what the child gets (-1: nothing) */
  int *error;               /* set by the child, in memory that both have: a positive errno */
};

/* ---- in the child ------------------------------------------------------------------------------------ */

ON_OTHER_STACK static int child_stdio(struct launch *l) {
  const int count = l->o->stdio_count > 3 ? l->o->stdio_count : 3;
  const int given = l->o->stdio_count;
  /* A descriptor that is to be replaced before it is used goes out of the way first. */
  for (int fd = 0; fd < given; fd++) {
    if (l->fds[fd][1] < 0 || l->fds[fd][1] >= fd) continue;
    const int copy = fcntl(l->fds[fd][1], F_DUPFD_CLOEXEC, count);
    if (copy < 0) return errno;
    l->fds[fd][1] = copy;
  }
  for (int fd = 0; fd < count; fd++) {
    int from = fd < given ? l->fds[fd][1] : -1;
    if (from < 0) {
      if (fd > 2) continue;
      from = open("/dev/null", fd == 0 ? O_RDONLY : O_RDWR);
      if (from < 0) return errno;
      if (from == fd) continue;
      if (dup2(from, fd) < 0) return errno;
      close(from);
      continue;
    }
    if (from == fd) {
      if (fcntl(fd, F_SETFD, 0) < 0) return errno;
    } else if (dup2(from, fd) < 0) {
      return errno;
    }
    /* Programs expect their standard streams to block. */
    const int flags = fd <= 2 ? fcntl(fd, F_GETFL) : -1;
    if (flags >= 0 && (flags & O_NONBLOCK) != 0) fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
  }
  return 0;
}

/* The C library's functions would change the ids of all threads, which are the parent's. */
ON_OTHER_STACK static int child_ids(const uv_process_options_t *o) {
  const unsigned flags = o->flags;
  if (flags & (UV_PROCESS_SETUID | UV_PROCESS_SETGID)) syscall(SYS_setgroups, 0, NULL); /* only root may: no matter */
  if ((flags & UV_PROCESS_SETGID) && syscall(SYS_setgid, o->gid) != 0) return errno;
  if ((flags & UV_PROCESS_SETUID) && syscall(SYS_setuid, o->uid) != 0) return errno;
  return 0;
}

ON_OTHER_STACK static int child_exec(struct launch *l) {
  int error = ENOENT;
  for (char **path = l->candidates; *path; path++) {
    execve(*path, l->o->args, l->env);
    if (errno == ENOEXEC) {
      l->script_argv[1] = *path;
      execve("/bin/sh", l->script_argv, l->env);
    }
    if (path == l->candidates && path[1] == NULL) return errno; /* no search */
    if (errno == EACCES) error = EACCES; /* told, if nothing better comes */
    else if (errno != ENOENT && errno != ENOTDIR && errno != ESTALE && errno != ENODEV && errno != ETIMEDOUT) return errno;
  }
  return error;
}

ON_OTHER_STACK static int child_main(void *arg) {
  struct launch *l = arg;
  struct sigaction standard = { .sa_handler = SIG_DFL };
  for (int n = 1; n < 32; n++) {
    if (n != SIGKILL && n != SIGSTOP) sigaction(n, &standard, NULL);
  }
  if (l->o->flags & UV_PROCESS_DETACHED) setsid();
  int error = child_stdio(l);
  if (error == 0 && l->o->cwd && chdir(l->o->cwd) != 0) error = errno;
  if (error == 0) error = child_ids(l->o);
  if (error == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    error = child_exec(l);
  }
  *l->error = error;
  _exit(127);
}

/* ---- in the parent ------------------------------------------------------------------------------------- */

static const char *path_of(char *const *env) {
  for (; env && *env; env++) {
    if (strncmp(*env, "PATH=", 5) == 0) return *env + 5;
  }
  return DEFAULT_PATH;
}

static void make_candidates(struct launch *l) {
  const char *file = l->o->file, *path = strchr(file, '/') ? NULL : path_of(l->env);
  size_t count = 1, n = 0, args = 0;
  for (const char *p = path; p && *p; p++) count += *p == ':';
  l->candidates = eddy_calloc(count + 1, sizeof *l->candidates);
  if (path == NULL) {
    l->candidates[n++] = eddy_strdup(file);
  } else {
    for (const char *p = path;; p++) {
      const size_t len = strcspn(p, ":"), size = len + strlen(file) + 3;
      char *full = eddy_alloc(size);
      if (len == 0) snprintf(full, size, "./%s", file); /* an empty entry is the working directory */
      else snprintf(full, size, "%.*s/%s", (int)len, p, file);
      l->candidates[n++] = full;
      p += len;
      if (*p == '\0') break;
    }
  }
  while (l->o->args[args]) args++;
  l->script_argv = eddy_calloc(args + 2, sizeof *l->script_argv);
  l->script_argv[0] = (char *)"/bin/sh";
  for (size_t i = 1; i < args; i++) l->script_argv[i + 1] = l->o->args[i];
}

static int make_fds(struct launch *l) {
  const int count = l->o->stdio_count;
  l->fds = eddy_calloc((size_t)count + 1, sizeof *l->fds);
  for (int i = 0; i < count; i++) l->fds[i][0] = l->fds[i][1] = -1;
  for (int i = 0; i < count; i++) {
    const uv_stdio_container_t *s = &l->o->stdio[i];
    if (s->flags & UV_CREATE_PIPE) {
      if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, l->fds[i]) != 0) return -errno;
    } else if (s->flags & (UV_INHERIT_FD | UV_INHERIT_STREAM)) {
      uv_os_fd_t fd = s->data.fd;
      if ((s->flags & UV_INHERIT_STREAM) && uv_fileno((uv_handle_t *)s->data.stream, &fd) != 0) fd = -1;
      if (fd < 0) return UV_EINVAL;
      l->fds[i][1] = fd;
    }
  }
  return 0;
}

/* The child's ends are the child's; the parent's go to `ends`, -1 where there is none. */
static void settle_fds(struct launch *l, int *ends) {
  for (int i = 0; i < l->o->stdio_count; i++) {
    ends[i] = -1;
    if (!(l->o->stdio[i].flags & UV_CREATE_PIPE)) continue;
    if (l->fds[i][1] >= 0) close(l->fds[i][1]);
    ends[i] = l->fds[i][0];
  }
}

/* Starts the child, and waits until it executes or has failed. With `pidfd` NULL no pidfd is made. */
static int launch(struct launch *l, int *pid, int *pidfd) {
  _Alignas(64) char stack[CHILD_STACK];
  sigset_t all, before;
  int flags = CLONE_VFORK | SIGCHLD, error = 0;
  /* A change of user would make the kernel protect our memory from our own debugger: that child gets a copy. */
  const bool copy = l->o->flags & (UV_PROCESS_SETUID | UV_PROCESS_SETGID);
  l->error = &error;
  if (copy) {
    l->error = mmap(NULL, sizeof error, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (l->error == MAP_FAILED) return -errno;
  } else {
    flags |= CLONE_VM;
  }
  if (pidfd) {
    *pidfd = -1;
    flags |= CLONE_PIDFD;
  }
  /* A handler that ran in the child would run on our memory. */
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int child = clone(child_main, stack + CHILD_STACK, flags, l, pidfd);
  const int err = child < 0 ? -errno : -*(volatile int *)l->error;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (copy) munmap(l->error, sizeof error);
  if (child > 0 && err != 0) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
    if (pidfd && *pidfd >= 0) close(*pidfd);
  }
  *pid = child;
  return err;
}

/* Ignored by whoever started us: then the kernel keeps no exit codes. */
static void keep_exit_codes(void) {
  static atomic_bool asked;
  struct sigaction now;
  if (asked) return;
  asked = true;
  if (sigaction(SIGCHLD, NULL, &now) == 0 && now.sa_handler == SIG_IGN) signal(SIGCHLD, SIG_DFL);
}

int eddy_child_launch(struct eddy_spawn *spawn, int *ends, int *pid, int *pidfd) {
  extern char **environ;
  uv_process_options_t *o = &spawn->options;
  struct launch l = { .o = o, .env = o->env ? o->env : environ };
  keep_exit_codes();
  int child = 0, err = make_fds(&l);
  make_candidates(&l);
  if (err == 0) err = launch(&l, &child, pidfd);
  if (err != 0 && pidfd) *pidfd = -1;
  *pid = err == 0 ? child : 0;
  settle_fds(&l, ends);
  for (char **c = l.candidates; *c; c++) free(*c);
  free(l.candidates);
  free(l.script_argv);
  free(l.fds);
  return err;
}

/* ---- the loop hears of its end ------------------------------------------------------------------------------ */

static void reap(uv_poll_t *poll, int status, int events) {
  struct eddy_child *p = CONTAINER_OF(poll, struct eddy_child, uv.poll), **end = &p->env->ended_children;
  (void)status;
  (void)events;
  const pid_t ended = waitpid(p->pid, &p->how, WNOHANG);
  if (ended == 0 || (ended < 0 && errno == EINTR)) return;
  uv_poll_stop(poll);
  p->reaped = true;
  /* Somebody else has waited for it: nothing is known but that it has ended. */
  if (ended < 0) p->how = 0;
  while (*end) end = &(*end)->next;
  *end = p;
}

void eddy_children_tell(struct eddy_env *env) {
  struct eddy_child *p = env->ended_children;
  env->ended_children = NULL;
  for (struct eddy_child *next; p; p = next) {
    next = p->next;
    p->next = NULL;
    p->exited(p, WIFEXITED(p->how) ? WEXITSTATUS(p->how) : 0, WIFSIGNALED(p->how) ? WTERMSIG(p->how) : 0);
  }
}

static void exited_uv(uv_process_t *uv, int64_t status, int signal) {
  struct eddy_child *p = CONTAINER_OF(uv, struct eddy_child, uv.process);
  p->reaped = true;
  p->exited(p, status, signal);
}

bool eddy_child_pidfds(void) {
  static atomic_int pidfds; /* 0: not asked yet, 1: the kernel has them, -1: it has not */
  if (pidfds == 0) {
    const int fd = (int)syscall(SYS_pidfd_open, getpid(), 0);
    pidfds = fd >= 0 ? 1 : -1;
    if (fd >= 0) close(fd);
  }
  return pidfds > 0;
}

/* The parent's ends become streams. */
static int open_ends(const uv_process_options_t *o, const int *ends) {
  int err = 0;
  for (int i = 0; i < o->stdio_count; i++) {
    if (ends[i] < 0) continue;
    if (err == 0) err = uv_pipe_open((uv_pipe_t *)o->stdio[i].data.stream, ends[i]);
    if (err != 0) close(ends[i]);
  }
  return err;
}

int eddy_child_spawn(struct eddy_env *env, struct eddy_child *p, struct eddy_spawn *spawn) {
  uv_process_options_t *o = &spawn->options;
  p->env = env;
  p->pidfd = -1;
  if (!eddy_child_pidfds()) {
    o->exit_cb = exited_uv;
    const int err = uv_spawn(env->loop, &p->uv.process, o);
    p->pid = err == 0 ? p->uv.process.pid : 0;
    return err;
  }
  int *ends = eddy_calloc((size_t)o->stdio_count + 1, sizeof *ends);
  const int launched = eddy_child_launch(spawn, ends, &p->pid, &p->pidfd), opened = open_ends(o, ends);
  free(ends);
  /* There is a handle in any case: the caller closes it. */
  if (p->pid == 0) {
    CHECK(uv_idle_init(env->loop, &p->uv.nothing) == 0);
  } else {
    CHECK(uv_poll_init(env->loop, &p->uv.poll, p->pidfd) == 0);
    CHECK(uv_poll_start(&p->uv.poll, UV_READABLE, reap) == 0);
  }
  return launched != 0 ? launched : opened;
}

int eddy_child_kill(struct eddy_child *p, int signal) {
  if (p->pid <= 0 || p->reaped) return UV_ESRCH;
  return uv_kill(p->pid, signal);
}

void eddy_child_release(struct eddy_child *p) {
  if (p->pidfd >= 0) close(p->pidfd);
  p->pidfd = -1;
}

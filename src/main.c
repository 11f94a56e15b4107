// SPDX-License-Identifier: MIT
/* main.c: the entry: options, engine, environment, script, loop, end. */
#include <signal.h>
#include <unistd.h>

#include "eddy.h"
#include "inspector/agent.h"
#include "options.h"
#include "sea.h"
#include "trace_sigint.h"
#include "user_snapshot.h"

struct eddy_process eddy_process;

static char *find_exec_path(void) {
  size_t size = 4096;
  char *path = eddy_alloc(size);
  if (uv_exepath(path, &size) != 0) snprintf(path, 4096, "%s", eddy_process.argv[0]);
  return path;
}

/* stdin, stdout and stderr must be open: a later open() may not get their numbers. */
static void open_standard_fds(void) {
  for (int fd = 0; fd <= 2; fd++) {
    uv_file null_fd = -1;
    if (uv_guess_handle(fd) == UV_UNKNOWN_HANDLE) {
      uv_fs_t req;
      null_fd = (uv_file)uv_fs_open(NULL, &req, "/dev/null", UV_FS_O_RDWR, 0, NULL);
      uv_fs_req_cleanup(&req);
      if (null_fd >= 0 && null_fd != fd && dup2(null_fd, fd) >= 0) close(null_fd);
    }
  }
}

static void process_init(int argc, char **argv) {
  eddy_process.start_hrtime = uv_hrtime();
  uv_timeval64_t now;
  uv_gettimeofday(&now);
  eddy_process.start_time_ms = (double)now.tv_sec * 1e3 + now.tv_usec / 1e3;
  eddy_process.argv = uv_setup_args(argc, argv);
  eddy_process.argc = argc;
  eddy_process.exec_path = find_exec_path();
  eddy_process.library_path = getenv("EDDY_LIB");
  eddy_process.library_from_disk = eddy_process.library_path && eddy_process.library_path[0];
  eddy_sea_open(eddy_process.exec_path);
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  sigaction(SIGPIPE, &ignore, NULL);
  sigaction(SIGXFSZ, &ignore, NULL); /* a write over `ulimit -f` is an error, EFBIG */
  open_standard_fds();
}

static int engine_init(void) {
  char **v8_argv;
  int v8_argc = eddy_options_v8(&v8_argv);
  struct eddy_engine_options o = {.v8_argc = v8_argc, .v8_argv = v8_argv, .pool_threads = eddy_process_pool_threads()};
  const int left = eddy_engine_init(&o);
  for (int i = 1; i < left; i++) {
    const char *near = eddy_option_nearest(v8_argv[i]);
    fprintf(stderr, "%s: bad option: %s\n", eddy_process.argv[0], v8_argv[i]);
    if (near) fprintf(stderr, "Did you mean %s?\n", near);
  }
  return left > 1 ? 9 : 0;
}

/* --version and the like, without the engine; but an option that nobody knows is refused. */
static int print_information(void) {
  char **v8_argv;
  const int code = eddy_options_v8(&v8_argv) > 1 ? engine_init() : 0;
  if (code == 0) eddy_options_print();
  return code;
}

static bool wants_crypto_setup(void) {
  const char *file = getenv("OPENSSL_CONF");
  return (file && *file) || eddy_option_text("--openssl-config")[0] || atol(eddy_option_text("--secure-heap")) > 0 ||
         eddy_option_bool("--openssl-legacy-provider") || eddy_option_bool("--enable-fips") ||
         eddy_option_bool("--force-fips");
}

int main(int argc, char **argv) {
  process_init(argc, argv);
  int code = eddy_options_parse();
  if (code < 0) return print_information();
  if (code == 0 && wants_crypto_setup()) code = eddy_crypto_setup();
  if (code == 0) code = eddy_user_snapshot_open();
  if (code == 0) eddy_process_setup();
  eddy_prefault_start();
  if (code == 0) code = engine_init();
  if (code != 0) return code;
  eddy_trace_start();
  const bool building = eddy_user_snapshot_building();
  struct eddy_env *env = eddy_env_new(true, building, uv_default_loop());
  if (!building) eddy_inspector_on_signal();
  if (eddy_option_bool("--trace-sigint")) eddy_trace_sigint_start(env);
  eddy_env_start(env, "start");
  if (building) code = eddy_user_snapshot_write(env);
  else if (!env->exiting) code = eddy_loop_run(env);
  eddy_env_exit(env, code);
}

/* Runs casus-pdf over the bytes of a page. Bytes go in and come out through files without a name, so that nobody waits for anybody; the
 * program bounds itself, and here it is given a time after which it is ended. */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "page/pdf.h"

enum { WALL_MS_MOST = 60 * 1000 };
extern char **environ;

/* ---- where it is ------------------------------------------------------------------------------------------------------- */

static bool is_program(const char *path) { return access(path, X_OK) == 0; }

/* Named by $CASUS_PDF, beside the running program, or where it was installed. */
static bool find_program(char path[PATH_MAX]) {
    const char *named = getenv("CASUS_PDF");
    if (named && *named) return snprintf(path, PATH_MAX, "%s", named) < PATH_MAX && is_program(path);
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
    path[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(path, '/');
    size_t room = slash ? (size_t)(PATH_MAX - (slash - path)) : 0;
    if (slash && snprintf(slash, room, "/casus-pdf") < (int)room && is_program(path)) return true;
    return snprintf(path, PATH_MAX, "%s", CASUS_LIBEXECDIR "/casus-pdf") < PATH_MAX && is_program(path);
}

/* ---- the files it reads and writes -------------------------------------------------------------------------------------- */

static bool write_all(int fd, Str bytes) {
    while (bytes.len) {
        ssize_t n = write(fd, bytes.at, bytes.len);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes = str_cut(bytes, (size_t)n, bytes.len);
    }
    return true;
}

/* The whole of a file into scratch, which closes it, also when the budget does not allow it. */
static Str take_all(Reading *r, int fd) {
    struct stat info;
    size_t size = fstat(fd, &info) == 0 ? (size_t)info.st_size : 0, got = 0;
    Budget *budget = r->scratch->budget;
    bool fits = budget->used < budget->limit && size < budget->limit - budget->used;
    char *room = fits ? arena_alloc(r->scratch, size + 1) : NULL;
    while (room && got < size) {
        ssize_t n = pread(fd, room + got, size - got, (off_t)got);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        got += (size_t)n;
    }
    close(fd);
    if (!fits) arena_alloc(r->scratch, size + 1);       /* stops the report, now that nothing is open */
    return (Str){ room, got };
}

/* ---- the process --------------------------------------------------------------------------------------------------------- */

static int start(const char *path, int in, int out, pid_t *pid) {
    char *arguments[] = { (char *)(uintptr_t)path, NULL };
    posix_spawn_file_actions_t files;
    int code = posix_spawn_file_actions_init(&files);
    if (code) return code;
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);     /* poppler complains of much */
    code = posix_spawn(pid, path, &files, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    return code;
}

/* true when it ended by itself and was content. */
static bool wait_for(pid_t pid, bool *is_late) {
    int status = 0, fd = pidfd_open(pid, 0), got = 1;
    struct pollfd ended = { .fd = fd, .events = POLLIN };
    if (fd >= 0)
        while ((got = poll(&ended, 1, WALL_MS_MOST)) < 0 && errno == EINTR) {}
    *is_late = got == 0;
    if (*is_late) kill(pid, SIGKILL);
    pid_t waited;
    while ((waited = waitpid(pid, &status, 0)) < 0 && errno == EINTR) {}
    if (fd >= 0) close(fd);
    *is_late = *is_late || (waited == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU);
    return waited == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool refuse(Reading *r, CasusStatus status, const char *why) {
    int n = r->page->name.len < 300 ? (int)r->page->name.len : 300;
    fail(&r->error, status, "%.*s: %s", n, r->page->name.at, why);
    return false;
}

static bool run_over(Reading *r, const char *path, int in, int out) {
    pid_t pid;
    bool is_late;
    if (in < 0 || out < 0 || !write_all(in, r->page->bytes) || lseek(in, 0, SEEK_SET) != 0)
        return refuse(r, CASUS_NO_MEMORY, "no memory left to hand the PDF over");
    if (start(path, in, out, &pid) != 0) return refuse(r, CASUS_NO_ACCESS, "casus-pdf cannot be started");
    if (wait_for(pid, &is_late)) return true;
    if (is_late) return refuse(r, CASUS_BAD_INPUT, "a PDF that takes longer than a minute to read; split it");
    return refuse(r, CASUS_BAD_INPUT, "a PDF that cannot be read: casus-pdf broke off, for it is damaged or needs more than 1 GiB");
}

bool pdf_run(Reading *r, Str *json) {
    char path[PATH_MAX];
    if (!find_program(path))
        return refuse(r, CASUS_NO_ACCESS, "a PDF, and casus-pdf, which reads them, is not there; build it (it needs poppler-glib) and put it beside casus");
    int in = memfd_create("casus-pdf", MFD_CLOEXEC), out = memfd_create("casus-pdf", MFD_CLOEXEC);
    bool is_read = run_over(r, path, in, out);
    if (in >= 0) close(in);
    if (is_read) *json = take_all(r, out);
    else if (out >= 0) close(out);
    return is_read;
}

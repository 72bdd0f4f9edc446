/* Files of places -> one gazetteer: `casus gazetteer import`. */
#include "base/gazetteer_build.h"
#include "base/gazetteer_format.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct { GazetteerBuilder *b; const Gazetteer *known; GazetteerFaultFn fault; void *to; GazetteerCount count; CasusError *err; } Job;

static bool import_mapped(Job *job, const char *path, int fd) {
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return fail(job->err, CASUS_NO_ACCESS, "%s: not a file that can be read whole; give a regular file", path), false;
    if (info.st_size == 0) return fail(job->err, CASUS_BAD_INPUT, "%s: empty", path), false;
    void *at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED) return fail(job->err, CASUS_NO_ACCESS, "%s: %s", path, strerror(errno)), false;
    bool imported = gazetteer_import(job->b, (Str){ at, (size_t)info.st_size }, path, job->known, job->fault, job->to, &job->count, job->err);
    munmap(at, (size_t)info.st_size);
    return imported;
}

static bool import_path(Job *job, const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail(job->err, CASUS_NO_ACCESS, "%s: %s", path, strerror(errno)), false;
    bool imported = import_mapped(job, path, fd);
    close(fd);
    return imported;
}

/* Beside the file and renamed when whole: a reader never sees half of it. */
static bool write_beside(Job *job, const char *to) {
    char part[PATH_MAX];
    if (snprintf(part, sizeof part, "%s.part", to) >= (int)sizeof part) return fail(job->err, CASUS_BAD_INPUT, "%s: the path is too long", to), false;
    FILE *file = fopen(part, "wb");
    if (!file) return fail(job->err, CASUS_NO_ACCESS, "%s: %s", part, strerror(errno)), false;
    bool written = gazetteer_write(job->b, file, to, job->err);
    if (fclose(file) != 0 && written) written = (fail(job->err, CASUS_NO_SPACE, "%s: %s", to, strerror(errno)), false);
    if (written && rename(part, to) != 0) written = (fail(job->err, CASUS_NO_ACCESS, "%s: %s", to, strerror(errno)), false);
    if (!written) (void)remove(part);
    return written;
}

bool gazetteer_import_files(const Gazetteer *known, const char *const *paths, size_t n, const char *to, GazetteerFaultFn fault, void *with,
                            CasusGazetteerCount *count, CasusError *err) {
    Job job = { .b = gazetteer_builder_new(), .known = known, .fault = fault, .to = with, .err = err };
    if (!job.b) return fail(err, CASUS_NO_MEMORY, "no memory left to import places"), false;
    if (known) gazetteer_set_disputed(job.b, gazetteer_disputed(known));
    bool done = true;
    for (size_t i = 0; i < n && done; i++) done = import_path(&job, paths[i]);
    if (done && !gazetteer_n_places(job.b)) done = (fail(err, CASUS_BAD_INPUT, "no place in %s: %s", paths[0], "nothing is written"), false);
    if (done) done = write_beside(&job, to);
    if (count) *count = (CasusGazetteerCount){ gazetteer_n_places(job.b), gazetteer_n_names(job.b), job.count.skipped };
    gazetteer_builder_free(job.b);
    return done;
}

#include "serve/job.h"
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/error.h"

enum { TOLD_BYTES = 2000 };

struct Job {
    const char *ledger;
    const CasusReader *reader;
    JobOrder order;
    void (*done)(void *with); void *with;
    pthread_t thread;
    atomic_bool stops;
    FILE *file;
    int error;                              /* errno of the first write that failed */
    bool written;
    CasusError err;
    char told[TOLD_BYTES]; size_t told_len;
};

static bool put(void *to, const char *bytes, size_t n) {
    Job *job = to;
    if (atomic_load(&job->stops)) return false;
    if (n == 0 || fwrite(bytes, 1, n, job->file) == n) return true;
    job->error = errno;
    return false;
}

static void tell(void *with, const char *line) {
    Job *job = with;
    size_t room = TOLD_BYTES - job->told_len;
    int n = snprintf(job->told + job->told_len, room, "%s%s", job->told_len ? " | " : "", line);
    if (n > 0) job->told_len += (size_t)n < room ? (size_t)n : room - 1;
}

static bool write_pack(Job *job, CasusLedger *ledger) {
    CasusPackProof proof = { 0 };
    if (!casus_pack_write(ledger, job->order.pack, job->reader, put, job, &proof, &job->err)) return false;
    char line[160];
    snprintf(line, sizeof line, "%llu claims in %llu reports; the seal of the pack, to be kept apart from it: %s", (unsigned long long)proof.claims,
             (unsigned long long)proof.reports, proof.seal);
    tell(job, line);
    return true;
}

static bool write_export(Job *job, CasusLedger *ledger) {
    CasusExport how = { .format = job->order.format, .policy = job->order.policy, .audience = job->order.audience, .reader = job->reader, .told = tell, .with = job };
    return casus_export(ledger, &how, &job->order.filter, put, job, &job->err);
}

static void *work(void *of) {
    Job *job = of;
    CasusLedger *ledger = casus_ledger_open(job->ledger, CASUS_LEDGER_READ, &job->err);
    job->written = ledger && (job->order.pack ? write_pack(job, ledger) : write_export(job, ledger));
    if (job->written && fflush(job->file) != 0) job->error = errno;
    if (job->error) fail(&job->err, CASUS_NO_SPACE, "the file cannot be written: %s", strerror(job->error));
    casus_ledger_close(ledger);
    job->done(job->with);
    return NULL;
}

Job *job_start(const char *ledger, const CasusReader *reader, const JobOrder *order, void (*done)(void *with), void *with, CasusError *err) {
    Job *job = calloc(1, sizeof *job);
    if (!job) return fail(err, CASUS_NO_MEMORY, "no memory left to export with");
    *job = (Job){ .ledger = ledger, .reader = reader, .order = *order, .done = done, .with = with, .file = tmpfile() };
    if (!job->file) fail(err, CASUS_NO_SPACE, "no file can be made to export into: %s", strerror(errno));
    else if (pthread_create(&job->thread, NULL, work, job) == 0) return job;
    else fail(err, CASUS_NO_MEMORY, "no thread is left to export with");
    if (job->file) fclose(job->file);
    free(job);
    return NULL;
}

int job_file(Job *job, uint64_t *size, CasusError *err) {
    *err = job->err;
    if (!job->written || job->error) return -1;
    long end = ftell(job->file);
    int fd = end >= 0 ? dup(fileno(job->file)) : -1;
    if (fd < 0) fail(err, CASUS_NO_SPACE, "the file is gone: %s", strerror(errno));
    else *size = (uint64_t)end;
    return fd;
}

const char *job_told(const Job *job) { return job->told; }
void job_stop(Job *job) { atomic_store(&job->stops, true); }

void job_free(Job *job) {
    if (!job) return;
    pthread_join(job->thread, NULL);
    fclose(job->file);
    free(job);
}

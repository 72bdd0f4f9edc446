/* An answer that takes long to make: written to a file without a name by a thread of its own, with a ledger handle of its own. */
#ifndef CASUS_SERVE_JOB_H
#define CASUS_SERVE_JOB_H
#include "serve/serve.h"

/* What is asked for. The filter's strings must live until the job ends. */
typedef struct {
    int64_t pack;                           /* the evidence of this incident; 0: an export */
    const char *format, *policy, *audience; /* of an export; policy and audience may be NULL */
    CasusFilter filter;
} JobOrder;

typedef struct Job Job;
/* Starts; `done` is called once, in the job's thread, when the file is whole or has failed. NULL with *err filled when it cannot begin. */
Job *job_start(const char *ledger, const CasusReader *reader, const JobOrder *order, void (*done)(void *with), void *with, CasusError *err);
/* After done: the file's descriptor, which the caller closes, and how long it is; -1 with *err filled when it failed. */
int job_file(Job *job, uint64_t *size, CasusError *err);
/* What was counted meanwhile, as lines with " | " between; lives as long as the job. */
const char *job_told(const Job *job);
void job_stop(Job *job);                    /* it ends as soon as it can; then done is called */
void job_free(Job *job);                    /* waits for its end. NULL is well */
#endif

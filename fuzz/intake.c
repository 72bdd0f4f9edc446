/* Any bytes as a file of reports: JSON Lines, JSON over many lines, or a page. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "casus.h"

/* Views must be readable to their last byte. */
static unsigned touch(CasusStr s) {
    unsigned sum = 0;
    for (size_t k = 0; k < s.len; k++) sum += (unsigned char)s.at[k];
    return sum;
}

static unsigned touch_page(const CasusPage *p) {
    return touch(p->bytes) + touch(p->name) + touch(p->id) + touch(p->url) + touch(p->publisher) + touch(p->author) + touch(p->title)
        + touch(p->published) + touch(p->language) + touch(p->extra);
}

/* A file of these bytes that has no name on disk; exits when the machine gives none. */
static int file_of(const uint8_t *data, size_t size) {
    int fd = memfd_create("fuzz", 0);
    if (fd >= 0 && write(fd, data, size) == (ssize_t)size) return fd;
    perror("fuzz/intake");
    exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    int fd = file_of(data, size), got;
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const char *paths[] = { path };
    CasusError err = { 0 };
    CasusPage page;
    volatile unsigned sum = 0;
    CasusIntake *intake = casus_intake_open(paths, 1, &err);
    if (!intake) exit(2);
    while ((got = casus_intake_next(intake, &page, &err)) != 0) {
        if (got < 0 && !err.line[0]) abort();
        if (got > 0) sum += touch_page(&page);
    }
    casus_intake_close(intake);
    close(fd);
    return 0;
}

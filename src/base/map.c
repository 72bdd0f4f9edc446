#define _POSIX_C_SOURCE 200809L     /* open, fstat, mmap */
#include "base/map.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

Str file_map(const char *path) {
    Str file = { 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return file;
    struct stat info;
    if (fstat(fd, &info) == 0) {
        void *at = MAP_FAILED;
        if (!S_ISREG(info.st_mode)) errno = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
        else if (info.st_size == 0) errno = ENODATA;
        else at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at != MAP_FAILED) file = (Str){ at, (size_t)info.st_size };
    }
    int why = errno;
    close(fd);
    errno = why;
    return file;
}

void file_unmap(Str file) {
    if (file.at) munmap((void *)(uintptr_t)file.at, file.len);
}

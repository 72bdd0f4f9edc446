/* zip files, by libarchive. */
#include "export/zip.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include "base/error.h"

enum { BLOCK = 16384, MODE = 0644 };
enum { FIRST_TIME_S = 315619200 };                  /* 1980-01-02: zip knows no earlier day, in any time zone */
static const size_t MOST_BYTES = (size_t)1 << 30;   /* of one file; no report is as long */

struct Zip { struct archive *archive; CasusSink sink; void *to; const char *path; bool failed, stopped; };

static Zip *new_zip(struct archive *archive, CasusError *err) {
    Zip *zip = calloc(1, sizeof *zip);
    if (zip && archive) { zip->archive = archive; return zip; }
    free(zip);
    archive_free(archive);
    return fail(err, CASUS_NO_MEMORY, "no memory left for a zip file");
}

/* ---- writing ------------------------------------------------------------------------------------------------------------ */

static la_ssize_t pass_on(struct archive *archive, void *with, const void *bytes, size_t n) {
    Zip *zip = with;
    if (zip->sink(zip->to, bytes, n)) return (la_ssize_t)n;
    zip->stopped = true;
    archive_set_error(archive, EIO, "the output takes no more");
    return -1;
}

Zip *zip_write(CasusSink sink, void *to, CasusError *err) {
    Zip *zip = new_zip(archive_write_new(), err);
    if (!zip) return NULL;
    zip->sink = sink;
    zip->to = to;
    archive_write_set_format_zip(zip->archive);
    archive_write_set_bytes_in_last_block(zip->archive, 1);
    zip->failed = archive_write_open(zip->archive, zip, NULL, pass_on, NULL) != ARCHIVE_OK;
    return zip;
}

void zip_add(Zip *zip, const char *path, Str bytes) {
    struct archive_entry *entry = zip->failed ? NULL : archive_entry_new();
    if (!entry) { zip->failed = true; return; }
    archive_entry_set_pathname(entry, path);
    archive_entry_set_size(entry, (la_int64_t)bytes.len);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, MODE);
    archive_entry_set_mtime(entry, FIRST_TIME_S, 0);
    zip->failed = archive_write_header(zip->archive, entry) != ARCHIVE_OK;
    archive_entry_free(entry);
    if (!zip->failed && bytes.len) zip->failed = archive_write_data(zip->archive, bytes.at, bytes.len) != (la_ssize_t)bytes.len;
}

bool zip_finish(Zip *zip, CasusError *err) {
    bool written = !zip->failed && archive_write_close(zip->archive) == ARCHIVE_OK;
    if (!written) {
        const char *why = archive_error_string(zip->archive);
        fail(err, zip->stopped ? CASUS_NO_SPACE : CASUS_NO_MEMORY, "the zip file cannot be written: %s", why ? why : "no memory left");
        archive_write_fail(zip->archive);
    }
    archive_write_free(zip->archive);
    free(zip);
    return written;
}

/* ---- reading ------------------------------------------------------------------------------------------------------------ */

Zip *zip_read(const char *path, CasusError *err) {
    Zip *zip = new_zip(archive_read_new(), err);
    if (!zip) return NULL;
    zip->path = path;
    archive_read_support_format_zip(zip->archive);
    if (archive_read_open_filename(zip->archive, path, BLOCK) == ARCHIVE_OK) return zip;
    fail(err, CASUS_BAD_INPUT, "%s: %s", path, archive_error_string(zip->archive));
    zip_close(zip);
    return NULL;
}

static int damaged(const Zip *zip, CasusError *err) {
    const char *why = archive_error_string(zip->archive);
    fail(err, CASUS_BAD_INPUT, "%s: damaged: %s", zip->path, why ? why : "no reason known");
    return -1;
}

int zip_next(Zip *zip, Arena *arena, Str *name, Str *bytes, CasusError *err) {
    struct archive_entry *entry;
    int code = archive_read_next_header(zip->archive, &entry);
    if (code == ARCHIVE_EOF) return 0;
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) return damaged(zip, err);
    const char *path = archive_entry_pathname(entry);
    *name = str_copy(str_of(path ? path : ""), arena);
    Text all = { .arena = arena };
    char block[BLOCK];
    la_ssize_t n;
    while ((n = archive_read_data(zip->archive, block, sizeof block)) > 0) {
        text_add(&all, (Str){ block, (size_t)n });
        if (all.len > MOST_BYTES) {
            fail(err, CASUS_BAD_INPUT, "%s: %.*s unpacks to more than any report has", zip->path, (int)name->len, name->at);
            return -1;
        }
    }
    if (n < 0) return damaged(zip, err);
    *bytes = text_str(&all);
    return 1;
}

void zip_close(Zip *zip) {
    if (!zip) return;
    archive_read_free(zip->archive);
    free(zip);
}

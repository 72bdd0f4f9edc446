/* gazetteer_pack PLACES.tsv.zst DISPUTED.tsv OUT: the packed source table of places -> the file that the library maps. */
#include <errno.h>
#include <stdlib.h>
#include <zstd.h>

#include "base/gazetteer_build.h"

static Str read_whole(const char *path) {
    FILE *file = fopen(path, "rb");
    long size = -1;
    if (file && fseek(file, 0, SEEK_END) == 0) size = ftell(file);
    char *bytes = size >= 0 ? malloc((size_t)size + 1) : NULL;
    if (!bytes || fseek(file, 0, SEEK_SET) != 0 || fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
    fclose(file);
    return (Str){ bytes, (size_t)size };
}

static Str unpack(Str packed, const char *path) {
    unsigned long long size = ZSTD_getFrameContentSize(packed.at, packed.len);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > (1u << 30)) {
        fprintf(stderr, "%s: not a file that tools/gazetteer.py wrote\n", path);
        exit(1);
    }
    char *text = malloc(size + 1);
    ZSTD_DCtx *context = ZSTD_createDCtx();
    if (!text || !context) exit(1);
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 27);
    size_t n = ZSTD_decompressDCtx(context, text, size, packed.at, packed.len);
    ZSTD_freeDCtx(context);
    if (ZSTD_isError(n)) {
        fprintf(stderr, "%s: %s\n", path, ZSTD_getErrorName(n));
        exit(1);
    }
    return (Str){ text, n };
}

static void print_fault(void *to, const char *line) {
    (void)to;
    fprintf(stderr, "%s\n", line);
}

static bool pack(const char *places, const char *disputed, const char *out, CasusError *err) {
    GazetteerBuilder *b = gazetteer_builder_new();
    GazetteerCount count = { 0 };
    Str packed = read_whole(places), text = unpack(packed, places), areas = read_whole(disputed);
    if (!b) return false;
    gazetteer_set_disputed(b, areas);
    FILE *to = fopen(out, "wb");
    bool packs = to && gazetteer_import(b, text, places, NULL, print_fault, NULL, &count, err) && gazetteer_write(b, to, out, err) && count.skipped == 0;
    if (to && fclose(to) != 0) packs = false;
    gazetteer_builder_free(b);
    free((void *)(uintptr_t)packed.at), free((void *)(uintptr_t)text.at), free((void *)(uintptr_t)areas.at);
    return packs;
}

int main(int argc, char **argv) {
    CasusError err = { .line = "some lines were left out" };
    if (argc != 4) {
        fputs("usage: gazetteer_pack PLACES.tsv.zst DISPUTED.tsv OUT\n", stderr);
        return 2;
    }
    if (pack(argv[1], argv[2], argv[3], &err)) return 0;
    fprintf(stderr, "%s\n", err.line);
    (void)remove(argv[3]);
    return 1;
}

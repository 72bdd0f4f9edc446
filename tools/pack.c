/* pack [--partial] OUT DATA_DIR [WEIGHTS]: checks the tables and compiles them into one file for the library to map, with the weights file.
 * Each fault is one line, FILE:LINE: REASON; with a fault nothing is written and the status is 1.
 * --partial: tables may be missing (for tests). */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/map.h"
#include "base/weights_format.h"
#include "pack.h"

static const char world[] = "world";

static int by_bytes(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }

typedef LIST_OF(Str) Names;

/* The names in a folder but hidden ones, in byte order. */
static Names names_in(Packer *p, const char *folder) {
    Names names = { 0 };
    DIR *dir = opendir(folder);
    if (!dir) {
        fprintf(stderr, "%s: %s\n", folder, strerror(errno));
        p->n_faults++;
        return names;
    }
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.') continue;
        Str *name = list_add(&names, p->arena);
        *name = str_copy(str_of(entry->d_name), p->arena);
    }
    closedir(dir);
    if (names.len) qsort(names.at, names.len, sizeof(Str), by_bytes);
    return names;
}

static bool is_world(const Language *language) { return str_eq(language->name, str_of(world)); }

static bool is_known_file(const Language *language, Str name) {
    if (!is_world(language) && (str_eq(name, S("inflect.tsv")) || str_eq(name, S("irregular.tsv")))) return true;
    for (int t = 1; t < N_TABLES; t++)
        if (table_is_language[t] == !is_world(language) && str_eq(name, str_of(table_file[t]))) return true;
    return !str_ends(name, S(".tsv"));
}

static void read_folder(Packer *p, Language *language, const char *folder) {
    Names names = names_in(p, folder);
    for (size_t i = 0; i < names.len; i++) {
        if (is_known_file(language, names.at[i])) continue;
        fprintf(stderr, "%s/%s:1: no table of this name; see src/base/tables.h\n", folder, names.at[i].at);
        p->n_faults++;
    }
    for (int t = 1; t < N_TABLES; t++)
        if (table_is_language[t] == !is_world(language))
            sheet_read(p, &language->sheets[t], str_format(p->arena, "%s/%s", folder, table_file[t]).at, t == TABLE_CLITIC);
    if (!is_world(language)) forms_read(p, language, folder);
}

static void read_data(Packer *p, const char *data) {
    Names names = names_in(p, data);
    for (size_t i = 0; i < names.len; i++) {
        if (str_find(names.at[i], S("."), 0) != SIZE_MAX) continue;     /* a file beside the folders */
        Language *language = list_add(&p->languages, p->arena);
        language->name = names.at[i];
        read_folder(p, language, str_format(p->arena, "%s/%s", data, names.at[i].at).at);
    }
}

static void add_tables(Packer *p) {
    rules_make(p);
    trie_start(p);
    list_start(&p->rows, p->arena);
    for (size_t l = 0; l < p->languages.len; l++)
        for (int t = 1; t < N_TABLES; t++) rows_add(p, &p->languages.at[l], (Table)t);
}

/* The weights as they are, but never damaged ones: the reader looks at their head alone. */
static void take_weights(Packer *p, const char *path) {
    WeightsHead head;
    p->weights = file_map(path);
    const char *why = !p->weights.at ? strerror(errno) : NULL;
    if (!why && p->weights.len > sizeof head) memcpy(&head, p->weights.at, sizeof head);
    if (!why && (p->weights.len <= sizeof head || memcmp(head.magic, WEIGHTS_MAGIC, sizeof head.magic) != 0)) why = "no weights file";
    if (!why && head.file_size != p->weights.len) why = "cut short";
    if (!why && head.crc != crc32_z(0, (const Bytef *)p->weights.at + sizeof head, p->weights.len - sizeof head)) why = "damaged: its sum does not fit";
    if (!why) return;
    fprintf(stderr, "%s: %s\n", path, why);
    p->n_faults++;
}

static int pack(Packer *p, const char *out, const char *data, const char *weights) {
    read_data(p, data);
    add_tables(p);
    if (weights) take_weights(p, weights);
    if (p->n_faults) {
        fprintf(stderr, "%s: %zu faults; no pack written\n", data, p->n_faults);
        return 1;
    }
    return pack_write(p, out) ? 0 : 1;
}

int main(int argc, char **argv) {
    Arena arena = { 0 };
    Packer packer = { .arena = &arena, .pool.arena = &arena };
    packer.is_partial = argc > 1 && strcmp(argv[1], "--partial") == 0;
    char **paths = argv + 1 + packer.is_partial;
    int n = argc - 1 - packer.is_partial;
    if (n != 2 && n != 3) {
        fputs("usage: pack [--partial] OUT DATA_DIR [WEIGHTS]\n", stderr);
        return 2;
    }
    int status = pack(&packer, paths[0], paths[1], n == 3 ? paths[2] : NULL);
    file_unmap(packer.weights);
    arena_free(&arena);
    return status;
}

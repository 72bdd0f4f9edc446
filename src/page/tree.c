#define _POSIX_C_SOURCE 200809L     /* opendir, stat, strdup */
#include "page/tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "page/url.h"
#include "page/wacz.h"

enum { DEEPEST = 64, HEAD = 16 << 10 };
typedef struct { char *path; bool is_folder; } Entry;
typedef struct { char *path; Entry *entries; size_t n, cap, next; dev_t device; ino_t number; bool gave; } Folder;
struct Tree { const char *const *paths; size_t n, next; Folder open[DEEPEST]; size_t depth; char *path; };

Tree *tree_open(const char *const *paths, size_t n) {
    Tree *tree = calloc(1, sizeof *tree);
    if (!tree) return NULL;
    tree->paths = paths;
    tree->n = n;
    return tree;
}

static void close_folder(Folder *folder) {
    for (size_t k = folder->next; k < folder->n; k++) free(folder->entries[k].path);
    free(folder->entries);
    free(folder->path);
}

void tree_close(Tree *tree) {
    if (!tree) return;
    while (tree->depth) close_folder(&tree->open[--tree->depth]);
    free(tree->path);
    free(tree);
}

/* A folder sorts as if its name ended in '/', so that whole paths come in byte order. */
static int by_path(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    size_t k = 0;
    while (x->path[k] && x->path[k] == y->path[k]) k++;
    unsigned char c = (unsigned char)(x->path[k] ? x->path[k] : x->is_folder ? '/' : 0);
    unsigned char d = (unsigned char)(y->path[k] ? y->path[k] : y->is_folder ? '/' : 0);
    return (c > d) - (c < d);
}

static char *path_below(const char *folder, const char *name) {
    size_t n = strlen(folder), slash = n && folder[n - 1] == '/', room = n + strlen(name) + 2;
    char *path = malloc(room);
    if (path) snprintf(path, room, "%s%s%s", folder, slash ? "" : "/", name);
    return path;
}

static bool add_entry(Folder *folder, const char *name) {
    if (folder->n == folder->cap) {
        size_t cap = folder->cap ? folder->cap * 2 : 64;
        Entry *grown = realloc(folder->entries, cap * sizeof *grown);
        if (!grown) return false;
        folder->entries = grown;
        folder->cap = cap;
    }
    struct stat info;
    char *path = path_below(folder->path, name);
    if (!path) return false;
    bool known = stat(path, &info) == 0;
    if (known && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)) {      /* a socket, a device */
        free(path);
        return true;
    }
    folder->entries[folder->n++] = (Entry){ path, known && S_ISDIR(info.st_mode) };
    return true;
}

static bool read_folder(Folder *folder) {
    DIR *dir = opendir(folder->path);
    if (!dir) return false;
    errno = 0;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] != '.' && !add_entry(folder, entry->d_name)) break;
    int wrong = errno;
    closedir(dir);
    if (folder->n) qsort(folder->entries, folder->n, sizeof *folder->entries, by_path);
    errno = wrong;
    return !wrong;
}

static const char *name_of(const Entry *entry) {
    const char *slash = strrchr(entry->path, '/');
    return slash ? slash + 1 : entry->path;
}

static bool is_described(const char *path) {
    char head[HEAD];
    FILE *file = fopen(path, "re");
    if (!file) return false;
    size_t n = fread(head, 1, sizeof head, file);
    fclose(file);
    return wacz_is_description((Str){ head, n });
}

static bool is_wacz(const Folder *folder) {
    for (size_t k = 0; k < folder->n; k++)
        if (!folder->entries[k].is_folder && strcmp(name_of(&folder->entries[k]), WACZ_DESCRIPTION) == 0) return is_described(folder->entries[k].path);
    return false;
}

/* Of an unpacked WACZ only the WARCs are reports: its lists of pages and indexes tell of the same pages again. */
static void keep_warcs(Folder *folder) {
    size_t n = 0;
    for (size_t k = 0; k < folder->n; k++) {
        if (folder->entries[k].is_folder && wacz_is_archive(name_of(&folder->entries[k]))) folder->entries[n++] = folder->entries[k];
        else free(folder->entries[k].path);
    }
    folder->n = n;
}

static bool is_being_read(const Tree *tree, const struct stat *info) {
    for (size_t k = 0; k < tree->depth; k++)
        if (tree->open[k].device == info->st_dev && tree->open[k].number == info->st_ino) return true;
    return false;
}

/* Opens a folder on top of the others. false with *err when it cannot be read. */
static bool enter(Tree *tree, const char *path, const struct stat *info, CasusError *err) {
    Folder folder = { .path = strdup(path), .device = info->st_dev, .number = info->st_ino };
    if (tree->depth < DEEPEST && folder.path && read_folder(&folder)) {
        if (is_wacz(&folder)) keep_warcs(&folder);
        tree->open[tree->depth++] = folder;
        return true;
    }
    if (tree->depth == DEEPEST) fail(err, CASUS_BAD_INPUT, "%s: folders nested deeper than %d; name it by itself", path, DEEPEST);
    else fail(err, CASUS_NO_ACCESS, "%s: %s", path, strerror(errno));
    close_folder(&folder);
    return false;
}

/* One path, as given or met in a folder. TREE_END: nothing to hand out, go on. */
static TreeStep take(Tree *tree, const char *path, CasusError *err) {
    struct stat info;
    if (!tree->depth && (strcmp(path, "-") == 0 || url_is_web(str_of(path)))) return TREE_FILE;
    if (stat(path, &info) != 0) {
        fail(err, CASUS_NO_ACCESS, "%s: %s", path, strerror(errno));
        return TREE_WRONG;
    }
    if (!S_ISDIR(info.st_mode)) return TREE_FILE;
    if (is_being_read(tree, &info)) return TREE_END;
    return enter(tree, path, &info, err) ? TREE_END : TREE_WRONG;
}

/* Leaves the topmost folder; a named folder without a report is worth a line. */
static TreeStep leave(Tree *tree, CasusError *err) {
    Folder folder = tree->open[--tree->depth];
    TreeStep step = TREE_END;
    if (tree->depth) tree->open[tree->depth - 1].gave |= folder.gave;
    else if (!folder.gave) {
        fail(err, CASUS_BAD_INPUT, "%s: a folder without reports", folder.path);
        step = TREE_WRONG;
    }
    close_folder(&folder);
    return step;
}

static TreeStep take_from_folder(Tree *tree, const char **path, CasusError *err) {
    Folder *folder = &tree->open[tree->depth - 1];
    free(tree->path);
    tree->path = folder->entries[folder->next++].path;
    TreeStep step = take(tree, *path = tree->path, err);
    if (step != TREE_END) folder->gave = true;
    return step;
}

TreeStep tree_next(Tree *tree, const char **path, CasusError *err) {
    while (tree->depth || tree->next < tree->n) {
        TreeStep step;
        if (!tree->depth) step = take(tree, *path = tree->paths[tree->next++], err);
        else if (tree->open[tree->depth - 1].next < tree->open[tree->depth - 1].n) step = take_from_folder(tree, path, err);
        else step = leave(tree, err);
        if (step != TREE_END) return step;
    }
    return TREE_END;
}

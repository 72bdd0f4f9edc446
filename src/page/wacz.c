#include "page/wacz.h"

static bool is_below(const char *path, const char *folder) { return str_starts(str_of(path), str_of(folder)); }

/* "{"format": "json-pages-1.0", ...": the first line of a list of pages. */
static bool is_page_list(const char *path, Str head) {
    size_t end = str_find(head, S("\n"), 0);
    Str line = str_cut(head, 0, end == SIZE_MAX ? head.len : end);
    return is_below(path, "pages/") && str_starts(line, S("{")) && str_find(line, S("\"json-pages-"), 0) != SIZE_MAX;
}

/* Lines that say where in which WARC an address was captured, or where in the index its part stands. */
static bool is_index(const char *path) {
    Str all = str_of(path);
    return is_below(path, "indexes/") && (str_find(all, S(".cdx"), 0) != SIZE_MAX || str_ends(all, S(".idx")));
}

bool wacz_is_description(Str head) { return str_find(head, S("\"wacz_version\""), 0) != SIZE_MAX; }

bool wacz_is_archive(const char *name) { return str_eq(str_of(name), S("archive")); }

static bool is_description(const char *path, Str head) { return str_eq(str_of(path), S(WACZ_DESCRIPTION)) && wacz_is_description(head); }

static bool is_digest(const char *path) { return str_eq(str_of(path), S("datapackage-digest.json")); }

bool wacz_passes(bool *known, const char *path, Str head) {
    if (is_page_list(path, head) || is_index(path) || is_description(path, head) || is_digest(path)) return *known = true;
    return *known && !is_below(path, "archive/");
}

/* The packer and the pack: tables are written to a folder, packed by the program given, opened and asked. */
#include "check.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/pack_format.h"
#include "base/utf8.h"

static const char head[] = "# A table of this test.\n# columns: as in tables.h\n# Source: invented. Licence: CC0.\n";

typedef struct { char folder[64]; const char *packer; } Place;

static void path_in(const Place *place, const char *name, char path[256]) { snprintf(path, 256, "%s/%s", place->folder, name); }

static void write_file(const Place *place, const char *name, const char *before, Str text) {
    char path[256];
    path_in(place, name, path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(before, 1, strlen(before), file), strlen(before));
    assert_int_equal(fwrite(text.at, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static void write_table(const Place *place, const char *name, const char *rows) { write_file(place, name, head, str_of(rows)); }

static Str read_file(const Place *place, const char *name, Arena *arena) {
    char path[256], buffer[4096];
    path_in(place, name, path);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    Text text = { .arena = arena };
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;) text_add(&text, (Str){ buffer, n });
    fclose(file);
    return text_str(&text);
}

/* Runs the packer; its exit status. What it says goes to the file "said". */
static int run_packer(const Place *place, const char *out) {
    char out_path[256], data[256], said[256];
    path_in(place, out, out_path);
    path_in(place, "data", data);
    path_in(place, "said", said);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (!freopen(said, "wb", stderr)) _exit(9);
        execl(place->packer, place->packer, "--partial", out_path, data, (char *)NULL);
        _exit(9);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void write_good_tables(const Place *place) {
    write_table(place, "data/en/clitic.tsv", "'s\t-\nn't\tPART\n#th\t-\n");
    write_table(place, "data/en/abbreviation.tsv", "gen.\t-\tnever\nsept.|sep.\t-\tmay\n");
    write_table(place, "data/en/inflect.tsv", "VERB\tpast\t-\t0\ted\nVERB\tpast\te\t0\td\nVERB\tparticiple\t-\t0\ted\nVERB\tparticiple\te\t0\td\n"
        "VERB\tthird\t-\t0\ts\nVERB\tgerund\t-\t0\ting\nVERB\tgerund\te\t1\ting\nNOUN\tplural\t-\t0\ts\nNOUN\tplural\ty\t1\ties\n");
    write_table(place, "data/en/irregular.tsv", "shoot\tVERB\tpast\tshot\nshoot\tVERB\tparticiple\tshot\ntake\tVERB\tpast\ttook\ntake\tVERB\tparticiple\ttaken\n"
        "learn\tVERB\tpast\tlearned|learnt\nrubble\tNOUN\tplural\t-\n");
    write_table(place, "data/en/function.tsv", "of\tADP\tpreposition\t-\nthe\tDET\tdeterminer\t-\n");
    write_table(place, "data/en/saying.tsv", "deny\tVERB\tdenies\tthat\nclaim of blame\tNOUN\taccuses\tnoun\nlearn|hear\tVERB\tasserts\tthat\n");
    write_table(place, "data/en/trigger.tsv", "shoot down\tVERB\tshootdown\tASSAULT\taccomplished\tagent\tstrong\nre-take\tVERB\traid\t-\taccomplished\tagent\tweak\n"
        "F-16 raid\tNOUN\tairstrike\tASSAULT\t-\tnone\tstrong\nrubble\tNOUN\tattack\t-\t-\tnone\tweak\n");
    write_table(place, "data/en/number.tsv", "dozen\tNOUN\tvague\t24\t-\nnone\tPRON\tnone\t0\t0\n");
    write_table(place, "data/en/time.tsv", "Monday\tPROPN\tweekday\t0\t-\nyesterday\tADV\tday_offset\t-1\t-\n");
    write_table(place, "data/world/country.tsv", "Osmar\tOS\tOSM\tOsmari\tOsmaris|Osmari\tTal Amal\t-\tRepublic of Osmar|OSM\t1.5,2.5\n");
    write_table(place, "data/world/region.tsv", "North Marsh\tOS\tOS-01\tprovince\t-12.5\t179.99999\t-\nSouth Marsh\tOS\tOS-02\tprovince\t-\t-\tLow Marsh\n");
}

static int make_place(void **state) {
    static const char *const folders[] = { "data", "data/en", "data/world" };
    Place *place = *state;
    snprintf(place->folder, sizeof place->folder, "/tmp/casus-pack-XXXXXX");
    if (!mkdtemp(place->folder)) return -1;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[256];
        path_in(place, folders[i], path);
        if (mkdir(path, 0700) != 0) return -1;
    }
    write_good_tables(place);
    return 0;
}

static int remove_place(void **state) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", ((Place *)*state)->folder);
    return system(command);
}

static const Pack *open_at(const Place *place, const char *name, CasusError *err) {
    char path[256];
    path_in(place, name, path);
    return pack_open(path, err);
}

static const Pack *open_good(const Place *place) {
    CasusError err = { 0 };
    assert_int_equal(run_packer(place, "good.pack"), 0);
    const Pack *pack = open_at(place, "good.pack", &err);
    if (!pack) fail_msg("%s", err.line);
    return pack;
}

/* The one entry of a phrase in a table, NULL when there is none. */
static const PackEntry *entry_of(const Pack *pack, const char *phrase, Table table) {
    const PackEntry *entries, *found = NULL;
    size_t n = pack_find(pack, str_of(phrase), &entries);
    for (size_t i = 0; i < n; i++) {
        if (entries[i].table != table) continue;
        assert_null(found);
        found = &entries[i];
    }
    return found;
}

static int form_of(const Pack *pack, const char *phrase, Table table) {
    const PackEntry *entry = entry_of(pack, phrase, table);
    return entry ? entry->form : 0;
}

static void phrases_are_found_in_every_form(void **state) {
    const Pack *pack = open_good(*state);
    assert_int_equal(form_of(pack, "deny", TABLE_SAYING), CASUS_WORD_BASE);
    assert_int_equal(form_of(pack, "shoot down", TABLE_TRIGGER), CASUS_WORD_BASE);
    assert_int_equal(form_of(pack, "shot down", TABLE_TRIGGER), CASUS_WORD_PAST | CASUS_WORD_PARTICIPLE);
    assert_int_equal(form_of(pack, "shooting down", TABLE_TRIGGER), CASUS_WORD_GERUND);
    assert_int_equal(form_of(pack, "shooted down", TABLE_TRIGGER), 0);
    assert_int_equal(form_of(pack, "shoots", TABLE_TRIGGER), 0);
    assert_int_equal(form_of(pack, "re-took", TABLE_TRIGGER), CASUS_WORD_PAST);
    assert_int_equal(form_of(pack, "re-taking", TABLE_TRIGGER), CASUS_WORD_GERUND);
    assert_int_equal(form_of(pack, "learnt", TABLE_SAYING), CASUS_WORD_PAST);
    assert_int_equal(form_of(pack, "learned", TABLE_SAYING), CASUS_WORD_PAST | CASUS_WORD_PARTICIPLE);
    assert_int_equal(form_of(pack, "claims of blame", TABLE_SAYING), CASUS_WORD_PLURAL);
    assert_int_equal(form_of(pack, "claim of blames", TABLE_SAYING), 0);
    assert_int_equal(form_of(pack, "rubbles", TABLE_TRIGGER), 0);
    assert_int_equal(form_of(pack, "yesterdays", TABLE_TIME), 0);
    assert_int_equal(entry_of(pack, "hears", TABLE_SAYING)->row, entry_of(pack, "learn", TABLE_SAYING)->row);       /* spellings share a row */
    pack_close(pack);
}

static void cells_are_as_the_tables_write_them(void **state) {
    const Pack *pack = open_good(*state);
    const PackRow *row = pack_row(pack, entry_of(pack, "deny", TABLE_SAYING)->row);
    assert_int_equal(row->cell[SAYING_STANCE], CASUS_STANCE_DENIES);
    assert_int_equal(row->cell[SAYING_PATTERN], SAYING_THAT);
    assert_int_equal(row->pos, CASUS_POS_VERB);
    assert_str(pack_key(pack, row), "deny");
    row = pack_row(pack, entry_of(pack, "re-take", TABLE_TRIGGER)->row);
    assert_int_equal(row->cell[TRIGGER_PLOVER], CASUS_UNKNOWN);
    assert_int_equal(row->n_words, 3);
    row = pack_row(pack, entry_of(pack, "dozen", TABLE_NUMBER)->row);
    assert_int_equal(row->cell[NUMBER_LOW], 24);
    assert_int_equal(row->cell[NUMBER_HIGH], CASUS_UNKNOWN);
    assert_int_equal(pack_row(pack, entry_of(pack, "yesterday", TABLE_TIME)->row)->cell[TIME_VALUE], -1);
    row = pack_row(pack, entry_of(pack, "north marsh", TABLE_REGION)->row);
    assert_int_equal(row->cell[REGION_LAT], -1250000);
    assert_int_equal(row->cell[REGION_LON], 17999999);
    assert_int_equal(row->cell[REGION_PRECISION], CASUS_PRECISION_PROVINCE);
    assert_str(pack_cell_str(pack, row, REGION_CODE), "OS-01");
    assert_str(pack_cell_str(pack, row, REGION_ALIASES), "");
    assert_int_equal(pack_row(pack, entry_of(pack, "low marsh", TABLE_REGION)->row)->cell[REGION_LAT], INT32_MIN);
    assert_int_equal(pack_row(pack, 0)->table, TABLE_NONE);
    assert_ptr_equal(pack_row(pack, pack_n_rows(pack)), pack_row(pack, 0));
    pack_close(pack);
}

static void names_of_the_world_say_how_they_name(void **state) {
    const Pack *pack = open_good(*state);
    assert_int_equal(form_of(pack, "osmar", TABLE_COUNTRY), USE_NAME);
    assert_int_equal(form_of(pack, "osmari", TABLE_COUNTRY), USE_ADJECTIVE | USE_PEOPLE);
    assert_int_equal(form_of(pack, "osmaris", TABLE_COUNTRY), USE_PEOPLE);
    assert_int_equal(form_of(pack, "tal amal", TABLE_COUNTRY), USE_CAPITAL);
    assert_int_equal(form_of(pack, "republic of osmar", TABLE_COUNTRY), USE_ALIAS);
    assert_int_equal(entry_of(pack, "osmar", TABLE_COUNTRY)->flags, ENTRY_CAPITAL);
    assert_int_equal(entry_of(pack, "osm", TABLE_COUNTRY)->flags, ENTRY_CAPITAL | ENTRY_UPPER);
    assert_int_equal(entry_of(pack, "monday", TABLE_TIME)->flags, ENTRY_CAPITAL);
    assert_int_equal(entry_of(pack, "yesterday", TABLE_TIME)->flags, 0);
    pack_close(pack);
}

static void vocabulary_and_rules_are_those_of_the_tables(void **state) {
    const Pack *pack = open_good(*state);
    const WordRules *rules = pack_word_rules(pack);
    assert_int_equal(rules->n_clitics, 3);
    assert_int_equal(rules->n_abbreviations, 3);
    assert_str(rules->abbreviations[0], "gen.");
    assert_str(rules->clitics[2], "'s");
    uint32_t word = pack_word(pack, S("marsh"));
    assert_int_not_equal(word, 0);
    assert_str(pack_word_text(pack, word), "marsh");
    assert_int_equal(pack_word(pack, S("nowhere")), 0);
    assert_int_equal(pack_word(pack, S("")), 0);
    assert_str(pack_word_text(pack, 0), "");
    assert_str(pack_word_text(pack, UINT32_MAX), "");
    assert_int_equal(pack_step(pack, PACK_ROOT, UINT32_MAX), 0);
    assert_int_equal(pack_step(pack, 12345678, word), 0);
    const PackEntry *entries;
    assert_int_equal(pack_entries(pack, 0, &entries), 0);
    assert_int_equal(pack_entries(pack, UINT32_MAX, &entries), 0);
    assert_int_equal(pack_find(pack, S(""), &entries), 0);
    assert_non_null(entry_of(pack, "gen.", TABLE_ABBREVIATION));
    assert_non_null(entry_of(pack, "F-16 raids", TABLE_TRIGGER));
    assert_non_null(entry_of(pack, "f-16 raids", TABLE_TRIGGER));
    pack_close(pack);
}

static void same_tables_same_bytes(void **state) {
    Arena arena = { 0 };
    Place *place = *state;
    assert_int_equal(run_packer(place, "one.pack"), 0);
    assert_int_equal(run_packer(place, "two.pack"), 0);
    Str one = read_file(place, "one.pack", &arena);
    assert_true(str_eq(one, read_file(place, "two.pack", &arena)));
    write_table(place, "data/en/number.tsv", "dozen\tNOUN\tvague\t25\t-\nnone\tPRON\tnone\t0\t0\n");
    assert_int_equal(run_packer(place, "three.pack"), 0);
    assert_false(str_eq(one, read_file(place, "three.pack", &arena)));
    arena_free(&arena);
}

/* Each fault: what a table holds, and what the packer must say with the line. */
static void faults_are_named_with_their_line(void **state) {
    static const struct { const char *file, *rows, *said; } faults[] = {
        { "en/saying.tsv", "deny\tVERB\tdenies\n", "saying.tsv:4: 3 cells where 4 are wanted" },
        { "en/saying.tsv", "deny\tVERB\tdenied\tthat\n", "saying.tsv:4: column STANCE cannot hold 'denied'" },
        { "en/saying.tsv", "\ndeny\tVERB\tdenies\tthis\n", "saying.tsv:5: column PATTERN cannot hold 'this'" },
        { "en/saying.tsv", "deny\tverb\tdenies\tthat\n", "saying.tsv:4: no part of speech" },
        { "en/saying.tsv", "deny\tVERB\t\tthat\n", "saying.tsv:4: cell 3 is empty" },
        { "en/saying.tsv", "deny\tVERB\tdenies\tthat\nDeny\tVERB\tdenies\tthat\ndeny\tVERB\tdenies\tthat\n", "saying.tsv:6: 'deny' stands here a second time" },
        { "en/saying.tsv", "deny\xFF\tVERB\tdenies\tthat\n", "saying.tsv:4: not UTF-8" },
        { "en/saying.tsv", "deny \tVERB\tdenies\tthat\n", "saying.tsv:4: cell 1 starts or ends with white space" },
        { "en/saying.tsv", "deny\tVERB\tdenies\tthat\r\n", "saying.tsv:4: cell 4 starts or ends with white space" },
        { "en/saying.tsv", "a b c d e f g h i j k l m n o p q\tX\tdenies\tthat\n", "saying.tsv:4: 'a b c d e f g h i j k l m n o p q' has 17 words" },
        { "en/number.tsv", "dozen\tNOUN\tvague\t2x\t-\n", "number.tsv:4: column LOW cannot hold '2x'" },
        { "en/number.tsv", "dozen\tNOUN\tvague\t99999999999\t-\n", "number.tsv:4: column LOW cannot hold" },
        { "world/region.tsv", "North Marsh\tOS\tOS-01\tprovince\t-12.5\t181\t-\n", "region.tsv:4: column LON cannot hold '181'" },
        { "world/region.tsv", "North Marsh\tOS\tOS-01\tprovince\t1.1234567\t1\t-\n", "region.tsv:4: column LAT cannot hold" },
        { "en/inflect.tsv", "VERB\tpast\te\t2\td\n", "inflect.tsv:4: strip must be" },
        { "en/irregular.tsv", "take\tVERB\tlast\ttook\n", "irregular.tsv:4: no form: last" },
        { "en/irregular.tsv", "take\tVERB\tpast\ttook\ntake\tVERB\tpast\ttooken\n", "irregular.tsv:5: a second row" },
        { "en/clitic.tsv", "th\t-\n", "clitic.tsv:4: an ending is short and has an apostrophe" },
        { "en/saying.csv.tsv", "x\n", "saying.csv.tsv:1: no table of this name" },
    };
    Arena arena = { 0 };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        assert_int_equal(remove_place(state), 0);
        assert_int_equal(make_place(state), 0);
        char name[128];
        snprintf(name, sizeof name, "data/%s", faults[i].file);
        write_table(*state, name, faults[i].rows);
        assert_int_equal(run_packer(*state, "bad.pack"), 1);
        Str said = read_file(*state, "said", &arena);
        if (str_find(said, str_of(faults[i].said), 0) == SIZE_MAX) fail_msg("wanted: %s\nsaid: %.*s", faults[i].said, (int)said.len, said.at);
        char path[256];
        path_in(*state, "bad.pack", path);
        assert_int_not_equal(access(path, F_OK), 0);
    }
    arena_free(&arena);
}

static void a_table_without_its_head_is_refused(void **state) {
    Arena arena = { 0 };
    write_file(*state, "data/en/saying.tsv", "# Words of saying.\n# columns: phrase\n# Licence: CC0\n", S("deny\tVERB\tdenies\tthat\n"));
    assert_int_equal(run_packer(*state, "bad.pack"), 1);
    Str said = read_file(*state, "said", &arena);
    assert_true(str_find(said, S("saying.tsv:1: the head does not tell: source"), 0) != SIZE_MAX);
    arena_free(&arena);
}

/* ---- bad packs ---- */

/* One line of error and no pack. */
static void check_refused(Place *place, Str bytes, const char *what, size_t at) {
    CasusError err = { 0 };
    write_file(place, "odd.pack", "", bytes);
    const Pack *pack = open_at(place, "odd.pack", &err);
    if (pack) fail_msg("opened with %s at %zu", what, at);
    if (!strstr(err.line, "odd.pack: ") || strchr(err.line, '\n') || err.status == CASUS_OK) fail_msg("%s at %zu: %s", what, at, err.line);
}

static void a_pack_cut_short_is_refused(void **state) {
    Arena arena = { 0 };
    assert_int_equal(run_packer(*state, "good.pack"), 0);
    Str good = read_file(*state, "good.pack", &arena);
    for (size_t n = 0; n < good.len; n += n < 400 ? 1 : 97) check_refused(*state, str_cut(good, 0, n), "cut", n);
    arena_free(&arena);
}

static void a_pack_with_a_changed_byte_is_refused(void **state) {
    Arena arena = { 0 };
    assert_int_equal(run_packer(*state, "good.pack"), 0);
    Str good = read_file(*state, "good.pack", &arena);
    for (size_t at = 0; at < good.len; at += at < 400 ? 1 : 61) {
        Str odd = str_copy(good, &arena);
        ((char *)(uintptr_t)odd.at)[at] ^= 0x21;
        check_refused(*state, odd, "another byte", at);
    }
    arena_free(&arena);
}

static void ask_everything(const Pack *pack, Arena *arena) {
    for (uint32_t i = 0; i < pack_n_rows(pack); i++) {
        const PackEntry *entries;
        const PackRow *row = pack_row(pack, i);
        size_t n = pack_find(pack, str_fold(pack_key(pack, row), arena), &entries);
        for (size_t k = 0; k < n; k++) assert_true(entries[k].table < N_TABLES);
        if (row->table == TABLE_COUNTRY) str_fold(pack_cell_str(pack, row, COUNTRY_ALIASES), arena);
    }
}

/* With the checksum made right again only the checks of each record stand between a forged pack and the reader: it is refused, or
 * every question about it can be asked. */
static void a_forged_pack_never_breaks_the_reader(void **state) {
    Arena arena = { 0 }, round = { 0 };
    Place *place = *state;
    assert_int_equal(run_packer(place, "good.pack"), 0);
    Str good = read_file(place, "good.pack", &arena);
    size_t n_refused = 0;
    for (size_t at = PACK_CHECKSUM_FROM; at + 4 <= good.len; at += 4, arena_reset(&round)) {
        Str odd = str_copy(good, &round);
        char *bytes = (char *)(uintptr_t)odd.at;
        uint32_t value = at % 8 ? 0x7FFFFFF1 : 0xFFFFFFF8;
        memcpy(bytes + at, &value, sizeof value);
        uint64_t checksum = pack_checksum(str_cut(odd, PACK_CHECKSUM_FROM, odd.len));
        memcpy(bytes + offsetof(PackHead, checksum), &checksum, sizeof checksum);
        write_file(place, "odd.pack", "", odd);
        const Pack *pack = open_at(place, "odd.pack", NULL);
        if (pack) ask_everything(pack, &round);
        else n_refused++;
        pack_close(pack);
    }
    assert_in_range(n_refused, 100, good.len);
    arena_free(&round);
    arena_free(&arena);
}

static void what_is_no_pack_is_named(void **state) {
    CasusError err = { 0 };
    assert_null(open_at(*state, "missing.pack", &err));
    assert_int_equal(err.status, CASUS_NO_ACCESS);
    assert_non_null(strstr(err.line, "missing.pack: No such file"));
    assert_null(open_at(*state, "data", &err));
    assert_int_equal(err.status, CASUS_NO_ACCESS);
    write_file(*state, "odd.pack", "", S("SQLite format 3"));
    assert_null(open_at(*state, "odd.pack", &err));
    assert_int_equal(err.status, CASUS_FOREIGN);
    pack_close(NULL);
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    static Place place;
    place.packer = argv[1];
#define AT_A_PLACE(test) cmocka_unit_test_prestate_setup_teardown(test, make_place, remove_place, &place)
    const struct CMUnitTest tests[] = {
        AT_A_PLACE(phrases_are_found_in_every_form), AT_A_PLACE(cells_are_as_the_tables_write_them), AT_A_PLACE(names_of_the_world_say_how_they_name),
        AT_A_PLACE(vocabulary_and_rules_are_those_of_the_tables), AT_A_PLACE(same_tables_same_bytes), AT_A_PLACE(faults_are_named_with_their_line),
        AT_A_PLACE(a_table_without_its_head_is_refused), AT_A_PLACE(a_pack_cut_short_is_refused), AT_A_PLACE(a_pack_with_a_changed_byte_is_refused),
        AT_A_PLACE(a_forged_pack_never_breaks_the_reader), AT_A_PLACE(what_is_no_pack_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

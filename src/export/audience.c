/* Do no harm: what a reader outside the team does not get. Nothing is changed at random: a place is rounded to a stated step, which is the
 * same for every incident, and a list says what was withheld without telling it. */
#include "export/export.h"
#include <stdlib.h>
#include "base/utf8.h"

/* Words that must not be seen, and what stands for them. */
typedef struct { Str hidden, shown; bool is_person; } Veil;
typedef LIST_OF(Veil) Veils;

typedef struct { double degrees; CasusPrecision finest; } Coarse;      /* names of places finer than that are withheld */
static const Coarse coarse_of[N_AUDIENCES] = { [AUDIENCE_PARTNER] = { .1, CASUS_PRECISION_TOWN }, [AUDIENCE_PUBLIC] = { .5, CASUS_PRECISION_PROVINCE } };
/* From a spot to a country. */
static const CasusPrecision finest_first[] = { CASUS_PRECISION_EXACT, CASUS_PRECISION_NEAR, CASUS_PRECISION_BETWEEN, CASUS_PRECISION_UNKNOWN, CASUS_PRECISION_VILLAGE,
                                               CASUS_PRECISION_TOWN, CASUS_PRECISION_CITY, CASUS_PRECISION_DISTRICT, CASUS_PRECISION_PROVINCE,
                                               CASUS_PRECISION_COUNTRY };
enum { N_STEPS = sizeof finest_first / sizeof *finest_first };

static void withheld(Exporter *e, const Item *item, const char *what) {
    if (e->how->withheld) e->how->withheld(e->how->with, str_format(&e->inner, "incident %lld: %s", (long long)item->i.id, what).at);
}

/* ---- people ------------------------------------------------------------------------------------------------------- */

typedef struct { Exporter *e; const Item *item; Veils *veils; Str text; int64_t report; } Looking;

/* "Aron Pell" -> "A. P." */
static Str initials_of(Str name, Arena *arena) {
    Text text = { .arena = arena };
    bool inside = false;
    for (size_t at = 0; at < name.len;) {
        size_t from = at;
        uint32_t c = utf8_next(name, &at);
        bool letter = char_is_letter(c) || (inside && c == '\'');
        if (letter && !inside) {
            if (text.len) text_add_char(&text, ' ');
            text_add(&text, str_cut(name, from, at));
            text_add_char(&text, '.');
        }
        inside = letter;
    }
    return text_str(&text);
}

/* A speaker stands by what is said: the name is part of the claim. */
static bool speaks(const Item *item, Str name) {
    for (size_t k = 0; k < item->claims.len; k++) {
        const CasusLedgerClaim *claim = &item->claims.at[k];
        if (str_find(word(claim->source), name, 0) != SIZE_MAX || str_find(word(claim->via), name, 0) != SIZE_MAX) return true;
    }
    return false;
}

static void add_veil(Looking *l, Str name) {
    if (name.len < 2 || speaks(l->item, name)) return;
    for (size_t k = 0; k < l->veils->len; k++)
        if (str_eq(l->veils->at[k].hidden, name)) return;
    Arena *arena = &l->e->inner;
    *list_add(l->veils, arena) = (Veil){ str_copy(name, arena), initials_of(name, arena), true };
}

static bool see_mention(void *to, const CasusLedgerMention *mention) {
    Looking *l = to;
    bool is_name = strcmp(mention->type, casus_mention_type_word(CASUS_MENTION_PER)) == 0 && strcmp(mention->form, casus_mention_form_word(CASUS_FORM_NAME)) == 0;
    if (!is_name) return true;
    add_veil(l, word(mention->name));
    if (mention->start >= 0 && mention->start < mention->end && (size_t)mention->end <= l->text.len)
        add_veil(l, str_cut(l->text, (size_t)mention->start, (size_t)mention->end));
    return true;
}

static bool see_text(void *to, CasusStr text, CasusStr notes) {
    Looking *l = to;
    (void)notes;
    l->text = text;
    return casus_ledger_mentions(l->e->ledger, l->report, see_mention, l, &l->e->err);
}

static int longest_first(const void *one, const void *other) {
    const Veil *a = one, *b = other;
    if (a->hidden.len != b->hidden.len) return a->hidden.len > b->hidden.len ? -1 : 1;
    return str_compare(a->hidden, b->hidden);
}

static bool find_people(Exporter *e, const Item *item, Veils *veils) {
    Looking looking = { .e = e, .item = item, .veils = veils };
    for (size_t k = 0; k < item->reports.len; k++) {
        looking.report = item->reports.at[k].id;
        if (!casus_ledger_text(e->ledger, looking.report, see_text, &looking, &e->err)) return false;
        if (e->err.status != CASUS_OK) return false;
    }
    return true;
}

/* ---- words -------------------------------------------------------------------------------------------------------- */

static bool is_bounded(Str text, size_t from, size_t to) {
    size_t next = to, before = from;
    if (to < text.len && char_is_letter(utf8_next(text, &next))) return false;
    return from == 0 || !char_is_letter(utf8_previous(text, &before));
}

/* A dateline writes names in capitals. */
static bool is_same_letters(const char *a, const char *b, size_t n) {
    for (size_t k = 0; k < n; k++) {
        unsigned char x = (unsigned char)a[k], y = (unsigned char)b[k];
        bool are_letters = (x | 0x20) >= 'a' && (x | 0x20) <= 'z';
        if (x != y && !(are_letters && (x | 0x20) == (y | 0x20))) return false;
    }
    return true;
}

/* The veil whose words stand at `at`, the longest. */
static const Veil *veil_at(const Veils *veils, Str text, size_t at) {
    for (size_t k = 0; k < veils->len; k++) {
        Str hidden = veils->at[k].hidden;
        if (at + hidden.len > text.len || !is_same_letters(text.at + at, hidden.at, hidden.len)) continue;
        if (is_bounded(text, at, at + hidden.len)) return &veils->at[k];
    }
    return NULL;
}

static void cover(Exporter *e, const Item *item, const Veils *veils, const char **words) {
    Str text = word(*words);
    Text covered = { .arena = &e->inner };
    bool any = false;
    for (size_t at = 0; at < text.len;) {
        const Veil *veil = veil_at(veils, text, at);
        if (!veil) {
            text_add_char(&covered, text.at[at++]);
            continue;
        }
        any = true;
        e->n_names += veil->is_person;
        withheld(e, item, veil->is_person ? "a person's name, to initials" : "the name of the place, in words about it");
        text_add(&covered, veil->shown);
        at += veil->hidden.len;
    }
    if (any) *words = str_copy(text_str(&covered), &e->inner).at;
}

/* Who wrote a report may live where it happened. */
static void cover_author(Exporter *e, const Item *item, const char **author, const char **publisher) {
    if (!*author || !**author) return;
    bool is_publisher = *publisher && strcmp(*publisher, *author) == 0;         /* who writes for oneself */
    Str shown = initials_of(word(*author), &e->inner);
    *author = shown.len ? str_copy(shown, &e->inner).at : NULL;
    if (is_publisher) *publisher = *author;
    e->n_names++;
    withheld(e, item, "a report's author, to initials");
}

/* ---- addresses ---------------------------------------------------------------------------------------------------- */

/* The words of an address or a name as a reader sees them: escapes taken off, small letters without marks, one blank for whatever stands between. */
static Str words_of(Str address, Arena *arena) {
    static const char hex[] = "0123456789abcdef";
    Text bytes = { .arena = arena }, words = { .arena = arena };
    for (size_t at = 0; at < address.len; at++) {
        const char *high = at + 2 < address.len && address.at[at] == '%' ? strchr(hex, address.at[at + 1] | 0x20) : NULL;
        const char *low = high ? strchr(hex, address.at[at + 2] | 0x20) : NULL;
        bool is_escape = high && low && *high && *low;
        text_add_char(&bytes, is_escape ? (char)((high - hex) * 16 + (low - hex)) : address.at[at]);
        at += is_escape ? 2 : 0;
    }
    Str plain = str_fold(utf8_repair(text_str(&bytes), arena, NULL), arena);
    text_add_char(&words, ' ');
    for (size_t at = 0, from = 0; at < plain.len; from = at) {
        bool is_letter = char_is_letter(utf8_next(plain, &at));
        if (is_letter) text_add(&words, str_cut(plain, from, at));
        else if (words.at[words.len - 1] != ' ') text_add_char(&words, ' ');
    }
    if (words.at[words.len - 1] != ' ') text_add_char(&words, ' ');
    return text_str(&words);
}

/* "ada-odeh-killed-in-strike", "adaodeh.example": the words of the name one after another, or run together. */
static bool names_one(Str address, const Veils *veils, Arena *arena) {
    Str words = words_of(address, arena);
    for (size_t k = 0; k < veils->len; k++) {
        Str name = words_of(veils->at[k].hidden, arena), run_together = S("");
        Text joined = { .arena = arena };
        if (name.len < 4) continue;
        for (size_t i = 0; i < name.len; i++)
            if (name.at[i] != ' ') text_add_char(&joined, name.at[i]);
        run_together = text_str(&joined);
        bool is_several = run_together.len + 2 < name.len;
        if (str_find(words, name, 0) != SIZE_MAX || (is_several && str_find(words, run_together, 0) != SIZE_MAX)) return true;
    }
    return false;
}

/* As far as the house it stands in: "https://wire.example/". */
static Str house_of(Str url) {
    size_t scheme = str_find(url, S("://"), 0), path = scheme == SIZE_MAX ? SIZE_MAX : str_find(url, S("/"), scheme + 3);
    return scheme == SIZE_MAX ? S("") : path == SIZE_MAX ? url : str_cut(url, 0, path + 1);
}

static void cover_addresses(Exporter *e, const Item *item, const Veils *veils, CasusLedgerReport *report) {
    Arena *arena = &e->inner;
    if (report->url && names_one(word(report->url), veils, arena)) {
        Str house = house_of(word(report->url));
        report->url = house.len && !names_one(house, veils, arena) ? str_copy(house, arena).at : NULL;
        withheld(e, item, "a report's address, for it names a person or the place");
    }
    if (report->report_id && names_one(word(report->report_id), veils, arena)) {
        report->report_id = str_format(arena, "report %lld", (long long)report->id).at;
        withheld(e, item, "a report's id, for it names a person or the place");
    }
    cover(e, item, veils, &report->publisher);
}

static void cover_words(Exporter *e, Item *item, const Veils *veils) {
    for (size_t k = 0; k < item->claims.len; k++) {
        CasusLedgerClaim *claim = &item->claims.at[k];
        if (e->audience == AUDIENCE_PUBLIC && claim->sentence) {
            claim->sentence = NULL;
            e->n_sentences++;
        }
        const char **words[] = { &claim->who, &claim->figure_party, &claim->party, &claim->value, &claim->evidence, &claim->sentence };
        for (size_t w = 0; w < sizeof words / sizeof *words; w++) cover(e, item, veils, words[w]);
    }
    for (size_t k = 0; k < item->reports.len; k++) {
        cover(e, item, veils, &item->reports.at[k].title);
        cover_addresses(e, item, veils, &item->reports.at[k]);
        cover_author(e, item, &item->reports.at[k].author, &item->reports.at[k].publisher);
    }
    if (e->audience == AUDIENCE_PUBLIC && item->claims.len) withheld(e, item, "the sentences around the evidence");
}

/* ---- places ------------------------------------------------------------------------------------------------------- */

static int step_of(const char *precision) {
    for (int k = 0; k < N_STEPS; k++)
        if (precision && strcmp(precision, casus_precision_word((int)finest_first[k])) == 0) return k;
    return 0;
}

static int step_of_precision(CasusPrecision precision) { return step_of(casus_precision_word((int)precision)); }

static double rounded(double degrees, double to) {
    double steps = degrees / to;
    return (double)(int64_t)(steps + (steps < 0 ? -.5 : .5)) * to;
}

static void round_point(Exporter *e, Item *item, const Coarse *coarse) {
    if (!item->i.has_point) return;
    item->i.lat = rounded(item->i.lat, coarse->degrees);
    item->i.lon = rounded(item->i.lon, coarse->degrees);
    item->cell = coarse->degrees;
    e->n_places++;
    withheld(e, item, e->audience == AUDIENCE_PUBLIC ? "the point, to 0.5 degrees" : "the point, to 0.1 degrees");
}

/* The area around it takes the place's name. */
static void coarsen_name(Exporter *e, Item *item, const Coarse *coarse, Veils *veils) {
    if (!item->i.place || step_of(item->i.precision) >= step_of_precision(coarse->finest)) return;
    *list_add(veils, &e->inner) = (Veil){ word(item->i.place), S("[place]"), false };
    bool has_area = item->within.len > 0;
    size_t area = e->audience == AUDIENCE_PUBLIC && has_area ? item->within.len - 1 : 0;
    item->i.place = has_area ? str_copy(item->within.at[area], &e->inner).at : NULL;
    item->i.precision = casus_precision_word(has_area ? CASUS_PRECISION_PROVINCE : CASUS_PRECISION_COUNTRY);
    for (size_t k = 0; k < area; k++) *list_add(veils, &e->inner) = (Veil){ item->within.at[k], S("[place]"), false };
    if (has_area) item->within = (StrList){ .at = item->within.at + area + 1, .len = item->within.len - area - 1 };
    withheld(e, item, "the name of the place, to the area it lies in");
}

bool audience_apply(Exporter *e, Item *item) {
    const Coarse *coarse = &coarse_of[e->audience];
    Veils veils = { 0 };
    round_point(e, item, coarse);
    coarsen_name(e, item, coarse, &veils);
    if (!find_people(e, item, &veils)) return false;
    if (veils.len) qsort(veils.at, veils.len, sizeof *veils.at, longest_first);
    cover_words(e, item, &veils);
    return true;
}

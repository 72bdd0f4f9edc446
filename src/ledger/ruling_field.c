/* What can be corrected, and how a value is written. */
#include "ledger/ruling.h"
#include "base/date.h"
#include "base/json.h"

#define WORDS(list, n) list, n
static const Field claim_fields[] = {
    { "source", FIELD_TEXT, NULL, 0 }, { "source_kind", FIELD_WORD, WORDS(casus_source_kind_word, CASUS_N_SOURCE_KINDS) }, { "via", FIELD_TEXT, NULL, 0 },
    { "stance", FIELD_WORD, WORDS(casus_stance_word, CASUS_N_STANCES) }, { "effect", FIELD_WORD, WORDS(casus_effect_word, CASUS_N_EFFECTS) },
    { "figure", FIELD_RANGE, NULL, 0 }, { "who", FIELD_TEXT, NULL, 0 }, { "of", FIELD_TEXT, NULL, 0 },
    { "civilian", FIELD_WORD, WORDS(casus_civilian_word, CASUS_N_CIVILIANS) }, { "party", FIELD_TEXT, NULL, 0 }, { "value", FIELD_TEXT, NULL, 0 },
    { "as_of", FIELD_DAY, NULL, 0 },
};
static const Field incident_fields[] = {
    { "type", FIELD_WORD, WORDS(casus_event_type_word, CASUS_N_EVENT_TYPES) }, { "stage", FIELD_WORD, WORDS(casus_stage_word, CASUS_N_STAGES) },
    { "date", FIELD_DAYS, NULL, 0 }, { "place", FIELD_TEXT, NULL, 0 }, { "country", FIELD_COUNTRY, NULL, 0 }, { "point", FIELD_POINT, NULL, 0 },
    { "precision", FIELD_WORD, WORDS(casus_precision_word, CASUS_N_PRECISIONS) }, { "killed", FIELD_RANGE, NULL, 0 }, { "injured", FIELD_RANGE, NULL, 0 },
    { "civilians_killed", FIELD_RANGE, NULL, 0 }, { "civilians_injured", FIELD_RANGE, NULL, 0 }, { "party", FIELD_PARTY, NULL, 0 },
    { "grade", FIELD_WORD, WORDS(casus_grade_word, CASUS_N_GRADES) },
};
enum { N_CLAIM_FIELDS = sizeof claim_fields / sizeof *claim_fields, N_INCIDENT_FIELDS = sizeof incident_fields / sizeof *incident_fields };

static const char *const claim_names[] = { "source", "source_kind", "via", "stance", "effect", "figure", "who", "of", "civilian", "party", "value", "as_of", NULL };
static const char *const incident_names[] = { "type", "stage", "date", "place", "country", "point", "precision", "killed", "injured", "civilians_killed",
                                              "civilians_injured", "party", "grade", NULL };
_Static_assert(sizeof claim_names / sizeof *claim_names == N_CLAIM_FIELDS + 1, "a field of claims without a name");
_Static_assert(sizeof incident_names / sizeof *incident_names == N_INCIDENT_FIELDS + 1, "a field of incidents without a name");

const char *const *casus_ruling_fields(bool of_claim) { return of_claim ? claim_names : incident_names; }

const Field *field_named(bool of_claim, const char *name) {
    const Field *fields = of_claim ? claim_fields : incident_fields;
    size_t n = of_claim ? N_CLAIM_FIELDS : N_INCIDENT_FIELDS;
    for (size_t i = 0; name && i < n; i++)
        if (str_eq(str_of(fields[i].name), str_of(name))) return &fields[i];
    return NULL;
}

/* ---- forms ---------------------------------------------------------------------------------------------------------------- */

static bool read_count(Str digits, int64_t *count) {
    enum { MOST_DIGITS = 12 };
    if (!digits.len || digits.len > MOST_DIGITS) return false;
    *count = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9') return false;
        *count = *count * 10 + (digits.at[i] - '0');
    }
    return true;
}

bool figure_parse(Str text, CasusRange *range, bool *approximate) {
    *approximate = text.len && text.at[0] == '~';
    if (*approximate) text = str_cut(text, 1, text.len);
    size_t dash = str_find(text, S("-"), 0);
    *range = (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
    if (dash == SIZE_MAX) {
        if (!read_count(text, &range->low)) return false;
        range->high = range->low;
        return true;
    }
    Str low = str_cut(text, 0, dash), high = str_cut(text, dash + 1, text.len);
    if (!low.len && !high.len) return false;
    if (low.len && !read_count(low, &range->low)) return false;
    if (high.len && !read_count(high, &range->high)) return false;
    return !low.len || !high.len || range->low <= range->high;
}

/* A day, a month or a year: the days that it spans. */
static bool read_days(Str text, int32_t *first, int32_t *last) {
    Date date;
    enum { MONTHS = 12 };
    if (!date_parse(text, &date, NULL)) return false;
    int last_month = date.month ? date.month : MONTHS;
    *first = day_of_date(date.year, date.month ? date.month : 1, date.day ? date.day : 1);
    *last = day_of_date(date.year, last_month, date.day ? date.day : days_in_month(date.year, last_month));
    return true;
}

bool days_parse(Str value, Str *from, Str *to, int32_t *first, int32_t *last) {
    int32_t unused;
    size_t slash = str_find(value, S("/"), 0);
    *from = slash == SIZE_MAX ? value : str_cut(value, 0, slash);
    *to = slash == SIZE_MAX ? value : str_cut(value, slash + 1, value.len);
    return read_days(*from, first, &unused) && read_days(*to, &unused, last) && *first <= *last;
}

bool point_parse(Str value, double *lat, double *lon) {
    size_t comma = str_find(value, S(","), 0);
    if (comma == SIZE_MAX) return false;
    Str north = str_trim(str_cut(value, 0, comma)), east = str_trim(str_cut(value, comma + 1, value.len));
    return json_double_of(north, lat) && json_double_of(east, lon) && *lat >= -90 && *lat <= 90 &&
           *lon >= -180 && *lon <= 180;
}

bool party_parse(Str value, Str *party, Str *standing) {
    size_t equals = str_find(value, S("="), 0);
    if (equals == SIZE_MAX) return false;
    *party = str_trim(str_cut(value, 0, equals));
    *standing = str_trim(str_cut(value, equals + 1, value.len));
    if (!party->len) return false;
    for (int i = 0; i < CASUS_N_STANDINGS; i++)
        if (str_eq(*standing, str_of(casus_standing_word(i)))) return true;
    return !standing->len;                              /* "NAME=": not held responsible */
}

static bool is_country(Str value) { return value.len == 2 && value.at[0] >= 'A' && value.at[0] <= 'Z' && value.at[1] >= 'A' && value.at[1] <= 'Z'; }

/* ---- a value that was given --------------------------------------------------------------------------------------------------- */

static bool wrong_word(const Field *field, const char *given, Arena *arena, CasusError *err) {
    Text words = { .arena = arena };
    for (int i = 0; i < field->n_words; i++)
        if (*field->word(i)) text_add_format(&words, "%s%s", words.len ? ", " : "", field->word(i));
    fail(err, CASUS_BAD_INPUT, "%s: no %s is called so; there are: %.*s", given, field->name, (int)words.len, words.at);
    return false;
}

static bool wrong_form(const Field *field, const char *given, const char *form, CasusError *err) {
    fail(err, CASUS_BAD_INPUT, "%s: wrong for %s; write it as %s", given, field->name, form);
    return false;
}

static bool is_word_of(const Field *field, Str value) {
    for (int i = 0; i < field->n_words; i++)
        if (value.len && str_eq(value, str_of(field->word(i)))) return true;
    return false;
}

/* What must have a value: the table's own row has one always. */
static bool may_be_empty(const Field *field) {
    const char *const never[] = { "source_kind", "stance", "type", "stage" };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (str_eq(str_of(field->name), str_of(never[i]))) return false;
    return field->kind != FIELD_PARTY;
}

bool field_value(const Field *field, const char *given, Arena *arena, Str *value, CasusError *err) {
    enum { LONGEST = 400 };
    CasusRange range;
    Str one, other;
    int32_t first, last;
    double lat, lon;
    bool approximate;
    *value = str_trim(str_of(given));
    if (!value->len) {
        if (may_be_empty(field)) return true;
        fail(err, CASUS_BAD_INPUT, "%s: needs a value", field->name);
        return false;
    }
    if (value->len > LONGEST) return wrong_form(field, "this", "something under 400 bytes", err);
    switch (field->kind) {
    case FIELD_TEXT: return true;
    case FIELD_WORD: return is_word_of(field, *value) || wrong_word(field, given, arena, err);
    case FIELD_RANGE: return figure_parse(*value, &range, &approximate) || wrong_form(field, given, "7, 7-9, 7- (at least), -9 (at most), ~7 (about)", err);
    case FIELD_DAYS: return days_parse(*value, &one, &other, &first, &last) || wrong_form(field, given, "2031-03-04, 2031-03 or 2031-03-04/2031-03-06", err);
    case FIELD_DAY: return read_days(*value, &first, &last) || wrong_form(field, given, "2031-03-04 or 2031-03-04T22:40", err);
    case FIELD_POINT: return point_parse(*value, &lat, &lon) || wrong_form(field, given, "12.5,30.25: degrees north, degrees east", err);
    case FIELD_COUNTRY: return is_country(*value) || wrong_form(field, given, "two capitals (ISO 3166-1)", err);
    case FIELD_PARTY: return party_parse(*value, &one, &other) || wrong_form(field, given, "NAME=alleged, with any standing, or NAME= for none", err);
    }
    return false;
}

/* What a report tells of an incident once people have ruled on its claims. The stage that added up the figures is not asked again: a rejected or
 * corrected claim changes the range that it stood for.
 * Method  Where a figure of the claims stands within the range told, the range is that of the claims that stand within it still, corrected and
 *         assigned ones included. Where none does, the range was a sum, and moves by what each of its parts does. */
#include "ledger/ruling.h"
#include "base/json.h"

typedef struct { Str source_kind, stance, effect, civilian, party; CasusRange range; } Said;
typedef struct { bool is_native, is_ruled, stands, superseded; Str about; Said was, now; } Voice;
typedef LIST_OF(Voice) Voices;

static Said said_of(sqlite3_stmt *row, int at, Arena *arena) {
    return (Said){ str_copy(column_str(row, at), arena), str_copy(column_str(row, at + 1), arena), str_copy(column_str(row, at + 2), arena),
                   str_copy(column_str(row, at + 3), arena), str_copy(column_str(row, at + 6), arena),
                   { column_count(row, at + 4), column_count(row, at + 5) } };
}

static Voices read_voices(Work *work, int64_t telling, Arena *arena) {
    enum { WAS = 5, NOW = 12 };
    Voices voices = { 0 };
    sqlite3_stmt *rows = ask(work->ledger, QUERY_TELLING_CLAIMS);
    bind_number(rows, ":telling", telling);
    while (next_row(work->ledger, rows)) {
        Voice *voice = list_add(&voices, arena);
        *voice = (Voice){ sqlite3_column_int(rows, 0) != 0, sqlite3_column_int(rows, 1) != 0, sqlite3_column_int(rows, 2) != 0, sqlite3_column_int(rows, 3) != 0,
                          str_copy(column_str(rows, 4), arena), said_of(rows, WAS, arena), said_of(rows, NOW, arena) };
        if (!voice->is_ruled) voice->now = voice->was;
    }
    return voices;
}

static bool is_about(const Voice *voice, CasusAbout about) { return str_eq(voice->about, str_of(casus_about_word(about))); }
static bool is_stance(const Said *said, CasusStance stance) { return str_eq(said->stance, str_of(casus_stance_word((int)stance))); }
static bool is_kind(const Said *said, CasusSourceKind kind) { return str_eq(said->source_kind, str_of(casus_source_kind_word((int)kind))); }

/* ---- how many ------------------------------------------------------------------------------------------------------------------ */

typedef struct { const char *key; CasusEffect effect; bool of_civilians; } Count;
static const Count counts[] = {
    { "killed", CASUS_EFFECT_KILLED, false }, { "injured", CASUS_EFFECT_INJURED, false },
    { "civilians_killed", CASUS_EFFECT_KILLED, true }, { "civilians_injured", CASUS_EFFECT_INJURED, true },
};
enum { N_COUNTS = sizeof counts / sizeof *counts };

static bool puts_up(const Said *said) {
    return (is_stance(said, CASUS_STANCE_ASSERTS) || is_stance(said, CASUS_STANCE_ESTIMATES) || is_stance(said, CASUS_STANCE_ADMITS)) &&
           !is_kind(said, CASUS_SOURCE_COMMENTER);
}

static bool counts_it(const Said *said, const Count *count) {
    if (!puts_up(said) || !str_eq(said->effect, str_of(casus_effect_word((int)count->effect)))) return false;
    if (said->range.low == CASUS_UNKNOWN && said->range.high == CASUS_UNKNOWN) return false;
    return !count->of_civilians || str_eq(said->civilian, str_of(casus_civilian_word(CASUS_CIVILIAN_YES)));
}

static bool is_within(CasusRange range, CasusRange all) {
    int64_t low = range.low == CASUS_UNKNOWN ? range.high : range.low, high = range.high == CASUS_UNKNOWN ? range.low : range.high;
    return (all.low == CASUS_UNKNOWN || low >= all.low) && (all.high == CASUS_UNKNOWN || high <= all.high);
}

static void widen(CasusRange *all, CasusRange range, bool *open) {
    if (range.low != CASUS_UNKNOWN && (all->low == CASUS_UNKNOWN || range.low < all->low)) all->low = range.low;
    if (range.high > all->high) all->high = range.high;
    *open = *open || range.high == CASUS_UNKNOWN;
}

static bool is_told(CasusRange range) { return range.low != CASUS_UNKNOWN || range.high != CASUS_UNKNOWN; }

/* The range over the claims that stand within what was told; false where no claim ever did: it was a sum, or nothing. */
static bool range_of_claims(const Voices *voices, const Count *count, CasusRange told, CasusRange *now) {
    bool open = false, stood = false;
    *now = (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
    for (size_t i = 0; i < voices->len; i++) {
        const Voice *v = &voices->at[i];
        bool was_in = v->is_native && !v->superseded && counts_it(&v->was, count) && is_told(told) && is_within(v->was.range, told);
        bool is_new = v->is_ruled && !(v->is_native && counts_it(&v->was, count)) && counts_it(&v->now, count);
        stood = stood || was_in || (is_new && !is_told(told));
        if (v->stands && (was_in || is_new) && counts_it(&v->now, count)) widen(now, v->now.range, &open);
    }
    if (open && is_told(*now)) now->high = CASUS_UNKNOWN;
    return stood;
}

static int64_t moved(int64_t told, int64_t was, int64_t now) {
    if (told == CASUS_UNKNOWN || was == CASUS_UNKNOWN || now == CASUS_UNKNOWN) return told;
    return told - was + now < 0 ? 0 : told - was + now;
}

static CasusRange moved_sum(const Voices *voices, const Count *count, CasusRange told) {
    for (size_t i = 0; i < voices->len; i++) {
        const Voice *v = &voices->at[i];
        if (!v->is_ruled || v->superseded) continue;
        CasusRange none = { 0, 0 };
        CasusRange was = v->is_native && counts_it(&v->was, count) ? v->was.range : none, now = v->stands && counts_it(&v->now, count) ? v->now.range : none;
        told = (CasusRange){ moved(told.low, was.low, now.low), moved(told.high, was.high, now.high) };
    }
    return told;
}

static bool changes(const Voice *v, const Count *count) {
    bool was = v->is_native && counts_it(&v->was, count), now = v->stands && counts_it(&v->now, count);
    return v->is_ruled && (was != now || (was && (v->was.range.low != v->now.range.low || v->was.range.high != v->now.range.high)));
}

static CasusRange ruled_range(const Voices *voices, const Count *count, CasusRange told) {
    bool changed = false;
    CasusRange now;
    for (size_t i = 0; i < voices->len; i++) changed = changed || changes(&voices->at[i], count);
    if (!changed) return told;
    return range_of_claims(voices, count, told, &now) ? now : moved_sum(voices, count, told);
}

/* ---- who ------------------------------------------------------------------------------------------------------------------------ */

static unsigned standing_bit(const Said *said) {
    bool own = is_kind(said, CASUS_SOURCE_PUBLISHER) || is_kind(said, CASUS_SOURCE_AUTHOR);
    if (is_stance(said, CASUS_STANCE_ADMITS)) return 1u << CASUS_STANDING_CLAIMED;
    if (is_stance(said, CASUS_STANCE_ESTIMATES)) return 1u << CASUS_STANDING_POSSIBLE;
    if (is_stance(said, CASUS_STANCE_DENIES) || is_stance(said, CASUS_STANCE_QUESTIONS)) return 1u << CASUS_STANDING_DENIED;
    if (is_stance(said, CASUS_STANCE_ASSERTS) && own) return 1u << CASUS_STANDING_REPORTED;
    if (is_stance(said, CASUS_STANCE_RETRACTS)) return 0;
    return 1u << CASUS_STANDING_ALLEGED;
}

static bool is_on(Str party, Str folded, Arena *arena) { return party.len && str_eq(same_plain(party, arena), folded); }

static bool is_party_ruled(const Voices *voices, Str folded, Arena *arena) {
    for (size_t i = 0; i < voices->len; i++) {
        const Voice *v = &voices->at[i];
        if (v->is_ruled && is_about(v, CASUS_ABOUT_RESPONSIBILITY) && (is_on(v->was.party, folded, arena) || is_on(v->now.party, folded, arena))) return true;
    }
    return false;
}

/* What the claims that stand come to; -1 when none speaks of the party. */
static int standing_now(const Voices *voices, Str folded, Arena *arena) {
    unsigned bits = 0;
    const unsigned unsaid = 1u << CASUS_STANDING_DENIED;
    for (size_t i = 0; i < voices->len; i++) {
        const Voice *v = &voices->at[i];
        if (v->stands && is_about(v, CASUS_ABOUT_RESPONSIBILITY) && is_on(v->now.party, folded, arena) && !is_kind(&v->now, CASUS_SOURCE_COMMENTER))
            bits |= standing_bit(&v->now);
    }
    static const int strongest_first[] = { CASUS_STANDING_CLAIMED, CASUS_STANDING_REPORTED, CASUS_STANDING_ALLEGED, CASUS_STANDING_POSSIBLE, CASUS_STANDING_DENIED };
    if ((bits & unsaid) && (bits & ~unsaid)) return CASUS_STANDING_CONTESTED;
    for (size_t i = 0; i < sizeof strongest_first / sizeof *strongest_first; i++)
        if (bits & 1u << strongest_first[i]) return strongest_first[i];
    return -1;
}

static void write_party(JsonWriter *w, Str party, Str kind, int standing, bool by_authorities) {
    json_open(w, '{');
    json_key(w, "party"); json_str(w, party);
    json_key(w, "kind"); json_str(w, kind);
    json_key(w, "standing"); json_str(w, str_of(casus_standing_word(standing)));
    json_key(w, "by_authorities"); json_bool(w, by_authorities);
    json_close(w, '}');
}

static Str member_str(JsonValue object, const char *key, Arena *arena) {
    JsonValue value = json_get(object, key);
    return value.kind == JSON_STRING ? json_string(value, arena, NULL) : (Str){ 0 };
}

typedef LIST_OF(Str) Names;
static bool has_name(const Names *names, Str folded) {
    for (size_t i = 0; i < names->len; i++)
        if (str_eq(names->at[i], folded)) return true;
    return false;
}

static void write_told_parties(JsonWriter *w, const Voices *voices, JsonValue told, Names *done, Arena *arena) {
    JsonValue item;
    for (size_t at = 0; told.kind == JSON_ARRAY && json_item(told, &at, &item);) {
        if (item.kind != JSON_OBJECT) continue;
        Str party = member_str(item, "party", arena), folded = same_plain(party, arena);
        *list_add(done, arena) = folded;
        if (!is_party_ruled(voices, folded, arena)) {
            json_raw(w, item.raw);
            continue;
        }
        int standing = standing_now(voices, folded, arena);
        if (standing >= 0) write_party(w, party, member_str(item, "kind", arena), standing, json_get(item, "by_authorities").kind == JSON_TRUE);
    }
}

/* Those that were told, and those that only a ruled claim names. */
static void write_responsible(JsonWriter *w, const Voices *voices, JsonValue told, Arena *arena) {
    Names done = { 0 };
    json_open(w, '[');
    write_told_parties(w, voices, told, &done, arena);
    for (size_t i = 0; i < voices->len; i++) {
        const Voice *v = &voices->at[i];
        Str folded = same_plain(v->now.party, arena);
        if (!v->is_ruled || !is_about(v, CASUS_ABOUT_RESPONSIBILITY) || !folded.len || has_name(&done, folded)) continue;
        *list_add(&done, arena) = folded;
        int standing = standing_now(voices, folded, arena);
        if (standing >= 0) write_party(w, v->now.party, str_of(casus_source_kind_word(CASUS_SOURCE_ORGANIZATION)), standing, false);
    }
    json_close(w, ']');
}

/* ---- the object ------------------------------------------------------------------------------------------------------------------- */

static bool has_ruled(Work *work, int64_t telling) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_HAS_CLAIM_RULED);
    bind_number(row, ":telling", telling);
    bool has = next_row(work->ledger, row);
    if (row) sqlite3_reset(row);
    return has;
}

static bool add_to_text(void *to, const char *bytes, size_t n) {
    text_add(to, (Str){ bytes, n });
    return true;
}

static int64_t member_count(JsonValue object, const char *key) {
    JsonValue value = object.kind == JSON_OBJECT ? json_get(object, key) : (JsonValue){ 0 };
    int64_t n;
    return value.kind == JSON_NUMBER && json_int(value, &n) ? n : CASUS_UNKNOWN;
}

static const Count *count_named(Str key) {
    for (size_t i = 0; i < N_COUNTS; i++)
        if (str_eq(key, str_of(counts[i].key))) return &counts[i];
    return NULL;
}

static void write_member(JsonWriter *w, const Voices *voices, Str key, JsonValue value, Arena *arena) {
    const Count *count = count_named(key);
    json_key_put(w, str_format(arena, "\"%.*s\":", (int)key.len, key.at));
    if (count) json_range(w, ruled_range(voices, count, (CasusRange){ member_count(value, "low"), member_count(value, "high") }));
    else json_raw(w, value.raw);
}

Str ruled_telling(Work *work, int64_t telling, Str told, Arena *arena) {
    if (!has_ruled(work, telling)) return told;
    Voices voices = read_voices(work, telling, arena);
    JsonReader reader = json_read(told);
    JsonValue object = json_value(&reader), value;
    Text text = { .arena = arena };
    JsonWriter *w = arena_new(arena, JsonWriter);
    Str raw_key, parties = S("responsible");
    if (object.kind != JSON_OBJECT) return told;
    json_start(w, add_to_text, &text);
    json_open(w, '{');
    for (size_t at = 0; json_member(object, &at, &raw_key, &value);) {
        Str key = str_cut(raw_key, 1, raw_key.len - 1);
        if (!str_eq(key, parties)) write_member(w, &voices, key, value, arena);
    }
    json_key(w, "responsible");
    write_responsible(w, &voices, json_get(object, "responsible"), arena);
    json_close(w, '}');
    json_finish(w);
    return text_str(&text);
}

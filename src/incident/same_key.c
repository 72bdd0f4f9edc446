/* Tellings -> keys that can be compared: names folded, dates as days. */
#include "incident/same.h"
#include "base/date.h"
#include "base/utf8.h"

enum { GUESS_DAYS = 2 };    /* an undated incident is taken for one of the days just before its report */

/* ---- names ------------------------------------------------------------------------------------------------------- */

static bool is_word_char(uint32_t c) { return char_is_letter(c) || char_is_digit(c); }

Str same_plain(Str name, Arena *keep) {
    Str folded = str_fold(name, keep);
    Text plain = { .arena = keep };
    bool gap = false;
    for (size_t at = 0; at < folded.len;) {
        size_t start = at;
        uint32_t c = utf8_next(folded, &at);
        if (c == '\'') continue;                        /* "Ma'rib" is "Marib" */
        if (!is_word_char(c)) { gap = true; continue; }
        if (gap && plain.len) text_add_char(&plain, ' ');
        gap = false;
        text_add(&plain, str_cut(folded, start, at));
    }
    return text_str(&plain);
}

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
static bool is_glide(char c) { return c == 'y' || c == 'w'; }
static bool is_ascii(char c) { return (unsigned char)c < 0x80; }

/* The article of Arabic names in any spelling, by its shape: a vowel and a consonant ("al", "el", "ad"), or a vowel and a
 * consonant with h ("ash"), before another word. */
static bool is_article(Str word) {
    if (word.len < 2 || word.len > 3 || !is_vowel(word.at[0]) || is_vowel(word.at[1])) return false;
    return word.len == 2 || word.at[2] == 'h';
}

static char same_sound(char c) {
    switch (c) {
    case 'q': case 'c': return 'k';
    case 'z': return 's';
    case 'v': return 'f';
    case 'j': return 'g';
    default: return c;
    }
}

/* Consonants only, each once: "Khan Younis" and "Khan Yunis" are "knyns". */
static void add_loose_word(Text *loose, Str word) {
    char last = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.at[i];
        if (!is_ascii(c)) { text_add_char(loose, c); last = c; continue; }
        if (is_vowel(c) || (is_glide(c) && i > 0)) {
            if (i == 0) text_add_char(loose, 'a');
            last = 0;
            continue;
        }
        bool ends = i + 1 == word.len;
        if (c == 'h' && i > 0 && (ends || !is_vowel(word.at[i - 1]))) continue;     /* "kh", "sh", and the silent end of "-ah" */
        c = same_sound(c);
        if (c == last) continue;                                                    /* doubled letters */
        text_add_char(loose, c);
        last = c;
    }
}

static bool next_word(Str plain, size_t *at, Str *word) {
    if (*at >= plain.len) return false;
    size_t end = str_find(plain, S(" "), *at);
    if (end == SIZE_MAX) end = plain.len;
    *word = str_cut(plain, *at, end);
    *at = end + 1;
    return true;
}

static Str loose_of(Str plain, Arena *keep) {
    Text loose = { .arena = keep };
    Str word;
    for (size_t at = 0; next_word(plain, &at, &word);) add_loose_word(&loose, word);
    return text_str(&loose);
}

static Str without_articles(Str plain, Arena *keep) {
    Text bare = { .arena = keep };
    Str word;
    for (size_t at = 0; next_word(plain, &at, &word);) {
        if (at < plain.len && is_article(word)) continue;
        if (bare.len) text_add_char(&bare, ' ');
        text_add(&bare, word);
    }
    return text_str(&bare);
}

SameName same_name(Str name, Arena *keep) {
    Str plain = without_articles(same_plain(name, keep), keep);
    return (SameName){ plain, loose_of(plain, keep) };
}

/* ---- values of the contract -------------------------------------------------------------------------------------- */

static Str member_text(JsonValue object, const char *key, Arena *keep) {
    JsonValue value = json_get(object, key);
    if (value.kind != JSON_STRING) return (Str){ 0 };
    return str_copy(json_string(value, keep, NULL), keep);
}

static int64_t member_count(JsonValue object, const char *key) {
    JsonValue value = json_get(object, key);
    int64_t n;
    return value.kind == JSON_NUMBER && json_int(value, &n) && n >= 0 ? n : CASUS_UNKNOWN;
}

static CasusRange member_range(JsonValue object, const char *key) {
    JsonValue range = json_get(object, key);
    if (range.kind != JSON_OBJECT) return (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
    return (CasusRange){ member_count(range, "low"), member_count(range, "high") };
}

/* Which of n words of the contract a member is; `other` when it is none. */
static int member_word(JsonValue object, const char *key, const char *(*word_of)(int), int n, int other, Arena *keep) {
    Str word = member_text(object, key, keep);
    for (int i = 0; i < n; i++)
        if (word.len && str_eq(word, str_of(word_of(i)))) return i;
    return other;
}

static size_t count_items(JsonValue array) {
    JsonValue item;
    size_t n = 0;
    if (array.kind != JSON_ARRAY) return 0;
    for (size_t at = 0; json_item(array, &at, &item);) n++;
    return n;
}

/* ---- days -------------------------------------------------------------------------------------------------------- */

/* The first and last day of "2020", "2020-02" or "2020-02-28". */
static bool days_of(Str iso, int32_t *first, int32_t *last) {
    Date date;
    if (!iso.len || !date_parse(iso, &date, NULL)) return false;
    int from_month = date.month ? date.month : 1, to_month = date.month ? date.month : 12;
    int from_day = date.day ? date.day : 1, to_day = date.day ? date.day : days_in_month(date.year, to_month);
    *first = day_of_date(date.year, from_month, from_day);
    *last = day_of_date(date.year, to_month, to_day);
    return true;
}

static void read_days(SameKey *key, Str from, Str to, Str published) {
    int32_t ignored, said;
    bool has_from = days_of(from, &key->from_day, &ignored);
    bool has_to = days_of(to, &ignored, &key->to_day);
    if (has_from && !has_to) days_of(from, &ignored, &key->to_day);
    if (has_to && !has_from) days_of(to, &key->from_day, &ignored);
    if (has_from || has_to) {
        if (key->to_day < key->from_day) key->to_day = key->from_day;       /* a range told backwards */
        return;
    }
    key->from_day = key->to_day = CASUS_NO_DAY;
    if (!days_of(published, &ignored, &said) || said != ignored) return;    /* a month says too little */
    key->from_day = said - GUESS_DAYS;
    key->to_day = said;
    key->day_is_guess = true;
}

enum { TIMEX_DAY = 10 };        /* characters of a day in TIMEX3 */

/* -1 when they are no digits. */
static int number_at(Str text, size_t at, size_t n_digits) {
    int number = 0;
    for (size_t i = at; i < at + n_digits; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') return -1;
        number = number * 10 + (text.at[i] - '0');
    }
    return number;
}

/* "XXXX-03-04", "XXXX-WXX-2"; of a date that is told, what it comes to. */
static void read_told_day(SameKey *key, Str when) {
    key->weekday = -1;
    key->is_dateless = key->from_day == CASUS_NO_DAY || (when.len == TIMEX_DAY && same_is_long(key));
    if (key->from_day != CASUS_NO_DAY && !key->day_is_guess && key->from_day == key->to_day) {
        Date date = date_of_day(key->from_day);
        key->month = (int8_t)date.month, key->day = (int8_t)date.day, key->weekday = (int8_t)weekday_of_day(key->from_day);
        return;
    }
    if (!key->is_dateless || when.len != TIMEX_DAY) return;
    int weekday = number_at(when, 9, 1), month = number_at(when, 5, 2), day = number_at(when, 8, 2);
    if (when.at[5] == 'W' && weekday >= 1 && weekday <= 7) key->weekday = (int8_t)(weekday - 1);
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31) key->month = (int8_t)month, key->day = (int8_t)day;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

typedef struct { uint32_t at[SAME_MAX_GIST]; uint8_t n; } Hashes;

/* In order, each once; at most SAME_MAX_GIST, the least. */
static void keep_hash(Hashes *hashes, uint32_t hash) {
    size_t at = hashes->n;
    while (at > 0 && hashes->at[at - 1] > hash) at--;
    if (at == SAME_MAX_GIST || (at > 0 && hashes->at[at - 1] == hash)) return;
    if (hashes->n < SAME_MAX_GIST) hashes->n++;
    memmove(hashes->at + at + 1, hashes->at + at, (hashes->n - at - 1U) * sizeof *hashes->at);
    hashes->at[at] = hash;
}

static const uint32_t *kept_hashes(const Hashes *hashes, Arena *keep) {
    uint32_t *kept = hashes->n ? arena_array(keep, hashes->n, sizeof *kept) : NULL;
    for (size_t i = 0; i < hashes->n; i++) kept[i] = hashes->at[i];
    return kept;
}

static bool is_capital(Str word) {
    size_t at = word.len && word.at[0] == '#';          /* a tag */
    return at < word.len && word.at[at] >= 'A' && word.at[at] <= 'Z';
}

/* By which a longer name is known: a family name stands beside the whole, as does "Tal Amal" beside "Amal". */
static SameName last_word(SameName name, Arena *keep) {
    Str word = name.plain;
    for (size_t at = 0; next_word(name.plain, &at, &word);) continue;
    return word.len == name.plain.len ? name : (SameName){ word, loose_of(word, keep) };
}

static void read_words(SameKey *key, JsonValue words, Arena *keep, Arena *scratch) {
    Hashes names = { .n = 0 }, others = { .n = 0 };
    JsonValue item;
    if (words.kind != JSON_ARRAY) return;
    for (size_t at = 0; json_item(words, &at, &item);) {
        if (item.kind != JSON_STRING) continue;
        Str word = json_string(item, scratch, NULL);
        SameName name = last_word(same_name(word, scratch), scratch);
        if (name.plain.len < SAME_MIN_LOOSE) continue;
        keep_hash(is_capital(word) ? &names : &others, (uint32_t)same_name_hash(name));
    }
    key->names = kept_hashes(&names, keep), key->n_names = names.n;
    key->words = kept_hashes(&others, keep), key->n_words = others.n;
}

static void read_passages(SameKey *key, JsonValue passages, Arena *keep, Arena *scratch) {
    Hashes hashes = { .n = 0 };
    JsonValue item;
    if (passages.kind != JSON_ARRAY) return;
    for (size_t at = 0; json_item(passages, &at, &item);)
        if (item.kind == JSON_STRING) keep_hash(&hashes, (uint32_t)str_hash(json_string(item, scratch, NULL)));
    key->passages = kept_hashes(&hashes, keep), key->n_passages = hashes.n;
}

/* ---- the key ----------------------------------------------------------------------------------------------------- */

static SameName kept_name(SameName name, Arena *keep) { return (SameName){ str_copy(name.plain, keep), str_copy(name.loose, keep) }; }

static void read_within(SamePlace *place, JsonValue within, Arena *keep, Arena *scratch) {
    size_t n = count_items(within);
    if (!n) return;
    SameName *names = arena_array(keep, n < SAME_MAX_WITHIN ? n : SAME_MAX_WITHIN, sizeof *names);
    JsonValue item;
    size_t n_names = 0;
    for (size_t at = 0; n_names < SAME_MAX_WITHIN && json_item(within, &at, &item);)
        if (item.kind == JSON_STRING) {
            SameName name = same_name(json_string(item, scratch, NULL), scratch);
            place->within_called[n_names] = (uint32_t)same_name_hash(last_word(name, scratch));
            names[n_names++] = kept_name(name, keep);
        }
    place->within = names;
    place->n_within = n_names;
}

static void split_name(SamePlace *place, Arena *keep) {
    Str word, plain = place->name.plain;
    if (str_find(plain, S(" "), 0) == SIZE_MAX) return;
    SameName *words = arena_array(keep, SAME_MAX_WORDS, sizeof *words);
    size_t n = 0;
    for (size_t at = 0; next_word(plain, &at, &word);) {
        if (n == SAME_MAX_WORDS) return;
        words[n++] = (SameName){ word, loose_of(word, keep) };
    }
    place->words = words;
    place->n_words = n;
}

static void read_place(SamePlace *place, JsonValue told, Arena *keep, Arena *scratch) {
    if (told.kind != JSON_OBJECT) return;
    place->name = kept_name(same_name(member_text(told, "name", scratch), scratch), keep);
    split_name(place, keep);
    place->has_point = json_get(told, "lat").kind == JSON_NUMBER && json_double(json_get(told, "lat"), &place->lat) &&
                       json_get(told, "lon").kind == JSON_NUMBER && json_double(json_get(told, "lon"), &place->lon);
    place->precision = (CasusPrecision)member_word(told, "precision", casus_precision_word, CASUS_N_PRECISIONS, CASUS_PRECISION_UNKNOWN, scratch);
    Str country = member_text(told, "country", scratch);
    if (country.len == 2) memcpy(place->country, country.at, 2);
    read_within(place, json_get(told, "within"), keep, scratch);
}

static void read_parties(SameKey *key, JsonValue responsible, Arena *keep, Arena *scratch) {
    size_t n = count_items(responsible);
    if (!n) return;
    Str *parties = arena_array(keep, n, sizeof *parties);
    JsonValue item;
    for (size_t at = 0; json_item(responsible, &at, &item);) {
        if (item.kind != JSON_OBJECT) continue;
        Str side = member_text(item, "side", scratch);      /* for whom it acts, where that is known */
        Str party = str_copy(same_plain(side.len ? side : member_text(item, "party", scratch), scratch), keep);
        if (party.len) parties[key->n_parties++] = party;
    }
    key->parties = parties;
}

static void read_victims(SameKey *key, const Str *victims, size_t n, Arena *keep, Arena *scratch) {
    if (!n) return;
    Str *folded = arena_array(keep, n, sizeof *folded);
    for (size_t i = 0; i < n; i++) {
        Str victim = str_copy(same_plain(victims[i], scratch), keep);
        if (victim.len) folded[key->n_victims++] = victim;
    }
    key->victims = folded;
}

bool same_key_read(SameKey *key, Str report, uint32_t nth, JsonValue incident, Str published, const Str *victims, size_t n_victims,
                   Arena *keep, Arena *scratch) {
    *key = (SameKey){ .report = report, .nth = nth };
    if (incident.kind != JSON_OBJECT) return false;
    key->type = (CasusEventType)member_word(incident, "type", casus_event_type_word, CASUS_N_EVENT_TYPES, CASUS_EVENT_ATTACK, scratch);
    key->stage = (CasusStage)member_word(incident, "stage", casus_stage_word, CASUS_N_STAGES, CASUS_STAGE_ACCOMPLISHED, scratch);
    read_days(key, member_text(incident, "from", scratch), member_text(incident, "to", scratch), published);
    read_place(&key->place, json_get(incident, "place"), keep, scratch);
    read_parties(key, json_get(incident, "responsible"), keep, scratch);
    read_victims(key, victims, n_victims, keep, scratch);
    key->killed = member_range(incident, "killed");
    key->injured = member_range(incident, "injured");
    read_told_day(key, member_text(incident, "when", scratch));
    read_words(key, json_get(incident, "words"), keep, scratch);
    read_passages(key, json_get(incident, "passages"), keep, scratch);
    return true;
}

/* ---- order ------------------------------------------------------------------------------------------------------- */

int same_key_compare(const SameKey *a, const SameKey *b) {
    int by_report = str_compare(a->report, b->report);
    return by_report ? by_report : (a->nth > b->nth) - (a->nth < b->nth);
}

static int compare_strs(const Str *a, size_t n_a, const Str *b, size_t n_b) {
    for (size_t i = 0; i < n_a && i < n_b; i++) {
        int by_text = str_compare(a[i], b[i]);
        if (by_text) return by_text;
    }
    return (n_a > n_b) - (n_a < n_b);
}

static int compare_numbers(const int64_t *a, const int64_t *b, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
}

static int compare_points(const SamePlace *a, const SamePlace *b) {
    if (a->has_point != b->has_point) return a->has_point ? 1 : -1;
    if (!a->has_point) return 0;
    if (a->lat < b->lat || a->lat > b->lat) return a->lat < b->lat ? -1 : 1;
    return (a->lon > b->lon) - (a->lon < b->lon);
}

static int compare_places(const SamePlace *a, const SamePlace *b) {
    int by_name = str_compare(a->name.plain, b->name.plain);
    if (by_name) return by_name;
    if (a->n_within != b->n_within) return a->n_within < b->n_within ? -1 : 1;
    for (size_t i = 0; i < a->n_within; i++) {
        int by_area = str_compare(a->within[i].plain, b->within[i].plain);
        if (by_area) return by_area;
    }
    int by_country = memcmp(a->country, b->country, sizeof a->country);
    return by_country ? by_country : compare_points(a, b);
}

static int compare_hashes(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b) {
    for (size_t i = 0; i < n_a && i < n_b; i++)
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return (n_a > n_b) - (n_a < n_b);
}

static int compare_gists(const SameKey *a, const SameKey *b) {
    int by_name = compare_hashes(a->names, a->n_names, b->names, b->n_names);
    if (by_name) return by_name;
    int by_word = compare_hashes(a->words, a->n_words, b->words, b->n_words);
    return by_word ? by_word : compare_hashes(a->passages, a->n_passages, b->passages, b->n_passages);
}

int same_content_compare(const SameKey *a, const SameKey *b) {
    const int64_t of_a[] = { a->from_day, a->to_day, a->type, a->stage, a->day_is_guess, a->place.precision, a->killed.low, a->killed.high,
                             a->injured.low, a->injured.high, a->month, a->day, a->weekday };
    const int64_t of_b[] = { b->from_day, b->to_day, b->type, b->stage, b->day_is_guess, b->place.precision, b->killed.low, b->killed.high,
                             b->injured.low, b->injured.high, b->month, b->day, b->weekday };
    int by_number = compare_numbers(of_a, of_b, sizeof of_a / sizeof *of_a);
    if (by_number) return by_number;
    int by_place = compare_places(&a->place, &b->place);
    if (by_place) return by_place;
    int by_party = compare_strs(a->parties, a->n_parties, b->parties, b->n_parties);
    if (by_party) return by_party;
    int by_victim = compare_strs(a->victims, a->n_victims, b->victims, b->n_victims);
    return by_victim ? by_victim : compare_gists(a, b);
}

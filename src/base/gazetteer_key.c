/* Keys by which names of places are compared. */
#include "base/gazetteer.h"
#include "base/utf8.h"

static bool is_dropped(char c) { return c == '\'' || c == '`' || c == '.' || c == '"'; }
static bool is_gap(char c) { return c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r' || c == '_'; }

size_t gazetteer_key(Str name, char key[GAZETTEER_LONGEST_KEY]) {
    char folded[2 * GAZETTEER_LONGEST_KEY];
    size_t n = str_fold_into(name, folded, sizeof folded), len = 0;
    if (n == SIZE_MAX) return 0;
    for (size_t i = 0; i < n; i++) {
        if (is_dropped(folded[i])) continue;
        bool gap = is_gap(folded[i]);
        if (gap && (!len || key[len - 1] == ' ')) continue;
        if (len == GAZETTEER_LONGEST_KEY) return 0;
        key[len++] = gap ? ' ' : folded[i];
    }
    while (len && key[len - 1] == ' ') len--;
    return len;
}

/* ---- loose keys -------------------------------------------------------------------------------------------------- */

/* The Arabic article before sun and moon letters, as transliterations write it. */
static const char *const articles[] = { "al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "adh", "ath", "ed", "er", "es", "ez", "esh", "et", "en", "ul" };
/* Letters and pairs of letters that transliterations use for one sound. */
static const struct { char from[3], to; } sounds[] = {
    { "kh", 'h' }, { "gh", 'g' }, { "dh", 'd' }, { "th", 't' }, { "ph", 'f' }, { "ch", 's' }, { "sh", 's' }, { "ck", 'k' }, { "dj", 'j' }, { "q", 'k' }, { "c", 'k' },
};
enum { LEAST_CONSONANTS = 3 };

static bool is_article(Str word) {
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (str_eq(word, str_of(articles[i]))) return true;
    return false;
}

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w'; }

/* The sound at the start of the rest of a word; `used` letters make it. */
static char sound_at(Str rest, size_t *used) {
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        *used = strlen(sounds[i].from);
        if (*used <= rest.len && memcmp(rest.at, sounds[i].from, *used) == 0) return sounds[i].to;
    }
    *used = 1;
    return rest.at[0];
}

static size_t add_word(Str word, char *loose, size_t len) {
    size_t from = len;
    for (size_t at = 0, used; at < word.len; at += used) {
        char sound = sound_at(str_cut(word, at, word.len), &used);
        bool is_last_h = sound == 'h' && used == 1 && at + 1 == word.len;
        if (is_last_h || (is_vowel(sound) && at)) continue;
        if (is_vowel(sound)) sound = 'a';
        if (len > from && loose[len - 1] == sound) continue;
        loose[len++] = sound;
    }
    return len;
}

size_t gazetteer_loose_key(Str key, char loose[GAZETTEER_LONGEST_KEY]) {
    if (key.len > GAZETTEER_LONGEST_KEY) return 0;
    size_t len = 0;
    for (size_t at = 0; at < key.len;) {
        size_t end = at;
        for (; end < key.len && key.at[end] != ' '; end++)
            if ((unsigned char)key.at[end] >= 0x80 || key.at[end] == '=') return 0;
        Str word = str_cut(key, at, end);
        if (!is_article(word) || (at == 0 && end == key.len)) len = add_word(word, loose, len);
        at = end + 1;
    }
    return len >= LEAST_CONSONANTS ? len : 0;
}

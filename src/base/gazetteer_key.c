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
enum { LEAST_CONSONANTS = 3 };

static bool is_article(Str word) {
    if (word.len < 2 || word.len > 3) return false;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (str_eq(word, str_of(articles[i]))) return true;
    return false;
}

static Str without_article(Str key) {
    size_t end = 0;
    while (end < key.len && key.at[end] != ' ') end++;
    return end < key.len && is_article(str_cut(key, 0, end)) ? str_cut(key, end + 1, key.len) : key;
}

size_t gazetteer_key_article(Str key, char other[GAZETTEER_LONGEST_KEY]) {
    static const char article[] = "al ";
    Str bare = without_article(key);
    if (bare.len < key.len) return memcpy(other, bare.at, bare.len), bare.len;
    if (key.len + sizeof article - 1 > GAZETTEER_LONGEST_KEY) return 0;
    memcpy(other, article, sizeof article - 1);
    memcpy(other + sizeof article - 1, key.at, key.len);
    return key.len + sizeof article - 1;
}

uint32_t gazetteer_distance(Str a, Str b) {
    enum { LONGEST = 40 };
    uint32_t row[LONGEST + 1];
    a = without_article(a), b = without_article(b);
    if (a.len > LONGEST || b.len > LONGEST) return (uint32_t)(a.len > b.len ? a.len : b.len);
    for (uint32_t j = 0; j <= b.len; j++) row[j] = j;
    for (uint32_t i = 1; i <= a.len; i++) {
        uint32_t corner = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= b.len; j++) {
            uint32_t change = corner + (a.at[i - 1] != b.at[j - 1]), gap = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            corner = row[j];
            row[j] = change < gap ? change : gap;
        }
    }
    return row[b.len];
}

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w'; }

/* Two letters that transliterations use for one sound, 0 if they are no such pair. */
static char sound_of_pair(char first, char second) {
    if (second == 'h') switch (first) {
    case 'k': return 'h';
    case 'g': case 'd': case 't': return first;
    case 'p': return 'f';
    case 'c': case 's': return 's';
    default: return 0;
    }
    return first == 'c' && second == 'k' ? 'k' : first == 'd' && second == 'j' ? 'j' : 0;
}

/* The sound at the start of the rest of a word; `used` letters make it. */
static char sound_at(Str rest, size_t *used) {
    char pair = rest.len > 1 ? sound_of_pair(rest.at[0], rest.at[1]) : 0;
    *used = pair ? 2 : 1;
    if (pair) return pair;
    return rest.at[0] == 'q' || rest.at[0] == 'c' ? 'k' : rest.at[0];
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

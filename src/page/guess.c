/* No label, and not UTF-8: every encoding of the table that may be guessed is tried, and its reading is judged by how much it looks
 * like words. A wrong reading gives itself away: capitals inside words, alphabets mixed in one word, rows of accented letters, rare
 * ideographs. What is guessed is noted as guessed. */
#include "page/encoding.h"

enum { TRIED = 8192, TRIED_ODD = 1500 /* of them beyond ASCII: enough to tell */ };
typedef enum { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_GREEK, SCRIPT_CYRILLIC, SCRIPT_HEBREW, SCRIPT_ARABIC, SCRIPT_KANA, SCRIPT_HAN, SCRIPT_HANGUL, SCRIPT_OTHER } Script;

/* Source: unicode.org/Public/UCD/latest/ucd/Blocks.txt */
static Script script_of(uint32_t c) {
    static const struct { uint32_t end; Script script; } blocks[] = {
        { 0x370, SCRIPT_LATIN }, { 0x400, SCRIPT_GREEK }, { 0x530, SCRIPT_CYRILLIC }, { 0x590, SCRIPT_OTHER }, { 0x600, SCRIPT_HEBREW }, { 0x780, SCRIPT_ARABIC },
        { 0x1E00, SCRIPT_OTHER }, { 0x1F00, SCRIPT_LATIN }, { 0x2000, SCRIPT_GREEK }, { 0x3040, SCRIPT_OTHER }, { 0x3100, SCRIPT_KANA }, { 0x3400, SCRIPT_OTHER },
        { 0xA000, SCRIPT_HAN }, { 0xAC00, SCRIPT_OTHER }, { 0xD7B0, SCRIPT_HANGUL }, { 0xFF66, SCRIPT_OTHER }, { 0xFFA0, SCRIPT_OTHER },
    };
    if (!char_is_letter(c)) return SCRIPT_NONE;
    for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
        if (c < blocks[k].end) return blocks[k].script;
    return SCRIPT_OTHER;
}

/* Points of one letter beyond ASCII after `before`, both in single-byte encodings. */
static int points_of_pair(uint32_t before, uint32_t c) {
    Script script = script_of(c), script_before = script_of(before);
    if (script == SCRIPT_OTHER) return -3;
    if (script_before == SCRIPT_NONE) return before < 0x80 ? 0 : -1;
    if (script != script_before) return -4;
    if (char_is_upper(c) && char_is_lower(before)) return -3;
    if (script == SCRIPT_LATIN && before >= 0x80) return -1;
    return char_is_upper(c) ? 0 : 2;
}

/* A sign beyond ASCII: within a word it is out of place, beside one it may stand (quotation marks, dashes). */
static int points_of_sign(uint32_t before, uint32_t c, uint32_t after) {
    bool in_word = char_is_letter(before) && char_is_letter(after);
    if (char_is_quote(c) || c == 0x2019 || c == 0x2013 || c == 0x2014 || c == 0x2026) return 1;
    return in_word ? -3 : -1;
}

static long points_of_letters(Str text) {
    long points = 0;
    uint32_t before = ' ';
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        size_t ahead = at;
        uint32_t after = at < text.len ? utf8_next(text, &ahead) : ' ';
        if (c >= 0x80) points += char_is_letter(c) ? points_of_pair(before, c) : points_of_sign(before, c, after);
        else if (before >= 0x80 && script_of(c) && script_of(before) && script_of(before) != SCRIPT_LATIN) points -= 4;
        before = c;
    }
    return points;
}

/* Encodings of East Asia list their common ideographs first: `from` to `to` are the first bytes of those. A common one is worth as much
 * as two letters, since it takes two bytes; kana speak for Japanese alone, hangul for Korean. */
static long points_of_ideographs(const PackRow *row, Str bytes, Str text) {
    int kana = row->cell[ENCODING_KANA];
    long points = 0;
    for (size_t k = 0; k + 1 < bytes.len; k++) {
        int first = (unsigned char)bytes.at[k];
        if (first < 0x81 || first == 0xFF) continue;
        if ((unsigned char)bytes.at[k + 1] < 0x40) points -= 4;
        bool is_common = first >= row->cell[ENCODING_FROM] && first <= row->cell[ENCODING_TO];
        if (first != 0xA1 && first != 0xA3 && first != 0x81) points += is_common ? 4 : -2;
        k++;
    }
    for (size_t at = 0; at < text.len;)
        if (script_of(utf8_next(text, &at)) == SCRIPT_KANA) points += kana == ENCODING_KANA_YES ? 4 : -4;
    return points;
}

/* A stretch of the bytes that has enough beyond ASCII; it ends before an ASCII byte, so that no character is cut. */
static Str stretch_of(Str bytes) {
    size_t start = 0, end, n_odd = 0;
    while (start < bytes.len && (unsigned char)bytes.at[start] < 0x80) start++;
    size_t from = start > 16 ? start - 16 : 0;
    for (end = start; end < bytes.len && end - from < TRIED && n_odd < TRIED_ODD; end++) n_odd += (unsigned char)bytes.at[end] >= 0x80;
    while (end < bytes.len && end - from < TRIED * 2 && (unsigned char)bytes.at[end] >= 0x80) end++;
    return str_cut(bytes, from, end);
}

static long points_of(Reading *r, Encoding encoding, Str stretch) {
    Str text;
    size_t n_bad;
    if (!encoding_convert(r, encoding, stretch, &text, &n_bad) || n_bad) return 0;
    bool is_east_asian = encoding.row->cell[ENCODING_FROM] > 0;
    return is_east_asian ? points_of_ideographs(encoding.row, stretch, text) : points_of_letters(text);
}

/* The first row of the table of encodings; a table's rows stand together, as they stand in the file. */
static uint32_t first_row(const Reading *r) {
    const PackEntry *entries;
    uint32_t k = pack_find(r->pack, S("charset=utf-8"), &entries) ? entries[0].row : 0;
    while (k > 1 && pack_row(r->pack, k - 1)->table == TABLE_ENCODING) k--;
    return k;
}

Encoding encoding_guess(Reading *r, Str bytes) {
    Str stretch = stretch_of(bytes);
    Encoding best = { 0 };
    long most = 0;
    for (uint32_t k = first_row(r); pack_row(r->pack, k)->table == TABLE_ENCODING; k++) {
        const PackRow *row = pack_row(r->pack, k);
        if (row->cell[ENCODING_GUESS] != ENCODING_GUESS_YES) continue;
        Str label = pack_key(r->pack, row);
        Encoding encoding = { row, str_cut(label, sizeof "charset=" - 1, label.len), pack_cell_str(r->pack, row, ENCODING_ICONV) };
        long points = points_of(r, encoding, stretch);
        if (points <= most) continue;
        most = points;
        best = encoding;
    }
    return best;
}

/* The figures of a sheet: a table for each effect, in the order said, with who says which number in which words. */
#include "cli/sheet.h"

enum { COLUMN_WHEN, COLUMN_COUNT, COLUMN_OF_WHOM, COLUMN_WHO, COLUMN_HOW, COLUMN_THROUGH, N_COLUMNS };
enum { MARGIN = 2, GAP = 2, NARROWEST_WORDS = 24, INDENT = 6, WIDEST_CELL = 32, NARROWEST_CELL = 8, TITLE_COLUMNS = 10, RANGE_COLUMNS = 14 };

static const char *const heads[N_COLUMNS] = { "when said", "how many", "of whom", "who says so", "", "through" };

typedef struct { const CasusLedgerClaim *claim; Str cell[N_COLUMNS]; Str words; } Row;
typedef struct {
    LIST_OF(Row) rows;
    size_t width[N_COLUMNS];                /* 0 for a column that is left out */
    bool words_below;
} Ladder;

static bool has_effect(const CasusLedgerClaim *claim, CasusEffect effect) {
    return claim->effect && strcmp(claim->effect, casus_effect_word((int)effect)) == 0;
}

static const CasusLedgerClaim *find_claim(const Sheet *sheet, int64_t id) {
    for (size_t i = 0; id && i < sheet->claims.len; i++)
        if (sheet->claims.at[i].id == id) return &sheet->claims.at[i];
    return NULL;
}

static Str count_cell(const CasusLedgerClaim *claim, Arena *arena) {
    Str range = range_str(claim->range, " ─ ", arena);
    if (!claim->approximate || str_is_empty(range)) return range;
    bool open = claim->range.high == CASUS_UNKNOWN;         /* "dozens": 24 or more, and not to be taken exactly */
    Str low = range_str((CasusRange){ claim->range.low, claim->range.low }, "", arena);
    return open ? str_join(S("about "), low, S(" or more"), arena) : str_join(S("about"), S(" "), range, arena);
}

static Str of_whom_cell(const CasusLedgerClaim *claim, Arena *arena) {
    Str who = str_of(claim->who), party = str_of(claim->figure_party);
    if (str_is_empty(who)) return party;
    return str_is_empty(party) ? who : str_join(who, S(", "), party, arena);
}

/* What kind of step the figure is: "later death", "denies", both. A plain assertion needs no word. */
static Str how_cell(const CasusLedgerClaim *claim, Arena *arena) {
    Str stance = claim_stance(claim) == CASUS_STANCE_ASSERTS ? S("") : str_of(claim->stance);
    Str how = str_of(claim->how);
    if (str_is_empty(stance)) return how;
    return str_is_empty(how) ? stance : str_join(stance, S(", "), how, arena);
}

static Str words_cell(const Sheet *sheet, const CasusLedgerClaim *claim) {
    Str words = sheet_words(sheet, claim);
    const CasusLedgerClaim *older = find_claim(sheet, claim->revises);
    if (!older) return words;
    return str_join(words, S("   revises "), count_cell(older, sheet->memory), sheet->memory);
}

static Row row_of(const Sheet *sheet, const CasusLedgerClaim *claim) {
    Row row = { .claim = claim, .words = words_cell(sheet, claim), .cell = {
        [COLUMN_WHEN] = sheet_said_when(sheet, claim),
        [COLUMN_COUNT] = count_cell(claim, sheet->memory),
        [COLUMN_OF_WHOM] = of_whom_cell(claim, sheet->memory),
        [COLUMN_WHO] = sheet_speaker(sheet, claim),
        [COLUMN_HOW] = how_cell(claim, sheet->memory),
        [COLUMN_THROUGH] = sheet_through(sheet, claim),
    } };
    if (str_is_empty(row.cell[COLUMN_COUNT])) row.cell[COLUMN_COUNT] = S("unsaid");
    for (int i = 0; i < N_COLUMNS; i++) row.cell[i] = shown_cut(row.cell[i], WIDEST_CELL, sheet->memory);
    return row;
}

static size_t words_column(const Ladder *ladder) {
    size_t column = MARGIN;
    for (int i = 0; i < N_COLUMNS; i++)
        if (ladder->width[i]) column += ladder->width[i] + GAP;
    return column;
}

/* A narrow screen first loses "through", then the words go to the next line, then the widest columns of words are cut. */
static void fit(Ladder *ladder, size_t width) {
    if (words_column(ladder) + NARROWEST_WORDS > width) ladder->width[COLUMN_THROUGH] = 0;
    ladder->words_below = words_column(ladder) + NARROWEST_WORDS > width;
    while (words_column(ladder) > width + GAP) {
        size_t *widest = &ladder->width[COLUMN_OF_WHOM];
        for (int i = COLUMN_WHO; i <= COLUMN_HOW; i++)
            if (ladder->width[i] > *widest) widest = &ladder->width[i];
        if (*widest <= NARROWEST_CELL) return;
        --*widest;
    }
}

static void measure(Ladder *ladder) {
    for (int i = 0; i < N_COLUMNS; i++) {
        size_t widest = 0;
        for (size_t j = 0; j < ladder->rows.len; j++) {
            size_t width = shown_columns(ladder->rows.at[j].cell[i]);
            if (width > widest) widest = width;
        }
        size_t head = shown_columns(str_of(heads[i]));
        ladder->width[i] = widest && widest < head ? head : widest;
    }
}

static void add_head(Sheet *sheet, const Ladder *ladder) {
    Text line = { .arena = sheet->memory };
    text_fill(&line, " ", MARGIN);
    for (int i = 0; i < N_COLUMNS; i++) {
        if (!ladder->width[i]) continue;
        if (i == COLUMN_COUNT) text_right(&line, str_of(heads[i]), ladder->width[i]);
        else text_left(&line, shown_cut(str_of(heads[i]), ladder->width[i], sheet->memory), ladder->width[i]);
        text_fill(&line, " ", GAP);
    }
    if (!ladder->words_below) text_add(&line, S("words"));
    text_dim(&sheet->text, text_str(&line), &sheet->screen);
    text_end_line(&sheet->text);
}

static void add_row(Sheet *sheet, const Ladder *ladder, const Row *row) {
    Text *text = &sheet->text;
    text_fill(text, " ", MARGIN);
    for (int i = 0; i < N_COLUMNS; i++) {
        if (!ladder->width[i]) continue;
        if (i == COLUMN_COUNT) {
            text_fill(text, " ", ladder->width[i] - shown_columns(row->cell[i]));
            text_bold(text, row->cell[i], &sheet->screen);
        } else text_left(text, shown_cut(row->cell[i], ladder->width[i], sheet->memory), ladder->width[i]);
        text_fill(text, " ", GAP);
    }
    size_t column = words_column(ladder);
    if (ladder->words_below) {
        text_end_line(text);
        text_fill(text, " ", INDENT);
        column = INDENT;
    }
    text_wrap(text, row->words, column, column, sheet->width);
    text_end_line(text);
}

/* ---- ways to count from the same claims ------------------------------------------------------------------------- */

static const CasusCount *count_by(const Sheet *sheet, const char *policy, const char *what) {
    for (size_t i = 0; i < sheet->counts.len; i++)
        if (strcmp(sheet->counts.at[i].policy, policy) == 0 && strcmp(sheet->counts.at[i].what, what) == 0) return &sheet->counts.at[i];
    return NULL;
}

static bool is_same(CasusRange a, CasusRange b) { return a.low == b.low && a.high == b.high; }

/* How a sheet calls the policies that it shows beside the range over all. One origin alone is no range over several. */
static const struct { const char *policy, *said; size_t least; bool counts_origins; } policy_wording[] = {
    { "lowest", "lowest", 0, false }, { "officials", "officials only", 1, false }, { "origins", "independent origins", 2, true },
};

/* From column `column` on. What says the same as the range over all is not said twice. */
static void add_policies(Sheet *sheet, const char *effect, CasusRange all, CasusRange civilians, size_t column) {
    Arena *memory = sheet->memory;
    Text line = { .arena = memory };
    for (size_t i = 0; i < sizeof policy_wording / sizeof *policy_wording; i++) {
        const CasusCount *count = count_by(sheet, policy_wording[i].policy, effect);
        if (!count || count->n_claims < policy_wording[i].least || count->range.low == CASUS_UNKNOWN) continue;
        if (!policy_wording[i].counts_origins && is_same(count->range, all)) continue;
        Str range = range_str(count->range, " ─ ", memory);
        if (line.len) text_add(&line, S(" · "));
        if (policy_wording[i].counts_origins) text_add_format(&line, "%zu ", count->n_claims);
        text_add_format(&line, "%s %.*s", policy_wording[i].said, (int)range.len, range.at);
    }
    Str of_civilians = range_str(civilians, " ─ ", memory);
    if (of_civilians.len) text_add_format(&line, "%scivilians %.*s", line.len ? " · " : "", (int)of_civilians.len, of_civilians.at);
    text_wrap(&sheet->text, text_str(&line), column, MARGIN, sheet->width);
}

static Str upper(const char *word, Arena *arena) {
    Text text = { .arena = arena };
    for (; *word; word++) text_add_char(&text, *word >= 'a' && *word <= 'z' ? (char)(*word - 'a' + 'A') : *word);
    return text_str(&text);
}

static void add_title(Sheet *sheet, CasusEffect effect) {
    const CasusLedgerIncident *incident = &sheet->incident;
    bool killed = effect == CASUS_EFFECT_KILLED, injured = effect == CASUS_EFFECT_INJURED;
    text_add_char(&sheet->text, '\n');
    Str title = upper(casus_effect_word((int)effect), sheet->memory);
    if (!killed && !injured) {
        text_add(&sheet->text, title);
        text_end_line(&sheet->text);
        return;
    }
    CasusRange all = killed ? incident->killed : incident->injured;
    Str range = range_str(all, " ─ ", sheet->memory);
    size_t columns = shown_columns(range), room = columns < RANGE_COLUMNS ? RANGE_COLUMNS : columns + GAP;
    text_left(&sheet->text, title, TITLE_COLUMNS);
    text_add_char(&sheet->text, ' ');
    if (range.len) text_bold(&sheet->text, range, &sheet->screen);
    text_fill(&sheet->text, " ", room - columns);
    add_policies(sheet, casus_effect_word((int)effect), all, killed ? incident->civilians_killed : incident->civilians_injured, TITLE_COLUMNS + 1 + room);
    text_end_line(&sheet->text);
}

static void add_effect(Sheet *sheet, CasusEffect effect) {
    Ladder ladder = { 0 };
    for (size_t i = 0; i < sheet->claims.len; i++) {
        const CasusLedgerClaim *claim = &sheet->claims.at[i];
        if (!has_effect(claim, effect)) continue;
        *list_add(&ladder.rows, sheet->memory) = row_of(sheet, claim);
    }
    if (ladder.rows.len == 0) return;
    measure(&ladder);
    fit(&ladder, sheet->width);
    add_title(sheet, effect);
    add_head(sheet, &ladder);
    for (size_t i = 0; i < ladder.rows.len; i++) add_row(sheet, &ladder, &ladder.rows.at[i]);
}

void sheet_add_figures(Sheet *sheet) {
    for (int effect = CASUS_EFFECT_NONE + 1; effect < CASUS_N_EFFECTS; effect++) add_effect(sheet, (CasusEffect)effect);
}

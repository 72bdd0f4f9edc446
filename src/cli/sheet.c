/* The sections of a sheet that are not figures: head, who did it, what else is said, sources, rulings. */
#include "cli/sheet.h"

enum { MARGIN = 2, GAP = 2, WIDEST_PARTY = 28, SECTION_COLUMNS = 12 };

static void add_str(Text *text, const char *before, Str s) {
    if (text->len) text_add(text, str_of(before));
    text_add(text, s);
}

/* ---- head --------------------------------------------------------------------------------------------------------- */

static Str what(const Sheet *sheet) {
    const char *type = sheet->incident.type ? sheet->incident.type : casus_event_type_word(CASUS_EVENT_ATTACK);
    Text text = { .arena = sheet->memory };
    for (; *type; type++) text_add_char(&text, *type >= 'a' && *type <= 'z' ? (char)(*type - 'a' + 'A') : *type);
    return text_str(&text);
}

static Str where(const Sheet *sheet) {
    const CasusLedgerIncident *incident = &sheet->incident;
    Str place = str_of(incident->place), country = str_of(incident->country);
    if (str_is_empty(place) && str_is_empty(country)) return S("place unsaid");
    if (str_is_empty(country)) return place;
    return str_is_empty(place) ? country : str_format(sheet->memory, "%.*s (%.*s)", (int)place.len, place.at, (int)country.len, country.at);
}

static Str when(const Sheet *sheet) {
    Str from = str_of(sheet->incident.from), to = str_of(sheet->incident.to);
    if (str_is_empty(from) && str_is_empty(to)) return S("date unsaid");
    if (str_is_empty(from)) return str_join(S("until"), S(" "), sheet_day(sheet, to, true, true), sheet->memory);
    Str first = sheet_day(sheet, from, true, true);
    if (str_is_empty(to) || str_eq(from, to)) return first;
    return str_join(first, S(" ─ "), sheet_day(sheet, to, true, true), sheet->memory);
}

/* Has a person set this field? `ruled` holds names with blanks between. */
static bool has_ruled(const char *ruled, const char *field) {
    size_t len = strlen(field);
    for (const char *at = ruled; at && (at = strstr(at, field)); at += len)
        if ((at == ruled || at[-1] == ' ') && (at[len] == ' ' || !at[len])) return true;
    return false;
}

static void add_state(Sheet *sheet) {
    const CasusLedgerIncident *incident = &sheet->incident;
    bool is_open = str_eq(str_of(incident->state), str_of(casus_state_word(CASUS_STATE_REVIEW)));
    if (is_open && !incident->ruled) return;
    text_add_format(&sheet->text, "%s%s%s by a person, see RULINGS\n", is_open ? "" : incident->state, is_open || !incident->ruled ? "" : "; ",
                    incident->ruled ? str_format(sheet->memory, "set: %s", incident->ruled).at : "");
}

void sheet_add_head(Sheet *sheet) {
    Text head = { .arena = sheet->memory };
    text_add(&head, what(sheet));
    add_str(&head, " · ", where(sheet));
    add_str(&head, " · ", when(sheet));
    text_add_format(&head, " · incident %lld", (long long)sheet->incident.id);
    text_wrap(&sheet->text, text_str(&head), 0, MARGIN, sheet->width);
    const char *grade = sheet->incident.grade;
    if (grade && *grade) {
        bool is_decided = has_ruled(sheet->incident.ruled, casus_ruling_kind_word(CASUS_RULING_GRADE));
        Str words = str_format(sheet->memory, "grade: %s (%s)", grade, is_decided ? "decided" : "proposed");
        size_t used = shown_columns(text_str(&head)), needed = shown_columns(words) + GAP;
        bool fits = used + needed <= sheet->width;
        if (!fits) text_end_line(&sheet->text);
        text_right(&sheet->text, words, fits ? sheet->width - used : sheet->width);
    }
    text_end_line(&sheet->text);
    add_state(sheet);
}

/* ---- who did it ------------------------------------------------------------------------------------------------- */

/* How a sheet says that somebody takes this stance to a party's part. With words where they are an answer to an accusation. */
static const struct { CasusStance stance; const char *said; bool with_words; } responsibility_wording[] = {
    { CASUS_STANCE_ACCUSES, "accused by", false },  { CASUS_STANCE_ASSERTS, "named by", false },
    { CASUS_STANCE_ESTIMATES, "held likely by", true }, { CASUS_STANCE_ADMITS, "admitted by", true },
    { CASUS_STANCE_DENIES, "denied by", true },     { CASUS_STANCE_QUESTIONS, "doubted by", true },
    { CASUS_STANCE_RETRACTS, "taken back by", true },
};

typedef LIST_OF(CasusLedgerParty) Parties;

static void add_party(Parties *parties, const char *name, const char *standing, Arena *memory) {
    if (!name || !*name) return;
    for (size_t i = 0; i < parties->len; i++)
        if (strcmp(parties->at[i].party, name) == 0) return;
    *list_add(parties, memory) = (CasusLedgerParty){ .party = name, .standing = standing ? standing : "" };
}

/* The parties of the incident, and those that only a claim names. */
static Parties parties_of(const Sheet *sheet) {
    Parties parties = { 0 };
    for (size_t i = 0; i < sheet->incident.n_parties; i++)
        add_party(&parties, sheet->incident.parties[i].party, sheet->incident.parties[i].standing, sheet->memory);
    for (size_t i = 0; i < sheet->claims.len; i++) {
        const CasusLedgerClaim *claim = &sheet->claims.at[i];
        if (claim_is_about(claim, CASUS_ABOUT_RESPONSIBILITY)) add_party(&parties, claim->party, "", sheet->memory);
    }
    return parties;
}

static bool is_on_party(const CasusLedgerClaim *claim, const char *party, CasusStance stance) {
    return claim_is_about(claim, CASUS_ABOUT_RESPONSIBILITY) && claim->party && strcmp(claim->party, party) == 0 && claim_stance(claim) == stance;
}

static void add_voice(const Sheet *sheet, Text *line, const CasusLedgerClaim *claim, bool with_words, const char *lead) {
    Str speaker = sheet_speaker(sheet, claim);
    if (line->len == 0) text_add_format(line, "%s ", lead);
    else text_add(line, with_words ? S("; ") : S(", "));
    text_add(line, speaker);
    if (with_words) add_str(line, ": ", sheet_words(sheet, claim));
    else text_add_format(line, " [r%lld]", (long long)claim->report);
}

/* All who take one stance to the party, on one line: the accusers, or those who deny it, in their words. */
static Str voices(const Sheet *sheet, const char *party, size_t wording) {
    Text line = { .arena = sheet->memory };
    for (size_t i = 0; i < sheet->claims.len; i++) {
        const CasusLedgerClaim *claim = &sheet->claims.at[i];
        if (!is_on_party(claim, party, responsibility_wording[wording].stance)) continue;
        add_voice(sheet, &line, claim, responsibility_wording[wording].with_words, responsibility_wording[wording].said);
    }
    return text_str(&line);
}

static void add_party_lines(Sheet *sheet, const CasusLedgerParty *party, size_t name_columns, size_t standing_columns) {
    size_t column = MARGIN + name_columns + GAP + standing_columns + GAP;
    text_fill(&sheet->text, " ", MARGIN);
    text_left(&sheet->text, shown_cut(str_of(party->party), name_columns, sheet->memory), name_columns + GAP);
    text_left(&sheet->text, str_of(party->standing), standing_columns + GAP);
    bool said = false;
    for (size_t i = 0; i < sizeof responsibility_wording / sizeof *responsibility_wording; i++) {
        Str line = voices(sheet, party->party, i);
        if (str_is_empty(line)) continue;
        if (said) text_fill(&sheet->text, " ", column);
        text_wrap(&sheet->text, line, column, column, sheet->width);
        text_end_line(&sheet->text);
        said = true;
    }
    if (!said) text_end_line(&sheet->text);
}

void sheet_add_responsibility(Sheet *sheet) {
    Parties parties = parties_of(sheet);
    text_add(&sheet->text, S("\nWHO DID IT"));
    if (parties.len == 0) text_add(&sheet->text, S("  nobody is named"));
    text_end_line(&sheet->text);
    size_t name_columns = 0, standing_columns = 0;
    for (size_t i = 0; i < parties.len; i++) {
        size_t name = shown_columns(str_of(parties.at[i].party)), standing = shown_columns(str_of(parties.at[i].standing));
        if (name > name_columns) name_columns = name < WIDEST_PARTY ? name : WIDEST_PARTY;
        if (standing > standing_columns) standing_columns = standing;
    }
    for (size_t i = 0; i < parties.len; i++) add_party_lines(sheet, &parties.at[i], name_columns, standing_columns);
}

/* ---- what else is said ------------------------------------------------------------------------------------------ */

/* `place: "the grain market" [r3] (witness)`, with the stance where it is more than saying so. */
static Str other_claim(const Sheet *sheet, const CasusLedgerClaim *claim) {
    Text text = { .arena = sheet->memory };
    text_add_format(&text, "%s: ", claim->about ? claim->about : "");
    if (claim->value && *claim->value) text_add_format(&text, "%s, ", claim->value);
    text_add(&text, sheet_words(sheet, claim));
    Str speaker = sheet_speaker(sheet, claim);
    text_add_format(&text, " (%.*s", (int)speaker.len, speaker.at);
    if (claim_stance(claim) != CASUS_STANCE_ASSERTS) text_add_format(&text, ", %s", claim->stance);
    text_add_char(&text, ')');
    return text_str(&text);
}

static void add_section_line(Sheet *sheet, const char *title, Str line) {
    text_left(&sheet->text, str_of(title), SECTION_COLUMNS);
    text_wrap(&sheet->text, line, SECTION_COLUMNS, SECTION_COLUMNS, sheet->width);
    text_end_line(&sheet->text);
}

void sheet_add_other_claims(Sheet *sheet) {
    const char *title = "ALSO SAID";
    text_add_char(&sheet->text, '\n');
    for (int about = 0; about < CASUS_N_ABOUTS; about++) {
        if (about == CASUS_ABOUT_CASUALTIES || about == CASUS_ABOUT_RESPONSIBILITY) continue;
        for (size_t i = 0; i < sheet->claims.len; i++) {
            const CasusLedgerClaim *claim = &sheet->claims.at[i];
            if (!claim_is_about(claim, (CasusAbout)about)) continue;
            add_section_line(sheet, title, other_claim(sheet, claim));
            title = "";
        }
    }
}

/* ---- what was said before -------------------------------------------------------------------------------------- */

static Str quoted(const Sheet *sheet, const char *words, int64_t report) {
    CasusLedgerClaim claim = { .evidence = words, .report = report };
    return sheet_words(sheet, &claim);
}

/* `6 Mar 2031: "seven people were killed" [r1], now "nine people were killed" [r3] (Civil Defence, new report)` */
static Str edit_line(const Sheet *sheet, const CasusLedgerEdit *edit) {
    Text text = { .arena = sheet->memory };
    CasusLedgerClaim speaker = { .source_kind = edit->source_kind, .source = edit->source, .report = edit->newer };
    if (edit->seen && *edit->seen) add_str(&text, "", sheet_day(sheet, str_of(edit->seen), false, true));
    if (text.len) text_add(&text, S(": "));
    text_add(&text, quoted(sheet, edit->was_words, edit->older));
    if (edit->now) add_str(&text, ", now ", quoted(sheet, edit->now_words, edit->newer));
    else text_add_format(&text, " is no longer said in r%lld", (long long)edit->newer);
    Str name = sheet_speaker(sheet, &speaker);
    text_add_format(&text, " (%.*s%s%s)", (int)name.len, name.at, edit->how ? ", " : "", edit->how ? edit->how : "");
    return text_str(&text);
}

void sheet_add_edits(Sheet *sheet) {
    for (size_t i = 0; i < sheet->edits.len; i++) add_section_line(sheet, i ? "" : "EDITED", edit_line(sheet, &sheet->edits.at[i]));
}

/* ---- sources and rulings ------------------------------------------------------------------------------------------ */

static bool is_copy(const CasusLedgerReport *a, const CasusLedgerReport *b) { return a->group && a->group == b->group; }

static bool is_first_of_origin(const Sheet *sheet, size_t report) {
    for (size_t i = 0; i < report; i++)
        if (is_copy(&sheet->reports.at[i], &sheet->reports.at[report])) return false;
    return true;
}

static Str comments(const CasusLedgerReport *report, Arena *memory) {
    if (report->n_comments == 0) return S("");
    return str_format(memory, " · %lld reader comment%s", (long long)report->n_comments, report->n_comments == 1 ? "" : "s");
}

/* `r5 = r6 = r8  Marsh Wire, 5 Mar 2031 "Toll rises"`: reports of one origin on one line, the first to appear in front. */
static Str origin(const Sheet *sheet, size_t first) {
    Text numbers = { .arena = sheet->memory }, copies = { .arena = sheet->memory };
    const CasusLedgerReport *report = &sheet->reports.at[first];
    for (size_t i = first; i < sheet->reports.len; i++) {
        const CasusLedgerReport *other = &sheet->reports.at[i];
        if (i != first && !is_copy(report, other)) continue;
        add_str(&numbers, " = ", str_format(sheet->memory, "r%lld", (long long)other->id));
        if (i != first) add_str(&copies, ", ", sheet_publisher(other));
    }
    text_add(&numbers, S("  "));
    text_add(&numbers, sheet_publisher(report));
    if (report->published && *report->published) add_str(&numbers, ", ", sheet_day(sheet, str_of(report->published), false, true));
    if (report->title && *report->title) text_add_format(&numbers, " \"%s\"", report->title);
    if (copies.len) text_add_format(&numbers, "; one origin with %.*s", (int)copies.len, copies.at);
    text_add(&numbers, comments(report, sheet->memory));
    return text_str(&numbers);
}

void sheet_add_sources(Sheet *sheet) {
    const char *title = "SOURCES";
    for (size_t i = 0; i < sheet->reports.len; i++) {
        if (!is_first_of_origin(sheet, i)) continue;
        add_section_line(sheet, title, origin(sheet, i));
        title = "";
    }
}

/* `7 Mar 2031, A. Reader: correct c3 figure: 19 -> 12, "risen to 19" (the hospital's own list) [ruling 4]` */
static Str ruling_line(const Sheet *sheet, const CasusLedgerRuling *r) {
    Text text = { .arena = sheet->memory };
    text_add(&text, sheet_day(sheet, str_of(r->said), false, true));
    text_add_format(&text, ", %s: %s", r->person, r->kind);
    if (r->claim) text_add_format(&text, " c%lld", (long long)r->claim);
    if (r->report) text_add_format(&text, " r%lld", (long long)r->report);
    if (r->undoes) text_add_format(&text, " ruling %lld", (long long)r->undoes);
    if (r->field) text_add_format(&text, " %s: %s -> %s", r->field, r->was && *r->was ? r->was : "unsaid", r->now && *r->now ? r->now : "unsaid");
    if (r->words) text_add_format(&text, ", \"%s\"", r->words);
    if (r->reason && *r->reason) text_add_format(&text, " (%s)", r->reason);
    text_add_format(&text, " [ruling %lld%s]", (long long)r->id, r->undone ? ", undone" : "");
    return text_str(&text);
}

void sheet_add_rulings(Sheet *sheet) {
    if (sheet->rulings.len == 0) add_section_line(sheet, "RULINGS", S("none yet; see: casus help rule"));
    for (size_t i = 0; i < sheet->rulings.len; i++) add_section_line(sheet, i ? "" : "RULINGS", ruling_line(sheet, &sheet->rulings.at[i]));
}

#include "base/date.h"
#include "base/utf8.h"
#include "cli/sheet.h"

static const char month_name[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char weekday_name[7][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

const CasusLedgerReport *sheet_report(const Sheet *sheet, int64_t id) {
    for (size_t i = 0; i < sheet->reports.len; i++)
        if (sheet->reports.at[i].id == id) return &sheet->reports.at[i];
    return NULL;
}

static bool is_word(const char *said, const char *word) { return said && strcmp(said, word) == 0; }

CasusStance claim_stance(const CasusLedgerClaim *claim) {
    for (int i = 0; i < CASUS_N_STANCES; i++)
        if (is_word(claim->stance, casus_stance_word(i))) return (CasusStance)i;
    return CASUS_STANCE_ASSERTS;
}

bool claim_is_about(const CasusLedgerClaim *claim, CasusAbout about) { return is_word(claim->about, casus_about_word(about)); }

Str sheet_publisher(const CasusLedgerReport *report) {
    if (!report) return S("a report");
    const char *names[] = { report->publisher, report->author, report->url, report->report_id };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] && *names[i]) return str_of(names[i]);
    return S("a report");
}

/* Whoever stands between the lines: the report itself, its author, or a voice without a name. */
static Str speaker_name(const Sheet *sheet, const CasusLedgerClaim *claim) {
    if (claim->source && *claim->source) return str_of(claim->source);
    const CasusLedgerReport *report = sheet_report(sheet, claim->report);
    if (is_word(claim->source_kind, casus_source_kind_word(CASUS_SOURCE_PUBLISHER))) return sheet_publisher(report);
    if (!is_word(claim->source_kind, casus_source_kind_word(CASUS_SOURCE_AUTHOR))) return S("unnamed source");
    return report && report->author && *report->author ? str_of(report->author) : sheet_publisher(report);
}

Str sheet_speaker(const Sheet *sheet, const CasusLedgerClaim *claim) {
    Str name = speaker_name(sheet, claim);
    bool tells_kind = is_word(claim->source_kind, casus_source_kind_word(CASUS_SOURCE_AUTHOR)) ||
                      is_word(claim->source_kind, casus_source_kind_word(CASUS_SOURCE_COMMENTER));
    if (!tells_kind) return name;
    return str_format(sheet->memory, "%.*s (%s)", (int)name.len, name.at, claim->source_kind);
}

/* Through the relaying voices named, else through the outlet that printed it, unless it speaks for itself. */
Str sheet_through(const Sheet *sheet, const CasusLedgerClaim *claim) {
    if (claim->via && *claim->via) return str_of(claim->via);
    const CasusLedgerReport *report = sheet_report(sheet, claim->report);
    Str publisher = report ? str_of(report->publisher) : S("");
    return str_eq(publisher, speaker_name(sheet, claim)) ? S("") : publisher;
}

Str sheet_day(const Sheet *sheet, Str iso, bool with_weekday, bool with_year) {
    Date date;
    if (!date_parse(iso, &date, NULL)) return iso;
    Text text = { .arena = sheet->memory };
    if (date.day && with_weekday) text_add_format(&text, "%s ", weekday_name[weekday_of_day(day_of_date(date.year, date.month, date.day))]);
    if (date.day) text_add_format(&text, "%d ", date.day);
    if (date.month) text_add_format(&text, "%s", month_name[date.month - 1]);
    if (!date.month || with_year) text_add_format(&text, "%s%04d", date.month ? " " : "", date.year);
    return text_str(&text);
}

static bool is_same_year(Str a, Str b) { return a.len >= 4 && b.len >= 4 && memcmp(a.at, b.at, 4) == 0; }

Str sheet_said_when(const Sheet *sheet, const CasusLedgerClaim *claim) {
    const CasusLedgerReport *report = sheet_report(sheet, claim->report);
    Str said = str_of(claim->as_of);
    if (str_is_empty(said) && report) said = str_of(report->published);
    if (str_is_empty(said)) return S("undated");
    Date date;
    int32_t minute = CASUS_UNKNOWN;
    if (!date_parse(said, &date, &minute)) return said;
    Str day = sheet_day(sheet, said, false, !is_same_year(said, str_of(sheet->incident.from)));
    if (minute == CASUS_UNKNOWN) return day;
    return str_format(sheet->memory, "%.*s %02d:%02d", (int)day.len, day.at, minute / 60, minute % 60);
}

Str sheet_words(const Sheet *sheet, const CasusLedgerClaim *claim) {
    Str words = str_trim(str_of(claim->evidence));
    size_t at = 0;
    bool is_quoted = words.len && char_is_quote(utf8_next(words, &at));
    Text text = { .arena = sheet->memory };
    if (words.len && !is_quoted) text_add_char(&text, '"');
    text_add(&text, words);
    if (words.len) text_add(&text, is_quoted ? S(" ") : S("\" "));
    text_add_format(&text, "[r%lld]", (long long)claim->report);
    return text_str(&text);
}

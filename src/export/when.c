/* When: the days of an incident as dates, which may be told to the day, the month or the year. */
#include "export/export.h"

static bool first_day(Str iso, int32_t *day) {
    Date date;
    if (!iso.len || !date_parse(iso, &date, NULL) || !date.year) return false;
    *day = day_of_date(date.year, date.month ? date.month : 1, date.day ? date.day : 1);
    return date.day != 0;
}

static bool last_day(Str iso, int32_t *day) {
    Date date;
    if (!iso.len || !date_parse(iso, &date, NULL) || !date.year) return false;
    int month = date.month ? date.month : 12;
    *day = day_of_date(date.year, month, date.day ? date.day : days_in_month(date.year, month));
    return date.day != 0;
}

Days days_of(const CasusLedgerIncident *incident) {
    Days days = { CASUS_NO_DAY, CASUS_NO_DAY, false };
    bool first_whole = first_day(word(incident->from), &days.first);
    bool last_whole = last_day(word(incident->to ? incident->to : incident->from), &days.last);
    if (days.first == CASUS_NO_DAY || days.last < days.first) days.last = days.first;
    days.whole_days = first_whole && last_whole;
    return days;
}

int32_t day_of_middle(const Days *days) { return days->first + (days->last - days->first) / 2; }

int64_t seconds_of(const char *iso) {
    enum { DAY_S = 86400, MINUTE_S = 60 };
    Date date;
    int32_t minute = 0;
    if (!iso || !date_parse(str_of(iso), &date, &minute) || !date.day) return CASUS_UNKNOWN;
    return (int64_t)day_of_date(date.year, date.month, date.day) * DAY_S + (minute > 0 ? minute : 0) * MINUTE_S;
}

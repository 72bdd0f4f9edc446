/* Between the files that read times: one expression being read, and what it is read against. */
#ifndef CASUS_MENTION_WHEN_H
#define CASUS_MENTION_WHEN_H
#include "base/date.h"
#include "mention/parts.h"

/* SPAN: a length ("three days"); VAGUE: now, recently, a day that the text does not tell. */
typedef enum { GRAIN_NONE, GRAIN_DAY, GRAIN_WEEK, GRAIN_MONTH, GRAIN_QUARTER, GRAIN_SEASON, GRAIN_YEAR, GRAIN_SPAN, GRAIN_VAGUE } Grain;

typedef struct {
    CasusId first, last;
    CasusTimeType type;
    Grain grain;                            /* NONE for a time of day alone */
    int32_t from_day, to_day, from_minute, to_minute;
    int32_t ahead;                          /* minutes ahead of UTC by the zone told ("2200 GMT"); CASUS_UNKNOWN: none is */
    bool is_part;                           /* the minutes are those of a part of the day: "morning" */
    bool period;
    bool is_derived;                        /* told by what was named before: "the year-earlier quarter" */
    Str value;                              /* TIMEX3; of a day or a time of day it is made at the end */
} When;

typedef struct {
    Reading *r;
    const CasusSentence *s;
    CasusId sentence;
    int32_t published;                      /* day the words are read against, or CASUS_NO_DAY */
    int32_t named;                          /* the day named last, for "two days later" */
    int32_t story;                          /* the first day of what calendar time was named last, for "that year" */
    Grain story_grain;                      /* how finely it was told */
    CasusId named_in;                       /* its sentence */
    int32_t clock_day, clock_from, clock_to;    /* the hour named last and its day, for "two hours later" */
    CasusId clock_in;                       /* its sentence, 0 none */
    int32_t quarter;                        /* the quarter of a business year named last: 4 * year + 0 to 3, 0 none */
    CasusId quarter_in;                     /* its sentence */
} Calendar;

typedef struct { int32_t kind, value, until; CasusId last; bool is_plural; } TimeWord;    /* value, until: as the time table's head says */
/* The phrase of the time table that starts at t. */
bool time_word_at(const Calendar *c, CasusId t, TimeWord *word);
bool is_function_at(const Calendar *c, CasusId t, int32_t kind);

bool date_at(const Calendar *c, CasusId t, When *when);         /* "Friday", "12 March 2031", "in 2014": calendar dates; date.c */
bool hijri_at(const Calendar *c, CasusId t, When *when);        /* "12 Rajab 1446", "22 Dey 1402"; the lunar ones to a day before and after; hijri.c */
bool relative_at(const Calendar *c, CasusId t, When *when);     /* "last week", "three days ago", "now"; relative.c */
bool clock_at(const Calendar *c, CasusId t, When *when);        /* "22:00", "10-11pm", "morning"; clock.c */
/* "between nine and ten" behind the part of the day that tells their half. */
bool hours_of_part_at(const Calendar *c, CasusId t, const When *part, When *when);

When when_new(CasusId first, CasusId last);
void set_day(When *w, int32_t day);
void set_month(const Calendar *c, When *w, int year, int month);
void set_year(const Calendar *c, When *w, int year);
void set_season(const Calendar *c, When *w, int year, int month);
/* The day, week, month or year that is `steps` units of so many minutes from `day`. */
void set_step(const Calendar *c, When *w, int32_t day, int32_t unit_minutes, int64_t steps);
/* -1: the last such weekday before publication, 0: the last one up to it, 1: the next one. */
void set_weekday(const Calendar *c, When *w, int weekday, int direction);
void set_weekday_back(const Calendar *c, When *w, int weekday);  /* the last one up to publication, whichever way the sentence looks */
/* A month without a year: the nearest up to publication (-1 and 0), or the next one. */
void set_bare_month(const Calendar *c, When *w, int month, int direction);
void set_quarter(const Calendar *c, When *w, int32_t quarter);

bool year_told_at(const Calendar *c, CasusId t, When *when);   /* "nineteen ninety-six", "the nineties", "the 20th century"; year.c */
int year_in_words_at(const Calendar *c, CasusId t, CasusId *last);     /* the year that begins at t, 0 if none does; *last is its end */
void set_half(const Calendar *c, When *w, int half);            /* 1, 2: "the first half of" it; year.c */

bool day_number_at(const Calendar *c, CasusId t, int *day);     /* "3", "03", "3rd", "third"; date.c */
/* Does the sentence tell at t of what is still to come ("will meet Friday")? ahead.c */
bool is_ahead(const Calendar *c, CasusId t);
/* ", 2031", "2031", "of 2031" after *last, which it moves; 0 if no year follows. date.c */
int year_after(const Calendar *c, CasusId *last, bool may_be_short);
/* "the third quarter of 2030", "the year-earlier quarter": quarters of a business year; quarter.c */
bool quarter_at(const Calendar *c, CasusId t, When *w);
/* "a year ago", told of a quarter: the same one a year before. */
bool quarter_years_ago(const Calendar *c, When *w, int64_t years);
/* "this year's third quarter": takes the quarter into the year. */
bool join_quarter(const Calendar *c, When *w);
enum { MINUTES_OF_DAY = 1440, MINUTES_OF_WEEKEND = 2880, MINUTES_OF_WEEK = 10080, MINUTES_OF_MONTH = 43200, MINUTES_OF_YEAR = 525600, MINUTES_OF_CENTURY = 52560000 };
#endif

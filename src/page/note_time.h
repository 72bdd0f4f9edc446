/* The time that an update note or an entry of a live blog gives for itself. */
#ifndef CASUS_PAGE_NOTE_TIME_H
#define CASUS_PAGE_NOTE_TIME_H
#include "reading.h"

/* "5 March 2031, 14:05 GMT" -> 2031-03-05T14:05:00Z. A day without a year and a clock without a day are taken from the report's time of
 * publication on; empty when that is unknown, or when the words tell no time. needs_day: a clock alone is no time. */
Str note_time(const Reading *r, Str words, bool needs_day);
#endif

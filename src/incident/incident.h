/* Claims -> incidents: which claims of a report speak of one occurrence, what it was, how many, who is held to have done it. */
#ifndef CASUS_INCIDENT_H
#define CASUS_INCIDENT_H
#include "reading.h"

/* In: events, claims, times, mentions. Out: incidents; claim->incident, event->incident. */
void incident_read(Reading *r);

/* Fills ranges and standings of an incident from its claims. */
typedef struct Sums Sums;
Sums *incident_sums(Reading *r);
void incident_total(Reading *r, const Sums *sums, CasusId incident);
/* The grade of civilian harm, NONE where nobody says that civilians were harmed; after the standings. */
CasusGrade incident_grade(const Reading *r, const CasusIncident *incident);
/* words.c: fills words, passages and when of every incident from the sentences of its claims. */
void incident_words(Reading *r);
#endif

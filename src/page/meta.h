/* What an HTML page says of itself: several places may say it, the most telling one wins. */
#ifndef CASUS_PAGE_META_H
#define CASUS_PAGE_META_H
#include "reading.h"

typedef enum { META_TITLE, META_AUTHOR, META_PUBLISHED, META_PUBLISHER, META_URL, META_LANGUAGE, META_MODIFIED, N_META } MetaField;
/* other_day: another day that the head gives as that of publication; empty when it gives one. headline: JSON-LD's. */
typedef struct { Str value[N_META]; int rank[N_META]; Str other_day, headline; } Meta;

/* Ranks of an author in JSON-LD. */
enum { META_ORGANISATION = 1, META_PERSON = 6 };

/* A value for a field; the higher rank wins, the first of equal rank. Kept in r->keep. */
void meta_offer(Reading *r, Meta *meta, MetaField field, int rank, Str value);
/* <meta name="..." content="...">, with property and itemprop alike. */
void meta_named(Reading *r, Meta *meta, Str name, Str content);
/* The text of <script type="application/ld+json">. Source: schema.org/NewsArticle. */
void meta_json_ld(Reading *r, Meta *meta, Str json);
/* "Seven dead in Tal Amal - Marsh Wire" without the name of the site. */
Str meta_title_alone(const Reading *r, Str title, Str publisher);
/* Into info, where nothing was given from outside. */
void meta_into_info(Reading *r, const Meta *meta);
#endif

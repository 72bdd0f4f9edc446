#include "mention/mention.h"

#include "mention/learned.h"
#include "mention/names.h"
#include "mention/parts.h"
#include "mention/place.h"

void mention_read(Reading *r) {
    mention_times(r);       /* first: the numbers inside dates and hours are no counts */
    mention_numbers(r);
    mention_names(r);
    place_find_names(r);
    mention_entities(r);
}

void mention_finish(Reading *r) {
    if (r->syntax) mention_learned_names(r);
    mention_who(r);
}

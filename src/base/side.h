/* Which side words name: "the Osmari Ministry of Defence" and "Osmar" are one. */
#ifndef CASUS_BASE_SIDE_H
#define CASUS_BASE_SIDE_H
#include "base/pack.h"

/* The row of the actor or country that a stretch of words names: the longest phrase, an actor before a country. NULL when no table has any of it. */
const PackRow *side_row(const Pack *pack, Str words);
/* The name, as the world tables have it, of the actor or country that a stretch of words names: the longest phrase, an actor
 * before a country. Empty when no table has any of it. Lives as long as the pack. */
Str side_of(const Pack *pack, Str words);
/* As side_of, but whoever acts for a state (its army, police, government) is the state: its code, ISO 3166-1 alpha-3. Empty, or lives as long as the pack. */
Str side_code(const Pack *pack, Str words);
/* Do the words end in a plain word for people, one by one ("masked gunmen"), and not for a body of them ("a unit")? */
bool side_is_people(const Pack *pack, Str words);
/* Do two names mean one side: equal, one inside the other, or one row of the tables? Empty names mean nobody. */
bool side_is_same(const Pack *pack, Str a, Str b);
#endif

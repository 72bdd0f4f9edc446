/* One line of a case's expectations, and whether what was read meets it.
 *
 *   [no ]KIND WORDS... [approximate] ["text"] [key=word | key="words"]...
 *   count KINDS [WORDS...] [key=...] N
 *
 * KIND is one of facts.c's. What a line does not give is not compared. `\"` and `\\` inside quotation marks. */
#ifndef CASUS_TESTS_EXPECT_H
#define CASUS_TESTS_EXPECT_H
#include "facts.h"

typedef struct {
    const Kind *kind;
    bool is_none;                                   /* "no ...": nothing read may match */
    bool is_count; size_t count;                    /* as many as that must match */
    Fact wanted;
} Expectation;

/* false, with *wrong saying what, when the line is not of the grammar. */
bool expect_parse(Str line, Arena *arena, Expectation *expectation, const char **wrong);
bool expect_holds(const Expectation *expectation, const Facts *facts, Arena *arena);
/* The fact as a line of a case file. */
Str fact_line(const Kind *kind, const Fact *fact, Arena *arena);
#endif

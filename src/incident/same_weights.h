/* What agreement and difference weigh. Each row: how often two tellings of one incident show it (m), how often two tellings of
 * different incidents of the same war do (u), and its points, ten a bit: 10 log2(m / u), which tests/ledger/same.c checks.
 * Set by hand from what the words mean, on no data; the threshold asks for odds of 2^9, as there are some hundred
 * incidents near enough to be taken for one another.
 * Source  Fellegi, Sunter 1969, doi 10.1080/01621459.1969.10501049 */
#ifndef CASUS_INCIDENT_SAME_WEIGHTS_H
#define CASUS_INCIDENT_SAME_WEIGHTS_H

#define SAME_WEIGHTS(X) \
    X(PLACE_EQUAL, .50, .0039, 70) X(PLACE_EQUAL_CITY, .50, .0221, 45) X(PLACE_EQUAL_DISTRICT, .40, .05, 30) X(PLACE_EQUAL_PROVINCE, .50, .144, 18) \
    X(PLACE_EQUAL_COUNTRY, .80, .606, 4) X(PLACE_SPELT_LIKE, .30, .0066, 55) X(PLACE_SAME_POINT, .30, .0047, 60) X(PLACE_INSIDE, .25, .0156, 40) X(PLACE_TOLD_INSIDE, .30, .0047, 60) \
    X(PLACE_INSIDE_AREA, .40, .115, 18) X(PLACE_PART_OF_NAME, .20, .0177, 35) X(PLACE_TOLD, .15, .0188, 30) X(PLACE_NEAR, .10, .0177, 25) X(PLACE_ONE_COUNTRY, .80, .65, 3) \
    X(PLACE_OTHER, .20, .80, -20) \
    X(TIME_DAY, .60, .0047, 70) X(TIME_PERIOD, .30, .0188, 40) X(TIME_NEXT_DAY, .05, .05, 0) X(TIME_GUESS, .60, .0142, 54) X(TIME_GUESSES, .60, .0237, 47) \
    X(TIME_DATE, .60, .0094, 60) X(TIME_WEEKDAY, .60, .15, 20) X(TIME_OTHER_WEEKDAY, .15, .85, -25) \
    X(TYPE_EQUAL, .50, .177, 15) X(TYPE_FAMILY, .30, .244, 3) X(TYPE_OTHER, .05, .283, -25) X(STAGE_OTHER, .10, .20, -10) \
    X(PARTY_SHARED, .80, .40, 10) X(PARTY_OTHER, .20, .348, -8) X(VICTIMS_SHARED, .70, .402, 8) X(VICTIMS_OTHER, .20, .348, -8) \
    X(FIGURE_TWENTY, .30, .0047, 60) X(FIGURE_TEN, .30, .0094, 50) X(FIGURE_FIVE, .35, .0219, 40) X(FIGURE_THREE, .40, .0707, 25) X(FIGURE_TWO, .45, .196, 12) \
    X(FIGURE_ONE, .50, .287, 8) X(FIGURE_NONE, .50, .379, 4) X(FIGURE_OVERLAP, .40, .23, 8) X(FIGURE_OFF, .10, .283, -15) \
    X(FIGURE_FAR, .05, .283, -25) \
    X(NAME_FIRST, .40, .0707, 25) X(NAME_NEXT, .30, .106, 15) X(WORD_SHARED, .30, .172, 8) X(NAMES_OTHER, .35, .70, -10) \
    X(PASSAGE_FIRST, .30, .0188, 40) X(PASSAGE_NEXT, .20, .05, 20)
#define SAME_WEIGHT_ENUM(NAME, m, u, points) NAME = points,
enum { SAME_WEIGHTS(SAME_WEIGHT_ENUM) };

enum { SAME_THRESHOLD = 90, SAME_POSSIBLE = 70 };  /* one incident; possibly one */
#endif

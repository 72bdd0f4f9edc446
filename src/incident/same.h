/* The one rule of sameness: when two reports speak of one incident. Used by casus_join and by the ledger, so that both
 * answer alike. It knows nothing of stages, of SQLite, or of where the keys come from.
 *
 * A *telling* is one incident as one report tells it. Its SameKey holds what two tellings can be compared by. Alike
 * tellings are gathered into incidents by same_group; the result depends on the tellings, never on their order. */
#ifndef CASUS_INCIDENT_SAME_H
#define CASUS_INCIDENT_SAME_H
#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"
#include "incident/same_weights.h"

enum { SAME_MAX_WORDS = 5, SAME_MAX_WITHIN = 4, SAME_MAX_GIST = 16 };

/* A place's name for comparing: `plain` folded, words one blank apart, without Arabic articles; `loose` without what
 * transliterations disagree about. */
typedef struct { Str plain, loose; } SameName;

typedef struct {
    SameName name;                      /* empty: no place is told */
    const SameName *words; size_t n_words;          /* of a name of several words: each; none of a longer one */
    const SameName *within; size_t n_within;        /* nearest first */
    uint32_t within_called[SAME_MAX_WITHIN];        /* hashes of what each is known by among the words: its last word */
    double lat, lon; bool has_point;
    CasusPrecision precision; char country[3];
} SamePlace;

typedef struct {
    Str report; uint32_t nth;           /* which telling it is: the order of ties, and tellings of one report stay apart */
    CasusEventType type; CasusStage stage;
    int32_t from_day, to_day;           /* CASUS_NO_DAY when unknown; both or neither */
    bool day_is_guess;                  /* not told: taken from the day the report was published */
    SamePlace place;
    const Str *parties; size_t n_parties;           /* held responsible by anybody; folded */
    const Str *victims; size_t n_victims;           /* whose people were harmed; folded */
    CasusRange killed, injured;
    int8_t month, day, weekday;         /* as told where no date comes of it, or of the one day; month and day 0, weekday -1 when unknown */
    bool is_dateless;                   /* they are as told */
    const uint32_t *names, *words, *passages;       /* hashes, ascending, each once */
    uint8_t n_names, n_words, n_passages;
} SameKey;

enum { SAME_TELLING_KILLED = 3, SAME_TELLING_INJURED = 5 };     /* from here on a figure tells incidents apart */
enum { SAME_MIN_LOOSE = 3 };            /* a shorter skeleton of consonants fits too many names */
enum { SAME_MAX_DAYS = 4 };             /* a longer stretch is a campaign or a date half known, not the day of an incident */
static inline bool same_is_long(const SameKey *key) { return key->to_day - key->from_day >= SAME_MAX_DAYS; }
bool same_is_area(const SamePlace *place);              /* a district or larger: its point is no place to be at */

/* Fills a key from an incident object of the contract. `published` is the report's, empty when unknown; `victims` are the
 * figures' parties as written. `report` must outlive the key, whose other strings live in `keep`; `scratch` may be
 * another arena or the same. false when the value is no such object. */
bool same_key_read(SameKey *key, Str report, uint32_t nth, JsonValue incident, Str published, const Str *victims, size_t n_victims,
                   Arena *keep, Arena *scratch);
SameName same_name(Str name, Arena *keep);
uint64_t same_name_hash(SameName name);                 /* names that are called alike have the same */
bool same_is_called_like(SameName a, SameName b);
/* Folded, only letters and digits, words one blank apart: names that differ in punctuation compare equal. */
Str same_plain(Str name, Arena *keep);

/* ---- two tellings ------------------------------------------------------------------------------------------------ */

typedef enum { SAME_MISSING, SAME_AGREE, SAME_DIFFER } SameVerdict;
/* exact: of figures, the very same; of the time, the day that is told is one; of passages, one is copied from the other; n: how many words or passages are shared. */
typedef struct { SameVerdict verdict; int weight; bool exact; int n; } SamePart;
typedef enum { SAME_NO_VETO, SAME_VETO_REPORT, SAME_VETO_TIME, SAME_VETO_PLACE, SAME_VETO_COUNTRY, SAME_VETO_TYPE, SAME_VETO_STAGE } SameVeto;
typedef struct { SamePart place, time, type, parties, victims, killed, injured, names, words, passages; SameVeto veto; int total;
               bool by_told_day; /* the time is compared by a weekday, or a day without its year */ } SameScore;

SameScore same_score(const SameKey *a, const SameKey *b);
/* The same but for the reports they stand in: whether one report tells both is not asked. */
SameScore same_weigh(const SameKey *a, const SameKey *b);
SameVeto same_veto(const SameKey *a, const SameKey *b);         /* reports aside */
/* May the two not be members of one incident, whatever brought them together? A veto, reports aside; but a name of which nothing is known may be
 * another name for the place, where all the rest reaches SAME_THRESHOLD. */
bool same_clash(const SameKey *a, const SameKey *b);
/* No veto, SAME_THRESHOLD points, and a ground to look for one at the other: the day with a place, two names, a toll that few have, or a telling
 * figure and a name; a place with a telling figure, a date without its year, or a weekday and the type; or what is copied. */
bool same_is_alike(const SameScore *score);
/* The same from SAME_POSSIBLE points. */
bool same_is_possible(const SameScore *score);
/* Which of several a telling fits best: alike before unlike, then more points; what has a veto is never the reason. */
int64_t same_closeness(const SameKey *a, const SameKey *b);

/* ---- many tellings ----------------------------------------------------------------------------------------------- */

/* Where a telling is looked for: tellings can only be alike when they share a block on the same or the next day, at least
 * one of them `as_name` (two villages of one province share the province, but neither is called by it). */
typedef struct { int64_t block; int32_t day; bool as_name; } SameBlock;
enum { SAME_MAX_BLOCKS = 192, SAME_ANY_DAY = INT32_MAX };
size_t same_blocks(const SameKey *key, SameBlock blocks[SAME_MAX_BLOCKS]);

/* Gathers n tellings into incidents. group[i]: the first telling of i's incident, by report and nth. component[i] (may be
 * NULL): the first of all tellings that i hangs together with over alike pairs; what a new telling can change never reaches
 * beyond the components it is alike to.
 * Method  Tellings that are equal in every respect are one from the start. Of the rest, all alike pairs of the blocks, best
 *         first (ties by report and nth); a pair joins its two groups unless some member of one has a veto against a member
 *         of the other, or one report tells both.
 * Cost    Near-linear: pairs are only formed inside a block and two days, among tellings that differ. `inner` is reset on the way. */
void same_group(const SameKey *const *keys, size_t n, uint32_t *group, uint32_t *component, Arena *scratch, Arena *inner);
/* By report, then nth. */
int same_key_compare(const SameKey *a, const SameKey *b);
/* By all that is compared, report and nth left out: 0 when they are equal in every respect. */
int same_content_compare(const SameKey *a, const SameKey *b);
#endif

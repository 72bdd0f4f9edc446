/* casus.h: reading reports of violent conflict into a ledger of who says what happened.
 *
 * The only public header. Records are plain structs that the library fills and the caller reads; owners
 * (reader, report, intake, ledger, join) are opaque. Ids start at 1; slot 0 of every list is an empty record, so
 * an id can be followed without asking. A number the text does not give is CASUS_UNKNOWN; zero means that
 * somebody said zero. Spans are bytes [start, end) of the report's UTF-8 text; only the JSON counts code points.
 *
 * Threads: a reader and a report are immutable and may be shared; every other handle belongs to one thread.
 * Strings in records are views (not NUL-terminated) that live as long as their report or reader. */
#ifndef CASUS_H
#define CASUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CASUS_API __attribute__((visibility("default")))
#define CASUS_UNKNOWN (-1)
#define CASUS_VERSION "0.1.0"

/* ---- words of the contract: each list gives the C name and the word written in JSON and tables --------------- */

#define CASUS_PART_ROLES(X) X(BODY, "body") X(TITLE, "title") X(STANDFIRST, "standfirst") X(HEADING, "heading") X(QUOTE, "quote") \
    X(EMBED, "embed") X(CAPTION, "caption") X(UPDATE, "update") X(COMMENT, "comment")
#define CASUS_MENTION_TYPES(X) X(NONE, "") X(PER, "PER") X(ORG, "ORG") X(GPE, "GPE") X(LOC, "LOC") X(FAC, "FAC") X(NORP, "NORP") \
    X(WEAPON, "WEAPON") X(VEHICLE, "VEHICLE")
#define CASUS_MENTION_FORMS(X) X(NAME, "name") X(NOMINAL, "nominal") X(PRONOUN, "pronoun")
#define CASUS_TIME_TYPES(X) X(DATE, "DATE") X(TIME, "TIME") X(DURATION, "DURATION") X(SET, "SET")
#define CASUS_SOURCE_KINDS(X) X(PUBLISHER, "publisher") X(AUTHOR, "author") X(PERSON, "person") X(ORGANIZATION, "organization") \
    X(ANONYMOUS, "anonymous") X(COMMENTER, "commenter")
#define CASUS_STANCES(X) X(ASSERTS, "asserts") X(DENIES, "denies") X(ACCUSES, "accuses") X(ADMITS, "admits") X(ESTIMATES, "estimates") \
    X(QUESTIONS, "questions") X(RETRACTS, "retracts")
#define CASUS_ABOUTS(X) X(OCCURRENCE, "occurrence") X(CASUALTIES, "casualties") X(RESPONSIBILITY, "responsibility") X(PLACE, "place") \
    X(TIME, "time") X(TARGET, "target") X(WEAPON, "weapon")
#define CASUS_EFFECTS(X) X(NONE, "") X(KILLED, "killed") X(INJURED, "injured") X(MISSING, "missing") X(CAPTURED, "captured") \
    X(RELEASED, "released") X(DISPLACED, "displaced") X(UNHARMED, "unharmed") X(DESTROYED, "destroyed") X(DAMAGED, "damaged") \
    X(CASUALTIES, "casualties")
#define CASUS_CIVILIANS(X) X(UNKNOWN, "unknown") X(YES, "yes") X(NO, "no") X(MIXED, "mixed")
#define CASUS_MODALITIES(X) X(ASSERTED, "asserted") X(DENIED, "denied") X(POSSIBLE, "possible") X(THREATENED, "threatened") \
    X(HYPOTHETICAL, "hypothetical")
#define CASUS_STAGES(X) X(ACCOMPLISHED, "accomplished") X(ATTEMPTED, "attempted") X(THREATENED, "threatened")
#define CASUS_STANDINGS(X) X(REPORTED, "reported") X(ALLEGED, "alleged") X(POSSIBLE, "possible") X(CLAIMED, "claimed") X(DENIED, "denied") \
    X(CONTESTED, "contested") X(CLEARED, "cleared")
#define CASUS_GRADES(X) X(NONE, "") X(CONFIRMED, "Confirmed") X(FAIR, "Fair") X(WEAK, "Weak") X(CONTESTED, "Contested") \
    X(DISCOUNTED, "Discounted")
#define CASUS_PRECISIONS(X) X(UNKNOWN, "unknown") X(EXACT, "exact") X(VILLAGE, "village") X(TOWN, "town") X(CITY, "city") \
    X(DISTRICT, "district") X(PROVINCE, "province") X(COUNTRY, "country") X(NEAR, "near") X(BETWEEN, "between")
#define CASUS_HOWS(X) X(NONE, "") X(NEW_REPORT, "new report") X(LATER_DEATH, "later death") X(BODY_FOUND, "body found") \
    X(CORRECTION, "correction") X(WIDER_SCOPE, "wider scope") X(DIFFERENT_GROUP, "different group") X(RETRACTION, "retraction")
#define CASUS_EVENT_TYPES(X) X(ATTACK, "attack") X(AIRSTRIKE, "airstrike") X(DRONE_STRIKE, "drone strike") X(SHELLING, "shelling") \
    X(MISSILE_STRIKE, "missile strike") X(BOMBING, "bombing") X(SUICIDE_BOMBING, "suicide bombing") X(IED, "ied") \
    X(ARMED_CLASH, "armed clash") X(RAID, "raid") X(SHOOTING, "shooting") X(ASSASSINATION, "assassination") X(EXECUTION, "execution") \
    X(ABDUCTION, "abduction") X(HOSTAGE_TAKING, "hostage taking") X(ARREST, "arrest") X(TORTURE, "torture") \
    X(SEXUAL_VIOLENCE, "sexual violence") X(ARSON, "arson") X(LOOTING, "looting") X(PROPERTY_DESTRUCTION, "property destruction") \
    X(SHOOTDOWN, "shootdown") X(PROTEST, "protest") X(RIOT, "riot") X(CRACKDOWN, "crackdown") X(CHEMICAL_ATTACK, "chemical attack") \
    X(STRAFING, "strafing") X(ROBBERY, "robbery") X(HIJACKING, "hijacking") X(SABOTAGE, "sabotage") X(KILLING, "killing") \
    X(USE_OF_FORCE, "use of force") X(FAILURE_TO_ACT, "failure to act") X(POLICE_ACTION, "police action") X(COUP, "coup") \
    X(ACCIDENT, "accident") X(DISPLACEMENT, "displacement") X(BORDER_OPENING, "border opening") X(CEASEFIRE, "ceasefire") \
    X(FORCED_WORK_STOPPAGE, "forced work stoppage") X(THREAT, "threat") X(POLITICAL_ACT, "political act")
#define CASUS_PLOVERS(X) X(NONE, "") X(AGREE, "AGREE") X(CONSULT, "CONSULT") X(SUPPORT, "SUPPORT") X(CONCEDE, "CONCEDE") \
    X(COOPERATE, "COOPERATE") X(AID, "AID") X(RETREAT, "RETREAT") X(REQUEST, "REQUEST") X(ACCUSE, "ACCUSE") X(REJECT, "REJECT") \
    X(THREATEN, "THREATEN") X(PROTEST, "PROTEST") X(SANCTION, "SANCTION") X(MOBILIZE, "MOBILIZE") X(COERCE, "COERCE") X(ASSAULT, "ASSAULT")
#define CASUS_RULING_KINDS(X) X(ACCEPT, "accept") X(REJECT, "reject") X(CORRECT, "correct") X(MERGE, "merge") X(SPLIT, "split") X(ASSIGN, "assign") \
    X(GRADE, "grade") X(NOTE, "note") X(UNDO, "undo")
#define CASUS_STATES(X) X(REVIEW, "review") X(ACCEPTED, "accepted") X(REJECTED, "rejected")
#define CASUS_DOUBTS(X) X(CLAIM, "new claim") X(MATCH, "possible match") X(CONTRADICTION, "contradiction") X(SPEAKER, "no speaker") \
    X(PARTS, "parts over the total") X(NEAR, "near on one day")
#define CASUS_POSES(X) X(NONE, "") X(ADJ, "ADJ") X(ADP, "ADP") X(ADV, "ADV") X(AUX, "AUX") X(CCONJ, "CCONJ") X(DET, "DET") X(INTJ, "INTJ") \
    X(NOUN, "NOUN") X(NUM, "NUM") X(PART, "PART") X(PRON, "PRON") X(PROPN, "PROPN") X(PUNCT, "PUNCT") X(SCONJ, "SCONJ") X(SYM, "SYM") \
    X(VERB, "VERB") X(OTHER, "X")

#define CASUS_ENUM_PART(NAME, word) CASUS_PART_##NAME,
typedef enum { CASUS_PART_ROLES(CASUS_ENUM_PART) CASUS_N_PART_ROLES } CasusPartRole;
#define CASUS_ENUM_MENTION(NAME, word) CASUS_MENTION_##NAME,
typedef enum { CASUS_MENTION_TYPES(CASUS_ENUM_MENTION) CASUS_N_MENTION_TYPES } CasusMentionType;
#define CASUS_ENUM_FORM(NAME, word) CASUS_FORM_##NAME,
typedef enum { CASUS_MENTION_FORMS(CASUS_ENUM_FORM) CASUS_N_MENTION_FORMS } CasusMentionForm;
#define CASUS_ENUM_TIME(NAME, word) CASUS_TIME_##NAME,
typedef enum { CASUS_TIME_TYPES(CASUS_ENUM_TIME) CASUS_N_TIME_TYPES } CasusTimeType;
#define CASUS_ENUM_SOURCE(NAME, word) CASUS_SOURCE_##NAME,
typedef enum { CASUS_SOURCE_KINDS(CASUS_ENUM_SOURCE) CASUS_N_SOURCE_KINDS } CasusSourceKind;
#define CASUS_ENUM_STANCE(NAME, word) CASUS_STANCE_##NAME,
typedef enum { CASUS_STANCES(CASUS_ENUM_STANCE) CASUS_N_STANCES } CasusStance;
#define CASUS_ENUM_ABOUT(NAME, word) CASUS_ABOUT_##NAME,
typedef enum { CASUS_ABOUTS(CASUS_ENUM_ABOUT) CASUS_N_ABOUTS } CasusAbout;
#define CASUS_ENUM_EFFECT(NAME, word) CASUS_EFFECT_##NAME,
typedef enum { CASUS_EFFECTS(CASUS_ENUM_EFFECT) CASUS_N_EFFECTS } CasusEffect;
#define CASUS_ENUM_CIVILIAN(NAME, word) CASUS_CIVILIAN_##NAME,
typedef enum { CASUS_CIVILIANS(CASUS_ENUM_CIVILIAN) CASUS_N_CIVILIANS } CasusCivilian;
#define CASUS_ENUM_MODALITY(NAME, word) CASUS_MODALITY_##NAME,
typedef enum { CASUS_MODALITIES(CASUS_ENUM_MODALITY) CASUS_N_MODALITIES } CasusModality;
#define CASUS_ENUM_STAGE(NAME, word) CASUS_STAGE_##NAME,
typedef enum { CASUS_STAGES(CASUS_ENUM_STAGE) CASUS_N_STAGES } CasusStage;
#define CASUS_ENUM_STANDING(NAME, word) CASUS_STANDING_##NAME,
typedef enum { CASUS_STANDINGS(CASUS_ENUM_STANDING) CASUS_N_STANDINGS } CasusStanding;
#define CASUS_ENUM_GRADE(NAME, word) CASUS_GRADE_##NAME,
typedef enum { CASUS_GRADES(CASUS_ENUM_GRADE) CASUS_N_GRADES } CasusGrade;
#define CASUS_ENUM_PRECISION(NAME, word) CASUS_PRECISION_##NAME,
typedef enum { CASUS_PRECISIONS(CASUS_ENUM_PRECISION) CASUS_N_PRECISIONS } CasusPrecision;
#define CASUS_ENUM_HOW(NAME, word) CASUS_HOW_##NAME,
typedef enum { CASUS_HOWS(CASUS_ENUM_HOW) CASUS_N_HOWS } CasusHow;
#define CASUS_ENUM_EVENT(NAME, word) CASUS_EVENT_##NAME,
typedef enum { CASUS_EVENT_TYPES(CASUS_ENUM_EVENT) CASUS_N_EVENT_TYPES } CasusEventType;
#define CASUS_ENUM_PLOVER(NAME, word) CASUS_PLOVER_##NAME,
typedef enum { CASUS_PLOVERS(CASUS_ENUM_PLOVER) CASUS_N_PLOVERS } CasusPlover;
#define CASUS_ENUM_RULING(NAME, word) CASUS_RULING_##NAME,
typedef enum { CASUS_RULING_KINDS(CASUS_ENUM_RULING) CASUS_N_RULING_KINDS } CasusRulingKind;
#define CASUS_ENUM_STATE(NAME, word) CASUS_STATE_##NAME,
typedef enum { CASUS_STATES(CASUS_ENUM_STATE) CASUS_N_STATES } CasusState;
#define CASUS_ENUM_DOUBT(NAME, word) CASUS_DOUBT_##NAME,
typedef enum { CASUS_DOUBTS(CASUS_ENUM_DOUBT) CASUS_N_DOUBTS } CasusDoubt;
#define CASUS_ENUM_POS(NAME, word) CASUS_POS_##NAME,
typedef enum { CASUS_POSES(CASUS_ENUM_POS) CASUS_N_POSES } CasusPos;

/* The contract's word for a value ("killed"), never NULL; "" for NONE or a value out of range. Static storage. */
CASUS_API const char *casus_part_role_word(int role);
CASUS_API const char *casus_mention_type_word(int type);
CASUS_API const char *casus_mention_form_word(int form);
CASUS_API const char *casus_time_type_word(int type);
CASUS_API const char *casus_source_kind_word(int kind);
CASUS_API const char *casus_stance_word(int stance);
CASUS_API const char *casus_about_word(int about);
CASUS_API const char *casus_effect_word(int effect);
CASUS_API const char *casus_civilian_word(int civilian);
CASUS_API const char *casus_modality_word(int modality);
CASUS_API const char *casus_stage_word(int stage);
CASUS_API const char *casus_standing_word(int standing);
CASUS_API const char *casus_grade_word(int grade);
CASUS_API const char *casus_precision_word(int precision);
CASUS_API const char *casus_how_word(int how);
CASUS_API const char *casus_event_type_word(int type);
CASUS_API const char *casus_plover_word(int plover);
CASUS_API const char *casus_pos_word(int pos);
CASUS_API const char *casus_ruling_kind_word(int kind);
CASUS_API const char *casus_state_word(int state);
CASUS_API const char *casus_doubt_word(int doubt);
CASUS_API const char *casus_mark_kind_word(int kind);                  /* "CASUALTY", for tests and debugging */

/* ---- plain records ---------------------------------------------------------------------------------------------- */

typedef uint32_t CasusId;
typedef struct { const char *at; size_t len; } CasusStr;        /* bytes, not NUL-terminated; at may be NULL when len is 0 */
typedef struct { uint32_t start, end; } CasusSpan;              /* bytes [start, end) of the report's text */
typedef struct { const CasusSpan *at; size_t len; } CasusSpans;
typedef struct { const CasusId *at; size_t len; } CasusIds;
typedef struct { const CasusStr *at; size_t len; } CasusStrs;
typedef struct { int64_t low, high; } CasusRange;               /* each CASUS_UNKNOWN where the text does not bound it */

typedef enum { CASUS_OK, CASUS_BAD_INPUT, CASUS_NO_ACCESS, CASUS_NO_MEMORY, CASUS_NO_SPACE, CASUS_BUSY, CASUS_FOREIGN, CASUS_CONFLICT } CasusStatus;
typedef struct { CasusStatus status; char line[512]; } CasusError;  /* one line a person can act on: what, where, why, what to do */

/* What is known of a report besides its text. Input values come first, then what the page says. */
typedef struct {
    CasusStr id, url, publisher, author, title, published, language;   /* published: ISO 8601 as given; empty when unknown */
    CasusStr modified, captured;                                       /* ISO 8601; when the page says it was changed, when it was fetched */
    CasusStr model;                                                    /* the learned weights that have read it, by name; empty: the tables alone */
    CasusStr extra;                                                    /* unknown keys of the input, one JSON object; may be empty */
    char sha256[65];                                                   /* of the bytes as read, lower-case hex, NUL-terminated */
} CasusInfo;

/* A stretch of the report with a role. Parts other than comments do not overlap; text order. */
typedef struct {
    CasusPartRole role; CasusSpan span; CasusStr author, published; CasusId parent; uint32_t depth;
    CasusStr handle, link;                                              /* of an embedded or saved post: "@name", its address; empty when unknown */
    CasusSpan source;                                                   /* bytes of the decoded page it was read from; empty where it has none */
} CasusPart;

typedef struct { CasusSpan span; CasusId first, last; CasusId part; } CasusSentence;   /* tokens first..last, both inclusive */

/* Shapes of a token, several at once. */
enum { CASUS_SHAPE_WORD = 1, CASUS_SHAPE_DIGITS = 2, CASUS_SHAPE_CAPITAL = 4, CASUS_SHAPE_UPPER = 8, CASUS_SHAPE_PUNCT = 16,
       CASUS_SHAPE_SPACE_BEFORE = 32, CASUS_SHAPE_LINE_BEFORE = 64, CASUS_SHAPE_COMMON = 128 };
/* CAPITAL: the first letter is upper case; UPPER: all letters are and there are at least two; COMMON: an everyday word of the
 * language by the tables (set by the mark stage). */
typedef struct {
    CasusSpan span;
    uint32_t word;          /* number of the folded form in the tables' vocabulary, 0 when no table has it */
    uint16_t shape;
    uint8_t pos;            /* CasusPos; NONE where unknown */
    CasusId head;           /* 0 where unknown, own id for a root */
    CasusId mark;           /* the first mark that starts here, 0 if none */
    CasusStr lemma, dep;    /* empty where unknown */
} CasusToken;

/* Something a stretch of tokens is marked as: by the tables today, by learned weights tomorrow. */
#define CASUS_MARK_KINDS(X) X(NONE) X(NAME) X(NUMBER) X(TIME) X(CASUALTY) X(TRIGGER) X(SAYING) X(BLAME) X(DENIAL) X(NOT_DENIAL) X(HEDGE) \
    X(NEGATION) X(BOUND) X(PERSON) X(SPEAKER) X(WEAPON) X(PLACE_WORD) X(REVISION) X(TITLE) X(COUNTRY) X(REGION) X(ACTOR) X(PUBLISHER) \
    X(FUNCTION) X(CONDITION) X(UNIT) X(FACILITY) X(NAME_LINK) X(INCLUDING) X(ACT)
#define CASUS_ENUM_MARK(NAME) CASUS_MARK_##NAME,
typedef enum { CASUS_MARK_KINDS(CASUS_ENUM_MARK) CASUS_N_MARK_KINDS } CasusMarkKind;
typedef struct {
    CasusMarkKind kind;
    CasusId first, last;    /* tokens, both inclusive */
    CasusId sentence;
    uint16_t form;          /* CASUS_WORD_* bits of the form met ("killing": GERUND) */
    uint32_t row;           /* row of the tables that says so; 0 when no table does */
} CasusMark;
enum { CASUS_WORD_BASE = 1, CASUS_WORD_THIRD = 2, CASUS_WORD_PAST = 4, CASUS_WORD_PARTICIPLE = 8, CASUS_WORD_GERUND = 16, CASUS_WORD_PLURAL = 32 };

typedef struct { CasusMentionType type; CasusMentionForm form; CasusSpan span; CasusId first, last; CasusId entity; CasusId sentence; bool plural;
                 CasusStr how; } CasusMention;   /* how: why words without a name stand for the entity; empty for a name */

typedef struct {
    CasusStr name; double lat, lon; bool has_point;
    char country[3];                       /* ISO 3166-1 alpha-2, "" when unknown */
    CasusStrs within; CasusPrecision precision; int64_t geonames;   /* 0 when it has none */
    CasusId holder;                        /* entity of the town or village that it is told to lie in or by, 0 none; its own point stays unknown */
} CasusPlace;
typedef struct { CasusStr name; char country[4]; CasusStr sector; CasusId row; } CasusActor;   /* alpha-3; PLOVER sector */
typedef struct { CasusMentionType type; CasusStr name; CasusPlace place; bool has_place; CasusActor actor; bool has_actor; CasusStr how; } CasusEntity;

/* Days are counted from 1970-01-01; CASUS_NO_DAY when unknown. Minutes of the local day or CASUS_UNKNOWN. */
#define CASUS_NO_DAY INT32_MIN
typedef struct { CasusTimeType type; CasusSpan span; CasusStr value; int32_t from_day, to_day; int32_t from_minute, to_minute; CasusId sentence;
                 int32_t ahead; /* minutes ahead of UTC by the zone that is told ("2200 GMT"); CASUS_UNKNOWN where none is: then it is local time */
                 bool is_part; /* the minutes are those of a part of the day: "morning" */
                 bool of_speech; /* when it was said, not when it happened: "denied on Wednesday that ..."; set by the claim stage */
                 bool period; /* a stretch of time in which the thing went on: "in the past 17 days" */ } CasusTime;

/* A number of things or people as the words give it. */
typedef struct { CasusSpan span; CasusId first, last; CasusRange range; bool approximate; bool vague; CasusId sentence; } CasusQuantity;

typedef struct { CasusSpans source, cue, content; CasusId cue_mark; } CasusAttribution;

typedef struct {
    CasusEventType type; CasusSpan trigger; CasusId first, last, sentence;
    CasusIds agents, targets, instruments;          /* mentions */
    CasusId place, time;                            /* mention, time */
    CasusModality modality; CasusStage stage; CasusPlover plover; CasusId incident;
    bool nominal;                                   /* "the attack": may speak of an event told elsewhere */
} CasusEvent;

typedef struct { CasusSourceKind kind; CasusStr name; CasusId mention; bool is_state; /* a body of a state */ } CasusSource;
typedef struct { CasusEffect effect; CasusStr who, party; CasusCivilian civilian; CasusRange range; bool approximate;
                 bool counted; /* a number is given: not "his wife" or "a policeman" */ } CasusFigure;
typedef struct {
    CasusId incident; CasusSource source; CasusStrs via; CasusStance stance; CasusAbout about;
    bool has_figure; CasusFigure figure;
    CasusStr party; CasusStrs alternatives; CasusStr value; CasusSpan evidence; CasusStr as_of;
    CasusId revises; CasusHow how; CasusId group; CasusId event; CasusId sentence;
    bool of_period;         /* the figure counts a stretch of time ("since October"), no one occurrence */
    CasusId part_of;        /* the claim whose people these are a counted part of ("five of them children"); 0 if none */
    CasusId summed_with;    /* the claim told in one breath with it, to be added ("two men and four women"); 0 if none */
} CasusClaim;

/* side: for whom the party acts, to compare across reports: a state's ISO 3166-1 alpha-3 code, or the name of a group of the tables; empty when unknown. */
typedef struct { CasusStr party, side; CasusSourceKind kind; CasusStanding standing; bool by_authorities; } CasusResponsible;
typedef struct {
    CasusEventType type; CasusStage stage; CasusStr from, to;           /* ISO dates of any precision; empty when unknown */
    CasusPlace place; bool has_place;
    CasusRange killed, injured, civilians_killed, civilians_injured;
    const CasusResponsible *responsible; size_t n_responsible;
    CasusGrade grade; CasusIds claims;
    /* By what other reports of it can be known. when: TIMEX3 of a day whose year or week is not told ("XXXX-03-04", "XXXX-WXX-2"); words: names
     * and rarer words of its sentences; passages: fingerprints of them, eight hex digits each, shared by texts that copy one another. */
    CasusStr when; CasusStrs words, passages;
    /* The hours, where a clock is told: local ones ("2020-02-27T22:00", empty where only another zone's are told and the place's is not certain), the same in UTC
     * ("2020-02-27T20:00Z", empty where the zone is not certain), and the zone ("Asia/Damascus", empty where none is known). */
    CasusStr clock_from, clock_to, utc_from, utc_to, zone;
} CasusIncident;

typedef struct { CasusSpan span; CasusStr line; } CasusNote;            /* what a reader of odd text should know */

/* ---- reading ---------------------------------------------------------------------------------------------------- */

typedef struct CasusReader CasusReader;   /* the tables and weights: immutable */
typedef struct CasusReport CasusReport;   /* one report, read: immutable */

/* How far a file has been read. What the file is tells whether it is still the same one. */
typedef struct {
    const char *path;                                 /* absolute */
    int64_t size, modified_ns; char head[65];         /* bytes; time since 1970-01-01 UTC; SHA-256 of its beginning */
    bool is_done;                                     /* read to its end */
    char at[160];                                     /* where it goes on otherwise: for the intake alone */
} CasusBookmark;

/* One captured page as found. The bytes and strings are the caller's and must live until casus_read returns. */
typedef struct {
    CasusStr bytes;
    CasusStr name;                                    /* where it came from: a path, "-:12"; used in messages and as the id of last resort */
    CasusStr id, url, publisher, author, title, published, language, extra;   /* given from outside, empty when not */
    CasusStr captured, headers, charset;              /* from the transport: when (ISO 8601 UTC), HTTP header lines as received, its charset parameter */
    CasusStr record;                                  /* the JSON object it came in, as `casus join` needs it; empty when there is none */
    const CasusBookmark *bookmark;                    /* behind it, in the file it came from; NULL when there is none */
    enum { CASUS_FORMAT_PROBE, CASUS_FORMAT_TEXT, CASUS_FORMAT_HTML } format;
} CasusPage;

/* The names of the output's layers, as bits; CASUS_ALL_LAYERS for everything. */
#define CASUS_LAYERS(X) X(PARTS, "parts") X(SENTENCES, "sentences") X(TOKENS, "tokens") X(MENTIONS, "mentions") X(ENTITIES, "entities") \
    X(TIMES, "times") X(ATTRIBUTIONS, "attributions") X(EVENTS, "events") X(CLAIMS, "claims") X(INCIDENTS, "incidents")
#define CASUS_ENUM_LAYER_BIT(NAME, word) CASUS_LAYER_BIT_##NAME,
enum { CASUS_LAYERS(CASUS_ENUM_LAYER_BIT) CASUS_N_LAYERS };
#define CASUS_ENUM_LAYER(NAME, word) CASUS_LAYER_##NAME = 1u << CASUS_LAYER_BIT_##NAME,
enum { CASUS_LAYERS(CASUS_ENUM_LAYER) CASUS_ALL_LAYERS = (1u << CASUS_N_LAYERS) - 1,
       CASUS_BY_TABLES = 1u << CASUS_N_LAYERS,  /* beside layers: read them by the tables alone, many times faster, also where there are learned weights */
       CASUS_LEDGER_LAYERS = (CASUS_ALL_LAYERS & ~(CASUS_LAYER_TOKENS | CASUS_LAYER_ATTRIBUTIONS)) | CASUS_BY_TABLES /* what a ledger keeps */ };
/* "parts,claims" -> bits. false, with *err naming the word, for a word that is no layer. */
CASUS_API bool casus_layers_parse(const char *list, unsigned *layers, CasusError *err);

/* What `casus gazetteer import` writes and casus_open reads when it stands in the working folder. */
#define CASUS_PROJECT_PLACES "places.gazetteer"
/* Opens the pack of tables. NULL: the pack named by $CASUS_PACK, else casus.pack beside the program, else the
 * installed one. Places are looked up in the gazetteer named by $CASUS_PLACES, else CASUS_PROJECT_PLACES in the working folder, then in
 * the one named by $CASUS_GAZETTEER, else casus.gazetteer beside the program, else the installed one; without any, places
 * have no coordinates. Free with casus_close. NULL with *err filled on failure. */
CASUS_API CasusReader *casus_open(const char *pack_path, CasusError *err);
/* The same with learned weights from a file; CASUS_NO_MODEL: with none, by the tables alone. NULL, as casus_open does: those named by
 * $CASUS_MODEL, else those in the pack, if it has any. */
#define CASUS_NO_MODEL "none"
CASUS_API CasusReader *casus_open_with(const char *pack_path, const char *model_path, CasusError *err);
CASUS_API CasusStr casus_model_name(const CasusReader *reader);        /* of the weights' recipe; empty without any; lives as long as the reader */
CASUS_API void casus_close(CasusReader *reader);                       /* NULL is fine; after every report read with it was freed */
CASUS_API const char *casus_pack_version(const CasusReader *reader);   /* hex digest of the tables; lives as long as the reader */

#define CASUS_BUDGET_DEFAULT ((size_t)256 << 20)
/* Read one page. The report is yours; free it with casus_report_free. NULL, with *err filled, when the bytes are
 * not a report, or memory or `budget` (bytes) ran out. `layers`: the work is limited to what these need.
 * Bytes that are a PDF are handed to casus-pdf, a process of its own ($CASUS_PDF, beside the program, or installed), waited for at most a minute;
 * NO_ACCESS when it is not there. Threads may share one reader. */
CASUS_API CasusReport *casus_read(const CasusReader *reader, const CasusPage *page, unsigned layers, size_t budget, CasusError *err);
CASUS_API void casus_report_free(CasusReport *report);                 /* NULL is fine */

/* Views into a report; they live as long as it. Lists start with the empty slot 0: *n counts it, so items are 1..*n-1. */
CASUS_API const CasusInfo *casus_report_info(const CasusReport *report);
CASUS_API CasusStr casus_report_text(const CasusReport *report);
CASUS_API CasusStr casus_report_bytes_decoded(const CasusReport *report);   /* the page after decoding to UTF-8 */
CASUS_API const CasusPart *casus_report_parts(const CasusReport *report, size_t *n);
CASUS_API const CasusSentence *casus_report_sentences(const CasusReport *report, size_t *n);
CASUS_API const CasusToken *casus_report_tokens(const CasusReport *report, size_t *n);
CASUS_API const CasusMention *casus_report_mentions(const CasusReport *report, size_t *n);
CASUS_API const CasusEntity *casus_report_entities(const CasusReport *report, size_t *n);
CASUS_API const CasusTime *casus_report_times(const CasusReport *report, size_t *n);
CASUS_API const CasusAttribution *casus_report_attributions(const CasusReport *report, size_t *n);
CASUS_API const CasusEvent *casus_report_events(const CasusReport *report, size_t *n);
CASUS_API const CasusClaim *casus_report_claims(const CasusReport *report, size_t *n);
CASUS_API const CasusIncident *casus_report_incidents(const CasusReport *report, size_t *n);
CASUS_API const CasusMark *casus_report_marks(const CasusReport *report, size_t *n);
CASUS_API const CasusQuantity *casus_report_quantities(const CasusReport *report, size_t *n);
CASUS_API const CasusNote *casus_report_notes(const CasusReport *report, size_t *n);

/* Takes bytes; returns false to stop (a full disk), which the caller of the sink passes on. */
typedef bool (*CasusSink)(void *to, const char *bytes, size_t n);
/* The report as one line of the contract, '\n' at the end. false when the sink said stop. */
CASUS_API bool casus_report_write_json(const CasusReport *report, unsigned layers, CasusSink sink, void *to);

/* The party that words name, by the tables: its name there, its country (alpha-3) and sector ("GOV" for a country). Empty names: none.
 * Views that live as long as the reader. */
CASUS_API CasusActor casus_party_find(const CasusReader *reader, CasusStr words);

/* ---- places ------------------------------------------------------------------------------------------------------- */

/* Does the reader have a gazetteer? Without one, places have no coordinates. */
CASUS_API bool casus_has_gazetteer(const CasusReader *reader);

typedef struct { uint64_t places, names, left_out; } CasusGazetteerCount;
/* Called with each line that was left out: "places.csv:12: why". */
typedef void (*CasusLineFn)(void *with, const char *line);
/* Makes one gazetteer of n files, each a GeoNames dump (19 columns), its alternate names (alternateNamesV2; after the dump they belong
 * to, or of places that the reader knows) or CSV whose first line names name, lat, lon and maybe aliases ('|' between), country, kind.
 * `to` is replaced when all is written. `fault` may be NULL. *count may be NULL. false with *err: a file that is none of these or cannot
 * be read, no memory, no space; then nothing is written. */
CASUS_API bool casus_gazetteer_import(const CasusReader *reader, const char *const *paths, size_t n, const char *to, CasusLineFn fault, void *with,
                                      CasusGazetteerCount *count, CasusError *err);

typedef struct { CasusPlace place; int64_t population; double score; CasusStr why; bool chosen; } CasusFoundPlace;
/* The strings live until the callback returns. */
typedef void (*CasusPlaceFn)(void *to, const CasusFoundPlace *found);
/* What a name may stand for, the best first, weighed as in a report that tells of `country` (two letters; NULL: of none) and nothing else.
 * At most one is chosen: none when nothing speaks for any. false with *err when there is no gazetteer or no memory. */
CASUS_API bool casus_gazetteer_find(const CasusReader *reader, CasusStr name, const char *country, CasusPlaceFn fn, void *to, CasusError *err);

/* ---- intake: files, folders, addresses, archives, feeds and standard input as a stream of pages ---------------- */

typedef struct CasusIntake CasusIntake;
/* paths: n file names, folder names (read in byte order of their paths, hidden files left out), addresses (http:, https:) or "-". gzip,
 * zip (WACZ too), tar and WARC are known by their bytes, also inside one another (four deep); of a WARC come the text pages, with url, captured, headers
 * and charset. Of a feed come its items, of MHTML and mail the page in it, with url, captured and charset. Nothing is
 * opened yet. The strings must outlive the intake. Never NULL short of memory. */
CASUS_API CasusIntake *casus_intake_open(const char *const *paths, size_t n, CasusError *err);
/* 1: *page is the next page, valid until the next call. 0: no more. -1: one page could not be had, *err says which and
 * why; call again for the next. Memory use does not grow with the input: a record over 64 MiB is one error. */
CASUS_API int casus_intake_next(CasusIntake *intake, CasusPage *page, CasusError *err);
typedef struct CasusFetchRules CasusFetchRules;
/* How addresses among the paths are asked for, before the first casus_intake_next; without this call politely, two seconds between two
 * requests to a host, and public addresses only. *rules is copied. */
CASUS_API void casus_intake_fetch_by(CasusIntake *intake, const CasusFetchRules *rules);
/* How far it is, for a progress bar: bytes read and bytes in all (0 when unknown, as for a pipe). */
CASUS_API void casus_intake_progress(const CasusIntake *intake, uint64_t *done, uint64_t *total);
/* Records of the archives so far that gave no page. others: requests, pictures, answers of failure; revisits: what was captured before was met
 * again; missing: the same, but what was captured stands in none of the archives read so far (of very large ones only a part is known). */
typedef struct { uint64_t others, revisits, missing; } CasusIntakePassed;
CASUS_API void casus_intake_passed(const CasusIntake *intake, CasusIntakePassed *passed);
/* For going on where a reading was broken off. With them each page of a file carries its bookmark, which lives as the page does.
 * find: asked for each file before it is read; true when it has filled is_done and at of *bookmark: then a file that is done is left out, and
 * another one goes on behind the page that carried that bookmark. done: called when all that a file has is read. Each may be NULL. */
typedef struct { bool (*find)(void *to, CasusBookmark *bookmark); void (*done)(void *to, const CasusBookmark *bookmark); void *to; } CasusBookmarks;
/* Before the first casus_intake_next. *bookmarks is copied. Without this call no page has a bookmark. */
CASUS_API void casus_intake_bookmarks(CasusIntake *intake, const CasusBookmarks *bookmarks);
CASUS_API void casus_intake_close(CasusIntake *intake);

/* ---- feeds: RSS, RDF, Atom and JSON Feed as a stream of pages --------------------------------------------------- */

typedef struct CasusFeed CasusFeed;
/* bytes: the whole feed as found; url: where it came from, may be empty; name: for messages. All must outlive the feed. Recognised from
 * the bytes; damaged feeds are read as far as they go. NULL with *err when it is no feed. One thread. Free with casus_feed_close. */
CASUS_API CasusFeed *casus_feed_open(CasusStr bytes, CasusStr url, CasusStr name, CasusError *err);
/* 1: *page is the next item as a page of HTML, its title first; id, url, title, author, published, publisher and language as the feed
 * gives them; valid until the next call. 0: no more. -1: *err says what could not be had; call again. */
CASUS_API int casus_feed_next(CasusFeed *feed, CasusPage *page, CasusError *err);
/* For how many minutes the feed says it need not be asked again, once its head is read; CASUS_UNKNOWN when it does not say. */
CASUS_API int64_t casus_feed_minutes_to_live(const CasusFeed *feed);
CASUS_API void casus_feed_close(CasusFeed *feed);                      /* NULL is fine */

/* ---- fetching over HTTP and HTTPS -------------------------------------------------------------------------------- */

/* Its connections, what robots.txt files say, when each host was asked last. One thread. */
typedef struct CasusFetcher CasusFetcher;
struct CasusFetchRules {
    bool allow_private;             /* also addresses that are not public: loopback, private networks, link-local ... */
    bool polite;                    /* robots.txt is asked for and kept to (RFC 9309), and a host gets its rest between two requests */
    int64_t delay_ms;               /* how long that rest is at least */
    int64_t timeout_ms;             /* for one request; 0: a minute */
    size_t bytes_most;              /* of one answer after decompression; 0: 64 MiB */
    bool (*stop)(void *to);         /* asked while waiting; true gives up the request in hand. May be NULL */
    void *to;
};
/* etag, modified: from the last answer, so that an unchanged page is not sent again; NULL or "" when there is none. */
typedef struct { const char *url, *etag, *modified; } CasusFetchAsk;
/* Views that live until the next call with the same fetcher. */
typedef struct {
    int status;                             /* of the last answer; 0 when none came. 304: not changed, no bytes */
    CasusStr url;                           /* where it came from in the end */
    CasusStr bytes, headers, charset;       /* headers: the lines as received; bytes are decompressed */
    CasusStr captured;                      /* when, ISO 8601 UTC: the one place of casus where a clock is asked for a result */
    CasusStr etag, modified;                /* to be sent next time */
    int64_t retry_after_s, max_age_s;       /* what the server asks for; CASUS_UNKNOWN when it does not */
} CasusFetched;
/* NULL with *err when memory is short. The environment's proxies are used (http_proxy, https_proxy, all_proxy, no_proxy); a proxy
 * resolves names itself, so that behind one only the names can be checked for being public. */
CASUS_API CasusFetcher *casus_fetcher_open(const CasusFetchRules *rules, CasusError *err);
/* true: a whole answer of status 2xx, or 304. false with *err: BAD_INPUT when asking again is no use (no such scheme, an address that is
 * not public, robots.txt, too large, too many redirects), NO_ACCESS when there was no good answer, BUSY when one may come later or `stop`
 * said so. answer->status and what the server asks for are filled also then, where an answer came. */
CASUS_API bool casus_fetch(CasusFetcher *fetcher, const CasusFetchAsk *ask, CasusFetched *answer, CasusError *err);
CASUS_API void casus_fetcher_close(CasusFetcher *fetcher);             /* NULL is fine */

/* ---- join: which reports speak of the same incident ------------------------------------------------------------ */

typedef struct CasusJoin CasusJoin;
CASUS_API CasusJoin *casus_join_new(void);
CASUS_API bool casus_join_add(CasusJoin *join, const CasusReport *report, CasusError *err);
/* Adds one object of the contract as `casus read` wrote it (with "casus", "claims" and "incidents"). */
CASUS_API bool casus_join_add_json(CasusJoin *join, CasusStr line, CasusError *err);
/* One line an incident: {"incident","reports","main","claims"}. The result does not depend on the order of arrival
 * except for the order of lines. false when the sink said stop or memory ran out. */
CASUS_API bool casus_join_write(CasusJoin *join, CasusSink sink, void *to, CasusError *err);
/* From now on each line also has "matches": for every telling after the first, the other one it is most like, the points of each part with
 * whether it agrees, differs or is missing, their sum and the threshold. */
CASUS_API void casus_join_explain(CasusJoin *join);
CASUS_API void casus_join_free(CasusJoin *join);

/* ---- the ledger --------------------------------------------------------------------------------------------------- */

typedef struct CasusLedger CasusLedger;   /* one SQLite file; the handle belongs to one thread */
typedef struct { uint64_t reports_new, reports_known, claims_new, incidents_new, incidents_changed; } CasusLedgerCount;

enum { CASUS_LEDGER_READ = 0, CASUS_LEDGER_WRITE = 1 };   /* WRITE creates the file when it is missing */
/* NULL with *err: no such file, a file that is no ledger (FOREIGN), one of a newer casus, locked (BUSY), no space. */
CASUS_API CasusLedger *casus_ledger_open(const char *path, int mode, CasusError *err);
CASUS_API void casus_ledger_close(CasusLedger *ledger);
/* A number that is another one whenever something was written to the ledger since, by whomever; 0 when it cannot be told. It says nothing beyond this handle. */
CASUS_API uint64_t casus_ledger_state(CasusLedger *ledger);
/* Adds one report in one transaction: when it returns true the report is on disk, whole. The same bytes under the same
 * id twice add nothing. The page's bookmark is kept with the report, in the same transaction, so that neither is there without the
 * other. What follows from the report is derived by the next casus_ledger_settle, of this process or another one.
 * reports_new, reports_known and claims_new of *count are added to. */
CASUS_API bool casus_ledger_add(CasusLedger *ledger, const CasusReader *reader, const CasusReport *report, const CasusPage *page,
                                CasusLedgerCount *count, CasusError *err);
/* Derives, in one transaction, what follows from all reports added since the last time: many at once is far cheaper than one
 * by one, and gives the same rows. Calls that list, export or check settle first, so nobody sees less than was added; call it
 * every few thousand reports and at the end. incidents_new and incidents_changed of *count (may be NULL) become the number of
 * incidents that this handle's reports have made, or joined. */
CASUS_API bool casus_ledger_settle(CasusLedger *ledger, CasusLedgerCount *count, CasusError *err);

typedef struct {
    int64_t id;                     /* one incident, also by a number that it had before it was joined to another; 0 for no bound */
    const char *since, *until;      /* ISO dates, inclusive; NULL for no bound */
    const char *place, *party;      /* part of a name, any case */
    const char *type, *text;        /* contract word; full-text query over the claims' evidence and report titles */
    const char *source;             /* part of the name of who says it, any case */
    const char *standing, *grade;   /* of a party; of the incident, as proposed or decided */
    bool review;                    /* only incidents that nobody has accepted yet */
    int64_t killed_min;             /* CASUS_UNKNOWN for no bound */
    bool has_box; double south, west, north, east;   /* degrees; incidents with coordinates inside, through the place index */
    bool undated, unplaced;         /* only incidents without a date; without a point on the map */
    bool comments;                  /* also incidents that only readers' comments tell of */
    bool changed;                   /* only incidents that the last `casus read` run added or changed */
    bool rejected;                  /* also incidents that a person has rejected; one asked for by id is given always */
    int64_t limit, offset;          /* limit CASUS_UNKNOWN: all */
} CasusFilter;

typedef struct { const char *party, *standing, *kind; bool by_authorities; } CasusLedgerParty;      /* kind: of source, NULL when unknown */
/* One line of the incident list. Strings live until the callback returns. NULL where unknown. */
typedef struct {
    int64_t id; const char *type, *from, *to, *place, *country, *grade, *state;   /* state: "review", "accepted" or "rejected" */
    const char *ruled; int64_t version;     /* what of it a person has set, names of fields with blanks between, or NULL; its newest ruling, 0 for none */
    bool has_point; double lat, lon; const char *precision;
    CasusRange killed, injured, civilians_killed, civilians_injured;
    const CasusLedgerParty *parties; size_t n_parties;
    int64_t n_reports, n_origins, n_claims;
    const char *stage, *within;     /* within: a JSON array, the names of what the place lies in, nearest first */
} CasusLedgerIncident;
typedef bool (*CasusIncidentFn)(void *to, const CasusLedgerIncident *incident);    /* false stops */
CASUS_API bool casus_ledger_incidents(CasusLedger *ledger, const CasusFilter *filter, CasusIncidentFn fn, void *to, CasusError *err);

/* One claim of an incident with what a sheet needs; in the order said (as_of, then report published, then place in the text). */
typedef struct {
    int64_t id, incident, report, revises, group;     /* 0 for none */
    const char *source_kind, *source, *via;           /* via: names joined by " > ", nearest to the speaker first; NULL when none */
    const char *stance, *about, *effect, *who, *figure_party, *civilian, *party, *value, *how, *as_of;
    CasusRange range; bool approximate;
    const char *evidence; int64_t start, end;         /* the words; bytes in the report's text */
    const char *sentence;                             /* the words around */
    const char *state, *ruled;                        /* by a person: "accepted", "rejected" or NULL; the fields set, blanks between, or NULL */
} CasusLedgerClaim;
typedef bool (*CasusClaimFn)(void *to, const CasusLedgerClaim *claim);
/* As they stand: corrected, assigned, without those that a person has rejected; and these alone. */
CASUS_API bool casus_ledger_claims(CasusLedger *ledger, int64_t incident, CasusClaimFn fn, void *to, CasusError *err);
CASUS_API bool casus_ledger_rejected_claims(CasusLedger *ledger, int64_t incident, CasusClaimFn fn, void *to, CasusError *err);

typedef struct {
    int64_t id; const char *report_id, *url, *publisher, *author, *title, *published, *captured, *sha256; int64_t group; /* same group: one origin */
    int64_t n_comments;
} CasusLedgerReport;
typedef bool (*CasusReportFn)(void *to, const CasusLedgerReport *report);
/* Reports with a claim in the incident (0: all reports), by time of publication. */
CASUS_API bool casus_ledger_reports(CasusLedger *ledger, int64_t incident, CasusReportFn fn, void *to, CasusError *err);

/* Why a report is held to tell of an incident: against the report there that it fits best. points: of all parts; threshold: from where on two are one.
 * Fewer points: others stand between them, or a person has put them together. what: "place", "time", "type", "parties", "victims", "killed",
 * "injured", "names", "words" or "passages"; verdict: "agree", "differ" or "missing". Both live until the callback returns. */
typedef struct { const char *what, *verdict; int points; } CasusMatchPart;
typedef struct { int64_t report, other; int points, threshold; const CasusMatchPart *parts; size_t n_parts; } CasusLedgerMatch;
typedef bool (*CasusMatchFn)(void *to, const CasusLedgerMatch *match);
/* One for each telling but the first. */
CASUS_API bool casus_ledger_matches(CasusLedger *ledger, int64_t incident, CasusMatchFn fn, void *to, CasusError *err);

/* What a newer version of a report says otherwise than the one before, of what that told of the incident; or no longer says: then now is 0 and
 * now_words and how are NULL. was, now: claims; older, newer: reports. seen: when the newer version was captured, else published; NULL when
 * neither is known. how: the word of the contract; "new report" for a higher figure and "correction" for what else, where the page does
 * not say. Strings live until the callback returns. */
typedef struct {
    int64_t was, now, older, newer;
    const char *seen, *source_kind, *source, *about, *was_words, *now_words, *how;
} CasusLedgerEdit;
typedef bool (*CasusEditFn)(void *to, const CasusLedgerEdit *edit);
/* Report by report, version by version; of a version first what is changed, then what is gone. */
CASUS_API bool casus_ledger_edits(CasusLedger *ledger, int64_t incident, CasusEditFn fn, void *to, CasusError *err);

/* One report by its number, whoever replaced it since; its text, parts, mentions and claims. fn is not called when there is no such report. */
CASUS_API bool casus_ledger_report(CasusLedger *ledger, int64_t report, CasusReportFn fn, void *to, CasusError *err);
typedef bool (*CasusTextFn)(void *to, CasusStr text, CasusStr notes);          /* notes: a JSON array; both live until it returns */
CASUS_API bool casus_ledger_text(CasusLedger *ledger, int64_t report, CasusTextFn fn, void *to, CasusError *err);
typedef bool (*CasusBytesFn)(void *to, CasusStr bytes);                        /* they live until it returns */
/* The report's bytes as they were found, whose SHA-256 it has. false with *err, BAD_INPUT, when what is stored is damaged. */
CASUS_API bool casus_ledger_original(CasusLedger *ledger, int64_t report, CasusBytesFn fn, void *to, CasusError *err);
/* start, end: bytes of the text. parent: the number of the part it answers or stands in, 0 for none. Strings NULL where unknown. */
typedef struct { int64_t nth, start, end, parent, depth; const char *role, *author, *published, *handle, *link; } CasusLedgerPart;
typedef bool (*CasusPartFn)(void *to, const CasusLedgerPart *part);
CASUS_API bool casus_ledger_parts(CasusLedger *ledger, int64_t report, CasusPartFn fn, void *to, CasusError *err);
typedef struct { int64_t nth, start, end; const char *type, *form, *name, *country; bool has_point; double lat, lon; } CasusLedgerMention;
typedef bool (*CasusMentionFn)(void *to, const CasusLedgerMention *mention);
CASUS_API bool casus_ledger_mentions(CasusLedger *ledger, int64_t report, CasusMentionFn fn, void *to, CasusError *err);
/* In the order of the text, rejected ones too; `incident` is 0 for a claim that belongs to none. */
CASUS_API bool casus_ledger_claims_of_report(CasusLedger *ledger, int64_t report, CasusClaimFn fn, void *to, CasusError *err);

/* What a person decides. `kind` says which of the others are looked at:
 *   accept, reject   claim, or incident; reject with incident and other: the two are not one, do not ask again
 *   correct          claim or incident, field, now ("" where nothing shall stand); the fields are those of casus_ruling_fields
 *   grade            incident, now: a word of CASUS_GRADES, "" for none
 *   merge            incident, other
 *   split            incident, report: what that report tells of it becomes an incident of its own
 *   assign           other, and claim, or incident and report: now told of that other incident; right after a split of the same incident in one
 *                    call, other may be 0: what was split off
 *   note             claim or incident, reason
 *   undo             undoes: the number of a ruling
 * person and said (ISO 8601) are never empty. version: what CasusLedgerIncident.version was when the person decided; CASUS_UNKNOWN: not
 * looked at. round: NULL, or the name of a blind coding, whose rulings are kept and compared but change nothing. */
typedef struct {
    CasusRulingKind kind;
    int64_t incident, other, report, claim, undoes;     /* 0 for none */
    const char *field, *now, *person, *said, *reason, *round;
    int64_t version;
} CasusRuling;
/* Keeps all of them, or none, in one transaction; when it returns true they are on disk and incidents are as they decide. *first (may be NULL):
 * the number of the first, the others follow. false with *err: BAD_INPUT for what cannot be ruled so; CONFLICT when somebody else
 * has ruled on it since `version`. */
CASUS_API bool casus_ledger_rule(CasusLedger *ledger, const CasusRuling *rulings, size_t n, int64_t *first, CasusError *err);
/* The names of the fields that `correct` takes for a claim, or an incident; NULL at the end. Static storage. */
CASUS_API const char *const *casus_ruling_fields(bool of_claim);

/* A ruling as it is kept. incident, other, claim: as they are called now, 0 for none or where it has no place; undone: by that ruling, 0 for none. */
typedef struct {
    int64_t id, incident, other, claim, report, undoes, undone, version;
    const char *kind, *field, *was, *now, *person, *said, *reason, *words;     /* words: the claim's evidence */
    bool placed;                    /* false: what it was ruled on is not in the newest version of its report */
} CasusLedgerRuling;
typedef bool (*CasusRulingFn)(void *to, const CasusLedgerRuling *ruling);
typedef struct { int64_t id, incident, claim; bool unplaced; const char *round, *person; int64_t limit, offset; } CasusRulingFilter;   /* 0, NULL: no bound; limit CASUS_UNKNOWN: all */
/* Oldest first; those of a blind coding only when `round` names it. */
CASUS_API bool casus_ledger_rulings(CasusLedger *ledger, const CasusRulingFilter *filter, CasusRulingFn fn, void *to, CasusError *err);

/* What waits for a person. CLAIM: a claim of an incident in review that nobody has ruled on; MATCH: two incidents that may be one;
 * CONTRADICTION: two voices whose figures cannot both be, or a party that is accused and denied; SPEAKER: a figure that nobody named says; PARTS: more
 * civilians than there are in all; NEAR: two incidents a few km apart on one day. other, claim, other_claim: 0 for none. A ruling on the claim, or
 * on the incident, takes it from the list; of two incidents, a merge, or a reject with both. */
typedef struct { int64_t incident, other, claim, other_claim; } CasusLedgerDoubt;
typedef bool (*CasusDoubtFn)(void *to, const CasusLedgerDoubt *doubt);
/* Latest incidents first. *next: the offset of the page after; 0 when there is none. fn must not put questions to the ledger. */
CASUS_API bool casus_ledger_doubts(CasusLedger *ledger, CasusDoubt doubt, int64_t limit, int64_t offset, CasusDoubtFn fn, void *to, int64_t *next, CasusError *err);
/* One claim by its number, as it stands; fn is not called when there is none. */
CASUS_API bool casus_ledger_claim(CasusLedger *ledger, int64_t claim, CasusClaimFn fn, void *to, CasusError *err);

/* A blind coding, compared over the claims, or the incidents, on which two people or more have ruled. Who has ruled on one and left a field as it
 * was read agrees with the reading. alpha: Krippendorff's, interval metric on the lower bounds of figures, nominal on all else; it does not
 * exist where no two values differ. The field "accept" is whether it was accepted or rejected. */
typedef struct { const char *field; bool of_claim; int64_t n_units, n_differ; double alpha; bool has_alpha; } CasusAgreement;
typedef struct { const char *field; int64_t claim, incident; CasusStr person, value, other_person, other_value; } CasusDisagreement;   /* value empty: unsaid */
typedef bool (*CasusAgreementFn)(void *to, const CasusAgreement *agreement);                /* false stops; all live until it returns */
typedef bool (*CasusDisagreementFn)(void *to, const CasusDisagreement *disagreement);
/* Field by field: first where people differ, then how far they agree. */
CASUS_API bool casus_ledger_agree(CasusLedger *ledger, const char *round, CasusAgreementFn agreement, CasusDisagreementFn disagreement, void *to, CasusError *err);

/* What a filter leaves, seen from far: how many, when, where. The filter's limit and offset are not looked at. */
typedef struct { int64_t n, n_undated, n_unplaced; } CasusLedgerTotals;
typedef struct { const char *period; int64_t n; } CasusLedgerPeriod;            /* "2031-03", or "2031-03-04" when all lie within 92 days */
/* Incidents in one square of the grid; `incident` and its own point where it is alone, else the middle of their points. */
typedef struct { int64_t n, incident; double lat, lon; const char *precision; } CasusLedgerCell;
typedef bool (*CasusPeriodFn)(void *to, const CasusLedgerPeriod *period);
typedef bool (*CasusCellFn)(void *to, const CasusLedgerCell *cell);
/* Periods in order of time, then cells from south-west to north-east; cell_degrees > 0. */
CASUS_API bool casus_ledger_overview(CasusLedger *ledger, const CasusFilter *filter, double cell_degrees, CasusLedgerTotals *totals,
                                     CasusPeriodFn period, CasusCellFn cell, void *to, CasusError *err);

/* From now on, casus_ledger_add of this handle keeps a report whose bytes are known as a new version of it: a reading by other tables or
 * weights. Rulings on what the older reading said are placed on what the new one says. */
CASUS_API void casus_ledger_read_again(CasusLedger *ledger);

/* Does the ledger hold a report of this id with bytes of this SHA-256 (lower-case hex)? */
CASUS_API bool casus_ledger_has(CasusLedger *ledger, const char *report_id, const char *sha256, bool *has, CasusError *err);

/* Where a file was left: NONE when it was never read into this ledger, CHANGED when another file stands under its name now. */
typedef enum { CASUS_BOOKMARK_NONE, CASUS_BOOKMARK_FOUND, CASUS_BOOKMARK_CHANGED } CasusBookmarkState;
/* Looks for bookmark->path; is_done and at are filled when FOUND. */
CASUS_API bool casus_ledger_bookmark_get(CasusLedger *ledger, CasusBookmark *bookmark, CasusBookmarkState *state, CasusError *err);
/* For a file that is done; while it is read, casus_ledger_add keeps the bookmark with each new report. One transaction. */
CASUS_API bool casus_ledger_bookmark_put(CasusLedger *ledger, const CasusBookmark *bookmark, CasusError *err);

/* What `casus watch` knows of an address: a feed, or a page that a feed names. Strings too long to be kept are empty; times are seconds
 * since 1970-01-01 UTC. */
typedef struct {
    char etag[256], modified[64];           /* of the last answer, to be sent with the next question */
    char published[40];                     /* of a page: as its feed says */
    char seen[65];                          /* of a page: SHA-256 of its item as the feed last showed it */
    char text[65];                          /* of a page: SHA-256 of its report's text as it was last kept */
    int64_t first_s, asked_s, next_s;       /* first seen, last asked, to be asked again */
    int64_t failures;                       /* in a row */
} CasusWatch;
/* *known: whether there is such a row; *watch is empty when not. */
CASUS_API bool casus_ledger_watch_get(CasusLedger *ledger, const char *url, CasusWatch *watch, bool *known, CasusError *err);
/* Writes the row, in one transaction. feed: the feed that names the page, NULL for a feed. */
CASUS_API bool casus_ledger_watch_put(CasusLedger *ledger, const char *url, const char *feed, const CasusWatch *watch, CasusError *err);
typedef bool (*CasusWatchFn)(void *to, const char *url);                       /* false stops; url lives until it returns */
/* The pages of that feed whose next_s has come, longest due first. */
CASUS_API bool casus_ledger_watch_due(CasusLedger *ledger, const char *feed, int64_t now_s, CasusWatchFn fn, void *to, CasusError *err);

/* Drops and derives again every derived row; the rows come out byte for byte the same. */
CASUS_API bool casus_ledger_rebuild(CasusLedger *ledger, CasusError *err);
/* Verifies hashes, spans, references. With a reader (may be NULL), the pages that this casus and these tables have read are read again from
 * their stored bytes: text, parts and each part's range of the page must come out as they are written down. Each fault is one call of
 * `fault`; *proof, which starts as {0}, counts. false only when it could not check. */
typedef void (*CasusFaultFn)(void *to, const char *line);
typedef struct { uint64_t faults, reports, read_again; } CasusLedgerProof;
CASUS_API bool casus_ledger_check(CasusLedger *ledger, const CasusReader *reader, CasusFaultFn fault, void *to, CasusLedgerProof *proof,
                                  CasusError *err);

/* ---- exports -------------------------------------------------------------------------------------------------------- */

/* How the numbers of an incident become those of a row. all: from the lowest to the highest that stands; lowest: the lowest of them; best: lowest and
 * highest, and between them the one that most independent origins tell; officials: only what bodies of a state say; origins: copies of
 * one origin count once, by the newest number it tells. */
#define CASUS_POLICIES(X) X(ALL, "all") X(LOWEST, "lowest") X(BEST, "best") X(OFFICIALS, "officials") X(ORIGINS, "origins")
/* A number of one incident by one policy. what: "killed", "injured", "civilians_killed" or "civilians_injured"; best: CASUS_UNKNOWN where the policy
 * names none. claims: what the number rests on, by number; none where a person has set it. n_passed_over: claims of the same thing that the
 * policy leaves out. Strings and numbers live until the callback returns. */
typedef struct { const char *policy, *what; CasusRange range; int64_t best; const int64_t *claims; size_t n_claims, n_passed_over; } CasusCount;
typedef bool (*CasusCountFn)(void *to, const CasusCount *count);           /* false stops */
/* By every policy, one after another. reader (may be NULL: then there are no officials) knows who speaks for a state. false with *err: no such incident,
 * no memory (then the ledger is only fit to be closed). */
CASUS_API bool casus_count(CasusLedger *ledger, const CasusReader *reader, int64_t incident, CasusCountFn fn, void *to, CasusError *err);
/* Who will read it. team: everybody sees everything; partner: people in initials unless they speak, authors of reports always, commenters left out, places to 0.1 degrees;
 * public: places to 0.5 degrees and the sentences around the evidence left out too. */
#define CASUS_AUDIENCES(X) X(TEAM, "team") X(PARTNER, "partner") X(PUBLIC, "public")
typedef struct {
    const char *format;             /* "jsonl", "csv", "geojson", "jsonld", "ged", "acled", "airwars" or "plover" */
    const char *policy, *audience;  /* NULL: what the format is used to, and the team */
    const CasusReader *reader;      /* knows which parties are states; NULL: nobody does */
    CasusLineFn told;               /* gets the counts: what was written, left out and why, made by a rule. May be NULL */
    CasusLineFn withheld;           /* gets a line for each thing withheld from the audience, without telling it. May be NULL */
    void *with;                     /* of both */
} CasusExport;
/* Writes the incidents that the filter leaves, one after another in memory that does not grow with them. false with *err: no such word,
 * no memory (then the ledger is only fit to be closed), or the sink said stop. */
CASUS_API bool casus_export(CasusLedger *ledger, const CasusExport *how, const CasusFilter *filter, CasusSink sink, void *to, CasusError *err);

/* A ledger beside another data set: UCDP GED or ACLED as CSV, or Airwars' incidents as JSON. Both are cut to the days and countries that both tell of;
 * incidents are matched by the rule of casus_join, each with one at most, the best pair first. */
typedef struct {
    const char *format, *name;      /* "csv" (also when NULL) or "jsonl"; what the file is called in messages */
    const CasusReader *reader;      /* knows names of parties; NULL: they are compared as written */
    CasusLineFn fault;              /* gets a line for each row that cannot be read, which costs that row. May be NULL */
    void *with;
} CasusCompare;
/* outside: of other days or countries than the other one; undated and unread ones are not compared. differ: of those that are matched. */
typedef struct {
    uint64_t n_matched, only_ours, only_theirs, ours_outside, theirs_outside, ours_undated, theirs_unread;
    uint64_t date_differs, place_differs, killed_differs, parties_differ, type_differs;
} CasusComparison;
/* Writes a row for each incident that is compared: matched ones with their points and what differs, then only ours, then only theirs. `file` is the other
 * data set's bytes. Holds both in memory. false with *err: no such format or data set, no memory (then the ledger is only fit to be closed), or the sink
 * said stop. */
CASUS_API bool casus_compare(CasusLedger *ledger, const CasusCompare *how, CasusStr file, const CasusFilter *filter, CasusSink sink, void *to,
                             CasusComparison *counts, CasusError *err);
/* The same for the team, by the policy that the format is used to. */
CASUS_API bool casus_ledger_export(CasusLedger *ledger, const char *format, const CasusFilter *filter, CasusSink sink, void *to, CasusError *err);

/* An evidence pack: one incident as a zip file with its claims, their reports' bytes and text, its history, how it was made, and a list of the SHA-256
 * of every file. `seal` is the SHA-256 of that list: told to somebody apart from the pack, it proves that the list is still the same. */
typedef struct { uint64_t files, reports, claims, faults; char seal[65]; } CasusPackProof;
/* Writes the pack of an incident; the same ledger gives the same pack. reader (may be NULL) names the tables it is written with. *proof, which starts
 * as {0}, counts. false with *err: no such incident, damage in the ledger, no memory, or the sink said stop. */
CASUS_API bool casus_pack_write(CasusLedger *ledger, int64_t incident, const CasusReader *reader, CasusSink sink, void *to, CasusPackProof *proof, CasusError *err);
/* Verifies a pack: every file against the list, every report against the hash that the claims' file gives it, every claim's words against the text.
 * Each fault is one call of `fault`. false with *err only when it could not check: no such file, no pack, no memory. */
CASUS_API bool casus_pack_check(const char *path, CasusFaultFn fault, void *to, CasusPackProof *proof, CasusError *err);

#ifdef __cplusplus
}
#endif
#endif

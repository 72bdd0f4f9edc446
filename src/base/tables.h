/* What the tables hold: the one description that tools/pack.c checks them by and the stages read them by.
 *
 * A table is a TSV file. Lines that start with '#' are its head: what it is, its columns, source, licence. '-' is an empty
 * cell. The first column is a phrase (language tables; '|' separates spellings that share the row) or a name (world tables).
 * Language tables: data/<language>/<file>; second column: part of speech (UD), by which the forms of the phrase's head word are
 * made (first word of a verb phrase, last word of a noun phrase) from inflect.tsv and irregular.tsv. A phrase is written in its base form.
 * World tables: data/world/<file>; no part of speech. */
#ifndef CASUS_BASE_TABLES_H
#define CASUS_BASE_TABLES_H
#include <stdbool.h>

enum { TABLE_MAX_CELLS = 8 };
typedef enum {
    CELL_NONE, CELL_STR, CELL_INT, CELL_DEGREES,
    CELL_CHOICE,                                    /* one of the words listed, numbered from 1 in that order; '-' is 0 */
    CELL_STANCE, CELL_EFFECT, CELL_EVENT, CELL_PLOVER, CELL_CIVILIAN, CELL_MENTION, CELL_SOURCE, CELL_HOW, CELL_STAGE, CELL_PRECISION,
    CELL_MODALITY,                                  /* words of the contract; '-' is CASUS_UNKNOWN */
    CELL_ALIASES, CELL_ADJECTIVES, CELL_PEOPLE, CELL_CAPITAL, CELL_METONYMS    /* further names of a world row, '|' between; they become entries, the cell keeps the text */
} CellType;

/* X(TABLE, file, mark kind, language?, column names and types...). One column a line: C(NAME, type, choices) */
#define TABLES(X) \
    X(SAYING, "saying.tsv", true) X(CASUALTY, "casualty.tsv", true) X(TRIGGER, "trigger.tsv", true) X(BLAME, "blame.tsv", true) \
    X(DENIAL, "denial.tsv", true) X(NOT_DENIAL, "not_denial.tsv", true) X(ACT, "act.tsv", true) X(HEDGE, "hedge.tsv", true) X(NEGATION, "negation.tsv", true) \
    X(BOUND, "bound.tsv", true) X(NUMBER, "number.tsv", true) X(PERSON, "person.tsv", true) X(SPEAKER, "speaker.tsv", true) \
    X(WEAPON, "weapon.tsv", true) X(FACILITY, "facility.tsv", true) X(PLACE_WORD, "place_word.tsv", true) X(REVISION, "revision.tsv", true) \
    X(TITLE, "title.tsv", true) X(TIME, "time.tsv", true) X(CONDITION, "condition.tsv", true) X(UNIT, "unit.tsv", true) \
    X(FUNCTION, "function.tsv", true) X(COMMON, "common.tsv", true) X(ABBREVIATION, "abbreviation.tsv", true) X(CLITIC, "clitic.tsv", true) X(CONTRACTION, "contraction.tsv", true) X(BOUNDARY, "boundary.tsv", true) X(NAME_LINK, "name_link.tsv", true) X(INCLUDING, "including.tsv", true) X(PAGE_WORD, "page_word.tsv", true) \
    X(ENCODING, "encoding.tsv", false) X(PASSAGE, "passage.tsv", false) X(FILLER, "filler.tsv", false) \
    X(COUNTRY, "country.tsv", false) X(REGION, "region.tsv", false) X(ACTOR, "actor.tsv", false) X(PUBLISHER, "publisher.tsv", false) X(MONTH, "month.tsv", false) X(DISPUTED, "disputed.tsv", false) X(ZONE, "zone.tsv", false) X(CALENDAR, "calendar.tsv", false)
#define TABLE_ENUM(NAME, file, language) TABLE_##NAME,
typedef enum { TABLE_NONE, TABLES(TABLE_ENUM) N_TABLES } Table;

/* Columns after the phrase (and part of speech): table, column, type, choices of CELL_CHOICE. */
#define COLUMNS(C) \
    /* who speaks: `that` the speaker before, what is said after (said, reports, announced); `after` the speaker after the cue (according to); \
       `noun` a word for what was said (statement, claim); `tell` with a hearer (told); `cite` who is named after it spoke, its subject passes it on (citing) */ \
    C(SAYING, STANCE, CELL_STANCE, "") C(SAYING, PATTERN, CELL_CHOICE, "that after noun tell cite react") \
    /* where the harmed stand: `object` of an active verb or subject of its passive (kill), `subject` (die), `adjective` (dead, wounded), \
       `noun` what happened (death, injury), `person` who is harmed (casualty, victim, martyr, hostage), `body` (bodies), `toll` (death toll), `deed` one word for many dead (massacre) */ \
    C(CASUALTY, EFFECT, CELL_EFFECT, "") C(CASUALTY, PATTERN, CELL_CHOICE, "object subject adjective noun person body toll deed") \
    /* ACTION: `agent` the subject acts on an object (bomb), `none` nobody is named by the subject (explode), `mutual` (clash) */ \
    C(TRIGGER, EVENT, CELL_EVENT, "") C(TRIGGER, PLOVER, CELL_PLOVER, "") C(TRIGGER, STAGE, CELL_STAGE, "") C(TRIGGER, ACTION, CELL_CHOICE, "agent none mutual") \
    C(TRIGGER, WEIGHT, CELL_CHOICE, "strong weak")     /* weak: only an event beside a weapon, casualty or strong trigger ("operation", "hit") */ \
    /* where the blamed party stands: `object` (blamed X), `by` (carried out by X), `to` (attributed to X, blamed on X), `subject` (X was behind, X carried out), \
       `self` the speaker takes it on (claimed responsibility), `across` after the preposition that follows the deed (attributed the strike to X), \
       `doing` the subject does what the noun behind tells (X conducted a raid, not: an inquiry) */ \
    C(BLAME, STANCE, CELL_STANCE, "") C(BLAME, PATTERN, CELL_CHOICE, "object by to subject self across doing using phase") \
    /* ABOUT: `what` the words that follow tell what is denied, `deed` the phrase itself denies the party's part ("was not involved in", "had nothing to do with") */ \
    C(DENIAL, STANCE, CELL_STANCE, "") C(DENIAL, PATTERN, CELL_CHOICE, "what deed") \
    /* `object`: a denied thing that makes it no denial of an event (request, access, visa); `phrase`: whole words that look like one (declined to comment) */ \
    C(NOT_DENIAL, PATTERN, CELL_CHOICE, "object phrase") \
    /* `act` what the word itself says; what hangs on it is still to come (`promise`: will, ready to) or asked for (`ask`: must) */ \
    C(ACT, PLOVER, CELL_PLOVER, "") C(ACT, TELLS, CELL_CHOICE, "act promise ask") \
    C(HEDGE, DEGREE, CELL_CHOICE, "reported alleged likely possible doubtful") \
    C(NEGATION, PATTERN, CELL_CHOICE, "not no without fail") \
    /* `to` joins the ends of a range (10 to 15, 10 or 15), `and` those of "between 10 and 15" and the parts of "a hundred and five", `from` makes two \
       figures of "from 10 to 15" */ \
    C(BOUND, BOUND, CELL_CHOICE, "at_least more_than about up_to less_than exactly between to and from") \
    /* digit-like words: LOW HIGH are the range, KIND `unit` adds (three, twenty), `scale` multiplies (hundred, million), `vague` stands for a range (dozens), \
       `ordinal` is no count, `article` counts one before a noun (a, an), `none` is zero (no, none), `half` */ \
    C(NUMBER, KIND, CELL_CHOICE, "unit scale vague ordinal article none half") C(NUMBER, LOW, CELL_INT, "") C(NUMBER, HIGH, CELL_INT, "") \
    C(PERSON, CIVILIAN, CELL_CIVILIAN, "") C(PERSON, GROUP, CELL_CHOICE, "person civilian child woman man fighter soldier police official journalist medic worker captive family other assailant") \
    C(PERSON, COUNT, CELL_CHOICE, "one many")          /* many: a collective ("family", "crowd") whose size is not told */ \
    C(SPEAKER, KIND, CELL_SOURCE, "") C(SPEAKER, STATE, CELL_CHOICE, "state party other")      /* a state body, a party to the fighting, or neither */ \
    C(WEAPON, TYPE, CELL_MENTION, "") C(WEAPON, EVENT, CELL_EVENT, "") \
    C(FACILITY, TYPE, CELL_MENTION, "") C(FACILITY, USE, CELL_CHOICE, "civilian military state neutral") \
    /* `kind_of` X village, village of X; `near` near X; `side` north of X; `part` countryside of X, outskirts of X; `in` a preposition of place; `home` X home: X lives
       there and is no place */ \
    C(PLACE_WORD, PATTERN, CELL_CHOICE, "kind_of near side part in between home quarter_of") C(PLACE_WORD, PRECISION, CELL_PRECISION, "") \
    /* `new` the number that follows is the newer (rose to), `old` the number near it is the older (initially, earlier reports), `fix` correction words */ \
    C(REVISION, PATTERN, CELL_CHOICE, "new old fix") C(REVISION, HOW, CELL_HOW, "") \
    C(TITLE, KIND, CELL_CHOICE, "honorific office rank") \
    /* `edge` early, late, mid (VALUE -1, 1, 0); `later` three days later, the following week; `set` daily, weekly (VALUE minutes), every, each (0); \
       `ago` and `later`: UNTIL 1 may stand before the time (earlier this year, the following week); VALUE 0 counts from the day named last (earlier, later), '-' from publication (ago); `holiday` VALUE month * 100 + day; \
       `era` now, recently, soon (VALUE 0, -1, 1); `quarter` third quarter (VALUE 1 to 4, or 0: the one named last, UNTIL years from it); `ahead` what
       follows is still to come (scheduled for) */ \
    C(TIME, KIND, CELL_CHOICE, "weekday month day_offset part unit past next ago this era season holiday clock since until during edge later set quarter ahead past_hour decade") C(TIME, VALUE, CELL_INT, "") C(TIME, UNTIL, CELL_INT, "") \
    C(CONDITION, MODALITY, CELL_MODALITY, "") \
    C(UNIT, KIND, CELL_CHOICE, "age money length area mass time percent speed thing order") \
    C(FUNCTION, KIND, CELL_CHOICE, "determiner pronoun possessive preposition conjunction subordinator auxiliary be have do modal relative wh particle adverb number_of first_person") C(FUNCTION, COUNT, CELL_CHOICE, "one many any aimed definite") \
    /* `never` and `may` a sentence ends after it; `number` keeps its point only before a number ("No. 5"), `unit` only after one ("5 mm.") */ \
    C(ABBREVIATION, END, CELL_CHOICE, "never may number unit") \
    /* CUT: the words it stands for; BEFORE: it stands for them only before one of these */ \
    C(CONTRACTION, CUT, CELL_STR, "") C(CONTRACTION, BEFORE, CELL_STR, "") \
    /* thousandths that a feature of a place adds to the belief that a sentence ends there */ \
    C(BOUNDARY, WEIGHT, CELL_INT, "") \
    /* small words inside names: `common` after an everyday word ("Ministry of ..."), `any` between any two ("de", "bin"), `hyphen` only tied to the next by a hyphen ("ez-Zor") */ \
    C(NAME_LINK, PATTERN, CELL_CHOICE, "common any hyphen") \
    /* a counted part of a group: `before` the part follows (including five children), `after` it stands before (three of them); `with` others of the same lot follow \
       (killed along with two others) */ \
    C(INCLUDING, PATTERN, CELL_CHOICE, "before after more with") \
    /* what tells the parts of a page. In the text: `update` a label before a note ("UPDATE:"), `update_note` a phrase that opens one without a mark, \
       `update_below` announces one further down, `caption` a label before one ("Photo:"), `comment_says` after a commenter's name, `comment_on` between name \
       and date, `comment_reply` a line under a comment that is none of its words, `comment_heading` stands over the thread, `byline` before an author's name, \
       `share` a line that is no text ("Share this"), `furniture` stands in what a site says of itself and its services, `credit` in what tells whose a picture is, `player` is a host that films are shown from and `player_title` what such a frame is called when it does not say what is shown, `not_name` opens what stands where an author's name does and is none ("Log in"). In class and id of HTML elements: `class_...` */ \
    C(PAGE_WORD, KIND, CELL_CHOICE, "update update_note update_below caption comment_says comment_on comment_reply comment_heading byline share " \
        "class_comments class_comment class_comment_author class_chrome class_caption class_embed class_standfirst class_article " \
        "comment_ago comment_by ago_minute ago_hour ago_day ago_week ago_month ago_year ago_now ago_yesterday " \
        "part_comment part_comments part_post part_list part_item part_author part_user part_time part_text part_noise part_form part_quote part_depth " \
        "part_parent part_replies part_not byline_world class_byline not_name part_kicker part_frame part_body part_image furniture credit player player_title") \
    /* `guess`: yes, may be guessed where nothing names an encoding; wide, its characters are of two or four bytes, so that a page in it cannot say so in ASCII */ \
    C(ENCODING, ICONV, CELL_STR, "") C(ENCODING, GUESS, CELL_CHOICE, "yes wide") C(ENCODING, FROM, CELL_INT, "") C(ENCODING, TO, CELL_INT, "") C(ENCODING, KANA, CELL_CHOICE, "yes") \
    C(ENCODING, ALIASES, CELL_ALIASES, "") \
    C(MONTH, NUMBER, CELL_INT, "") \
    C(COUNTRY, ISO2, CELL_STR, "") C(COUNTRY, ISO3, CELL_STR, "") C(COUNTRY, ADJECTIVES, CELL_ADJECTIVES, "") C(COUNTRY, PEOPLE, CELL_PEOPLE, "") \
    C(COUNTRY, CAPITAL, CELL_CAPITAL, "") C(COUNTRY, METONYMS, CELL_METONYMS, "") C(COUNTRY, ALIASES, CELL_ALIASES, "") C(COUNTRY, POINT, CELL_STR, "") \
    C(REGION, ISO2, CELL_STR, "") C(REGION, CODE, CELL_STR, "") C(REGION, PRECISION, CELL_PRECISION, "") C(REGION, LAT, CELL_DEGREES, "") C(REGION, LON, CELL_DEGREES, "") C(REGION, ALIASES, CELL_ALIASES, "") \
    C(ACTOR, TYPE, CELL_MENTION, "") C(ACTOR, ISO3, CELL_STR, "") C(ACTOR, SECTOR, CELL_STR, "") C(ACTOR, ALIASES, CELL_ALIASES, "") \
    C(PUBLISHER, KIND, CELL_CHOICE, "agency newspaper broadcaster site monitor state party") C(PUBLISHER, ISO2, CELL_STR, "") C(PUBLISHER, DOMAIN, CELL_STR, "") C(PUBLISHER, ALIASES, CELL_ALIASES, "") \
    /* thousandths that a feature of a passage of a page adds to the belief that it is of the article: seen alone, and among its neighbours */ \
    C(PASSAGE, TREE, CELL_STR, "") \
    /* the same for who and what takes part in violence */ \
    C(FILLER, TREE, CELL_STR, "") \
    /* LABEL: both names and who claims it; CODES, OUTLINE: which places lie in it, read by gazetteer_build.c */ \
    C(DISPUTED, LABEL, CELL_STR, "") C(DISPUTED, CODES, CELL_STR, "") C(DISPUTED, OUTLINE, CELL_STR, "") \
    /* RULE: of a country its zones, of a zone how far it is from UTC; read by zone.c */ \
    C(ZONE, RULE, CELL_STR, "") \
    C(CALENDAR, ERA, CELL_CHOICE, "hijri solar") C(CALENDAR, MONTH, CELL_INT, "")
#define COLUMN_NAME(TABLE, COLUMN, type, choices) COLUMN_AT_##TABLE##_##COLUMN,
enum { COLUMNS(COLUMN_NAME) N_COLUMNS };            /* place of a column in the whole list; tables.c gives its cell */
/* Cell number of a column inside its row, for row->cell[...]. */
enum {
    SAYING_STANCE = 0, SAYING_PATTERN, CASUALTY_EFFECT = 0, CASUALTY_PATTERN, TRIGGER_EVENT = 0, TRIGGER_PLOVER, TRIGGER_STAGE, TRIGGER_ACTION, TRIGGER_WEIGHT,
    BLAME_STANCE = 0, BLAME_PATTERN, DENIAL_STANCE = 0, DENIAL_PATTERN, NOT_DENIAL_PATTERN = 0, ACT_PLOVER = 0, ACT_TELLS, HEDGE_DEGREE = 0, NEGATION_PATTERN = 0, BOUND_BOUND = 0,
    NUMBER_KIND = 0, NUMBER_LOW, NUMBER_HIGH, PERSON_CIVILIAN = 0, PERSON_GROUP, PERSON_COUNT, SPEAKER_KIND = 0, SPEAKER_STATE, WEAPON_TYPE = 0, WEAPON_EVENT,
    FACILITY_TYPE = 0, FACILITY_USE, PLACE_WORD_PATTERN = 0, PLACE_WORD_PRECISION, REVISION_PATTERN = 0, REVISION_HOW, TITLE_KIND = 0,
    TIME_KIND = 0, TIME_VALUE, TIME_UNTIL, CONDITION_MODALITY = 0, UNIT_KIND = 0, FUNCTION_KIND = 0, FUNCTION_COUNT, ABBREVIATION_END = 0, CONTRACTION_CUT = 0, CONTRACTION_BEFORE, BOUNDARY_WEIGHT = 0, PAGE_WORD_KIND = 0, NAME_LINK_PATTERN = 0, INCLUDING_PATTERN = 0,
    ENCODING_ICONV = 0, ENCODING_GUESS, ENCODING_FROM, ENCODING_TO, ENCODING_KANA, ENCODING_ALIASES,
    COUNTRY_ISO2 = 0, COUNTRY_ISO3, COUNTRY_ADJECTIVES, COUNTRY_PEOPLE, COUNTRY_CAPITAL, COUNTRY_METONYMS, COUNTRY_ALIASES, COUNTRY_POINT,
    REGION_ISO2 = 0, REGION_CODE, REGION_PRECISION, REGION_LAT, REGION_LON, REGION_ALIASES, ACTOR_TYPE = 0, ACTOR_ISO3, ACTOR_SECTOR, ACTOR_ALIASES,
    MONTH_NUMBER = 0, PUBLISHER_KIND = 0, PUBLISHER_ISO2, PUBLISHER_DOMAIN, PUBLISHER_ALIASES, PASSAGE_TREE = 0, FILLER_TREE = 0, DISPUTED_LABEL = 0, DISPUTED_CODES, DISPUTED_OUTLINE, ZONE_RULE = 0, CALENDAR_ERA = 0, CALENDAR_MONTH
};
/* Choices by name, in the order of the lists above. */
enum { SAYING_THAT = 1, SAYING_AFTER, SAYING_NOUN, SAYING_TELL, SAYING_CITE, SAYING_REACT };
enum { CASUALTY_OBJECT = 1, CASUALTY_SUBJECT, CASUALTY_ADJECTIVE, CASUALTY_NOUN, CASUALTY_PERSON, CASUALTY_BODY, CASUALTY_TOLL, CASUALTY_DEED };
enum { ACTION_AGENT = 1, ACTION_NONE, ACTION_MUTUAL };
enum { WEIGHT_STRONG = 1, WEIGHT_WEAK };
enum { BLAME_OBJECT = 1, BLAME_BY, BLAME_TO, BLAME_SUBJECT, BLAME_SELF, BLAME_ACROSS, BLAME_DOING, BLAME_USING, BLAME_PHASE };
enum { DENIAL_WHAT = 1, DENIAL_DEED };
enum { NOT_DENIAL_OBJECT = 1, NOT_DENIAL_PHRASE };
enum { TELLS_ACT = 1, TELLS_PROMISE, TELLS_ASK };
enum { HEDGE_REPORTED = 1, HEDGE_ALLEGED, HEDGE_LIKELY, HEDGE_POSSIBLE, HEDGE_DOUBTFUL };
enum { NEGATION_NOT = 1, NEGATION_NO, NEGATION_WITHOUT, NEGATION_FAIL };
enum { BOUND_AT_LEAST = 1, BOUND_MORE_THAN, BOUND_ABOUT, BOUND_UP_TO, BOUND_LESS_THAN, BOUND_EXACTLY, BOUND_BETWEEN, BOUND_TO, BOUND_AND, BOUND_FROM };
enum { NUMBER_UNIT = 1, NUMBER_SCALE, NUMBER_VAGUE, NUMBER_ORDINAL, NUMBER_ARTICLE, NUMBER_NONE, NUMBER_HALF };
enum { GROUP_PERSON = 1, GROUP_CIVILIAN, GROUP_CHILD, GROUP_WOMAN, GROUP_MAN, GROUP_FIGHTER, GROUP_SOLDIER, GROUP_POLICE, GROUP_OFFICIAL, GROUP_JOURNALIST,
       GROUP_MEDIC, GROUP_WORKER, GROUP_CAPTIVE, GROUP_FAMILY, GROUP_OTHER,
       GROUP_ASSAILANT /* doers whom nobody names: gunmen, attackers */ };
enum { COUNT_ONE = 1, COUNT_MANY };
enum { SPEAKER_OF_STATE = 1, SPEAKER_OF_PARTY, SPEAKER_OTHER };
enum { PLACE_KIND_OF = 1, PLACE_NEAR, PLACE_SIDE, PLACE_PART, PLACE_IN, PLACE_BETWEEN, PLACE_HOME, PLACE_QUARTER };
/* "X village", "the X quarter" */
static inline bool place_word_tells_kind(int pattern) { return pattern == PLACE_KIND_OF || pattern == PLACE_QUARTER; }
enum { REVISION_NEW = 1, REVISION_OLD, REVISION_FIX };
enum { TITLE_HONORIFIC = 1, TITLE_OFFICE, TITLE_RANK };
enum { TIME_WEEKDAY = 1, TIME_MONTH, TIME_DAY_OFFSET, TIME_PART, TIME_UNIT, TIME_PAST, TIME_NEXT, TIME_AGO, TIME_THIS, TIME_ERA, TIME_SEASON, TIME_HOLIDAY,
       TIME_CLOCK, TIME_SINCE, TIME_UNTIL_WORD, TIME_DURING, TIME_EDGE, TIME_LATER, TIME_SET, TIME_QUARTER, TIME_AHEAD, TIME_PAST_HOUR, TIME_DECADE };
enum { ERA_HIJRI = 1, ERA_SOLAR };
enum { UNIT_AGE = 1, UNIT_MONEY, UNIT_LENGTH, UNIT_AREA, UNIT_MASS, UNIT_TIME, UNIT_PERCENT, UNIT_SPEED, UNIT_THING, UNIT_ORDER };
enum { FUNCTION_DETERMINER = 1, FUNCTION_PRONOUN, FUNCTION_POSSESSIVE, FUNCTION_PREPOSITION, FUNCTION_CONJUNCTION, FUNCTION_SUBORDINATOR, FUNCTION_AUXILIARY, FUNCTION_BE,
       FUNCTION_HAVE, FUNCTION_DO, FUNCTION_MODAL, FUNCTION_RELATIVE, FUNCTION_WH, FUNCTION_PARTICLE, FUNCTION_ADVERB, FUNCTION_NUMBER_OF,
       FUNCTION_FIRST_PERSON };
enum { PRONOUN_ONE = 1, PRONOUN_MANY, PRONOUN_ANY, PREPOSITION_AIMED, DETERMINER_DEFINITE };
enum { NAME_LINK_COMMON = 1, NAME_LINK_ANY, NAME_LINK_HYPHEN };
enum { INCLUDING_BEFORE = 1, INCLUDING_AFTER, INCLUDING_MORE, INCLUDING_WITH };
enum { PAGE_UPDATE = 1, PAGE_UPDATE_NOTE, PAGE_UPDATE_BELOW, PAGE_CAPTION, PAGE_COMMENT_SAYS, PAGE_COMMENT_ON, PAGE_COMMENT_REPLY, PAGE_COMMENT_HEADING,
       PAGE_BYLINE, PAGE_SHARE, PAGE_CLASS_COMMENTS, PAGE_CLASS_COMMENT, PAGE_CLASS_COMMENT_AUTHOR, PAGE_CLASS_CHROME, PAGE_CLASS_CAPTION, PAGE_CLASS_EMBED,
       PAGE_CLASS_STANDFIRST, PAGE_CLASS_ARTICLE, PAGE_COMMENT_AGO, PAGE_COMMENT_BY, PAGE_AGO_MINUTE, PAGE_AGO_HOUR, PAGE_AGO_DAY, PAGE_AGO_WEEK,
       PAGE_AGO_MONTH, PAGE_AGO_YEAR, PAGE_AGO_NOW, PAGE_AGO_YESTERDAY, PAGE_PART_COMMENT, PAGE_PART_COMMENTS, PAGE_PART_POST, PAGE_PART_LIST,
       PAGE_PART_ITEM, PAGE_PART_AUTHOR, PAGE_PART_USER, PAGE_PART_TIME, PAGE_PART_TEXT, PAGE_PART_NOISE, PAGE_PART_FORM, PAGE_PART_QUOTE, PAGE_PART_DEPTH,
       PAGE_PART_PARENT, PAGE_PART_REPLIES, PAGE_PART_NOT, PAGE_BYLINE_WORLD, PAGE_CLASS_BYLINE, PAGE_NOT_NAME, PAGE_PART_KICKER, PAGE_PART_FRAME, PAGE_PART_BODY, PAGE_PART_IMAGE, PAGE_FURNITURE, PAGE_CREDIT, PAGE_PLAYER, PAGE_PLAYER_TITLE };
enum { ENCODING_GUESS_YES = 1, ENCODING_GUESS_WIDE };
enum { ENCODING_KANA_YES = 1 };
enum { ABBREVIATION_NEVER = 1, ABBREVIATION_MAY, ABBREVIATION_NUMBER, ABBREVIATION_UNIT };
enum { PUBLISHER_AGENCY = 1, PUBLISHER_NEWSPAPER, PUBLISHER_BROADCASTER, PUBLISHER_SITE, PUBLISHER_MONITOR, PUBLISHER_STATE, PUBLISHER_PARTY };

extern const char *const table_file[N_TABLES];          /* "saying.tsv" */
extern const bool table_is_language[N_TABLES];
typedef struct { Table table; const char *name; CellType type; const char *choices; } Column;
extern const Column table_columns[N_COLUMNS];           /* in the order above */
#endif

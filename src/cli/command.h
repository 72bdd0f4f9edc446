/* The commands and their options: one table of each. Calls are parsed by these tables and the help is written from them. */
#ifndef CASUS_CLI_COMMAND_H
#define CASUS_CLI_COMMAND_H
#include "base/arena.h"
#include "cli/output.h"

/* What the program ends with. */
enum { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_WRONG_CALL = 2, STATUS_INTERRUPTED = 130, STATUS_NO_READER = 141 };

typedef enum { VALUE_NONE, VALUE_TEXT, VALUE_COUNT, VALUE_DATE, VALUE_DURATION, VALUE_BOX, VALUE_FORMAT, VALUE_EVENT, VALUE_LAYERS, VALUE_POLICY, VALUE_AUDIENCE } ValueKind;

/* X(NAME, "name", kind of value, "how the help calls the value", "what it does") */
#define OPTIONS(X) \
    X(LEDGER, "ledger", VALUE_TEXT, "FILE", "the ledger to work on (casus.db when not given)") \
    X(FORMAT, "format", VALUE_FORMAT, "FORMAT", "what to write") \
    X(LAYERS, "layers", VALUE_LAYERS, "A,B,...", "only these parts of the output, and only the work they need") \
    X(MODEL, "model", VALUE_TEXT, "FILE", "learned weights to read with; none: the tables alone") \
    X(TO, "to", VALUE_TEXT, "FILE", "write there instead of standard output") \
    X(SINCE, "since", VALUE_DATE, "DATE", "incidents on or after this day (YYYY, YYYY-MM or YYYY-MM-DD)") \
    X(UNTIL, "until", VALUE_DATE, "DATE", "incidents on or before this day") \
    X(PLACE, "place", VALUE_TEXT, "NAME", "incidents at a place with this in its name") \
    X(PARTY, "party", VALUE_TEXT, "NAME", "incidents for which a party with this in its name is held responsible") \
    X(TYPE, "type", VALUE_EVENT, "TYPE", "incidents of this type, as in airstrike or \"armed clash\"") \
    X(KILLED, "killed", VALUE_COUNT, "N", "incidents with at least N killed") \
    X(TEXT, "text", VALUE_TEXT, "WORDS", "incidents with these words in the evidence or in a title") \
    X(BOX, "box", VALUE_BOX, "S,W,N,E", "incidents with coordinates inside these degrees") \
    X(COMMENTS, "comments", VALUE_NONE, "", "also what only readers' comments tell of") \
    X(UNDATED, "undated", VALUE_NONE, "", "only incidents without a date") \
    X(WITHOUT_POINT, "without-point", VALUE_NONE, "", "only incidents without a point on the map") \
    X(CHANGED, "changed", VALUE_NONE, "", "only what the last `casus read` added or changed") \
    X(LIMIT, "limit", VALUE_COUNT, "N", "at most N incidents") \
    X(ONCE, "once", VALUE_NONE, "", "ask each feed that is due once, and end: for cron") \
    X(EVERY, "every", VALUE_DURATION, "TIME", "ask each feed again after this time, as in 90s, 15m or 2h (15m when not given); also the first rest after a failure") \
    X(FOLLOW, "follow", VALUE_NONE, "", "read the pages that the items link to, not the items themselves") \
    X(RECHECK, "recheck", VALUE_DURATION, "TIME", "look at a followed page again after this time at the earliest (1h when not given)") \
    X(WHY, "why", VALUE_NONE, "", "also why reports are held to tell of one incident: the points of each part, and the threshold") \
    X(DELAY, "delay", VALUE_DURATION, "TIME", "the rest that a host is given between two requests (2s when not given)") \
    X(TIMEOUT, "timeout", VALUE_DURATION, "TIME", "give up a request after this time (1m when not given)") \
    X(ALLOW_PRIVATE, "allow-private", VALUE_NONE, "", "also ask addresses that are not public: this machine, private networks") \
    X(RESUME, "resume", VALUE_NONE, "", "go on where an earlier reading of these files into this ledger was broken off") \
    X(PORT, "port", VALUE_COUNT, "N", "listen at this port (8642 when not given; 0 takes any free one)") \
    X(LISTEN, "listen", VALUE_TEXT, "ADDRESS", "also be reached from other machines, at this address; a token is asked for") \
    X(BY, "by", VALUE_TEXT, "NAME", "who rules; CASUS_PERSON names it, too") \
    X(BECAUSE, "because", VALUE_TEXT, "WORDS", "the reason") \
    X(VERSION, "version", VALUE_COUNT, "N", "only when ruling N is still the newest on it (0: when there is none)") \
    X(UNPLACED, "unplaced", VALUE_NONE, "", "only rulings on what the newest reading of a report does not say") \
    X(BLIND, "blind", VALUE_TEXT, "ROUND", "in a blind coding of this name: changes nothing, and others do not see it before they are compared") \
    X(AGAIN, "again", VALUE_NONE, "", "also read what the ledger holds already, as a new version: after new tables or weights") \
    X(POLICY, "policy", VALUE_POLICY, "POLICY", "how numbers are counted: all, lowest, best, officials or origins") \
    X(AUDIENCE, "audience", VALUE_AUDIENCE, "AUDIENCE", "for whom: team (everything), partner or public (people in initials, places made coarse)") \
    X(WITHHELD, "withheld", VALUE_TEXT, "FILE", "write there what was withheld from the audience, a line each") \
    X(PACK, "pack", VALUE_COUNT, "INCIDENT", "write the evidence pack of this incident: a zip file") \
    X(WITH, "with", VALUE_TEXT, "FILE", "the other data set: UCDP GED or ACLED as CSV, Airwars as JSON") \
    X(HELP, "help", VALUE_NONE, "", "this text")

#define OPTION_ENUM(NAME, name, kind, value, help) OPTION_##NAME,
typedef enum { OPTIONS(OPTION_ENUM) N_OPTIONS } OptionId;
typedef struct { const char *name; ValueKind kind; const char *value, *help; } Option;
extern const Option cli_options[N_OPTIONS];

typedef struct Call Call;
typedef struct {
    const char *name, *summary;
    const char *usage;                      /* what follows the name; lines are separate ways to call it */
    const char *about;                      /* what the help adds below the options */
    const char *formats;                    /* for --format, separated by blanks; the first is the default unless the command says otherwise */
    uint64_t options;                       /* bits: 1 << OPTION_... */
    size_t min_inputs, max_inputs;
    int (*run)(Call *call);                 /* gives the exit status */
} Command;

extern const Command cli_commands[];
extern const size_t cli_n_commands;
const Command *command_find(const char *name);         /* NULL when there is none */

/* One call of the program, parsed. */
struct Call {
    const Command *command;
    const char *value[N_OPTIONS];           /* as given; NULL when not given; "" for an option without a value */
    const char *const *inputs;
    size_t n_inputs;
    Output *out;                            /* standard output */
    Arena *memory;                          /* given back when the program ends */
};

/* Parses what follows the command's name. Reorders `arguments`, which must outlive the call. false after it has told on standard
 * error what is wrong. */
bool call_parse(Call *call, const Command *command, char **arguments, size_t n);
static inline bool call_has(const Call *call, OptionId option) { return call->value[option] != NULL; }
int64_t call_count(const Call *call, OptionId option);  /* of a VALUE_COUNT option; CASUS_UNKNOWN when it was not given */
/* A count in digits alone. */
bool parse_count(const char *text, int64_t *count);
/* "90", "90s", "15m", "2h", "1d" in seconds; at most a year. */
bool parse_duration(const char *text, int64_t *seconds);
/* Four numbers of degrees between commas, south below north. */
bool parse_box(const char *text, double degrees[4]);
/* The nearest of the names, or NULL when none is near enough to be meant. */
const char *nearest_name(const char *word, const char *const *names, size_t n);

int read_run(Call *call);
int incidents_run(Call *call);
int show_run(Call *call);
int join_run(Call *call);
int export_run(Call *call);
int compare_run(Call *call);
int rebuild_run(Call *call);
int rule_run(Call *call);
int agree_run(Call *call);
int check_run(Call *call);
int gazetteer_run(Call *call);
int watch_run(Call *call);
int serve_command_run(Call *call);
int help_run(Call *call);
int version_run(Call *call);

void help_write_all(Call *call);                        /* the list of commands */
void help_write(Call *call, const Command *command);
#endif

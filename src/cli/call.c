/* From the words of a call to a Call, by the tables of command.c. */
#include <stdio.h>
#include <stdlib.h>
#include "base/date.h"
#include "cli/command.h"
#include "cli/screen.h"

enum { LONGEST_NAME = 40, MOST_NAMES = 64, FARTHEST_MISTAKE = 2 };

/* Changed, added, left out or swapped letters between two names.
 * Source  the optimal string alignment distance (Damerau 1964, Levenshtein 1966). Cost: the product of the lengths. */
static int mistakes_between(const char *a, const char *b) {
    int row[3][LONGEST_NAME + 1];
    size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST_NAME || m > LONGEST_NAME) return LONGEST_NAME;
    for (size_t j = 0; j <= m; j++) row[0][j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        int *now = row[i % 3], *before = row[(i - 1) % 3], *two_before = row[(i + 1) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            int best = before[j - 1] + (a[i - 1] != b[j - 1]);
            if (before[j] + 1 < best) best = before[j] + 1;
            if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && two_before[j - 2] + 1 < best) best = two_before[j - 2] + 1;
            now[j] = best;
        }
    }
    return row[n % 3][m];
}

const char *nearest_name(const char *word, const char *const *names, size_t n) {
    const char *nearest = NULL;
    int fewest = FARTHEST_MISTAKE + 1;
    for (size_t i = 0; i < n; i++) {
        int mistakes = mistakes_between(word, names[i]);
        bool is_other_word = mistakes >= (int)strlen(names[i]);        /* "ab" is not meant as "to" */
        if (mistakes >= fewest || is_other_word) continue;
        fewest = mistakes;
        nearest = names[i];
    }
    return nearest;
}

bool parse_count(const char *text, int64_t *count) {
    int64_t n = 0;
    if (!*text) return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || n > (INT64_MAX - 9) / 10) return false;
        n = n * 10 + (*text - '0');
    }
    *count = n;
    return true;
}

int64_t call_count(const Call *call, OptionId option) {
    int64_t count = CASUS_UNKNOWN;
    if (call_has(call, option)) parse_count(call->value[option], &count);
    return count;
}

bool parse_duration(const char *text, int64_t *seconds) {
    enum { YEAR_S = 366 * 24 * 3600 };
    char digits[16];
    size_t n = strspn(text, "0123456789");
    if (!n || n >= sizeof digits || (text[n] && text[n + 1])) return false;
    memcpy(digits, text, n);
    digits[n] = '\0';
    if (!parse_count(digits, seconds) || *seconds > YEAR_S) return false;
    switch (text[n]) {
    case '\0': case 's': break;
    case 'm': *seconds *= 60; break;
    case 'h': *seconds *= 3600; break;
    case 'd': *seconds *= 24 * 3600; break;
    default: return false;
    }
    return *seconds <= YEAR_S;
}

bool parse_box(const char *text, double degrees[4]) {
    for (int i = 0; i < 4; i++) {
        char *end;
        degrees[i] = strtod(text, &end);
        if (end == text || *end != (i < 3 ? ',' : '\0')) return false;
        text = end + 1;
    }
    bool on_earth = degrees[0] >= -90 && degrees[2] <= 90 && degrees[1] >= -180 && degrees[3] <= 180;
    return on_earth && degrees[0] <= degrees[2] && degrees[1] <= degrees[3];
}

static bool is_date(const char *text) {
    Date date;
    return date_parse(str_of(text), &date, NULL);
}

/* Is `word` one of the names between the blanks? */
static bool is_listed(const char *list, const char *word) {
    size_t len = strlen(word);
    for (const char *at = list; (at = strstr(at, word)) != NULL; at++)
        if (len && (at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) return true;
    return false;
}

static bool check_event(const Call *call, const char *value) {
    const char *names[CASUS_N_EVENT_TYPES];
    for (int i = 0; i < CASUS_N_EVENT_TYPES; i++) {
        names[i] = casus_event_type_word(i);
        if (strcmp(names[i], value) == 0) return true;
    }
    const char *nearest = nearest_name(value, names, CASUS_N_EVENT_TYPES);
    if (nearest) complain("%s: no incident type is called '%s'; did you mean '%s'?", call->command->name, value, nearest);
    else complain("%s: no incident type is called '%s'; README.md lists them", call->command->name, value);
    return false;
}

static bool check_layers(const Call *call, const char *value) {
    CasusError err;
    unsigned layers;
    if (casus_layers_parse(value, &layers, &err)) return true;
    complain("%s: --layers: %s", call->command->name, err.line);
    return false;
}

static bool wants(const Call *call, const Option *option, const char *what) {
    complain("%s: --%s wants %s, not '%s'", call->command->name, option->name, what, call->value[option - cli_options]);
    return false;
}

#define LISTED(NAME, word) word " "

static bool check_value(const Call *call, const Option *option) {
    const char *value = call->value[option - cli_options];
    int64_t count;
    double degrees[4];
    switch (option->kind) {
    case VALUE_NONE: return true;
    case VALUE_TEXT: return *value || wants(call, option, "a word");
    case VALUE_COUNT: return parse_count(value, &count) || wants(call, option, "a number");
    case VALUE_DATE: return is_date(value) || wants(call, option, "a date as YYYY, YYYY-MM or YYYY-MM-DD");
    case VALUE_DURATION: return parse_duration(value, &count) || wants(call, option, "a time as 90s, 15m, 2h or 1d");
    case VALUE_BOX: return parse_box(value, degrees) || wants(call, option, "degrees as SOUTH,WEST,NORTH,EAST");
    case VALUE_FORMAT: return is_listed(call->command->formats, value) || wants(call, option, call->command->formats);
    case VALUE_POLICY: return is_listed(CASUS_POLICIES(LISTED), value) || wants(call, option, "all, lowest, best, officials or origins");
    case VALUE_AUDIENCE: return is_listed(CASUS_AUDIENCES(LISTED), value) || wants(call, option, "team, partner or public");
    case VALUE_EVENT: return check_event(call, value);
    case VALUE_LAYERS: return check_layers(call, value);
    }
    return false;
}

static void complain_of_option(const Command *command, const char *word) {
    const char *names[N_OPTIONS];
    size_t n = 0;
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (i == OPTION_HELP || command->options & UINT64_C(1) << i) names[n++] = cli_options[i].name;
    const char *nearest = nearest_name(word, names, n);
    if (nearest) complain("%s: no option --%s; did you mean --%s?", command->name, word, nearest);
    else complain("%s: no option --%s; see: casus help %s", command->name, word, command->name);
}

static const Option *find_option(const Command *command, Str name) {
    for (size_t i = 0; i < N_OPTIONS; i++) {
        if (!str_eq(str_of(cli_options[i].name), name)) continue;
        if (i == OPTION_HELP || command->options & UINT64_C(1) << i) return &cli_options[i];
    }
    return NULL;
}

/* One option, `word` being what follows its dashes. Gives how many arguments it takes, 0 when it is wrong. */
static size_t parse_option(Call *call, const char *word, const char *next) {
    const char *equals = strchr(word, '=');
    Str name = { word, equals ? (size_t)(equals - word) : strlen(word) };
    const Option *option = find_option(call->command, name);
    if (!option) {
        char unknown[LONGEST_NAME + 1];
        snprintf(unknown, sizeof unknown, "%.*s", (int)(name.len < LONGEST_NAME ? name.len : LONGEST_NAME), name.at);
        complain_of_option(call->command, unknown);
        return 0;
    }
    bool takes_value = option->kind != VALUE_NONE;
    const char *value = equals ? equals + 1 : takes_value ? next : "";
    if (!takes_value && equals) {
        complain("%s: --%s takes no value", call->command->name, option->name);
        return 0;
    }
    if (!value) {
        complain("%s: --%s wants %s", call->command->name, option->name, option->value);
        return 0;
    }
    call->value[option - cli_options] = value;
    if (!check_value(call, option)) return 0;
    return takes_value && !equals ? 2 : 1;
}

static bool check_inputs(const Call *call) {
    const Command *command = call->command;
    if (call->n_inputs < command->min_inputs) {
        complain("%s: something is missing; see: casus help %s", command->name, command->name);
        return false;
    }
    if (call->n_inputs > command->max_inputs) {
        complain("%s: '%s' is one word too many; see: casus help %s", command->name, call->inputs[command->max_inputs], command->name);
        return false;
    }
    return true;
}

bool call_parse(Call *call, const Command *command, char **arguments, size_t n) {
    bool after_end = false;                             /* behind "--", all are inputs */
    *call = (Call){ .command = command, .inputs = (const char *const *)arguments, .out = call->out, .memory = call->memory };
    for (size_t i = 0; i < n;) {
        char *word = arguments[i];
        if (after_end || word[0] != '-' || word[1] == '\0') {
            arguments[call->n_inputs++] = word;
            i++;
            continue;
        }
        after_end = strcmp(word, "--") == 0;
        bool asks_help = strcmp(word, "-h") == 0;
        if (asks_help) call->value[OPTION_HELP] = "";
        if (after_end || asks_help) {
            i++;
            continue;
        }
        if (word[1] != '-') {
            complain("%s: no option %s; see: casus help %s", command->name, word, command->name);
            return false;
        }
        size_t taken = parse_option(call, word + 2, i + 1 < n ? arguments[i + 1] : NULL);
        if (!taken) return false;
        i += taken;
    }
    return call_has(call, OPTION_HELP) || check_inputs(call);
}

/* `casus gazetteer`: places of one's own, and why a name is held to be where it is. */
#include "cli/command.h"
#include "cli/screen.h"

enum { MOST_SHOWN = 12 };

static void complain_of_line(void *to, const char *line) {
    (void)to;
    complain("%s", line);
}

static int import_places(Call *call, CasusReader *reader) {
    const char *to = call_has(call, OPTION_TO) ? call->value[OPTION_TO] : CASUS_PROJECT_PLACES;
    CasusError err = { 0 };
    CasusGazetteerCount count = { 0 };
    if (!casus_gazetteer_import(reader, call->inputs + 1, call->n_inputs - 1, to, complain_of_line, NULL, &count, &err)) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    Str places = count_str(count.places, call->memory), names = count_str(count.names, call->memory);
    Text line = { .arena = call->memory };
    text_add_format(&line, "%.*s places, %.*s names", (int)places.len, places.at, (int)names.len, names.at);
    if (count.left_out) text_add_format(&line, ", %llu lines left out", (unsigned long long)count.left_out);
    say("%.*s: %s.", (int)line.len, line.at, to);
    return STATUS_DONE;
}

typedef struct { Call *call; size_t n; } Shown;

static void print_place(void *to, const CasusFoundPlace *found) {
    Shown *shown = to;
    if (++shown->n > MOST_SHOWN) return;
    Arena *memory = shown->call->memory;
    const CasusPlace *place = &found->place;
    Text line = { .arena = memory };
    text_add_format(&line, "%s %5.1f  ", found->chosen ? "*" : " ", found->score);
    text_add(&line, shown_safe(place->name, memory));
    for (size_t i = 0; i < place->within.len; i++) {
        text_add(&line, S(", "));
        text_add(&line, shown_safe(place->within.at[i], memory));
    }
    text_add_format(&line, " (%s)  %.4f,%.4f  %s", place->country, place->lat, place->lon, casus_precision_word(place->precision));
    if (found->population) text_add_format(&line, "  %lld people", (long long)found->population);
    text_add_format(&line, "  %.*s", (int)found->why.len, found->why.at);
    if (place->geonames) text_add_format(&line, "  geonames:%lld", (long long)place->geonames);
    text_end_line(&line);
    output_put(shown->call->out, text_str(&line));
}

static int find_place(Call *call, CasusReader *reader) {
    const char *country = call->n_inputs > 2 ? call->inputs[2] : NULL;
    if (country && strlen(country) != 2) {
        complain("gazetteer find: '%s' is no code of a country; give two letters, as in PT", country);
        return STATUS_WRONG_CALL;
    }
    Shown shown = { .call = call };
    CasusError err = { 0 };
    if (!casus_gazetteer_find(reader, str_of(call->inputs[1]), country, print_place, &shown, &err)) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    if (!shown.n) say("no place of this name.");
    if (shown.n > MOST_SHOWN) say("and %zu more.", shown.n - MOST_SHOWN);
    return shown.n ? STATUS_DONE : STATUS_FAILED;
}

int gazetteer_run(Call *call) {
    static const struct { const char *name; int (*run)(Call *call, CasusReader *reader); } deeds[] = { { "import", import_places }, { "find", find_place } };
    CasusError err = { 0 };
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        if (strcmp(call->inputs[0], deeds[i].name) != 0) continue;
        CasusReader *reader = casus_open(NULL, &err);
        int status = reader ? deeds[i].run(call, reader) : STATUS_FAILED;
        if (!reader) complain("%s", err.line);
        casus_close(reader);
        return status;
    }
    complain("gazetteer: '%s' is neither import nor find; see: casus help gazetteer", call->inputs[0]);
    return STATUS_WRONG_CALL;
}

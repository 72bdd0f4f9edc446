#include "cli/command.h"
#include <string.h>

#define OPTION_ROW(NAME, name, kind, value, help) { name, kind, value, help },
const Option cli_options[N_OPTIONS] = { OPTIONS(OPTION_ROW) };

#define TAKES(NAME) (UINT64_C(1) << OPTION_##NAME)
/* Which incidents: the same options wherever incidents are chosen. */
#define TAKES_FILTER (TAKES(SINCE) | TAKES(UNTIL) | TAKES(PLACE) | TAKES(PARTY) | TAKES(TYPE) | TAKES(KILLED) | TAKES(TEXT) | TAKES(BOX) | \
                      TAKES(COMMENTS) | TAKES(UNDATED) | TAKES(WITHOUT_POINT) | TAKES(CHANGED) | TAKES(LIMIT))
/* How addresses are asked. */
#define TAKES_FETCH (TAKES(DELAY) | TAKES(TIMEOUT) | TAKES(ALLOW_PRIVATE))

const Command cli_commands[] = {
    { .name = "read", .run = read_run, .summary = "read reports into a ledger, or print what they say",
      .usage = "[--ledger FILE] [--resume | --again] INPUT...\n--format jsonl [--layers A,B,...] INPUT...",
      .about = "INPUT is a file, a folder, an address (https://...), or - for standard input: plain text, HTML, a saved page (MHTML),\n"
               "a PDF, a feed, or JSON Lines with \"text\" or \"html\", each also in gzip, zip, tar or a web archive (WARC, WACZ).\n"
               "With --format the result goes to standard output and no ledger is touched.\n"
               "Layers: parts sentences tokens mentions entities times attributions events claims incidents.",
      .formats = "jsonl", .options = TAKES(LEDGER) | TAKES(RESUME) | TAKES(AGAIN) | TAKES(FORMAT) | TAKES(LAYERS) | TAKES(MODEL) | TAKES_FETCH, .min_inputs = 1, .max_inputs = SIZE_MAX },
    { .name = "incidents", .run = incidents_run, .summary = "list the incidents of a ledger",
      .usage = "[--ledger FILE] [filters]",
      .about = "Under sources, 9 (4) is nine reports of four independent origins; under killed, 20+ is at least 20.",
      .options = TAKES(LEDGER) | TAKES_FILTER },
    { .name = "show", .run = show_run, .summary = "show one incident: who says what, in which words",
      .usage = "[--ledger FILE] ID",
      .about = "ID is the number that `casus incidents` gives.",
      .options = TAKES(LEDGER), .min_inputs = 1, .max_inputs = 1 },
    { .name = "join", .run = join_run, .summary = "find which reports speak of the same incident",
      .usage = "[--format jsonl] [--why] [INPUT...]",
      .about = "INPUT is what `casus read --format jsonl` wrote, or reports not read yet; standard input when none is given.",
      .formats = "jsonl", .options = TAKES(FORMAT) | TAKES(WHY) | TAKES_FETCH, .max_inputs = SIZE_MAX },
    { .name = "export", .run = export_run, .summary = "write the incidents of a ledger in another form",
      .usage = "[--ledger FILE] [--format FORMAT] [--policy POLICY] [--audience AUDIENCE] [--to FILE] [filters]\n[--ledger FILE] --pack INCIDENT [--to FILE]",
      .about = "A file that --to names is replaced only when all is written. jsonl, csv, geojson and jsonld (PROV-O) are casus' own; ged has the columns\n"
               "of UCDP GED, acled those of ACLED, airwars the fields of Airwars, plover records of PLOVER. On standard error stands how many were\n"
               "left out and why; each value that a rule made is named in its row. Policies: all, from the lowest to the highest number that\n"
               "stands; lowest; best, the number that most independent origins tell; officials; origins, numbers that two origins tell.\n"
               "For a partner, people who do not speak are in initials, commenters are left out, places are rounded to 0.1 degrees; for the\n"
               "public to 0.5, and the sentences are withheld too. Places are never moved at random. --pack writes what one\n"
               "incident rests on, for the team alone: claims, reports as found, history, and a list of SHA-256; `casus check FILE.zip` proves it.",
      .formats = "jsonl csv geojson jsonld ged acled airwars plover",
      .options = TAKES(LEDGER) | TAKES(FORMAT) | TAKES(POLICY) | TAKES(AUDIENCE) | TAKES(WITHHELD) | TAKES(PACK) | TAKES(TO) | TAKES_FILTER },
    { .name = "compare", .run = compare_run, .summary = "hold a ledger against another data set: matched, only ours, only theirs, what differs",
      .usage = "[--ledger FILE] --with FILE [--format FORMAT] [filters]",
      .about = "The other data set is UCDP GED or ACLED as CSV, or Airwars' incidents as JSON; its first line tells which. Only the days and countries that\n"
               "both tell of are compared. Incidents are matched by the rule of `casus join`, each with one at most; points and why say on what ground.\n"
               "ACLED's 0 killed is held to be silence, and UCDP GED has no types that could differ. On standard error stand the counts.",
      .formats = "csv jsonl", .options = TAKES(LEDGER) | TAKES(WITH) | TAKES(FORMAT) | TAKES_FILTER },
    { .name = "rule", .run = rule_run, .summary = "decide: accept, reject, correct, merge, split; nothing is lost, all can be undone",
      .usage = "--by NAME accept|reject ID\n--by NAME correct ID FIELD VALUE\n--by NAME grade INCIDENT GRADE\n--by NAME merge INCIDENT INCIDENT\n"
               "--by NAME split INCIDENT REPORT...\n--by NAME assign CLAIM INCIDENT\n--by NAME assign REPORT INCIDENT INCIDENT\n--by NAME reject INCIDENT INCIDENT\n"
               "--by NAME note ID WORDS\n--by NAME undo RULING\nlist [ID] [--unplaced]\nclaims INCIDENT",
      .about = "ID is an incident's number as 12, or a claim's as c7; a report is r5. `casus rule claims 12` lists the claims of an incident with their\n"
               "numbers. Of two incidents: reject says that they are not one. assign moves a claim, or what a report tells of the first incident, to the last.\n"
               "Fields of an incident: type stage date place country point precision killed injured civilians_killed civilians_injured party grade;\n"
               "of a claim: source source_kind via stance effect figure who of civilian party value as_of. Figures are 7, 7-9, 7- (at least), ~7; a date is\n"
               "2031-03-04 or 2031-03-04/2031-03-06; a point 12.5,30.25; a party NAME=alleged, or NAME= for none; \"\" takes a value away.\n"
               "A ruling stands when reports are read again: it is found by its words. What has no place any more is listed with --unplaced.",
      .options = TAKES(LEDGER) | TAKES(BY) | TAKES(BECAUSE) | TAKES(VERSION) | TAKES(UNPLACED) | TAKES(BLIND), .max_inputs = SIZE_MAX },
    { .name = "agree", .run = agree_run, .summary = "compare a blind coding: how far people agree, field by field, and where they differ",
      .usage = "[--ledger FILE] ROUND",
      .about = "ROUND is the name given to `casus rule --blind`. alpha is Krippendorff's: 1 all agree, 0 as by chance; \"none\" where no two values differ.\n"
               "Figures are compared by how far apart they are, all else by being the same. Who leaves a field as it was read agrees with the reading.",
      .options = TAKES(LEDGER), .min_inputs = 1, .max_inputs = 1 },
    { .name = "rebuild", .run = rebuild_run, .summary = "derive incidents and indexes again from what was said",
      .usage = "[--ledger FILE]", .about = "Reports, claims and rulings are not touched.", .options = TAKES(LEDGER) },
    { .name = "check", .run = check_run, .summary = "prove hashes, spans and references of a ledger, or of an evidence pack",
      .usage = "[FILE]\n--ledger FILE\nPACK.zip", .about = "Each fault is one line; the exit status is 1 when there is any.",
      .options = TAKES(LEDGER), .max_inputs = 1 },
    { .name = "gazetteer", .run = gazetteer_run, .summary = "add places of your own, explain where a name is held to be",
      .usage = "import [--to FILE] INPUT...\nfind NAME [COUNTRY]",
      .about = "INPUT is a GeoNames dump, its alternate names, or CSV with the columns name, lat, lon and maybe aliases, country, kind. All of\n"
               "them make one file, places.gazetteer when --to is not given; casus reads it when it stands in the working folder, or is named\n"
               "by CASUS_PLACES. COUNTRY is a code of two letters: the country of the story. A star marks the choice, a number its weight.\n"
               "Places come from GeoNames (geonames.org, CC BY 4.0).",
      .options = TAKES(TO), .min_inputs = 2, .max_inputs = SIZE_MAX },
    { .name = "watch", .run = watch_run, .summary = "read what feeds bring, again and again",
      .usage = "[--ledger FILE] [--once | --every TIME] [--follow] FEED...",
      .about = "FEED is the address of an RSS, Atom or JSON feed. What is unchanged is not sent or read twice; changed items and pages are\n"
               "read again as new versions. robots.txt is kept to, and failing servers are asked less and less. End it with Ctrl-C.",
      .options = TAKES(LEDGER) | TAKES(ONCE) | TAKES(EVERY) | TAKES(FOLLOW) | TAKES(RECHECK) | TAKES_FETCH,
      .min_inputs = 1, .max_inputs = SIZE_MAX },
    { .name = "serve", .run = serve_command_run, .summary = "look at a ledger in the browser",
      .usage = "[--ledger FILE] [--port N] [--listen ADDRESS]",
      .about = "Prints the address to open. Nothing leaves this machine, and nobody else can look, unless --listen names an address that others\n"
               "can reach; then the printed address carries a token. CASUS_TOKEN sets it. End it with Ctrl-C.",
      .options = TAKES(LEDGER) | TAKES(PORT) | TAKES(LISTEN) },
    { .name = "help", .run = help_run, .summary = "explain a command", .usage = "[COMMAND]", .about = "", .max_inputs = 1 },
    { .name = "version", .run = version_run, .summary = "name the versions of the program and of its tables", .usage = "", .about = "" },
};
const size_t cli_n_commands = sizeof cli_commands / sizeof *cli_commands;

const Command *command_find(const char *name) {
    for (size_t i = 0; i < cli_n_commands; i++)
        if (strcmp(cli_commands[i].name, name) == 0) return &cli_commands[i];
    return NULL;
}

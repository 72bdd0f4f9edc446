/* For train/fillers.py: reads reports as `casus read` does ({"id", "text", "published"}, one a line) and writes what the claim stage sees of everybody and
 * everything that learned weights see take part in violence, one report a line. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "claim/claim.h"
#include "claim/filler.h"
#include "incident/incident.h"
#include "mark/mark.h"
#include "mention/mention.h"
#include "page/page.h"
#include "page/record.h"
#include "text/text.h"

static bool to_file(void *to, const char *bytes, size_t n) { return fwrite(bytes, 1, n, to) == n; }

static void write_filler(JsonWriter *w, const Reading *r, const Candidate *candidate, const Features *f) {
    const Found *filler = &candidate->at;
    static const char *const kinds[] = { "NONE", "PERPETRATOR", "GROUP", "OBJECT", "VICTIM", "INSTRUMENT" };
    json_open(w, '{');
    json_key(w, "kind");
    json_str(w, str_of(kinds[filler->kind]));
    json_key(w, "first");
    json_number(w, filler->first);
    json_key(w, "text");
    json_str(w, span_text(r, tokens_span(r, filler->first, filler->last)));
    json_key(w, "odds");
    json_number(w, (int64_t)(1000 * candidate->odds));
    json_key(w, "features");
    json_open(w, '[');
    for (size_t k = 0; k < filler_n_features(); k++)
        if (features_has(f, (int)k)) json_number(w, (int64_t)k);
    json_close(w, ']');
    json_close(w, '}');
}

static void write_report(Reading *r) {
    Candidates all = filler_candidates(r);
    Features *features = arena_array(r->scratch, all.len + 1, sizeof *features);
    filler_look(r, &all, features);
    JsonWriter *w = arena_new(r->scratch, JsonWriter);
    json_start(w, to_file, stdout);
    json_open(w, '{');
    json_key(w, "id");
    json_str(w, r->info.id);
    json_key(w, "fillers");
    json_open(w, '[');
    for (size_t k = 0; k < all.len; k++) write_filler(w, r, &all.at[k], &features[k]);
    json_close(w, ']');
    json_close(w, '}');
    json_newline(w);
    json_finish(w);
}

static void start_lists(Reading *r) {
    list_start(&r->parts, r->keep);
    list_start(&r->sentences, r->keep);
    list_start(&r->tokens, r->keep);
    list_start(&r->marks, r->keep);
    list_start(&r->mentions, r->keep);
    list_start(&r->entities, r->keep);
    list_start(&r->times, r->keep);
    list_start(&r->quantities, r->keep);
    list_start(&r->attributions, r->keep);
    list_start(&r->events, r->keep);
    list_start(&r->claims, r->keep);
    list_start(&r->incidents, r->keep);
    list_start(&r->notes, r->keep);
}

static void read_report(Reading *r) {
    void (*const stages[])(Reading *) = { page_read, text_read, mark_read, mention_read, claim_read, incident_read };
    start_lists(r);
    for (size_t k = 0; k < sizeof stages / sizeof *stages; k++) {
        stages[k](r);
        arena_reset(r->scratch);
    }
    if (r->syntax) write_report(r);
}

int main(int n, char **words) {
    CasusError err = { 0 };
    const Pack *pack = n == 3 ? pack_open(words[1], &err) : NULL;
    const Gazetteer *places = pack ? gazetteer_open(words[2], &err) : NULL;
    Model *model = places ? model_view(pack_weights(pack), words[1], &err) : NULL;
    if (!model) {
        fprintf(stderr, "usage: fillers casus.pack casus.gazetteer < reports.jsonl\n%s\n", err.line);
        return 2;
    }
    for (size_t k = 0; k < filler_n_features(); k++) printf("%s%s", k ? " " : "", filler_feature_name(k));
    printf("\n");
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t len; (len = getline(&line, &cap, stdin)) > 0;) {
        Budget budget = { .limit = CASUS_BUDGET_DEFAULT };
        Arena keep = { .budget = &budget }, scratch = { .budget = &budget };
        CasusPage page = { 0 };
        const char *wrong = NULL;
        if (setjmp(budget.stop)) return 1;
        Reading r = { .pack = pack, .model = model, .gazetteers = { NULL, places }, .page = &page, .layers = CASUS_ALL_LAYERS, .keep = &keep, .scratch = &scratch };
        if (record_page((Str){ line, (size_t)len }, 1, &keep, &page, &wrong)) read_report(&r);
        arena_free(&scratch);
        arena_free(&keep);
    }
    free(line);
    model_close(model);
    gazetteer_close(places);
    pack_close(pack);
    return 0;
}

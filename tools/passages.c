/* For train/passages.py: reads pages ({"id", "html"}, one a line) and writes what content.c sees of their passages, one page a line. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "page/passages.h"
#include "page/facts.h"
#include "page/record.h"
#include "page/thread.h"

static bool to_file(void *to, const char *bytes, size_t n) { return fwrite(bytes, 1, n, to) == n; }

static void write_passage(JsonWriter *w, const Passage *p, const Features *f) {
    json_open(w, '{');
    json_key(w, "text");
    json_str(w, p->text);
    json_key(w, "role");
    json_str(w, str_of(casus_part_role_word(p->role)));
    json_key(w, "home");
    json_number(w, p->home);
    json_key(w, "words");
    json_number(w, p->n_words);
    json_key(w, "features");
    json_open(w, '[');
    for (size_t k = 0; k < passages_n_features(); k++)
        if (f->bits[k / 64] >> k % 64 & 1) json_number(w, (int64_t)k);
    json_close(w, ']');
    json_close(w, '}');
}

static void write_page(Reading *r, Str id) {
    Dom dom = dom_read(r);
    bool *taken = arena_array(r->scratch, dom.len + 1, sizeof *taken);
    Thread thread = thread_find(r, &dom, taken);
    Passages passages = passages_read(r, &dom, taken);
    size_t headline = passages_headline(&passages, facts_read(r, &dom, &thread).title);
    Features *features = arena_array(r->scratch, passages.len + 1, sizeof *features);
    passages_features(r, &dom, &passages, headline, features);
    JsonWriter *w = arena_new(r->scratch, JsonWriter);
    json_start(w, to_file, stdout);
    json_open(w, '{');
    json_key(w, "id");
    json_str(w, id);
    json_key(w, "headline");
    json_number(w, (int64_t)headline);
    json_key(w, "passages");
    json_open(w, '[');
    for (size_t k = 0; k < passages.len; k++) write_passage(w, &passages.at[k], &features[k]);
    json_close(w, ']');
    json_close(w, '}');
    json_newline(w);
    json_finish(w);
}

static void write_names(void) {
    for (size_t k = 0; k < passages_n_features(); k++) printf("%s%s", k ? " " : "", passages_feature_name(k));
    printf("\n");
}

int main(int n, char **words) {
    CasusError err = { 0 };
    const Pack *pack = n == 2 ? pack_open(words[1], &err) : NULL;
    if (!pack) {
        fprintf(stderr, "usage: passages casus.pack < pages.jsonl\n%s\n", err.line);
        return 2;
    }
    write_names();
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t len; (len = getline(&line, &cap, stdin)) > 0;) {
        Budget budget = { .limit = CASUS_BUDGET_DEFAULT };
        Arena keep = { .budget = &budget }, scratch = { .budget = &budget };
        CasusPage page = { 0 };
        const char *wrong = NULL;
        if (setjmp(budget.stop)) return 1;
        if (!record_page((Str){ line, (size_t)len }, 1, &keep, &page, &wrong)) continue;
        Reading r = { .pack = pack, .page = &page, .keep = &keep, .scratch = &scratch, .decoded = page.bytes };
        write_page(&r, page.id);
        arena_free(&scratch);
        arena_free(&keep);
    }
    free(line);
    pack_close(pack);
    return 0;
}

/* For train/boundaries.py: reads texts ({"id", "text", "ends": the bytes where their sentences end}, one a line) and writes what the text
 * stage sees of every place where a sentence might end. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "page/page.h"
#include "page/record.h"
#include "text/text.h"

static uint32_t *ends_of(Arena *arena, Str line, size_t *n) {
    JsonReader reader = json_read(line);
    JsonValue ends = json_get(json_value(&reader), "ends"), end;
    uint32_t *out = arena_array(arena, ends.raw.len + 1, sizeof *out);
    *n = 0;
    for (size_t at = 0; json_item(ends, &at, &end);) {
        int64_t byte = 0;
        if (json_int(end, &byte)) out[(*n)++] = (uint32_t)byte;
    }
    return out;
}

static void learn(const Pack *pack, const CasusPage *page, Str line, Arena *keep, Arena *scratch) {
    Reading r = { .pack = pack, .page = page, .keep = keep, .scratch = scratch };
    list_start(&r.parts, keep);
    list_start(&r.sentences, keep);
    list_start(&r.tokens, keep);
    list_start(&r.notes, keep);
    Text out = { .arena = keep };
    Teacher teacher = { .out = &out };
    teacher.ends = ends_of(keep, line, &teacher.n_ends);
    page_read(&r);
    text_learn(&r, &teacher);
    fwrite(out.at, 1, out.len, stdout);
}

int main(int n, char **words) {
    CasusError err = { 0 };
    const Pack *pack = n == 2 ? pack_open(words[1], &err) : NULL;
    if (!pack) {
        fprintf(stderr, "usage: boundaries casus.pack < texts.jsonl\n%s\n", err.line);
        return 2;
    }
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t len; (len = getline(&line, &cap, stdin)) > 0;) {
        Budget budget = { .limit = CASUS_BUDGET_DEFAULT };
        Arena keep = { .budget = &budget }, scratch = { .budget = &budget };
        CasusPage page = { 0 };
        const char *wrong = NULL;
        if (setjmp(budget.stop)) return 1;
        if (record_page((Str){ line, (size_t)len }, 1, &keep, &page, &wrong)) learn(pack, &page, (Str){ line, (size_t)len }, &keep, &scratch);
        arena_free(&scratch);
        arena_free(&keep);
    }
    free(line);
    pack_close(pack);
    return 0;
}

/* `casus agree`: a blind coding compared, field by field, and where its coders differ. */
#include "cli/ledger.h"
#include "cli/screen.h"

typedef struct { Call *call; Text fields, differing; size_t n; } Comparison;

static bool add_agreement(void *to, const CasusAgreement *a) {
    Comparison *c = to;
    c->n++;
    text_add_format(&c->fields, "%-10s %-18s %6lld %7lld  ", a->of_claim ? "claim" : "incident", a->field, (long long)a->n_units, (long long)a->n_differ);
    if (a->has_alpha) text_add_format(&c->fields, "%6.3f\n", a->alpha);
    else text_add(&c->fields, S("  none\n"));
    return true;
}

static Str said(Str value) { return value.len ? value : S("unsaid"); }

static bool add_disagreement(void *to, const CasusDisagreement *d) {
    Comparison *c = to;
    Str a = said(d->value), b = said(d->other_value);
    Str line = str_format(c->call->memory, "%s%lld %s: %.*s says %.*s, %.*s says %.*s", d->claim ? "c" : "", (long long)(d->claim ? d->claim : d->incident), d->field,
                          (int)d->person.len, d->person.at, (int)a.len, a.at, (int)d->other_person.len, d->other_person.at, (int)b.len, b.at);
    text_add(&c->differing, shown_safe(line, c->call->memory));
    text_add_char(&c->differing, '\n');
    return true;
}

int agree_run(Call *call) {
    CasusError err = { 0 };
    Comparison comparison = { .call = call, .fields = { .arena = call->memory }, .differing = { .arena = call->memory } };
    CasusLedger *ledger = ledger_open(call, ledger_path(call), CASUS_LEDGER_READ);
    if (!ledger) return STATUS_FAILED;
    bool compared = casus_ledger_agree(ledger, call->inputs[0], add_agreement, add_disagreement, &comparison, &err);
    casus_ledger_close(ledger);
    if (!compared) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    if (!comparison.n) {
        say("no two people have ruled on the same thing in the blind coding '%s'; they do with: casus rule --blind %s", call->inputs[0], call->inputs[0]);
        return STATUS_DONE;
    }
    output_put(call->out, S("of         field               coded  differ   alpha\n"));
    output_put(call->out, text_str(&comparison.fields));
    if (comparison.differing.len) output_put(call->out, S("\n"));
    output_put(call->out, text_str(&comparison.differing));
    return STATUS_DONE;
}

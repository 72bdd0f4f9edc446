/* `casus export --pack` and `casus check PACK.zip`: the evidence of one incident, for somebody who has not got the ledger. */
#include <stdio.h>
#include "cli/ledger.h"
#include "cli/pack.h"
#include "cli/screen.h"

static bool pack_sink(void *output, const char *bytes, size_t n) { return output_put(output, (Str){ bytes, n }); }

bool pack_export(const Call *call, CasusLedger *ledger, const CasusReader *reader, Output *out) {
    CasusError err = { 0 };
    CasusPackProof proof = { 0 };
    bool written = casus_pack_write(ledger, call_count(call, OPTION_PACK), reader, pack_sink, out, &proof, &err);
    if (!written && !out->error) complain("%s", err.line);
    if (!output_flush(out) || !written) return false;
    say("%llu claims in %llu reports. SHA-256 of the list of hashes, to be kept apart from the pack: %s", (unsigned long long)proof.claims,
        (unsigned long long)proof.reports, proof.seal);
    return true;
}

bool is_pack(const char *path) {
    char head[4] = { 0 };
    FILE *file = fopen(path, "rbe");
    if (!file) return false;
    size_t n = fread(head, 1, sizeof head, file);
    fclose(file);
    return n == sizeof head && memcmp(head, "PK\x03\x04", sizeof head) == 0;
}

static void print_fault(void *to, const char *line) {
    Output *out = to;
    output_sink(out, line, strlen(line));
    output_put(out, S("\n"));
}

int pack_check(Call *call, const char *path) {
    CasusError err = { 0 };
    CasusPackProof proof = { 0 };
    if (!casus_pack_check(path, print_fault, call->out, &proof, &err)) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    if (proof.faults) {
        say("%s: not sound; faults: %llu.", path, (unsigned long long)proof.faults);
        return STATUS_FAILED;
    }
    say("%s: sound. %llu files, %llu reports, %llu claims. SHA-256 of the list of hashes: %s", path, (unsigned long long)proof.files,
        (unsigned long long)proof.reports, (unsigned long long)proof.claims, proof.seal);
    return STATUS_DONE;
}

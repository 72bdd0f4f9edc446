#include "serve/request.h"
#include <stdarg.h>
#include <stdio.h>

const char *request_value(const Request *request, const char *name) {
    for (size_t i = 0; i < request->n_parameters; i++)
        if (strcmp(request->parameters[i].name, name) == 0) return request->parameters[i].value;
    return NULL;
}

/* Stops well before the request's memory ends: the ledger is in the middle of a question, and must not be jumped out of. */
static bool into_text(void *to, const char *bytes, size_t n) {
    Text *text = to;
    if (text->len + n > LONGEST_ANSWER) return false;
    text_add(text, (Str){ bytes, n });
    return true;
}

void answer_start(Answer *answer, Request *request) {
    answer->text = (Text){ .arena = request->memory };
    json_start(&answer->json, into_text, &answer->text);
}

void answer_end(Answer *answer, Request *request) {
    if (json_finish(&answer->json)) request->body = text_str(&answer->text);
    else request_refuse(request, HTTP_FAILED, "the answer is longer than %d MiB", LONGEST_ANSWER >> 20);
}

void request_refuse(Request *request, int status, const char *format, ...) {
    char line[512];
    va_list rest;
    va_start(rest, format);
    vsnprintf(line, sizeof line, format, rest);
    va_end(rest);
    Answer answer;
    answer_start(&answer, request);
    json_open(&answer.json, '{');
    answer_word(&answer.json, JSON_KEY("error"), line);
    json_close(&answer.json, '}');
    answer_end(&answer, request);
    request->status = status;
    request->lasting = false;
}

static int status_of(CasusStatus status) {
    switch (status) {
    case CASUS_BAD_INPUT: return HTTP_BAD;
    case CASUS_BUSY: return HTTP_UNAVAILABLE;
    case CASUS_CONFLICT: return HTTP_CONFLICT;
    default: return HTTP_FAILED;
    }
}

void request_failed(Request *request, const CasusError *err) { request_refuse(request, status_of(err->status), "%s", err->line); }

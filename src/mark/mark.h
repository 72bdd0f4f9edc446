/* Tokens -> marks: what the words are, by the tables and by learned weights. */
#ifndef CASUS_MARK_H
#define CASUS_MARK_H
#include "reading.h"

enum { LONGEST_PHRASE = PACK_LONGEST_PHRASE };                       /* tokens of a table's phrase */

/* In: tokens, sentences. Out: marks (by first token), the tokens' part of speech, lemma and first mark. */
void mark_read(Reading *r);

/* Learned weights, mapped; NULL with *err when the file is missing, cut short, damaged or no weights file. Immutable, shared by threads. */
Model *model_open(const char *path, CasusError *err);
Model *model_view(Str file, const char *path, CasusError *err);     /* of bytes that outlive it, at a multiple of 64; `path` names them */
void model_close(Model *model);                                     /* NULL is fine */
Str model_name(const Model *model);                                 /* of the recipe; empty for NULL; lives as long as the model */
/* What the weights say of tokens and attributions goes over what the tables say; the stages before it have read the tables' words. */
void mark_finish(Reading *r);

/* How a sentence uses capitals: names can be told by them, or not. */
typedef enum { CASE_MIXED, CASE_TITLE, CASE_UPPER } SentenceCase;
SentenceCase sentence_case(const Reading *r, const CasusSentence *s);
/* Marks the names of a sentence: runs of capitalised words, or of words no table knows. */
void mark_names(Reading *r, CasusId sentence, SentenceCase letters);
CasusMark *mark_add(Reading *r, CasusMarkKind kind, CasusId first, CasusId last, CasusId sentence);
#endif

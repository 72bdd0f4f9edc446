/* Tables -> casus.pack. What the files of the packer share; see src/base/tables.h for the tables, src/base/pack_format.h for the pack. */
#ifndef CASUS_TOOLS_PACK_H
#define CASUS_TOOLS_PACK_H
#include <stdio.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/pack_format.h"
#include "base/str.h"
#include "base/utf8.h"

/* Strings numbered from 1 in the order they came. */
typedef struct { LIST_OF(Str) items; uint32_t *slots; size_t n_slots; } Numbered;

enum { MAX_CELLS = 2 + TABLE_MAX_CELLS };
typedef struct { size_t number, n_cells; Str cells[MAX_CELLS]; } Line;
/* One file as read: its lines without the head. */
typedef struct { Str path; bool is_missing; LIST_OF(Line) lines; } Sheet;

typedef struct { CasusPos pos; int form; Str ending, add; size_t strip; } FormRule;
typedef struct { Str key, words; } Irregular;           /* key: lemma, part of speech, form */
typedef struct {
    Str name;
    Sheet sheets[N_TABLES];
    LIST_OF(FormRule) rules;
    Numbered irregular_keys;
    LIST_OF(Str) irregular_words;                       /* by the number of its key */
    Numbered prepositions;                              /* the head of a noun phrase stands before the first of them */
} Language;

typedef struct { uint32_t state; PackEntry entry; } StateEntry;
typedef struct {
    Arena *arena;
    size_t n_faults;
    bool is_partial;                                    /* tables may be missing */
    LIST_OF(Language) languages;                        /* the last one is the world, named "world" */
    LIST_OF(Str) clitics, abbreviations;                /* as WordRules wants them */
    WordRules rules;
    Numbered words, strings, seen;
    LIST_OF(uint32_t) string_at;                        /* place in the pool, by number */
    Text pool;
    Str weights;                                        /* a weights file, mapped; empty when there is none */
    LIST_OF(PackRow) rows;
    LIST_OF(PackEdge) edges;                            /* slot 0 unused */
    uint32_t *edge_slots;                               /* numbers of edges */
    size_t n_edge_slots;
    uint32_t n_states;
    LIST_OF(StateEntry) entries;
} Packer;

/* pack_read.c: files -> sheets */
void fault(Packer *p, const Sheet *sheet, const Line *line, const char *format, ...) __attribute__((format(printf, 4, 5)));
void sheet_read(Packer *p, Sheet *sheet, const char *path, bool signs_are_rows);
/* Walks the parts of a cell with '|' between; start with *at = 0. */
bool next_part(Str cell, size_t *at, Str *part);
bool is_none(Str cell);                                 /* '-' */

/* pack_form.c: the forms of words */
void forms_read(Packer *p, Language *language, const char *folder);
typedef void (*FormFn)(Packer *p, Str phrase, int form, uint32_t row);
/* Calls fn with every form of a phrase of the base form, base included. */
void forms_of(Packer *p, const Language *language, Str phrase, CasusPos pos, FormFn fn, uint32_t row);
bool pos_parse(Str word, CasusPos *pos);
bool int_parse(Str digits, int64_t least, int64_t most, int64_t *out);

/* pack_row.c: sheets -> rows and phrases */
void rules_make(Packer *p);
void rows_add(Packer *p, const Language *language, Table table);

/* pack_write.c: vocabulary, trie, file */
uint32_t number_of(Packer *p, Numbered *numbered, Str s);       /* adds it when it is new */
uint32_t number_find(const Numbered *numbered, Str s);          /* 0 when it is not there */
uint32_t pool_add(Packer *p, Str s);
void trie_start(Packer *p);
void phrase_add(Packer *p, Str phrase, int form, uint32_t row);
size_t phrase_n_words(const Packer *p, Str phrase);
bool pack_write(Packer *p, const char *path);
#endif

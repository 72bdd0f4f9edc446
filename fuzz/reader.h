/* What every target that reads reports shares: the tables, opened once before the first input, and what must hold of any report. */
#ifndef CASUS_FUZZ_READER_H
#define CASUS_FUZZ_READER_H
#include <stdlib.h>

#include "casus.h"

enum { FUZZ_BUDGET = 64 << 20 };

/* $CASUS_PACK names the tables. */
const CasusReader *fuzz_reader(void);
/* Parts lie inside the text and the page, a parent before its children; those that are no comments do not overlap. Aborts otherwise. */
void fuzz_check_parts(const CasusReport *report);
#endif

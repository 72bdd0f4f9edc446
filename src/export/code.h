/* The words and numbers of other data sets, by those of casus: src/export/codes/. */
#ifndef CASUS_EXPORT_CODE_H
#define CASUS_EXPORT_CODE_H
#include "base/str.h"

enum { CODE_MOST_CELLS = 10 };
typedef struct { Str cell[CODE_MOST_CELLS]; } CodeRow;         /* an empty cell where the table has '-' */
typedef struct { CodeRow *rows; size_t n; } CodeTable;
typedef struct { CodeTable country, event, precision, sector, month; } Codes;

enum { COUNTRY_CODE_ISO2, COUNTRY_CODE_ISO3, COUNTRY_CODE_NUMBER, COUNTRY_CODE_NAME, COUNTRY_CODE_STATE, COUNTRY_CODE_ACLED_REGION, COUNTRY_CODE_UCDP_REGION };
enum { EVENT_CODE_TYPE, EVENT_CODE_ACLED, EVENT_CODE_ACLED_SUB, EVENT_CODE_ACLED_DISORDER, EVENT_CODE_STRIKE, EVENT_CODE_CAUSE, EVENT_CODE_PLOVER, EVENT_CODE_MODE,
       EVENT_CODE_CAMEO, EVENT_CODE_GED };
enum { PRECISION_CODE_WORD, PRECISION_CODE_GED, PRECISION_CODE_ACLED, PRECISION_CODE_AIRWARS, PRECISION_CODE_PLOVER };
enum { MONTH_CODE_NAME, MONTH_CODE_NUMBER };
enum { SECTOR_CODE_SECTOR, SECTOR_CODE_INTER, SECTOR_CODE_SIDE };

void codes_read(Codes *codes, Arena *arena);
/* The first row with this in a column; an empty row when there is none. */
const CodeRow *code_find(const CodeTable *table, int column, Str key);
#endif

#include "base/tables.h"

#include <stddef.h>

#define FILE_OF(NAME, file, language) [TABLE_##NAME] = file,
const char *const table_file[N_TABLES] = { TABLES(FILE_OF) };

#define LANGUAGE_OF(NAME, file, language) [TABLE_##NAME] = language,
const bool table_is_language[N_TABLES] = { TABLES(LANGUAGE_OF) };

#define COLUMN_OF(TABLE, COLUMN, type, choices) { TABLE_##TABLE, #COLUMN, type, choices },
const Column table_columns[N_COLUMNS] = { COLUMNS(COLUMN_OF) };

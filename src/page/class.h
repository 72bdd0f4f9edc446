/* What elements call themselves: the words of class and id that page_word.tsv knows. */
#ifndef CASUS_PAGE_CLASS_H
#define CASUS_PAGE_CLASS_H
#include "page/dom.h"

/* Fills in dom->at[n].classes. Linear. */
void classes_read(Reading *r, Dom *dom);
#endif

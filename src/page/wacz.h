/* A web archive collection: a zip of WARCs with what helps to show them again. Source: specs.webrecorder.net/wacz/1.1.1 */
#ifndef CASUS_PAGE_WACZ_H
#define CASUS_PAGE_WACZ_H
#include "base/str.h"

#define WACZ_DESCRIPTION "datapackage.json"

/* Is this file of a zip, which begins with `head`, none of the reports but what a WACZ keeps beside its WARCs: indexes, lists of pages,
 * the description? *known: one is being read; start with false. From the file that proves it on, only WARCs are reports. */
bool wacz_passes(bool *known, const char *path, Str head);
/* Is this what a description (datapackage.json) says at its beginning? */
bool wacz_is_description(Str head);
/* Below a folder that is an unpacked WACZ: what holds its WARCs. */
bool wacz_is_archive(const char *name);
#endif

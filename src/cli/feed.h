/* The loop that `read` and `join` share: page after page out of the inputs, one in memory at a time. */
#ifndef CASUS_CLI_FEED_H
#define CASUS_CLI_FEED_H
#include "cli/command.h"

/* What became of a page. SKIPPED and STOPPED fill the error; STOPPED when going on makes no sense, as with a full disk. */
typedef enum { PAGE_TAKEN, PAGE_SKIPPED, PAGE_STOPPED } PageFate;
typedef PageFate (*PageFn)(void *to, const CasusPage *page, CasusError *err);

typedef struct {
    uint64_t n_read, n_skipped;
    uint64_t n_resumed;         /* files that were read before, whole or in part: the bookmarks' own count */
    CasusError last_skipped;
    bool interrupted;
} FeedCount;

/* Hands every page of the inputs to `take`. Names each skipped page on standard error, shows progress, and stops at an interrupt
 * after the page in hand. Gives the exit status; *count says how far it got. bookmarks may be NULL. */
int feed_pages(Call *call, const char *const *inputs, size_t n, PageFn take, void *to, const CasusBookmarks *bookmarks, FeedCount *count);
/* "1,530 reports read, 212 of them new, 1 skipped (x17.html: not text)"; `of_them` comes after the reports read. */
void feed_describe(Text *line, const FeedCount *count, Str of_them);
/* "1 report", "2 reports". */
Str counted(uint64_t n, const char *one, const char *many, Arena *arena);
#endif

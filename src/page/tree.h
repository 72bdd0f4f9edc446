/* The files that a list of paths names: folders are walked in byte order of their paths. Addresses of the web count as files. */
#ifndef CASUS_PAGE_TREE_H
#define CASUS_PAGE_TREE_H
#include "casus.h"

typedef struct Tree Tree;
typedef enum { TREE_END, TREE_FILE, TREE_WRONG } TreeStep;

Tree *tree_open(const char *const *paths, size_t n);                /* NULL short of memory */
/* The next file; *path holds until the next call. TREE_WRONG: one path could not be had, *err says which and why. Hidden files and
 * what is neither file nor folder are left out below a folder; a link back to a folder being read is not followed. */
TreeStep tree_next(Tree *tree, const char **path, CasusError *err);
void tree_close(Tree *tree);
#endif

/* Lists that grow in an arena. Slot 0 is an empty record in every list that ids point into: see list_start. */
#ifndef CASUS_BASE_LIST_H
#define CASUS_BASE_LIST_H
#include "arena.h"

#define LIST_OF(Type) struct { Type *at; size_t len, cap; }
/* A zeroed new last item. The pointer holds until the next list_add. */
#define list_add(list, arena) \
    (list_room((void **)&(list)->at, &(list)->cap, (list)->len, sizeof *(list)->at, (arena)), &(list)->at[(list)->len++])
/* Puts the empty record into slot 0. */
#define list_start(list, arena) ((void)list_add(list, arena))
/* Id of the newest item. */
#define list_last_id(list) ((CasusId)((list)->len - 1))

void list_room(void **at, size_t *cap, size_t len, size_t size, Arena *arena);
#endif

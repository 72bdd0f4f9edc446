/* A post of a social network inside an article, in the markup that stands there for readers without scripts. */
#ifndef CASUS_PAGE_EMBED_H
#define CASUS_PAGE_EMBED_H
#include "page/dom.h"
#include "page/blocks.h"

/* Author, handle, time and address of the post that `node` holds, into the block, where its markup or its signature tells them. Linear. */
void embed_read(Reading *r, const Dom *dom, uint32_t node, Block *block);
#endif

/* Which addresses of the network are open to everybody. */
#ifndef CASUS_PAGE_ADDRESS_H
#define CASUS_PAGE_ADDRESS_H
#include "base/str.h"
struct sockaddr;

/* false for loopback, private, link-local, shared (carrier's), multicast, reserved and unspecified addresses, also where an IPv6 address
 * carries such an IPv4 one inside; and for families other than IPv4 and IPv6. */
bool address_is_public(const struct sockaddr *address);
/* An address written as a host: 1 public, 0 not public, -1 when it is a name. */
int address_written(Str host);
#endif

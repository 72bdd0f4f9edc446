#include "page/address.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* Source: iana.org/assignments/iana-ipv4-special-registry; 224/4 is multicast, 240/4 reserved. */
static bool is_public_v4(uint32_t a) {
    static const struct { uint32_t from; int bits; } closed[] = {
        { 0x00000000, 8 }, { 0x0A000000, 8 }, { 0x64400000, 10 }, { 0x7F000000, 8 }, { 0xA9FE0000, 16 }, { 0xAC100000, 12 }, { 0xC0000000, 24 },
        { 0xC0000200, 24 }, { 0xC0586300, 24 }, { 0xC0A80000, 16 }, { 0xC6120000, 15 }, { 0xC6336400, 24 }, { 0xCB007100, 24 }, { 0xE0000000, 4 },
        { 0xF0000000, 4 },
    };
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (!((a ^ closed[i].from) >> (32 - closed[i].bits))) return false;
    return true;
}

static uint32_t v4_at(const uint8_t *at) { return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3]; }

static bool starts(const uint8_t *a, const char *prefix, size_t n) { return memcmp(a, prefix, n) == 0; }

/* Source: iana.org/assignments/iana-ipv6-special-registry. Of what is not 2000::/3 only addresses that carry a public IPv4 one are open. */
static bool is_public_v6(const uint8_t *a) {
    if (starts(a, "\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12)) return is_public_v4(v4_at(a + 12));          /* ::ffff:0:0/96, mapped */
    if (starts(a, "\0\x64\xFF\x9B\0\0\0\0\0\0\0\0", 12)) return is_public_v4(v4_at(a + 12));        /* 64:ff9b::/96, NAT64 */
    if ((a[0] & 0xE0) != 0x20) return false;
    if (starts(a, "\x20\x02", 2)) return is_public_v4(v4_at(a + 2));                                /* 2002::/16, 6to4 */
    if (starts(a, "\x20\x01", 2) && a[2] < 2) return false;                                         /* 2001::/23, Teredo and protocols */
    if (starts(a, "\x20\x01\x0D\xB8", 4)) return false;                                             /* 2001:db8::/32, examples */
    return !(starts(a, "\x3F\xFF", 2) && a[2] < 0x10);                                              /* 3fff::/20, examples */
}

bool address_is_public(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        return is_public_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family != AF_INET6) return false;
    struct sockaddr_in6 v6;
    memcpy(&v6, address, sizeof v6);
    return is_public_v6(v6.sin6_addr.s6_addr);
}

int address_written(Str host) {
    char written[INET6_ADDRSTRLEN + 1];
    struct in_addr v4;
    struct in6_addr v6;
    if (!host.len || host.len >= sizeof written) return -1;
    memcpy(written, host.at, host.len);
    written[host.len] = '\0';
    if (inet_pton(AF_INET, written, &v4) == 1) return is_public_v4(ntohl(v4.s_addr));
    if (inet_pton(AF_INET6, written, &v6) == 1) return is_public_v6(v6.s6_addr);
    return memchr(host.at, ':', host.len) ? 0 : -1;         /* with a zone, as fe80::1%eth0: of this link alone */
}

/* The rows of zone.tsv: "zone SY" -> "Asia/Damascus@33.50,36.30"; "zone Asia/Damascus" -> "120|19900401T0000=180|...". */
#include "base/zone.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/date.h"
#include "base/tables.h"

enum { MINUTES_OF_DAY = 1440, TIMES_NEARER = 2, MOMENT_BYTES = 13, LONGEST_NAME = 56 };

static Str rule_of(const Pack *pack, Str name) {
    char key[LONGEST_NAME + 8];
    const PackEntry *entries;
    if (!name.len || name.len > LONGEST_NAME) return (Str){ 0 };
    int len = snprintf(key, sizeof key, "zone %.*s", (int)name.len, name.at);
    size_t n = pack_find(pack, (Str){ key, (size_t)len }, &entries);
    for (size_t i = 0; i < n; i++)
        if (entries[i].table == TABLE_ZONE) return pack_cell_str(pack, pack_row(pack, entries[i].row), ZONE_RULE);
    return (Str){ 0 };
}

/* The piece of `list` from *at up to `mark`; moves *at behind it. */
static bool next_piece(Str list, size_t *at, const char *mark, Str *piece) {
    if (*at >= list.len) return false;
    size_t end = str_find(list, str_of(mark), *at);
    if (end == SIZE_MAX) end = list.len;
    *piece = str_cut(list, *at, end);
    *at = end + 1;
    return true;
}

static int digits(Str s, size_t from, size_t n) {
    int value = 0;
    for (size_t i = from; i < from + n && i < s.len; i++) value = value * 10 + (s.at[i] - '0');
    return value;
}

/* "20220327T0100" -> minutes from 1970-01-01 */
static int64_t moment_of(Str s) {
    int32_t day = day_of_date(digits(s, 0, 4), digits(s, 4, 2), digits(s, 6, 2));
    return (int64_t)day * MINUTES_OF_DAY + digits(s, 9, 2) * 60 + digits(s, 11, 2);
}

/* How far the clocks of the zone are ahead when they show `local`. Strings of the pack end with a NUL. */
static int32_t ahead_at(Str rule, int64_t local) {
    int32_t ahead = (int32_t)strtol(rule.at, NULL, 10);
    size_t at = 0;
    Str piece;
    for (bool more = next_piece(rule, &at, "|", &piece) && next_piece(rule, &at, "|", &piece); more; more = next_piece(rule, &at, "|", &piece)) {
        int32_t next = (int32_t)strtol(piece.at + MOMENT_BYTES + 1, NULL, 10);
        if (piece.len <= MOMENT_BYTES || local - next < moment_of(piece)) break;
        ahead = next;
    }
    return ahead;
}

/* Flat, which is near enough to choose among the zones of one country. */
static double distance(const CasusPlace *place, double lat, double lon) {
    double north = lat - place->lat, east = fabs(lon - place->lon);
    if (east > 180) east = 360 - east;
    return hypot(north, east * cos(place->lat * 0.017453292519943295));
}

typedef struct { Zone zone; double away; } Near;

/* The nearest zone, and the nearest whose clocks differ from it. */
static size_t nearest(const Pack *pack, const CasusPlace *place, Str listed, int64_t local, Near *best, Near *other) {
    size_t at = 0, n = 0;
    Str piece;
    *best = *other = (Near){ .away = INFINITY };
    for (int round = 0; round < 2; round++)
        for (at = 0; next_piece(listed, &at, ";", &piece);) {
            size_t mark = str_find(piece, S("@"), 0);
            if (mark == SIZE_MAX) continue;
            char *comma;
            double lat = strtod(piece.at + mark + 1, &comma), lon = strtod(comma + 1, NULL);
            Near here = { { str_cut(piece, 0, mark), 0 }, place->has_point ? distance(place, lat, lon) : 0 };
            Str rule = rule_of(pack, here.zone.name);
            if (!rule.len) continue;
            here.zone.minutes = ahead_at(rule, local);
            n += round == 0;
            if (round == 0 && here.away < best->away) *best = here;
            if (round == 1 && here.zone.minutes != best->zone.minutes && here.away < other->away) *other = here;
        }
    return n;
}

bool zone_of_place(const Pack *pack, const CasusPlace *place, int32_t day, int32_t minute, Zone *zone) {
    Near best, other;
    Str listed = rule_of(pack, str_of(place->country));
    if (!listed.len || day == CASUS_NO_DAY || minute == CASUS_UNKNOWN) return false;
    if (!nearest(pack, place, listed, (int64_t)day * MINUTES_OF_DAY + minute, &best, &other)) return false;
    *zone = best.zone;
    return isinf(other.away) || (place->has_point && best.away * TIMES_NEARER <= other.away);
}

Str zone_time(int32_t day, int32_t minute, Arena *arena) {
    int64_t moment = (int64_t)day * MINUTES_OF_DAY + minute;
    int64_t of_day = ((moment % MINUTES_OF_DAY) + MINUTES_OF_DAY) % MINUTES_OF_DAY;
    Date date = date_of_day((int32_t)((moment - of_day) / MINUTES_OF_DAY));
    return str_format(arena, "%04d-%02d-%02dT%02d:%02d", date.year, date.month, date.day, (int)(of_day / 60), (int)(of_day % 60));
}

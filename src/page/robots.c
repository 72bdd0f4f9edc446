#include "page/robots.h"

typedef enum { LINE_OTHER, LINE_AGENT, LINE_ALLOW, LINE_DISALLOW, LINE_DELAY, LINE_END } LineKind;
typedef struct { Str rest; LineKind kind; Str value; } Lines;

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool is_folded(Str s, Str wanted) {
    if (s.len != wanted.len) return false;
    for (size_t i = 0; i < s.len; i++)
        if (lower(s.at[i]) != wanted.at[i]) return false;
    return true;
}

static LineKind kind_of(Str key) {
    if (is_folded(key, S("user-agent"))) return LINE_AGENT;
    if (is_folded(key, S("allow"))) return LINE_ALLOW;
    if (is_folded(key, S("disallow"))) return LINE_DISALLOW;
    return is_folded(key, S("crawl-delay")) ? LINE_DELAY : LINE_OTHER;
}

static void next_line(Lines *lines) {
    *lines = (Lines){ .rest = lines->rest, .kind = LINE_END };
    if (!lines->rest.len) return;
    size_t end = 0, stop = 0;
    while (end < lines->rest.len && lines->rest.at[end] != '\n' && lines->rest.at[end] != '\r') end++;
    while (stop < end && lines->rest.at[stop] != '#') stop++;
    Str line = str_cut(lines->rest, 0, stop);
    lines->rest = str_cut(lines->rest, end < lines->rest.len ? end + 1 : end, lines->rest.len);
    const char *colon = line.len ? memchr(line.at, ':', line.len) : NULL;
    lines->kind = LINE_OTHER;
    if (!colon) return;
    size_t at = (size_t)(colon - line.at);
    lines->kind = kind_of(str_trim(str_cut(line, 0, at)));
    lines->value = str_trim(str_cut(line, at + 1, line.len));
}

static Lines lines_of(Str robots) {
    if (str_starts(robots, S("\xEF\xBB\xBF"))) robots = str_cut(robots, 3, robots.len);
    return (Lines){ .rest = str_cut(robots, 0, robots.len < ROBOTS_MOST ? robots.len : ROBOTS_MOST) };
}

/* ---- groups ----------------------------------------------------------------------------------------------------------- */

/* "casus/0.1" names the product "casus". */
static Str product(Str agent) {
    size_t n = 0;
    while (n < agent.len && (lower(agent.at[n]) >= 'a' && lower(agent.at[n]) <= 'z')) n++;
    return n ? str_cut(agent, 0, n) : agent;
}

static bool names_agent(Str value, Str agent) { return is_folded(product(value), agent); }

/* Is there a group for this crawler alone? Then the one for all ("*") is not for it. */
static bool has_own_group(Str robots, Str agent) {
    Lines lines = lines_of(robots);
    for (next_line(&lines); lines.kind != LINE_END; next_line(&lines))
        if (lines.kind == LINE_AGENT && names_agent(lines.value, agent)) return true;
    return false;
}

/* Goes to the next rule of the groups for this crawler; several groups count as one. */
typedef struct { Lines lines; Str agent; bool is_own, in_group, is_heading; } Rules;

static Rules rules_of(Str robots, Str agent) {
    return (Rules){ .lines = lines_of(robots), .agent = agent, .is_own = has_own_group(robots, agent) };
}

static bool next_rule(Rules *rules) {
    for (next_line(&rules->lines); rules->lines.kind != LINE_END; next_line(&rules->lines)) {
        LineKind kind = rules->lines.kind;
        if (kind == LINE_AGENT) {
            bool is_meant = rules->is_own ? names_agent(rules->lines.value, rules->agent) : str_eq(rules->lines.value, S("*"));
            rules->in_group = is_meant || (rules->is_heading && rules->in_group);
            rules->is_heading = true;
            continue;
        }
        if (kind == LINE_OTHER) continue;
        rules->is_heading = false;
        if (rules->in_group) return true;
    }
    return false;
}

/* ---- paths ------------------------------------------------------------------------------------------------------------ */

static int hex_of(char c) { return c >= '0' && c <= '9' ? c - '0' : lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1; }

static bool is_unreserved(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == '~';
}

/* One way of writing: %7e as ~, %c3 as %C3, other bytes than ASCII as %XX. */
static Str normal(Str path, Arena *scratch) {
    Text out = { .arena = scratch };
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.at[i];
        bool is_escape = c == '%' && i + 2 < path.len && hex_of(path.at[i + 1]) >= 0 && hex_of(path.at[i + 2]) >= 0;
        int value = is_escape ? hex_of(path.at[i + 1]) * 16 + hex_of(path.at[i + 2]) : c;
        if (is_escape) i += 2;
        if (is_escape ? !is_unreserved(value) : value >= 0x80) text_add_format(&out, "%%%02X", (unsigned)value);
        else text_add_char(&out, (char)value);
    }
    return text_str(&out);
}

/* '*' is any run of bytes, '$' at the end is the end. `left` bounds the steps of all patterns together. */
static bool matches(Str pattern, Str path, int64_t *left) {
    bool to_end = pattern.len && pattern.at[pattern.len - 1] == '$';
    if (to_end) pattern.len--;
    size_t p = 0, s = 0, star = SIZE_MAX, resume = 0;
    for (;;) {
        if (--*left < 0) return true;
        if (p == pattern.len && (!to_end || s == path.len)) return true;
        if (p < pattern.len && pattern.at[p] == '*') {
            star = ++p;
            resume = s;
        } else if (p < pattern.len && s < path.len && pattern.at[p] == path.at[s]) p++, s++;
        else if (star != SIZE_MAX && resume < path.len) {
            p = star;
            s = ++resume;
        } else return false;
    }
}

/* The longest pattern decides; of two as long, the one that allows. */
bool robots_allow(Str robots, Str agent, Str path_and_query, Arena *scratch) {
    Str path = normal(path_and_query, scratch);
    if (str_eq(path, S("/robots.txt"))) return true;
    Rules rules = rules_of(robots, agent);
    size_t longest = 0;
    bool allowed = true;
    int64_t left = 20 * 1000 * 1000;                        /* a hostile file is held to forbid */
    while (next_rule(&rules)) {
        Lines *line = &rules.lines;
        if (line->kind == LINE_DELAY || !line->value.len) continue;
        Str pattern = normal(line->value, scratch);
        bool allows = line->kind == LINE_ALLOW;
        if (pattern.len < longest || (pattern.len == longest && !allows)) continue;
        if (!matches(pattern, path, &left)) continue;
        longest = pattern.len;
        allowed = allows;
    }
    return allowed && left >= 0;
}

int64_t robots_delay_s(Str robots, Str agent) {
    Rules rules = rules_of(robots, agent);
    int64_t most = 0;
    while (next_rule(&rules)) {
        if (rules.lines.kind != LINE_DELAY) continue;
        int64_t seconds = 0;
        Str value = rules.lines.value;
        for (size_t i = 0; i < value.len && i < 6 && value.at[i] >= '0' && value.at[i] <= '9'; i++) seconds = seconds * 10 + (value.at[i] - '0');
        if (seconds > most) most = seconds;
    }
    return most;
}

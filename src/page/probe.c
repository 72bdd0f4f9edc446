/* What the decoded page is: text or not, HTML or plain. File names are not asked. */
#include "page/blocks.h"

enum { LOOKED_AT = 4096 };

static bool is_control(uint32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B) || c == 0x7F;
}

int probe_control_percent(Str decoded) {
    size_t n = 0, controls = 0;
    for (size_t at = 0; at < decoded.len && n < LOOKED_AT * 4; n++) controls += is_control(utf8_next(decoded, &at));
    return n ? (int)(controls * 100 / n) : 0;
}

/* ---- HTML or plain ----------------------------------------------------------------------------------------------- */

/* Lower case of the tag name after '<' or '</'; bytes taken, 0 when there is none or it is longer than any we know. */
static size_t tag_name(Str html, size_t at, char name[16]) {
    size_t n = 0;
    if (at < html.len && html.at[at] == '/') at++;
    for (; at < html.len && n < 15; at++, n++) {
        char c = html.at[at];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (!((c >= 'a' && c <= 'z') || (n && c >= '0' && c <= '9'))) break;
        name[n] = c;
    }
    name[n] = 0;
    return n;
}

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names; names++)
        if (strcmp(name, *names) == 0) return true;
    return false;
}

bool probe_is_html(Str decoded) {
    static const char *const certain[] = { "html", "head", "body", NULL };
    static const char *const likely[] = { "p", "div", "br", "h1", "h2", "h3", "ul", "ol", "li", "table", "tr", "td", "article", "section",
                                          "title", "meta", "link", "script", "style", "span", "blockquote", NULL };
    Str start = str_cut(decoded, 0, decoded.len < LOOKED_AT ? decoded.len : LOOKED_AT);
    int n_likely = 0;
    char name[16];
    for (size_t at = str_find(start, S("<"), 0); at < start.len; at = str_find(start, S("<"), at + 1)) {
        if (at + 9 < start.len && start.at[at + 1] == '!' && tag_name(start, at + 2, name) && strcmp(name, "doctype") == 0) return true;
        if (!tag_name(start, at + 1, name)) continue;
        if (is_one_of(name, certain)) return true;
        n_likely += is_one_of(name, likely);
        if (n_likely >= 3) return true;
    }
    return false;
}

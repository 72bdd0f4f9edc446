/* Questions about one node of the flat tree, and its visible words. */
#include "page/dom.h"

Str dom_attribute(const Dom *dom, uint32_t n, const char *name) {
    const DomNode *node = &dom->at[n];
    Str wanted = str_of(name);
    for (uint32_t k = 0; k < node->n_attributes; k++)
        if (str_eq(dom->attributes[node->attribute + k].name, wanted)) return dom->attributes[node->attribute + k].value;
    return S("");
}

bool dom_has_attribute(const Dom *dom, uint32_t n, const char *name) {
    const DomNode *node = &dom->at[n];
    Str wanted = str_of(name);
    for (uint32_t k = 0; k < node->n_attributes; k++)
        if (str_eq(dom->attributes[node->attribute + k].name, wanted)) return true;
    return false;
}

bool dom_is_block(DomTag tag) {
    switch (tag) {
    case DOM_P: case DOM_DIV: case DOM_SECTION: case DOM_ARTICLE: case DOM_MAIN: case DOM_HEADER: case DOM_FOOTER: case DOM_TABLE: case DOM_TR:
    case DOM_TD: case DOM_TH: case DOM_CAPTION: case DOM_UL: case DOM_OL: case DOM_LI: case DOM_DL: case DOM_DT: case DOM_DD: case DOM_FIGURE:
    case DOM_FIGCAPTION: case DOM_BLOCKQUOTE: case DOM_PRE: case DOM_HR: case DOM_ADDRESS: case DOM_CENTER: case DOM_DETAILS: case DOM_SUMMARY:
    case DOM_FIELDSET: case DOM_FORM: case DOM_H1: case DOM_H2: case DOM_H3: case DOM_H4: case DOM_H5: case DOM_H6: case DOM_ASIDE: case DOM_NAV:
    case DOM_BODY: case DOM_HTML: case DOM_TBODY: case DOM_THEAD: case DOM_MENU:
        return true;
    default: return false;
    }
}

bool dom_is_mute(DomTag tag) {
    switch (tag) {
    case DOM_SCRIPT: case DOM_STYLE: case DOM_TEMPLATE: case DOM_NOSCRIPT: case DOM_SVG: case DOM_MATH: case DOM_IFRAME: case DOM_OBJECT:
    case DOM_VIDEO: case DOM_AUDIO: case DOM_CANVAS: case DOM_BUTTON: case DOM_SELECT: case DOM_TEXTAREA: case DOM_HEAD: case DOM_TITLE:
        return true;
    default: return false;
    }
}

/* "display: none" in a style, with or without blanks. */
static bool is_styled_away(Str style) {
    size_t at = str_find(style, S("display"), 0);
    if (at == SIZE_MAX) return false;
    for (at += 7; at < style.len && (style.at[at] == ' ' || style.at[at] == ':');) at++;
    return str_starts(str_cut(style, at, style.len), S("none"));
}

bool dom_is_hidden(const Dom *dom, uint32_t n) {
    if (!dom->at[n].n_attributes) return false;
    return dom_has_attribute(dom, n, "hidden") || str_eq(dom_attribute(dom, n, "aria-hidden"), S("true")) || is_styled_away(dom_attribute(dom, n, "style"));
}

static void add_words(Text *out, Str words, bool *blank) {
    for (size_t k = 0; k < words.len; k++) {
        if (strchr(" \t\n\r\f", words.at[k])) {
            *blank = true;
            continue;
        }
        if (*blank && out->len) text_add_char(out, ' ');
        *blank = false;
        text_add_char(out, words.at[k]);
    }
}

Str dom_text(const Dom *dom, uint32_t n, Arena *arena) {
    Text out = { .arena = arena };
    bool blank = false;
    for (uint32_t k = n; k < dom->at[n].end;) {
        DomTag tag = dom->at[k].tag;
        if (k != n && dom_is_mute(tag)) {
            k = dom->at[k].end;
            continue;
        }
        if (tag == DOM_TEXT) add_words(&out, dom->at[k].text, &blank);
        blank |= dom_is_block(tag) || tag == DOM_BR;
        k++;
    }
    return out.len ? text_str(&out) : S("");
}

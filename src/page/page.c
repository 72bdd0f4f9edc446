/* One page: decode it, read its text and parts, and complete what is known of it. */
#include "page/page.h"
#include "base/error.h"
#include "base/sha256.h"
#include "page/blocks.h"
#include "page/pdf.h"

/* Spans count bytes in 32 bits; nobody writes a report this long. */
static const size_t TEXT_MOST = (size_t)256 << 20;
enum { CONTROL_PERCENT_MOST = 5 };

static int name_len(const Reading *r) { return r->page->name.len < 300 ? (int)r->page->name.len : 300; }

static bool refuse_empty(Reading *r) {
    fail(&r->error, CASUS_BAD_INPUT, "%.*s: no text in it; is the file complete?", name_len(r), r->page->name.at);
    return false;
}

/* Is this a report at all? If not, r->error says why. */
static bool is_readable(Reading *r) {
    Str bytes = r->page->bytes;
    if (str_is_empty(bytes) || str_is_empty(str_trim(bytes))) return refuse_empty(r);
    if (bytes.len <= TEXT_MOST) return true;
    fail(&r->error, CASUS_BAD_INPUT, "%.*s: more than 256 MiB of text; split it", name_len(r), r->page->name.at);
    return false;
}

static bool is_text(Reading *r) {
    if (str_is_empty(r->decoded)) return refuse_empty(r);       /* half a character of UTF-16 */
    int percent = probe_control_percent(r->decoded);
    if (percent < CONTROL_PERCENT_MOST) return true;
    fail(&r->error, CASUS_BAD_INPUT, "%.*s: not text: %d %% control bytes; give the page or its text instead", name_len(r), r->page->name.at,
         percent);
    return false;
}

/* What was given from outside comes before what the page says. */
static void info_given(Reading *r) {
    const CasusPage *p = r->page;
    CasusInfo *info = &r->info;
    info->id = str_copy(p->id, r->keep);
    info->url = str_copy(p->url, r->keep);
    info->publisher = str_copy(p->publisher, r->keep);
    info->author = str_copy(p->author, r->keep);
    info->title = str_copy(p->title, r->keep);
    info->published = str_copy(p->published, r->keep);
    info->language = str_copy(p->language, r->keep);
    info->extra = str_copy(p->extra, r->keep);
    sha256_hex(p->bytes, info->sha256);
}

static void info_complete(Reading *r) {
    CasusInfo *info = &r->info;
    if (str_is_empty(info->title))
        for (CasusId p = 1; p < r->parts.len; p++)
            if (r->parts.at[p].role == CASUS_PART_TITLE) {
                info->title = span_text(r, r->parts.at[p].span);
                break;
            }
    if (str_is_empty(info->id)) info->id = str_is_empty(info->url) ? str_copy(r->page->name, r->keep) : info->url;
}

static bool is_html(const Reading *r) {
    if (r->page->format == CASUS_FORMAT_PROBE) return probe_is_html(r->decoded);
    return r->page->format == CASUS_FORMAT_HTML;
}

/* A page or a text: what is no PDF. */
static void text_or_html_read(Reading *r) {
    r->decoded = decode_page(r, r->page->bytes);
    if (!is_text(r)) return;
    if (r->page->format != CASUS_FORMAT_TEXT) r->decoded = twice_undo(r, r->decoded);     /* a given string is left as it is */
    if (is_html(r)) article_read(r);
    else {
        r->text = r->decoded;
        plain_read(r);
    }
}

static bool is_pdf(const Reading *r) { return r->page->format == CASUS_FORMAT_PROBE && pdf_starts(r->page->bytes); }

void page_read(Reading *r) {
    info_given(r);
    if (!is_readable(r)) return;
    if (is_pdf(r)) pdf_read(r);
    else text_or_html_read(r);
    if (r->error.status != CASUS_OK) return;
    decode_note_oddities(r);
    info_complete(r);
}

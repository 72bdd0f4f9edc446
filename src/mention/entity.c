/* What each mention stands for: the row of a table, or the first mention of the same name in the report. */
#include "mention/names.h"
#include "mention/parts.h"
#include "mention/place.h"

enum { SLOTS = 1024 };

/* Folded names of the report and the entity of each; chains by hash, in scratch. */
typedef struct Known { Str name; CasusId entity; struct Known *next; } Known;
typedef struct { Known *slot[SLOTS]; } Names;

static Known **slot_of(Names *names, Str folded) { return &names->slot[str_hash(folded) % SLOTS]; }

static CasusId known(Names *names, Str folded) {
    for (Known *k = *slot_of(names, folded); k; k = k->next)
        if (str_eq(k->name, folded)) return k->entity;
    return 0;
}

static void learn(Reading *r, Names *names, Str folded, CasusId entity) {
    if (str_is_empty(folded) || known(names, folded)) return;
    Known *k = arena_new(r->scratch, Known);
    *k = (Known){ folded, entity, *slot_of(names, folded) };
    *slot_of(names, folded) = k;
}

/* The row of the world tables that the mention's tokens are, all of them; 0 if none. */
static const CasusMark *world_mark(const Reading *r, const CasusMention *m) {
    const CasusMark *best = NULL;
    CasusId core = mention_core(r, m->type, m->first, m->last);
    for (CasusId k = r->tokens.at[core].mark; k && k < r->marks.len && r->marks.at[k].first == core; k++) {
        const CasusMark *mark = &r->marks.at[k];
        bool is_row = mark->kind == CASUS_MARK_COUNTRY || mark->kind == CASUS_MARK_REGION || mark->kind == CASUS_MARK_ACTOR || mark->kind == CASUS_MARK_PUBLISHER;
        if (!is_row || mark->last != m->last) continue;
        if (!best || mark->kind == CASUS_MARK_ACTOR || (mark->kind == CASUS_MARK_COUNTRY && best->kind != CASUS_MARK_ACTOR)) best = mark;
    }
    return best;
}

static void set_country(char *to, size_t room, Str code) {
    size_t n = code.len < room - 1 ? code.len : room - 1;
    memcpy(to, code.at, n);
    to[n] = '\0';
}

/* The first of names with '|' between. */
static Str first_of(Str names) {
    size_t n = str_find(names, S("|"), 0);
    return n == SIZE_MAX ? names : str_cut(names, 0, n);
}

static void fill_country(Reading *r, CasusEntity *e, const CasusMark *mark, const PackRow *row) {
    bool is_capital = mark->form & USE_CAPITAL;
    e->name = is_capital ? first_of(pack_cell_str(r->pack, row, COUNTRY_CAPITAL)) : pack_key(r->pack, row);
    e->has_place = true;
    e->place.name = e->name;
    set_country(e->place.country, sizeof e->place.country, pack_cell_str(r->pack, row, COUNTRY_ISO2));
    e->place.precision = is_capital ? CASUS_PRECISION_CITY : CASUS_PRECISION_COUNTRY;
    e->has_actor = true;
    e->actor = (CasusActor){ .name = pack_key(r->pack, row), .sector = S("GOV"), .row = mark->row };
    set_country(e->actor.country, sizeof e->actor.country, pack_cell_str(r->pack, row, COUNTRY_ISO3));
    e->how = S("name in the table of countries");
}

static void fill_region(Reading *r, CasusEntity *e, const PackRow *row) {
    e->name = pack_key(r->pack, row);
    e->has_place = true;
    e->place.name = e->name;
    set_country(e->place.country, sizeof e->place.country, pack_cell_str(r->pack, row, REGION_ISO2));
    e->place.precision = row->cell[REGION_PRECISION] > 0 ? (CasusPrecision)row->cell[REGION_PRECISION] : CASUS_PRECISION_PROVINCE;
    e->how = S("name in the table of regions");
}

static void fill_actor(Reading *r, CasusEntity *e, const CasusMark *mark, const PackRow *row) {
    e->name = pack_key(r->pack, row);
    e->has_actor = true;
    e->actor = (CasusActor){ .name = e->name, .sector = pack_cell_str(r->pack, row, ACTOR_SECTOR), .row = mark->row };
    set_country(e->actor.country, sizeof e->actor.country, pack_cell_str(r->pack, row, ACTOR_ISO3));
    e->how = S("name in the table of actors");
}

static CasusId entity_add(Reading *r, CasusMentionType type, Str name) {
    CasusEntity *e = list_add(&r->entities, r->keep);
    *e = (CasusEntity){ .type = type, .name = name };
    return list_last_id(&r->entities);
}

static CasusId entity_of_row(Reading *r, Names *names, const CasusMention *m, const CasusMark *mark) {
    const PackRow *row = mark_row(r, mark);
    bool is_capital = mark->kind == CASUS_MARK_COUNTRY && (mark->form & USE_CAPITAL);
    Str key = str_format(r->scratch, "\x01%u%c", (unsigned)mark->row, is_capital ? 'c' : 'r');
    CasusId id = known(names, key);
    if (id) return id;
    id = entity_add(r, m->type == CASUS_MENTION_NORP ? CASUS_MENTION_GPE : m->type, pack_key(r->pack, row));
    CasusEntity *e = &r->entities.at[id];
    if (mark->kind == CASUS_MARK_COUNTRY) fill_country(r, e, mark, row);
    if (mark->kind == CASUS_MARK_REGION) fill_region(r, e, row);
    if (mark->kind == CASUS_MARK_ACTOR) fill_actor(r, e, mark, row);
    if (mark->kind == CASUS_MARK_PUBLISHER) e->how = S("name in the table of publishers");
    learn(r, names, key, id);
    return id;
}

static bool is_place_type(CasusMentionType type) { return type == CASUS_MENTION_GPE || type == CASUS_MENTION_LOC || type == CASUS_MENTION_FAC; }

/* "General X": the title before the name tells that it is a person. */
static bool is_titled(const Reading *r, const CasusMention *m) {
    CasusId core = mention_core(r, m->type, m->first, m->last);
    if (core < 2) return false;
    for (CasusId t = core - 1; t > 0 && t + 4 > core; t--)
        for (CasusId k = r->tokens.at[t].mark; k && k < r->marks.len && r->marks.at[k].first == t; k++)
            if (r->marks.at[k].kind == CASUS_MARK_TITLE && r->marks.at[k].last + 1 == core) return true;
    return false;
}

static bool is_person(const CasusEntity *e) { return e->type == CASUS_MENTION_PER && str_eq(e->how, S("name after a title")); }

/* "#TalAmal" is called Tal Amal. */
static Str without_tag(const Reading *r, Str written) {
    if (written.len < 2 || written.at[0] != '#') return written;
    Text name = { .arena = r->scratch };
    for (size_t i = 1; i < written.len; i++) {
        bool begins = written.at[i] >= 'A' && written.at[i] <= 'Z' && written.at[i - 1] >= 'a' && written.at[i - 1] <= 'z';
        if (begins) text_add_char(&name, ' ');
        text_add_char(&name, written.at[i]);
    }
    return text_str(&name);
}

static CasusId entity_of_name(Reading *r, Names *names, CasusMention *m) {
    Str spelt = span_text(r, tokens_span(r, mention_core(r, m->type, m->first, m->last), m->last));
    Str written = without_tag(r, spelt), folded = str_fold(written, r->scratch);
    CasusId id = known(names, folded);
    if (!id) {
        id = entity_add(r, m->type, str_copy(written, r->keep));
        r->entities.at[id].how = is_titled(r, m) ? S("name after a title") : S("name as written");
        learn(r, names, folded, id);
        if (m->type == CASUS_MENTION_PER && m->last > m->first) learn(r, names, str_fold(token_text(r, m->last), r->scratch), id);
    }
    CasusEntity *e = &r->entities.at[id];
    if (is_place_type(m->type) && !e->has_place && !is_person(e)) {      /* said to be a place once, a place everywhere */
        e->has_place = true;
        e->place.name = e->name;
        if (e->type == CASUS_MENTION_PER) e->type = m->type;
    }
    if (e->has_place && e->place.precision == CASUS_PRECISION_UNKNOWN) e->place.precision = place_precision_beside(r, m);
    return id;
}

/* "the Marsh Front (MF)": the letters in brackets are the name before them. */
static void learn_abbreviation(Reading *r, Names *names, const CasusMention *m) {
    if (m->last + 3 >= r->tokens.len) return;
    const CasusToken *open = &r->tokens.at[m->last + 1], *letters = open + 1, *close = open + 2;
    if (r->text.at[open->span.start] != '(' || r->text.at[close->span.start] != ')' || !(letters->shape & CASUS_SHAPE_UPPER)) return;
    learn(r, names, str_fold(span_text(r, letters->span), r->scratch), m->entity);
}

/* "Osmar city in the north", "men from Osmar": words that tell of a place by another one inside them, behind a small word or a comma; "Gulf of Osmar" is a name. */
static bool is_told_by_another(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    bool holds = false, tells = false;
    if (!is_place_type(m->type)) return false;
    for (CasusId k = mention + 1; k < r->mentions.len && r->mentions.at[k].first <= m->last && !holds; k++) {
        const CasusMention *inner = &r->mentions.at[k];
        holds = is_place_type(inner->type) && inner->form == CASUS_FORM_NAME && inner->last <= m->last && inner->last - inner->first < m->last - m->first;
    }
    for (CasusId t = m->first + 1; holds && t < m->last && !tells; t++) {
        bool is_small = r->tokens.at[t].pos == CASUS_POS_ADP && !mark_at(r, t, CASUS_MARK_NAME_LINK);
        tells = is_small || r->text.at[r->tokens.at[t].span.start] == ',';
    }
    return holds && tells;
}

/* "Colonel Darin Vasko, a spokesman": the person named before the comma, 0 when the words begin with none. */
static CasusId person_told_of(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    if (m->form != CASUS_FORM_NAME || (m->type != CASUS_MENTION_PER && m->type != CASUS_MENTION_ORG)) return 0;
    CasusId core = mention_core(r, CASUS_MENTION_PER, m->first, m->last);
    for (CasusId k = mention + 1; k < r->mentions.len && r->mentions.at[k].first <= core; k++) {
        const CasusMention *inner = &r->mentions.at[k];
        bool is_person = inner->type == CASUS_MENTION_PER && inner->form == CASUS_FORM_NAME && inner->last < m->last && inner->last >= core;
        if (is_person && r->text.at[r->tokens.at[inner->last + 1].span.start] == ',') return k;
    }
    return 0;
}

/* It stands for the place that it begins with; where it begins with none, for nothing. */
static void point_at_first(Reading *r, CasusId mention) {
    CasusMention *m = &r->mentions.at[mention];
    CasusId core = mention_core(r, m->type, m->first, m->last);
    for (CasusId k = mention + 1; k < r->mentions.len && r->mentions.at[k].first <= core && !m->entity; k++)
        if (r->mentions.at[k].last <= m->last && is_place_type(r->mentions.at[k].type)) m->entity = r->mentions.at[k].entity;
}

void mention_entities(Reading *r) {
    bool *told = arena_array(r->scratch, r->mentions.len + 1, sizeof *told);
    Names *names = arena_new(r->scratch, Names);
    for (CasusId k = 1; k < r->mentions.len; k++) {
        CasusMention *m = &r->mentions.at[k];
        if (m->form != CASUS_FORM_NAME || (told[k] = is_told_by_another(r, k) || person_told_of(r, k))) continue;
        const CasusMark *world = world_mark(r, m);
        m->entity = world ? entity_of_row(r, names, m, world) : entity_of_name(r, names, m);
        learn_abbreviation(r, names, m);
    }
    mention_places(r);
    for (CasusId k = 1; k < r->mentions.len; k++)
        if (r->mentions.at[k].form == CASUS_FORM_NAME && !told[k]) place_contain(r, k);
    place_hold(r);
    for (CasusId k = (CasusId)r->mentions.len; k-- > 1;) {
        CasusId person = told[k] ? person_told_of(r, k) : 0;
        if (person) r->mentions.at[k].type = CASUS_MENTION_PER, r->mentions.at[k].entity = r->mentions.at[person].entity;
        else if (told[k]) point_at_first(r, k);
    }
}

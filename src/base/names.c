/* The contract's words, from the lists in casus.h. */
#include "casus.h"

#define WORD(NAME, word) word,
#define NAME_ONLY(NAME) #NAME,

#define WORDS_OF(function, LIST) \
    const char *function(int value) { \
        static const char *const words[] = { LIST(WORD) }; \
        return value >= 0 && value < (int)(sizeof words / sizeof *words) ? words[value] : ""; \
    }

WORDS_OF(casus_part_role_word, CASUS_PART_ROLES)
WORDS_OF(casus_mention_type_word, CASUS_MENTION_TYPES)
WORDS_OF(casus_mention_form_word, CASUS_MENTION_FORMS)
WORDS_OF(casus_time_type_word, CASUS_TIME_TYPES)
WORDS_OF(casus_source_kind_word, CASUS_SOURCE_KINDS)
WORDS_OF(casus_stance_word, CASUS_STANCES)
WORDS_OF(casus_about_word, CASUS_ABOUTS)
WORDS_OF(casus_effect_word, CASUS_EFFECTS)
WORDS_OF(casus_civilian_word, CASUS_CIVILIANS)
WORDS_OF(casus_modality_word, CASUS_MODALITIES)
WORDS_OF(casus_stage_word, CASUS_STAGES)
WORDS_OF(casus_standing_word, CASUS_STANDINGS)
WORDS_OF(casus_grade_word, CASUS_GRADES)
WORDS_OF(casus_precision_word, CASUS_PRECISIONS)
WORDS_OF(casus_how_word, CASUS_HOWS)
WORDS_OF(casus_event_type_word, CASUS_EVENT_TYPES)
WORDS_OF(casus_plover_word, CASUS_PLOVERS)
WORDS_OF(casus_pos_word, CASUS_POSES)
WORDS_OF(casus_ruling_kind_word, CASUS_RULING_KINDS)
WORDS_OF(casus_state_word, CASUS_STATES)
WORDS_OF(casus_doubt_word, CASUS_DOUBTS)

const char *casus_mark_kind_word(int kind) {
    static const char *const words[] = { CASUS_MARK_KINDS(NAME_ONLY) };
    return kind > 0 && kind < CASUS_N_MARK_KINDS ? words[kind] : "";
}

/* `casus help`: all of it comes from the tables of command.c. */
#include "cli/command.h"
#include "cli/screen.h"

enum { NAME_COLUMN = 2, OPTION_COLUMNS = 20, TEXT_COLUMN = 24, WIDEST_HELP = 100 };

static size_t help_width(void) {
    size_t width = screen_of(1).width;
    return width < WIDEST_HELP ? width : WIDEST_HELP;
}

static void add_usage(Text *text, const Command *command) {
    const char *lead = "usage: ";
    for (const char *at = command->usage; at;) {
        const char *end = strchr(at, '\n');
        Str line = { at, end ? (size_t)(end - at) : strlen(at) };
        text_add_format(text, "%scasus %s %.*s", lead, command->name, (int)line.len, line.at);
        text_end_line(text);
        lead = "       ";
        at = end ? end + 1 : NULL;
    }
}

static void add_entry(Text *text, Str name, const char *what) {
    text_fill(text, " ", NAME_COLUMN);
    text_left(text, name, OPTION_COLUMNS);
    text_fill(text, " ", TEXT_COLUMN - NAME_COLUMN - OPTION_COLUMNS);
    size_t used = shown_columns(name);
    size_t at = used > OPTION_COLUMNS ? TEXT_COLUMN + used - OPTION_COLUMNS : TEXT_COLUMN;
    text_wrap(text, str_of(what), at, TEXT_COLUMN, help_width());
    text_end_line(text);
}

static void add_option(Text *text, const Command *command, OptionId id) {
    const Option *option = &cli_options[id];
    const char *value = option->kind == VALUE_FORMAT ? command->formats : option->value;
    Str name = str_format(text->arena, "--%s%s%s", option->name, *value ? " " : "", value);
    if (option->kind != VALUE_FORMAT) {
        add_entry(text, name, option->help);
        return;
    }
    Str what = str_format(text->arena, "%s: %s", option->help, command->formats);
    add_entry(text, str_format(text->arena, "--%s %s", option->name, option->value), str_copy(what, text->arena).at);
}

void help_write(Call *call, const Command *command) {
    Text text = { .arena = call->memory };
    add_usage(&text, command);
    text_add_format(&text, "\ncasus %s: %s.\n\n", command->name, command->summary);
    for (OptionId id = 0; id < N_OPTIONS; id++)
        if (id == OPTION_HELP || command->options & UINT64_C(1) << id) add_option(&text, command, id);
    if (*command->about) text_add_format(&text, "\n%s\n", command->about);
    output_put(call->out, text_str(&text));
}

void help_write_all(Call *call) {
    Text text = { .arena = call->memory };
    text_add(&text, S("casus reads reports of violent conflict into a ledger of who says what happened.\n\n"
                      "usage: casus COMMAND [options] [INPUT...]\n\n"));
    for (size_t i = 0; i < cli_n_commands; i++) add_entry(&text, str_of(cli_commands[i].name), cli_commands[i].summary);
    text_add(&text, S("\nMore about one of them: casus help COMMAND\n"
                      "Exit status: 0 done, also when single reports were skipped; 1 nothing could be read, or the ledger not written;\n"
                      "2 a wrong call; 130 interrupted.\n"));
    output_put(call->out, text_str(&text));
}

int help_run(Call *call) {
    if (call->n_inputs == 0) {
        help_write_all(call);
        return STATUS_DONE;
    }
    const Command *command = command_find(call->inputs[0]);
    if (command) {
        help_write(call, command);
        return STATUS_DONE;
    }
    complain("help: no command is called '%s'; see: casus help", call->inputs[0]);
    return STATUS_WRONG_CALL;
}

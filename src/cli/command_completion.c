/* mahalle completion: completion for shells. */
#include <stdio.h>
#include <string.h>

#include "cli/completion.h"
#include "cli/wrapped.h"

static const struct {
    const char *name;
    void (*write)(struct text *out, const struct completion_source *source);
    const char *place; /* of one user */
} shells[] = {
    {"bash", completion_write_bash, "~/.local/share/bash-completion/completions/mahalle"},
    {"zsh", completion_write_zsh, "~/.zfunc/_mahalle"},
    {"fish", completion_write_fish, "~/.config/fish/completions/mahalle.fish"},
};
enum { SHELL_COUNT = sizeof shells / sizeof *shells };

static enum mah_status print_places(void)
{
    printf("%s\n", say("An installed mahalle brings its completion along. For one user the script belongs here:"));
    for (size_t i = 0; i < SHELL_COUNT; i++)
        printf("  mahalle completion %s > %s\n", shells[i].name, shells[i].place);
    print_wrapped(stdout, terminal_width(stdout), 0, 0,
                  say("zsh looks into ~/.zfunc where .zshrc says so: fpath+=(~/.zfunc), then autoload -U compinit and "
                      "compinit. It is there in the next shell."));
    return MAH_OK;
}

static enum mah_status print_script(size_t shell, struct mah_error *err)
{
    struct completion_source source;
    struct text script = TEXT_EMPTY;
    enum mah_status status = completion_source_read(&source, err);
    if (status == MAH_OK)
        shells[shell].write(&script, &source);
    if (status == MAH_OK && script.failed)
        status = mah_no_memory(err);
    if (status == MAH_OK)
        fputs(text_bytes(&script), stdout);
    text_release(&script);
    completion_source_release(&source);
    return status;
}

enum mah_status command_completion(const struct arguments *arguments, struct mah_error *err)
{
    if (arguments->positional_count == 0)
        return print_places();
    if (arguments->positional_count > 1)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is one word too many", arguments->positional[1]);
    for (size_t i = 0; i < SHELL_COUNT; i++)
        if (strcmp(arguments->positional[0], shells[i].name) == 0)
            return print_script(i, err);
    return mah_fail(err, MAH_BAD_USAGE, "'%s' is no shell of 'mahalle completion'; there are bash, zsh, fish",
                    arguments->positional[0]);
}

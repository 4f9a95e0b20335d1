/* mahalle help privacy: what each profile shows, and what to go through before a file is published. */
#include <stdio.h>

#include "base/language.h"
#include "cli/help_topics.h"
#include "cli/wrapped.h"

enum { WORD_WIDTH = 12 };

static void print_profile(const char *name, const char *sentence)
{
    printf("  %-*s", WORD_WIDTH - 2, name);
    print_wrapped(stdout, terminal_width(stdout), WORD_WIDTH, WORD_WIDTH, sentence);
}

static void print_point(int *number, const char *sentence)
{
    int width = printf(" %2d [ ] ", ++*number);
    print_wrapped(stdout, terminal_width(stdout), (size_t)width, (size_t)width, sentence);
}

enum mah_status print_privacy(bool markdown, struct mah_error *err)
{
    (void)markdown; /* docs/privacy.md says more */
    (void)err;
    int number = 0;
    printf("%s\n", say("What each profile shows:"));
    print_profile("public", say("rounded counts; what few households or persons stand behind is hidden"));
    print_profile("internal", say("exact counts; what few households stand behind is hidden"));
    print_profile("secure", say("everything, with positions and household numbers: for the protected computer only"));
    printf("\n%s\n", say("Before a file is published:"));
    print_point(&number, say("Legal basis and purpose are documented."));
    print_point(&number, say("The survey used an information text (aydınlatma metni) that covers this use."));
    print_point(&number,
                say("No column of a special category is in the file; ilce_groups is left out or was approved."));
    print_point(&number, say("The profile is public, and the thresholds in the table params are those agreed on."));
    print_point(&number, say("Complementary suppression was audited: no hidden number follows from the others."));
    print_point(&number, say("Density and coverage stand with the gap of services, not the share of migrants alone; no "
                             "table of origins by mahalle for the public."));
    print_point(&number, say("The data-protection officer (irtibat kişisi) has reviewed it."));
    print_point(&number, say("A date is set on which the raw file and all secure files are deleted."));
    print_point(&number, say("It was compared with what was published before from the same records."));
    printf("\n%s\n", say("More: docs/privacy.md."));
    return MAH_OK;
}

/* mahalle sql: read-only SQL over a GeoPackage. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/number.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "protect/answer_sql.h"
#include "protect/protect.h"
#include "read/sql_question.h"

enum { STANDARD_LIMIT_S = 60, LONGEST_LIMIT_S = 86400, GRACE_S = 5, CUT_TEXT_WIDTH = 60 };

/* ---- while the statement runs ---- */

static struct {
    char line[256]; /* made beforehand: a handler may only write */
    size_t length;
    int standard_error;
} alarm_state;

/*
 * SQLite looks at the clock between two steps of its own; a single call into GEOS can take hours between them. Nothing
 * is written while a statement runs, so that the process may end on the spot.
 */
static void on_alarm(int signal_number)
{
    (void)signal_number;
    if (write(alarm_state.standard_error, alarm_state.line, alarm_state.length) < 0)
        _exit(1);
    _exit(1);
}

static void set_alarm(double seconds)
{
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval timer = {.it_value = {.tv_sec = (time_t)seconds, .tv_usec = 0}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

/* SpatiaLite prints what it cannot do, beside giving it as an error: of the two only ours is shown. */
static int hush(void)
{
    int kept = dup(STDERR_FILENO), nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    fflush(stderr);
    if (kept >= 0 && nothing >= 0)
        (void)dup2(nothing, STDERR_FILENO);
    if (nothing >= 0)
        close(nothing);
    return kept;
}

static void unhush(int kept)
{
    fflush(stderr);
    if (kept < 0)
        return;
    (void)dup2(kept, STDERR_FILENO);
    close(kept);
}

static enum mah_status ask(struct sql_answer **out, const struct arguments *arguments, double limit_s,
                           struct mah_error *err)
{
    struct mah_error late = {0};
    char seconds[32];
    (void)mah_fail(&late, MAH_FAILED, "the statement took longer than %s seconds; --time-limit gives it more",
                   number_say(limit_s, seconds));
    snprintf(alarm_state.line, sizeof alarm_state.line, "mahalle: %.230s\n", late.message);
    alarm_state.length = strlen(alarm_state.line);
    int kept = hush();
    alarm_state.standard_error = kept >= 0 ? kept : STDERR_FILENO;
    set_alarm(limit_s + GRACE_S);
    enum mah_status status = sql_ask(out, arguments->positional[0], arguments->positional[1], limit_s, err);
    set_alarm(0);
    unhush(kept);
    return status;
}

/* ---- the answer ---- */

static enum mah_status show(const struct sql_answer *answer, const struct mah_release *release,
                            const struct arguments *arguments, struct mah_error *err)
{
    struct column_look *looks = memory_new(answer->column_count + 1, sizeof *looks);
    if (looks == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < answer->column_count; i++)
        looks[i] = (struct column_look){.heading = answer->names[i], .most_width = CUT_TEXT_WIDTH};
    struct table_view view = {.release = release,
                              .table = release_table_named(release, "answer"),
                              .looks = looks,
                              .names = (const char *const *)answer->names};
    char line[160];
    const char *lines[] = {line};
    snprintf(line, sizeof line, say("the answer was cut after %zu rows; ask for fewer with LIMIT or WHERE"),
             answer->row_count);
    struct answer_notes notes = {.lines = lines, .count = answer->was_cut ? 1 : 0};
    enum mah_status status = answer_write(&view, &notes, arguments, err);
    memory_free(looks);
    return status;
}

static enum mah_status check_arguments(const struct arguments *arguments, struct mah_error *err)
{
    if (arguments->positional_count < 2)
        return mah_fail(err, MAH_BAD_USAGE, "name a GeoPackage and a statement: mahalle sql OUT.gpkg \"SELECT ...\"");
    if (arguments->positional_count > 2)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is one word too many; put the statement in quotes",
                        arguments->positional[2]);
    if (answer_is_geopackage(arguments))
        return mah_fail(err, MAH_BAD_USAGE, "'%s': an answer of SQL is written as text, csv or json",
                        arguments->output);
    return MAH_OK;
}

enum mah_status command_sql(const struct arguments *arguments, struct mah_error *err)
{
    struct sql_answer *answer = NULL;
    struct mah_release *release = NULL;
    double limit_s = STANDARD_LIMIT_S;
    enum mah_status status = check_arguments(arguments, err);
    if (status == MAH_OK)
        status = option_number(&limit_s, arguments, OPTION_TIME_LIMIT, 0.001, LONGEST_LIMIT_S, err);
    if (status == MAH_OK)
        status = ask(&answer, arguments, limit_s, err);
    if (status == MAH_OK)
        status = answer_of_sql(&release, answer, language_get(), err);
    if (status == MAH_OK)
        status = show(answer, release, arguments, err);
    protect_release_free(release);
    sql_answer_free(answer);
    return status;
}

/* The front door: sets up the process, finds the command, says what went wrong, gives the exit code. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/workers.h"
#include "cli/commands.h"
#include "mahalle/version.h"

static void on_stop(int signal_number)
{
    (void)signal_number;
    interrupted_set();
}

static void set_signal(int signal_number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigaction(signal_number, &action, NULL);
}

/*
 * Standard streams exist even where the caller closed them, or a data file would be opened as "standard output". A full
 * disk, a file size limit and a closed pipe are errors of a call, not the end of the process. The locale of the user is
 * never used: numbers and letters have their own code.
 */
static void set_up_process(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY) != fd)
            _exit(1);
    set_signal(SIGPIPE, SIG_IGN);
    set_signal(SIGXFSZ, SIG_IGN);
    set_signal(SIGINT, on_stop);
    set_signal(SIGTERM, on_stop);
    set_signal(SIGHUP, on_stop);
}

/* The language of messages until the command line or the project says otherwise. */
static void set_first_language(void)
{
    static const char *const names[] = {"MAHALLE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    enum language language;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value == NULL || *value == '\0')
            continue;
        if (language_parse(value, &language))
            language_set(language);
        return;
    }
}

/* `mahalle --language tr`: options before any command are those of help. */
static enum mah_status run_without_command(int argc, char **argv, struct mah_error *err)
{
    struct arguments arguments;
    enum mah_status status = arguments_read(&arguments, argc, argv, 1, command_named("help"), err);
    if (status == MAH_OK)
        status = language_load(err);
    if (status == MAH_OK && arguments.version)
        printf("mahalle %s\n", MAH_VERSION);
    else if (status == MAH_OK)
        status = print_where_to_begin(err);
    arguments_release(&arguments);
    return status;
}

static enum mah_status run_command(int argc, char **argv, struct mah_error *err)
{
    if (argc < 2 || argv[1][0] == '-')
        return run_without_command(argc, argv, err);
    const struct command *command = command_named(argv[1]);
    if (command == NULL)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no command; 'mahalle help' lists them", argv[1]);
    struct arguments arguments;
    enum mah_status status = arguments_read(&arguments, argc, argv, 2, command, err);
    if (status == MAH_OK)
        status = language_load(err);
    if (status == MAH_OK && arguments.version)
        printf("mahalle %s\n", MAH_VERSION);
    else if (status == MAH_OK && arguments.help)
        status = print_command_help(command, err);
    else if (status == MAH_OK)
        status = command->run(&arguments, err);
    arguments_release(&arguments);
    return status;
}

/* Whoever read the output, `head` perhaps, has had enough: nobody is to be told. */
static bool reader_has_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO};
    return ferror(stdout) != 0 && poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

int main(int argc, char **argv)
{
    struct mah_error error = {0};
    set_up_process();
    set_first_language();
    enum mah_status status = run_command(argc, argv, &error);
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == MAH_OK)
        status = mah_fail(&error, MAH_FAILED, "cannot write to standard output");
    if (status != MAH_OK && !reader_has_gone())
        fprintf(stderr, "mahalle: %s\n", error.message);
    return mah_exit_code(status);
}

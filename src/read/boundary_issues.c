/* What was found wrong with the boundaries? */
#include "read/boundary_issues.h"

#include "base/memory.h"

const char *boundary_issue_word(enum boundary_issue_kind kind)
{
    static const char *const words[BOUNDARY_ISSUE_KINDS] = {
        [BOUNDARY_INVALID] = "invalid",
        [BOUNDARY_DUPLICATE] = "duplicate_code",
        [BOUNDARY_SAME_POLYGON] = "same_polygon",
        [BOUNDARY_OVERLAP] = "overlap",
        [BOUNDARY_GAP] = "gap",
        [BOUNDARY_DROPPED] = "dropped",
    };
    return (unsigned)kind < BOUNDARY_ISSUE_KINDS ? words[kind] : "";
}

static void release(struct boundary_issue *issue)
{
    memory_free(issue->code);
    memory_free(issue->other_code);
    memory_free(issue->detail);
}

static enum mah_status copy_text(char **out, const char *text, struct mah_error *err)
{
    *out = memory_copy_text(text);
    return *out || !text ? MAH_OK : mah_no_memory(err);
}

enum mah_status boundary_issue_add(struct boundary_set *set, const struct boundary_issue *issue, struct mah_error *err)
{
    struct boundary_issue *grown = memory_resize(set->issues, set->issue_count + 1, sizeof *set->issues);
    if (!grown)
        return mah_no_memory(err);
    set->issues = grown;
    struct boundary_issue *copy = &grown[set->issue_count];
    *copy = *issue;
    copy->code = copy->other_code = copy->detail = NULL;
    enum mah_status status = copy_text(&copy->code, issue->code, err);
    if (status == MAH_OK)
        status = copy_text(&copy->other_code, issue->other_code, err);
    if (status == MAH_OK)
        status = copy_text(&copy->detail, issue->detail, err);
    if (status == MAH_OK)
        set->issue_count++;
    else
        release(copy);
    return status;
}

void boundary_issues_free(struct boundary_set *set)
{
    for (size_t i = 0; i < set->issue_count; i++)
        release(&set->issues[i]);
    memory_free(set->issues);
    set->issues = NULL;
    set->issue_count = 0;
}

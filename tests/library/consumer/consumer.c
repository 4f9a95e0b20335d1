/* The smallest program against the installed library: its errors speak. */
#include <mahalle/mahalle.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    struct mah_project *project = NULL;
    struct mah_error error = {0};
    if (mah_project_new(&project, &error) != MAH_OK)
        return 1;
    enum mah_status status = mah_project_set(project, "recent_years=none", &error);
    mah_project_free(project);
    printf("%s: %s\n", mah_version(), error.message);
    return status == MAH_BAD_USAGE && strstr(error.message, "recent_years") != NULL ? 0 : 1;
}

/* What did this cell mean the last time? */
#include "check/memo.h"

_Static_assert(MEMO_GROUPS == 1024, "memo_group_of gives ten bits");

void memo_keep(struct memo *memo, struct slice text, int16_t value)
{
    if (text.length == 0 || text.length > MEMO_TEXT)
        return;
    struct memo_key key = memo_key_of(text);
    struct memo_slot *group = memo->slots[memo_group_of(key)];
    memmove(group + 1, group, (MEMO_WAYS - 1) * sizeof *group); /* the oldest of the group is forgotten */
    group->key = key;
    group->value = value;
    if (text.length > MEMO_ENDS)
        memcpy(group->middle, text.bytes + 8, text.length - MEMO_ENDS);
}

void memo_clear(struct memo *memo)
{
    memset(memo, 0, sizeof *memo);
}

/* Why is there no change to tell? Words and what they mean. */
#include "protect/comparison_parts.h"

/* Words and meanings, in the order of enum change_reason. */
static const struct release_value reasons_tr[] = {
    {"", NULL},
    {"definition", "Göstergenin bağlı olduğu bir ayar iki çalışmada farklı"},
    {"not_in_old", "Eski dosyada bu gösterge yok"},
    {"not_in_new", "Yeni dosyada bu gösterge yok"},
    {"only_new", "Burada eski dosyanın hiçbir mahallesi yok"},
    {"only_old", "Eski mahalle yeni dosyanın hiçbir mahallesine düşmüyor"},
    {"hidden_old", "Eski değer, kişileri korumak için gizlendi"},
    {"hidden_new", "Yeni değer, kişileri korumak için gizlendi"},
    {"nobody_old", "Eski dosyada burada hane kaydı yok"},
    {"nobody_new", "Yeni dosyada burada hane kaydı yok"},
    {"unknown_old", "Eski değer bilinmiyor"},
    {"unknown_new", "Yeni değer bilinmiyor"}};
static const struct release_value reasons_en[] = {
    {"", NULL},
    {"definition", "A setting that the indicator depends on differs between the runs"},
    {"not_in_old", "The old file does not have this indicator"},
    {"not_in_new", "The new file does not have this indicator"},
    {"only_new", "No mahalle of the old file lies here"},
    {"only_old", "The old mahalle lies in no mahalle of the new file"},
    {"hidden_old", "The old value was hidden to protect people"},
    {"hidden_new", "The new value was hidden to protect people"},
    {"nobody_old", "No household record here in the old file"},
    {"nobody_new", "No household record here in the new file"},
    {"unknown_old", "The old value is not known"},
    {"unknown_new", "The new value is not known"}};

const struct release_value *change_reasons(enum language language)
{
    return language == LANGUAGE_TURKISH ? reasons_tr : reasons_en;
}

const char *change_reason_word(enum change_reason reason)
{
    return reasons_en[reason].value;
}

const char *change_reason_meaning(enum change_reason reason, enum language language)
{
    return change_reasons(language)[reason].meaning;
}

const char *stricter_profile(const char *a, const char *b)
{
    static const char *const words[] = {"secure", "internal"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if ((a != NULL && strcmp(a, words[i]) == 0) || (b != NULL && strcmp(b, words[i]) == 0))
            return words[i];
    return "public";
}

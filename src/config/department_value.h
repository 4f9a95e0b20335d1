/* One value of the file of a department: is it what is allowed? Private to department*.c. */
#ifndef CONFIG_DEPARTMENT_VALUE_H
#define CONFIG_DEPARTMENT_VALUE_H

#include "config/department.h"
#include "config/yaml_file.h"

/* What the walk carries along. */
struct department_reading {
    struct department *out;
    const char *path;
    struct mah_error *err;
};

/* MAH_BAD_USAGE with file, line, key and what is allowed. The takers store the value, or refuse it so. */
enum mah_status department_refuse(const struct department_reading *reading, const struct yaml_value *value,
                                  const char *allowed);
enum mah_status department_refuse_key(const struct department_reading *reading, const struct yaml_value *value,
                                      const char *allowed);
enum mah_status department_take_text(const struct department_reading *reading, char **out,
                                     const struct yaml_value *value);
enum mah_status department_take_name(const struct department_reading *reading, char **out,
                                     const struct yaml_value *value, bool may_be_pattern);
enum mah_status department_take_word(const struct department_reading *reading, int *out, const struct yaml_value *value,
                                     const char *const *words, size_t count);
enum mah_status department_take_number(const struct department_reading *reading, double *out,
                                       const struct yaml_value *value, double least, double most, const char *allowed);
enum mah_status department_take_winsorise(const struct department_reading *reading, const struct yaml_value *value);

#endif

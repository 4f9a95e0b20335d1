/* What is wrong with a row of a service file, in words? */
#include "read/services.h"

/* The sentences go through say(); layers/messages.csv has their Turkish. */
static const struct fault_facts {
    const char *word, *meaning;
    bool rejects;
} faults[SERVICE_FAULTS] = {
    [SERVICE_NO_POSITION] = {"no_position", "the row has no position; the facility is not used", true},
    [SERVICE_BAD_POSITION] = {"bad_position",
                              "the position cannot be used: no number, impossible in the reference "
                              "system, or a broken geometry; the facility is not used",
                              true},
    [SERVICE_DUPLICATE] = {"duplicate",
                           "the same type, number and place stand in an earlier row; the facility is not "
                           "used again",
                           true},
    [SERVICE_BAD_ROW] = {"bad_row", "the row cannot be read: it has more cells than the header, or is no record", true},
    [SERVICE_UNENDED] = {"unended",
                         "the file does not end with a line break: its last row may be cut off and rows behind it "
                         "missing",
                         false},
    [SERVICE_BAD_CAPACITY] = {"bad_capacity",
                              "the capacity is negative or no number; the facility is used, its "
                              "capacity is unknown",
                              false},
    [SERVICE_BAD_AREA] = {"bad_area", "the area is negative or no number; the facility is used, its area is unknown",
                          false},
    [SERVICE_BAD_OPEN] = {"bad_open", "the row does not say clearly whether the facility is open; it is used as open",
                          false},
};

const char *service_fault_word(enum service_fault fault)
{
    return faults[fault].word;
}

const char *service_fault_meaning(enum service_fault fault)
{
    return faults[fault].meaning;
}

bool service_fault_rejects(enum service_fault fault)
{
    return faults[fault].rejects;
}

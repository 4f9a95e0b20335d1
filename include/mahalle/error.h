/* Status codes and error records of the public API: what went wrong, and how to say so. */
#ifndef MAHALLE_ERROR_H
#define MAHALLE_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MAH_API __attribute__((visibility("default")))
#define MAH_MUST_CHECK __attribute__((warn_unused_result))
#else
#define MAH_API
#define MAH_MUST_CHECK
#endif

/* The outcome of a call. The program's exit codes follow from it (mah_exit_code). */
enum mah_status {
    MAH_OK = 0,
    MAH_NO_MEMORY,   /* an allocation of ours failed */
    MAH_FAILED,      /* the system or a library refused: reading, writing, locking */
    MAH_BAD_SOURCE,  /* a file is missing, of a kind not allowed, or not what it says it is */
    MAH_BAD_USAGE,   /* the command line or the project file is wrong */
    MAH_BAD_DATA,    /* the data were read and rejected as a whole */
    MAH_UNSAFE,      /* a protected value could be recovered; nothing was written */
    MAH_INTERRUPTED, /* the user stopped the work; nothing was half-written */
    MAH_STATUS_COUNT
};

/* The reason for a failure: one line of UTF-8, no full stop, the subject in quotes. */
struct mah_error {
    enum mah_status status;
    char message[1024];
};

/* The exit code that interface documents for a status: 0, 1, 2, 3, 4 or 130. */
MAH_API int mah_exit_code(enum mah_status status);

#ifdef __cplusplus
}
#endif
#endif

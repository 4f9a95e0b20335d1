/* From which secret are households moved? */
#include "read/mask_secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/slice.h"
#include "base/system_words.h"

enum { LONGEST_SECRET = 4096 };

static enum mah_status draw(struct hash_key *out, struct mah_error *err)
{
    size_t done = 0;
    while (done < sizeof out->bytes) {
        ssize_t got = getrandom(out->bytes + done, sizeof out->bytes - done, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return mah_fail(err, MAH_FAILED, "the system gives no random numbers: %s", system_words(errno));
        done += (size_t)got;
    }
    return MAH_OK;
}

static enum mah_status read_file(char bytes[LONGEST_SECRET + 1], size_t *length, const char *path,
                                 struct mah_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int reason = errno;
    ssize_t got = 1;
    *length = 0;
    while (file >= 0 && got > 0 && *length <= LONGEST_SECRET) {
        got = read(file, bytes + *length, LONGEST_SECRET + 1 - *length);
        if (got > 0)
            *length += (size_t)got;
        else if (got < 0 && errno == EINTR)
            got = 1;
        else if (got < 0)
            reason = errno;
    }
    if (file >= 0)
        close(file);
    if (file < 0 || got < 0)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read the secret '%s': %s", path, system_words(reason));
    if (*length > LONGEST_SECRET)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'%s' holds more than %d bytes: that is no secret of privacy.mask_seed_file", path,
                        LONGEST_SECRET);
    return MAH_OK;
}

static size_t count_kinds(struct slice secret)
{
    size_t kinds = 0;
    for (uint32_t i = 0; i < secret.length; i++)
        kinds += memchr(secret.bytes, secret.bytes[i], i) == NULL;
    return kinds;
}

static enum mah_status check_secret(struct slice secret, const char *path, struct mah_error *err)
{
    if (secret.length < MASK_SECRET_LETTERS)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "the secret in '%s' has fewer than %d letters and could be guessed; write a long random text "
                        "into it, such as 'head -c 24 /dev/urandom | base64' gives",
                        path, MASK_SECRET_LETTERS);
    if (count_kinds(secret) < MASK_SECRET_KINDS)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "the secret in '%s' has fewer than %d different letters and could be guessed; write a long "
                        "random text into it, such as 'head -c 24 /dev/urandom | base64' gives",
                        path, MASK_SECRET_KINDS);
    return MAH_OK;
}

static enum mah_status make_key(struct hash_key *out, struct slice secret, struct mah_error *err)
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    /* The user's openssl.cnf may load code of others; a hash needs none of it. */
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    if (EVP_Digest(secret.bytes, secret.length, sum, NULL, EVP_sha256(), NULL) != 1)
        return mah_fail(err, MAH_FAILED, "OpenSSL computes no SHA-256 here");
    memcpy(out->bytes, sum, sizeof out->bytes);
    OPENSSL_cleanse(sum, sizeof sum);
    return MAH_OK;
}

enum mah_status mask_secret_read(struct hash_key *out, const char *path, struct mah_error *err)
{
    char bytes[LONGEST_SECRET + 1];
    size_t length;
    if (path == NULL)
        return draw(out, err);
    enum mah_status status = read_file(bytes, &length, path, err);
    struct slice secret = status == MAH_OK ? slice_trim((struct slice){bytes, (uint32_t)length}) : slice_of("");
    if (status == MAH_OK)
        status = check_secret(secret, path, err);
    if (status == MAH_OK)
        status = make_key(out, secret, err);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return status;
}

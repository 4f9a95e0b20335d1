/* Which bytes were read? */
#include "read/file_digest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/memory.h"
#include "base/workers.h"
#include "read/source_path.h"

enum { PIECE_BYTES = 1 << 18 };

/* ---- one file ---- */

static enum mah_status openssl_refused(struct mah_error *err)
{
    return mah_fail(err, MAH_FAILED, "OpenSSL computes no SHA-256 here");
}

static enum mah_status digest_pieces(EVP_MD_CTX *context, int file, int64_t *bytes, const char *name,
                                     const atomic_bool *stop, struct mah_error *err)
{
    unsigned char *piece = memory_new(PIECE_BYTES, 1);
    enum mah_status status = piece != NULL ? MAH_OK : mah_no_memory(err);
    *bytes = 0;
    while (status == MAH_OK) {
        ssize_t got = read(file, piece, PIECE_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            status = mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", name, errno);
        else if (interrupted() || (stop != NULL && atomic_load(stop)))
            status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
        else if (got > 0 && EVP_DigestUpdate(context, piece, (size_t)got) != 1)
            status = openssl_refused(err);
        if (got <= 0)
            break;
        *bytes += got;
    }
    memory_free(piece);
    return status;
}

static void write_hexadecimal(char out[SHA256_TEXT_SIZE], const unsigned char *bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_TEXT_SIZE / 2; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[SHA256_TEXT_SIZE - 1] = '\0';
}

static enum mah_status digest_file(struct file_digest *digest, int file, const atomic_bool *stop, struct mah_error *err)
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    /* The user's openssl.cnf may load code of others; a hash needs none of it. */
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    enum mah_status status = context != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK && EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1)
        status = openssl_refused(err);
    if (status == MAH_OK)
        status = digest_pieces(context, file, &digest->bytes, digest->name, stop, err);
    if (status == MAH_OK && EVP_DigestFinal_ex(context, sum, NULL) != 1)
        status = openssl_refused(err);
    if (status == MAH_OK)
        write_hexadecimal(digest->sha256, sum);
    EVP_MD_CTX_free(context);
    return status;
}

enum mah_status file_digests_add_open(struct file_digests *digests, int file, const char *path, const atomic_bool *stop,
                                      struct mah_error *err)
{
    if (memory_grow((void **)&digests->files, &digests->capacity, digests->count + 1, sizeof *digests->files) != 0)
        return mah_no_memory(err);
    struct file_digest *digest = &digests->files[digests->count++];
    *digest = (struct file_digest){.name = memory_copy_text(source_path_file_name(path))};
    return digest->name != NULL ? digest_file(digest, file, stop, err) : mah_no_memory(err);
}

/* A part of a Shapefile need not be there; *there says whether it was. */
static enum mah_status add_file(struct file_digests *digests, const char *path, const char *name, bool *there,
                                const atomic_bool *stop, struct mah_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    *there = file >= 0;
    if (file < 0 && errno != ENOENT)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", path, errno);
    if (file < 0)
        return MAH_OK;
    enum mah_status status = file_digests_add_open(digests, file, name, stop, err);
    close(file);
    return status;
}

/* ---- what belongs to a source ---- */

bool file_digest_has_parts(const char *path)
{
    const char *ending = strrchr(path, '.');
    return ending != NULL &&
           (strcasecmp(ending, ".shp") == 0 || strcasecmp(ending, ".shx") == 0 || strcasecmp(ending, ".dbf") == 0);
}

/* The parts lie beside each other, their endings in lower or upper case as the file system has them. */
static enum mah_status add_shapefile(struct file_digests *digests, char *path, const atomic_bool *stop,
                                     struct mah_error *err)
{
    static const char endings[][2][4] = {
        {"shp", "SHP"}, {"shx", "SHX"}, {"dbf", "DBF"}, {"prj", "PRJ"}, {"cpg", "CPG"}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        bool there = false;
        for (size_t j = 0; status == MAH_OK && !there && j < 2; j++) {
            memcpy(path + strlen(path) - 3, endings[i][j], 3);
            status = add_file(digests, path, source_path_file_name(path), &there, stop, err);
        }
    }
    return status;
}

enum mah_status file_digests_add(struct file_digests *digests, const char *path, const atomic_bool *stop,
                                 struct mah_error *err)
{
    char *resolved = NULL;
    bool there = false;
    enum mah_status status = source_path_resolve(&resolved, path, err);
    if (status == MAH_OK && file_digest_has_parts(resolved)) {
        status = add_shapefile(digests, resolved, stop, err);
    } else if (status == MAH_OK) {
        status = add_file(digests, resolved, source_path_file_name(path), &there, stop, err);
        if (status == MAH_OK && !there)
            status = mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': no such file", path);
    }
    memory_free(resolved);
    return status;
}

void file_digests_release(struct file_digests *digests)
{
    for (size_t i = 0; i < digests->count; i++)
        memory_free(digests->files[i].name);
    memory_free(digests->files);
    *digests = (struct file_digests){0};
}

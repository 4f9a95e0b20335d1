/* How many features does a file promise? */
#include "read/ogr_promise.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "read/csv_encoding.h"
#include "read/gdal_door.h"

enum { PIECE_BYTES = 1024 * 1024, RECORD_SEPARATOR = 0x1E };

/* Records of a GeoJSON sequence: after each record separator (RFC 8142) or, where the file has none, on each line. */
struct records {
    bool with_separators, started; /* started: something of the current record has been seen */
    int64_t count;
    bool in_text, escaped; /* where in the current record the walk is */
    int64_t depth;
    int64_t cut; /* the first record that is not whole; 0: none. GDAL makes a row of what is there of it. */
};

static void look_inside(struct records *records, char byte)
{
    if (records->in_text) {
        records->in_text = records->escaped || byte != '"';
        records->escaped = !records->escaped && byte == '\\';
    } else {
        records->in_text = byte == '"';
        records->depth += (byte == '{') + (byte == '[') - (byte == '}') - (byte == ']');
    }
}

static void end_record(struct records *records)
{
    if (records->started && (records->in_text || records->depth != 0) && records->cut == 0)
        records->cut = records->count;
    records->started = records->in_text = records->escaped = false;
    records->depth = 0;
}

static void count_records(struct records *records, const char *bytes, size_t length)
{
    char border = records->with_separators ? RECORD_SEPARATOR : '\n';
    for (size_t i = 0; i < length; i++) {
        char byte = bytes[i];
        if (byte == border) {
            end_record(records);
            continue;
        }
        look_inside(records, byte);
        if (!records->started && byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n') {
            records->started = true;
            records->count++;
        }
    }
}

static enum mah_status count_sequence(int64_t *out, const char *path, struct mah_error *err)
{
    char *bytes = memory_resize(NULL, PIECE_BYTES, 1);
    if (bytes == NULL)
        return mah_no_memory(err);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    off_t size = file >= 0 ? lseek(file, 0, SEEK_END) : -1;
    enum mah_status status = MAH_OK;
    struct records records = {0};
    if (size < 0)
        status = mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': no such file", path);
    for (off_t offset = 0; offset < size && status == MAH_OK; offset += PIECE_BYTES) {
        size_t length = size - offset < PIECE_BYTES ? (size_t)(size - offset) : PIECE_BYTES;
        status = csv_read_at(file, bytes, length, (uint64_t)offset, path, err);
        if (status != MAH_OK)
            break;
        if (offset == 0)
            records.with_separators = bytes[0] == RECORD_SEPARATOR;
        count_records(&records, bytes, length);
    }
    if (file >= 0)
        close(file);
    memory_free(bytes);
    end_record(&records);
    if (status == MAH_OK && records.cut > 0)
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' is damaged or cut off: record %lld is not whole", path,
                          (long long)records.cut);
    *out = records.count;
    return status;
}

enum mah_status source_ogr_promised(int64_t *out, GDALDatasetH dataset, OGRLayerH layer, const char *path,
                                    struct mah_error *err)
{
    const char *driver = gdal.GDALGetDriverShortName(gdal.GDALGetDatasetDriver(dataset));
    *out = -1;
    if (strcmp(driver, "GeoJSONSeq") == 0)
        return count_sequence(out, path, err);
    if (strcmp(driver, "ESRI Shapefile") != 0)
        *out = gdal.OGR_L_GetFeatureCount(layer, 0);
    return MAH_OK;
}

enum mah_status source_ogr_check_promise(int64_t promised, int64_t read, const char *path, struct mah_error *err)
{
    if (read >= promised)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_SOURCE, "'%s' is damaged or cut off: %lld of %lld rows can be read", path,
                    (long long)read, (long long)promised);
}

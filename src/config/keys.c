/* Which keys does a project have? The table. */
#include "config/keys.h"

static const char *const arrival_rules[] = {"strict", "inclusive", "fraction", NULL};
static const char *const household_rules[] = {"head", "any", "majority", "all", NULL};
static const char *const origin_fields[] = {"auto", "registered", "birth", "previous", NULL};
static const char *const languages[] = {"en", "tr", NULL};
static const char *const encodings[] = {"auto", "utf-8", "windows-1254", "iso-8859-9", NULL};
static const char *const metrics[] = {"auto", "network", "euclid", NULL};
static const char *const decays[] = {"step", "gaussian", NULL};
static const char *const axes[] = {"xy", "yx", NULL};
static const char *const need_populations[] = {"estimated", "official", NULL};
static const char *const profiles[] = {"public", "internal", "secure", NULL};
static const char *const household_points[] = {"none", "exact", "masked", NULL};
static const char *const backends[] = {"local", "postgis", "spark", NULL};

/* Words are stored by index: the order above is that of the enums. */
_Static_assert(ARRIVAL_STRICT == 0 && ARRIVAL_FRACTION == 2, "order of arrival_rules");
_Static_assert(HOUSEHOLD_HEAD == 0 && HOUSEHOLD_ALL == 3, "order of household_rules");
_Static_assert(ORIGIN_AUTO == 0 && ORIGIN_PREVIOUS == 3, "order of origin_fields");
_Static_assert(METRIC_AUTO == 0 && METRIC_EUCLID == 2, "order of metrics");
_Static_assert(DECAY_STEP == 0 && DECAY_GAUSSIAN == 1, "order of decays");
_Static_assert(NEED_ESTIMATED == 0 && NEED_OFFICIAL == 1, "order of need_populations");
_Static_assert(LANGUAGE_ENGLISH == 0 && LANGUAGE_TURKISH == 1, "order of languages");
_Static_assert(PROFILE_PUBLIC == 0 && PROFILE_SECURE == 2, "order of profiles");
_Static_assert(POINTS_NONE == 0 && POINTS_MASKED == 2, "order of household_points");
_Static_assert(sizeof(enum profile) == sizeof(int) && sizeof(enum language) == sizeof(int),
               "an enum is stored as an int");

#define OF_PROJECT(member) SCOPE_PROJECT, offsetof(struct project, member)
#define OF_SOURCE(scope, member) scope, offsetof(struct source, member)
#define NO_RANGE 0, 0
#define LARGEST_EXACT 9007199254740991.0 /* 2^53 - 1 */

static const struct key keys[] = {
    {"title", KEY_TEXT, OF_PROJECT(title), NO_RANGE, NULL, NULL, "Title of the map and of the report",
     "Haritanın ve raporun başlığı"},
    {"reference_date", KEY_DATE, OF_PROJECT(reference_date), NO_RANGE, NULL, NULL,
     "The day the data speak of; default: the last 31 December that has passed",
     "Verinin ait olduğu gün; varsayılan: geride kalan son 31 Aralık"},
    {"recent_years", KEY_INTEGER, OF_PROJECT(recent_years), 1, 100, NULL, "5",
     "Who arrived within this many years before the reference date is a recent migrant",
     "Referans tarihinden önceki bu kadar yıl içinde gelen, yakın dönem göçmenidir"},
    {"arrival_rule", KEY_WORD, OF_PROJECT(arrival_rule), NO_RANGE, arrival_rules, "strict",
     "What an arrival year on the edge of the window counts as: not recent, recent, or a fraction",
     "Pencerenin sınırındaki geliş yılı nasıl sayılır: yakın dönem değil, yakın dönem, ya da kesirli"},
    {"household_rule", KEY_WORD, OF_PROJECT(household_rule), NO_RANGE, household_rules, "head",
     "When a household is a migrant household: by its head, or where any, most or all members migrated",
     "Hane ne zaman göçmen hanedir: hane reisine göre, ya da herhangi biri, çoğu veya tümü göç ettiyse"},
    {"origin_field", KEY_WORD, OF_PROJECT(origin_field), NO_RANGE, origin_fields, "auto",
     "Which answer tells the origin: province of registry, of birth, or before the move; auto: the first found",
     "Kökeni hangi soru söyler: nüfusa kayıtlı il, doğum ili ya da önceki il; auto: bunlardan ilk bulunan"},
    {"province", KEY_TEXT, OF_PROJECT(province), NO_RANGE, NULL, NULL,
     "Plate number or name of the province of the boundaries: who came from it moved, but did not migrate",
     "Sınırların bulunduğu ilin plaka numarası ya da adı: bu ilden gelen taşınmıştır, göç etmemiştir"},
    {"crs", KEY_CRS, OF_PROJECT(crs), NO_RANGE, NULL, "auto",
     "Working reference system, for distances; auto: the TUREF / TM zone in Türkiye, else the UTM zone",
     "Uzaklıklar için çalışma koordinat sistemi; auto: Türkiye'de TUREF / TM dilimi, dışında UTM dilimi"},
    {"language", KEY_WORD, OF_PROJECT(language), NO_RANGE, languages, "tr", "Language of labels and messages",
     "Etiketlerin ve iletilerin dili"},

    {"neighbourhoods", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL, "Boundaries of the mahalle",
     "Mahalle sınırları"},
    {"neighbourhoods.source", KEY_PATH, OF_SOURCE(SCOPE_NEIGHBOURHOODS, path), NO_RANGE, NULL, NULL,
     "File of the boundaries (polygons)", "Sınır dosyası (çokgenler)"},
    {"neighbourhoods.layer", KEY_TEXT, OF_SOURCE(SCOPE_NEIGHBOURHOODS, layer), NO_RANGE, NULL, NULL,
     "Layer in the file; needed only where there are several",
     "Dosyadaki katman; yalnızca birden çok katman varsa gerekir"},
    {"neighbourhoods.crs", KEY_CRS, OF_SOURCE(SCOPE_NEIGHBOURHOODS, crs), NO_RANGE, NULL, NULL,
     "Reference system, where the file does not say it", "Dosya söylemiyorsa koordinat sistemi"},
    {"neighbourhoods.encoding", KEY_WORD_TEXT, OF_SOURCE(SCOPE_NEIGHBOURHOODS, encoding), NO_RANGE, encodings, "auto",
     "Encoding of the letters", "Harf kodlaması"},
    {"neighbourhoods.fields", KEY_FIELDS, OF_SOURCE(SCOPE_NEIGHBOURHOODS, fields), NO_RANGE, NULL, NULL,
     "Which column is which field (mah_code, mah_name, ilce_name ...), where the usual names do not find it",
     "Hangi sütun hangi alandır (mah_code, mah_name, ilce_name ...); bilinen adlarla bulunamayanlar için"},
    {"neighbourhoods.towns", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL,
     "A second file with the names of the ilçe, by code", "İlçe adlarını koda göre veren ikinci dosya"},
    {"neighbourhoods.towns.source", KEY_PATH, OF_SOURCE(SCOPE_TOWNS, path), NO_RANGE, NULL, NULL, "File of the ilçe",
     "İlçe dosyası"},
    {"neighbourhoods.towns.layer", KEY_TEXT, OF_SOURCE(SCOPE_TOWNS, layer), NO_RANGE, NULL, NULL, "Layer in the file",
     "Dosyadaki katman"},
    {"neighbourhoods.towns.fields", KEY_FIELDS, OF_SOURCE(SCOPE_TOWNS, fields), NO_RANGE, NULL, NULL,
     "Which column is which field", "Hangi sütun hangi alandır"},

    {"households", KEY_SOURCES, OF_PROJECT(households), NO_RANGE, NULL, NULL,
     "Files of household records, one entry each", "Hane kayıtlarının dosyaları, her biri bir madde"},
    {"households.source", KEY_PATH, OF_SOURCE(SCOPE_HOUSEHOLDS, path), NO_RANGE, NULL, NULL,
     "File of household records", "Hane kayıtlarının dosyası"},
    {"households.layer", KEY_TEXT, OF_SOURCE(SCOPE_HOUSEHOLDS, layer), NO_RANGE, NULL, NULL,
     "Layer in the file; needed only where there are several",
     "Dosyadaki katman; yalnızca birden çok katman varsa gerekir"},
    {"households.crs", KEY_CRS, OF_SOURCE(SCOPE_HOUSEHOLDS, crs), NO_RANGE, NULL, NULL,
     "Reference system of the coordinates; longitude and latitude need none",
     "Koordinatların sistemi; enlem ve boylam için gerekmez"},
    {"households.encoding", KEY_WORD_TEXT, OF_SOURCE(SCOPE_HOUSEHOLDS, encoding), NO_RANGE, encodings, "auto",
     "Encoding of the letters", "Harf kodlaması"},
    {"households.fields", KEY_FIELDS, OF_SOURCE(SCOPE_HOUSEHOLDS, fields), NO_RANGE, NULL, NULL,
     "Which column is which field (hh_id, lon, lat, hh_size, arr_year ...), where the usual names do not find it",
     "Hangi sütun hangi alandır (hh_id, lon, lat, hh_size, arr_year ...); bilinen adlarla bulunamayanlar için"},

    {"persons", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL,
     "List of the members of the households, for the rooms they need", "Oda gereksinimi için hane üyelerinin listesi"},
    {"persons.source", KEY_PATH, OF_SOURCE(SCOPE_PERSONS, path), NO_RANGE, NULL, NULL, "File of the members",
     "Üyelerin dosyası"},
    {"persons.layer", KEY_TEXT, OF_SOURCE(SCOPE_PERSONS, layer), NO_RANGE, NULL, NULL, "Layer in the file",
     "Dosyadaki katman"},
    {"persons.encoding", KEY_WORD_TEXT, OF_SOURCE(SCOPE_PERSONS, encoding), NO_RANGE, encodings, "auto",
     "Encoding of the letters", "Harf kodlaması"},
    {"persons.fields", KEY_FIELDS, OF_SOURCE(SCOPE_PERSONS, fields), NO_RANGE, NULL, NULL,
     "Which column is which field (hh_id, age, sex, relation)",
     "Hangi sütun hangi alandır (hh_id, age, sex, relation)"},

    {"services", KEY_SOURCES, OF_PROJECT(services), NO_RANGE, NULL, NULL,
     "Files of services: schools, health centres, stops ...",
     "Hizmet dosyaları: okullar, sağlık merkezleri, duraklar ..."},
    {"services.type", KEY_TEXT, OF_SOURCE(SCOPE_SERVICES, type), NO_RANGE, NULL, NULL,
     "Type of the service (primary, asm, stop_low ...)", "Hizmet türü (primary, asm, stop_low ...)"},
    {"services.source", KEY_PATH, OF_SOURCE(SCOPE_SERVICES, path), NO_RANGE, NULL, NULL, "File of the services",
     "Hizmetlerin dosyası"},
    {"services.layer", KEY_TEXT, OF_SOURCE(SCOPE_SERVICES, layer), NO_RANGE, NULL, NULL,
     "Layer in the file; needed only where there are several",
     "Dosyadaki katman; yalnızca birden çok katman varsa gerekir"},
    {"services.crs", KEY_CRS, OF_SOURCE(SCOPE_SERVICES, crs), NO_RANGE, NULL, NULL,
     "Reference system, where the file does not say it", "Dosya söylemiyorsa koordinat sistemi"},
    {"services.encoding", KEY_WORD_TEXT, OF_SOURCE(SCOPE_SERVICES, encoding), NO_RANGE, encodings, "auto",
     "Encoding of the letters", "Harf kodlaması"},
    {"services.where", KEY_TEXT, OF_SOURCE(SCOPE_SERVICES, where), NO_RANGE, NULL, NULL,
     "Which rows of the file are of this type", "Dosyanın hangi satırları bu türdendir"},
    {"services.axes", KEY_WORD_TEXT, OF_SOURCE(SCOPE_SERVICES, axes), NO_RANGE, axes, "xy",
     "yx: the coordinates of the file are exchanged (latitude first, where longitude should be)",
     "yx: dosyadaki koordinatlar yer değiştirmiş (boylam yerinde enlem var)"},
    {"services.radius_m", KEY_REAL, OF_SOURCE(SCOPE_SERVICES, radius_m), 1, 100000, NULL, NULL,
     "Who lives within this many metres is served; default: the standards, else layers/services.csv",
     "Bu kadar metre içinde oturan hizmet alıyor sayılır; varsayılan: standartlar, yoksa layers/services.csv"},
    {"services.fields", KEY_FIELDS, OF_SOURCE(SCOPE_SERVICES, fields), NO_RANGE, NULL, NULL,
     "Which column is which field", "Hangi sütun hangi alandır"},

    {"streets", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL, "Street lines, for walking distances",
     "Yürüme uzaklıkları için yol çizgileri"},
    {"streets.source", KEY_PATH, OF_SOURCE(SCOPE_STREETS, path), NO_RANGE, NULL, NULL, "File of the streets",
     "Yol dosyası"},
    {"streets.layer", KEY_TEXT, OF_SOURCE(SCOPE_STREETS, layer), NO_RANGE, NULL, NULL, "Layer in the file",
     "Dosyadaki katman"},
    {"streets.crs", KEY_CRS, OF_SOURCE(SCOPE_STREETS, crs), NO_RANGE, NULL, NULL,
     "Reference system, where the file does not say it", "Dosya söylemiyorsa koordinat sistemi"},
    {"streets.where", KEY_TEXT, OF_SOURCE(SCOPE_STREETS, where), NO_RANGE, NULL, NULL,
     "Which rows of the file are streets to walk along", "Dosyanın hangi satırları yürünen yollardır"},
    {"residential", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL,
     "Residential land, for net densities (not used by this version yet)",
     "Net yoğunluklar için konut alanları (bu sürümde henüz kullanılmıyor)"},
    {"residential.source", KEY_PATH, OF_SOURCE(SCOPE_RESIDENTIAL, path), NO_RANGE, NULL, NULL,
     "File of the residential land (polygons)", "Konut alanı dosyası (çokgenler)"},
    {"residential.layer", KEY_TEXT, OF_SOURCE(SCOPE_RESIDENTIAL, layer), NO_RANGE, NULL, NULL, "Layer in the file",
     "Dosyadaki katman"},
    {"residential.crs", KEY_CRS, OF_SOURCE(SCOPE_RESIDENTIAL, crs), NO_RANGE, NULL, NULL,
     "Reference system, where the file does not say it", "Dosya söylemiyorsa koordinat sistemi"},

    {"standards", KEY_LIST, OF_PROJECT(standards), NO_RANGE, NULL, NULL,
     "Tables of planning standards: files of layers/standards, or paths; none: no standards; default: mpyy-ek2, norms",
     "Planlama standartları: layers/standards dosyaları ya da yollar; none: hiçbiri; varsayılan: mpyy-ek2, norms"},
    {"coverage", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL, "How distances to services are measured",
     "Hizmetlere uzaklık nasıl ölçülür"},
    {"coverage.metric", KEY_WORD, OF_PROJECT(coverage_metric), NO_RANGE, metrics, "auto",
     "auto: along the streets where they are given, else straight",
     "auto: yollar verilmişse yol boyunca, yoksa kuş uçuşu"},
    {"coverage.detour", KEY_REAL, OF_PROJECT(coverage_detour), 1, 3, NULL, "1",
     "Straight distances are multiplied by this", "Kuş uçuşu uzaklıklar bununla çarpılır"},
    {"coverage.street_snap_m", KEY_REAL, OF_PROJECT(street_snap_m), 1, 2000, NULL, "100",
     "A household or service farther than this from every street cannot be reached on foot",
     "Bütün yollara bundan uzak olan hane ya da hizmete yürüyerek ulaşılamaz sayılır"},
    {"coverage.decay", KEY_WORD, OF_PROJECT(coverage_decay), NO_RANGE, decays, "step",
     "How the accessibility E2SFCA fades with distance: in three steps, or smoothly",
     "E2SFCA erişilebilirliği uzaklıkla nasıl azalır: üç basamakta ya da sürekli"},
    {"gap_grid", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL, "The map of square cells",
     "Kare hücrelerin haritası"},
    {"gap_grid.cell_m", KEY_INTEGER, OF_PROJECT(grid_cell_m), 50, 10000, NULL, "250",
     "Side of the smallest cells in metres; cells of few people are merged upward",
     "En küçük hücrenin kenarı (m); az kişili hücreler üst hücrede birleştirilir"},
    {"need", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL, "What is needed by the standards",
     "Standartlara göre gereksinim"},
    {"need.population", KEY_WORD, OF_PROJECT(need_population), NO_RANGE, need_populations, "estimated",
     "Whose number the standards are applied to: the households counted, or the official population of the boundaries",
     "Standartlar hangi nüfusa uygulanır: sayılan hanelere ya da sınırlardaki resmî nüfusa"},
    {"need.plan_population", KEY_INTEGER, OF_PROJECT(plan_population), 0, 100000000, NULL, "0",
     "Population of the plan area, which chooses the band of a standard; 0: that of the study area",
     "Standart dilimini seçen plan nüfusu; 0: çalışma alanının nüfusu"},
    {"priority", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL, "The order of the mahalle by need",
     "Mahallelerin gereksinim sırası"},
    {"priority.department", KEY_TEXT, OF_PROJECT(priority_department), NO_RANGE, NULL, "general",
     "Whose priorities the fields pri_* are: general, housing, infrastructure, education, health, social, or a file of "
     "departments/ in the folder of --layers",
     "pri_* alanları kimin önceliği: general, housing, infrastructure, education, health, social ya da --layers "
     "klasöründeki departments/ altında bir dosya"},
    {"priority.draws", KEY_INTEGER, OF_PROJECT(priority_draws), 0, 10000, NULL, "1000",
     "How often weights and method are drawn anew to see how far a rank depends on them; 0: no intervals of ranks",
     "Sıranın seçimlere ne kadar bağlı olduğunu görmek için ağırlık ve yöntem kaç kez yeniden çekilir; 0: sıra aralığı "
     "yok"},
    {"quarantine", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL, "Rows that cannot be used",
     "Kullanılamayan satırlar"},
    {"quarantine.snap_m", KEY_REAL, OF_PROJECT(snap_m), 0, 10000, NULL, "50",
     "A household outside all mahalle, but within this many metres of one, belongs to the nearest",
     "Hiçbir mahallede olmayan ama birine bu kadar metreden yakın olan hane en yakınına sayılır"},
    {"quarantine.max_rejected_share", KEY_REAL, OF_PROJECT(max_rejected_share), 0, 1, NULL, "0.05",
     "More rows than this share in quarantine end the run with exit code 3",
     "Karantinadaki satırların payı bunu aşarsa çalıştırma 3 koduyla biter"},
    {"privacy", KEY_SECTION, SCOPE_PROJECT, 0, NO_RANGE, NULL, NULL, "What is hidden so that nobody can be recognised",
     "Kimse tanınmasın diye neler gizlenir"},
    {"privacy.profile", KEY_WORD, OF_PROJECT(profile), NO_RANGE, profiles, "public",
     "For whom the result is: everybody, the municipality's staff, or its protected machine (exact values)",
     "Sonuç kimin için: herkes, belediye çalışanları, ya da korunan bilgisayar (kesin değerler)"},
    {"privacy.min_households", KEY_INTEGER, OF_PROJECT(min_households), 0, 100000, NULL, "5",
     "A value with fewer household records behind it is hidden; at least 3, except under secure",
     "Arkasında bundan az hane kaydı olan değer gizlenir; secure dışında en az 3"},
    {"privacy.min_persons", KEY_INTEGER, OF_PROJECT(min_persons), 0, 100000, NULL, "10",
     "A count of fewer persons is hidden; at least 3, except under secure",
     "Bundan az kişi sayısı gizlenir; secure dışında en az 3"},
    {"privacy.min_unit_persons", KEY_INTEGER, OF_PROJECT(min_unit_persons), 0, 100000, NULL, "100",
     "A mahalle of fewer persons is hidden as a whole", "Bundan az nüfuslu mahalle bütünüyle gizlenir"},
    {"privacy.round_to", KEY_INTEGER, OF_PROJECT(round_to), 1, 1000, NULL, "5",
     "Counts are rounded to a multiple of this", "Sayılar bunun katına yuvarlanır"},
    {"privacy.household_points", KEY_WORD, OF_PROJECT(household_points), NO_RANGE, household_points, "none",
     "A layer of the households, under the profile secure only: at their places, or moved within their mahalle "
     "(masked)",
     "Haneler katmanı, yalnızca secure profilinde: yerlerinde (exact) ya da mahalle içinde kaydırılmış (masked)"},
    {"privacy.mask_min_m", KEY_REAL, OF_PROJECT(mask_min_m), 1, 10000, NULL, "50",
     "Masked households are moved at least this many metres", "Kaydırılan hane en az bu kadar metre uzağa konur"},
    {"privacy.mask_max_m", KEY_REAL, OF_PROJECT(mask_max_m), 1, 100000, NULL, "200",
     "And at most this many; farther, by doubling, where too few live nearby",
     "En çok bu kadar; çevrede az hane varsa ikiye katlanarak daha uzağa"},
    {"privacy.mask_households", KEY_INTEGER, OF_PROJECT(mask_households), 20, 100000, NULL, "20",
     "A masked household could be any of at least this many; a mahalle of fewer has no points",
     "Kaydırılan hane en az bu kadar haneden biri olabilir; daha az hanesi olan mahallede nokta yoktur"},
    {"privacy.mask_seed_file", KEY_PATH, OF_PROJECT(mask_seed_file), NO_RANGE, NULL, NULL,
     "A file with a secret of at least 16 letters, from which the moves are drawn; default: other moves in each run",
     "Kaydırmaların çekildiği, en az 16 harflik gizli metnin dosyası; varsayılan: her çalıştırmada başka kaydırma"},
    {"privacy.published_before", KEY_PATH, OF_PROJECT(published_before), NO_RANGE, NULL, NULL,
     "The file of this city that was published last: what it hides stays hidden, so that nobody subtracts one from the "
     "other",
     "Bu kentin en son yayımlanan dosyası: orada gizli olan gizli kalır ki kimse birini ötekinden çıkaramasın"},
    {"output", KEY_PATH, OF_PROJECT(output), NO_RANGE, NULL, NULL, "The GeoPackage to write", "Yazılacak GeoPackage"},
    {"backend", KEY_WORD, OF_PROJECT(backend), NO_RANGE, backends, "local",
     "Where the counting is done (this version: local)", "Sayım nerede yapılır (bu sürümde: local)"},
    {"seed", KEY_LONG, OF_PROJECT(seed), 0, LARGEST_EXACT, NULL, "1",
     "Start of every random draw: the same seed gives the same result",
     "Her rastgele çekilişin başlangıcı: aynı sayı aynı sonucu verir"},
    {"threads", KEY_INTEGER, OF_PROJECT(threads), 0, 256, NULL, "0",
     "Worker threads; 0: as many as there are cores. The result does not depend on it",
     "İş parçacığı sayısı; 0: çekirdek sayısı kadar. Sonuç buna bağlı değildir"},
};

size_t key_count(void)
{
    return sizeof keys / sizeof keys[0];
}

const struct key *key_at(size_t index)
{
    return index < key_count() ? &keys[index] : NULL;
}

size_t key_index(const struct key *key)
{
    return (size_t)(key - keys);
}

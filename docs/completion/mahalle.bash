# Completion of mahalle for bash, made by 'mahalle completion bash'.
_mahalle() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
    local words='' kind=words
    COMPREPLY=()
    # bash cuts words at '=': --profile=public are three, primary=okullar.csv too
    if [ "$current" = = ]; then
        current=''
    elif [ "$previous" = = ]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if [ "$COMP_CWORD" -eq 1 ]; then
        command=''
        words='init check run query rank site invest compare sql relink completion help --help --version'
    fi
    case $command:$previous in
    init:--language) words='tr en' ;;
    init:--layers) kind=file ;;
    init:*)
        case $current in
        -*) words='--language --layers --quiet --verbose --demo --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    check:--households) kind=file ;;
    check:--neighbourhoods) kind=file ;;
    check:--service) words='playground= park= open_sport= green_ha= urban_forest= fairground= asm= hospital= nursery= kindergarten= primary= lower_sec= upper_sec= worship_s= worship_m= worship_l= stop_low= stop_high= social_centre= vocational= pharmacy= water_line= sewer_line= waste_point= culture_centre= library= admin_office= technical_site= police= fire= market= post= association= womens_shelter=' ;;
    check:--output | check:-o) kind=file ;;
    check:--set) words='title= reference_date= recent_years= arrival_rule= household_rule= origin_field= province= crs= language= neighbourhoods.source= neighbourhoods.layer= neighbourhoods.crs= neighbourhoods.encoding= neighbourhoods.towns.source= neighbourhoods.towns.layer= persons.source= persons.layer= persons.encoding= streets.source= streets.layer= streets.crs= streets.where= residential.source= residential.layer= residential.crs= coverage.metric= coverage.detour= coverage.street_snap_m= coverage.decay= gap_grid.cell_m= need.population= need.plan_population= priority.department= priority.draws= quarantine.snap_m= quarantine.max_rejected_share= privacy.profile= privacy.min_households= privacy.min_persons= privacy.min_unit_persons= privacy.round_to= privacy.household_points= privacy.mask_min_m= privacy.mask_max_m= privacy.mask_households= privacy.mask_seed_file= privacy.published_before= output= backend= seed= threads=' ;;
    check:--profile) words='public internal secure' ;;
    check:--format) words='text json csv geojson' ;;
    check:--threads) kind=any ;;
    check:--seed) kind=any ;;
    check:--language) words='tr en' ;;
    check:--layers) kind=file ;;
    check:--progress) words='auto yes no' ;;
    check:*)
        case $current in
        -*) words='--households --neighbourhoods --service --output --set --profile --format --threads --seed --language --layers --progress --quiet --verbose --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    run:--households) kind=file ;;
    run:--neighbourhoods) kind=file ;;
    run:--service) words='playground= park= open_sport= green_ha= urban_forest= fairground= asm= hospital= nursery= kindergarten= primary= lower_sec= upper_sec= worship_s= worship_m= worship_l= stop_low= stop_high= social_centre= vocational= pharmacy= water_line= sewer_line= waste_point= culture_centre= library= admin_office= technical_site= police= fire= market= post= association= womens_shelter=' ;;
    run:--output | run:-o) kind=file ;;
    run:--set) words='title= reference_date= recent_years= arrival_rule= household_rule= origin_field= province= crs= language= neighbourhoods.source= neighbourhoods.layer= neighbourhoods.crs= neighbourhoods.encoding= neighbourhoods.towns.source= neighbourhoods.towns.layer= persons.source= persons.layer= persons.encoding= streets.source= streets.layer= streets.crs= streets.where= residential.source= residential.layer= residential.crs= coverage.metric= coverage.detour= coverage.street_snap_m= coverage.decay= gap_grid.cell_m= need.population= need.plan_population= priority.department= priority.draws= quarantine.snap_m= quarantine.max_rejected_share= privacy.profile= privacy.min_households= privacy.min_persons= privacy.min_unit_persons= privacy.round_to= privacy.household_points= privacy.mask_min_m= privacy.mask_max_m= privacy.mask_households= privacy.mask_seed_file= privacy.published_before= output= backend= seed= threads=' ;;
    run:--profile) words='public internal secure' ;;
    run:--household-points) words='none exact masked' ;;
    run:--format) words='text json' ;;
    run:--threads) kind=any ;;
    run:--seed) kind=any ;;
    run:--language) words='tr en' ;;
    run:--layers) kind=file ;;
    run:--progress) words='auto yes no' ;;
    run:*)
        case $current in
        -*) words='--households --neighbourhoods --service --output --set --profile --household-points --format --threads --seed --language --layers --progress --quiet --verbose --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    query:--households) kind=file ;;
    query:--neighbourhoods) kind=file ;;
    query:--service) words='playground= park= open_sport= green_ha= urban_forest= fairground= asm= hospital= nursery= kindergarten= primary= lower_sec= upper_sec= worship_s= worship_m= worship_l= stop_low= stop_high= social_centre= vocational= pharmacy= water_line= sewer_line= waste_point= culture_centre= library= admin_office= technical_site= police= fire= market= post= association= womens_shelter=' ;;
    query:--output | query:-o) kind=file ;;
    query:--set) words='title= reference_date= recent_years= arrival_rule= household_rule= origin_field= province= crs= language= neighbourhoods.source= neighbourhoods.layer= neighbourhoods.crs= neighbourhoods.encoding= neighbourhoods.towns.source= neighbourhoods.towns.layer= persons.source= persons.layer= persons.encoding= streets.source= streets.layer= streets.crs= streets.where= residential.source= residential.layer= residential.crs= coverage.metric= coverage.detour= coverage.street_snap_m= coverage.decay= gap_grid.cell_m= need.population= need.plan_population= priority.department= priority.draws= quarantine.snap_m= quarantine.max_rejected_share= privacy.profile= privacy.min_households= privacy.min_persons= privacy.min_unit_persons= privacy.round_to= privacy.household_points= privacy.mask_min_m= privacy.mask_max_m= privacy.mask_households= privacy.mask_seed_file= privacy.published_before= output= backend= seed= threads=' ;;
    query:--profile) words='public internal secure' ;;
    query:--format) words='text json csv geojson' ;;
    query:--threads) kind=any ;;
    query:--seed) kind=any ;;
    query:--language) words='tr en' ;;
    query:--layers) kind=file ;;
    query:--progress) words='auto yes no' ;;
    query:--mahalle) kind=any ;;
    query:--ilce) kind=any ;;
    query:--bbox) kind=any ;;
    query:--near) kind=any ;;
    query:--radius) kind=any ;;
    query:--within) kind=file ;;
    query:--wkt) kind=any ;;
    query:--where) kind=any ;;
    query:--by) kind=any ;;
    query:*)
        case $current in
        -*) words='--households --neighbourhoods --service --output --set --profile --format --threads --seed --language --layers --progress --quiet --verbose --mahalle --ilce --bbox --near --radius --within --wkt --where --by --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    rank:--output | rank:-o) kind=file ;;
    rank:--format) words='text json csv geojson' ;;
    rank:--seed) kind=any ;;
    rank:--language) words='tr en' ;;
    rank:--layers) kind=file ;;
    rank:--by) kind=any ;;
    rank:--for) words='education general health housing infrastructure social' ;;
    rank:--top) kind=any ;;
    rank:--explain) kind=any ;;
    rank:*)
        case $current in
        -*) words='--output --format --seed --language --layers --quiet --verbose --by --for --top --explain --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    site:--households) kind=file ;;
    site:--neighbourhoods) kind=file ;;
    site:--service) words='playground park open_sport green_ha urban_forest fairground asm hospital nursery kindergarten primary lower_sec upper_sec worship_s worship_m worship_l stop_low stop_high social_centre vocational pharmacy water_line sewer_line waste_point culture_centre library admin_office technical_site police fire market post association womens_shelter playground= park= open_sport= green_ha= urban_forest= fairground= asm= hospital= nursery= kindergarten= primary= lower_sec= upper_sec= worship_s= worship_m= worship_l= stop_low= stop_high= social_centre= vocational= pharmacy= water_line= sewer_line= waste_point= culture_centre= library= admin_office= technical_site= police= fire= market= post= association= womens_shelter=' ;;
    site:--output | site:-o) kind=file ;;
    site:--set) words='title= reference_date= recent_years= arrival_rule= household_rule= origin_field= province= crs= language= neighbourhoods.source= neighbourhoods.layer= neighbourhoods.crs= neighbourhoods.encoding= neighbourhoods.towns.source= neighbourhoods.towns.layer= persons.source= persons.layer= persons.encoding= streets.source= streets.layer= streets.crs= streets.where= residential.source= residential.layer= residential.crs= coverage.metric= coverage.detour= coverage.street_snap_m= coverage.decay= gap_grid.cell_m= need.population= need.plan_population= priority.department= priority.draws= quarantine.snap_m= quarantine.max_rejected_share= privacy.profile= privacy.min_households= privacy.min_persons= privacy.min_unit_persons= privacy.round_to= privacy.household_points= privacy.mask_min_m= privacy.mask_max_m= privacy.mask_households= privacy.mask_seed_file= privacy.published_before= output= backend= seed= threads=' ;;
    site:--profile) words='public internal secure' ;;
    site:--format) words='text json csv geojson' ;;
    site:--threads) kind=any ;;
    site:--seed) kind=any ;;
    site:--language) words='tr en' ;;
    site:--layers) kind=file ;;
    site:--progress) words='auto yes no' ;;
    site:--sites) kind=any ;;
    site:--budget) kind=any ;;
    site:--candidates) kind=file ;;
    site:--method) words='exact greedy' ;;
    site:--objective) words='cover distance' ;;
    site:--migrant-weight) kind=any ;;
    site:--time-limit) kind=any ;;
    site:*)
        case $current in
        -*) words='--households --neighbourhoods --service --output --set --profile --format --threads --seed --language --layers --progress --quiet --verbose --sites --budget --candidates --method --objective --migrant-weight --time-limit --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    invest:--output | invest:-o) kind=file ;;
    invest:--format) words='text json csv geojson' ;;
    invest:--language) words='tr en' ;;
    invest:--layers) kind=file ;;
    invest:--budget) words='education= general= health= housing= infrastructure= social=' ;;
    invest:--costs) kind=file ;;
    invest:*)
        case $current in
        -*) words='--output --format --language --layers --quiet --verbose --budget --costs --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    compare:--output | compare:-o) kind=file ;;
    compare:--format) words='text json csv geojson' ;;
    compare:--language) words='tr en' ;;
    compare:--layers) kind=file ;;
    compare:*)
        case $current in
        -*) words='--output --format --language --layers --quiet --verbose --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    sql:--output | sql:-o) kind=file ;;
    sql:--format) words='text json csv' ;;
    sql:--language) words='tr en' ;;
    sql:--layers) kind=file ;;
    sql:--time-limit) kind=any ;;
    sql:*)
        case $current in
        -*) words='--output --format --language --layers --quiet --verbose --time-limit --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    relink:--language) words='tr en' ;;
    relink:--layers) kind=file ;;
    relink:--from) kind=any ;;
    relink:*)
        case $current in
        -*) words='--language --layers --quiet --verbose --from --help --version' ;;
        *) kind=file ;;
        esac
        ;;
    completion:--language) words='tr en' ;;
    completion:--layers) kind=file ;;
    completion:*)
        case $current in
        -*) words='--language --layers --quiet --verbose --help --version' ;;
        *) words='bash zsh fish' ;;
        esac
        ;;
    help:--format) words='text markdown man' ;;
    help:--language) words='tr en' ;;
    help:--layers) kind=file ;;
    help:*)
        case $current in
        -*) words='--format --language --layers --quiet --verbose --help --version' ;;
        *) words='init check run query rank site invest compare sql relink completion help configuration fields services output privacy' ;;
        esac
        ;;
    esac
    if [ "$kind" = words ]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
        case ${COMPREPLY[0]-} in *=) compopt -o nospace 2>/dev/null ;; esac
    elif [ "$kind" = file ]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}
complete -F _mahalle mahalle

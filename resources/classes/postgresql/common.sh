# What the hooks share. Sourced, in plain sh: a hook in the hold has some ten milliseconds.
set -eu
umask 0077
export LC_ALL=C PGCONNECT_TIMEOUT=2 PGPORT=5432
bin=/usr/lib/postgresql/15/bin
pg=$SLIPWAY_HOME/data/pg
next=$SLIPWAY_HOME/data/pg.next
old=$SLIPWAY_HOME/data/pg.old
settings=$SLIPWAY_HOME/conf/server.conf
peer=${SLIPWAY_PEER:-$SLIPWAY_DOORS/peer/$SLIPWAY_NAME}

say() { echo "$*" >&2; }
die() {
    say "$*"
    exit 1
}

# One statement, or several, on our own server; unaligned, only the values.
query() { "$bin/psql" -XAtq -v ON_ERROR_STOP=1 -h "$SLIPWAY_DOORS/$SLIPWAY_NAME" -U owner -d postgres "$@"; }

# One command of the replication protocol on the server behind the link.
peer_command() {
    PGPASSFILE=$SLIPWAY_HOME/conf/pgpass "$bin/psql" -XAtq -v ON_ERROR_STOP=1 \
        "host=$peer user=replicator replication=true" -c "$1"
}

# Keys of pg_controldata as shell variables: state, checkpoint, timeline, system; least, least_timeline: up to where a
# follower must replay before its pages fit together.
read_control() {
    state= checkpoint= timeline= system= least= least_timeline=
    control=$("$bin/pg_controldata" -D "$pg") || die "$pg has no readable control file"
    while IFS= read -r line; do
        value=${line#*:}
        value=${value#"${value%%[! ]*}"}
        case $line in
            "Database cluster state:"*) state=$value ;;
            "Latest checkpoint location:"*) checkpoint=$value ;;
            "Latest checkpoint's TimeLineID:"*) timeline=$value ;;
            "Database system identifier:"*) system=$value ;;
            "Minimum recovery ending location:"*) least=$value ;;
            "Min recovery ending loc's timeline:"*) least_timeline=$value ;;
        esac
    done <<END
$control
END
}

# 0/3000060 as a number, which can be compared.
position() { echo $(((0x${1%/*} << 32) + 0x${1#*/})); }

# The folder of our socket. Its group is the door's (set-group-id), so it is made by umask, not by chmod.
make_door() { (umask 0006 && mkdir -p "$SLIPWAY_DOORS/$SLIPWAY_NAME"); }

# The process id of the server of a data folder, if one runs. pg_ctl would believe any process with that id.
server_of() {
    [ -s "$1/postmaster.pid" ] || return 1
    read -r number <"$1/postmaster.pid"
    [ "$(readlink "/proc/$number/exe")" = "$bin/postgres" ] && echo "$number"
}
running() { server_of "$pg" >/dev/null; }

# What an interrupted attempt left: a finished copy is taken, the rest goes.
tidy() {
    if orphan=$(server_of "$next"); then
        kill -KILL "$orphan"
    fi
    [ -e "$pg" ] || [ ! -e "$old" ] || mv "$old" "$pg"
    rm -rf "$next" "$old"
}

# The copy in $next becomes the data folder, once it is on disk: one flush instead of one a file.
install_next() {
    sync -f "$next"
    [ ! -e "$pg" ] || mv "$pg" "$old"
    mv "$next" "$pg"
    rm -rf "$old"
}

# Whether the server behind the link can bring us up to date from where we stopped: all that we have written is in
# its history, our last record lying before the point where it left our timeline.
reachable() {
    [ -e "$pg/PG_VERSION" ] || return 1
    read_control
    clean=true
    case $state in "shut down" | "shut down in recovery") ;; *) clean=false ;; esac
    identity=$(peer_command IDENTIFY_SYSTEM) || die "the new leader does not answer"
    [ "${identity%%|*}" = "$system" ] || return 1
    identity=${identity#*|}
    theirs=${identity%%|*}
    identity=${identity#*|}
    # Kept by wal_keep_size, with a margin.
    [ $(($(position "${identity%%|*}") - $(position "$checkpoint"))) -lt 1900000000 ] || return 1
    if [ "$theirs" -eq "$timeline" ]; then
        [ -e "$pg/standby.signal" ] # we have only followed, and lost at most what comes again
        return
    fi
    [ "$theirs" -gt "$timeline" ] || return 1
    last=$(position "$checkpoint")
    if ! $clean; then
        # A follower that was killed goes on, unless its pages may hold what their history doesn't.
        [ -e "$pg/standby.signal" ] && [ "$state" = "in archive recovery" ] && [ "$least_timeline" -gt 0 ] || return 1
        timeline=$least_timeline
        [ "$timeline" -ne "$theirs" ] || return 0
        last=$(($(position "$least") - 1))
    fi
    history=$(peer_command "TIMELINE_HISTORY $theirs") || return 1
    switch=
    while read -r number lsn rest; do
        number=${number##*|}
        [ "$number" != "$timeline" ] || switch=$lsn
    done <<END
$history
END
    [ -n "$switch" ] && [ "$last" -lt "$(position "$switch")" ]
}

# From the next start on we follow the server behind the link.
join_peer() {
    peer_command "CREATE_REPLICATION_SLOT peer PHYSICAL RESERVE_WAL" >/dev/null 2>&1 ||
        peer_command "READ_REPLICATION_SLOT peer" >/dev/null
    # Our own slots served followers that are gone; as in a base backup, they don't come along.
    rm -rf "$pg"/pg_replslot/*
    : >"$pg/standby.signal"
}
